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
    "plan-evidence",
    "schedule",
    "stats",
    "browse",
    "settings",
    "optimize",
    "decks",
    "about-the-decks",
    "writing-decks",
    "checking",
    "rules",
    "exchange",
    "paper",
    "command-line",
    "your-data",
    "backups",
    "sync",
    "faults",
    "sizes",
    "screen-readers",
)

_RULES = "rules"
"""The page that is made of what each rule says of itself."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the manual: the name it is asked for by, and its title."""

    name: str
    title: str


def pages() -> list[Page]:
    """All pages in reading order."""
    return [Page(name, _title(name)) for name in _ORDER]


def read(name: str) -> str:
    """A page's Markdown. Raises UsageError, naming the near ones, when there is none of that name."""
    if name in _ORDER:
        return _text(name)
    from difflib import get_close_matches  # only for the hint

    near = get_close_matches(name, _ORDER, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(_ORDER)}"
    raise UsageError(f"the guide has no page {name}", hint=hint)


def _title(name: str) -> str:
    if name == _RULES:
        return "What check looks for"  # without loading the rules
    return _text(name).partition("\n")[0].lstrip("# ")


def _text(name: str) -> str:
    if name == _RULES:
        from alliance_tutor.deck.lint.explaining import page  # 0.1 s, and only for this page

        return page()
    return resources.files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8")
