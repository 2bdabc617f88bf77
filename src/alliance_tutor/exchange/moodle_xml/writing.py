"""Deck → Moodle XML: the same bytes each time, importable by Moodle, read back as they were written."""

import re
from collections.abc import Iterator

from alliance_tutor.deck.cards import AnyCard, Deck
from alliance_tutor.deck.identity import card_id
from alliance_tutor.exchange.markup import says
from alliance_tutor.exchange.moodle.asking import Asker, Written
from alliance_tutor.exchange.moodle.categories import path_of, titles_of
from alliance_tutor.exchange.moodle.telling import of_card, of_deck, of_topic
from alliance_tutor.exchange.moodle_xml.asking import OWN
from alliance_tutor.exchange.moodle_xml.rendering import LONGEST_ID, in_html, in_text, line, points, rendered
from alliance_tutor.exchange.report import Exported, Report

_HOLDS = frozenset({"hint", "points", "case", "shuffle", "unit", "marking", "lines"})
_NOT_IN_XML = re.compile("[\ufffe\uffff]")
_UNSAYABLE = "a character that XML cannot hold is � there"


def write(deck: Deck) -> Exported:
    """The deck as Moodle XML. Topics are categories below the deck's, with their summaries as text."""
    told = [_UNSAYABLE] if _NOT_IN_XML.search(_head(deck)) else []
    deck = _sayable(deck)
    titles = titles_of(deck)
    items = [of_deck(deck, told)]
    items += [of_topic(each, titles[each.id], _too_long(each.id)) for each in deck.topics]
    parts = [_category(deck, "", deck.description)]
    parts += [_category(deck, titles[topic.id], topic.summary, topic.id) for topic in deck.topics]
    current = titles[deck.topics[-1].id] if deck.topics else ""
    asker = Asker(deck, _HOLDS, OWN)
    for card in deck.cards:
        made = asker.written(card)
        text = "".join(map(rendered, made.questions))
        if _NOT_IN_XML.search(text):
            made, text = Written(refusal="it has a character that XML cannot hold"), ""
        items.append(of_card(card, made, _lost(card, made)))
        title = titles.get(card.topic, "")
        if text and title != current:
            parts.append(_category(deck, title))
            current = title
        parts.append(text)
    document = f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{"".join(parts)}</quiz>\n'
    return Exported(document.encode(), Report(tuple(items)))


def _head(deck: Deck) -> str:
    """All that is written of a deck besides its cards."""
    return "\n".join(
        [deck.title, deck.description, *(f"{each.title}\n{each.summary}" for each in deck.topics)]
    )


def _sayable(deck: Deck) -> Deck:
    """The same without the two characters that XML has not, but in cards."""
    if not _NOT_IN_XML.search(_head(deck)):
        return deck
    topics = tuple(
        topic.model_copy(update={"title": _without(topic.title), "summary": _without(topic.summary)})
        for topic in deck.topics
    )
    head = {"title": _without(deck.title), "description": _without(deck.description)}
    return deck.model_copy(update={**head, "topics": topics})


def _without(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)


def _lost(card: AnyCard, made: Written) -> Iterator[str]:
    yield from _too_long(card_id(card))
    if any(float(points(question.points)) != question.points for question in made.questions):
        yield f"it is worth {points(card.points)} points, not {card.points}"


def _too_long(id: str) -> Iterator[str]:
    if len(id) > LONGEST_ID:
        yield f"its id has more than {LONGEST_ID} characters, too many for an id number"


def _category(deck: Deck, title: str, info: str = "", id: str = "") -> str:
    path = path_of(deck.title, title) if title else path_of(deck.title)
    lines = ['  <question type="category">', in_text("category", path)]
    lines += [in_html("info", info)] if says(info) else []
    lines += [line("idnumber", id)] if 0 < len(id) <= LONGEST_ID else []
    return "\n".join([*lines, "  </question>", ""])
