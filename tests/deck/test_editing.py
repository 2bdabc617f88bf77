"""Getting a card ready for an editor."""

from pathlib import Path

import pytest

from alliance_tutor.deck.editing import Target, prepare
from alliance_tutor.deck.identity import provisional_id
from alliance_tutor.deck.library import DeckEntry, Origin
from alliance_tutor.errors import UsageError

DECK = """\
[deck]
id = "mine"
title = "Mine"

[[topic]]
id = "card"
title = "A topic with a card's id"

[[card]]   # the first
id = "first"
prompt = "One?"
answer = "1"

[[ card ]]
prompt = "Two?"
answer = '''
id = "first"
[[card]]'''

[[card]]
prompt = "Card?"
id = "card"
answer = "3"
"""
TWO = provisional_id("basic", "Two?")


def entry(path: Path, origin: Origin = Origin.LEARNER) -> DeckEntry:
    return DeckEntry(path, origin, "mine", "Mine")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "shipped" / "mine.toml"
    path.parent.mkdir()
    path.write_bytes(DECK.encode())
    return path


@pytest.fixture
def decks(tmp_path: Path) -> Path:
    return tmp_path / "home" / "decks"


@pytest.mark.parametrize(("card", "line"), [("first", 9), ("card", 20)])
def test_prepare_when_the_card_has_an_id_finds_its_header_and_writes_nothing(
    mine: Path, decks: Path, card: str, line: int
) -> None:
    assert prepare(entry(mine), card, decks) == Target(mine, line)
    assert mine.read_bytes() == DECK.encode()
    assert not decks.exists()


def test_prepare_when_the_card_has_no_id_stamps_it_first(mine: Path, decks: Path) -> None:
    assert prepare(entry(mine), TWO, decks) == Target(mine, 14)
    assert mine.read_text().replace(f'id = "{TWO}"\n', "") == DECK
    assert [path.name for path in mine.parent.iterdir()] == ["mine.toml"]


def test_prepare_when_lines_end_in_crlf_keeps_them(mine: Path, decks: Path) -> None:
    mine.write_bytes(DECK.replace("\n", "\r\n").encode())
    assert prepare(entry(mine), TWO, decks) == Target(mine, 14)
    text = mine.read_bytes()
    assert text.count(b"\r\n") == text.count(b"\n") == DECK.count("\n") + 1


def test_prepare_when_the_file_is_a_link_keeps_the_link(mine: Path, decks: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    try:
        link.symlink_to(mine)
    except OSError:
        return  # this system lets nobody make links
    prepare(entry(link), TWO, decks)
    assert link.is_symlink()
    assert TWO in mine.read_text()


def test_prepare_when_a_file_is_stamped_keeps_its_other_bytes_and_its_rights(mine: Path, decks: Path) -> None:
    mine.write_bytes(b"# \xff\n" + DECK.encode())
    mine.chmod(0o640)
    mode = mine.stat().st_mode
    assert prepare(entry(mine), TWO, decks) == Target(mine, 15)
    assert mine.read_bytes().startswith(b"# \xff\n[deck]\n")
    assert mine.stat().st_mode == mode


def test_prepare_when_a_link_to_nowhere_has_the_name_does_not_write_through_it(
    mine: Path, decks: Path, tmp_path: Path
) -> None:
    decks.mkdir(parents=True)
    try:
        (decks / "mine.toml").symlink_to(tmp_path / "nowhere.toml")
    except OSError:
        return  # this system lets nobody make links
    with pytest.raises(UsageError):
        prepare(entry(mine, Origin.PACKAGE), "first", decks)
    assert not (tmp_path / "nowhere.toml").exists()


@pytest.mark.parametrize("text", [DECK, "[deck\n", "\udcff"])
def test_prepare_when_the_card_is_not_found_opens_the_file_at_its_top(
    mine: Path, decks: Path, text: str
) -> None:
    mine.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert prepare(entry(mine), "gone", decks) == Target(mine, 1)
    assert mine.read_bytes() == text.encode("utf-8", "surrogateescape")


def test_prepare_when_the_deck_is_shipped_copies_it_whole(mine: Path, decks: Path) -> None:
    assert prepare(entry(mine, Origin.PACKAGE), "first", decks) == Target(decks / "mine.toml", 9)
    assert (decks / "mine.toml").read_bytes() == DECK.encode() == mine.read_bytes()


def test_prepare_when_another_deck_has_the_name_takes_the_next_one(mine: Path, decks: Path) -> None:
    decks.mkdir(parents=True)
    (decks / "mine.toml").write_text('[deck]\nid = "other"\n')
    assert prepare(entry(mine, Origin.PACKAGE), "first", decks).path == decks / "mine-2.toml"
    assert (decks / "mine.toml").read_text() == '[deck]\nid = "other"\n'


def test_prepare_when_the_copy_is_broken_at_present_opens_that(mine: Path, decks: Path) -> None:
    target = prepare(entry(mine, Origin.PACKAGE), "first", decks)
    target.path.write_text(DECK.replace("answer", "answr").replace('"One?"', '"One?'))
    assert prepare(entry(mine, Origin.PACKAGE), "first", decks) == target
    assert [path.name for path in decks.glob("[!.]*")] == ["mine.toml"]


def test_prepare_when_a_folder_deck_is_shipped_copies_all_its_parts(mine: Path, decks: Path) -> None:
    folder = mine.parent / "folder"
    folder.mkdir()
    (folder / "deck.toml").write_text('[deck]\nid = "mine"\ntitle = "Mine"\n')
    (folder / "more.toml").write_text('[[card]]\nid = "more"\nprompt = "?"\nanswer = "!"\n')
    shipped = entry(folder / "deck.toml", Origin.PACKAGE)
    assert prepare(shipped, "more", decks) == Target(decks / "folder" / "more.toml", 1)
    assert prepare(shipped, "more", decks) == Target(decks / "folder" / "more.toml", 1)
    assert sorted(path.name for path in (decks / "folder").iterdir()) == ["deck.toml", "more.toml"]
    assert [path.name for path in decks.glob("[!.]*")] == ["folder"]


def test_prepare_when_the_learners_folder_cannot_be_made_says_so(mine: Path, decks: Path) -> None:
    decks.parent.write_text("a file where a folder should be")
    with pytest.raises(UsageError, match="cannot be made ready") as fault:
        prepare(entry(mine, Origin.PACKAGE), "first", decks)
    assert fault.value.hint


def test_prepare_when_the_file_has_gone_says_so(mine: Path, decks: Path) -> None:
    mine.unlink()
    with pytest.raises(UsageError) as fault:
        prepare(entry(mine), "first", decks)
    assert str(fault.value.path) == str(mine)
