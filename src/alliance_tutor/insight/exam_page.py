"""An exam's result as a page to print: one HTML file by itself, which loads nothing. Pure.

Whatever a deck or a learner wrote is escaped; signs and words tell all that colours do.
"""

from collections.abc import Sequence

from alliance_tutor.deck.questions import Citation, Form, Question
from alliance_tutor.insight import examining
from alliance_tutor.insight.examining import Row
from alliance_tutor.insight.print_page import blocks, document, section, spans, text
from alliance_tutor.insight.wording import citation_line, number, status_line
from alliance_tutor.study.exam_titles import Titles
from alliance_tutor.study.marking import Marked
from alliance_tutor.study.paper import Item
from alliance_tutor.study.progress import Progress
from alliance_tutor.study.responses import Picked, Ticked
from alliance_tutor.study.score import Score, score

_STYLE = """
.score { font-size: 1.25em; margin: 0; }
td { padding: .15em .6em .15em 0; vertical-align: middle; }
td.bar { width: 40%; } td.figure { text-align: right; white-space: nowrap; }
.rail { border: 1px solid #111; height: .7em; } .filled { background: #111; height: 100%;
  -webkit-print-color-adjust: exact; print-color-adjust: exact; }
ul, ol { margin: .3em 0; } .verdict { font-weight: bold; }
"""


def page(progress: Progress, titles: Titles) -> str:
    """The result of a sitting as it stands, as an HTML document."""
    found, paper = score(progress), progress.paper
    title = examining.heading(paper.blueprint.title, titles.decks(paper.blueprint.decks))
    return document(
        title,
        _STYLE,
        [
            f"<h1>{text(title)}</h1>",
            *_head(progress, found),
            *_table("By topic, the weakest first", examining.by_topic(found, titles)),
            *_table("By part", examining.by_part(found, titles)),
            *_table("By level, the weakest first", examining.by_level(found)),
            *_table("By type of question, the weakest first", examining.by_type(found)),
            *_certainty(found),
            "<h2>Questions</h2>",
            *(
                line
                for item, answer in zip(paper.items, found.answers, strict=True)
                for line in _question(item, answer, titles)
            ),
        ],
    )


def _head(progress: Progress, found: Score) -> list[str]:
    date = examining.date_line(progress.handed_in or progress.began)
    facts = [date, number(len(found.answers), "question"), f"seed {progress.paper.seed}"]
    first, *more = examining.result_lines(found, progress.terms)
    return [
        f'<p class="facts">{text(" · ".join(facts))}</p>',
        f'<p class="score">{text(first)}</p>',
        *(f"<p>{text(_capital(line))}</p>" for line in more),
    ]


def _table(heading: str, rows: Sequence[Row]) -> list[str]:
    """Bars with their figures; nothing where one row is the whole."""
    if len(rows) < 2:
        return []
    return [f"<h2>{heading}</h2>", "<table>", *map(_row, rows), "</table>"]


def _row(row: Row) -> str:
    share = min(100, max(0, round(100 * row.tally.share)))
    bar = f'<div class="rail"><div class="filled" style="width: {share}%"></div></div>'
    figure = text(examining.tally_words(row.tally))
    return f'<tr><td>{text(row.label)}</td><td class="bar">{bar}</td><td class="figure">{figure}</td></tr>'


def _certainty(found: Score) -> list[str]:
    if found.sureness is None:
        return []
    lines = [f"<p>{text(line)}</p>" for line in examining.certainty_lines(found.sureness)]
    wrong = [answer.number for answer in found.sure_but_wrong]
    if wrong:
        lines.append(f"<p>Sure but wrong: {text(examining.numbers_words(sorted(wrong)))}</p>")
    return ["<h2>How sure</h2>", *lines]


def _question(item: Item, answer: Marked, titles: Titles) -> list[str]:
    question = item.question
    place = titles.place(question.ref.deck, question.ref.topic)
    lines = [
        section(question.language),
        f'<p class="quiet">{answer.number} · {text(place)}{" · flagged" if answer.flagged else ""}</p>',
        blocks(question.prompt),
        *_options(item, answer),
        f'<p class="verdict">{text(examining.outcome(answer))}'
        f' <span class="quiet">{text(examining.earned(answer))}</span></p>',
    ]
    if not answer.blank:
        lines.append(f"<p>{text(_capital(examining.given(answer)))}</p>")
    lines += ["<p>It is:</p>", blocks(question.answer), *_why(question, answer)]
    lines += [blocks(question.explanation)] if question.explanation else []
    sources = [status_line(question), *map(_source, question.citations)]
    lines += [f'<p class="quiet">{text(line)}</p>' for line in sources if line]
    return [*lines, "</section>"]


def _options(item: Item, answer: Marked) -> list[str]:
    """What was shown to pick or tick, with what was chosen."""
    question = item.question
    if question.form not in (Form.PICK, Form.TICK):
        return []
    chosen: frozenset[int] = frozenset()
    match answer.response:
        case Picked(option):
            chosen = frozenset({option})
        case Ticked(options):
            chosen = options
    rows = [
        f"<li>{spans(question.options[place].text)}{' ◂ yours' if place in chosen else ''}"
        f"{' ✓' if question.options[place].right else ''}</li>"
        for place in item.order
    ]
    return ['<ol type="a">', *rows, "</ol>"]


def _why(question: Question, answer: Marked) -> list[str]:
    """Why what was picked is wrong."""
    if not isinstance(answer.response, Picked) or not 0 <= answer.response.option < len(question.options):
        return []
    option = question.options[answer.response.option]
    return [blocks(option.why)] if option.why and not option.right else []


def _source(citation: Citation) -> str:
    """A source with its address, which is text here: a printed page opens nothing."""
    return ". ".join(part for part in (citation_line(citation), citation.url) if part)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
