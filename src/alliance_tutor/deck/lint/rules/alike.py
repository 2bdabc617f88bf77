"""Options that cannot be told apart, that overlap, or that stand in no order."""

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from alliance_tutor.deck.lint.context import CheckedCard, Choice
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.lint.quantities import Kind, kind, span
from alliance_tutor.deck.lint.rules.rule import Note, rule
from alliance_tutor.deck.lint.words import root
from alliance_tutor.deck.values import shown

_ALIKE, _FORMS_OF_ONE = 0.92, 0.88
_SHORTEST = 12  # characters: of shorter texts every letter tells
_SAME_BEGINNING = 3  # letters: `hyper` and `hypo`, `af` and `ef` are other words
_ENOUGH_TO_SEARCH = 3
_MOST_OPTIONS = 20  # more are not compared pair by pair
_ARTICLES = frozenset({("the",), ("a",), ("an",)})
_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\w+\s+\w)", re.IGNORECASE)
# Between digits and letters these tell: 1.5 is not 15, and 5! not 5.
_MARKS = re.compile(
    r"(?<!\d)[.,:;!?](?!\w)|(?<=\D)[.,:;!?]|(?<=\d)[.,;?](?!\d)|[“”\"‘’]|(?<=[^\W\d])[-‐–](?=[^\W\d])"
)
_CHEMISTRY = frozenset({"ate", "ite", "ide", "ane", "ene", "yne", "ose", "ase", "ium", "ine", "ous", "ic"})
_LISTED = re.compile(r"\s*(?:,|;|/|\band\b|\bor\b|&)\s*", re.IGNORECASE)


@rule(
    "Q102",
    Severity.ERROR,
    "Two options are the same but for case, punctuation or an article.",
    "Nobody can tell which of the two counts.",
    types=("choice", "multiple-response"),
)
def same_option(card: CheckedCard) -> Iterator[Note]:
    """Options of which one repeats another."""
    texts = {choice.words[choice.words[:1] in _ARTICLES :] for choice in card.choices}
    if len(texts) == len(card.choices):
        return
    seen: dict[str, Choice] = {}
    for choice in card.choices:
        text = "" if choice.code else _folded(choice.text)
        if text and text in seen:
            message = f"“{shown(choice.text)}” is the same option as “{shown(seen[text].text)}”"
            yield Note(message, "delete one of the two, or write another distractor", choice.loc)
        seen.setdefault(text, choice)


@rule(
    "Q103",
    Severity.WARNING,
    "Two options differ so little that they say the same.",
    "If one of them is right, so is the other; or both are seen to be wrong.",
    types=("choice", "multiple-response"),
    languages=("en",),
)
def nearly_same_option(card: CheckedCard) -> Iterator[Note]:
    """Options that differ by the form or the spelling of one word, or by the order of what they list."""
    choices = [choice for choice in card.choices[:_MOST_OPTIONS] if len(choice.text) >= _SHORTEST]
    for one, other in combinations(choices, 2):
        if len(one.words) != len(other.words):
            continue
        if (way := _hardly_differ(one, other)) and _folded(one.text) != _folded(other.text):
            message = f"“{shown(other.text)}” differs from “{shown(one.text)}” only in {way}"
            yield Note(message, "write another distractor in place of one of the two", other.loc)


@rule(
    "Q121",
    Severity.WARNING,
    "Ranges among the options overlap.",
    "A number in both ranges makes two options right.",
    types=("choice",),
    languages=("en",),
)
def ranges_overlap(card: CheckedCard) -> Iterator[Note]:
    """Two ranges with a number in common, where one number is looked for and not a range itself."""
    ranges = [(choice, found) for choice in card.choices[:_MOST_OPTIONS] if (found := span(choice.text))]
    if len(ranges) < 2 or _A_RANGE_IS_WANTED.search(card.stem):
        return
    if any(_YEARS.fullmatch(choice.text) for choice, _ in ranges) and not _A_YEAR_IS_SOUGHT.search(card.stem):
        return
    for (one, first), (other, second) in combinations(ranges, 2):
        if first.meets(second):
            message = f"“{shown(one.text)}” and “{shown(other.text)}” overlap"
            yield Note(message, "let each range begin where the one before has ended", other.loc)
            return


@rule(
    "Q122",
    Severity.INFO,
    "Three numbers or dates or more are shuffled.",
    "Searching a list without order costs time that is no part of the question.",
    types=("choice",),
)
def out_of_order(card: CheckedCard) -> Iterator[Note]:
    """Options that are all dates or all numbers, and are not shown in their order."""
    if card.card.type != "choice" or not card.card.shuffle or len(card.choices) < _ENOUGH_TO_SEARCH:
        return
    kinds = {kind(choice.text, card.deck.deck.language) for choice in card.choices}
    if len(kinds) == 1 and Kind.TEXT not in kinds:
        what = "dates" if Kind.DAY in kinds else "numbers"
        yield Note(f"the options are {what}, and are shuffled", "write `shuffle = false`: they rise then")


_A_RANGE_IS_WANTED = re.compile(
    r"\b(?:which (?:are|of (?:these|the following) (?:are|is an?))|interval|range|from when to when"
    r"|(?:rose|rise|fell|fall|grew|grow|went|go|move|moved|shrank|changed?|increased?|decreased?)\b.*\b(?:how|what)"
    r"|(?:how|what)\b.*\b(?:rise|fall|grow|go|move|change|increase|decrease)\b)\b",
    re.IGNORECASE,
)
# A range of years is mostly a story's own length, and not a bracket for one number.
_YEARS = re.compile(r"[a-z ]*\b[12]\d{3}(?:\s?(?:–|—|-|to|and)\s?[12]\d{3})?", re.IGNORECASE)
_A_YEAR_IS_SOUGHT = re.compile(
    r"\b(?:in|within|during|into) (?:which|what)"
    r" (?:period|span|years|range|decade|stretch|interval|phase|half)\b",
    re.IGNORECASE,
)


def _folded(text: str) -> str:
    """A text without what makes no other option of it."""
    text = unicodedata.normalize("NFKC", text)
    text = " ".join(
        _MARKS.sub(" ", _ARTICLE.sub("", text, count=1) if _ARTICLE.match(text) else text).split()
    )
    # Of short words and of those with a capital inside case may be all that tells: Co and CO, mW and MW, pH.
    return " ".join(
        word.casefold() if len(word) > 3 and (word[1:].islower() or word.isupper()) else word
        for word in text.split()
    )


def _hardly_differ(one: Choice, other: Choice) -> str:
    """In what two options of as many words differ, if it is next to nothing; else empty."""
    changed = [(mine, theirs) for mine, theirs in zip(one.words, other.words, strict=True) if mine != theirs]
    if len(changed) > 1 and sorted(one.words) == sorted(other.words) and _parts(one) == _parts(other):
        return "the order of what it lists"
    if len(changed) != 1 or not _same_word(*changed[0]):
        return ""
    likeness = SequenceMatcher(None, one.text.casefold(), other.text.casefold(), autojunk=False).ratio()
    enough = _FORMS_OF_ONE if root(changed[0][0]) == root(changed[0][1]) else _ALIKE
    return f"“{changed[0][1]}” for “{changed[0][0]}”" if likeness >= enough else ""


def _parts(choice: Choice) -> list[str]:
    """What an option lists, in the order of the alphabet; one part if it lists nothing."""
    parts = [part for part in _LISTED.split(choice.text.casefold().rstrip(".")) if part]
    return sorted(parts) if len(parts) > 1 else parts


def _same_word(one: str, other: str) -> bool:
    """Whether two words are forms or spellings of one: signs and signed, Vladivostok and Vladivostock."""
    if any(map(str.isdigit, one + other)) or one[:_SAME_BEGINNING] != other[:_SAME_BEGINNING]:
        return False
    if min(len(one), len(other)) > 4 and root(one) == root(other):
        return True
    ends = {next((end for end in _CHEMISTRY if word.endswith(end)), "") for word in (one, other)}
    if len(ends) == 2 and "" not in ends:
        return False
    one, other = (
        unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode() for word in (one, other)
    )
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    common = sum(block.size for block in blocks)
    return min(len(one), len(other)) >= 6 and max(len(one), len(other)) - common == 1
