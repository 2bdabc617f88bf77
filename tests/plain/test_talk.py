"""The one door of line mode."""

import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.errors import TutorError
from alliance_tutor.plain.talk import EndOfInput, Talk, fitting, terminal_talk


def stream(data: bytes = b"", encoding: str = "utf-8") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="\n")


def written(sink: io.TextIOWrapper) -> bytes:
    assert isinstance(sink.buffer, io.BytesIO)
    return sink.buffer.getvalue()


def test_say_when_text_is_hostile_prints_no_control_bytes() -> None:
    sink = stream()
    Talk(stream(), sink).say("a\x1b[31m\rb\u202ec [/nope] [@click=app.quit]")
    assert written(sink).decode() == "a\\x1b[31m\\x0db\\u202ec [/nope] [@click=app.quit]\n"


@given(st.text())
def test_say_when_any_text_and_any_encoding_neither_fails_nor_escapes(text: str) -> None:
    for encoding in ("ascii", "latin-1", "utf-8"):
        sink = stream(encoding=encoding)
        Talk(stream(), sink).say(text)
        assert not set(written(sink)) & {0x1B, 0x0D, 0x07, 0x08}


def test_say_when_the_stream_is_ascii_uses_plain_signs() -> None:
    sink = stream(encoding="ascii")
    Talk(stream(), sink).say("✓ correct · 1950–1953 “x” … 평양")
    assert written(sink) == b'OK correct - 1950-1953 "x" ... \\ud3c9\\uc591\n'


def test_ask_when_a_person_types_keeps_the_prompt_on_the_line() -> None:
    sink = stream()
    assert Talk(stream(b"Pyongyang\r\n"), sink, interactive=True).ask("Answer:") == "Pyongyang"
    assert written(sink) == b"Answer: "


def test_ask_when_input_is_piped_ends_the_prompts_line() -> None:
    sink = stream()
    assert Talk(stream(b"x"), sink).ask("Answer:") == "x"
    assert written(sink) == b"Answer:\n"


@pytest.mark.parametrize("interactive", [True, False])
def test_ask_when_the_input_has_ended_says_so_on_a_finished_line(interactive: bool) -> None:
    sink = stream()
    with pytest.raises(EndOfInput):
        Talk(stream(), sink, interactive=interactive).ask("Answer:")
    assert written(sink).endswith(b"\n")


def test_ask_when_a_line_holds_lone_surrogates_gives_text_that_utf_8_can_hold() -> None:
    line = Talk(io.StringIO("a\udc80b\n"), stream()).ask("?")
    assert line.encode() == b"a?b"


def test_complain_when_there_is_a_hint_gives_it() -> None:
    sink = stream()
    talk = Talk(stream(), sink)
    talk.complain(TutorError("broken", path="x.toml", line=3, hint="mend it"))
    talk.complain(TutorError("bare"))
    assert written(sink) == b"error: x.toml:3: broken\nhint: mend it\nerror: bare\n"


def test_terminal_talk_when_bytes_are_not_text_reads_and_writes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    sink = stream(encoding="ascii")
    monkeypatch.setattr(sys, "stdin", stream(b"caf\xe9\n", "utf-8"))
    monkeypatch.setattr(sys, "stdout", sink)
    talk = terminal_talk(sys.stdout)
    talk.say(talk.ask("?"))
    assert not talk.interactive
    assert written(sink) == b"?\ncaf\\ufffd\n"


def test_terminal_talk_when_streams_are_closed_has_no_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(EndOfInput):
        terminal_talk(sys.stdout).ask("?")


def test_fitting_when_the_encoding_holds_a_sign_keeps_it() -> None:
    assert fitting("é · ✓", "latin-1") == "é · OK"
    assert fitting("✓", None) == "✓"
