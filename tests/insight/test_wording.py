"""The words for figures and facts."""

import pytest

from alliance_tutor.deck.questions import Citation, Question
from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.insight import wording
from alliance_tutor.memory.standing import Memory, Stage
from alliance_tutor.study.grading import Outcome

DAY = 739_943
NOW = 1_795_000_000_000


def memory(*, due_in: int = 0, minutes: float | None = None) -> Memory:
    stage = Stage.REVIEW if minutes is None else Stage.LEARNING
    due_at = 0 if minutes is None else NOW + round(minutes * 60_000)
    return Memory(stage, 0, 3.0, 5.0, DAY, DAY + due_in, due_at, due_in, 1, 0)


def question(status: str = "documented", attributed_to: str = "", as_of: str = "") -> Question:
    ref = QuestionRef("history/a", "history", "a", "early", "basic", status=status)
    return Question(ref, "?", "!", attributed_to=attributed_to, as_of=as_of)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 day"),
        (3, "3 days"),
        (59, "59 days"),
        (61, "2 months"),
        (76, "2.5 months"),
        (365, "12 months"),
        (366, "1 year"),
        (3652, "10 years"),
        (36500, "99.9 years"),
        (0, "today"),
        (-4, "today"),
    ],
)
def test_interval_when_past_learning_is_in_the_easiest_unit(days: int, words: str) -> None:
    assert wording.interval(memory(due_in=days), DAY, NOW) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (10, "10 min"),
        (1, "1 min"),
        (0.2, "1 min"),
        (-5, "1 min"),
        (9.8, "10 min"),
        (60, "1 hour"),
        (125, "2 hours"),
    ],
)
def test_interval_when_learning_is_in_minutes_and_at_least_one(minutes: float, words: str) -> None:
    assert wording.interval(memory(minutes=minutes), DAY, NOW) == words


def test_number_when_one_or_many_agrees_with_its_noun() -> None:
    assert wording.number(1, "day") == "1 day"
    assert wording.number(0, "day") == "0 days"
    assert wording.number(2, "reply", "replies") == "2 replies"
    assert wording.number(12_000, "card") == "12\N{NO-BREAK SPACE}000 cards"


@pytest.mark.parametrize(
    ("milliseconds", "words"),
    [
        (0, "0 s"),
        (-50, "0 s"),
        (40_400, "40 s"),
        (60_000, "1 min"),
        (3_570_000, "1 h 0 min"),
        (3_900_000, "1 h 5 min"),
    ],
)
def test_minutes_words_when_short_or_long(milliseconds: int, words: str) -> None:
    assert wording.minutes_words(milliseconds) == words


@pytest.mark.parametrize(
    ("share", "words"), [(0.0, "0 %"), (0.001, "1 %"), (0.58, "58 %"), (0.999, "99 %"), (1.0, "100 %")]
)
def test_percent_when_almost_all_or_nothing_does_not_round_to_it(share: float, words: str) -> None:
    assert wording.percent(share) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-11-22", "22 Nov 2026"),
        ("1948-10-02", "2 Oct 1948"),
        ("1948-10", "Oct 1948"),
        ("1961", "1961"),
        ("1950..1953", "1950–1953"),
        ("1950-06..1953-07-27", "Jun 1950–27 Jul 1953"),
        ("1948-13", "1948-13"),
        ("spring", "spring"),
        ("a\x1b[31m", "a\\x1b[31m"),
        ("", ""),
    ],
)
def test_date_words_when_any_form_of_a_date(text: str, words: str) -> None:
    assert wording.date_words(text) == words


def test_status_line_when_attributed_names_who_says_so() -> None:
    line = wording.status_line(question("claimed", "US Treasury", "2024-10-18"), "2026-11-22")
    assert line == "claimed: US Treasury · as of 18 Oct 2024 · checked 22 Nov 2026"


def test_status_line_when_both_dates_are_one_says_it_once() -> None:
    line = wording.status_line(question(as_of="2026-11-22"), "2026-11-22")
    assert line == "documented · checked 22 Nov 2026"


def test_status_line_when_the_card_says_nothing_is_empty() -> None:
    assert wording.status_line(question("")) == ""
    assert wording.status_line(question("", "A historian")) == "A historian"


def test_status_line_when_hostile_shows_itself_on_one_line() -> None:
    assert wording.status_line(question("claimed", "x\x1b]0;t\x07\ny")) == "claimed: x\\x1b]0;t\\x07 y"


def test_citation_line_when_undated_says_so() -> None:
    assert wording.citation_line(Citation("A letter", "Wilson Center")) == "A letter, Wilson Center, n.d."
    assert wording.citation_line(Citation("A letter", year=1948)) == "A letter, 1948"


def test_citation_line_when_hostile_shows_itself() -> None:
    assert wording.citation_line(Citation("[/nope]\u202e", "*x*", year=1)) == "[/nope]\\u202e, *x*, 1"


def test_signs_when_shown_carry_a_word_beside_the_sign() -> None:
    assert wording.SIGNS[Outcome.RIGHT] == "✓ correct"
    assert set(wording.SIGNS) == set(Outcome)
    assert all(
        sign.split(" ", 1)[1].isalpha() for outcome, sign in wording.SIGNS.items() if outcome != Outcome.SELF
    )


@pytest.mark.parametrize(
    ("amount", "told"), [(0, "0"), (0.26, "0.3"), (3, "3"), (9.94, "9.9"), (9.96, "10"), (44.4, "44")]
)
def test_rounded_below_ten_has_a_decimal_where_it_tells_something(amount: float, told: str) -> None:
    assert wording.rounded(amount) == told
