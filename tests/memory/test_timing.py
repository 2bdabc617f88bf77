from dataclasses import replace

from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Memory, Stage
from alliance_tutor.memory.timing import UNTIMED, Timing, timed

DAY = 739_943
SEEN = Memory(Stage.REVIEW, 0, 3.0, 5.0, DAY, DAY + 3, 0, 3, 1, 0)


def test_each_kind_of_answer_is_timed_by_itself() -> None:
    timing = timed(UNTIMED, None, Rating.AGAIN, DAY, 9000, counts=True)
    assert timing == Timing(first=9000, known=False, day=DAY, spent=9000)
    timing = timed(timing, SEEN, Rating.GOOD, DAY, 2000, counts=True)
    assert (timing.step, timing.spent) == (2000, 11_000)
    timing = timed(timing, SEEN, Rating.HARD, DAY + 3, 4000, counts=True)
    assert (timing.recalled, timing.day, timing.spent) == (4000, DAY + 3, 4000)
    timing = timed(timing, replace(SEEN, last_day=DAY + 3), Rating.AGAIN, DAY + 4, 5000, counts=True)
    assert timing == Timing(9000, False, 4000, 5000, 2000, DAY + 4, 5000)


def test_answer_that_does_not_count_only_adds_to_the_day() -> None:
    assert timed(UNTIMED, None, Rating.GOOD, DAY, 3000, counts=False) == Timing(day=DAY, spent=3000)


def test_answer_without_a_time_tells_nothing_of_the_pace() -> None:
    assert timed(UNTIMED, None, Rating.GOOD, DAY, 0, counts=True) == Timing(day=DAY)


def test_answer_of_an_earlier_day_leaves_the_latest_days_time() -> None:
    late = Timing(day=DAY, spent=100)
    assert timed(late, SEEN, Rating.GOOD, DAY - 1, 50, counts=True) == Timing(step=50, day=DAY, spent=100)
