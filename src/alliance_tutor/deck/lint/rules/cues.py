"""Cues in options: words and forms by which the answer is found without knowing it."""

import re
from collections import Counter
from collections.abc import Iterator

from alliance_tutor.deck.lint.context import CheckedCard, Choice
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.lint.quantities import Kind, kind
from alliance_tutor.deck.lint.rules.prompts import asking_sentence
from alliance_tutor.deck.lint.rules.rule import Note, rule
from alliance_tutor.deck.lint.words import STOP_WORDS, content, listed, one_of, root, words
from alliance_tutor.deck.values import shown

_CHOICES = ("choice", "multiple-response")
_STRONG = listed(
    """always never completely entirely totally absolutely invariably wholly utterly impossible everyone
    everybody everything everywhere"""
)
_WEAK = listed("all every none only must nobody nothing solely exclusively cannot")
_PAST = one_of(
    """took came went met gave got made said saw left became began did held paid sent told won lost built
    broke fell flew grew knew led ran rose sold spoke stood wrote existed seen been had"""
)
_TOLD = re.compile(
    rf"\b(?:was|were|has|have|had|been)\s+never\b|\bnever\s+(?:before\s+)?(?:\w+ed|{_PAST})\b", re.IGNORECASE
)
_VAGUE = listed(
    """usually often sometimes generally frequently rarely seldom occasionally typically normally commonly
    mostly probably possibly perhaps"""
)
_MAY = re.compile(r"\b(?:may|might|can|could)\b (?!\d)")  # the month has a capital
_ARTICLE_END = re.compile(r"(?<!/)\b(an?)[\s:…_.\-]*(?:\[…\])?[\s:….]*$")
_VERB_END = re.compile(r"\b(is|are|was|were)[\s:…_.\-]*(?:\[…\])?[\s:….]*$")
_ONE = re.compile(r"(?:an?|one|this|that|each|every)\b", re.IGNORECASE)
_MANY = re.compile(
    r"(?:two|three|four|five|six|several|many|both|these|those|some|most|all)\b", re.IGNORECASE
)
_A_SOUND = re.compile(
    r"(?:uni(?![nm])|use|usu|util|eu|ewe|one\b|once\b|ur[aoi]|uk\b|u\.?s\.?\b|un\b|uf|ub|u-)", re.IGNORECASE
)
_AN_SOUND = re.compile(
    r"[aeiou]|hour|hono|heir|honest|(?-i:[FHLMNRSX](?=[A-Z]{1,4}\b))|8|11\b|18\b", re.IGNORECASE
)
_SINGULAR = one_of("is was has does of the an? to in on at for by with from his her its most more")
_ASKS_FOR_SEVERAL = re.compile(
    r"\b(?:which|what)\s+"
    r"(?:two|three|(?!(?:is|was|has|does)\b)(?:[\w-]+\s){0,2}?[\w-]{2,}(?<!ga)(?<!serie)(?<!new)(?<!len)(?<!c)(?<![sui])s)\s+"
    rf"(?!(?:{_SINGULAR})\b|\w+s\b)\w+|\bwho (?:are|were)\b",
    re.IGNORECASE,
)
_LIST = re.compile(r"\w,? and (?:the )?\w|\w, \w+ or \w", re.IGNORECASE)
_NUMERAL = re.compile(r"\b\d")
_FEWEST_LETTERS = 4
_PLAIN = STOP_WORDS | listed(
    "against among around across along behind beyond during outside towards whatever whether"
)
_GENERIC = frozenset(
    map(
        root,
        listed(
            """year years month date time name names state states country countries people place part kind
            type number amount statement example word following answer question used called known first second
            third last thing things person north south east west northern southern eastern western party
            parties side sides day days century group form percent million billion thousand"""
        ),
    )
)


@rule(
    "Q112",
    Severity.WARNING,
    "Wrong options say always, never or the like and the answer does not; otherwise only a remark.",
    "Hardly anything holds without exception, and learners know it: they strike such options.",
    types=_CHOICES,
    languages=("en",),
)
def absolute_words(card: CheckedCard) -> Iterator[Note]:
    """A warning where only wrong options claim what hardly ever holds, else a remark."""
    strong = [choice for choice in card.choices if _absolute(choice, _STRONG, card)]
    hint = "qualify it, or let the answer claim as much"
    if strong and len(strong) < len(card.choices) and not any(choice.right for choice in strong):
        word = _absolute(strong[0], _STRONG, card)
        some = f"{len(strong)} wrong options" if len(strong) > 1 else "a wrong option"
        message = f"only {some} claim{'s' * (len(strong) == 1)} without exception: “{word}”"
        yield Note(message, hint, strong[0].loc)
        return
    found = [choice for choice in card.choices if _absolute(choice, _STRONG | _WEAK, card)]
    if found and len(found) < len(card.choices):
        word = _absolute(found[0], _STRONG | _WEAK, card)
        message = f"“{word}” stands in {len(found)} of {len(card.choices)} options"
        yield Note(message, hint, found[0].loc, severity=Severity.INFO)


@rule(
    "Q113",
    Severity.INFO,
    "Words such as usually, often or may stand in some options.",
    "A careful wording is more likely to be true, and learners pick it for that.",
    types=_CHOICES,
    languages=("en",),
)
def vague_words(card: CheckedCard) -> Iterator[Note]:
    """Some options, and not all, say how often without saying it."""
    found = [(choice, word) for choice in card.choices if (word := _vague(choice, card))]
    if found and len(found) < len(card.choices):
        message = f"“{found[0][1]}” stands in {len(found)} of {len(card.choices)} options"
        yield Note(message, "say how often, or take the word out", found[0][0].loc)


@rule(
    "Q117",
    Severity.WARNING,
    "Not all options fit the grammar of the prompt.",
    "The one that does is picked by ear.",
    types=("choice",),
    languages=("en",),
)
def grammar(card: CheckedCard) -> Iterator[Note]:
    """Options after a or an, is or are, and after a question for several."""
    hint = "let every option fit the prompt, or move the word into the options"
    if found := _unfit(card):
        said, choices = found
        if 0 < len(choices) < len(card.choices):
            message = f"after “{said}” “{shown(choices[0].text)}” does not fit, and others do"
            yield Note(message, hint, choices[0].loc)
    elif _ASKS_FOR_SEVERAL.search(card.stem) and len(card.choices) > 2:
        key, *others = card.choices
        if _lists(key) and not any(map(_lists, others)) and len(key.words) <= 8:
            message = f"the prompt asks for several, and only the answer “{shown(key.text)}” has them"
            yield Note(message, "let every option name as many", key.loc)


@rule(
    "Q118",
    Severity.WARNING,
    "The answer is the only date, number or text among its options.",
    "What differs from all the rest is noticed before it is read.",
    types=("choice",),
)
def alone_in_kind(card: CheckedCard) -> Iterator[Note]:
    """A key of another form than all distractors, which have one form."""
    language = card.deck.language
    key, *others = card.choices
    kinds = {kind(choice.text, language) for choice in others}
    own = kind(key.text, language)
    if len(others) > 1 and len(kinds) == 1 and own not in kinds:
        (other,) = kinds
        texts = [key] if own is Kind.TEXT else others
        if Kind.TEXT in (own, other) and not any(_NUMERAL.search(choice.text) for choice in texts):
            message = f"the answer is {own}, and every other option is {other}"
            yield Note(message, "let all options be of one form", ("answer",))


@rule(
    "Q119",
    Severity.WARNING,
    "A word of the prompt stands in the answer and in no other option.",
    "It is picked by its sound.",
    types=("choice",),
    languages=("en",),
)
def clang(card: CheckedCard) -> Iterator[Note]:
    """A word of some length that only prompt and key share, and that is not the deck's subject."""
    key, *others = card.choices
    if content(card.asked[0].prompt).isdisjoint(map(root, key.words)):
        return
    stem = {root(word) for word in words(asking_sentence(card.stem)) if _tells(word)} - _GENERIC
    elsewhere = {root(word) for choice in others for word in choice.words}
    # A prompt that names two sides has an option for each.
    if len(others) < 2 or elsewhere & stem:
        return
    for word in key.words:
        if root(word) in stem and root(word) not in card.deck.subject:
            message = f"“{word}” stands in the prompt and in the answer, and in no other option"
            yield Note(message, "say it otherwise in one of the two, or use it in a distractor too", key.loc)
            return


@rule(
    "Q120",
    Severity.INFO,
    "The answer has a part in common with every distractor, and they have none with one another.",
    "Authors vary the answer to make the others: what all options meet in is right.",
    types=("choice",),
    languages=("en",),
)
def convergence(card: CheckedCard) -> Iterator[Note]:
    """A key in whose words the distractors meet."""
    key, *others = (content(choice.text) for choice in card.choices)
    if len(others) < 2 or len(key) < 2:
        return
    counts = Counter(word for other in others for word in other)
    everywhere = {word for word, count in counts.items() if count == len(others)} & key
    parts = [(key & other) - everywhere for other in others]
    if all(parts) and len(set().union(*parts)) > 1:
        between = max(
            len((one & other) - everywhere) for index, one in enumerate(others) for other in others[:index]
        )
        if not between:
            message = (
                f"each of the {len(others)} distractors shares a part with the answer and with nothing else"
            )
            yield Note(message, "vary a distractor too, not only the answer", ("answer",))


def _absolute(choice: Choice, among: frozenset[str], card: CheckedCard) -> str:
    """The first word of an option that allows no exception, unless the prompt says it or a story tells it."""
    for word in choice.words:
        if word in among and word not in card.stem_words:
            return "" if word == "never" and _TOLD.search(choice.text) else word
    return ""


def _vague(choice: Choice, card: CheckedCard) -> str:
    for word in choice.words:
        if word in _VAGUE and word not in card.stem_words:
            return word
    match = _MAY.search(choice.text)
    return match[0].strip() if match and match[0].strip() not in card.stem_words else ""


def _unfit(card: CheckedCard) -> tuple[str, list[Choice]] | None:
    """The word that a prompt ends with, and the options that cannot follow it; None for another prompt."""
    if "?" in card.stem[-3:]:
        return None
    if match := _ARTICLE_END.search(card.stem):
        wanted = match[1].casefold() == "an"
        return match[1], [choice for choice in card.choices if _takes_an(choice.text) is not wanted]
    if match := _VERB_END.search(card.stem):
        other = _ONE if match[1].casefold() in ("are", "were") else _MANY
        return match[1], [choice for choice in card.choices if other.match(choice.text)]
    return None


def _takes_an(text: str) -> bool:
    return bool(_AN_SOUND.match(text)) and not _A_SOUND.match(text)


def _lists(choice: Choice) -> bool:
    return bool(_LIST.search(choice.text))


def _tells(word: str) -> bool:
    return len(word) >= _FEWEST_LETTERS and word not in _PLAIN and not word.isdigit()
