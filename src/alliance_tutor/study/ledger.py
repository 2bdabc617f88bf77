"""What a sitting needs of the rest of the program; the desk gives it, and tests give a stand-in."""

from typing import Protocol

from alliance_tutor.journal.events import Body, Event, Kind
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Memory, Standing
from alliance_tutor.memory.studyday import Moment


class Ledger(Protocol):
    """What the session needs of the journal and the clock."""

    def now(self) -> Moment:
        """The present instant."""

    def study_day(self, moment: Moment) -> int:
        """The study day of an instant."""

    def standing(self, question: str) -> Standing:
        """What the journal says of a question."""

    def record(
        self, kind: Kind, body: Body, *, expect: str | None = None, ruling: Body | None = None
    ) -> Event | None:
        """Put an event on disk; None, and nothing written, if the question's standing is not `expect`.

        With `ruling` it is overruled at once: an `overruled` event of that body, and its id, goes with it.
        """

    def last_answer(self) -> Event | None:
        """The latest answer given on this device that was not retracted."""


class Previewer(Protocol):
    """What the session needs of the scheduler."""

    def preview(self, memory: Memory | None, question: str, day: int, at: int) -> dict[Rating, Memory]:
        """The memory that each rating would leave."""
