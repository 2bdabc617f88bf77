import pytest

from alliance_tutor.study.notes import in_words, notes

MINUTE = 60_000


@pytest.mark.parametrize(
    ("minutes", "marks"),
    [
        (0, []),
        (1, [0.5]),
        (2, [1]),
        (10, [5, 1]),
        (12, [10, 6, 5, 1]),
        (20, [10, 5, 1]),
        (60, [30, 10, 5, 1]),
    ],
)
def test_time_left_is_told_at_half_and_at_ten_five_and_one(minutes: int, marks: list[float]) -> None:
    assert [left / MINUTE for left, _ in notes(minutes * MINUTE)] == marks


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (1_000, "1 second"),
        (30_000, "30 seconds"),
        (60_000, "1 minute"),
        (90_000, "1½ minutes"),
        (120_000, "2 minutes"),
        (18_750 * 60, "19 minutes"),
    ],
)
def test_stretch_of_time_is_told_in_words(ms: int, words: str) -> None:
    assert in_words(ms) == words
