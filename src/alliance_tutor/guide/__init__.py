"""The manual: Markdown pages of the version that runs."""

from dataclasses import dataclass
from importlib import resources

from alliance_tutor.errors import UsageError

_ORDER = (
    "start",
    "studying",
    "quizzes",
    "exams",
    "plan",
    "schedule",
    "decks",
    "about-the-decks",
    "writing-decks",
    "checking",
    "exchange",
    "command-line",
    "your-data",
    "screen-readers",
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the manual: the name it is asked for by, and its title."""

    name: str
    title: str


def pages() -> list[Page]:
    """All pages in reading order."""
    return [Page(name, _text(name).partition("\n")[0].lstrip("# ")) for name in _ORDER]


def read(name: str) -> str:
    """A page's Markdown. Raises UsageError, naming the near ones, when there is none of that name."""
    if name in _ORDER:
        return _text(name)
    from difflib import get_close_matches  # only for the hint

    near = get_close_matches(name, _ORDER, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(_ORDER)}"
    raise UsageError(f"the guide has no page {name}", hint=hint)


def _text(name: str) -> str:
    return resources.files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8")
