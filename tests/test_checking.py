"""What a desk knows of findings, and when it has to look again."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from alliance_tutor.deck import library
from alliance_tutor.deck.library import DeckFile, Origin
from alliance_tutor.deck.lint import checker
from alliance_tutor.deck.lint.findings import Finding, Severity
from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.desk import Desk
from alliance_tutor.errors import UsageError

TODAY = date(2026, 11, 23)
DECK = '[deck]\nid = "{id}"\ntitle = "T"\n[[card]]\nid = "c"\nprompt = "{prompt}"\nanswer = "b"\n'


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    packaged = tmp_path / "packaged"
    packaged.mkdir()
    (packaged / "shipped.toml").write_text(DECK.format(id="shipped", prompt="a"))
    monkeypatch.setattr(library, "packaged_decks", lambda: packaged)
    monkeypatch.setattr("alliance_tutor.desk.checking.packaged_decks", lambda: packaged)
    own = tmp_path / "home" / "decks"
    (own / "folder").mkdir(parents=True)
    (own / "mine.toml").write_text(DECK.format(id="mine", prompt="b"))
    (own / "folder" / "deck.toml").write_text('[deck]\nid = "folder"\ntitle = "T"\n')
    (own / "folder" / "more.toml").write_text('[[card]]\nid = "d"\nprompt = "d"\nanswer = "e"\n')
    with Desk.open(str(tmp_path / "home"), write=False) as opened:
        yield opened


def finding(path: Path, card: str = "", line: int = 3) -> Finding:
    return Finding(str(path), line, 1, Severity.WARNING, "Q110", "m", "h", card)


def test_findings_are_known_until_a_deck_or_the_day_changes(desk: Desk) -> None:
    checking = desk.checking
    assert checking.known(TODAY) is None
    found = checking.run(TODAY)
    assert {each.code for each in found} >= {"Q149"}
    assert checking.known(TODAY) is found
    assert checking.run(TODAY) is found
    assert checking.known(date(2026, 11, 24)) is None
    (desk.places.decks / "mine.toml").write_text(DECK.format(id="mine", prompt="changed"))
    desk.shelf.reload()
    assert checking.known(TODAY) is None


def test_own_decks_are_the_learners_and_not_copies(desk: Desk) -> None:
    owned = [desk.checking.is_own(deck) for deck in ("mine", "folder", "shipped", "gone")]
    assert owned == [True, True, False, False]
    (desk.places.decks / "shipped.toml").write_text(DECK.format(id="shipped", prompt="a"))
    desk.shelf.reload()
    assert not desk.checking.is_own("shipped")
    found = [finding(desk.places.decks / name) for name in ("mine.toml", "folder/more.toml", "shipped.toml")]
    assert desk.checking.of_own(found) == found[:2]


def test_findings_of_a_card_are_those_of_its_deck_wherever_its_files_lie(desk: Desk) -> None:
    folder, mine = desk.places.decks / "folder", desk.places.decks / "mine.toml"
    found = [finding(folder / "more.toml", "d"), finding(folder / "more.toml"), finding(mine, "d")]
    assert desk.checking.of_card(QuestionRef("folder/d", "folder", "d", "", "basic"), found) == found[:1]
    assert desk.checking.of_card(QuestionRef("gone/d", "gone", "d", "", "basic"), found) == []


def test_shipped_deck_is_copied_before_one_of_its_cards_is_edited(desk: Desk) -> None:
    own, shipped = desk.places.decks / "mine.toml", library.packaged_decks() / "shipped.toml"
    assert desk.checking.to_edit(finding(own, "c", 5)) == (own, 5)
    assert desk.checking.to_edit(finding(shipped, "c", 7)) == (desk.places.decks / "shipped.toml", 4)
    with pytest.raises(UsageError, match="a shipped deck is not written"):
        desk.checking.to_edit(finding(shipped))


def test_checker_writes_what_it_found_and_it_is_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "d.toml"
    path.write_text(DECK.format(id="d", prompt="a"))
    files, told = [DeckFile(path, Origin.GIVEN, (path,))], tmp_path / "found.json"
    monkeypatch.setattr(checker, "from_stdin", lambda: files)
    monkeypatch.setattr("sys.argv", checker.command(TODAY, told)[3:])
    assert checker.main() == 0
    assert checker.read(told) == checker.in_place(files, TODAY)
    assert all(isinstance(each.severity, Severity) for each in checker.read(told))
