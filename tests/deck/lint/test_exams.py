"""The exam that a deck proposes: what `check` says where it cannot be filled."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.deck.lint.conftest import TODAY, Found, told

from alliance_tutor.deck import deckfile
from alliance_tutor.deck.entries import entry_of
from alliance_tutor.deck.library import DeckFile, Origin
from alliance_tutor.deck.lint.check import check
from alliance_tutor.deck.lint.findings import Finding, Severity
from alliance_tutor.deck.questions import questions_of
from alliance_tutor.study.blueprint import proposed
from alliance_tutor.study.paper import lacks

HEAD = """\
[deck]
id = "d"
title = "D"
ignore = ["Q149"]
[[topic]]
id = "a"
title = "A"
[[topic]]
id = "b"
title = "B"
"""
CHOICE = 'type = "choice"\nprompt = "P{0}?"\nanswer = "yes{0}"\ndistractors = ["no{0}", "never{0}"]\n'
TYPED = 'type = "cloze"\ntext = "C{0} {{{{gap{0}}}}}."\ntyped = true\n'
RECALLED = 'type = "cloze"\ntext = "C{0} {{{{gap{0}}}}}."\n'
OPEN = 'type = "open"\nprompt = "P{0}?"\nnotes = "notes{0}"\n'


def cards(*kinds: tuple[str, str, str]) -> str:
    """Cards of these texts, topics and levels."""
    tables: list[str] = []
    for number, (text, topic, level) in enumerate(kinds):
        named = [f'{key} = "{value}"\n' for key, value in (("topic", topic), ("level", level)) if value]
        tables.append("[[card]]\n" + "".join(named) + text.format(number))
    return "".join(tables)


def of_exam(findings: list[Finding]) -> list[Finding]:
    return [each for each in findings if each.code == "Q183"]


def test_exam_that_can_be_filled_is_as_it_should_be(found: Found) -> None:
    exam = (
        '[exam]\nitems = 3\n[[exam.part]]\ntopic = "a"\nitems = 1\n[[exam.part]]\ntype = "open"\nitems = 1\n'
    )
    kinds = ((CHOICE, "a", ""), (OPEN, "", ""), (TYPED, "", ""))
    assert of_exam(found(HEAD + exam + cards(*kinds))) == []
    assert of_exam(found(HEAD + cards(*kinds))) == []


def test_part_that_lacks_cards_is_named_with_how_many_there_are(found: Found) -> None:
    exam = '[exam]\n[[exam.part]]\ntopic = "a"\nlevel = "recall"\ntype = "choice"\nitems = 3\n'
    findings = found(HEAD + exam + cards((CHOICE, "a", "recall"), (CHOICE, "b", "recall")))
    (finding,) = of_exam(findings)
    assert told([finding]) == [("Q183", 16, 1)]
    assert finding.severity is Severity.WARNING
    assert finding.message == (
        "the exam asks for 3 questions of topic “a”, level “recall”, type “choice”, and 1 can be drawn"
    )
    assert finding.hint == "add cards, or ask for 2 fewer"


def test_what_the_parts_leave_is_named_at_the_items_of_the_exam(found: Found) -> None:
    exam = '[exam]\nitems = 5\n[[exam.part]]\ntopic = "a"\nitems = 2\n'
    kinds = ((CHOICE, "a", ""), (CHOICE, "a", ""), (RECALLED, "b", ""), (OPEN, "", ""), (CHOICE, "b", ""))
    (finding,) = of_exam(found(HEAD + exam + cards(*kinds)))
    assert told([finding]) == [("Q183", 12, 1)]
    assert finding.message == (
        "the exam asks for 3 questions of any kind that the program can mark, and 1 can be drawn: "
        "of the 3 cards that fit, other parts need the rest"
    )


def test_card_makes_room_for_one_that_fits_nothing_else(found: Found) -> None:
    exam = '[exam]\n[[exam.part]]\nlevel = "recall"\nitems = 2\n[[exam.part]]\ntopic = "a"\nitems = 2\n'
    kinds = ((CHOICE, "a", "recall"), (CHOICE, "a", "recall"), (TYPED, "b", "recall"), (TYPED, "b", "recall"))
    assert of_exam(found(HEAD + exam + cards(*kinds))) == []


def test_finding_can_be_ignored(found: Found) -> None:
    exam = "[exam]\nitems = 5\n"
    text = HEAD.replace('"Q149"', '"Q149", "Q183"') + exam + cards((CHOICE, "a", ""))
    assert of_exam(found(text)) == []


KINDS = st.tuples(
    st.sampled_from([CHOICE, TYPED, RECALLED, OPEN]),
    st.sampled_from(["", "a", "b"]),
    st.sampled_from(["", "recall", "application"]),
)
PARTS = st.tuples(
    st.sampled_from(["", "a", "b"]),
    st.sampled_from(["", "recall"]),
    st.sampled_from(["", "choice", "cloze", "open"]),
    st.integers(1, 4),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(KINDS, min_size=1, max_size=10), st.lists(PARTS, max_size=4), st.integers(0, 3))
def test_what_lacks_is_what_drawing_would_find_to_lack(
    kinds: list[tuple[str, str, str]], parts: list[tuple[str, str, str, int]], rest: int
) -> None:
    asked = sum(items for *_, items in parts) + rest
    exam = f"[exam]\nitems = {max(1, asked)}\n"
    for *names, items in parts:
        named = zip(("topic", "level", "type"), names, strict=True)
        exam += "[[exam.part]]\n" + "".join(f'{key} = "{name}"\n' for key, name in named if name)
        exam += f"items = {items}\n"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "d.toml"
        path.write_text(HEAD + exam + cards(*kinds), encoding="utf-8")
        file = DeckFile(path, Origin.GIVEN, (path,))
        findings = of_exam(list(check([file], TODAY).findings))
        reading = deckfile.read(path)
    assert reading.deck is not None
    questions = questions_of(reading.deck)
    entry = entry_of(file, reading, questions)
    assert entry.exam is not None
    blueprint, _ = proposed(entry.exam, "d")
    fewer = [int(number) for each in findings for number in re.findall(r"ask for (\d+) fewer", each.hint)]
    assert sum(fewer) == sum(lack.missing for lack in lacks(blueprint, questions))
