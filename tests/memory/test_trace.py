import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS, Parameters
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.scheduler import Scheduler
from alliance_tutor.memory.standing import Memory
from alliance_tutor.memory.trace import FIRST_STEPS, Trace, sat, trace_of

DAY = 739_943
FITTED = (*(each / 2 for each in DEFAULT_PARAMETERS[:4]), *DEFAULT_PARAMETERS[4:20], 0.5)


def studied(
    memory: Memory | None, day: int, recalled: bool, w: Parameters = DEFAULT_PARAMETERS
) -> tuple[Memory, int]:
    """What the scheduler makes of a sitting; and how many steps it took."""
    scheduler, steps = Scheduler(0.9, w), 0
    memory = scheduler.review(memory, "h/a", Rating.GOOD if recalled else Rating.AGAIN, day, 0)
    while memory.learning:
        memory, steps = scheduler.review(memory, "h/a", Rating.GOOD, day, 0), steps + 1
    return memory, steps


@given(
    st.booleans(),
    st.lists(st.tuples(st.integers(1, 60), st.booleans()), max_size=8),
    st.sampled_from([DEFAULT_PARAMETERS, FITTED]),
)
def test_a_sitting_leaves_what_the_scheduler_would(
    first: bool, later: list[tuple[int, bool]], w: Parameters
) -> None:
    day, memory, trace = DAY, studied(None, DAY, first, w)[0], sat(None, DAY, first, w)
    for gap, recalled in later:
        day += gap
        memory, trace = studied(memory, day, recalled, w)[0], sat(trace, day, recalled, w)
    assert trace == pytest.approx(trace_of(memory))


@pytest.mark.parametrize("recalled", [True, False])
def test_steps_are_those_of_the_scheduler(recalled: bool) -> None:
    memory, steps = studied(None, DAY, recalled)
    assert steps == FIRST_STEPS[recalled]
    assert studied(memory, DAY + 5, recalled)[1] == (0 if recalled else 1)


def test_a_trace_is_of_the_last_day() -> None:
    assert sat(sat(None, DAY, True), DAY + 3, False).day == DAY + 3
    assert isinstance(sat(None, DAY, True), Trace)
