"""Studying: a question, its answer, four ratings; the session holds all the logic."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from alliance_tutor.deck.lint.findings import Finding
from alliance_tutor.deck.questions import Form
from alliance_tutor.desk import Desk
from alliance_tutor.desk.checking import GRAVE
from alliance_tutor.errors import TutorError
from alliance_tutor.insight.wording import new_topic, number
from alliance_tutor.memory.rating import Rating
from alliance_tutor.study.grading import Verdict
from alliance_tutor.study.responses import Response
from alliance_tutor.study.session import Asked, Phase, Session
from alliance_tutor.tui.aside import Told, check, untold
from alliance_tutor.tui.screens.asking import ANSWERING, READING, AskingScreen, answer_keys, progress
from alliance_tutor.tui.text import QUIET, Key, clickable, shown_key, words
from alliance_tutor.tui.widgets.ratings import ratings

_SHOWN = {"rate", "count", "overrule", "open", "findings"}
_GRASPED = {Form.TICK, Form.ARRANGE, Form.PAIR}


def _ratings() -> list[Binding]:
    """A digit a rating."""
    return [
        Binding(
            str(int(each)),
            f"rate({int(each)})",
            f"Rate {each.word.capitalize()}",
            show=False,
            id=f"study.{each.word}",
            tooltip=f"Rate {each.word.capitalize()}, once the answer is shown",
            system=True,
        )
        for each in Rating
    ]


class StudyScreen(AskingScreen):
    """A sitting: the question, then its answer and the four ratings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *ANSWERING,
        *_ratings(),
        Binding(
            "enter,ctrl+j",
            "accept",
            "Reveal or accept",
            id="study.accept",
            tooltip="Show the answer or have it checked; then take the suggested rating",
        ),
        Binding(
            "space",
            "space",
            "Tick, move or reveal",
            id="study.space",
            tooltip="Tick the row, pick an item up or put it down; else the same as Enter",
        ),
        Binding("y", "count", "Count it", id="study.count", tooltip="Let a near miss count as right"),
        Binding(
            "v",
            "overrule",
            "Overrule",
            id="study.overrule",
            tooltip="Turn the verdict round where the marking is mistaken; it is recorded as yours",
        ),
        *READING,
        Binding("u", "undo", "Undo", id="study.undo", tooltip="Take the latest answer back and ask it again"),
        Binding("n", "skip", "Skip", id="study.skip", tooltip="Ask this question at the end of the sitting"),
        Binding("x", "bury", "Bury", id="study.bury", tooltip="Not today: ask it tomorrow"),
        Binding("z", "suspend", "Suspend", id="study.suspend", tooltip="Do not ask it any more"),
        Binding(
            "e",
            "edit",
            "Edit",
            id="study.edit",
            tooltip="Open the card in your editor and go on with its new text",
        ),
        Binding(
            "c",
            "findings",
            "Findings",
            id="study.findings",
            tooltip="What check says of this card, once the answer is shown",
        ),
        Binding("q", "quit", "Stop here", id="study.quit", tooltip="To the summary; every answer is safe"),
    ]
    SPOKEN = ("undo", "skip", "bury", "suspend", "flag", "edit", "hint", "read", "quit")

    def __init__(self, desk: Desk, session: Session, decks: tuple[str, ...]) -> None:
        super().__init__(desk)
        self._session = session
        self._decks = decks
        self._looked_at: Asked | None = None
        self._opens_topic = False
        self._found: Sequence[Finding] = ()

    def on_mount(self) -> None:
        """Show the first question; have the author's own decks checked meanwhile."""
        super().on_mount()
        checking = self._desk.checking
        if any(checking.is_own(deck) for deck in self._decks or self._loaded()):
            self.run_worker(self._check())

    @property
    def current(self) -> Asked | None:
        """The session's question."""
        return self._session.current

    @property
    def asking(self) -> bool:
        """Until the answer is shown."""
        return self._session.phase is Phase.ASKING

    @property
    def outcome(self) -> tuple[Verdict, Response | None] | None:
        """The session's."""
        verdict = self._session.verdict
        return (verdict, self._session.response) if verdict else None

    def respond(self, response: Response | None) -> None:
        """Let the session mark it."""
        self._session.respond(response)

    def far(self) -> Content:
        """The question's place in the sitting."""
        session = self._session
        return progress(session.position, session.total, session.finished, again=session.returned)

    def below(self, width: int) -> list[Content]:
        """The four ratings, once the answer is shown."""
        session = self._session
        if session.verdict is None:
            return []
        day, now = self._desk.study_day(session.shown), session.shown.at
        rows = ratings(session.previews, session.suggested, day, now, width)
        grave = [each for each in self._on_card() if each.severity in GRAVE] if self._found else []
        key = shown_key("c", "screen.findings")
        told = f"   {number(len(grave), 'finding')} on this card: {key}"
        return [*rows, clickable(words(told, QUIET), "screen.findings")] if grave else rows

    def notice(self) -> str:
        """The session's, else at a topic's first question that its passage can be read first."""
        return self._session.notice or self._new_topic()

    def keys(self) -> list[Key]:
        """Those of asking, or those of the answer."""
        session = self._session
        verdict, question = session.verdict, self._asked.question if self._asked else None
        if verdict is not None:
            near: list[Key] = [("y", "count it", "screen.count")] if verdict.near else []
            marked = verdict.credit is not None
            rule: list[Key] = [("v", "overrule", "screen.overrule")] if marked else []
            accept = session.suggested.word if session.suggested else ""
            return [("Enter", accept, "screen.accept"), *near, *_ANSWERED, *rule, *_LAST]
        form = question.form if question else Form.RECALL
        first = answer_keys(
            form, self._draft, hint=bool(question and question.hint), reveals=_REVEALS[form is Form.TYPED]
        )
        if form is Form.TYPED:
            spoken: list[Key] = [(f":{each}", "", f"screen.{each}") for each in _TYPED]
            return [*first, *spoken, ("F1", "help", "app.help")]
        aside = [] if form in (Form.ARRANGE, Form.PAIR) else _ASIDE
        return [*first, ("n", "skip", "screen.skip"), _UNDO, *aside, *_LAST]

    def over(self) -> None:
        """To the summary."""
        self.app.show_summary(self._session, self._decks)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ratings and sources only once the answer is shown."""
        if action in _SHOWN:
            return self._session.phase is Phase.SHOWN
        return super().check_action(action, parameters)

    def action_accept(self) -> None:
        """Reveal or check; then take the suggested rating."""
        held = self.held()
        if self.asking:
            self.answer()
        elif not held and self._session.suggested is not None:
            self._rate(self._session.suggested)

    def action_space(self) -> None:
        """Tick, pick up or put down; where there is nothing of the kind the same as Enter."""
        if self.asking and self._draft.form in _GRASPED:
            self.action_grasp()
        else:
            self.action_accept()

    def action_rate(self, rating: int) -> None:
        """Rate, unless the key is only held down."""
        if not self.held():
            self._rate(Rating(rating))

    def action_count(self) -> None:
        """Let a near miss count."""
        self.do(self._session.count)

    def action_overrule(self) -> None:
        """Turn the verdict round."""
        self.do(self._session.overrule)

    def action_undo(self) -> None:
        """Take the latest answer back."""
        self.do(self._session.undo)

    def action_skip(self) -> None:
        """Leave the question for later."""
        self.do(self._session.skip)

    def action_bury(self) -> None:
        """Not today."""
        self.do(self._session.bury)

    def action_suspend(self) -> None:
        """Not any more."""
        self.do(self._session.suspend)

    def action_flag(self) -> None:
        """Flag, or take the flag off."""
        self.do(self._session.flag)

    def action_edit(self) -> None:
        """Edit the card, then go on with its new text."""
        from alliance_tutor.tui.editor import edit

        if self._session.current:
            question = self._session.current.question.id
            self.do(lambda: edit(self.app, self._desk, self._session, question))

    def action_findings(self) -> None:
        """What is found on the card in hand."""
        from alliance_tutor.tui.screens.findings import FindingsScreen

        current = self._session.current
        if current is None:
            return
        ref = current.question.ref

        async def find(told: Told) -> list[Finding]:
            return self._desk.checking.of_card(ref, await self._checked(told))

        self.app.push_screen(FindingsScreen(self._desk, f"Check › {ref.card}", find, remarks=True))

    def action_quit(self) -> None:
        """To the summary."""
        self.over()

    def _loaded(self) -> list[str]:
        return [entry.id for entry in self._desk.shelf.library.decks]

    async def _check(self) -> None:
        with suppress(TutorError):  # a deck that was named has gone: home says so
            found = await self._checked()
            # Of a shipped deck a learner is told nothing: what is to be mended there is not the learner's.
            self._found = self._desk.checking.of_own(found)
            if self.is_current:
                self.show()

    async def _checked(self, told: Told = untold) -> Sequence[Finding]:
        return await check(self._desk.checking, date.fromordinal(self._desk.day), told)

    def _on_card(self) -> list[Finding]:
        """What was found on the card in hand."""
        current = self._session.current
        return self._desk.checking.of_card(current.question.ref, self._found) if current else []

    def action_read(self) -> None:
        """Read the topic's passage; that it can be read is not said again."""
        super().action_read()
        self._opens_topic = False
        self.show()

    def _new_topic(self) -> str:
        asked = self._session.current
        if asked is None or not self.asking:
            return ""
        if asked is not self._looked_at:
            self._looked_at, self._opens_topic = asked, self._desk.opens_topic(asked.question.ref)
        return new_topic(":read" if asked.question.typed else "r") if self._opens_topic else ""

    def _rate(self, rating: Rating) -> None:
        self.do(lambda: self._session.rate(rating))


_REVEALS = {False: "reveal", True: "reveals"}
_TYPED = ("undo", "skip", "flag", "quit")
_UNDO: Key = ("u", "undo", "screen.undo")
_SUSPEND: Key = ("z", "suspend", "screen.suspend")
_ASIDE: list[Key] = [("x", "bury", "screen.bury"), _SUSPEND]
_ANSWERED: list[Key] = [_UNDO, ("f", "flag", "screen.flag"), _SUSPEND, ("e", "edit", "screen.edit")]
_LAST: list[Key] = [("q", "stop", "screen.quit"), ("?", "help", "app.help")]
