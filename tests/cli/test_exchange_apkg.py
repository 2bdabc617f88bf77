"""Anki's packages on the command line: the deck, and with `--history` the reviews."""

import json
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import DECK, Run, put
from tests.exchange.packages import FOLDER

from alliance_tutor.deck import deckfile
from alliance_tutor.exchange import apkg


@pytest.fixture
def package(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", "2026-12-24T19:00:00+01:00")  # after its reviews
    return Path(shutil.copy(FOLDER / "latest.apkg", tmp_path / "geo.apkg"))


def test_package_when_imported_is_a_deck_and_its_reviews_are_told(run: Run, package: Path) -> None:
    ran = run("import", str(package))
    assert ran.code == 1  # its picture was refused
    assert ran.out.splitlines()[-1].endswith("6 left out; import with --history to add them to your history")
    assert ran.err.splitlines()[-1].startswith("hint: mend what is told “by hand”")
    assert run("journal").out == ""


def test_package_when_imported_with_history_adds_it_once(run: Run, package: Path) -> None:
    assert "6 of 6 added to your history" in run("import", str(package), "--history").out
    events = run("journal", "--json").out
    assert [json.loads(line)["kind"] for line in events.splitlines()] == ["reviewed"] * 6
    ran = run("import", str(package), "--history", "--replace", "--json")
    assert json.loads(ran.out)["items"][-1]["notes"][:2] == [
        "0 of 6 added to your history",
        "6 there already",
    ]
    assert run("journal", "--json").out == events


def test_history_of_a_file_that_has_none_says_so(run: Run, tmp_path: Path) -> None:
    bank = tmp_path / "bank.gift"
    bank.write_text("One?{T}\n", encoding="utf-8")
    ran = run("import", str(bank), "--history")
    assert (ran.code, ran.out.splitlines()[-1]) == (
        0,
        f"{bank}: changed reviews: there are none in this file",
    )


def test_deck_when_exported_is_a_package_that_is_imported_again(run: Run, home: Path, tmp_path: Path) -> None:
    path = put(home, "small.toml", DECK)
    target = tmp_path / "out.apkg"
    assert run("export", str(path), "--to", "apkg").code == 2
    assert run("export", str(path), "--to", "apkg", "-o", str(target)).code == 0
    deck = deckfile.read(path).deck
    assert deck
    assert [card.id for card in apkg.read(target.read_bytes(), "x").deck.cards] == [
        card.id for card in deck.cards
    ]
