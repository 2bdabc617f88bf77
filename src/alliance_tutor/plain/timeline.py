"""The timeline in line mode: the dated cards in order of time, by number; a number opens the card."""

from collections.abc import Sequence

from alliance_tutor.desk import Desk
from alliance_tutor.insight import timeline
from alliance_tutor.insight.timeline import Dated, Period
from alliance_tutor.insight.wording import date_words, number, single
from alliance_tutor.plain import show
from alliance_tutor.plain.menu import Entry, choose, nothing, visit
from alliance_tutor.plain.talk import Talk
from alliance_tutor.text import one_line, plain

LIST = 40  # cards that are listed at once; where there are more, a decade is chosen first
PERIODS = 30
NOT_YET = "not asked yet"
GONE = "This card is not in the deck any more."
YES = ("y", "yes")


def entries(desk: Desk, talk: Talk, decks: Sequence[str] = ()) -> list[Entry]:
    """An entry for the timeline of some decks (all if none is named), where a card of theirs has a date."""
    if not any(ref.when for ref in desk.shelf.refs(decks)):
        return []
    return [Entry("Timeline of the dated cards", lambda: tell(desk, talk, decks))]


def tell(desk: Desk, talk: Talk, decks: Sequence[str] = ()) -> None:
    """The cards that were asked, and the others if they are wanted too. Raises EndOfInput."""
    cards = timeline.timeline(desk.shelf.refs(decks), desk.journal.standings())
    shown = timeline.asked(cards)
    hidden = len(cards) - len(shown)
    if hidden:
        question = f"{number(len(shown), 'dated card')} asked, {hidden} {NOT_YET}. Show these too, without"
        answer = talk.ask(f"{question} their answers? y or n; an empty line is n:")
        shown = cards if answer.strip().casefold() in YES else shown
    if not shown:
        talk.say("Nothing here has been asked yet. A card comes to the timeline once you have answered it.")
    elif len(shown) <= LIST:
        _list(desk, talk, shown)
    else:
        _decades(desk, talk, shown)


def _decades(desk: Desk, talk: Talk, cards: Sequence[Dated]) -> None:
    def entry(period: Period) -> Entry:
        part = cards[period.first : period.first + period.cards]
        last = period.begin + period.years - 1
        return Entry(
            f"{period.begin} to {last}: {number(period.cards, 'card')}", lambda: _list(desk, talk, part)
        )

    parts = [entry(period) for period in timeline.periods(cards, PERIODS) if period.cards]
    while visit(talk, [f"Timeline: {number(len(cards), 'card')}", ""], parts, back_first=True):
        continue


def _list(desk: Desk, talk: Talk, cards: Sequence[Dated]) -> None:
    def entry(place: int) -> Entry:
        return Entry(_line(desk, cards[place]), lambda: _read(desk, talk, cards, place))

    heading = [f"Timeline: {number(len(cards), 'card')}", ""]
    listed = [entry(place) for place in range(len(cards))]
    while visit(talk, heading, listed, back_first=True):
        continue


def _line(desk: Desk, card: Dated) -> str:
    """The date, what the card asks, and its answer if it was asked."""
    question = desk.shelf.question(card.questions[0])
    if question is None:
        return f"{date_words(card.when)}: {GONE}"
    known = one_line(question.answer) if card.asked else f"({NOT_YET})"
    return f"{date_words(card.when)}: {one_line(question.prompt)} {known}"


def _read(desk: Desk, talk: Talk, cards: Sequence[Dated], place: int) -> None:
    """The card in a place, then its neighbours as they are wanted."""
    answer, back = Entry("Show the answer", nothing), Entry("Back to the list", nothing)
    steps = Entry("The next card", nothing), Entry("The card before", nothing)
    hidden = not cards[place].asked
    while True:
        choices = [answer] if hidden else []
        choices += [steps[0]] if place + 1 < len(cards) else []
        choices += [steps[1]] if place else []
        chosen = choose(talk, [*_card_lines(desk, cards[place], hidden=hidden), ""], [*choices, back])
        if chosen is answer:
            hidden = False
        elif chosen in steps:
            place += 1 if chosen is steps[0] else -1
            hidden = not cards[place].asked
        else:
            return


def _card_lines(desk: Desk, card: Dated, *, hidden: bool) -> list[str]:
    questions = timeline.on_page(desk.shelf.index.questions(card.questions), hidden=hidden)
    if not questions:
        return [GONE]
    ref = questions[0].ref
    place = ": ".join(
        single(title) for title in (desk.shelf.deck_title(card.deck), desk.shelf.topic_title(ref)) if title
    )
    lines = [f"{date_words(card.when)}. {place}"]
    for question in questions:
        lines += ["", *plain(question.prompt).split("\n")]
        lines += [] if hidden else show.key_lines(question)
    if hidden:
        return [*lines, NOT_YET.capitalize() + "."]
    if questions[0].explanation:
        lines += ["", *plain(questions[0].explanation).split("\n")]
    return [*lines, "", *show.source_lines(questions[0], desk.shelf.checked(card.deck))]
