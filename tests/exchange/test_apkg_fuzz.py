"""No package makes the reader raise anything but the program's own fault, and what it gives loads again."""

from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.exchange.packages import FOLDER, legacy, members, packed

from alliance_tutor.deck import deckfile
from alliance_tutor.deck.cards import Deck
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange import apkg
from alliance_tutor.exchange.apkg import templates, wire
from alliance_tutor.exchange.apkg.writing import write

LEGACY = legacy()
LATEST = members((FOLDER / "latest.apkg").read_bytes())
SIGNS = (
    "{{",
    "}}",
    "{{c1::",
    "::",
    "<b>",
    "</div>",
    '<div class="explanation">',
    "[sound:a]",
    "&amp;",
    "\\",
    "a",
    " ",
    "\n",
)
texts = st.lists(st.sampled_from(SIGNS) | st.text(max_size=3), min_size=1, max_size=12).map("".join)


def looked_at(data: bytes) -> None:
    try:
        imported = apkg.read(data, "geo")
    except UsageError:
        return
    reading = deckfile.parse([(Path("deck.toml"), deckfile.dump(imported.deck).encode())])
    assert reading.deck == imported.deck


@settings(max_examples=60)
@given(data=st.data(), bytes_=st.binary(min_size=1, max_size=8))
def test_damaged_package_is_read_or_refused(data: st.DataObject, bytes_: bytes) -> None:
    files, name = data.draw(
        st.sampled_from(
            [
                (LEGACY, "collection.anki21"),
                (LEGACY, "media"),
                (LEGACY, "meta"),
                (LATEST, "collection.anki21b"),
                (LATEST, "media"),
            ]
        )
    )
    whole = files[name]
    at = data.draw(st.integers(0, len(whole)))
    looked_at(packed({**files, name: whole[:at] + bytes_ + whole[at + len(bytes_) :]}))


@given(message=st.binary(max_size=40))
def test_message_when_it_is_anything_is_read_or_refused(message: bytes) -> None:
    try:
        assert sum(
            len(field.value) for field in wire.fields(message) if isinstance(field.value, bytes)
        ) <= len(message)
    except ValueError:
        return


@given(front=texts, back=texts, field=texts)
def test_template_when_it_is_anything_shows_something(front: str, back: str, field: str) -> None:
    shown = templates.shown(templates.answering(front, back), {"a": field})
    assert isinstance(shown, str)


@settings(max_examples=60)
@given(prompt=texts, answer=texts, explanation=texts, reverse=st.booleans())
@example(prompt="{{", answer="{{", explanation="[sound:a]", reverse=False)
@example(prompt="{{c1::{{}}", answer="{{", explanation="{{", reverse=False)
def test_deck_out_in_and_out_has_the_same_bytes(
    prompt: str, answer: str, explanation: str, reverse: bool
) -> None:
    card = {
        "type": "basic",
        "id": "c",
        "prompt": prompt,
        "answer": answer,
        "explanation": explanation,
        "reverse": reverse,
    }
    try:
        deck = Deck.model_validate({"id": "d", "title": "D", "cards": (card,)})
    except ValueError:
        return
    first = write(deck, 1).data
    try:
        imported = apkg.read(first, "d")
    except UsageError:
        return
    if imported.deck.cards:
        assert write(imported.deck, 1).data == first
