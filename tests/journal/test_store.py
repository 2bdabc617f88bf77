import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.journal.caches import folded

from alliance_tutor.errors import JournalError
from alliance_tutor.insight.statistics import streak
from alliance_tutor.journal import caches, schema
from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.journal.faults import AnsweredElsewhere
from alliance_tutor.journal.fold import Fold, fold
from alliance_tutor.journal.store import Journal
from alliance_tutor.journal.tallies import DayTally
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS
from alliance_tutor.memory.plan import DayCount
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import UNSEEN
from alliance_tutor.memory.studyday import DAY_MS, Moment, day_text

DAY = 739_943


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with Journal.open(path) as journal:
        yield journal


def moment(second: int) -> Moment:
    return Moment(1_795_000_000_000 + second * 1000, 60)


def answer(
    journal: Journal,
    second: int,
    rating: int = 3,
    *,
    question: str = "h/a",
    day: int = DAY,
    expect: str | None = None,
    **more: Any,
) -> Event:
    body = {"question": question, "rating": rating, "study_day": day_text(day), "ms": 4000, **more}
    return journal.append(Kind.REVIEWED, body, moment(second), expect=expect)


def assert_caches_right(journal: Journal) -> None:
    assert folded(journal) == fold(journal.events())


def test_new_journal_is_made_with_its_folder_and_is_empty(journal: Journal, path: Path) -> None:
    assert folded(journal) == Fold()
    assert list(journal.events()) == []
    assert journal.last_answer() is None
    assert journal.standing("h/a") == UNSEEN
    assert journal.day(DAY) == DayCount(DAY)
    assert [file.name for file in path.parent.iterdir() if "new" in file.name] == []


@pytest.mark.parametrize("missing", ["a", "a/b/c"] if sys.platform != "win32" else [])
def test_folder_is_the_learners_alone(tmp_path: Path, missing: str) -> None:
    with Journal.open(tmp_path / missing / "history.db"):
        assert (tmp_path / missing).stat().st_mode & 0o777 == 0o700


def test_file_is_what_the_design_says(journal: Journal, path: Path) -> None:
    answer(journal, 1)
    with sqlite3.connect(path) as db:
        pragmas = [
            db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "application_id", "user_version")
        ]
        assert pragmas == ["wal", 0x416C5475, 2]
        assert db.execute("SELECT strict FROM pragma_table_list('event')").fetchone() == (1,)
        assert [row[1] for row in db.execute("PRAGMA table_info(event)")] == [
            "device",
            "seq",
            "at",
            "offset",
            "kind",
            "body",
        ]
    db.close()


def test_device_is_8_base32_characters_and_stays(journal: Journal, path: Path) -> None:
    assert len(journal.device) == 8
    assert set(journal.device) <= set("abcdefghijklmnopqrstuvwxyz234567")
    with Journal.open(path) as again:
        assert again.device == journal.device


def test_append_numbers_events_and_gives_them_back(journal: Journal, path: Path) -> None:
    first = answer(journal, 1, response="Москва \udce9", credit=None)
    second = journal.append(Kind.FLAGGED, {"question": "h/a"}, moment(2))
    assert [first.seq, second.seq] == [1, 2]
    assert first.offset == 60
    assert list(journal.events()) == [first, second]
    with Journal.open(path) as again:
        assert list(again.events()) == [first, second]
        assert again.standing("h/a").flagged


def test_rating_may_be_given_as_such(journal: Journal) -> None:
    journal.append(
        Kind.REVIEWED, {"question": "h/a", "rating": Rating.AGAIN, "study_day": day_text(DAY)}, moment(1)
    )
    assert next(journal.events()).body["rating"] == 1
    assert journal.standing("h/a").last_rating == 1


def test_standing_and_counts_follow_each_answer(journal: Journal) -> None:
    for second, (rating, day) in enumerate([(3, DAY), (3, DAY), (1, DAY + 2), (3, DAY + 2), (4, DAY + 9)]):
        answer(journal, second, rating, day=day)
        assert_caches_right(journal)
    assert journal.day(DAY + 2) == DayCount(DAY + 2, answers=2, reviews=1, again=1, ms=8000)
    assert [count.day for count in journal.days(DAY + 1)] == [DAY + 2, DAY + 9]


def test_undo_takes_back_the_latest_answer_also_after_a_restart(path: Path) -> None:
    with Journal.open(path) as journal:
        answer(journal, 1, 3)
        first = folded(journal)
        last = answer(journal, 2, 1)
        journal.append(Kind.SUSPENDED, {"question": "c/z"}, moment(3))
        journal.append(Kind.RESUMED, {"question": "c/z"}, moment(4))
    with Journal.open(path) as journal:
        undone = journal.last_answer()
        assert undone == last
        journal.append(Kind.RETRACTED, {"event": last.id}, moment(5))
        assert folded(journal) == first
        assert_caches_right(journal)
        journal.append(Kind.RETRACTED, {"event": f"{journal.device}-1"}, moment(6))
        assert journal.last_answer() is None
        assert folded(journal) == Fold()


def asked(journal: Journal, second: int, rating: int = 1, *, counts: bool = True, **more: Any) -> Event:
    body = {"question": "h/a", "rating": rating, "study_day": day_text(DAY), "ms": 4000, "counts": counts}
    return journal.append(Kind.ANSWERED, {**body, **more}, moment(second))


def overrule(journal: Journal, second: int, named: str, **more: Any) -> Event:
    return journal.append(Kind.OVERRULED, {"event": named, "credit": 1.0, **more}, moment(second))


def test_undo_takes_back_an_answer_of_a_quiz(journal: Journal) -> None:
    answer(journal, 1)
    before = folded(journal)
    for number, counts in enumerate((True, False)):
        given = asked(journal, 2 + 2 * number, counts=counts)
        assert journal.last_answer() == given
        journal.append(Kind.RETRACTED, {"event": given.id}, moment(3 + 2 * number))
        assert folded(journal) == before


def test_answer_of_a_quiz_that_does_not_count_leaves_the_standing_alone(journal: Journal) -> None:
    seen = answer(journal, 1)
    before = journal.standing("h/a")
    asked(journal, 2, counts=False)
    assert journal.standing("h/a") == before
    assert journal.day(DAY).answers == 2
    answer(journal, 3, expect=seen.id)
    assert_caches_right(journal)


def test_overruling_changes_the_memory_and_its_retraction_changes_it_back(journal: Journal) -> None:
    given = asked(journal, 1)
    answer(journal, 2, day=DAY + 1)
    before = folded(journal)
    ruling = overrule(journal, 3, given.id, rating=4, counts=True)
    assert_caches_right(journal)
    after = folded(journal)
    assert after != before
    taken_out = overrule(journal, 4, given.id, rating=3, counts=False)
    assert journal.day(DAY) == DayCount(DAY, answers=1, ms=4000)
    assert_caches_right(journal)
    journal.append(Kind.RETRACTED, {"event": taken_out.id}, moment(5))
    assert folded(journal) == after
    journal.append(Kind.RETRACTED, {"event": ruling.id}, moment(6))
    assert folded(journal) == before
    assert_caches_right(journal)


def test_overruling_of_a_number_to_come_holds_when_it_comes(journal: Journal) -> None:
    overrule(journal, 1, f"{journal.device}-2", rating=4)
    asked(journal, 2)
    assert journal.standing("h/a").last_rating == 4
    assert_caches_right(journal)


def test_overruling_may_be_written_with_its_answer_or_not_at_all(journal: Journal, path: Path) -> None:
    body = {"question": "h/a", "rating": 3, "study_day": day_text(DAY), "credit": 0.0}
    given = journal.append(Kind.REVIEWED, body, moment(1), expect="", ruling={"credit": 1.0})
    _, ruling = journal.events()
    assert (ruling.kind, ruling.body) == (Kind.OVERRULED, {"event": given.id, "credit": 1.0})
    assert_caches_right(journal)
    with sqlite3.connect(path) as other:
        other.execute(
            "CREATE TRIGGER no BEFORE INSERT ON event WHEN new.kind = 'overruled' "
            "BEGIN SELECT raise(ABORT, 'no'); END"
        )
    other.close()
    with pytest.raises(JournalError):
        journal.append(Kind.REVIEWED, body, moment(2), expect=given.id, ruling={"credit": 1.0})
    assert len(list(journal.events())) == 2
    assert journal.standing("h/a").event == given.id


def test_journal_from_before_exams_gets_their_indexes(path: Path) -> None:
    indexes = ("event_exam", "event_exam_started", "event_exam_finished")
    with Journal.open(path) as journal:
        answer(journal, 1)
    with sqlite3.connect(path) as db:
        for index in indexes:
            db.execute(f"DROP INDEX {index}")
        db.execute("UPDATE meta SET value = '2' WHERE key = 'cache'")
    db.close()
    for write in (False, True):
        with Journal.open(path, write=write) as journal:
            assert journal.exams() == []
            assert_caches_right(journal)
    with sqlite3.connect(path) as db:
        names = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'index'")}
    db.close()
    assert names >= set(indexes)


def test_journal_from_before_overruling_gets_its_index(path: Path) -> None:
    with Journal.open(path) as journal:
        answer(journal, 1)
    with sqlite3.connect(path) as db:
        db.execute("DROP INDEX event_overruled")
        db.execute("UPDATE meta SET value = '1' WHERE key = 'cache'")
    db.close()
    with Journal.open(path):
        pass
    with sqlite3.connect(path) as db:
        steps = db.execute(f"EXPLAIN QUERY PLAN {schema.QUESTION_EVENTS}", ("h/a",)).fetchall()
        assert any("event_overruled" in step[3] for step in steps)
        assert not any("SCAN e" in step[3] for step in steps)
    db.close()


def finish(journal: Journal, second: int, exam: str, *questions: str, rating: int = 3) -> Event:
    rows = [{"question": each, "rating": rating, "counts": True, "ms": 1000} for each in questions]
    body = {"exam": exam, "study_day": day_text(DAY), "answers": rows}
    return journal.append(Kind.EXAM_FINISHED, body, moment(second))


def test_finished_exam_shapes_its_memories_at_once(journal: Journal) -> None:
    exam = journal.append(Kind.EXAM_STARTED, {"items": []}, moment(1)).id
    answer(journal, 2)
    finish(journal, 3, exam, "h/a", "h/b")
    assert_caches_right(journal)
    memory = journal.standing("h/a").memory
    assert memory is not None
    assert memory.reps == 2
    assert journal.standing("h/b").memory is not None
    answer(journal, 1, question="h/b")
    assert_caches_right(journal)
    finish(journal, 2, exam, "h/c")
    assert_caches_right(journal)
    assert set(journal.standings()) == {"h/a", "h/b"}
    last = journal.last_answer()
    assert last is not None
    assert last.seq == 4


@pytest.mark.parametrize("at", [0, 9])
def test_exam_that_is_taken_back_leaves_its_memories_as_they_were(journal: Journal, at: int) -> None:
    journal.append(Kind.RETRACTED, {"event": f"{journal.device}-7"}, moment(at))
    exam = journal.append(Kind.EXAM_STARTED, {"items": []}, moment(1)).id
    answer(journal, 2)
    before = folded(journal)
    end = finish(journal, 3, exam, "h/a", "h/b")
    journal.append(
        Kind.OVERRULED, {"event": end.id, "question": "h/a", "credit": 0.0, "rating": 1}, moment(4)
    )
    assert journal.standing("h/a").last_rating == 1
    assert_caches_right(journal)
    journal.append(Kind.RETRACTED, {"event": exam}, moment(at))
    assert folded(journal) == before
    assert finish(journal, 5, exam, "h/a").seq == 7
    assert folded(journal) == before
    assert journal.exams() == journal.exam(exam) == []


def test_exam_is_open_until_it_is_finished_or_taken_back(journal: Journal) -> None:
    one, two, three = (journal.append(Kind.EXAM_STARTED, {"items": []}, moment(at)).id for at in (3, 1, 2))
    assert journal.open_exams() == [two, three, one]
    end = finish(journal, 4, two, "h/a")
    journal.append(Kind.RETRACTED, {"event": three}, moment(5))
    assert journal.open_exams() == [one]
    journal.append(Kind.RETRACTED, {"event": end.id}, moment(6))
    assert journal.open_exams() == [two, one]


def test_exam_is_found_with_all_that_holds_of_it(journal: Journal) -> None:
    one, two = (journal.append(Kind.EXAM_STARTED, {"seed": at}, moment(at)).id for at in (2, 1))
    assert [event.id for event in journal.exams()] == [one, two]
    flag = journal.append(Kind.EXAM_FLAGGED, {"exam": one, "item": 0}, moment(3))
    journal.append(Kind.EXAM_ANSWERED, {"exam": two}, moment(3))
    journal.append(Kind.RETRACTED, {"event": flag.id}, moment(4))
    gave = journal.append(Kind.EXAM_ANSWERED, {"exam": one}, moment(0))
    end = finish(journal, 5, one, "h/a")
    ruling = journal.append(Kind.OVERRULED, {"event": end.id, "credit": 1.0, "question": "h/a"}, moment(6))
    assert [event.id for event in journal.exam(one)] == [one, gave.id, end.id, ruling.id]
    assert [event.kind for event in journal.exam(two)] == [Kind.EXAM_STARTED, Kind.EXAM_ANSWERED]
    for other in ("", "x", "x-1", f"{journal.device}-99", flag.id, "a-" + "9" * 30):
        assert journal.exam(other) == []


@pytest.mark.parametrize("named", ["nobody-1", "", "x", "-", "zzzz-²", "zzzz--1", f"zzzz-{10**30}", 5, None])
def test_retraction_of_what_there_is_not_decides_nothing(journal: Journal, named: object) -> None:
    answer(journal, 1)
    before = folded(journal)
    journal.append(Kind.RETRACTED, {"event": named}, moment(2))
    assert folded(journal) == before
    assert_caches_right(journal)


def test_retraction_of_a_number_to_come_holds_when_it_comes(journal: Journal) -> None:
    journal.append(Kind.RETRACTED, {"event": f"{journal.device}-2"}, moment(1))
    answer(journal, 2)
    assert journal.standing("h/a") == UNSEEN
    assert journal.last_answer() is None
    assert_caches_right(journal)


def test_answer_after_a_clock_jumped_back_follows_the_one_before_it(journal: Journal) -> None:
    answer(journal, 1000, 3)
    answer(journal, 2000, 3)
    answer(journal, 500, 1)
    answer(journal, 500, 3, question="h/b")
    assert_caches_right(journal)
    assert journal.standing("h/a").last_rating == 1
    assert journal.day(DAY).answers == 4


def test_a_question_gets_out_of_its_steps_though_the_clock_jumped_back(journal: Journal) -> None:
    answer(journal, 3_600_000, rating=1)
    for number in range(3):
        answer(journal, number, rating=3)
    memory = journal.standing("h/a").memory
    assert memory is not None
    assert not memory.learning
    assert_caches_right(journal)


@pytest.mark.parametrize(
    ("kind", "opposite"), [(Kind.SUSPENDED, Kind.RESUMED), (Kind.FLAGGED, Kind.UNFLAGGED)]
)
def test_what_was_set_aside_or_flagged_is_so_no_more_though_the_clock_was_set_back(
    journal: Journal, kind: Kind, opposite: Kind
) -> None:
    journal.append(kind, {"question": "h/a"}, moment(DAY_MS * 200))
    journal.append(opposite, {"question": "h/a"}, moment(500))
    standing = journal.standing("h/a")
    assert not standing.suspended
    assert not standing.flagged
    assert_caches_right(journal)


def test_retention_in_force_decides_and_a_retracted_one_rebuilds(journal: Journal) -> None:
    answer(journal, 10)
    answer(journal, 11)
    journal.append(Kind.RETENTION_SET, {"retention": 0.8}, moment(12))
    answer(journal, 13, day=DAY + 3)
    assert journal.retention == 0.8
    assert_caches_right(journal)
    late = journal.append(Kind.RETENTION_SET, {"retention": 0.95}, moment(1))
    assert journal.retention == 0.95
    assert_caches_right(journal)
    journal.append(Kind.RETRACTED, {"event": late.id}, moment(14))
    assert journal.retention == 0.8
    assert_caches_right(journal)


def test_retention_set_before_the_clock_jumped_back_decides_what_follows(journal: Journal) -> None:
    journal.append(Kind.RETENTION_SET, {"retention": 0.7}, moment(1000))
    answer(journal, 500, rating=4)
    assert_caches_right(journal)


def test_answer_at_the_very_instant_of_another_devices_is_folded_where_it_sorts(path: Path) -> None:
    with Journal.open(path) as journal:
        body = schema.body_text({"question": "h/a", "rating": 1, "study_day": day_text(DAY)})
    with sqlite3.connect(path) as db:
        db.execute(schema.ADD_EVENT, ("zzzzzzzz", 1, moment(1).at, 60, "reviewed", body))
        db.execute("UPDATE meta SET value = 'old' WHERE key = 'cache'")
    db.close()
    with Journal.open(path) as journal:
        answer(journal, 1, 4)
        assert_caches_right(journal)
        assert journal.standing("h/a").event == "zzzzzzzz-1"


def test_kinds_and_bodies_of_a_newer_program_are_kept_and_decide_nothing(
    journal: Journal, path: Path
) -> None:
    strange = journal.append("invented-later", {"question": "h/a", "x": [1, {"y": None}]}, moment(1))
    assert list(journal.events()) == [strange]
    assert folded(journal) == Fold()


def test_body_that_is_no_json_object_reads_as_empty() -> None:
    for text in ("[1]", "{", '"x"', "[" * 5000 + "]" * 5000, '{"x": ' + "9" * 5000 + "}"):
        assert schema.event_of(("aaaa", 1, 0, 0, "reviewed", text)).body == {}


def test_body_that_json_cannot_hold_writes_nothing(journal: Journal) -> None:
    with pytest.raises(ValueError, match="JSON"):
        answer(journal, 1, credit=float("nan"))
    assert list(journal.events()) == []
    answer(journal, 1)
    assert journal.last_answer() is not None


def test_question_answered_in_another_window_is_not_counted_twice(journal: Journal, path: Path) -> None:
    with Journal.open(path) as other:
        assert other.device == journal.device
        seen = journal.standing("h/a").event
        elsewhere = answer(other, 1, expect=other.standing("h/a").event)
        with pytest.raises(AnsweredElsewhere) as caught:
            answer(journal, 2, expect=seen)
        assert caught.value.question == "h/a"
        assert list(journal.events()) == [elsewhere]
        answer(journal, 3, expect=journal.standing("h/a").event)
        assert [event.seq for event in other.events()] == [1, 2]
        assert_caches_right(other)


def test_answer_taken_back_in_another_window_is_noticed(journal: Journal, path: Path) -> None:
    seen = answer(journal, 1)
    with Journal.open(path) as other:
        other.append(Kind.RETRACTED, {"event": seen.id}, moment(2))
    with pytest.raises(AnsweredElsewhere):
        answer(journal, 3, expect=seen.id)


def test_changed_tells_of_other_windows_only(journal: Journal, path: Path) -> None:
    answer(journal, 1)
    assert not journal.changed()
    with Journal.open(path) as other:
        answer(other, 2)
        assert journal.changed()
        assert not journal.changed()
        assert not other.changed()


def test_copied_journal_gets_a_device_of_its_own(path: Path, tmp_path: Path) -> None:
    with Journal.open(path) as journal:
        device, event = journal.device, answer(journal, 1)
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    with Journal.open(copy) as other:
        assert other.device != device
        assert other.last_answer() is None
        assert answer(other, 2).seq == 1
        assert [made.id for made in other.events()] == [event.id, f"{other.device}-1"]
        assert_caches_right(other)
        minted = other.device
    with Journal.open(copy) as other:
        assert other.device == minted
    with Journal.open(path) as journal:
        assert journal.device == device


def spoil_caches(path: Path) -> None:
    db = sqlite3.connect(path)
    with db:
        db.execute("UPDATE meta SET value = 'old' WHERE key = 'cache'")
        db.execute("UPDATE standing SET reps = 99")
        db.execute("ALTER TABLE day RENAME TO other")
    db.close()


def test_caches_of_another_version_are_rebuilt_at_the_opening(path: Path) -> None:
    with Journal.open(path) as journal:
        answer(journal, 1)
        before = folded(journal)
    spoil_caches(path)
    with Journal.open(path) as journal:
        assert folded(journal) == before
    with Journal.open(path, write=False) as journal:
        assert folded(journal) == before


def test_rebuild_makes_the_same_caches(journal: Journal) -> None:
    for second in range(20):
        answer(journal, second, 1 + second % 4, question=f"h/{second % 3}", day=DAY + second)
    before = folded(journal)
    journal.rebuild()
    assert folded(journal) == before


def test_event_that_fails_half_way_leaves_nothing(journal: Journal, path: Path) -> None:
    answer(journal, 1)
    before = folded(journal)
    with sqlite3.connect(path) as other:
        other.execute("CREATE TRIGGER no BEFORE INSERT ON day BEGIN SELECT raise(ABORT, 'no'); END")
    with pytest.raises(JournalError):
        answer(journal, 2)
    with other:
        other.execute("DROP TRIGGER no")
    other.close()
    assert folded(journal) == before
    assert len(list(journal.events())) == 1
    assert answer(journal, 2).seq == 2
    assert_caches_right(journal)


def test_reading_a_missing_journal_creates_nothing(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "none" / "history.db", write=False) as journal:
        assert folded(journal) == Fold()
        assert journal.device == ""
        assert journal.last_answer() is None
        assert not journal.changed()
        with pytest.raises(JournalError):
            answer(journal, 1)
    assert list(tmp_path.iterdir()) == []


def test_reading_leaves_no_files_behind(path: Path) -> None:
    with Journal.open(path) as journal:
        answer(journal, 1)
        before = folded(journal)
    content = path.read_bytes()
    with Journal.open(path, write=False) as journal:
        assert folded(journal) == before
        with pytest.raises(JournalError):
            answer(journal, 2)
    assert [file.name for file in path.parent.iterdir()] == ["history.db"]
    assert path.read_bytes() == content


def test_reading_stale_caches_computes_them_and_writes_nothing(path: Path) -> None:
    with Journal.open(path) as journal:
        answer(journal, 1)
        before = folded(journal)
    spoil_caches(path)
    content = path.read_bytes()
    with Journal.open(path, write=False) as journal:
        assert folded(journal) == before
        with pytest.raises(JournalError):
            answer(journal, 2)
    assert path.read_bytes() == content


def test_reading_beside_an_open_window_sees_its_answers(journal: Journal, path: Path) -> None:
    with Journal.open(path, write=False) as reader:
        answer(journal, 1)
        assert reader.changed()
        assert reader.standing("h/a") == journal.standing("h/a")


def test_closing_twice_is_harmless(path: Path) -> None:
    journal = Journal.open(path)
    journal.close()
    journal.close()
    with pytest.raises(sqlite3.ProgrammingError):
        journal.standing("h/a")


def test_windows_that_start_at_once_share_one_journal(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from alliance_tutor.journal.store import Journal\n"
        "from alliance_tutor.memory.studyday import Moment\n"
        "with Journal.open(Path(sys.argv[1])) as journal:\n"
        "    for n in range(20): journal.append('flagged', {'question': sys.argv[2]}, Moment(n, 0))"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, str(path), f"h/{n}"]) for n in range(4)]
    assert [run.wait() for run in runs] == [0, 0, 0, 0]
    with Journal.open(path) as journal:
        assert sorted(event.seq for event in journal.events()) == list(range(1, 81))
        assert len({event.device for event in journal.events()}) == 1
        assert_caches_right(journal)
    assert [file.name for file in path.parent.iterdir()] == ["history.db"]


def test_opening_loads_nothing_heavy(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from alliance_tutor.journal.store import Journal\n"
        "Journal.open(Path(sys.argv[1]), write=False).standings()\n"
        "print([name for name in ('fsrs', 'pydantic', 'hashlib', 'secrets') if name in sys.modules])"
    )
    with Journal.open(path) as journal:
        answer(journal, 1)
    run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_long_replay_tells_how_far_it_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Journal.open(path) as journal:
        bodies = [
            {"question": f"h/{number}", "rating": 3, "study_day": day_text(DAY)} for number in range(40)
        ]
        journal.record_all([(Kind.REVIEWED, body) for body in bodies], moment(1))
        before = folded(journal)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE meta SET value = 'old' WHERE key = 'cache'")
    monkeypatch.setattr(caches, "LONG", 40)
    told: list[int] = []
    with Journal.open(path, progress=told.append) as journal:
        assert folded(journal) == before
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, 100)
    told.clear()
    with Journal.open(path, progress=told.append):
        assert told == []


def test_scheduler_is_by_the_decks_retention_and_the_parameters_in_force(journal: Journal) -> None:
    assert journal.parameters() is None
    assert journal.in_force == DEFAULT_PARAMETERS
    fitted = [*DEFAULT_PARAMETERS[:20], 0.3]
    journal.append(Kind.RETENTION_SET, {"retention": 0.8, "deck": "h"}, moment(1))
    journal.append(Kind.PARAMETERS_SET, {"parameters": fitted}, moment(2))
    assert (journal.retention, journal.retentions()) == (0.9, {"": 0.9, "h": 0.8})
    assert [journal.scheduler(deck).retention for deck in ("h", "c")] == [0.8, 0.9]
    assert journal.scheduler("c").parameters == journal.parameters() == journal.in_force == tuple(fitted)


def test_several_things_are_recorded_or_none(journal: Journal) -> None:
    body = {"question": "h/a"}
    first, second = journal.record_all([(Kind.FLAGGED, body), (Kind.SUSPENDED, body)], moment(1))
    assert (first.seq, second.seq) == (1, 2)
    with pytest.raises(ValueError, match="not JSON compliant"):
        journal.record_all([(Kind.UNFLAGGED, body), (Kind.FLAGGED, {"x": float("nan")})], moment(2))
    assert [event.id for event in journal.events()] == [first.id, second.id]
    assert journal.standing("h/a").flagged


@given(st.sets(st.integers(-2, 9)), st.sets(st.integers(-2, 9)))
def test_streak_goes_back_from_today_until_a_day_is_missing(of_h: set[int], of_c: set[int]) -> None:
    with TemporaryDirectory() as folder, Journal.open(Path(folder) / "history.db") as journal:
        for deck, ago in [*(("h", ago) for ago in of_h), *(("c", ago) for ago in of_c)]:
            answer(journal, 1, question=f"{deck}/a{ago}", day=DAY - ago)
        for decks, days in (((), of_h | of_c), (["h"], of_h), (["c"], of_c), (["h", "c"], of_h | of_c)):
            tallies = [DayTally(DAY - ago, 1) for ago in days]
            assert journal.streak(DAY, decks) == streak(tallies, DAY)


def test_streak_is_not_cut_off(journal: Journal) -> None:
    changes = [
        (Kind.REVIEWED, {"question": f"h/{ago}", "rating": 3, "study_day": day_text(DAY - ago)})
        for ago in range(800)
    ]
    journal.record_all(changes, moment(1))
    assert journal.streak(DAY) == 800
    assert journal.streak(DAY + 1) == 800
    assert journal.streak(DAY + 2) == 0


def test_days_are_counted_by_deck(journal: Journal) -> None:
    for number, question in enumerate(("h/a", "c/b", "c/d"), 1):
        answer = {"question": question, "rating": 3, "study_day": day_text(DAY), "ms": 1000}
        journal.append(Kind.REVIEWED, answer, moment(number))
    assert journal.day(DAY, ["c"]) == DayCount(DAY, answers=2, new=2, ms=2000)
    assert journal.days(DAY, ["h"]) == [DayCount(DAY, answers=1, new=1, ms=1000)]
    assert journal.day(DAY, ["h", "c"]) == journal.day(DAY)
    assert journal.days(DAY, ["unknown"]) == []


def test_what_was_forgotten_is_not_brought_back(journal: Journal) -> None:
    event = Event(
        "zzzz", 1, 5, 0, Kind.REVIEWED, {"question": "h/a", "rating": 3, "study_day": day_text(DAY)}
    )
    forgotten = replace(event, kind=Kind.FORGOTTEN, body={})
    assert journal.merge([event]) == 1
    assert journal.merge([forgotten]) == 1
    assert folded(journal) == Fold()
    assert journal.merge([event, forgotten]) == 0
    assert list(journal.events()) == [forgotten]
