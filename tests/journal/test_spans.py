import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.journal.spans import Spans

numbers = st.lists(st.integers(1, 40))


def filled(numbers: list[int]) -> Spans:
    spans = Spans()
    for number in numbers:
        spans.add(number)
    return spans


@given(numbers)
def test_spans_hold_what_was_put_in_and_nothing_else(numbers: list[int]) -> None:
    spans = filled(numbers)
    assert {number for number in range(45) if number in spans} == set(numbers)
    assert spans.ends == Spans(spans.ends).ends
    assert all(last + 1 < first for last, first in zip(spans.ends[1::2], spans.ends[2::2], strict=False))


@given(numbers, st.integers(0, 45))
def test_gaps_are_all_that_is_not_held_up_to_there(numbers: list[int], last: int) -> None:
    gaps = [number for first, end in filled(numbers).gaps(last) for number in range(first, end + 1)]
    assert gaps == [number for number in range(1, last + 1) if number not in set(numbers)]


@pytest.mark.parametrize("ends", [[1], [3, 2], [1, 5, 4, 9]])
def test_ends_that_are_not_in_order_are_refused(ends: list[int]) -> None:
    with pytest.raises(ValueError, match="no spans"):
        Spans(ends)
