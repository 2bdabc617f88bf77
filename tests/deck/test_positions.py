import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.deck.strategies import decks

from alliance_tutor.deck.cards import Deck
from alliance_tutor.deck.deckfile import dump
from alliance_tutor.deck.positions import Positions
from alliance_tutor.deck.scanner import DEEPEST, Header, KeyPath, Scanner

TEXT = '''# a [comment]
top = 1
[deck]
id = "x"  # "
'quoted key' = """a
[card]
b"""
[[card]]
prompt = 'x' # y
distractors = ["a", { text = "b", why = """q""" }, # c ]
  "d",
]
a.b = 2
[[card.distractors]]
text = "z"
[card.more]
key = { a = [1, { b = 2 }] }
[[card]]
long = \'\'\'it's
''\'\'\'
'''


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("top",), (2, 7), (2, 1)),
        (("deck", "id"), (4, 6), (4, 1)),
        (("deck", "quoted key"), (5, 16), (5, 1)),
        (("card", 0, "distractors", 0), (10, 16), (10, 16)),
        (("card", 0, "distractors", 1), (10, 21), (10, 21)),
        (("card", 0, "distractors", 1, "why"), (10, 41), (10, 35)),
        (("card", 0, "distractors", 2), (11, 3), (11, 3)),
        (("card", 0, "a", "b"), (13, 7), (13, 1)),
        (("card", 0, "more", "key", "a", 1, "b"), (17, 23), (17, 19)),
        (("card", 1, "long"), (19, 8), (19, 1)),
        # What is not there: the nearest around it.
        (("card", 1, "prompt"), (18, 1), (18, 1)),
        (("card", 1), (18, 1), (18, 1)),
        (("card", 0, "distractors", 1, "zzz"), (10, 21), (10, 21)),
        (("deck",), (3, 1), (3, 1)),
        (("nowhere",), (1, 1), (1, 1)),
    ],
)
def test_keys_and_values_stand_where_they_stand(
    path: KeyPath, value: tuple[int, int], key: tuple[int, int]
) -> None:
    positions = Positions(TEXT)
    assert positions.at(path) == value
    assert positions.at(path, key=True) == key


def test_tables_are_found_with_their_paths() -> None:
    paths = [table.path for table in Positions(TEXT).tables]
    assert paths == [
        (),
        ("deck",),
        ("card", 0),
        ("card", 0, "distractors", 0),
        ("card", 0, "more"),
        ("card", 1),
    ]
    assert Positions(TEXT).line(("card", 1)) == 18


def test_inline_cards_have_positions_too() -> None:
    positions = Positions('card = [\n{prompt = "a"},\n{prompt = "b"}]\n')
    assert positions.at(("card", 1, "prompt")) == (3, 11)
    assert positions.line(("card", 1)) == 3


@pytest.mark.parametrize(
    ("raw", "index", "at"),
    [
        ('"abc"', 2, (1, 8)),
        (r'"\u00e9\n\\x"', 3, (1, 16)),
        (r'"\U0001F600x"', 1, (1, 16)),
        ("'a\\bc'", 3, (1, 9)),
        ('"""\nab\ncd"""', 4, (3, 2)),
        ('"""ab \\\n   \n  cd"""', 4, (3, 4)),
        ("'''\nab'''", 1, (2, 2)),
        ('"ab"', 9, (1, 9)),
    ],
)
def test_a_character_of_a_string_is_found_through_its_escapes(
    raw: str, index: int, at: tuple[int, int]
) -> None:
    assert Positions(f"k = {raw}").inside(("k",), index) == at


def test_a_character_of_no_string_is_where_its_table_is() -> None:
    assert Positions("[deck]\n").inside(("deck", "id"), 5) == (1, 1)


def test_lines_and_columns_count_from_one() -> None:
    positions = Positions("a\nbcd\n\ne")
    assert [positions.line_column(offset) for offset in (0, 1, 2, 4, 6, 7)] == [
        (1, 1),
        (1, 2),
        (2, 1),
        (2, 3),
        (3, 1),
        (4, 1),
    ]


@pytest.mark.parametrize(
    ("text", "offset", "opener"),
    [
        ('a = "x\nb = 1\n', 4, '"'),
        ("a = 'x\nb = 1\n", 4, "'"),
        ('a = """x\n[[card]]\nb = """y"""\n', 4, '"""'),
        ("a = '''x\n", 4, "'''"),
        ("a = [1,\n[[card]]\n", 4, "["),
        ("a = [{ b = 1,\n  [card]\n", 5, "{"),
        ("a = {b = ", 4, "{"),
    ],
)
def test_what_is_never_closed_is_found_where_it_opens(text: str, offset: int, opener: str) -> None:
    positions = Positions(text, recover=True)
    assert positions.unclosed(positions.tables[0]) == (offset, opener)


def test_recovering_resumes_at_the_next_header_of_a_deck() -> None:
    text = 'a = """\n[nothing]\n  [[ topic ]] # x\nid = "t"\n[Cards]\n[[deck]]\n[card.x]\n'
    positions = Positions(text, recover=True)
    assert [table.path for table in positions.tables] == [
        (),
        ("topic", 0),
        ("Cards", 0),
        ("deck", 0),
        ("card", "x"),
    ]
    assert positions.at(("topic", 0, "id")) == (4, 6)


def test_nothing_is_recovered_from_a_sound_text() -> None:
    text = 'a = """\n[[card]]\n"""\nb = [\n["x"]\n]\n'
    assert len(Positions(text).tables) == 1


def test_broken_headers_are_headers_only_if_decks_have_them() -> None:
    text = "[[card]\n[see also] that\n[other]\n[topic\n[]\n"
    assert [table.path for table in Positions(text, recover=True).tables] == [
        (),
        ("card", 0),
        ("other", 0),
        ("topic", 0),
    ]


def test_a_key_given_twice_is_found_with_the_first() -> None:
    positions = Positions("[deck]\na = 1\nb.c = 2\nb.c = 3\n")
    assert positions.second_key(positions.tables[1]) == (21, 13, ("b", "c"))
    positions = Positions("[deck]\na = { x = 1, x = 2 }\n")
    assert positions.second_key(positions.tables[1]) == (20, 13, ("a", "x"))
    positions = Positions("[deck]\na = [{ x = 1 }, { x = 2 }]\n")
    assert positions.second_key(positions.tables[1]) is None


def test_deep_keys_are_found_and_short_ones_are_not() -> None:
    deep = ".".join("a" * (DEEPEST + 1))
    assert Positions(f"x = 1\n{deep} = 1").deep_key() == 6
    assert Positions(f"x = 1\n[{deep}]").deep_key() == 6
    assert Positions(f'x = "{deep}"\n[a.b]\n').deep_key() is None


def test_escapes_are_read_only_where_they_are_escapes() -> None:
    text = r"""
a = "\u001b \\u001b \x1b \U0000200e \e \n \u00e9 \uffff"
b = '\u001b'
# "\u001b"
c = "\UFFFFFFFF"
"""
    found = [(text[offset : offset + 3], character) for offset, character in Positions(text).escapes()]
    assert found == [
        (r"\u0", "\x1b"),
        (r"\x1", "\x1b"),
        (r"\U0", "\u200e"),
        (r"\e ", "\x1b"),
        (r"\u0", "é"),
        (r"\uf", "\uffff"),
    ]


@given(
    st.lists(
        st.sampled_from(
            [
                "[",
                "]",
                "{",
                "}",
                "=",
                ",",
                ".",
                '"',
                "'",
                '"""',
                "'''",
                "\n",
                "\\",
                "#",
                " ",
                "a",
                "[[card]]\n",
            ]
        )
    ).map("".join),
    st.booleans(),
)
def test_any_text_is_scanned_to_its_end(text: str, recover: bool) -> None:
    positions = Positions(text, recover=recover)
    tables = positions.tables
    assert [table.start for table in tables[1:]] == [table.end for table in tables[:-1]]
    assert tables[-1].end == len(text)
    for table in tables:
        assert table.start <= table.body <= table.end
        positions.unclosed(table)
        positions.second_key(table)
        line, column = positions.at((*table.path, "a"))
        assert 1 <= line <= text.count("\n") + 1
        assert column >= 1
    positions.deep_key()
    list(positions.escapes())


def test_nesting_without_end_is_left() -> None:
    text = "a = " + "[" * 5000 + "\nb = " + "{c=" * 5000
    assert Positions(text).unclosed(Positions(text).tables[0]) is not None


def headers_of(text: str) -> tuple[list[Header], list[Header]]:
    """The headers alone, and those among all events."""
    alone = list(Scanner(text, 0, len(text), recover=False).headers())
    events = Scanner(text, 0, len(text), recover=False).events()
    return alone, [event for event in events if isinstance(event, Header)]


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "",
        "a = 1",
        "[\"quoted\"]\na = 1\n[ 'b' . c ]\n",
        "a = [\n[true],\n[inf], # [no]\n['x']\n]\n[b]\n",
        'a = """\n[b]\n\\"""[c]\n"""\n  [d] # """\n[e]\n',
        "a = '''\n[b]'''\n[c] # '''\n[[d]]\n",
        "a = \"'''\"\n[b]\nc = '\"\"\"'\n[d]\n",
        "[ a . b ]\n[[c]]# [d]\n\t[[ e ]]\t\n",
    ],
)
def test_headers_when_read_alone_are_those_among_all_events(text: str) -> None:
    alone, among = headers_of(text)
    assert alone == among


@given(decks())
def test_headers_of_any_deck_when_read_alone_are_those_among_all_events(deck: Deck) -> None:
    alone, among = headers_of(dump(deck))
    assert alone == among
    assert len(alone) == 1 + len(deck.cards) + len(deck.topics) + len(deck.sources) + (
        1 + len(deck.exam.parts) if deck.exam else 0
    )
