"""Generated decks: six types of cards in topics, 500 questions a file, about 600 bytes a card."""

from collections.abc import Iterator
from pathlib import Path

IN_A_FILE = 500
TOPICS = 10
_TEXT = (
    "The Soviet Union and the Democratic People's Republic of Korea signed an agreement on economic and "
    "cultural co-operation in Moscow, and both sides published its text some days later in their papers."
)
_TAIL = """explanation = "{text} This is remark {n} on it."
sources = ["book"]
status = "{status}"
attributed_to = "the editors"
level = "{level}"
tags = ["group-{group}"]
"""
_KINDS = (
    'prompt = "What was agreed in article {n}?"\nanswer = "Deliveries of grain, part {n}"\nreverse = true\n',
    'type = "cloze"\ntext = "Article {n} was signed in {{{{{year}}}}} by both sides."\n',
    'type = "choice"\nprompt = "Which year is article {n} from?"\nanswer = "{year}"\n'
    'distractors = ["{after}", "{before}", "none of these"]\n',
    'type = "multiple-response"\nprompt = "Which of these does article {n} name?"\n'
    'answers = ["coal {n}", "timber"]\ndistractors = ["fish", "wool"]\n',
    'type = "true-false"\nprompt = "Article {n} was signed in {year}."\nanswer = true\n',
    'type = "short-answer"\nprompt = "Where was article {n} signed?"\nanswer = "Moscow"\n'
    'accept = ["Moskva"]\n',
    'type = "numeric"\nprompt = "How many tons does article {n} name?"\nanswer = {n}\ntolerance = 5\n'
    'unit = "tons"\n',
    'type = "date"\nprompt = "When was article {n} signed?"\nanswer = {year}-03-17\nwhen = "{year}"\n',
)
_LEVELS = ("recall", "understanding", "application")
_STATUSES = ("documented", "reported", "claimed")


def make(folder: Path, questions: int) -> list[str]:
    """Write decks with so many questions; the questions' ids, in order."""
    folder.mkdir(parents=True, exist_ok=True)
    ids: list[str] = []
    for number in range(-(-questions // IN_A_FILE)):
        text, own = deck(number, min(IN_A_FILE, questions - number * IN_A_FILE))
        (folder / f"deck-{number:03}.toml").write_text(text, encoding="utf-8")
        ids += own
    return ids


def deck(number: int, questions: int) -> tuple[str, list[str]]:
    """A deck's text, and the ids of its questions."""
    id = f"deck-{number:03}"
    parts = [f'[deck]\nid = "{id}"\ntitle = "Deck {number}"\nlanguage = "en"\n']
    parts += [
        f'[[topic]]\nid = "topic-{topic}"\ntitle = "Topic {topic} of deck {number}"\nsummary = "{_TEXT}"\n'
        for topic in range(TOPICS)
    ]
    parts.append('[[source]]\nid = "book"\ntitle = "A book"\npublisher = "A press"\nyear = 1999\n')
    ids: list[str] = []
    for text, own in _cards(id, questions):
        parts.append(text)
        ids += own
    return "\n".join(parts), ids


def _cards(deck: str, questions: int) -> Iterator[tuple[str, list[str]]]:
    left, n = questions, 0
    while left:
        kind = _KINDS[n % len(_KINDS)]
        card, year = f"card-{n:03}", 1946 + n % 50
        own = [f"{deck}/{card}"]
        if "cloze" in kind:
            own = [f"{deck}/{card}#c1"]
        elif "reverse" in kind and left > 1:
            own.append(f"{deck}/{card}#reverse")
        else:
            kind = kind.replace("reverse = true\n", "")
        told = kind.format(n=n, year=year, after=year + 1, before=year - 1)
        tail = _TAIL.format(
            text=_TEXT, n=n, status=_STATUSES[n % 3], level=_LEVELS[n % len(_LEVELS)], group=n % 7
        )
        topic = n * len(_KINDS) // (questions or 1) * TOPICS // len(_KINDS)
        yield f'[[card]]\nid = "{card}"\ntopic = "topic-{topic % TOPICS}"\n{told}{tail}', own
        left -= len(own)
        n += 1
