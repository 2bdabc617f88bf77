"""Numbers as Moodle writes them, exactly: text → a card's number, and back."""

import re
from decimal import Context, Decimal

from alliance_tutor.deck.numbers import LARGEST, digits

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,40}\.?[0-9]{0,400}|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,3})?")
_SMALLEST = Decimal("1e-400")
_EXACT = Context(prec=1000)


def exact(text: str) -> Decimal | None:
    """The number that a text is, None if it is none or too large for a card."""
    if not _NUMBER.fullmatch(text.strip()):
        return None
    number = Decimal(text.strip())
    size = number.copy_abs()
    return number if not size or _SMALLEST < size < LARGEST else None


def span(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """A range of numbers as the one in its middle and how far off it the ends are."""
    middle = _EXACT.divide(_EXACT.add(low, high), Decimal(2))
    return middle, _EXACT.subtract(high, middle)


def as_number(number: Decimal) -> int | float:
    """The number as a card has it: whole if it is, else the nearest float."""
    return int(number) if number == number.to_integral_value() else float(number)


def is_kept(number: Decimal) -> bool:
    """Whether a card can have the number with all its digits."""
    return Decimal(digits(as_number(number))) == number


def settled(text: str) -> str:
    """Plain decimal text as it is after a card had it: at most 17 digits where it has a fraction."""
    return digits(as_number(Decimal(text)))
