"""The settings: one list of rows, each saved as it is changed, with what the choice costs."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key as KeyEvent
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Input

from alliance_tutor.desk import Desk
from alliance_tutor.desk.choices import FIT, KEYS, PLAN, Choices, Kind, Row, allowed
from alliance_tutor.errors import TutorError
from alliance_tutor.tui import aside
from alliance_tutor.tui.text import Key
from alliance_tutor.tui.widgets.by_rows import Leaping, Wheel, leaps
from alliance_tutor.tui.widgets.settings import draw
from alliance_tutor.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from alliance_tutor.memory.workload import Cost
    from alliance_tutor.tui.app import TutorApp

_TYPABLE = "0123456789.,%"
_LONGEST = 7


class SettingsScreen(Leaping, Wheel, Screen[None]):
    """←→ change what is in hand, digits are typed where a number is asked; all is saved at once."""

    app: "TutorApp"

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,space,ctrl+j",
            "take",
            "Change",
            id="settings.take",
            tooltip="Open what a row opens, take the number that was typed, or choose the next value",
        ),
        Binding("right", "turn(1)", "Next value", id="settings.next", tooltip="The next value", system=True),
        Binding(
            "left", "turn(-1)", "Value before", id="settings.before", tooltip="The value before", system=True
        ),
        Binding(
            "backspace,delete",
            "erase",
            "As shipped",
            id="settings.erase",
            tooltip="A typed digit away; else the shipped value, of a deck that of all the others",
            system=True,
        ),
        Binding("up,k", "move(-1)", "Up", id="settings.up", tooltip="The row above", system=True),
        Binding("down,j", "move(1)", "Down", id="settings.down", tooltip="The row below", system=True),
        *leaps("settings"),
        Binding("q,escape", "back", "Back", id="settings.back", tooltip="Back to where you were"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._choices: Choices | None = None
        self._place = 0
        self._typed: str | None = None
        self._told = "", ""
        self._costs: list[Cost] | None = None
        self._new_per_day = -1

    def compose(self) -> ComposeResult:
        """One sheet of rows, and the field for what is typed as words."""
        yield Sheet(id="sheet")
        yield Input(id="entry", compact=True, select_on_focus=False)

    def on_mount(self) -> None:
        """Have worked out what retentions cost."""
        self.query_one(Input).display = False
        self._weigh()

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self._draw()

    def on_screen_resume(self) -> None:
        """What a row opened may have changed it."""
        self._draw()

    def on_key(self, event: KeyEvent) -> None:
        """A digit begins a number, or goes on with it."""
        if self._row.kind is Kind.NUMBER and event.character and event.character in _TYPABLE:
            event.stop()
            self._typed = f"{self._typed or ''}{event.character}"[:_LONGEST]
            self._told = "", ""
            self._draw()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the words that were typed."""
        self._close_field()
        self._do(lambda: self.choices.type(self._row, event.value))

    @property
    def choices(self) -> Choices:
        """The settings; the themes are known once the app runs."""
        if self._choices is None:
            self._choices = Choices(self._desk, list(self.app.available_themes))
        return self._choices

    def action_take(self, place: int | None = None) -> None:
        """Take what was typed; else open or change the row in hand, or one that was clicked."""
        if self._typed is not None:
            self._enter()
            return
        self._place = self._place if place is None else place
        row = self._row
        if row.kind is Kind.OPEN:
            self._open(row)
        elif row.kind is Kind.TEXT:
            field = self.query_one(Input)
            field.value = self._desk.settings.editor
            field.display = True
            field.focus()
            self._draw()
        elif place is None or row.kind is Kind.PICK:
            self.action_turn(1)
        else:
            self._draw()

    def action_turn(self, step: int) -> None:
        """The next value, or the one before."""
        self._enter()
        row = self._row
        self._do(lambda: self.choices.step(row, step))
        if row.key == "theme":
            self.app.theme = self._desk.settings.theme

    def action_erase(self) -> None:
        """Take a digit away; else go back to the shipped value."""
        if self._typed is not None:
            self._typed = self._typed[:-1] or None
            self._draw()
            return
        self._do(lambda: self.choices.clear(self._row))
        if self._row.key == "theme":
            self.app.theme = self._desk.settings.theme

    def action_move(self, step: int) -> None:
        """Take the row above or below in hand."""
        self._enter()
        self._place = max(0, min(len(self.choices.rows) - 1, self._place + step))
        self._told = "", ""
        self._draw()

    def action_back(self) -> None:
        """Out of what is typed; else back to where the learner was."""
        if self._typed is not None:
            self._typed = None
            self._draw()
        elif self.query_one(Input).display:
            self._close_field()
            self._draw()
        else:
            self.dismiss()

    @property
    def _row(self) -> Row:
        rows = self.choices.rows
        return rows[min(self._place, len(rows) - 1)]

    def _open(self, row: Row) -> None:
        if row.key == KEYS:
            from alliance_tutor.tui.screens.keys import KeysScreen

            self.app.push_screen(KeysScreen(self._desk))
        elif row.key == FIT:
            from alliance_tutor.tui.screens.optimizing import OptimizeScreen

            self.app.push_screen(OptimizeScreen(self._desk))
        elif row.key == PLAN:
            from alliance_tutor.tui.screens.plan import screen_of

            self.app.push_screen(screen_of(self._desk))

    def _enter(self) -> None:
        """Take the number that was typed; one that is not allowed changes nothing, and is told."""
        typed, self._typed = self._typed, None
        if typed is None:
            return
        row = self._row
        sound: list[bool] = []
        self._do(lambda: sound.append(self.choices.type(row, typed)))
        if sound == [False]:
            self._told = f"{typed} is not possible here: {allowed(row)}.", "$warning"
            self._draw()

    def _do(self, change: Callable[[], object]) -> None:
        """Change a setting, and show what came of it; what cannot be saved is told."""
        self._told = "", ""
        try:
            change()
        except TutorError as fault:
            self._told = str(fault), "$warning"
        self.app.go_by_settings()
        self._weigh()
        self._draw()

    def _close_field(self) -> None:
        self.query_one(Input).display = False
        self.set_focus(None)

    def _weigh(self) -> None:
        """Have the costs worked out, where they are not for what is chosen now."""
        if self._new_per_day != self._desk.settings.new_per_day:
            self._new_per_day = self._desk.settings.new_per_day
            self._costs = None
            self.run_worker(self._weighed(), exclusive=True)

    async def _weighed(self) -> None:
        from alliance_tutor.desk import apart, costs

        with TemporaryDirectory() as folder:
            told = Path(folder) / "costs.json"
            done = await aside.ran(costs.command(told), apart.to_stdin(self._desk))
            # Where no other process can do it, it is done in place.
            self._costs = costs.read(told) if done else costs.costs(self._desk)
        self._draw()

    def _draw(self) -> None:
        if not self.size.width:
            return
        rows, row = self.choices.rows, self._row
        costs = self._costs if row.key in ("desired_retention", "new_per_day", "reviews_per_day") else []
        field = self.query_one(Input)
        drawn = draw(
            self.choices, rows, self._place, self._typed, self._told, costs, self._keys(row), *self.size
        )
        if field.display:
            field.styles.offset = (
                29,
                next(y for y, line in enumerate(drawn) if line.plain.lstrip(" ▌▸").startswith("Editor")),
            )
            field.styles.width = max(8, self.size.width - 28)
        self.query_one(Sheet).show(drawn)

    def _keys(self, row: Row) -> list[Key]:
        if self._typed is not None:
            return [("Enter", "take it", "screen.take"), ("Esc", "leave it", "screen.back")]
        if self.query_one(Input).display:
            return [("Enter", "save", "screen.take"), ("Esc", "leave it", "screen.back")]
        change: list[Key] = []
        if row.kind is Kind.OPEN:
            change = [("Enter", "open", "screen.take")]
        elif row.kind is Kind.TEXT:
            change = [("Enter", "type it", "screen.take"), ("Backspace", "as shipped", "screen.erase")]
        elif row.kind is Kind.NUMBER:
            change = [("←→", "less or more", "screen.turn(1)"), ("0–9", "number", "")]
            change.append(("Backspace", "as all" if row.deck else "as shipped", "screen.erase"))
        else:
            change = [("←→", "change", "screen.turn(1)")]
        rest: list[Key] = [("q", "back", "screen.back"), ("?", "help", "app.help")]
        return [("↑↓", "row", "screen.move(1)"), *change, *rest]
