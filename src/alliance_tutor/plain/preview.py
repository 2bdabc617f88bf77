"""Previewing a deck in line mode: its questions one after another, with what is found on each.

Output only ever grows: what was saved meanwhile is told once a line is typed.
"""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from alliance_tutor.deck.lint.findings import Finding
from alliance_tutor.desk import Desk
from alliance_tutor.desk.preview import Preview
from alliance_tutor.errors import TutorError
from alliance_tutor.insight.wording import number, single
from alliance_tutor.plain import answers, aside, edit, show
from alliance_tutor.plain.commands import UnknownCommand, after_colon, named
from alliance_tutor.plain.talk import EndOfInput, Talk
from alliance_tutor.text import plain

NEXT = "an empty line goes on"


class PreviewCommand(StrEnum):
    """What can be asked for in a preview."""

    HELP = "help"
    REPEAT = "repeat"
    NEXT = "next"
    PREVIOUS = "previous"
    CHANGED = "changed"
    AGAIN = "again"
    FINDINGS = "findings"
    HINT = "hint"
    READ = "read"
    COUNT = "count"
    EDIT = "edit"
    QUIT = "quit"


MEANINGS: Mapping[PreviewCommand, str] = MappingProxyType(
    {
        PreviewCommand.HELP: "this list",
        PreviewCommand.REPEAT: "say it again, as it was saved last",
        PreviewCommand.NEXT: "the next question",
        PreviewCommand.PREVIOUS: "the question before",
        PreviewCommand.CHANGED: "the next question that the latest save changed or added",
        PreviewCommand.AGAIN: "ask this question once more",
        PreviewCommand.FINDINGS: "what check says of the whole deck",
        PreviewCommand.HINT: "the question's hint",
        PreviewCommand.READ: "the passage to read on the topic",
        PreviewCommand.COUNT: "let a near miss count as right",
        PreviewCommand.EDIT: "edit the card in your editor",
        PreviewCommand.QUIT: "leave; nothing was recorded",
    }
)


def run_preview(desk: Desk, talk: Talk, path: Path) -> None:
    """Ask a deck's questions until the author leaves, or the input ends."""
    preview = Preview(path, date.fromordinal(desk.day))
    talk.say(f"Preview of {single(preview.title)}, {number(len(preview.questions), 'question')}. {_PROMISE}")
    try:
        _Reading(desk, talk, preview).run()
    except EndOfInput:
        return


_PROMISE = "Nothing is recorded. :help lists the commands."


class _Reading:
    """A preview led through a conversation."""

    def __init__(self, desk: Desk, talk: Talk, preview: Preview) -> None:
        self._desk = desk
        self._talk = talk
        self._preview = preview
        self._over = False

    def run(self) -> None:
        """Go on until the author leaves. Raises EndOfInput."""
        self._present()
        while not self._over:
            line = self._talk.ask(self._prompt())
            if self._preview.look():
                self._talk.say(self._preview.notice)
                self._present()
                if not line.strip():
                    continue  # it only asked whether anything was saved
            try:
                self._take(line)
            except UnknownCommand as unknown:
                self._talk.say(str(unknown))
            except TutorError as fault:
                self._talk.complain(fault)

    def _prompt(self) -> str:
        preview = self._preview
        if preview.asked is None:
            return "Save the file, then type an empty line:"
        if preview.verdict is None:
            return show.answer_prompt(preview.asked)
        return f"{NEXT[:1].upper()}{NEXT[1:]}:"

    def _take(self, line: str) -> None:
        said = after_colon(line)
        if said is not None:
            self._do(named(said, tuple(PreviewCommand)))
        elif self._preview.asked is None:
            self._talk.say("Nothing was saved since.")
        elif self._preview.verdict is not None:
            self._go(1)
        else:
            response = answers.read(self._preview.asked, line)
            if isinstance(response, answers.Unreadable):
                self._talk.say(response.why)
                return
            self._preview.respond(response)
            self._present()

    def _do(self, command: PreviewCommand) -> None:
        preview = self._preview
        match command:
            case PreviewCommand.HELP:
                self._say([f":{each}: {MEANINGS[each]}" for each in PreviewCommand])
            case PreviewCommand.REPEAT:
                self._present()
            case PreviewCommand.NEXT:
                self._go(1)
            case PreviewCommand.PREVIOUS:
                self._go(-1)
            case PreviewCommand.CHANGED:
                preview.go_to_changed()
                self._talk.say(preview.notice) if preview.notice else self._present()
            case PreviewCommand.AGAIN:
                preview.again()
                self._present()
            case PreviewCommand.FINDINGS:
                self._say(self._lines(preview.findings) or ["Nothing is found in this deck."])
            case PreviewCommand.QUIT:
                self._over = True
            case _:
                self._aside(command)

    def _aside(self, command: PreviewCommand) -> None:
        """What is asked beside the question in hand."""
        preview = self._preview
        topic = preview.topic
        match command:
            case PreviewCommand.HINT if preview.asked:
                self._talk.say(aside.hint_line(preview.asked.question))
            case PreviewCommand.READ if topic and topic.summary:
                self._say([single(topic.title), "", *plain(topic.summary).split("\n")])
            case PreviewCommand.READ:
                self._talk.say("There is nothing to read on this card's topic.")
            case PreviewCommand.COUNT if preview.verdict and preview.verdict.near:
                preview.count()
                self._talk.say(show.sign_line(preview.verdict))
            case PreviewCommand.COUNT:
                self._talk.say("There is no near miss to count.")
            case PreviewCommand.EDIT:
                edit.edit_file(self._desk, self._talk, *preview.to_edit)
                preview.look()
                self._talk.say(preview.notice)
                self._present()

    def _go(self, step: int) -> None:
        self._preview.go(step)
        self._present()

    def _present(self) -> None:
        """The question or its answer, with what is found on it; or why there is none."""
        preview = self._preview
        asked, verdict = preview.asked, preview.verdict
        found = self._lines(preview.beside)
        told = ["The deck does not load:", *found] if preview.broken else found
        if asked is None:
            self._say([*told, *([] if preview.broken else ["This deck has no questions yet."])])
            return
        if verdict is None:
            path, line = preview.where
            far = f"Question {preview.place + 1} of {len(preview.questions)}, {Path(path).name} line {line}"
            topic = single(preview.topic.title) if preview.topic else ""
            self._say([*show.question_lines(asked, far, topic), *told, *([""] if told else [])])
        else:
            lines = show.answer_lines(asked.question, asked.order, preview.response, verdict, preview.checked)
            near = [show.NEAR] if verdict.near else []
            self._say([*lines, *near, "", *told, *([""] if told else [])])

    def _lines(self, findings: Collection[Finding]) -> list[str]:
        rows: list[str] = []
        for each in findings:
            rows.append(f"{self._preview.line_of(each)}: {each.severity} {each.code} {each.message}")
            rows += [f"  hint: {each.hint}"] if each.hint else []
        return [row[:1].upper() + row[1:] for row in rows]

    def _say(self, lines: list[str]) -> None:
        self._talk.say("\n".join(lines))
