"""The words of deck texts as rules compare them: without Markdown, case, punctuation and thousands marks."""

import re
import unicodedata
from functools import lru_cache

from alliance_tutor.text import inline

Words = tuple[str, ...]

_KEPT = 16_384  # texts and words: each is looked at by many rules, mostly one after the other

# A text without Markdown, apostrophes, commas and letters that NFKC may change is nothing but its words.
_PLAIN = re.compile(r"[A-Za-z0-9 \n.;:?!()“”…–—\"/%&+=$€-]*+")
_WORD = re.compile(r"\w+")
_SPACED = str.maketrans(dict.fromkeys('.,;:?!()“”…–—"/%&+=$€-', " "))
_MARKUP = re.compile(r"[\\`*_\[]")
_GROUPED = re.compile(r"\d \d{3}")
_DIGIT = re.compile(r"\d")
_BEGIN = frozenset(".?!:")  # a word after one of these begins a sentence
_THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u202f ](?=\d{3}(?!\d))")
_APOSTROPHES = re.compile("['’ʼ](?:s\\b)?")
_QUOTED = re.compile(r"“[^”]{,500}”|\"[^\"]{,500}\"|‘[^‘]{,500}?’(?!\w)")
_ENDINGS = re.compile(r"(?<=\w{4})(?:ies|ing|ed|es|s|d|y|e)$")

_STOP_WORDS = """
    a about above according after again all also although among an and answer any are as at be became
    because been before being below between both but by came can come correct could did do does doing
    down during each either even false first for from had has have having he her him his how i if in into
    is it its itself just later made make many may might more most much must neither no nor not of off on
    once one only or other our out over own right said same say says she should since so some still such
    than that the their them then there these they this those through to told too true two under until up
    upon very was we were what when where which while who whom whose why will with within without would
    wrong yes yet you your"""


def one_of(words: str) -> str:
    """A pattern for any of the words of a list that is written as one text; `_` stands for a space."""
    return "|".join(words.split()).replace("_", " ")


def listed(words: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(words.split())


STOP_WORDS = listed(_STOP_WORDS)
"""English words that say nothing of a question's subject."""

QUESTION_WORDS = frozenset(
    {"how", "many", "much", "what", "when", "where", "which", "who", "whom", "whose", "why"}
)
"""English words that say what is wanted of a subject."""


@lru_cache(_KEPT)
def words(text: str) -> Words:
    """The words of a short Markdown text, in order: NFKC, caseless, `500,000` one word, `Seoul's` seoul."""
    if _is_plain(text):
        return tuple(text.lower().translate(_SPACED).split())
    return tuple(_WORD.findall(even(text).casefold()))


def _is_plain(text: str) -> bool:
    line = text.replace(", ", " ")
    return _PLAIN.fullmatch(line) is not None and not _GROUPED.search(line)


@lru_cache(_KEPT)
def word_set(text: str) -> frozenset[str]:
    """The different words of a text."""
    return frozenset(words(text))


def names(text: str) -> frozenset[str]:
    """Those of `words` that name or count something: with a digit, or with a capital inside a sentence."""
    line = even(text)
    found = set()
    end = 0
    for match in _WORD.finditer(line):
        inside = end and _BEGIN.isdisjoint(line[end : match.start()])
        if _DIGIT.search(match[0]) or (inside and match[0][0].isupper()):
            found.add(match[0].casefold())
        end = match.end()
    return frozenset(found)


@lru_cache(_KEPT)
def content(text: str) -> frozenset[str]:
    """The roots of the English words of a text that say something of its subject."""
    return frozenset(root(word) for word in words(text) if word not in STOP_WORDS)


@lru_cache(_KEPT)
def root(word: str) -> str:
    """An English word without its commonest endings, so that signed, signs and signing are one."""
    return _ENDINGS.sub("", word)


def unquoted(text: str) -> str:
    """A text as long as before, with dots in place of what stands in quotation marks."""
    return _QUOTED.sub(lambda match: "·" * len(match[0]), text)


@lru_cache(_KEPT)
def bare(text: str) -> str:
    """What a short Markdown text shows on one line: no marks, and of a link its words alone."""
    if not _MARKUP.search(text):
        return " ".join(text.split())
    return "".join(run.text for run in inline(text))


def even(text: str) -> str:
    """A Markdown text on one line, NFKC, without thousands marks and apostrophes."""
    line = unicodedata.normalize("NFKC", bare(text))
    return _APOSTROPHES.sub("", _THOUSANDS.sub("", line))
