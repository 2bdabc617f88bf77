import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pytest
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS, MAX_INTERVAL, PARAMETER_BOUNDS
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.scheduler import MAX_STABILITY, Scheduler, draw, fuzz_range, retrievability
from alliance_tutor.memory.standing import Memory, Stage

DAY = 739_943
AT = 1_795_000_000_000
MINUTE = 60_000

retentions = st.floats(0.70, 0.99)
gaps = st.one_of(st.integers(0, 3), st.integers(0, 60), st.integers(-2, 40_000))
histories = st.lists(st.tuples(st.sampled_from(Rating), gaps), max_size=25)
far_gaps = st.one_of(gaps, st.integers(-40_000, 3_600_000))
bounds = list(zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True))
parameters = st.one_of(st.none(), st.tuples(*(st.floats(least, most) for least, most in bounds)))
questions = st.sampled_from(["history/a", "history/a#reverse", "history/b#c2"])


def replay(
    scheduler: Scheduler, question: str, history: list[tuple[Rating, int]]
) -> tuple[Memory | None, int]:
    memory, day = None, DAY
    for rating, gap in history:
        day += gap
        memory = scheduler.review(memory, question, rating, day, AT)
    return memory, day


@settings(deadline=None)
@given(retentions, questions, histories, st.sampled_from(Rating), gaps)
def test_review_keeps_its_invariants_after_any_history(
    retention: float, question: str, history: list[tuple[Rating, int]], rating: Rating, gap: int
) -> None:
    scheduler = Scheduler(retention)
    before, day = replay(scheduler, question, history)
    day += gap
    memory = scheduler.review(before, question, rating, day, AT)
    assert 0 < memory.stability <= MAX_STABILITY
    assert 1 <= memory.difficulty <= 10
    assert memory.last_day == day
    assert memory.due_day == day + memory.interval >= day
    assert memory.reps == len(history) + 1
    if memory.learning:
        assert memory.interval == 0
        assert AT < memory.due_at <= AT + 15 * MINUTE
    else:
        assert 1 <= memory.interval <= MAX_INTERVAL
        assert memory.due_at == 0


@settings(deadline=None, max_examples=100)
@given(retentions, parameters, questions, st.lists(st.tuples(st.sampled_from(Rating), far_gaps), max_size=15))
def test_preview_which_is_py_fsrs_is_exactly_what_review_gives(
    retention: float, own: tuple[float, ...] | None, question: str, history: list[tuple[Rating, int]]
) -> None:
    shown, given = Scheduler(retention, own), Scheduler(retention, own)
    memory, day = None, DAY
    for taken, gap in history:
        day += gap
        reviewed = {rating: given.review(memory, question, rating, day, AT) for rating in Rating}
        assert shown.preview(memory, question, day, AT) == reviewed
        memory = reviewed[taken]


@settings(deadline=None)
@given(retentions, questions, histories, gaps)
def test_buttons_stand_apart_in_days(
    retention: float, question: str, history: list[tuple[Rating, int]], gap: int
) -> None:
    scheduler = Scheduler(retention)
    memory, day = replay(scheduler, question, history)
    preview = scheduler.preview(memory, question, day + gap, AT)
    days = [preview[rating].interval for rating in Rating if not preview[rating].learning]
    assert all(shorter < longer for shorter, longer in pairwise(days))
    assert preview[Rating.AGAIN].learning
    assert not preview[Rating.EASY].learning


@settings(deadline=None)
@given(
    questions, st.floats(0.01, MAX_STABILITY), st.integers(0, 400), st.integers(1, 500), st.integers(0, 50)
)
def test_fuzz_stays_in_its_range_and_never_shortens(
    question: str, stability: float, gap: int, interval: int, reps: int
) -> None:
    scheduler = Scheduler()
    memory = Memory(Stage.REVIEW, 0, stability, 5.0, DAY, DAY + interval, 0, interval, reps, 0)
    after = scheduler.review(memory, question, Rating.HARD, DAY + gap, AT)
    unfuzzed = min(max(round(after.stability), 1), MAX_INTERVAL - 2)  # at 0.9 the interval is the stability
    least, most = fuzz_range(unfuzzed)
    assert least <= after.interval <= most
    assert after.interval >= min(unfuzzed, interval)


@pytest.mark.parametrize(
    ("interval", "least", "most"),
    [
        (1, 1, 1),
        (2, 2, 2),
        (3, 2, 4),
        (7, 5, 9),
        (10, 8, 12),
        (20, 17, 23),
        (100, 93, 107),
        (36_500, 34_673, 36_500),
    ],
)
def test_fuzz_range_is_ankis(interval: int, least: int, most: int) -> None:
    assert fuzz_range(interval) == (least, most)


def test_fuzz_reaches_every_day_of_its_range() -> None:
    scheduler = Scheduler()
    memory = Memory(Stage.REVIEW, 0, 10.0, 5.0, DAY, DAY + 1, 0, 1, 3, 0)
    given_days = {scheduler.review(memory, f"deck/{n}", Rating.HARD, DAY, AT).interval for n in range(300)}
    assert given_days == {8, 9, 10, 11, 12}


@given(st.text(), st.integers())
def test_draw_lies_between_0_and_1_and_is_the_same_again(question: str, number: int) -> None:
    assert 0 <= draw(question, number) < 1
    assert draw(question, number) == draw(question, number)


def test_draw_is_the_same_on_every_machine() -> None:
    assert draw("history/soviet-recognition", 3) == 0.17391297682033713
    assert draw("history/soviet-recognition", 4) == 0.11665989334122107


def test_new_question_takes_its_steps_in_minutes() -> None:
    scheduler = Scheduler()
    preview = scheduler.preview(None, "history/a", DAY, AT)
    assert [preview[r].due_at - AT for r in (Rating.AGAIN, Rating.HARD, Rating.GOOD)] == [
        MINUTE,
        5 * MINUTE + MINUTE // 2,
        10 * MINUTE,
    ]
    second = scheduler.review(preview[Rating.GOOD], "history/a", Rating.GOOD, DAY, AT + 10 * MINUTE)
    assert (second.stage, second.due_at, second.due_day) == (Stage.REVIEW, 0, DAY + 2)


def test_lapse_is_counted_and_relearnt_in_ten_minutes() -> None:
    memory = Memory(Stage.REVIEW, 0, 30.0, 5.0, DAY, DAY + 30, 0, 30, 6, 2)
    scheduler = Scheduler()
    lapsed = scheduler.review(memory, "history/a", Rating.AGAIN, DAY + 30, AT)
    assert (lapsed.stage, lapsed.lapses, lapsed.due_at) == (Stage.RELEARNING, 3, AT + 10 * MINUTE)
    again = scheduler.review(lapsed, "history/a", Rating.AGAIN, DAY + 30, AT)
    assert again.lapses == 3
    back = scheduler.review(again, "history/a", Rating.GOOD, DAY + 30, AT)
    assert (back.stage, back.lapses) == (Stage.REVIEW, 3)
    assert back.interval >= 1


def test_days_count_by_study_day_not_by_24_hours() -> None:
    scheduler = Scheduler()
    learnt, _ = replay(scheduler, "history/a", [(Rating.GOOD, 0)])
    next_day = scheduler.review(learnt, "history/a", Rating.GOOD, DAY + 1, AT + 10 * 3_600_000)
    assert next_day.stability == pytest.approx(7.315, abs=1e-3)


def test_day_before_the_last_one_counts_as_the_same_day() -> None:
    scheduler = Scheduler()
    memory, day = replay(scheduler, "history/a", [(Rating.GOOD, 0), (Rating.GOOD, 0), (Rating.GOOD, 5)])
    back = scheduler.review(memory, "history/a", Rating.GOOD, day - 1, AT)
    same = scheduler.review(memory, "history/a", Rating.GOOD, day, AT)
    assert back == replace(same, last_day=day - 1, due_day=same.due_day - 1)


def test_days_beyond_the_longest_interval_count_no_more() -> None:
    memory = Memory(Stage.REVIEW, 0, 50.0, 5.0, 1, 51, 0, 50, 3, 0)
    century, ages = (Scheduler().preview(memory, "history/a", day, AT) for day in (36_501, 3_652_059))
    assert all(century[rating].stability == ages[rating].stability for rating in Rating)


@pytest.mark.parametrize("day", [1, 3_652_059])
def test_review_works_at_both_ends_of_the_calendar(day: int) -> None:
    assert Scheduler().review(None, "history/a", Rating.EASY, day, AT).due_day > day


def test_buttons_stand_apart_at_the_longest_interval() -> None:
    memory = Memory(Stage.REVIEW, 0, MAX_STABILITY, 1.0, DAY, DAY + MAX_INTERVAL, 0, MAX_INTERVAL, 30, 0)
    preview = Scheduler(0.7).preview(memory, "history/a", DAY + MAX_INTERVAL, AT)
    assert [preview[rating].interval for rating in Rating] == [
        0,
        MAX_INTERVAL - 2,
        MAX_INTERVAL - 1,
        MAX_INTERVAL,
    ]
    assert preview[Rating.EASY].stability == MAX_STABILITY


@pytest.mark.parametrize("retention", [0.0, 0.6999, 0.9901, 1.0, 1.5, -1, float("nan"), float("inf")])
def test_retention_out_of_range_is_refused(retention: float) -> None:
    with pytest.raises(ValueError, match=r"0\.70–0\.99"):
        Scheduler(retention)


@pytest.mark.parametrize("retention", [0.70, 0.99])
def test_retention_at_the_edge_is_taken(retention: float) -> None:
    assert Scheduler(retention).retention == retention


def test_higher_retention_asks_sooner() -> None:
    memory = Memory(Stage.REVIEW, 0, 50.0, 5.0, DAY, DAY + 1, 0, 1, 3, 0)
    intervals = [Scheduler(r).review(memory, "d/c", Rating.GOOD, DAY, AT).interval for r in (0.99, 0.9, 0.7)]
    assert intervals == sorted(intervals)
    assert len(set(intervals)) == 3


def test_parameters_of_ones_own_change_the_memory() -> None:
    own = (1.0, *DEFAULT_PARAMETERS[1:])
    assert Scheduler(parameters=own).review(None, "d/c", Rating.AGAIN, DAY, AT).stability == 1.0


@pytest.mark.parametrize(
    "wrong",
    [
        DEFAULT_PARAMETERS[:19],
        (*DEFAULT_PARAMETERS[:20], 0.9),
        (0.0, *DEFAULT_PARAMETERS[1:]),
        (float("nan"), *DEFAULT_PARAMETERS[1:]),
    ],
)
def test_parameters_out_of_range_are_refused(wrong: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="21 parameters"):
        Scheduler(parameters=wrong)


def test_bounds_of_parameters_are_those_of_fsrs() -> None:
    assert list(zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)) == list(PARAMETER_BOUNDS)


def test_retrievability_is_nine_tenths_after_the_stability() -> None:
    memory = Memory(Stage.REVIEW, 0, 12.0, 5.0, DAY, DAY + 12, 0, 12, 3, 0)
    assert retrievability(memory, DAY) == retrievability(memory, DAY - 3) == 1
    assert retrievability(memory, DAY + 12) == pytest.approx(0.9, abs=1e-12)


@pytest.mark.parametrize(
    ("call", "heavy"),
    [
        ("review(None, 'd/c', Rating.GOOD, 1, 0)", []),
        ("review(None, 'd/c', Rating.EASY, 1, 0)", ["_blake2"]),
        ("preview(None, 'd/c', 1, 0)", ["fsrs", "_blake2"]),
    ],
)
def test_fsrs_is_loaded_with_the_first_preview_and_not_before(call: str, heavy: list[str]) -> None:
    code = (
        "import sys; from alliance_tutor.memory.rating import Rating;"
        f"from alliance_tutor.memory.scheduler import Scheduler; Scheduler().{call};"
        "print([name for name in ('fsrs', '_blake2', 'alliance_tutor.memory.plan') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == str(heavy)
