"""What resets, retentions of a deck and fitted parameters decide; what a day's first answers add up to."""

from math import log
from typing import Any

import pytest
from tests.journal.test_fold import DAY, EMPTY, about, event, overrule, quiz, retract, review

from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.journal.fold import fold
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.scheduler import Scheduler
from alliance_tutor.memory.standing import UNSEEN, Memory, Standing
from alliance_tutor.memory.timing import Timing

FITTED = (*DEFAULT_PARAMETERS[:20], 0.4)
# A question past learning at the end of the first day, due some days on.
LEARNT = [review(1), review(2, at=700_000)]


def memory_of(events: list[Event], question: str = "h/a") -> Memory:
    memory = fold(events).standings[question].memory
    assert memory is not None
    return memory


def parameters_set(seq: int, parameters: object) -> Event:
    return event(seq, Kind.PARAMETERS_SET, {"parameters": parameters})


def retention_set(seq: int, **body: object) -> Event:
    return event(seq, Kind.RETENTION_SET, body)


def test_reset_makes_a_question_new_again() -> None:
    assert fold([*LEARNT, about(3, Kind.RESET)]).standings == {}
    anew = [review(4, day=DAY + 5), review(5, day=DAY + 9)]
    after = fold([*LEARNT, about(3, Kind.RESET), *anew])
    assert after.standings == fold(anew).standings
    assert (after.days[DAY].new, after.days[DAY + 5].new) == (1, 1)


def test_reset_leaves_a_question_suspended_and_flagged() -> None:
    aside = [about(3, Kind.SUSPENDED), about(4, Kind.FLAGGED), about(5, Kind.RESET)]
    assert fold([*LEARNT, *aside]).standings["h/a"] == Standing(suspended=True, flagged=True)


def test_reset_keeps_the_times_of_its_day_and_forgets_the_pace() -> None:
    timing = fold([*LEARNT, about(3, Kind.RESET)]).timings["h/a"]
    assert (timing.first, timing.step, timing.day, timing.spent) == (0, 0, DAY, 8000)


def test_reset_can_be_taken_back() -> None:
    assert fold([*LEARNT, about(3, Kind.RESET), retract(4, "aaaa-3")]) == fold(LEARNT)


def test_reset_of_what_was_never_answered_leaves_nothing() -> None:
    assert fold([about(1, Kind.RESET)]) == EMPTY
    assert fold([about(1, Kind.RESET)]).standings.get("h/a", UNSEEN) == UNSEEN


def test_retention_of_a_deck_decides_in_that_deck_alone() -> None:
    later = [review(4, day=DAY + 3), review(5, question="c/b"), review(6, question="c/b", day=DAY + 9)]
    usual, own = [*LEARNT, *later], [*LEARNT, retention_set(3, retention=0.75, deck="h"), *later]
    assert memory_of(own).interval > memory_of(usual).interval
    assert memory_of(own, "c/b") == memory_of(usual, "c/b")
    assert fold(own).retentions == {"": 0.9, "h": 0.75}


def test_general_retention_leaves_a_decks_own_alone_until_that_is_given_back() -> None:
    own, general = retention_set(3, retention=0.75, deck="h"), retention_set(4, retention=0.95)
    asked = review(6, day=DAY + 3)
    kept = memory_of([*LEARNT, own, general, asked])
    assert kept == memory_of([*LEARNT, own, asked])
    given_back = retention_set(5, retention=None, deck="h")
    assert memory_of([*LEARNT, own, general, given_back, asked]) == memory_of([*LEARNT, general, asked])
    assert fold([own, general, given_back]).retentions == {"": 0.95}


@pytest.mark.parametrize(
    "body",
    [{"retention": 0.8, "deck": ""}, {"retention": 0.8, "deck": 3}, {"retention": None}, {"deck": "h"}],
)
def test_malformed_retention_of_a_deck_decides_nothing(body: dict[str, Any]) -> None:
    assert fold([event(1, Kind.RETENTION_SET, body)]) == EMPTY


def test_latest_parameters_decide_all_memories_from_the_first_answer_on() -> None:
    asked = [*LEARNT, review(4, day=DAY + 3)]
    fitted = fold([*asked, parameters_set(5, list(FITTED))])
    assert fitted.parameters == FITTED
    scheduler, memory = Scheduler(parameters=FITTED), None
    for each, day in zip(asked, (DAY, DAY, DAY + 3), strict=True):
        memory = scheduler.review(memory, "h/a", Rating.GOOD, day, each.at)
    assert fitted.standings["h/a"].memory == memory
    default = parameters_set(6, list(DEFAULT_PARAMETERS))
    assert fold([*asked, parameters_set(5, list(FITTED)), default]).standings == fold(asked).standings


@pytest.mark.parametrize(
    "parameters",
    [
        *(None, "0.2", [], list(DEFAULT_PARAMETERS[:19]), [*DEFAULT_PARAMETERS, 0.1]),
        *([*DEFAULT_PARAMETERS[:20], bad] for bad in (9.0, float("nan"), float("inf"), True, "0.2", None)),
    ],
)
def test_malformed_parameters_decide_nothing(parameters: object) -> None:
    before = parameters_set(3, list(FITTED))
    assert fold([*LEARNT, before, parameters_set(4, parameters)]) == fold([*LEARNT, before])


def test_first_answers_of_a_day_are_counted_as_young_or_mature() -> None:
    day, seq, events = DAY, 3, list(LEARNT)
    expected: dict[tuple[int, str], list[int]] = {}
    for rating in (3, 3, 3, 1, 3, 3):
        memory = memory_of(events)
        day = memory.due_day + 1
        events += [review(seq, rating, day=day), review(seq + 1, 3, day=day)]
        seq += 2
        column = (2 if memory.interval >= 21 else 0) + (rating == 1)
        expected[day, "h"] = [int(place == column) for place in range(4)]
    found = {key: figures[5:] for key, figures in fold(events).tally.days.items() if key[0] != DAY}
    assert found == expected
    assert [1, 0, 0, 0] in found.values()
    assert [0, 0, 0, 1] in found.values()


def test_answers_that_do_not_count_are_weighed_but_no_retries() -> None:
    memory = memory_of(LEARNT)
    asked = quiz(3, 1, counts=False, day=memory.due_day)
    days = fold([*LEARNT, asked]).tally.days
    assert days[memory.due_day, "h"] == [1, 0, 0, 0, 4000, 0, 1, 0, 0]
    again = event(3, Kind.ANSWERED, {**asked.body, "mode": "retry"})
    assert fold([*LEARNT, again]).tally.days[memory.due_day, "h"] == [1, 0, 0, 0, 4000, 0, 0, 0, 0]


def test_calibration_sums_what_was_foreseen_and_what_came() -> None:
    memory = memory_of(LEARNT)
    asked = review(3, 1, day=memory.due_day)
    chance = round(Scheduler().chance(memory.stability, memory.due_day - DAY), 3)
    missed = (0, chance, -log(1 - chance), chance**2)
    recalled = (1, chance, -log(chance), (1 - chance) ** 2)
    for event_, (came, *shares) in (
        (asked, missed),
        (review(3, 3, day=memory.due_day), recalled),
    ):
        [(key, figures)] = fold([*LEARNT, event_]).tally.calibration.items()
        assert key == ("h", int(20 * chance))
        assert figures == [1, came, *(pytest.approx(1e6 * share, abs=1) for share in shares)]
    taken_back = fold([*LEARNT, asked, overrule(4, "aaaa-3", counts=False, rating=3), retract(5, "aaaa-3")])
    assert taken_back.tally.calibration == {}


def timing_of(*events: Event) -> Timing:
    return fold([*events]).timings["h/a"]


def test_each_kind_of_answer_is_timed_by_itself() -> None:
    first, step = review(1, 1, ms=9000), review(2, 3, ms=2000)
    assert timing_of(first) == Timing(first=9000, known=False, day=DAY, spent=9000)
    assert timing_of(first, step) == Timing(first=9000, step=2000, day=DAY, spent=11_000)
    recalled, missed = review(3, 2, day=DAY + 3, ms=4000), review(4, 1, day=DAY + 4, ms=5000)
    assert timing_of(first, step, recalled) == Timing(9000, False, 4000, 0, 2000, DAY + 3, 4000)
    assert timing_of(first, step, recalled, missed) == Timing(9000, False, 4000, 5000, 2000, DAY + 4, 5000)


def test_answer_without_a_time_tells_nothing_of_the_pace() -> None:
    assert timing_of(review(1, ms=0)) == Timing(day=DAY)


def test_answer_of_an_earlier_day_leaves_the_latest_days_time() -> None:
    late, early = review(1, ms=100), review(2, day=DAY - 1, ms=50)
    assert timing_of(late, early) == Timing(first=100, known=True, step=50, day=DAY, spent=100)
