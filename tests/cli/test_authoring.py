"""`new`, `schema` and `stamp`."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from alliance_tutor.deck.schema import schema_text


@pytest.fixture
def folder(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the author's own, to be in."""
    own = tmp_path / "own"
    own.mkdir()
    monkeypatch.chdir(own)
    return own


def test_new_when_asked_writes_a_deck_with_nothing_to_mend(run: Run, folder: Path) -> None:
    ran = run("new", "world-capitals.toml")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines() == [
        "written: world-capitals.toml",
        "hint: open it in your editor, and alliance-tutor preview world-capitals.toml beside it",
    ]
    text = (folder / "world-capitals.toml").read_text(encoding="utf-8")
    assert 'id = "world-capitals"' in text
    assert 'title = "World capitals"' in text
    checked = run("check", "world-capitals.toml")
    assert (checked.code, len(checked.out.splitlines())) == (0, 2)
    assert " info Q149 " in checked.out
    assert run("study", "./world-capitals.toml", "--plain", lines=":quit\n").code == 0


def test_new_when_a_folder_is_named_begins_a_deck_in_several_files(run: Run, folder: Path) -> None:
    assert run("new", "course/", "--title", "The course").code == 0
    assert 'id = "course"' in (folder / "course" / "deck.toml").read_text(encoding="utf-8")
    assert run("check", "course").code == 0


def test_new_when_it_cannot_says_why_and_writes_nothing(run: Run, folder: Path) -> None:
    run("new", "one.toml")
    before = (folder / "one.toml").read_bytes()
    ran = run("new", "one.toml")
    assert (ran.code, ran.err) == (
        2,
        "error: one.toml: there is such a file already\nhint: give the deck another name\n",
    )
    assert (folder / "one.toml").read_bytes() == before
    assert run("new", "two").err == (
        "error: two: this is no name of a deck\nhint: write two.toml, or two/ for a deck in several files\n"
    )


def test_schema_when_asked_prints_the_schema(run: Run) -> None:
    ran = run("schema")
    assert (ran.code, ran.out, ran.err) == (0, schema_text(), "")
    json.loads(ran.out)


def test_stamp_when_asked_writes_the_missing_ids_and_says_where(run: Run, folder: Path) -> None:
    run("new", "one.toml")
    ran = run("stamp", "one.toml")
    place, line, id = ran.out.strip().split(":")
    assert (ran.code, ran.err, place) == (0, "1 id written\n", "one.toml")
    lines = (folder / "one.toml").read_text(encoding="utf-8").splitlines()
    assert (lines[int(line) - 1], lines[int(line)]) == ("[[card]]", f'id = "{id.strip()}"')
    again = run("stamp", "one.toml")
    assert (again.code, again.out, again.err) == (0, "", "every card has an id\n")


def test_stamp_when_the_deck_is_broken_or_one_of_several_says_so(run: Run, folder: Path) -> None:
    (folder / "one.toml").write_text("[[card]]\nprompt = x\n")
    ran = run("stamp", "one.toml")
    assert ran.code == 2
    assert ran.err.startswith("error: one.toml:2:10: ")
    (folder / "two.toml").write_text("")
    assert run("stamp", ".").err == (
        "error: .: there are several decks in this folder\nhint: name one: one.toml\n"
    )
    assert run("stamp", "gone.toml").code == 2


def test_preview_when_there_is_no_terminal_asks_in_lines_and_records_nothing(
    run: Run, home: Path, folder: Path
) -> None:
    run("new", "one.toml")
    ran = run("preview", "one.toml", lines="\n\n:quit\n")
    assert ran.code == 0
    assert "Preview of One, 6 questions." in ran.out
    assert "Question 2 of 6, one.toml line " in ran.out
    assert not (home / "history.db").exists()


def test_preview_when_at_a_terminal_opens_the_app(
    run: Run, folder: Path, opened: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[object, ...]] = []

    def run_app(*given: object) -> int:
        calls.append(given)
        return 0

    monkeypatch.setattr("alliance_tutor.tui.app.run_preview", run_app)
    run("new", "course/")
    assert run("preview", "course").code == 0
    assert calls == [(None, Path("course/deck.toml"))]


def test_a_deck_in_several_files_is_one_deck_for_every_command(run: Run, home: Path, folder: Path) -> None:
    run("new", "course/")
    unit = folder / "course" / "unit-2.toml"
    card = '[[card]]\ntopic = "planets"\nprompt = "Which planet has the great storm?"\nanswer = "Jupiter"\n'
    card += 'explanation = "It is wider than the Earth."\nsources = ["nasa"]\n'
    unit.write_text(card + 'status = "documented"\nlevel = "recall"\n', encoding="utf-8")
    for path in ("course", "course/deck.toml", "course/unit-2.toml"):
        assert run("check", path).err == "1 deck, 6 cards: 0 errors, 0 warnings, 1 remark\n"
        assert "of 7" in run("preview", path, lines=":quit\n").out
        assert run("study", f"./{path}", "--plain", lines=":quit\n").code == 0
    ran = run("stamp", "course/unit-2.toml")
    assert [line.split(":")[0] for line in ran.out.splitlines()] == ["course/deck.toml", "course/unit-2.toml"]
    assert (
        unit.read_text(encoding="utf-8").replace(ran.out.split()[-1], "")
        == card.replace("[[card]]\n", '[[card]]\nid = ""\n') + 'status = "documented"\nlevel = "recall"\n'
    )
    unit.write_text("levl = 5\n" + card)
    ran = run("check", "course/deck.toml")
    assert ran.out.startswith("course/unit-2.toml:1:1: error ")
    assert ran.code == 1
