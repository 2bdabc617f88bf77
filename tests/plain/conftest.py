"""A desk on a small deck of its own, at a fixed instant."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from alliance_tutor.deck import library
from alliance_tutor.desk import Desk

NOW = "2026-11-23T19:00:00+00:00"
DECK = Path(__file__).parent / "small.toml"


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped decks' place, holding the small deck; a home beside it."""
    packaged = tmp_path / "packaged"
    packaged.mkdir()
    (packaged / "small.toml").write_bytes(DECK.read_bytes())
    monkeypatch.setattr(library, "packaged_decks", lambda: packaged)
    monkeypatch.setenv("ALLIANCE_TUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", NOW)
    return packaged


@pytest.fixture
def desk(shipped: Path) -> Iterator[Desk]:
    with Desk.open() as opened:
        yield opened


@pytest.fixture
def forms(shipped: Path) -> Iterator[Desk]:
    """A desk whose only shipped deck has a card of each form."""
    (shipped / "small.toml").unlink()
    (shipped / "forms.toml").write_bytes(DECK.with_name("forms.toml").read_bytes())
    with Desk.open() as opened:
        yield opened


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for an editor: writes the `text` that the returned file's code sets, if it sets one."""
    code = tmp_path / "edits.py"
    code.write_text("")
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        f"found = {{'path': pathlib.Path(sys.argv[-1])}}\n"
        f"exec(pathlib.Path({str(code)!r}).read_text(), found)\n"
        "if 'text' in found:\n"
        "    found['path'].write_text(found['text'], encoding='utf-8')\n"
        "sys.exit(found.get('code', 0))\n"
    )
    monkeypatch.setenv("VISUAL", f'"{sys.executable}" "{script}"')
    return code
