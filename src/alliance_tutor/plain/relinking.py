"""Histories of vanished cards, offered to similar new ones, in line mode."""

from alliance_tutor.desk import Desk
from alliance_tutor.desk.relinking import Offer
from alliance_tutor.insight.wording import number, percent
from alliance_tutor.plain.menu import Entry, choose, nothing
from alliance_tutor.plain.talk import Talk
from alliance_tutor.text import one_line


def entries(desk: Desk, talk: Talk) -> list[Entry]:
    """An entry for home where a vanished card has a history that a similar new one could have."""
    count = len(desk.relinking.offers())
    if not count:
        return []
    one, more = "1 card has vanished and a similar one is new", "cards have vanished and similar ones are new"
    cards = one if count == 1 else f"{count} {more}"
    return [Entry(f"Carry histories over: {cards}", lambda: offer(desk, talk))]


def offer(desk: Desk, talk: Talk) -> None:
    """Ask of each pair what is to become of the history."""
    later: set[str] = set()
    while left := [each for each in desk.relinking.offers() if each.old not in later]:
        first = left[0]
        heading = [
            f"{percent(first.likeness)} of the words are the same, {number(first.answers, 'answer')} so far.",
            f"Vanished: {one_line(first.old_text.prompt)} {one_line(first.old_text.answer)}",
            f"New: {one_line(first.new_text.prompt)} {one_line(first.new_text.answer)}",
            "",
        ]

        choices = [
            Entry("Decide later", nothing),
            Entry("It is the same card: carry its history over", nothing),
            Entry("It is another card: let it begin anew", nothing),
            Entry("Back", nothing),
        ]
        chosen = choose(talk, heading, choices)
        match choices.index(chosen) if isinstance(chosen, Entry) else 3:
            case 0:
                later.add(first.old)
            case 1 if not _carry(desk, talk, first):
                later.add(first.old)
            case 2:
                desk.relinking.leave(first)
            case 3:
                return
    talk.say("That is all.")


def _carry(desk: Desk, talk: Talk, offer: Offer) -> bool:
    """Carry a history over; False when that was taken back at once."""
    event = desk.relinking.carry(offer.old, offer.new)
    talk.say("The new card has the history now.")
    choices = [Entry("Go on", nothing), Entry("Take that back", nothing)]
    if choose(talk, [], choices) is choices[1]:
        desk.relinking.take_back(event)
        return False
    return True
