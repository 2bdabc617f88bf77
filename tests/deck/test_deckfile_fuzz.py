"""No bytes make `read` raise, and what `dump` writes is read back."""

from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.deck.strategies import decks

from alliance_tutor.deck.cards import Deck
from alliance_tutor.deck.deckfile import dump, parse
from alliance_tutor.deck.lint.codes import CODES
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.questions import questions_of

VALID = Path(__file__).with_name("every-key.toml").read_bytes()
TOKENS = (
    *(
        b'"',
        b"'",
        b'"""',
        b"'''",
        b"[",
        b"]",
        b"[[card]]\n",
        b"[deck]\n",
        b"\n",
        b"\r",
        b"=",
        b"{",
        b"}",
        b",",
        b"#",
    ),
    *(
        b"\\",
        b"\\u001b",
        b"\x1b",
        b"\x00",
        b"\xff",
        b"\xef\xbb\xbf",
        b"{{",
        b"}}",
        b"true",
        b"5",
        b"1948-10-12",
        b"inf",
    ),
    *(
        b"id",
        b"answer = ",
        b"type = 'cloze'\n",
        b"type = 'matching'\n",
        b"type = 'numeric'\n",
        b"[exam]\nitems = 3\n",
        b"[[exam.part]]\n",
        b"[exam.part]\nitems = 3\n",
        b"1961-07-06T10:30:00",
        b"[['a', 'b'], ['a', 'b']]",
        b"1e999",
        b"0x" + b"f" * 5000,
        b"[card.x]\n",
        b"card = []\n",
        b"a.b = 1\n",
        "’".encode(),
        b"\xe2\x80",
    ),
)


def check(data: bytes) -> None:
    reading = parse([(Path("x.toml"), data)])
    errors = [finding for finding in reading.findings if finding.severity is Severity.ERROR]
    assert (reading.deck is None) is bool(errors)
    lines = data.decode(errors="replace").replace("\r\n", "\n").split("\n")
    for finding in reading.findings:
        assert finding.code in CODES
        assert finding.hint
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
        assert "\x1b" not in str(finding)
    if reading.deck:
        assert reading.cards == len(reading.deck.cards) == len(reading.lines)
        assert len({question.id for question in questions_of(reading.deck)}) == len(
            questions_of(reading.deck)
        )
    assert all(1 <= line <= len(lines) for line in reading.lines.values())


@given(st.binary())
@example(b"")
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe")
@example(b"[deck]\nid = [{}, [[[]]], 'x']\ntitle = {a.b = 1}\n[[card]]\ntype = []\ndistractors = {}\n")
@example(b"deck = 1\ncard = {}\ntopic = [[]]\nsource = [1, {}]\n")
@example(b"[card]\nid = {}\nprompt = 1\n[card.topic]\n[[card.sources]]\n")
def test_any_bytes_are_read(data: bytes) -> None:
    check(data)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    check(text.encode())


@settings(max_examples=100)
@given(
    st.lists(
        st.tuples(st.integers(0, len(VALID)), st.integers(0, 30), st.sampled_from((b"", *TOKENS))),
        min_size=1,
        max_size=4,
    )
)
def test_a_deck_with_slips_is_read(slips: list[tuple[int, int, bytes]]) -> None:
    data = VALID
    for at, length, token in slips:
        data = data[:at] + token + data[at + length :]
    check(data)


@settings(max_examples=50)
@given(decks())
def test_a_dumped_deck_is_read_back(deck: Deck) -> None:
    reading = parse([(Path("x.toml"), dump(deck).encode())])
    assert [found for found in reading.findings if found.code != "W102"] == []
    assert reading.deck == deck


def test_a_dumped_deck_keeps_the_order_of_its_keys() -> None:
    deck = parse([(Path("x.toml"), VALID)]).deck
    assert deck is not None
    text = dump(deck)
    order = ["id = ", "topic = ", "prompt = ", "answer = ", "reverse = ", "explanation = ", "sources = "]
    card = text[text.index("[[card]]") :]
    assert sorted(order, key=card.index) == order
    assert 'distractors = [\n    "September",\n' in text
    assert 'pairs = [\n    ["1948", "recognition"],\n' in text
