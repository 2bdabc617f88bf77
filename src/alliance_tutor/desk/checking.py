"""What `check` found in the decks of a desk, kept until a deck changes."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from alliance_tutor.deck.library import DECK_FILE, DeckEntry, DeckFile, Origin, packaged_decks
from alliance_tutor.deck.lint.findings import Finding, Severity
from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.desk.shelf import Shelf
from alliance_tutor.errors import UsageError

GRAVE = frozenset({Severity.ERROR, Severity.WARNING})


class _Kept(NamedTuple):
    state: object
    day: date
    findings: tuple[Finding, ...]


class Checking:
    """The findings of all decks; a face checks them, here or in another process, and hands them in."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._kept: _Kept | None = None

    def files(self) -> list[DeckFile]:
        """All decks. Raises UsageError where one that was named has gone."""
        return self._shelf.files()

    def known(self, today: date) -> tuple[Finding, ...] | None:
        """What was found on this day in the decks as they are; None where that has to be found out."""
        kept = self._kept
        return kept.findings if kept and kept.state == self._shelf.index.state and kept.day == today else None

    def keep(self, findings: tuple[Finding, ...], today: date) -> None:
        """Take what was found in the decks as they are."""
        self._kept = _Kept(self._shelf.index.state, today, findings)

    def run(self, today: date) -> tuple[Finding, ...]:
        """What is found, checked here and now where it is not known."""
        from alliance_tutor.deck.lint.checker import in_place

        found = self.known(today)
        if found is None:
            found = in_place(self.files(), today)
            self.keep(found, today)
        return found

    def is_own(self, deck: str) -> bool:
        """Whether a deck is the learner's or was named, and is not a copy of a shipped one."""
        entry = self._shelf.library.deck(deck)
        copied = any(each.copied and each.by is entry for each in self._shelf.library.hidden)
        return entry is not None and entry.origin is not Origin.PACKAGE and not copied

    def of_own(self, findings: Sequence[Finding]) -> list[Finding]:
        """Those of the findings that are about decks that `is_own`, quick also for tens of thousands."""
        own = [entry for entry in self._shelf.library.decks if self.is_own(entry.id)]
        files = {entry.path for entry in own}
        folders = {path.parent for path in files if path.name == DECK_FILE}
        paths = {path: Path(path) for path in {each.path for each in findings}}
        about = {path for path, file in paths.items() if file in files or file.parent in folders}
        return [each for each in findings if each.path in about]

    def of_card(self, ref: QuestionRef, findings: Sequence[Finding]) -> list[Finding]:
        """Those of the findings that are about a question's card."""
        entry = self._shelf.library.deck(ref.deck)
        if entry is None:
            return []
        return [each for each in findings if each.card == ref.card and _is_of(entry, Path(each.path))]

    def to_edit(self, finding: Finding) -> tuple[Path, int]:
        """The file and the line to open; a shipped deck is copied first, for one of its cards.

        Raises UsageError where that cannot be done.
        """
        path = Path(finding.path)
        if not path.resolve().is_relative_to(packaged_decks().resolve()):
            return path, finding.line
        entry = next((each for each in self._shelf.library.decks if _is_of(each, path)), None)
        if entry is None or not finding.card:
            hint = "edit one of its cards: the deck is then copied into your own folder"
            raise UsageError("a shipped deck is not written", hint=hint)
        return self._shelf.edit_target(f"{entry.id}/{finding.card}")


def _is_of(entry: DeckEntry, path: Path) -> bool:
    """Whether a file is a deck's: its own, or one beside its `deck.toml`."""
    return path == entry.path or (entry.path.name == DECK_FILE and path.parent == entry.path.parent)
