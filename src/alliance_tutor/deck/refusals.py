"""Why tomllib refuses a text, in words for an author, and where."""

import re
from dataclasses import dataclass, replace

from alliance_tutor.deck.encoding import character_name

_AT = re.compile(r" \(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)$")
_LONG_NUMBER = re.compile(r"[0-9_]{1000}")

# What tomllib's message begins with → code, message, hint.
_WORDS = (
    ("Expected '=' after a key", "E106", "there is no `=` after the key", 'write key = "value"'),
    (
        "Invalid value",
        "E106",
        "the value cannot be read",
        'text stands in straight quotes: "…"; true and false have small letters',
    ),
    (
        "Expected newline or end of document",
        "E106",
        "something follows where the line should end",
        'one key a line; a quotation mark inside "…" is written \\"',
    ),
    ("Invalid statement", "E106", "this is neither a key nor a table header", 'write key = "value"'),
    ("Cannot overwrite a value", "E108", "the key is given twice", "keep one of the two"),
    ("Duplicate inline table key", "E108", "the key is given twice", "keep one of the two"),
    (
        "Unescaped '\\'",
        "E106",
        "a backslash in quotes begins an escape that does not exist",
        "double it (\\\\), or put the text in single quotes '…'",
    ),
    ("Unclosed array", "E107", "the list is not closed", "end it with ]; commas stand between its parts"),
    (
        "Unclosed inline table",
        "E107",
        "the inline table is not closed",
        "end it with } on the same line; commas stand between its keys",
    ),
    ("Invalid initial character for a key", "E106", "the key cannot be read", 'write key = "value"'),
    ("Expected ']", "E106", "the table header is not closed", "write [deck], and [[card]] with two each"),
    ("Invalid hex value", "E106", "the escape is not whole", "\\u takes four hexadecimal digits, \\U eight"),
    ("Escaped character is not", "E106", "the escape stands for no character", "write the character itself"),
    ("Invalid date", "E106", "the calendar has no such day", "write it as year-month-day: 2026-11-22"),
    ("Cannot declare", "E108", "the table is given twice", "keep one of the two"),
    ("Cannot mutate", "E108", "the table is given twice", "keep one of the two"),
    ("Exceeds the limit", "E106", "the number has too many digits", "put it in quotes if it is text"),
)
_UNCLOSED = {
    '"""': ('text opened by """ is never closed', 'end it with """'),
    "'''": ("text opened by ''' is never closed", "end it with '''"),
    '"': (
        'the text has no closing " on its line',
        'end it with ", or put text of several lines in """ … """',
    ),
    "'": ("the text has no closing ' on its line", 'end it with \', or put text with apostrophes in "…"'),
    "[": ("the list is never closed", "end it with ]"),
    "{": ("the inline table is never closed", "end it with }"),
}
# tomllib points behind these.
_ESCAPES = ("Unescaped '\\'", "Invalid hex value", "Escaped character is not")
_VALUES = ("Invalid value", "Expected newline", "Invalid date")
_DATE_IN_DIGITS = re.compile(r"[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{4}")
_LONGEST_DATE = 40
_CURLY = "“”„‟«»‘’"


@dataclass(eq=False)
class Refusal(Exception):
    """Why a text is no TOML; `offset` is where, in characters from its beginning."""

    offset: int
    code: str
    message: str
    hint: str

    def moved(self, by: int) -> "Refusal":
        """The same for a text that began `by` characters earlier."""
        return replace(self, offset=self.offset + by)

    def unclosed(self, offset: int, opener: str) -> "Refusal":
        """The refusal whose cause is something that opens at `offset` and is never closed."""
        return Refusal(offset, "E107", *_UNCLOSED[opener])


def refusal(error: ValueError | RecursionError, text: str) -> Refusal:
    """What tomllib's `error` on `text` means."""
    if isinstance(error, RecursionError):
        return Refusal(
            0, "E106", "lists or tables are nested too deeply", "decks need no more than three levels"
        )
    message = str(error)
    found = _AT.search(message)
    offset = _offset(found, text)
    words = message[: found.start()] if found else message
    if "'\\n'" in words:
        return Refusal(offset, "E107", *_UNCLOSED['"'])
    if words.startswith(_ESCAPES):
        offset = max(0, text.rfind("\\", 0, offset))
    if words.startswith("Invalid initial character") and text[offset : offset + 1] == "\n":
        words = "Unclosed inline table"
    known = next((entry[1:] for entry in _WORDS if words.startswith(entry[0])), None)
    code, said, hint = known or ("E106", words[:1].lower() + words[1:], "see the guide on deck files")
    character = text[offset : offset + 1]
    if character and character in _CURLY:
        said, hint = (
            f"{said}: it begins with the typographic quotation mark {character}",
            'write straight ones: "…"',
        )
    elif character and not character.isprintable() and character not in "\n\t":
        said += f": {character_name(character)} stands here"
        hint = "replace it by a plain space, or delete it"
    elif words.startswith(_VALUES) and (meant := _date_meant(text, offset)):
        hint = meant
    return Refusal(offset, code, said, hint)


def _date_meant(text: str, offset: int) -> str:
    """The hint for a date in words, without quotes, on the line of a character; empty if there is none."""
    from alliance_tutor.deck.lint.quantities import day  # only for a deck that does not load

    line = text[text.rfind("\n", 0, offset) + 1 :].partition("\n")[0]
    value = line.partition("=")[2].partition("#")[0].strip()
    if _DATE_IN_DIGITS.fullmatch(value):
        return 'write a date as year-month-day: 1961-07-06; any other text stands in straight quotes: "…"'
    found = day(value, "en") if len(value) <= _LONGEST_DATE else None
    if found is None:
        return ""
    iso = "-".join(f"{part:02}" for part in found if part)
    date = iso if found[2] else f'"{iso}"'
    return f'write a date as {date}; any other text stands in straight quotes: "…"'


def _offset(found: re.Match[str] | None, text: str) -> int:
    if found is None:
        number = _LONG_NUMBER.search(text)
        return number.start() if number else 0
    if found[1] is None:
        return max(0, len(text.rstrip()) - 1)
    start = 0
    for _ in range(int(found[1]) - 1):
        start = text.index("\n", start) + 1
    return start + int(found[2]) - 1
