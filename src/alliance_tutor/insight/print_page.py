"""What pages to print have in common: one HTML file by itself, which loads nothing, for A4 and Letter. Pure.

Whatever a deck or a learner wrote is escaped. Black on white tells all: colours are never needed.
"""

from collections.abc import Iterable
from html import escape

from alliance_tutor.insight.wording import single
from alliance_tutor.text import Run, harmless, inline, parse

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body { font: 11pt/1.45 Georgia, "Times New Roman", serif; color: #111; max-width: 44em; margin: 2em auto;
  padding: 0 1em; }
h1 { font-size: 1.6em; margin: 0; } h2 { font-size: 1.15em; margin: 2em 0 .4em; }
.facts { color: #444; margin: .2em 0 1.2em; }
table { border-collapse: collapse; width: 100%; }
section.question { border-top: 1px solid #999; margin-top: 1em; padding-top: .6em; break-inside: avoid; }
section.question p { margin: .3em 0; }
.quiet { color: #444; font-size: .92em; } code { font-family: monospace; }
@page { margin: 18mm; }
@media print { body { margin: 0; padding: 0; max-width: none; } h2 { break-after: avoid; } }
"""


def document(title: str, style: str, lines: Iterable[str]) -> str:
    """A page of these lines of HTML; `style` is what it adds to the common one, `title` plain text."""
    return "\n".join(
        [
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{text(title)}</title>\n<style>{_STYLE}{style}</style>\n</head>\n<body>",
            *lines,
            "</body>\n</html>\n",
        ]
    )


def section(language: str) -> str:
    """The opening tag of what is kept on one page, a question in this language, a BCP 47 tag."""
    return f'<section class="question" lang="{escape(single(language))}">'


def blocks(markdown: str) -> str:
    """Markdown as paragraphs; a list item keeps its marker as text."""
    return "".join(
        f"<p>{text(block.marker)}{' ' if block.marker else ''}{_runs(block.runs)}</p>"
        for block in parse(markdown)
    )


def spans(markdown: str) -> str:
    """A short Markdown field without a paragraph around it."""
    return _runs(inline(markdown))


def text(text: str) -> str:
    """Plain text, escaped."""
    return escape(harmless(text))


def _runs(runs: Iterable[Run]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    shown = text(run.text)
    for wanted, name in ((run.code, "code"), (run.emphasis, "em"), (run.strong, "strong")):
        shown = f"<{name}>{shown}</{name}>" if wanted else shown
    return f"{shown} ({text(run.link)})" if run.link and run.link != run.text else shown
