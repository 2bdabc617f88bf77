"""Today's queue: what is due, what is new, within the day's limits; and what to offer when it is empty.

Pure: standings, counts and the study day are passed in. Lists hold question ids.
"""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from alliance_tutor.deck.refs import QuestionRef, card_key, deck_of
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS, Parameters
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.scheduler import draw, retrievability
from alliance_tutor.memory.standing import UNSEEN, Memory, Standing
from alliance_tutor.memory.worth import worths

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


class Seen(NamedTuple):
    """Of a question begun, what decides whether a study day asks it, and when.

    The fields are those of `Memory`; `aside` tells whether it is suspended, or buried for the day.
    """

    id: str
    learning: bool
    last_day: int
    due_day: int
    due_at: int
    stability: float
    difficulty: float
    aside: bool


def today(
    refs: Sequence[QuestionRef],
    standings: Standings,
    count: DayCount,
    limits: Limits,
    day: int,
    w: Parameters = DEFAULT_PARAMETERS,
) -> Today:
    """The queue of study day `day` over `refs`, which lie deck by deck in the order of their files.

    `count` is what was answered on that day in all decks. What is due comes as `due` has it; new questions
    pause while reviews are put off. `w` are the parameters in force.
    """
    seen = [each for ref in refs if (each := _seen(ref.id, standings, day))]
    begun = due(seen, count, limits, day, w)
    if begun.paused:
        return begun
    unseen = (ref.id for ref in refs if _memory(standings, ref) is None and not _aside(standings, ref, day))
    fresh = firsts(unseen, taken(seen, begun, day))
    new = shared_out(fresh, turns(refs, standings, day), limits.new - count.new)
    return begun._replace(new=new)


def due(
    seen: Sequence[Seen], count: DayCount, limits: Limits, day: int, w: Parameters = DEFAULT_PARAMETERS
) -> Today:
    """What of the questions begun study day `day` asks; no new ones. `seen` are in the order of their decks.

    Learning steps are never cut. If more reviews are due than the limit leaves, those worth most (`worth`)
    come first. Descending retrievability, Anki's order for backlogs, starves what waits longest:
    `python -m tests.bench.backlog` measures both. Of siblings the one due first is asked, and none once
    another was answered on the day: only a step that runs has to be finished.
    """
    closed = {card_key(each.id) for each in seen if each.last_day == day}
    best: dict[str, Seen] = {}
    for each in seen:
        if each.aside or not (each.learning or each.due_day <= day):
            continue
        card = card_key(each.id)
        if card in closed and each.last_day != day:
            continue
        if card not in best or each.due_day < best[card].due_day:
            best[card] = each
    steps = sorted((each for each in best.values() if each.learning), key=lambda each: (each.due_at, each.id))
    reviews = [each for each in best.values() if not each.learning]
    left = max(0, limits.reviews - count.reviews)
    paused = len(reviews) > left
    if paused:
        reviews = _worthiest(reviews, left, day, w)
    else:
        reviews.sort(key=lambda each: (each.due_day, draw(each.id, day)))
    asked = tuple(each.id for each in (*steps, *reviews))
    return Today(asked, (), len(best) - len(asked), paused)


def taken(seen: Iterable[Seen], begun: Today, day: int) -> set[str]:
    """The cards of which study day `day` asks no new question: one of theirs was answered, or is due."""
    answered = {card_key(each.id) for each in seen if each.last_day == day}
    return answered | {card_key(id) for id in begun.due}


def firsts(questions: Iterable[str], cards: Collection[str]) -> Iterator[str]:
    """The first question of each card but those of `cards`."""
    met = set(cards)
    for id in questions:
        if (card := card_key(id)) not in met:
            met.add(card)
            yield id


def turns(refs: Iterable[QuestionRef], standings: Standings, day: int) -> dict[str, int]:
    """How many questions each deck has introduced on a study day."""
    found: dict[str, int] = {}
    for ref in refs:
        found[ref.deck] = found.get(ref.deck, 0) + (standings.get(ref.id, UNSEEN).first_day == day)
    return found


def shared_out(fresh: Iterable[str], turns: Mapping[str, int], n: int) -> tuple[str, ...]:
    """The first `n` new questions, deck by deck in turn, each deck's in its own order.

    `turns`, in the order of the decks, tells how many each has already introduced on the day: they count, so
    that the shares stay even however often the queue is made anew.
    """
    order = {deck: place for place, deck in enumerate(turns)}
    next_turns = dict(turns)
    queue: list[tuple[int, int, str]] = []
    for id in fresh:
        deck = deck_of(id)
        queue.append((next_turns[deck], order[deck], id))
        next_turns[deck] += 1
    queue.sort(key=lambda place: place[:2])
    return tuple(question for _, _, question in queue[: max(0, n)])


def mix(due: Sequence[str], new: Sequence[str]) -> list[str]:
    """Both in one queue, each in its own order, the new ones spread evenly among the due ones."""
    places = [((index + 0.5) / len(due), 0, question) for index, question in enumerate(due)]
    places += [((index + 0.5) / len(new), 1, question) for index, question in enumerate(new)]
    return [question for _, _, question in sorted(places, key=lambda place: place[:2])]


def more_new(refs: Sequence[QuestionRef], standings: Standings, day: int, n: int = 10) -> list[str]:
    """The next `n` new questions beyond the limit, shared out over the decks as on any day."""
    fresh = _one_per_card(refs, standings, day, lambda ref: _memory(standings, ref) is None)
    return list(shared_out((ref.id for ref in fresh), turns(refs, standings, day), n))


def weakest(refs: Sequence[QuestionRef], standings: Standings, day: int, n: int = 10) -> list[str]:
    """The `n` questions least likely to be recalled, of those past learning and not answered today.

    Whatever the parameters, they are in the order of the days since the last answer over the stability.
    """

    def seen(ref: QuestionRef) -> bool:
        memory = _memory(standings, ref)
        return memory is not None and not memory.learning and memory.last_day != day

    def rank(ref: QuestionRef) -> float:
        return chance(standings.get(ref.id, UNSEEN), day)

    return [ref.id for ref in sorted(_one_per_card(refs, standings, day, seen, rank), key=rank)[:n]]


def chance(standing: Standing, day: int) -> float:
    """The chance of recall on a study day by which `weakest` ranks, 0..1; 1 without a memory."""
    return retrievability(standing.memory, day) if standing.memory else 1.0


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


def _aside(standings: Standings, ref: QuestionRef, day: int) -> bool:
    standing = standings.get(ref.id, UNSEEN)
    return standing.suspended or standing.buried_day == day


def _seen(question: str, standings: Standings, day: int) -> Seen | None:
    standing = standings.get(question, UNSEEN)
    of = standing.memory
    if of is None:
        return None
    aside = standing.suspended or standing.buried_day == day
    return Seen(question, of.learning, of.last_day, of.due_day, of.due_at, of.stability, of.difficulty, aside)


def _worthiest(reviews: Iterable[Seen], n: int, day: int, w: Parameters) -> list[Seen]:
    """The `n` worth most, in that order; where they are worth the same, it is drawn."""
    value = worths(w)
    ranked = sorted(
        ((-value(each.stability, each.difficulty, day - each.last_day), each) for each in reviews),
        key=lambda rank: rank[0],
    )
    least = ranked[n - 1][0] if n else -math.inf
    among = takewhile(lambda rank: rank[0] <= least, ranked)
    return [each for _, each in sorted(among, key=lambda rank: (rank[0], draw(rank[1].id, day)))[:n]]


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
