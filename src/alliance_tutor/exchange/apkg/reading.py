"""A package → a deck: each note a card, of its note type's templates, and the reviews beside it."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from alliance_tutor.deck.values import shown as excerpt
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange.anki import guids
from alliance_tutor.exchange.anki.note import Kind, Note
from alliance_tutor.exchange.anki.taking import take
from alliance_tutor.exchange.apkg import templates
from alliance_tutor.exchange.apkg.archive import unpack
from alliance_tutor.exchange.apkg.collection import (
    Collection,
    NoteType,
    RawCard,
    RawNote,
    RawReview,
    collection,
)
from alliance_tutor.exchange.gathering import Gathering
from alliance_tutor.exchange.limits import LONGEST_TEXT, MOST_BYTES
from alliance_tutor.exchange.naming import single
from alliance_tutor.exchange.report import Imported
from alliance_tutor.exchange.reviews import Review, Reviews

_DEFAULT = ("Default",)
"""The deck that each collection has; its name says nothing of what is in it."""

_WHY_NOT = {
    3: "in filtered decks that do not reschedule",
    4: "set by hand, such as “forget” and “set due date”",
    5: "rescheduled by the program",
}
"""Lines of the review log that are no answers, by their kind."""


class _Made(NamedTuple):
    """A note and the cards of Anki's that it stands for, each with the part of the question."""

    note: Note
    parts: tuple[tuple[int, str], ...]


def read(data: bytes, name: str) -> Imported:
    """The deck of a package of any of Anki's versions, and its reviews.

    Raises UsageError where the file is no package or holds no note.
    """
    package = unpack(data)
    found = collection(package.collection)
    decks = {guids.split(note.guid)[0] for note in found.notes}
    own = next(iter(decks)) if len(decks) == 1 else ""
    gathering = Gathering(own or name)
    questions: dict[int, str] = {}
    room = MOST_BYTES
    for raw in found.notes:
        for made in _notes(found, raw, gathering):
            note = made.note
            room -= len(note.front) + len(note.back)
            if room < 0:
                raise UsageError("the cards unpack to too much text", hint="export the decks one by one")
            gathering.category(note.deck[:1])
            id = take(gathering, note)
            questions |= {card: f"{id}{part}" for card, part in made.parts if id}
    for media in package.media:
        gathering.refuse(f"media “{excerpt(single(media))}”", "pictures and sounds are not kept")
    imported = gathering.deck()
    deck = imported.deck.model_copy(update={"id": own}) if own else imported.deck
    return Imported(deck, imported.report, _reviews(found, questions))


def _notes(found: Collection, raw: RawNote, gathering: Gathering) -> Iterator[_Made]:
    """What becomes of a note: one card, or one for each template of a note type of somebody's own."""
    name = f"note “{excerpt(single(raw.fields[0]))}”"
    type = found.types.get(raw.type)
    if why := _why_not(raw, type):
        gathering.refuse(name, why)
    elif type:
        try:
            yield from (_cloze if type.is_cloze else _sided)(raw, type)
        except templates.TooLong:
            gathering.refuse(name, f"a side of it has more than {LONGEST_TEXT} characters")


def _why_not(raw: RawNote, type: NoteType | None) -> str:
    """Why a note makes no card, empty if it does."""
    if type is None or not type.templates:
        return "its note type is not in the package"
    if not raw.cards:
        return "it has no card"
    if any(len(field) > LONGEST_TEXT for field in raw.fields):
        return f"a field of it has more than {LONGEST_TEXT} characters"
    if not type.is_cloze and any(not 0 <= card.place < len(type.templates) for card in raw.cards):
        return "a card of it has no template"
    return ""


def _cloze(raw: RawNote, type: NoteType) -> Iterator[_Made]:
    fields = dict(zip(type.fields, raw.fields, strict=False))
    front, back = type.templates[0].front, type.templates[0].back
    beside = {**fields, **dict.fromkeys(templates.fields_in(front), "")}
    note = _note(Kind.CLOZE, raw, type, raw.cards)._replace(
        front=templates.shown(front, fields), back=templates.shown(templates.answering("", back), beside)
    )
    yield _Made(note, tuple((card.id, f"#c{card.place + 1}") for card in raw.cards))


def _sided(raw: RawNote, type: NoteType) -> Iterator[_Made]:
    fields = dict(zip(type.fields, raw.fields, strict=False))
    sides = {card.place: _sides(type, card.place, fields) for card in raw.cards}
    if [*sides] == [0, 1] and sides[1] == sides[0][::-1] and not templates.is_typed(type.templates[0].front):
        note = _note(Kind.REVERSED, raw, type, raw.cards)
        yield _Made(
            note._replace(front=sides[0][0], back=sides[0][1]),
            tuple((card.id, "#reverse" if card.place else "") for card in raw.cards),
        )
        return
    for place, (front, back) in sides.items():
        cards = tuple(card for card in raw.cards if card.place == place)
        is_typed = templates.is_typed(type.templates[place].front)
        note = _note(Kind.TYPED if is_typed else Kind.BASIC, raw, type, cards)._replace(
            front=front, back=back
        )
        if len(sides) > 1:
            told = (
                f"its note type “{excerpt(type.name)}” makes {len(sides)} cards of it: each is one of its own"
            )
            note = note._replace(notes=(*note.notes, told))
        if place:  # what belongs to all of them stands on the first
            note = note._replace(guid=f"{raw.guid}\x1f{place}", more=())
        yield _Made(note, tuple((card.id, "") for card in cards))


def _sides(type: NoteType, place: int, fields: dict[str, str]) -> tuple[str, str]:
    """What a card asks and what it answers."""
    front, back = type.templates[place].front, type.templates[place].back
    return (
        templates.shown(templates.asking(front), fields),
        templates.shown(templates.answering(front, back), fields),
    )


def _note(kind: Kind, raw: RawNote, type: NoteType, cards: tuple[RawCard, ...]) -> Note:
    """A note without its sides; what no template shows is more that it says."""
    named = {field for each in type.templates for side in each[1:] for field in templates.fields_in(side)}
    fields = zip(type.fields, raw.fields, strict=False)
    more = tuple((name, text) for name, text in fields if name not in named and text.strip())
    beyond = [text for text in raw.fields[len(type.fields) :] if text.strip()]
    notes = [f"without the field “{excerpt(single(text))}”, which its note type has not" for text in beyond]
    paths = list(dict.fromkeys(card.deck for card in cards))
    if len(paths) > 1:
        notes.append(f"its cards lie in several decks, and here all in {' / '.join(map(excerpt, paths[0]))}")
    path = () if paths[0] == _DEFAULT else tuple(filter(None, map(single, paths[0])))
    return Note(kind, "", more=more, guid=raw.guid, tags=raw.tags, deck=path, notes=tuple(notes))


def _reviews(found: Collection, questions: dict[int, str]) -> Reviews:
    """The answers in the review log, and what else is known of the learner and is not carried."""
    left: Counter[str] = Counter()
    kept = []
    for review in found.reviews:
        if why := _left_out(review, questions):
            left[why] += 1
        else:
            kept.append(Review(questions[review.card], review.button, review.at, review.ms))
    cards = [card for note in found.notes for card in note.cards]
    told = [f"{count} {why} left out" for why, count in left.items()]
    told += [f"{count} {what} not so here" for what, count in _states(cards).items() if count]
    return Reviews(tuple(kept), tuple(told), found.rollover)


def _left_out(review: RawReview, questions: dict[int, str]) -> str:
    """Why a line of the review log is not carried, empty if it is."""
    if review.kind in _WHY_NOT and (review.kind != 3 or review.factor == 0):
        return _WHY_NOT[review.kind]
    if review.button not in (1, 2, 3, 4) or review.kind not in (0, 1, 2, 3):
        return "without one of the four buttons"
    return "" if review.card in questions else "of cards that are not here"


def _states(cards: list[RawCard]) -> dict[str, int]:
    return {
        "cards that are suspended in Anki are": sum(card.is_suspended for card in cards),
        "cards that are flagged in Anki are": sum(card.flag > 0 for card in cards),
    }
