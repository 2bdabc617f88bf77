import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck.cloze import ClozeError, Gap, parse


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(ClozeError) as raised:
        parse(text)
    return [(fault.offset, fault.message) for fault in raised.value.faults]


def test_unnumbered_gaps_are_numbered_in_order() -> None:
    cloze = parse("In {{1961}} Moscow and {{Pyongyang}} signed.")
    assert cloze.numbers == (1, 2)
    assert cloze.prompt(1) == "In […] Moscow and Pyongyang signed."
    assert cloze.prompt(2) == "In 1961 Moscow and […] signed."
    assert (cloze.answer(1), cloze.answer(2)) == ("1961", "Pyongyang")


def test_a_hint_stands_in_the_gap() -> None:
    cloze = parse("In {{1961::year}} and {{x::}}")
    assert cloze.prompt(1) == "In [year] and x"
    assert cloze.prompt(2) == "In 1961 and […]"


def test_gaps_of_one_number_are_one_question() -> None:
    cloze = parse("{{c2::Kim}} met {{c1::Putin::who}}; {{c2::Kim}} and {{c2::Choe}} left.")
    assert cloze.numbers == (1, 2)
    assert cloze.prompt(2) == "[…] met Putin; […] and […] left."
    assert cloze.answer(2) == "Kim, Choe"
    assert cloze.prompt(1) == "Kim met [who]; Kim and Choe left."


def test_escaped_braces_are_literal_also_inside_a_gap() -> None:
    cloze = parse(r"\{{no}} but {{yes \{{ ::a \{{ b}}")
    assert cloze.prompt(1) == "{{no}} but [a {{ b]"
    assert cloze.answer(1) == "yes {{"


def test_markdown_and_hostile_markup_stay_as_they_are() -> None:
    text = "**a** [/nope] [@click=app.quit] [[link]] {{*[X]*}} }} c1::"
    assert parse(text).prompt(1) == "**a** [/nope] [@click=app.quit] [[link]] […] }} c1::"
    assert parse(text).answer(1) == "*[X]*"


def test_braces_opened_in_a_gap_keep_their_closing_ones() -> None:
    assert parse("{{x^{2}}}").answer(1) == "x^{2}"
    assert parse("{{x^{a^{2}}}} y").segments == (Gap(1, "x^{a^{2}}"), " y")
    assert parse("{{a}}}").segments == (Gap(1, "a"), "}")


def test_text_without_a_number_sign_is_no_number() -> None:
    assert parse("{{c1}}").segments == (Gap(1, "c1"),)
    assert parse("{{cx::y}}").segments == (Gap(1, "cx", "y"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(0, "the cloze text has no gap")]),
        (r"\{{a}}", [(0, "the cloze text has no gap")]),
        ("ab {{c", [(3, "the gap is not closed")]),
        ("ab {{}}", [(3, "the gap is empty")]),
        ("{{ ::hint}}", [(0, "the gap is empty")]),
        ("{{c1::}}", [(0, "the gap is empty")]),
        ("{{a {{b}}", [(4, "a gap begins inside a gap")]),
        ("{{a}} {{c1::b}}", [(6, "gaps with and without a number in one text")]),
        ("{{c1::a}} {{b}}", [(10, "gaps with and without a number in one text")]),
        ("{{c0::a}}", [(2, "gaps are numbered c1 to c999")]),
        ("{{c1000::a}}", [(2, "gaps are numbered c1 to c999")]),
        (
            "{{}} {{a {{b}} {{",
            [(0, "the gap is empty"), (9, "a gap begins inside a gap"), (15, "the gap is not closed")],
        ),
    ],
)
def test_every_fault_is_found_with_its_place(text: str, expected: list[tuple[int, str]]) -> None:
    assert faults(text) == expected


@given(st.lists(st.sampled_from(["{{", "}}", "{", "}", "\\", "c1::", "::", "a", " "])).map("".join))
def test_any_text_parses_or_says_why(text: str) -> None:
    try:
        cloze = parse(text)
    except ClozeError as error:
        offsets = [fault.offset for fault in error.faults]
        assert offsets
        assert all(0 <= offset <= len(text) for offset in offsets)
        return
    assert cloze.numbers
    for number in cloze.numbers:
        assert cloze.answer(number).strip()
        assert "[" in cloze.prompt(number)
