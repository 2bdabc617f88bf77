"""A file of format 1, in which no body is packed, is read, written and made anew like one of format 2."""

import sqlite3
from pathlib import Path

import pytest
from tests.journal.caches import folded
from tests.journal.keeping import DAY, NOON

from alliance_tutor.journal import schema
from alliance_tutor.journal.events import Body, Event
from alliance_tutor.journal.fold import fold
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.studyday import Moment, day_text

QUIZ = {"mode": "quiz", "certainty": None, "counts": True}


def body(question: str, rating: int) -> Body:
    given = {"question": question, "rating": rating, "study_day": day_text(DAY)}
    return {**given, "ms": 4000, "hash": "k3f9a2qd", "credit": 1.0}


def answer(journal: Journal, number: int) -> Event:
    quiz = number % 5 == 4
    said = {**body(f"h/{number % 7}", 1 + number % 4), **(QUIZ if quiz else {})}
    return journal.append("answered" if quiz else "reviewed", said, Moment(NOON + number * 1000, 60))


def make_old(path: Path) -> None:
    """Writes a journal as format 1 had it: bodies with their keys, and the index on these."""
    with sqlite3.connect(path, isolation_level=None) as db:
        rows = [schema.event_of(row) for row in db.execute(schema.EVENTS)]
        for event in rows:
            said = schema.body_text(event.body)
            db.execute(
                "UPDATE event SET body = ? WHERE (device, seq) = (?, ?)", (said, event.device, event.seq)
            )
        db.execute("DROP INDEX event_about")
        db.execute("CREATE INDEX event_question ON event(json_extract(body, '$.question'), at)")
        db.execute("UPDATE meta SET value = '6' WHERE key = 'cache'")
        db.execute("PRAGMA user_version = 1")
    db.close()


def bodies(path: Path) -> list[str]:
    with sqlite3.connect(path) as db:
        found = [row[0] for row in db.execute("SELECT body FROM event ORDER BY seq")]
    db.close()
    return found


@pytest.fixture
def old(tmp_path: Path) -> tuple[Path, list[Event]]:
    path = tmp_path / "history.db"
    with Journal.open(path) as journal:
        for number in range(40):
            answer(journal, number)
        made = list(journal.events())
    assert all(text.startswith('["h/') for text in bodies(path))
    make_old(path)
    return path, made


def test_old_file_when_only_read_says_the_same_and_stays_as_it_is(old: tuple[Path, list[Event]]) -> None:
    path, made = old
    before = path.read_bytes()
    with Journal.open(path, write=False) as journal:
        assert list(journal.events()) == made
        assert folded(journal) == fold(made)
    assert path.read_bytes() == before


def test_old_file_when_written_to_keeps_its_rows_and_packs_new_ones(old: tuple[Path, list[Event]]) -> None:
    path, made = old
    before = bodies(path)
    with Journal.open(path) as journal:
        made += [answer(journal, number) for number in range(40, 60)]
        assert list(journal.events()) == made
        assert folded(journal) == fold(made)
        assert journal.folded(["h/3"]).standings["h/3"] == fold(made).standings["h/3"]
        journal.rebuild()
        assert folded(journal) == fold(made)
        assert len(journal.histories()["h/3"]) == sum(event.question == "h/3" for event in made)
    after = bodies(path)
    assert after[: len(before)] == before
    assert all(text.startswith('["h/') for text in after[len(before) :])
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (schema.FORMAT,)
        names = {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'index'")}
    db.close()
    assert "event_about" in names
    assert "event_question" not in names


def test_questions_events_are_looked_up_whichever_way_they_are_written(old: tuple[Path, list[Event]]) -> None:
    with Journal.open(old[0]) as journal:
        steps = journal.select(f"EXPLAIN QUERY PLAN {schema.QUESTION_EVENTS}", ("h/3",))
        steps += journal.select(f"EXPLAIN QUERY PLAN {schema.OUT_OF_ORDER}", ("h/3", 1, "a-1"))
    told = [step[3] for step in steps]
    assert (
        sum("USING INDEX event_about" in each or "COVERING INDEX event_about" in each for each in told) >= 3
    )
    assert not [each for each in told if each.startswith("SCAN e") and "INDEX" not in each]
