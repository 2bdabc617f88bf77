"""A `<question>` → a question as Moodle has it."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from alliance_tutor.deck.refs import MOST_POINTS
from alliance_tutor.deck.values import shown
from alliance_tutor.exchange.markup import from_loose
from alliance_tutor.exchange.moodle.numbers import exact
from alliance_tutor.exchange.moodle.question import Answer, Kind, MoodleQuestion
from alliance_tutor.exchange.moodle_xml.gaps import embedded, numbered_gaps
from alliance_tutor.exchange.moodle_xml.parts import Fault, Lost, Parts, Text, weight, yes
from alliance_tutor.exchange.moodle_xml.tree import Element

_LONGEST_PAPER = 100


class Read(NamedTuple):
    """A question, and what is lost of it that is not in its own notes: settings of the file, and files."""

    question: MoodleQuestion
    lost: Lost


def question_of(element: Element) -> Read:
    """The question of an element. Raises Fault where it is none that a card can be made from."""
    type = element.attributes.get("type", "")
    read = _READERS.get(type)
    if read is None:
        raise Fault("there is no type of card for it" if type else "it does not say its type")
    parts = Parts(element)
    text = parts.source("questiontext")
    parts.default = text.format
    question = read(parts, text)
    question = question._replace(
        feedback=parts.text("generalfeedback"),
        name=parts.words("name"),
        id=parts.value("idnumber"),
        tags=tuple(dict.fromkeys(_tags(parts))),
        hint=_hint(parts),
        points=_points(parts, question.points),
        line=element.line,
    )
    if question.kind is Kind.DESCRIPTION and question.name:
        parts.tell(f"its name “{shown(question.name)}” is not kept")
    _leave_out(parts)
    parts.end()
    return Read(question._replace(notes=tuple(parts.lost.notes)), parts.lost)


def _choice(parts: Parts, text: Text) -> MoodleQuestion:
    single = yes(parts.value("single"), default=True)
    shuffle = yes(parts.value("shuffleanswers"), default=False)
    answers = _answers(parts, lambda answer: answer.text(inline=True))
    return MoodleQuestion(Kind.CHOICE, parts.read(text), answers, single=single, shuffle=shuffle)


def _true_false(parts: Parts, text: Text) -> MoodleQuestion:
    answers = _answers(parts, lambda answer: answer.source().source.lower())
    if len(answers) != 2:
        raise Fault("it has not two answers")
    if answers[0].text == "false" or answers[1].text == "true":
        answers = answers[::-1]
    if (answers[0].weight > 0) is (answers[1].weight > 0):
        raise Fault("it does not say which answer is right")
    return MoodleQuestion(Kind.TRUE_FALSE, parts.read(text), answers)


def _short(parts: Parts, text: Text) -> MoodleQuestion:
    case = yes(parts.value("usecase"), default=False)
    answers = _answers(parts, lambda answer: " ".join(answer.source().source.split()))
    return MoodleQuestion(Kind.SHORT, parts.read(text), answers, case_sensitive=case)


def _numeric(parts: Parts, text: Text) -> MoodleQuestion:
    answers = _answers(parts, lambda answer: answer.source().source)
    units = [unit for group in parts.inside("units") for unit in group.inside("unit")]
    unit = ""
    for each in units:
        name, multiplier = each.value("unit_name"), each.value("multiplier") or "1"
        if not unit and exact(multiplier) == 1:
            unit = name
        elif name:
            parts.tell(f"without the unit “{shown(name)}”, which is counted {shown(multiplier)} times")
    if unit and parts.value("unitsleft") == "1":
        parts.tell("the unit stands behind the number")
    if parts.value("unitgradingtype") not in ("", "0"):
        parts.tell("the unit itself is not marked")
    if instructions := parts.text("instructions"):
        parts.tell(f"without its instructions on units: “{shown(instructions)}”")
    return MoodleQuestion(Kind.NUMERIC, parts.read(text), answers, unit=unit)


def _match(parts: Parts, text: Text) -> MoodleQuestion:
    parts.setting("shuffleanswers", "true", "1")
    pairs = []
    for pair in parts.inside("subquestion"):
        partner = "".join(answer.source().source for answer in pair.inside("answer"))
        found = from_loose(partner, inline=True)
        parts.tell(*found.notes)
        pairs.append((pair.text(inline=True), found.text))
        pair.end()
    return MoodleQuestion(Kind.MATCH, parts.read(text), pairs=tuple(pairs))


def _ordering(parts: Parts, text: Text) -> MoodleQuestion:
    if parts.value("selecttype") not in ("", "ALL"):
        parts.tell(f"all its items are asked for, not {shown(parts.value('selectcount')) or 'some'} of them")
    items = []
    for item in parts.inside("answer"):
        items.append(Answer(item.text(inline=True), feedback=item.text("feedback")))
        item.end()
    for tag in (
        "selectcount",
        "layouttype",
        "numberingstyle",
        "gradingtype",
        "showgrading",
        "logical",
        "studentsee",
    ):
        parts.value(tag)
    return MoodleQuestion(Kind.ORDERING, parts.read(text), tuple(items))


def _essay(parts: Parts, text: Text) -> MoodleQuestion:
    parts.setting("responseformat", "editor", "plain", "editorfilepicker", "monospaced")
    parts.setting("attachments", "0")
    parts.setting("minwordlimit", "0")
    parts.setting("maxwordlimit", "0")
    if template := parts.text("responsetemplate"):
        parts.tell(f"without the template of its answer: “{shown(template)}”")
    said = parts.value("responsefieldlines")
    lines = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0
    if lines > _LONGEST_PAPER:
        parts.tell(f"it has {_LONGEST_PAPER} lines, not {lines}")
    marking = parts.text("graderinfo")
    return MoodleQuestion(Kind.ESSAY, parts.read(text), marking=marking, lines=min(lines, _LONGEST_PAPER))


def _description(parts: Parts, text: Text) -> MoodleQuestion:
    return MoodleQuestion(Kind.DESCRIPTION, parts.read(text))


_READERS: dict[str, Callable[[Parts, Text], MoodleQuestion]] = {
    "multichoice": _choice,
    "truefalse": _true_false,
    "shortanswer": _short,
    "numerical": _numeric,
    "matching": _match,
    "match": _match,
    "ddmatch": _match,
    "ordering": _ordering,
    "essay": _essay,
    "cloze": embedded,
    "multianswer": embedded,
    "gapselect": numbered_gaps,
    "ddwtos": numbered_gaps,
    "description": _description,
}


def _answers(parts: Parts, text: Callable[[Parts], str]) -> tuple[Answer, ...]:
    """The answers, their texts read by `text`."""
    answers = []
    for answer in parts.inside("answer"):
        tolerance = answer.value("tolerance") or "0"
        answers.append(Answer(text(answer), weight(answer.element), answer.text("feedback"), tolerance))
        answer.end()
    return tuple(answers)


def _tags(parts: Parts) -> Iterable[str]:
    for group in (*parts.inside("tags"), *parts.inside("coursetags")):
        for tag in group.inside("tag"):
            if words := " ".join(tag.source().source.split()):
                yield words


def _hint(parts: Parts) -> str:
    """Moodle shows one hint after each wrong try: here they are one."""
    hints = []
    for hint in parts.inside("hint"):
        hints.append(hint.text("hintcontent") or hint.text())
        for tag in ("shownumcorrect", "clearwrong", "options"):
            hint.value(tag)
        hint.end()
    hints = [hint for hint in hints if hint]
    if len(hints) > 1:
        parts.tell(f"its {len(hints)} hints are one")
    return "\n\n".join(hints)


def _points(parts: Parts, points: float) -> float:
    """What it is worth: as it says itself, else `points`."""
    said = parts.value("defaultgrade")
    number = exact(said) if said else None
    if said and (number is None or not 0 <= number <= MOST_POINTS):
        parts.tell(f"it was worth {shown(said)} points, and is worth 1 here")
        return 1
    return points if number is None else float(number)


def _leave_out(parts: Parts) -> None:
    """What Moodle needs to show a question, and decks have no place for."""
    parts.setting("penalty", *_USUAL_PENALTIES)
    parts.setting("answernumbering", "abc", "none")
    for tag in ("showstandardinstruction", "shownumcorrect", "correctresponsesfeedback", "responserequired"):
        parts.value(tag)
    for tag in ("attachmentsrequired", "unitpenalty", "showunits", "unitsleft"):
        parts.value(tag)
    for tag in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        if text := parts.text(tag):
            parts.lost.settings.append((tag, text))
    if yes(parts.value("hidden"), default=False):
        parts.tell("it was hidden in Moodle")
    if image := parts.value("image"):
        parts.lost.files.append(shown(image))
    parts.value("image_base64")


_USUAL_PENALTIES = ("0", "0.0000000", "0.1", "0.1000000", "0.3333333", "1", "1.0000000")
"""Moodle's own: what another try costs where nobody chose it."""
