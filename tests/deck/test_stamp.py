import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from tests.deck.strategies import decks

from alliance_tutor.deck.cards import Deck
from alliance_tutor.deck.deckfile import dump, parse
from alliance_tutor.deck.identity import provisional_id
from alliance_tutor.deck.questions import questions_of
from alliance_tutor.deck.stamp import stamp
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
