import json
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.journal.events import Event
from alliance_tutor.journal.sync_lines import Header, event_line, header_line, is_blank, read_line

EVENT = Event(
    "k3f9a2qd".replace("9", "5"), 7, 1_795_000_000_000, -330, "reviewed", {"question": "h/a", "ms": 3}
)

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
events = st.builds(
    Event,
    st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=8, max_size=8),
    st.integers(1, 10**15),
    st.integers(-(10**13), 10**14),
    st.integers(-1440, 1440),
    st.sampled_from(["reviewed", "exam-started", "of-a-later-program"]),
    st.dictionaries(st.text(), values, max_size=4),
)


def sealed(values: dict[str, Any] | str) -> bytes:
    text = values if isinstance(values, str) else json.dumps(values)
    line = text.removesuffix("}").encode()
    return b'%b,"sum":"%08x"}\n' % (line, crc32(line))


@given(events)
def test_event_when_written_is_read_back_whole_from_one_line(event: Event) -> None:
    line = event_line(event)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    for end in (line, line[:-1], line[:-1] + b"\r\n", b"\xef\xbb\xbf" + line):
        assert read_line(end) == event


def test_line_is_what_other_programs_may_read() -> None:
    line = json.loads(event_line(EVENT))
    assert line.pop("sum")
    assert line == {
        "id": "k3f5a2qd-7",
        "at": 1_795_000_000_000,
        "offset": -330,
        "kind": "reviewed",
        "body": {"question": "h/a", "ms": 3},
    }
    assert json.loads(header_line("k3f5a2qd"))["format"] == 1


def test_header_tells_the_format() -> None:
    header = read_line(header_line("k3f5a2qd"))
    assert isinstance(header, Header)
    assert header.format == 1


@given(st.data())
def test_line_with_a_changed_byte_is_damaged(data: st.DataObject) -> None:
    line = event_line(EVENT)[:-1]
    place = data.draw(st.integers(0, len(line) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != line[place]))
    changed = line[:place] + bytes([byte]) + line[place + 1 :]
    if changed.rstrip(b"\r\n") == changed:
        assert read_line(changed) is None


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_bytes_of_any_kind_are_no_event(line: bytes) -> None:
    assert read_line(line) is None
    assert read_line(sealed(line.decode(errors="ignore"))) is None


GOOD = {"id": "k3f5a2qd-7", "at": 1, "offset": 0, "kind": "reviewed", "body": {}}


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "k3f5a2qd-0"},
        {"id": "k3f5a2qd-007"},
        {"id": "k3f5a2qd-12345678901234567"},
        {"id": "K3F5A2QD-7"},
        {"id": "../../xx-7"},
        {"id": 7},
        {"at": 1.5},
        {"at": True},
        {"at": 10**16},
        {"at": -(10**16)},
        {"offset": 1441},
        {"offset": None},
        {"kind": ""},
        {"kind": "x" * 41},
        {"kind": "a b"},
        {"kind": None},
        {"body": []},
        {"body": "{}"},
    ],
)
def test_line_with_a_value_that_cannot_be_is_damaged(wrong: dict[str, Any]) -> None:
    assert isinstance(read_line(sealed(GOOD)), Event)
    assert read_line(sealed({**GOOD, **wrong})) is None


@pytest.mark.parametrize("body", ['{"a":NaN}', '{"a":1e999}', '{"a":' + "9" * 5000 + "}", "[" * 100_000, "{"])
def test_line_with_what_no_journal_could_hold_is_damaged(body: str) -> None:
    text = '{"id":"k3f5a2qd-7","at":1,"offset":0,"kind":"reviewed","body":' + body + "}"
    assert read_line(sealed(text)) is None


@pytest.mark.parametrize("format", ["1", 0, 1.0, True, None])
def test_header_without_a_format_is_damaged(format: object) -> None:
    assert read_line(sealed({"format": format, "device": "k3f5a2qd"})) is None


@pytest.mark.parametrize("line", [b"", b"\r\n", b"<<<<<<< HEAD\n", b"=======\n", b">>>>>>> theirs\n"])
def test_git_marks_and_empty_lines_say_nothing(line: bytes) -> None:
    assert is_blank(line)
    assert not is_blank(event_line(EVENT))
