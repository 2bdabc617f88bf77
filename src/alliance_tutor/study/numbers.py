"""A number out of what a learner types: `500 000`, `0,5 million`, `about half a million tonnes`, `1.2bn`.

Where a comma or a point may part thousands or decimals, both readings are kept. All arithmetic is decimal;
numbers of any size are cheap.
"""

import re
import unicodedata
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, localcontext
from itertools import product
from typing import NamedTuple

from alliance_tutor.study.folding import bare, words

LONGEST = 1000
"""How many characters a typed number may have."""

_CONTEXT = Context(prec=2 * LONGEST, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])


class Reading(NamedTuple):
    """The numbers that a text can mean, and the words around the number: its unit, for the most part."""

    values: tuple[Decimal, ...]
    around: frozenset[str]


class Match(NamedTuple):
    """A number that counts; `unit_known` says that nothing but the unit stands around it."""

    value: Decimal
    unit_known: bool


def exact(text: str) -> Decimal | None:
    """The finite number that a key writes plainly (`500000`, `-0.5`); None where it is none."""
    number = _CONTEXT.create_decimal(text.strip())
    return number if number.is_finite() else None


def read(text: str, unit: str = "") -> Reading:
    """The one number that `text` holds; a word of `unit` is taken for that: `5m` are metres then.

    Raises ValueError, with a line for the learner, where there is none, or more than one.
    """
    if len(text) > LONGEST:
        raise ValueError("that is too long for a number")
    text = _written_out(text)
    unit_words = frozenset(words(_written_out(unit)))
    start, end, parts = _scan(text, unit_words)
    if not parts:
        start, end, parts = _scan(text, frozenset())  # "a million" of what is asked in millions
    if not parts:
        raise ValueError("no number could be read")
    behind = text[end:]
    alone = _names(behind) == _names(unit) or not _scan(behind, unit_words)[2]
    ambiguous = sum(len(part.values) > 1 for part in parts)
    with localcontext(_CONTEXT):
        sums = [_sum(choice) for choice in product(*map(_choices, parts))] if ambiguous <= 3 else []
        if not alone or not sums or None in sums:
            raise ValueError("more than one number was read")
        sign = -1 if _NEGATIVE.search(text[:start]) else 1
        values = tuple(dict.fromkeys(sign * value for value in sums if value is not None))
    before = _NEGATIVE.sub(" ", _HEDGES.sub(" ", text[:start]))
    return Reading(values, _names(before) | _names(behind))


def match(reading: Reading, value: Decimal, tolerance: Decimal, unit: str = "") -> Match | None:
    """The reading that lies within `tolerance` of `value`; None for none.

    What is asked in million tonnes may be given in tonnes. A currency sign is no matter where no unit is
    asked for; nor are the order of words, a plural s and a full stop in a unit.
    """
    names = _names(unit)
    scale = next((name for name in names if name in _SCALES), "")
    asked = [(Decimal(1), names, frozenset({scale} - {""}))]
    if scale:
        asked.append((_SCALES[scale], names - {scale}, frozenset()))
    found = None
    with localcontext(_CONTEXT):
        for factor, *known in asked:
            for each in reading.values:
                if abs(each - value * factor) <= tolerance * factor:
                    around = reading.around
                    if not around or around in known or (not names and around in _SIGNS):
                        return Match(each, unit_known=True)
                    found = Match(each, unit_known=False)
    return found


def shown(value: Decimal) -> str:
    """A number in digits, or with an exponent where these are too many."""
    digits = value.normalize(_CONTEXT)
    if -12 <= digits.adjusted() <= 24 and len(digits.as_tuple().digits) <= 24:
        return f"{digits:f}"
    return f"{digits:.6e}"


class _Part(NamedTuple):
    """A piece of a number: what kind of piece, and the values that it can have."""

    kind: str
    values: tuple[Decimal, ...]


_ONES = (
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TIMES = {"hundred": 100, "dozen": 12}
_SHARES = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4}
# By powers of ten. A billion is a thousand million here, in whatever language: who means more writes more.
_POWERS = {
    3: "thousand k тыс тысяча тысячи тысяч tausend tsd mille mil",
    6: "million millions mn mln mio m миллион миллиона миллионов млн millionen millones",
    9: "billion billions bn b bln миллиард миллиарда миллиардов млрд milliarde milliarden milliards mrd",
    12: "trillion trillions tn trn триллион триллиона триллионов трлн billionen billones",
}
_SCALES = {name: Decimal(10) ** power for power, names in _POWERS.items() for name in names.split()}
_GLUED = frozenset("kmb")  # "5 m" are metres, "5m" are millions
_HAN = {
    sign: Decimal(10) ** power
    for power, signs in {1: "십十", 2: "백百", 3: "천千", 4: "만万萬", 8: "억亿億"}.items()
    for sign in signs
}

NAMES = frozenset({*_ONES, *_TENS, *_TIMES, *_SHARES})
"""English words for numbers."""

_WORDS = {
    **{name: _Part("ones", (Decimal(value),)) for value, name in enumerate(_ONES)},
    **{name: _Part("tens", (Decimal(value),)) for name, value in zip(_TENS, range(20, 100, 10), strict=True)},
    **{name: _Part("times", (Decimal(value),)) for name, value in _TIMES.items()},
    **{name: _Part("share", (_CONTEXT.divide(1, value),)) for name, value in _SHARES.items()},
    **{name: _Part("scale", (value,)) for name, value in _SCALES.items()},
}

_CURRENCIES = {
    "$": "us$ usd us dollar",
    "€": "eur euro",
    "£": "gbp pound sterling",
    "¥": "jpy yen cny rmb yuan",
    "₽": "rub ruble rouble",
    "₩": "krw won",
}
_SIGNS = frozenset(frozenset({sign}) for sign in _CURRENCIES)
_SAME = {name: sign for sign, names in _CURRENCIES.items() for name in names.split()} | {
    "percent": "%",
    "pct": "%",
    "prozent": "%",
    "процент": "%",
    "процента": "%",
    "процентов": "%",
    "x": "times",
    "fold": "times",
}
_JOINTS = frozenset({"and", "a", "an", "of", "the"})

_HEDGES = re.compile(
    r"(?<!\w)(?:approximately|approx|about|around|circa|roughly|some|ca|c|etwa|rund|environ|env"
    r"|около|примерно|приблизительно|ок|약|约|約)(?!\w)\.?|[~≈∼=+]"
)
_NEGATIVE = re.compile(r"(?<!\w)-|\b(?:minus|negative)\b")
_VULGAR = re.compile("[\u00bc-\u00be\u2150-\u215e\u2189]")
_RAISED = re.compile("[⁺⁻]?[⁰¹²³⁴-⁹]+")
_TEN_TO_THE = re.compile(r"(?<=\d)\s*[x×*·]\s*10\s*\^\s*([-+]?\d+)")
_UNDERSCORE = re.compile(r"(?<=\d)_(?=\d)")
_BETWEEN = re.compile(r"[\s,-]*(?:(?:and|a|an|of)\b[\s,-]*)*")
_TOKEN = re.compile(
    r"(?P<over>\d+)\s?[/⁄]\s?(?P<under>\d+)(?![\d/])"
    r"|(?P<digits>\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*|(?<!\w)[.,]\d+)"
    r"(?P<exponent>e[-+]?\d+)?"
    rf"|(?P<han>(?<=[\d{''.join(_HAN)}])[{''.join(_HAN)}])"
    r"|(?P<word>[^\W\d_][\w^]*)"
)
_ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_CONTINENTAL = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_DECIMAL = re.compile(r"\d*[.,]?\d+")


def _written_out(text: str) -> str:
    """`text` as it is scanned: bare, with ½ as 1⁄2, km² as km^2 and 3×10⁵ as 3e5."""
    text = _VULGAR.sub(lambda sign: f" {unicodedata.normalize('NFKC', sign[0])}", text)
    text = _RAISED.sub(lambda power: f"^{unicodedata.normalize('NFKC', power[0])}", text)
    return _TEN_TO_THE.sub(r"e\1", bare(_UNDERSCORE.sub("", text)))


def _scan(text: str, unit_words: frozenset[str]) -> tuple[int, int, list[_Part]]:
    """Where the first number of `text` begins and ends, and the parts it has."""
    start = end = 0
    parts: list[_Part] = []
    for token in _TOKEN.finditer(text):
        gap = text[end : token.start()]
        if parts and not _BETWEEN.fullmatch(gap):
            break
        part = _part(token, unit_words, glued=bool(parts) and not gap)
        if part is None:
            continue
        if not parts:
            start = token.start()
        elif "and" in gap:
            parts.append(_Part("and", (Decimal(0),)))
        parts.append(part)
        end = token.end()
    return start, end, parts


def _part(token: re.Match[str], unit_words: frozenset[str], *, glued: bool) -> _Part | None:
    """What a token adds to a number; None for a word that is none."""
    if token["over"]:
        share = _CONTEXT.divide(Decimal(token["over"]), Decimal(token["under"]))
        return _Part("share", (share,)) if share.is_finite() else None
    if token["digits"]:
        values = _literal(token["digits"], token["exponent"] or "")
        return _Part("digits", values) if values else None
    if token["han"]:
        return _Part("scale", (_HAN[token["han"]],))
    word = token["word"]
    if word in unit_words or (word in _GLUED and not glued):
        return None
    return _WORDS.get(word)


def _literal(digits: str, exponent: str) -> tuple[Decimal, ...]:
    """The numbers that digits with separators can mean: 1234 and 1.234 for `1,234`, but for `1,000` not 1."""
    readings = []
    if " " in digits:
        readings.append(digits.replace(" ", "").replace(",", "."))
    if _ENGLISH.fullmatch(digits):
        readings.append(digits.replace(",", ""))
    if _CONTINENTAL.fullmatch(digits):
        readings.append(digits.replace(".", "").replace(",", "."))
    if _DECIMAL.fullmatch(digits) and not (readings and digits.endswith("000")):
        readings.append(digits.replace(",", "."))
    numbers = (_CONTEXT.create_decimal(reading + exponent) for reading in readings)
    return tuple(dict.fromkeys(number for number in numbers if number.is_finite()))


def _choices(part: _Part) -> list[tuple[str, Decimal]]:
    return [(part.kind, value) for value in part.values]


def _sum(parts: tuple[tuple[str, Decimal], ...]) -> Decimal | None:
    """What the parts come to, as in `two hundred thousand five hundred`; None where they are two numbers."""
    total = last = Decimal(0)
    current: Decimal | None = None
    limit: Decimal | None = None
    previous = ""
    for kind, value in parts:
        if kind == "scale" and previous == "scale":  # a hundred thousand million, 5천만
            total, last = total - last + last * value, last * value
        elif kind == "scale":
            if limit is not None and value >= limit:
                return None
            last = value if current is None else current * value
            total, current, limit = total + last, None, value
        elif kind == "times" or (
            kind == "share" and current is not None and previous not in ("and", "digits")
        ):
            current = value if current is None else current * value
        elif kind != "and":
            if current is not None and not _continues(current, previous, kind, value):
                return None
            current = value if current is None else current + value
        previous = kind
    if current is not None and limit is not None and current >= limit:
        return None
    return total + (current or 0)


def _continues(current: Decimal, previous: str, kind: str, value: Decimal) -> bool:
    """Whether a part adds to what stands before it: forty-two, two hundred and five, 2 1/2."""
    if kind == "share":
        return current % 1 == 0
    if previous == "digits" or kind == "digits" or not current:
        return False
    return current % 100 == 0 or (
        kind == "ones" and 0 < value < 10 and current % 100 >= 20 and current % 10 == 0
    )


def _names(unit: str) -> frozenset[str]:
    """The words of a unit, each in one form: without articles, a plural s or a full stop, `$` for dollars."""
    parts = words(_written_out(unit).replace("per cent", "percent"))
    singular = (part.removesuffix("s") if len(part) > 3 else part for part in parts)
    return frozenset(_SAME.get(part, part) for part in singular if part not in _JOINTS)
