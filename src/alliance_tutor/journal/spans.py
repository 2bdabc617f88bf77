"""A set of numbers kept as its unbroken spans: a device's events are mostly numbered without a gap."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise


class Spans:
    """A set of positive whole numbers."""

    __slots__ = ("_firsts", "_lasts")

    def __init__(self, ends: Sequence[int] = ()) -> None:
        """The numbers between each two of `ends`, both included, as `ends` gives them back.

        Raises ValueError where they are no ends of spans in order.
        """
        self._firsts, self._lasts = list(ends[::2]), list(ends[1::2])
        in_order = all(one <= next for one, next in pairwise(ends))
        if len(self._firsts) != len(self._lasts) or not in_order:
            raise ValueError("these are no spans")

    def __contains__(self, number: int) -> bool:
        place = bisect_right(self._firsts, number) - 1
        return place >= 0 and number <= self._lasts[place]

    @property
    def ends(self) -> list[int]:
        """The first and the last number of each span, in order."""
        return [end for span in zip(self._firsts, self._lasts, strict=True) for end in span]

    def add(self, number: int) -> None:
        """Put a number in."""
        place = bisect_right(self._firsts, number) - 1
        if place >= 0 and number <= self._lasts[place]:
            return
        before = place >= 0 and self._lasts[place] == number - 1
        after = place + 1 < len(self._firsts) and self._firsts[place + 1] == number + 1
        if before and after:
            self._lasts[place] = self._lasts.pop(place + 1)
            del self._firsts[place + 1]
        elif before:
            self._lasts[place] = number
        elif after:
            self._firsts[place + 1] = number
        else:
            self._firsts.insert(place + 1, number)
            self._lasts.insert(place + 1, number)

    def gaps(self, last: int) -> Iterator[tuple[int, int]]:
        """The first and the last number of each stretch from 1 to `last` that is not in the set."""
        following = 1
        for first, end in zip(self._firsts, self._lasts, strict=True):
            if first > last:
                break
            if following < first:
                yield following, first - 1
            following = end + 1
        if following <= last:
            yield following, last
