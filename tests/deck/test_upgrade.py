"""A learner's copy of a shipped deck, after the shipped deck has changed."""

import json
import os
from pathlib import Path

import pytest

from alliance_tutor.deck import library
from alliance_tutor.deck.compare import Difference
from alliance_tutor.deck.editing import prepare
from alliance_tutor.deck.index import DeckIndex
from alliance_tutor.deck.library import DeckEntry, Hidden, Origin
from alliance_tutor.deck.upgrade import FOLDER, Upgrade, decide, upgrades
from alliance_tutor.errors import UsageError

DECK = """\
[deck]
id = "mine"
title = "Mine"

# about the first
[[card]]
id = "first"
prompt = "One?"
answer = "1"

[[card]]
id = "second"
prompt = "Two?"
answer = "2"
"""
THIRD = '\n[[card]]\nid = "third"\nprompt = "Three?"\nanswer = "3"\n'


class Pair:
    """A shipped deck and the learner's copy of it, made by editing."""

    def __init__(self, folder: Path) -> None:
        self.shipped = folder / "shipped" / "mine.toml"
        self.decks = folder / "home" / "decks"
        self.shipped.parent.mkdir()
        self.shipped.write_text(DECK)
        self.mine = prepare(self._entry(self.shipped, Origin.PACKAGE), "first", self.decks).path

    @property
    def note(self) -> Path:
        return self.decks / FOLDER / "mine.json"

    def change(self, *pairs: tuple[str, str], end: str = "", mine: bool = False) -> None:
        path = self.mine if mine else self.shipped
        text = path.read_text()
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text + end)

    def upgrade(self) -> Upgrade:
        (found,) = self.upgrades()
        return found

    def upgrades(self) -> list[Upgrade]:
        hidden = Hidden(self._entry(self.shipped, Origin.PACKAGE), self._entry(self.mine, Origin.LEARNER))
        return upgrades([hidden], self.decks)

    def found(self) -> dict[str, Difference]:
        return {each.card: each for upgrade in self.upgrades() for each in upgrade.differences}

    def decide(self, *cards: str, shipped: bool) -> Path | None:
        upgrade = self.upgrade()
        chosen = [each for each in upgrade.differences if each.card in cards]
        assert len(chosen) == len(cards)
        return decide(upgrade, chosen, self.decks, shipped=shipped)

    def _entry(self, path: Path, origin: Origin) -> DeckEntry:
        return DeckEntry(path, origin, "mine", "Mine")


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


def test_nothing_is_to_be_decided_on_before_an_upgrade(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    pair.change(('answer = "1"', 'answer = "own"'), mine=True)
    assert pair.upgrades() == []
    monkeypatch.setattr("alliance_tutor.deck.splice.layout", None)  # no deck is even read for it
    assert pair.upgrades() == []


def test_an_upgrade_names_the_cards_that_the_shipped_deck_changed(pair: Pair) -> None:
    pair.change(('answer = "1"', 'answer = "own"'), mine=True)
    pair.change(('answer = "1"', 'answer = "one"'), ('answer = "2"', 'answer = "two"'), end=THIRD)
    assert [(each.card, each.kind, each.edited) for each in pair.found().values()] == [
        ("first", "changed", True),
        ("second", "changed", False),
        ("third", "added", None),
    ]
    assert (pair.upgrade().id, pair.upgrade().title) == ("mine", "Mine")


def test_an_upgrade_that_changes_no_card_is_noted_and_not_looked_at_again(pair: Pair) -> None:
    before = pair.note.read_bytes()
    pair.change(("# about the first", "# about one"))
    assert pair.upgrades() == []
    assert pair.note.read_bytes() != before


def test_taking_writes_the_shipped_lines_and_keeps_the_copy_as_it_was(pair: Pair) -> None:
    pair.change(("# about the first", "# mine"), ('answer = "2"', 'answer = "own"'), mine=True)
    before = pair.mine.read_bytes()
    pair.change(('answer = "1"', 'answer = "one"'), ('answer = "2"', 'answer = "two"'), end=THIRD)
    kept = pair.decide("first", shipped=True)
    assert kept is not None
    assert (kept / "mine.toml").read_bytes() == before
    assert pair.mine.read_bytes() == before.replace(b'"1"', b'"one"')
    assert list(pair.found()) == ["second", "third"]
    assert pair.decide("second", "third", shipped=True) == kept
    assert pair.mine.read_text() == pair.shipped.read_text().replace("# about the first", "# mine")
    assert (kept / "mine.toml").read_bytes() == before
    assert pair.upgrades() == []


def test_keeping_changes_no_byte_and_is_remembered(pair: Pair) -> None:
    pair.change(('answer = "1"', 'answer = "one"'), ('answer = "2"', 'answer = "two"'))
    before = pair.mine.read_bytes()
    assert pair.decide("first", shipped=False) is None
    assert list(pair.found()) == ["second"]
    assert pair.decide("second", shipped=False) is None
    assert pair.upgrades() == []
    assert pair.mine.read_bytes() == before
    pair.change(('answer = "two"', 'answer = "zwei"'))
    assert list(pair.found()) == ["second"]
    assert pair.found()["second"].edited


def test_a_card_that_the_shipped_deck_took_out_can_be_kept_or_taken_out(pair: Pair) -> None:
    pair.shipped.write_text(DECK.partition("\n# about")[0])
    pair.decide("first", shipped=False)
    assert list(pair.found()) == ["second"]
    pair.decide("second", shipped=True)
    assert pair.mine.read_text() == DECK.partition('\n[[card]]\nid = "second"')[0]
    assert pair.upgrades() == []
    pair.shipped.write_text(DECK + THIRD)
    assert list(pair.found()) == ["second", "third"]


@pytest.mark.parametrize(
    "note", [None, "", "[]", "{}", '{"whole": 1, "cards": 5}', '{"whole": "", "cards": {}}']
)
def test_without_a_note_every_card_that_differs_counts_but_the_learners_own(
    pair: Pair, note: str | None
) -> None:
    pair.note.unlink()
    if note is not None:
        pair.note.write_text(note)
    pair.change(('answer = "1"', 'answer = "own"'), end=THIRD.replace("third", "own"), mine=True)
    pair.change(('"2"', '"2"'), end=THIRD)
    assert [(each.card, each.edited) for each in pair.found().values()] == [("first", None), ("third", None)]
    pair.decide("third", shipped=False)
    assert list(pair.found()) == ["first"]
    pair.decide("first", shipped=True)
    assert pair.upgrades() == []
    assert THIRD.replace("third", "own") in pair.mine.read_text()


def test_a_new_copy_begins_anew(pair: Pair) -> None:
    pair.change(('answer = "1"', 'answer = "one"'))
    pair.mine.unlink()
    prepare(DeckEntry(pair.shipped, Origin.PACKAGE, "mine", "Mine"), "first", pair.decks)
    assert pair.upgrades() == []


@pytest.mark.parametrize("broken", [False, True])
def test_a_copy_that_cannot_be_read_is_left_out_and_taking_says_so(pair: Pair, broken: bool) -> None:
    pair.change(('answer = "1"', 'answer = "one"'))
    upgrade = pair.upgrade()
    pair.mine.unlink()
    if broken:
        pair.mine.write_text("[deck\n")
    assert pair.upgrades() == []
    for shipped in (False, True):
        with pytest.raises(UsageError) as fault:
            decide(upgrade, upgrade.differences, pair.decks, shipped=shipped)
        assert fault.value.hint
        assert fault.value.path == pair.mine


def test_a_shipped_deck_that_cannot_be_read_is_left_out(pair: Pair) -> None:
    for text in ("[deck\n", None):
        pair.shipped.unlink() if text is None else pair.shipped.write_text(text)
        assert pair.upgrades() == []


def test_a_copy_of_a_shipped_deck_that_does_not_load_has_no_note(tmp_path: Path) -> None:
    shipped = tmp_path / "mine.toml"
    shipped.write_text("[deck\n")
    prepare(DeckEntry(shipped, Origin.PACKAGE, "mine", "Mine"), "first", tmp_path / "decks")
    assert [path.name for path in (tmp_path / "decks").iterdir()] == ["mine.toml"]


@pytest.mark.parametrize("mine", [False, True])
def test_a_card_that_changed_while_it_was_looked_at_is_not_decided_on(pair: Pair, mine: bool) -> None:
    pair.change(('answer = "1"', 'answer = "one"'))
    upgrade = pair.upgrade()
    pair.change(('"One?"', '"One??"'), mine=mine)
    before = pair.mine.read_bytes(), pair.note.read_bytes()
    with pytest.raises(UsageError, match="changed meanwhile"):
        decide(upgrade, upgrade.differences, pair.decks, shipped=True)
    assert (pair.mine.read_bytes(), pair.note.read_bytes()) == before


def test_what_would_not_load_is_not_written(pair: Pair) -> None:
    pair.change(("answer", "answr"), mine=False)
    before = pair.mine.read_bytes()
    with pytest.raises(UsageError, match="would not load"):
        pair.decide("first", shipped=True)
    assert pair.mine.read_bytes() == before
    assert not list(pair.mine.parent.glob("*.new"))


def test_a_file_that_cannot_be_written_loses_nothing(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    pair.change(('answer = "1"', 'answer = "one"'))
    before = pair.mine.read_bytes()

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("alliance_tutor.deck.upgrade.replace_file", full)
    for shipped in (False, True):
        with pytest.raises(UsageError, match="No space left") as fault:
            pair.decide("first", shipped=shipped)
        assert fault.value.hint
    assert pair.mine.read_bytes() == before
    assert list(pair.found()) == ["first"]


def test_a_folder_that_must_not_be_written_loses_nothing(pair: Pair) -> None:
    pair.change(('answer = "1"', 'answer = "one"'))
    note = pair.note.parent
    note.chmod(0o500)
    try:
        if os.access(note, os.W_OK):
            return  # this user may write everywhere
        with pytest.raises(UsageError):
            pair.decide("first", shipped=True)
        assert b'"one"' not in pair.mine.read_bytes()
    finally:
        note.chmod(0o700)


def test_a_folder_deck_is_compared_and_written_part_by_part(tmp_path: Path) -> None:
    shipped, decks = tmp_path / "shipped" / "folder", tmp_path / "decks"
    shipped.mkdir(parents=True)
    (shipped / "deck.toml").write_text('[deck]\nid = "mine"\ntitle = "Mine"\n')
    (shipped / "more.toml").write_text('[[card]]\nid = "more"\nprompt = "?"\nanswer = "!"\n')
    entry = DeckEntry(shipped / "deck.toml", Origin.PACKAGE, "mine", "Mine")
    copy = prepare(entry, "more", decks).path.with_name("deck.toml")
    hidden = Hidden(entry, DeckEntry(copy, Origin.LEARNER, "mine", "Mine"))
    assert upgrades([hidden], decks) == []
    (shipped / "more.toml").write_text('[[card]]\nid = "more"\nprompt = "?"\nanswer = "new"\n' + THIRD)
    (upgrade,) = upgrades([hidden], decks)
    kept = decide(upgrade, upgrade.differences, decks, shipped=True)
    assert kept is not None
    assert sorted(path.name for path in kept.iterdir()) == ["deck.toml", "more.toml"]
    assert (copy.parent / "more.toml").read_text() == (shipped / "more.toml").read_text()
    assert upgrades([hidden], decks) == []


def test_what_is_kept_aside_is_no_deck(pair: Pair) -> None:
    pair.change(('answer = "1"', 'answer = "one"'))
    pair.decide("first", shipped=True)
    index = DeckIndex(None)
    shelf = index.refresh(library.find([], pair.decks, pair.shipped.parent))
    index.close()
    assert [entry.path for entry in shelf.decks] == [pair.mine]
    assert [hidden.copied for hidden in shelf.hidden] == [True]
    assert set(json.loads(pair.note.read_bytes())) == {"whole", "cards"}
