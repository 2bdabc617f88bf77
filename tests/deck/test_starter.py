"""The first deck that `new` writes."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from alliance_tutor.deck.deckfile import read
from alliance_tutor.deck.library import DeckFile, Origin, parts_of
from alliance_tutor.deck.lint.check import check
from alliance_tutor.deck.schema import SCHEMA_FILE, schema_text
from alliance_tutor.deck.stamp import stamp
from alliance_tutor.deck.starter import begin, place_of, starter
from alliance_tutor.errors import UsageError


def test_starter_when_checked_has_nothing_to_mend_also_once_it_is_stamped(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    begin(path, "d", "D")
    for _ in range(2):
        report = check([DeckFile(path, Origin.GIVEN, parts_of(path))], date(2026, 11, 23))
        assert (report.cards, [each.code for each in report.findings]) == (5, ["Q149"])
        path.write_text(stamp(path.read_text(encoding="utf-8"))[0], encoding="utf-8")


def test_starter_when_it_is_said_to_be_sourced_has_no_finding_at_all(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    text = starter("d", "D", "d.toml")
    assert "sourced = false " in text
    path.write_text(text.replace("sourced = false ", "sourced = true "), encoding="utf-8")
    assert check([DeckFile(path, Origin.GIVEN, (path,))], date(2026, 11, 23)).findings == ()


def test_starter_teaches_five_types_a_topic_a_source_and_a_missing_id() -> None:
    deck = tomllib.loads(starter("d", "D", "d.toml"))
    types = {card.get("type", "basic") for card in deck["card"]}
    assert len(types) == len(deck["card"]) == 5
    assert (len(deck["topic"]), len(deck["source"])) == (1, 1)
    assert stamp(starter("d", "D", "d.toml"))[1] != []


def test_starters_first_line_points_to_the_schema_that_lies_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "d.toml"
    schema = begin(path, "d", "D")
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == f"#:schema ./{SCHEMA_FILE}"
    assert schema == path.with_name(SCHEMA_FILE)
    assert schema.read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize("title", ['A "quoted" one', "back\\slash", "{braces}", "\x1b[31mred", "два"])
def test_starter_with_any_title_loads(tmp_path: Path, title: str) -> None:
    begin(tmp_path / "d.toml", "d", title)
    deck = read(tmp_path / "d.toml").deck
    assert deck is not None
    assert deck.title == title.replace("\x1b", "\ufffd") or "\x1b" in title


def test_a_deck_that_is_there_is_not_overwritten_and_no_schema_is_written(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    path.write_text("mine")
    with pytest.raises(UsageError, match="such a file already"):
        begin(path, "d", "D")
    assert [each.name for each in tmp_path.iterdir()] == ["d.toml"]
    assert path.read_text() == "mine"


def test_an_older_schema_is_brought_up_to_date_and_anothers_file_is_not_touched(tmp_path: Path) -> None:
    schema = tmp_path / SCHEMA_FILE
    schema.write_text('{"title": "A deck of Alliance Tutor"}')
    begin(tmp_path / "one.toml", "one", "One")
    assert schema.read_text(encoding="utf-8") == schema_text()
    for other in ('{"title": "mine"}', "no json", "[]"):
        schema.write_text(other)
        with pytest.raises(UsageError, match="in the way"):
            begin(tmp_path / "two.toml", "two", "Two")
        assert schema.read_text() == other
    assert not (tmp_path / "two.toml").exists()


def test_a_deck_that_would_be_taken_for_a_part_of_another_is_refused(tmp_path: Path) -> None:
    begin(tmp_path / "course" / "deck.toml", "course", "Course")
    with pytest.raises(UsageError, match=r"every \.toml is a part"):
        begin(tmp_path / "course" / "unit.toml", "unit", "Unit")
    begin(tmp_path / "one.toml", "one", "One")
    with pytest.raises(UsageError, match=r"would make one\.toml parts"):
        begin(tmp_path / "deck.toml", "two", "Two")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        begin(tmp_path / "file" / "d.toml", "d", "D")


def test_place_of_a_deck(tmp_path: Path) -> None:
    assert place_of("a/b.toml") == Path("a/b.toml")
    assert place_of("course/") == Path("course/deck.toml")
    assert place_of(str(tmp_path)) == tmp_path / "deck.toml"
    with pytest.raises(UsageError) as fault:
        place_of("capitals")
    assert fault.value.hint == "write capitals.toml, or capitals/ for a deck in several files"
