"""One question of each form, as a sitting hands it to line mode."""

from alliance_tutor.deck.questions import Option, Question
from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.memory.standing import UNSEEN
from alliance_tutor.study.session import Asked


def question(type: str, *, typed: bool = False, options: int = 0, right: int = 1, items: int = 0) -> Question:
    """A question of a type; its options are `option 1`, … (of which so many right), its items `item 1`, …"""
    return Question(
        QuestionRef("d/c", "d", "c", "", type),
        "What is it?",
        "answer",
        typed=typed,
        options=tuple(Option(f"option {place + 1}", place < right) for place in range(options)),
        items=tuple(f"item {place + 1}" for place in range(items)),
        partners=tuple(min(place, options - 1) for place in range(items)) if options else (),
    )


PICK = question("choice", options=3)
TICK = question("multiple-response", options=4, right=2)
ARRANGE = question("ordering", items=3)
PAIR = question("matching", options=4, right=3, items=3)
TYPED = question("short-answer", typed=True)
RECALL = question("basic")


def asked(question: Question, order: tuple[int, ...] | None = None) -> Asked:
    """The question in hand; by default what is listed stands in the file's order."""
    count = len(question.options or question.items)
    return Asked(question, tuple(range(count)) if order is None else order, 0, UNSEEN)
