"""Whatever a file holds: no fault but the program's own, every question named, and a deck that loads."""

import contextlib
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck import deckfile
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange import moodle_xml
from alliance_tutor.exchange.moodle_xml import embedded

BANK = (Path(__file__).parent / "fixtures" / "bank.xml").read_bytes()
TYPES = (
    *("multichoice", "truefalse", "shortanswer", "numerical", "matching", "ordering", "essay", "cloze"),
    *("gapselect", "ddwtos", "description", "category", "calculated", ""),
)
TAGS = (
    *(
        "name",
        "questiontext",
        "generalfeedback",
        "idnumber",
        "defaultgrade",
        "single",
        "shuffleanswers",
        "answer",
    ),
    *(
        "usecase",
        "units",
        "unit",
        "unit_name",
        "multiplier",
        "subquestion",
        "graderinfo",
        "tags",
        "tag",
        "hint",
    ),
    *(
        "selectoption",
        "dragbox",
        "group",
        "feedback",
        "tolerance",
        "text",
        "file",
        "category",
        "info",
        "penalty",
    ),
    *("correctfeedback", "hidden", "responsefieldlines", "selecttype", "image", "other"),
)
WORDS = (
    *(
        "a",
        "b",
        "true",
        "false",
        "1",
        "0",
        "5:1",
        "-1e9",
        "1e999",
        "*",
        "\\*",
        "_____",
        "[[1]]",
        "[[2]]",
        "x" * 60,
    ),
    *(
        "{1:SA:=a}",
        "{1:MC:=a~b}",
        "{2:NM:=5:1}",
        "{1:MR:=a~=b",
        "{{x}}",
        "{",
        "}",
        "~",
        "#",
        "\\",
        "<p>",
        "</p>",
    ),
    *(
        "<b>",
        "<img src='data:x'>",
        "<script>",
        "&lt;",
        "&amp;",
        "- ",
        "1. ",
        "**",
        "`",
        "\n",
        "\u202e",
        "\ufdd0",
    ),
    *("$course$/top/A", "/", "//", "level:recall", "when:1948", "as_of:2026-02-30"),
)

words = st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=5).map(
    lambda parts: "".join(letter for letter in "".join(parts) if letter in "\n\t" or ord(letter) > 31)
)
printable = words.map(lambda text: text.replace("\ufffe", "").replace("\uffff", ""))


def _element(tag: str, attributes: dict[str, str], inside: str) -> str:
    given = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<{tag}{given}>{inside}</{tag}>"


attributes = st.fixed_dictionaries(
    {},
    optional={
        "fraction": st.sampled_from(["100", "50", "0", "-33.33333", "x", "1e400"]),
        "format": st.sampled_from(["html", "markdown", "plain_text", "moodle_auto_format", "wiki_like", "?"]),
        "name": printable,
    },
)
leaves = printable.map(escape) | printable.map(lambda text: f"<text>{escape(text)}</text>")
inner = st.recursive(
    leaves,
    lambda inside: st.lists(st.builds(_element, st.sampled_from(TAGS), attributes, inside), max_size=4).map(
        "".join
    ),
    max_leaves=8,
)
questions = st.builds(
    _element, st.just("question"), st.fixed_dictionaries({"type": st.sampled_from(TYPES)}), inner
).map(lambda text: text.replace("\n", " "))


@given(st.lists(questions, max_size=5))
def test_file_when_its_elements_are_strange_names_each_question(found: list[str]) -> None:
    try:
        imported = moodle_xml.read("\n".join(["<quiz>", *found, "</quiz>"]).encode(), "bank")
    except UsageError:
        assert all('type="category"' in question for question in found)
        return
    deck, report = imported.deck, imported.report
    lines = {item.line for item in report.items}
    asked = {line for line, text in enumerate(found, start=2) if 'type="category"' not in text}
    assert asked <= lines
    reading = deckfile.parse([(Path("deck.toml"), deckfile.dump(deck).encode())])
    assert reading.deck == deck
    if deck.cards:
        made = moodle_xml.write(deck)
        assert (
            moodle_xml.write(moodle_xml.read(made.data, "bank").deck).data == made.data or made.report.refused
        )


@given(st.data())
def test_file_when_it_is_cut_up_raises_the_programs_own_faults_only(data: st.DataObject) -> None:
    file = bytearray(BANK)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(file)))
        end = data.draw(st.integers(at, min(len(file), at + 400)))
        file[at:end] = data.draw(
            st.sampled_from([b"", b"<", b">", b"&", b"]]>", b"\xff", b"<text>", b"{1:SA:="])
        )
    with contextlib.suppress(UsageError):
        moodle_xml.read(bytes(file), "bank")


@given(st.lists(st.sampled_from((*WORDS, "{1:SA:=a~b#c}", "{1:MC:=", "{:NM:")), max_size=20).map("".join))
def test_cloze_text_when_taken_apart_has_all_of_its_text(text: str) -> None:
    at = 0
    for piece in embedded.pieces(text):
        if isinstance(piece, str):
            assert text.startswith(piece, at)
            at += len(piece)
        else:
            assert text[at] == "{"
            assert text[piece.end - 1] == "}"
            at = piece.end
    assert at == len(text)
