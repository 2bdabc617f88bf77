"""The bytes of a deck file → text: UTF-8, LF, and no character that could deceive."""

import re
import unicodedata
from itertools import islice

from alliance_tutor.deck.lint.collector import LIMIT, Collector
from alliance_tutor.deck.positions import Positions
from alliance_tutor.text import FORBIDDEN

# UTF-32 first: its little-endian mark begins with UTF-16's.
_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_BOM = b"\xef\xbb\xbf"
_NAMES = {"\0": "NUL", "\x07": "BEL", "\b": "backspace", "\x0c": "form feed", "\r": "CR", "\x1b": "ESC"}
_STAND_IN = "\ufffd"
# Escapes that could stand for a forbidden character; what they do stand for is looked at afterwards.
_ESCAPE = re.compile(
    r"\\(?:[bfre]|x[0189]|x7[fF]|(?:u|U0000)(?:00[0189]|007[fF]|061[cC]|200[eEfF]|202[89a-eA-E]|206[6-9]))"
)


def decode(data: bytes, findings: Collector) -> str | None:
    """The text of a file with LF line ends, every fault reported; None where it is no text at all.

    Bytes that are no UTF-8 and forbidden characters stand as U+FFFD, one for one, so that all else can
    still be checked and every position holds.
    """
    if fault := _wide(data):
        hint = "save the file as UTF-8; editors offer this under “Save as” or “Encoding”"
        findings.add((1, 1), "E103", f"the file is {fault} text, and decks are UTF-8", hint)
        return None
    if data.startswith(_BOM):
        data = data[len(_BOM) :]
        hint = "save the file as “UTF-8”, not “UTF-8 with BOM”"
        findings.add((1, 1), "W101", "the file begins with a byte order mark", hint)
    text = _utf8(data, findings).replace("\r\n", "\n")
    if FORBIDDEN.search(text):
        _refuse_raw(text, findings)
        text = FORBIDDEN.sub(_STAND_IN, text)
    return text


def refuse_escapes(positions: Positions, findings: Collector) -> None:
    r"""Report every `\u001b`-like escape that stands for a forbidden character."""
    if not _ESCAPE.search(positions.text):
        return
    for offset, character in positions.escapes():
        if FORBIDDEN.match(character):
            message = f"{character_name(character)} is not allowed in a deck, escaped or not"
            findings.add(positions.line_column(offset), "E105", message, _instead(character))


def character_name(character: str) -> str:
    """A character that cannot be shown, in words: `control character U+001B (ESC)`."""
    code = f"U+{ord(character):04X}"
    if unicodedata.category(character) == "Cc":
        name = _NAMES.get(character)
        return f"control character {code} ({name})" if name else f"control character {code}"
    return f"invisible character {code} ({unicodedata.name(character, 'unnamed').lower()})"


def _wide(data: bytes) -> str:
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return name
    # ASCII in UTF-16 without a mark: every other byte is NUL.
    return "UTF-16" if len(data) > 3 and data[:4].count(0) == 2 and 0 in (data[0], data[1]) else ""


def _utf8(data: bytes, findings: Collector) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode().replace("\r\n", "\n")
        hint = "save the file as UTF-8; editors offer this under “Save as” or “Encoding”"
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        findings.add(Positions(before).line_column(len(before)), "E102", message, hint)
        return data.decode(errors="replace")


def _refuse_raw(text: str, findings: Collector) -> None:
    positions = Positions(text)
    for match in islice(FORBIDDEN.finditer(text), LIMIT):
        message = f"{character_name(match[0])} is not allowed in a deck"
        findings.add(positions.line_column(match.start()), "E105", message, _instead(match[0]))
    findings.skip(len(FORBIDDEN.findall(text)) - LIMIT)


def _instead(character: str) -> str:
    if character in "\r\u2028\u2029":
        return "end lines with a plain newline"
    return "delete it; pasting through a plain-text editor gets rid of such characters"
