"""An exam as it is asked for, before anything is drawn. Pure."""

from enum import StrEnum
from typing import NamedTuple

from alliance_tutor.study.blueprint import Blueprint, Cell, SelfMarked, Terms

OWN = ""
"""The key of an exam that nobody proposed."""

OWN_TITLE = "Mock exam"


class Split(StrEnum):
    """Into which parts an exam is split: as it was proposed, not at all, or by what each question has."""

    PROPOSED = "proposed"
    NOTHING = "nothing"
    TOPIC = "topic"
    LEVEL = "level"
    TYPE = "type"
    TOPIC_LEVEL = "topic-level"


class Proposal(NamedTuple):
    """An exam that a deck or the settings propose; `key` names it."""

    key: str
    blueprint: Blueprint
    terms: Terms


class ExamWish(NamedTuple):
    """What an exam asks, and how it is held; with `setup` the learner is asked first, beginning with this.

    `seed` None draws what was seen least. `exam` is the key of the proposal that it follows, `OWN` for none;
    `split` says how its cells were made.
    """

    blueprint: Blueprint
    terms: Terms = Terms()
    seed: int | None = None
    setup: bool = False
    exam: str = OWN
    split: Split = Split.PROPOSED

    def seeded(self, seed: int | None) -> "ExamWish":
        """The same exam, drawn by another seed."""
        return self._replace(seed=seed)


def own_exam(items: int = 20, decks: tuple[str, ...] = (), topics: tuple[str, ...] = ()) -> ExamWish:
    """Any questions of some decks and topics, all if none is named; a minute and a half for each."""
    blueprint = Blueprint(OWN_TITLE, decks, (Cell(items),), topics, SelfMarked.NEVER)
    return ExamWish(blueprint, Terms(minutes=minutes_for(items)), split=Split.NOTHING)


def minutes_for(items: int) -> int:
    """How long an exam takes that does not say it: a minute and a half for each question."""
    return -(-items * 3 // 2)


def of_proposal(proposal: Proposal) -> ExamWish:
    """An exam as it is proposed."""
    return ExamWish(proposal.blueprint, proposal.terms, exam=proposal.key)
