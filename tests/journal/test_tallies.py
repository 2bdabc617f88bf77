"""What the statistics read of the caches is what the events say."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.insight import statistics
from alliance_tutor.journal import tallies
from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.journal.store import Journal
from alliance_tutor.journal.tallies import DayTally, HardTally
from alliance_tutor.memory.studyday import DAY_MS, day_text

TODAY = date(2026, 11, 23).toordinal()
START = TODAY - 60
QUESTIONS = ("one/a", "one/b#reverse", "two/a", "one-more/a")

answers = st.lists(
    st.tuples(st.sampled_from(QUESTIONS), st.integers(0, 60), st.sampled_from((1, 3, 3, 3, 4))), max_size=40
)
asides = st.lists(
    st.tuples(
        st.sampled_from(QUESTIONS),
        st.sampled_from((Kind.SUSPENDED, Kind.BURIED, Kind.RESUMED)),
        st.integers(58, 60),
    ),
    max_size=6,
)
Answers = list[tuple[str, int, int]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tallies")


def journal(folder: Path, answers: Answers, asides: Sequence[tuple[str, Kind, int]] = ()) -> Journal:
    """A new journal of such answers, day by day, and after them what was set aside."""
    at = 1_700_000_000_000
    events: list[Event] = []
    for question, day, rating in sorted(answers, key=lambda answer: answer[1]):
        body = {"question": question, "rating": rating, "study_day": day_text(START + day), "ms": 1000}
        events.append(
            Event("aaaaaaaa", len(events) + 1, at + day * DAY_MS + len(events), 0, Kind.REVIEWED, body)
        )
    for question, kind, day in asides:
        body = {"question": question, "study_day": day_text(START + day)}
        events.append(Event("aaaaaaaa", len(events) + 1, at + 61 * DAY_MS + len(events), 0, kind, body))
    path = folder / f"{len(list(folder.iterdir()))}.db"
    opened = Journal.open(path)
    opened.merge(events)
    return opened


@given(answers, asides)
def test_due_when_asked_of_the_file_is_what_the_standings_say(
    folder: Path, answers: Answers, asides: list[tuple[str, Kind, int]]
) -> None:
    with journal(folder, answers, asides) as opened:
        for decks in (["one"], ["one", "two", "one-more"]):
            own = [each for id, each in opened.standings().items() if id.partition("/")[0] in decks]
            found = tallies.due(opened, decks, TODAY, 30)
            assert found == {day: n for day, n in statistics.due(own, TODAY).items() if day < TODAY + 30}


@given(answers)
def test_days_and_bins_when_read_by_deck_are_those_of_its_questions(folder: Path, answers: Answers) -> None:
    with journal(folder, answers) as opened:
        for decks in (["one"], ["one", "two"]):
            own = {question for question in QUESTIONS if question.partition("/")[0] in decks}
            both = tallies.days(opened, START, decks), tallies.bins(opened, decks)
            assert both == tallies.of_questions(opened, START, own)
        whole = tallies.days(opened, START), tallies.bins(opened)
        assert whole == tallies.of_questions(opened, START, QUESTIONS)
        assert tallies.begun(opened) == bool(answers)
        assert tallies.begun(opened, ["two"]) == any(question == "two/a" for question, _, _ in answers)


def test_days_when_they_are_before_the_first_wanted_are_left_out(folder: Path) -> None:
    with journal(folder, [("one/a", 3, 3), ("one/a", 10, 3)]) as opened:
        assert tallies.days(opened, START + 4) == [DayTally(START + 10, 1, ms=1000)]
        assert tallies.of_questions(opened, START + 4, ["one/a"])[0] == [DayTally(START + 10, 1, ms=1000)]


def test_hard_when_a_question_never_lapsed_leaves_it_out(folder: Path) -> None:
    kept = [("one/b#reverse", day, 3) for day in range(5)]
    lapsed = [("one/a", 0, 4), ("one/a", 20, 1), ("one/a", 21, 3), ("two/a", 0, 4), ("two/a", 20, 1)]
    with journal(folder, [*kept, *lapsed], [("two/a", Kind.SUSPENDED, 60)]) as opened:
        found = tallies.hard(opened, ["one", "two"])
        assert [(each.question, each.lapses, each.reps, each.suspended) for each in found] == [
            ("one/a", 1, 3, False),
            ("two/a", 1, 2, True),
        ]
        assert all(isinstance(each, HardTally) and 1 <= each.difficulty <= 10 for each in found)
        assert tallies.hard(opened, ["none"]) == []


def test_due_when_a_question_is_buried_today_or_in_a_step_says_tomorrow_or_day_0(folder: Path) -> None:
    learnt = [("one/a", 0, 4), ("one/b#reverse", 0, 4), ("two/a", 60, 1)]
    with journal(
        folder, learnt, [("one/a", Kind.BURIED, 60), ("one/b#reverse", Kind.SUSPENDED, 60)]
    ) as opened:
        assert tallies.due(opened, ["one", "two"], TODAY, 30) == {TODAY + 1: 1, 0: 1}
        assert tallies.due(opened, ["one"], TODAY + 1, 30) != {TODAY + 1: 1, 0: 1}
