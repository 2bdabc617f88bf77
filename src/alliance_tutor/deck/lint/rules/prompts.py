"""How a card asks: negatives, prompts without a question, blanks."""

import re
from collections.abc import Iterator

from alliance_tutor.deck.lint.context import CheckedCard, Choice
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.lint.rules.rule import Note, rule
from alliance_tutor.deck.lint.words import listed, one_of, unquoted, word_set
from alliance_tutor.deck.values import shown
from alliance_tutor.text import inline

_CHOICES = ("choice", "multiple-response")
_NO_VERBS = """doesn't don't didn't isn't aren't wasn't weren't hasn't haven't hadn't can't cannot couldn't
    won't wouldn't shouldn't mustn't"""
_CONTRACTED = frozenset(_NO_VERBS.replace("'", "").split())
_NEGATIVE_WORDS = _CONTRACTED | {
    "not",
    "never",
    "except",
    "excluding",
    "least",
    "false",
    "incorrect",
    "untrue",
    "inaccurate",
}
_CONTRACTIONS = "|".join(word.replace("'", "['’]?") for word in _NO_VERBS.split())
_LEAST = one_of(
    """likely probable accurate appropriate well true suitable correct typical consistent plausible effective
    relevant important useful similar"""
)
_NEGATIVE = re.compile(
    rf"""\b(?:
        (?<!whether\ or\ ) not\b (?!\ (?:only|least|just|merely|later|earlier|more|less)\b)
            (?!(?:\ \w+){{0,3}}\ until\b)
      | never\b (?!\ before\b)
      | {_CONTRACTIONS}
      | least\b (?=\ (?:{_LEAST})\b)
      | (?<=\bis\ )(?:false|incorrect|untrue|inaccurate) | (?<=\bare\ )(?:false|incorrect|untrue|inaccurate)
      | (?<=\bnot\ )(?:true|correct)
      | (?:false|incorrect|untrue|inaccurate)\b (?=\ (?:statements?|options?|answers?)\b)
      | except(?:ing)?\b (?=(?:\ (?:for|one|which|that|by|in|to)\b)? (?:\ (?:one|of|these|which))*
                            [\s:?…_.]*(?:\[…\])?[\s:?.]*$ | ,?\ which\b)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+(?=[A-Z“\"])")
_ASKS = re.compile(r"\b(?:which|what|who|whom|whose|where|when|how|in which|of which)\b", re.IGNORECASE)
_WHY = re.compile(r"\b(?:why|how come|for what reason|what reason)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(?:that|who|whom|whose|which|if|when|because|although|though|while|whether|where|unless|until|after"
    r"|before|since|so that|in order|rather|instead|without|even|why|what|how|but)\b",
    re.IGNORECASE,
)
_DENIES = (
    frozenset({"not", "no", "never", "none", "neither", "nobody", "nothing", "nowhere", "without", "nor"})
    | _CONTRACTED
)
_NUMBERED = re.compile(r"\bno\.?\s?\d", re.IGNORECASE)
_FULL_STOP = re.compile(r"(?<=[.!?;])\s+")
_ONE_NEGATION = re.compile(
    r"\bneither\b.*\bnor\b|\bnot\b only\b|\bno\b[^,;]*\bnor\b|\bno longer\b.*\bbut\b", re.IGNORECASE
)
_UNLIKELY = one_of(
    """unable unaware uncommon unfair unhappy unimportant unknown unlawful unlikely untrue unusual unwilling
    unsuccessful impossible improbable incorrect infrequent insignificant inaccurate irrelevant irregular
    illegal illogical"""
)
_TWOFOLD = re.compile(rf"\bnot (?:{_UNLIKELY})\b", re.IGNORECASE)
_BLANK = re.compile(r"_{2,}|\[…\]|\[\.{3}\]|\.{4,}|…{2,}")
_ENDS_OPEN = re.compile(r"(?:…|\.{3}|:|[–—-])\s*$")
_FINITE = listed(
    """is are was were be been has have had do does did can could may might must shall should will would
    name pick choose select tick mark find complete give state identify calculate compute solve determine
    put match order arrange translate define list decide say tell indicate call consider take fill"""
)
_FEWEST_WORDS = 4
_MOST_OPTION_WORDS = 3  # times those of the prompt
_LAST_THIRD = 2 / 3


@rule(
    "Q115",
    Severity.WARNING,
    "The prompt asks for what is not so, and the negative word does not stand out.",
    "Who knows the answer overlooks the word, and is marked wrong for reading and not for knowing.",
    types=_CHOICES,
    languages=("en",),
)
def hidden_negative(card: CheckedCard) -> Iterator[Note]:
    """A negative in the clause that asks, neither bold nor in capitals."""
    match = asked_negative(card)
    if match and not match[0].isupper() and not _stands_out(card, match):
        message = f"“{match[0]}” turns the question round, and does not stand out"
        yield Note(message, f"ask for what is so, or write **{match[0]}**", (card.asks_at,))


@rule(
    "Q116",
    Severity.WARNING,
    "A negative prompt has a negative option, or a statement denies twice.",
    "Two negatives have to be worked out, which tests reading.",
    types=(*_CHOICES, "true-false"),
    languages=("en",),
)
def denied_twice(card: CheckedCard) -> Iterator[Note]:
    """Two negatives that have to be taken together."""
    if card.card.type == "true-false":
        if twice := _twice(card.stem):
            message = f"“{twice[0]}” and “{twice[1]}” deny twice in one sentence"
            yield Note(message, "say it without one of the two", (card.asks_at,))
        return
    match = asked_negative(card)
    option = next((each for each in card.choices if _denies(each)), None) if match else None
    if match and option:
        denial = next(word for word in option.words if word in _DENIES)
        message = f"the prompt says “{match[0]}” and the option “{shown(option.text)}” says “{denial}”"
        yield Note(message, "ask for what is so", option.loc)


@rule(
    "Q126",
    Severity.INFO,
    "The prompt asks nothing by itself: it has under four words, no question, or far less than its options.",
    "Learners read all options before they know what is wanted, and guess what the author had in mind.",
    types=_CHOICES,
    languages=("en",),
)
def unfocused(card: CheckedCard) -> Iterator[Note]:
    """A prompt that is a heading and not a question."""
    hint = "ask a whole question that can be answered with the options covered"
    count = len(card.asked[0].prompt.split())
    options = sum(len(choice.words) for choice in card.choices)
    if count < _FEWEST_WORDS:
        message = f"the prompt has {count} word{'s' if count > 1 else ''}"
        yield Note(message, hint, (card.asks_at,))
    elif not _asks(card):
        yield Note("the prompt has no question mark, no blank and no verb", hint, (card.asks_at,))
    elif options > _MOST_OPTION_WORDS * count:
        message = f"the options have {options} words and the prompt {count}"
        yield Note(message, "move what the options have in common into the prompt", (card.asks_at,))


@rule(
    "Q127",
    Severity.INFO,
    "The blank stands in the beginning or the middle of the prompt.",
    "At the blank nobody knows yet what is wanted: the sentence has to be read twice.",
    types=_CHOICES,
)
def blank_inside(card: CheckedCard) -> Iterator[Note]:
    """A single blank before the last third of the prompt, which is no question."""
    blanks = list(_BLANK.finditer(card.stem))
    if len(blanks) != 1 or "?" in card.stem:
        return
    before, after = (
        len(part.split()) for part in (card.stem[: blanks[0].start()], card.stem[blanks[0].end() :])
    )
    if after and before < _LAST_THIRD * (before + after):
        message = f"the blank stands after {before} of {before + after} words"
        yield Note(message, "let the prompt end with the blank, or ask a question", (card.asks_at,))


def asked_negative(card: CheckedCard) -> re.Match[str] | None:
    """The negative word of the clause that asks, if there is one; its place is that in `card.stem`."""
    if _NEGATIVE_WORDS.isdisjoint(card.stem_words):
        return None
    stem = unquoted(card.stem)
    start, end = _asking_clause(stem)
    # The search goes past the clause, since what follows a word tells what it means: not until, never before.
    match = _NEGATIVE.search(stem, start)
    return match if match and match.start() < end else None


def asking_sentence(stem: str) -> str:
    """The sentence of a prompt that asks: the last one with a question mark, else the last."""
    return stem[slice(*_sentence(stem))]


def _sentence(stem: str) -> tuple[int, int]:
    starts = [0, *(match.end() for match in _SENTENCE.finditer(stem))]
    sentences = list(zip(starts, [*starts[1:], len(stem)], strict=True))
    asking = [each for each in sentences if "?" in stem[slice(*each)]] or sentences
    return asking[-1]


def _asking_clause(stem: str) -> tuple[int, int]:
    """Where the clause that asks begins and ends; empty for a question after a reason."""
    start, end = _sentence(stem)
    if _WHY.search(stem, start, end):
        return end, end
    found = _ASKS.search(stem, start, end)
    if found and stem[: found.start()].endswith("except "):
        return start, end
    clause = _CLAUSE.search(stem, found.end() if found else start, end)
    return (found.start() if found else start), (clause.start() if clause else end)


def _stands_out(card: CheckedCard, match: re.Match[str]) -> bool:
    """Whether the matched word is bold or emphasised in the prompt."""
    runs = inline(card.asked[0].prompt)
    word = match[0].casefold()
    return any((run.strong or run.emphasis) and word in run.text.casefold() for run in runs)


def _denies(choice: Choice) -> bool:
    return not _DENIES.isdisjoint(choice.words) and not _NUMBERED.search(choice.text)


def _twice(statement: str) -> tuple[str, str] | None:
    """Two negatives of one sentence."""
    if _DENIES.isdisjoint(word_set(statement)):
        return None
    for sentence in _FULL_STOP.split(statement):
        if match := _TWOFOLD.search(sentence):
            return "not", match[0].partition(" ")[2]
        found = [
            word
            for word in re.findall(r"[\w'’]+", sentence)
            if re.sub("['’]", "", word).casefold() in _DENIES
        ]
        if len(found) > 1 and not _ONE_NEGATION.search(sentence) and not _NUMBERED.search(sentence):
            return found[0], found[1]
    return None


def _asks(card: CheckedCard) -> bool:
    stem = card.stem
    if "?" in stem or _BLANK.search(stem) or _ENDS_OPEN.search(stem):
        return True
    return not _FINITE.isdisjoint(card.stem_words) or any(
        len(word) > 4 and word.endswith("ed") for word in card.stem_words
    )
