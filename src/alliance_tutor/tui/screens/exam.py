"""Sitting an exam: one question at a time, all others a key away; the attempt holds all the logic.

What stands as the answer is on disk when its question is left, on Enter, and once it stood still for some
seconds; what stands in a field when the time ends counts too.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import DescendantFocus, Resize, ScreenResume, ScreenSuspend
from textual.screen import Screen
from textual.widgets import Input

from alliance_tutor.deck.questions import Form
from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.insight.examining import clock_words, left_words, time_told
from alliance_tutor.insight.quizzing import CERTAINTIES
from alliance_tutor.study.attempt import Attempt, Stage
from alliance_tutor.study.draft import Draft, taken_up
from alliance_tutor.study.responses import Response, Typed
from alliance_tutor.tui.screens.asking import WHEEL
from alliance_tutor.tui.screens.exam_keys import SITTING, keys
from alliance_tutor.tui.screens.exam_stages import where
from alliance_tutor.tui.text import shown_key
from alliance_tutor.tui.widgets.exam import Field, Sign, View, draw
from alliance_tutor.tui.widgets.exam_fields import Fields, Writing, action_of
from alliance_tutor.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp

LOOK = 0.5  # seconds between looks at the clock: each of its seconds is shown, once
STILL = 6  # looks after which an answer that stands still is kept
TOLD = 20  # looks for which a note of time stays
_MOVED = (Form.ARRANGE, Form.PAIR)
_GRASPED = (Form.TICK, *_MOVED)


class ExamScreen(Screen[None]):
    """An exam that is sat or paused."""

    app: "TutorApp"

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = SITTING

    def __init__(self, desk: Desk, attempt: Attempt) -> None:
        """`attempt` is sat or paused."""
        super().__init__()
        self._desk = desk
        self._attempt = attempt
        self._where = where(desk, attempt)
        self._question = attempt.current.question
        self._shown = attempt.given  # what is on disk of what stands here
        self._draft = Draft(Form.RECALL)
        self._fields = Fields()
        self._writing = False
        self._told = self._note = self._fault = ""
        self._told_for = 0
        self._still: tuple[Response | None, int] = None, 0
        self._typed_number: str | None = None
        self._passing = 0  # the number of the question that was left without saying how sure
        self._left = False
        self._top = self._last_top = 0

    # Drawing

    def compose(self) -> ComposeResult:
        """The sheet, and over it the fields for one line and for several."""
        yield Sheet(id="sheet")
        yield self._fields.line
        yield self._fields.page

    def on_mount(self) -> None:
        """Begin, and look at the clock from now on."""
        self._sheet = self.query_one(Sheet)
        self._begin()
        self.set_interval(LOOK, self._look)

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self.show()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Time went by under another screen."""
        self._look()
        self.show()

    def on_screen_suspend(self, event: ScreenSuspend) -> None:
        """Another screen is opened: what stands here is kept."""
        try:
            self._keep()
        except TutorError as fault:
            self._fault = f"{fault.message}. {fault.hint}".strip()

    def on_unmount(self) -> None:
        """The program ends: what stands here is kept, if it can be."""
        self.on_screen_suspend(ScreenSuspend())

    def show(self) -> None:
        """Draw the question in hand as it stands."""
        if not self.size.width or not self.is_mounted:
            return
        drawing = draw(self._view(), *self.size)
        self._top, self._last_top = min(self._top, drawing.last_top), drawing.last_top
        self._sheet.show(drawing.rows)
        self._show_field(drawing.field)

    def _view(self) -> View:
        attempt = self._attempt
        paused = attempt.stage is Stage.PAUSED
        unanswered, flagged = {*attempt.unanswered}, {*attempt.flagged}
        if self._response is not None:
            unanswered.discard(attempt.number)
        numbers = range(1, attempt.total + 1)
        return View(
            where=self._where,
            clock=self._clock,
            number=attempt.number,
            signs=[Sign(each not in unanswered, each in flagged) for each in numbers],
            question=None if paused else self._question,
            told=_paused() if paused else "",
            draft=self._draft,
            asks_sure=attempt.progress.terms.certainty,
            sure=attempt.given.certainty,
            notice=self._notice,
            fault=self._fault,
            keys=keys(attempt, self._draft, self._fields.open if self._writing else None, paused=paused),
            top=self._top,
        )

    @property
    def _clock(self) -> str:
        attempt, terms = self._attempt, self._attempt.progress.terms
        if attempt.clock_hidden:
            return "clock hidden"
        told = left_words(attempt)
        if terms.limit and terms.extra != 1:
            told += f" (time × {terms.extra:g})"
        if terms.item_limit and attempt.stage is Stage.SITTING:
            told = f"this one {clock_words(attempt.item_left)} · {told}"
        return told

    @property
    def _notice(self) -> str:
        if self._typed_number is not None:
            enter = shown_key("Enter", "screen.accept")
            return f"Go to question: {self._typed_number}▏ {enter} goes, Esc does not."
        return " ".join(filter(None, (self._note, self._told)))

    def _show_field(self, area: Field) -> None:
        """Lay the field for writing where the drawing has room for it, and give it the keys or take them."""
        self._fields.lay(area)
        wanted = self._fields.open if self._writing and area.height else None
        if self.focused is not wanted:
            self.set_focus(wanted)

    # What stands as the answer

    @property
    def _response(self) -> Response | None:
        """The answer as it stands here; what may become a command changes nothing."""
        if self._fields.open is None:
            return self._draft.response
        if self._fields.commanding:
            return self._shown.response
        return Typed(self._fields.text) if self._fields.text.strip() else None

    def _begin(self) -> None:
        """Another question is in hand, or its answer was changed in another window."""
        attempt = self._attempt
        self._question, self._shown = attempt.current.question, attempt.given
        given = self._shown.response
        self._draft = taken_up(self._question, attempt.current.order, given)
        self._fields.begin(self._question, given.text if isinstance(given, Typed) else "")
        self._still = self._response, 0
        self._top = 0
        # A field with an answer in it would take the keys that lead on to other questions for writing.
        self._writing = self._fields.open is not None and given is None

    def _keep(self) -> None:
        """Put the answer on disk as it stands here, if it is another."""
        response = self._response
        if self._attempt.stage is Stage.SITTING and response != self._shown.response:
            self._attempt.answer(response)
            self._shown = self._attempt.given

    def _do(self, act: Callable[[], str | None] = lambda: None, *, keep: bool = True) -> None:
        """Keep the answer, act, and show what came of it; a fault leaves all as it was, and is told.

        `act` gives what is to be told, None for what the attempt tells.
        """
        self._fault = self._told = ""
        number = self._attempt.number
        try:
            self._attempt.tick(self._response)
            self._note_time()
            if keep:
                self._keep()
            told = act() or self._attempt.notice
            self._told = "" if told == self._note else told
        except TutorError as fault:
            self._fault = f"{fault.message}. {fault.hint}".strip()
        self._follow(number)

    def _look(self) -> None:
        """Look at the clock and at other windows; keep what stood still."""
        number, clock = self._attempt.number, self._clock
        try:
            self._attempt.tick(self._response)
            self._note_time()
            if self._desk.journal.changed():
                self._catch_up()
            self._keep_still()
        except TutorError as fault:
            self._fault = f"{fault.message}. {fault.hint}".strip()
        if self._told_for:
            self._told_for -= 1
            self._note = self._note if self._told_for else ""
        self._follow(number, draw=clock != self._clock or not self._told_for)

    def _note_time(self) -> None:
        """What the clock has to tell stays for some seconds, whatever is done meanwhile."""
        if self._attempt.notice:
            self._note, self._told_for = self._attempt.notice, TOLD

    def _keep_still(self) -> None:
        response = self._response
        before, looks = self._still
        self._still = response, looks + 1 if response == before else 0
        if self._still[1] == STILL:
            self._keep()

    def _catch_up(self) -> None:
        """Another window wrote: what stands here is kept first, if it was changed here."""
        self._keep()
        self._desk.exams.catch_up(self._attempt)
        self._desk.recorded += 1  # the first screen's figures may have moved by that
        if self._attempt.stage is Stage.SITTING and self._attempt.given != self._shown:
            self._begin()

    def _follow(self, number: int, *, draw: bool = True) -> None:
        """Show what came of something that was done at a question."""
        attempt = self._attempt
        if attempt.progress.end is not None:
            if not self._left:
                self._left = True
                self.app.show_exam(attempt)
            return
        if attempt.number != number or self._question is not attempt.current.question:
            self._begin()
        if draw:
            self.show()

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys mean something now."""
        place = parameters[0] if parameters and isinstance(parameters[0], int) else -1
        numbering = self._typed_number is not None
        if action == "number_back" or (action == "number" and parameters):
            return numbering
        paused = self._attempt.stage is Stage.PAUSED
        if numbering:
            return action in ("accept", "escape", "number")
        if paused:
            return action in ("accept", "hand_in", "leave", "escape", "hide")
        match action:
            case "sure":
                return self._attempt.progress.terms.certainty
            case "letter":
                return place < self._draft.letters
            case "digit":
                return place < self._draft.rows and not self._attempt.progress.terms.certainty
            case "point":
                return self._draft.rows > 0
            case "write":
                return self._fields.open is not None
        return True

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep what was typed and go on; `:flag` and the like are commands."""
        event.stop()
        action = action_of(event.value)
        if action:
            self._fields.put(self._shown.response.text if isinstance(self._shown.response, Typed) else "")
            await self.run_action(action)
        else:
            self.action_accept()

    async def on_writing_commanded(self, event: Writing.Commanded) -> None:
        """A line of what is written was a command."""
        await self.run_action(event.action)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """A field that was clicked is written in."""
        if not self._writing:
            self._writing = True
            self.show()

    def action_letter(self, place: int) -> None:
        """Take the option in a row; what is picked, ticked or paired is kept at once."""
        self._drafted(self._draft.at_letter(place))

    def action_digit(self, place: int) -> None:
        """Take the row with a number, or put what is held there."""
        self._drafted(self._draft.at_row(place))

    def action_grasp(self) -> None:
        """What Space does in the cursor's row."""
        if self._draft.form in _GRASPED:
            self._drafted(self._draft.grasped())

    def action_point(self, step: int) -> None:
        """Move the cursor, or what is held."""
        self._draft = self._draft.moved(step)
        self.show()

    def action_accept(self) -> None:
        """Keep the answer and go on; that nothing was said of certainty is told once."""
        if self._typed_number is not None:
            number, self._typed_number = self._typed_number, None
            self.action_go(int(number)) if number else self.show()
        elif self._attempt.stage is Stage.PAUSED:
            self._do(self._attempt.go_on, keep=False)
        else:
            self._do(self._next)

    def action_write(self) -> None:
        """Out of the field, or into it."""
        self._writing = not self._writing
        self._do()

    def action_step(self, step: int) -> None:
        """The next question or the one before."""
        self._do(lambda: self._attempt.go_to(self._attempt.number + step))

    def action_go(self, number: int) -> None:
        """Go to the question with that number."""
        self._do(lambda: self._attempt.go_to(number))

    def action_number(self, digit: int | None = None) -> None:
        """Ask for the number of a question; it is gone to once no other number begins so."""
        before = self._typed_number
        self._typed_number = "" if digit is None else f"{before or ''}{digit}".lstrip("0")
        typed = self._typed_number
        if typed and int(typed) * 10 > self._attempt.total:
            self.action_accept()
        else:
            self.show()

    def action_number_back(self) -> None:
        """Take the last digit of the number away."""
        self._typed_number = (self._typed_number or "")[:-1]
        self.show()

    def action_unanswered(self) -> None:
        """The next question without an answer."""
        self._do(self._attempt.go_to_unanswered)

    def action_flagged(self) -> None:
        """The next flagged question."""
        self._do(self._attempt.go_to_flagged)

    def action_flag(self) -> None:
        """Flag the question in hand, or take its flag off."""
        self._do(self._attempt.flag)

    def action_sure(self, certainty: int) -> None:
        """Say how sure the answer is."""
        self._do(lambda: self._be_sure(certainty))

    def action_take_back(self) -> None:
        """Leave the question without an answer again."""
        self._do(lambda: self._attempt.answer(None), keep=False)
        if not self._fault and self._attempt.stage is Stage.SITTING:
            self._begin()
            self.show()

    def action_hide(self) -> None:
        """Hide the clock, or show it."""
        self._attempt.clock_hidden = not self._attempt.clock_hidden
        self.show()

    def action_time(self) -> None:
        """Tell the time left, whether the clock is hidden or not."""
        self._do(lambda: time_told(self._attempt))

    def action_pause(self) -> None:
        """Stop the clock, where the exam allows it."""
        self._do(self._attempt.pause)

    def action_hand_in(self) -> None:
        """See what is open before it is handed in."""
        from alliance_tutor.tui.screens.exam_hand_in import HandInScreen

        self._do()
        if not self._fault and self._attempt.progress.end is None:
            self.app.push_screen(HandInScreen(self._attempt), self._handed_in)

    def action_leave(self) -> None:
        """To the first screen: the exam goes on."""
        self._do()
        if not self._fault and self._attempt.progress.end is None:
            self.app.show_home()

    def action_escape(self) -> None:
        """Out of what is being typed, else to the first screen."""
        if self._typed_number is not None:
            self._typed_number = None
            self.show()
        elif self._writing:
            self.action_write()
        else:
            self.action_leave()

    def action_scroll(self, step: int) -> None:
        """Scroll a long text."""
        self._scroll(step * max(1, self.size.height // 2))

    def on_mouse_scroll_down(self) -> None:
        """Scroll by the wheel."""
        self._scroll(WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """Scroll by the wheel."""
        self._scroll(-WHEEL)

    # Within

    def _drafted(self, draft: Draft) -> None:
        self._draft = draft
        self._do(keep=not draft.held)

    def _next(self) -> str:
        attempt = self._attempt
        unsaid = attempt.progress.terms.certainty and attempt.given.response is not None
        if unsaid and attempt.given.certainty is None and self._passing != attempt.number:
            self._passing = attempt.number
            self._writing = False
            return _how_sure()
        if attempt.number == attempt.total:
            self._writing = False
            return _last_one()
        attempt.go_to(attempt.number + 1)
        return ""

    def _be_sure(self, certainty: int) -> str:
        if self._attempt.given.response is None:
            return "There is no answer yet to be sure of."
        self._attempt.be_sure(certainty)
        return ""

    def _handed_in(self, number: int | None) -> None:
        """The hand-in page was left: to a question, with 0 to the end of the exam, or back."""
        if number is None:
            self.show()
        elif number:
            self.action_go(number)
        else:
            self._do(self._attempt.hand_in)

    def _scroll(self, rows: int) -> None:
        self._top = max(0, min(self._top + rows, self._last_top))
        self.show()


def _paused() -> str:
    enter = shown_key("Enter", "screen.accept")
    return f"Paused: the clock stands still, and the question is hidden until you go on. {enter} goes on."


def _how_sure() -> str:
    enter = shown_key("Enter", "screen.accept")
    return f"How sure are you? 1 to {len(CERTAINTIES)} says it; {enter} again goes on without."


def _last_one() -> str:
    unanswered, hand_in = shown_key("u", "screen.unanswered"), shown_key("S", "screen.hand_in")
    return (
        f"This is the last question. {unanswered} goes to the next one without an answer, {hand_in} hands in."
    )
