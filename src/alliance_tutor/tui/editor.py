"""Editing the card in hand: the screen steps aside for the learner's editor."""

import os
import sys
from pathlib import Path

from textual.app import App, SuspendNotSupported

from alliance_tutor.deck import editor
from alliance_tutor.deck.questions import Question
from alliance_tutor.desk import Desk
from alliance_tutor.errors import UsageError
from alliance_tutor.study.session import Session
from alliance_tutor.tui.text import shown_key


def edit(app: App[int], desk: Desk, session: Session, question: str) -> None:
    """Open the card's file at its line, then go on with what it says now.

    Raises UsageError when no editor starts, or when the file does not load any more: the old text stands.
    """
    edit_file(app, desk, *desk.shelf.edit_target(question))
    came = desk.shelf.after_edit(question)
    if came is None or isinstance(came, Question):
        session.replace(came)
        return
    first = came[0]
    raise UsageError(
        f"{Path(first.path).name}, line {first.line}: {first.message}",
        hint=f"{shown_key('e', 'screen.edit')} opens it again; until then the old text stands",
    )


def edit_file(app: App[int], desk: Desk, path: Path, line: int) -> None:
    """Open a file at a line, and wait until the editor is closed. Raises UsageError when none starts."""
    command = editor.command(desk.settings.editor, os.environ, sys.platform, path, line)
    try:
        with app.suspend():
            editor.run(command)
    except SuspendNotSupported:
        editor.run(command)
