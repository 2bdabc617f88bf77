"""`check`: all findings of some decks, in the order of their files."""

from collections.abc import Sequence
from dataclasses import dataclass

from alliance_tutor.deck.deckfile import parse
from alliance_tutor.deck.entries import entry_of
from alliance_tutor.deck.library import DeckFile, arrange, read_parts
from alliance_tutor.deck.lint.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Report:
    """What `check` found in how many decks and cards; of a broken deck the cards that were read count."""

    findings: tuple[Finding, ...]
    decks: int
    cards: int

    @property
    def errors(self) -> int:
        """How many findings keep a deck from loading."""
        return self._count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many findings an author should look at."""
        return self._count(Severity.WARNING)

    @property
    def infos(self) -> int:
        """How many findings are only for information."""
        return self._count(Severity.INFO)

    def _count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)


def check(files: Sequence[DeckFile]) -> Report:
    """Read these decks and report all that is wrong with them, and which hide one another.

    `files` come in the order of precedence, as `library.find` gives them.
    """
    entries = []
    for file in files:
        # Decks are let go one by one: only what a list shows of them is kept.
        entries.append(entry_of(file, parse(read_parts(file.parts)), []))
    findings = [finding for entry in entries for finding in entry.findings]
    findings += [hidden.finding for hidden in arrange(entries).hidden]
    return Report(tuple(sorted(findings)), len(entries), sum(entry.cards for entry in entries))
