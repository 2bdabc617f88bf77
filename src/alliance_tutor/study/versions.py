"""Versions of a paper: the same questions in another order, with options in another order. Pure."""

from collections.abc import Iterable, Sequence
from random import Random
from typing import NamedTuple

from alliance_tutor.deck.questions import Question
from alliance_tutor.study.blueprint import Blueprint, Cell, SelfMarked
from alliance_tutor.study.draft import shown_order
from alliance_tutor.study.paper import Item, Paper, giveaways

AS_DRAWN = "A"
"""The version, beside the one without a name, that stands as the paper was drawn."""

_ATTEMPTS = 50  # at an order that no version before has; a paper of three questions has six in all


class Version(NamedTuple):
    """A paper under the name of its version, empty where there is only one."""

    name: str
    paper: Paper


def picked(title: str, questions: Sequence[Question], seed: int) -> Paper:
    """A paper of these questions in this order, with their options as the seed shuffles them."""
    decks = tuple(dict.fromkeys(question.ref.deck for question in questions))
    blueprint = Blueprint(title, decks, (Cell(len(questions)),), self_marked=SelfMarked.ALSO)
    items = (Item(question, shown_order(question, f"{question.id} {seed}"), 0) for question in questions)
    return Paper(blueprint, seed, tuple(items))


def versions(paper: Paper, names: Iterable[str] = ("",), *, in_order: bool = False) -> tuple[Version, ...]:
    """The paper in each version: as it was drawn for `AS_DRAWN` and without a name, else in another order.

    A version has its order by its name and the paper's seed; no two have the same where there are orders
    enough. With `in_order` all keep the order of the questions, and options alone stand differently.
    """
    taken = [_orders(paper)]
    found = []
    for name in names:
        version = paper if name in ("", AS_DRAWN) else _shuffled(paper, name, taken, in_order=in_order)
        taken.append(_orders(version))
        found.append(Version(name, version))
    return tuple(found)


def remarks(questions: Sequence[Question]) -> tuple[str, ...]:
    """What a teacher should know of questions that stand on one paper: siblings, and answers given away."""
    cards: dict[tuple[str, str], list[str]] = {}
    for question in questions:
        cards.setdefault((question.ref.deck, question.ref.card), []).append(question.id)
    siblings = (f"{' and '.join(ids)} are questions of one card" for ids in cards.values() if len(ids) > 1)
    told = (
        f"of {one.id} and {other.id} one says the answer to the other"
        for one, other in giveaways(questions)
        if (one.ref.deck, one.ref.card) != (other.ref.deck, other.ref.card)
    )
    return (*siblings, *told)


_Orders = tuple[tuple[str, tuple[int, ...]], ...]


def _orders(paper: Paper) -> _Orders:
    """The order of the questions, and of the options of each."""
    return tuple((item.question.id, item.order) for item in paper.items)


def _shuffled(paper: Paper, name: str, taken: Sequence[_Orders], *, in_order: bool) -> Paper:
    """The paper in the first order of its name that is not taken, if one can be in its questions."""
    rows = {_row(orders) for orders in taken}
    attempts = [_attempt(paper, f"{name} {number}", in_order=in_order) for number in range(_ATTEMPTS)]
    free = [each for each in attempts if _orders(each) not in taken]
    return next((each for each in free if _row(_orders(each)) not in rows), (free or attempts)[0])


def _row(orders: _Orders) -> tuple[str, ...]:
    return tuple(id for id, _ in orders)


def _attempt(paper: Paper, name: str, *, in_order: bool) -> Paper:
    items = [
        item._replace(order=shown_order(item.question, f"{item.question.id} {paper.seed} {name}"))
        for item in paper.items
    ]
    if not in_order:
        Random(f"{paper.seed} {name}").shuffle(items)
    return paper._replace(items=tuple(items))
