"""The decks there are: found, read through the index, edited in place and upgraded."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from alliance_tutor.deck import library, names
from alliance_tutor.deck.index import DeckIndex
from alliance_tutor.deck.index_reading import Told
from alliance_tutor.deck.library import DeckEntry, DeckFile, Library
from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.settings import Places

if TYPE_CHECKING:
    from alliance_tutor.deck.compare import Difference
    from alliance_tutor.deck.editing import Target
    from alliance_tutor.deck.lint.findings import Finding
    from alliance_tutor.deck.questions import Question
    from alliance_tutor.deck.upgrade import Upgrade


class Shelf:
    """The decks of the command line, of the learner's folder and of the package; close it.

    `library` is what was found at the last look, `given` the paths that were named.
    """

    def __init__(self, folder: Path, given: tuple[Path, ...], index: DeckIndex, found: Library) -> None:
        self._folder = folder
        self.given = given
        self.index = index
        self.library = found
        self._refs: dict[str, list[QuestionRef]] = {}
        self._edited: Path | None = None
        self.unread = False

    @classmethod
    def open(
        cls,
        places: Places,
        given: Iterable[Path] = (),
        reading: Told | None = None,
        later: Callable[[Sequence[DeckFile]], bool] | None = None,
    ) -> "Shelf":
        """Look for the decks. Raises UsageError where one that was named is not there.

        `reading` is told of each deck that has to be read; `later` is asked whether those that changed are
        left out until `reload`: then they are `unread`.
        """
        given = tuple(given)
        files = library.find(given, places.decks, library.packaged_decks())
        index = DeckIndex(places.cache / "index.db")
        try:
            changed = index.changed(files) if later and index.path else []
            unread = bool(later and changed and later(changed))
            known = [file for file in files if file not in changed] if unread else files
            shelf = cls(places.decks, given, index, index.refresh(known, reading))
            shelf.unread = unread
            return shelf
        except BaseException:
            index.close()
            raise

    def close(self) -> None:
        """Close the index."""
        self.index.close()

    def reload(self, files: Sequence[DeckFile] | None = None) -> None:
        """Look at the deck files again and read what changed; `index.state` tells whether anything did.

        `files` are those there are, if that is known. Raises UsageError where one that was named has gone.
        """
        before = self.index.state
        self.library = self.index.refresh(self.files() if files is None else files)
        if self.index.state != before:
            self._refs.clear()

    def files(self) -> list[DeckFile]:
        """All decks there are now. Raises UsageError where one that was named has gone."""
        return library.find(self.given, self._folder, library.packaged_decks())

    # What there is

    def deck(self, id: str) -> DeckEntry:
        """The usable deck of that id. Raises UsageError, naming the near ones."""
        entry = self.library.deck(id)
        if entry is None:
            raise names.unknown_deck(id, self.library)
        return entry

    def deck_title(self, id: str) -> str:
        """A deck's title; its id where the deck has gone."""
        return next((entry.title for entry in self.library.decks if entry.id == id), id)

    def topic_title(self, ref: QuestionRef) -> str:
        """The title of a question's topic, empty where it has none."""
        topics = next((entry.topics for entry in self.library.decks if entry.id == ref.deck), ())
        return next((topic.title for topic in topics if topic.id == ref.topic), "")

    def checked(self, id: str) -> str:
        """The day on which a deck's facts were checked, `YYYY-MM-DD`; empty where it does not say."""
        return next((entry.as_of for entry in self.library.decks if entry.id == id), "")

    def refs(self, decks: Sequence[str] = (), topic: str = "") -> list[QuestionRef]:
        """The questions of some decks (all if none is named), in order; of one topic if it is named."""
        chosen = decks or [entry.id for entry in self.library.decks]
        found = [ref for deck in chosen for ref in self.of_deck(deck)]
        return [ref for ref in found if ref.topic == topic] if topic else found

    def of_deck(self, deck: str) -> list[QuestionRef]:
        """The questions of one deck, in order."""
        if deck not in self._refs:
            self._refs[deck] = self.index.refs(deck)
        return self._refs[deck]

    def check_topic(self, topic: str, decks: Sequence[str] = ()) -> None:
        """Raises UsageError, naming the near ones, where no deck of those named (or of all) has the topic."""
        chosen = decks or [entry.id for entry in self.library.decks]
        known = [each.id for deck in chosen for each in self.index.topics(deck)]
        if topic not in known:
            raise names.unknown_topic(topic, known)

    def question(self, id: str) -> "Question | None":
        """A question's text as it stands in the decks now; None when it has gone."""
        return self.index.question(id)

    def loader(self) -> "Callable[[Iterable[str]], list[Question]]":
        """What loads questions by their ids in any other thread, which the index itself cannot do."""
        path, files = self.index.path, self.files()

        def load(ids: Iterable[str]) -> "list[Question]":
            index = DeckIndex(path)
            try:
                index.refresh(files)
                return index.questions(ids)
            finally:
                index.close()

        return load

    # Editing

    def edit_target(self, question: str) -> "Target":
        """Where a card can be edited: a shipped deck is copied first, and a card without an id stamped.

        Raises UsageError when the file cannot be made ready.
        """
        from alliance_tutor.deck import editing  # 8 ms: not on the start path

        deck, _, rest = question.partition("/")
        target = editing.prepare(self.deck(deck), rest.partition("#")[0], self._folder)
        self._edited = target.path
        return target

    def after_edit(self, question: str) -> "Question | list[Finding] | None":
        """The question's new text, None when its card has gone; or why the deck does not load any more.

        A deck that does not load is not taken in: until it is mended the sitting goes on with its old text.
        """
        from alliance_tutor.deck import editing

        if self._edited and (faults := editing.faults(self._edited)):
            return faults
        self.reload()
        return self.question(question)

    # After an upgrade

    def upgrades(self) -> "list[Upgrade]":
        """The learner's copies of shipped decks that have changed since, each with the cards that differ."""
        copies = [hidden for hidden in self.library.hidden if hidden.copied]
        if not copies:
            return []
        from alliance_tutor.deck import upgrade  # only where a shipped deck was copied

        return upgrade.upgrades(copies, self._folder)

    def decide(self, upgrade: "Upgrade", chosen: "Sequence[Difference]", *, shipped: bool) -> Path | None:
        """Keep the learner's text of some cards or take the shipped one; where the copy is kept as it was.

        What was taken is in use after `reload`. Raises UsageError, with nothing lost, when it cannot
        be done.
        """
        from alliance_tutor.deck.upgrade import decide

        return decide(upgrade, chosen, self._folder, shipped=shipped)
