"""Markdown of hashcards: `Q:` and `A:`, or `C:` with its gaps in brackets; `---` may stand between cards."""

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

from alliance_tutor.deck.values import shown
from alliance_tutor.exchange import gaps
from alliance_tutor.exchange.gathering import Gathering
from alliance_tutor.exchange.limits import LONGEST_TEXT, decoded
from alliance_tutor.exchange.markup import Marked, from_markdown
from alliance_tutor.exchange.report import Imported

_TAGS = ("Q:", "A:", "C:")
_RULE = "---"
_FILE = re.compile(r"!\[[^\[\]]*\]\(([^()\n]*)\)")
_FORMULA = re.compile(
    r"(?<![\\$`])(\${1,2})(?=[^\s$])([^$`]{1,2000}?)(?<=[^\s\\])\1(?!\$)|\$\$\s([^$`]{1,2000}?)\$\$"
)
_BRACKET = re.compile(r"\\[\[\]]|!\[[^\[\]]*\]|\[|\]")


class _Part(NamedTuple):
    """What begins with a tag (empty for text that no tag begins), up to the next one."""

    tag: str
    line: int
    text: str


class _Front(NamedTuple):
    """What the front matter says; the cards begin on line `first`, counted from 0."""

    name: str = ""
    first: int = 0
    others: tuple[str, ...] = ()
    fault: str = ""


def read(data: bytes, name: str) -> Imported:
    """The deck of a file. Raises UsageError where the file is no text or has no card."""
    lines = decoded(data).split("\n")
    gathering = Gathering(name)
    front = _front(lines)
    if front.fault:
        gathering.refuse("front matter", front.fault, 1)
    if front.others:
        gathering.change("front matter", f"without {', '.join(front.others)}", 1)
    question: _Part | None = None
    for part in _parts(lines, front.first):
        if question and part.tag != "A:":
            gathering.refuse(f"question “{shown(question.text)}”", "it has no A: behind it", question.line)
        if part.tag == "A:" and question:
            _take_basic(gathering, question, part)
        elif part.tag == "A:":
            gathering.refuse(f"answer “{shown(part.text)}”", "there is no Q: before it", part.line)
        elif part.tag == "C:":
            _take_cloze(gathering, part)
        elif part.tag == "" and part.text.strip():
            gathering.refuse(f"text “{shown(part.text)}”", "there is no Q: or C: before it", part.line)
        question = part if part.tag == "Q:" else None
    return gathering.deck(front.name)


def _front(lines: list[str]) -> _Front:
    """The TOML between two lines `---` at the beginning, which may name the deck."""
    if lines[0].strip() != _RULE:
        return _Front()
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.strip() == _RULE), 0)
    said = "\n".join(lines[1:end])
    if not end or any(line.startswith(_TAGS) for line in lines[1:end]):
        return _Front()  # the rule stands before a card
    try:
        found = tomllib.loads(said)
    except (tomllib.TOMLDecodeError, RecursionError):
        return _Front(first=end + 1, fault="it is no TOML")
    name = found.get("name")
    others = tuple(shown(key) for key in found if key != "name" or not isinstance(name, str))
    return _Front(name if isinstance(name, str) else "", end + 1, others)


def _parts(lines: list[str], first: int) -> Iterator[_Part]:
    """The parts of the file, and at its end one without a tag."""
    tag, begun, text = "", first, [""]
    for number, line in enumerate(lines[first:], start=first):
        is_rule = line.strip() == _RULE
        if not is_rule and not line.startswith(_TAGS):
            text.append(line)
            continue
        yield _part(tag, begun, text)
        tag, begun, text = ("", number + 1, [""]) if is_rule else (line[:2], number, [line[2:]])
    yield _part(tag, begun, text)
    yield _Part("", len(lines), "")


def _part(tag: str, begun: int, text: list[str]) -> _Part:
    blank = 0 if tag else next((place for place, line in enumerate(text[1:]) if line.strip()), 0)
    return _Part(tag, begun + blank + 1, "\n".join(text).strip())


def _take_basic(gathering: Gathering, question: _Part, answer: _Part) -> None:
    if _is_too_long(gathering, question) or _is_too_long(gathering, answer):
        return
    pictures = (*_pictures(question.text), *_pictures(answer.text))
    prompt, key = _marked(question.text), _marked(answer.text)
    notes = tuple(dict.fromkeys((*pictures, *prompt.notes, *key.notes)))
    if not prompt.text or not key.text:
        side = "answer" if prompt.text else "question"
        why = "; ".join([f"its {side} is empty", *notes])
        gathering.refuse(f"question “{shown(question.text)}”", why, question.line)
        return
    card = {"type": "basic", "prompt": prompt.text, "answer": key.text}
    gathering.add(card, line=question.line, notes=notes, hand=_hand(pictures))


def _take_cloze(gathering: Gathering, part: _Part) -> None:
    if _is_too_long(gathering, part):
        return
    pictures = _pictures(part.text)
    found = gaps.turned(_with_gaps(gaps.without_stand_ins(_without_pictures(part.text))), _marked)
    card = {"type": "cloze", "text": found.text}
    notes = tuple(dict.fromkeys((*pictures, *found.notes)))
    gathering.add(card, line=part.line, notes=notes, hand=_hand(pictures))


def _is_too_long(gathering: Gathering, part: _Part) -> bool:
    is_so = len(part.text) > LONGEST_TEXT
    if is_so:
        why = f"it has more than {LONGEST_TEXT} characters"
        gathering.refuse(f"text “{shown(part.text[:100])}”", why, part.line)
    return is_so


def _marked(text: str) -> Marked:
    """CommonMark as deck text; a formula stands as it was written, in the type of code."""
    formulas = _FORMULA.sub(lambda match: f"`{' '.join(match[0].split())}`", _without_pictures(text))
    notes = ("a formula stands as it is written",) if formulas != _without_pictures(text) else ()
    found = from_markdown(formulas)
    return Marked(found.text, (*found.notes, *notes))


def _pictures(text: str) -> tuple[str, ...]:
    """What is to be said of the pictures and sounds of a text."""
    names = (match[1].partition('"')[0].strip(" <>") for match in _FILE.finditer(text))
    return tuple(f"without the file “{shown(name)}”" for name in names)


def _without_pictures(text: str) -> str:
    return _FILE.sub("", text)


def _hand(pictures: tuple[str, ...]) -> str:
    return f"see whether it can be answered {pictures[0]}" if pictures else ""


def _with_gaps(text: str) -> str:
    r"""A cloze text with stand-ins around its gaps; `\[` and what belongs to a picture are no gaps."""
    pieces: list[str] = []
    at, open_at = 0, -1
    for match in _BRACKET.finditer(text):
        pieces.append(text[at : match.start()])
        at = match.end()
        if match[0] == "[":
            if open_at >= 0:
                pieces[open_at] = ""  # as hashcards reads it, a gap begins at the last bracket
            open_at = len(pieces)
            pieces.append(gaps.OPEN)
        elif match[0] == "]":
            pieces.append(gaps.CLOSE if open_at >= 0 else "")
            open_at = -1
        else:
            pieces.append(match[0])
    if open_at >= 0:
        pieces[open_at] = ""
    return "".join([*pieces, text[at:]])
