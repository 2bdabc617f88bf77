"""Where decks are found, and which of them are used: the command line's, the learner's, the package's.

Imports no pydantic and reads no deck: `index.py` says what each holds.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from alliance_tutor.deck.lint.findings import Finding, Severity
from alliance_tutor.errors import UsageError

DECK_FILE = "deck.toml"
"""The file that makes a folder a deck; its other `*.toml` hold more topics, sources and cards."""

SHIPPED = ("history", "cooperation", "implications")
"""The ids of the packaged decks, in the order of the subject."""

_HEAD = re.compile(rb"^\s*\[\s*deck\s*\]", re.MULTILINE)


class Origin(StrEnum):
    """Who brought a deck; of two with one id the earlier here is used."""

    GIVEN = "given"
    LEARNER = "learner"
    PACKAGE = "package"


class DeckFile(NamedTuple):
    """A deck on disk: `parts` are all its files, `path` (with the `[deck]` table) first."""

    path: Path
    origin: Origin
    parts: tuple[Path, ...]


class TopicText(NamedTuple):
    """A part of a deck's syllabus; `summary` is Markdown, empty where only headings are needed."""

    id: str
    title: str
    summary: str = ""


class ExamPartEntry(NamedTuple):
    """So many questions of a topic, level and type; an empty one stands for any."""

    items: int
    topic: str = ""
    level: str = ""
    type: str = ""


class ExamEntry(NamedTuple):
    """The exam that a deck proposes: `items` questions, of which `parts` says what some of them ask.

    `minutes` and `item_seconds` are 0 for no limit. `cut_score` is a percentage, None for none; `negative`
    is the share of its points, 0..1, that a wrong answer costs. `title` is the deck's where it has none.
    """

    title: str
    items: int
    minutes: int = 0
    item_seconds: int = 0
    cut_score: float | None = None
    pause: bool = False
    certainty: bool = False
    negative: float = 0
    parts: tuple[ExamPartEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class DeckEntry:
    """What a list of decks needs to know of one.

    `as_of` is YYYY-MM-DD or empty. `questions` counts those that can be studied, and `by` maps `topic`,
    `type`, `level` and `status` to how many of them have each name, a card without one not counted. A broken
    deck has an error among its findings and no questions; its id and title are known as far as they could be
    read, else made from the file's name.
    """

    path: Path
    origin: Origin
    id: str
    title: str
    description: str = ""
    version: str = ""
    as_of: str = ""
    language: str = ""
    license: str = ""
    cards: int = 0
    questions: int = 0
    topics: tuple[TopicText, ...] = ()
    by: dict[str, dict[str, int]] = field(default_factory=dict)
    exam: ExamEntry | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def broken(self) -> bool:
        """Whether the deck cannot be used."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


class Hidden(NamedTuple):
    """A deck that is not used, and the one with the same id that is."""

    deck: DeckEntry
    by: DeckEntry

    @property
    def copied(self) -> bool:
        """Whether it is a shipped deck, hidden by the learner's copy of it."""
        return self.deck.origin is Origin.PACKAGE and self.by.origin is Origin.LEARNER

    @property
    def finding(self) -> Finding:
        """What `check` says of it: only for information where a learner's copy of a shipped deck hides it."""
        severity, code = (Severity.INFO, "I101") if self.copied else (Severity.WARNING, "W103")
        message = f"the deck “{self.deck.id}” is hidden by {self.by.path}, which has the same id"
        hint = "give one of them another id"
        if self.copied:
            hint = "delete your copy to use the shipped deck again"
        return Finding(str(self.deck.path), 1, 1, severity, code, message, hint)


class Library(NamedTuple):
    """All decks that were found: those in use, those that cannot be, and those hidden by another."""

    decks: tuple[DeckEntry, ...] = ()
    broken: tuple[DeckEntry, ...] = ()
    hidden: tuple[Hidden, ...] = ()

    def deck(self, id: str) -> DeckEntry | None:
        """The deck in use that has this id."""
        return next((entry for entry in self.decks if entry.id == id), None)


def find(given: Sequence[Path], learner: Path, packaged: Path) -> list[DeckFile]:
    """All decks: those of the given paths, those in the learner's folder, those of the package.

    A given path is a `.toml` file, a folder deck or any file of one, or a folder with decks in it. Raises
    UsageError for one that does not exist or has no deck. The other folders may be missing; hidden files and
    editors' backups are passed over. A file that is reached twice is listed once.
    """
    found = [deck for path in given for deck in _given(path)]
    found += _inside(learner, Origin.LEARNER)
    found += _inside(packaged, Origin.PACKAGE)
    folders: dict[str, str] = {}
    once: dict[str, DeckFile] = {}
    for deck in found:
        once.setdefault(_real(deck.path, folders), deck)
    return list(once.values())


def parts_of(path: Path) -> tuple[Path, ...]:
    """The files of a deck: of a folder deck (or its `deck.toml`) all, in name order after `deck.toml`."""
    folder = path.parent if path.name == DECK_FILE else path
    main = folder / DECK_FILE
    if not _is_file(main):
        return (path,)
    others = [file for file in _listed(folder) if _is_deck_file(file) and file.name != DECK_FILE]
    return (main, *others)


def read_parts(parts: Sequence[Path]) -> list[tuple[Path, bytes | OSError]]:
    """The bytes of each file, or why it cannot be read."""
    return [(path, _bytes(path)) for path in parts]


def file_name(path: Path) -> str:
    """What a deck is called by its file alone: the file's name, of a folder deck the folder's."""
    name = path.absolute().parent.name if path.name == DECK_FILE else path.stem
    return name.encode(errors="replace").decode()


def packaged_decks() -> Path:
    """The folder of the shipped decks: in the installed package, else in the checkout beside it."""
    here = Path(__file__).resolve()
    inside = here.parents[1] / "decks"
    return inside if inside.is_dir() else here.parents[3] / "decks"


def arrange(entries: Iterable[DeckEntry]) -> Library:
    """Decide which decks are used; `entries` come in the order of precedence.

    Listed are the given decks in their order, the learner's own by name, the shipped ones (or the learner's
    copies of them) in the order of the subject. A broken deck hides nothing.
    """
    used: dict[str, DeckEntry] = {}
    broken: list[DeckEntry] = []
    hidden: list[Hidden] = []
    for entry in entries:
        if entry.broken:
            broken.append(entry)
        elif entry.id in used:
            hidden.append(Hidden(entry, used[entry.id]))
        else:
            used[entry.id] = entry
    return Library(tuple(sorted(used.values(), key=_rank)), tuple(broken), tuple(hidden))


def _real(path: Path, folders: dict[str, str]) -> str:
    """Where a path leads; `folders` are those that were followed already: with hundreds of decks most are."""
    folder, name = os.path.split(path)
    if name == ".." or os.path.islink(path):  # noqa: PTH114 - ten times as fast
        return os.path.realpath(path)
    if folder not in folders:
        folders[folder] = os.path.realpath(folder)
    return os.path.join(folders[folder], name)  # noqa: PTH118


def _rank(entry: DeckEntry) -> tuple[int, int]:
    if entry.origin is Origin.GIVEN:
        return 0, 0
    if entry.id in SHIPPED:
        return 2, SHIPPED.index(entry.id)
    return (1, 0) if entry.origin is Origin.LEARNER else (3, 0)


def _bytes(path: Path) -> bytes | OSError:
    try:
        return path.read_bytes()
    except OSError as error:
        return error


def _given(path: Path) -> list[DeckFile]:
    if not os.path.exists(path):  # noqa: PTH110 - see _is_file
        raise UsageError(
            "there is no such file or folder", path=path, hint="alliance-tutor decks lists all decks"
        )
    if _is_file(path):
        if path.suffix.lower() != ".toml":
            raise UsageError("this is no deck file", path=path, hint="deck files end in .toml")
        deck = path.with_name(DECK_FILE) if _is_part(path) else path
        return [DeckFile(deck, Origin.GIVEN, parts_of(deck))]
    if _is_file(path / DECK_FILE):
        return [DeckFile(path / DECK_FILE, Origin.GIVEN, parts_of(path))]
    found = list(_inside(path, Origin.GIVEN))
    if not found:
        raise UsageError("there is no deck in this folder", path=path, hint="decks end in .toml")
    return found


def _is_part(path: Path) -> bool:
    """Whether a file is a further one of the folder deck beside it: it has no `[deck]` of its own."""
    if path.name == DECK_FILE or not _is_file(path.with_name(DECK_FILE)):
        return False
    data = _bytes(path)
    return isinstance(data, bytes) and not _HEAD.search(data)


def _inside(folder: Path, origin: Origin) -> Iterator[DeckFile]:
    """The decks that lie in a folder: its files, and its subfolders with a `deck.toml`."""
    for path in _listed(folder):
        if _is_deck_file(path):
            yield DeckFile(path, origin, (path,))
        elif _is_file(path / DECK_FILE):
            yield DeckFile(path / DECK_FILE, origin, parts_of(path))


def _listed(folder: Path) -> list[Path]:
    """What lies in a folder, in name order: nothing if it is missing or must not be read."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - names sort ten times as fast as paths
    except OSError:
        return []
    return [folder / name for name in names if not name.startswith((".", "~"))]


def _is_deck_file(path: Path) -> bool:
    return path.suffix.lower() == ".toml" and _is_file(path)


def _is_file(path: Path) -> bool:
    # pathlib's own raises where a folder must not be searched, and no FIFO or device is ever opened.
    return os.path.isfile(path)  # noqa: PTH113
