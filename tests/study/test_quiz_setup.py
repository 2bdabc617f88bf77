"""What a quiz is to be: what may be chosen, what is drawn from it, and what is said of it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck.library import DeckEntry, Origin, TopicText
from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.memory.standing import Standing
from alliance_tutor.study.choices import Choice, Field
from alliance_tutor.study.drawing import Order, Stock, Wanted, stock
from alliance_tutor.study.quiz import Feedback, QuizOptions
from alliance_tutor.study.quiz_setup import ALL, FIELDS, Setup
from alliance_tutor.study.wish import QuizWish

DAY = 739_943
ANYTHING = Wanted()
FIELD = {field.key: field for field in FIELDS}


def ref(deck: str, card: str, topic: str, type: str = "basic", level: str = "") -> QuestionRef:
    return QuestionRef(f"{deck}/{card}", deck, card, topic, type, level)


REFS = [
    ref("h", "a", "old", "choice", "application"),
    ref("h", "b", "old", "basic", "recall"),
    ref("h", "c", "new", "date"),
    ref("c", "a", "war", "choice", "recall"),
    ref("c", "b", ""),
]
DECKS = [
    DeckEntry(
        Path("h"),
        Origin.PACKAGE,
        "h",
        "History",
        topics=(TopicText("old", "Early"), TopicText("new", "Late")),
    ),
    DeckEntry(Path("c"), Origin.PACKAGE, "c", "Cooperation", topics=(TopicText("war", "War"),)),
]


class Shelf:
    """Counts the stock, and how often it was asked."""

    def __init__(self, refs: list[QuestionRef] = REFS, standings: dict[str, Standing] | None = None) -> None:
        self.refs, self.standings, self.asked = refs, standings or {}, 0

    def count(self, wanted: Wanted) -> Stock:
        self.asked += 1
        return stock(self.refs, self.standings, DAY, wanted)


def begin(wanted: Wanted = ANYTHING, shelf: Shelf | None = None) -> Setup:
    return Setup(QuizWish(wanted), DECKS, (shelf or Shelf()).count)


def labels(setup: Setup, key: str) -> list[str]:
    return [choice.label for choice in setup.choices(FIELD[key])]


def test_each_field_is_one_of_what_is_wanted_or_of_the_options() -> None:
    assert [field.key for field in FIELDS if field.key in Wanted._fields] == [
        "decks",
        "topics",
        "types",
        "levels",
        "items",
        "order",
    ]
    assert {field.key for field in FIELDS} == {*Wanted._fields, *QuizOptions._fields} - {"seed"}


def test_all_is_wanted_at_first_and_each_choice_says_what_it_would_give() -> None:
    setup = begin()
    assert setup.choices(FIELD["decks"]) == (
        Choice("h", "History", chosen=False, questions=3),
        Choice("c", "Cooperation", chosen=False, questions=2),
    )
    assert labels(setup, "topics") == ["Early", "Late", "War", "no topic"]
    assert labels(setup, "types") == ["basic", "choice", "date"]
    assert labels(setup, "levels") == ["recall", "application", "no level"]
    assert [setup.words(field) for field in FIELDS] == [
        *["all"] * 4,
        "10",
        "mixed",
        "at once",
        "no",
        "not asked",
        "no",
    ]


def test_ticking_narrows_and_ticking_again_widens() -> None:
    setup = begin()
    setup.choose(FIELD["topics"], "new")
    setup.choose(FIELD["topics"], "old")
    assert setup.wish.wanted.topics == ("old", "new"), "in the deck's order"
    assert setup.words(FIELD["topics"]) == "Early, Late"
    assert setup.stock.available == 3
    setup.choose(FIELD["topics"], "old")
    assert setup.wish.wanted == Wanted(topics=("new",))
    assert setup.stock.available == 1
    setup.choose_all(FIELD["topics"])
    assert setup.wish.wanted == Wanted()
    assert setup.stock.available == 5


def test_ticking_every_one_or_none_means_all() -> None:
    setup = begin()
    setup.choose(FIELD["decks"], "c")
    setup.choose(FIELD["decks"], "h")
    assert setup.wish.wanted.decks == ()
    setup.choose(FIELD["decks"], "c")
    setup.choose(FIELD["decks"], "c")
    assert setup.wish.wanted.decks == ()


def test_topics_go_with_their_deck_and_what_has_no_topic_stays() -> None:
    setup = begin(Wanted(topics=("old", "war", "")))
    setup.choose(FIELD["decks"], "c")
    assert setup.wish.wanted.topics == ("war", "")
    assert labels(setup, "topics") == ["War", "no topic"]
    assert setup.stock.available == 2


def test_one_title_names_a_topic_that_decks_share() -> None:
    decks = [
        DeckEntry(Path(id), Origin.PACKAGE, id, id, topics=(TopicText("t", title),))
        for id, title in (("a", "Treaty"), ("b", "Treaty"), ("c", "The pact"))
    ]
    setup = Setup(QuizWish(), decks, Shelf([ref(id, "x", "t") for id in "abc"]).count)
    assert labels(setup, "topics") == ["Treaty / The pact"]


def test_values_go_round_and_only_what_is_drawn_is_counted_anew() -> None:
    shelf = Shelf()
    setup = begin(shelf=shelf)
    setup.step(FIELD["items"], 1)
    assert setup.wish.wanted.items == 15
    setup.step(FIELD["order"], 1)
    setup.step(FIELD["order"], 1)
    assert setup.wish.wanted.order is Order.MIXED
    setup.step(FIELD["feedback"], -1)
    setup.choose(FIELD["retry"], True)
    setup.step(FIELD["certainty"], 1)
    setup.step(FIELD["pretest"], 1)
    setup.step(FIELD["topics"], 1)
    assert setup.wish.options == QuizOptions(Feedback.AT_END, certainty=True, retry=True, pretest=True)
    assert shelf.asked == 1


@pytest.mark.parametrize(("items", "after"), [(7, 10), (50, ALL), (ALL, 5), (99, ALL)])
def test_a_number_of_ones_own_stands_among_the_others(items: int, after: int) -> None:
    setup = begin(Wanted(items=items))
    assert [choice.value for choice in setup.choices(FIELD["items"]) if choice.chosen] == [items]
    setup.step(FIELD["items"], 1)
    assert setup.wish.wanted.items == after


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Wanted(), "5 questions to draw from, and all are asked."),
        (Wanted(items=2), "5 questions to draw from, 2 are asked."),
        (Wanted(topics=("new",)), "1 question to draw from, and it is asked."),
        (
            Wanted(topics=("new",), types=("choice",)),
            "Nothing to draw from: with all topics there would be 2.",
        ),
        (Wanted(types=("ordering",)), "Nothing to draw from: with all types there would be 5."),
        (
            Wanted(decks=("c",), topics=("new",), types=("choice",)),
            "Nothing to draw from: with all topics there would be 1.",
        ),
        (
            Wanted(topics=("gone",), types=("ordering",)),
            "Nothing to draw from: no question fits all that is ticked.",
        ),
    ],
)
def test_it_is_told_how_many_there_are_or_why_there_is_none(wanted: Wanted, told: str) -> None:
    setup = begin(wanted)
    assert setup.told == told
    assert setup.ready is not told.startswith("Nothing")


def test_it_is_told_when_all_is_set_aside() -> None:
    setup = begin(shelf=Shelf(standings={each.id: Standing(suspended=True) for each in REFS}))
    assert setup.told == "Nothing to draw from: there is no question that is not suspended or buried."


def test_what_was_ticked_can_be_unticked_though_it_gives_nothing() -> None:
    setup = begin(Wanted(topics=("gone", "old")))
    assert labels(setup, "topics") == ["Early", "Late", "War", "gone", "no topic"]
    setup.choose(FIELD["topics"], "gone")
    assert setup.wish.wanted.topics == ("old",)


@given(st.lists(st.tuples(st.sampled_from(FIELDS), st.integers(0, 9)), max_size=12))
def test_whatever_is_chosen_the_stock_is_that_of_the_wish(chosen: list[tuple[Field, int]]) -> None:
    shelf = Shelf()
    setup = begin(shelf=shelf)
    for field, place in chosen:
        if choices := setup.choices(field):  # no deck may have what is ticked of all else
            setup.choose(field, choices[place % len(choices)].value)
    assert setup.stock == shelf.count(setup.wish.wanted)
    assert setup.ready is bool(setup.stock.available)
    for field in FIELDS:
        ticked = [choice.value for choice in setup.choices(field) if choice.chosen]
        assert ticked == ([*setup.value(field)] if field.several else [setup.value(field)])
