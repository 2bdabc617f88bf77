"""Bringing a deck along from a file, question by question, as the app and line mode ask them.

Thousands of questions take seconds to read, so that a screen does it in a thread.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from alliance_tutor.exchange.formats import FORMATS
from alliance_tutor.exchange.importing import Kept, Taken, Wish, bring_in, look_at
from alliance_tutor.exchange.receiving import is_deck
from alliance_tutor.exchange.report import Outcome
from alliance_tutor.insight.wording import number

if TYPE_CHECKING:
    from alliance_tutor.desk.desk import Desk


class Choice(NamedTuple):
    """What has to be chosen before the import goes on: `lines` tell about it, `options` are what there is."""

    lines: tuple[str, ...]
    options: tuple[str, ...]


class Importing:
    """One import into the learner's decks; when it is done, have the shelf reload."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._wish: Wish | None = None
        self._agreed = False
        self._asked = ""
        self._refusal = 0
        self._formats: tuple[str, ...] = ()

    def begin(self, text: str) -> Choice | Kept:
        """Import the file that a person named. Raises UsageError where it cannot be read or holds nothing."""
        path = Path(text.strip().strip("\"'")).expanduser()
        places, shelf = self._desk.places, self._desk.shelf
        self._wish = Wish(path, "", None, places.decks, shelf.library)
        self._agreed = False
        return self._go_on()

    def choose(self, option: int) -> Choice | Kept | None:
        """Go on with one of the options, from 0; None where it was that nothing be imported."""
        wish = self._wish
        assert wish is not None, "there was something to choose"
        match self._asked:
            case "format":
                self._wish = wish._replace(format=self._formats[option])
            case "layout" if option < self._refusal:
                preview = look_at(wish)
                assert preview is not None, "a table was looked at"
                header = option == 1 or preview.layout.header
                self._wish = wish._replace(layout=preview.layout._replace(header=header))
                self._agreed = True
            case "replace" if option == 0:
                self._wish = wish._replace(replace=True)
            case _:
                return None
        return self._go_on()

    def _go_on(self) -> Choice | Kept:
        wish = self._wish
        assert wish is not None, "an import was begun"
        self._formats = () if wish.format else formats_of(wish.file)
        if len(self._formats) > 1 and wish.file.is_file():
            self._asked = "format"
            titles = tuple(each.title for each in FORMATS if each.name in self._formats)
            return Choice(("The file's name does not say what it is.",), titles)
        preview = None if self._agreed else look_at(wish)
        if preview and preview.unsaid:
            self._asked = "layout"
            header = (
                (f"Yes, but line {preview.rows[0][0]} names the columns",) if preview.may_have_header else ()
            )
            self._refusal = 1 + len(header)
            told = f"The file does not say {' and '.join(preview.unsaid)}. Is it right so?"
            return Choice((*preview.lines, told), ("Yes", *header, "No: do not import it"))
        try:
            return bring_in(wish, date.fromordinal(self._desk.day))
        except Taken as taken:
            self._asked = "replace"
            return Choice((f"{taken}.",), ("Replace it", "Leave it as it is"))


def formats_of(path: Path) -> tuple[str, ...]:
    """The names of the formats that a file may be by its name: one where that is plain, none for a deck."""
    if is_deck(path):
        return ()
    suffix = path.suffix.lower()
    read = [each for each in FORMATS if each.read]
    return tuple(each.name for each in ([each for each in read if suffix in each.suffixes] or read))


def report_lines(kept: Kept) -> list[str]:
    """What an import did, line by line: what became of the whole, then each item that is not simply kept."""
    report = kept.report
    counts = ", ".join(f"{report.count(outcome)} {outcome}" for outcome in Outcome)
    lines = [f"{number(len(report.items), 'item')}: {counts}."]
    lines.append(f"The deck {kept.deck} is at {kept.path}." if kept.path else "No deck was written.")
    for item in report.items:
        if item.outcome is not Outcome.KEPT or item.hand:
            lines.append(str(item))
            lines += [f"by hand: {item.hand}"] if item.hand else []
    return lines
