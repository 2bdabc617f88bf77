"""Questions of every form, papers made of them, and a sitting on a journal of paper."""

from collections.abc import Iterable

from tests.study.ledger import PaperLedger

from alliance_tutor.deck.questions import Form, Option, Question
from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.journal.events import Event
from alliance_tutor.study.attempt import Attempt
from alliance_tutor.study.blueprint import Blueprint, Cell, Terms
from alliance_tutor.study.draft import shown_order
from alliance_tutor.study.paper import Item, Paper
from alliance_tutor.study.responses import Arranged, Paired, Picked, Response, Ticked, Typed


def ask(
    id: str, type: str = "choice", topic: str = "war", level: str = "recall", points: float = 1
) -> Question:
    """A question of any type. The first options are right, items stand in the right order."""
    deck, _, card = id.partition("/")
    ref = QuestionRef(id, deck, card.partition("#")[0], topic, type, level)
    hash = f"{len(id):08}"
    prompt = f"What of {id}?"
    options: dict[str, tuple[Option, ...]] = {
        "choice": (Option("yes", True), Option("no", False, "why"), Option("never", False)),
        "true-false": (Option("True", True), Option("False", False)),
        "multiple-response": (
            *(Option(each, True) for each in "ab"),
            *(Option(each, False) for each in "cd"),
        ),
        "matching": (Option("one", True), Option("two", True), Option("three", False)),
    }
    if type in options:
        items, partners = ((), ()) if type != "matching" else (("1", "2"), (0, 1))
        return Question(
            ref,
            prompt,
            "yes",
            options=options[type],
            items=items,
            partners=partners,
            points=points,
            text_hash=hash,
        )
    if type == "ordering":
        return Question(ref, prompt, "x → y → z", items=("x", "y", "z"), points=points, text_hash=hash)
    typed = type in ("short-answer", "date", "numeric", "typed")
    kind = "cloze" if type == "typed" else type
    return Question(ref._replace(type=kind), prompt, "Pyongyang", typed=typed, points=points, text_hash=hash)


def right(question: Question) -> Response:
    """A response that is wholly right; where the learner marks, any."""
    match question.form:
        case Form.PICK:
            return Picked(0 if question.options[0].right else 1)
        case Form.TICK:
            return Ticked(frozenset(place for place, each in enumerate(question.options) if each.right))
        case Form.ARRANGE:
            return Arranged(tuple(range(len(question.items))))
        case Form.PAIR:
            return Paired(question.partners)
    return Typed("Pyongyang")


def wrong(question: Question) -> Response:
    """A response without any credit."""
    options = [place for place, option in enumerate(question.options) if not option.right]
    match question.form:
        case Form.PICK:
            return Picked(options[0])
        case Form.TICK:
            return Ticked(frozenset(options))
        case Form.ARRANGE:
            return Arranged(tuple(reversed(range(len(question.items)))))
        case Form.PAIR:
            return Paired((options[0],) * len(question.items))
    return Typed("Seoul")


ALL_FORMS = tuple(
    ask(f"d/{type}", type)
    for type in (
        *("choice", "true-false", "multiple-response", "ordering", "matching"),
        *("short-answer", "basic", "typed", "open"),
    )
)


NO_LIMIT = Terms()


def paper(*questions: Question, cells: tuple[Cell, ...] = ()) -> Paper:
    """A paper of these questions, in this order."""
    cells = cells or (Cell(len(questions)),)
    places = [place for place, cell in enumerate(cells) for _ in range(cell.items)]
    items = (
        Item(question, shown_order(question, question.id), place)
        for question, place in zip(questions, places, strict=True)
    )
    return Paper(Blueprint("Trial", (), cells), 4711, tuple(items))


def begun(ledger: PaperLedger, *questions: Question, terms: Terms = NO_LIMIT) -> Attempt:
    """An exam of these questions, just begun."""
    return Attempt.start(ledger, paper(*(questions or ALL_FORMS)), terms)


def resumed(ledger: PaperLedger, events: Iterable[Event] | None = None) -> Attempt:
    """The exam of the ledger as another start of the program takes it up."""
    attempt = Attempt.resume(ledger, ledger.events if events is None else events)
    assert attempt is not None
    return attempt


def handed_in(attempt: Attempt, *responses: Response | None, share: float | None = None) -> Attempt:
    """The exam with these answers to its first questions, handed in and predicted."""
    for number, response in enumerate(responses, 1):
        attempt.go_to(number)
        attempt.answer(response)
    attempt.hand_in()
    attempt.predict(share)
    return attempt
