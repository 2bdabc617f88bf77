"""The tables of the deck index.

`gone` keeps the text of cards that vanished from a deck, so that their histories can be offered to new ones.
`tally` keeps what was counted of a deck for a state of the journal, and stands until either moves.
`said` keeps the words of a deck's questions as one text, a line a question, and so their tags.
"""

INDEX_VERSION = 7
"""Raised with every change of what is stored, or of what is made of a deck file."""

SCHEMA = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS deck(
  n INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE, made_by TEXT NOT NULL, stats TEXT NOT NULL,
  looked_ns INTEGER NOT NULL, hash TEXT NOT NULL, entry TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS question(
  deck INTEGER NOT NULL, n INTEGER NOT NULL, id TEXT NOT NULL, deck_id TEXT NOT NULL, card TEXT NOT NULL,
  topic TEXT NOT NULL, type TEXT NOT NULL, level TEXT NOT NULL, status TEXT NOT NULL, "when" TEXT NOT NULL,
  PRIMARY KEY (deck, n)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS question_id ON question(id, deck, type);
CREATE TABLE IF NOT EXISTS body(
  deck INTEGER NOT NULL, n INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (deck, n)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS topic(
  deck INTEGER NOT NULL, n INTEGER NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, summary TEXT NOT NULL,
  PRIMARY KEY (deck, n)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS said(
  deck INTEGER NOT NULL, n INTEGER NOT NULL, words TEXT NOT NULL, tags TEXT NOT NULL, PRIMARY KEY (deck, n)
);
CREATE TABLE IF NOT EXISTS tally(
  deck INTEGER PRIMARY KEY, version INTEGER NOT NULL, unseen INTEGER NOT NULL, fresh INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS gone(
  deck_id TEXT NOT NULL, card TEXT NOT NULL, parts TEXT NOT NULL, prompt TEXT NOT NULL, answer TEXT NOT NULL,
  PRIMARY KEY (deck_id, card)
) WITHOUT ROWID;
PRAGMA user_version = {INDEX_VERSION};
COMMIT;
"""

CHILDREN = ("question", "body", "topic", "said", "tally")
"""The tables whose rows belong to a row of `deck`."""

REF = 'id, deck_id, card, topic, type, level, status, "when"'
"""The columns of `question` that make a `QuestionRef`, in its order."""
