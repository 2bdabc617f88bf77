"""Places, settings, decks, journal and clock, brought together once.

Each face (screens, line mode, command line) opens a `Desk` and asks it; nothing below knows of it.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import ceil
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from alliance_tutor import settings as settings_file
from alliance_tutor.deck.index_reading import Told
from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.desk.shelf import Shelf
from alliance_tutor.insight import overview
from alliance_tutor.insight.overview import Overview, Waiting
from alliance_tutor.journal.events import Body, Event, Kind
from alliance_tutor.journal.faults import AnsweredElsewhere
from alliance_tutor.journal.fold import scheduler_for
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory import offers, plan
from alliance_tutor.memory.offers import Offer
from alliance_tutor.memory.plan import Limits, Today
from alliance_tutor.memory.standing import Standing
from alliance_tutor.memory.studyday import Clock, Moment, day_text, make_clock, study_day
from alliance_tutor.settings import Places, Settings

if TYPE_CHECKING:
    from alliance_tutor.desk.checking import Checking
    from alliance_tutor.desk.exams import Exams
    from alliance_tutor.desk.plans import Plans
    from alliance_tutor.desk.relinking import Relinking
    from alliance_tutor.study.drawing import Stock, Wanted
    from alliance_tutor.study.quiz import Quiz, QuizOptions
    from alliance_tutor.study.session import Session


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
    ) -> "Desk":
        """Open everything. Raises SettingsError, UsageError or JournalError.

        With `write=False` the journal is only read, and not created; the deck index is a cache and may be.
        `reading` is told of each deck that has to be read.
        """
        places = settings_file.places(home)
        settings = settings_file.load(places)
        clock = make_clock(os.environ.get("ALLIANCE_TUTOR_NOW"))
        shelf = Shelf.open(places, given, reading)
        try:
            journal = Journal.open(places.history, write=write)
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

    def last_answer(self) -> Event | None:
        """This device's latest answer that was not retracted."""
        return self.journal.last_answer()

    def _set_retention(self) -> None:
        """Put a changed wish into the journal before what it decides, so that replay knows it."""
        wanted = self.settings.desired_retention
        if self.journal.retention != wanted:
            self.journal.append(Kind.RETENTION_SET, {"retention": wanted}, self.now())

    @cached_property
    def checking(self) -> "Checking":
        """What `check` finds in the decks."""
        from alliance_tutor.desk.checking import Checking  # only where decks are checked

        return Checking(self.shelf)

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
        limits = Limits(self.settings.new_per_day, self.settings.reviews_per_day)
        day = self.day
        return plan.today(
            self.shelf.refs(decks, topic), self.journal.standings(), self.journal.day(day), limits, day
        )

    def backlog(self, deck: str) -> tuple[int, int]:
        """A deck's due and new questions, before limits; what is set aside is neither."""
        return overview.backlog(self.shelf.of_deck(deck), self.journal.standings(), self.day)

    def overview(self, *, at_once: bool = False) -> Overview:
        """The first screen's figures; with `at_once` what is known of the plan stands for it."""
        day, today = self.day, self.today(at_once=at_once)
        decks = [(entry.id, entry.title, self.shelf.of_deck(entry.id)) for entry in self.shelf.library.decks]
        days = self.journal.days(overview.first_day(day))
        seen = overview.overview(today, days, day, self._waiting(decks, today))
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
        topics = [(topic.id, topic.title, refs.get(topic.id, [])) for topic in self.shelf.index.topics(deck)]
        return self._waiting(topics, today or self.today())

    def tomorrow(self) -> tuple[int, int]:
        """How many questions will be due by the end of the next study day, and how many new ones may come."""
        due, new = overview.backlog(self.shelf.refs(), self.journal.standings(), self.day + 1)
        return due, min(new, self.settings.new_per_day)

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
        found = offers.offers(self.shelf.refs(decks, topic), self.journal.standings(), self.day)
        planned = None if decks or topic else self._planned
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

    def session(self, queue: Sequence[str], enough: Callable[[], bool] | None = None) -> "Session":
        """A sitting over some questions; once `enough` holds no more of them are begun."""
        from alliance_tutor.study.session import Session  # 7 ms: `due` asks nothing

        scheduler = scheduler_for(self.settings.desired_retention)
        return Session(queue, self.shelf.question, self, scheduler, enough)

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

        return drawing.stock(self.shelf.refs(), self.journal.standings(), self.day, wanted)

    def quiz(self, wanted: "Wanted", options: "QuizOptions") -> "Quiz":
        """A quiz, its questions drawn now; `options.seed` decides which."""
        from random import Random

        from alliance_tutor.study import drawing
        from alliance_tutor.study.quiz import Quiz

        drawn = drawing.draw(
            self.shelf.refs(), self.journal.standings(), self.day, wanted, Random(options.seed)
        )
        return Quiz(drawn.questions, self.shelf.question, self, options)

    @cached_property
    def exams(self) -> "Exams":
        """Mock exams."""
        from alliance_tutor.desk.exams import Exams  # only where an exam is set up, sat or looked at

        return Exams(self)

    @cached_property
    def relinking(self) -> "Relinking":
        """The histories of cards that vanished."""
        from alliance_tutor.desk.relinking import Relinking  # only where a card vanished

        return Relinking(self)

    def _waiting(
        self, parts: Iterable[tuple[str, str, Sequence[QuestionRef]]], today: Today
    ) -> tuple[Waiting, ...]:
        """The row of each deck or topic: its id, its title, its questions."""
        standings, day, retention = self.journal.standings(), self.day, self.settings.desired_retention
        return tuple(overview.waiting(*part, today, standings, day, retention) for part in parts)
