"""Places, settings, decks, journal and clock, brought together once.

Each face (screens, line mode, command line) opens a `Desk` and asks it; nothing below knows of it.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import ceil
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from alliance_tutor import settings as settings_file
from alliance_tutor.deck.index_reading import Told
from alliance_tutor.deck.library import DeckFile
from alliance_tutor.deck.refs import QuestionRef, deck_of
from alliance_tutor.desk import waiting
from alliance_tutor.desk.shelf import Shelf
from alliance_tutor.insight import overview
from alliance_tutor.insight.overview import UNCOUNTED, Mastery, Overview, Waiting
from alliance_tutor.journal.course import scheduler_for
from alliance_tutor.journal.events import Body, Event, Kind
from alliance_tutor.journal.faults import AnsweredElsewhere
from alliance_tutor.journal.store import Journal
from alliance_tutor.journal.waiting import of_decks as standings_of
from alliance_tutor.journal.waiting import touched
from alliance_tutor.memory import offers, plan
from alliance_tutor.memory.fsrs6 import Parameters
from alliance_tutor.memory.offers import Offer
from alliance_tutor.memory.plan import DayCount, Limits, Today
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Memory, Standing
from alliance_tutor.memory.studyday import Clock, Moment, day_text, make_clock, study_day
from alliance_tutor.settings import Places, Settings

if TYPE_CHECKING:
    from alliance_tutor.deck.questions import Question
    from alliance_tutor.desk.browsing import Browsing
    from alliance_tutor.desk.checking import Checking
    from alliance_tutor.desk.exams import Exams
    from alliance_tutor.desk.keeping import Keeping
    from alliance_tutor.desk.plans import Plans
    from alliance_tutor.desk.relinking import Relinking
    from alliance_tutor.study.drawing import Stock, Wanted
    from alliance_tutor.study.quiz import Quiz, QuizOptions
    from alliance_tutor.study.session import Session

REPLAYING = "Working your history out anew after an upgrade: {} % …"
"""What is said meanwhile, with the hundredths that are done."""


@dataclass
class Desk:
    """What every face works with. Close it, or use it in a `with`.

    `recorded` counts what this desk has put into the journal, so that a screen can tell that figures moved.
    """

    places: Places
    settings: Settings
    clock: Clock
    shelf: Shelf
    journal: Journal
    recorded: int = 0

    @classmethod
    def open(
        cls,
        home: str | None = None,
        given: Iterable[Path] = (),
        *,
        write: bool = True,
        reading: Told | None = None,
        replaying: Callable[[int], None] | None = None,
        later: Callable[[Sequence[DeckFile]], bool] | None = None,
    ) -> "Desk":
        """Open everything. Raises SettingsError, UsageError or JournalError.

        With `write=False` the journal is only read, and not created; the deck index is a cache and may be.
        `reading` is told of each deck that has to be read; `replaying`, where a long journal's caches have to
        be made anew, how many hundredths are done. `later` is asked whether decks that changed are left to be
        read while the first screen is shown.
        """
        places = settings_file.places(home)
        settings = settings_file.load(places)
        clock = make_clock(os.environ.get("ALLIANCE_TUTOR_NOW"))
        shelf = Shelf.open(places, given, reading, later)
        try:
            journal = Journal.open(places.history, write=write, progress=replaying)
        except BaseException:
            shelf.close()
            raise
        return cls(places, settings, clock, shelf, journal)

    def close(self) -> None:
        """Close the journal and the index."""
        self.journal.close()
        self.shelf.close()

    def __enter__(self) -> "Desk":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def opens_topic(self, ref: QuestionRef) -> bool:
        """Whether nothing of a question's topic was ever answered, and there is a passage to read first."""
        own = (each.id for each in self.shelf.of_deck(ref.deck) if each.topic == ref.topic)
        # One by one: the first of a topic is asked first, so the second look mostly settles it.
        if any(self.standing(each).first_day is not None for each in chain([ref.id], own)):
            return False
        return any(topic.id == ref.topic and topic.summary for topic in self.shelf.index.topics(ref.deck))

    # The clock and the journal, as a sitting sees them

    def now(self) -> Moment:
        """The present instant."""
        return self.clock()

    def study_day(self, moment: Moment) -> int:
        """The study day of an instant, by the learner's roll-over hour."""
        return study_day(moment, self.settings.rollover_hour)

    @property
    def day(self) -> int:
        """Today's study day."""
        return self.study_day(self.now())

    def standing(self, question: str) -> Standing:
        """What the journal says of a question."""
        return self.journal.standing(question)

    def record(
        self, kind: Kind, body: Body, *, expect: str | None = None, ruling: Body | None = None
    ) -> Event | None:
        """Put an event on disk, with what overrules it at once, if anything does.

        None when another window answered the question meanwhile.
        """
        self._set_retention()
        try:
            event = self.journal.append(kind, body, self.now(), expect=expect, ruling=ruling)
        except AnsweredElsewhere:
            return None
        self.recorded += 1
        return event

    def record_all(self, changes: "Sequence[tuple[str, Body]]") -> list[Event]:
        """Put several events on disk at once, all or none: such as no answer is among."""
        events = self.journal.record_all(changes, self.now())
        self.recorded += len(events)
        return events

    def last_answer(self) -> Event | None:
        """This device's latest answer that was not retracted."""
        return self.journal.last_answer()

    def preview(self, memory: Memory | None, question: str, day: int, at: int) -> dict[Rating, Memory]:
        """What each rating would make of a question's memory, by the retention that its deck wants now."""
        wanted = self.settings.retention_of(deck_of(question))
        return scheduler_for(wanted, self.journal.parameters()).preview(memory, question, day, at)

    def _set_retention(self) -> None:
        """Put changed wishes into the journal before what they decide, so that replay knows them.

        A deck that has no retention of its own any more is given back to the general one.
        """
        held = self.journal.retentions()
        wanted = {"": self.settings.desired_retention, **self.settings.retention}
        changes: list[tuple[str, Body]] = []
        for deck in held | wanted:
            if held.get(deck) != wanted.get(deck):
                of_deck = {"deck": deck} if deck else {}
                changes.append((Kind.RETENTION_SET, {"retention": wanted.get(deck), **of_deck}))
        if changes:
            self.journal.record_all(changes, self.now())

    @cached_property
    def checking(self) -> "Checking":
        """What `check` finds in the decks."""
        from alliance_tutor.desk.checking import Checking  # only where decks are checked

        return Checking(self.shelf)

    @cached_property
    def keeping(self) -> "Keeping":
        """The care of the journal: backups, and what they would change."""
        from alliance_tutor.desk.keeping import Keeping  # only where a copy is made or looked at

        return Keeping(self.places, self.clock)

    def reopen(self) -> None:
        """Go on with the journal that is in its place now. Raises JournalError."""
        self.journal.close()
        self.journal = Journal.open(self.places.history)
        self.recorded += 1

    # What to do today

    @cached_property
    def plans(self) -> "Plans":
        """The learner's plan on the way to exams."""
        from alliance_tutor.desk.plans import Plans  # only where there is one, or one is made

        return Plans(self)

    @property
    def _planned(self) -> "Plans | None":
        """The plan, where one decides what today asks."""
        return self.plans if self.journal.plan().exams and self.plans.running else None

    def today(self, decks: Sequence[str] = (), topic: str = "", *, at_once: bool = False) -> Today:
        """What today's queue still asks, of all decks or of some: by the plan that runs, else by the limits.

        With `at_once` no plan is worked out: what is known of it stands.
        """
        planned = self._planned
        asked = planned.today(decks, topic, at_once=at_once) if planned else None
        if asked is not None:
            return asked
        day, limits = self.day, self._limits
        count = self.journal.day(day)
        if not decks and not topic:
            return waiting.today(self.shelf, self.journal, count, limits, day)
        return plan.today(
            self.shelf.refs(decks, topic), self.standings(decks), count, limits, day, self.parameters
        )

    @property
    def _limits(self) -> Limits:
        return Limits(self.settings.new_per_day, self.settings.reviews_per_day)

    @property
    def parameters(self) -> Parameters:
        """FSRS-6's parameters in force: whatever foresees on this desk goes by them."""
        return self.journal.in_force

    def standings(self, decks: Sequence[str] = ()) -> "Mapping[str, Standing]":
        """What the journal says of the questions of some decks, of all if none is named."""
        return standings_of(self.journal, decks) if decks else self.journal.standings()

    def backlogs(self) -> dict[str, waiting.Backlog]:
        """By deck, its due and new questions, before limits; what is set aside is neither."""
        return waiting.backlogs(self.shelf, self.journal, self.day)

    def masteries(self) -> dict[str, Mastery]:
        """By deck, how many questions are known, slipping and unseen."""
        wanted = self.settings.desired_retention
        return waiting.masteries(self.shelf, self.journal, self.day, wanted, self.settings.retention)

    def overview(self, *, at_once: bool = False, counted: bool = True) -> Overview:
        """The first screen's figures; with `at_once` what is known of the plan stands for it.

        Unless mastery is to be `counted` now, it is left out of all decks.
        """
        day, today = self.day, self.today(at_once=at_once)
        masteries = self.masteries() if counted else {}
        due, new = (Counter(map(deck_of, part)) for part in (today.due, today.new))
        decks = tuple(
            Waiting(entry.id, entry.title, due[entry.id], new[entry.id], masteries.get(entry.id, UNCOUNTED))
            for entry in self.shelf.library.decks
        )
        days = self.journal.days(overview.first_day(day))
        seen = overview.overview(today, days, day, decks, self.journal.streak(day))
        if not self.journal.plan().exams:
            return seen
        if self._planned:
            chosen = self.plans.known() if at_once else self.plans.chosen()
            minutes = min(ceil(chosen.seconds / 60), self.plans.plan.minutes)
            seen = seen._replace(load=seen.load._replace(minutes=minutes))
        return seen._replace(plan=self.plans.glance())

    def topics(self, deck: str, today: Today | None = None) -> tuple[Waiting, ...]:
        """A deck's topics in order, each with what waits of it.

        `today` is what today asks of all decks, where that is known already.
        """
        refs: dict[str, list[QuestionRef]] = {}
        for ref in self.shelf.of_deck(deck):
            refs.setdefault(ref.topic, []).append(ref)
        asked, standings, day = today or self.today(), self.standings([deck]), self.day
        wanted, w = self.settings.retention_of(deck), self.parameters
        return tuple(
            overview.waiting(topic.id, topic.title, refs.get(topic.id, []), asked, standings, day, wanted, w)
            for topic in self.shelf.index.topics(deck)
        )

    def tomorrow(self) -> tuple[int, int]:
        """How many reviews and how many new questions the next study day asks, as things stand now."""
        day = self.day + 1
        asked = waiting.today(self.shelf, self.journal, DayCount(day), self._limits, day)
        return len(asked.due), len(asked.new)

    def planned_tomorrow(self) -> str:
        """What the plan has for the next study day, in words; empty where none runs."""
        if not self._planned:
            return ""
        from alliance_tutor.insight.planning import tomorrow_words

        return tomorrow_words(self.journal.plan(), self.day)

    def stopped(self, session: "Session") -> str:
        """Why a sitting ended before its queue did, in words; empty where it did not."""
        if not session.left_out:
            return ""
        from alliance_tutor.insight.planning import stopped_words

        return stopped_words(self.plans.minutes, session.left_out)

    def queue(self, decks: Sequence[str] = (), topic: str = "") -> tuple[str, ...]:
        """Today's questions in the order in which they are asked."""
        planned = self._planned
        queue = planned.queue(decks, topic) if planned else None
        if queue is not None:
            return queue
        today = self.today(decks, topic)
        return tuple(plan.mix(today.due, today.new))

    def offers(self, decks: Sequence[str] = (), topic: str = "") -> list[Offer]:
        """What can be studied though nothing is due; only what holds a question, as far as that is known."""
        if decks or topic:
            return offers.offers(self.shelf.refs(decks, topic), self.standings(decks), self.day)
        found = waiting.offers(self.shelf, self.journal, self.day)
        planned = self._planned
        return [planned.offer, *found] if planned and planned.offer else found

    def take_up(self, offer: Offer) -> tuple[str, ...]:
        """The queue of an offer; what was set aside is taken back first, what the plan offers chosen now."""
        if self._planned and offer == self._planned.offer:
            return self._planned.on_request()
        back = {offers.BURIED: Kind.UNBURIED, offers.SUSPENDED: Kind.RESUMED}.get(offer.key)
        if back:
            for question in offer.queue:
                self.record(back, {"question": question, "study_day": day_text(self.day)})
        return offer.queue

    def question(self, id: str) -> "Question | None":
        """A question as the decks have it, or that of the card with its history; None if both are gone."""
        return self.shelf.question(id) or self.shelf.question(self.journal.carried(id))

    def session(self, queue: Sequence[str], enough: Callable[[], bool] | None = None) -> "Session":
        """A sitting over some questions; once `enough` holds no more of them are begun."""
        from alliance_tutor.study.session import Session  # 7 ms: `due` asks nothing

        return Session(queue, self.question, self, self, enough)

    def sitting(self, decks: Sequence[str] = (), topic: str = "") -> "Session":
        """A sitting over today's questions; where a plan chose them, it stops when the minutes are used."""
        planned = self._planned
        queue = planned.queue(decks, topic) if planned else None
        if planned is None or queue is None:
            return self.session(self.queue(decks, topic))
        return self.session(queue, lambda: planned.used)

    def quiz_stock(self, wanted: "Wanted") -> "Stock":
        """How many questions there are for a quiz of what is wanted, and of each other choice."""
        from alliance_tutor.study import drawing  # only where a quiz is set up

        return drawing.stock(self.shelf.refs(), touched(self.journal, self.day), self.day, wanted)

    def quiz(self, wanted: "Wanted", options: "QuizOptions") -> "Quiz":
        """A quiz, its questions drawn now; `options.seed` decides which."""
        from random import Random

        from alliance_tutor.study import drawing
        from alliance_tutor.study.quiz import Quiz

        # Only an order by memory asks for more than what is set aside or was answered today.
        mixed = wanted.order is drawing.Order.MIXED
        standings = touched(self.journal, self.day) if mixed else self.journal.standings()
        drawn = drawing.draw(self.shelf.refs(), standings, self.day, wanted, Random(options.seed))
        return Quiz(drawn.questions, self.shelf.question, self, options)

    @cached_property
    def exams(self) -> "Exams":
        """Mock exams."""
        from alliance_tutor.desk.exams import Exams  # only where an exam is set up, sat or looked at

        return Exams(self)

    @cached_property
    def browsing(self) -> "Browsing":
        """All questions, to be looked for and looked at."""
        from alliance_tutor.desk.browsing import Browsing  # only where it is wanted

        return Browsing(self)

    @cached_property
    def relinking(self) -> "Relinking":
        """The histories of cards that vanished."""
        from alliance_tutor.desk.relinking import Relinking  # only where a card vanished

        return Relinking(self)
