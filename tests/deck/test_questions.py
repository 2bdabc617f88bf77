from datetime import date
from typing import Any

from hypothesis import given, settings
from tests.deck.strategies import decks

from alliance_tutor.deck.cards import Deck
from alliance_tutor.deck.identity import provisional_id
from alliance_tutor.deck.questions import (
    Citation,
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
