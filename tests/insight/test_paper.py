"""A printed exam: whole in both forms, harmless whatever stands in a deck, its key true to its version."""

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.study.exams import ALL_FORMS, ask

from alliance_tutor.deck.questions import Citation, Form, Option, Question
from alliance_tutor.insight import paper_html, paper_markdown
from alliance_tutor.insight.paper_parts import GAP, letter, parts, solutions
from alliance_tutor.study.grading import Outcome, mark
from alliance_tutor.study.responses import Arranged, Paired, Picked, Response, Ticked
from alliance_tutor.study.versions import Version, picked, versions

HOSTILE = '<script>alert(1)</script> \x1b[31m &amp; **bold** | [link](https://x.org/?a=1&b="2) `</style>|`'
NUMBER = replace(ask("d/number", "numeric"), key="6400", tolerance="320.0", unit="km", points=2.5)
DAY = replace(ask("d/day", "date"), key="1961-07-06")
ESSAY = replace(ask("d/essay", "open"), lines=12, answer="What a **full** answer says.\n\n- one\n- two")
ALL = (*ALL_FORMS, NUMBER, DAY, ESSAY)
PAGES = (
    *(paper_html.test, paper_html.key, paper_html.answers),
    *(paper_markdown.test, paper_markdown.key, paper_markdown.answers),
)
ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "h1", "p", "span", "div", "section", "ul", "li"),
    *("strong", "em", "code"),
}
Page = Callable[[Version, str], str]


def version(*questions: Question, name: str = "B", seed: int = 7) -> Version:
    (found,) = versions(picked("T", questions or ALL, seed), [name])
    return found


class Reader(HTMLParser):
    """Reads a page: fails where an element is not allowed, or not closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert {name for name, _ in attrs} <= {"class", "lang", "charset", "http-equiv", "content", "name"}
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data


def read(html: str) -> str:
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    assert "\x1b" not in html
    return reader.text


def rendered(markdown: str) -> str:
    """Markdown as a renderer that lets HTML through shows it."""
    return str(MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown))


# The key


def answered(item_question: Question, order: tuple[int, ...], marks: str) -> Response:
    """What a pupil means who writes `marks` on the paper."""
    at = {letter(place): option for place, option in enumerate(order)}
    pairs = [each.split(" ") for each in marks.split(", ")]
    match item_question.form:
        case Form.PICK:
            return Picked(at[marks])
        case Form.TICK:
            return Ticked(frozenset(at[each] for (each,) in pairs))
        case Form.PAIR:
            return Paired(tuple(at[partner] for _, partner in pairs))
    numbered = {int(number): at[row] for row, number in pairs}
    return Arranged(tuple(numbered[number] for number in sorted(numbered)))


@given(st.integers(0, 999_999), st.sampled_from(["A", "B", "Rot"]))
def test_key_fits_its_version(seed: int, name: str) -> None:
    found = version(*ALL, name=name, seed=seed)
    for item, part, solution in zip(found.paper.items, parts(found), solutions(found), strict=True):
        assert part.number == solution.number
        if part.form in (Form.RECALL, Form.TYPED):
            assert solution.marks == ""
        else:
            response = answered(item.question, item.order, solution.marks)
            assert mark(item.question, response).outcome is Outcome.RIGHT


def test_solution_tells_tolerance_other_answers_rule_sources_and_id() -> None:
    question = replace(
        ask("d/word", "short-answer"),
        accept=("P'yang",),
        case_sensitive=True,
        citations=(Citation("A book", "A house", "https://example.org/a", 1961),),
    )
    facts = [solution.facts for solution in solutions(version(question, NUMBER, ALL[2], name=""))]
    assert facts == [
        ("Also right: P'yang", "Capitals matter.", "A book, A house, 1961. https://example.org/a", "d/word"),
        ("Right within ± 320.0", "d/number"),
        ("Each right one earns 1/2, each wrong one costs 1/2; never below 0.", "d/multiple-response"),
    ]


# What stands in a question


@pytest.mark.parametrize(
    ("prompt", "printed", "lines"),
    [
        ("Signed in […].", f"Signed in {GAP}.", 0),
        ("[…] and […].", f"{GAP} and {GAP}.", 0),
        ("Signed in [town].", f"Signed in {GAP} [town].", 0),
        ("In [town] or [year].", "In [town] or [year].", 1),
        ("See [x](https://x.org).", "See [x](https://x.org).", 1),
        (f"{GAP}[…]", GAP, 0),
    ],
)
def test_gap_of_a_cloze_is_a_line_that_is_always_as_long(prompt: str, printed: str, lines: int) -> None:
    (part,) = parts(version(replace(ask("d/a", "typed"), prompt=prompt), name=""))
    assert (part.prompt, part.lines, part.sheet_lines) == (printed, lines, 1)


def test_parts_leave_room_by_type_of_card() -> None:
    found = {part.number: part for part in parts(version(*ALL, name=""))}
    room = {question.id: found[number].lines for number, question in enumerate(ALL, 1)}
    assert room["d/basic"] == room["d/open"] == 3
    assert room["d/essay"] == 12
    assert room["d/number"] == room["d/day"] == room["d/short-answer"] == 1
    assert room["d/choice"] == room["d/ordering"] == room["d/matching"] == 0
    told = {question.id: found[number].told for number, question in enumerate(ALL, 1)}
    assert told["d/ordering"] == "Number them in order, 1 to 3."
    assert told["d/day"] == "Answer with the day, month and year."
    assert told["d/matching"].endswith("Some letters are left over.")


def test_parts_when_a_partner_is_shared_say_so() -> None:
    shared = replace(ask("d/m", "matching"), partners=(0, 0), options=(Option("one", True),))
    (part,) = parts(version(shared, name=""))
    assert part.told.endswith("A letter may be right more than once.")


def test_letters_go_on_after_z() -> None:
    assert [letter(place) for place in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]


# The pages


@pytest.mark.parametrize("page", PAGES)
def test_page_has_title_total_seed_and_every_number(page: Page) -> None:
    text = page(version(), "Final")
    text = read(text) if page in PAGES[:3] else text
    for words in ("Final", "12 questions · 13.5 points", "version B · seed 7"):
        assert words in text
    assert all(re.search(rf"\b{number}\b", text) for number in range(1, 13))


@pytest.mark.parametrize("page", [PAGES[0], PAGES[2], PAGES[3], PAGES[5]])
def test_test_and_answer_sheet_have_a_line_for_name_class_and_date_and_no_answer(page: Page) -> None:
    text = page(version(), "Final")
    assert all(word in text for word in ("Name ", "Class ", "Date "))
    assert "Pyongyang" not in text


@pytest.mark.parametrize("page", [PAGES[0], PAGES[3]])
def test_test_has_points_units_options_and_items(page: Page) -> None:
    text = page(version(), "Final")
    text = read(text) if page is PAGES[0] else text
    for words in ("2.5 points", "km", "never", "three", "Mark all that apply."):
        assert words in text


def test_test_in_html_has_as_many_lines_as_an_open_question_wants() -> None:
    assert paper_html.test(version(ESSAY), "T").count('<div class="line">') == 12
    assert paper_markdown.test(version(ESSAY), "T").count("_" * 60) == 12


def test_key_in_markdown_keeps_the_notes_as_they_are() -> None:
    text = paper_markdown.key(version(ESSAY), "T")
    assert "What a **full** answer says.\n\n- one\n- two\n" in text


@pytest.mark.parametrize("page", PAGES[:3])
def test_page_in_html_loads_nothing_and_splits_no_question(page: Page) -> None:
    html = page(version(), "Final")
    assert "default-src 'none'" in html
    for loading in ("src=", "href=", "url(", "@import", "<link", "<img", "<script"):
        assert loading not in html
    assert "break-inside: avoid" in html
    assert '<html lang="en">' in html


def test_question_in_html_says_its_language() -> None:
    html = paper_html.test(version(replace(ask("d/a"), language="ko")), "T")
    assert '<section class="question" lang="ko">' in html


def hostile(text: str) -> Version:
    """A paper in which this text stands wherever a deck may have text."""
    citation = Citation(text, text, text)
    options = (Option(text, True), Option(text + "2", False, text))
    questions = [
        replace(question, prompt=text, answer=text, accept=(text,), language=text, unit=text)
        for question in ALL
    ]
    questions[0] = replace(questions[0], options=options, citations=(citation,), attributed_to=text)
    questions[3] = replace(questions[3], items=(text, text + "2"))
    questions[4] = replace(questions[4], items=(text, text + "2"))
    return version(*questions)


@pytest.mark.parametrize("page", PAGES[:3])
def test_text_of_a_deck_is_escaped_in_html(page: Page) -> None:
    html = page(hostile(HOSTILE), HOSTILE)
    assert "<script" not in html
    assert html.count("</style>") == 1
    assert "alert(1)" in read(html)


@pytest.mark.parametrize("page", PAGES[3:])
def test_text_of_a_deck_is_no_html_in_markdown(page: Page) -> None:
    html = rendered(page(hostile(HOSTILE), HOSTILE))
    for opened in ("<script", "</style", "<a ", "<img", "\x1b"):
        assert opened not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("page", PAGES[:3])
@settings(max_examples=25)
@given(st.text(alphabet=st.sampled_from("<>&\"'/=[]()*_`\\ \n\x1b\u202eab:…\ue000"), max_size=40))
def test_no_text_opens_an_element(page: Page, text: str) -> None:
    read(page(hostile(text), text))


@pytest.mark.parametrize("page", PAGES[3:])
@settings(max_examples=40)
@given(st.text(alphabet=st.sampled_from("<>&\"'/=[]()*_`\\ \n#-+1.|~ab:…!"), max_size=40))
def test_no_text_is_html_a_heading_or_a_link_in_markdown(page: Page, text: str) -> None:
    html = rendered(page(hostile(text), text))
    assert len(re.findall("<h1>", html)) == 1
    assert not re.search(r"<(a|img|blockquote|pre)\b|<!--", html)
    assert set(re.findall(r"</?([a-z0-9]+)", html)) <= {
        *("h1", "h2", "p", "ul", "ol", "li", "em", "strong", "code", "hr", "br"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }


@given(st.text(alphabet=st.sampled_from("<>&\"'/=[]()*_`\\ #-+1.|~ab:…!"), min_size=1, max_size=40))
def test_plain_text_in_markdown_renders_as_itself(text: str) -> None:
    title = " ".join(text.split())
    (first, *_) = rendered(paper_markdown.test(version(ask("d/a")), text)).splitlines()
    assert read(f"<html>{first}</html>") == title
