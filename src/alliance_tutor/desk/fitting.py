"""FSRS-6 fitted to a learner's history: `python -m alliance_tutor.desk.fitting FILE`, with the desk on stdin.

fsrs-rs holds Python's lock from start to end, a second at a million answers: a screen has a process of its
own do it. What is fitted is judged by answers that it did not see, and decides nothing until it is applied.
"""

import json
import sys
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from alliance_tutor.deck import process
from alliance_tutor.deck.refs import deck_of
from alliance_tutor.desk import apart
from alliance_tutor.desk.costs import learner_of
from alliance_tutor.desk.desk import Desk
from alliance_tutor.errors import TutorError, UsageError
from alliance_tutor.insight.wording import number
from alliance_tutor.journal.events import Body, Kind
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory import optimizing
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS, Parameters
from alliance_tutor.memory.optimizing import FEWEST, Change, History, Score
from alliance_tutor.memory.studyday import Moment
from alliance_tutor.memory.workload import cost

PACKAGE = "fsrs-rs-python>=0.9.3,<0.10"
"""What the extra `optimize` brings."""
_PYTHON = f'"{sys.executable}"' if " " in sys.executable else sys.executable
INSTALL = f'{_PYTHON} -m pip install "{PACKAGE}"'
"""The one command that helps, wherever the program was installed from; quoted as every shell has it."""
_ENGINE = "fsrs_rs_python"
_DIGITS = 4  # as Anki writes them; fsrs-rs's own 32-bit floats may lie beyond a bound by their last bit


class Fit(NamedTuple):
    """A fit: the parameters, the scores on what was held back, and what would change.

    `before` is what holds now. `trained` answers were seen, those held back were not. `reviews` a day are
    foreseen for the next 90 days.
    """

    parameters: tuple[float, ...]
    better: bool
    trained: int
    before: Score
    after: Score
    due_before: Change
    due_after: Change
    reviews_before: float
    reviews_after: float


def available() -> bool:
    """Whether what fits is installed."""
    return find_spec(_ENGINE) is not None


def fit(desk: Desk) -> Fit:
    """Fit FSRS-6 to the answers so far. Raises UsageError where that cannot be done."""
    require()
    by_question = desk.journal.histories()
    histories = list(by_question.values())
    found = len(optimizing.later_answers(histories))
    if found < FEWEST:
        raise UsageError(
            f"{number(found, 'answer')} on a later day: too few to fit the schedule to",
            hint=f"from {FEWEST} on it can be done; until then the usual learner's schedule serves best",
        )
    since = optimizing.split_day(histories)
    early = optimizing.before_day(histories, since)
    old, new = desk.parameters, _fitted(early)
    answers = [list(optimizing.foreseen(w, histories, since)) for w in (old, new)]
    before, after = map(optimizing.score, answers)
    wanted = [
        (history, desk.settings.retention_of(deck_of(question))) for question, history in by_question.items()
    ]
    reviews = [
        cost(learner_of(desk, w), desk.settings.desired_retention, desk.day, Random(1)).reviews
        for w in (old, new)
    ]
    due, then = (optimizing.change(w, wanted, desk.day) for w in (old, new))
    better = optimizing.is_better(*answers)
    return Fit(new, better, found - before.answers, before, after, due, then, *reviews)


def is_fitted(desk: Desk) -> bool:
    """Whether other parameters than the shipped ones decide."""
    return desk.parameters != DEFAULT_PARAMETERS


def apply(desk: Desk, found: Fit) -> None:
    """Let fitted parameters decide all memories from now on. Raises UsageError where they are no better."""
    desk.record(Kind.PARAMETERS_SET, applied(found))


def back(desk: Desk) -> None:
    """Let the usual learner's parameters decide again."""
    desk.record(Kind.PARAMETERS_SET, AS_SHIPPED)


def applied(found: Fit) -> Body:
    """What the journal holds of a fit that decides. Raises UsageError where it is no better."""
    if not found.better:
        raise UsageError("the fit is no better than what holds now, so it was not applied", hint=_LATER)
    scores = {"log_loss": [round(found.before.log_loss, 4), round(found.after.log_loss, 4)]}
    return {"parameters": list(found.parameters), **scores}


def decide(history: Path, body: Body, moment: Moment) -> None:
    """Let the parameters of `applied`, or those `AS_SHIPPED`, decide: with a journal of its own.

    All memories are worked out anew, some ten seconds for a million answers: a screen has a thread do it.
    Raises JournalError.
    """
    with Journal.open(history) as journal:
        journal.append(Kind.PARAMETERS_SET, body, moment)


def lines(found: Fit) -> list[str]:
    """The fit in words."""
    before, after, due, then = found.before, found.after, found.due_before, found.due_after
    verdict = "The fit foresees your answers better." if found.better else _NO_BETTER
    return [
        f"Fitted to {number(found.trained, 'answer')}, judged by {number(before.answers, 'later one')}.",
        f"Log loss: {before.log_loss:.4f} now, {after.log_loss:.4f} fitted. Less is better.",
        f"Calibration error (RMSE): {100 * before.rmse:.1f} % now, {100 * after.rmse:.1f} % fitted.",
        verdict,
        f"Due by today: {due.due} now, {then.due} fitted; within 30 days: {due.due_30} and {then.due_30}.",
        f"Median interval: {due.interval:.0f} days now, {then.interval:.0f} fitted.",
        f"Reviews a day in the next 90: {found.reviews_before:.0f} now, {found.reviews_after:.0f} fitted.",
    ]


def to_json(found: Fit) -> dict[str, Any]:
    """The fit as one document."""
    return {
        **found._asdict(),
        **{name: getattr(found, name)._asdict() for name in ("before", "after", "due_before", "due_after")},
    }


def command(told: Path) -> list[str]:
    """What to run so that `told` holds the fit, or why there is none."""
    return process.command(__name__, told)


def read(told: Path) -> Fit:
    """The fit that the process has left. Raises UsageError with the reason where there is none."""
    document: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    if "error" in document:
        raise UsageError(document["error"], hint=document["hint"])
    made: dict[str, type[Score | Change]] = dict.fromkeys(("before", "after"), Score)
    made |= dict.fromkeys(("due_before", "due_after"), Change)
    parts = {name: kind(**document[name]) for name, kind in made.items()}
    return Fit(**{**document, **parts, "parameters": tuple(document["parameters"])})


def main() -> int:
    """Fit what the desk told on stdin holds."""
    try:
        with apart.opened() as desk:
            document = to_json(fit(desk))
    except TutorError as fault:
        document = {"error": fault.message, "hint": fault.hint}
    Path(sys.argv[1]).write_text(json.dumps(document), encoding="utf-8")
    return 0


def require() -> None:
    """Raise UsageError, with the one command that helps, where what fits is not installed."""
    if not available():
        raise UsageError("fitting needs a package that is not installed", hint=INSTALL)


def _fitted(histories: Sequence[History]) -> Parameters:
    """What fsrs-rs finds, by its own defaults."""
    import fsrs_rs_python as engine

    # One object serves all equal answers: a history is passed once for each of its answers on a later day.
    answer = lru_cache(maxsize=None)(engine.FSRSReview)
    items, cards = [], []
    for card, history in enumerate(histories):
        answers: list[Any] = []
        last = history[0][0]
        for day, rating in history:
            answers.append(answer(int(rating), max(day - last, 0)))
            if day > last:
                items.append(engine.FSRSItem(answers))
                cards.append(card)
            last = max(day, last)
    found = engine.FSRS([]).compute_parameters(items, cards)
    return tuple(round(each, _DIGITS) for each in found)


AS_SHIPPED: Body = {"parameters": list(DEFAULT_PARAMETERS)}
"""What the journal holds where the usual learner's parameters decide again."""

VERDICT = 3
"""Which of the lines says whether the fit is better."""
ANEW = "Every memory is worked out anew …"
"""What is said while parameters begin to decide."""
_NO_BETTER = "The fit is no better than what holds now: the difference is within chance, or the wrong way."
_LATER = "with more answers it may be another time"


if __name__ == "__main__":
    sys.exit(main())
