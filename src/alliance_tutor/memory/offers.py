"""What can be studied though nothing is due. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.memory import plan
from alliance_tutor.memory.plan import Standings

BURIED, SUSPENDED = "b", "s"
"""The keys of the offers whose questions were set aside: they are taken back first."""
AT_ONCE = 10
"""How many new questions, and how many of the weakest, are offered at a time."""


class Offer(NamedTuple):
    """Something to study though nothing is due: its key, what it is, and the questions."""

    key: str
    title: str
    queue: tuple[str, ...]


def offers(refs: Sequence[QuestionRef], standings: Standings, day: int) -> list[Offer]:
    """What can be studied of some questions on a study day; only what holds a question."""
    more = plan.more_new(refs, standings, day, AT_ONCE)
    return offers_with(more, plan.weakest(refs, standings, day, AT_ONCE), refs, standings, day)


def offers_with(
    more: Sequence[str], weakest: Sequence[str], refs: Sequence[QuestionRef], standings: Standings, day: int
) -> list[Offer]:
    """All offers, where the new and the weakest questions are known; the others are of `refs`."""
    missed = plan.missed(refs, standings, day)
    buried = plan.buried_today(refs, standings, day)
    suspended = plan.suspended(refs, standings)
    found = [
        Offer("n", f"{len(more)} more new", tuple(more)),
        Offer("w", f"the {len(weakest)} weakest", tuple(weakest)),
        Offer("m", f"the {len(missed)} missed", tuple(missed)),
        Offer(BURIED, f"bring back {len(buried)} buried today", tuple(buried)),
        Offer(SUSPENDED, f"resume {len(suspended)} suspended", tuple(suspended)),
    ]
    return [offer for offer in found if offer.queue]
