"""Somebody who studies basic cards at a terminal, one key at a time."""

from time import perf_counter

from tests.e2e.program import ASKED, SHOWN
from tests.e2e.terminal import Terminal

HELD = 0.31  # seconds: a key that comes again earlier is held down, and does not rate


class Learner:
    """Reveals and rates, no faster than the program takes for a person."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self._rating = ""
        self._taken: dict[str, float] = {}

    def answer(self, prompt: str, rating: str) -> None:
        """Wait for a question, reveal its answer, and press a rating key."""
        self.terminal.wait_for(rf"{prompt}[\s\S]*{ASKED}")
        self.rate(rating)

    def rate(self, rating: str) -> None:
        """Reveal the answer in hand, and press a rating key."""
        self._taken[self._rating] = perf_counter()  # by now the program has handled the rating before
        self.terminal.send("\r")
        self.terminal.wait_for(SHOWN)
        self.terminal.read_for(self._taken.get(rating, 0.0) + HELD - perf_counter())
        self._rating = rating
        self.terminal.send(rating)
