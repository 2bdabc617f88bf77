"""A question and its answer, drawn: the card stands in the middle and nothing jumps."""

from collections.abc import Callable

from textual.content import Content

from alliance_tutor.deck.questions import Question
from alliance_tutor.insight import wording
from alliance_tutor.study.difference import Kind, difference
from alliance_tutor.study.grading import Outcome, Verdict
from alliance_tutor.text import one_line
from alliance_tutor.tui.text import (
    ADDRESS,
    BLANK,
    QUIET,
    STRONG,
    Key,
    hanging,
    key_rows,
    long,
    short,
    shown_key,
    spread,
    words,
)

Rows = list[Content]

_COLOURS = {Outcome.RIGHT: "$success", Outcome.WRONG: "$error", Outcome.PARTLY: "$warning"}


def prompt(question: Question, width: int) -> Rows:
    """What is asked."""
    return [row.stylize_before(STRONG) for row in long(question.prompt, width)]


def hint(question: Question, width: int) -> Rows:
    """The hint, or that there is none."""
    text = f"hint: {one_line(question.hint)}" if question.hint else "This card has no hint."
    return hanging(BLANK, words(text, QUIET), width)


def key(question: Question, width: int) -> Rows:
    """The right answer alone."""
    return [words("answer", QUIET), *hanging(BLANK, short(question.answer).stylize(STRONG), width)]


def answer(question: Question, verdict: Verdict, width: int) -> Rows:
    """The verdict, the key, what was given and what differs."""
    shown = bool(question.options or question.items)  # the key stands among the options above
    if verdict.outcome is Outcome.SELF:
        if shown:
            return [words("looked up: rate what you knew", QUIET)]
        return key(question, width)
    sign = words(wording.SIGNS[verdict.outcome], _COLOURS[verdict.outcome])
    if verdict.outcome is Outcome.PARTLY and verdict.credit is not None:
        sign += words(f"   {wording.percent(verdict.credit)}", QUIET)
    if verdict.overruled:
        sign += words("   by your ruling", QUIET)
    rows = [sign] if shown else _compared(question, verdict, sign, width)
    if verdict.note:
        rows += hanging(Content("  "), words(verdict.note, QUIET), width)
    if verdict.near:
        rows.append(words(f"Count it as right? {shown_key('y', 'screen.count')}", "$warning"))
    return rows


def background(question: Question, checked: str, width: int, *, addresses: bool) -> Rows:
    """Why: the explanation, the fact's status, the sources, and these' addresses if they are asked for."""
    rows: Rows = []
    if question.explanation:
        rows += [*long(question.explanation, width), BLANK]
    status = wording.status_line(question, checked)
    if status:
        rows += hanging(BLANK, words(status, QUIET), width)
    for citation in question.citations:
        rows += hanging(BLANK, words(wording.citation_line(citation), QUIET), width)
        if addresses and citation.url:
            rows += hanging(Content("  "), words(citation.url, ADDRESS), width)
    links = any(citation.url for citation in question.citations)
    marks: list[Key] = [("o", "shows the addresses", "screen.open")] if links and not addresses else []
    if question.ref.topic:
        marks.append(("r", "reads the topic", "screen.read"))
    return rows + (key_rows(marks, width) if marks else [])


def _compared(question: Question, verdict: Verdict, sign: Content, width: int) -> Rows:
    """The key beside the sign, and what was typed, if anything was, on the same line if there is room."""
    rows = hanging(sign + "   ", short(question.answer).stylize(STRONG), width)
    if not verdict.given:
        return rows
    given = words(f"you wrote: {verdict.given}", QUIET)
    if len(rows) == 1 and rows[0].cell_length + given.cell_length + 3 <= width:
        rows = [spread(rows[0], given, width)]
    else:
        rows += hanging(Content("  "), given, width)
    if verdict.outcome is Outcome.WRONG and not question.key:
        rows += _differing(verdict, width)
    return rows


def _differing(verdict: Verdict, width: int) -> Rows:
    """Letter by letter where most of the key was typed, else what was compared."""
    pieces = difference(verdict.given, verdict.key)
    if 2 * sum(len(piece.text) for piece in pieces if piece.kind is Kind.KEPT) > len(verdict.key):
        parts = [_PIECES[piece.kind](piece.text) for piece in pieces]
        return hanging(words("  letter by letter: ", QUIET), Content("").join(parts), width)
    if verdict.compared:
        return hanging(Content("  "), words(f"compared as: {verdict.compared}", QUIET), width)
    return []


_PIECES: dict[Kind, Callable[[str], Content]] = {
    Kind.KEPT: words,
    Kind.EXTRA: lambda text: words(f"[−{text}]", "$error"),
    Kind.MISSING: lambda text: words(f"[+{text}]", "$success"),
}
