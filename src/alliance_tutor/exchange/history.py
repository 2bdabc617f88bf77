"""Reviews from elsewhere → events of the learner's journal, each once however often it is imported."""

import hashlib
import time
from base64 import b32encode
from collections.abc import Callable, Iterator

from alliance_tutor.deck.cards import Deck
from alliance_tutor.deck.questions import questions_of
from alliance_tutor.exchange.report import Item, Outcome, outcome_of
from alliance_tutor.exchange.reviews import Review, Reviews
from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.studyday import Moment, day_text, study_day

FIRST = 946_684_800_000
"""The instant from which on a review is believed, 2000-01-01; Anki is of 2006."""

Offset = Callable[[int], int]
"""The local UTC offset in minutes at an instant in UTC milliseconds."""


def bring(
    journal: Journal, deck: Deck, reviews: Reviews, rollover: int, now: int, offset: Offset | None = None
) -> Item:
    """Add what is new of a deck's reviews to the journal, and say what became of all.

    `rollover` is the hour at which study days end where the file does not say; `offset` is by default that
    of this machine's time zone then, since Anki does not keep it. Raises JournalError.
    """
    if reviews == Reviews():
        return Item(Outcome.CHANGED, "reviews", ("there are none in this file",))
    hour = rollover if reviews.rollover is None else reviews.rollover
    hashes = {question.id: question.text_hash for question in questions_of(deck)}
    known = [review for review in reviews.reviews if f"{deck.id}/{review.question}" in hashes]
    dated = [review for review in known if FIRST <= review.at <= now]
    added = journal.merge(_events(deck.id, dated, hashes, offset or _local, hour))
    told = [
        f"{added} of {len(reviews.reviews)} added to your history",
        *_counted(len(dated) - added, "there already"),
        *_counted(len(reviews.reviews) - len(known), "of questions that this deck has not: left out"),
        *_counted(len(known) - len(dated), "with a date that cannot be: left out"),
        *reviews.left_out,
        *([f"their study days are those of this machine's time zone and end at {hour}:00"] if dated else []),
    ]
    return Item(outcome_of(tuple(told)), "reviews", tuple(told))


def not_brought(reviews: Reviews) -> tuple[Item, ...]:
    """What to say of reviews where nobody asked for them."""
    count = len(reviews.reviews)
    note = f"{count} left out; import with --history to add them to your history"
    return (Item(outcome_of((note,)), "reviews", (note,)),) if count else ()


def _counted(count: int, what: str) -> list[str]:
    return [f"{count} {what}"] if count else []


def _events(
    deck: str, reviews: list[Review], hashes: dict[str, str], offset: Offset, rollover: int
) -> Iterator[Event]:
    """The events of reviews. Their device is the deck's past elsewhere and their number the instant, so that
    the same review is the same event each time, on every machine."""
    device = b32encode(hashlib.sha256(f"anki\0{deck}".encode()).digest()).decode().lower()[:8]
    for review in reviews:
        moment = Moment(review.at, offset(review.at))
        question = f"{deck}/{review.question}"
        body = {
            "question": question,
            "rating": review.rating,
            "study_day": day_text(study_day(moment, rollover)),
            "ms": max(0, review.ms),
            "hash": hashes[question],
            "credit": None,
            "response": "",
        }
        yield Event(device, review.at, moment.at, moment.offset, Kind.REVIEWED.value, body)


def _local(at: int) -> int:
    return (time.localtime(at / 1000).tm_gmtoff or 0) // 60
