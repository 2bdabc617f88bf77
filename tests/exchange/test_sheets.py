"""CSV and TSV: what a row becomes, what is not said is not guessed, and what goes out comes in again."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.deck.strategies import decks
from tests.exchange.laid_out import card, deck, keys, only, told

from alliance_tutor import guide
from alliance_tutor.deck import deckfile
from alliance_tutor.deck.cards import Deck, Source, Topic
from alliance_tutor.deck.library import SHIPPED, packaged_decks
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange.report import Imported, Outcome
from alliance_tutor.exchange.tables import sheet, writing
from alliance_tutor.exchange.tables.columns import COLUMNS
from alliance_tutor.exchange.tables.layout import NOTHING_SAID, Layout

EXAMPLES = [*((packaged_decks() / f"{id}.toml") for id in SHIPPED), Path("tests/deck/every-key.toml")]


def read(text: str, layout: Layout = NOTHING_SAID) -> Imported:
    return sheet.read_csv(text.encode(), "words", layout)


def written(found: Deck) -> str:
    return writing.write_csv(found, NOTHING_SAID).data.decode().removeprefix("\ufeff")


def again(found: Deck) -> tuple[bytes, bytes]:
    first = writing.write_csv(found, NOTHING_SAID).data
    return first, writing.write_csv(sheet.read_csv(first, found.id, NOTHING_SAID).deck, NOTHING_SAID).data


@pytest.mark.parametrize(
    ("found", "row"),
    [
        (card("basic", answer="a,b"), 'c,basic,Q?,"a,b"'),
        (card("basic", answer="a", reverse=True), "c,basic,Q?,a,true"),
        (card("cloze", text="In {{1961::year}}.", typed=True), "c,cloze,In {{1961::year}}.,,true"),
        (
            card("choice", answer="a", distractors=["b", {"text": "c::d", "why": "no"}], shuffle=False),
            'c,choice,Q?,a,"b\nc\\::d :: no",false',
        ),
        (
            card("multiple-response", answers=["a", "b"], distractors=["c"]),
            'c,multiple-response,Q?,"a\nb",c',
        ),
        (card("true-false", answer=False), "c,true-false,Q?,false"),
        (
            card("short-answer", answer="a", accept=["b", "d"], case_sensitive=True),
            'c,short-answer,Q?,a,"b\nd",true',
        ),
        (card("numeric", answer=-0.5, tolerance="5 %", unit="km"), "c,numeric,Q?,-0.5,5 %,km"),
        (card("date", answer="1961-07"), "c,date,Q?,1961-07"),
        (card("ordering", items=["b", "a"]), 'c,ordering,Q?,"b\na"'),
        (
            card("matching", pairs=[["a", "1"], ["b", "2 :: 3"]], distractors=["4"]),
            'c,matching,Q?,"a :: 1\nb :: 2 \\:: 3",4',
        ),
        (card("open", notes="One.\n\n- Two", lines=3), 'c,open,Q?,"One.\n\n- Two",3'),
    ],
)
def test_card_when_written_is_a_row_and_read_again_is_the_same(found: Deck, row: str) -> None:
    text = written(found)
    assert text.partition("\n")[2] == f"{row}\n"
    back, item = only(read(text))
    assert (back, item.outcome) == (found.cards[0], Outcome.KEPT)


def test_deck_when_written_names_its_columns_and_no_empty_ones() -> None:
    topics = (Topic(id="one", title="One, two", summary="Read."), Topic(id="three", title="Three"))
    source = Source(id="s", title="A :: page", publisher="P", year=1948, url="https://[::1]/")
    common = {"topic": "one", "sources": ("s",), "tags": ("x", "y"), "when": "1948-10", "points": 2}
    found = deck(
        {"type": "true-false", "prompt": "Q?", "answer": True, **common}, topics=topics, sources=(source,)
    )
    made = writing.write_csv(found, NOTHING_SAID)
    assert made.data.decode() == (
        "\ufeffid,type,topic,prompt,answer,sources,when,tags,points\n"
        'c,true-false,"One, two",Q?,true,A \\:: page :: P :: 1948 :: https://[\\::1]/,1948-10,"x\ny",2\n'
    )
    assert [(item.name, item.outcome, item.notes) for item in made.report.items[1:]] == [
        ("topic one", Outcome.CHANGED, ("its id is not written", "without its summary")),
        ("topic three", Outcome.CHANGED, ("left out: no card belongs to it",)),
        ("source s", Outcome.CHANGED, ("its id is not written",)),
        ("true-false c", Outcome.KEPT, ()),
    ]
    back = sheet.read_csv(made.data, "deck", NOTHING_SAID).deck
    assert back.title == "deck"
    assert [(topic.id, topic.title) for topic in back.topics] == [("one-two", "One, two")]
    assert back.sources == (source.model_copy(update={"id": "a-page"}),)


def test_separator_when_said_parts_what_is_written() -> None:
    made = writing.write_csv(card("basic", answer="a;b"), Layout(separator=";"))
    assert made.data.decode() == '\ufeffid;type;prompt;answer\nc;basic;Q?;"a;b"\n'


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("prompt,answer\nQ?,A", {"prompt": "Q?", "answer": "A"}),
        ("Question;Answer\nQ?;A", {"prompt": "Q?", "answer": "A"}),
        ("prompt\tanswer\nQ?\tA", {"prompt": "Q?", "answer": "A"}),
        ("sep=|\nprompt|answer\nQ?|A", {"prompt": "Q?", "answer": "A"}),
        ("prompt,answer\n  Q?  ,'=1+1", {"prompt": "Q?", "answer": "=1+1"}),
        ("prompt,type\nIn {{1961}}.,", {"type": "cloze", "text": "In {{1961}}."}),
        (
            "prompt,answer,wrong answer 1,Wrong_Answer 2\nQ?,A,b,c :: no",
            {
                "type": "choice",
                "prompt": "Q?",
                "answer": "A",
                "distractors": ({"text": "b"}, {"text": "c", "why": "no"}),
            },
        ),
        ("prompt,answer,type\nQ?,YES,True false", {"type": "true-false", "prompt": "Q?", "answer": True}),
    ],
)
def test_row_when_read_is_a_card_by_its_columns(row: str, expected: dict[str, Any]) -> None:
    found, item = only(read(row))
    assert keys(found) == {"type": "basic", **expected} if found.type != "basic" else keys(found) == expected
    assert item.outcome is Outcome.KEPT


@pytest.mark.parametrize(
    ("type", "cells", "expected", "note"),
    [
        ("numeric", "answer\n007", {"answer": 7}, "“007” is a number here, without its leading zeros"),
        ("numeric", 'answer\n"0,5"', {"answer": 0.5}, "“0,5” is read as 0.5"),
        ("date", "answer\n06.07.1961", {"answer": "1961-07-06"}, "“06.07.1961” is read as 1961-07-06"),
        ("date", "answer\n7/13/1961", {"answer": "1961-07-13"}, "“7/13/1961” is read as 1961-07-13"),
        ("date", "answer\n13/7/1961", {"answer": "1961-07-13"}, "“13/7/1961” is read as 1961-07-13"),
        ("basic", "answer,unit\na,km", {"answer": "a"}, "without unit, which basic cards do not have"),
        ("basic", "answer\na,b", {"answer": "a"}, "without the cell “b”, which stands in no column"),
        (
            "basic",
            "answer\n6-Jul",
            {"answer": "6-Jul"},
            "“6-Jul” looks like a spreadsheet's reading of something else, such as 6/7 or 6-7",
        ),
        (
            "basic",
            "answer\n1.2E+11",
            {"answer": "1.2E+11"},
            "“1.2E+11” looks like a long number that a spreadsheet shortened",
        ),
        ("basic", "answer\n#N/A", {"answer": "#N/A"}, "“#N/A” is a spreadsheet's error"),
    ],
)
def test_cell_when_a_spreadsheet_was_at_it_is_told(
    type: str, cells: str, expected: dict[str, Any], note: str
) -> None:
    head, _, row = cells.partition("\n")
    found, item = only(read(f"type,prompt,{head}\n{type},Q?,{row}"))
    assert {key: value for key, value in keys(found).items() if key in expected} == expected
    assert (item.outcome, item.line, item.notes) == (Outcome.CHANGED, 2, (note,))
    assert bool(item.hand) == ("spreadsheet" in note)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("basic,Q?,", "`answer` is missing"),
        ("basic,,a", "`prompt` is missing"),
        (
            "riddle,Q?,a",
            "there is no such type of card: the types are basic, cloze, choice, multiple-response,",
        ),
        ("choise,Q?,a", "there is no such type of card: did you mean “choice”?"),
        ("true-false,Q?,WAHR", "`answer` must be true or false, and is the text “WAHR”"),
        ("numeric,Q?,many", "`answer` must be a number, and is the text “many”"),
        ('numeric,Q?,"1,234"', "“1,234” may be two numbers: write it without a comma"),
        ("date,Q?,7/6/1961", "“7/6/1961” may be two days: write 1961-07-06 or the like"),
        ("date,Q?,31.2.1961", "the calendar has no day “31.2.1961”"),
        ("date,Q?,Jul-61", "“Jul-61” looks like a spreadsheet's reading of something else"),
        ('matching,Q?,"a :: 1\nb"', "there is no :: between “b” and its partner"),
        ("cloze,no gap,", "the cloze text has no gap"),
        (f"basic,Q?,{'a' * 50_001}", "a cell of it has more than 50000 characters"),
        ('basic,Q?,"a', "a quotation mark that opens a cell is never closed"),
    ],
)
def test_row_when_it_makes_no_card_is_refused_with_its_line(row: str, why: str) -> None:
    imported = read(f"type,prompt,answer\nbasic,Kept?,yes\n{row}\n")
    (item,) = (item for item in imported.report.items if item.outcome is Outcome.REFUSED)
    assert item.line == 3
    assert item.notes[0].startswith(why)
    assert len(imported.deck.cards) == 1


def test_row_when_it_spans_lines_is_told_by_the_first_and_the_next_by_its_own() -> None:
    imported = read('prompt,answer\n"Q\n?",a\n\n,,\n"x"y,b\n')
    assert [(item.line, item.notes) for item in imported.report.items] == [
        (2, ()),
        (6, ("a quotation mark inside a cell is not doubled",)),
    ]
    assert [getattr(card, "prompt", "") for card in imported.deck.cards] == ["Q\n?", "xy"]


def test_column_when_it_is_none_is_left_out_and_named() -> None:
    imported = read("prompt,answer,Points of view\nQ?,A,x\n")
    assert told(imported)[0] == (1, "changed", "column “Points of view”", ("it is left out",))
    assert sheet.look_csv(b"prompt,answer,Mood\nQ?,A,x\n", NOTHING_SAID).notes == (
        "the first row names the columns",
        "left out: column “Mood”",
    )


@pytest.mark.parametrize(
    ("text", "layout", "unsaid", "options"),
    [
        (
            "Wann?;1961\nWer?;Kim",
            NOTHING_SAID,
            ("what parts its cells", "what its columns hold"),
            "--separator semicolon --columns prompt,answer",
        ),
        (
            "Text;Kim",
            NOTHING_SAID,
            ("what parts its cells", "what its columns hold"),
            "--separator semicolon --columns prompt,answer",
        ),
        (
            "Wann?,1961,x",
            Layout(separator=","),
            ("what its columns hold",),
            "--separator comma --columns prompt,answer,-",
        ),
        (
            "Wann?|1961",
            Layout(columns=("prompt", "answer"), markup="plain"),
            ("what parts its cells",),
            "--separator pipe --columns prompt,answer --text plain",
        ),
        (
            "Frage;Antwort\nWann?;1961",
            Layout(header=True, encoding="cp1252"),
            ("what parts its cells", "what its columns hold"),
            "--encoding cp1252 --separator semicolon --columns prompt,answer --header",
        ),
    ],
)
def test_layout_when_not_said_is_proposed_and_nothing_taken(
    text: str, layout: Layout, unsaid: tuple[str, ...], options: str
) -> None:
    preview = sheet.look_csv(text.encode(), layout)
    assert (preview.unsaid, preview.options) == (unsaid, options)
    with pytest.raises(UsageError, match=f"does not say {' and '.join(unsaid)}") as raised:
        sheet.read_csv(text.encode(), "words", layout)
    assert options in raised.value.hint
    taken = sheet.read_csv(text.encode(), "words", preview.layout)
    assert all(getattr(card, "answer", "") in ("1961", "Kim") for card in taken.deck.cards)


def test_preview_when_shown_has_three_rows_and_what_parts_them() -> None:
    assert sheet.look_csv("a;b\nc;\u202ed\ne;f\ng;h".encode(), NOTHING_SAID).lines == (
        "encoding: UTF-8",
        "cells parted by: semicolon",
        "columns: prompt, answer",
        "texts: markdown",
        "line 1: prompt: a | answer: b",
        "line 2: prompt: c | answer: \\u202ed",
        "line 3: prompt: e | answer: f",
    )


@pytest.mark.parametrize(
    ("markup", "prompt", "answer"),
    [
        ("markdown", "*a* <b>b</b>", "*x*"),
        ("plain", "\\*a\\* <b>b</b>", "\\*x\\*"),
        ("html", "\\*a\\* **b**", "\\*x\\*"),
    ],
)
def test_texts_when_said_to_be_something_are_read_as_that(markup: str, prompt: str, answer: str) -> None:
    found, _ = only(read("prompt,answer\n*a* <b>b</b>,*x*", Layout(markup=markup)))
    assert (keys(found)["prompt"], keys(found)["answer"]) == (prompt, answer)
    gapped, _ = only(read("prompt,type\n*a* {{c1::<b>x</b>::h}},cloze", Layout(markup=markup)))
    expected = {
        "markdown": "*a* {{c1::<b>x</b>::h}}",
        "plain": "\\*a\\* {{c1::<b>x</b>::h}}",
        "html": "\\*a\\* {{c1::**x**::h}}",
    }
    assert keys(gapped)["text"] == expected[markup]


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-8-sig", "cp1251"), ("utf-16", ""), ("cp1251", "cp1251")],
)
def test_bytes_when_their_encoding_is_known_are_read(codec: str, encoding: str) -> None:
    data = "prompt,answer\r\nКогда?,1961\r\n".encode(codec)
    found, _ = only(sheet.read_csv(data, "words", Layout(encoding=encoding)))
    assert keys(found) == {"prompt": "Когда?", "answer": "1961"}


def test_bytes_when_their_encoding_is_not_said_are_refused_with_the_line() -> None:
    with pytest.raises(UsageError, match="byte 0xca is not utf-8") as raised:
        sheet.read_csv("prompt,answer\nКогда?,1961".encode("cp1251"), "words", NOTHING_SAID)
    assert raised.value.line == 2
    assert "--encoding" in raised.value.hint
    with pytest.raises(UsageError, match="there is no encoding rot13"):
        sheet.read_csv(b"prompt,answer\na,b", "words", Layout(encoding="rot13"))


def test_deck_when_written_says_which_cells_a_spreadsheet_would_change() -> None:
    found = deck({"type": "basic", "prompt": "Which agent?", "answer": "007", "when": "1961-07"})
    assert writing.write_csv(found, NOTHING_SAID).report.items[0].notes == (
        "without id, title: a deck read from it is called like its file",
        "a spreadsheet that opens it may change 2 cells, such as “007”, “1961-07”:"
        " have all columns read as text",
    )


def test_guide_when_read_tells_what_each_column_holds() -> None:
    assert [
        name for name, holds in COLUMNS.items() if f"| `{name}` | {holds} |" not in guide.read("exchange")
    ] == []


@pytest.mark.parametrize("text", ["=1+1", "+a", "-a", "@a", "'=a", "- a\n- b"])
def test_cell_when_a_spreadsheet_would_run_it_has_an_apostrophe_before_it(text: str) -> None:
    row = written(card("basic", answer=text)).partition("\n")[2]
    assert row.strip('"\n').removeprefix("c,basic,Q?,").lstrip('"').startswith(f"'{text[:1]}")
    assert only(read(written(card("basic", answer=text))))[0] == card("basic", answer=text).cards[0]


@given(decks())
def test_deck_when_written_read_and_written_again_has_the_same_bytes(found: Deck) -> None:
    if found.cards:
        first, second = again(found)
        assert first == second


@given(decks())
def test_deck_when_written_is_read_without_a_refusal_and_loads(found: Deck) -> None:
    if found.cards:
        imported = sheet.read_tsv(writing.write_tsv(found, NOTHING_SAID).data, found.id, NOTHING_SAID)
        assert not imported.report.refused
        assert [card.id for card in imported.deck.cards] == [card.id for card in found.cards]
        reading = deckfile.parse([(Path("deck.toml"), deckfile.dump(imported.deck).encode())])
        assert reading.deck == imported.deck


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_shipped_deck_when_read_again_has_the_same_cards(path: Path) -> None:
    found = deckfile.read(path).deck
    assert found
    first, second = again(found)
    assert first == second
    back = sheet.read_csv(first, found.id, NOTHING_SAID).deck
    cited = {source.id: (source.title, source.publisher, source.url, source.year) for source in found.sources}
    sources = {
        source.id: (source.title, source.publisher, source.url, source.year) for source in back.sources
    }
    for before, after in zip(found.cards, back.cards, strict=True):
        assert [cited[id] for id in before.sources] == [sources[id] for id in after.sources]


SIGNS = st.sampled_from(
    (
        *",;\t|\n\"'=+-@#",
        *("prompt", "answer", "type", "cloze", "numeric", "date", "sources", "topic", "tags", "sep=;"),
        *("{{a}}", " :: ", "\\::", "1,5", "6-Jul", "1961", "07/06/1961", "https://a.b"),
        *("\x1b", "\u202e", "\ufdd0"),
    )
)


@given(text=st.lists(SIGNS | st.text(max_size=3), max_size=40).map("".join), data=st.data())
def test_text_when_it_is_anything_is_read_or_refused(text: str, data: st.DataObject) -> None:
    head = data.draw(
        st.sampled_from(["", "prompt,answer,type,topic,sources\n", "prompt;answer;when;points\n"])
    )
    columns = data.draw(st.sampled_from([(), ("prompt", "answer"), ("type", "prompt", "-", "answer", "id")]))
    markup = data.draw(st.sampled_from(["", "plain", "html"]))
    layout = Layout(separator=data.draw(st.sampled_from(["", ",", ";"])), columns=columns, markup=markup)
    try:
        sheet.look_csv((head + text).encode(errors="ignore"), layout)
        imported = sheet.read_csv((head + text).encode(errors="ignore"), "words", layout)
    except UsageError:
        return
    reading = deckfile.parse([(Path("deck.toml"), deckfile.dump(imported.deck).encode())])
    assert reading.deck == imported.deck
    if imported.deck.cards:
        first, second = again(imported.deck)
        assert first == second


@given(data=st.binary(max_size=60), encoding=st.sampled_from(["", "utf-16", "cp1251", "utf-7"]))
def test_bytes_when_they_are_anything_are_read_or_refused(data: bytes, encoding: str) -> None:
    layout = Layout(encoding=encoding, separator=",", columns=("prompt", "answer"))
    try:
        imported = sheet.read_csv(data, "words", layout)
    except UsageError:
        return
    assert deckfile.dump(imported.deck)
