"""Who says what a card says, and where it is from, for formats that have no place for either."""

from collections.abc import Mapping

from alliance_tutor.deck.cards import AnyCard, Source
from alliance_tutor.exchange.markup import from_plain


def founded(card: AnyCard, sources: Mapping[str, Source]) -> str:
    """Whom a card is by and its sources as deck text, empty if it has neither; `sources` are its deck's."""
    said = [f"According to {_as_text(card.attributed_to)}."] if card.attributed_to.strip() else []
    cited = [_as_text(_citation(sources[id])) for id in card.sources if id in sources]
    said += [f"Sources: {'; '.join(cited)}."] if cited else []
    return " ".join(said)


def _citation(source: Source) -> str:
    parts = (source.title, source.publisher, str(source.year or ""), source.url)
    return ", ".join(" ".join(part.split()) for part in parts if part.strip())


def _as_text(words: str) -> str:
    return from_plain(words, inline=True).text
