"""How long `check` takes beside loading what it checks: `python -m tests.bench.linter [CARDS] [ROUNDS]`.

The decks are made up: the words of the shipped ones in a new order, by a fixed seed, so that they are as
frequent and as long as words are, and few questions are alike; at random, one card in four has some finding.
Loading is what the program does with decks that it has not seen: to read them into a new index.
"""

import gc
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

from tests.bench import figures

from alliance_tutor.deck.deckfile import parse
from alliance_tutor.deck.index import DeckIndex
from alliance_tutor.deck.library import DeckFile, find, packaged_decks, read_parts
from alliance_tutor.deck.lint.check import check

CARDS, ROUNDS, A_FILE = 10_000, 3, 500
TODAY = date(2026, 11, 23)


def main(cards: int, rounds: int) -> None:
    """Print the ratio."""
    gc.disable()  # as `check` and the reading of large decks do
    with tempfile.TemporaryDirectory() as folder:
        size = write(Path(folder), cards)
        files = find([Path(folder)], Path(folder) / "none", Path(folder) / "none")
        loading = figures.compare(partial(_checked, files), partial(_loaded, files), rounds)
        parsing = figures.compare(partial(_checked, files), partial(_parsed, files), 1)
    print(f"{cards} cards in {len(files)} decks, {size / 1_000_000:.1f} MB; seconds of the processor")
    print(
        f"check {loading.ours:.2f} s, loading {loading.yardstick:.2f} s: {loading.ratio:.2f} x (budget 3 x)"
    )
    print(f"for information: parsing alone {parsing.yardstick:.2f} s, {parsing.ratio:.2f} x")


def write(folder: Path, cards: int) -> int:
    """Write decks of that many cards together; how many bytes they have."""
    random = Random(10)
    vocabulary = _words()
    texts = [
        _deck(random, vocabulary, first, min(A_FILE, cards - first)) for first in range(0, cards, A_FILE)
    ]
    for number, text in enumerate(texts):
        (folder / f"deck-{number:03}.toml").write_text(text, encoding="utf-8")
    return sum(len(text.encode()) for text in texts)


def _words() -> list[str]:
    """Every word of the shipped decks, as often as it stands there."""
    found: list[str] = []
    for path in sorted(packaged_decks().glob("*.toml")):
        for card in tomllib.loads(path.read_text(encoding="utf-8"))["card"]:
            found += " ".join(_texts(card)).replace("\\", "").replace("{{", "").replace("}}", "").split()
    return [word.replace('"', "") for word in found]


def _texts(card: dict[str, Any]) -> Iterator[str]:
    for key in ("prompt", "text", "answer", "explanation"):
        if isinstance(card.get(key), str):
            yield card[key]
    yield from (wrong["text"] for wrong in card.get("distractors", ()) if isinstance(wrong, dict))


def _deck(random: Random, vocabulary: list[str], first: int, cards: int) -> str:
    def some(fewest: int, most: int) -> str:
        return " ".join(random.choices(vocabulary, k=random.randint(fewest, most)))

    topics = [f'[[topic]]\nid = "t{n}"\ntitle = "T"\nsummary = "{some(80, 120)}"\n' for n in range(10)]
    made = [f'[deck]\nid = "deck-{first}"\ntitle = "T"\nsourced = true\n', *topics]
    made.append('[[source]]\nid = "s"\ntitle = "S"\nurl = "https://example.org"\n')
    for number in range(first, first + cards):
        kind = ("choice", "choice", "basic", "cloze", "short-answer", "true-false", "multiple-response")[
            number % 7
        ]
        made.append(f'[[card]]\nid = "c{number}"\ntype = "{kind}"\ntopic = "t{number % 10}"\n')
        wrong = ", ".join(f'"{some(2, 7)} {letter}"' for letter in "abc")
        own = {
            "choice": f'prompt = "{some(8, 20)}?"\nanswer = "{some(2, 7)}"\ndistractors = [{wrong}]\n',
            "multiple-response": (
                f'prompt = "{some(8, 20)}?"\nanswers = ["{some(2, 7)}"]\ndistractors = [{wrong}]\n'
            ),
            "cloze": f'text = "{some(5, 10)} {{{{{some(1, 3)}}}}} {some(5, 10)}."\n',
            "true-false": f'prompt = "{some(8, 20)}."\nanswer = {["true", "false"][number % 2]}\n',
        }
        made.append(own.get(kind, f'prompt = "{some(8, 20)}?"\nanswer = "{some(1, 5)}"\n'))
        made.append(
            f'explanation = "{some(20, 40)}."\nsources = ["s"]\nstatus = "documented"\nlevel = "recall"\n'
        )
    return "".join(made)


def _loaded(files: list[DeckFile]) -> float:
    begun = process_time()
    with tempfile.TemporaryDirectory() as folder:
        index = DeckIndex(Path(folder) / "index.db")
        index.refresh(files)
        index.close()
    return process_time() - begun


def _parsed(files: list[DeckFile]) -> float:
    begun = process_time()
    for file in files:
        parse(read_parts(file.parts))
    return process_time() - begun


def _checked(files: list[DeckFile]) -> float:
    begun = process_time()
    check(files, TODAY)
    return process_time() - begun


if __name__ == "__main__":
    chosen = [int(argument) for argument in sys.argv[1:]]
    main(*(chosen + [CARDS, ROUNDS][len(chosen) :]))
