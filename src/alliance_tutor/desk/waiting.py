"""What waits, in all decks: worked out from the standings that a study day can be about, not from all.

The definitions are those of `memory.plan` and `insight.overview`, which count over everything; tests hold the
figures equal.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from alliance_tutor.deck.index import Tally
from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.desk.shelf import Shelf
from alliance_tutor.insight.overview import Mastery
from alliance_tutor.journal import waiting
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory import plan
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS
from alliance_tutor.memory.plan import DayCount, Limits, Today
from alliance_tutor.memory.scheduler import held
from alliance_tutor.memory.standing import Standing


class Backlog(NamedTuple):
    """What waits of a deck before limits; what is set aside is neither due nor new."""

    due: int
    new: int


def today(shelf: Shelf, journal: Journal, count: DayCount, limits: Limits, day: int) -> Today:
    """What `plan.today` makes of all questions of all decks."""
    standings = waiting.today(journal, day)
    refs = shelf.index.listed(standings)
    w = journal.parameters() or DEFAULT_PARAMETERS
    begun = plan.today(refs, standings, count, limits._replace(new=0), day, w)
    new = max(0, limits.new - count.new)
    if begun.paused or not new:
        return begun
    fresh = _fresh(shelf, journal, refs, standings, new, day)
    return plan.today(shelf.index.listed([*standings, *fresh]), standings, count, limits, day, w)


def backlogs(shelf: Shelf, journal: Journal, day: int) -> dict[str, Backlog]:
    """By deck, how many questions are due on a study day and how many new."""
    due: Counter[str] = Counter()
    buried: Counter[str] = Counter()
    standings = waiting.today(journal, day)
    for ref in shelf.index.listed(standings):
        standing = standings[ref.id]
        memory = standing.memory
        if standing.suspended:
            continue
        if standing.buried_day == day:
            buried[ref.deck] += memory is None
        elif memory is not None:
            due[ref.deck] += memory.learning or memory.due_day <= day
    return {
        deck: Backlog(due[deck], tally.fresh - buried[deck])
        for deck, tally in tallies(shelf, journal).items()
    }


def masteries(
    shelf: Shelf, journal: Journal, day: int, retention: float, own: Mapping[str, float]
) -> dict[str, Mastery]:
    """By deck, how many questions are known, slipping and unseen; `own` are single decks' retentions."""
    w = journal.parameters() or DEFAULT_PARAMETERS
    slipping = waiting.slipping(journal, day, held(retention, w), {deck: held(own[deck], w) for deck in own})
    slips = shelf.index.counts(slipping)
    found: dict[str, Mastery] = {}
    unseen = tallies(shelf, journal)
    for entry in shelf.library.decks:
        missing, slip = unseen[entry.id].unseen, slips.get(entry.id, 0)
        found[entry.id] = Mastery(entry.questions - missing - slip, slip, missing)
    return found


def tallies(shelf: Shelf, journal: Journal) -> dict[str, Tally]:
    """By deck, the unseen questions, and those not suspended; what moved is counted anew."""
    versions, kept = waiting.versions(journal), shelf.index.tallies()
    found: dict[str, Tally] = {}
    for entry in shelf.library.decks:
        version = versions.get(entry.id)
        if version is None:
            found[entry.id] = Tally(0, entry.questions, entry.questions)
        elif entry.id in kept and kept[entry.id].version == version:
            found[entry.id] = kept[entry.id]
        else:
            found[entry.id] = _counted(shelf, journal, entry.id, version)
    moved = {deck: tally for deck, tally in found.items() if tally.version and tally != kept.get(deck)}
    if moved:
        shelf.index.keep_tallies(moved)
    return found


def _counted(shelf: Shelf, journal: Journal, deck: str, version: int) -> Tally:
    begun, suspended = waiting.set_apart(journal, deck)
    unseen = [id for id in shelf.index.ids(deck) if id not in begun]
    return Tally(version, len(unseen), sum(id not in suspended for id in unseen))


def _fresh(
    shelf: Shelf,
    journal: Journal,
    refs: Iterable[QuestionRef],
    standings: Mapping[str, Standing],
    new: int,
    day: int,
) -> list[str]:
    """Unseen questions among which the day's `new` ones are: of each deck that comes to turn, its first."""
    turns: Counter[str] = Counter()
    busy: set[str] = set()
    for ref in refs:
        turns[ref.deck] += standings[ref.id].first_day == day
        busy.add(_card(ref.id))
    buried = {id for id, standing in standings.items() if standing.buried_day == day}
    counts = tallies(shelf, journal)
    left, found = new, list[str]()
    for entry in sorted(shelf.library.decks, key=lambda entry: turns[entry.id]):
        if not left:
            break
        if counts[entry.id].fresh:
            begun, suspended = waiting.set_apart(journal, entry.id)
            fresh = _first(shelf.index.ids(entry.id), begun | suspended | buried, busy, new)
            found += fresh
            left -= any(_card(id) not in busy for id in fresh)
    return found


def _first(ids: Iterable[str], apart: Collection[str], busy: Collection[str], new: int) -> list[str]:
    """The first questions of `new` cards; of a busy card a sibling may be asked today in their place."""
    found: list[str] = []
    cards: set[str] = set()
    for id in ids:
        if id in apart:
            continue
        found.append(id)
        if (card := _card(id)) not in busy:
            cards.add(card)
        if len(cards) == new:
            break
    return found


def _card(question: str) -> str:
    return question.partition("#")[0]
