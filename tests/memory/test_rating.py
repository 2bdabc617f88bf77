from alliance_tutor.memory.rating import Rating


def test_word_is_what_the_journal_prints() -> None:
    assert [rating.word for rating in Rating] == ["again", "hard", "good", "easy"]


def test_number_is_the_key_that_rates() -> None:
    assert [int(rating) for rating in Rating] == [1, 2, 3, 4]
