"""What a search asks of the journal: the questions of a deck in some state, by a figure, by their answers.

Also the whole past of one question. Days are study days; ids are questions' ids.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.journal.fold import apart, fold, in_order, live
from alliance_tutor.journal.links import Links, aliases, carried, links_of
from alliance_tutor.journal.schema import FINISHED_EXAMS, LIVE, QUESTION, ROWS, event_of, in_deck, said
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.scheduler import LEECH_LAPSES
from alliance_tutor.memory.standing import Standing
from alliance_tutor.memory.studyday import DAY_MS, day_of, day_text

STATES: Mapping[str, str] = MappingProxyType(
    {
        "due": """stage IS NOT NULL AND NOT suspended AND buried_day IS NOT :day
          AND (stage <> 'review' OR due_day <= :day)""",
        "seen": "stage IS NOT NULL",
        "learning": "stage IN ('learning', 'relearning')",
        "review": "stage = 'review'",
        "leech": f"lapses >= {LEECH_LAPSES}",
        "suspended": "suspended",
        "buried": "buried_day = :day",
        "flagged": "flagged",
    }
)
"""The states of a question that something happened to; `seen` is what is not new."""

_ELAPSED = "max(:day - last_day, 0) / stability"
FIGURES: Mapping[str, str] = MappingProxyType(
    {
        "stability": "stability",
        "difficulty": "difficulty",
        "lapses": "lapses",
        "reps": "reps",
        "due": "due_day - :day",
        "interval": "interval",
        "answered": "last_day",
        # The chance of recall falls with this, and with nothing else.
        "retrievability": _ELAPSED,
    }
)
"""The figures of a question's memory, for what is seen."""

_SIGNS = {"<": "<", "<=": "<=", "=": "=", "!=": "<>", ">=": ">=", ">": ">"}
_TURNED = {"<": ">", "<=": ">=", "=": "=", "!=": "!=", ">=": "<=", ">": "<"}
_OF_DECK = in_deck(":deck")
_OF_QUESTION = f"""{ROWS} WHERE {QUESTION} = ?
  AND kind NOT IN ('overruled', 'retracted')"""
_NAMING = f"{ROWS} WHERE kind = ? AND json_extract(body, '$.event') = ?"
_SETTINGS = f"{ROWS} WHERE kind IN ('retention-set', 'parameters-set')"
_RETRACTED_SETTINGS = f"""{ROWS} WHERE kind = 'retracted' AND json_extract(body, '$.event') IN
  (SELECT device || '-' || seq FROM event WHERE kind IN ('retention-set', 'parameters-set'))"""
_ANSWERED = f"SELECT question FROM timing WHERE {_OF_DECK} AND day >= :since"
_HELD = f"""e.kind IN ('reviewed', 'answered') AND e.at >= :at
  AND {said("study_day")} >= :text AND {LIVE}"""
_GIVEN = f"e.device || '-' || e.seq, {said('rating')}"
# The + takes TEXT's affinity from the column, for which the index could not be used.
_RATINGS = f"""SELECT t.question, {_GIVEN} FROM timing AS t CROSS JOIN event AS e
  ON {QUESTION} = +t.question
  WHERE t.question >= :deck || '/' AND t.question < :deck || '0' AND t.day >= :since AND {_HELD}"""
# A card's questions are itself and what follows its id and a #.
_RATINGS_OF_CARD = f"""SELECT {QUESTION}, {_GIVEN} FROM event AS e
  WHERE {QUESTION} >= :card AND {QUESTION} < :card || '$'
  AND {_HELD}"""
_RULED = f"{ROWS} WHERE kind = 'overruled' AND {LIVE}"
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Past:
    """One thing that happened to a question.

    `rating` is set for answers, `after` for those that still hold: the question's standing then. `held` is
    false for what was taken back.
    """

    event: Event
    rating: Rating | None = None
    after: Standing | None = None
    held: bool = True


def in_state(journal: Journal, deck: str, state: str, day: int) -> list[str]:
    """The questions of a deck in one of `STATES`. Raises JournalError, as all here."""
    sql = f"SELECT question FROM standing WHERE {_OF_DECK} AND ({STATES[state]})"
    return [row[0] for row in journal.select(sql, {"deck": deck, "day": day})]


def compared(journal: Journal, deck: str, figure: str, sign: str, number: float, day: int) -> list[str]:
    """The seen questions of a deck of which one of `FIGURES` stands to a number as `sign` says."""
    if figure == "retrievability":
        sign, number = _TURNED[sign], elapsed_for(number, journal)
    sql = f"""SELECT question FROM standing
      WHERE {_OF_DECK} AND stage IS NOT NULL AND {FIGURES[figure]} {_SIGNS[sign]} :number"""
    return [row[0] for row in journal.select(sql, {"deck": deck, "day": day, "number": number})]


def figures(journal: Journal, deck: str, figure: str, day: int) -> list[tuple[str, float]]:
    """The seen questions of a deck with one of `FIGURES`; for `retrievability` what it falls with."""
    sql = f"SELECT question, {FIGURES[figure]} FROM standing WHERE {_OF_DECK} AND stage IS NOT NULL"
    return [(row[0], row[1]) for row in journal.select(sql, {"deck": deck, "day": day})]


def elapsed_for(retrievability: float, journal: Journal) -> float:
    """The days since the last answer, in stabilities, after which the chance of recall is so much.

    From R = (1 + f·t/S)^(−w20) with f = 0.9^(−1/w20) − 1; infinite for 0 and less, below 0 for more than 1.
    """
    decay = -journal.in_force[20]
    if retrievability <= 0:
        return math.inf
    try:
        ratio: float = (retrievability ** (1 / decay) - 1) / (0.9 ** (1 / decay) - 1)
    except OverflowError:
        return math.inf
    return ratio


def decks_with_history(journal: Journal) -> Iterator[str]:
    """The ids of all decks to whose questions something happened, by one look a deck."""
    sql = "SELECT min(question) FROM standing WHERE question > ?"
    last = ""
    while (found := journal.select(sql, (last,))[0][0]) is not None:
        deck = found.partition("/")[0]
        yield deck
        last = f"{deck}0"


def with_history(journal: Journal, deck: str) -> list[str]:
    """The questions of a deck to which something happened, in the order of their ids."""
    sql = f"SELECT question FROM standing WHERE {_OF_DECK} ORDER BY question"
    return [row[0] for row in journal.select(sql, {"deck": deck})]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is said of answers in other places than their own events: found out once for many decks.

    `rulings` has the rating of overruled answers by the id of their event, `exams` the answers in exams,
    `links` the cards whose history was carried over.
    """

    rulings: Mapping[str, int]
    exams: Sequence[Event]
    links: Links


def elsewhere(journal: Journal) -> Elsewhere:
    """What `rated` needs besides a deck's own answers."""
    ruled = in_order(map(event_of, journal.select(_RULED)))
    ratings = {event.body.get("event"): event.body.get("rating") for event in ruled}
    rulings = {
        id: rating for id, rating in ratings.items() if isinstance(id, str) and isinstance(rating, int)
    }
    exams = list(apart(live(map(event_of, journal.select(FINISHED_EXAMS)))))
    return Elsewhere(rulings, exams, _links(journal))


def rated(
    journal: Journal, deck: str, since: int, rating: Rating | None, known: Callable[[], Elsewhere]
) -> set[str]:
    """The questions of a deck that were answered on the study day `since` or later, with that rating if any.

    Answers in quizzes and exams are answers too; those taken back are not.
    """
    values = {
        "deck": deck,
        "since": since,
        "at": (since - _EPOCH - 2) * DAY_MS,
        "text": day_text(max(since, 1)),
    }
    if rating is None:
        return {row[0] for row in journal.select(_ANSWERED, values)}
    other = known()
    rows = [tuple(row) for row in journal.select(_RATINGS, values)]
    for old in other.links:
        if old.partition("/")[0] and carried(old, other.links).startswith(f"{deck}/"):
            rows += _carried(journal, old, other.links, values)
    found = {question for question, id, given in rows if other.rulings.get(id, given) == rating}
    for answer in other.exams:
        question = answer.question and carried(answer.question, other.links)
        if (
            question
            and question.startswith(f"{deck}/")
            and _rating(answer) is rating
            and _day(answer) >= since
        ):
            found.add(question)
    return found


def _carried(
    journal: Journal, card: str, links: Links, values: Mapping[str, object]
) -> list[tuple[str, str, int]]:
    """The rated answers to a card whose history was carried over, by the questions that have it now."""
    rows = journal.select(_RATINGS_OF_CARD, {**values, "card": card})
    return [(carried(question, links), id, given) for question, id, given in rows]


def past(journal: Journal, question: str) -> list[Past]:
    """All that happened to a question, in order; what was taken back too."""
    links = _links(journal)
    exams = _finished(journal)
    raw = _own(journal, question, links)
    meta = _meta(journal, [*raw, *exams])
    names = set(aliases(question, links))
    held = in_order(event for event in apart(live([*raw, *exams, *meta])) if event.question in names)
    settings = [event_of(row) for row in journal.select(_SETTINGS)]
    settings += [event_of(row) for row in journal.select(_RETRACTED_SETTINGS)]
    relinks = journal.relinks()
    found = [
        _told(event, held[: place + 1], [*settings, *relinks], question) for place, event in enumerate(held)
    ]
    ids = {event.id for event in held}
    gone = [Past(event, _rating(event), held=False) for event in raw if event.id not in ids]
    order = {event.id: place for place, event in enumerate(in_order([*held, *(each.event for each in gone)]))}
    return sorted([*found, *gone], key=lambda each: order[each.event.id])


def _told(event: Event, until: Sequence[Event], settings: Sequence[Event], question: str) -> Past:
    rating = _rating(event)
    if rating is None:
        return Past(event)
    after = fold([*settings, *until], {question}).standings.get(question)
    return Past(event, rating, after)


def _own(journal: Journal, question: str, links: Links) -> list[Event]:
    rows = [row for each in aliases(question, links) for row in journal.select(_OF_QUESTION, (each,))]
    return [event_of(row) for row in rows]


def _meta(journal: Journal, events: Iterable[Event]) -> list[Event]:
    """What takes back or overrules some events, and what takes that back."""
    found: list[Event] = []
    for event in events:
        for kind in (Kind.RETRACTED, Kind.OVERRULED):
            found += map(event_of, journal.select(_NAMING, (kind, event.id)))
    for ruling in [event for event in found if event.kind == Kind.OVERRULED]:
        found += map(event_of, journal.select(_NAMING, (Kind.RETRACTED, ruling.id)))
    return found


def _finished(journal: Journal) -> list[Event]:
    return [
        event for event in map(event_of, journal.select(FINISHED_EXAMS)) if event.kind == Kind.EXAM_FINISHED
    ]


def _links(journal: Journal) -> Links:
    return links_of(journal.relinks())


def _rating(event: Event) -> Rating | None:
    rating = event.body.get("rating")
    answer = event.kind in (Kind.REVIEWED, Kind.ANSWERED)
    return Rating(rating) if answer and isinstance(rating, int) and rating in list(Rating) else None


def _day(event: Event) -> int:
    try:
        return day_of(event.body["study_day"])
    except (KeyError, TypeError, ValueError):
        return 0
