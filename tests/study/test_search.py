"""The language of searches: what is read, and what is said of what cannot be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck.said import Pattern
from alliance_tutor.memory.rating import Rating
from alliance_tutor.study.search import (
    EVERYTHING,
    TERMS,
    And,
    Compared,
    Field,
    Figure,
    Is,
    Not,
    Or,
    Rated,
    Said,
    Search,
    State,
    names_gone,
)
from alliance_tutor.study.search_reading import DEEPEST, LONGEST, SearchError, read


def said(text: str) -> Said:
    return Said(Pattern(text))


@pytest.mark.parametrize(
    ("text", "search"),
    [
        ("", EVERYTHING),
        ("   ", EVERYTHING),
        ("Treaty", said("treaty")),
        ("treaty 1961", And((said("treaty"), said("1961")))),
        ('"mutual  Assistance" x', And((said("mutual assistance"), said("x")))),
        ("“mutual assistance”", said("mutual assistance")),
        ('"not closed', said("not closed")),
        ("a or b c", Or((said("a"), And((said("b"), said("c")))))),
        ("(a or b) c", And((Or((said("a"), said("b"))), said("c")))),
        ('a "or" b', And((said("a"), said("or"), said("b")))),
        ("-a", Not(said("a"))),
        ("--a", Not(Not(said("a")))),
        ("-(a b)", Not(And((said("a"), said("b"))))),
        ("early-ties", said("early-ties")),
        ("10:30", said("10:30")),
        ("deck:History", Field("deck", Pattern("history"))),
        ('tag:"big tag"', Field("tag", Pattern("big tag"))),
        ("TOPIC:early*", Field("topic", Pattern("early*"))),
        ("is:DUE", Is(State.DUE)),
        ("-is:new", Not(Is(State.NEW))),
        ("rated:7", Rated(7)),
        ("rated:7:again", Rated(7, Rating.AGAIN)),
        ("rated:1:3", Rated(1, Rating.GOOD)),
        ("prop:stability<7", Compared(Figure.STABILITY, "<", 7)),
        ("prop:due<=-3", Compared(Figure.DUE, "<=", -3)),
        ("prop:retrievability>=.8", Compared(Figure.RETRIEVABILITY, ">=", 0.8)),
        ("prop:reps!=0", Compared(Figure.REPS, "!=", 0)),
    ],
)
def test_search_when_read_says_what_was_typed(text: str, search: Search) -> None:
    assert read(text) == search


@pytest.mark.parametrize(
    ("text", "column", "message", "hint"),
    [
        ("a (b", 3, "this ( is not closed", "a ) belongs behind the last word"),
        ("a) b", 2, "this ) closes nothing", ""),
        ("a or", 5, "something to look for is missing here", "in quotes it is looked for as it stands"),
        ("or a", 1, "something to look for is missing here", "in quotes it is looked for as it stands"),
        ("a - ", 5, "something to look for is missing here", ""),
        ("()", 2, "something to look for is missing here", "in quotes it is looked for as it stands"),
        ("x deck:", 3, "deck: what?", "such as deck:history"),
        ("is:", 1, "is: what?", f"there are {', '.join(State)}"),
        ("is:suspnded", 1, "is: what? There is no is:suspnded", "did you mean is:suspended?"),
        ("prop:diff", 1, "there is no prop:diff", "did you mean prop:difficulty<7?"),
        ("dek:a", 1, "there is nothing called dek:", "did you mean deck:?"),
        ("https://x", 1, "there is nothing called https:", "in quotes it is looked for as it stands"),
        (
            "rated:0",
            1,
            "rated: is followed by a number of days, 1 to 36500",
            "such as rated:7 or rated:7:again",
        ),
        ("rated:7:bad", 1, "a rating is again, hard, good or easy", "such as rated:7:again"),
        ("prop:stabilty<7", 1, "there is no prop:stabilty", "did you mean prop:stability<7?"),
        (
            "a prop:due",
            3,
            "a figure is compared by <, <=, =, !=, >= or > with a number",
            "such as prop:stability<7",
        ),
        ("-" * (DEEPEST + 1) + "a", DEEPEST + 1, f"this nests deeper than {DEEPEST} times", ""),
        ("a" * (LONGEST + 1), LONGEST + 1, f"this is longer than {LONGEST} characters", ""),
    ],
)
def test_search_when_it_cannot_be_read_is_told_where_and_what_to_do(
    text: str, column: int, message: str, hint: str
) -> None:
    with pytest.raises(SearchError) as fault:
        read(text)
    assert (fault.value.column, fault.value.message, fault.value.hint) == (column, message, hint)
    assert str(fault.value) == f"column {column}: {message}"


@pytest.mark.parametrize("term", TERMS)
def test_every_term_of_the_table_can_be_read(term: str) -> None:
    read(term)


def test_every_state_and_figure_and_field_stands_in_the_table() -> None:
    table = " ".join(TERMS)
    assert [state for state in State if f"is:{state}" not in table] == []
    assert [figure for figure in Figure if f"prop:{figure}" not in table] == []


@pytest.mark.parametrize(
    ("text", "asks"), [("is:gone", True), ("a -(b or is:gone)", True), ("is:new", False), ("", False)]
)
def test_search_tells_whether_it_asks_for_what_has_gone(text: str, asks: bool) -> None:
    assert names_gone(read(text)) is asks


PIECES = [
    "(",
    ")",
    "-",
    "or",
    '"',
    "is:",
    "due",
    "prop:",
    "due",
    "<",
    "7",
    "rated:",
    ":",
    "*",
    " ",
    "é",
    "deck:",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=80))
def test_any_text_is_read_or_refused_with_a_column_inside_it(text: str) -> None:
    column = None
    try:
        read(text)
    except SearchError as fault:
        column = fault.column
    assert column is None or 1 <= column <= len(text) + 1


@given(st.text(max_size=30).filter(lambda text: '"' not in text))
def test_what_stands_in_quotes_is_looked_for_as_it_stands(text: str) -> None:
    search = read(f'"{text}"')
    assert isinstance(search, Said)
