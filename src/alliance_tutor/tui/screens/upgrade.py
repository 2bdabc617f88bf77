"""After an upgrade: the cards of which the shipped text has changed, one at a time, beside the learner's."""

from difflib import SequenceMatcher
from itertools import count
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static

from alliance_tutor.deck.compare import Difference
from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.tui.screens.reader import PAGE, PAGING
from alliance_tutor.tui.text import QUIET, STRONG, hanging, keys, lines, words
from alliance_tutor.tui.widgets.page import Page
from alliance_tutor.tui.widgets.roomy import ROOMY

if TYPE_CHECKING:
    from alliance_tutor.deck.upgrade import Upgrade

DONE = "Every card was decided on."
LONGEST = 2_000  # words: comparing takes the square of that


class UpgradeScreen(Screen[str]):
    """One difference at a time; its result is what home tells afterwards."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "decide(False)", "Keep mine", id="upgrade.keep", tooltip="Leave your card as it is"),
        Binding(
            "t",
            "decide(True)",
            "Take the shipped one",
            id="upgrade.take",
            tooltip="Put the shipped text in your copy; the card's history stays",
        ),
        Binding(
            "M",
            "decide_all(False)",
            "Keep all of mine",
            id="upgrade.keep_all",
            tooltip="For all that are left",
        ),
        Binding(
            "T",
            "decide_all(True)",
            "Take all shipped ones",
            id="upgrade.take_all",
            tooltip="For all that are left; your copy is kept as it was, aside",
        ),
        Binding("right,n", "go(1)", "Next", id="upgrade.next", tooltip="Decide on this one later"),
        Binding("left,p", "go(-1)", "Previous", id="upgrade.previous", tooltip="The card before"),
        Binding("q,escape", "back", "Back", id="upgrade.back", tooltip="Back; the rest waits"),
        Binding("down,j", "scroll(1)", "Down", id="upgrade.down", tooltip="A line down", system=True),
        Binding("up,k", "scroll(-1)", "Up", id="upgrade.up", tooltip="A line up", system=True),
        *PAGING,
    ]

    def __init__(self, desk: Desk, upgrades: "list[Upgrade]") -> None:
        """`upgrades` has one difference at least."""
        super().__init__()
        self._desk = desk
        self._left = _each(upgrades)
        self._at = 0
        self._notice = ""

    def compose(self) -> ComposeResult:
        """The title, the two texts, a notice, the keys."""
        yield Static(id="title", classes="title")
        with Page():
            yield Static(id="page")
        yield Static(id="notice", classes="notice")
        yield Static(id="keys", classes="keys")

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self.set_class(event.size.height < ROOMY, "-short")
        self._draw()

    def action_decide(self, shipped: bool) -> None:
        """Keep the learner's text of the card in hand, or take the shipped one."""
        self._decide(self._left[self._at : self._at + 1], shipped=shipped)

    def action_decide_all(self, shipped: bool) -> None:
        """The same for all that are left."""
        self._decide(self._left, shipped=shipped)

    def action_go(self, step: int) -> None:
        """Look at another card."""
        self._at = (self._at + step) % len(self._left)
        self._show()

    def action_back(self) -> None:
        """Home; what is left waits."""
        self.dismiss("")

    def action_scroll(self, step: int) -> None:
        """Scroll by lines."""
        self.query_one(Page).by_lines(step)

    def action_scroll_page(self, step: int) -> None:
        """Scroll by pages."""
        self.query_one(Page).by_pages(step)

    def _decide(self, chosen: "list[tuple[Upgrade, Difference]]", *, shipped: bool) -> None:
        self._notice, done = "", DONE
        try:
            for upgrade in dict.fromkeys(upgrade.id for upgrade, _ in chosen):
                of_one = [each for each in chosen if each[0].id == upgrade]
                kept = self._desk.shelf.decide(of_one[0][0], [each for _, each in of_one], shipped=shipped)
                self._notice = f"Your copy as it was is kept in {kept}." if kept else ""
        except TutorError as fault:
            self._notice, done = f"{fault}. {fault.hint}".strip(), ""
        self._left = _each(self._desk.shelf.upgrades())
        if not self._left:
            self.dismiss(f"{done} {self._notice}".strip())
            return
        self._at = min(self._at, len(self._left) - 1)
        self._show()

    def _show(self) -> None:
        self.query_one(Page).scroll_home(animate=False)
        self._draw()

    def _draw(self) -> None:
        width = self.size.width
        upgrade, difference = self._left[self._at]
        place = f"{upgrade.title} › Compare › {self._at + 1} of {len(self._left)}"
        self.query_one("#title", Static).update(words(place, STRONG).truncate(width - 2, ellipsis=True))
        self.query_one("#page", Static).update(draw(difference, max(20, min(PAGE, width - 2))))
        self.query_one("#notice", Static).update(words(self._notice, QUIET))
        keep, take = difference.choices
        shown = [("m", keep, "screen.decide(False)"), ("t", take, "screen.decide(True)")]
        if len(self._left) > 1:
            shown += [
                ("→", "later", "screen.go(1)"),
                ("M", "all mine", "screen.decide_all(False)"),
                ("T", "all shipped", "screen.decide_all(True)"),
            ]
        shown += [("q", "back", "screen.back"), ("?", "help", "app.help")]
        self.query_one("#keys", Static).update(keys(shown, width - 2))


def draw(difference: Difference, width: int) -> Content:
    """The card's id, what happened to it, and each key that differs with both of its values."""
    rows = [words(difference.card, STRONG)]
    rows += hanging(words(""), words(difference.story, QUIET), width)
    for field in difference.fields:
        rows += [words(""), words(field.key, QUIET)]
        if difference.mine is not None:
            rows += _side("mine", field.mine, field.shipped, width)
        if difference.shipped is not None:
            rows += _side("shipped", field.shipped, field.mine, width)
    return lines(rows)


def _side(label: str, text: list[str], other: list[str], width: int) -> list[Content]:
    mark = words(f"  {label:<9}", QUIET)
    rows: list[Content] = []
    for line in _marked(text, other) if text else [words("(not given)", QUIET)]:
        rows += hanging(words(" " * mark.cell_length) if rows else mark, line, width)
    return rows


def _marked(text: list[str], other: list[str]) -> list[Content]:
    """Lines of text, with the words that the other text has not in bold; a very long text without."""
    mine, theirs = ([word for line in lines for word in line.split()] for lines in (text, other))
    if not theirs or len(mine) + len(theirs) > LONGEST:
        return [words(line) for line in text]
    same = {
        place
        for block in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
        for place in range(block.a, block.a + block.size)
    }
    places = count()
    return [
        Content(" ").join(words(word, "" if next(places) in same else STRONG) for word in line.split())
        for line in text
    ]


def _each(upgrades: "list[Upgrade]") -> "list[tuple[Upgrade, Difference]]":
    return [(upgrade, each) for upgrade in upgrades for each in upgrade.differences]
