"""The four ratings of FSRS."""

from enum import IntEnum


class Rating(IntEnum):
    """How well a question was recalled; the numbers are the keys that rate, and FSRS's own."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def word(self) -> str:
        """The name in the journal and in JSON: `again`, `hard`, `good` or `easy`."""
        return self.name.lower()
