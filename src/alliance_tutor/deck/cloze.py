r"""Cloze text: sentences with gaps, `{{1961}}`, `{{1961::hint}}` or Anki's `{{c1::1961::hint}}`.

Gaps without a number are numbered in order; both forms in one text are an error. Gaps of one number are one
question. `\{{` stands for the two braces themselves. Everything else, inside a gap too, is Markdown.
"""

import re
from dataclasses import dataclass

MAX_NUMBER = 999
_OPENING = re.compile(r"\\?\{\{")
_NUMBER = re.compile(r"c([0-9]{1,9})::")
_BRACES = re.compile(r"\}+")


@dataclass(frozen=True, slots=True)
class Gap:
    """A deletion: the text that is left out, and the hint that may stand in its place."""

    number: int
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cloze text; `offset` counts characters from its beginning."""

    offset: int
    message: str
    hint: str


class ClozeError(ValueError):
    """A cloze text that asks nothing or cannot be read; `faults` names every place."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Cloze:
    """A text in pieces: what is shown, and the gaps."""

    segments: tuple[str | Gap, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The number of each question, ascending."""
        return tuple(sorted({piece.number for piece in self.segments if isinstance(piece, Gap)}))

    def prompt(self, number: int) -> str:
        """The text with the gaps of `number` as `[…]` or `[hint]`, and all others filled in."""
        return "".join(_shown(piece, number) for piece in self.segments)

    def answer(self, number: int) -> str:
        """What was left out; several gaps of one number are joined by commas, equal ones said once."""
        texts = [piece.text for piece in self.segments if isinstance(piece, Gap) and piece.number == number]
        return ", ".join(dict.fromkeys(texts))


def parse(text: str) -> Cloze:
    """The pieces of a cloze text. Raises ClozeError with every fault that it has."""
    reader = _Reader(text)
    reader.read()
    if not reader.gaps and not reader.faults:
        reader.fault(0, "the cloze text has no gap", "put what is to be recalled in braces: {{1961}}")
    if reader.faults:
        raise ClozeError(reader.faults)
    return Cloze(tuple(reader.segments))


def _shown(piece: str | Gap, number: int) -> str:
    if isinstance(piece, str):
        return piece
    return f"[{piece.hint or '…'}]" if piece.number == number else piece.text


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.segments: list[str | Gap] = []
        self.shown: list[str] = []
        self.faults: list[Fault] = []
        self.gaps = 0
        self.numbered: bool | None = None

    def read(self) -> None:
        at = 0
        while opening := _OPENING.search(self.text, at):
            self.shown.append(self.text[at : opening.start()])
            at = opening.end()
            if opening[0] != "{{":
                self.shown.append("{{")
                continue
            end = _closing(self.text, at)
            if end < 0:
                self.fault(opening.start(), "the gap is not closed", "end it with }}")
                return
            self._gap(at, self.text[at:end])
            at = end + 2
        self.shown.append(self.text[at:])
        self._end_shown()

    def fault(self, offset: int, message: str, hint: str) -> None:
        self.faults.append(Fault(offset, message, hint))

    def _end_shown(self) -> None:
        if text := "".join(self.shown):
            self.segments.append(text)
        self.shown.clear()

    def _gap(self, at: int, inner: str) -> None:
        self.gaps += 1
        nested = next((match for match in _OPENING.finditer(inner) if match[0] == "{{"), None)
        if nested:
            self.fault(
                at + nested.start(), "a gap begins inside a gap", r"close the first with }}; \{{ is literal"
            )
            return
        marker = _NUMBER.match(inner)
        text, _, hint = inner[marker.end() if marker else 0 :].partition("::")
        text = text.strip().replace(r"\{{", "{{")
        if not text:
            self.fault(at - 2, "the gap is empty", "write what is to be recalled between the braces")
        number = int(marker[1]) if marker else self.gaps
        if not 1 <= number <= MAX_NUMBER:
            self.fault(at, f"gaps are numbered c1 to c{MAX_NUMBER}", "number them from c1")
        self._form(at, numbered=marker is not None)
        self._end_shown()
        self.segments.append(Gap(number, text, hint.strip().replace(r"\{{", "{{")))

    def _form(self, at: int, *, numbered: bool) -> None:
        if self.numbered is None:
            self.numbered = numbered
        elif self.numbered is not numbered:
            self.fault(
                at - 2, "gaps with and without a number in one text", "number all of them (c1::) or none"
            )


def _closing(text: str, at: int) -> int:
    """Where the gap's `}}` stands, -1 if nowhere; braces opened inside the gap keep theirs: `{{x^{2}}}`."""
    end = text.find("}}", at)
    braces = _BRACES.match(text, end) if end >= 0 else None
    if braces is None:
        return -1
    unbalanced = text.count("{", at, end) - text.count("}", at, end)
    return end + max(0, min(unbalanced, len(braces[0]) - 2))
