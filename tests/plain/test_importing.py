"""Importing a deck in line mode."""

from pathlib import Path

from tests.plain.conversation import Conversation, Line, Pick

from alliance_tutor.desk import Desk
from alliance_tutor.plain import home
from alliance_tutor.plain.talk import EndOfInput

IMPORT = Pick("Import a deck from a file")


def at_home(desk: Desk, *lines: Line) -> str:
    talk = Conversation(*lines)
    try:
        home.run(desk, talk)
    except EndOfInput:
        talk.say("(end)")
    return talk.said


def test_import_when_a_file_is_named_tells_the_report_and_the_deck_is_listed(
    desk: Desk, tmp_path: Path
) -> None:
    bank = tmp_path / "bank.txt"
    bank.write_text("::one::One?{=a ~b}\n\nTwo?{~a ~b}\n")
    said = at_home(desk, IMPORT, str(bank), Pick("Moodle's GIFT"))
    assert "2 items: 1 kept, 0 changed, 1 refused.\nThe deck bank is at " in said
    assert "bank: 0 due, 1 new" in said.casefold()
    said = at_home(desk, IMPORT, str(bank), Pick("Moodle's GIFT"), Pick("Leave it"))
    assert "there is a deck bank already" in said
    assert "Nothing was imported." in said
    assert "1 kept" in at_home(desk, IMPORT, str(bank), Pick("Moodle's GIFT"), Pick("Replace it"))


def test_import_when_a_table_is_refused_or_no_file_is_named_imports_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    table = tmp_path / "words.csv"
    table.write_text("hund;dog\nkatze;cat\n")
    said = at_home(
        desk, IMPORT, str(table), Pick("No: do not import it"), IMPORT, "", IMPORT, str(table), ":quit"
    )
    assert said.count("Is it right so?") == 2
    assert said.count("Nothing was imported.") == 2
    assert desk.shelf.library.deck("words") is None
    assert "error: " in at_home(desk, IMPORT, str(tmp_path / "gone.gift"))
