"""Decks for these tests, written as a teacher would."""

from pathlib import Path

KINDS = """
[deck]
id = "kinds"
title = "One of each kind"

[[topic]]
id = "all"
title = "All kinds"

[[card]]
id = "basic"
topic = "all"
prompt = "A basic question?"
answer = "a basic answer"

[[card]]
id = "cloze"
type = "cloze"
topic = "all"
text = "A gap stands {{here}}."

[[card]]
id = "choice"
type = "choice"
topic = "all"
prompt = "Which one is right?"
answer = "the right one"
distractors = ["the wrong one", "the wrong other one"]
shuffle = false

[[card]]
id = "true-false"
type = "true-false"
topic = "all"
prompt = "Is this so?"
answer = true

[[card]]
id = "short-answer"
type = "short-answer"
topic = "all"
prompt = "Which year?"
answer = "1961"
"""


def put_kinds(home: Path) -> Path:
    """The deck `kinds`, one question of each kind in a known order, in the learner's folder."""
    return _put(home, "kinds", KINDS)


def put_numbered(home: Path, count: int) -> Path:
    """The deck `numbered` with `count` basic cards, each asking `Question n0001?` for its own id."""
    cards = (
        f'[[card]]\nid = "n{n:04}"\nprompt = "Question n{n:04}?"\nanswer = "Answer n{n:04}."\n'
        for n in range(1, count + 1)
    )
    return _put(home, "numbered", '[deck]\nid = "numbered"\ntitle = "Numbered"\n\n' + "\n".join(cards))


def set_limits(home: Path, new: int) -> None:
    """Let `new` new questions be asked a day."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "settings.toml").write_text(f"new_per_day = {new}\n", encoding="utf-8")


def _put(home: Path, name: str, text: str) -> Path:
    path = home / "decks" / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
