"""An exam on a journal on disk: drawn from a deck, left and taken up again, done, and counted once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.study.exams import right, wrong
from tests.study.ledger import MINUTE, NOON

from alliance_tutor.deck.deckfile import read
from alliance_tutor.deck.entries import entry_of
from alliance_tutor.deck.library import DeckFile, Origin
from alliance_tutor.deck.questions import questions_of
from alliance_tutor.journal.events import Body, Event, Kind
from alliance_tutor.journal.fold import fold
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.standing import Standing
from alliance_tutor.memory.studyday import Moment, study_day
from alliance_tutor.study.attempt import Attempt, Stage
from alliance_tutor.study.blueprint import is_self_marked, proposed
from alliance_tutor.study.paper import draw

DECK = Path(__file__).parents[1] / "deck" / "every-key.toml"


class DiskLedger:
    """What an attempt needs, from a journal on disk and a clock that is set by hand."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.at = NOON
        self.journal = Journal.open(path)

    def now(self) -> Moment:
        return Moment(self.at, 60)

    def study_day(self, moment: Moment) -> int:
        return study_day(moment, 4)

    def standing(self, question: str) -> Standing:
        return self.journal.standing(question)

    def record(
        self, kind: Kind, body: Body, *, expect: str | None = None, ruling: Body | None = None
    ) -> Event | None:
        self.at += 1000
        return self.journal.append(kind, body, self.now(), expect=expect, ruling=ruling)

    def last_answer(self) -> Event | None:
        return self.journal.last_answer()

    def taken_up_again(self, exam: str) -> Attempt:
        """The exam after another start of the program."""
        self.journal.close()
        self.journal = Journal.open(self.path)
        attempt = Attempt.resume(self, self.journal.exam(exam))
        assert attempt is not None
        return attempt


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[DiskLedger]:
    ledger = DiskLedger(tmp_path / "history.db")
    yield ledger
    ledger.journal.close()


def test_exam_of_a_deck_is_sat_left_and_done(ledger: DiskLedger) -> None:
    reading = read(DECK)
    assert reading.deck is not None
    questions = questions_of(reading.deck)
    exam = entry_of(DeckFile(DECK, Origin.GIVEN, (DECK,)), reading, questions).exam
    assert exam is not None
    blueprint, terms = proposed(exam._replace(items=9), reading.deck.id)
    paper = draw(blueprint, questions, 4711)
    attempt = Attempt.start(ledger, paper, terms)
    name = attempt.progress.exam
    for number in range(1, 10):
        attempt = ledger.taken_up_again(name)
        attempt.go_to(number)
        question = attempt.current.question
        assert question == paper.items[number - 1].question
        attempt.answer(right(question) if is_self_marked(question) else wrong(question))
    attempt.flag()
    attempt = ledger.taken_up_again(name)
    assert (attempt.number, attempt.unanswered, attempt.flagged) == (9, (), (9,))
    ledger.at += 20 * MINUTE
    attempt = ledger.taken_up_again(name)
    assert attempt.stage is Stage.PREDICTING
    attempt.predict(0.5)
    attempt = ledger.taken_up_again(name)
    for answer in attempt.to_mark:
        attempt = ledger.taken_up_again(name)
        attempt.mark(answer.number, 1)
    assert ledger.taken_up_again(name).progress == attempt.progress
    assert attempt.stage is Stage.DONE
    assert [event.id for event in ledger.journal.exams()] == [name]
    counted = {item.question.id for item in paper.items}
    assert set(ledger.journal.standings()) == counted
    assert ledger.journal.standings() == fold(ledger.journal.events()).standings
    missed = next(item.question for item in paper.items if not is_self_marked(item.question))
    attempt.overrule(paper.items.index(next(item for item in paper.items if item.question is missed)) + 1)
    assert ledger.journal.standing(missed.id).last_rating > 1
    assert ledger.taken_up_again(name).progress == attempt.progress
    ledger.record(Kind.RETRACTED, {"event": name})
    assert ledger.journal.standings() == {}
    assert Attempt.resume(ledger, ledger.journal.exam(name)) is None
