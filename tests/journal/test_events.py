import pytest

from alliance_tutor.journal.events import Event, Kind


def test_id_names_device_and_number() -> None:
    assert Event("k3f9a2qd", 1041, 0, 0, Kind.REVIEWED).id == "k3f9a2qd-1041"


def test_order_is_by_instant_then_device_then_number() -> None:
    events = [
        Event("b", 1, 5, 0, "x"),
        Event("a", 2, 5, 0, "x"),
        Event("a", 10, 5, 0, "x"),
        Event("z", 9, 4, 0, "x"),
    ]
    assert [event.id for event in sorted(events, key=lambda event: event.order)] == [
        "z-9",
        "a-2",
        "a-10",
        "b-1",
    ]


@pytest.mark.parametrize(
    ("body", "question"), [({"question": "h/a"}, "h/a"), ({}, None), ({"question": 5}, None)]
)
def test_question_is_a_text_or_none(body: dict[str, object], question: str | None) -> None:
    assert Event("a", 1, 0, 0, Kind.FLAGGED, body).question == question


@pytest.mark.parametrize(
    ("kind", "body", "exam"),
    [
        (Kind.EXAM_STARTED, {"exam": "x-1"}, "a-1"),
        (Kind.EXAM_ANSWERED, {"exam": "x-1"}, "x-1"),
        (Kind.EXAM_FINISHED, {}, None),
        (Kind.EXAM_FINISHED, {"exam": ["x-1"]}, None),
        ("exam-invented-later", {"exam": "x-1"}, "x-1"),
        (Kind.REVIEWED, {"exam": "x-1"}, None),
    ],
)
def test_exam_is_the_id_of_its_start(kind: str, body: dict[str, object], exam: str | None) -> None:
    assert Event("a", 1, 0, 0, kind, body).exam == exam
