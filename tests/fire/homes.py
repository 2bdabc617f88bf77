"""Homes with decks and a history, as learners have them."""

import atexit
import shutil
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from tests.e2e.decks import put_numbered, set_limits

from alliance_tutor.journal.events import Kind
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.studyday import Moment

CARDS = 40
BEGAN = datetime(2026, 6, 1, 9, tzinfo=UTC)
TYPED = 12


def lived(home: Path, events: int = 400, deck: str = "numbered") -> Path:
    """A home with the decks `numbered` and `typed`, and a history of one of them."""
    shutil.copytree(_made(events, deck), home)
    return home


def put_decks(home: Path) -> None:
    """The decks `numbered`, of cards that are self-graded, and `typed`, of such that exams can ask."""
    set_limits(home, 1000)
    put_numbered(home, CARDS)
    card = (
        '[[card]]\nid = "t{0:04}"\ntype = "short-answer"\nprompt = "Question t{0:04}?"\nanswer = "word{0}"\n'
    )
    text = '[deck]\nid = "typed"\ntitle = "Typed"\n\n' + "\n".join(
        card.format(n) for n in range(1, TYPED + 1)
    )
    (home / "decks" / "typed.toml").write_text(text, encoding="utf-8")


@cache
def _made(events: int, deck: str) -> Path:
    home = Path(mkdtemp(prefix="fire-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    put_decks(home)
    random = Random(events)
    with Journal.open(home / "history.db") as journal:
        journal.amend([], [], "".join(random.choices("abcdefghijklmnopqrstuvwxyz234567", k=8)))
        for number in range(0, events, 40):
            moment = _moment(BEGAN + timedelta(days=number // 40 * 2))
            journal.record_all(
                [_answer(random, deck, moment) for _ in range(min(40, events - number))], moment
            )
    return home


def _moment(when: datetime) -> Moment:
    return Moment(int(when.timestamp() * 1000), 0)


def _answer(random: Random, deck: str, moment: Moment) -> tuple[str, dict[str, object]]:
    day = datetime.fromtimestamp(moment.at / 1000, UTC).date().isoformat()
    body: dict[str, object] = {
        "question": f"{deck}/{deck[0]}{random.randint(1, CARDS if deck == 'numbered' else TYPED):04}"
    }
    if random.random() < 0.05:
        return Kind.FLAGGED, body
    body |= {"rating": random.choice([1, 2, 3, 3, 3, 4]), "study_day": day, "ms": random.randint(500, 9000)}
    return Kind.REVIEWED, body | {"hash": "00000000", "credit": None, "response": ""}
