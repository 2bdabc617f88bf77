"""What spreadsheets do to cells: signs that one did, and cells that one would change."""

import re

from alliance_tutor.deck.months import MONTHS

_LONGEST_MONTH = 5  # of those that spreadsheets write
_NAMES = sorted({word for months in MONTHS.values() for month in months for word in month if word.isalpha()})
_MONTH = f"(?:{'|'.join(sorted(_NAMES, key=len, reverse=True))})"
_SHORT = f"(?:{'|'.join(name for name in _NAMES if len(name) <= _LONGEST_MONTH)})"
_AS_DAY = re.compile(rf"[0-9]{{1,2}}(?:-|\. ?){_SHORT}\.?|{_SHORT}(?:-|\. ?)[0-9]{{2}}", re.IGNORECASE)
_SHORTENED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{2,3}")
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)")
_TURNED = re.compile(
    r"0[0-9]+|[0-9]{16,}|[0-9]+[eE][0-9]+"  # leading zeros, long numbers, exponents
    r"|[0-9]{1,2}[-/.][0-9]{1,2}(?:[-/.][0-9]{2,4})?|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?"
    rf"|{_MONTH}[- ]?[0-9]{{1,4}}|[0-9]{{1,2}}[- ]{_MONTH}(?:[- ][0-9]{{2,4}})?",
    re.IGNORECASE,
)


def suspicion(cell: str) -> str:
    """What a spreadsheet seems to have made of a cell, empty if nothing: `6-Jul` was 6/7, or 6-7."""
    words = cell.strip()
    if _AS_DAY.fullmatch(words):
        return f"“{words}” looks like a spreadsheet's reading of something else, such as 6/7 or 6-7"
    if _SHORTENED.fullmatch(words):
        return f"“{words}” looks like a long number that a spreadsheet shortened"
    return f"“{words}” is a spreadsheet's error" if _ERROR.fullmatch(words) else ""


def is_turned(cell: str) -> bool:
    """Whether a spreadsheet that opens the file makes something else of a cell: a day, a shorter number."""
    return bool(_TURNED.fullmatch(cell.strip()))
