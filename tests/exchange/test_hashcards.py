"""hashcards' Markdown: questions with answers, texts with gaps, front matter."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange.laid_out import keys, only, told

from alliance_tutor.deck import deckfile
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange import hashcards
from alliance_tutor.exchange.report import Imported, Outcome


def read(text: str) -> Imported:
    return hashcards.read(text.encode(), "notes")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q: a?\nA: b", {"prompt": "a?", "answer": "b"}),
        (
            "Q:\na?\n\nmore\nA:\n\n- b\n- c\n",
            {"prompt": "a? \n\nmore".replace(" \n", "\n"), "answer": "- b\n- c"},
        ),
        ("Q: _a_ **b** `c`\nA: [d](https://e.f)", {"prompt": "*a* **b** `c`", "answer": "[d](https://e.f)"}),
        ("Q: a?\nA: b\n---", {"prompt": "a?", "answer": "b"}),
        ("C: An [agonist] and [*it*].", {"type": "cloze", "text": "An {{agonist}} and {{*it*}}."}),
        ("C:\nOne\n\n— [two]:[3]", {"type": "cloze", "text": "One\n\n— {{two}}:{{3}}"}),
        (r"C: \[not\] {{this}} [that] ]", {"type": "cloze", "text": r"[not] \{{this}} {{that}}"}),
        ("C: [std::map] [a [b] c", {"type": "cloze", "text": r"{{std:\:map}} a {{b}} c"}),
    ],
)
def test_card_when_read_is_basic_or_cloze(text: str, expected: dict[str, Any]) -> None:
    found, item = only(read(text))
    assert keys(found) == expected
    assert (item.outcome, item.line) == (Outcome.KEPT, 1)


def test_formula_when_there_is_one_stands_as_it_was_written() -> None:
    found, item = only(read("Q: Is $a_1 * b_2$ $5?\nA:\n\n$$\nx \\\\ y\n$$\n"))
    assert keys(found) == {"prompt": "Is `$a_1 * b_2$` $5?", "answer": "`$$ x \\\\ y $$`"}
    assert item.notes == ("a formula stands as it is written",)


def test_file_when_it_belongs_to_a_card_is_left_out_by_name() -> None:
    found, item = only(read('Q: Who? ![x](@/art/a b.webp "Title")\nA: She.\n'))
    assert keys(found) == {"prompt": "Who?", "answer": "She."}
    assert item.notes == ("without the file “@/art/a b.webp”",)
    assert item.hand == "see whether it can be answered without the file “@/art/a b.webp”"
    refused = read("Q: How does it sound?\nA: ![](a.mp3)\n").report.items[0]
    assert (refused.outcome, refused.notes) == (
        Outcome.REFUSED,
        ("its answer is empty; without the file “a.mp3”",),
    )


@pytest.mark.parametrize(
    ("front", "title", "items"),
    [
        ('---\nname = "Medicine"\n---\n', "Medicine", []),
        ('---\nname = "M"\nother = 1\n---\n', "M", [(1, "changed", "front matter", ("without other",))]),
        ("---\nname = 1\n---\n", "notes", [(1, "changed", "front matter", ("without name",))]),
        ("---\nname: M\n---\n", "notes", [(1, "refused", "front matter", ("it is no TOML",))]),
        ("---\n", "notes", []),
        ("\ufeff", "notes", []),
    ],
)
def test_front_matter_when_there_is_some_names_the_deck(front: str, title: str, items: list[Any]) -> None:
    imported = read(f"{front}Q: a?\nA: b\n---\nC: [c]\n")
    assert imported.deck.title == title
    assert told(imported)[: len(items)] == items
    assert [item.line for item in imported.report.items if item.card] == [
        front.count("\n") + 1,
        front.count("\n") + 4,
    ]


def test_part_when_it_belongs_to_no_card_is_refused_with_its_line() -> None:
    imported = read("\nstray\n\nQ: a?\nC: [b]\nA: c\n---\n\nmore\nQ: d?\nQ: e?\nA: f\nA: g\nC: none\nQ: h?")
    assert [(line, notes) for line, outcome, _, notes in told(imported) if outcome == "refused"] == [
        (2, ("there is no Q: or C: before it",)),
        (4, ("it has no A: behind it",)),
        (6, ("there is no Q: before it",)),
        (9, ("there is no Q: or C: before it",)),
        (10, ("it has no A: behind it",)),
        (13, ("there is no Q: before it",)),
        (14, ("the cloze text has no gap",)),
        (15, ("it has no A: behind it",)),
    ]
    assert len(imported.deck.cards) == 2


SIGNS = st.sampled_from(
    (
        *(
            "Q: ",
            "A: ",
            "C: ",
            "\nQ:",
            "\nA:",
            "\nC:",
            "\n---\n",
            "\n",
            "[",
            "]",
            "![",
            "](a)",
            "\\",
            "{{",
            "}}",
        ),
        *("::", "$", "$$", "`", "*", "|", "<b>", "- ", "name = 1", "\x1b", "\ufdd0", "\ufdd2"),
    )
)


@given(st.lists(SIGNS | st.text(max_size=3), max_size=40).map("".join))
def test_text_when_it_is_anything_is_read_or_refused(text: str) -> None:
    try:
        imported = hashcards.read(text.encode(errors="ignore"), "notes")
    except UsageError:
        return
    reading = deckfile.parse([(Path("deck.toml"), deckfile.dump(imported.deck).encode())])
    assert reading.deck == imported.deck
