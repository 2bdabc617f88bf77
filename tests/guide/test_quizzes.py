"""The figures of the page on quizzes are those of the program."""

import re

from alliance_tutor import guide
from alliance_tutor.deck.questions import Form
from alliance_tutor.memory.standing import UNSEEN
from alliance_tutor.study.certainty import WINDOWS, Certainty, marks
from alliance_tutor.study.counting import effect

PAGE = guide.read("quizzes")
WORDS = {
    "guess": Certainty.GUESS,
    "fairly sure": Certainty.FAIRLY,
    "sure": Certainty.SURE,
}


def test_marks_and_windows_of_each_certainty_are_told() -> None:
    rows = re.findall(r"^\| (\d) ([a-z ]+) \| \+(\d) \| (−?\d) \| (.+) \|$", PAGE, re.MULTILINE)
    assert [(int(number), WORDS[word]) for number, word, *_ in rows] == [
        (int(each), each) for each in Certainty
    ]
    for number, _, right, wrong, window in rows:
        certainty = Certainty(int(number))
        assert (int(right), int(wrong.replace("−", "-"))) == (marks(1, certainty), marks(0, certainty))
        limits = [f"{limit:.0%}"[:-1] for limit in WINDOWS[certainty] if 0 < limit < 1]
        assert re.findall(r"\d+", window) == limits


def test_rating_of_each_kind_of_answer_is_told() -> None:
    told = dict(re.findall(r"^\| ((?:wrong|right)[^|]*) \| (Again|Hard|Good)", PAGE, re.MULTILINE))
    assert told == {
        "wrong or partly right": _rating(Form.TYPED, 0.5),
        "right, typed or recalled": _rating(Form.RECALL, 1),
        "right, picked, ticked, arranged or paired": _rating(Form.ARRANGE, 1),
        "right, but said to be a guess": _rating(Form.TYPED, 1, Certainty.GUESS),
    }
    assert f"{_rating(Form.PICK, 1, Certainty.SURE)} if you were sure" in PAGE


def _rating(form: Form, credit: float, certainty: Certainty | None = None) -> str:
    return effect(form, credit, certainty, UNSEEN, 1).rating.word.title()
