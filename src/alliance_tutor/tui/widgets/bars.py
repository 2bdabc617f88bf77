"""Bars and sparklines: three textures, so that colour only helps."""

from collections.abc import Sequence
from math import ceil

from textual.content import Content

from alliance_tutor.insight.overview import Mastery
from alliance_tutor.tui.text import QUIET

KNOWN, SLIPPING, UNSEEN = "█", "▒", "·"
DONE, LEFT = "▰", "▱"
_HEIGHTS = "▁▂▃▄▅▆▇█"


def mastery(of: Mastery, width: int) -> Content:
    """Known, slipping and not asked yet, as shares of `width` cells; what is there shows at least one."""
    known, slipping = cells([of.known, of.slipping, of.unseen], width)[:2]
    return Content.assemble(
        (KNOWN * known, "$accent"),
        (SLIPPING * slipping, "$warning"),
        (UNSEEN * (width - known - slipping), QUIET),
    )


def progress(done: int, total: int, width: int) -> Content:
    """How far a sitting or a day has come."""
    filled = cells([done, max(0, total - done)], width)[0] if total else 0
    return Content.assemble((DONE * filled, "$accent"), (LEFT * (width - filled), QUIET))


def share(of: float, width: int) -> Content:
    """A share of 0..1; full only for all, and empty only for nothing."""
    filled = 0 if of <= 0 else width if of >= 1 else min(width - 1, max(1, round(of * width)))
    return Content.assemble((KNOWN * filled, "$accent"), (UNSEEN * (width - filled), QUIET))


def sparkline(values: Sequence[int], width: int) -> Content:
    """The last `width` values by height, nothing as a dot."""
    shown = values[-width:] if width > 0 else ()
    top = max(shown, default=0)
    marks = [_HEIGHTS[ceil(value * len(_HEIGHTS) / top) - 1] if value else UNSEEN for value in shown]
    return Content.styled("".join(marks), "$accent")


def cells(parts: Sequence[int], width: int) -> list[int]:
    """`width` cells shared out in proportion, at least one to each part that is not nothing."""
    total = sum(parts)
    if not total or width < len(parts):
        return [0] * (len(parts) - 1) + [max(0, width)]
    shares = [max(1, part * width // total) if part else 0 for part in parts]
    while (over := sum(shares) - width) != 0:
        largest = max(
            range(len(parts)), key=lambda i: shares[i] if over > 0 else parts[i] * width / total - shares[i]
        )
        shares[largest] -= 1 if over > 0 else -1
    return shares
