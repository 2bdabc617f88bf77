"""`kill -9` between any two key presses loses no answer that was given.

A real process is studied with through a terminal and killed at a random moment, again and again on the same
journal. What the terminal saw acknowledged (the next question was painted after a rating) must stand in the
journal, once and in order; what was on its way when the process died may stand there or not; nothing else.

ALLIANCE_TUTOR_KILLS=N runs N rounds, ALLIANCE_TUTOR_KILL_SEED=N draws other moments.
"""

import os
import re
from pathlib import Path
from random import Random
from time import perf_counter

from tests.e2e.decks import put_numbered, set_limits
from tests.e2e.learner import Learner
from tests.e2e.program import ASKED, events, open_in_terminal, run
from tests.e2e.terminal import Terminal

ROUNDS = int(os.environ.get("ALLIANCE_TUTOR_KILLS", "30"))
SEED = int(os.environ.get("ALLIANCE_TUTOR_KILL_SEED", "1961"))
CARDS = 1000
STARTING = 0.6  # seconds in which a start that is killed dies
RATINGS = {"1": "again", "2": "hard", "3": "good", "4": "easy"}
UNDONE = "retracted"

Step = tuple[str, str]  # a question and its rating, or a question and UNDONE


def test_kill_9_at_any_moment_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    set_limits(tmp_path, 1000)
    put_numbered(tmp_path, CARDS)
    assert run(tmp_path, "due", "--json").returncode == 0
    random = Random(SEED)
    journal: list[Step] = []
    outcomes = {"written": 0, "not written": 0}
    for number in range(ROUNDS):
        sure, pending = _killed_sitting(tmp_path, random, journal)
        journal = _journal(tmp_path)
        assert journal in (sure, sure + pending), f"round {number}: {sure[-6:]=} {pending=} {journal[-6:]=}"
        if pending:
            outcomes["written" if journal != sure else "not written"] += 1
    assert len(journal) > ROUNDS
    assert all(outcomes.values()), f"all moments fell on one side of the write: {outcomes}"


def _killed_sitting(home: Path, random: Random, journal: list[Step]) -> tuple[list[Step], list[Step]]:
    """Study, then die: what must stand in the journal, and what may follow it."""
    with open_in_terminal(home, "study", "numbered") as terminal:
        if random.random() < 0.15:
            terminal.read_for(random.uniform(0, STARTING))
            return journal, []
        learner = _Witness(terminal, journal)
        for _ in range(random.randrange(4)):
            learner.study(random.choice(list(RATINGS)))
            if random.random() < 0.2:
                learner.undo()
        rating = random.choice(list(RATINGS))
        pending = learner.press_undo() if random.random() < 0.3 else learner.press_rating(rating)
        if random.random() < 0.7:  # else at once: a busy machine's pace is mostly the time after the write
            terminal.read_for(random.uniform(0, learner.pace))
        terminal.kill()
        if pending and learner.sees_next_question():
            return [*learner.journal, *pending], []
        return learner.journal, pending


class _Witness(Learner):
    """Presses keys, and keeps the journal as the screen acknowledged it."""

    def __init__(self, terminal: Terminal, journal: list[Step]) -> None:
        super().__init__(terminal)
        self.journal = list(journal)
        self.pace = 0.02  # seconds from a rating to the next question, as seen last
        terminal.wait_for(ASKED)
        self._asked = _question(terminal.text)

    def study(self, key: str) -> None:
        """Reveal, rate, and see the next question."""
        self.journal += self.press_rating(key)
        pressed = perf_counter()
        self.terminal.wait_until(lambda _: self.sees_next_question(), "next question")
        self.pace = perf_counter() - pressed
        self._asked = _question(self.terminal.text)

    def undo(self) -> None:
        """Take the latest answer back, and see its question again."""
        pending = self.press_undo()
        self.journal += pending
        self.terminal.wait_until(lambda _: self.sees_next_question(), "question taken back")
        self._asked = _question(self.terminal.text)

    def press_rating(self, key: str) -> list[Step]:
        """Reveal and rate; what this may bring into the journal."""
        self.rate(key)
        return [(self._asked, RATINGS[key])]

    def press_undo(self) -> list[Step]:
        """Undo the latest answer that stands, of whatever sitting; what this may bring into the journal."""
        standing: list[str] = []
        for question, what in self.journal:
            if what == UNDONE:
                standing.pop()
            else:
                standing.append(question)
        self.terminal.send("u")
        return [(standing[-1], UNDONE)] if standing else []

    def sees_next_question(self) -> bool:
        """Whether a whole frame asks another question than before."""
        shown = self.terminal.whole_frame
        return shown is not None and re.search(ASKED, shown) is not None and _question(shown) != self._asked


def _question(shown: str) -> str:
    found = re.search(r"Question (n\d{4})\?", shown)
    assert found, shown
    return found[1]


def _journal(home: Path) -> list[Step]:
    listed = events(home)
    questions = {event["id"]: str(event["question"]).partition("/")[2] for event in listed}
    return [
        (questions[event["event"]], UNDONE)
        if event["kind"] == "retracted"
        else (questions[event["id"]], event["rating"])
        for event in listed
    ]
