from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from tests.deck.strategies import decks

from alliance_tutor.deck.cards import Deck
from alliance_tutor.deck.identity import provisional_id
from alliance_tutor.deck.questions import (
    Citation,
    Form,
    Option,
    Question,
    from_json,
    questions_of,
    to_json,
)
from alliance_tutor.deck.refs import QuestionRef

TOPICS: list[dict[str, Any]] = [{"id": "one", "title": "One"}, {"id": "two", "title": "Two"}]


def ask(*cards: dict[str, Any], **keys: Any) -> list[Question]:
    whole = {
        "id": "d",
        "title": "D",
        "topics": TOPICS,
        "cards": [{"type": "basic", **card} for card in cards],
        **keys,
    }
    return questions_of(Deck.model_validate(whole))


def test_a_basic_card_asks_for_its_answer() -> None:
    [question] = ask(
        {
            "id": "c",
            "topic": "one",
            "prompt": "Who?",
            "answer": "Kim",
            "explanation": "Because.",
            "sources": ("s", "gone"),
            "status": "reported",
            "attributed_to": "TASS",
            "level": "recall",
            "when": "1961",
            "tags": ("t",),
            "hint": "K",
            "points": 2,
        },
        sources=[{"id": "s", "title": "S", "publisher": "P", "url": "https://x.org", "year": 1961}],
    )
    assert question == Question(
        ref=QuestionRef("d/c", "d", "c", "one", "basic", "recall", "reported", "1961"),
        prompt="Who?",
        answer="Kim",
        explanation="Because.",
        citations=(Citation("S", "P", "https://x.org", 1961),),
        attributed_to="TASS",
        tags=("t",),
        hint="K",
        points=2,
        text_hash=question.text_hash,
    )
    assert question.id == "d/c"


def test_a_reverse_card_asks_both_ways() -> None:
    there, back = ask({"id": "c", "prompt": "term", "answer": "meaning", "reverse": True, "hint": "h"})
    assert (there.id, there.prompt, there.answer, there.hint) == ("d/c", "term", "meaning", "h")
    assert (back.id, back.prompt, back.answer, back.hint) == ("d/c#reverse", "meaning", "term", "")
    assert there.ref.card == back.ref.card == "c"
    assert there.text_hash != back.text_hash


def test_a_cloze_card_asks_once_for_each_number_even_for_one() -> None:
    [lone] = ask({"id": "c", "type": "cloze", "text": "In {{1961}}.", "typed": True})
    assert (lone.id, lone.prompt, lone.answer, lone.typed) == ("d/c#c1", "In […].", "1961", True)
    two = ask({"id": "c", "type": "cloze", "text": "{{c2::b}} {{c1::a}} {{c2::d}}"})
    assert [(question.id, question.prompt) for question in two] == [
        ("d/c#c1", "b […] d"),
        ("d/c#c2", "[…] a […]"),
    ]
    assert not two[0].typed


def test_a_choice_card_has_its_options_key_first() -> None:
    [question] = ask(
        {
            "id": "c",
            "type": "choice",
            "prompt": "Which?",
            "answer": "A",
            "distractors": ("B", {"text": "C", "why": "no"}),
            "shuffle": False,
        }
    )
    assert question.options == (Option("A", True), Option("B", False), Option("C", False, "no"))
    assert not question.shuffle


def test_a_true_false_card_has_true_first_and_is_not_shuffled() -> None:
    right, wrong = ask(
        {"id": "a", "type": "true-false", "prompt": "x", "answer": True},
        {"id": "b", "type": "true-false", "prompt": "y", "answer": False},
    )
    assert right.options == (Option("True", True), Option("False", False))
    assert wrong.options == (Option("True", False), Option("False", True))
    assert (right.answer, wrong.answer, right.shuffle) == ("True", "False", False)


def test_a_short_answer_card_is_typed() -> None:
    [question] = ask(
        {
            "id": "c",
            "type": "short-answer",
            "prompt": "Who?",
            "answer": "Kim Jong-un",
            "accept": ("김정은",),
            "case_sensitive": True,
        }
    )
    assert (question.typed, question.accept, question.case_sensitive) == (True, ("김정은",), True)


def test_a_multiple_response_card_has_its_right_options_first() -> None:
    [question] = ask(
        {
            "id": "c",
            "type": "multiple-response",
            "prompt": "Which?",
            "answers": ("A", "B"),
            "distractors": ("C", {"text": "D", "why": "no"}),
            "shuffle": False,
            "hint": "h",
        }
    )
    assert question.form is Form.TICK
    assert question.options == (
        Option("A", True),
        Option("B", True),
        Option("C", False),
        Option("D", False, "no"),
    )
    assert (question.answer, question.shuffle, question.hint) == ("A; B", False, "h")


def test_a_numeric_card_is_typed_and_has_its_number_as_key() -> None:
    card = {"id": "c", "type": "numeric", "prompt": "How many?", "answer": 500_000, "hint": "h"}
    [question] = ask({**card, "tolerance": "5 %", "unit": "soldiers "})
    assert question.form is Form.TYPED
    assert (question.answer, question.key, question.tolerance, question.unit) == (
        *("500,000 soldiers", "500000"),
        *("25000", "soldiers"),
    )
    [bare] = ask({**card, "answer": -0.5}, language="ru")
    assert (bare.answer, bare.key, bare.tolerance, bare.unit) == ("−0.5", "-0.5", "", "")
    assert (bare.hint, bare.language) == ("h", "ru")


@pytest.mark.parametrize(
    ("answer", "language", "shown", "key"),
    [
        (date(1961, 7, 6), "en", "6 July 1961", "1961-07-06"),
        ("1961-07", "ru", "июль 1961", "1961-07"),
        ("1961", "ko", "1961", "1961"),
    ],
)
def test_a_date_card_is_typed_and_shown_in_words(
    answer: date | str, language: str, shown: str, key: str
) -> None:
    [question] = ask(
        {"id": "c", "type": "date", "prompt": "When?", "answer": answer, "hint": "h"}, language=language
    )
    assert question.form is Form.TYPED
    assert (question.answer, question.key, question.hint) == (shown, key, "h")


def test_an_ordering_card_has_its_items_in_the_right_order() -> None:
    items = ("first", "second", "third")
    [question] = ask({"id": "c", "type": "ordering", "prompt": "Order.", "items": items, "hint": "h"})
    assert question.form is Form.ARRANGE
    assert (question.items, question.answer, question.hint) == (items, "first → second → third", "h")
    assert question.options == ()


def test_an_open_card_shows_its_notes_as_the_key() -> None:
    [question] = ask({"id": "c", "type": "open", "prompt": "Why?", "notes": "Because.", "hint": "h"})
    assert question.form is Form.RECALL
    assert (question.answer, question.hint, question.lines, question.options) == ("Because.", "h", 8, ())


def test_a_matching_card_has_each_partner_once_and_the_place_of_each_items() -> None:
    [question] = ask(
        {
            "id": "c",
            "type": "matching",
            "prompt": "Pair.",
            "pairs": (("1948", "recognition"), ("1961", "treaty"), ("2024", "treaty")),
            "distractors": ("summit",),
            "hint": "h",
        }
    )
    assert question.form is Form.PAIR
    assert question.items == ("1948", "1961", "2024")
    assert question.options == (
        Option("recognition", True),
        Option("treaty", True),
        Option("summit", False),
    )
    assert question.partners == (0, 1, 1)
    assert (question.answer, question.hint) == ("1948 — recognition; 1961 — treaty; 2024 — treaty", "h")


@pytest.mark.parametrize(
    "cards",
    [
        (
            {"type": "numeric", "answer": 5},
            {"type": "numeric", "answer": 6},
            {"type": "numeric", "answer": 5, "tolerance": 1},
            {"type": "numeric", "answer": 5, "unit": "km"},
            {"type": "date", "answer": "0005"},
            {"type": "date", "answer": "0005-01"},
        ),
        (
            {"type": "ordering", "items": ("a", "b", "c")},
            {"type": "ordering", "items": ("b", "a", "c")},
            {"type": "ordering", "items": ("a → b", "c")},
        ),
        (
            {"type": "matching", "pairs": (("a", "1"), ("b", "2"))},
            {"type": "matching", "pairs": (("a", "2"), ("b", "1"))},
            {"type": "matching", "pairs": (("a", "1"), ("c", "2"))},
            {"type": "matching", "pairs": (("a", "1"), ("b", "2"), ("c", "2"))},
            {"type": "matching", "pairs": (("a", "1"), ("b", "2")), "distractors": ("3",)},
        ),
        (
            {"type": "multiple-response", "answers": ("a", "b"), "distractors": ("c",)},
            {"type": "multiple-response", "answers": ("a",), "distractors": ("b", "c")},
            {"type": "multiple-response", "answers": ("a; b",), "distractors": ("c",)},
        ),
    ],
)
def test_the_text_hash_sees_every_part_of_a_key(cards: tuple[dict[str, Any], ...]) -> None:
    hashes = {question.text_hash for card in cards for question in ask({"id": "c", "prompt": "p", **card})}
    assert len(hashes) == len(cards)


def test_the_text_hash_does_not_see_how_a_key_is_shown() -> None:
    for card in ({"type": "numeric", "answer": 500_000}, {"type": "date", "answer": "1961-07"}):
        [english] = ask({"id": "c", "prompt": "p", **card})
        [russian] = ask({"id": "c", "prompt": "p", **card}, language="ru")
        assert english.answer != russian.answer
        assert english.text_hash == russian.text_hash


def test_the_text_hash_of_a_plain_card_stays_what_it_was() -> None:
    # Every answer in a journal has one: another would say that the text has changed.
    found = ask(
        {"id": "a", "prompt": "p", "answer": "a", "reverse": True},
        {"id": "b", "type": "cloze", "text": "In {{1961}}, {{c}}."},
        {"id": "c", "type": "choice", "prompt": "p", "answer": "a", "distractors": ("b", "c")},
        {"id": "d", "type": "true-false", "prompt": "p", "answer": False},
        {"id": "e", "type": "short-answer", "prompt": "p", "answer": "a", "accept": ("b",)},
    )
    assert [question.text_hash for question in found] == [
        "100933eb",
        "015c601f",
        "531e87fa",
        "463112ed",
        "5cb98b6b",
        "f01adcd4",
        "2818c345",
    ]


def test_questions_come_topic_by_topic_and_those_without_last() -> None:
    rows = [("a", "two"), ("b", ""), ("c", "one"), ("d", "two"), ("e", "one"), ("f", "")]
    found = ask(*({"id": id, "topic": topic, "prompt": id, "answer": "x"} for id, topic in rows))
    assert [question.ref.card for question in found] == ["c", "e", "a", "d", "b", "f"]


def test_a_card_without_id_has_a_provisional_one() -> None:
    [question] = ask({"prompt": "Who?", "answer": "x", "as_of": date(2026, 3, 1)})
    assert question.ref.card == provisional_id("basic", "Who?")
    assert question.as_of == "2026-03-01"


@settings(max_examples=50)
@given(decks())
def test_json_gives_the_question_back(deck: Deck) -> None:
    for question in questions_of(deck):
        assert from_json(to_json(question)) == question


def test_json_is_compact() -> None:
    [question] = ask({"id": "c", "prompt": "é", "answer": "b"})
    ref = '["d/c","d","c","","basic","","",""]'
    assert (
        to_json(question) == f'{{"ref":{ref},"prompt":"é","answer":"b","text_hash":"{question.text_hash}"}}'
    )
