"""The elements of a question, each taken once; what nobody took is named: nothing is lost in silence."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from alliance_tutor.deck.values import shown
from alliance_tutor.exchange.limits import LONGEST_TEXT
from alliance_tutor.exchange.markup import Marked, from_html, from_markdown, from_plain, is_html
from alliance_tutor.exchange.moodle_xml.tree import Element

_INLINED_FILE = re.compile(r"""(<img\b[^<>]{0,2000}?\bsrc=["'])data:[^"'<>]*""", re.IGNORECASE)
_WEIGHT = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{0,40})?(?:[eE][+-]?[0-9]{1,2})?")
_LONGEST_SOURCE = 4 * LONGEST_TEXT


class Fault(Exception):
    """Why a question cannot be read."""


class Text(NamedTuple):
    """A text as it stands in the file, and its format by Moodle's name."""

    source: str
    format: str


class Lost(NamedTuple):
    """What is lost of a question: told of it, or of the file if it is `settings` of many; `files` by name."""

    notes: dict[str, None]
    settings: list[tuple[str, str]]
    files: list[str]


class Parts:
    """Takes the elements of one question, or of one of its answers; `lost` gathers what is lost of both.

    `default` is the format of texts that do not say theirs.
    """

    def __init__(self, element: Element, lost: Lost | None = None, default: str = "html") -> None:
        self.element = element
        self.lost = lost or Lost({}, [], [])
        self.default = default
        self._left = list(element.children)

    def all(self, tag: str) -> list[Element]:
        """Take all elements of this name."""
        found = [each for each in self._left if each.tag == tag]
        self._left = [each for each in self._left if each.tag != tag]
        return found

    def first(self, tag: str) -> Element | None:
        """Take the first element of this name."""
        found = next((each for each in self._left if each.tag == tag), None)
        self._left = [each for each in self._left if each is not found]
        return found

    def inside(self, tag: str) -> "list[Parts]":
        """Take all elements of this name, to take what stands in them."""
        return [Parts(each, self.lost, self.default) for each in self.all(tag)]

    def value(self, tag: str) -> str:
        """Take a setting: the first element's words, without the white space around them."""
        found = self.first(tag)
        return found.text.strip() if found else ""

    def setting(self, tag: str, *plain: str) -> str:
        """Take a setting that is not kept, and say so unless it is empty or one of the `plain` ones."""
        value = self.value(tag)
        if value and value not in plain:
            self.lost.settings.append((tag, value))
        return value

    def words(self, tag: str) -> str:
        """Take a plain text that stands in `<text>`, on one line."""
        found = self.first(tag)
        return " ".join(self._source(found).split()) if found else ""

    def source(self, tag: str = "") -> Text:
        """Take a text with its format; without a name, the one of this very element."""
        found = self.first(tag) if tag else self.element
        if found is None:
            return Text("", self.default)
        return Text(self._source(found), found.attributes.get("format", "").strip() or self.default)

    def read(self, text: Text, *, inline: bool = False) -> str:
        """A text as deck Markdown."""
        found = _marked(text, inline=inline)
        self.tell(*found.notes)
        return found.text

    def text(self, tag: str = "", *, inline: bool = False) -> str:
        """Take a text, as deck Markdown."""
        return self.read(self.source(tag), inline=inline)

    def tell(self, *notes: str) -> None:
        """Say what is lost."""
        self.lost.notes.update(dict.fromkeys(notes))

    def end(self) -> None:
        """Name what was not taken and is not empty."""
        self._name(self._left)
        self._left = []

    def _source(self, element: Element) -> str:
        """The words of an element: those in its `<text>`, in old files its own."""
        texts = [each for each in element.children if each.tag == "text"]
        for text in texts:
            if text.children:
                raise Fault(
                    f"its <{element.tag}> has <{shown(text.children[0].tag)}> in it, which is not escaped"
                )
        if element is self.element:
            self.all("text")
        else:
            self._name([each for each in element.children if each.tag != "text"])
        source = (texts[0] if texts else element).text.strip()
        if len(source) > _LONGEST_SOURCE:
            source = _INLINED_FILE.sub(r"\1data:", source)
        if len(source) > _LONGEST_SOURCE:
            raise Fault(f"its <{element.tag}> has more than {_LONGEST_SOURCE} characters")
        return source

    def _name(self, left: Iterable[Element]) -> None:
        for element in left:
            if element.tag == "file":
                self.lost.files.append(shown(element.attributes.get("name", "") or "without a name"))
            elif _says_something(element):
                said = f": “{shown(element.text)}”" if element.text.strip() else ""
                self.tell(f"without <{shown(element.tag)}>{said}")


def weight(element: Element) -> float:
    """What an answer is worth, in per cent. Raises Fault where it does not say so rightly."""
    said = element.attributes.get("fraction", "0").strip()
    if not _WEIGHT.fullmatch(said) or abs(float(said)) > 100:
        raise Fault(f"an answer is worth “{shown(said)}” per cent")
    return float(said)


def yes(value: str, *, default: bool) -> bool:
    """A setting that is on or off, as Moodle reads it."""
    return value not in ("false", "0") if value else default


def _says_something(element: Element) -> bool:
    return bool(element.text.strip()) or any(map(_says_something, element.children))


def _marked(text: Text, *, inline: bool) -> Marked:
    match text.format:
        case "plain_text":
            return from_plain(text.source, inline=inline)
        case "markdown":
            return from_markdown(text.source, inline=inline)
        case "moodle_auto_format" if is_html(text.source):
            return from_html(text.source.replace("\n", "<br>"), inline=inline)
        case "moodle_auto_format":
            return from_plain(text.source, inline=inline)
        case "wiki_like":
            found = from_plain(text.source, inline=inline)
            return Marked(found.text, (*found.notes, "its wiki text stands as it was written"))
    return from_html(text.source, inline=inline)
