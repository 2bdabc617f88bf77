"""Exams to print: drawn or picked from the desk's decks, laid out, and written to a folder."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from alliance_tutor.errors import UsageError
from alliance_tutor.study.blueprint import SelfMarked
from alliance_tutor.study.exam_setup import FIELDS
from alliance_tutor.study.exam_wish import OWN, OWN_TITLE
from alliance_tutor.study.paper import Paper
from alliance_tutor.study.versions import Version, picked
from alliance_tutor.study.wish import SEEDS

if TYPE_CHECKING:
    from alliance_tutor.desk.desk import Desk

_MOST_TOLD = 5
_PROPOSED_ITEMS = 20


def drawn(
    desk: "Desk", decks: Sequence[str], topics: Sequence[str], items: int | None, seed: int | None
) -> Paper:
    """The paper that the mock exam would draw; a seed None is any.

    Where no deck proposes an exam, questions that the program cannot mark come too: the teacher marks.
    Raises Unmet where it cannot be drawn.
    """
    wish = desk.exams.wish(decks, topics)
    setup = desk.exams.setup(wish)
    fields = {field.key: field for field in FIELDS}
    if wish.exam == OWN:
        setup.choose(fields["self_marked"], SelfMarked.ALSO)
        setup.choose(fields["items"], items or max(1, min(_PROPOSED_ITEMS, setup.there)))
    elif items is not None:
        setup.choose(fields["items"], items)
    setup.choose(fields["seed"], _seed(seed))
    paper = desk.exams.draw(setup.wish)
    if paper.blueprint.title != OWN_TITLE:
        return paper
    return paper._replace(blueprint=paper.blueprint._replace(title=desk.exams.titles().decks(decks)))


def chosen(desk: "Desk", decks: Sequence[str], ids: Sequence[str], seed: int | None) -> Paper:
    """A paper of exactly these questions, in this order.

    With one deck, ids may leave the deck's part out. Raises UsageError for an id that there is not in these
    decks (all, if none is named), or that is named twice.
    """
    known = [
        ref.id
        for deck in decks or [deck.id for deck in desk.shelf.library.decks]
        for ref in desk.shelf.index.refs(deck, exam=True)
    ]
    there = set(known)
    full = [f"{decks[0]}/{id}" if len(decks) == 1 and id not in there else id for id in ids]
    if missing := [id for id, whole in zip(ids, full, strict=True) if whole not in there]:
        raise _unknown(missing, known)
    if twice := [id for place, id in enumerate(full) if id in full[:place]]:
        raise UsageError(f"{twice[0]} is picked twice", hint="a paper asks a question once")
    if not full:
        raise UsageError("no question is picked", hint="--pick takes ids, or a file with one a line")
    found = {question.id: question for question in desk.shelf.index.questions(full)}
    of = tuple(dict.fromkeys(found[id].ref.deck for id in full))
    return picked(desk.exams.titles().decks(of), [found[id] for id in full], _seed(seed))


def pages(version: Version, title: str, form: str) -> dict[str, str]:
    """Test, marking key and answer sheet of a version, in the form `md` or `html`."""
    from alliance_tutor.insight import paper_html, paper_markdown  # only where a page is wanted

    if form == "html":
        writers = {"test": paper_html.test, "key": paper_html.key, "answers": paper_html.answers}
    else:
        writers = {"test": paper_markdown.test, "key": paper_markdown.key, "answers": paper_markdown.answers}
    return {page: write(version, title) for page, write in writers.items()}


def files(versions: Sequence[Version], title: str, forms: Sequence[str]) -> dict[str, str]:
    """All that is printed, by the names of files such as `test-A.html`."""
    return {
        f"{page}{'-' if version.name else ''}{version.name}.{form}": text
        for version in versions
        for form in forms
        for page, text in pages(version, title, form).items()
    }


def write_all(folder: Path, found: Mapping[str, str]) -> tuple[Path, ...]:
    """Write files into a folder, which is made if need be. Raises UsageError, with nothing written.

    No file is overwritten: where one of the names is taken, none is written.
    """
    paths = {folder / name: text for name, text in found.items()}
    if taken := [path for path in paths if path.is_symlink() or path.exists()]:
        hint = "name another folder with -o, or move what is there"
        raise UsageError("there is such a file already, nothing was written", path=taken[0], hint=hint)
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in paths.items():
            with path.open("x", encoding="utf-8", newline="\n") as file:
                written.append(path)
                file.write(text)
    except OSError as fault:
        for path in written:
            path.unlink(missing_ok=True)
        said = fault.strerror or str(fault)
        raise UsageError(f"cannot be written: {said}", path=folder, hint="name a folder with -o") from fault
    return tuple(paths)


def _seed(seed: int | None) -> int:
    return Random().randrange(SEEDS) if seed is None else seed


def _unknown(missing: Sequence[str], known: Sequence[str]) -> UsageError:
    """The fault of picking what there is not, with the nearest ids."""
    from difflib import get_close_matches  # only for the hint

    told = ", ".join(missing[:_MOST_TOLD]) + (" …" if len(missing) > _MOST_TOLD else "")
    near = dict.fromkeys(match for id in missing[:_MOST_TOLD] for match in get_close_matches(id, known, n=1))
    hint = (
        f"did you mean {' or '.join(near)}?" if near else "alliance-tutor paper DECK --json prints some ids"
    )
    what = "is no question" if len(missing) == 1 else "are no questions"
    return UsageError(f"{told} {what} of these decks", hint=hint)
