"""A printed exam as HTML: the test, its marking key, its answer sheet. Pure."""

from alliance_tutor.deck.questions import Form
from alliance_tutor.insight.paper_parts import GAP, Part, Row, Sheet, Solution, head, parts, solutions
from alliance_tutor.insight.print_page import blocks, document, section, spans, text
from alliance_tutor.study.versions import Version

_STYLE = """
.top { display: flex; justify-content: space-between; align-items: baseline; gap: 2em; }
.imprint { font-size: .75em; color: #444; margin: 0; white-space: nowrap; }
.person { display: flex; gap: 1em; margin: 1.6em 0 .6em; }
.person span { flex: 1; border-bottom: 1px solid #111; }
.person span.name { flex: 3; }
section.question { border: none; margin-top: 1.2em; } section.question p.head { font-weight: bold; }
p.head .points { float: right; font-weight: normal; font-size: .92em; }
.told { font-style: italic; } ul { list-style: none; margin: .3em 0; padding: 0; }
li { margin: .35em 0; padding-left: 2em; text-indent: -2em; break-inside: avoid; }
li.item { padding-left: 2.8em; text-indent: -2.8em; }
.box { display: inline-block; min-width: 1.5em; line-height: 1.5; border: 1px solid #111; border-radius: 1em;
  text-align: center; text-indent: 0; margin-right: .5em; font-size: .9em; }
.blank, .gap { display: inline-block; border-bottom: 1px solid #111; height: 1.2em; vertical-align: bottom; }
.blank { width: 2.2em; margin-right: .6em; } .gap { width: 9em; margin: 0 .2em; }
.line { border-bottom: 1px solid #111; height: 8mm; break-inside: avoid; }
.line.unit { width: 45%; display: inline-block; margin-right: .5em; }
.columns { display: flex; gap: 2em; } .columns ul { flex: 1; }
.sheet { margin: .9em 0; break-inside: avoid; } .sheet .number { float: left; font-weight: bold; }
.sheet .answer { margin-left: 2.4em; } .sheet p { margin: 0; }
.row { display: inline-block; margin-right: 1em; } .marks { font-weight: bold; }
"""
_BLANK = '<span class="blank"></span>'
_GAP = '<span class="gap"></span>'
_LINE = '<div class="line"></div>'


def test(version: Version, title: str) -> str:
    """The test of a version, as an HTML document."""
    top = head(version, title)
    body = [line for part in parts(version) for line in _question(part)]
    return document(top.title, _STYLE, [*_head(top, top.title), _PERSON, *body])


def key(version: Version, title: str) -> str:
    """The marking key of a version, as an HTML document."""
    top = head(version, title)
    name = f"Marking key: {top.title}"
    body = [line for solution in solutions(version) for line in _solved(solution)]
    return document(name, _STYLE, [*_head(top, name), *body])


def answers(version: Version, title: str) -> str:
    """The answer sheet of a version, as an HTML document."""
    top = head(version, title)
    name = f"Answer sheet: {top.title}"
    body = [
        f'<div class="sheet"><span class="number">{part.number}</span> '
        f'<div class="answer">{_room(part)}</div></div>'
        for part in parts(version)
    ]
    return document(name, _STYLE, [*_head(top, name), _PERSON, *body])


_PERSON = '<div class="person">Name <span class="name"></span> Class <span></span> Date <span></span></div>'


def _head(top: Sheet, name: str) -> list[str]:
    return [
        f'<div class="top"><h1>{text(name)}</h1><p class="imprint">{text(top.imprint)}</p></div>',
        f'<p class="facts">{text(top.total)}</p>',
    ]


def _question(part: Part) -> list[str]:
    lines = [section(part.language), _numbered(part.number, part.points)]
    lines.append(blocks(part.prompt).replace(GAP, _GAP))
    if part.told:
        lines.append(f'<p class="told" lang="en">{text(part.told)}</p>')
    rows, options = _items(part.rows), _options(part.options)
    if rows and options:
        lines.append(f'<div class="columns">{rows}{options}</div>')
    elif rows or options:
        lines.append(rows or options)
    return [*lines, _lines(part.lines, part.unit), "</section>"]


def _numbered(number: int, points: str) -> str:
    return f'<p class="head">{number} <span class="points" lang="en">{text(points)}</span></p>'


def _options(options: tuple[Row, ...]) -> str:
    rows = (f"<li>{_box(each.label)}{spans(each.markdown)}</li>" for each in options)
    return f"<ul>{''.join(rows)}</ul>" if options else ""


def _items(items: tuple[Row, ...]) -> str:
    rows = (f'<li class="item">{_BLANK}{each.label} · {spans(each.markdown)}</li>' for each in items)
    return f"<ul>{''.join(rows)}</ul>" if items else ""


def _box(label: str) -> str:
    return f'<span class="box">{label}</span>'


def _lines(count: int, unit: str) -> str:
    if unit and count:
        return f'<p><span class="line unit"></span>{text(unit)}</p>'
    return _LINE * count


def _room(part: Part) -> str:
    """Where the answer goes on the answer sheet."""
    if part.form in (Form.PICK, Form.TICK):
        return "".join(_box(option.label) for option in part.options)
    if part.rows:
        return " ".join(f'<span class="row">{row.label} {_BLANK}</span>' for row in part.rows)
    return _lines(part.sheet_lines, part.unit)


def _solved(solution: Solution) -> list[str]:
    lines = [section(solution.language), _numbered(solution.number, solution.points)]
    if solution.marks:
        lines.append(f'<p class="marks">{text(solution.marks)}</p>')
    facts = (f'<p class="quiet">{text(line)}</p>' for line in solution.facts)
    return [*lines, blocks(solution.answer), *facts, "</section>"]
