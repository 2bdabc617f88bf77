"""After an upgrade, in line mode: the cards of which the shipped text has changed, one after another."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from alliance_tutor.desk import Desk
from alliance_tutor.insight.wording import number, single
from alliance_tutor.plain.menu import Entry, choose, nothing
from alliance_tutor.plain.talk import Talk

if TYPE_CHECKING:
    from alliance_tutor.deck.compare import Difference
    from alliance_tutor.deck.upgrade import Upgrade


def entries(desk: Desk, talk: Talk) -> list[Entry]:
    """An entry that compares for each copy of a shipped deck which an upgrade leaves to be decided on."""

    def entry(upgrade: "Upgrade") -> Entry:
        cards = number(len(upgrade.differences), "card")
        text = f"Compare your copy of {single(upgrade.title)} with the shipped deck, which differs in {cards}"
        return Entry(text, lambda: _compare(desk, talk, upgrade.id))

    return [entry(upgrade) for upgrade in desk.shelf.upgrades()]


def _compare(desk: Desk, talk: Talk, id: str) -> None:
    """Show what is left to decide on, card after card. Raises TutorError when a choice cannot be kept."""
    later: list[str] = []
    while upgrade := next((each for each in desk.shelf.upgrades() if each.id == id), None):
        left = [each for each in upgrade.differences if each.card not in later]
        if not left:
            talk.say(f"{number(len(later), 'card')} left to decide on.")
            return
        choices = _choices(desk, talk, upgrade, left, later)
        chosen = choose(talk, [*_lines(left[0]), ""], choices)
        if not isinstance(chosen, Entry) or chosen is choices[-1]:
            return
        chosen.act()
    talk.say("Every card was decided on.")


def _choices(
    desk: Desk, talk: Talk, upgrade: "Upgrade", left: "Sequence[Difference]", later: list[str]
) -> list[Entry]:
    keep, take = (choice[:1].upper() + choice[1:] for choice in left[0].choices)

    def decide(cards: "Sequence[Difference]", *, shipped: bool) -> None:
        kept = desk.shelf.decide(upgrade, cards, shipped=shipped)
        if kept:
            talk.say(f"Taken. Your copy as it was is kept in {kept}.")

    entries = [
        Entry("Decide later", lambda: later.append(left[0].card)),
        Entry(keep, lambda: decide(left[:1], shipped=False)),
        Entry(take, lambda: decide(left[:1], shipped=True)),
    ]
    if len(left) > 1:
        rest = f"of all {len(left)} that are left"
        entries += [
            Entry(f"Keep my text {rest}", lambda: decide(left, shipped=False)),
            Entry(f"Take the shipped text {rest}", lambda: decide(left, shipped=True)),
        ]
    return [*entries, Entry("Back", nothing)]


def _lines(difference: "Difference") -> list[str]:
    lines = [f"Card {difference.card}. {difference.story}"]
    for field in difference.fields:
        if difference.mine is not None:
            lines += _side(f"Mine, {field.key}", field.mine)
        if difference.shipped is not None:
            lines += _side(f"Shipped, {field.key}", field.shipped)
    return lines


def _side(label: str, text: list[str]) -> list[str]:
    if len(text) > 1:
        return [f"{label}:", *text]
    return [f"{label}: {text[0] if text else '(not given)'}"]
