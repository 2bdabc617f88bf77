"""What a code means, why, on which study it rests, and how it looks: for `check --explain` and the guide."""

import tomllib
from functools import cache
from importlib import resources
from textwrap import fill
from typing import Any, NamedTuple

from alliance_tutor.deck.lint.codes import CODES
from alliance_tutor.deck.lint.rules import RULES
from alliance_tutor.deck.lint.rules.rule import Rule
from alliance_tutor.deck.values import did_you_mean, shown
from alliance_tutor.errors import UsageError

TITLE = "What check looks for"

_WIDTH = 100
_LANGUAGES = {"en": "English"}
_FAMILIES = (
    ("Options and keys", "Q100", "Q109"),
    ("Cues in options, and prompts", "Q110", "Q129"),
    ("Decks as a whole", "Q130", "Q139"),
    ("What is said, and who says it", "Q140", "Q149"),
    ("Gaps and typed answers", "Q150", "Q159"),
    ("Cards beside one another", "Q160", "Q169"),
    ("Topics, sources and the exam", "Q180", "Q199"),
)
_INTRODUCTION = """\
Each rule has a code that never changes its meaning, and a severity: the gravest where it has several.
“Sourced” rules hold for decks that say `sourced = true` in `[deck]`. “English” ones need a list of words and
are off in decks of other languages. `alliance-tutor check --explain Q110` prints one of them.

The codes Q170 to Q172 are kept for what only the answers of a class can show: `check` does not use them."""


class Explanation(NamedTuple):
    """What is said of a rule beside its meaning and its reason; `bad` and `good` are TOML, or words."""

    studies: tuple[str, ...]
    evidence: str
    bad: str
    good: str


def explanation(code: str) -> Explanation:
    """That of a rule, by its code."""
    row = _explained()["rules"][code]
    studies = tuple(_explained()["studies"][name] for name in row.get("rests_on", ()))
    return Explanation(studies, row.get("evidence", ""), row["bad"].strip(), row["good"].strip())


def explain(code: str) -> str:
    """What a code means, as Markdown. Raises UsageError, naming a near one, where there is none such."""
    wanted = code.strip().upper()
    if rule := RULES.get(wanted):
        return _section(rule, "#")
    if meaning := CODES.get(wanted):
        return f"# {wanted}\n\n{meaning}\n"
    hint = did_you_mean(wanted, [*RULES, *CODES]) or "alliance-tutor guide rules lists all codes"
    raise UsageError(f"there is no code {shown(code)}", hint=hint)


def page() -> str:
    """The guide's page of all codes."""
    parts = [f"# {TITLE}\n", f"{_INTRODUCTION}\n"]
    for title, first, last in _FAMILIES:
        parts.append(f"## {title}\n")
        parts += [_section(rule, "###") for code, rule in RULES.items() if first <= code <= last]
    parts += ["## Codes of the structure\n", "| code | meaning |\n|---|---|"]
    parts += [f"| {code} | {meaning.removesuffix('.')} |" for code, meaning in CODES.items()]
    return "\n".join(parts) + "\n"


def _section(rule: Rule[Any], heading: str) -> str:
    """One rule: meaning, why, study, a bad and a good example."""
    told = explanation(rule.code)
    marks = [str(rule.severity), *["sourced"] * rule.sourced]
    marks += sorted(_LANGUAGES[language] for language in rule.languages)
    rests = f"Rests on {'; '.join(told.studies)}. {told.evidence}".strip()
    convention = "A convention of this program: it rests on no study."
    paragraphs = (
        f"{rule.meaning} ({', '.join(marks)})",
        f"Why: {rule.why}",
        rests if told.studies else convention,
    )
    parts = [f"{heading} {rule.code}", *(fill(text, _WIDTH, break_long_words=False) for text in paragraphs)]
    parts += [f"Bad:{_example(told.bad)}", f"Good:{_example(told.good)}"]
    return "".join(f"{part}\n\n" for part in parts).removesuffix("\n")


def _example(text: str) -> str:
    return f"\n\n```toml\n{text}\n```" if text.startswith("[") else f" {text}"


@cache
def _explained() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("explained.toml").read_text(encoding="utf-8"))
