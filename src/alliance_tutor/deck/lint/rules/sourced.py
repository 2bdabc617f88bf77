"""What every card of a deck owes that says `sourced = true`."""

from collections.abc import Iterator

from alliance_tutor.deck.lint.context import CheckedCard, CheckedDeck
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.lint.rules.rule import Note, rule
from alliance_tutor.deck.lint.words import content, words

OWED_A_NAME = frozenset({"reported", "claimed", "assessment"})
"""Statuses of what somebody says, and who says it belongs to the fact."""

_LONGEST_REPETITION = 30  # words: a longer explanation of known words may well say something new of them


@rule(
    "Q140",
    Severity.WARNING,
    "A card has no explanation.",
    "Wrong options are learnt too, unless feedback says why they are wrong.",
    sourced=True,
)
def no_explanation(card: CheckedCard) -> Iterator[Note]:
    """A card whose answer is not explained."""
    if not card.card.explanation.strip():
        yield Note("the card has no explanation", 'write explanation = "…": why the answer is right')


@rule(
    "Q141",
    Severity.WARNING,
    "A card names no source.",
    "What nobody can look up nobody can correct.",
    sourced=True,
)
def no_source(card: CheckedCard) -> Iterator[Note]:
    """A card that says not where its fact comes from."""
    if not card.card.sources:
        yield Note("the card names no source", 'write sources = ["…"], each the id of a [[source]]')


@rule(
    "Q144",
    Severity.WARNING,
    "A card whose status is reported, claimed or assessment names nobody.",
    "Without a name a claim is learnt as a fact.",
    sourced=True,
)
def nobody_named(card: CheckedCard) -> Iterator[Note]:
    """A claim without the one who makes it."""
    status = card.card.status
    if status in OWED_A_NAME and not card.card.attributed_to.strip():
        message = f"the status is {status}, and nobody is named"
        yield Note(message, 'write attributed_to = "…": who says so', ("status",))


@rule(
    "Q145",
    Severity.WARNING,
    "A card has no status.",
    "Learners should know whether a fact is on record or said by one side.",
    sourced=True,
)
def no_status(card: CheckedCard) -> Iterator[Note]:
    """A card that says not how well its fact is established."""
    if card.card.status is None:
        hint = 'write status = "documented", or reported, claimed, disputed, assessment'
        yield Note("the card has no status", hint)


@rule(
    "Q146",
    Severity.WARNING,
    "A card has no level.",
    "Levels show whether a deck asks for more than recall.",
    sourced=True,
)
def no_level(card: CheckedCard) -> Iterator[Note]:
    """A card that says not what answering takes."""
    if card.card.level is None:
        yield Note("the card has no level", 'write level = "recall", or understanding, application')


@rule(
    "Q147",
    Severity.WARNING,
    "An explanation says nothing but the question and the answer again.",
    "Whoever got it wrong learns nothing from reading it twice.",
    sourced=True,
    languages=("en",),
)
def only_repeats(card: CheckedCard) -> Iterator[Note]:
    """An explanation without a word that question, answer and options do not have."""
    said = words(card.card.explanation)
    if said and len(said) <= _LONGEST_REPETITION and content(card.card.explanation) <= _known(card):
        message = "the explanation has no word that the question and its answers do not have"
        yield Note(message, "say why it is so, or what it is easily mixed up with", ("explanation",))


@rule(
    "Q149",
    Severity.INFO,
    "A deck does not say that it is sourced.",
    "Of those that do, check asks for explanations, sources, statuses and levels.",
)
def not_sourced(deck: CheckedDeck) -> Iterator[Note]:
    """One remark for a deck without `sourced = true`, with what its cards lack."""
    if deck.deck.sourced or not deck.cards:
        return
    cards = deck.deck.cards
    lacking = {word: sum(not getattr(card, key) for card in cards) for key, word in _OWED.items()}
    counts = ", ".join(f"{word} {count}" for word, count in lacking.items() if count)
    message = f"the deck does not say that it is sourced; cards without: {counts or 'none'}"
    hint = "write sourced = true below [deck], and check says of each card what it lacks"
    yield Note(message, hint)


_OWED = {"explanation": "explanation", "sources": "source", "status": "status", "level": "level"}


def _known(card: CheckedCard) -> frozenset[str]:
    """The roots of all words that are on the screen when the explanation is read."""
    texts = [card.asks]
    for asked in card.asked:
        texts += [asked.prompt, asked.answer, *asked.items, *(option.text for option in asked.options)]
    return frozenset().union(*map(content, texts))
