"""What `check` says of the decks, in line mode: a list to choose from, or one card's findings."""

from datetime import date
from pathlib import Path

from alliance_tutor.deck.lint.findings import Finding, Severity
from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.desk import Desk
from alliance_tutor.desk.checking import GRAVE
from alliance_tutor.insight.wording import number
from alliance_tutor.plain.edit import edit_file, say_findings
from alliance_tutor.plain.menu import Entry, visit
from alliance_tutor.plain.talk import Talk


def visit_findings(desk: Desk, talk: Talk) -> None:
    """List what is found in all decks until the learner goes back; each can be explained and opened."""
    while True:
        found = _found(desk)
        entries = [_entry(desk, talk, each) for each in found if each.severity in GRAVE]
        entries += _remarks(talk, [each for each in found if each.severity is Severity.INFO])
        if not visit(talk, [_counts(found), ""], entries, back_first=True):
            return


def say_of_card(desk: Desk, talk: Talk, ref: QuestionRef) -> None:
    """Say what is found on a question's card."""
    found = desk.checking.of_card(ref, _found(desk))
    if found:
        say_findings(talk, found)
    else:
        talk.say("Nothing is found on this card.")


def _found(desk: Desk) -> tuple[Finding, ...]:
    return desk.checking.run(date.fromordinal(desk.day))


def _counts(found: tuple[Finding, ...]) -> str:
    errors, warnings, remarks = (sum(each.severity is severity for each in found) for severity in Severity)
    told = f"{number(errors, 'error')}, {number(warnings, 'warning')}, {number(remarks, 'remark')}"
    return f"What check says of all decks: {told}."


def _remarks(talk: Talk, found: list[Finding]) -> list[Entry]:
    """An entry that says them all."""
    remarks = number(len(found), "remark")
    return [Entry(f"Say the {remarks}", lambda: say_findings(talk, found))] if found else []


def _entry(desk: Desk, talk: Talk, finding: Finding) -> Entry:
    def act() -> None:
        _open(desk, talk, finding)

    place = f"{Path(finding.path).name}, line {finding.line}"
    return Entry(f"{place}: {finding.message}. {str(finding.severity).capitalize()} {finding.code}", act)


def _open(desk: Desk, talk: Talk, finding: Finding) -> None:
    """Say how it is mended and why it is a fault, then let the file be edited."""
    from alliance_tutor.deck.lint.explaining import explain

    hint = [f"Hint: {finding.hint}.", ""] if finding.hint else []
    talk.say("\n".join([str(finding), *hint, explain(finding.code).rstrip()]))
    if talk.ask("Edit the file now? y or n; an empty line is n:").strip().casefold() in ("y", "yes"):
        edit_file(desk, talk, *desk.checking.to_edit(finding))
        desk.shelf.reload()
