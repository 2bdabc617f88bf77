"""Questions whose text has gaps: Moodle's cloze, and its missing words to select or to drag.

A text of one gap that takes more than one answer, or has options, is a short answer, a number or a choice:
a cloze card would lose them. All other texts are cloze cards.
"""

import re
from collections.abc import Iterator, Sequence

from alliance_tutor.deck import cloze
from alliance_tutor.deck.values import shown
from alliance_tutor.exchange.markup import from_html, from_plain, to_words
from alliance_tutor.exchange.moodle.asking import BLANK
from alliance_tutor.exchange.moodle.question import WHOLE, Answer, Kind, MoodleQuestion
from alliance_tutor.exchange.moodle_xml.embedded import Asked, Embedded, pieces
from alliance_tutor.exchange.moodle_xml.parts import Fault, Parts, Text

GAP = "\ufdd0"
"""Stands for a gap while its text is made Markdown: a noncharacter, which no text has for good."""

_MARKDOWN_BLANK = "".join(f"\\{sign}" for sign in BLANK)
_LAST_BRACES = re.compile(r"(?:\\?\{)+\Z")
_NUMBERED = re.compile(r"\[\[([1-9][0-9]{0,2})\]\]")


def embedded(parts: Parts, text: Text) -> MoodleQuestion:
    """Moodle's cloze: the questions are embedded in the text."""
    return _with_gaps(parts, text, list(pieces(text.source.replace(GAP, "\ufffd"))))


def numbered_gaps(parts: Parts, text: Text) -> MoodleQuestion:
    """Missing words: `[[2]]` in the text asks for the second of the words beside it."""
    words = []
    for word in (*parts.inside("selectoption"), *parts.inside("dragbox")):
        words.append((word.source().source, word.value("group")))
        word.end()
    parts.setting("shuffleanswers", "0", "1", "true", "false")
    return _with_gaps(parts, text, list(_numbered(text.source.replace(GAP, "\ufffd"), words)))


def _numbered(source: str, words: Sequence[tuple[str, str]]) -> Iterator[str | Embedded]:
    at = 0
    for number in _NUMBERED.finditer(source):
        place = int(number[1]) - 1
        if place >= len(words):
            raise Fault(f"there is no word for its gap {number[0]}")
        right, group = words[place]
        others = dict.fromkeys(word for word, its_group in words if its_group == group and word != right)
        answers = (Answer(right), *(Answer(word, 0) for word in others))
        yield source[at : number.start()]
        yield Embedded(Asked.ONE, answers, 1, False, number.end())
        at = number.end()
    yield source[at:]


def _with_gaps(parts: Parts, text: Text, found: Sequence[str | Embedded]) -> MoodleQuestion:
    asked = [_read(piece, parts) for piece in found if isinstance(piece, Embedded)]
    if not asked:
        raise Fault("no question is embedded in its text")
    points = {each.points for each in asked}
    if len(points) > 1:
        parts.tell(
            f"its gaps were worth {', '.join(str(each.points) for each in asked)}, and count alike here"
        )
    worth = min(points) if len(points) == 1 else 1
    if len(asked) == 1 and not _is_gap(asked[0]):
        blank = _MARKDOWN_BLANK if text.format == "markdown" else BLANK
        source = "".join(piece if isinstance(piece, str) else blank for piece in found)
        return _alone(asked[0], parts.read(text._replace(source=source)))._replace(points=worth)
    source = "".join(piece if isinstance(piece, str) else GAP for piece in found)
    shown = parts.read(text._replace(source=source)).split(GAP)
    if len(shown) != len(asked) + 1:
        raise Fault("a gap stands where no text is kept")
    gaps = [_gap(each, number, parts) for number, each in enumerate(asked, start=1)]
    return MoodleQuestion(Kind.CLOZE, _joined(shown, gaps, parts), points=worth)


def _read(piece: Embedded, parts: Parts) -> Embedded:
    """The same with Markdown for HTML."""
    answers = []
    for answer in piece.answers:
        feedback = from_html(answer.feedback)
        text = answer.text
        if piece.asked in (Asked.ONE, Asked.MANY):
            marked = from_html(text, inline=True)
            parts.tell(*marked.notes)
            text = marked.text
        parts.tell(*feedback.notes)
        answers.append(answer._replace(text=text, feedback=feedback.text))
    return piece._replace(answers=_weighed(piece.asked, answers))


def _weighed(asked: Asked, answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Answers with their weights: where several are to be picked, the right ones are worth 100 together."""
    total = sum(answer.weight for answer in answers if answer.weight > 0)
    if asked is not Asked.MANY or not total:
        return tuple(answers)
    plain = all(answer.weight in (0, 100) for answer in answers)
    return tuple(
        answer._replace(weight=100 * answer.weight / total)
        if answer.weight > 0
        else answer._replace(weight=-10_000 / total if plain else answer.weight)
        for answer in answers
    )


def _is_gap(asked: Embedded) -> bool:
    """Whether a gap of a cloze card says all of it."""
    first, *more = asked.answers
    return asked.asked is Asked.SHORT and not (
        more or first.feedback or asked.case_sensitive or "*" in first.text.replace("\\*", "")
    )


def _alone(asked: Embedded, text: str) -> MoodleQuestion:
    match asked.asked:
        case Asked.SHORT:
            return MoodleQuestion(Kind.SHORT, text, asked.answers, case_sensitive=asked.case_sensitive)
        case Asked.NUMERIC:
            return MoodleQuestion(Kind.NUMERIC, text, asked.answers)
    return MoodleQuestion(Kind.CHOICE, text, asked.answers, single=asked.asked is Asked.ONE)


def _gap(asked: Embedded, number: int, parts: Parts) -> str:
    """What is recalled at a gap, as Markdown; what is lost of it is told."""
    least = 0.001 if asked.asked is Asked.MANY else WHOLE
    typed = asked.asked in (Asked.SHORT, Asked.NUMERIC)
    right = [
        answer
        for answer in asked.answers
        if answer.weight >= least and not (typed and "*" in answer.text.replace("\\*", ""))
    ]
    if not right:
        raise Fault(f"gap {number} has no answer that is wholly right")
    kept = right if asked.asked is Asked.MANY else right[:1]
    for answer in asked.answers:
        said = f"“{shown(answer.text)}” of gap {number}"
        if answer not in kept and answer.text.strip("* "):
            parts.tell(f"without {said}")
        if answer.tolerance != "0":
            parts.tell(f"without the tolerance {shown(answer.tolerance)} of {said}")
        if answer.feedback:
            parts.tell(f"without the feedback on {said}: “{shown(answer.feedback)}”")
    if asked.case_sensitive:
        parts.tell(f"capitals do not matter in gap {number}")
    texts = [from_plain(each.text.replace("\\*", "*")).text if typed else each.text for each in kept]
    return ", ".join(texts)


def _joined(shown: Sequence[str], gaps: Sequence[str], parts: Parts) -> str:
    """The text of a cloze card. Raises Fault where its own signs cannot be told from the text's."""
    text = ""
    for number, (segment, gap) in enumerate(zip(shown, gaps, strict=False), start=1):
        before = _before(segment)
        if before.endswith(" ") and not segment.endswith(" "):
            parts.tell(f"a space stands before gap {number}")
        text += f"{before}{{{{{_inside(gap)}}}}}"
    text += _literal(shown[-1])
    try:
        found = [piece.text for piece in cloze.parse(text).segments if isinstance(piece, cloze.Gap)]
    except cloze.ClozeError:
        found = []
    if [to_words(gap).text for gap in found] != [to_words(gap).text for gap in gaps]:
        raise Fault("its gaps cannot be told from the rest of its text")
    return text


def _before(segment: str) -> str:
    """A text whose last braces or backslash are not one with the braces of the gap behind it."""
    last = _LAST_BRACES.search(segment)
    if not last:
        return _literal(segment) + " " * segment.endswith("\\")
    count = last[0].count("{")
    braces = "{ " if count == 1 else "{" * (count % 2) + "\\{{" * (count // 2)
    return _literal(segment[: last.start()]) + braces


def _literal(text: str) -> str:
    """A text that has no gap."""
    return text.replace("{{", "\\{{")


def _inside(gap: str) -> str:
    """What stands in a gap, such that it neither ends it nor begins a hint."""
    for sign in ("::", "{{", "}}"):
        gap = gap.replace(sign, "".join(f"\\{letter}" for letter in sign))
    return f"{gap} " if gap.endswith("}") else gap
