"""A question as Moodle has it → its `<question>`, as Moodle's own reader wants it."""

from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape

from alliance_tutor.exchange.markup import says, to_html, to_words
from alliance_tutor.exchange.moodle.question import Answer, Kind, MoodleQuestion
from alliance_tutor.exchange.moodle_xml.asking import gapped

LONGEST_ID = 100
"""How many characters an id number may have in Moodle."""

_TYPES = {Kind.MATCH: "matching", Kind.CLOZE: "cloze"}
"""What a type is called in a file where that is not its own name."""

_PENALTY = "0.3333333"
_LINES = 15
"""How many lines Moodle gives an essay that does not say."""

_AUTO = "moodle_auto_format"


def rendered(question: MoodleQuestion) -> str:
    """The lines of a question."""
    is_cloze = question.kind is Kind.CLOZE
    html = gapped(question.text, question.points) if is_cloze else to_html(question.text)
    lines = [
        f'  <question type="{_TYPES.get(question.kind, question.kind)}">',
        in_text("name", question.name),
        in_text("questiontext", html, "html"),
        in_html("generalfeedback", question.feedback),
        *([] if is_cloze else [line("defaultgrade", points(question.points))]),
        line("penalty", "1" if question.kind is Kind.TRUE_FALSE else _PENALTY),
        line("hidden", "0"),
        *([line("idnumber", question.id)] if len(question.id) <= LONGEST_ID else []),
        *_OWN[question.kind](question),
        *([in_html("hint", question.hint)] if says(question.hint) else []),
    ]
    if question.tags:
        tags = [f"      <tag><text>{_escaped(tag)}</text></tag>" for tag in question.tags]
        lines += ["    <tags>", *tags, "    </tags>"]
    return "\n".join([*lines, "  </question>", ""])


def in_html(tag: str, markdown: str) -> str:
    """The element of a text that is HTML in Moodle."""
    return in_text(tag, to_html(markdown), "html")


def in_text(tag: str, text: str, form: str = "") -> str:
    """The element of a text, with its format where it has one."""
    form = f' format="{form}"' if form else ""
    return f"    <{tag}{form}><text>{_escaped(text)}</text></{tag}>"


def line(tag: str, value: str) -> str:
    """The element of a setting."""
    return f"    <{tag}>{_escaped(value)}</{tag}>"


def points(number: float) -> str:
    """What a question is worth, with the seven digits behind the point that Moodle keeps."""
    return _number(number, 7)


def _choice(question: MoodleQuestion) -> Iterator[str]:
    yield line("single", "true" if question.single else "false")
    yield line("shuffleanswers", "true" if question.shuffle else "false")
    yield line("answernumbering", "abc")
    for answer in question.answers:
        yield _answer(answer, to_html(answer.text, inline=True), "html")


def _true_false(question: MoodleQuestion) -> Iterator[str]:
    for answer in question.answers:
        yield _answer(answer, answer.text, _AUTO)


def _short(question: MoodleQuestion) -> Iterator[str]:
    yield line("usecase", "1" if question.case_sensitive else "0")
    yield from _true_false(question)


def _numeric(question: MoodleQuestion) -> Iterator[str]:
    for answer in question.answers:
        yield _answer(answer, answer.text, _AUTO, f"  {line('tolerance', answer.tolerance)}")
    if question.unit:
        yield "    <units>"
        yield f"      <unit><multiplier>1</multiplier><unit_name>{_escaped(question.unit)}</unit_name></unit>"
        yield "    </units>"
    yield line("unitgradingtype", "0")
    yield line("unitpenalty", "0.1")
    yield line("showunits", "0" if question.unit else "3")  # it may be typed; there is none
    yield line("unitsleft", "0")


def _match(question: MoodleQuestion) -> Iterator[str]:
    yield line("shuffleanswers", "true")
    for left, right in question.pairs:
        yield '    <subquestion format="html">'
        yield f"      <text>{_escaped(to_html(left, inline=True))}</text>"
        # Moodle shows a partner as plain text with entities.
        yield f"      <answer><text>{_escaped(escape(to_words(right).text))}</text></answer>"
        yield "    </subquestion>"


def _ordering(question: MoodleQuestion) -> Iterator[str]:
    yield line("layouttype", "VERTICAL")
    yield line("selecttype", "ALL")
    yield line("selectcount", str(len(question.answers)))
    # The share of pairs in the right order, which is how this program marks it.
    yield line("gradingtype", "RELATIVE_ALL_PREVIOUS_AND_NEXT")
    yield line("showgrading", "SHOW")
    for place, item in enumerate(question.answers, start=1):
        yield f'    <answer fraction="{place}" format="html">'
        yield f"      <text>{_escaped(to_html(item.text, inline=True))}</text>"
        yield "    </answer>"


def _essay(question: MoodleQuestion) -> Iterator[str]:
    yield line("responseformat", "editor")
    yield line("responserequired", "1")
    yield line("responsefieldlines", str(question.lines or _LINES))
    yield line("attachments", "0")
    yield in_html("graderinfo", question.marking)


def _nothing(_question: MoodleQuestion) -> Iterator[str]:
    yield from ()


_OWN: dict[Kind, Callable[[MoodleQuestion], Iterator[str]]] = {
    Kind.CHOICE: _choice,
    Kind.TRUE_FALSE: _true_false,
    Kind.SHORT: _short,
    Kind.NUMERIC: _numeric,
    Kind.MATCH: _match,
    Kind.ORDERING: _ordering,
    Kind.ESSAY: _essay,
    Kind.CLOZE: _nothing,
}
"""The lines that questions of a type alone have."""


def _answer(answer: Answer, text: str, form: str, *more: str) -> str:
    lines = [
        f'    <answer fraction="{_number(answer.weight, 5)}" format="{form}">',
        f"      <text>{_escaped(text)}</text>",
        f"  {in_html('feedback', answer.feedback)}",
        *more,
        "    </answer>",
    ]
    return "\n".join(lines)


def _escaped(text: str) -> str:
    """A text as it stands in XML: where it has XML's own signs in a CDATA section, as Moodle writes it."""
    if escape(text) == text:
        return text
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _number(number: float, digits: int) -> str:
    text = f"{number:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
