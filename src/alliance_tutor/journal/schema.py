"""The journal's tables, and how their rows are read and written.

`event` is the truth. All other tables are caches of what `fold` makes of it: dropped and made anew when
`CACHE_VERSION` or anything that decides a memory changes, so that no upgrade migrates anyone's past. An index
that came after the first journals is made with them.

Format 2 differs from 1 in that an answer's body may be packed. Rows are not rewritten: a file of format 1
gets the number when a program that packs first opens it to write, and bodies of both kinds are read for ever.
"""

import json
import sqlite3
from typing import Any

from alliance_tutor.journal.entries import ANSWERED, SHAPING, loaded, packed
from alliance_tutor.journal.events import Body, Event
from alliance_tutor.memory.standing import Memory, Stage, Standing
from alliance_tutor.memory.timing import Timing

APPLICATION_ID = 0x416C5475  # "AlTu"
FORMAT = 2  # of `event` and `meta`: PRAGMA user_version
PAGE = 1024  # bytes: an answer changes four pages, and small ones are on disk sooner
CACHE_VERSION = "7"

Row = tuple[Any, ...]

EVENT_TABLE = """
CREATE TABLE event(
  device TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, offset INTEGER NOT NULL,
  kind TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;"""
TABLES = f"""{EVENT_TABLE}
CREATE INDEX event_retracted ON event(json_extract(body, '$.event')) WHERE kind = 'retracted';
CREATE INDEX event_retention ON event(at) WHERE kind = 'retention-set';
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {FORMAT};
"""


def in_deck(deck: str) -> str:
    """The condition that a row's `question` is of the deck in a parameter: `?` (twice), `?1` or `:deck`."""
    return f"question >= {deck} || '/' AND question < {deck} || '0'"  # 0 follows / in ASCII


def said(key: str) -> str:
    """What a body says under a key that every answer has, packed or not."""
    place = ANSWERED.index(key)
    return f"coalesce(json_extract(body, '$[{place}]'), json_extract(body, '$.{key}'))"


QUESTION = said("question")

CACHES = (
    "DROP INDEX IF EXISTS event_question",  # of format 1, where no body was packed
    f"CREATE INDEX IF NOT EXISTS event_about ON event({QUESTION}, at)",
    """CREATE INDEX IF NOT EXISTS event_overruled ON event(json_extract(body, '$.event'))
      WHERE kind = 'overruled'""",
    """CREATE INDEX IF NOT EXISTS event_exam ON event(json_extract(body, '$.exam'))
      WHERE json_extract(body, '$.exam') IS NOT NULL""",
    "CREATE INDEX IF NOT EXISTS event_parameters ON event(at) WHERE kind = 'parameters-set'",
    "CREATE INDEX IF NOT EXISTS event_relinked ON event(at) WHERE kind = 'relinked'",
    "CREATE INDEX IF NOT EXISTS event_exam_started ON event(at) WHERE kind = 'exam-started'",
    "CREATE INDEX IF NOT EXISTS event_exam_finished ON event(at) WHERE kind = 'exam-finished'",
    """CREATE INDEX IF NOT EXISTS event_plan ON event(at)
      WHERE kind IN ('plan-set', 'plan-ended')""",
    "CREATE INDEX IF NOT EXISTS event_forgotten ON event(device, seq) WHERE kind = 'forgotten'",
    "DROP TABLE IF EXISTS standing",
    "DROP TABLE IF EXISTS pile",
    "CREATE TABLE pile(deck TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "DROP TABLE IF EXISTS day",
    "DROP TABLE IF EXISTS calibration",
    "DROP TABLE IF EXISTS timing",
    "DROP TABLE IF EXISTS evidence",
    """CREATE TABLE standing(
      question TEXT PRIMARY KEY, stage TEXT, step INTEGER, stability REAL, difficulty REAL,
      last_day INTEGER, due_day INTEGER, due_at INTEGER, interval INTEGER, reps INTEGER, lapses INTEGER,
      suspended INTEGER NOT NULL, buried_day INTEGER, flagged INTEGER NOT NULL, first_day INTEGER,
      last_rating INTEGER NOT NULL, event TEXT NOT NULL, again_day INTEGER
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE day(
      day INTEGER NOT NULL, deck TEXT NOT NULL, answers INTEGER NOT NULL, new INTEGER NOT NULL,
      reviews INTEGER NOT NULL, again INTEGER NOT NULL, ms INTEGER NOT NULL, young_passed INTEGER NOT NULL,
      young_failed INTEGER NOT NULL, mature_passed INTEGER NOT NULL, mature_failed INTEGER NOT NULL,
      PRIMARY KEY (day, deck)
    ) STRICT, WITHOUT ROWID""",
    "DROP INDEX IF EXISTS day_deck",
    """CREATE TABLE calibration(
      deck TEXT NOT NULL, bin INTEGER NOT NULL, n INTEGER NOT NULL, recalled INTEGER NOT NULL,
      predicted INTEGER NOT NULL, loss INTEGER NOT NULL, square INTEGER NOT NULL, PRIMARY KEY (deck, bin)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE timing(
      question TEXT PRIMARY KEY, first INTEGER NOT NULL, known INTEGER NOT NULL, recalled INTEGER NOT NULL,
      missed INTEGER NOT NULL, step INTEGER NOT NULL, day INTEGER NOT NULL, spent INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE evidence(
      stability REAL NOT NULL, days INTEGER NOT NULL, missed INTEGER NOT NULL, recalled INTEGER NOT NULL,
      PRIMARY KEY (stability, days)
    ) STRICT, WITHOUT ROWID""",
)

_PILE = "substr({0}, 1, instr({0}, '/') - 1)"
_PILED = f"INSERT OR REPLACE INTO pile VALUES ({_PILE.format('new.question')}, random())"
WATCHES = (
    # What today can be about and what slips is read by the thousand, and lies together here.
    """CREATE INDEX standing_due ON standing(due_day, stage, step, stability, difficulty, last_day, due_at,
      interval, reps, lapses, suspended, buried_day, first_day) WHERE due_day NOT NULL""",
    "CREATE INDEX standing_slip ON standing(stage, last_day, stability) WHERE stage NOT NULL",
    "CREATE INDEX standing_step ON standing(stage) WHERE stage <> 'review'",
    "CREATE INDEX standing_last ON standing(last_day) WHERE last_day NOT NULL",
    "CREATE INDEX standing_first ON standing(first_day) WHERE first_day NOT NULL",
    "CREATE INDEX standing_buried ON standing(buried_day) WHERE buried_day NOT NULL",
    "CREATE INDEX day_deck ON day(deck, day)",
    f"""INSERT INTO pile SELECT deck, random() FROM (
      SELECT DISTINCT {_PILE.format("question")} AS deck FROM standing)""",
    f"""CREATE TRIGGER standing_put BEFORE INSERT ON standing WHEN NOT EXISTS (
        SELECT 1 FROM standing WHERE question = new.question
        AND (stage IS NULL) = (new.stage IS NULL) AND suspended = new.suspended)
      BEGIN {_PILED}; END""",
    f"CREATE TRIGGER standing_moved AFTER UPDATE OF stage, suspended ON standing BEGIN {_PILED}; END",
    f"""CREATE TRIGGER standing_dropped AFTER DELETE ON standing
      BEGIN {_PILED.replace("new.", "old.")}; END""",
)
"""Indexes, and what keeps `pile`: a deck's version is another one once other questions of it are unseen or
suspended. Made when the tables are filled, which they would slow down.
"""

LIVE = """NOT EXISTS (
  SELECT 1 FROM event AS r
  WHERE r.kind = 'retracted' AND json_extract(r.body, '$.event') = e.device || '-' || e.seq
)"""
ROWS = "SELECT device, seq, at, offset, kind, body FROM event AS e"
"""All events, to be followed by a WHERE; `LIVE` is then what leaves out those taken back."""
EVENTS = f"{ROWS} ORDER BY at, device, seq"
EVENT = f"{ROWS} WHERE device = ? AND seq = ?"
# What decides a question's standing: its own events, those that overrule its answers, and finished exams.
QUESTION_EVENTS = f"""
  {ROWS} WHERE {QUESTION} = ?1 AND kind <> 'overruled' AND {LIVE}
  UNION ALL
  {ROWS} WHERE kind = 'overruled' AND {LIVE} AND json_extract(body, '$.event') IN (
    SELECT device || '-' || seq FROM event WHERE {QUESTION} = ?1)"""
_NOT_TAKEN_BACK = f"""{LIVE} AND NOT EXISTS (SELECT 1 FROM event AS r
  WHERE r.kind = 'retracted' AND json_extract(r.body, '$.event') = json_extract(e.body, '$.exam'))"""
FINISHED_EXAMS = f"""
  {ROWS} WHERE kind = 'exam-finished' AND {_NOT_TAKEN_BACK}
  UNION ALL
  {ROWS} WHERE kind = 'overruled' AND {LIVE} AND json_extract(body, '$.event') IN (
    SELECT device || '-' || seq FROM event WHERE kind = 'exam-finished')"""
FINISHED_EXAM = f"{ROWS} WHERE kind = 'exam-finished' AND json_extract(body, '$.exam') = ?"
STARTED_EXAMS = f"{ROWS} WHERE kind = 'exam-started' AND {LIVE} ORDER BY at"
# Of those without one that finishes them only the ids: a paper is long, and home asks at every start.
OPEN_EXAMS = f"""SELECT device || '-' || seq FROM event AS e WHERE kind = 'exam-started' AND {LIVE}
  AND device || '-' || seq NOT IN (SELECT json_extract(f.body, '$.exam') FROM event AS f
    WHERE f.kind = 'exam-finished' AND json_extract(f.body, '$.exam') IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM event AS r
      WHERE r.kind = 'retracted' AND json_extract(r.body, '$.event') = f.device || '-' || f.seq))
  ORDER BY at"""
EXAM_EVENTS = f"""
  {ROWS} WHERE device = ?1 AND seq = ?2 AND kind = 'exam-started' AND {LIVE}
  UNION ALL
  {ROWS} WHERE json_extract(body, '$.exam') = ?3 AND {_NOT_TAKEN_BACK}
  UNION ALL
  {ROWS} WHERE kind = 'overruled' AND {LIVE} AND json_extract(body, '$.event') IN (
    SELECT device || '-' || seq FROM event
    WHERE kind = 'exam-finished' AND json_extract(body, '$.exam') = ?3)"""
PLAN_EVENTS = f"{ROWS} WHERE kind IN ('plan-set', 'plan-ended') AND {LIVE}"
RELINK_EVENTS = f"{ROWS} WHERE kind = 'relinked' AND {LIVE}"
DECIDING_EVENTS = f"""{ROWS} WHERE kind = 'retention-set' AND {LIVE}
  UNION ALL {ROWS} WHERE kind = 'parameters-set' AND {LIVE}"""
# For a replay of all: what has to be known first, and then, device by device, what tells of a question.
_SPECIAL = ("retracted", "overruled", "exam-finished", "relinked", "retention-set", "parameters-set")
SPECIAL_EVENTS = " UNION ALL ".join(f"{ROWS} WHERE kind = '{kind}'" for kind in _SPECIAL)
SHAPING_EVENTS = f"""SELECT device, seq, at, kind, body FROM event
  WHERE kind IN ({", ".join(f"'{kind}'" for kind in sorted(SHAPING))}) ORDER BY device, seq"""
KIND = "SELECT kind FROM event WHERE device = ? AND seq = ?"
LAST_ANSWER = f"""{ROWS} WHERE device = ? AND kind IN ('reviewed', 'answered') AND {LIVE}
  ORDER BY seq DESC LIMIT 1"""
NEXT_SEQ = "SELECT coalesce(max(seq), 0) + 1 FROM event WHERE device = ?"
# Whether a question's past has to be folded anew for an event: something that shapes it is not earlier, or
# the event was retracted or overruled before it arrived.
OUT_OF_ORDER = f"""SELECT
  EXISTS (SELECT 1 FROM event WHERE {QUESTION} = ?1 AND at >= ?2)
  OR EXISTS (SELECT 1 FROM event WHERE kind = 'retention-set' AND at >= ?2)
  OR EXISTS (SELECT 1 FROM event WHERE kind = 'exam-finished' AND at >= ?2)
  OR EXISTS (SELECT 1 FROM event WHERE kind = 'retracted' AND json_extract(body, '$.event') = ?3)
  OR EXISTS (SELECT 1 FROM event WHERE kind = 'overruled' AND json_extract(body, '$.event') = ?3)"""
# The latest number of each device, by one look a device.
STATE = """WITH RECURSIVE each(device) AS (
    SELECT min(device) FROM event
    UNION ALL
    SELECT (SELECT min(device) FROM event WHERE device > each.device) FROM each WHERE device NOT NULL)
  SELECT device, (SELECT max(seq) FROM event WHERE event.device = each.device) FROM each
  WHERE device NOT NULL"""
SORTS_EARLIER = "SELECT EXISTS (SELECT 1 FROM event WHERE (at, device, seq) > (?, ?, ?))"
ADD_EVENT = "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)"
# An event that was forgotten wins over any copy of it.
MERGE_EVENT = f"""{ADD_EVENT} ON CONFLICT (device, seq) DO UPDATE SET
  at = excluded.at, offset = excluded.offset, kind = excluded.kind, body = excluded.body
  WHERE excluded.kind = 'forgotten' AND event.kind <> 'forgotten'"""

STANDINGS = "SELECT * FROM standing"
STANDING = "SELECT * FROM standing WHERE question = ?"
PUT_STANDING = f"INSERT OR REPLACE INTO standing VALUES ({', '.join('?' * 18)})"
DROP_STANDING = "DELETE FROM standing WHERE question = ?"
_COUNTS = "sum(answers), sum(new), sum(reviews), sum(again), sum(ms)"
_OF_DECKS = "(?2 = '[]' OR deck IN (SELECT value FROM json_each(?2)))"
DAYS = f"SELECT day, {_COUNTS} FROM day WHERE day >= ?1 AND {_OF_DECKS} GROUP BY day ORDER BY day"
DAY = f"SELECT day, {_COUNTS} FROM day WHERE day = ?1 AND {_OF_DECKS} GROUP BY day"
# Each step looks up one day: what it costs grows with the streak, not with the journal.
STREAK = f"""WITH RECURSIVE back (day) AS (
    SELECT ?1 - 1 WHERE EXISTS (SELECT 1 FROM day WHERE day = ?1 - 1 AND {_OF_DECKS})
    UNION ALL
    SELECT back.day - 1 FROM back WHERE EXISTS (SELECT 1 FROM day WHERE day = back.day - 1 AND {_OF_DECKS}))
  SELECT count(*) + EXISTS (SELECT 1 FROM day WHERE day = ?1 AND {_OF_DECKS}) FROM back"""
ADD_DAY = """INSERT INTO day VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (day, deck) DO UPDATE SET
  answers = answers + excluded.answers, new = new + excluded.new, reviews = reviews + excluded.reviews,
  again = again + excluded.again, ms = ms + excluded.ms,
  young_passed = young_passed + excluded.young_passed, young_failed = young_failed + excluded.young_failed,
  mature_passed = mature_passed + excluded.mature_passed,
  mature_failed = mature_failed + excluded.mature_failed"""
ADD_CALIBRATION = """INSERT INTO calibration VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (deck, bin) DO UPDATE SET
  n = n + excluded.n, recalled = recalled + excluded.recalled, predicted = predicted + excluded.predicted,
  loss = loss + excluded.loss, square = square + excluded.square"""
DROP_NO_DAY = "DELETE FROM day WHERE day = ? AND deck = ? AND answers = 0"
DROP_NO_CALIBRATION = "DELETE FROM calibration WHERE deck = ? AND bin = ? AND n = 0"
DROP_NO_EVIDENCE = "DELETE FROM evidence WHERE stability = ? AND days = ? AND missed = 0 AND recalled = 0"
TIMINGS = "SELECT * FROM timing"
TIMING = "SELECT * FROM timing WHERE question = ?"
PUT_TIMING = f"INSERT OR REPLACE INTO timing VALUES ({', '.join('?' * 8)})"
DROP_TIMING = "DELETE FROM timing WHERE question = ?"
SPENT = "SELECT coalesce(sum(spent), 0) FROM timing WHERE day = ?"
SPENT_ON = f"{SPENT} AND {in_deck('?')}"
EVIDENCE = "SELECT * FROM evidence"
ADD_EVIDENCE = """INSERT INTO evidence VALUES (?, ?, ?, ?) ON CONFLICT (stability, days) DO UPDATE SET
  missed = missed + excluded.missed, recalled = recalled + excluded.recalled"""
DROP_EVENT = "DELETE FROM event WHERE device = ? AND seq = ?"
META = "SELECT value FROM meta WHERE key = ?"
PUT_META = "INSERT OR REPLACE INTO meta VALUES (?, ?)"

STAGES = {stage.value: stage for stage in Stage}
_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_ASCII_JSON = json.JSONEncoder(allow_nan=False, separators=(",", ":"))
_NO_MEMORY = (None,) * 10


def cache_tables(db: sqlite3.Connection) -> list[str]:
    """The names of the tables that hold what was worked out, ready to be put into a statement."""
    rows = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('event', 'meta')")
    return [f'"{name}"' for (name,) in rows if not name.startswith("sqlite_")]


def body_text(body: Body | list[Any]) -> str:
    """A body, or a packed one, as compact JSON. Raises ValueError for what JSON cannot hold (NaN)."""
    text = _JSON.encode(body)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair, typed in a terminal that speaks no UTF-8
        return _ASCII_JSON.encode(body)
    return text


def event_of(row: Row) -> Event:
    """The event in a row of `event`; a body that is no JSON object reads as an empty one."""
    device, seq, at, offset, kind, text = row
    return Event(device, seq, at, offset, kind, loaded(text))


def event_row(event: Event) -> Row:
    """The row of `event` that holds an event."""
    return event.device, event.seq, event.at, event.offset, event.kind, body_text(packed(event.body))


def standing_of(row: Row) -> Standing:
    """The standing in a row of `standing`."""
    stage = row[1]
    memory = None if stage is None else Memory(STAGES[stage], *row[2:11])
    return Standing(memory, bool(row[11]), row[12], bool(row[13]), *row[14:])


def standing_row(question: str, standing: Standing) -> Row:
    """The row of `standing` that holds a question's standing."""
    memory = standing.memory
    remembered = _NO_MEMORY if memory is None else _memory_row(memory)
    return (
        question,
        *remembered,
        *(standing.suspended, standing.buried_day, standing.flagged, standing.first_day),
        *(standing.last_rating, standing.event, standing.again_day),
    )


def parted(id: str) -> tuple[str, int]:
    """The device and the number in an event's id; of what is none, a number that no event has."""
    device, _, seq = id.rpartition("-")
    return (device, int(seq)) if seq.isascii() and seq.isdigit() and len(seq) < 19 else ("", -1)


def timing_of(row: Row) -> Timing:
    """The timing in a row of `timing`."""
    first, known, *rest = row[1:]
    return Timing(first, bool(known), *rest)


def _memory_row(memory: Memory) -> Row:
    return (
        *(memory.stage.value, memory.step, memory.stability, memory.difficulty, memory.last_day),
        *(memory.due_day, memory.due_at, memory.interval, memory.reps, memory.lapses),
    )
