"""A result as a page to print: whole, by itself, and harmless whatever stands in a deck."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.study.exams import ALL_FORMS, ask, begun, handed_in, right, wrong
from tests.study.ledger import PaperLedger

from alliance_tutor.deck.questions import Citation, Option, Question
from alliance_tutor.insight.exam_page import page
from alliance_tutor.study.blueprint import Terms
from alliance_tutor.study.exam_titles import Titles
from alliance_tutor.study.progress import Progress
from alliance_tutor.study.responses import Picked, Typed

HOSTILE = '<script>alert(1)</script> \x1b[31m &amp; **bold** [link](https://x.org/?a=1&b="2) `</style>`'
VOID = {"meta"}
ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "span", "table", "tr", "td", "div"),
    *("section", "ol", "li", "strong", "em", "code"),
}


class Reader(HTMLParser):
    """Reads a page: its text, and whether every element is allowed and closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert {name for name, _ in attrs} <= {
            "class",
            "lang",
            "charset",
            "http-equiv",
            "content",
            "name",
            "style",
            "type",
        }
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data


def read(progress: Progress) -> str:
    """The page's text. Fails where an element is not closed, or is not one of those that a page has."""
    reader = Reader()
    html = page(progress, Titles())
    reader.feed(html)
    assert reader.open == []
    assert "\x1b" not in html
    return reader.text


def sat(*questions: Question, terms: Terms = Terms()) -> Progress:  # noqa: B008
    attempt = begun(PaperLedger(), *questions, terms=terms)
    responses = [(right if place % 2 else wrong)(question) for place, question in enumerate(questions)]
    handed_in(attempt, *responses, share=0.5)
    for answer in attempt.to_mark:
        attempt.mark(answer.number, 0.5)
    return attempt.progress


def test_page_holds_the_whole_result() -> None:
    text = read(sat(*ALL_FORMS, terms=Terms(certainty=True, cut_score=50)))
    for words in (
        "Trial · all decks",
        "seed 4711",
        "percentage points too",
        "By type of question, the weakest first",
        "How sure",
        "What of d/matching?",
        "✗ wrong",
        "✓ correct",
        "Pyongyang",
    ):
        assert words in text


def test_question_is_told_with_options_why_explanation_and_sources() -> None:
    question = replace(
        ask("d/a"),
        explanation="Because.\n\n- one\n- two",
        citations=(Citation("A book", "A house", "https://example.org/a", 1961),),
    )
    text = read(sat(question))
    assert "no ◂ yours" in text
    assert "yes ✓" in text
    for words in ("You: no", "why", "Because.", "• two", "A book, A house, 1961. https://example.org/a"):
        assert words in text


@pytest.mark.parametrize("response", [None, Typed("x"), Picked(77)])
def test_answer_that_fits_nothing_does_no_harm(response: Typed | Picked | None) -> None:
    attempt = begun(PaperLedger(), ask("d/a"))
    handed_in(attempt, response)
    assert "not answered" in read(attempt.progress)


def hostile(text: str) -> Progress:
    question = replace(
        ask("d/a"),
        prompt=text,
        answer=text,
        options=(Option(text, True), Option(text + "2", False, text)),
        explanation=text,
        language=text,
        citations=(Citation(text, text, text),),
    )
    question = replace(question, ref=question.ref._replace(topic=text, level=text))
    written = ask("d/b", "open")
    attempt = begun(PaperLedger(), question, replace(written, prompt=text))
    return handed_in(attempt, Picked(1), Typed(text)).progress


def test_text_of_a_deck_or_learner_is_escaped() -> None:
    html = page(hostile(HOSTILE), Titles())
    assert "<script" not in html
    assert html.count("</style>") == 1
    assert "alert(1)" in read(hostile(HOSTILE))
    assert "<strong>bold</strong>" in html


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>&\"'/=[]()*_`\\ \n\x1b\u202eab:"), max_size=40))
def test_no_text_opens_an_element(text: str) -> None:
    read(hostile(text))


def test_page_loads_nothing() -> None:
    html = page(sat(*ALL_FORMS), Titles())
    assert "default-src 'none'" in html
    for loading in ("src=", "href=", "url(", "@import", "<link", "<img", "<script"):
        assert loading not in html
    assert "@media print" in html
