"""The keys of sitting an exam: what they do, and which of them are shown."""

from textual.binding import Binding, BindingType
from textual.widgets import Input

from alliance_tutor.deck.questions import Form
from alliance_tutor.study.attempt import Attempt
from alliance_tutor.study.draft import Draft
from alliance_tutor.tui.screens.asking import ANSWERING
from alliance_tutor.tui.text import Key
from alliance_tutor.tui.widgets import forms
from alliance_tutor.tui.widgets.exam_fields import COMMANDS, Writing


def _digits(action: str, digits: str, shown: str = "", why: str = "") -> list[Binding]:
    """A key a digit; the first tells the help of all."""
    return [
        Binding(
            digit,
            f"{action}({digit})",
            "How sure",
            show=False,
            key_display=shown,
            tooltip=why if digit == digits[0] else "",
            system=True,
        )
        for digit in digits
    ]


SITTING: list[BindingType] = [
    *_digits("number", "0123456789"),
    Binding("backspace", "number_back", "Digit away", show=False, system=True),
    *_digits("sure", "123", "1 2 3", "How sure you are of your answer, where that is asked"),
    *ANSWERING,
    Binding(
        "enter,ctrl+j",
        "accept",
        "Keep and go on",
        id="exam.accept",
        tooltip="Keep the answer and go to the next question; in a field of several lines a new line",
    ),
    Binding(
        "space",
        "grasp",
        "Tick or move",
        id="exam.space",
        tooltip="Tick the row, pick an item up or put it down, take a partner away",
        system=True,
    ),
    Binding(
        "tab",
        "write",
        "In or out of the field",
        id="exam.write",
        tooltip="Leave the field for writing, so that letters are keys again; or go back into it",
    ),
    Binding("n", "step(1)", "Next", id="exam.next", tooltip="The next question"),
    Binding("p", "step(-1)", "Previous", id="exam.previous", tooltip="The question before"),
    Binding("g", "number", "Go to", id="exam.number", tooltip="Go to a question by its number"),
    Binding(
        "u",
        "unanswered",
        "Next unanswered",
        id="exam.unanswered",
        tooltip="The next question without an answer",
    ),
    Binding("f", "flag", "Flag", id="exam.flag", tooltip="Flag the question, to come back to it"),
    Binding("F", "flagged", "Next flagged", id="exam.flagged", tooltip="The next flagged question"),
    Binding(
        "delete,backspace",
        "take_back",
        "Take the answer back",
        id="exam.empty",
        key_display="Del",
        tooltip="Leave the question without an answer again",
    ),
    Binding("x", "hide", "Hide the clock", id="exam.hide", tooltip="Hide the clock, or show it; notes stay"),
    Binding("t", "time", "Time left", id="exam.time", tooltip="Tell the time left, once"),
    Binding(
        "z",
        "pause",
        "Pause",
        id="exam.pause",
        tooltip="Stop the clock and hide the question, where the exam allows it",
    ),
    Binding(
        "S,s",
        "hand_in",
        "Hand in",
        id="exam.hand-in",
        key_display="S",
        tooltip="See what is unanswered or flagged; then hand in",
    ),
    Binding(
        "pagedown",
        "scroll(1)",
        "Page down",
        id="exam.down",
        tooltip="Further down in a long text",
        system=True,
    ),
    Binding("pageup", "scroll(-1)", "Page up", id="exam.up", tooltip="Back up", system=True),
    Binding(
        "q",
        "leave",
        "Leave",
        id="exam.leave",
        tooltip="To the first screen; nothing is lost, and the clock runs on unless it is paused",
    ),
    Binding("escape", "escape", "Leave", show=False, system=True),
]


def keys(attempt: Attempt, draft: Draft, field: Input | Writing | None, *, paused: bool) -> list[Key]:
    """Those that apply; `field` is what is written in just now."""
    if paused:
        return [("Enter", "go on", "screen.accept"), ("S", "hand in", "screen.hand_in"), *_LAST]
    if field is not None:
        enter: list[Key] = [("Enter", "keep", "screen.accept")] if isinstance(field, Input) else []
        spoken: list[Key] = [(f":{word}", "", f"screen.{COMMANDS[word]}") for word in _SPOKEN]
        return [*enter, ("Tab", "out of the field", "screen.write"), *spoken, ("F1", "help", "app.help")]
    pause: list[Key] = [("z", "pause", "screen.pause")] if attempt.progress.terms.pause else []
    return [*_answering(attempt.current.question.form, draft), *_MOVING, *pause, *_LAST]


def _answering(form: Form, draft: Draft) -> list[Key]:
    last = forms.LETTERS[draft.letters - 1] if draft.letters else ""
    match form:
        case Form.PICK:
            return [(f"a–{last}", "pick", "screen.point(1)")]
        case Form.TICK:
            return [(f"a–{last}", "tick", "screen.grasp")]
        case Form.ARRANGE:
            held = "put down" if draft.held else "pick up"
            return [("↑↓", "move", "screen.point(1)"), ("Space", held, "screen.grasp")]
        case Form.PAIR:
            return [(f"a–{last}", "pair", "screen.point(1)"), ("↑↓", "row", "screen.point(1)")]
    return [("Tab", "write", "screen.write")]


_SPOKEN = ("next", "flag", "hand-in")
_MOVING: list[Key] = [
    ("Enter", "next", "screen.accept"),
    ("p", "previous", "screen.step(-1)"),
    ("g", "go to", "screen.number"),
    ("u", "unanswered", "screen.unanswered"),
    ("f", "flag", "screen.flag"),
    ("x", "clock", "screen.hide"),
    ("S", "hand in", "screen.hand_in"),
]
_LAST: list[Key] = [("q", "leave", "screen.leave"), ("?", "help", "app.help")]
