"""`quiz`."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run, put

from alliance_tutor.study.drawing import Order, Wanted
from alliance_tutor.study.quiz import Feedback, QuizOptions
from alliance_tutor.study.wish import QuizWish

MINE = '[deck]\nid = "mine"\ntitle = "Mine"\n[[card]]\nid = "one"\nprompt = "Mine?"\nanswer = "!"\n'


def wished(opened: list[tuple[Any, ...]]) -> QuizWish:
    """How the app was opened the last time, its seed left out."""
    *_, study, _, wish, exam = opened[-1]
    assert exam is None
    assert study is None
    assert isinstance(wish, QuizWish)
    return wish.seeded(0)


def test_quiz_when_nothing_is_said_opens_the_setup(run: Run, opened: list[tuple[Any, ...]]) -> None:
    assert run("quiz").code == 0
    assert wished(opened) == QuizWish(setup=True)
    assert "A quiz. An empty line takes what is proposed" in run("quiz", "--plain").out
    assert len(opened) == 1


def test_quiz_when_all_is_said_asks_nothing_before(run: Run, opened: list[tuple[Any, ...]]) -> None:
    arguments = ["--topic", "one", "--topic", "two", "--type", "choice", "--level", "recall", "--items", "7"]
    flags = ["--likely-to-fail", "--feedback", "end", "--retry", "--certainty", "--pretest"]
    assert run("quiz", "small", *arguments, *flags).code == 0
    wanted = Wanted(7, Order.LIKELY_TO_FAIL, ("small",), ("one", "two"), ("choice",), ("recall",))
    options = QuizOptions(Feedback.AT_END, certainty=True, retry=True, pretest=True)
    assert wished(opened) == QuizWish(wanted, options)


@pytest.mark.parametrize("argument", ["small", "--retry", "--items=3", "--feedback=now"])
def test_quiz_when_anything_is_said_begins_at_once(
    run: Run, opened: list[tuple[Any, ...]], argument: str
) -> None:
    run("quiz", argument)
    assert not wished(opened).setup


def test_quiz_when_a_seed_is_given_draws_the_same_again(run: Run, opened: list[tuple[Any, ...]]) -> None:
    run("quiz", "--seed", "4711")
    assert opened[-1][-2].options.seed == 4711
    first, second = (run("quiz", "--plain", "--seed", "3").out for _ in range(2))
    assert "Quiz: 2 questions. Seed 3.\n" in first
    assert first == second


def test_quiz_when_no_seed_is_given_takes_another_each_time(run: Run, opened: list[tuple[Any, ...]]) -> None:
    for _ in range(3):
        run("quiz", "small")
    assert len({call[-2].options.seed for call in opened}) > 1


def test_quiz_when_piped_is_held_in_lines_and_ends_with_the_input(run: Run) -> None:
    ran = run("quiz", "--type", "choice", "--certainty", lines="b\n3\n")
    assert (ran.code, ran.err) == (0, "")
    assert "Question 1 of 1. Small [/nope]: The first topic" in ran.out
    assert "By certainty, sure:" in ran.out
    assert "Result: " in ran.out
    (event,) = map(json.loads, run("journal", "--json").out.splitlines())
    assert (event["kind"], event["mode"], event["certainty"]) == ("answered", "quiz", 3)


def test_quiz_when_a_deck_is_a_path_asks_that_deck(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(MINE)
    assert "Question 1 of 1. Mine\n" in run("quiz", str(path)).out


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["smal"], "there is no deck smal", "did you mean small?"),
        (["./gone.toml"], "gone.toml: there is no such file or folder", ""),
        (["--topic", "tow"], "there is no topic tow", "did you mean two?"),
        (["small", "--type", "choise"], "there is no type choise", "did you mean choice?"),
        (["--type", "x"], "there is no type x", "there are: choice, basic"),
        (["--level", "recal"], "there is no level recal", "did you mean recall?"),
        (["--feedback", "never"], "--feedback", "alliance-tutor quiz --help"),
        (["--items", "0"], "--items", "alliance-tutor quiz --help"),
        (["--seed", "-1"], "--seed", "alliance-tutor quiz --help"),
    ],
)
def test_quiz_when_there_is_nothing_of_a_name_says_what_there_is(
    run: Run, opened: list[tuple[Any, ...]], arguments: list[str], message: str, hint: str
) -> None:
    ran = run("quiz", *arguments)
    assert (ran.code, ran.out, opened) == (2, "", [])
    assert ran.err.startswith("error: ")
    assert message in ran.err
    assert f"hint: {hint}" in ran.err


def test_quiz_when_nothing_can_be_drawn_says_so_and_opens_nothing(
    run: Run, opened: list[tuple[Any, ...]]
) -> None:
    ran = run("quiz", "--topic", "one", "--type", "basic")
    assert (ran.code, ran.err, opened) == (0, "", [])
    assert ran.out.startswith("Nothing to draw from: ")


def test_quiz_when_the_only_deck_does_not_load_points_to_check(run: Run, home: Path) -> None:
    put(home, "mine.toml", '[deck]\nid = "mine"\n')
    ran = run("quiz", "mine")
    assert ran.code == 2
    assert ran.err.startswith("error: the deck mine does not load\nhint: alliance-tutor check")
