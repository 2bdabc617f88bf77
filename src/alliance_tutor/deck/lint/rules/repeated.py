"""Questions that are asked more than once, in one deck or in two."""

from collections.abc import Iterator

from alliance_tutor.deck.lint.context import named
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.lint.rules.rule import Note, rule
from alliance_tutor.deck.lint.shelf import Pair, Shelf
from alliance_tutor.deck.lint.stems import contradict
from alliance_tutor.deck.values import shown


@rule(
    "Q160",
    Severity.ERROR,
    "Two cards ask the same; a warning where they stand in two decks or only read alike.",
    "One fact is scheduled twice, and in an exam counts twice.",
    changing=True,
)
def asked_twice(shelf: Shelf) -> Iterator[Note]:
    """Equal stems, and stems that share most of their runs of words or most telling words and the answer."""
    for pair in shelf.pairs:
        stem, earlier, likeness = pair
        if _contradicts(pair):
            continue
        message = f"asks the same as {_other(pair)}"
        if likeness < 1:
            message = f"reads like {_other(pair)}: {likeness:.0%} of what they say is the same"
        grave = likeness == 1 and stem.deck == earlier.deck and not (stem.reverse or earlier.reverse)
        severity = Severity.ERROR if grave else Severity.WARNING
        yield Note(
            message, "delete one, or ask for something else", pair.stem.loc, None, stem.place, severity
        )


@rule(
    "Q161",
    Severity.ERROR,
    "Two cards ask the same and have different answers.",
    "One of the two marks a right answer as wrong.",
    changing=True,
)
def contradiction(shelf: Shelf) -> Iterator[Note]:
    """Equal stems with answers that cannot both be right."""
    for pair in filter(_contradicts, shelf.pairs):
        mine, theirs = shown(pair.stem.asked.answer), shown(pair.earlier.asked.answer)
        message = f"asks the same as {_other(pair)}, where the answer is “{theirs}” and not “{mine}”"
        hint = "find out which is right; if both are, say in each prompt what is meant"
        yield Note(message, hint, pair.stem.loc, place=pair.stem.place)


def _contradicts(pair: Pair) -> bool:
    return pair.likeness == 1 and contradict(pair.stem, pair.earlier)


def _other(pair: Pair) -> str:
    return named(pair.earlier.place, pair.stem.place)
