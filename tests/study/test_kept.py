import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.deck.strategies import decks
from tests.study.exams import ALL_FORMS, ask, paper, right, wrong

from alliance_tutor.deck.cards import Deck
from alliance_tutor.deck.questions import Citation, questions_of
from alliance_tutor.study.blueprint import Cell, SelfMarked, Terms
from alliance_tutor.study.certainty import Certainty
from alliance_tutor.study.draft import shown_order
from alliance_tutor.study.grading import mark
from alliance_tutor.study.kept import (
    LONGEST,
    certainty_of,
    paper_body,
    paper_of,
    response_body,
    response_of,
)
from alliance_tutor.study.marking import is_blank
from alliance_tutor.study.responses import Arranged, Paired, Picked, Response, Ticked, Typed

TERMS = Terms(30, 90, True, False, 0.25, 60, 1.5)
FULL = replace(
    ask("d/full", "numeric"),
    accept=("6",),
    unit="km",
    tolerance="1",
    key="5",
    citations=(Citation("t", "p", "https://x.org", 1961), Citation("u")),
    tags=("a",),
    as_of="2026-11-22",
    attributed_to="who",
    explanation="why",
    hint="h",
    points=2.5,
)
PAPER = paper(FULL, *ALL_FORMS, cells=(Cell(1, "d", type="numeric"), Cell(len(ALL_FORMS))))
BODY: dict[str, Any] = json.loads(json.dumps(paper_body(PAPER, TERMS)))


def test_paper_is_kept_whole() -> None:
    assert paper_of(BODY) == (PAPER, TERMS)
    assert (BODY["items"][0]["question"], BODY["items"][0]["hash"]) == ("d/full", FULL.text_hash)


def test_paper_of_some_topics_and_kinds_of_marking_is_kept() -> None:
    for self_marked in SelfMarked:
        blueprint = PAPER.blueprint._replace(topics=("war",), self_marked=self_marked)
        narrow = PAPER._replace(blueprint=blueprint)
        assert paper_of(json.loads(json.dumps(paper_body(narrow, TERMS)))) == (narrow, TERMS)
    older = {key: value for key, value in BODY.items() if key not in ("topics", "self_marked")}
    assert paper_of(older) == (PAPER, TERMS)


def test_paper_of_a_newer_program_is_read() -> None:
    items = [{**item, "new": 1, "text": {**item["text"], "invented": [1]}} for item in BODY["items"]]
    newer = {**BODY, "items": items, "terms": {**BODY["terms"], "new": 2}, "later": None}
    assert paper_of(newer) == (PAPER, TERMS)


@settings(max_examples=50, deadline=None)
@given(decks())
def test_every_question_that_a_deck_can_ask_is_kept(deck: Deck) -> None:
    questions = questions_of(deck)
    if questions:
        drawn = paper(*questions)
        assert paper_of(json.loads(json.dumps(paper_body(drawn, TERMS)))) == (drawn, TERMS)


def put(body: dict[str, Any], path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    """A copy of a body with another value at a path."""
    copy = json.loads(json.dumps(body))
    place: Any = copy
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return copy  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("title",), 5),
        (("seed",), "4711"),
        (("seed",), True),
        (("decks",), "d"),
        (("decks",), [5]),
        (("topics",), [5]),
        (("self_marked",), "sometimes"),
        (("self_marked",), []),
        (("parts",), None),
        (("parts",), [5]),
        (("parts",), []),
        (("parts", 0, "items"), -1),
        (("parts", 0, "items"), True),
        (("parts", 0, "topic"), None),
        (("terms",), []),
        (("terms", "minutes"), -1),
        (("terms", "minutes"), 10**9),
        (("terms", "minutes"), "30"),
        (("terms", "item_seconds"), 1.5),
        (("terms", "pause"), 1),
        (("terms", "certainty"), None),
        (("terms", "negative"), 2),
        (("terms", "negative"), float("nan")),
        (("terms", "cut_score"), 101),
        (("terms", "cut_score"), "60"),
        (("terms", "extra"), 0.5),
        (("terms", "extra"), float("inf")),
        (("items",), []),
        (("items",), {}),
        (("items", 0), 5),
        (("items", 0, "text"), "x"),
        (("items", 0, "text"), {}),
        (("items", 0, "text", "ref"), ["d/full"]),
        (("items", 0, "text", "ref"), 5),
        (("items", 0, "text", "ref", 1), 5),
        (("items", 0, "text", "prompt"), None),
        (("items", 0, "text", "accept"), [5]),
        (("items", 0, "text", "accept"), 5),
        (("items", 0, "text", "typed"), 1),
        (("items", 0, "text", "points"), -1),
        (("items", 0, "text", "points"), 1e300),
        (("items", 0, "text", "points"), True),
        (("items", 0, "text", "lines"), "8"),
        (("items", 0, "text", "citations"), [["t", "p", "u", "1961"]]),
        (("items", 0, "text", "citations"), [[]]),
        (("items", 1, "text", "options"), [5]),
        (("items", 1, "text", "options", 0, 1), "yes"),
        (("items", 1, "text", "options", 0), "xy"),
        (("items", 5, "text", "partners", 0), 9),
        (("items", 5, "text", "partners", 0), None),
        (("items", 1, "order"), [0, 1]),
        (("items", 1, "order"), [0, 1, 1]),
        (("items", 1, "order"), [0, 1, "2"]),
        (("items", 1, "order"), None),
        (("items", 1, "part"), 2),
        (("items", 1, "part"), -1),
        (("items", 1, "text", "ref", 0), "d/full"),
    ],
)
def test_unsound_paper_is_none(path: tuple[str | int, ...], value: object) -> None:
    assert paper_of(put(BODY, path, value)) is None


jsons = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=5), each, max_size=3),
    max_leaves=5,
)
paths = st.one_of(
    *[st.just((key,)) for key in BODY],
    st.tuples(st.just("terms"), st.sampled_from(sorted(BODY["terms"]))),
    st.tuples(st.just("items"), st.integers(0, len(ALL_FORMS))),
    st.tuples(st.just("items"), st.integers(0, len(ALL_FORMS)), st.sampled_from(["text", "order", "part"])),
    st.tuples(
        st.just("items"),
        st.integers(0, len(ALL_FORMS)),
        st.just("text"),
        st.sampled_from(sorted(FULL.__dataclass_fields__)),
    ),
)


@settings(deadline=None, max_examples=100)
@given(paths, jsons)
def test_anything_is_read_and_what_is_sound_can_be_marked(path: tuple[str | int, ...], value: object) -> None:
    found = paper_of(put(BODY, path, value))
    for item in found[0].items if found else ():
        for response in (right(item.question), wrong(item.question), Typed("5 km")):
            mark(item.question, response)
        shown_order(item.question, "x")


@given(st.dictionaries(st.sampled_from(sorted(BODY)), jsons))
def test_any_body_is_read(body: dict[str, Any]) -> None:
    paper_of(body)


@pytest.mark.parametrize(
    "response",
    [
        *(Typed("Пхеньян"), Typed(""), Picked(2), Ticked(frozenset({3, 0})), Ticked(frozenset())),
        *(Arranged((2, 0, 1)), Paired((None, 1, 1)), Paired(()), None),
    ],
)
def test_response_is_kept(response: Response | None) -> None:
    assert response_of(json.loads(json.dumps(response_body(response)))) == response


def test_only_so_much_of_a_typed_response_is_kept() -> None:
    assert response_of(response_body(Typed("x" * (LONGEST + 1)))) == Typed("x" * LONGEST)
    assert response_of({"typed": "x" * (LONGEST + 1)}) == Typed("x" * LONGEST)


@pytest.mark.parametrize(
    "data",
    [
        *(None, 5, "x", [], {}, {"typed": 5}, {"typed": "x", "picked": 1}, {"picked": True}, {"picked": "1"}),
        *({"ticked": 5}, {"ticked": [[0]]}, {"arranged": [None]}, {"paired": {"0": 1}}, {"paired": [0.5]}),
        {"invented": [1]},
    ],
)
def test_what_is_no_response_reads_as_none(data: object) -> None:
    assert response_of(data) is None


@given(jsons | st.dictionaries(st.sampled_from(["typed", "picked", "ticked", "arranged", "paired"]), jsons))
def test_any_response_can_be_marked(data: object) -> None:
    response = response_of(data)
    for question in (FULL, *ALL_FORMS):
        is_blank(question, response)


def test_certainty_is_one_of_three_or_none() -> None:
    assert [certainty_of(data) for data in (1, 2, 3)] == list(Certainty)
    assert {certainty_of(data) for data in (0, 4, True, "2", None, 2.0)} == {None}
    assert certainty_of([2]) is None
