"""The settings in line mode."""

import pytest
from tests.plain.conversation import Conversation, Line, Pick

from alliance_tutor import settings as file
from alliance_tutor.desk import Desk
from alliance_tutor.plain.settings import settings
from alliance_tutor.plain.talk import EndOfInput


def visited(desk: Desk, *lines: Line) -> str:
    """What is said in the settings until they are left."""
    talk = Conversation(*lines)
    try:
        settings(desk, talk)
    except EndOfInput:
        talk.say("(end)")
    return talk.said


@pytest.mark.parametrize(
    ("row", "typed", "key", "value"),
    [
        ("Retention:", "85 %", "desired_retention", 0.85),
        ("Retention of Small", "0,95", "retention", {"small": 0.95}),
        ("New a day", "15", "new_per_day", 15),
        ("Reviews a day", "0", "reviews_per_day", 0),
        ("Day ends at", "5", "rollover_hour", 5),
        ("Theme", "nord", "theme", "nord"),
        ("Motion", "Reduced", "motion", "reduced"),
        ("Line mode", "on", "plain", True),
        ("Editor", "nano -w", "editor", "nano -w"),
    ],
)
def test_setting_when_a_value_is_allowed_is_saved(
    desk: Desk, row: str, typed: str, key: str, value: object
) -> None:
    said = visited(desk, Pick(row), typed, "1")
    assert "Saved." in said
    assert getattr(file.load(desk.places), key) == value
    assert getattr(desk.settings, key) == value


@pytest.mark.parametrize(
    ("row", "typed", "told"),
    [
        ("Retention:", "60", "60 is not possible here: 70 % to 99 %."),
        ("New a day", "many", "many is not possible here: 0 to 1000."),
        ("New a day", "1.5", "1.5 is not possible here: 0 to 1000."),
        ("New a day", "nan", "nan is not possible here: 0 to 1000."),
        ("Line mode", "perhaps", "perhaps is not possible here: off or on."),
    ],
)
def test_setting_when_a_value_is_not_allowed_changes_nothing(
    desk: Desk, row: str, typed: str, told: str
) -> None:
    said = visited(desk, Pick(row), typed, Pick(row), "", "1")
    assert told in said
    assert not desk.places.settings.exists()


def test_setting_when_a_hyphen_is_typed_is_as_shipped(desk: Desk) -> None:
    desk.settings = file.save(desk.places, new_per_day=3, retention={"small": 0.8, "else": 0.9})
    visited(desk, Pick("New a day"), "-", Pick("Retention of Small"), "-", "1")
    assert (desk.settings.new_per_day, desk.settings.retention) == (10, {"else": 0.9})


def test_fault_is_told_when_the_file_cannot_be_read(desk: Desk) -> None:
    desk.places.settings.write_text("[")
    assert "error: " in visited(desk, Pick("New a day"), "3", "1")
    assert desk.settings.new_per_day == 10


def test_costs_are_told_in_words(desk: Desk) -> None:
    said = visited(desk, Pick("What each retention costs"), "1")
    assert "90 %: 44 reviews and 12 minutes a day, 95 % known in the end (chosen)" in said
    assert "Played 90 days forward" in said


def test_fit_when_there_is_too_little_says_so(desk: Desk) -> None:
    assert "error: 0 answers on a later day: too few" in visited(desk, Pick("Fit to you"), "1")
