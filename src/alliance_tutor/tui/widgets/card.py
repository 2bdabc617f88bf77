"""A question and its answer, drawn: the card stands in the middle and nothing jumps."""

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.style import Style

from alliance_tutor.deck.questions import Question
from alliance_tutor.insight import wording
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Memory
from alliance_tutor.study.grading import Outcome, Verdict
from alliance_tutor.tui.text import (
    ADDRESS,
    QUIET,
    STRONG,
    clickable,
    hanging,
    keys,
    lines,
    long,
    short,
    spread,
    words,
)

WIDEST = 78  # cells that the four ratings share at most
LETTERS = "abcdefghijklmnopqrstuvwxyz"
_COLOURS = {Outcome.RIGHT: "$success", Outcome.WRONG: "$error", Outcome.PARTLY: "$warning"}


def prompt(question: Question, width: int) -> Content:
    """What is asked."""
    return long(question.prompt, width).stylize_before(STRONG)


def options(question: Question, order: Sequence[int], cursor: int, width: int) -> Content:
    """The options to pick from, the one under the cursor marked."""
    rows: list[Content] = []
    for place, option in enumerate(order):
        mark = Content.styled(f"{'▸' if place == cursor else ' '} {LETTERS[place]}  ", STRONG)
        body = lines(hanging(mark, short(question.options[option].text), width))
        rows.append(clickable(body, f"screen.pick({place})"))
    return lines(rows)


def marked_options(question: Question, order: Sequence[int], chosen: int, width: int) -> Content:
    """The options with the right one and the chosen one told by sign, word and reason."""
    rows: list[Content] = []
    for place, index in enumerate(order):
        option = question.options[index]
        sign, word, colour = " ", "", ""
        if option.right:
            sign, colour = "✓", "$success"
            word = "" if index == chosen else "the answer"
        elif index == chosen:
            sign, word, colour = "✗", "your pick", "$error"
        mark = Content.styled(f"{sign} {LETTERS[place]}  ", colour or STRONG)
        text = short(option.text)
        if word:
            text += Content.styled(f"   {word}", QUIET)
        rows += hanging(mark, text, width)
        if index == chosen and option.why and not option.right:
            rows += hanging(Content("     "), short(option.why).stylize(QUIET), width)
    return lines(rows)


def answer(question: Question, verdict: Verdict, width: int) -> Content:
    """The verdict, the key, and what was given."""
    rows: list[Content] = []
    if verdict.outcome is Outcome.SELF and question.options:
        return words("looked up: rate what you knew", QUIET)
    if verdict.outcome is Outcome.SELF:
        rows += [words("answer", QUIET), *hanging(Content(""), short(question.answer).stylize(STRONG), width)]
        return lines(rows)
    sign = Content.styled(wording.SIGNS[verdict.outcome], _COLOURS[verdict.outcome])
    if question.options:
        return sign
    rows += hanging(sign + "   ", short(question.answer).stylize(STRONG), width)
    given = words(f"you wrote: {verdict.given}", QUIET)
    first = rows[0]
    if len(rows) == 1 and first.cell_length + given.cell_length + 3 <= width:
        rows = [spread(first, given, width)]
    else:
        rows += hanging(Content("  "), given, width)
    if verdict.compared and verdict.outcome is Outcome.WRONG:
        rows += hanging(Content("  "), words(f"compared as: {verdict.compared}", QUIET), width)
    if verdict.near:
        rows.append(words("A near miss: count it as right? y", "$warning"))
    return lines(rows)


def background(question: Question, checked: str, width: int, *, addresses: bool) -> Content:
    """Why: the explanation, the fact's status, the sources, and these' addresses if they are asked for."""
    rows: list[Content] = []
    if question.explanation:
        rows += [long(question.explanation, width), Content("")]
    status = wording.status_line(question, checked)
    if status:
        rows += hanging(Content(""), words(status, QUIET), width)
    for citation in question.citations:
        rows += hanging(Content(""), words(wording.citation_line(citation), QUIET), width)
        if addresses and citation.url:
            rows += hanging(Content("  "), words(citation.url, ADDRESS), width)
    links = any(citation.url for citation in question.citations)
    marks = [("o", "shows the addresses", "screen.open")] if links and not addresses else []
    if question.ref.topic:
        marks.append(("r", "reads the topic", "screen.read"))
    return lines([*rows, keys(marks, width)] if marks else rows)


def ratings(
    previews: Mapping[Rating, Memory], suggested: Rating | None, day: int, now: int, width: int
) -> Content:
    """The four ratings, each over the interval that it gives; the suggested one is pointed at."""
    room = min(width, WIDEST) // len(Rating)
    margin = Content(" " * ((width - room * len(Rating)) // 2))
    names, intervals = margin, margin
    for each, memory in previews.items():
        arrow = " ◂" if each is suggested else ""
        name = Content.assemble(" ", (f"{each.value}", STRONG), f" {each.word.capitalize()}{arrow}")
        if each is suggested:
            name = name.stylize(Style.parse("bold $accent"))
        interval = words(f" {wording.interval(memory, day, now)}", QUIET)
        action = f"screen.rate({each.value})"
        names += clickable(_cell(name, room), action)
        intervals += clickable(_cell(interval, room), action)
    return lines([names, intervals])


def _cell(content: Content, width: int) -> Content:
    return content.truncate(width).pad_right(max(0, width - content.cell_length))
