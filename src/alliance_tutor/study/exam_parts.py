"""An exam's parts: made by what questions have, given questions by how many cards there are. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence

from alliance_tutor.study.blueprint import Blueprint, Cell, SelfMarked, Stock
from alliance_tutor.study.exam_wish import Split

_LEVELS = ("recall", "understanding", "application")
_BY: Mapping[Split, tuple[str, ...]] = {
    Split.NOTHING: (),
    Split.TOPIC: ("deck", "topic"),
    Split.LEVEL: ("level",),
    Split.TYPE: ("type",),
    Split.TOPIC_LEVEL: ("deck", "topic", "level"),
}


def cells_of(
    split: Split, blueprint: Blueprint, stock: Stock, topics: Mapping[tuple[str, str], int]
) -> tuple[Cell, ...]:
    """The parts of a blueprint's decks and topics, each with the number of its cards.

    `topics` has the place of each (deck, topic). What has no topic or no level cannot be named by it: its
    part comes last, and may ask any of the deck, or of all. There is one part at least, be it empty.
    """
    own = stock.own if blueprint.self_marked is SelfMarked.ALSO else ()
    counts: Counter[Cell] = Counter()
    for kind in (*stock.marked, *own):
        if _within(kind, blueprint):
            counts[Cell(0, **{name: getattr(kind, name) for name in _BY[split]})] += kind.items

    def place(cell: Cell) -> tuple[int, int]:
        level = _LEVELS.index(cell.level) if cell.level in _LEVELS else len(_LEVELS)
        return topics.get((cell.deck, cell.topic), len(topics)), level

    cells = [cell._replace(items=count) for cell, count in counts.items()]
    return tuple(sorted(cells, key=place)) or (Cell(0),)


def apportioned(cells: Sequence[Cell], items: int) -> tuple[Cell, ...]:
    """The cells with `items` questions in all, shared out by what they have: largest remainders first."""
    weights = [cell.items for cell in cells]
    if not any(weights):
        weights = [1] * len(cells)
    whole = sum(weights)
    shares = [items * weight // whole for weight in weights]
    rest = sorted(range(len(cells)), key=lambda place: (-(items * weights[place] % whole), place))
    for place in rest[: items - sum(shares)]:
        shares[place] += 1
    return tuple(cell._replace(items=share) for cell, share in zip(cells, shares, strict=True))


def counted(blueprint: Blueprint, stock: Stock) -> tuple[tuple[int, ...], int]:
    """How many cards fit each cell; and how many any of those that ask for something."""
    names = [cell[1:] for cell in blueprint.cells]
    asking = {cell[1:] for cell in blueprint.cells if cell.items}
    patterns = {tuple(map(bool, each)) for each in names}
    counts: Counter[tuple[str, ...]] = Counter()
    total = 0
    for kind, own in (*((kind, False) for kind in stock.marked), *((kind, True) for kind in stock.own)):
        if not _within(kind, blueprint) or (own and blueprint.self_marked is SelfMarked.NEVER):
            continue
        by_name = own and blueprint.self_marked is SelfMarked.NAMED
        known = [pattern for pattern in patterns if pattern[-1] or not by_name]
        fitting = {_named(kind, pattern) for pattern in known}
        counts.update(dict.fromkeys(fitting, kind.items))
        total += kind.items if fitting & asking else 0
    return tuple(counts[each] for each in names), total


def _named(kind: Cell, pattern: Sequence[bool]) -> tuple[str, ...]:
    """What a cell of that pattern calls a kind; one without such a name is called as a wider cell does."""
    return tuple(name if wanted else "" for name, wanted in zip(kind[1:], pattern, strict=True))


def _within(kind: Cell, blueprint: Blueprint) -> bool:
    decks, topics = blueprint.decks, blueprint.topics
    return (not decks or kind.deck in decks) and (not topics or kind.topic in topics)
