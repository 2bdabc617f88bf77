"""How well rules find what they are for: precision and recall on decks with seeded flaws.

In `corpus/` lies a deck, or a folder of decks, for each rule; its file's name is the rule's code. A table (a
card, a topic or a source) whose id begins with `bad-` has the flaw and is found; one that begins with
`missed-` has it and is known to escape. All others are clean, most of them only just. In a deck that several
rules share, the codes stand before: `q140-q141-bad-`. What is flawed as a whole deck is made of counts, in
`compositions.py`.

`python -m tests.deck.lint.measure [CODE...]` prints the table.
"""

import re
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.deck.lint.compositions import CLEAN, FLAWED, Composition
from tests.deck.lint.conftest import TODAY

from alliance_tutor.deck.deckfile import parse
from alliance_tutor.deck.library import DeckFile, find, read_parts
from alliance_tutor.deck.lint.check import check
from alliance_tutor.deck.lint.findings import Finding, Severity
from alliance_tutor.deck.lint.rules import RULES

CORPUS = Path(__file__).parent / "corpus"
SHARED = CORPUS / "shared"
_LABEL = re.compile(r"((?:q\d{3}-)*)(?:bad|missed)-")
_HEADER = re.compile(r"\[\[?(\w+)\]")
_ID = re.compile(r'id = "(.+)"')

Subject = tuple[str, str]
"""The name of the file, and the id of a table of it."""


@dataclass(frozen=True)
class Measured:
    """What a rule found among the tables of its corpus."""

    code: str
    flawed: frozenset[Subject]
    clean: frozenset[Subject]
    found: frozenset[Subject]

    @property
    def precision(self) -> float:
        """The share of what was found that has the flaw; nothing found is nothing wrong."""
        return len(self.found & self.flawed) / max(1, len(self.found))

    @property
    def recall(self) -> float:
        """The share of what has the flaw that was found."""
        return len(self.found & self.flawed) / len(self.flawed)


def measure(code: str) -> Measured:
    """Check the corpus of a rule."""
    path = next(path for path in CORPUS.iterdir() if path.stem.upper() == code)
    files = find([path], CORPUS / "none", CORPUS / "none")
    return _measured(code, files, check(files, TODAY).findings)


def measure_shared() -> Iterator[Measured]:
    """Check the decks that several rules share, once for each of the rules."""
    files = find([SHARED], CORPUS / "none", CORPUS / "none")
    findings = check(files, TODAY).findings
    labels = [_LABEL.match(id) for file in files for _, id in _tables(file.path).values()]
    codes = {code for label in labels if label for code in label[1].upper().split("-") if code}
    return (_measured(code, files, findings) for code in sorted(codes))


def measure_compositions() -> Iterator[Measured]:
    """Check the decks that are made of counts."""
    for code in FLAWED:
        decks = [(f"{kind} {deck}", deck) for kind, made in _KINDS.items() for deck in made[code]]
        found = {name for name, deck in decks if code in _codes(deck)}
        flawed, clean, alarms = (
            frozenset((code, name) for name, _ in decks if name.startswith("flawed")),
            frozenset((code, name) for name, _ in decks if name.startswith("clean")),
            frozenset((code, name) for name in found),
        )
        yield Measured(code, flawed, clean, alarms)


def _codes(deck: Composition) -> set[str]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "deck.toml"
        path.write_text(deck.text(), encoding="utf-8")
        return {each.code for each in check(find([path], CORPUS / "none", CORPUS / "none"), TODAY).findings}


def _measured(code: str, files: list[DeckFile], findings: Iterable[Finding]) -> Measured:
    for file in files:
        assert parse(read_parts(file.parts)).deck, f"{file.path.name} does not load"
    tables = {file.path.name: _tables(file.path) for file in files}
    kinds = {(name, id): kind for name, found in tables.items() for kind, id in found.values()}
    flawed = {
        each
        for each in kinds
        if (label := _LABEL.match(each[1])) and (not label[1] or code.lower() in label[1])
    }
    # What a rule does not look at, cards where it is about topics, is not clean either.
    looked_at = {kinds[each] for each in flawed}
    every = {each for each, kind in kinds.items() if kind in looked_at}
    # What a rule only remarks on, where it can warn, is no alarm.
    quiet = {Severity.INFO} if RULES[code].severity is not Severity.INFO else set()
    found = {_subject(each, tables) for each in findings if each.code == code and each.severity not in quiet}
    return Measured(code, frozenset(flawed), frozenset(every - flawed), frozenset(found))


def _tables(path: Path) -> dict[int, tuple[str, str]]:
    """The kind and the id of a deck's topics, sources and cards, by the line of their header."""
    found: dict[int, tuple[str, str]] = {}
    header, kind = 0, ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if match := _HEADER.match(line):
            kind = match[1]
            header = number if kind in ("topic", "source", "card") else 0
        elif header and (match := _ID.match(line)):
            found.setdefault(header, (kind, match[1]))
    return found


def _subject(finding: Finding, tables: dict[str, dict[int, tuple[str, str]]]) -> Subject:
    """The table that a finding is about: the last one that begins at its line or before it."""
    name = Path(finding.path).name
    line = max((line for line in tables[name] if line <= finding.line), default=0)
    return name, tables[name].get(line, ("deck", ""))[1]


_KINDS = {"flawed": FLAWED, "clean": CLEAN}
CODES = sorted(path.stem.upper() for path in CORPUS.iterdir() if path != SHARED)


def everything() -> Iterator[Measured]:
    """Every rule on its corpus."""
    yield from map(measure, CODES)
    yield from measure_shared()
    yield from measure_compositions()


def table(codes: Collection[str] = ()) -> str:
    """Precision and recall of every rule, or of some, and where they err."""
    measured = [each for each in everything() if not codes or each.code in codes]
    lines = []
    for each in sorted(measured, key=lambda each: each.code):
        counts = f"{len(each.flawed):>3} flawed, {len(each.clean):>3} clean"
        shares = f"precision {each.precision:.2f}, recall {each.recall:.2f}"
        lines.append(f"{each.code} {RULES[each.code].severity:<7} {counts}; {shares}")
        lines += [f"  false alarm: {' '.join(subject)}" for subject in sorted(each.found - each.flawed)]
        lines += [f"  missed: {' '.join(subject)}" for subject in sorted(each.flawed - each.found)]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(table(sys.argv[1:]) + "\n")
