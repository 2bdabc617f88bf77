"""Moodle XML as Moodle reads it, and what of it is told."""

from pathlib import Path
from typing import Any

import pytest

from alliance_tutor.deck import deckfile
from alliance_tutor.deck.cards import AnyCard
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange import moodle_xml
from alliance_tutor.exchange.moodle.taking import NO_NOTES
from alliance_tutor.exchange.moodle_xml import tree
from alliance_tutor.exchange.report import Imported, Item, Outcome

BANK = Path(__file__).parent / "fixtures" / "bank.xml"

RIGHT = '<answer fraction="100"><text>{}</text></answer>'
WRONG = '<answer fraction="0"><text>{}</text></answer>'
YES_NO = RIGHT.format("true") + WRONG.format("false")
A_B = RIGHT.format("a") + WRONG.format("b")


def read(*questions: str) -> Imported:
    return moodle_xml.read(f"<quiz>{''.join(questions)}</quiz>".encode(), "bank")


def question(type: str, *parts: str, text: str = "<p>Q?</p>", form: str = "html") -> str:
    asked = f'<questiontext format="{form}"><text><![CDATA[{text}]]></text></questiontext>'
    return f'<question type="{type}">{asked}{"".join(parts)}</question>'


def only(type: str, *parts: str, text: str = "<p>Q?</p>", form: str = "html") -> tuple[AnyCard, Item]:
    """The one card of a file, and what is said of it."""
    imported = read(question(type, *parts, text=text, form=form))
    (card,) = imported.deck.cards
    (item,) = (item for item in imported.report.items if item.card)
    return card, item


def keys(card: AnyCard) -> dict[str, Any]:
    return card.model_dump(exclude_defaults=True, exclude={"id", "prompt"})


def lines(imported: Imported) -> list[str]:
    return [str(item).removeprefix(":1: ") for item in imported.report.items]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            ("multichoice", "<shuffleanswers>1</shuffleanswers>", A_B),
            {"type": "choice", "answer": "a", "distractors": ({"text": "b"},)},
        ),
        (
            ("multichoice", A_B),
            {"type": "choice", "answer": "a", "distractors": ({"text": "b"},), "shuffle": False},
        ),
        (
            ("multichoice", "<single>false</single><shuffleanswers>true</shuffleanswers>", A_B),
            {"type": "multiple-response", "answers": ("a",), "distractors": ({"text": "b"},)},
        ),
        (("truefalse", YES_NO), {"type": "true-false", "answer": True}),
        (
            ("truefalse", WRONG.format("true"), RIGHT.format("false")),
            {"type": "true-false", "answer": False},
        ),
        (
            ("truefalse", RIGHT.format("false"), WRONG.format("true")),
            {"type": "true-false", "answer": False},
        ),
        # Moodle's oldest files have the words of the site's language, the true answer first.
        (
            ("truefalse", WRONG.format("Wahr"), RIGHT.format("Falsch")),
            {"type": "true-false", "answer": False},
        ),
        (
            ("shortanswer", "<usecase>1</usecase>", RIGHT.format("a"), RIGHT.format("*b")),
            {"type": "short-answer", "answer": "a", "case_sensitive": True},
        ),
        (
            ("shortanswer", RIGHT.format("a \\* b")),
            {"type": "short-answer", "answer": "a * b"},
        ),
        (
            ("numerical", '<answer fraction="100"><text>-1.5</text><tolerance>0.25</tolerance></answer>'),
            {"type": "numeric", "answer": -1.5, "tolerance": 0.25},
        ),
        # Moodle's oldest files have no <text> in an answer.
        (
            ("numerical", '<answer fraction="100">5<tolerance>1</tolerance></answer>'),
            {"type": "numeric", "answer": 5, "tolerance": 1},
        ),
        (
            (
                "matching",
                "<subquestion><text>a</text><answer><text>1</text></answer></subquestion>",
                "<subquestion><text>b</text><answer><text>&lt;b&gt;2&lt;/b&gt;</text></answer></subquestion>",
                "<subquestion><text/><answer><text>3 &lt; 4</text></answer></subquestion>",
            ),
            {"type": "matching", "pairs": (("a", "1"), ("b", "**2**")), "distractors": ("3 < 4",)},
        ),
        (
            ("ordering", *(f'<answer fraction="{n}"><text>{n}.</text></answer>' for n in (1, 2, 3))),
            {"type": "ordering", "items": ("1.", "2.", "3.")},
        ),
        (
            (
                "essay",
                "<graderinfo><text>n</text></graderinfo>",
                "<generalfeedback><text>why</text></generalfeedback>",
                "<responsefieldlines>20</responsefieldlines>",
            ),
            {"type": "open", "notes": "n", "lines": 20, "explanation": "why"},
        ),
        (
            ("essay", "<generalfeedback><text>why</text></generalfeedback>"),
            {"type": "open", "notes": "why"},
        ),
    ],
)
def test_question_when_read_is_the_card_of_its_type(found: tuple[str, ...], expected: dict[str, Any]) -> None:
    card, _ = only(*found)
    assert keys(card) == expected
    assert getattr(card, "prompt", "Q?") == "Q?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In {1:SHORTANSWER:=1961} and {:SA:=1962}.",
            {"type": "cloze", "text": "In {{1961}} and {{1962}}.", "typed": True},
        ),
        ("In {2:MW:=1961}.", {"type": "cloze", "text": "In {{1961}}.", "typed": True, "points": 2}),
        (
            "{1:SA:=a&#126;\\}b\\#&#125;} {{x}} {1:NM:=5}",
            {"type": "cloze", "text": "{{a~}b#} }} \\{{x}} {{5}}", "typed": True},
        ),
        (
            "In {1:SHORTANSWER_C:=Kim~=Lee}.",
            {
                "type": "short-answer",
                "prompt": "In _____.",
                "answer": "Kim",
                "accept": ("Lee",),
                "case_sensitive": True,
            },
        ),
        (
            "In {1:NUMERICAL:=1961,5:0,5}.",
            {"type": "numeric", "prompt": "In _____.", "answer": 1961.5, "tolerance": 0.5},
        ),
        (
            "A {1:MC:<i>b</i>#no~=c#yes}",
            {
                "type": "choice",
                "prompt": "A _____",
                "answer": "c",
                "distractors": ({"text": "*b*", "why": "no"},),
                "explanation": "yes",
            },
        ),
        (
            "A {1:MRHS:=b~=c~d}",
            {
                "type": "multiple-response",
                "prompt": "A _____",
                "answers": ("b", "c"),
                "distractors": ({"text": "d"},),
            },
        ),
    ],
)
def test_cloze_when_read_keeps_its_gaps_or_is_what_says_all_of_its_one_gap(
    text: str, expected: dict[str, Any]
) -> None:
    card, _ = only("cloze", text=text)
    assert card.model_dump(exclude_defaults=True, exclude={"id"}) == expected


@pytest.mark.parametrize(
    "text",
    [
        "no gap",
        "{1:SHORTANSWER:=never closed",
        "{1:OTHER:=a}",
        "{1:SHORTANSWER:}",
        "{1:SHORTANSWER:%50%a} {1:SA:=b}",
        "{1:SA:=*} {1:SA:=b}",
        '<a href="https://a.b/{1:SA:=c}">d</a> {1:SA:=e}',
    ],
)
def test_cloze_when_it_has_no_gap_to_ask_for_is_refused(text: str) -> None:
    (item,) = read(question("cloze", text=text)).report.items
    assert item.outcome is Outcome.REFUSED


def test_cloze_when_its_format_is_markdown_shows_a_blank_alone_on_its_line() -> None:
    card, _ = only("cloze", text="Where?\n\n{1:MC:=a~b}", form="markdown")
    assert getattr(card, "prompt", "") == "Where?\n\n_____"


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("html", "<p>a <b>b</b></p>\n", "a **b**"),
        ("markdown", "# a\n\n*b* <u>c</u>", "**a**\n\n*b* c"),
        ("plain_text", " *a* <b>\nb ", "\\*a\\* <b>\\\nb"),
        ("moodle_auto_format", "a\nb", "a\\\nb"),
        ("moodle_auto_format", "a <i>b</i>\nc", "a *b*\\\nc"),
        ("wiki_like", "!! a", "!! a"),
        ("strange", "<em>a</em>", "*a*"),
    ],
)
def test_text_when_read_is_taken_by_its_format(form: str, text: str, expected: str) -> None:
    card, _ = only("truefalse", YES_NO, text=text, form=form)
    assert getattr(card, "prompt", "") == expected


def test_text_when_it_says_no_format_has_that_of_the_question() -> None:
    answer = '<answer fraction="100"><text>*a*</text></answer>'
    card, _ = only("multichoice", answer, WRONG.format("b"), text="Q?", form="markdown")
    assert getattr(card, "answer", "") == "*a*"


def test_question_when_it_has_a_number_tags_a_hint_and_points_keeps_them() -> None:
    parts = (
        "<idnumber>Ab 1</idnumber>",
        "<tags><tag><text>x</text></tag><tag><text>when:1948-10</text></tag></tags>",
        "<coursetags><tag><text>y</text></tag></coursetags>",
        "<hint><text>One.</text></hint><hint><text>Two.</text><shownumcorrect/></hint>",
        "<defaultgrade>2.5000000</defaultgrade>",
    )
    card, item = only("truefalse", YES_NO, *parts)
    assert (card.id, card.tags, card.when, card.points) == ("ab-1", ("x", "y"), "1948-10", 2.5)
    assert card.hint == "One.\n\nTwo."
    assert item.notes == ("its 2 hints are one", "its id “Ab 1” is no id here: it is ab-1")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((YES_NO, "<hidden>1</hidden>"), "it was hidden in Moodle"),
        ((YES_NO, "<defaultgrade>many</defaultgrade>"), "it was worth many points, and is worth 1 here"),
        ((YES_NO, "<stamp>abc</stamp>"), "without <stamp>: “abc”"),
        ((YES_NO, "<x><y>z</y></x>"), "without <x>"),
        (
            (YES_NO.replace("</answer>", "<feedback><text>f</text><u>v</u></feedback></answer>", 1),),
            "without <u>: “v”",
        ),
    ],
)
def test_question_when_it_loses_something_says_what(parts: tuple[str, ...], expected: str) -> None:
    _, item = only("truefalse", *parts)
    assert expected in item.notes


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (("essay",), "it has no notes for marking"),
        (
            (
                "essay",
                "<graderinfo><text>n</text></graderinfo><responsefieldlines>400</responsefieldlines>",
            ),
            "it has 100 lines, not 400",
        ),
        (
            ("essay", "<responsetemplate><text>t</text></responsetemplate>"),
            "without the template of its answer: “t”",
        ),
        (
            (
                "numerical",
                RIGHT.format(5),
                "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit>"
                "<unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit></units>",
            ),
            "without the unit “cm”, which is counted 100 times",
        ),
        (
            ("multichoice", WRONG.format("b"), RIGHT.format("a")),
            "its options had an order of their own, and are shuffled here",
        ),
        (
            ("multichoice", RIGHT.format("a"), '<answer fraction="-50"><text>b</text></answer>'),
            "“b” was worth −50 % and is wrong here",
        ),
        (
            (
                "ordering",
                "<selecttype>RANDOM</selecttype><selectcount>2</selectcount>",
                *(f"<answer><text>{n}</text></answer>" for n in "abc"),
            ),
            "all its items are asked for, not 2 of them",
        ),
    ],
)
def test_question_when_its_type_loses_something_says_what(found: tuple[str, ...], expected: str) -> None:
    _, item = only(*found)
    assert item.outcome is Outcome.CHANGED
    assert expected in item.notes


def test_cloze_when_its_gaps_lose_something_says_what() -> None:
    text = "{1:SAC:=a~=b#f} {2:NM:=5:1} {1:MC:=c~d} {1:MR:=e~=f~g}"
    card, item = only("cloze", text=text)
    assert getattr(card, "text", "") == "{{a}} {{5}} {{c}} {{e, f}}"
    assert item.notes == (
        "its gaps were worth 1, 2, 1, 1, and count alike here",
        "without “b” of gap 1",
        "without the feedback on “b” of gap 1: “f”",
        "capitals do not matter in gap 1",
        "without the tolerance 1 of “5” of gap 2",
        "without “d” of gap 3",
        "without “g” of gap 4",
    )


@pytest.mark.parametrize("type", ["gapselect", "ddwtos"])
def test_missing_words_when_read_are_gaps_or_a_choice(type: str) -> None:
    box = "selectoption" if type == "gapselect" else "dragbox"
    words = "".join(f"<{box}><text>{word}</text><group>1</group></{box}>" for word in "abc")
    card, item = only(type, words, text="[[2]] or [[1]]")
    assert keys(card) == {"type": "cloze", "text": "{{b}} or {{a}}", "typed": True}
    assert item.notes == (
        "without “a” of gap 1",
        "without “c” of gap 1",
        "without “b” of gap 2",
        "without “c” of gap 2",
    )
    card, item = only(type, words, text="It is [[3]].")
    assert keys(card) == {"type": "choice", "answer": "c", "distractors": ({"text": "a"}, {"text": "b"})}
    assert getattr(card, "prompt", "") == "It is _____."
    assert item.notes == ()


def test_setting_when_many_questions_have_it_is_told_once() -> None:
    feedback = "<correctfeedback><text>Yes!</text></correctfeedback>"
    numbering = "<answernumbering>ABCD</answernumbering>"
    found = read(
        question("multichoice", A_B, feedback, numbering, text="One?"),
        question("multichoice", A_B, feedback, text="Two?"),
        question("truefalse", YES_NO, "<penalty>0.5</penalty>", text="Three?"),
    )
    assert lines(found)[3:] == [
        "changed setting answernumbering “ABCD”: one question has it, and it is not kept",
        "changed feedback on right responses “Yes!”: 2 questions have it, and it is not kept",
        "changed setting penalty “0.5”: one question has it, and it is not kept",
    ]


def test_file_when_embedded_is_refused_by_name_and_the_question_kept() -> None:
    text = (
        '<questiontext format="html"><text><![CDATA[<p>Q? <img src="@@PLUGINFILE@@/a.png"></p>]]></text>'
        '<file name="a.png" path="/" encoding="base64">AAAA</file></questiontext>'
    )
    answer = '<answer fraction="100"><text>a</text><file name="b.png">BBBB</file></answer>'
    name = "<name><text>Map</text></name>"
    found = read(f'<question type="multichoice">{name}{text}{answer}{WRONG.format("b")}</question>')
    assert lines(found) == [
        "refused file “a.png”: files are not kept: multichoice “Map” is without it",
        "refused file “b.png”: files are not kept: multichoice “Map” is without it",
        "changed choice map: without a picture",
    ]
    (card,) = found.deck.cards
    assert getattr(card, "prompt", "") == "Q?"


@pytest.mark.parametrize("type", ["calculated", "random", "ddmarker", "stack", ""])
def test_question_when_no_card_is_like_it_is_refused_by_name(type: str) -> None:
    found = f'<question type="{type}"><name><text>Nämé</text></name></question>'
    (item,) = read(found).report.items
    assert (item.outcome, item.name) == (Outcome.REFUSED, f"{type or 'question'} “Nämé”")


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (question("truefalse", RIGHT.format("true")), "it has not two answers"),
        (question("truefalse", WRONG.format("true") + WRONG.format("false")), "it does not say which answer"),
        (question("multichoice", WRONG.format("a") + WRONG.format("b")), "no option is right"),
        (question("multichoice", '<answer fraction="x"><text>a</text></answer>'), "an answer is worth “x”"),
        (question("multichoice", '<answer fraction="150"><text>a</text></answer>'), "worth “150”"),
        (question("numerical", RIGHT.format("five")), "“five” is no number"),
        (question("shortanswer"), "no answer that can be compared"),
        (question("matching"), "fewer than two pairs"),
        (question("ordering", "<answer><text>a</text></answer>"), "`items` has only one part"),
        (question("truefalse", YES_NO, text=""), "`prompt` is missing"),
        (question("truefalse", YES_NO, text="x" * 200_001), "more than 200000 characters"),
        (
            '<question type="truefalse"><questiontext><text>a <b>b</b></text></questiontext></question>',
            "its <questiontext> has <b> in it, which is not escaped",
        ),
        ("<quest/>", "it is no question"),
    ],
)
def test_question_when_it_is_faulty_is_refused_with_the_reason(found: str, why: str) -> None:
    (item,) = read(found).report.items
    assert item.outcome is Outcome.REFUSED
    assert why in item.notes[0]


def test_picture_when_it_is_inlined_is_left_out_however_large_it_is() -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 600_000}" alt="a map">'
    card, item = only("truefalse", YES_NO, text=f"<p>Q?{picture}</p>")
    assert getattr(card, "prompt", "") == "Q?[a map]"
    assert item.notes == ("without a picture (“a map”)",)


def test_category_when_read_is_a_topic_with_its_text_and_its_number() -> None:
    def category(path: str, info: str = "", id: str = "") -> str:
        return (
            f'<question type="category"><category><text>{path}</text></category>'
            f'<info format="html"><text>{info}</text></info><idnumber>{id}</idnumber></question>'
        )

    imported = read(
        category("$course$/top"),
        category("$course$/top/Deck", "What it is."),
        category("$course$/top/Deck/A//B", id="ab1"),
        question("truefalse", YES_NO),
        category("Deck/C", "&lt;b&gt;Read&lt;/b&gt; it."),
        question("truefalse", YES_NO, text="R?"),
        category("Deck"),
        question("description", "<name><text>N</text></name>", text="More."),
    )
    deck = imported.deck
    assert (deck.title, deck.description) == ("Deck", "What it is.\n\nMore.")
    assert [(topic.id, topic.title, topic.summary) for topic in deck.topics] == [
        ("ab1", "A/B", ""),
        ("c", "C", "**Read** it."),
    ]
    assert [card.topic for card in deck.cards] == ["ab1", "c"]
    told = imported.report.items
    assert [item.outcome for item in told if item.name.startswith("description")] == [
        Outcome.KEPT,
        Outcome.KEPT,
        Outcome.CHANGED,
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is no XML: no element found"),
        (b"no xml", "the file is no XML: syntax error"),
        (b"<quiz><question></quiz>", "the file is no XML: mismatched tag"),
        (b"<quiz>&nbsp;</quiz>", "the file is no XML: undefined entity"),
        (b"<html></html>", "the file begins with <html>"),
        (b"<quiz/>", "there is nothing to import"),
        (b"\xff\xfe<\x00", "the file is UTF-16 text"),
        (b"<quiz>\xe9</quiz>", "byte 0xe9 is not UTF-8"),
        (b"<!DOCTYPE quiz><quiz/>", "the file declares a document type"),
        (
            b'<!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><quiz>&b;</quiz>',
            "the file declares a document type",
        ),
        (
            b'<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>',
            "the file declares a document type",
        ),
        (b"<quiz>" + b"<a>" * 100, "elements nest deeper than 30"),
        (b"<quiz><question>" + b"<a/>" * 20_001, "a question has more than 20000 elements"),
    ],
)
def test_file_when_it_is_no_moodle_xml_says_why(data: bytes, message: str) -> None:
    with pytest.raises(UsageError) as fault:
        moodle_xml.read(data, "bank")
    assert message in fault.value.message
    assert fault.value.hint


def test_file_when_it_is_no_xml_says_where() -> None:
    with pytest.raises(UsageError) as fault:
        moodle_xml.read("<quiz>\n<question>é</b>\n".encode(), "bank")
    assert (fault.value.line, fault.value.column) == (2, 14)


def test_file_when_it_is_large_is_read_question_by_question() -> None:
    many = "\n".join(question("truefalse", YES_NO, text=f"{n}?") for n in range(2000))
    found = tree.elements(f"<quiz>{many}</quiz>".encode())
    assert [each.line for each in found] == list(range(1, 2001))


def test_file_when_embedded_is_not_held_in_memory() -> None:
    (found,) = tree.elements(b'<quiz><question><file name="a.png">AAAA</file>b</question></quiz>')
    assert (found.text, found.children) == ("b", [tree.Element("file", {"name": "a.png"}, 1)])


def test_bank_when_read_is_the_deck_that_it_was_and_says_what_it_is_not() -> None:
    imported = moodle_xml.read(BANK.read_bytes(), "bank")
    deck, report = imported.deck, imported.report
    assert [(card.type, card.id) for card in deck.cards] == [
        ("choice", "deepest"),
        ("multiple-response", "salt-lakes"),
        ("true-false", "caspian"),
        ("short-answer", "largest-by-area"),
        ("numeric", "depth-of-baikal"),
        ("matching", "countries"),
        ("ordering", "by-depth"),
        ("open", "aral"),
        ("cloze", "yx2tlzdk"),
        ("choice", "chad"),
        ("cloze", "words"),
        ("choice", "map"),
    ]
    refused = [item.name for item in report.items if item.outcome is Outcome.REFUSED]
    assert refused == ["file “map.png”", "calculatedsimple “Volume”", "random “Random (Lakes)”"]
    kept = [item.card for item in report.items if item.card and item.outcome is Outcome.KEPT]
    assert kept == ["countries", "by-depth", "aral", "chad"]
    reading = deckfile.parse([(Path("deck.toml"), deckfile.dump(deck).encode())])
    assert reading.deck == deck


def test_essay_when_it_has_no_notes_waits_for_a_hand() -> None:
    card, item = only("essay")
    assert getattr(card, "notes", "") == NO_NOTES
    assert item.hand


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            "<units><unit><multiplier>1</multiplier><unit_name>$</unit_name></unit></units>"
            "<unitsleft>1</unitsleft>",
            "the unit stands behind the number",
        ),
        ("<unitgradingtype>1</unitgradingtype>", "the unit itself is not marked"),
        (
            "<instructions><text>In metres.</text></instructions>",
            "without its instructions on units: “In metres.”",
        ),
    ],
)
def test_numeric_when_its_unit_loses_something_says_what(parts: str, expected: str) -> None:
    _, item = only("numerical", RIGHT.format(5), parts)
    assert item.notes == (expected,)


def test_picture_when_a_file_of_old_names_it_is_refused() -> None:
    found = read(question("truefalse", YES_NO, "<image>map.gif</image><image_base64>AA==</image_base64>"))
    assert [item.name for item in found.report.items] == ["file “map.gif”", "true-false lbyi6tt5"]


def test_category_when_something_in_it_is_not_kept_says_so() -> None:
    found = read(
        '<question type="category"><category><text>A</text></category>'
        '<info format="html"><text></text><file name="a.png">AA==</file></info><x>y</x></question>',
        '<question type="category"><category><text>B<b>C</b></text></category></question>',
        question("truefalse", YES_NO),
    )
    assert lines(found)[:3] == [
        "refused file “a.png”: files are not kept: the category's text is without it",
        "changed category “A”: without <x>: “y”",
        "refused category: its <category> has <b> in it, which is not escaped",
    ]
    assert found.deck.title == "A"


@pytest.mark.parametrize(
    ("type", "text", "why"),
    [
        ("gapselect", "[[2]]", "there is no word for its gap [[2]]"),
        ("cloze", "{1:SA:=a} " * 1000, "its gaps cannot be told from the rest of its text"),
    ],
)
def test_gap_when_it_cannot_be_kept_has_its_question_refused(type: str, text: str, why: str) -> None:
    words = "<selectoption><text>a</text></selectoption>" if type == "gapselect" else ""
    (item,) = read(question(type, words, text=text)).report.items
    assert (item.outcome, item.notes) == (Outcome.REFUSED, (why,))


@pytest.mark.parametrize(
    ("text", "expected", "notes"),
    [
        ("a{{1:SA:=b}", "a{ {{b}}", ("a space stands before gap 1",)),
        ("a\\{1:SA:=b}", "a\\ {{b}}", ("a space stands before gap 1",)),
        ("a{{{1:SA:=b}", "a\\{{{{b}}", ()),
        ("a{{{{1:SA:=b}", "a{\\{{{{b}}", ()),
    ],
)
def test_cloze_when_a_brace_stands_before_a_gap_is_parted_from_it(
    text: str, expected: str, notes: tuple[str, ...]
) -> None:
    card, item = only("cloze", text=text)
    assert getattr(card, "text", "") == expected
    assert item.notes == notes
