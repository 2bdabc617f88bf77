"""After an upgrade: a learner's copy of a shipped deck beside the shipped deck, and either text to be taken.

What the learner has decided on stands in `.shipped/<deck id>.json` in the learner's folder, which is no deck
since its name begins with a dot: the mark of each shipped card (see `compare.mark`), and under `whole` the
hash of the shipped files once nothing is left to decide. Without it every card that differs counts.
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from alliance_tutor.deck.compare import Difference, differences, mark
from alliance_tutor.deck.library import Hidden, parts_of, read_parts
from alliance_tutor.deck.look import digest
from alliance_tutor.deck.writing import replace_file
from alliance_tutor.errors import UsageError

if TYPE_CHECKING:
    from alliance_tutor.deck.splice import Layout

FOLDER = ".shipped"
"""Where in the learner's folder decisions are kept, and copies as they were before a card was taken."""


class Upgrade(NamedTuple):
    """A learner's copy, the shipped deck that it hides, and the cards that are to be decided on."""

    id: str
    title: str
    mine: Path
    shipped: Path
    differences: tuple[Difference, ...]


class _Decided(NamedTuple):
    whole: str
    cards: dict[str, str]


def remember(id: str, shipped: Sequence[Path], decks: Path) -> None:
    """Note that the learner's copy of a deck, whose shipped files these are, is just being made.

    A shipped deck that cannot be read leaves no note. Raises OSError.
    """
    contents = read_parts(shipped)
    with suppress(UsageError):
        _write(decks, id, _settled(_layout(contents), contents))


def upgrades(copies: Iterable[Hidden], decks: Path) -> list[Upgrade]:
    """The copies in the folder `decks` whose shipped deck has cards to be decided on.

    While the shipped files stay as they were when nothing was left, no deck is read. What cannot be read at
    present is left out.
    """
    found = []
    for copy in copies:
        with suppress(UsageError):
            cards = _pending(copy, decks)
            if cards:
                found.append(Upgrade(copy.by.id, copy.by.title, copy.by.path, copy.deck.path, tuple(cards)))
    return found


def decide(upgrade: Upgrade, chosen: Sequence[Difference], decks: Path, *, shipped: bool) -> Path | None:
    """Keep the learner's text of some cards, or take the shipped one; either way they are decided on.

    Taking changes the lines of these cards and nothing else. Before the first one of a new shipped deck is
    taken, the copy is kept as it was: the folder is returned, None if nothing was taken. Raises UsageError,
    with nothing lost, where a file cannot be read or written, the result would not load, or a card has
    changed since it was looked at.
    """
    theirs, ours = read_parts(parts_of(upgrade.shipped)), read_parts(parts_of(upgrade.mine))
    new, own = _layout(theirs), _layout(ours)
    decided = _read(decks, upgrade.id)
    found = differences(decided.cards, own.cards, new.cards)
    for each in chosen:
        if each not in found:
            raise UsageError(f"the card “{each.card}” has changed meanwhile", hint="compare the decks again")
    kept = None
    try:
        if shipped:
            kept = _taken(own, new, [each.card for each in chosen], ours, _before(decks, upgrade.id, theirs))
            own = _layout(read_parts(parts_of(upgrade.mine)))
        cards = dict(decided.cards)
        for each in chosen:
            cards.pop(each.card, None)
            if each.shipped is not None:
                cards[each.card] = mark(each.shipped)
        left = differences(cards, own.cards, new.cards)
        _write(decks, upgrade.id, _Decided("", cards) if left else _settled(new, theirs))
    except OSError as fault:
        raise UsageError(
            f"the choice cannot be written down: {fault.strerror or fault}",
            path=fault.filename or upgrade.mine,
            hint="look at the rights of the file and its folder, and at the free space",
        ) from fault
    return kept


def _pending(copy: Hidden, decks: Path) -> list[Difference]:
    contents = read_parts(parts_of(copy.deck.path))
    decided = _read(decks, copy.by.id)
    if decided.whole == digest(contents):
        return []
    new, own = _layout(contents), _layout(read_parts(parts_of(copy.by.path)))
    found = differences(decided.cards, own.cards, new.cards)
    if not found:
        with suppress(OSError):  # without the note the decks are only compared again next time
            _write(decks, copy.by.id, _settled(new, contents))
    return found


def _taken(
    own: "Layout", new: "Layout", cards: list[str], files: list[tuple[Path, bytes | OSError]], before: Path
) -> Path:
    """Take the shipped text of some cards and write the files; where they are kept as they were."""
    from alliance_tutor.deck.deckfile import parse  # 80 ms: only where a card is taken
    from alliance_tutor.deck.splice import take

    changed = take(own, new, cards)
    reading = parse([(path, changed.get(path, data)) for path, data in files])
    if reading.deck is None:
        fault = next(found for found in reading.findings if found.severity == "error")
        raise UsageError(
            f"with the shipped card your deck would not load: {fault.message}",
            path=fault.path,
            hint="nothing was changed; keep your card, or copy the shipped one by hand",
        )
    _keep(files, before)
    for path, data in changed.items():
        replace_file(path, data)
    return before


def _keep(files: list[tuple[Path, bytes | OSError]], folder: Path) -> None:
    """Copy the learner's files as they are, unless that was done for this shipped deck before."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, data in files:
        kept = folder / path.name
        if isinstance(data, bytes) and not kept.exists():
            replace_file(kept, data)


def _before(decks: Path, id: str, shipped: list[tuple[Path, bytes | OSError]]) -> Path:
    return decks / FOLDER / f"{id}-before-{digest(shipped)[:8]}"


def _layout(contents: list[tuple[Path, bytes | OSError]]) -> "Layout":
    from alliance_tutor.deck.splice import layout  # loads tomllib: only where there is something to decide

    files: dict[Path, bytes] = {}
    for path, data in contents:
        if isinstance(data, OSError):
            raise UsageError(
                f"the file cannot be read: {data.strerror or data}",
                path=path,
                hint="see that the file is there and that you may read it",
            )
        files[path] = data
    return layout(files)


def _settled(shipped: "Layout", contents: list[tuple[Path, bytes | OSError]]) -> _Decided:
    return _Decided(digest(contents), {id: mark(card) for id, card in shipped.cards.items()})


def _read(decks: Path, id: str) -> _Decided:
    """What was decided on; nothing where the note is missing or damaged."""
    try:
        note = json.loads((decks / FOLDER / f"{id}.json").read_bytes())
        return _Decided(str(note["whole"]), {str(card): str(old) for card, old in note["cards"].items()})
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return _Decided("", {})


def _write(decks: Path, id: str, decided: _Decided) -> None:
    folder = decks / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(folder / f"{id}.json", (json.dumps(decided._asdict(), indent=1) + "\n").encode())
