"""The order of options that are not shuffled: it can be searched, and tells nothing of the answer."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from alliance_tutor.deck.lint.quantities import day, number, span
from alliance_tutor.text import one_line

_RIGHT = "right|correct|true|false|wrong"
_THINGS = "options?|answers?|statements?|choices?|others?"
_ABOVE = (
    rf"(?:the |these |those )?(?:above|foregoing|preceding|{_THINGS})(?: (?:above|given|listed|{_THINGS}))?"
)
_ALL_OR_NONE = re.compile(
    r"(?:(?:all|none|both|neither|any|either|each|some|more than one)(?: of)?"
    rf" (?:{_ABOVE}|these|those(?: listed| given)?|the following|the listed)"
    rf"|(?:all|none|both|neither)(?: of (?:them|these))? (?:is|are)(?: the)? (?:{_RIGHT})(?: answers?)?"
    r"|no (?:right|correct|true) (?:answer|option|statement)(?: (?:is )?(?:given|listed|here|above))?"
    r"|(?:the )?(?:right|correct) answer is not (?:given|listed|here))"
    rf"(?: (?:is|are|apply|applies)(?: (?:{_RIGHT}|possible))?)?",
    re.IGNORECASE,
)


def about_others(text: str) -> bool:
    """Whether an option, without Markdown, says “all of the above”, “none of these” or the like."""
    return _ALL_OR_NONE.fullmatch(text.rstrip(".!")) is not None


def logical_order(options: Sequence[str], language: str) -> tuple[int, ...]:
    """The places of options, in Markdown, from the first to show to the last.

    Dates and numbers rise where all options are such, ranges by their lower ends; all else is in the order of
    the alphabet. What is about the other options (“none of the above”) comes last. Months are read in the
    words of `language`, a BCP 47 tag. The order does not depend on that of `options`, but for equal texts.
    """
    texts = [one_line(option).strip() for option in options]
    last = [about_others(text) for text in texts]
    values = _values([text for text, is_last in zip(texts, last, strict=True) if not is_last], language)
    found = iter(values)
    keys = [
        (is_last, () if is_last else next(found), _spelling(text))
        for is_last, text in zip(last, texts, strict=True)
    ]
    return tuple(sorted(range(len(texts)), key=keys.__getitem__))


def _values(texts: Sequence[str], language: str) -> list[tuple[float, ...]]:
    """What the texts are sorted by before their spelling: all of them have it, or none."""
    readers: tuple[Callable[[str], tuple[float, ...] | None], ...] = (
        lambda text: day(text, language),
        _range,
    )
    for read in readers:
        values = [read(text) for text in texts]
        if None not in values:
            return [value for value in values if value is not None]
    return [()] * len(texts)


def _range(text: str) -> tuple[float, ...] | None:
    """The ends of the range or number that a text is."""
    value = number(text)
    if value is not None:
        return value, value
    found = span(text)
    return (found.low, found.high) if found else None


def _spelling(text: str) -> tuple[str, str]:
    """A text as the alphabet has it: without case and accents first, then as it is."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)), text
