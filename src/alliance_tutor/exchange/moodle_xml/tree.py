"""The elements of a Moodle XML file, one question after the other, from a file that nobody vouches for.

Expat of the standard library is enough, since a file that declares a document type is refused: without one
there are no entities to expand and nothing to fetch. Depth and number of elements are bounded, and what an
embedded file holds is passed over.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from alliance_tutor.errors import UsageError
from alliance_tutor.exchange.limits import decoded

DEEPEST = 30
"""How deep elements may nest: Moodle's own go to 7."""

MOST_ELEMENTS = 20_000
"""How many elements a question may have."""

_CHUNK = 1 << 16
_HINT = "is it a question bank that Moodle exported as Moodle XML?"


@dataclass(slots=True)
class Element:
    """An element; `text` is what stands in it outside of its own elements, with its white space."""

    tag: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list["Element"] = field(default_factory=list)


def elements(data: bytes) -> Iterator[Element]:
    """What stands in a file's `<quiz>`, one by one.

    Raises UsageError, with line and column, where it is no Moodle XML, declares a document type, or nests too
    deep; what came before has been given by then.
    """
    builder = _Builder()
    text = decoded(data)
    try:
        for start in range(0, len(text), _CHUNK):
            builder.parser.Parse(text[start : start + _CHUNK], False)
            yield from builder.taken()
        builder.parser.Parse("", True)
    except expat.ExpatError as error:
        message = f"the file is no XML: {expat.ErrorString(error.code)}"
        raise UsageError(message, hint=_HINT, line=error.lineno, column=error.offset + 1) from None


class _Builder:
    """Builds elements from what expat meets, and hands over those that stand right below the root."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._put
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._ready: list[Element] = []
        self._count = 0

    def taken(self) -> list[Element]:
        """The elements that are whole since the last call."""
        ready, self._ready = self._ready, []
        return ready

    def _refuse_doctype(self, *_: object) -> None:
        hint = "Moodle writes none: take the <!DOCTYPE …> out if you trust the file"
        raise self._fault("the file declares a document type", hint)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if not self._open and tag != "quiz":
            raise self._fault(f"the file begins with <{tag[:40]}>, and Moodle XML with <quiz>", _HINT)
        if len(self._open) >= DEEPEST:
            raise self._fault(f"elements nest deeper than {DEEPEST}", _HINT)
        if self._count > MOST_ELEMENTS:
            raise self._fault(f"a question has more than {MOST_ELEMENTS} elements", _HINT)
        element = Element(tag, attributes, self.parser.CurrentLineNumber)
        if len(self._open) > 1:
            self._open[-1].children.append(element)
        self._open.append(element)
        self._texts.append([])

    def _end(self, _tag: str) -> None:
        element = self._open.pop()
        element.text = "".join(self._texts.pop())
        if len(self._open) == 1:
            self._ready.append(element)
            self._count = 0

    def _put(self, text: str) -> None:
        if self._open[-1].tag != "file":
            self._texts[-1].append(text)

    def _fault(self, message: str, hint: str) -> UsageError:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        return UsageError(message, hint=hint, line=line, column=column)
