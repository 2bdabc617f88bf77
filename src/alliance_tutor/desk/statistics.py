"""What the statistics are made of, brought together: figures of all decks, of some, or of one topic."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from alliance_tutor.deck.refs import QuestionRef, card_key
from alliance_tutor.insight import statistics
from alliance_tutor.insight.statistics import Ahead, Calibration, Hardest, Mastered, Retention, Scope
from alliance_tutor.insight.wording import single
from alliance_tutor.journal import tallies
from alliance_tutor.journal.store import Journal
from alliance_tutor.journal.tallies import BinTally, DayTally
from alliance_tutor.memory.standing import Standing

if TYPE_CHECKING:
    from alliance_tutor.desk import Desk


Answers = tuple[list[DayTally], list[BinTally]]
"""The last year's study days with answers, and predicted chances beside what came."""


class Statistics:
    """The statistics of a desk, each read when it is asked for; a topic's answers are added up once."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._topics: dict[Scope, Answers] = {}
        self._titles: dict[tuple[str, str], str] = {}

    def forget(self) -> None:
        """Answers were added, or decks have changed: what was read before does not hold any more."""
        self._topics.clear()
        self._titles.clear()

    def known(self, scope: Scope) -> bool:
        """Whether the answers of what figures are of have been added up: a topic's take a while."""
        return not scope.topic or scope in self._topics

    def adding_up(self, scope: Scope) -> Callable[[], Answers]:
        """What adds up the answers of a topic, in any thread; `keep` what it gives."""
        questions = {ref.id for ref in self._refs(scope)}
        path, since = self._desk.places.history, statistics.first_day(self._desk.day)

        def add_up() -> Answers:
            with Journal.open(path, write=False) as journal:
                return tallies.of_questions(journal, since, questions)

        return add_up

    def keep(self, scope: Scope, answers: Answers) -> None:
        """Take what was added up of a topic."""
        self._topics[scope] = answers

    def begun(self, scope: Scope) -> bool:
        """Whether anything was ever answered of these decks."""
        return tallies.begun(self._desk.journal, scope.decks)

    def ahead(self, scope: Scope) -> Ahead:
        """What falls due today and on the days after it."""
        day, journal = self._desk.day, self._desk.journal
        if scope.topic:
            found = Counter(statistics.due(self._standings(scope), day))
        else:
            found = Counter(tallies.due(journal, self.decks(scope), day, statistics.AHEAD_DAYS))
            found.subtract(statistics.due(self._vanished(scope), day))
        return statistics.ahead(found, day)

    def days(self, scope: Scope) -> list[DayTally]:
        """The study days with answers of the last year."""
        if scope.topic:
            return self._of_topic(scope)[0]
        return tallies.days(self._desk.journal, statistics.first_day(self._desk.day), scope.decks)

    def streak(self, scope: Scope) -> int:
        """Study days in a row with an answer, up to today; of a topic as far back as `days` reaches."""
        if scope.topic:
            return statistics.streak(self.days(scope), self._desk.day)
        return self._desk.journal.streak(self._desk.day, scope.decks)

    def retention(self, scope: Scope) -> Retention:
        """True retention, month by month."""
        return statistics.retention(self.days(scope), self._desk.day, self.wanted(scope))

    def calibration(self, scope: Scope) -> Calibration:
        """Predicted chances beside what came."""
        found = self._of_topic(scope)[1] if scope.topic else tallies.bins(self._desk.journal, scope.decks)
        return statistics.calibration(found)

    def wanted(self, scope: Scope) -> float:
        """The wanted retention; the general one where figures are of several decks."""
        settings = self._desk.settings
        return settings.retention_of(scope.decks[0]) if len(scope.decks) == 1 else settings.desired_retention

    def mastered(self, scope: Scope) -> Iterator[list[Mastered]]:
        """Deck by deck what is known: the deck's row, then those of its topics; of a topic its row alone."""
        for deck in self.decks(scope):
            yield self._mastered(deck, scope.topic)

    def whole(self, scope: Scope) -> Mastered:
        """What is known of all of them together."""
        return statistics.in_all("", [rows[0] for rows in self.mastered(scope) if rows])

    def hardest(self, scope: Scope) -> Hardest:
        """The questions that lapsed most often."""
        desk = self._desk
        found = tallies.hard(desk.journal, self.decks(scope))
        if scope.topic:
            own = {ref.id for ref in self._refs(scope)}
            found = [tally for tally in found if tally.question in own]
        worst = statistics.worst(found)
        known = set(desk.shelf.index.listed(hard.question for hard in worst))
        return statistics.hardest(worst, known)

    def to_practise(self, hardest: Hardest) -> tuple[str, ...]:
        """Of the hardest questions those that may be asked now: one a card, none that is set aside."""
        chosen: dict[str, str] = {}
        for hard in hardest.questions:
            standing = self._desk.standing(hard.question)
            if not standing.suspended and standing.buried_day != self._desk.day:
                chosen.setdefault(card_key(hard.question), hard.question)
        return tuple(chosen.values())

    def decks(self, scope: Scope) -> tuple[str, ...]:
        """The decks that figures are of, by id."""
        return scope.decks or tuple(entry.id for entry in self._desk.shelf.library.decks)

    def title(self, scope: Scope) -> str:
        """What figures are of, in words: `All decks`, or the titles."""
        shelf = self._desk.shelf
        decks = " and ".join(single(shelf.deck_title(deck)) for deck in scope.decks) or "All decks"
        if not scope.topic:
            return decks
        topics = (topic for deck in scope.decks for topic in shelf.index.topics(deck))
        titles = [topic.title for topic in topics if topic.id == scope.topic]
        return f"{decks} › {single(titles[0] if titles else scope.topic)}"

    def name(self, part: Mastered) -> str:
        """The title of a deck, or of one of its topics."""
        if not part.topic and part.deck:
            return self.title(Scope((part.deck,)))
        if not self._titles:
            self._titles = {
                (entry.id, topic.id): single(topic.title)
                for entry in self._desk.shelf.library.decks
                for topic in entry.topics
            }
        return self._titles.get((part.deck, part.topic), part.topic)

    def place(self, part: Mastered) -> str:
        """The title of a deck, or of a topic with its deck's before it."""
        name = self.name(part)
        return f"{self.name(part._replace(topic=''))} › {name}" if part.topic else name

    def _refs(self, scope: Scope) -> Sequence[QuestionRef]:
        return self._desk.shelf.refs(scope.decks, scope.topic)

    def _standings(self, scope: Scope) -> list[Standing]:
        """Those of a topic's questions to which something happened."""
        found = self._desk.standings(scope.decks)
        return [found[ref.id] for ref in self._refs(scope) if ref.id in found]

    def _vanished(self, scope: Scope) -> list[Standing]:
        """Those of the questions that were in these decks once and are not there any more."""
        decks, index = set(self.decks(scope)), self._desk.shelf.index
        gone = [
            f"{card.deck}/{card.card}#{part}".removesuffix("#")
            for card in index.gone()
            for part in card.parts.split(" ")
            if card.deck in decks
        ]
        there = set(index.listed(gone))
        return [self._desk.standing(question) for question in gone if question not in there]

    def _of_topic(self, scope: Scope) -> Answers:
        if scope not in self._topics:
            since, questions = statistics.first_day(self._desk.day), {ref.id for ref in self._refs(scope)}
            self.keep(scope, tallies.of_questions(self._desk.journal, since, questions))
        return self._topics[scope]

    def _mastered(self, deck: str, only: str) -> list[Mastered]:
        desk, day, wanted = self._desk, self._desk.day, self.wanted(Scope((deck,)))
        by_topic: dict[str, list[QuestionRef]] = {}
        for ref in desk.shelf.of_deck(deck):
            by_topic.setdefault(ref.topic, []).append(ref)
        standings = desk.standings([deck])
        parts = [
            statistics.mastered(deck, topic, refs, standings, day, wanted, desk.parameters)
            for topic, refs in by_topic.items()
            if only in ("", topic)
        ]
        return parts if only else [statistics.in_all(deck, parts), *(part for part in parts if part.topic)]
