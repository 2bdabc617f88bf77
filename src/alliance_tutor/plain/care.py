"""Home's smaller pages in line mode: decks that do not load, the guide."""

from pathlib import Path

from alliance_tutor import guide as manual
from alliance_tutor.deck.library import DeckEntry, Origin
from alliance_tutor.deck.lint.findings import Finding, Severity
from alliance_tutor.desk import Desk
from alliance_tutor.insight.wording import single
from alliance_tutor.plain.edit import edit_file, say_findings
from alliance_tutor.plain.menu import Entry, visit
from alliance_tutor.plain.talk import Talk


def notes(desk: Desk) -> list[str]:
    """What home says of decks beside the numbers: those that do not load, those hidden by another.

    A learner's own copy of a shipped deck is as it should be: nothing is said of it.
    """
    broken = [
        f"{single(entry.title)} does not load: {_first_error(entry)}" for entry in desk.shelf.library.broken
    ]
    told = [hidden.finding for hidden in desk.shelf.library.hidden]
    hidden = [f"Note: {finding.message}." for finding in told if finding.severity is not Severity.INFO]
    return [*broken, *hidden]


def broken_decks(desk: Desk, talk: Talk) -> list[Entry]:
    """For each deck of the learner's that does not load an entry that opens it in the editor."""

    def entry(broken: DeckEntry) -> Entry:
        def act() -> None:
            _mend(desk, talk, broken)

        return Entry(f"Mend {single(broken.title)}, which does not load", act)

    return [entry(broken) for broken in desk.shelf.library.broken if broken.origin is not Origin.PACKAGE]


def guide(talk: Talk) -> None:
    """The manual's pages, one after another as they are chosen."""

    def entry(page: manual.Page) -> Entry:
        return Entry(page.title, lambda: talk.say("\n" + manual.read(page.name)))

    pages = [entry(page) for page in manual.pages()]
    while visit(talk, ["Guide", ""], pages, back_first=True):
        continue


def _mend(desk: Desk, talk: Talk, broken: DeckEntry) -> None:
    say_findings(talk, list(broken.findings))
    if talk.ask("Edit the file now? y or n; an empty line is n:").strip().casefold() not in ("y", "yes"):
        return
    first = _first_error(broken)
    edit_file(desk, talk, Path(first.path), first.line)
    desk.shelf.reload()
    still = [each for each in desk.shelf.library.broken if each.path == broken.path]
    talk.say("The deck still does not load." if still else "The deck loads now.")


def _first_error(broken: DeckEntry) -> Finding:
    return next(finding for finding in broken.findings if finding.severity is Severity.ERROR)
