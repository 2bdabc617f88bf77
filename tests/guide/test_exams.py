"""The page on exams is true to the program."""

import re

from alliance_tutor import guide
from alliance_tutor.plain.exam_commands import ExamCommand
from alliance_tutor.study.blueprint import EXTRA_TIMES
from alliance_tutor.study.exam_setup import FIELDS
from alliance_tutor.study.score import wilson

PAGE = guide.read("exams")


def test_every_command_of_an_exam_is_told() -> None:
    told = set(re.findall(r"`:([a-z-]+)", PAGE))
    aside = {ExamCommand.HELP, ExamCommand.REPEAT, ExamCommand.JSON}
    assert told <= set(ExamCommand)
    assert set(ExamCommand) - aside <= told


def test_every_choice_of_the_set_up_is_told() -> None:
    text = PAGE.casefold()
    assert [
        field.label for field in FIELDS if field.label.casefold() not in text and field.key != "item_seconds"
    ] == []
    assert "seconds** for each question" in PAGE
    assert all(f"{times:g}" in PAGE for times in EXTRA_TIMES)


def test_example_of_the_range_is_what_the_formula_gives() -> None:
    low, high = wilson(14 / 20, 20)
    assert f"{low * 100:.0f} to {high * 100:.0f} %" in PAGE
