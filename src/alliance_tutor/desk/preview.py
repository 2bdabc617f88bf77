"""A deck as it is being written: its questions to be tried, and what `check` says of them.

Nothing is recorded. Faces call `look` about twice a second, or before each prompt: what was saved
meanwhile is then read again.
"""

from datetime import date
from pathlib import Path

from alliance_tutor.deck import deckfile
from alliance_tutor.deck.cards import Deck, Topic
from alliance_tutor.deck.deckfile import Reading
from alliance_tutor.deck.identity import card_id
from alliance_tutor.deck.library import DeckFile, Origin, parts_of, read_parts
from alliance_tutor.deck.lint.check import check
from alliance_tutor.deck.lint.findings import Finding, Severity
from alliance_tutor.deck.look import stats
from alliance_tutor.deck.questions import Question, questions_of
from alliance_tutor.insight.wording import number
from alliance_tutor.memory.standing import UNSEEN
from alliance_tutor.study.draft import shown_order
from alliance_tutor.study.grading import Verdict, counted, mark
from alliance_tutor.study.responses import Response
from alliance_tutor.study.session import Asked


class Preview:
    """The questions of one deck, of which one is in hand.

    `findings` are those of the deck's files as they are now. While they keep the deck from loading it is
    `broken`, and the questions stay as they were when it last loaded. `verdict` is None until the answer is
    shown; `notice` tells what the latest look found.
    """

    def __init__(self, path: Path, today: date) -> None:
        """`path` is the deck's file, of a folder deck its `deck.toml`; `today` is for `check`."""
        self._path = path
        self._today = today
        self._seen = ""
        self._looks = 0
        self._deck: Deck | None = None
        self._places: dict[str, tuple[str, int]] = {}
        self._changed: list[str] = []
        self.findings: tuple[Finding, ...] = ()
        self.broken = False
        self.questions: list[Question] = []
        self.asked: Asked | None = None
        self.response: Response | None = None
        self.verdict: Verdict | None = None
        self.notice = ""
        self.look()
        self.notice = ""
        self._changed = []

    # The deck

    @property
    def title(self) -> str:
        """The deck's title, its file's name while it never loaded."""
        return self._deck.title if self._deck else self._path.name

    @property
    def checked(self) -> str:
        """The day on which the deck's facts were checked, `YYYY-MM-DD`, or empty."""
        return self._deck.as_of.isoformat() if self._deck and self._deck.as_of else ""

    @property
    def topic(self) -> Topic | None:
        """The topic of the question in hand, if it has one."""
        wanted = self.asked.question.ref.topic if self.asked else ""
        return next(
            (topic for topic in (self._deck.topics if self._deck else ()) if topic.id == wanted), None
        )

    def look(self) -> bool:
        """Read the files again if one was saved since; whether that was so."""
        saved = self.saved()
        if saved:
            self.take(*self.read(saved))
        return saved is not None

    def saved(self) -> DeckFile | None:
        """The deck's files, if one of them was saved since this was last asked."""
        parts = parts_of(self._path)
        seen, _ = stats(parts)
        if seen == self._seen:
            return None
        self._seen = seen
        return DeckFile(self._path, Origin.GIVEN, parts)

    def read(self, file: DeckFile) -> tuple[Reading, tuple[Finding, ...]]:
        """What the files hold, and what `check` says of it; nothing here changes, so any thread may ask."""
        reading = deckfile.parse(read_parts(file.parts))
        return reading, check([file], self._today).findings if reading.deck else reading.findings

    def take(self, reading: Reading, findings: tuple[Finding, ...]) -> None:
        """Go on with what was read."""
        self.broken, self.findings = reading.deck is None, findings
        if reading.deck:
            self._take(reading.deck, reading)
        self.notice = self._told()

    # The question in hand

    @property
    def place(self) -> int:
        """The place of the question in hand, from 0."""
        return next(
            (n for n, each in enumerate(self.questions) if self.asked and each.id == self.asked.question.id),
            0,
        )

    @property
    def where(self) -> tuple[str, int]:
        """The file and the line of the card in hand; the deck's own file at line 1 where there is none."""
        card = self.asked.question.ref.card if self.asked else ""
        return self._places.get(card, (str(self._path), 1))

    @property
    def to_edit(self) -> tuple[Path, int]:
        """The file and the line to open: where the deck does not load, else the card in hand."""
        path, line = (self.beside[0].path, self.beside[0].line) if self.broken else self.where
        return Path(path), line

    @property
    def beside(self) -> list[Finding]:
        """What belongs beside the question: why the deck does not load, else what is found on its card.

        The gravest come first.
        """
        if self.broken:
            return [each for each in self.findings if each.severity is Severity.ERROR]
        card = self.asked.question.ref.card if self.asked else ""
        own = [each for each in self.findings if each.card == card and card]
        return sorted(own, key=lambda each: list(Severity).index(each.severity))

    def line_of(self, finding: Finding) -> str:
        """`line 12`, with the file's name where the deck has several."""
        name = Path(finding.path).name
        return f"line {finding.line}" if len(parts_of(self._path)) == 1 else f"{name}, line {finding.line}"

    def go(self, step: int) -> None:
        """To another question, round the ends."""
        if self.questions:
            self._ask(self.questions[(self.place + step) % len(self.questions)])

    def go_to_changed(self) -> None:
        """To the next question that the latest save changed or added."""
        places = [n for n, each in enumerate(self.questions) if each.id in self._changed]
        if not places:
            self.notice = "No question was changed since the deck was opened."
            return
        here = self.place
        self._ask(self.questions[next((n for n in places if n > here), places[0])])

    def respond(self, response: Response | None) -> None:
        """Mark a response, or with None only show the answer."""
        if self.asked and self.verdict is None:
            self.response, self.verdict = response, mark(self.asked.question, response)
            self.notice = ""

    def count(self) -> None:
        """Let a near miss count."""
        if self.verdict and self.verdict.near:
            self.verdict = counted(self.verdict)

    def again(self) -> None:
        """Ask the question in hand once more."""
        if self.asked:
            self._ask(self.asked.question)

    def _take(self, deck: Deck, reading: Reading) -> None:
        """Go on with a deck that loads, at the question that was in hand."""
        before, old = self.asked, {each.id: each for each in self.questions}
        followers = _followers(self._deck, deck)
        place = self.place
        self._deck, self._places, self.questions = deck, reading.places, _as_written(deck)
        self._changed = [each.id for each in self.questions if old.get(each.id) != each]
        if before is None or not self.questions:
            self.asked = self.response = self.verdict = None
            if self.questions:
                self._ask(self.questions[0])
            return
        self._stay(before, followers, place)

    def _stay(self, before: Asked, followers: dict[str, str], place: int) -> None:
        """At the same question, else at what its card became, else at the same place."""
        card = followers.get(before.question.ref.card, before.question.ref.card)
        part = before.question.id.partition("#")[2]
        own = [each for each in self.questions if each.ref.card == card]
        same = [each for each in own if each.id.partition("#")[2] == part]
        found = next(iter([*same, *own]), None)
        if found is None:
            self._ask(self.questions[min(place, len(self.questions) - 1)])
        elif found != before.question:
            shown, response = self.verdict is not None, self.response
            self._ask(found)
            if shown:  # the author is looking at the answer: it is shown anew
                fits = (found.options, found.items) == (before.question.options, before.question.items)
                self.respond(response if fits else None)

    def _ask(self, question: Question) -> None:
        self._looks += 1
        order = shown_order(question, f"{question.id} 0")
        self.asked = Asked(question, order, self._looks, UNSEEN)
        self.response = self.verdict = None
        self.notice = ""

    def _told(self) -> str:
        if self.broken:
            return "Saved, but it does not load: the questions stay as they were."
        changed = len(self._changed)
        if not changed:
            return "Saved: no question has changed."
        new = f"{number(changed, 'question')} changed or new"
        here = self.asked is not None and self._changed == [self.asked.question.id]
        return "Saved: this question has changed." if here else f"Saved: {new}."


def _as_written(deck: Deck) -> list[Question]:
    """A deck's questions in the order of its file: that in which they are looked for while it is written."""
    order = {card_id(card): place for place, card in enumerate(deck.cards)}
    return sorted(questions_of(deck), key=lambda question: order[question.ref.card])


def _followers(before: Deck | None, after: Deck) -> dict[str, str]:
    """What cards without an id of their own became whose text, and so whose provisional id, has changed."""
    if before is None or len(before.cards) != len(after.cards):
        return {}
    return {card_id(old): card_id(new) for old, new in zip(before.cards, after.cards, strict=True)}
