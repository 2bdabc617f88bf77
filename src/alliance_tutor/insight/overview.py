"""The first screen's figures: what is waiting, and where the learner stands. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS, Parameters
from alliance_tutor.memory.plan import DayCount, Today
from alliance_tutor.memory.scheduler import held
from alliance_tutor.memory.standing import UNSEEN, Standing

if TYPE_CHECKING:
    from alliance_tutor.insight.planning import Glance

SECONDS_A_QUESTION = 20  # until the learner's own pace is known
PACE_ANSWERS = 20  # own answers needed before their pace is used
WEEKS = 12


class Mastery(NamedTuple):
    """How many questions are known (recalled with at least the wanted retention), slipping, not asked yet."""

    known: int
    slipping: int
    unseen: int

    @property
    def total(self) -> int:
        """All questions."""
        return self.known + self.slipping + self.unseen

    @property
    def share(self) -> float:
        """The known ones' share, 0..1."""
        return self.known / self.total if self.total else 0.0


UNCOUNTED = Mastery(0, 0, 0)
"""That of no questions, and of a deck whose questions were not counted yet."""


class Waiting(NamedTuple):
    """What today's queue holds of one deck or topic, beside its mastery."""

    id: str
    title: str
    due: int
    new: int
    mastery: Mastery


class Load(NamedTuple):
    """Today's work: what waits, what is done, and about how many minutes are left."""

    due: int
    new: int
    done: int
    minutes: int
    held: int
    paused: bool


class Overview(NamedTuple):
    """What the first screen shows; `recent` are the answers a day, oldest first, today last.

    `plan` is None where there is none.
    """

    today: Today
    load: Load
    decks: tuple[Waiting, ...]
    streak: int
    recent: tuple[int, ...]
    plan: "Glance | None" = None


def first_day(day: int) -> int:
    """The first study day whose answers the first screen of a study day shows."""
    return day - WEEKS * 7 + 1


def overview(
    today: Today, days: Sequence[DayCount], day: int, decks: tuple[Waiting, ...], streak: int
) -> Overview:
    """The first screen's figures; `days` are the counts since `first_day`, `streak` is the journal's."""
    return Overview(today, load(today, days, day), decks, streak, tuple(recent(days, day)))


def mastery(
    refs: Iterable[QuestionRef],
    standings: Mapping[str, Standing],
    day: int,
    retention: float,
    w: Parameters = DEFAULT_PARAMETERS,
) -> Mastery:
    """The mastery of some questions on a study day; a question still in its learning steps is slipping.

    `w` are the parameters in force.
    """
    known = slipping = unseen = 0
    wanted = held(retention, w)
    for ref in refs:
        memory = standings.get(ref.id, UNSEEN).memory
        if memory is None:
            unseen += 1
        elif not memory.learning and day - memory.last_day <= memory.stability * wanted:
            known += 1
        else:
            slipping += 1
    return Mastery(known, slipping, unseen)


def begun(refs: Iterable[QuestionRef], standings: Mapping[str, Standing]) -> bool:
    """Whether one of some questions was ever answered."""
    return any(standings.get(ref.id, UNSEEN).first_day is not None for ref in refs)


def waiting(
    id: str,
    title: str,
    refs: Sequence[QuestionRef],
    today: Today,
    standings: Mapping[str, Standing],
    day: int,
    retention: float,
    w: Parameters = DEFAULT_PARAMETERS,
) -> Waiting:
    """A topic's row."""
    ids = {ref.id for ref in refs}
    due, new = (sum(question in ids for question in part) for part in (today.due, today.new))
    return Waiting(id, title, due, new, mastery(refs, standings, day, retention, w))


def backlog(refs: Iterable[QuestionRef], standings: Mapping[str, Standing], day: int) -> tuple[int, int]:
    """How many questions are due on a study day and how many new, before limits; not what is set aside."""
    due = new = 0
    for ref in refs:
        standing = standings.get(ref.id, UNSEEN)
        if standing.suspended or standing.buried_day == day:
            continue
        if standing.memory is None:
            new += 1
        else:
            due += standing.memory.learning or standing.memory.due_day <= day
    return due, new


def load(today: Today, days: Sequence[DayCount], day: int) -> Load:
    """Today's work; minutes are by the learner's own pace over `days`, once there are answers enough."""
    answers = sum(each.answers for each in days)
    pace = sum(each.ms for each in days) / answers / 1000 if answers >= PACE_ANSWERS else SECONDS_A_QUESTION
    left = len(today.due) + len(today.new)
    done = sum(each.new + each.reviews for each in days if each.day == day)
    minutes = max(1, round(left * pace / 60)) if left else 0
    return Load(len(today.due), len(today.new), done, minutes, today.held, today.paused)


def recent(days: Iterable[DayCount], day: int) -> list[int]:
    """Answers a day over the last twelve weeks, oldest first, today last."""
    by_day = {each.day: each.answers for each in days}
    return [by_day.get(each, 0) for each in range(first_day(day), day + 1)]
