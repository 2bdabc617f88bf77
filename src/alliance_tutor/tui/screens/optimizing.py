"""Fitting the schedule to the learner: worked out aside, shown, and applied when asked to."""

from asyncio import to_thread
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from alliance_tutor.desk import Desk, apart, fitting
from alliance_tutor.errors import TutorError
from alliance_tutor.journal.events import Body
from alliance_tutor.tui import aside
from alliance_tutor.tui.screens.reader import SCROLLING, PageScreen
from alliance_tutor.tui.text import BLANK, QUIET, STRONG, Key, hanging, lines, shown_key, words


class OptimizeScreen(PageScreen, inherit_bindings=False):
    """What a fit comes to. Leaving ends the work; nothing changes before `a`.

    While all memories are worked out anew the journal takes no answer: until then nobody leaves.
    """

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
        self._deciding = False

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
            done = "The fit decides from now on; every memory was worked out again."
            self._decide(fitting.applied(self._found), done)

    def action_defaults(self) -> None:
        """Go back to the schedule as shipped."""
        self._decide(fitting.AS_SHIPPED, "The schedule is as shipped again.")

    def action_back(self) -> None:
        """Close the page, once nothing is worked out any more that has to be."""
        if not self._deciding:
            super().action_back()

    def shown_keys(self) -> list[Key]:
        """The keys that apply."""
        if self._deciding:
            return [("?", "help", "app.help")]
        apply: list[Key] = (
            [("a", "apply the fit", "screen.apply")] if self._found and self._found.better else []
        )
        rest: list[Key] = [("d", "as shipped", "screen.defaults"), ("q", "back", "screen.back")]
        return [*apply, *rest, ("?", "help", "app.help")]

    def _decide(self, body: Body, done: str) -> None:
        """Let parameters decide, and say so when it is done."""
        if not self._deciding:
            self._deciding, self._found, self._told = True, None, (fitting.ANEW,)
            self.show()
            self.run_worker(self._decided(body, done), exclusive=True)

    async def _decided(self, body: Body, done: str) -> None:
        try:
            await to_thread(fitting.decide, self._desk.places.history, body, self._desk.now())
        except TutorError as fault:
            self._told = _told(fault)
        else:
            self._told = (done,)
            self._desk.recorded += 1
        self._deciding = False
        self.show()

    async def _fit(self) -> None:
        try:
            with TemporaryDirectory() as folder:
                told = Path(folder) / "fit.json"
                # Where no other process can do it, it is done in place.
                done = await aside.ran(fitting.command(told), apart.to_stdin(self._desk))
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
            told = f"Fitting … {shown_key('q', 'screen.back')} ends it, and nothing is changed."
            rows += hanging(BLANK, words(told), width)
        return lines(rows)


def _told(fault: TutorError) -> tuple[str, ...]:
    """A fault and its hint, each a line: the hint may be a command to copy."""
    return f"{fault.message[:1].upper()}{fault.message[1:]}.", fault.hint


_MEANING = (
    "The schedule is made for the usual learner. From some hundred answers on it can be fitted to you: to the"
    " earlier ones, while the latest fifth judges whether the fit foresees you better."
)
