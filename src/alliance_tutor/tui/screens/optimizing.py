"""Fitting the schedule to the learner: worked out aside, shown, and applied when asked to."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from alliance_tutor.desk import Desk, fitting
from alliance_tutor.desk.costs import to_stdin
from alliance_tutor.errors import TutorError
from alliance_tutor.tui import aside
from alliance_tutor.tui.screens.reader import SCROLLING, PageScreen
from alliance_tutor.tui.text import BLANK, QUIET, STRONG, Key, hanging, lines, words


class OptimizeScreen(PageScreen, inherit_bindings=False):
    """What a fit comes to. Leaving ends the work; nothing changes before `a`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "a",
            "apply",
            "Apply",
            id="optimize.apply",
            tooltip="Let the fit decide from now on, if it is better",
        ),
        Binding(
            "d",
            "defaults",
            "As shipped",
            id="optimize.defaults",
            tooltip="Go back to the schedule as shipped",
        ),
        *SCROLLING,
        Binding(
            "enter,q,escape", "back", "Back", id="optimize.back", tooltip="Back; work that runs is ended"
        ),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__("Settings › Fit to you", self._page)
        self._desk = desk
        self._found: fitting.Fit | None = None
        self._told: tuple[str, ...] = ()

    def on_mount(self) -> None:
        """Have the fit worked out."""
        try:
            fitting.require()
        except TutorError as fault:
            self._told = _told(fault)
        else:
            self.run_worker(self._fit(), exclusive=True)

    def action_apply(self) -> None:
        """Let the fit decide from now on."""
        if self._found and self._found.better:
            fitting.apply(self._desk, self._found)
            self._found = None
            self._told = ("The fit decides from now on; every memory was worked out again.",)
            self.show()

    def action_defaults(self) -> None:
        """Go back to the schedule as shipped."""
        fitting.back(self._desk)
        self._told = ("The schedule is as shipped again.",)
        self.show()

    def shown_keys(self) -> list[Key]:
        """The keys that apply."""
        apply: list[Key] = (
            [("a", "apply the fit", "screen.apply")] if self._found and self._found.better else []
        )
        rest: list[Key] = [("d", "as shipped", "screen.defaults"), ("q", "back", "screen.back")]
        return [*apply, *rest, ("?", "help", "app.help")]

    async def _fit(self) -> None:
        try:
            with TemporaryDirectory() as folder:
                told = Path(folder) / "fit.json"
                # Where no other process can do it, it is done in place.
                done = await aside.ran(fitting.command(told), to_stdin(self._desk))
                self._found = fitting.read(told) if done else fitting.fit(self._desk)
        except TutorError as fault:
            self._told = _told(fault)
        self.show()

    def _page(self, width: int) -> Content:
        rows = [*hanging(BLANK, words(_MEANING, QUIET), width), BLANK]
        for line in self._told:
            rows += hanging(BLANK, words(line, STRONG), width)
        rows += [BLANK] if self._told else []
        if self._found:
            for number, line in enumerate(fitting.lines(self._found)):
                style = STRONG if number == fitting.VERDICT else ""
                rows += hanging(BLANK, words(line, style), width)
        elif not self._told:
            rows += hanging(BLANK, words("Fitting … q ends it, and nothing is changed."), width)
        return lines(rows)


def _told(fault: TutorError) -> tuple[str, ...]:
    """A fault and its hint, each a line: the hint may be a command to copy."""
    return f"{fault.message[:1].upper()}{fault.message[1:]}.", fault.hint


_MEANING = (
    "The schedule is made for the usual learner. From some hundred answers on it can be fitted to you: to the"
    " earlier ones, while the latest fifth judges whether the fit foresees you better."
)
