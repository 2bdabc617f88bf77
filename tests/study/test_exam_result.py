import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.study.exams import ALL_FORMS, ask, begun, handed_in, right, wrong
from tests.study.ledger import MINUTE, PaperLedger
from tests.study.schema import faults

from alliance_tutor import study
from alliance_tutor.deck.questions import Citation
from alliance_tutor.study.attempt import Attempt
from alliance_tutor.study.blueprint import Terms
from alliance_tutor.study.exam_result import FORMAT, exam_result
from alliance_tutor.study.responses import Picked, Typed

assert study.__file__
SCHEMA: dict[str, Any] = json.loads(
    Path(study.__file__).with_name("exam-result.schema.json").read_text(encoding="utf-8")
)
SURE = Terms(30, 90, True, True, 0, 60, 1.25)


def held(terms: Terms = SURE) -> Attempt:
    """An exam of every form, some of it right, with certainties, handed in and marked."""
    ledger = PaperLedger()
    sourced = replace(ALL_FORMS[0], citations=(Citation("t", "p", "https://x.org", 1961), Citation("u")))
    attempt = begun(ledger, sourced, *ALL_FORMS[1:], terms=terms)
    for number, question in enumerate(ALL_FORMS, 1):
        ledger.at += 5_000
        attempt.go_to(number)
        attempt.answer([right, wrong][number % 2](question) if number != 5 else None)
        if terms.certainty:
            attempt.be_sure(1 + number % 3)
    attempt.flag()
    ledger.at += MINUTE
    attempt.hand_in()
    attempt.predict(0.75)
    attempt.mark(7, 0.5)
    return attempt


def document(attempt: Attempt) -> dict[str, Any]:
    """The result as who reads the file finds it."""
    text = json.dumps(exam_result(attempt.progress), allow_nan=False)
    return json.loads(text)  # type: ignore[no-any-return]


def stages() -> list[dict[str, Any]]:
    attempt = held()
    marking = document(attempt)
    attempt.mark(9, 1)
    attempt.overrule(1)
    empty = begun(PaperLedger(), ask("d/a", points=0), terms=Terms())
    done = handed_in(begun(PaperLedger(), ask("d/a"), terms=Terms(cut_score=50, negative=1)), Picked(1))
    return [marking, document(attempt), document(empty), document(done), document(held(Terms()))]


def test_result_is_what_the_schema_says_at_every_stage() -> None:
    for each in stages():
        assert faults(each, SCHEMA, SCHEMA) == []


def test_schema_describes_every_key_of_the_document() -> None:
    assert SCHEMA["properties"]["format"]["const"] == FORMAT
    tables = [SCHEMA, *SCHEMA["$defs"].values()]
    assert all(sorted(table["required"]) == sorted(table["properties"]) for table in tables)
    assert all(table["additionalProperties"] is False for table in tables)
    described = [
        rules for table in tables[:2] for rules in table["properties"].values() if "$ref" not in rules
    ]
    assert all(rules.get("description") for rules in described)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda found: found.pop("seed"),
        lambda found: found.update(new=1),
        lambda found: found.update(format=2),
        lambda found: found["score"].update(share=-1),
        lambda found: found["score"]["range"].update(low=2),
        lambda found: found["items"][0].update(outcome="self"),
        lambda found: found["items"][0].update(ms=1.5),
        lambda found: found["items"][0]["sources"][0].update(year="1961"),
        lambda found: found["certainty"]["levels"][0].update(judgement="so so"),
        lambda found: found["terms"].update(pause=1),
    ],
)
def test_schema_refuses_what_is_otherwise(spoil: Any) -> None:
    found = copy.deepcopy(stages()[1])
    spoil(found)
    assert len(faults(found, SCHEMA, SCHEMA)) == 1


def test_result_tells_the_exam_and_its_score() -> None:
    attempt = held()
    attempt.mark(9, 1)
    found = document(attempt)
    assert (found["exam"], found["title"], found["seed"], found["decks"]) == ("paperaaa-1", "Trial", 4711, [])
    assert (found["began"], found["handed_in"], found["ended_by"], found["finished"]) == (
        "2026-11-23T12:00:00+00:00",
        "2026-11-23T12:01:45+00:00",
        "learner",
        True,
    )
    assert (found["ms"], found["terms"]["extra"], found["score"]["predicted"]) == (105_000, 1.25, 0.75)
    assert found["score"]["self_marked"] == {"points": 1.5, "most": 2}
    assert found["blueprint"][0]["items"] == len(found["items"]) == 9
    assert sorted(found["review"]) == [*range(1, 10)]


def test_items_show_their_options_in_the_order_of_the_paper() -> None:
    attempt = held()
    items = {item["type"]: item for item in document(attempt)["items"]}
    for place, question in enumerate(ALL_FORMS):
        item = document(attempt)["items"][place]
        texts = (
            question.items if question.ref.type == "ordering" else [each.text for each in question.options]
        )
        assert item["options"] == [texts[each] for each in attempt.progress.paper.items[place].order]
    assert items["matching"]["items"] == ["1", "2"]
    assert items["ordering"]["items"] == []
    assert items["choice"]["sources"][1] == {"title": "u", "publisher": "", "url": "", "year": None}
    assert (items["open"]["given"], items["open"]["key"], items["open"]["to_mark"]) == (
        "Seoul",
        "Pyongyang",
        True,
    )
    assert (items["matching"]["blank"], items["matching"]["given"]) == (True, "")


def test_instant_beyond_the_calendar_is_told_all_the_same() -> None:
    ledger = PaperLedger()
    ledger.at = 2**62
    assert document(begun(ledger, ask("d/a")))["began"] == str(2**62)


def test_result_of_a_running_exam_has_no_end() -> None:
    found = document(begun(PaperLedger(), ask("d/a", "short-answer")))
    assert (found["handed_in"], found["ended_by"], found["finished"]) == (None, None, False)
    attempt = handed_in(begun(PaperLedger(), ask("d/a", "short-answer")), Typed("Pyongyang"))
    assert document(attempt)["items"][0]["outcome"] == "right"
