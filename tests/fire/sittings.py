"""What a sitting by lines acknowledged, read from what it printed, and what of it the journal has."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from tests.fire.trial import History, Trial

RATINGS = {"1": "again", "2": "hard", "3": "good", "4": "easy"}
SHOW, RATE, TYPE = "An empty line shows the answer:", "Rate 1 to 4;", "Type the answer;"
CHOOSE = "Type a number from"
REFUSED, ELSEWHERE = "error: ", "in another window"
FLAGGED = re.compile(r"Flagged\.|No flag: another device")
UNFLAGGED = re.compile(r"Flag taken off\.|The flag stays: another device")
_PROMPT = re.compile(rf"^({SHOW}|{RATE}[^\n]*|{TYPE}[^\n]*|{CHOOSE}[^\n]*)\n", re.MULTILINE)
_SUGGESTED = re.compile(r"takes (\d)")
_ASKED = re.compile(r"Question ([nt]\d{4})\?")


class Step(NamedTuple):
    """Something that a learner did: the kind of its event, the question or the item, and what was given."""

    kind: str
    about: str
    given: str


def lines(random: Random, count: int) -> list[str]:
    """What somebody types who studies `count` cards: reveals and ratings, now and then something else."""
    typed: list[str] = []
    for _ in range(count):
        if random.random() < 0.1:
            typed.append(":flag")
        typed += ["", random.choice([*RATINGS, "3", "3", "3"])]
        if random.random() < 0.12:
            typed.append(":undo")
    return typed


def studied(out: str, typed: Sequence[str]) -> tuple[list[Step], Step | None]:
    """The steps that were acknowledged, by what was printed after them, and the one on its way."""
    return _steps(out, typed, _of_study)


def examined(out: str, typed: Sequence[str]) -> tuple[list[Step], Step | None]:
    """The same of an exam's answers, of cards that are typed."""
    return _steps(out, typed, _of_exam)


def written(before: History, now: History, kinds: Sequence[str]) -> list[Step]:
    """What a journal got meanwhile of some kinds, in order."""
    fresh = sorted((event for key, event in now.items() if key not in before), key=lambda event: event.order)
    papers = {event.id: event.body["items"] for event in now.values() if event.kind == "exam-started"}
    steps = []
    for event in fresh:
        if event.kind not in kinds:
            continue
        if event.kind == "exam-answered":
            item = papers[event.body["exam"]][event.body["item"]]
            response = event.body["response"] or {}
            steps.append(Step(event.kind, item["question"].partition("/")[2], response.get("typed", "")))
        else:
            given = RATINGS.get(str(event.body.get("rating")), "")
            steps.append(Step(event.kind, (event.question or "").partition("/")[2], given))
    return steps


def compare(trial: Trial, sure: list[Step], pending: Step | None, journal: list[Step], where: str) -> None:
    """Count what was acknowledged and is not there, and what is there twice or was never done."""
    trial.found.acknowledged += len(sure)
    if journal == sure or any(journal == [*sure, step] for step in _ways(pending)):
        return
    gone, more = Counter(sure) - Counter(journal), Counter(journal) - Counter(sure)
    more -= Counter(_ways(pending))
    told = f"{where}: missing {dict(gone)}, more {dict(more)}, {pending=}, last {journal[-1:]}"
    trial.check(not gone, told, "missing", gone.total())
    trial.check(not more, told, "doubled", more.total())
    trial.check(bool(gone or more), f"order: {told}")


def _ways(pending: Step | None) -> list[Step]:
    """What a step on its way may come to be: nothing was printed that tells which way a flag goes."""
    if pending is None:
        return []
    return [pending, pending._replace(kind="unflagged")] if pending.kind == "flagged" else [pending]


def _steps(
    out: str, typed: Sequence[str], step_of: Callable[[str, str, str, str | None], Step | None]
) -> tuple[list[Step], Step | None]:
    sure: list[Step] = []
    prompts = list(_PROMPT.finditer(out))
    ends = [prompt.start() for prompt in prompts[1:]] + [len(out)]
    for line, prompt, end in zip(typed, prompts, ends, strict=False):
        asked = _ASKED.findall(out, 0, prompt.start())
        said = out[prompt.end() : end]
        step = step_of(prompt[1], asked[-1] if asked else "", line, said or None)
        if not said:
            return sure, step
        if step:
            sure.append(step)
    return sure, None


def _of_study(prompt: str, asked: str, line: str, said: str | None) -> Step | None:
    """What a line did; `said` is what was answered, None where the process died before."""
    if said and (REFUSED in said or ELSEWHERE in said):
        return None
    if prompt.startswith(CHOOSE):
        return None
    if line == ":undo":
        return Step("retracted", "", "") if said is None or "Taken back." in said else None
    if line == ":flag":
        if said is None or FLAGGED.search(said):
            return Step("flagged", asked, "")
        return Step("unflagged", asked, "") if UNFLAGGED.search(said) else None
    if not prompt.startswith(RATE):
        return None
    rating = line or _SUGGESTED.findall(prompt)[0]
    return Step("reviewed", asked, RATINGS[rating]) if rating in RATINGS else None


def _of_exam(prompt: str, asked: str, line: str, said: str | None) -> Step | None:
    if said and REFUSED in said:
        return None
    return Step("exam-answered", asked, line) if line and not line.startswith(":") else None
