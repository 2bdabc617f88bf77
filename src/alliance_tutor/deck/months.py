"""Names of the months, and days written with them, in the languages of decks.

Imports nothing heavy: marking reads the same names.
"""

MONTHS: dict[str, tuple[tuple[str, ...], ...]] = {
    "en": (
        ("January", "Jan"),
        ("February", "Feb"),
        ("March", "Mar"),
        ("April", "Apr"),
        ("May",),
        ("June", "Jun"),
        ("July", "Jul"),
        ("August", "Aug"),
        ("September", "Sept", "Sep"),
        ("October", "Oct"),
        ("November", "Nov"),
        ("December", "Dec"),
    ),
    "ru": (
        ("января", "январь", "янв"),
        ("февраля", "февраль", "февр", "фев"),
        ("марта", "март", "мар"),
        ("апреля", "апрель", "апр"),
        ("мая", "май"),
        ("июня", "июнь", "июн"),
        ("июля", "июль", "июл"),
        ("августа", "август", "авг"),
        ("сентября", "сентябрь", "сент", "сен"),
        ("октября", "октябрь", "окт"),
        ("ноября", "ноябрь", "нояб", "ноя"),
        ("декабря", "декабрь", "дек"),
    ),
    "uk": (
        ("січня", "січень", "січ"),
        ("лютого", "лютий", "лют"),
        ("березня", "березень", "бер"),
        ("квітня", "квітень", "квіт", "кві"),
        ("травня", "травень", "трав", "тра"),
        ("червня", "червень", "черв", "чер"),
        ("липня", "липень", "лип"),
        ("серпня", "серпень", "серп", "сер"),
        ("вересня", "вересень", "вер"),
        ("жовтня", "жовтень", "жовт", "жов"),
        ("листопада", "листопад", "лист", "лис"),
        ("грудня", "грудень", "груд", "гру"),
    ),
    "de": (
        ("Januar", "Jänner", "Jan"),
        ("Februar", "Feber", "Febr", "Feb"),
        ("März", "Mär", "Mrz"),
        ("April", "Apr"),
        ("Mai",),
        ("Juni", "Jun"),
        ("Juli", "Jul"),
        ("August", "Aug"),
        ("September", "Sept", "Sep"),
        ("Oktober", "Okt"),
        ("November", "Nov"),
        ("Dezember", "Dez"),
    ),
    "fr": (
        ("janvier", "janv"),
        ("février", "févr", "fév"),
        ("mars",),
        ("avril", "avr"),
        ("mai",),
        ("juin",),
        ("juillet", "juil"),
        ("août",),
        ("septembre", "sept"),
        ("octobre", "oct"),
        ("novembre", "nov"),
        ("décembre", "déc"),
    ),
    "es": (
        ("enero", "ene"),
        ("febrero", "feb"),
        ("marzo", "mar"),
        ("abril", "abr"),
        ("mayo", "may"),
        ("junio", "jun"),
        ("julio", "jul"),
        ("agosto", "ago"),
        ("septiembre", "setiembre", "sept", "sep"),
        ("octubre", "oct"),
        ("noviembre", "nov"),
        ("diciembre", "dic"),
    ),
    "ko": tuple((f"{month}월",) for month in range(1, 13)),
    "zh": tuple(
        (f"{month}月", f"{name}月") for month, name in enumerate((*"一二三四五六七八九十", "十一", "十二"), 1)
    ),
    "ja": tuple((f"{month}月",) for month in range(1, 13)),
}
"""By language, for each month from January on the words that name it; the first one stands with a day.

Where a month by itself has another form (`_ALONE`), that is the second.
"""

_ALONE = frozenset({"ru", "uk"})

# A day and a month as they are shown; `\.` since the answer is Markdown, where "6. " begins a list.
_PATTERNS = {
    "de": (r"{day}\. {month} {year}", "{month} {year}"),
    "es": ("{day} de {month} de {year}", "{month} de {year}"),
    "ko": ("{year}년 {month} {day}일", "{year}년 {month}"),
    "zh": ("{year}年{month}{day}日", "{year}年{month}"),
    "ja": ("{year}年{month}{day}日", "{year}年{month}"),
}
_PLAIN = ("{day} {month} {year}", "{month} {year}")


def in_words(iso: str, language: str) -> str:
    """`1961-07-06`, `1961-07` or `1961` as Markdown in the words of a BCP 47 language: `6 July 1961`.

    English stands in for a language whose months are not known here.
    """
    year, *rest = (int(part) for part in iso.split("-"))
    if not rest:
        return str(year)
    base = language.split("-")[0].lower()
    known = base if base in MONTHS else "en"
    words = MONTHS[known][rest[0] - 1]
    with_day, alone = _PATTERNS.get(known, _PLAIN)
    if len(rest) == 1:
        return alone.format(month=words[1] if known in _ALONE else words[0], year=year)
    day = "1er" if known == "fr" and rest[1] == 1 else rest[1]
    return with_day.format(day=day, month=words[0], year=year)
