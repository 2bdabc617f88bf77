"""Deck → GIFT: the same bytes each time, importable by Moodle, read back as they were written."""

from collections.abc import Iterator

from alliance_tutor.deck.cards import Deck, Topic
from alliance_tutor.exchange.gift.syntax import escaped, field, sound
from alliance_tutor.exchange.markup import says, to_words
from alliance_tutor.exchange.moodle.asking import Asker, Written
from alliance_tutor.exchange.moodle.categories import path_of, titles_of
from alliance_tutor.exchange.moodle.question import Answer, Kind, MoodleQuestion
from alliance_tutor.exchange.moodle.telling import of_card, of_deck, of_topic
from alliance_tutor.exchange.naming import single, slug
from alliance_tutor.exchange.report import Exported, Report

_HOLDS: frozenset[str] = frozenset()
"""GIFT has no place for hints, points, capitals, units, and whether options are shuffled."""


def write(deck: Deck) -> Exported:
    """The deck as GIFT. Topics are categories below the deck's, their summaries Moodle's descriptions."""
    titles = titles_of(deck)
    items = [of_deck(deck), *(of_topic(each, titles[each.id], _not_written(each)) for each in deck.topics)]
    parts = [_category(deck, "")]
    parts += [_description(deck.description)] if says(deck.description) else []
    for topic in deck.topics:
        parts.append(_category(deck, titles[topic.id]))
        parts += [_description(topic.summary, topic.id)] if says(topic.summary) else []
    current = titles[deck.topics[-1].id] if deck.topics else ""
    asker = Asker(deck, _HOLDS)
    for card in deck.cards:
        made = _checked(asker.written(card))
        items.append(of_card(card, made))
        title = titles.get(card.topic, "")
        if made.questions and title != current:
            parts.append(_category(deck, title))
            current = title
        parts += map(_question, made.questions)
    return Exported(sound("\n\n".join(parts) + "\n").encode(), Report(tuple(items)))


def _not_written(topic: Topic) -> tuple[str, ...]:
    """Moodle gives a category no number in GIFT: a topic's id is that of its description, or its title."""
    is_told = says(topic.summary) or slug(single(topic.title)) == topic.id
    return () if is_told else ("its id is not written",)


def _checked(made: Written) -> Written:
    """What GIFT can hold: `->` in an answer to be typed would be read as a pair."""
    for question in made.questions:
        if question.kind is Kind.SHORT and any("->" in answer.text for answer in question.answers):
            return Written(refusal="GIFT cannot hold -> in a short answer")
    return made


def _category(deck: Deck, title: str) -> str:
    """The line that puts what follows into a category, in which only a backslash is escaped."""
    path = path_of(deck.title, title) if title else path_of(deck.title)
    return "$CATEGORY: " + path.replace("\\", "\\\\")


def _description(text: str, id: str = "") -> str:
    return f"// [id:{id}]\n{field(text)}" if id else field(text)


def _question(question: MoodleQuestion) -> str:
    comment = " ".join([f"[id:{question.id}]", *(f"[tag:{tag}]" for tag in question.tags)])
    lines = [f"\t{answer}" for answer in _answers(question)]
    if says(question.feedback):
        lines.append(f"\t####{field(question.feedback)}")
    begun = f"// {comment}\n::{escaped(question.name)}::{field(question.text)}{{{_opening(question)}"
    return "\n".join([begun, *lines, "}"]) if lines else f"{begun}}}"


def _opening(question: MoodleQuestion) -> str:
    if question.kind is Kind.TRUE_FALSE:
        return "TRUE" if question.answers[0].weight else "FALSE"
    return "#" if question.kind is Kind.NUMERIC else ""


def _answers(question: MoodleQuestion) -> Iterator[str]:
    for answer in question.answers:
        match question.kind:
            case Kind.CHOICE:
                yield _option(answer, single=question.single)
            case Kind.SHORT:
                yield f"=%100%{escaped(answer.text)}"
            case Kind.NUMERIC:
                yield f"={answer.text}:{answer.tolerance}"
    for left, right in question.pairs:
        yield f"={field(left, inline=True)} -> {_partner(right)}"


def _option(answer: Answer, *, single: bool) -> str:
    weight = f"%{_weight(answer.weight)}%" if answer.weight else ""
    mark = "=" if single and answer.weight else f"~{weight}"
    why = f"#{field(answer.feedback)}" if says(answer.feedback) else ""
    return f"{mark}{field(answer.text, inline=True)}{why}"


def _weight(weight: float) -> str:
    return f"{weight:.5f}".rstrip("0").rstrip(".")


def _partner(markdown: str) -> str:
    """A right side, which Moodle shows as plain text with entities."""
    words = to_words(markdown).text
    return escaped(words.replace("&", "&amp;").replace("<", "&lt;"))
