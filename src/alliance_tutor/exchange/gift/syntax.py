r"""GIFT's characters: `\: \# \= \{ \} \~` stand for themselves, `\n` for a line end, `\\` for a backslash.

What was escaped is a stand-in while a question is taken apart, so that only the others part it.
"""

import re
from enum import StrEnum

from alliance_tutor.exchange.markup import (
    Marked,
    bare,
    from_html,
    from_markdown,
    from_plain,
    is_html,
    settled,
    to_html,
)

_SIGNS = "\\:#={}~n"
# Noncharacters, which no text has for good.
_STAND_INS = dict(zip(_SIGNS, map(chr, range(0xFDD0, 0xFDD0 + len(_SIGNS))), strict=True))
_MEANT = {ord(stand_in): "\n" if sign == "n" else sign for sign, stand_in in _STAND_INS.items()}
_ESCAPED = re.compile(r"\\([\\:#={}~n])")
_NONCHARACTER = re.compile("[\ufdd0-\ufdef]")
_SPECIAL = re.compile(r"[\\:#={}~]")
_FORMAT = re.compile(r"\[(html|markdown|plain|moodle)\]")
_HTML = re.compile(r"[<&]|->|^[\[%]")


class TextFormat(StrEnum):
    """How a text is marked up; `moodle` is plain text in which HTML is HTML."""

    MOODLE = "moodle"
    HTML = "html"
    MARKDOWN = "markdown"
    PLAIN = "plain"


def sound(text: str) -> str:
    """A text without the code points that are stand-ins, and no characters anywhere else."""
    return _NONCHARACTER.sub("\ufffd", text)


def hidden(text: str) -> str:
    """A question's text with a stand-in for each escaped character."""
    return _ESCAPED.sub(lambda match: _STAND_INS[match[1]], sound(text))


def meant(text: str) -> str:
    """The text that is meant where some of it has stand-ins."""
    return text.translate(_MEANT)


def format_of(text: str, default: TextFormat) -> tuple[TextFormat, str]:
    """The format that a text says it has, else the default, and the text itself."""
    text = text.strip()
    said = _FORMAT.match(text)
    return (TextFormat(said[1]), text[said.end() :]) if said else (default, text)


def marked(text: str, default: TextFormat, *, inline: bool = False) -> Marked:
    """A text with stand-ins as deck Markdown; it may say which format it has."""
    form, body = format_of(text, default)
    match form:
        case TextFormat.HTML:
            return from_html(meant(body).strip(), inline=inline)
        case TextFormat.MARKDOWN:
            return from_markdown(meant(body).strip(), inline=inline)
        case TextFormat.PLAIN:
            return from_plain(_typed(body), inline=inline)
        case TextFormat.MOODLE:
            return loose(body, inline=inline)


def loose(text: str, *, inline: bool = False) -> Marked:
    """A text with stand-ins that is plain, or HTML if there is any in it."""
    typed = _typed(text)
    return (
        from_html(typed.replace("\n", "<br>"), inline=inline)
        if is_html(typed)
        else from_plain(typed, inline=inline)
    )


def escaped(text: str) -> str:
    """A text that is read as it is, in one line."""
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\\n")


def field(markdown: str, *, inline: bool = False) -> str:
    """A deck's text as GIFT: its words where it has no markup, else HTML."""
    words = bare(settled(markdown, inline=inline))
    if words is None or _HTML.search(words):
        return f"[html]{escaped(to_html(markdown, inline=inline))}"
    return escaped(words)


def _typed(text: str) -> str:
    """A plain text: a line goes on where the file's line ends, and ends at an escaped line end."""
    return meant(text.replace("\n", " ")).strip()
