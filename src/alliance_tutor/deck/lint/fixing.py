"""`check --fix`: the findings that have one right fix, which changes nothing that a deck says.

A byte order mark goes; wrong brackets of a header, quotes around a number or a missing pair around a text are
put right; in `ignore`, a code in small letters gets its capital, and one that finds nothing goes. All other
bytes stay.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from alliance_tutor.deck.library import DeckFile
from alliance_tutor.deck.lint.check import check
from alliance_tutor.deck.lint.codes import CODES
from alliance_tutor.deck.lint.findings import Finding
from alliance_tutor.deck.lint.rules import RULES
from alliance_tutor.deck.tables import HEADERS
from alliance_tutor.deck.values import IN_QUOTES, WITHOUT_QUOTES, YEAR_IN_QUOTES
from alliance_tutor.deck.writing import replace_file
from alliance_tutor.errors import UsageError

_BOM, _MARKED = "\ufeff", "W101"
_MOST_ROUNDS = 10  # what one round mends may let the next see more
_HEADER = re.compile(r"(?P<space>\s*)\[\[?\s*(?P<name>[\w.]+)\s*\]{1,2}(?P<rest>.*)", re.DOTALL)
_BARE = re.compile(r"[^\s,\]}#\"']+(?: \d\d:\d\d\S*)?")
_TEXT = re.compile(r"\"([^\"\\\n]*)\"|'([^'\n]*)'")
_ONE_LINE = r"\s*{key}\s*=\s*(?:\[\s*\]|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')\s*\r?"


class Fixed(NamedTuple):
    """One finding that was mended: where it stood, and what was done."""

    path: Path
    line: int
    code: str
    done: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: fixed {self.code}: {self.done}"


class _Edit(NamedTuple):
    """The new text of a line, None to take it out, and what that does."""

    text: str | None
    done: str


def fix(files: Sequence[DeckFile], today: date) -> list[Fixed]:
    """Mend what has one right fix in the files of these decks, and tell of each.

    Raises UsageError when a file cannot be written; what was mended before stays so.
    """
    return [each for file in files for each in _fixed(file, today)]


def _fixed(file: DeckFile, today: date) -> list[Fixed]:
    done: list[Fixed] = []
    for _ in range(_MOST_ROUNDS):
        by_path: dict[Path, list[Finding]] = defaultdict(list)
        for finding in check([file], today).findings:
            if finding.code in _FIXES or finding.code == _MARKED:
                by_path[Path(finding.path)].append(finding)
        mended = [each for path, findings in by_path.items() for each in _mended(path, findings)]
        if not mended:
            break
        done += mended
    return done


def _mended(path: Path, findings: Iterable[Finding]) -> list[Fixed]:
    """Mend one finding a line: the columns of others move with it."""
    try:
        lines = path.read_bytes().decode().split("\n")
    except ValueError:
        return []  # it is no UTF-8 text, which has its own finding
    mark = lines[0].startswith(_BOM)
    lines[0] = lines[0].removeprefix(_BOM)
    done: dict[int, Fixed] = {}
    for finding in findings:
        if finding.code == _MARKED:
            mark = False
            done[0] = Fixed(path, 1, finding.code, "the byte order mark is gone")
        elif finding.line not in done and (edit := _FIXES[finding.code](lines, finding)):
            lines[finding.line - 1 : finding.line] = [] if edit.text is None else [edit.text]
            done[finding.line] = Fixed(path, finding.line, finding.code, edit.done)
            if edit.text is None:
                break  # the lines below it have moved
    if done:
        _write(path, (_BOM if mark else "") + "\n".join(lines))
    return list(done.values())


def _write(path: Path, text: str) -> None:
    try:
        replace_file(path, text.encode())
    except OSError as fault:
        raise UsageError(
            f"the file cannot be written: {fault.strerror or fault}",
            path=path,
            hint="look at the rights of the file and its folder, and at the free space",
        ) from fault


def _brackets(lines: list[str], finding: Finding) -> _Edit | None:
    match = _HEADER.fullmatch(lines[finding.line - 1])
    right = HEADERS.get(match["name"].removeprefix("exam.") if match else "")
    return (
        _Edit(f"{match['space']}{right}{match['rest']}", f"the header is {right}")
        if match and right
        else None
    )


def _quotes(lines: list[str], finding: Finding) -> _Edit | None:
    """Quotes put around a value or taken from it, where the hint says that it is all that is wrong."""
    line, at = lines[finding.line - 1], finding.column - 1
    if finding.hint.startswith((IN_QUOTES, YEAR_IN_QUOTES)) and (bare := _BARE.match(line, at)):
        return _Edit(f'{line[:at]}"{bare[0]}"{line[bare.end() :]}', f'{bare[0]} is "{bare[0]}"')
    if finding.hint.startswith(WITHOUT_QUOTES) and (text := _TEXT.match(line, at)):
        meant = finding.hint.removeprefix(WITHOUT_QUOTES)
        if (text[1] or text[2] or "").strip() == meant:
            return _Edit(f"{line[:at]}{meant}{line[text.end() :]}", f"{text[0]} is {meant}")
    return None


def _capital(lines: list[str], finding: Finding) -> _Edit | None:
    line, at = lines[finding.line - 1], finding.column - 1
    text = _TEXT.match(line, at)
    written = (text[1] or text[2] or "") if text else ""
    code = written.strip().upper()
    if text is None or code == written or code not in {*RULES, *CODES}:
        return None
    return _Edit(f'{line[:at]}"{code}"{line[text.end() :]}', f"“{written}” is “{code}”")


def _useless(lines: list[str], finding: Finding) -> _Edit | None:
    """A code taken out of a list on one line; an `ignore` that is empty then goes with its `reason`."""
    number = finding.line - 1
    line, at = lines[number], finding.column - 1
    text = _TEXT.match(line, at)
    if text is None or not re.match(r"\s*ignore\s*=\s*\[.*\]", line):
        return None
    before, after = line[:at], line[text.end() :]
    if after.lstrip().startswith(","):
        after = after.lstrip()[1:].lstrip()
    else:
        before = before.rstrip().removesuffix(",").rstrip()
    code, rest = text[1] or text[2], before + after
    if not re.fullmatch(_ONE_LINE.format(key="ignore"), rest):
        return _Edit(rest, f"{code} is no longer ignored")
    if number + 1 < len(lines) and re.fullmatch(_ONE_LINE.format(key="reason"), lines[number + 1]):
        del lines[number + 1]
    return _Edit(None, f"{code} is no longer ignored, and nothing else was")


_FIXES: dict[str, Callable[[list[str], Finding], _Edit | None]] = {
    "E114": _brackets,
    "E124": _quotes,
    "W104": _capital,
    "I102": _useless,
}
