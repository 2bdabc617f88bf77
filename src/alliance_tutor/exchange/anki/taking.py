"""Anki's notes → cards: what a card cannot say is named."""

import re
from typing import Any

from alliance_tutor.deck.values import shown
from alliance_tutor.exchange import gaps
from alliance_tutor.exchange.anki import guids
from alliance_tutor.exchange.anki.asking import EXPLANATION
from alliance_tutor.exchange.anki.note import Kind, Note
from alliance_tutor.exchange.gathering import Gathering
from alliance_tutor.exchange.markup import Marked, from_html, from_plain
from alliance_tutor.exchange.moodle.tags import fields_of
from alliance_tutor.exchange.naming import single

_SOUND = re.compile(r"\[(?:sound|anki:play):([^\[\]\n]{0,1000})\]")
_OCCLUSION = re.compile(r"\{\{c[0-9]+::image-occlusion:")
_PICTURE = re.compile(r"<img\b[^<>]*?\bsrc\s*=\s*[\"']?([^\"'<>\s]{1,1000})", re.IGNORECASE)
_PICTURE_LEFT_OUT, _NAMED_PICTURE = "without a picture", "without the picture"
_MEDIA = (_PICTURE_LEFT_OUT, _NAMED_PICTURE, "without a sound", "without the sound", "without a film")


def take(gathering: Gathering, note: Note) -> str:
    """Put a note into the deck as a card, or refuse it. Gives the card's id, empty if it was refused."""
    reader = _Reader(list(note.notes))
    name = f"note “{shown(from_html(note.front[:1000]).text)}”"
    if _OCCLUSION.search(note.front):
        gathering.refuse(name, "it hides parts of a picture, and pictures are not kept", note.line)
        return ""
    card = _cloze(note, reader) if note.kind is Kind.CLOZE else _basic(note, reader)
    notes = tuple(dict.fromkeys(reader.notes))
    if missing := [side for side, key in _SIDES.items() if key in card and not card[key]]:
        gathering.refuse(name, "; ".join([f"its {missing[0]} is empty", *notes]), note.line)
        return ""
    media = [note for note in notes if note.startswith(_MEDIA)]
    hand = f"see whether it can be answered {media[0]}" if media else ""
    fields = fields_of(tuple(filter(None, map(single, note.tags))))
    return gathering.add(
        {**card, **fields}, id=guids.id_of(note.guid), path=note.deck, line=note.line, notes=notes, hand=hand
    )


_SIDES = {"front": "prompt", "text": "text", "back": "answer"}


class _Reader:
    """Turns fields into deck text; `notes` gathers what is lost."""

    def __init__(self, notes: list[str]) -> None:
        self.notes = notes

    def text(self, field: str) -> str:
        """A field."""
        return self._noted(from_html(self._without_sounds(field)))

    def gapped(self, field: str) -> str:
        """A field with gaps."""
        return self._noted(gaps.marked(self._without_sounds(field), from_html, numbered=True))

    def more(self, note: Note) -> list[str]:
        """The fields that a card has no key for, for the explanation."""
        found = []
        for name, field in note.more:
            if text := self.text(field):
                self.notes.append(f"field “{shown(name)}” is part of the explanation")
                found.append(f"{from_plain(name, inline=True).text}: {text}")
        return found

    def _without_sounds(self, field: str) -> str:
        self.notes += [f"without the sound “{shown(name)}”" for name in _SOUND.findall(field)]
        self.notes += [f"{_NAMED_PICTURE} “{shown(name)}”" for name in _PICTURE.findall(field)]
        return _SOUND.sub("", field)

    def _noted(self, marked: Marked) -> str:
        named = any(note.startswith(_NAMED_PICTURE) for note in self.notes)
        self.notes += [note for note in marked.notes if not (named and note == _PICTURE_LEFT_OUT)]
        return marked.text


def _cloze(note: Note, reader: _Reader) -> dict[str, Any]:
    text = reader.gapped(note.front)
    explanation = "\n\n".join(filter(None, [reader.text(note.back), *reader.more(note)]))
    return {"type": "cloze", "text": text, "explanation": explanation}


def _basic(note: Note, reader: _Reader) -> dict[str, Any]:
    back, parted, below = note.back.strip().removesuffix("</div>").partition(EXPLANATION)
    back = back if parted else note.back
    prompt, answer = reader.text(note.front), reader.text(back)
    explanation = "\n\n".join(filter(None, [reader.text(below), *reader.more(note)]))
    card = {"prompt": prompt, "answer": answer, "explanation": explanation}
    if note.kind is Kind.TYPED and "\n" not in answer:
        return {"type": "short-answer", **card}
    return {"type": "basic", "reverse": note.kind is Kind.REVERSED, **card}
