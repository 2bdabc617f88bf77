"""Editing a card, a deck or the settings in the learner's editor, from line mode."""

import os
import subprocess
import sys
from pathlib import Path

from alliance_tutor.deck import editor
from alliance_tutor.deck.lint.findings import Finding
from alliance_tutor.desk import Desk
from alliance_tutor.plain.talk import Talk


def edit_card(desk: Desk, talk: Talk, question: str) -> bool:
    """Let the learner edit a question's card; whether the deck loads afterwards.

    Where it does not, the faults are said and the file can be edited again. Raises TutorError when there
    is nothing to edit or no editor.
    """
    while True:
        target = desk.shelf.edit_target(question)
        edit_file(desk, talk, target.path, target.line)
        after = desk.shelf.after_edit(question)
        if not isinstance(after, list):
            return True
        talk.say("The deck does not load any more:")
        say_findings(talk, after)
        if talk.ask("Edit again? y or n; an empty line is y:").strip().casefold() not in ("", "y", "yes"):
            talk.say("The sitting goes on with the text as it was.")
            return False


def edit_file(desk: Desk, talk: Talk, path: Path, line: int = 1) -> None:
    """Run the learner's editor on a file and wait for it. Raises UsageError when it cannot be started."""
    command = editor.command(desk.settings.editor, os.environ, sys.platform, path, line)
    talk.say(f"Editing {path}, line {line}, with {Path(command[0]).name}.")
    ended = editor.run(command, stdin=None if talk.interactive else subprocess.DEVNULL)
    if ended:
        talk.say(f"The editor ended with code {ended}.")


def say_findings(talk: Talk, findings: list[Finding]) -> None:
    """Say where a deck is wrong, and what to do about each place."""
    for finding in findings:
        talk.say(str(finding))
        if finding.hint:
            talk.say(f"  hint: {finding.hint}")
