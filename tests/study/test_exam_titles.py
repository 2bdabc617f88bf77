"""What decks, topics and parts of an exam are called."""

from pathlib import Path

import pytest

from alliance_tutor.deck.library import DeckEntry, Origin, TopicText
from alliance_tutor.study.blueprint import Cell
from alliance_tutor.study.exam_titles import Titles


def deck(id: str, title: str, *topics: tuple[str, str]) -> DeckEntry:
    texts = tuple(TopicText(*topic) for topic in topics)
    return DeckEntry(Path(f"{id}.toml"), Origin.LEARNER, id, title, topics=texts)


TITLES = Titles(
    [
        deck("h", "History\x1b[31m", ("war", "The  war"), ("early", "Early ties")),
        deck("c", "Cooperation", ("war", "A war now")),
        deck("i", "Implications"),
    ]
)


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ((), "all decks"),
        (("c",), "Cooperation"),
        (("c", "i"), "Cooperation and Implications"),
        (("h", "c", "gone"), "History\\x1b[31m, Cooperation and gone"),
    ],
)
def test_decks_are_told_by_their_titles(ids: tuple[str, ...], words: str) -> None:
    assert TITLES.decks(ids) == words


def test_topic_is_told_by_its_title_in_its_deck() -> None:
    assert TITLES.topic("h", "war") == "The war"
    assert TITLES.topic("", "war") == "The war / A war now"
    assert TITLES.topic("h", "") == "no topic"
    assert (TITLES.topic("h", "gone"), TITLES.topic("", "gone")) == ("gone", "gone")
    assert (TITLES.place("c", "war"), TITLES.place("c", "")) == ("Cooperation: A war now", "Cooperation")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (Cell(1), "any question"),
        (Cell(1, "c"), "Cooperation"),
        (Cell(1, "c", "war", "recall", "choice"), "Cooperation: A war now, recall, choice"),
        (Cell(1, topic="early", level="recall"), "Early ties, recall"),
        (Cell(1, type="date"), "date"),
    ],
)
def test_part_is_told_by_all_that_it_names(cell: Cell, words: str) -> None:
    assert TITLES.cell(cell) == words
