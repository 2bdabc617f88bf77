"""No file makes a reader raise anything but the program's own fault, and what it gives loads again."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck import deckfile
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange import aiken, gift
from alliance_tutor.exchange.report import Imported

SIGNS = (
    *("{", "}", "=", "~", "#", "####", "->", "%50%", "%-100%", "%", "::", "\\", "\\n", "\n", "\n\n", "//"),
    *(
        "$CATEGORY: ",
        "$course$/top/A/B",
        "/",
        "[html]",
        "[markdown]",
        "[id:",
        "[tag:",
        "]",
        "T",
        "FALSE",
        "1..5",
    ),
    *(
        "3:1",
        "1e999",
        "-",
        "*",
        "<b>",
        "</b>",
        "<ul><li>",
        "&amp;",
        "a",
        "b c",
        "\x1b",
        "\u202e",
        "\ufdd0",
        " ",
    ),
    *("A. ", "B) ", "ANSWER: ", "\r", "\ud7ff"),
)
texts = st.lists(st.sampled_from(SIGNS) | st.text(max_size=3), max_size=40).map("".join)


def looked_at(imported: Imported) -> None:
    reading = deckfile.parse([(Path("deck.toml"), deckfile.dump(imported.deck).encode())])
    assert reading.deck == imported.deck
    assert all(item.name for item in imported.report.items)


@pytest.mark.parametrize("format", [gift, aiken], ids=["gift", "aiken"])
@given(text=texts)
def test_text_when_it_is_anything_is_read_or_refused(format: object, text: str) -> None:
    read = gift.read if format is gift else aiken.read
    write = gift.write if format is gift else aiken.write
    try:
        imported = read(text.encode(errors="ignore"), "bank")
    except UsageError:
        return
    looked_at(imported)
    first = write(imported.deck).data
    if imported.deck.cards and first:
        assert write(read(first, "bank").deck).data == first


@pytest.mark.parametrize("read", [gift.read, aiken.read], ids=["gift", "aiken"])
@given(data=st.binary(max_size=60), name=st.text(max_size=5))
def test_bytes_when_they_are_anything_are_read_or_refused(read: object, data: bytes, name: str) -> None:
    assert callable(read)
    try:
        looked_at(read(data, name))
    except UsageError:
        return
