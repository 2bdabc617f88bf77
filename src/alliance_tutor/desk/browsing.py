"""Browsing: all questions as rows, what can be done with some of them at once, and taking that back."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from alliance_tutor.deck.questions import Question
from alliance_tutor.deck.refs import GoneCard
from alliance_tutor.desk.finding import Finder, Found, Shelving
from alliance_tutor.journal import browsing
from alliance_tutor.journal.browsing import Past
from alliance_tutor.journal.events import Body, Kind
from alliance_tutor.memory.scheduler import retrievability
from alliance_tutor.memory.standing import UNSEEN, Standing
from alliance_tutor.memory.studyday import day_text
from alliance_tutor.study.decisions import changes

if TYPE_CHECKING:
    from alliance_tutor.desk.desk import Desk

MOST = 1000
"""So many of what was found a sitting asks."""
_AT_ONCE = 50  # events in one transaction: a key waits for no more


class Row(NamedTuple):
    """A question in the list. `known` is the chance, 0–1, that its answer is known now; None for new ones.

    Where it has gone from the decks, `gone` has its text as far as that is known.
    """

    id: str
    question: Question | None
    gone: GoneCard | None = None
    standing: Standing = UNSEEN
    known: float | None = None


class Batch(NamedTuple):
    """What was done with several questions at once: the kind of its events, and their ids."""

    kind: str
    events: list[str]


class Browsing:
    """What a face needs to browse. What was done can be undone until the program ends."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._batches: list[Batch] = []

    def everything(self) -> Found:
        """All questions in the decks' order."""
        return Found(range(self.shelving.total))

    @property
    def shelving(self) -> Shelving:
        """The numbers of all questions, for the decks as they were looked at last."""
        return Shelving(self._desk.shelf.library)

    def finder(self) -> Finder:
        """A finder for this thread; it is not to be closed."""
        return Finder(self._desk.shelf.index, self._desk.shelf.library, self._desk.journal)

    def aside(self) -> Callable[[], Finder]:
        """What makes a finder in another thread."""
        shelf = self._desk.shelf
        return partial(Finder.apart, shelf.index.path, shelf.files(), self._desk.places.history)

    def rows(self, found: Found, first: int, count: int) -> list[Row]:
        """Some rows of what was found, from the place `first` on."""
        return self._rows(found.numbers[max(0, first) : max(0, first) + count], found.gone)

    def current(self, rows: Iterable[Row]) -> list[Row]:
        """Rows with what the journal says now."""
        day, w = self._desk.day, self._desk.parameters
        found: list[Row] = []
        for row in rows:
            standing = self._desk.standing(row.id)
            known = retrievability(standing.memory, day, w) if standing.memory else None
            found.append(row._replace(standing=standing, known=known))
        return found

    def past(self, question: str) -> list[Past]:
        """All that happened to a question."""
        return browsing.past(self._desk.journal, question)

    def to_ask(self, ids: Iterable[str]) -> list[str]:
        """The first of some questions that a sitting can ask: not those that are set aside or gone."""
        day = self._desk.day

        def asked(id: str) -> bool:
            standing = self._desk.standing(id)
            return not standing.suspended and standing.buried_day != day

        return list(islice((id for id in ids if asked(id) and self._desk.shelf.question(id)), MOST))

    # What is done with several at once

    def do(self, kind: Kind, ids: Sequence[str]) -> Iterator[int]:
        """Let `kind` happen to some questions; those to which it would change nothing are passed over.

        Done bit by bit: yields how many were looked at so far. All of it is one batch to undo.
        """
        day, done = self._desk.day, list[str]()
        self._batches.append(Batch(kind.value, done))
        for at in range(0, len(ids), _AT_ONCE):
            chosen = [id for id in ids[at : at + _AT_ONCE] if changes(kind, self._desk.standing(id), day)]
            if chosen:
                bodies: list[tuple[str, Body]] = [(kind, _body(kind, id, day)) for id in chosen]
                done += [event.id for event in self._desk.record_all(bodies)]
            yield min(at + _AT_ONCE, len(ids))
        if not done:
            self._batches.pop()

    @property
    def latest(self) -> Batch | None:
        """What undo would take back."""
        return self._batches[-1] if self._batches else None

    def undo(self) -> Iterator[int]:
        """Take the latest batch back, bit by bit; yields how many are taken back so far."""
        if not self._batches:
            return
        done, taken = self._batches[-1].events, 0
        while done:
            chosen = done[-_AT_ONCE:]
            self._desk.record_all([(Kind.RETRACTED, {"event": id}) for id in reversed(chosen)])
            del done[-_AT_ONCE:]
            taken += len(chosen)
            yield taken
        self._batches.pop()

    def _rows(self, numbers: Sequence[int], gone: Sequence[str]) -> list[Row]:
        shelving = self.shelving
        wanted: dict[int, list[int]] = {}
        for number in numbers:
            if number < shelving.total:
                deck = shelving.deck_of(number)
                wanted.setdefault(deck, []).append(number - shelving.starts[deck])
        texts: dict[int, Question] = {}
        for deck, places in wanted.items():
            questions = self._desk.shelf.index.at(shelving.decks[deck], places)
            for place, question in zip(sorted(places), questions, strict=False):
                texts[shelving.starts[deck] + place] = question
        rows: list[Row] = []
        for number in numbers:
            if number >= shelving.total:
                rows.append(self._gone_row(gone[number - shelving.total]))
            elif number in texts:
                question = texts[number]
                rows.append(Row(question.id, question))
        return self.current(rows)

    def _gone_row(self, id: str) -> Row:
        deck, _, card = id.partition("#")[0].partition("/")
        texts = (each for each in self._desk.shelf.index.gone() if (each.deck, each.card) == (deck, card))
        return Row(id, None, next(texts, None))


def _body(kind: Kind, question: str, day: int) -> Body:
    dated = kind in (Kind.BURIED, Kind.UNBURIED, Kind.RESET)
    return {"question": question, "study_day": day_text(day)} if dated else {"question": question}
