"""What a terminal of a given size shows after the bytes that a program wrote to it.

Only what Textual writes is understood: text, cursor addresses, erasing, and the marks of synchronised
output. Colours and styles are dropped.
"""

import codecs
import re
import unicodedata

_TOKEN = re.compile(
    r"\x1b\[(?P<parameters>[0-?]*)[ -/]*(?P<final>[@-~])"
    r"|\x1b[\]P_^X].*?(?:\x07|\x1b\\)"  # titles and other strings, which are not shown
    r"|\x1b[ -/]*[0-Z\\^-~]"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f])"
    r"|(?P<text>[^\x00-\x1f\x7f]+)",
    re.DOTALL,
)


class Screen:
    """A grid of characters. `closed` is false while a synchronised frame is half painted."""

    def __init__(self, columns: int, rows: int) -> None:
        self.closed = True
        self.frames = 0
        self._wraps = True
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        self._row = self._column = 0
        self.resize(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        """Take another size; what was shown is gone, for a program paints anew after it."""
        self._columns, self._rows = columns, rows
        self._cells = [[" "] * columns for _ in range(rows)]

    def feed(self, data: bytes) -> None:
        """Take bytes in the order in which they were written, cut anywhere."""
        stream = self._rest + self._decoder.decode(data)
        end = 0
        while token := _TOKEN.match(stream, end):
            end = token.end()
            if token["final"]:
                self._command(token["parameters"], token["final"])
            elif token["control"]:
                self._control(token["control"])
            elif token["text"]:
                self._write(token["text"])
        self._rest = stream[end:]

    @property
    def text(self) -> str:
        """The lines of the screen, without the spaces at their ends."""
        return "\n".join("".join(cells).rstrip() for cells in self._cells)

    def _command(self, parameters: str, final: str) -> None:
        if final == "H":
            row, _, column = parameters.partition(";")
            self._row, self._column = int(row or 1) - 1, int(column or 1) - 1
        elif final == "J":
            self.resize(self._columns, self._rows)
        elif final == "K" and self._row < self._rows:
            self._cells[self._row][self._column :] = [" "] * (self._columns - self._column)
        elif parameters == "?7":
            self._wraps = final == "h"
        elif parameters == "?2026" and final in "hl":  # `p` only asks for it
            self.closed = final == "l"
            self.frames += self.closed

    def _control(self, character: str) -> None:
        if character == "\r":
            self._column = 0
        elif character == "\n":
            self._line_down()
        elif character == "\b":
            self._column = max(0, self._column - 1)

    def _write(self, text: str) -> None:
        for character in text:
            if self._wraps and self._column >= self._columns:
                self._column = 0
                self._line_down()
            width = (
                0
                if unicodedata.combining(character)
                else 1 + (unicodedata.east_asian_width(character) in "WF")
            )
            if width and self._row < self._rows and self._column + width <= self._columns:
                self._cells[self._row][self._column : self._column + width] = [character, ""][:width]
            self._column += width

    def _line_down(self) -> None:
        self._row += 1
        if self._row == self._rows and self._wraps:
            self._cells = [*self._cells[1:], [" "] * self._columns]
            self._row -= 1


def _width(character: str) -> int:
    """How many cells a character takes."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
