"""Blocks of deck text as HTML, in one line."""

from collections.abc import Iterable
from html import escape

from alliance_tutor.exchange.blocks import Blocks
from alliance_tutor.text import Block, Run


def html(blocks: Blocks, *, inline: bool = False) -> str:
    """Tidy blocks as HTML: paragraphs, lists, emphasis, code and links; `inline` without the paragraph."""
    if inline:
        return "".join(_runs(block.runs) for block in blocks)
    return _Writer().written(blocks)


def _runs(runs: Iterable[Run]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    if run.text == "\n":
        return "<br>"
    text = escape(run.text, quote=False)
    for wanted, tag in ((run.code, "code"), (run.emphasis, "em"), (run.strong, "strong")):
        text = f"<{tag}>{text}</{tag}>" if wanted else text
    return f'<a href="{escape(run.link)}">{text}</a>' if run.link else text


class _Writer:
    """Writes blocks one by one; `_open` has the lists that are open, with the number that comes next."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._open: list[tuple[str, int]] = []

    def written(self, blocks: Blocks) -> str:
        for block in blocks:
            self._item(block) if block.marker else self._paragraph(block)
        self._close(0)
        return "".join(self._parts)

    def _paragraph(self, block: Block) -> None:
        self._close(block.depth)
        self._parts.append(f"<p>{_runs(block.runs)}</p>")

    def _item(self, block: Block) -> None:
        tag = "ul" if block.marker == "•" else "ol"
        number = int(block.marker.rstrip(".")) if tag == "ol" else 0
        self._close(block.depth + 1)
        if len(self._open) > block.depth and self._open[-1] == (tag, number):
            self._parts.append("</li>")
        else:
            self._close(block.depth)
            self._parts.append(
                f'<ol start="{number}">' if number > 1 or (tag == "ol" and not number) else f"<{tag}>"
            )
            self._open.append((tag, number))
        self._open[-1] = (tag, number + (tag == "ol"))
        self._parts.append(f"<li>{_runs(block.runs)}")

    def _close(self, depth: int) -> None:
        """Close the lists that lie deeper than so many."""
        while len(self._open) > depth:
            tag, _ = self._open.pop()
            self._parts.append(f"</li></{tag}>")
