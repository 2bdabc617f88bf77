"""`exam`: a mock exam of what is asked for, one that goes on, or what those taken came to."""

from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from alliance_tutor.cli import output
from alliance_tutor.cli.completion import complete_deck, complete_topic
from alliance_tutor.cli.exits import Exit
from alliance_tutor.cli.naming import ids_of, paths_of
from alliance_tutor.cli.options import Chosen, json_option, plain_option
from alliance_tutor.cli.start import at_a_terminal, start, wants_lines
from alliance_tutor.errors import UsageError

if TYPE_CHECKING:
    from alliance_tutor.desk import Desk
    from alliance_tutor.desk.exams import Taken
    from alliance_tutor.study.exam_wish import ExamWish
    from alliance_tutor.study.paper import Paper

_MOST = 999_999_999


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says of an exam; where it says nothing the learner is asked."""

    decks: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    items: int | None = None
    minutes: int | None = None
    seed: int | None = None
    extra_time: str | None = None
    pause: bool = False
    certainty: bool = False
    negative: float | None = None
    cut_score: float | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """Which exam that was begun before is meant."""

    resume: bool = False
    results: bool = False
    result: str = ""
    page: str = ""


@click.command()
@click.argument("decks", metavar="[DECK]...", nargs=-1, shell_complete=complete_deck)
@click.option(
    "--topic",
    "topics",
    multiple=True,
    metavar="TOPIC",
    help="Only this topic; may be repeated.",
    shell_complete=complete_topic,
)
@click.option(
    "--items", type=click.IntRange(1, 1000), metavar="N", help="How many questions; else at most 20."
)
@click.option("--minutes", type=click.IntRange(0, 1440), metavar="N", help="The time; 0 for no limit.")
@click.option(
    "--seed", type=click.IntRange(0, _MOST), metavar="N", help="The same N and decks give the same paper."
)
@click.option(
    "--extra-time", type=click.Choice(["1", "1.25", "1.5", "2"]), help="By what all times are multiplied."
)
@click.option("--pause", is_flag=True, help="Let the clock be stopped.")
@click.option("--certainty", is_flag=True, help="Ask how sure you are, and mark by it.")
@click.option(
    "--negative",
    type=click.FloatRange(0, 1),
    metavar="X",
    help="What a wrong answer costs of its points, such as 0.25.",
)
@click.option(
    "--cut-score", type=click.FloatRange(0, 100), metavar="N", help="The pass mark, as a percentage."
)
@plain_option
@json_option
@click.option("--resume", is_flag=True, help="Go on with the exam that is not done.")
@click.option("--results", is_flag=True, help="List the exams taken.")
@click.option("--result", default="", metavar="ID", help="Print the result of one of them.")
@click.option(
    "--page",
    default="",
    metavar="FILE",
    type=click.Path(),
    help="With --result: save it as a page to print.",
)
@click.pass_obj
def exam(
    chosen: Chosen,
    /,
    plain: bool,
    as_json: bool,
    resume: bool,
    results: bool,
    result: str,
    page: str,
    **said: Any,
) -> int:
    """Sit a mock exam on some decks, or on all.

    Without a DECK and without options you are asked what the exam shall be, or go on with one that is not
    done. --json prints the paper and records nothing; with --plain the result, when the exam is done.
    A DECK is an id, or a file or folder: with a slash or ending in .toml it is a path.

    \b
    Examples:
      alliance-tutor exam
      alliance-tutor exam history --items 30 --minutes 45 --cut-score 60
      alliance-tutor exam --seed 4711 --json
      alliance-tutor exam --resume
      alliance-tutor exam --results
    """
    asked, past = Asked(**said), Past(resume, results, result, page)
    _check(asked, past)
    if results:
        return _list(chosen.home, as_json=as_json)
    if result:
        return _show(chosen.home, result, page, as_json=as_json)
    wanted_plain = plain or chosen.plain
    if as_json and not wanted_plain and not resume:
        return _print_paper(chosen.home, asked)
    lines = wanted_plain or as_json or wants_lines(chosen.home) or not at_a_terminal()
    wish = _resumed(chosen.home) if resume else _wish(chosen.home, asked)
    return start(chosen.home, lines=lines, given=paths_of(asked.decks), exam=wish, as_json=as_json)


def _check(asked: Asked, past: Past) -> None:
    """Raises UsageError where two things are asked for at once."""
    which = [each for each in (past.resume, past.results, bool(past.result)) if each]
    if len(which) > 1 or (which and asked != Asked()):
        raise UsageError(
            "--resume, --results and --result ID stand alone", hint="leave decks and other options out"
        )
    if past.page and not past.result:
        raise UsageError("--page needs --result ID", hint="alliance-tutor exam --results lists the ids")
    if any(isnan(each) for each in (asked.negative, asked.cut_score) if each is not None):
        raise UsageError("nan is no number", hint="--negative takes 0 to 1, --cut-score 0 to 100")
    if asked.certainty and asked.negative:
        raise UsageError("--certainty marks wrong answers already", hint="leave --negative out")


def _resumed(home: str) -> str:
    """The id of the latest exam that is not done. Raises UsageError where there is none."""
    from alliance_tutor.desk import Desk

    with Desk.open(home, write=False) as desk:
        running = desk.exams.running()
    if not running:
        raise UsageError("no exam is under way", hint="alliance-tutor exam begins one")
    return running[0].id


def _wish(home: str, asked: Asked) -> "ExamWish | str":
    """The exam that is asked for, its seed settled; where nothing is said, one that is not done.

    Raises UsageError for a deck or topic that there is not, and Unmet where there are not enough questions.
    """
    from alliance_tutor.desk import Desk

    with Desk.open(home, paths_of(asked.decks), write=False) as desk:
        if asked == Asked():
            running = desk.exams.running()
            return running[0].id if running else desk.exams.wish()._replace(setup=True)
        wish = _wished(desk, asked)
        return wish.seeded(desk.exams.draw(wish).seed)


def _wished(desk: "Desk", asked: Asked) -> "ExamWish":
    from alliance_tutor.study.exam_setup import FIELDS

    decks = ids_of(desk, asked.decks)
    for topic in asked.topics:
        desk.shelf.check_topic(topic, decks)
    setup = desk.exams.setup(desk.exams.wish(decks, asked.topics))
    fields = {field.key: field for field in FIELDS}
    flags = {"pause": asked.pause or None, "certainty": asked.certainty or None}
    extra = None if asked.extra_time is None else float(asked.extra_time)
    said = {
        "items": asked.items,
        "minutes": asked.minutes,
        "extra": extra,
        **flags,
        "negative": asked.negative,
        "cut_score": asked.cut_score,
        "seed": asked.seed,
    }
    for key, value in said.items():
        if value is not None:
            setup.choose(fields[key], value)
    return setup.wish


def _print_paper(home: str, asked: Asked) -> int:
    """The paper as JSON; nothing is recorded."""
    from alliance_tutor.desk import Desk

    with Desk.open(home, paths_of(asked.decks), write=False) as desk:
        paper = desk.exams.draw(_wished(desk, asked))
    output.echo_json(_paper(paper))
    return Exit.DONE


def _paper(paper: "Paper") -> dict[str, Any]:
    items = [{"question": item.question.id, "options": list(item.shown)} for item in paper.items]
    return {"seed": paper.seed, "items": items}


def _list(home: str, *, as_json: bool) -> int:
    """The exams taken, the earliest first, and what is not done."""
    from alliance_tutor.desk import Desk
    from alliance_tutor.insight.examining import history_line

    with Desk.open(home, write=False) as desk:
        taken, running = desk.exams.taken(), desk.exams.running()
    if as_json:
        output.echo_json({"exams": [_row(each) for each in taken]})
        return Exit.DONE
    for each in taken:
        output.echo(f"{each.id}: {history_line(each.title, each.handed_in, each.score)}")
    if not taken:
        output.talk("No exam was taken yet.")
    if running:
        output.talk("An exam is not done: alliance-tutor exam --resume goes on with it.")
    return Exit.DONE


def _row(taken: "Taken") -> dict[str, Any]:
    from alliance_tutor.study.exam_result import instant

    found = taken.score
    return {
        "exam": taken.id,
        "title": taken.title,
        "decks": list(taken.decks),
        "seed": taken.seed,
        "began": instant(taken.began),
        "handed_in": instant(taken.handed_in),
        "items": len(found.answers),
        "points": found.points,
        "most": found.most,
        "share": found.share,
        "low": found.low,
        "high": found.high,
        "predicted": found.predicted,
        "passed": found.passed,
    }


def _show(home: str, id: str, page: str, *, as_json: bool) -> int:
    """One result: as lines, as JSON, or saved as a page."""
    from alliance_tutor.desk import Desk
    from alliance_tutor.plain.exam_result import result_lines
    from alliance_tutor.study.exam_result import exam_result

    with Desk.open(home, write=False) as desk:
        progress = desk.exams.progress(id)
        if not progress.finished:
            hint = "alliance-tutor exam --resume goes on with it"
            raise UsageError(f"the exam {id} is not done", hint=hint)
        if page:
            desk.exams.save_page(progress, Path(page))
            output.talk(f"Saved: {page}")
        if as_json:
            output.echo_json(exam_result(progress))
        elif not page:
            output.echo("\n".join(result_lines(progress, desk.exams.titles())[1:-1]))
    return Exit.DONE
