"""Whatever the bytes, what reads them reads them or refuses them by a fault of the program's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fire.targets import TARGETS, harmless, samples

PIECES = (
    *(
        b'"',
        b"'",
        b'"""',
        b"[",
        b"]",
        b"{",
        b"}",
        b"(",
        b")",
        b":",
        b",",
        b"=",
        b"<",
        b"-",
        b"#",
        b"\\",
        b"\n",
        b"\r",
    ),
    *(
        b"\x00",
        b"\x1b",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\xe2\x80\xae",
        b" ",
        b"null",
        b"true",
        b"NaN",
    ),
    *(b"1e999", b"-1", b"9" * 30, b"0x" + b"f" * 5000, b"[" * 3000, b'{"a":' * 3000, b"(" * 200, b"a" * 600),
    *(
        b"is:due",
        b"deck:",
        b"rated:7:again",
        b"prop:stability<7",
        b"or",
        b"-(",
        b"new_per_day = ",
        b"[keys]\n",
        b"retention",
    ),
    *(
        b"[deck]\n",
        b"[[card]]\n",
        b"SQLite format 3\x00",
        b"PK\x03\x04",
        b"<quiz>",
        b"::a:: b {=c ~d}",
        b"a,b\n",
        b"ANSWER: A",
    ),
)


@st.composite
def spoiled(draw: st.DrawFn, target: str) -> bytes:
    """A good file in which something was put, changed, or cut off; or anything."""
    data = samples()[target]
    if draw(st.integers(0, 3)) == 0:
        return b"".join(draw(st.lists(st.sampled_from(PIECES) | st.binary(max_size=4), max_size=20)))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 40))
        put = draw(st.sampled_from(PIECES) | st.binary(max_size=8))
        data = data[:start] + put + data[start + length :]
    return data[: draw(st.integers(0, len(data)))] if draw(st.integers(0, 4)) == 0 else data


@pytest.mark.parametrize("target", TARGETS)
@given(data=st.data())
def test_bytes_of_any_kind_are_read_or_refused(target: str, data: st.DataObject) -> None:
    harmless(target, data.draw(spoiled(target)))
