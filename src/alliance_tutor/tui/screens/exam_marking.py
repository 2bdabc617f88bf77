"""After an exam: the answers that the program cannot mark, each beside its key."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from alliance_tutor.desk import Desk
from alliance_tutor.study.attempt import Attempt
from alliance_tutor.study.marking import Marked
from alliance_tutor.tui.screens.exam_answer import CREDITS, READING, AnswerPageScreen, giving
from alliance_tutor.tui.text import Key
from alliance_tutor.tui.widgets.exam_answer import to_mark

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp


class MarkingScreen(AnswerPageScreen, inherit_bindings=False):
    """One answer after the other; with the last one the exam is done."""

    app: "TutorApp"

    BINDINGS: ClassVar[list[BindingType]] = [
        *giving("mark"),
        *READING,
        Binding(
            "q,escape",
            "home",
            "Home",
            id="marking.home",
            tooltip="To the first screen; what is marked stays, the rest can be marked later",
        ),
    ]

    def __init__(self, desk: Desk, attempt: Attempt) -> None:
        """`attempt` was handed in and predicted, and has answers to mark."""
        super().__init__(desk, attempt, self._page)
        self._all = len(attempt.to_mark)

    @property
    def answer(self) -> Marked | None:
        """The first that is not marked yet."""
        return next(iter(self._attempt.to_mark), None)

    def heading(self) -> tuple[str, str]:
        """Its number on the paper, and how many are left."""
        left = len(self._attempt.to_mark)
        where = f"You mark question {self.answer.number}" if self.answer else ""
        return where, f"answer {self._all - left + 1} of {self._all}"

    def shown_keys(self) -> list[Key]:
        """The marks, and those of a page."""
        marks: list[Key] = [(key, name, f"screen.mark({credit})") for key, credit, name in CREDITS]
        return [*marks, *self.reading_keys(), ("q", "later", "screen.home"), ("?", "help", "app.help")]

    def action_mark(self, credit: float) -> None:
        """Mark the answer in hand, and go on to the next one or to the result."""
        self.try_to(lambda: self._mark(credit))
        if self.answer is None:
            self.app.show_exam(self._attempt)
        else:
            self.to_top()

    def action_home(self) -> None:
        """To the first screen."""
        self.app.show_home()

    def _mark(self, credit: float) -> None:
        if self.answer:
            self._attempt.mark(self.answer.number, credit)

    def _page(self, width: int) -> Content:
        return self.page(to_mark(self.answer, self.checked, width) if self.answer else [], width)
