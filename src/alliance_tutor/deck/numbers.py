"""A numeric card's numbers, worked out exactly: as a key, as a tolerance, and as they are shown."""

import re
from decimal import Context, Decimal

LARGEST = 10**30
"""Numbers of a card are smaller: larger ones are slips, and take long to write out."""

PERCENTAGE = re.compile(r"\s*[0-9]{1,9}(?:\.[0-9]{1,9})?\s*%\s*")
"""How a tolerance is written that is a share of the answer."""

# A number has 30 digits at most (a fraction, 17), a percentage 18.
_EXACT = Context(prec=60)
_NO_BREAK_SPACE = "\u00a0"


def digits(number: int | float) -> str:
    """A finite number as plain decimal text without an exponent: `500000`, `-0.25`."""
    return _plain(Decimal(repr(number)))


def margin(answer: int | float, tolerance: int | float | str) -> str:
    """How far off a right response may be, as plain decimal text, empty for none.

    `tolerance` is a number, or a percentage of the answer's absolute value such as `5 %`.
    """
    if isinstance(tolerance, str):
        share = Decimal(tolerance.strip().removesuffix("%").strip()).scaleb(-2)
        width = _EXACT.multiply(Decimal(repr(answer)).copy_abs(), share)
    else:
        width = Decimal(repr(tolerance))
    return _plain(width) if width else ""


def with_unit(number: str, unit: str, language: str) -> str:
    """Plain decimal text as it is shown: digits grouped by three from 10 000 up, and the unit behind.

    English groups with a comma, other languages with a no-break space.
    """
    whole, point, fraction = number.removeprefix("-").partition(".")
    if len(whole) > 4:
        separator = "," if language.split("-")[0].lower() == "en" else _NO_BREAK_SPACE
        whole = f"{int(whole):,}".replace(",", separator)
    sign = "−" if number.startswith("-") else ""
    return f"{sign}{whole}{point}{fraction} {unit.strip()}".rstrip()


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
