"""Bringing a deck along from a file, in line mode."""

from alliance_tutor.desk import Desk
from alliance_tutor.desk.importing import Choice, Importing, report_lines
from alliance_tutor.exchange.importing import Kept
from alliance_tutor.plain.menu import Entry, choose, nothing
from alliance_tutor.plain.talk import Talk


def bring(desk: Desk, talk: Talk) -> None:
    """Ask for a file and make a deck of it. Raises TutorError where that cannot be, EndOfInput at the end."""
    path = talk.ask("The file to import: Moodle's, Anki's, a table, a deck; an empty line goes back:")
    if not path.strip():
        return
    importing = Importing(desk)
    came: Choice | Kept | None = importing.begin(path)
    while isinstance(came, Choice):
        entries = [Entry(option, nothing) for option in came.options]
        chosen = choose(talk, [*came.lines, ""], entries)
        came = importing.choose(entries.index(chosen)) if isinstance(chosen, Entry) else None
    desk.shelf.reload()
    talk.say("\n".join(report_lines(came)) if came else "Nothing was imported.")
