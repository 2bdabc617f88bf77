"""`relink`: histories of vanished cards, carried over to the cards that took their places."""

from typing import TYPE_CHECKING

import click

from alliance_tutor.cli import output
from alliance_tutor.cli.entry import PROGRAM
from alliance_tutor.cli.options import Chosen, json_option
from alliance_tutor.errors import UsageError

if TYPE_CHECKING:
    from alliance_tutor.desk import Desk


@click.command()
@click.argument("old", default="", required=False)
@click.argument("new", default="", required=False)
@click.option(
    "--all", "every", is_flag=True, help="Carry over every history that only one new card could have."
)
@click.option("--undo", is_flag=True, help="Give the history that was carried over last back to its card.")
@json_option
@click.pass_obj
def relink(chosen: Chosen, old: str, new: str, every: bool, undo: bool, as_json: bool) -> None:
    """Carry the history of a card that vanished over to a new one.

    A card without an id loses its history when its prompt changes, and any card when its
    id does. Without OLD and NEW the vanished cards are listed that a new card of their
    deck is like. A card is named as deck/card. Nothing is carried over unasked.

    \b
    Examples:
      alliance-tutor relink
      alliance-tutor relink my-deck/5pt3ylo2 my-deck/capital
      alliance-tutor relink --all
      alliance-tutor relink --undo
    """
    from alliance_tutor.desk import Desk

    if bool(old) != bool(new) or bool(old) + every + undo > 1:
        raise UsageError(
            "two cards are wanted: the one that vanished, and the new one", hint="or none, to see which"
        )
    with Desk.open(chosen.home or None, write=bool(old or every or undo)) as desk:
        if undo:
            _undo(desk)
        elif every:
            _carry_all(desk)
        elif old:
            desk.relinking.carry(old, new)
            output.talk(f"{new} has the history of {old} now")
            output.talk(f"hint: {PROGRAM} relink --undo takes it back")
        else:
            _list(desk, as_json=as_json)


def _carry_all(desk: "Desk") -> None:
    from alliance_tutor.insight.wording import number

    plain = desk.relinking.plain_offers()
    for each in plain:
        desk.relinking.carry(each.old, each.new)
        output.talk(f"{each.new} has the history of {each.old} now")
    if left := len(desk.relinking.offers()):
        several = number(left, "history", "histories")
        output.talk(f"{several} could be of several cards: {PROGRAM} relink lists them")
    elif not plain:
        output.talk("no history waits that only one new card could have")


def _undo(desk: "Desk") -> None:
    made = desk.relinking.made()
    if not made:
        raise UsageError("no history was carried over", hint=f"{PROGRAM} relink lists what could be")
    desk.relinking.take_back(made[-1])
    output.talk(f"{made[-1].body['from']} has its history back from {made[-1].body['to']}")


def _list(desk: "Desk", *, as_json: bool) -> None:
    from alliance_tutor.insight.wording import number, percent
    from alliance_tutor.text import one_line

    offers = desk.relinking.offers()
    if as_json:
        rows = [
            {
                "old": each.old,
                "new": each.new,
                "likeness": round(each.likeness, 3),
                "answers": each.answers,
                "was": each.old_text._asdict(),
                "is": each.new_text._asdict(),
            }
            for each in offers
        ]
        output.echo_json({"offers": rows, "made": [event.body for event in desk.relinking.made()]})
        return
    for each in offers:
        output.echo(
            f"{each.old} {each.new}: {percent(each.likeness)} alike, {number(each.answers, 'answer')}"
        )
        output.echo(f"  was: {one_line(each.old_text.prompt)} — {one_line(each.old_text.answer)}")
        output.echo(f"  is:  {one_line(each.new_text.prompt)} — {one_line(each.new_text.answer)}")
    hint = f"hint: {PROGRAM} relink OLD NEW carries a history over"
    output.talk(hint if offers else "no card that vanished is like a new one")
