"""How well rules find what they are for: precision and recall on decks with seeded flaws.

In `corpus/` lies a deck, or a folder of decks, for each rule that judges words. A card whose id begins with
`bad-` has the flaw and is found; one that begins with `missed-` has it and is known to escape. All others are
clean, most of them only just. `python -m tests.deck.lint.measure` prints the table.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from tests.deck.lint.conftest import TODAY

from alliance_tutor.deck.deckfile import read
from alliance_tutor.deck.library import find
from alliance_tutor.deck.lint.check import check

CORPUS = Path(__file__).parent / "corpus"
FLAWED = ("bad-", "missed-")
CODES = sorted(path.stem.upper() for path in CORPUS.iterdir())

Card = tuple[str, str]
"""The name of the file, and the card's id."""


@dataclass(frozen=True)
class Measured:
    """What a rule found among the cards of its corpus."""

    code: str
    flawed: frozenset[Card]
    clean: frozenset[Card]
    found: frozenset[Card]

    @property
    def precision(self) -> float:
        """The share of what was found that has the flaw."""
        return len(self.found & self.flawed) / len(self.found)

    @property
    def recall(self) -> float:
        """The share of what has the flaw that was found."""
        return len(self.found & self.flawed) / len(self.flawed)


def measure(code: str) -> Measured:
    """Check the corpus of a rule."""
    path = next(path for path in CORPUS.iterdir() if path.stem.upper() == code)
    nowhere = CORPUS / "nowhere"
    files = find([path], nowhere, nowhere)
    cards = {(file.path.name, card) for file in files for card in read(file.path).places}
    flawed = frozenset(card for card in cards if card[1].startswith(FLAWED))
    findings = check(files, TODAY).findings
    found = frozenset((Path(each.path).name, each.card) for each in findings if each.code == code)
    return Measured(code, flawed, frozenset(cards - flawed), found)


def table() -> str:
    """Precision and recall of every rule that has a corpus, and where it errs."""
    lines = []
    for measured in map(measure, CODES):
        counts = f"{len(measured.flawed)} flawed, {len(measured.clean)} clean"
        shares = f"precision {measured.precision:.2f}, recall {measured.recall:.2f}"
        lines.append(f"{measured.code}: {counts}; {shares}")
        lines += [f"  false alarm: {' '.join(card)}" for card in sorted(measured.found - measured.flawed)]
        lines += [f"  missed: {' '.join(card)}" for card in sorted(measured.flawed - measured.found)]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
