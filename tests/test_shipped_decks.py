"""The decks that the program brings: complete, sourced, and with no question that gives itself away."""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from alliance_tutor import guide
from alliance_tutor.cli import main
from alliance_tutor.deck.cards import CARD_TYPES, AnyCard, ChoiceCard, Deck
from alliance_tutor.deck.deckfile import Reading, read
from alliance_tutor.deck.fields import Status
from alliance_tutor.deck.library import SHIPPED, find, packaged_decks
from alliance_tutor.deck.lint.check import check
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.lint.words import bare, content
from alliance_tutor.deck.questions import Option, Question, questions_of
from alliance_tutor.deck.when import span
from alliance_tutor.study.draft import shown_order
from alliance_tutor.text import plain

FEWEST_QUESTIONS = {"history": 100, "cooperation": 110, "implications": 90}
TYPES = CARD_TYPES.keys() - {"open"}
"""The types that are studied: an open card is for paper and for exams that the learner marks."""
OWED_A_NAME = {"reported", "claimed", "assessment"}
SITTINGS = 100
POINTS = 5
"""How many points in 100 a guesser may be better than chance."""


@cache
def reading(id: str) -> Reading:
    return read(packaged_decks() / f"{id}.toml")


@cache
def shipped(id: str) -> Deck:
    deck = reading(id).deck
    assert deck, reading(id).findings
    return deck


@cache
def asked(id: str, *types: str) -> tuple[Question, ...]:
    """A deck's questions, of some types only if they are named."""
    return tuple(each for each in questions_of(shipped(id)) if not types or each.ref.type in types)


def share(id: str, name: str, value: str) -> float:
    counts = Counter(getattr(question.ref, name) for question in asked(id))
    return counts[value] / counts.total()


each_deck = pytest.mark.parametrize("id", SHIPPED)


def test_the_shipped_decks_are_the_files_that_are_there() -> None:
    assert sorted(each.stem for each in packaged_decks().iterdir()) == sorted(SHIPPED)


def test_check_of_all_three_together_finds_no_error_and_no_warning() -> None:
    report = check(find([], Path("/nowhere"), packaged_decks()), date(2026, 11, 23))
    assert [str(each) for each in report.findings if each.severity is not Severity.INFO] == []
    assert report.decks == len(SHIPPED)


@each_deck
def test_deck_says_what_it_is_and_silences_no_repetition(id: str) -> None:
    deck = shipped(id)
    assert deck.id == id
    assert deck.sourced
    assert deck.as_of
    assert all((deck.title, deck.description, deck.version, deck.authors, deck.license, deck.language))
    ignored = {code for card in deck.cards for code in card.ignore} | set(deck.ignore)
    assert ignored & {"Q160", "Q161", "Q162"} == set()


# How much is asked, and in which ways


@each_deck
def test_deck_asks_enough(id: str) -> None:
    assert len(asked(id)) >= FEWEST_QUESTIONS[id]


@each_deck
def test_deck_asks_in_every_way_and_in_none_too_much(id: str) -> None:
    shares = {type: share(id, "type", type) for type in TYPES}
    assert min(shares.values()) > 0, shares
    assert max(shares.values()) <= 0.35, shares
    assert shares["true-false"] <= 0.10


@each_deck
def test_deck_asks_for_more_than_recall(id: str) -> None:
    assert share(id, "level", "recall") <= 0.60
    assert min(share(id, "level", level) for level in ("understanding", "application")) > 0


@each_deck
def test_every_topic_is_introduced_and_asked(id: str) -> None:
    deck = shipped(id)
    cards = Counter(card.topic for card in deck.cards)
    for topic in deck.topics:
        assert 80 <= len(plain(topic.summary).split()) <= 200, topic.id
        assert cards[topic.id] >= 2, topic.id
    places = [next(n for n, topic in enumerate(deck.topics) if topic.id == card.topic) for card in deck.cards]
    assert places == sorted(places), "new cards come topic by topic, in the order of the file"


def test_counts_by_topic_type_level_and_status_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLIANCE_TUTOR_HOME", str(tmp_path))
    assert main(["decks", "--json"]) == 0
    decks = json.loads(capsys.readouterr().out)["decks"]
    assert [deck["id"] for deck in decks] == list(SHIPPED)
    for deck in decks:
        refs = [question.ref for question in asked(deck["id"])]
        assert deck["questions"] == len(refs)
        assert deck["by"] == {
            name: dict(Counter(getattr(ref, name) for ref in refs))
            for name in ("topic", "type", "level", "status")
        }
        assert deck["by"]["type"].keys() >= TYPES


# What every card owes


@each_deck
def test_every_card_says_why_whence_and_how_sure(id: str) -> None:
    deck = shipped(id)
    for card in deck.cards:
        assert card.id, card
        assert card.explanation.strip(), card.id
        assert card.sources, card.id
        assert card.status, card.id
        assert card.level, card.id
        assert card.topic, card.id
        assert card.attributed_to or card.status not in OWED_A_NAME, card.id


@each_deck
def test_every_source_has_a_publisher_and_is_used(id: str) -> None:
    deck = shipped(id)
    used = {source for card in deck.cards for source in card.sources}
    for source in deck.sources:
        assert source.publisher, source.id
        assert source.id in used, source.id


@each_deck
def test_every_wrong_option_of_a_choice_says_why_it_is_wrong(id: str) -> None:
    for card in shipped(id).cards:
        if isinstance(card, ChoiceCard):
            assert len(card.distractors) >= 2, card.id
            assert all(each.why.strip() for each in card.distractors), card.id


@each_deck
def test_every_card_that_names_a_year_says_when_it_was(id: str) -> None:
    dated = [
        card for card in shipped(id).cards if card.type == "date" or re.search(r"\b(19|20)\d\d\b", text(card))
    ]
    assert len(dated) >= 50
    assert [card.id for card in dated if not card.when] == []


@each_deck
def test_date_that_is_asked_lies_where_the_timeline_draws_it(id: str) -> None:
    for card in shipped(id).cards:
        if card.type == "date" and card.when:
            (begin, end), (first, last) = span(card.answer), span(card.when)
            assert begin <= last, card.id
            assert first <= end, card.id


def text(card: AnyCard) -> str:
    """What a card asks and keys."""
    if card.type == "cloze":
        return card.text
    return f"{card.prompt} {card.answer}" if card.type in ("basic", "choice", "short-answer") else card.prompt


# Who knows nothing but how tests are made

Guess = Callable[[Question, Sequence[Option]], Sequence[Option]]
"""Which of the options, as they are listed, a guesser wavers between."""


def longest(question: Question, options: Sequence[Option]) -> Sequence[Option]:
    return best(options, lambda option: len(bare(option.text)))


def likest_the_prompt(question: Question, options: Sequence[Option]) -> Sequence[Option]:
    return best(options, lambda option: len(content(option.text) & content(question.prompt)))


def first(question: Question, options: Sequence[Option]) -> Sequence[Option]:
    return options[:1]


def best(options: Sequence[Option], worth: Callable[[Option], int]) -> Sequence[Option]:
    most = max(map(worth, options))
    return [option for option in options if worth(option) == most]


def advantage(questions: Sequence[Question], guess: Guess) -> float:
    """How many points in 100 a guesser is better than chance, shown the options as the app shows them."""
    gained = 0.0
    for question in questions:
        chance = right(question.options)
        for sitting in range(SITTINGS):
            order = shown_order(question, f"{question.id} {sitting}")
            gained += right(guess(question, [question.options[place] for place in order])) - chance
    return 100 * gained / (SITTINGS * len(questions))


def right(options: Sequence[Option]) -> float:
    """The chance of hitting a right one among some options."""
    return sum(option.right for option in options) / len(options)


@each_deck
@pytest.mark.parametrize("types", [("choice",), ("choice", "multiple-response")], ids=" ".join)
@pytest.mark.parametrize("guess", [longest, first, likest_the_prompt])
def test_guesser_of_options_is_hardly_better_than_chance(
    id: str, guess: Guess, types: tuple[str, ...]
) -> None:
    assert advantage(asked(id, *types), guess) <= POINTS


@each_deck
def test_guesser_who_takes_every_statement_for_true_or_for_false_is_hardly_better_than_chance(
    id: str,
) -> None:
    answers = [question.answer == "True" for question in asked(id, "true-false")]
    # Of an odd count one statement more has to be true, or false.
    assert abs(2 * sum(answers) - len(answers)) <= max(1, 2 * POINTS / 100 * len(answers))


@each_deck
def test_count_of_right_options_varies_where_all_that_apply_are_ticked(id: str) -> None:
    counts = {sum(each.right for each in question.options) for question in asked(id, "multiple-response")}
    assert len(counts) > 1


def test_guesser_who_reads_a_deck_that_gives_itself_away_is_found_out() -> None:
    given_away = questions_of(
        Deck(
            id="d",
            title="D",
            cards=(
                ChoiceCard.model_validate(
                    {
                        "type": "choice",
                        "prompt": "Which treaty promised help?",
                        "answer": "A treaty that promised help",
                        "distractors": ["No treaty", "One word"],
                        "shuffle": False,
                    }
                ),
            ),
        )
    )
    assert [round(advantage(given_away, guess)) for guess in (longest, first, likest_the_prompt)] == [67] * 3


# What the guide says of them


def test_about_the_decks_when_read_is_true_to_them() -> None:
    page = guide.read("about-the-decks")
    rows = re.findall(r"^\| (\w+) \| .+ \| (\d+) \|$", page, re.MULTILINE)
    assert {id: int(count) for id, count in rows} == FEWEST_QUESTIONS
    assert all(len(asked(id)) > count for id, count in FEWEST_QUESTIONS.items())
    days = {shipped(id).as_of for id in SHIPPED}
    assert [f"{day.day} {day:%B %Y}" for day in days if day] == re.findall(
        r"checked on (\d+ \w+ \d{4})", page
    )
    assert all(shipped(id).license in page for id in SHIPPED)
    assert all(author in page for id in SHIPPED for author in shipped(id).authors)
    assert f"more than {POINTS} points in 100" in page


def test_about_the_decks_when_read_tells_every_status() -> None:
    table = guide.read("about-the-decks").partition("| status |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| (\w+) \| .+ \| .+ \|$", table, re.MULTILINE) == list(get_args(Status))
