"""What is picked, ticked, arranged or paired, in lines: as it is asked, and part by part as marked. Pure."""

from string import ascii_lowercase

from alliance_tutor.deck.questions import Form, Question
from alliance_tutor.insight.wording import to_type
from alliance_tutor.study.grading import ticking_rule
from alliance_tutor.study.responses import Arranged, Paired, Response, Ticked
from alliance_tutor.study.session import Asked
from alliance_tutor.text import one_line, plain


def label(shown: int) -> str:
    """The letter of an option by its place on show, from 0; after z come numbers."""
    return ascii_lowercase[shown] if shown < len(ascii_lowercase) else str(shown + 1)


def asked_lines(asked: Asked) -> list[str]:
    """What there is to answer with, each line with its letter or number; empty where nothing is shown."""
    question = asked.question
    options = [
        f"{label(shown)}. {one_line(question.options[option].text)}"
        for shown, option in enumerate(asked.order)
        if question.form is not Form.ARRANGE
    ]
    match question.form:
        case Form.TICK:
            return [f"Several may be right. {ticking_rule(question)}", *options]
        case Form.ARRANGE:
            return _numbered([question.items[place] for place in asked.order])
        case Form.PAIR:
            return [*_numbered(question.items), "", *options]
    return options


def how(asked: Asked) -> str:
    """How the question in hand is answered; empty where it is only thought of."""
    question, count = asked.question, len(asked.order)
    match question.form:
        case Form.PICK:
            return f"Pick a to {label(count - 1)}, or 1 to {count}"
        case Form.TICK:
            return f"Answer with letters, such as: a {label(min(2, count - 1))}"
        case Form.ARRANGE:
            example = " ".join(map(str, [count, *range(1, count)]))
            return f"Answer with the numbers in the right order, such as: {example}"
        case Form.PAIR:
            return f"Answer with a letter for each number, such as: {_pairing(len(question.items), count)}"
        case Form.TYPED:
            what = to_type(question)
            return f"Type the answer: {what}" if what else "Type the answer"
    return ""


def marked_lines(question: Question, order: tuple[int, ...], response: Response | None) -> list[str]:
    """Each part of an answer that has several, with what is right of it; empty for others.

    `order` is the options as they were listed; where that is not known any more (empty) they get no letter.
    """
    match response:
        case Ticked(options):
            return _marked_options(question, order, options)
        case Arranged(given):
            return [_marked_item(question, place, given.index(place)) for place in range(len(given))]
        case Paired(given):
            return [_marked_pair(question, place, option) for place, option in enumerate(given)]
    return []


def _numbered(texts: list[str] | tuple[str, ...]) -> list[str]:
    return [f"{number}. {one_line(text)}" for number, text in enumerate(texts, start=1)]


def _pairing(items: int, options: int) -> str:
    """Up to three pairs: `1b 2a 3c`."""
    shown = [(1, 0, 2)[item] % options for item in range(min(3, items))]
    return " ".join(f"{item + 1}{label(option)}" for item, option in enumerate(shown))


def _marked_options(question: Question, order: tuple[int, ...], ticked: frozenset[int]) -> list[str]:
    lines: list[str] = []
    for shown, place in enumerate(order or range(len(question.options))):
        option = question.options[place]
        if not option.right and place not in ticked:
            continue
        word = "missed" if place not in ticked else "right" if option.right else "wrong, your tick"
        lines.append(f"{label(shown)}, {word}" if order else word.capitalize())
        lines[-1] += f": {one_line(option.text)}"
        if option.why and not option.right:
            lines += plain(option.why).split("\n")
    return lines


def _marked_item(question: Question, place: int, yours: int) -> str:
    word = "right" if yours == place else f"wrong, you had it at {yours + 1}"
    return f"Place {place + 1}, {word}: {one_line(question.items[place])}"


def _marked_pair(question: Question, place: int, given: int | None) -> str:
    right = question.partners[place]
    if given is None:
        word = "missed"
    else:
        word = "right" if given == right else f"wrong, you said {one_line(question.options[given].text)}"
    pair = f"{one_line(question.items[place])} — {one_line(question.options[right].text)}"
    return f"{place + 1}, {word}: {pair}"
