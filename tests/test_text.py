"""Deck text: harmless, and what is not Markdown shows itself."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alliance_tutor import text as deck_text
from alliance_tutor.text import FORBIDDEN, Block, Run, escape, harmless, inline, one_line, parse, plain

ANY = st.text() | st.text(st.sampled_from("ab1.)-+*_`[]()<>!\\#&;:/ht\n\t \x1b\u202e\ud800"), max_size=60)
MARKDOWN = st.lists(
    st.sampled_from(
        ["a", "b", "*", "**", "_", "`", "[", "](http://a.b)", "<", "\\", " ", "\n", "\n\n", "- ", "1. ", "  "]
    )
).map("".join)
HOSTILE = [
    "[/nope]",
    "[@click=app.quit]",
    "[X]",
    "[[link]]",
    "[bold red]now[/]",
    "<b>&amp;</b> &#27;",
    "# no heading",
    "> no quotation",
    "~~~ no fence",
    "| no | table |",
    "![no image]",
    "*",
    "**",
    "`",
    "http://example.org",
    "<http://example.org>",
    "[x][y]",
    "- - -",
    "2 * 3 * 4",
    "snake_case_name",
]


def words(text: str) -> list[str]:
    return text.split()


def shown(blocks: tuple[Block, ...]) -> str:
    return "\n".join(f"{block.marker} {block.text}" for block in blocks)


# Harmless


@given(text=ANY | MARKDOWN)
def test_harmless_text_can_be_printed_and_is_unchanged_when_made_so_twice(text: str) -> None:
    once = harmless(text)
    assert not FORBIDDEN.search(once)
    assert harmless(once) == once == once.encode().decode()
    assert once == "".join(map(harmless, text))


def test_every_control_character_and_every_turn_of_direction_is_forbidden() -> None:
    invisible = {
        chr(code) for code in range(0x10000) if unicodedata.category(chr(code)) in ("Cc", "Zl", "Zp")
    }
    turns = {chr(code) for code in (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
    assert {chr(code) for code in range(0x10000) if FORBIDDEN.match(chr(code))} == (invisible | turns) - {
        "\n",
        "\t",
    }


@pytest.mark.parametrize(
    ("text", "visible"),
    [
        ("\x1b[31m", "\\x1b[31m"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\x00\x7f\x9b\r\u2028", "\\x00\\x7f\\x9b\\x0d\\u2028"),
        ("\ud800", "\\ud800"),
        ("a\tb\nc", "a\tb\nc"),
        ("김정은 👩‍🚀 ё́", "김정은 👩‍🚀 ё́"),
    ],
)
def test_forbidden_character_is_made_visible(text: str, visible: str) -> None:
    assert harmless(text) == visible


# Escaped text renders as itself


@given(text=ANY | MARKDOWN)
@example(text="_a_ __b__ *c* `d`")
@example(text="1) a\n2) b")
@example(text="a  \nb\\\n1. c")
@example(text="    indented\n\n\n- x")
@example(text="\\\x1b*")
def test_escaped_text_renders_as_itself(text: str) -> None:
    blocks = parse(escape(text))
    assert all(run == Run(run.text) for block in blocks for run in block.runs)
    assert all(block == Block(block.runs) for block in blocks)
    assert words(" ".join(block.text for block in blocks)) == words(harmless(text))
    assert words(plain(escape(text))) == words(harmless(text))


@given(text=ANY | MARKDOWN)
def test_escaped_text_renders_as_itself_on_one_line(text: str) -> None:
    assert one_line(escape(text)) == " ".join(words(harmless(text)))
    assert all(run == Run(run.text) for run in inline(escape(text)))


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=60))
def test_spaces_within_a_line_stay_when_escaped(text: str) -> None:
    line = harmless(text).strip()
    assert [block.text for block in parse(escape(line))] == ([line] if line else [])


# Nothing fails, nothing is lost, nothing gets through


@given(text=ANY | MARKDOWN)
@example(text="[a](http://\ud800)")
@example(text="[a](http://[::)")
@example(text="1.\n\n - \n   1. x")
def test_any_text_is_shown_without_a_fault(text: str) -> None:
    for result in (shown(parse(text)), plain(text), one_line(text)):
        assert not FORBIDDEN.search(result)
    assert "\n" not in one_line(text)


@given(text=(ANY | MARKDOWN).filter(lambda text: "](" not in text))
@example(text="- - - a")
@example(text="1. 2. a\n\n   b")
def test_no_letter_is_lost_whatever_is_read_as_markdown(text: str) -> None:
    letters = [each for each in harmless(text) if each.isalpha()]
    assert [each for block in parse(text) for each in block.text if each.isalpha()] == letters
    assert [each for each in plain(text) if each.isalpha()] == letters
    assert [each for each in one_line(text) if each.isalpha()] == letters


@given(text=ANY | MARKDOWN)
def test_only_web_addresses_are_links(text: str) -> None:
    runs = [run for block in parse(f"[x]({text}) {text}") for run in block.runs] + list(inline(text))
    assert all(re.match(r"(?i)https?://", run.link) for run in runs if run.link)
    assert all(run.link.isascii() and run.link.isprintable() for run in runs)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_shows_itself_when_it_is_no_markdown(text: str) -> None:
    for result in (
        one_line(text),
        *([] if text in ("*", "- - -") else [shown(parse(text)).strip(), plain(text)]),
    ):
        assert result == text


@pytest.mark.parametrize("text", ["*", "-", "1.", "- - -", "1. - a", "[](http://a.b)", "- " * 60 + "deep"])
def test_text_is_not_lost_when_its_items_have_no_words(text: str) -> None:
    assert plain(text)
    assert "deep" in plain(text) or "deep" not in text


# Markdown


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("", ()),
        (" \n ", ()),
        ("plain words", (Run("plain words"),)),
        ("  two\n lines ", (Run("two lines"),)),
        (
            "*a* **b** `c*`",
            (Run("a", emphasis=True), Run(" "), Run("b", strong=True), Run(" "), Run("c*", code=True)),
        ),
        ("***a***", (Run("a", strong=True, emphasis=True),)),
        (
            "[a *b*](https://c.d)",
            (Run("a ", link="https://c.d"), Run("b", emphasis=True, link="https://c.d")),
        ),
        ("[](https://c.d)", (Run("https://c.d", link="https://c.d"),)),
        ("[a](javascript:alert(1))", (Run("[a](javascript:alert(1))"),)),
        ("[a](file:///etc/passwd)", (Run("[a](file:///etc/passwd)"),)),
        ("[a](//c.d)", (Run("[a](//c.d)"),)),
        ("1. not a list", (Run("1. not a list"),)),
        ("a\\*b", (Run("a*b"),)),
    ],
)
def test_short_field_is_read_as_runs(text: str, runs: tuple[Run, ...]) -> None:
    assert inline(text) == runs


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", ()),
        ("  \n\t", ()),
        ("one", (Block((Run("one"),)),)),
        ("one\ntwo", (Block((Run("one two"),)),)),
        ("one\n*two*", (Block((Run("one"), Run(" "), Run("two", emphasis=True))),)),
        ("one  \ntwo", (Block((Run("one"), Run("\n"), Run("two"))),)),
        ("one\n\ntwo", (Block((Run("one"),)), Block((Run("two"),)))),
        ("- a\n- b", (Block((Run("a"),), "•"), Block((Run("b"),), "•"))),
        ("7. a\n9. b", (Block((Run("a"),), "7."), Block((Run("b"),), "8."))),
        ("- a\n  1. b", (Block((Run("a"),), "•"), Block((Run("b"),), "1.", 1))),
        ("- a\n\n  b\n\nc", (Block((Run("a"),), "•"), Block((Run("b"),), depth=1), Block((Run("c"),)))),
        ("-\n- b\n\nc", (Block((), "•"), Block((Run("b"),), "•"), Block((Run("c"),)))),
        ("- a\n-\n\nc", (Block((Run("a"),), "•"), Block((), "•"), Block((Run("c"),)))),
        ("1. - a", (Block((), "1."), Block((Run("a"),), "•", 1))),
        ("*a\nb*", (Block((Run("a", emphasis=True), Run(" ", emphasis=True), Run("b", emphasis=True))),)),
    ],
)
def test_long_field_is_read_as_blocks(text: str, blocks: tuple[Block, ...]) -> None:
    assert parse(text) == blocks


def test_lists_stand_as_written_when_they_nest_too_deep() -> None:
    deep = "- " * 40 + "bottom"
    assert parse(deep) == (Block((Run(deep),)),)
    assert parse("- " * 8 + "bottom")[-1] == Block((Run("bottom"),), "•", 7)


def test_lines_are_written_for_line_mode() -> None:
    text = "Two *things*:\n\n- [one](https://a.b)\n  1. x\n-\n\nEnd, <https://c.d>."
    assert plain(text) == "Two things:\n• one (https://a.b)\n  1. x\n•\n\nEnd, <https://c.d>."


def test_address_is_written_once_when_it_is_the_link_s_words() -> None:
    assert one_line("[https://a.b](https://a.b)") == "https://a.b"
    assert one_line("[good.org](https://bad.org)") == "good.org (https://bad.org)"


@pytest.mark.parametrize(
    "bomb",
    [
        "*",
        "_",
        "[",
        "![[",
        "`",
        "\\",
        "[a](",
        "[](",
        "*_",
        "- ",
        "1. ",
        "-\n",
        "> ",
        "**a_b ",
        "[a](<",
        "a\n",
    ],
)
def test_long_text_is_read_when_it_is_made_to_be_slow(bomb: str) -> None:
    text = bomb * (20_000 // len(bomb))
    assert parse(text)
    assert one_line(text)


def test_markdown_is_not_loaded_when_there_is_none() -> None:
    deck_text._markdown.cache_clear()
    assert parse("Seoul and Pyongyang") == (Block((Run("Seoul and Pyongyang"),)),)
    assert one_line("Seoul and Pyongyang") == "Seoul and Pyongyang"
    assert deck_text._markdown.cache_info().currsize == 0


@given(st.text(alphabet=" \nab*_`[]-+1.)\\\t", max_size=24))
def test_text_that_is_spared_the_parser_reads_as_the_parser_reads_it(text: str) -> None:
    spared = parse(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("alliance_tutor.text._BLOCKS", re.compile(""))
        parsed = parse(text)
    assert [" ".join(block.text.split()) for block in spared] == [
        " ".join(block.text.split()) for block in parsed
    ]
    assert [block.marker for block in spared] == [block.marker for block in parsed]
