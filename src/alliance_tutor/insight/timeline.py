"""The timeline: the dated cards in order of time, and which of them were asked already. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.deck.when import span
from alliance_tutor.insight.overview import begun
from alliance_tutor.insight.wording import date_words
from alliance_tutor.memory.standing import Standing

if TYPE_CHECKING:
    from alliance_tutor.deck.questions import Question

_STEPS = (10, 20, 50, 100, 200, 500, 1000, 10_000)  # years; no `when` reaches beyond the year 9999


class Dated(NamedTuple):
    """A card with a date: `begin` and `end` are the first and the last day that its `when` covers.

    `questions` are the ids of all that it asks; `asked` says whether one of them was ever answered.
    """

    begin: date
    end: date
    when: str
    deck: str
    topic: str
    questions: tuple[str, ...]
    asked: bool

    @property
    def year(self) -> int:
        """The year in which it begins."""
        return self.begin.year


class Period(NamedTuple):
    """So many `years` from the year `begin`: how many cards begin in it, and the place of its first one.

    Where it has none, `first` is the place of the next later card.
    """

    begin: int
    years: int
    cards: int
    first: int


def timeline(refs: Iterable[QuestionRef], standings: Mapping[str, Standing]) -> list[Dated]:
    """The cards with a date, one entry each, earliest first; of two that begin together the longer first."""
    cards: dict[tuple[str, str], list[QuestionRef]] = {}
    for ref in refs:
        if ref.when:
            cards.setdefault((ref.deck, ref.card), []).append(ref)
    dated = [_dated(own, standings) for own in cards.values()]
    return sorted(dated, key=lambda card: (card.begin.toordinal(), -card.end.toordinal()))


def asked(cards: Iterable[Dated]) -> list[Dated]:
    """Those that were asked at least once: to show them spoils nothing."""
    return [card for card in cards if card.asked]


def periods(cards: Sequence[Dated], most: int) -> list[Period]:
    """The whole time as decades without a hole, or as longer periods where there would be more than `most`.

    `most` is at least 1; `cards` are in order of time.
    """
    if not cards:
        return []
    earliest, latest = cards[0].year, cards[-1].year
    years = next((step for step in _STEPS if latest // step - earliest // step < most), _STEPS[-1])
    begins = range(earliest // years * years, latest + 1, years)
    firsts = [_from(cards, begin) for begin in begins]
    ends = [*firsts[1:], len(cards)]
    return [
        Period(begin, years, end - first, first)
        for begin, first, end in zip(begins, firsts, ends, strict=True)
    ]


def turn(cards: Sequence[Dated], place: int, step: int) -> int:
    """The place of the first card of the next year that has one (`step` 1), or of the year before (−1).

    Where there is no such year, the first or the last card's.
    """
    if step > 0:
        return min(_from(cards, cards[place].year + 1), len(cards) - 1)
    before = _from(cards, cards[place].year) - 1
    return _from(cards, cards[before].year) if before >= 0 else 0


def nearest(cards: Sequence[Dated], wanted: Dated) -> int:
    """The place of a card among others; if it is not there, of the first that begins no earlier.

    That is the last card's where all begin earlier, and 0 where there is none.
    """
    place = bisect_left(cards, wanted.begin, key=lambda card: card.begin)
    alike = takewhile(lambda at: cards[at].begin == wanted.begin, range(place, len(cards)))
    found = next((at for at in alike if cards[at] == wanted), place)
    return max(0, min(found, len(cards) - 1))


def on_page(questions: Sequence["Question"], *, hidden: bool) -> list["Question"]:
    """Of a card's questions those that are shown where it is read: a reverse one says nothing new.

    With `hidden` answers it is the first alone, for its answer stands in the prompts of the others.
    """
    if hidden:
        return list(questions[:1])
    return [each for each in questions if each is questions[0] or each.answer != questions[0].prompt]


def day_words(when: str) -> str:
    """A date without the year in which it begins: `12 Oct`, `Oct`, `18–19 Jun`, `Mar–Nov`, `–1953`.

    The year alone leaves nothing.
    """
    first, dots, last = when.partition("..")
    begin, end = date_words(first).rpartition(" ")[0], date_words(last)
    if not dots:
        return begin
    if last[:4] == first[:4]:
        end = end.rpartition(" ")[0]
    if last[:7] == first[:7] and len(first) == len(last) == len("1948-10-12"):
        begin = begin.partition(" ")[0]
    return f"{begin}–{end}" if begin or end else ""


def _dated(own: Sequence[QuestionRef], standings: Mapping[str, Standing]) -> Dated:
    ref = own[0]
    ids = tuple(each.id for each in own)
    return Dated(*span(ref.when), ref.when, ref.deck, ref.topic, ids, begun(own, standings))


def _from(cards: Sequence[Dated], year: int) -> int:
    """The place of the first card that begins in a year or later."""
    return bisect_left(cards, year, key=lambda card: card.year)
