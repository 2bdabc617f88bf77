"""Cards that Moodle XML has a form of their own for: with gaps, and to put in order."""

from alliance_tutor.deck import cloze
from alliance_tutor.deck.cards import ClozeCard, OrderingCard
from alliance_tutor.exchange.markup import to_html, to_words
from alliance_tutor.exchange.moodle.asking import Made, Maker
from alliance_tutor.exchange.moodle.question import Answer, Kind, MoodleQuestion
from alliance_tutor.exchange.moodle_xml.embedded import literal, short
from alliance_tutor.exchange.moodle_xml.gaps import GAP

_MOST_POINTS = 1_000_000


def gapped(text: str, points: float) -> str:
    """A cloze card's text as HTML with Moodle's embedded questions, each worth so many points."""
    pieces, gaps = _pieces(text)
    each = int(points) if _is_worth(points) else 1
    asked = [short(to_words(gap.text).text.replace("*", "\\*"), each) for gap in gaps]
    html = literal(pieces).split(GAP)
    return html[0] + "".join(f"{question}{rest}" for question, rest in zip(asked, html[1:], strict=True))


def _pieces(text: str) -> tuple[str, list[cloze.Gap]]:
    """A cloze text as HTML with a stand-in for each gap, and the gaps."""
    segments = cloze.parse(text).segments
    gaps = [piece for piece in segments if isinstance(piece, cloze.Gap)]
    return to_html("".join(map(_shown, segments))), gaps


def _shown(piece: str | cloze.Gap) -> str:
    if isinstance(piece, str):
        return piece.replace(GAP, "\ufffd")
    hint = piece.hint.replace(GAP, "\ufffd")
    return f"{GAP} ({hint})" if hint else GAP


def _cloze(card: ClozeCard, _language: str) -> Made:
    html, gaps = _pieces(card.text)
    if html.count(GAP) != len(gaps):
        return Made(refusal="a gap stands in the address of a link")
    words = [to_words(gap.text) for gap in gaps]
    if not all(each.text for each in words):
        return Made(refusal="a gap of it shows nothing")
    notes = [] if card.typed else ["what stands in its gaps is to be typed"]
    notes += dict.fromkeys(note for each in words for note in each.notes)
    notes += ["hints stand behind its gaps"] if any(gap.hint for gap in gaps) else []
    if len({gap.number for gap in gaps}) < len(gaps):
        notes.append("gaps of one number are asked for one by one")
    if not _is_worth(card.points):
        notes.append("a gap is worth 1 point: here there are whole ones only")
    return Made(((0, MoodleQuestion(Kind.CLOZE, card.text)),), tuple(notes))


def _is_worth(points: float) -> bool:
    return points == int(points) and points < _MOST_POINTS


def _ordering(card: OrderingCard, _language: str) -> Made:
    items = tuple(Answer(item) for item in card.items)
    return Made(((0, MoodleQuestion(Kind.ORDERING, card.prompt, items)),))


OWN: dict[str, Maker] = {"cloze": _cloze, "ordering": _ordering}
"""What these types of card become."""
