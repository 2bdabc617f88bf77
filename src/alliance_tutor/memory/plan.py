"""Today's queue: what is due, what is new, within the day's limits; and what to offer when it is empty.

Pure: standings, counts and the study day are passed in. Lists hold question ids.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS, Parameters
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.scheduler import draw, retrievability
from alliance_tutor.memory.standing import UNSEEN, Memory, Standing
from alliance_tutor.memory.worth import worth

Standings = Mapping[str, Standing]


class Limits(NamedTuple):
    """How many new questions and how many due reviews a study day may bring, over all decks."""

    new: int
    reviews: int


class DayCount(NamedTuple):
    """What was answered on a study day (an ordinal).

    `new` counts questions answered for the first time ever, `reviews` answers to questions past learning,
    `again` ratings Again, `ms` the time taken in milliseconds.
    """

    day: int
    answers: int = 0
    new: int = 0
    reviews: int = 0
    again: int = 0
    ms: int = 0


class Today(NamedTuple):
    """What today still asks, in order. `due` begins with the learning steps that run.

    `held` is the number of due reviews put off by the limit; `paused` says that no new question comes
    because of them.
    """

    due: tuple[str, ...]
    new: tuple[str, ...]
    held: int
    paused: bool


def today(
    refs: Sequence[QuestionRef],
    standings: Standings,
    count: DayCount,
    limits: Limits,
    day: int,
    w: Parameters = DEFAULT_PARAMETERS,
) -> Today:
    """The queue of study day `day` over `refs`, which lie deck by deck in the order of their files.

    `count` is what was answered on that day in all decks. Learning steps are never cut. If more reviews are
    due than the limit leaves, those worth most (`worth`) come first and new questions pause. Descending
    retrievability, Anki's order for backlogs, starves what waits longest: `python -m tests.bench.backlog`
    measures both. `w` are the parameters in force.
    """
    chosen = _one_per_card(refs, standings, day, _wanted_today(standings, day))
    steps, reviews, fresh = _sorted_out(chosen, standings)
    left = max(0, limits.reviews - count.reviews)
    paused = len(reviews) > left
    if paused:
        reviews.sort(key=lambda seen: (-worth(seen[1], day, w), draw(seen[0], day)))
    else:
        reviews.sort(key=lambda seen: (seen[1].due_day, draw(seen[0], day)))
    steps.sort(key=lambda seen: (seen[1].due_at, seen[0]))
    due = [*steps, *reviews[:left]]
    new = () if paused else _shared_out(fresh, refs, standings, max(0, limits.new - count.new), day)
    return Today(tuple(question for question, _ in due), new, max(0, len(reviews) - left), paused)


def mix(due: Sequence[str], new: Sequence[str]) -> list[str]:
    """Both in one queue, each in its own order, the new ones spread evenly among the due ones."""
    places = [((index + 0.5) / len(due), 0, question) for index, question in enumerate(due)]
    places += [((index + 0.5) / len(new), 1, question) for index, question in enumerate(new)]
    return [question for _, _, question in sorted(places, key=lambda place: place[:2])]


def more_new(refs: Sequence[QuestionRef], standings: Standings, day: int, n: int = 10) -> list[str]:
    """The next `n` new questions beyond the limit, shared out over the decks as on any day."""
    fresh = _one_per_card(refs, standings, day, lambda ref: _memory(standings, ref) is None)
    return list(_shared_out(fresh, refs, standings, n, day))


def weakest(refs: Sequence[QuestionRef], standings: Standings, day: int, n: int = 10) -> list[str]:
    """The `n` questions least likely to be recalled, of those past learning and not answered today."""

    def seen(ref: QuestionRef) -> bool:
        memory = _memory(standings, ref)
        return memory is not None and not memory.learning and memory.last_day != day

    def chance(ref: QuestionRef) -> float:
        memory = _memory(standings, ref)
        return retrievability(memory, day) if memory else 1.0

    return [ref.id for ref in sorted(_one_per_card(refs, standings, day, seen, chance), key=chance)[:n]]


def missed(refs: Sequence[QuestionRef], standings: Standings, day: int) -> list[str]:
    """The questions whose latest rating is Again, or that were rated Again on study day `day`."""

    def was_missed(ref: QuestionRef) -> bool:
        standing = standings.get(ref.id, UNSEEN)
        return standing.last_rating == Rating.AGAIN or standing.again_day == day

    return [ref.id for ref in _one_per_card(refs, standings, day, was_missed)]


def buried_today(refs: Sequence[QuestionRef], standings: Standings, day: int) -> list[str]:
    """The questions set aside for study day `day`."""
    return [ref.id for ref in refs if standings.get(ref.id, UNSEEN).buried_day == day]


def suspended(refs: Sequence[QuestionRef], standings: Standings) -> list[str]:
    """The questions set aside until they are resumed."""
    return [ref.id for ref in refs if standings.get(ref.id, UNSEEN).suspended]


def _memory(standings: Standings, ref: QuestionRef) -> Memory | None:
    return standings.get(ref.id, UNSEEN).memory


def _wanted_today(standings: Standings, day: int) -> Callable[[QuestionRef], bool]:
    def wanted(ref: QuestionRef) -> bool:
        memory = _memory(standings, ref)
        return memory is None or memory.learning or memory.due_day <= day

    return wanted


def _one_per_card(
    refs: Iterable[QuestionRef],
    standings: Standings,
    day: int,
    wanted: Callable[[QuestionRef], bool],
    rank: Callable[[QuestionRef], float] | None = None,
) -> list[QuestionRef]:
    """The wanted questions, in order, at most one of a card; none whose sibling was answered on `day`.

    Of siblings the lowest `rank` is taken: by default due before new, then the earlier due, then the first.
    A question that was itself answered on `day` stays: its learning step has to be finished.
    """
    refs = list(refs)
    answered = {ref.id for ref in refs if (m := _memory(standings, ref)) and m.last_day == day}
    closed = {(ref.deck, ref.card) for ref in refs if ref.id in answered}
    rank = rank or (lambda ref: m.due_day if (m := _memory(standings, ref)) else float("inf"))
    best: dict[tuple[str, str], QuestionRef] = {}
    for ref in refs:
        standing, card = standings.get(ref.id, UNSEEN), (ref.deck, ref.card)
        if standing.suspended or standing.buried_day == day or not wanted(ref):
            continue
        if card in closed and ref.id not in answered:
            continue
        if card not in best or rank(ref) < rank(best[card]):
            best[card] = ref
    taken = {ref.id for ref in best.values()}
    return [ref for ref in refs if ref.id in taken]


def _sorted_out(
    chosen: Iterable[QuestionRef], standings: Standings
) -> tuple[list[tuple[str, Memory]], list[tuple[str, Memory]], list[QuestionRef]]:
    """Learning steps, reviews and new questions."""
    steps: list[tuple[str, Memory]] = []
    reviews: list[tuple[str, Memory]] = []
    fresh: list[QuestionRef] = []
    for ref in chosen:
        memory = _memory(standings, ref)
        if memory is None:
            fresh.append(ref)
        else:
            (steps if memory.learning else reviews).append((ref.id, memory))
    return steps, reviews, fresh


def _shared_out(
    fresh: Iterable[QuestionRef], refs: Iterable[QuestionRef], standings: Standings, n: int, day: int
) -> tuple[str, ...]:
    """The first `n` new questions, deck by deck in turn, each deck's in its own order.

    What a deck has already introduced on `day` counts as its turns, so that the shares stay even however
    often the queue is made anew.
    """
    turns: dict[str, int] = {}
    for ref in refs:
        turns[ref.deck] = turns.get(ref.deck, 0) + (standings.get(ref.id, UNSEEN).first_day == day)
    order = {deck: place for place, deck in enumerate(turns)}
    queue: list[tuple[int, int, str]] = []
    for ref in fresh:
        queue.append((turns[ref.deck], order[ref.deck], ref.id))
        turns[ref.deck] += 1
    queue.sort(key=lambda place: place[:2])
    return tuple(question for _, _, question in queue[:n])
