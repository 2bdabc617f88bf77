"""Whole decks with and without a flaw, made of counts: what a rule about a deck looks at is how many of what.

Each was set by hand: those that are flawed show their habit to a learner, those that are clean only nearly.
"""

from typing import NamedTuple

HEAD = '[deck]\nid = "d"\ntitle = "D"\nsourced = true\n'


class Composition(NamedTuple):
    """A deck: how many choice cards have the longest option as answer, and how many another; how many choice
    cards are not shuffled; how many statements are true and false; and whether it says that it is sourced."""

    longest: int = 0
    shorter: int = 0
    options: int = 3
    unshuffled: int = 0
    true: int = 0
    false: int = 0
    sourced: bool = True

    def text(self) -> str:
        """The deck."""
        head = HEAD if self.sourced else HEAD.replace("sourced = true\n", "")
        cards = [_choice(n, "a longer one", "short", self.options) for n in range(self.longest)]
        cards += [_choice(n, "one", "a longer text", self.options) for n in range(self.shorter)]
        cards += [_choice(n, "one", "two", 3) + "shuffle = false\n" for n in range(self.unshuffled)]
        keys = ["true"] * self.true + ["false"] * self.false
        cards += [
            f'[[card]]\ntype = "true-false"\nprompt = "S {n}."\nanswer = {key}\n'
            for n, key in enumerate(keys)
        ]
        return head + "".join(f'{card}id = "c{number}"\n' for number, card in enumerate(cards))


def _statement(number: int, key: str) -> str:
    return f'[[card]]\ntype = "true-false"\nprompt = "S {number}."\nanswer = {key}\n'


def _choice(number: int, right: str, wrong: str, options: int) -> str:
    # Wrong options are of different lengths, so that one option is the longest.
    others = ", ".join(f'"{wrong}{"x" * extra} {number}"' for extra in range(options - 1))
    keyed = f'prompt = "P {number}"\nanswer = "{right} {number}"\ndistractors = [{others}]\n'
    return f'[[card]]\ntype = "choice"\n{keyed}'


C = Composition
FLAWED = {
    "Q111": [
        C(20), C(20, 2), C(18, 2), C(25, 5), C(15, 5), C(30, 15), C(50, 40), C(16, 4, options=2),
        C(14, 8, options=4), C(60, 60),
    ],
    "Q130": [
        C(unshuffled=5), C(unshuffled=6), C(unshuffled=8), C(unshuffled=20), C(unshuffled=50),
        C(3, 3, unshuffled=5), C(10, 20, unshuffled=7), C(unshuffled=5, true=4, false=4),
        C(1, 1, unshuffled=9), C(40, 80, unshuffled=12),
    ],
    "Q131": [
        C(true=20), C(false=20), C(true=18, false=2), C(true=14, false=6), C(true=6, false=14),
        C(true=30, false=10), C(true=10, false=30), C(true=67, false=33), C(true=7, false=16),
        C(5, 5, true=19, false=4),
    ],
    "Q149": [
        C(1, sourced=False), C(5, 5, sourced=False), C(true=1, sourced=False), C(false=9, sourced=False),
        C(unshuffled=2, sourced=False), C(30, 60, sourced=False), C(true=10, false=10, sourced=False),
        C(2, 1, sourced=False), C(0, 3, sourced=False), C(7, 14, options=4, sourced=False),
    ],
}  # fmt: skip
CLEAN = {
    "Q111": [
        C(19), C(18, 1), C(7, 13), C(10, 10), C(11, 9), C(12, 8), C(0, 40), C(5, 30), C(15, 30), C(18, 27),
        C(20, 40), C(30, 60), C(35, 65), C(13, 7, options=2), C(14, 6, options=2), C(10, 15, options=4),
        C(8, 12, options=4), C(), C(1), C(3, 1), C(true=40, false=3),
    ],
    "Q130": [
        C(), C(unshuffled=1), C(unshuffled=2), C(unshuffled=3), C(unshuffled=4), C(5, 5), C(20, 40),
        C(1, 2, unshuffled=4), C(10, 20, unshuffled=3), C(30, 60, unshuffled=2), C(0, 5), C(5),
        C(true=20, false=20), C(true=5, unshuffled=4), C(false=9, unshuffled=1), C(2, 4, unshuffled=4),
        C(7, 14, options=4), C(7, 14, options=2, unshuffled=1), C(50, 100, unshuffled=4),
        C(3, 3, unshuffled=3),
    ],
    "Q131": [
        C(true=19), C(false=19), C(true=10, false=10), C(true=7, false=13), C(true=13, false=7),
        C(true=8, false=12), C(true=12, false=8), C(true=11, false=9), C(true=36, false=64),
        C(true=64, false=36), C(true=20, false=20), C(true=25, false=15), C(true=15, false=25), C(true=3),
        C(), C(true=14, false=5), C(true=2, false=17), C(20, 40), C(true=33, false=32),
        C(true=50, false=50), C(9, 9, true=10, false=11),
    ],
    "Q149": [
        C(1), C(5, 5), C(true=1), C(false=9), C(unshuffled=2), C(30, 60), C(true=10, false=10), C(2, 1),
        C(0, 3), C(7, 14, options=4), C(sourced=False), C(), C(20), C(true=20), C(3, 3, unshuffled=3),
        C(1, 2), C(2, 4), C(4, 8), C(8, 16), C(16, 32),
    ],
}  # fmt: skip
