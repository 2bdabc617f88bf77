"""What a learner gives as an answer: one class a form of question."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Picked:
    """The option that was picked, as its place in `Question.options`."""

    option: int


@dataclass(frozen=True, slots=True)
class Ticked:
    """The options that were ticked, as their places in `Question.options`."""

    options: frozenset[int]


@dataclass(frozen=True, slots=True)
class Arranged:
    """The order that was given, as places in `Question.items`: (0, 1, 2, …) is the right one."""

    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paired:
    """The place in `Question.options` that each item got, in the order of `Question.items`; None for none."""

    options: tuple[int | None, ...]


Response = Typed | Picked | Ticked | Arranged | Paired
