"""`check`: all findings of some decks, in the order of their files."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from alliance_tutor.deck.cards import CARD_TYPES
from alliance_tutor.deck.deckfile import parse
from alliance_tutor.deck.entries import entry_of
from alliance_tutor.deck.library import DeckEntry, DeckFile, Hidden, Origin, arrange, read_parts
from alliance_tutor.deck.lint.collector import LIMIT, severity
from alliance_tutor.deck.lint.context import CheckedCard, CheckedDeck, Place
from alliance_tutor.deck.lint.findings import Finding, Severity
from alliance_tutor.deck.lint.ignoring import Ignored
from alliance_tutor.deck.lint.rules import CARD_RULES, DECK_RULES, SHELF_RULES
from alliance_tutor.deck.lint.rules.rule import Note, Rule
from alliance_tutor.deck.lint.shelf import Shelf
from alliance_tutor.deck.lint.stems import Stem, stems_of

_Subject = TypeVar("_Subject")


@dataclass(frozen=True, slots=True)
class Report:
    """What `check` found in how many decks and cards; of a broken deck the cards that were read count."""

    findings: tuple[Finding, ...]
    decks: int
    cards: int

    @property
    def errors(self) -> int:
        """How many findings have to be mended."""
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


class _Found(NamedTuple):
    code: str
    severity: Severity
    place: Place
    note: Note


class _Checked(NamedTuple):
    """What is kept of a deck that loaded: its stems are compared with those of other decks."""

    path: Path
    origin: Origin
    ignored: Ignored
    found: list[_Found]
    stems: list[Stem]


def check(files: Sequence[DeckFile], today: date, told: Callable[[DeckFile], object] | None = None) -> Report:
    """Read these decks and report all that is wrong with them, and which hide one another.

    `files` come in the order of precedence, as `library.find` gives them; `today` is the learner's date.
    `told` is told of each deck that was looked at by itself.
    """
    entries: list[DeckEntry] = []
    checked: list[_Checked] = []
    ignored: dict[str, Ignored] = {}
    for file in files:
        reading = parse(read_parts(file.parts))
        entries.append(entry_of(file, reading, []))
        if reading.deck:
            # Decks are let go one by one: only what lists and other decks need of them is kept.
            checked.append(_checked(file, CheckedDeck(reading.deck, reading, today)))
            ignored |= {str(part): checked[-1].ignored for part in file.parts}
        if told:
            told(file)
    hidden = arrange(entries).hidden
    found = [each for deck in checked for each in deck.found]
    found += [each for shelf in _shelves(checked, hidden) for each in _applied(SHELF_RULES, shelf)]
    findings = [finding for entry in entries for finding in entry.findings]
    findings += [each.finding for each in hidden]
    findings = [each for each in findings if not _unwanted(ignored, each.path, each.code, each.card)]
    found = [
        each for each in found if not _unwanted(ignored, each.place.part.path, each.code, each.place.card)
    ]
    found += [each for deck in checked for each in _misused(deck.ignored)]
    return Report(
        tuple(sorted([*findings, *_listed(found)])), len(entries), sum(entry.cards for entry in entries)
    )


def _checked(file: DeckFile, deck: CheckedDeck) -> _Checked:
    """Apply all rules that look at one deck."""
    card_rules = {
        type: [rule for rule in CARD_RULES if _holds(rule, deck) and (not rule.types or type in rule.types)]
        for type in CARD_TYPES
    }
    deck_rules = [rule for rule in DECK_RULES if _holds(rule, deck)]
    found = list(_applied(deck_rules, deck, deck.place("deck")))
    found += [each for card in deck.cards for each in _applied(card_rules[card.card.type], card, card)]
    return _Checked(file.path, file.origin, Ignored(deck), found, list(stems_of(deck)))


def _holds(rule: Rule[Any], deck: CheckedDeck) -> bool:
    """Whether a rule is for such a deck."""
    spoken = not rule.languages or deck.language in rule.languages
    return spoken and (deck.deck.sourced or not rule.sourced)


def _applied(
    rules: Iterable[Rule[_Subject]], subject: _Subject, where: CheckedCard | Place | None = None
) -> Iterator[_Found]:
    """What these rules find; `where` is the card or the place that they look at, if it is one table."""
    for rule in rules:
        for note in rule.find(subject):
            at = note.place or (where.place if isinstance(where, CheckedCard) else where)
            assert at, "a rule about several decks says where"
            yield _Found(rule.code, note.severity or rule.severity, at, note)


def _shelves(checked: Iterable[_Checked], hidden: Iterable[Hidden]) -> Iterator[Shelf]:
    """The decks in use beside one another, and each hidden one, which repeats another, by itself.

    Of two cards that ask the same the one that the author can rather change is named: a given deck's.
    """
    paths = {each.deck.path for each in hidden}
    used = [deck for deck in checked if deck.path not in paths]
    used.sort(key=lambda deck: list(Origin).index(deck.origin), reverse=True)
    yield Shelf([stem for deck in used for stem in deck.stems])
    yield from (Shelf(deck.stems) for deck in checked if deck.path in paths)


def _unwanted(ignored: Mapping[str, Ignored], path: str, code: str, card: str) -> bool:
    return path in ignored and ignored[path].takes(code, card)


def _misused(ignored: Ignored) -> Iterator[_Found]:
    for code, place, number, message, hint in ignored.remarks():
        yield _Found(code, severity(code), place, Note(message, hint, ("ignore", number)))


def _listed(found: Iterable[_Found]) -> Iterator[Finding]:
    """Findings with their places, of one code in one file not more than are worth reading."""
    groups: dict[tuple[str, str], list[_Found]] = defaultdict(list)
    for each in found:
        groups[each.place.part.path, each.code].append(each)
    for group in groups.values():
        yield from map(_finding, group[:LIMIT])
        if rest := group[LIMIT:]:
            message = f"{len(rest)} more findings like this one in this file are not listed"
            note = group[LIMIT - 1].note._replace(message=message, hint="mend these first")
            gravest = min((each.severity for each in rest), key=list(Severity).index)
            yield _finding(group[LIMIT - 1]._replace(note=note, severity=gravest))


def _finding(found: _Found) -> Finding:
    line, column = found.place.at(found.note.loc, found.note.offset)
    note, place = found.note, found.place
    return Finding(
        place.part.path, line, column, found.severity, found.code, note.message, note.hint, place.card
    )
