"""After an exam was handed in: which score the learner expects, asked before it is shown."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Input

from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.insight.wording import minutes_words
from alliance_tutor.study.attempt import Attempt
from alliance_tutor.study.progress import End
from alliance_tutor.tui.screens.exam_stages import where
from alliance_tutor.tui.text import BLANK, QUIET, STRONG, Key, hanging, indented, key_rows, spread, words
from alliance_tutor.tui.widgets.exam import CARD
from alliance_tutor.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp

_ASKED = "Before you see it: what score do you expect, in percent?"
_WHY = "The result says how far off you were: judging yourself well is worth practising."


class PredictScreen(Screen[None]):
    """A number from 0 to 100, or Enter to skip."""

    app: "TutorApp"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,ctrl+j",
            "predict",
            "Say it",
            id="predict.say",
            tooltip="Say the score that you expect in percent; without a number, skip the question",
        ),
        Binding(
            "q,escape", "home", "Home", id="predict.home", tooltip="To the first screen; asked again later"
        ),
    ]

    def __init__(self, desk: Desk, attempt: Attempt) -> None:
        """`attempt` was handed in, and its score not yet predicted."""
        super().__init__()
        self._attempt = attempt
        self._where = where(desk, attempt)
        self._fault = ""

    def compose(self) -> ComposeResult:
        """The sheet, and over it the field."""
        yield Sheet(id="sheet")
        yield Input(id="entry", compact=True, restrict=r"[0-9]{0,3}", select_on_focus=False)

    def on_mount(self) -> None:
        """The field takes digits from the first."""
        entry = self.query_one(Input)
        entry.display = True
        entry.focus()

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self._draw()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the field."""
        event.stop()
        self.action_predict()

    def on_input_changed(self, event: Input.Changed) -> None:
        """What was wrong is being put right."""
        self._fault = ""
        self._draw()

    def action_predict(self) -> None:
        """Take the number, and go on to what follows."""
        typed = self.query_one(Input).value
        if typed and int(typed) > 100:
            self._fault = "A score has at most 100 %."
            self._draw()
            return
        try:
            self._attempt.predict(int(typed) / 100 if typed else None)
        except TutorError as fault:
            self._fault = f"{fault.message}. {fault.hint}".strip()
            self._draw()
            return
        self.app.show_exam(self._attempt)

    def action_home(self) -> None:
        """To the first screen."""
        self.app.show_home()

    def _draw(self) -> None:
        width, height = self.size
        if not width:
            return
        attempt = self._attempt
        room = max(20, min(CARD, width - 4))
        margin = max(1, (width - room) // 2)
        used = f"{minutes_words(attempt.elapsed)} used"
        by_time = attempt.progress.end is End.TIME
        told = "Time is up: handed in as it stood." if by_time else "Handed in."
        answered = f"{attempt.total - len(attempt.unanswered)} of {attempt.total} answered."
        body = [*hanging(BLANK, words(f"{told} {answered}"), room), BLANK]
        body += [*hanging(BLANK, words(_ASKED, STRONG), room), BLANK]
        field = len(body)
        body += [words("  › ", "$accent"), BLANK, *hanging(BLANK, words(_WHY, QUIET), room)]
        head = [spread(words(self._where, STRONG), words(used), width - 2)]
        head += [BLANK] * 2 if height >= 14 else []
        foot = [words(self._fault, "$error"), *key_rows(self._keys(), width - 2)[:1]]
        sight = max(1, height - len(head) - len(foot))
        entry = self.query_one(Input)
        entry.styles.offset = (margin + 4, len(head) + min(field, sight - 1))
        entry.styles.width = 5
        body = [*body[:sight], *[BLANK] * (sight - len(body))]
        self.query_one(Sheet).show([*indented(head, 1), *indented(body, margin), *indented(foot, 1)])

    def _keys(self) -> list[Key]:
        typed = self.query_one(Input).value
        return [
            ("Enter", "say it" if typed else "skip", "screen.predict"),
            ("Esc", "later", "screen.home"),
            ("F1", "help", "app.help"),
        ]
