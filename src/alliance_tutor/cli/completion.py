"""What the shell offers after a Tab: deck ids, topics, types and levels. It stays quiet whatever is wrong."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from click import Context, Parameter
from click.shell_completion import CompletionItem

from alliance_tutor.cli.options import is_path
from alliance_tutor.errors import TutorError

if TYPE_CHECKING:
    from alliance_tutor.deck.index import DeckIndex
    from alliance_tutor.deck.library import DeckEntry


def deck_ids(home: str) -> list[str]:
    """The ids of the decks that load; none where they cannot be looked at."""
    try:
        with _shelf(home) as (_, decks):
            return [deck.id for deck in decks]
    except (TutorError, OSError):
        return []


def complete_deck(ctx: Context, _param: Parameter, incomplete: str) -> list[CompletionItem]:
    """Deck ids that begin so; for a path the shell's own file names."""
    if is_path(incomplete) or incomplete.startswith("."):
        return [CompletionItem(incomplete, type="file")]
    try:
        with _shelf(_home(ctx)) as (_, decks):
            return _beginning(incomplete, ((deck.id, deck.title) for deck in decks))
    except (TutorError, OSError):
        return []


def complete_topic(ctx: Context, _param: Parameter, incomplete: str) -> list[CompletionItem]:
    """Topics that begin so, of the decks named on the line, or of all."""
    try:
        with _shelf(_home(ctx)) as (index, decks):
            topics = [
                (topic.id, topic.title) for deck in _chosen(ctx, decks) for topic in index.topics(deck.id)
            ]
    except (TutorError, OSError):
        return []
    return _beginning(incomplete, topics)


def complete_type(ctx: Context, _param: Parameter, incomplete: str) -> list[CompletionItem]:
    """Types of question that begin so, of the decks named on the line, or of all."""
    return _counted(ctx, "type", incomplete)


def complete_level(ctx: Context, _param: Parameter, incomplete: str) -> list[CompletionItem]:
    """Levels that begin so, of the decks named on the line, or of all."""
    return _counted(ctx, "level", incomplete)


def _counted(ctx: Context, kind: str, incomplete: str) -> list[CompletionItem]:
    """The names of a kind by which the decks count their questions."""
    try:
        with _shelf(_home(ctx)) as (_, decks):
            names = dict.fromkeys(name for deck in _chosen(ctx, decks) for name in deck.by.get(kind, ()))
    except (TutorError, OSError):
        return []
    return _beginning(incomplete, ((name, "") for name in names if name))


def _chosen(ctx: Context, decks: "Iterable[DeckEntry]") -> "list[DeckEntry]":
    """The decks named on the line, or all."""
    chosen = ctx.params.get("decks") or ctx.args  # click leaves them there while an option has no value yet
    return [deck for deck in decks if not chosen or deck.id in chosen]


def _beginning(incomplete: str, known: Iterable[tuple[str, str]]) -> list[CompletionItem]:
    return [CompletionItem(id, help=title) for id, title in known if id.startswith(incomplete)]


def _home(ctx: Context) -> str:
    return str(ctx.find_root().params.get("home") or "")


@contextmanager
def _shelf(home: str) -> "Iterator[tuple[DeckIndex, list[DeckEntry]]]":
    from alliance_tutor import settings
    from alliance_tutor.deck import library
    from alliance_tutor.deck.index import DeckIndex

    places = settings.places(home)
    index = DeckIndex(places.cache / "index.db")
    try:
        shelf = index.refresh(library.find((), places.decks, library.packaged_decks()))
        yield index, list(shelf.decks)
    finally:
        index.close()
