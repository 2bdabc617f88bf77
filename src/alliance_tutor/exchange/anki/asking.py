"""Cards → Anki's notes: basic, reversed or cloze, and what these do not say is named."""

from typing import NamedTuple

from alliance_tutor.deck import cloze
from alliance_tutor.deck.cards import AnyCard, Deck
from alliance_tutor.deck.identity import card_id
from alliance_tutor.exchange import gaps
from alliance_tutor.exchange.anki import guids
from alliance_tutor.exchange.anki.fields import field, gapped
from alliance_tutor.exchange.anki.note import Kind, Note
from alliance_tutor.exchange.founding import founded
from alliance_tutor.exchange.moodle.tags import tags_of
from alliance_tutor.exchange.naming import single
from alliance_tutor.exchange.sides import ASKED, lost, sides

EXPLANATION = '<div class="explanation">'
"""What stands between the back of a basic note and the explanation below it, up to `</div>`."""

_TRAVELS = frozenset(
    {"id", "topic", "explanation", "sources", "attributed_to", "tags", "status", "level", "when", "as_of"}
)


class Written(NamedTuple):
    """The note of a card and what it does not say, or why there is none."""

    note: Note | None
    notes: tuple[str, ...] = ()


class Asker:
    """Turns a deck's cards into notes, each in the deck of its topic."""

    def __init__(self, deck: Deck) -> None:
        self._deck = deck
        self._sources = {source.id: source for source in deck.sources}
        self._paths = {topic.id: _path(deck.title, topic.title) for topic in deck.topics}

    def written(self, card: AnyCard) -> Written:
        """The note of a card; it is the same note for Anki as long as the card's id is the same."""
        below = "\n\n".join(filter(None, [card.explanation.strip(), founded(card, self._sources)]))
        tags, tag_notes = _tags(card)
        kept = {*_TRAVELS, *ASKED, *(["reverse"] if card.type == "basic" else [])}
        missing = lost(card, kept)
        notes = [*tag_notes, *([f"without {', '.join(missing)}"] if missing else [])]
        if founded(card, self._sources):
            notes.append("whom it is by and its sources are part of the explanation")
        if card.type == "cloze":
            if max(cloze.parse(card.text).numbers) > gaps.HIGHEST:
                return Written(None, (f"Anki's gaps are numbered up to c{gaps.HIGHEST}",))
            note = Note(Kind.CLOZE, gapped(card.text), field(below))
        else:
            (both,) = sides(card, self._deck.language)
            notes = [*both.notes, *notes]
            kind = Kind.REVERSED if getattr(card, "reverse", False) else Kind.BASIC
            explained = f"{EXPLANATION}{field(below)}</div>" if below else ""
            note = Note(kind, field(both.front), f"{field(both.back)}{explained}")
        if not note.front or (card.type != "cloze" and not note.back):
            return Written(None, ("a side of it shows nothing",))
        guid = guids.guid_of(self._deck.id, card_id(card))
        path = self._paths.get(card.topic, _path(self._deck.title))
        return Written(note._replace(guid=guid, tags=tags, deck=path), tuple(notes))


def _tags(card: AnyCard) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tags of a card in the order that Anki has, and what is to be said of them: they have no spaces."""
    tags, missing = tags_of(card)
    fitting = {tag: "_".join(tag.replace('"', "'").split()) for tag in tags}
    notes = [f"tag “{tag}” is {made}" for tag, made in fitting.items() if made != tag]
    notes += [f"without {', '.join(missing)}"] if missing else []
    return tuple(sorted(set(fitting.values()))), tuple(notes)


def _path(*titles: str) -> tuple[str, ...]:
    """The titles of a deck in Anki, which parts them by `::` and has no quotation marks in them."""
    return tuple(single(title).replace("::", ":").replace('"', "'").strip(":") or "-" for title in titles)
