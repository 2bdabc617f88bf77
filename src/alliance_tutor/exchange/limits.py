"""How much of a file from elsewhere is read: what is longer is refused by name, whatever the format."""

from alliance_tutor.errors import UsageError

MOST_BYTES = 50_000_000
"""How large a file may be; what an archive unpacks to may be as large."""

MOST_ITEMS = 50_000
"""How many items a file may hold."""

LONGEST_TEXT = 50_000
"""How many characters a text of a card may have."""


def decoded(data: bytes) -> str:
    """The text of a UTF-8 file with LF line ends, without a byte order mark.

    Raises UsageError, with line and column, for any other encoding.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UsageError("the file is UTF-16 text", hint=_ENCODING)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = data[: fault.start].decode("utf-8-sig", "replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        message = f"byte 0x{data[fault.start]:02x} is not UTF-8"
        raise UsageError(message, hint=_ENCODING, line=line, column=column) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


_ENCODING = "save the file as UTF-8; editors offer this under “Save as” or “Encoding”"
