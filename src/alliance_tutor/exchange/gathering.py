"""A deck as it is put together from a file of another format: what every reader needs, done once.

Texts are freed of characters that decks may not have, ids are made and kept apart, categories become topics,
each card is checked as a deck file's is, and every item gets its line in the report.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from alliance_tutor.deck.cards import CARD_TYPES, AnyCard, Deck, Topic
from alliance_tutor.deck.faults import faults
from alliance_tutor.deck.identity import provisional_id
from alliance_tutor.deck.repeats import repeats
from alliance_tutor.deck.values import shown
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange.limits import LONGEST_TEXT, MOST_ITEMS
from alliance_tutor.exchange.naming import file_slug, numbered, single, slug
from alliance_tutor.exchange.report import Imported, Item, Outcome, Report, outcome_of
from alliance_tutor.text import FORBIDDEN, one_line, plain

_T = TypeVar("_T")
_LEAST_OF_NAME = 8
"""How many characters of a prompt a name has to repeat to say nothing of its own."""

Path = tuple[str, ...]
"""A category by the titles from the outermost one on; empty for none."""


class _Passage(NamedTuple):
    text: str
    id: str


class _Named(NamedTuple):
    """The id that a card gets, and what is to be said of it."""

    id: str
    notes: tuple[str, ...] = ()


class Gathering:
    """What an import has read so far. `name` is what the deck is called where the file does not say."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._items: list[Item] = []
        self._cards: list[tuple[AnyCard, Path]] = []
        self._lines: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._seen: dict[str, int] = {}
        self._paths: dict[Path, int] = {}
        self._passages: dict[Path, _Passage] = {}

    def category(self, path: Path, line: int = 0, *, id: str = "") -> None:
        """Note a category at its place in the file, so that topics come in its order; `id` is its own."""
        if path:  # the one that holds all others says nothing
            self._paths.setdefault(path, line)
        if id:
            self._passages.setdefault(path, _Passage("", id))

    def passage(
        self, path: Path, text: str, *, id: str = "", line: int = 0, notes: Sequence[str] = ()
    ) -> None:
        """Take a text that asks nothing, in Markdown: the passage to read before its topic is asked."""
        name = f"description “{shown(plain(text))}”"
        if not path:
            self.refuse(name, "it asks nothing, and stands in no category whose passage it could be", line)
            return
        cleaned, cleaning = _cleaned(text)
        before = self._passages.get(path, _Passage("", ""))
        self._passages[path] = _Passage("\n\n".join(filter(None, [before.text, cleaned])), before.id or id)
        told = (*notes, *cleaning)
        self._report(Item(outcome_of(told), name, told, line))

    def add(
        self,
        card: dict[str, Any],
        *,
        name: str = "",
        id: str = "",
        path: Path = (),
        line: int = 0,
        notes: Iterable[str] = (),
        hand: str = "",
    ) -> str:
        """Take a card, by the keys of its type; texts are Markdown.

        `id` is what the other program knows it by for good, `name` what it calls it; `notes` say what was
        lost or altered so far. What makes no card is refused, with the reason, and so is what stands there
        already, unless an `id` says that it is another. Gives the card's id, empty if it was refused.
        """
        cleaned, cleaning = _cleaned(
            {key: value for key, value in card.items() if value not in ("", (), None)}
        )
        title = f"{card['type']} “{shown(name or plain(_asked(cleaned)))}”"
        named = self._named(cleaned, name, id)
        made, why = _made({**cleaned, "id": named.id})
        same = self._seen.get(_key(made)) if made and not id else None
        if made is None:
            self.refuse(title, why, line)
            return ""
        if same is not None:
            self.refuse(title, f"the same stands there before{f', on line {same}' if same else ''}", line)
            return ""
        self._seen[_key(made)] = line
        self._lines[named.id] = line
        self._cards.append((made, path))
        self._paths.setdefault(path, line)
        told = (*notes, *cleaning, *named.notes)
        self._report(Item(outcome_of(told), f"{made.type} {named.id}", told, line, named.id, hand=hand))
        return named.id

    def refuse(self, name: str, why: str, line: int = 0) -> None:
        """Say of an item why it is left out."""
        self._report(Item(Outcome.REFUSED, name, (why,), line))

    def change(self, name: str, note: str, line: int = 0) -> None:
        """Say of an item, which is no card, what is lost of it or what it became."""
        self._report(Item(Outcome.CHANGED, name, (note,), line))

    def deck(self, title: str = "", **head: Any) -> Imported:
        """The deck, and what became of each item.

        Its title is the one given, else the category that all cards share, else the file's name. `head` are
        further keys of `[deck]`. Raises UsageError where the file held no item at all.
        """
        if not self._items and not self._paths:
            raise UsageError(
                "there is nothing to import in this file", hint="is it of the format that was said?"
            )
        root = _shared(list(self._paths))
        if len(root) > 1:
            name = " / ".join(root)
            self.change(
                f"category “{shown(name)}”", f"the deck is called {root[-1]}", self._paths.get(root, 0)
            )
        topics = dict(self._topics(root))
        cards = [
            card.model_copy(update={"topic": topics[path].id}) if path in topics else card
            for card, path in self._cards
        ]
        if passage := self._passages.get(root):
            head = {"description": passage.text, **head}
        deck = Deck(
            id=file_slug(self._name),
            title=single(title) or (single(root[-1]) if root else "") or single(self._name) or "Deck",
            topics=tuple(topics.values()),
            cards=tuple(cards),
            **head,
        )
        return Imported(deck, Report(tuple(sorted(self._items, key=lambda item: item.line))))

    def _named(self, card: dict[str, Any], name: str, id: str) -> _Named:
        """The id of a card: the one of the other program, else its name, else a provisional one."""
        notes: list[str] = []
        own = slug(id)
        if id and own != id:
            notes.append(f"its id “{shown(id)}” is no id here" + (f": it is {own}" if own else ""))
        if own in self._lines:
            notes.append(f"the id {own} is taken already{_on_line(self._lines[own])}")
            own = ""
        by_name = slug(name)
        tells = bool(name) and not _repeats(name, one_line(_asked(card)))
        if not own and tells and by_name not in self._lines:
            own = by_name
        if tells and (not by_name or own != by_name):
            notes.append(f"its name “{shown(name)}” is not kept")
        if not own:
            own = numbered(provisional_id(card["type"], _asked(card)), self._lines, self._numbers)
        return _Named(own, tuple(notes))

    def _topics(self, root: Path) -> Iterator[tuple[Path, Topic]]:
        """A topic for each category below the one that all share."""
        taken: set[str] = set()
        numbers: dict[str, int] = {}
        for path, line in self._paths.items():
            below = path[len(root) :]
            if not below:
                continue
            title = single(" / ".join(below))
            if FORBIDDEN.search("".join(below)):
                self.change(f"category “{shown(title)}”", "without characters that are not shown", line)
            text, own = self._passages.get(path, _Passage("", ""))
            id = numbered(slug(own) or slug(title) or "topic", taken, numbers)
            taken.add(id)
            if len(below) > 1:
                self.change(f"category “{shown(title)}”", "topics do not nest: it is one topic", line)
            yield path, Topic(id=id, title=title, summary=text)

    def _report(self, item: Item) -> None:
        if len(self._items) >= MOST_ITEMS:
            raise UsageError(
                f"the file holds more than {MOST_ITEMS} items", hint="split it", line=item.line or None
            )
        self._items.append(item)


def _made(card: dict[str, Any]) -> tuple[AnyCard | None, str]:
    """The card, or why it is none."""
    if any(len(text) > LONGEST_TEXT for text in _texts(card)):
        return None, f"a text of it has more than {LONGEST_TEXT} characters"
    try:
        return CARD_TYPES[card["type"]].model_validate(card), ""
    except ValidationError as error:
        found = [fault.message for each in error.errors() for fault in faults(each, card["type"])]
        found += [repeat.message for repeat in repeats(card)]
        return None, "; ".join(found) or "it makes no card"


def _key(card: AnyCard) -> str:
    """What two cards have in common that are the same but for their names."""
    return json.dumps(card.model_dump(exclude={"id"}, mode="json"), sort_keys=True)


def _asked(card: dict[str, Any]) -> str:
    return str(card.get("text" if card["type"] == "cloze" else "prompt", ""))


def _repeats(name: str, prompt: str) -> bool:
    """Whether a name is only the beginning of what is asked, as Moodle names a question without a name."""
    begun = single(name).removesuffix("...").removesuffix("…").strip()
    return single(prompt).startswith(begun) and len(begun) >= min(_LEAST_OF_NAME, len(single(prompt)))


def _on_line(line: int) -> str:
    return f", on line {line}" if line else ""


def _shared(paths: list[Path]) -> Path:
    """The categories that all paths begin with."""
    shared = paths[0] if paths else ()
    for path in paths:
        length = next(
            (place for place, (one, other) in enumerate(zip(shared, path, strict=False)) if one != other),
            min(len(shared), len(path)),
        )
        shared = shared[:length]
    return shared


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            yield from (text for part in value.values() for text in _texts(part))
        case list() | tuple():
            yield from (text for part in value for text in _texts(part))


def _cleaned(value: _T) -> tuple[_T, tuple[str, ...]]:
    """A value whose texts have nothing that decks may not have, and what was taken out of them."""
    count = sum(len(FORBIDDEN.findall(text)) for text in _texts(value))
    if not count:
        return value, ()
    characters = "character that is" if count == 1 else "characters that are"
    return _without(value), (f"without {count} {characters} not shown or turn the direction of text",)


def _without(value: Any) -> Any:
    match value:
        case str():
            return FORBIDDEN.sub("", value)
        case dict():
            return {key: _without(part) for key, part in value.items()}
        case list() | tuple():
            return tuple(_without(part) for part in value)
    return value
