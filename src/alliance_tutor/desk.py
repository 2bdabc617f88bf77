"""The learner's desk: places, settings, decks, journal and clock, brought together once.

Each face (screens, line mode, command line) opens a `Desk` and asks it; nothing below knows of it.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from alliance_tutor import settings as settings_file
from alliance_tutor.deck import library, names
from alliance_tutor.deck.index import DeckIndex
from alliance_tutor.deck.index_reading import Told
from alliance_tutor.deck.library import DeckEntry, DeckFile, Library
from alliance_tutor.deck.refs import QuestionRef
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
    from alliance_tutor.deck.compare import Difference
    from alliance_tutor.deck.editing import Target
    from alliance_tutor.deck.lint.findings import Finding
    from alliance_tutor.deck.questions import Question
    from alliance_tutor.deck.upgrade import Upgrade
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
    given: tuple[Path, ...]
    index: DeckIndex
    library: Library
    journal: Journal
    _refs: dict[str, list[QuestionRef]] = field(default_factory=dict)
    _edited: Path | None = None
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
        given = tuple(given)
        files = library.find(given, places.decks, library.packaged_decks())
        index = DeckIndex(places.cache / "index.db")
        try:
            shelf = index.refresh(files, reading)
            journal = Journal.open(places.history, write=write)
        except BaseException:
            index.close()
            raise
        return cls(places, settings, clock, given, index, shelf, journal)

    def close(self) -> None:
        """Close the journal and the index."""
        self.journal.close()
        self.index.close()

    def __enter__(self) -> "Desk":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def changed_decks(self) -> list[DeckFile]:
        """The decks that `reload_decks` would have to parse, as far as their files' stat tells.

        Raises UsageError where one that was named has gone.
        """
        return self.index.changed(self._deck_files())

    def reload_decks(self) -> None:
        """Look at the deck files again and read what changed; `index.state` tells whether anything did.

        Raises UsageError where one that was named has gone.
        """
        before = self.index.state
        self.library = self.index.refresh(self._deck_files())
        if self.index.state != before:
            self._refs.clear()

    def _deck_files(self) -> list[DeckFile]:
        return library.find(self.given, self.places.decks, library.packaged_decks())

    # What there is

    def deck(self, id: str) -> DeckEntry:
        """The usable deck of that id. Raises UsageError, naming the near ones."""
        entry = self.library.deck(id)
        if entry is None:
            raise names.unknown_deck(id, self.library)
        return entry

    def deck_title(self, id: str) -> str:
        """A deck's title; its id where the deck has gone."""
        return next((entry.title for entry in self.library.decks if entry.id == id), id)

    def topic_title(self, ref: QuestionRef) -> str:
        """The title of a question's topic, empty where it has none."""
        topics = next((entry.topics for entry in self.library.decks if entry.id == ref.deck), ())
        return next((topic.title for topic in topics if topic.id == ref.topic), "")

    def opens_topic(self, ref: QuestionRef) -> bool:
        """Whether nothing of a question's topic was ever answered, and there is a passage to read first."""
        own = (each.id for each in self._deck_refs(ref.deck) if each.topic == ref.topic)
        # One by one: the first of a topic is asked first, so the second look mostly settles it.
        if any(self.standing(each).first_day is not None for each in chain([ref.id], own)):
            return False
        return any(topic.id == ref.topic and topic.summary for topic in self.index.topics(ref.deck))

    def checked(self, id: str) -> str:
        """The day on which a deck's facts were checked, `YYYY-MM-DD`; empty where it does not say."""
        return next((entry.as_of for entry in self.library.decks if entry.id == id), "")

    def refs(self, decks: Sequence[str] = (), topic: str = "") -> list[QuestionRef]:
        """The questions of some decks (all if none is named), in order; of one topic if it is named."""
        chosen = decks or [entry.id for entry in self.library.decks]
        found = [ref for deck in chosen for ref in self._deck_refs(deck)]
        return [ref for ref in found if ref.topic == topic] if topic else found

    def check_topic(self, topic: str, decks: Sequence[str] = ()) -> None:
        """Raises UsageError, naming the near ones, where no deck of those named (or of all) has the topic."""
        chosen = decks or [entry.id for entry in self.library.decks]
        known = [each.id for deck in chosen for each in self.index.topics(deck)]
        if topic not in known:
            raise names.unknown_topic(topic, known)

    def question(self, id: str) -> "Question | None":
        """A question's text as it stands in the decks now; None when it has gone."""
        return self.index.question(id)

    # Editing

    def edit_target(self, question: str) -> "Target":
        """Where a card can be edited: a shipped deck is copied first, and a card without an id stamped.

        Raises UsageError when the file cannot be made ready.
        """
        from alliance_tutor.deck import editing  # 8 ms: not on the start path

        deck, _, rest = question.partition("/")
        target = editing.prepare(self.deck(deck), rest.partition("#")[0], self.places.decks)
        self._edited = target.path
        return target

    def after_edit(self, question: str) -> "Question | list[Finding] | None":
        """The question's new text, None when its card has gone; or why the deck does not load any more.

        A deck that does not load is not taken in: until it is mended the sitting goes on with its old text.
        """
        from alliance_tutor.deck import editing

        if self._edited and (faults := editing.faults(self._edited)):
            return faults
        self.reload_decks()
        return self.question(question)

    # After an upgrade

    def upgrades(self) -> "list[Upgrade]":
        """The learner's copies of shipped decks that have changed since, each with the cards that differ."""
        copies = [hidden for hidden in self.library.hidden if hidden.copied]
        if not copies:
            return []
        from alliance_tutor.deck import upgrade  # only where a shipped deck was copied

        return upgrade.upgrades(copies, self.places.decks)

    def decide(self, upgrade: "Upgrade", chosen: "Sequence[Difference]", *, shipped: bool) -> Path | None:
        """Keep the learner's text of some cards or take the shipped one; where the copy is kept as it was.

        What was taken is in use after `reload_decks`. Raises UsageError, with nothing lost, when it cannot
        be done.
        """
        from alliance_tutor.deck.upgrade import decide

        return decide(upgrade, chosen, self.places.decks, shipped=shipped)

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

    # What to do today

    def today(self, decks: Sequence[str] = (), topic: str = "") -> Today:
        """What today's queue still asks, of all decks or of some."""
        limits = Limits(self.settings.new_per_day, self.settings.reviews_per_day)
        day = self.day
        return plan.today(
            self.refs(decks, topic), self.journal.standings(), self.journal.day(day), limits, day
        )

    def backlog(self, deck: str) -> tuple[int, int]:
        """A deck's due and new questions, before limits; what is set aside is neither."""
        return overview.backlog(self._deck_refs(deck), self.journal.standings(), self.day)

    def overview(self) -> Overview:
        """The first screen's figures."""
        day, today = self.day, self.today()
        decks = [(entry.id, entry.title, self._deck_refs(entry.id)) for entry in self.library.decks]
        days = self.journal.days(overview.first_day(day))
        return overview.overview(today, days, day, self._waiting(decks, today))

    def topics(self, deck: str, today: Today | None = None) -> tuple[Waiting, ...]:
        """A deck's topics in order, each with what waits of it.

        `today` is what today asks of all decks, where that is known already.
        """
        refs: dict[str, list[QuestionRef]] = {}
        for ref in self._deck_refs(deck):
            refs.setdefault(ref.topic, []).append(ref)
        topics = [(topic.id, topic.title, refs.get(topic.id, [])) for topic in self.index.topics(deck)]
        return self._waiting(topics, today or self.today())

    def due_tomorrow(self) -> int:
        """How many questions will be due by the end of the next study day, new ones aside."""
        known = {ref.id for ref in self.refs()}
        standings = self.journal.standings()
        return overview.due_on((standings[each] for each in standings if each in known), self.day + 1)

    def queue(self, decks: Sequence[str] = (), topic: str = "") -> tuple[str, ...]:
        """Today's questions in the order in which they are asked."""
        today = self.today(decks, topic)
        return tuple(plan.mix(today.due, today.new))

    def offers(self, decks: Sequence[str] = (), topic: str = "") -> list[Offer]:
        """What can be studied though nothing is due; only what holds a question."""
        return offers.offers(self.refs(decks, topic), self.journal.standings(), self.day)

    def take_up(self, offer: Offer) -> tuple[str, ...]:
        """The queue of an offer; what was set aside is taken back first."""
        back = {offers.BURIED: Kind.UNBURIED, offers.SUSPENDED: Kind.RESUMED}.get(offer.key)
        if back:
            for question in offer.queue:
                self.record(back, {"question": question, "study_day": day_text(self.day)})
        return offer.queue

    def session(self, queue: Sequence[str]) -> "Session":
        """A sitting over some questions."""
        from alliance_tutor.study.session import Session  # 7 ms: `due` asks nothing

        return Session(queue, self.question, self, scheduler_for(self.settings.desired_retention))

    def quiz_stock(self, wanted: "Wanted") -> "Stock":
        """How many questions there are for a quiz of what is wanted, and of each other choice."""
        from alliance_tutor.study import drawing  # only where a quiz is set up

        return drawing.stock(self.refs(), self.journal.standings(), self.day, wanted)

    def quiz(self, wanted: "Wanted", options: "QuizOptions") -> "Quiz":
        """A quiz, its questions drawn now; `options.seed` decides which."""
        from random import Random

        from alliance_tutor.study import drawing
        from alliance_tutor.study.quiz import Quiz

        drawn = drawing.draw(self.refs(), self.journal.standings(), self.day, wanted, Random(options.seed))
        return Quiz(drawn.questions, self.question, self, options)

    def _deck_refs(self, deck: str) -> list[QuestionRef]:
        if deck not in self._refs:
            self._refs[deck] = self.index.refs(deck)
        return self._refs[deck]

    def _waiting(
        self, parts: Iterable[tuple[str, str, Sequence[QuestionRef]]], today: Today
    ) -> tuple[Waiting, ...]:
        """The row of each deck or topic: its id, its title, its questions."""
        standings, day, retention = self.journal.standings(), self.day, self.settings.desired_retention
        return tuple(overview.waiting(*part, today, standings, day, retention) for part in parts)
