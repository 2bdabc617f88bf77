"""What waits, in all decks: worked out from the standings that a study day can be about, not from all.

The definitions are those of `memory.plan` and `insight.overview`, which count over everything; tests hold the
figures equal.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from itertools import islice
from typing import NamedTuple

from alliance_tutor.deck.index import Tally
from alliance_tutor.deck.refs import card_key, deck_of
from alliance_tutor.desk.shelf import Shelf
from alliance_tutor.insight.overview import Mastery
from alliance_tutor.journal import waiting
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory import plan
from alliance_tutor.memory.offers import AT_ONCE, Offer, offers_with
from alliance_tutor.memory.plan import DayCount, Limits, Today
from alliance_tutor.memory.scheduler import held
from alliance_tutor.memory.standing import Standing


class Backlog(NamedTuple):
    """What waits of a deck before limits; what is set aside is neither due nor new."""

    due: int
    new: int


def today(shelf: Shelf, journal: Journal, count: DayCount, limits: Limits, day: int) -> Today:
    """What `plan.today` makes of all questions of all decks."""
    rows = waiting.today(journal, day)
    known = [rows[id] for id in shelf.index.listed(rows)]
    seen = [each for row in known if (each := row.seen)]
    begun = plan.due(seen, count, limits, day, journal.in_force)
    left = max(0, limits.new - count.new)
    if begun.paused or not left:
        return begun
    turns = Counter(deck_of(row.id) for row in known if row.introduced)
    aside = {row.id for row in rows.values() if row.aside}
    return begun._replace(new=_new(shelf, journal, aside, plan.taken(seen, begun, day), turns, left))


def offers(shelf: Shelf, journal: Journal, day: int) -> list[Offer]:
    """What `memory.offers.offers` makes of all questions of all decks."""
    standings = waiting.offered(journal, day)
    refs = shelf.index.refs_of(standings)
    aside = {id for id, standing in standings.items() if standing.suspended or standing.buried_day == day}
    answered = [ref for ref in refs if (of := standings[ref.id].memory) and of.last_day == day]
    turns = plan.turns(refs, standings, day)
    more = _new(shelf, journal, aside, {card_key(ref.id) for ref in answered}, turns, AT_ONCE)
    weakest = _weakest(shelf, journal, {ref.id: standings[ref.id] for ref in answered}, day)
    return offers_with(more, weakest, refs, standings, day)


def backlogs(shelf: Shelf, journal: Journal, day: int) -> dict[str, Backlog]:
    """By deck, how many questions are due on a study day and how many new."""
    due: Counter[str] = Counter()
    buried: Counter[str] = Counter()
    rows = waiting.today(journal, day)
    for id in shelf.index.listed(rows):
        seen, row = rows[id].seen, rows[id]
        if row.suspended:
            continue
        if row.aside:
            buried[deck_of(id)] += seen is None
        elif seen is not None:
            due[deck_of(id)] += seen.learning or seen.due_day <= day
    return {
        deck: Backlog(due[deck], tally.fresh - buried[deck])
        for deck, tally in tallies(shelf, journal).items()
    }


def masteries(
    shelf: Shelf, journal: Journal, day: int, retention: float, own: Mapping[str, float]
) -> dict[str, Mastery]:
    """By deck, how many questions are known, slipping and unseen; `own` are single decks' retentions."""
    w = journal.in_force
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


def _weakest(shelf: Shelf, journal: Journal, answered: Mapping[str, Standing], day: int) -> list[str]:
    """What `plan.weakest` makes of all questions: more are read until no other can be among them."""
    n = AT_ONCE
    while True:
        n *= 4
        read = waiting.weakest(journal, day, n)
        known = {**answered, **read}
        found = plan.weakest(shelf.index.refs_of(known), known, day, AT_ONCE)
        if len(read) < n:
            return found
        latest = plan.chance(read.popitem()[1], day)
        if len(found) == AT_ONCE and plan.chance(known[found[-1]], day) < latest:
            return found


def _new(
    shelf: Shelf,
    journal: Journal,
    aside: Collection[str],
    taken: Collection[str],
    turns: Mapping[str, int],
    n: int,
) -> tuple[str, ...]:
    """The next `n` new questions of all decks, shared out."""
    fresh = _fresh(shelf, journal, aside, taken, turns, n)
    in_order = {entry.id: turns.get(entry.id, 0) for entry in shelf.library.decks}
    return plan.shared_out(fresh, in_order, n)


def _fresh(
    shelf: Shelf,
    journal: Journal,
    aside: Collection[str],
    taken: Collection[str],
    turns: Mapping[str, int],
    new: int,
) -> list[str]:
    """Unseen questions among which the day's `new` ones are: of each deck that comes to turn, its first."""
    counts = tallies(shelf, journal)
    left, found = new, list[str]()
    for entry in sorted(shelf.library.decks, key=lambda entry: turns.get(entry.id, 0)):
        if not left:
            break
        if counts[entry.id].fresh:
            begun, suspended = waiting.set_apart(journal, entry.id)
            apart = begun | suspended | set(aside)
            unseen = (id for id in shelf.index.ids(entry.id) if id not in apart)
            fresh = list(islice(plan.firsts(unseen, taken), new))
            found += fresh
            left -= bool(fresh)
    return found
