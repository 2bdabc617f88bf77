"""Cards taken over from one deck's text into another's."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.deck.strategies import decks

from alliance_tutor.deck.cards import Deck
from alliance_tutor.deck.deckfile import dump, parse
from alliance_tutor.deck.splice import layout, take
from alliance_tutor.errors import UsageError

MINE, SHIPPED = Path("mine.toml"), Path("shipped.toml")
HEAD = '[deck]\nid = "d"\ntitle = "D"\n'


def card(id: str, answer: str = "a", more: str = "") -> str:
    return f'\n# above {id}\n[[card]]  # {id}\nid = "{id}"\nprompt = "{id}?"\nanswer = "{answer}"\n{more}'


def taken(mine: str, shipped: str, *cards: str) -> str:
    """The learner's text after some cards were taken; as it was where no file changes."""
    changed = take(layout({MINE: mine.encode()}), layout({SHIPPED: shipped.encode()}), cards)
    return changed.get(MINE, mine.encode()).decode()


def test_a_card_is_replaced_where_it_stands_and_nothing_else() -> None:
    mine = HEAD + card("a") + "# behind a\n\n\n" + card("b", "mine") + "\n# end"
    shipped = HEAD + card("b", "new", 'hint = "h"  # why\n') + card("a", "other")
    expected = mine.replace('answer = "mine"', 'answer = "new"\nhint = "h"  # why')
    assert taken(mine, shipped, "b") == expected


def test_a_new_card_follows_its_predecessor() -> None:
    mine = HEAD + card("a") + card("own") + card("c")
    shipped = HEAD + card("a") + card("b") + card("b2") + card("c")
    new = card("b").replace("# above b\n", ""), card("b2").replace("# above b2\n", "")
    assert taken(mine, shipped, "b", "b2") == HEAD + card("a") + new[0] + new[1] + card("own") + card("c")
    assert taken(mine, shipped, "b2") == HEAD + card("a") + new[1] + card("own") + card("c")


@pytest.mark.parametrize(
    ("end", "between"), [("", "\n"), ("\n", ""), ("\n# end\n", ""), ("\n# end", "\n"), ("\n\n", "")]
)
def test_a_new_card_without_a_predecessor_stands_at_the_end(end: str, between: str) -> None:
    mine = HEAD + card("own").rstrip("\n") + end
    new = card("a").replace("# above a\n", "")
    text = taken(mine, HEAD + card("a") + card("b"), "a")
    assert text.rstrip("\n") == (mine + between + new).rstrip("\n")
    assert list(layout({MINE: text.encode()}).cards) == ["own", "a"]


def test_a_card_that_the_shipped_deck_lacks_is_taken_out_with_the_blank_line_above_it() -> None:
    bare = '\n[[card]]\nid = "b"\nprompt = "?"\nanswer = "!"\n'
    mine = HEAD + card("a") + bare + card("c")
    assert taken(mine, HEAD + card("a"), "b") == HEAD + card("a") + card("c")


def test_a_card_that_was_added_and_is_taken_out_leaves_no_trace() -> None:
    mine, shipped = HEAD + card("a") + card("c"), HEAD + card("a") + card("b") + card("c")
    assert taken(taken(mine, shipped, "b"), mine, "b") == mine


def test_a_topic_and_a_source_that_are_lacking_come_along() -> None:
    topics = '\n[[topic]]\nid = "t1"\ntitle = "T"\n\n[[topic]]\nid = "t2"\ntitle = "T"\n'
    sources = '\n[[source]]\nid = "s1"\ntitle = "S"\n\n[[source]]\nid = "s2"\ntitle = "S"\n'
    shipped = HEAD + topics + sources + card("a", more='topic = "t2"\nsources = ["s2", "s1"]\n')
    mine = HEAD + '\n[[topic]]\nid = "t1"\ntitle = "Mine"\n# my cards\n' + card("a")
    text = taken(mine, shipped, "a")
    assert parse([(MINE, text.encode())]).findings == ()
    found = layout({MINE: text.encode()})
    assert list(found.data) == [
        ("topic", "t1"),
        ("topic", "t2"),
        ("card", "a"),
        ("source", "s1"),
        ("source", "s2"),
    ]
    assert found.data["topic", "t1"]["title"] == "Mine"


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    mine = "\ufeff" + (HEAD + card("a", "mine") + card("c").rstrip("\n")).replace("\n", "\r\n")
    shipped = HEAD + card("a", "new") + card("b") + card("c", "new")
    text = taken(mine, shipped, "a", "b", "c")
    assert text.startswith("\ufeff[deck]\r\n")
    assert not text.endswith("\r")
    assert text.count("\n") == text.count("\r\n")
    assert layout({MINE: text.encode()}).cards == layout({SHIPPED: shipped.encode()}).cards


def test_line_ends_stay_where_a_card_follows_a_last_line_that_does_not_end() -> None:
    mine = (HEAD + card("own").rstrip("\n")).replace("\n", "\r\n")
    text = taken(mine, HEAD + card("a"), "a")
    assert text.startswith(mine + "\r\n\r\n[[card]]")
    assert text.count("\n") == text.count("\r\n")


def test_a_byte_order_mark_before_a_card_that_is_replaced_stays() -> None:
    mine = "\ufeff" + card("a", "mine").partition("above a\n")[2] + HEAD
    text = taken(mine, HEAD + card("a", "new"), "a")
    assert text == mine.replace("mine", "new")


def test_lines_of_windows_in_the_shipped_deck_become_those_of_mine() -> None:
    shipped = (HEAD + card("a", "new") + card("b")).replace("\n", "\r\n")
    assert "\r" not in taken(HEAD + card("a", "mine"), shipped, "a", "b")


def test_what_looks_like_a_comment_at_the_end_of_a_string_belongs_to_the_card() -> None:
    mine = (
        HEAD
        + "[[card]]\nid = 'a'\nprompt = 'p'\nanswer = '''\n[[card]]\n\n# mine'''\n\n# behind\n"
        + card("b")
    )
    shipped = HEAD + card("a", "new")
    assert taken(mine, shipped, "a") == HEAD + card("a", "new").partition("above a\n")[
        2
    ] + "\n# behind\n" + card("b")


def test_a_card_in_several_stretches_is_replaced_as_one() -> None:
    wrong = "[[card.distractors]]\ntext = 'w'\nwhy = 'y'\n"
    mine = HEAD + "[[card]]\nid = 'a'\ntype = 'choice'\nprompt = 'p'\nanswer = 'x'\n" + wrong + "[[topic]]\n"
    mine += "id = 't'\ntitle = 'T'\n" + wrong.replace("'w'", "'v'") + card("b")
    new = card("a", "new").partition("above a\n")[2]
    assert taken(
        mine, HEAD + card("a", "new"), "a"
    ) == HEAD + new + "[[topic]]\nid = 't'\ntitle = 'T'\n" + card("b")
    assert taken(HEAD + card("a"), mine, "a").count("[[card.distractors]]") == 2


def test_a_headers_indent_is_no_part_of_the_card_above() -> None:
    mine = HEAD + card("a") + "  [[card]]\n  id = 'b'\n  prompt = '?'\n  answer = '!'\n"
    assert taken(mine, HEAD + card("a", "new"), "a") == mine.replace('answer = "a"', 'answer = "new"')


def test_a_card_goes_into_the_file_of_the_same_name_where_it_has_no_predecessor() -> None:
    files = {Path("deck.toml"): HEAD.encode(), Path("more.toml"): b"", Path("z.toml"): b""}
    mine = {Path("my/deck.toml"): HEAD.encode(), Path("my/more.toml"): card("own").encode()}
    files[Path("more.toml")] = card("a").encode()
    files[Path("z.toml")] = card("b").encode()
    changed = take(layout(mine), layout(files), ["a"])
    assert list(changed) == [Path("my/more.toml")]
    assert list(take(layout(mine), layout(files | {Path("more.toml"): b""}), ["b"])) == [Path("my/deck.toml")]


@pytest.mark.parametrize("swap", [False, True])
def test_a_card_written_in_braces_is_refused(swap: bool) -> None:
    braces = 'card = [{ id = "a", prompt = "?", answer = "x" }]\n' + HEAD
    mine, shipped = (HEAD + card("a"), braces) if swap else (braces, HEAD + card("a"))
    with pytest.raises(UsageError, match="not written as a table") as fault:
        taken(mine, shipped, "a")
    assert fault.value.hint


@pytest.mark.parametrize("data", [b"[deck\n", b"\xff\n", b"\xff\xfea\x00", b'[deck]\nid = "\x1b"\n'])
def test_a_file_that_is_no_deck_is_refused(data: bytes) -> None:
    with pytest.raises(UsageError, match="does not load"):
        layout({MINE: data})


def test_a_shipped_card_with_nonsense_in_it_needs_nothing() -> None:
    shipped = HEAD + card("a", more="topic = 5\nsources = 5\n") + card("b", more="sources = [[1], 2]\n")
    assert "sources = 5" in taken(HEAD, shipped, "a", "b")


@settings(max_examples=60)
@given(decks(), decks(), st.data())
def test_taking_all_cards_gives_the_shipped_ones_and_keeps_the_rest(
    mine: Deck, shipped: Deck, data: st.DataObject
) -> None:
    both = [card.id for card in shipped.cards if card.id]
    own = [card for card in mine.cards if card.id not in both]
    mine = mine.model_copy(update={"cards": mine.cards + tuple(data.draw(st.permutations(shipped.cards)))})
    mine = mine.model_copy(
        update={"cards": tuple({card.id: card for card in reversed(mine.cards)}.values())[::-1]}
    )
    text, other = dump(mine), dump(shipped)
    changed = taken(text, other, *both)
    reading = parse([(MINE, changed.encode())])
    assert reading.deck is not None, (reading.findings, changed)
    cards = {card.id: card for card in reading.deck.cards}
    assert cards == {card.id: card for card in (*own, *shipped.cards)}
    assert taken(changed, other, *both) == changed
    assert taken(text, other) == text
