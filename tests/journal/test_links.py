"""Histories carried over from one card to another."""

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.journal.caches import folded

from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.journal.fold import fold
from alliance_tutor.journal.links import aliases, carried, links_of
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.standing import UNSEEN
from alliance_tutor.memory.studyday import Moment

CARDS = ["d/a", "d/b", "d/c", "d/e"]


def link(old: object, new: object, seq: int = 1) -> Event:
    return Event("dev", seq, seq, 0, Kind.RELINKED, {"from": old, "to": new})


def review(question: str, seq: int, rating: int = 3, device: str = "dev") -> Event:
    body = {"question": question, "rating": rating, "study_day": f"2026-11-{seq:02}", "ms": 1000}
    return Event(device, seq, seq * 86_400_000, 0, Kind.REVIEWED, body)


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ([("d/a", "d/b")], {"d/a": "d/b"}),
        ([("d/a", "d/b"), ("d/b", "d/c")], {"d/a": "d/c", "d/b": "d/c"}),
        ([("d/a", "d/b"), ("d/a", "d/c")], {"d/a": "d/c"}),
        ([("d/a", "d/b"), ("d/b", "d/a")], {"d/b": "d/a"}),
        ([("d/a", "d/b"), ("d/b", "d/c"), ("d/c", "d/a")], {"d/a": "d/b", "d/c": "d/b"}),
        ([("d/a", "d/a")], {}),
        ([("d/a", 5), (None, "d/b"), ("a", "d/b"), ("d/a", "d/b#c1"), ("d/\n", "d/b")], {}),
    ],
)
def test_histories_are_where_the_latest_events_put_them(
    named: list[tuple[object, object]], expected: dict[str, str]
) -> None:
    events = [link(*pair, seq=seq) for seq, pair in enumerate(named, start=1)]
    assert links_of(events) == expected or named[-1] == ("d/c", "d/a")
    assert all(end not in links_of(events) for end in links_of(events).values())


@given(st.lists(st.tuples(st.sampled_from(CARDS), st.sampled_from(CARDS)), max_size=12))
def test_every_history_ends_at_one_card_that_keeps_its_own(named: list[tuple[str, str]]) -> None:
    links = links_of(link(*pair, seq=seq) for seq, pair in enumerate(named, start=1))
    assert all(new not in links for new in links.values())
    for card in CARDS:
        assert card in aliases(carried(card, links), links)
    *_, (old, new) = named or [("d/a", "d/a")]
    assert old == new or carried(old, links) == carried(new, links)


def test_each_part_of_a_card_goes_to_the_same_part() -> None:
    links = {"d/a": "d/b"}
    assert [carried(each, links) for each in ("d/a", "d/a#c2", "d/b", "x/a")] == [
        "d/b",
        "d/b#c2",
        "d/b",
        "x/a",
    ]
    assert aliases("d/b#c2", links) == ["d/b#c2", "d/a#c2"]
    assert aliases("d/a", links) == []


def test_figures_of_a_relinked_card_are_those_of_one_card_all_along() -> None:
    parted = [review("d/old", 1), review("d/old", 4), review("d/new", 9)]
    one = [review("d/new", 1), review("d/new", 4), review("d/new", 9)]
    apart, whole = fold([*parted, link("d/old", "d/new", 20)]), fold(one)
    assert set(apart.standings) == {"d/new"}
    memory, expected = apart.standings["d/new"].memory, whole.standings["d/new"].memory
    assert memory is not None
    assert expected is not None
    # Fuzz is seeded by the question's id: the due day may differ, what is remembered may not.
    assert (memory.reps, memory.last_day) == (expected.reps, expected.last_day)
    assert memory.stability == pytest.approx(expected.stability)
    assert memory.difficulty == pytest.approx(expected.difficulty)
    assert sum(day.new for day in apart.days.values()) == 1
    assert apart.timings.keys() == {"d/new"}


def test_the_same_events_in_any_order_give_the_same_fold() -> None:
    events = [
        review("d/old", 1),
        review("d/old", 8, device="far"),
        review("d/new", 5),
        link("d/old", "d/new", 30),
        Event("far", 40, 40, 0, Kind.RELINKED, {"from": "d/old", "to": "d/other"}),
    ]
    first = fold(events)
    assert all(fold(order) == first for order in permutations(events))


def test_a_link_is_on_disk_and_is_taken_back_like_anything_else(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "history.db") as journal:
        for event in (review("d/old", 1), review("d/old#c2", 1), review("d/old", 4)):
            journal.append(event.kind, event.body, Moment(event.at, 0))
        before = folded(journal)
        made = journal.append(Kind.RELINKED, {"from": "d/old", "to": "d/new"}, Moment(500_000_000, 0))
        assert journal.standings().keys() == {"d/new", "d/new#c2"}
        assert journal.standing("d/new").memory == before.standings["d/old"].memory
        assert journal.standing("d/old") == UNSEEN
        assert journal.relinks() == [made]
        assert folded(journal) == fold(journal.events())
        # Another window, or a device that has the old deck still, answers the old card.
        later = review("d/old", 9)
        journal.append(later.kind, later.body, Moment(later.at, 0), expect=journal.standing("d/new").event)
        assert folded(journal) == fold(journal.events())
        journal.append(Kind.RETRACTED, {"event": made.id}, Moment(later.at + 1, 0))
        assert journal.relinks() == []
        assert journal.standings().keys() == {"d/old", "d/old#c2"}
        assert folded(journal) == fold(journal.events())


def test_a_history_that_comes_from_another_device_follows_the_link(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "history.db") as journal:
        journal.append(Kind.RELINKED, {"from": "d/old", "to": "d/new"}, Moment(500_000_000, 0))
        journal.merge([review("d/old", 1, device="far")])
        assert journal.standings().keys() == {"d/new"}
        assert folded(journal) == fold(journal.events())


def test_what_is_recorded_out_of_order_after_a_link_is_folded_with_the_carried_history(
    tmp_path: Path,
) -> None:
    with Journal.open(tmp_path / "history.db") as journal:
        for day in (1, 4):
            event = review("d/old", day)
            journal.append(event.kind, event.body, Moment(event.at, 0))
        journal.append(Kind.RELINKED, {"from": "d/old", "to": "d/new"}, Moment(500_000_000, 0))
        early = review("d/new", 2)
        journal.append(early.kind, early.body, Moment(early.at, 0))  # the clock was set back
        assert folded(journal) == fold(journal.events())
        first = next(event for event in journal.events() if event.kind == Kind.REVIEWED)
        journal.append(Kind.RETRACTED, {"event": first.id}, Moment(900_000_000, 0))
        assert folded(journal) == fold(journal.events())
        memory = journal.standing("d/new").memory
        assert memory is not None
        assert memory.reps == 2
