"""Decks read by another process: what it reads is found in the index, and nothing is read again."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from alliance_tutor.deck import deckfile, reader
from alliance_tutor.deck.index import DeckIndex
from alliance_tutor.deck.library import DeckFile, Origin, find

DECK = '[deck]\nid = "{0}"\ntitle = "Deck {0}"\n[[card]]\nid = "x"\nprompt = "x?"\nanswer = "yes"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "decks"
    folder.mkdir()
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "index.db"


def found(folder: Path) -> list[DeckFile]:
    return find([], folder, folder / "none")


def run(cache: Path, files: list[DeckFile], cwd: Path | None = None) -> int:
    done = subprocess.run(reader.command(cache), input=reader.to_stdin(files), cwd=cwd, timeout=60)
    return done.returncode


def refuse(_contents: object) -> None:
    raise AssertionError("a deck is read again")


def test_what_another_process_read_is_not_read_again(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.toml").write_text(DECK.format("a"))
    # In the folder's root it is a deck of one file, though its name is a folder deck's.
    (folder / "deck.toml").write_text(DECK.format("d"))
    (folder / "b").mkdir()
    (folder / "b" / "deck.toml").write_text(DECK.format("b"))
    (folder / "b" / "more.toml").write_text('[[card]]\nid = "y"\nprompt = "y?"\nanswer = "no"\n')
    files = found(folder)
    index = DeckIndex(cache)
    assert index.changed(files) == files
    assert run(cache, files) == 0
    monkeypatch.setattr(deckfile, "parse", refuse)
    assert index.changed(files) == []
    assert sorted(entry.id for entry in index.refresh(files).decks) == ["a", "b", "d"]
    assert [ref.id for ref in index.refs("b")] == ["b/x", "b/y"]
    index.close()


def test_decks_that_were_not_named_stay_in_the_index(folder: Path, cache: Path) -> None:
    for id in ("a", "b"):
        (folder / f"{id}.toml").write_text(DECK.format(id))
    files = found(folder)
    assert run(cache, files) == 0
    (folder / "a.toml").write_text(DECK.format("a").replace("x?", "new?"))
    assert run(cache, files[:1]) == 0
    index = DeckIndex(cache)
    assert index.changed(files) == []
    index.refresh(files)
    assert [question.prompt for question in index.questions(["a/x", "b/x"])] == ["new?", "x?"]
    index.close()


def test_modules_of_the_folder_one_is_in_are_not_loaded(folder: Path, cache: Path) -> None:
    (folder / "a.toml").write_text(DECK.format("a"))
    (folder / "json.py").write_text("raise SystemExit(9)")
    assert run(cache, found(folder), folder) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="file names are Unicode elsewhere")
def test_a_file_is_read_whose_name_is_no_text(folder: Path, cache: Path) -> None:
    (folder / os.fsdecode(b"\xff.toml")).write_text(DECK.format("a"))
    assert run(cache, found(folder)) == 0
    index = DeckIndex(cache)
    assert index.changed(found(folder)) == []
    index.close()


def test_it_is_told_that_nothing_can_be_left_in_the_index(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "a.toml"
    path.write_text(DECK.format("a"))
    told = reader.to_stdin([DeckFile(path, Origin.LEARNER, (path,))]).decode()
    for place, code in ((cache, 0), (folder, 1)):
        monkeypatch.setattr(sys, "stdin", io.StringIO(told))
        monkeypatch.setattr(sys, "argv", ["reader", str(place)])
        assert reader.main() == code
