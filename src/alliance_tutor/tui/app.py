"""The Textual app: which screen is shown, the theme, help. It holds no logic of studying."""

import gc
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, ScreenStackError, SystemCommand
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.events import Click, Key
from textual.screen import Screen
from textual.theme import Theme

from alliance_tutor import settings as settings_file
from alliance_tutor.desk import Desk
from alliance_tutor.desk.desk import REPLAYING
from alliance_tutor.errors import DamagedError, TutorError
from alliance_tutor.settings import AUTO_THEME, REDUCED_MOTION
from alliance_tutor.text import harmless
from alliance_tutor.tui import aside, commands
from alliance_tutor.tui.layouts import LATIN
from alliance_tutor.tui.screens.home import HomeScreen
from alliance_tutor.tui.text import CLICK, FOLLOW
from alliance_tutor.tui.themes import terminal_theme

if TYPE_CHECKING:
    from alliance_tutor.desk.backing import Backing
    from alliance_tutor.desk.preview import Preview
    from alliance_tutor.study.attempt import Attempt
    from alliance_tutor.study.exam_wish import ExamWish
    from alliance_tutor.study.quiz import Quiz
    from alliance_tutor.study.session import Session  # 8 ms: the first paint does without
    from alliance_tutor.study.wish import QuizWish

LARGE = 2_000_000  # bytes of a deck that are worth a word while they are read
SYNC = "sync"  # the name of its thread
SETTLED = 0.3  # seconds: collecting takes 20 ms, which the first paint and the first key need not wait for
SMALL_STEPS = 10_000, 20, 50  # a collection then takes less than a millisecond: no key waits for it


class TutorApp(App[int]):
    """Alliance Tutor on the screen.

    `straight` names the decks to study at once, `quiz` is what to be quizzed on at once, `exam` the exam to
    sit, or the id of one to go on with or to look at again; without any home opens. `quizzed` and `examined`
    are the latest quiz and exam of this run that were begun, to go from when another is set up. A `preview`
    stands in place of home.
    """

    CSS_PATH = "tutor.tcss"
    TITLE = "Alliance Tutor"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f1,question_mark",
            "help",
            "Help",
            id="app.help",
            tooltip="The keys of this screen, and the guide",
        ),
    ]

    def __init__(
        self,
        desk: Desk,
        straight: tuple[str, ...] | None = None,
        topic: str = "",
        quiz: "QuizWish | None" = None,
        exam: "ExamWish | str | None" = None,
        preview: "Preview | None" = None,
    ) -> None:
        # Textual picks its filter for NO_COLOR here, before the theme is known: this one leaves no colour.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self._desk = desk
        self._straight = straight
        self._topic = topic
        self._quiz = quiz
        self._exam = exam
        self._preview = preview
        self.quizzed: QuizWish | None = None
        self.examined: ExamWish | None = None
        self.fault: TutorError | None = None
        self._backing: Backing | None = None
        self.register_theme(terminal_theme())
        chosen = desk.settings.theme
        self.theme = chosen if chosen in self.available_themes else AUTO_THEME
        self.go_by_settings()
        if self.chosen_keys:
            from alliance_tutor.tui import keymap  # only where keys were moved

            keymap.check(desk.places, self.chosen_keys)
            keymap.apply(self, self.chosen_keys)

    @property
    def chosen_keys(self) -> Mapping[str, str]:
        """The learner's own keys, by the ids of commands."""
        return self._desk.settings.keys

    def go_by_settings(self) -> None:
        """Move as the settings say, and show keys as they are now; TEXTUAL_ANIMATIONS, where set, rules."""
        if "TEXTUAL_ANIMATIONS" not in os.environ:
            self.animation_level = "none" if self._desk.settings.motion == REDUCED_MOTION else "full"
        FOLLOW.set(self._shown_key)

    def get_screen(self, screen: Any, screen_class: Any = None) -> Any:
        """A screen that is about to be shown, with the learner's keys."""
        found = super().get_screen(screen, screen_class)
        self._apply_keys(found)
        return found

    def keys_changed(self) -> None:
        """Let all screens that are open go by the learner's keys as they are now."""
        self._apply_keys(self, *self.screen_stack, anew=True)
        self.refresh_bindings()

    def get_default_screen(self) -> Screen[None]:
        """Home, or the preview of a deck."""
        if self._preview:
            from alliance_tutor.tui.screens.preview import PreviewScreen

            first: Screen[None] = PreviewScreen(self._desk, self._preview)
        else:
            first = HomeScreen(self._desk)
        self._apply_keys(first)
        return first

    def on_mount(self) -> None:
        """Go straight to studying if that was asked for; what is heavy waits for the first paint."""
        self.theme_changed_signal.subscribe(self, self._remember_theme)
        if self._straight is not None:
            self.study(self._straight, self._topic)
        elif self._quiz is not None:
            (self.set_up_quiz if self._quiz.setup else self.begin_quiz)(self._quiz)
        elif isinstance(self._exam, str):
            self.resume_exam(self._exam)
        elif self._exam is not None:
            (self.set_up_exam if self._exam.setup else self.begin_exam)(self._exam)
        self.set_timer(SETTLED, self._settle)

    def study(self, decks: tuple[str, ...], topic: str) -> None:
        """Begin a sitting over today's queue of some decks, all if none is named."""
        self.show_sitting(self._desk.sitting(decks, topic), decks)

    def show_sitting(self, session: "Session", decks: tuple[str, ...]) -> None:
        """The question in hand, or the summary when there is none."""
        if session.current is None:
            self.show_summary(session, decks)
            return
        from alliance_tutor.tui.screens.study import StudyScreen

        self._over_home(StudyScreen(self._desk, session, decks))

    def show_summary(self, session: "Session", decks: tuple[str, ...]) -> None:
        """What the sitting came to, and what else there is."""
        from alliance_tutor.tui.screens.summary import SummaryScreen

        self._over_home(SummaryScreen(self._desk, session, decks))

    def set_up_quiz(self, wish: "QuizWish") -> None:
        """Ask what the quiz is to be."""
        from alliance_tutor.tui.screens.quiz_setup import QuizSetupScreen

        self._over_home(QuizSetupScreen(self._desk, wish))

    def begin_quiz(self, wish: "QuizWish") -> None:
        """The first question of a quiz, or its choices when there is nothing to ask."""
        from alliance_tutor.tui.screens.quiz import QuizScreen

        self.quizzed = wish
        quiz = self._desk.quiz(wish.wanted, wish.options)
        if quiz.current is None:
            self.set_up_quiz(wish)
        else:
            self._over_home(QuizScreen(self._desk, quiz, wish))

    def quiz_on(self, questions: "Sequence[str]") -> None:
        """A quiz on these very questions."""
        from alliance_tutor.study.quiz import Quiz
        from alliance_tutor.study.wish import QuizWish
        from alliance_tutor.tui.screens.quiz import QuizScreen

        wish = QuizWish()
        quiz = Quiz(questions, self._desk.shelf.question, self._desk, wish.options)
        if quiz.current is not None:
            self._over_home(QuizScreen(self._desk, quiz, wish))

    def show_result(self, quiz: "Quiz", wish: "QuizWish") -> None:
        """What the quiz came to."""
        from alliance_tutor.tui.screens.result import ResultScreen

        self._over_home(ResultScreen(self._desk, quiz, wish))

    def exam(self) -> None:
        """Go on with the latest exam that is not done, else set one up."""
        running = self._desk.exams.running()
        if running:
            self.resume_exam(running[0].id)
        else:
            self.set_up_exam(self.examined)

    def set_up_exam(self, wish: "ExamWish | None" = None, told: str = "") -> None:
        """Ask what the exam is to be; `told` is why the one that was wished could not be drawn."""
        from alliance_tutor.tui.screens.exam_setup import ExamSetupScreen

        self._over_home(ExamSetupScreen(self._desk, wish, told))

    def begin_exam(self, wish: "ExamWish") -> None:
        """Draw an exam, and show how it is held before its clock runs."""
        from alliance_tutor.tui.screens.exam_first import FirstPageScreen

        self.examined = wish.seeded(None)
        self._over_home(FirstPageScreen(self._desk, wish))

    def resume_exam(self, id: str) -> None:
        """How an exam that was begun is held, or where it stands once it was handed in."""
        from alliance_tutor.tui.screens.exam_first import FirstPageScreen

        try:
            attempt = self._desk.exams.resume(id)
        except TutorError as fault:
            self.notify(str(fault), severity="warning", markup=False)
            return
        if attempt.progress.end is None:
            self._over_home(FirstPageScreen(self._desk, attempt))
        else:
            self.show_exam(attempt)

    def show_exams_taken(self) -> None:
        """The exams that were taken, over time."""
        from alliance_tutor.tui.screens.exam_history import ExamHistoryScreen

        self._over_home(ExamHistoryScreen(self._desk))

    def show_exam(self, attempt: "Attempt") -> None:
        """An exam as it stands: to be sat, predicted or marked, or its result; nothing stays above it."""
        from alliance_tutor.tui.screens.exam_stages import screen_of

        while len(self.screen_stack) > 2:
            self.pop_screen()
        self._over_home(screen_of(self._desk, attempt))

    def show_home(self) -> None:
        """Back to the first screen."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    async def on_click(self, event: Click) -> None:
        """Run the action of what was clicked, if it has one."""
        action = event.style.meta.get(CLICK)
        if action:
            await self.run_action(action)

    def on_key(self, event: Key) -> None:
        """Take another layout's letter for the Latin one on its key; a field keeps what is typed."""
        latin = LATIN.get(event.character or "")
        if latin:
            self.simulate_key(latin)

    def action_help(self) -> None:
        """The keys of this screen, and the guide."""
        from alliance_tutor.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: every command of the screen by its name, then Textual's own."""
        for command in commands.of_screen(screen, self.chosen_keys):
            if not command.moves:
                run = partial(self.call_later, self.run_action, command.action, screen)
                yield SystemCommand(command.name, f"{command.why} ({' '.join(command.keys)})", run)
        yield from super().get_system_commands(screen)

    def _apply_keys(self, *nodes: DOMNode, anew: bool = False) -> None:
        """Let screens, or the app itself, go by the learner's keys; `anew` where these changed."""
        if self.chosen_keys or anew:
            from alliance_tutor.tui import keymap  # only where keys were moved

            for node in nodes:
                keymap.apply(node, self.chosen_keys)

    def _shown_key(self, shown: str, action: str) -> str:
        if not self.chosen_keys:
            return shown
        from alliance_tutor.tui import keymap

        bindings = [*(self.screen.BINDINGS if self.screen_stack else ()), *self.BINDINGS]
        return keymap.followed(bindings, self.chosen_keys, shown, action)

    def _over_home(self, screen: Screen[None]) -> None:
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def _remember_theme(self, theme: Theme) -> None:
        if theme.name == self._desk.settings.theme:
            return
        try:
            self._desk.settings = settings_file.save(self._desk.places, theme=theme.name)
        except TutorError as fault:
            self.notify(str(fault), severity="warning", markup=False)

    def _settle(self) -> None:
        """When the first key has been handled: freeze what is no garbage, load what the next screens need."""
        gc.set_threshold(*SMALL_STEPS)
        gc.collect()
        gc.freeze()
        self.run_worker(_preload, thread=True, exit_on_error=False)
        if self._preview is None:
            self.run_worker(self._back_up, thread=True, exit_on_error=False)
            if self._desk.settings.sync_folder:
                # Not a worker: leaving waits for those, and a first sync may take a minute.
                Thread(target=self._sync, name=SYNC, daemon=True).start()

    def _sync(self) -> None:
        from alliance_tutor.desk.syncing import quietly

        told = quietly(self._desk.places, self._desk.settings)
        with suppress(RuntimeError, ScreenStackError):  # the learner has left meanwhile
            home = self.screen_stack[0]
            if told and isinstance(home, HomeScreen):
                self.call_from_thread(home.tell, told)

    def _back_up(self) -> None:
        from alliance_tutor.desk.backing import Backing  # after the first paint

        self._backing = Backing(self._desk.places, self._desk.clock)
        if told := self._backing.make():
            self.call_from_thread(self.notify, told, severity="warning", markup=False)

    def on_unmount(self) -> None:
        """A backup that is not finished is given up: leaving does not wait for it."""
        if self._backing:
            self._backing.stop()

    def _handle_exception(self, error: Exception) -> None:
        """Leave with the fault of a file, which is told as all faults are; anything else is a bug."""
        if isinstance(error, TutorError):
            self.fault = error
            self.exit(return_code=error.exit_code)
        else:
            super()._handle_exception(error)


def run(
    home: str | None = None,
    given: tuple[Path, ...] = (),
    study: tuple[str, ...] | None = None,
    topic: str = "",
    quiz: "QuizWish | None" = None,
    exam: "ExamWish | str | None" = None,
) -> int:
    """Open the app and run it to its end; the exit code. Raises TutorError when it cannot be opened."""
    later = aside.are_many if study is None and quiz is None and exam is None else None
    while True:
        try:
            with Desk.open(
                home, given, reading=_tell_reading, replaying=_tell_replaying, later=later
            ) as desk:
                app = TutorApp(desk, study, topic, quiz, exam)
                app.run()
                if app.fault:
                    raise app.fault
                if desk.settings.sync_folder:
                    _sync_at_the_end(desk)
                return app.return_code or 0
        except DamagedError as fault:
            from alliance_tutor.tui.rescue import rescue

            if not rescue(home, fault):
                raise


def run_preview(home: str | None, path: Path) -> int:
    """Open the preview of a deck and run it to its end; the exit code. Raises TutorError."""
    from datetime import date

    from alliance_tutor.desk.preview import Preview

    with Desk.open(home, write=False, reading=_tell_reading, replaying=_tell_replaying) as desk:
        app = TutorApp(desk, preview=Preview(path, date.fromordinal(desk.day)))
        app.run()
        return app.return_code or 0


def _sync_at_the_end(desk: Desk) -> None:
    from alliance_tutor.desk.syncing import at_the_end

    if told := at_the_end(desk.places, desk.settings):
        sys.stderr.write(f"{harmless(told)}\n")


def _tell_reading(path: Path, size: int) -> None:
    """A large deck that is new takes seconds to read: the terminal says so meanwhile."""
    if size > LARGE:
        sys.stderr.write(f"Reading {harmless(path.name)} ({size // 1_000_000} MB) for the first time …\n")
        sys.stderr.flush()


def _tell_replaying(hundredths: int) -> None:
    """After an upgrade a long history takes seconds to be worked out anew: the terminal says so meanwhile."""
    sys.stderr.write(f"{REPLAYING.format(hundredths)}\n")
    sys.stderr.flush()


def _preload() -> None:
    from alliance_tutor.memory.scheduler import Scheduler
    from alliance_tutor.text import parse

    parse("*warm*")
    Scheduler().preview(None, "", 1, 0)
