"""`import` and `export`."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import DECK, Run, put

from alliance_tutor.exchange.formats import FORMATS

GIFT = "::one::One?{=a ~b}\n\nTwo?{~a ~b}\n"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.gift"
    path.write_text(GIFT, encoding="utf-8")
    return path


def test_import_when_something_is_refused_tells_each_item_and_exits_1(
    run: Run, home: Path, bank: Path
) -> None:
    ran = run("import", str(bank))
    assert ran.code == 1
    assert ran.out == (
        f"{bank}:1: kept choice one\n{bank}:3: refused multichoice “Two?”: no option is right\n"
    )
    assert ran.err.splitlines() == [
        "1 kept, 0 changed, 1 refused",
        f"written: {home / 'decks' / 'bank.toml'}",
        "hint: alliance-tutor study bank",
    ]
    assert run("study", "bank", "--plain", lines=":quit\n").code == 0


def test_import_when_told_where_writes_there_and_replaces_nothing(
    run: Run, home: Path, bank: Path, tmp_path: Path
) -> None:
    target = str(tmp_path / "deck.toml")
    assert run("import", str(bank), "-o", target).err.endswith(f"hint: alliance-tutor study {target}\n")
    ran = run("import", str(bank), "-o", target)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"error: {target}: there is such a file already\nhint: --replace writes over it; -o names another\n"
    )
    assert run("import", str(bank), "-o", target, "--replace").code == 1
    assert not (home / "decks").exists()


def test_import_when_a_card_needs_a_hand_says_which_and_what(run: Run, bank: Path) -> None:
    bank.write_text("Why?{}", encoding="utf-8")
    ran = run("import", str(bank))
    assert ran.code == 0
    assert ran.out.endswith("  by hand: write what a full answer says into `notes`\n")
    assert "hint: mend what is told “by hand”, then alliance-tutor check " in ran.err


def test_import_when_asked_for_json_prints_one_document(run: Run, home: Path, bank: Path) -> None:
    ran = run("import", str(bank), "--json")
    document = json.loads(ran.out)
    assert (ran.code, ran.err) == (1, "")
    assert set(document) == {"deck", "path", "items", "kept", "changed", "refused"}
    assert (document["deck"], document["path"]) == ("bank", str(home / "decks" / "bank.toml"))
    assert (document["kept"], document["changed"], document["refused"]) == (1, 0, 1)
    assert document["items"][0] == {
        "outcome": "kept",
        "name": "choice one",
        "notes": [],
        "line": 1,
        "card": "one",
        "path": str(bank),
        "hand": "",
    }


def test_import_when_nothing_can_be_taken_writes_nothing(run: Run, home: Path, bank: Path) -> None:
    bank.write_text("Two?{~a ~b}", encoding="utf-8")
    ran = run("import", str(bank))
    assert ran.code == 1
    assert ran.err == "0 kept, 0 changed, 1 refused\nNothing could be imported, and no deck was written.\n"
    assert json.loads(run("import", str(bank), "--json").out)["path"] is None


def test_import_when_its_name_may_mean_several_formats_asks_which(
    run: Run, home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "bank.txt"
    path.write_text("One?\nA. a\nB. b\nANSWER: A\n", encoding="utf-8")
    ran = run("import", str(path))
    assert ran.code == 2
    assert "--from gift" in ran.err
    assert "--from aiken" in ran.err
    assert run("import", str(path), "--from", "Aiken").code == 0


def test_import_when_a_deck_file_was_received_keeps_it(run: Run, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "received.toml"
    path.write_text(DECK.replace('id = "small"', 'id = "sent"'), encoding="utf-8")
    ran = run("import", str(path))
    assert ran.code == 0
    assert (home / "decks" / "sent.toml").read_bytes() == path.read_bytes()
    assert run("import", str(path)).code == 2


def test_import_when_a_folder_deck_was_received_keeps_all_its_files(
    run: Run, home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    (folder / "deck.toml").write_text('[deck]\nid = "sent"\ntitle = "Sent"\n', encoding="utf-8")
    (folder / "one.toml").write_text('[[card]]\nprompt = "A?"\nanswer = "b"\n', encoding="utf-8")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    ran = run("import", str(folder))
    assert ran.code == 0
    assert "notes.txt: it is no part of the deck" in ran.out
    assert sorted(each.name for each in (home / "decks" / "sent").iterdir()) == ["deck.toml", "one.toml"]
    assert run("import", str(folder)).code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import", "nowhere.gift"], "cannot be read"),
        (["import", "x.gift", "--from", "nope"], "there is no format nope"),
        (["import"], "Missing argument"),
        (["export", "small"], "Missing option '--to'"),
        (["export", "small", "--to", "nope"], "there is no format nope"),
        (["export", "smal", "--to", "gift"], "did you mean small?"),
        (["export", "./nowhere.toml", "--to", "gift"], "there is no such file"),
        (["export", "small", "--to", "gift", "--json"], "name one with -o"),
    ],
)
def test_command_when_it_makes_no_sense_is_a_usage_fault(
    run: Run, home: Path, arguments: list[str], said: str
) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_export_when_no_file_is_named_puts_the_deck_on_stdout(run: Run, home: Path) -> None:
    ran = run("export", "small", "--to", "gift")
    assert ran.code == 0
    assert ran.out.startswith("$CATEGORY: $course$/top/Small [//nope]\n\n")
    place = f"{home.parent / 'packaged' / 'small.toml'}:23"
    notes = "it is a short answer, to be typed; it is asked in one direction"
    assert ran.err.splitlines()[-2:] == [
        f"{place}: changed basic turn: {notes}",
        "2 kept, 3 changed, 0 refused",
    ]


def test_export_when_a_file_is_named_writes_it_once(run: Run, home: Path, tmp_path: Path) -> None:
    target = tmp_path / "small.aiken"
    ran = run("export", "small", "--to", "aiken", "-o", str(target))
    assert ran.code == 1
    assert ran.err == f"0 kept, 2 changed, 1 refused\nwritten: {target}\n"
    assert "refused basic turn: Aiken has only questions with one right option" in ran.out
    assert run("export", "small", "--to", "aiken", "-o", str(target)).code == 2
    document = json.loads(run("export", "small", "--to", "gift", "-o", f"{target}2", "--json").out)
    assert set(document) == {"path", "items", "kept", "changed", "refused"}


def test_export_when_a_folder_holds_several_decks_asks_for_one(run: Run, home: Path) -> None:
    put(home, "one.toml", DECK.replace('id = "small"', 'id = "one"'))
    folder = str(put(home, "two.toml", DECK.replace('id = "small"', 'id = "two"')).parent)
    ran = run("export", folder, "--to", "gift")
    assert ran.code == 2
    assert "there are several decks in this folder" in ran.err


def test_export_and_import_when_a_deck_goes_out_and_comes_back_give_the_same_bytes(
    run: Run, home: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "back.gift", tmp_path / "again.gift"
    assert run("export", "small", "--to", "gift", "-o", str(first)).code == 0
    assert run("import", str(first)).code == 0
    assert run("export", "back", "--to", "gift", "-o", str(second)).code == 0
    assert first.read_bytes() == second.read_bytes()


def test_formats_when_listed_have_names_of_their_own() -> None:
    names = [each.name for each in FORMATS]
    assert len(set(names)) == len(names)
    assert all(each.read or each.write for each in FORMATS)
