"""`quiz`: straight to the first question of what is asked for, else to what a quiz can be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from alliance_tutor.cli import output
from alliance_tutor.cli.completion import complete_deck, complete_level, complete_topic, complete_type
from alliance_tutor.cli.exits import Exit
from alliance_tutor.cli.naming import ids_of, paths_of
from alliance_tutor.cli.options import Chosen, plain_option
from alliance_tutor.cli.start import at_a_terminal, start, wants_lines

if TYPE_CHECKING:
    from alliance_tutor.desk import Desk
    from alliance_tutor.study.drawing import Wanted
    from alliance_tutor.study.quiz import QuizOptions
    from alliance_tutor.study.wish import QuizWish


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says of a quiz; where it says nothing the learner is asked."""

    decks: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    items: int | None = None
    likely_to_fail: bool = False
    seed: int | None = None
    feedback: str | None = None
    retry: bool = False
    certainty: bool = False
    pretest: bool = False


@click.command()
@click.argument("decks", metavar="[DECK]...", nargs=-1, shell_complete=complete_deck)
@click.option(
    "--topic",
    "topics",
    multiple=True,
    metavar="TOPIC",
    help="Only this topic; may be repeated, as --type and --level may.",
    shell_complete=complete_topic,
)
@click.option(
    "--type",
    "types",
    multiple=True,
    metavar="TYPE",
    help="Only this type, such as choice.",
    shell_complete=complete_type,
)
@click.option(
    "--level",
    "levels",
    multiple=True,
    metavar="LEVEL",
    help="Only this level, such as recall.",
    shell_complete=complete_level,
)
@click.option(
    "--items", type=click.IntRange(min=1), metavar="N", help="At most N questions; else at most 10."
)
@click.option("--likely-to-fail", is_flag=True, help="First what you have most likely forgotten.")
@click.option("--seed", type=click.IntRange(min=0), metavar="N", help="The same N draws the same questions.")
@click.option(
    "--feedback",
    type=click.Choice(["now", "end"]),
    help="Show what was right after each answer, or at the end.",
)
@click.option("--retry", is_flag=True, help="Ask what was missed again until it is right.")
@click.option("--certainty", is_flag=True, help="Ask how sure you are of each answer.")
@click.option("--pretest", is_flag=True, help="Before studying: not graded, never scheduled.")
@plain_option
@click.pass_obj
def quiz(chosen: Chosen, /, plain: bool, **said: Any) -> int:
    """Be quizzed on some decks, or on all.

    Without a DECK and without options you are asked what the quiz shall be.
    A DECK is an id, or a file or folder: with a slash or ending in .toml it is a path.

    \b
    Examples:
      alliance-tutor quiz
      alliance-tutor quiz history --items 20 --certainty
      alliance-tutor quiz --type numeric --type date --feedback end
      alliance-tutor quiz history --topic korean-war --likely-to-fail
    """
    asked = Asked(**said)
    lines = plain or chosen.plain or wants_lines(chosen.home) or not at_a_terminal()
    wish = _wish(chosen.home, asked)
    if wish is None:
        return Exit.DONE
    return start(chosen.home, lines=lines, given=paths_of(asked.decks), quiz=wish)


def _wish(home: str, asked: Asked) -> "QuizWish | None":
    """The quiz that is asked for; None where nothing could be drawn for it, which is told.

    Raises UsageError for a deck, topic, type or level that there is not.
    """
    from random import randrange

    from alliance_tutor.study.wish import SEEDS, QuizWish

    seed = randrange(SEEDS) if asked.seed is None else asked.seed
    if asked == Asked():
        return QuizWish(setup=True).seeded(seed)
    from alliance_tutor.desk import Desk
    from alliance_tutor.study.quiz_setup import Setup

    with Desk.open(home, paths_of(asked.decks), write=False) as desk:
        wish = QuizWish(_wanted(desk, asked), _options(asked)).seeded(seed)
        setup = Setup(wish, desk.shelf.library.decks, desk.quiz_stock)
        if not setup.ready:
            output.echo(setup.told)
            return None
        return wish


def _wanted(desk: "Desk", asked: Asked) -> "Wanted":
    from alliance_tutor.study.drawing import Order, Wanted

    decks = ids_of(desk, asked.decks)
    refs = desk.shelf.refs(decks)
    for topic in asked.topics:
        desk.shelf.check_topic(topic, decks)
    _check("type", asked.types, (ref.type for ref in refs))
    _check("level", asked.levels, (ref.level for ref in refs))
    return Wanted(
        items=Wanted().items if asked.items is None else asked.items,
        order=Order.LIKELY_TO_FAIL if asked.likely_to_fail else Order.MIXED,
        decks=decks,
        topics=asked.topics,
        types=asked.types,
        levels=asked.levels,
    )


def _options(asked: Asked) -> "QuizOptions":
    from alliance_tutor.study.quiz import Feedback, QuizOptions

    return QuizOptions(
        feedback=Feedback.AT_END if asked.feedback == "end" else Feedback.AT_ONCE,
        certainty=asked.certainty,
        retry=asked.retry,
        pretest=asked.pretest,
    )


def _check(kind: str, names: Sequence[str], found: Iterable[str]) -> None:
    """Raises UsageError, naming the near ones, where a name is none of those found."""
    from alliance_tutor.deck.names import unknown

    known = list(dict.fromkeys(name for name in found if name))
    for name in names:
        if name not in known:
            raise unknown(kind, name, known)
