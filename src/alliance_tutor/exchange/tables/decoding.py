"""The text of a table's file, in the encoding that was said, or that its first bytes say."""

import codecs

from alliance_tutor.deck.values import shown
from alliance_tutor.errors import UsageError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HINT = (
    "say its encoding, such as --encoding cp1252 (Western Europe) or cp1251 (Cyrillic), or save it as UTF-8"
)


def decoded(data: bytes, encoding: str = "") -> str:
    """The text with LF line ends. A byte order mark goes before `encoding`; without either it is UTF-8.

    Raises UsageError for bytes that the encoding does not have, and for an encoding that there is not.
    """
    marked = next((codec for mark, codec in _MARKS if data.startswith(mark)), "")
    codec = marked or encoding or "utf-8"
    try:
        text = data.decode(codec)
        text.encode()  # some codecs make halves of characters
    except LookupError:
        raise UsageError(f"there is no encoding {shown(encoding)}", hint=_HINT) from None
    except UnicodeError as fault:
        raise _undecodable(data, codec, fault) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def named(data: bytes, encoding: str) -> str:
    """What the encoding is called, for people."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    return "UTF-8" if data.startswith(codecs.BOM_UTF8) or not encoding else shown(encoding)


def _undecodable(data: bytes, codec: str, fault: UnicodeError) -> UsageError:
    if not isinstance(fault, UnicodeDecodeError):
        return UsageError(f"the file is not {codec}", hint=_HINT)
    line = data.count(b"\n", 0, fault.start) + 1
    return UsageError(
        f"byte 0x{data[fault.start]:02x} is not {codec.removesuffix('-sig')}", hint=_HINT, line=line
    )
