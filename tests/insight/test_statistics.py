"""What learning adds up to, and how it is told."""

from collections import Counter
from datetime import date
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.insight import statistics
from alliance_tutor.insight import statistics_words as telling
from alliance_tutor.insight.statistics import Ahead, Bin, Calibration, Hard, Hardest, Month, Recall, Retention
from alliance_tutor.journal.tallies import BinTally, DayTally, HardTally
from alliance_tutor.memory.scheduler import retrievability
from alliance_tutor.memory.standing import Memory, Stage, Standing

TODAY = date(2026, 11, 23).toordinal()  # a Monday
NBSP = "\N{NO-BREAK SPACE}"


def memory(
    due: int = TODAY, stage: Stage = Stage.REVIEW, stability: float = 10.0, last: int = TODAY
) -> Memory:
    return Memory(stage, 0, stability, 5.0, last, due, 0, 1, 1, 0)


def retained(day: int, *counts: int) -> DayTally:
    return DayTally(day, sum(counts), 0, 0, 0, 0, *counts)


def ref(id: str, topic: str = "t") -> QuestionRef:
    return QuestionRef(id, "d", id, topic, "basic")


# What is ahead


def test_ahead_when_days_are_overdue_counts_them_today_and_leaves_out_what_is_later_than_thirty_days() -> (
    None
):
    due = {0: 2, TODAY - 400: 3, TODAY: 1, TODAY + 1: 5, TODAY + 29: 7, TODAY + 30: 11}
    found = statistics.ahead(due, TODAY)
    assert found.now == 6
    assert found.due == (6, 5, *[0] * 27, 7)


def test_due_when_something_is_set_aside_or_a_step_runs() -> None:
    standings = [
        Standing(memory(TODAY + 3)),
        Standing(memory(TODAY + 3), suspended=True),
        Standing(memory(TODAY), buried_day=TODAY),
        Standing(memory(TODAY + 4), buried_day=TODAY),
        Standing(memory(TODAY), buried_day=TODAY - 1),
        Standing(memory(TODAY + 1, Stage.RELEARNING)),
        Standing(memory(TODAY, Stage.LEARNING), buried_day=TODAY),
        Standing(flagged=True),
    ]
    assert statistics.due(standings, TODAY) == {TODAY + 3: 1, TODAY + 1: 2, TODAY + 4: 1, TODAY: 1, 0: 1}


# Days


def test_weeks_when_today_is_a_monday_end_with_one_day_and_six_to_come() -> None:
    found = statistics.weeks(
        [DayTally(TODAY, 4), DayTally(TODAY - 7 * 52, 2), DayTally(TODAY - 7 * 52 - 1, 9)], TODAY
    )
    assert len(found) == statistics.WEEKS
    assert found[-1] == [4, *[None] * 6]
    assert found[0] == [2, *[0] * 6]


@given(st.dates(date(2, 1, 1)))
def test_first_day_when_the_year_is_read_from_it_on_holds_all_that_is_shown(when: date) -> None:
    day = when.toordinal()
    first = date.fromordinal(statistics.first_day(day))
    months = statistics.retention([], day, 0.9).months
    assert (first.year, first.month) <= (months[0].year, months[0].month)
    assert first.toordinal() <= day - 7 * (statistics.WEEKS - 1) or first.toordinal() == 1
    assert (months[-1].year, months[-1].month) == (when.year, when.month)


def test_recent_when_days_are_without_answers_has_them_all() -> None:
    found = statistics.recent([DayTally(TODAY - 1, 3), DayTally(TODAY - 30, 8)], TODAY)
    assert [tally.day for tally in found] == list(range(TODAY - 29, TODAY + 1))
    assert [tally.answers for tally in found[-2:]] == [3, 0]
    assert sum(tally.answers for tally in found) == 3


@given(st.lists(st.integers(0, 500)))
def test_levels_when_more_was_done_are_no_lower_and_all_within_the_textures(answers: list[int]) -> None:
    limits = statistics.limits(answers)
    assert list(limits) == sorted(set(limits))
    levels = [statistics.level(count, limits) for count in sorted(answers)]
    assert levels == sorted(levels)
    assert all((level == 0) == (count == 0) for level, count in zip(levels, sorted(answers), strict=True))
    assert max(levels, default=0) == (len(limits) + 1 if any(answers) else 0) <= 4


# True retention


def test_retention_when_months_begin_counts_each_day_in_its_own() -> None:
    days = [
        retained(date(2026, 10, 31).toordinal(), 1, 2, 3, 4),
        retained(date(2026, 11, 1).toordinal(), 10, 20, 30, 40),
        retained(TODAY, 100, 0, 0, 0),
        retained(TODAY + 1, 999, 0, 0, 0),
        retained(date(2025, 11, 30).toordinal(), 999, 0, 0, 0),
    ]
    found = statistics.retention(days, TODAY, 0.9)
    assert len(found.months) == 12
    assert found.months[-2] == Month(2026, 10, Recall(1, 3), Recall(3, 7))
    assert found.months[-1] == Month(2026, 11, Recall(110, 130), Recall(30, 70))
    assert found.months[0] == Month(2025, 12, Recall(0, 0), Recall(0, 0))
    assert (found.young, found.mature, found.all) == (Recall(111, 133), Recall(33, 77), Recall(144, 210))


def test_recall_when_there_are_few_answers_is_not_judged() -> None:
    assert [Recall(n, n).few for n in (0, 19, 20)] == [True, True, False]
    low, high = Recall(18, 20).range
    assert (round(low, 2), round(high, 2)) == (0.70, 0.97)


# Mastery


def test_mastered_when_asked_now_sums_chances_and_leaves_steps_out_of_what_is_known() -> None:
    old, step = memory(stability=5.0, last=TODAY - 20), memory(stage=Stage.LEARNING)
    standings = {
        "a": Standing(memory()),
        "b": Standing(old),
        "c": Standing(step),
        "d": Standing(suspended=True),
    }
    refs = [ref(each) for each in "abcde"]
    found = statistics.mastered("d", "t", refs, standings, TODAY, 0.9)
    assert found[:5] == ("d", "t", 5, 3, 1)
    assert found.recall == pytest.approx(2 + retrievability(old, TODAY))
    whole = statistics.in_all("d", [found, found])
    assert (whole.topic, whole.questions, whole.asked, whole.above) == ("", 10, 6, 2)
    assert whole.mean == pytest.approx(found.mean)
    assert statistics.in_all("", []).mean == 0


# Calibration


@given(st.lists(st.tuples(st.floats(0.01, 0.99), st.booleans()), min_size=1))
def test_calibration_when_made_of_single_answers_is_what_their_definitions_say(
    answers: list[tuple[float, bool]],
) -> None:
    sums: dict[int, list[float]] = {}
    for chance, came in answers:
        own = sums.setdefault(int(chance * 20), [0, 0, 0, 0, 0])
        loss = -log(chance if came else 1 - chance)
        for place, value in enumerate((1, came, chance * 1e6, loss * 1e6, (came - chance) ** 2 * 1e6)):
            own[place] += value
    tallies = [
        BinTally(bin, int(n), int(came), round(p), round(loss), round(sq))
        for bin, (n, came, p, loss, sq) in sums.items()
    ]
    found = statistics.calibration(reversed(tallies))
    n = len(answers)
    assert found.seen == Recall(sum(came for _, came in answers), n)
    assert found.predicted == pytest.approx(sum(chance for chance, _ in answers) / n, abs=1e-4)
    assert found.log_loss == pytest.approx(
        sum(-log(c if came else 1 - c) for c, came in answers) / n, abs=1e-4
    )
    assert found.brier == pytest.approx(sum((came - c) ** 2 for c, came in answers) / n, abs=1e-4)
    assert [each.low for each in found.bins] == sorted(each.low for each in found.bins)
    assert all(each.low - 1e-6 <= each.predicted <= each.high + 1e-6 for each in found.bins)
    counts = Counter(int(chance * 20) for chance, _ in answers)
    assert [each.seen.n for each in found.bins] == [count for _, count in sorted(counts.items())]


def test_calibration_when_predictions_are_off_by_a_tenth_has_that_rmse() -> None:
    found = statistics.calibration([BinTally(18, 100, 80, 90_000_000, 0, 0), BinTally(0, 0, 0, 0, 0, 0)])
    assert found.rmse == pytest.approx(0.1)
    assert len(found.bins) == 1


def test_calibration_when_there_is_no_answer_says_nothing() -> None:
    assert statistics.calibration([]) == Calibration(0, Recall(0, 0), 0, 0, 0, ())


# What is hard


def test_hardest_when_cards_have_gone_leaves_them_out_and_counts_the_leeches_that_are_left() -> None:
    tallies = [HardTally(f"d/{n}", n, 20, 5.0, suspended=False) for n in range(1, 13)]
    tallies.append(HardTally("d/worse", 12, 20, 9.0, suspended=True))
    worst = statistics.worst(tallies)
    assert [hard.question for hard in worst[:3]] == ["d/worse", "d/12", "d/11"]
    found = statistics.hardest(worst, {hard.question for hard in worst} - {"d/12", "d/2"})
    assert [hard.lapses for hard in found.questions] == [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 1]
    assert found.leeches == 5


def test_hardest_when_there_are_many_shows_thirty_and_counts_every_leech() -> None:
    worst = statistics.worst(HardTally(f"d/{n}", 8, 20, 5.0, suspended=False) for n in range(200))
    found = statistics.hardest(worst, {hard.question for hard in worst})
    assert (len(found.questions), found.leeches) == (30, 200)


# In words


def test_ahead_words_when_something_waits() -> None:
    found = Ahead(TODAY, (1200, 0, 3, *[0] * 27))
    assert (
        telling.ahead_words(found) == f"1{NBSP}200 questions due now; then 0.1 a day, most on Wed 25 Nov: 3."
    )
    assert (
        telling.ahead_words(Ahead(TODAY, (1, *[0] * 29)))
        == "1 question due now; nothing more in the 29 days after."
    )
    assert (
        telling.ahead_words(Ahead(TODAY, (0,) * 30)) == "Nothing that you have learnt falls due in 30 days."
    )
    assert telling.ahead_table(found)[:3] == ["Today: 1200", "Tue 24 Nov: 0", "Wed 25 Nov: 3"]


def test_days_words_when_some_were_idle() -> None:
    recent = statistics.recent(
        [DayTally(TODAY, 30, 10, 20, 2, 600_000), DayTally(TODAY - 2, 10, 0, 1, 0, 60_000)], TODAY
    )
    told = "40 answers in 11 min, on 2 of 30 days: about 20 answers and 6 min each."
    assert telling.days_words(recent) == told
    assert telling.days_table(recent)[0] == "Mon 23 Nov: 30 answers (10 new, 20 reviews), 10 min"
    assert telling.days_words(statistics.recent([], TODAY)) == "No answer in the last 30 days."


def test_days_words_say_no_mean_of_one_day_and_count_one_answer_as_one() -> None:
    once = [DayTally(TODAY, 1, 1, 0, 0, 60_000)]
    assert telling.days_words(statistics.recent(once, TODAY)) == "1 answer in 1 min, on 1 of 30 days."
    twice = [*once, DayTally(TODAY - 2, 1, 0, 1, 0, 60_000)]
    assert telling.days_words(statistics.recent(twice, TODAY)).endswith("about 1 answer and 1 min each.")


@pytest.mark.parametrize(
    ("studied", "length"),
    [
        ([], 0),
        ([0], 1),
        ([0, 1, 2], 3),
        ([1, 2], 2),  # today is not over
        ([2, 3], 0),
        ([0, 2, 3], 1),
        ([-1, 0, 1], 2),  # a clock that was ahead
    ],
)
def test_streak_is_of_study_days_up_to_today(studied: list[int], length: int) -> None:
    assert statistics.streak([DayTally(TODAY - ago, answers=2) for ago in studied], TODAY) == length


def test_streak_breaks_when_a_day_s_answers_were_taken_back() -> None:
    assert statistics.streak([DayTally(TODAY), DayTally(TODAY - 1, answers=0)], TODAY) == 0


def test_year_words_when_days_follow_each_other_say_so() -> None:
    tallies = [DayTally(TODAY - 40, 9), DayTally(TODAY - 1, 2), DayTally(TODAY, 3)]
    told = "14 answers on 3 days; most on Wed 14 Oct: 9. 2 study days in a row up to now."
    assert telling.year_words(tallies, TODAY, 2) == told
    assert telling.year_words(tallies, TODAY, 1_480).endswith(
        " 1\N{NO-BREAK SPACE}480 study days in a row up to now."
    )
    assert telling.year_words(tallies, TODAY, 1).endswith("Oct: 9.")
    assert telling.year_table(tallies) == [
        "Nov 2026: 5 answers on 2 days, 0 s",
        "Oct 2026: 9 answers on 1 day, 0 s",
    ]
    assert telling.year_words([], TODAY, 0) == "No answer in a year."


@pytest.mark.parametrize(
    ("recall", "told"),
    [
        (Recall(0, 0), "no answers"),
        (Recall(2, 3), "2 of 3 answers, too few to judge"),
        (Recall(18, 20), "90 % (70–97) of 20 answers"),
        (Recall(1000, 1000), f"100 % (99–100) of 1{NBSP}000 answers"),
    ],
)
def test_recall_words_when_there_is_enough_to_judge_or_not(recall: Recall, told: str) -> None:
    assert telling.recall_words(recall) == told


@pytest.mark.parametrize(
    ("passed", "told"), [(90, "that fits the wanted"), (99, "above the wanted"), (70, "below the wanted")]
)
def test_retention_words_when_judged_name_the_side(passed: int, told: str) -> None:
    found = Retention(0.9, (Month(2026, 11, Recall(passed, 100), Recall(0, 0)),))
    assert telling.retention_words(found).endswith(f"of 100 answers: {told} 90 %.")
    assert telling.retention_table(found)[2] == "Mature: no answers"


def test_retention_words_when_there_are_few_answers_or_none() -> None:
    few = Retention(0.9, (Month(2026, 11, Recall(2, 3), Recall(0, 0)),))
    assert telling.retention_words(few) == (
        "In a year 2 of 3 answers, too few to judge; the wanted retention is 90 %."
    )
    assert "on a later day yet" in telling.retention_words(Retention(0.9, ()))


@pytest.mark.parametrize(
    ("predicted", "told"),
    [
        (0.80, "the predictions fit"),
        (0.95, "you recall less than"),
        (0.60, "you recall more than"),
        (0.88, "a little less"),
    ],
)
def test_calibration_words_when_predictions_are_off_say_which_way(predicted: float, told: str) -> None:
    bins = (Bin(0.8, 0.85, predicted, Recall(80, 100)),)
    assert told in telling.calibration_words(Calibration(predicted, Recall(80, 100), 0.4, 0.1, 0.1, bins))


def test_calibration_words_when_there_are_few_answers_judge_nothing() -> None:
    few = Calibration(0.9, Recall(2, 3), 0.4, 0.1, 0.1, (Bin(0.9, 0.95, 0.9, Recall(2, 3)),))
    assert telling.calibration_words(few) == "Recalled 2 of 3 answers, too few to judge."
    assert telling.calibration_table(few) == ["Predicted 90–95 %: recalled 2 of 3 answers, too few to judge"]
    assert telling.loss_words(few) == []


def test_hardest_words_when_there_are_leeches_or_not() -> None:
    hard = Hard("d/a", 8, 40, 7.25, suspended=True)
    assert telling.hard_words(hard) == "8 lapses in 40 answers, difficulty 7.2, leech, suspended"
    assert telling.hardest_words(Hardest((hard,), 1)).startswith("1 leech: lapsed 8 times or more.")
    assert telling.hardest_words(Hardest((hard._replace(lapses=2),), 0)).startswith("No leech")
    assert telling.hardest_words(Hardest((), 0)) == "No question has lapsed."
    assert telling.hardest_table(Hardest((hard,), 1), str.upper)[0].endswith(" D/A")


def test_explanation_when_read_is_a_line_a_figure() -> None:
    names = [name for name, _ in telling.EXPLANATION]
    assert len(set(names)) == len(names)
    assert all("\n" not in line and line.endswith(".") for line in telling.explained())
