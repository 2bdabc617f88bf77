"""A quiz is set up in lines."""

import pytest
from tests.plain.conversation import Conversation

from alliance_tutor.desk import Desk
from alliance_tutor.journal.events import Kind
from alliance_tutor.plain.quiz_setup import set_up
from alliance_tutor.plain.talk import EndOfInput
from alliance_tutor.study.drawing import Order, Wanted
from alliance_tutor.study.quiz import Feedback, QuizOptions
from alliance_tutor.study.quiz_setup import ALL
from alliance_tutor.study.wish import SEEDS, QuizWish

WISH = QuizWish(setup=True)
ASKED = ["topics", "types", "levels", "items", "order", "feedback", "retry", "certainty", "pretest"]


def chosen(desk: Desk, **lines: str) -> tuple[QuizWish, str]:
    """What is chosen where some questions are answered so and all others by an empty line."""
    talk = Conversation(*(lines.get(name, "") for name in ASKED))
    found = set_up(desk, talk, WISH)
    assert found is not None
    return found, talk.said


def test_setup_when_all_lines_are_empty_takes_what_is_proposed(forms: Desk) -> None:
    found, said = chosen(forms)
    assert found.wanted == Wanted()
    assert found.options._replace(seed=0) == QuizOptions()
    assert not found.setup
    assert 0 <= found.options.seed < SEEDS
    assert said.endswith("8 questions to draw from, and all are asked.\n")


def test_setup_when_shown_lists_what_there_is_with_figures(forms: Desk) -> None:
    said = chosen(forms)[1]
    assert "Decks" not in said  # there is only one
    assert "\n1. First things: 2 questions\n2. Second things: 5 questions\n3. no topic: 1 question\n" in said
    assert "\nNumbers, such as: 1 2. An empty line takes all:\n" in said
    assert "\nA number, or all, of 8 questions. An empty line takes 10:\n" in said
    assert "\n1 mixed; 2 likely to fail. An empty line takes 1:\n" in said


def test_setup_when_everything_is_chosen_gives_that(forms: Desk) -> None:
    found, said = chosen(
        forms,
        topics="2 1",
        types="1, 2",
        items="3",
        order="2",
        feedback="2.",
        retry="y",
        certainty="2",
        pretest="n",
    )
    assert found.wanted._replace(types=()) == Wanted(3, Order.LIKELY_TO_FAIL, topics=("first", "second"))
    assert len(found.wanted.types) == 2
    assert found.options._replace(seed=0) == QuizOptions(Feedback.AT_END, certainty=True, retry=True)
    assert said.endswith("2 questions to draw from, and all are asked.\n")


@pytest.mark.parametrize(("line", "items"), [("all", ALL), (" All ", ALL), ("7", 7), ("７", 7)])
def test_setup_takes_any_number_of_questions_or_all(forms: Desk, line: str, items: int) -> None:
    assert chosen(forms, items=line)[0].wanted.items == items


@pytest.mark.parametrize(
    ("before", "line"),
    [
        (0, "9"),
        (0, "x"),
        (0, "0 1"),
        (3, "0"),
        (3, "-1"),
        (3, "some"),
        (3, "9" * 5000),
        (4, "3"),
        (4, "y"),
        (6, "maybe"),
    ],
)
def test_setup_when_a_line_says_nothing_that_there_is_asks_again(forms: Desk, before: int, line: str) -> None:
    talk = Conversation(*[""] * before, line, *[""] * (len(ASKED) - before))
    assert set_up(forms, talk, WISH)
    assert " is not among these.\n" in talk.said


def test_setup_when_parts_are_wanted_already_does_not_ask_for_them(forms: Desk) -> None:
    wish = QuizWish(Wanted(decks=("forms",), topics=("second",)), setup=True)
    talk = Conversation(*[""] * 7)
    found = set_up(forms, talk, wish)
    assert found
    assert found.wanted == wish.wanted
    assert "Topics" not in talk.said
    assert "Levels" not in talk.said  # these cards have none


def test_setup_when_all_is_typed_takes_all(forms: Desk) -> None:
    assert chosen(forms, topics="all")[0].wanted.topics == ()


@pytest.mark.parametrize("before", [0, 4])
def test_setup_when_left_gives_nothing(forms: Desk, before: int) -> None:
    assert set_up(forms, Conversation(*[""] * before, ":q"), WISH) is None


def test_setup_when_a_command_is_asked_for_tells_or_repeats(forms: Desk) -> None:
    talk = Conversation(":help", ":repeat", ":flag")
    with pytest.raises(EndOfInput):
        set_up(forms, talk, WISH)
    assert ":quit: stop here" in talk.said
    assert talk.said.count("2. Second things: 5 questions") == 2
    assert "There is no command :flag here." in talk.said


def test_setup_when_there_is_nothing_to_ask_says_why(forms: Desk) -> None:
    for ref in forms.shelf.refs():
        forms.record(Kind.SUSPENDED, {"question": ref.id})
    talk = Conversation()
    assert set_up(forms, talk, WISH) is None
    assert talk.said.startswith("Nothing to draw from: ")
