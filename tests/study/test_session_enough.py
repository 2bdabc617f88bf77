"""A sitting whose minutes are used: nothing more is begun, and what was begun is finished."""

from tests.study.ledger import MINUTE, PaperLedger, Shelf, question

from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.scheduler import Scheduler
from alliance_tutor.study.session import Phase, Session

IDS = ("d/a", "d/b", "d/c")


class Sitting:
    """A sitting that is enough after some answers."""

    def __init__(self, answers: int) -> None:
        self.ledger = PaperLedger()
        shelf = Shelf(*map(question, IDS))
        self.session = Session(
            IDS, shelf.load, self.ledger, Scheduler(), lambda: len(self.session.answers) >= answers
        )

    def answer(self, rating: Rating) -> str:
        assert self.session.current is not None
        asked = self.session.current.question.id
        self.ledger.at += MINUTE
        self.session.respond(None)
        self.session.rate(rating)
        return asked


def test_rest_of_the_queue_is_left_out_when_it_is_enough() -> None:
    sitting = Sitting(2)
    assert [sitting.answer(Rating.EASY), sitting.answer(Rating.EASY)] == ["d/a", "d/b"]
    assert sitting.session.phase is Phase.DONE
    assert (sitting.session.left_out, sitting.session.total) == (1, 2)


def test_nothing_is_left_out_of_a_sitting_that_was_finished() -> None:
    sitting = Sitting(3)
    for _ in IDS:
        sitting.answer(Rating.EASY)
    assert (sitting.session.phase, sitting.session.left_out) == (Phase.DONE, 0)


def test_steps_that_run_are_finished_all_the_same() -> None:
    sitting = Sitting(1)
    assert [sitting.answer(Rating.AGAIN), sitting.answer(Rating.GOOD), sitting.answer(Rating.GOOD)] == [
        "d/a"
    ] * 3
    assert (sitting.session.phase, sitting.session.left_out) == (Phase.DONE, 2)


def test_undo_takes_back_that_it_was_enough() -> None:
    sitting = Sitting(1)
    sitting.answer(Rating.EASY)
    assert sitting.session.undo()
    assert (sitting.session.left_out, sitting.session.total) == (0, 3)
    assert sitting.answer(Rating.EASY) == "d/a"
    assert sitting.session.left_out == 2


def test_skipped_question_is_left_out_too() -> None:
    sitting = Sitting(1)
    sitting.session.skip()
    assert sitting.answer(Rating.EASY) == "d/b"
    assert sitting.session.left_out == 2
