import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from tests.deck.strategies import decks

from alliance_tutor.deck.cards import Deck
from alliance_tutor.deck.deckfile import dump, parse
from alliance_tutor.deck.identity import provisional_id
from alliance_tutor.deck.questions import questions_of
from alliance_tutor.deck.stamp import Stamped, stamp, stamp_files
from alliance_tutor.errors import TutorError

ID = provisional_id("basic", "When?")
CLOZE = provisional_id("cloze", "{{a}}")


def test_only_cards_without_an_id_get_one() -> None:
    text = """# A deck
[deck]
id = "d"   # stays
title = "D"

[[card]]  # first
prompt = "When?"
answer = "x"
[[card]]
id = "own"
prompt = "Who?"
answer = "y"
  [[ card ]]
type = "cloze"
text = "{{a}}"
"""
    stamped, ids = stamp(text)
    assert ids == [ID, CLOZE]
    assert stamped == text.replace("# first\n", f'# first\nid = "{ID}"\n').replace(
        "[[ card ]]\n", f'[[ card ]]\nid = "{CLOZE}"\n'
    )


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    text = '\ufeff[[card]]\r\nprompt = "When?"\r\nanswer = """a\r\n[[card]]\r\n"""\r\n'
    assert stamp(text) == (text.replace("[[card]]\r\n", f'[[card]]\r\nid = "{ID}"\r\n', 1), [ID])


def test_inline_cards_are_stamped_inside_their_braces() -> None:
    stamped, ids = stamp('card = [{prompt = "When?", answer = "x"}, { id = "own" }]\n')
    assert stamped == f'card = [{{ id = "{ID}",prompt = "When?", answer = "x"}}, {{ id = "own" }}]\n'
    assert ids == [ID]
    marked, _ = stamp('\ufeffcard = [{prompt = "When?", answer = "x"}]')
    assert marked == f'\ufeffcard = [{{ id = "{ID}",prompt = "When?", answer = "x"}}]'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[[card]]",
        "[[card]]\nprompt = 5\n",
        "[[card]]\nid = ''\nprompt = 'When?'\n",
        "[[card]]\ntype = 'riddle'\nprompt = 'When?'\n",
        "[card]\nprompt = 'When?'\n",
        "card = [5]\n",
    ],
)
def test_what_cannot_be_stamped_is_left(text: str) -> None:
    assert stamp(text) == (text, [])


def test_the_kind_of_a_card_that_does_not_say_is_the_one_that_check_asks_for() -> None:
    _, ids = stamp("[[card]]\ntext = '{{a}}'\n")
    assert ids == [CLOZE]


def test_a_text_with_bytes_that_are_not_utf_8_is_stamped() -> None:
    text = b"[[card]]\nprompt = 'When?'\nhint = '\xff'\n[[card]]\nprompt = '\xff'\n".decode(
        errors="surrogateescape"
    )
    stamped, ids = stamp(text)
    assert ids[0] == ID
    assert re.sub(r'id = ".*"\n', "", stamped) == text


@pytest.mark.parametrize(
    ("text", "line", "column"), [("[[card]]\r\nprompt = x\r\n", 2, 10), (f"a = {'[' * 9999}", 1, 1)]
)
def test_a_file_that_is_no_toml_is_refused_with_its_line(text: str, line: int, column: int) -> None:
    with pytest.raises(TutorError) as raised:
        stamp(text)
    assert (raised.value.line, raised.value.column) == (line, column)
    assert raised.value.hint


@settings(max_examples=50)
@given(decks())
def test_stamping_changes_no_question(deck: Deck) -> None:
    bare = deck.model_copy(
        update={"cards": tuple(card.model_copy(update={"id": None}) for card in deck.cards[:1])}
    )
    text = dump(bare)
    stamped, ids = stamp(text)
    again = parse([(Path("x.toml"), stamped.encode())]).deck
    assert again is not None
    assert [card.id for card in again.cards] == ids
    assert questions_of(again) == questions_of(bare)
    assert stamp(stamped) == (stamped, [])
    lines = [line for line in stamped.split("\n") if line not in [f'id = "{id}"' for id in ids]]
    assert lines == text.split("\n")


FIRST = (
    b'\xef\xbb\xbf# one\r\n[deck]\r\nid = "d"\r\ntitle = "D"\r\n\r\n'
    b'[[card]]  # two\r\nprompt = "When?"\r\nanswer = """\r\n[[card]]\r\n# three"""\r\n'
)
SECOND = b'[[card]]\nid = "own"\nprompt = "Who?"\nanswer = "y"\n\n[[card]]\ntype = "cloze"\ntext = "{{a}}"'


def test_a_deck_in_several_files_is_stamped_file_by_file(tmp_path: Path) -> None:
    main, other, whole = (tmp_path / name for name in ("deck.toml", "b.toml", "c.toml"))
    main.write_bytes(FIRST)
    other.write_bytes(SECOND)
    whole.write_bytes(b'[[card]]\nid = "third"\nprompt = "x"\nanswer = "y"\n')
    before = whole.stat()
    assert stamp_files([main, other, whole]) == [Stamped(main, 6, ID), Stamped(other, 6, CLOZE)]
    assert main.read_bytes() == FIRST.replace(b"# two\r\n", f'# two\r\nid = "{ID}"\r\n'.encode())
    assert other.read_bytes() == SECOND.replace(
        b'[[card]]\ntype = "cloze"', f'[[card]]\nid = "{CLOZE}"\ntype = "cloze"'.encode()
    )
    assert whole.stat() == before
    assert stamp_files([main, other, whole]) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"[[card]]\nprompt = x\n", "b.toml:2:10"),
        (b"\xff", "b.toml: the file is not UTF-8"),
        (
            b"[[card]]\nprompt = 'When?'\nanswer = 'y'\n",
            f"b.toml:1: this card would get the id {ID}, and so would the one on line 6 of deck.toml",
        ),
        (
            f"[[card]]\nid = '{CLOZE}'\n[[card]]\ntext = '{{{{a}}}}'\n".encode(),
            "b.toml:3: this card would get the id",
        ),
    ],
)
def test_a_deck_that_cannot_be_stamped_whole_is_not_stamped_at_all(
    tmp_path: Path, text: bytes, message: str
) -> None:
    main, other = tmp_path / "deck.toml", tmp_path / "b.toml"
    main.write_bytes(FIRST)
    other.write_bytes(text)
    with pytest.raises(TutorError) as raised:
        stamp_files([main, other])
    assert message in str(raised.value)
    assert (main.read_bytes(), other.read_bytes()) == (FIRST, text)


def test_a_file_that_cannot_be_read_or_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(TutorError, match="cannot be read"):
        stamp_files([tmp_path / "gone.toml"])
    main = tmp_path / "deck.toml"
    main.write_bytes(FIRST)

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("alliance_tutor.deck.stamp.replace_file", full)
    with pytest.raises(TutorError, match="No space left"):
        stamp_files([main])
