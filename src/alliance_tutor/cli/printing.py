"""`paper`: an exam to print, in versions, with marking keys and answer sheets."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from alliance_tutor.cli import output
from alliance_tutor.cli.completion import complete_deck, complete_topic
from alliance_tutor.cli.exits import Exit
from alliance_tutor.cli.naming import ids_of, paths_of
from alliance_tutor.cli.options import Chosen, json_option
from alliance_tutor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alliance_tutor.desk import Desk
    from alliance_tutor.study.paper import Paper
    from alliance_tutor.study.versions import Version

_MOST = 999_999_999
_MOST_VERSIONS = 26
_LONGEST_FILE = 1_000_000
_FILES = (".txt", ".csv", ".list", ".md")
_NAME = re.compile(r"[A-Za-z0-9]{1,16}")
_FORMS = {"md": ("md",), "html": ("html",), "both": ("md", "html")}


def _complete_file(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(incomplete, type="file")]


@click.command()
@click.argument("decks", metavar="DECK...", nargs=-1, shell_complete=complete_deck)
@click.option(
    "--items", type=click.IntRange(1, 1000), metavar="N", help="How many questions; else at most 20."
)
@click.option(
    "--topic",
    "topics",
    multiple=True,
    metavar="TOPIC",
    help="Only this topic; may be repeated.",
    shell_complete=complete_topic,
)
@click.option("--versions", default="", metavar="A,B", help="Names of versions; else one without a name.")
@click.option("--seed", type=click.IntRange(0, _MOST), metavar="N", help="Draw the paper of this seed.")
@click.option(
    "--pick",
    multiple=True,
    metavar="IDS|FILE",
    help="Exactly these questions, in this order: ids, or a file of them.",
    shell_complete=_complete_file,
)
@click.option(
    "--to", type=click.Choice(list(_FORMS)), help="The form of the pages; else html with -o, md without."
)
@click.option(
    "-o",
    "folder",
    default="",
    metavar="FOLDER",
    help="Write test, key and answer sheet of each version here.",
    shell_complete=_complete_file,
)
@click.option("--title", default="", metavar="TITLE", help="What stands above; else what the deck says.")
@json_option
@click.pass_obj
def paper(
    chosen: Chosen,
    /,
    decks: tuple[str, ...],
    items: int | None,
    topics: tuple[str, ...],
    versions: str,
    seed: int | None,
    pick: tuple[str, ...],
    to: str | None,
    folder: str,
    title: str,
    as_json: bool,
) -> int:
    """Print an exam: test, marking key, answer sheet.

    The questions are those of the mock exam of the same seed, or those that --pick names. Nothing is
    recorded. Without -o the test of one version goes to the standard output.

    \b
    Examples:
      alliance-tutor paper history --items 20 --versions A,B --seed 7 -o exam
      alliance-tutor paper ./my-deck.toml > test.md
      alliance-tutor paper history --pick ids.txt --to both -o exam
    """
    from alliance_tutor.study.versions import remarks
    from alliance_tutor.study.versions import versions as made_in

    names = _names(versions)
    _check(decks, pick, items, topics)
    if as_json and (folder or to):
        raise UsageError("--json prints the paper and writes no file", hint="leave -o and --to out")
    if not (as_json or folder) and (len(names) > 1 or to == "both"):
        raise UsageError(
            "there is more than one page to print", hint="name a folder with -o, such as -o exam"
        )
    drawn = _paper(chosen.home, decks, topics, items, seed, pick)
    if pick:
        for line in remarks([item.question for item in drawn.items]):
            output.talk(f"warning: {line}")
    found = made_in(drawn, names, in_order=bool(pick))
    if as_json:
        output.echo_json(_document(found))
        return Exit.DONE
    return _print(found, title or drawn.blueprint.title, to, folder)


def _check(decks: "Sequence[str]", pick: "Sequence[str]", items: int | None, topics: "Sequence[str]") -> None:
    """Raises UsageError where nothing is asked for, or two things at once."""
    if not decks and not pick:
        raise UsageError("no deck is named", hint="alliance-tutor decks lists them")
    if pick and (items is not None or topics):
        raise UsageError("--pick says which questions", hint="leave --items and --topic out")


def _names(versions: str) -> tuple[str, ...]:
    """The names of the versions, one empty one where none is given. Raises UsageError."""
    names = tuple(name.strip() for name in versions.split(",")) if versions.strip() else ("",)
    wrong = [name for name in names if versions.strip() and not _NAME.fullmatch(name)]
    if wrong:
        raise UsageError(
            f"{wrong[0] or 'an empty name'} cannot name a version",
            hint="up to 16 letters and digits each, such as A,B",
        )
    if len({name.lower() for name in names}) < len(names):
        raise UsageError("two versions have the same name", hint="such as A,B; capitals make no difference")
    if len(names) > _MOST_VERSIONS:
        raise UsageError(f"{len(names)} versions are too many", hint=f"{_MOST_VERSIONS} at most")
    return names


def _paper(
    home: str,
    decks: "Sequence[str]",
    topics: "Sequence[str]",
    items: int | None,
    seed: int | None,
    pick: "Sequence[str]",
) -> "Paper":
    """The paper that is drawn, or picked."""
    from alliance_tutor.desk import Desk, papers

    wanted = [id for each in pick for id in _picked(each)]
    with Desk.open(home, paths_of(decks), write=False) as desk:
        ids = ids_of(desk, decks)
        if pick:
            return papers.chosen(desk, ids, wanted, seed)
        _check_topics(desk, topics, ids)
        return papers.drawn(desk, ids, topics, items, seed)


def _check_topics(desk: "Desk", topics: "Sequence[str]", decks: "Sequence[str]") -> None:
    for topic in topics:
        desk.shelf.check_topic(topic, decks)


def _picked(given: str) -> list[str]:
    """The ids that are given, parted by commas or spaces, or one a line in a file. Raises UsageError.

    In a file a line that begins with # is passed over.
    """
    path = Path(given)
    if not _is_file(path):
        if path.suffix in _FILES:
            raise UsageError("there is no such file of ids", path=given, hint="--pick takes ids, or a file")
        return given.replace(",", " ").split()
    try:
        with path.open("rb") as file:
            text = file.read(_LONGEST_FILE + 1).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageError("the file cannot be read", path=given, hint="ids in UTF-8, one a line") from fault
    if len(text) > _LONGEST_FILE:
        raise UsageError("the file is too long for a list of ids", path=given, hint="ids, one a line")
    lines = (line.strip() for line in text.splitlines())
    return [id for line in lines if not line.startswith("#") for id in line.replace(",", " ").split()]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # many ids are too long for a name
        return False


def _document(found: "Sequence[Version]") -> dict[str, Any]:
    """The paper of the first version, and beside it that of each version that has a name."""
    papers = [(version.name, version.paper) for version in found]
    named = [{"version": name, "items": _items(each)} for name, each in papers if name]
    first = papers[0][1]
    return {"seed": first.seed, "items": _items(first)} | ({"versions": named} if named else {})


def _items(paper: "Paper") -> list[dict[str, Any]]:
    return [{"question": item.question.id, "options": list(item.shown)} for item in paper.items]


def _print(found: "Sequence[Version]", title: str, to: str | None, folder: str) -> int:
    """The test to the standard output, or all pages to a folder."""
    from alliance_tutor.desk import papers

    if not folder:
        output.echo(papers.pages(found[0], title, to or "md")["test"].rstrip("\n"))
        return Exit.DONE
    written = papers.write_all(Path(folder), papers.files(found, title, _FORMS[to or "html"]))
    for path in written:
        output.echo(str(path))
    output.talk(f"Written with seed {found[0].paper.seed}.")
    return Exit.DONE
