"""The settings as rows, on a real desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from alliance_tutor import settings
from alliance_tutor.desk import Desk
from alliance_tutor.desk.choices import Choices, Kind, Row
from alliance_tutor.settings import Settings

DECK = '[deck]\nid = "deck{0}"\ntitle = "Deck {0}"\n[[card]]\nprompt = "p"\nanswer = "a"\n'


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.open(str(tmp_path)) as opened:
        yield opened


def row(choices: Choices, key: str, deck: str = "") -> Row:
    return next(each for each in choices.rows if (each.key, each.deck) == (key, deck))


@pytest.mark.parametrize(
    ("key", "start", "by", "end"),
    [
        ("desired_retention", 0.9, 1, 0.91),
        ("desired_retention", 0.99, 1, 0.99),
        ("desired_retention", 0.7, -1, 0.7),
        ("new_per_day", 0, -1, 0),
        ("reviews_per_day", 100, 1, 110),
        ("reviews_per_day", 105, 1, 110),
        ("reviews_per_day", 105, -1, 100),
        ("reviews_per_day", 10_000, 1, 10_000),
        ("rollover_hour", 23, 1, 23),
        ("motion", "reduced", 1, "full"),
        ("plain", False, -1, True),
        ("theme", "auto", 1, "dusk"),
        ("theme", "gone", 1, "auto"),
    ],
)
def test_step_goes_to_the_next_round_value_within_the_limits(
    desk: Desk, key: str, start: object, by: int, end: object
) -> None:
    desk.settings = settings.save(desk.places, **{key: start})
    choices = Choices(desk, ["dusk", "night"])
    choices.step(row(choices, key), by)
    assert getattr(settings.load(desk.places), key) == end


def test_deck_begins_from_the_general_retention(desk: Desk) -> None:
    choices = Choices(desk)
    history = row(choices, "desired_retention", "history")
    assert choices.words(history) == "as all"
    choices.step(history, -1)
    assert (choices.words(history), desk.settings.retention) == ("89 %", {"history": 0.89})
    assert choices.retention(history) == 0.89
    assert choices.type(history, "")
    assert desk.settings.retention == {}


def test_decks_stand_last_when_they_are_many(desk: Desk) -> None:
    choices = Choices(desk)
    assert [bool(each.deck) for each in choices.rows[:5]] == [False, True, True, True, False]
    desk.places.decks.mkdir(parents=True)
    for number in range(4):
        (desk.places.decks / f"{number}.toml").write_text(DECK.format(number))
    desk.shelf.reload()
    rows = choices.rows
    assert [bool(each.deck) for each in rows] == [False] * (len(rows) - 7) + [True] * 7


def test_key_of_a_command_is_kept_and_taken_away(desk: Desk) -> None:
    choices = Choices(desk)
    choices.key("study.undo", "x")
    choices.key("study.bury", "w")
    choices.key("study.undo", "")
    assert settings.load(desk.places).keys == {"study.bury": "w"}
    assert choices.words(row(choices, "keys")) == "1 command moved"


@tries(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=8),
    st.sampled_from(["desired_retention", "new_per_day", "reviews_per_day", "rollover_hour"]),
)
def test_any_typing_is_taken_or_refused(desk: Desk, typed: str, key: str) -> None:
    choices = Choices(desk)
    choices.clear(row(choices, key))
    before = desk.settings
    taken = choices.type(row(choices, key), typed)
    assert taken or desk.settings == before
    assert settings.load(desk.places) == desk.settings


def test_every_row_says_what_it_is_for(desk: Desk) -> None:
    choices = Choices(desk)
    for each in choices.rows:
        assert each.why.endswith(".")
        assert choices.words(each)
        if each.kind is not Kind.OPEN:
            choices.clear(each)
    assert desk.settings == Settings()
