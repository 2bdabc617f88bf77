"""The journal's tables, and how their rows are read and written.

`event` is the truth. All other tables are caches of what `fold` makes of it: dropped and made anew when
`CACHE_VERSION` or anything that decides a memory changes, so that no upgrade migrates anyone's past. An index
that came after the first journals is made with them.
"""

import json
from typing import Any

from alliance_tutor.journal.events import Body, Event
from alliance_tutor.memory.plan import DayCount
from alliance_tutor.memory.standing import Memory, Stage, Standing
from alliance_tutor.memory.timing import Timing

APPLICATION_ID = 0x416C5475  # "AlTu"
FORMAT = 1  # of `event` and `meta`: PRAGMA user_version
PAGE = 1024  # bytes: an answer changes four pages, and small ones are on disk sooner
CACHE_VERSION = "5"

Row = tuple[Any, ...]

TABLES = f"""
CREATE TABLE event(
  device TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, offset INTEGER NOT NULL,
  kind TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_question ON event(json_extract(body, '$.question'), at);
CREATE INDEX event_retracted ON event(json_extract(body, '$.event')) WHERE kind = 'retracted';
CREATE INDEX event_retention ON event(at) WHERE kind = 'retention-set';
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {FORMAT};
"""

CACHES = (
    """CREATE INDEX IF NOT EXISTS event_overruled ON event(json_extract(body, '$.event'))
      WHERE kind = 'overruled'""",
    """CREATE INDEX IF NOT EXISTS event_exam ON event(json_extract(body, '$.exam'))
      WHERE json_extract(body, '$.exam') IS NOT NULL""",
    "CREATE INDEX IF NOT EXISTS event_relinked ON event(at) WHERE kind = 'relinked'",
    "CREATE INDEX IF NOT EXISTS event_exam_started ON event(at) WHERE kind = 'exam-started'",
    "CREATE INDEX IF NOT EXISTS event_exam_finished ON event(at) WHERE kind = 'exam-finished'",
    """CREATE INDEX IF NOT EXISTS event_plan ON event(at)
      WHERE kind IN ('plan-set', 'plan-ended')""",
    "DROP TABLE IF EXISTS standing",
    "DROP TABLE IF EXISTS day",
    "DROP TABLE IF EXISTS timing",
    "DROP TABLE IF EXISTS evidence",
    """CREATE TABLE standing(
      question TEXT PRIMARY KEY, stage TEXT, step INTEGER, stability REAL, difficulty REAL,
      last_day INTEGER, due_day INTEGER, due_at INTEGER, interval INTEGER, reps INTEGER, lapses INTEGER,
      suspended INTEGER NOT NULL, buried_day INTEGER, flagged INTEGER NOT NULL, first_day INTEGER,
      last_rating INTEGER NOT NULL, event TEXT NOT NULL, again_day INTEGER
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE day(
      day INTEGER PRIMARY KEY, answers INTEGER NOT NULL, new INTEGER NOT NULL, reviews INTEGER NOT NULL,
      again INTEGER NOT NULL, ms INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE timing(
      question TEXT PRIMARY KEY, first INTEGER NOT NULL, known INTEGER NOT NULL, recalled INTEGER NOT NULL,
      missed INTEGER NOT NULL, step INTEGER NOT NULL, day INTEGER NOT NULL, spent INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE evidence(
      stability REAL NOT NULL, days INTEGER NOT NULL, missed INTEGER NOT NULL, recalled INTEGER NOT NULL,
      PRIMARY KEY (stability, days)
    ) STRICT, WITHOUT ROWID""",
)

_LIVE = """NOT EXISTS (
  SELECT 1 FROM event AS r
  WHERE r.kind = 'retracted' AND json_extract(r.body, '$.event') = e.device || '-' || e.seq
)"""
_EVENTS = "SELECT device, seq, at, offset, kind, body FROM event AS e"
EVENTS = f"{_EVENTS} ORDER BY at, device, seq"
EVENT = f"{_EVENTS} WHERE device = ? AND seq = ?"
# What decides a question's standing: its own events, those that overrule its answers, and finished exams.
QUESTION_EVENTS = f"""
  {_EVENTS} WHERE json_extract(body, '$.question') = ?1 AND kind <> 'overruled' AND {_LIVE}
  UNION ALL
  {_EVENTS} WHERE kind = 'overruled' AND {_LIVE} AND json_extract(body, '$.event') IN (
    SELECT device || '-' || seq FROM event WHERE json_extract(body, '$.question') = ?1)"""
_NOT_TAKEN_BACK = f"""{_LIVE} AND NOT EXISTS (SELECT 1 FROM event AS r
  WHERE r.kind = 'retracted' AND json_extract(r.body, '$.event') = json_extract(e.body, '$.exam'))"""
FINISHED_EXAMS = f"""
  {_EVENTS} WHERE kind = 'exam-finished' AND {_NOT_TAKEN_BACK}
  UNION ALL
  {_EVENTS} WHERE kind = 'overruled' AND {_LIVE} AND json_extract(body, '$.event') IN (
    SELECT device || '-' || seq FROM event WHERE kind = 'exam-finished')"""
FINISHED_EXAM = f"{_EVENTS} WHERE kind = 'exam-finished' AND json_extract(body, '$.exam') = ?"
STARTED_EXAMS = f"{_EVENTS} WHERE kind = 'exam-started' AND {_LIVE} ORDER BY at"
# Of those without one that finishes them only the ids: a paper is long, and home asks at every start.
OPEN_EXAMS = f"""SELECT device || '-' || seq FROM event AS e WHERE kind = 'exam-started' AND {_LIVE}
  AND device || '-' || seq NOT IN (SELECT json_extract(f.body, '$.exam') FROM event AS f
    WHERE f.kind = 'exam-finished' AND json_extract(f.body, '$.exam') IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM event AS r
      WHERE r.kind = 'retracted' AND json_extract(r.body, '$.event') = f.device || '-' || f.seq))
  ORDER BY at"""
EXAM_EVENTS = f"""
  {_EVENTS} WHERE device = ?1 AND seq = ?2 AND kind = 'exam-started' AND {_LIVE}
  UNION ALL
  {_EVENTS} WHERE json_extract(body, '$.exam') = ?3 AND {_NOT_TAKEN_BACK}
  UNION ALL
  {_EVENTS} WHERE kind = 'overruled' AND {_LIVE} AND json_extract(body, '$.event') IN (
    SELECT device || '-' || seq FROM event
    WHERE kind = 'exam-finished' AND json_extract(body, '$.exam') = ?3)"""
PLAN_EVENTS = f"{_EVENTS} WHERE kind IN ('plan-set', 'plan-ended') AND {_LIVE}"
RELINK_EVENTS = f"{_EVENTS} WHERE kind = 'relinked' AND {_LIVE}"
RETENTION_EVENTS = f"{_EVENTS} WHERE kind = 'retention-set' AND {_LIVE}"
LAST_ANSWER = f"""{_EVENTS} WHERE device = ? AND kind IN ('reviewed', 'answered') AND {_LIVE}
  ORDER BY seq DESC LIMIT 1"""
NEXT_SEQ = "SELECT coalesce(max(seq), 0) + 1 FROM event WHERE device = ?"
# Whether a question's past has to be folded anew for an event: something that shapes it is not earlier, or
# the event was retracted or overruled before it arrived.
OUT_OF_ORDER = """SELECT
  EXISTS (SELECT 1 FROM event WHERE json_extract(body, '$.question') = ?1 AND at >= ?2)
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
MERGE_EVENT = "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (device, seq) DO NOTHING"

STANDINGS = "SELECT * FROM standing"
STANDING = "SELECT * FROM standing WHERE question = ?"
PUT_STANDING = f"INSERT OR REPLACE INTO standing VALUES ({', '.join('?' * 18)})"
DROP_STANDING = "DELETE FROM standing WHERE question = ?"
DAYS = "SELECT * FROM day WHERE day >= ? ORDER BY day"
DAY = "SELECT * FROM day WHERE day = ?"
ADD_DAY = """INSERT INTO day VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (day) DO UPDATE SET
  answers = answers + excluded.answers, new = new + excluded.new, reviews = reviews + excluded.reviews,
  again = again + excluded.again, ms = ms + excluded.ms"""
DROP_EMPTY_DAYS = "DELETE FROM day WHERE answers = 0"
TIMINGS = "SELECT * FROM timing"
TIMING = "SELECT * FROM timing WHERE question = ?"
PUT_TIMING = f"INSERT OR REPLACE INTO timing VALUES ({', '.join('?' * 8)})"
DROP_TIMING = "DELETE FROM timing WHERE question = ?"
SPENT = "SELECT coalesce(sum(spent), 0) FROM timing WHERE day = ?"
SPENT_ON = f"{SPENT} AND question >= ? || '/' AND question < ? || '0'"  # 0 follows / in ASCII
EVIDENCE = "SELECT * FROM evidence"
ADD_EVIDENCE = """INSERT INTO evidence VALUES (?, ?, ?, ?) ON CONFLICT (stability, days) DO UPDATE SET
  missed = missed + excluded.missed, recalled = recalled + excluded.recalled"""
DROP_NO_EVIDENCE = "DELETE FROM evidence WHERE missed = 0 AND recalled = 0"
PUT_META = "INSERT OR REPLACE INTO meta VALUES (?, ?)"

_STAGES = {stage.value: stage for stage in Stage}
_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_ASCII_JSON = json.JSONEncoder(allow_nan=False, separators=(",", ":"))
_NO_MEMORY = (None,) * 10


def body_text(body: Body) -> str:
    """A body as compact JSON. Raises ValueError for what JSON cannot hold (NaN)."""
    text = _JSON.encode(body)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair, typed in a terminal that speaks no UTF-8
        return _ASCII_JSON.encode(body)
    return text


def event_of(row: Row) -> Event:
    """The event in a row of `event`; a body that is no JSON object reads as an empty one."""
    device, seq, at, offset, kind, text = row
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        body = None
    return Event(device, seq, at, offset, kind, body if isinstance(body, dict) else {})


def event_row(event: Event) -> Row:
    """The row of `event` that holds an event."""
    return event.device, event.seq, event.at, event.offset, event.kind, body_text(event.body)


def standing_of(row: Row) -> Standing:
    """The standing in a row of `standing`."""
    stage = row[1]
    memory = None if stage is None else Memory(_STAGES[stage], *row[2:11])
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


def day_row(count: DayCount) -> Row:
    """The row of `day` that holds a study day's count."""
    return count.day, count.answers, count.new, count.reviews, count.again, count.ms


def timing_of(row: Row) -> Timing:
    """The timing in a row of `timing`."""
    first, known, *rest = row[1:]
    return Timing(first, bool(known), *rest)


def _memory_row(memory: Memory) -> Row:
    return (
        *(memory.stage.value, memory.step, memory.stability, memory.difficulty, memory.last_day),
        *(memory.due_day, memory.due_at, memory.interval, memory.reps, memory.lapses),
    )
