"""The manual is true to the program that it ships with."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from alliance_tutor import guide, settings
from alliance_tutor.deck import deckfile
from alliance_tutor.deck.cards import CARD_TYPES, DECK_KEYS, Exam, ExamPart, Source, Topic
from alliance_tutor.errors import UsageError
from alliance_tutor.plain.commands import Command
from alliance_tutor.settings import Settings, load, places

NAMES = [page.name for page in guide.pages()]
EXAMPLES = re.findall(r"```toml\n(.*?)```", guide.read("writing-decks"), re.DOTALL)


def test_pages_when_listed_are_all_that_the_package_holds() -> None:
    assert guide.__file__
    made = {"rules"}
    assert sorted(NAMES) == sorted({path.stem for path in Path(guide.__file__).parent.glob("*.md")} | made)
    assert [page.title for page in guide.pages()] == [
        guide.read(name).partition("\n")[0].removeprefix("# ") for name in NAMES
    ]
    assert all(page.title and not page.title.startswith("#") for page in guide.pages())


@pytest.mark.parametrize("name", NAMES)
def test_page_when_read_is_one_document_in_lines(name: str) -> None:
    text = guide.read(name)
    assert text.startswith("# ")
    assert len(re.findall("^# ", text, re.MULTILINE)) == 1
    assert max(map(len, text.splitlines())) <= 160


@pytest.mark.parametrize(
    ("name", "hint"), [("shedule", "did you mean schedule?"), ("zzz", f"there are: {', '.join(NAMES)}")]
)
def test_page_when_there_is_none_of_that_name_says_which_there_are(name: str, hint: str) -> None:
    with pytest.raises(UsageError) as fault:
        guide.read(name)
    assert fault.value.hint == hint


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_deck_when_read_has_no_finding(example: str, tmp_path: Path) -> None:
    path = tmp_path / "deck.toml"
    path.write_text(example, encoding="utf-8")
    reading = deckfile.read(path)
    assert reading.deck is not None
    assert list(reading.findings) == []


def test_writing_decks_when_read_names_every_key_and_type() -> None:
    text = "\n".join(EXAMPLES) + guide.read("writing-decks")
    models = [Topic, Source, Exam, ExamPart, *CARD_TYPES.values()]
    keys = {key for model in models for key in model.model_fields} - {"parts"} | DECK_KEYS
    assert [key for key in sorted(keys) if not re.search(rf"^{key} = |`{key}\b", text, re.MULTILINE)] == []
    assert [name for name in CARD_TYPES if name not in text] == []


def test_settings_when_read_tell_every_one_with_default_and_limits() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(.+)` \| (.+) \| (.+) \|$", guide.read("settings"), re.MULTILINE)
    told = {key: (default, allowed, meaning) for key, default, allowed, meaning in rows}
    for setting in fields(Settings):
        if setting.name in ("exam", "retention", "keys"):  # tables
            assert f"`[{setting.name}]`" in guide.read("settings")
            continue
        default, allowed, meaning = told.pop(setting.name)
        shown = f'"{setting.default}"' if isinstance(setting.default, str) else str(setting.default).lower()
        assert default == shown
        assert meaning == setting.metadata["description"]
        if "ge" in setting.metadata:
            assert allowed == f"{setting.metadata['ge']} to {setting.metadata['le']}"
    assert told == {}


def test_settings_when_read_name_every_key_of_the_exam_table() -> None:
    text = guide.read("settings").partition("An `[exam]` table")[2].partition("\n\n")[0]
    names = {each.name for table in (settings.Exam, settings.ExamPart) for each in fields(table)} - {"part"}
    assert [name for name in sorted(names) if f"`{name}`" not in text] == []


def test_settings_when_their_example_is_used_gives_valid_settings(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", guide.read("settings"), re.DOTALL)
    (tmp_path / "settings.toml").write_text(example)
    assert load(places(str(tmp_path))).desired_retention == 0.92


def test_studying_when_read_names_every_command_of_line_mode() -> None:
    told = re.findall(r"^\| `:(\w+)` \|", guide.read("studying"), re.MULTILINE)
    assert sorted(told) == sorted(Command)


def test_pages_when_they_point_to_one_another_point_to_one_that_exists() -> None:
    for name in NAMES:
        pointed = re.findall(r"alliance-tutor guide ([a-z-]+)", guide.read(name))
        assert set(pointed) <= set(NAMES)
