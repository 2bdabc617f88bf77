"""One sitting of studying in line mode: the same session as on the screens, asked in lines."""

from collections.abc import Callable

from alliance_tutor.deck.questions import Question
from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.insight.wording import minutes_words, new_topic, number
from alliance_tutor.memory.rating import Rating
from alliance_tutor.plain import answers, aside, edit, show
from alliance_tutor.plain.commands import Command, UnknownCommand, command_of, help_lines
from alliance_tutor.plain.talk import EndOfInput, Talk
from alliance_tutor.study.grading import Outcome
from alliance_tutor.study.session import Asked, Phase, Session
from alliance_tutor.study.summary import summarise

SAME_PRESS_MS = 300  # an Enter held down must not rate what it revealed


class Sitting:
    """A session led through a conversation. Every answer is on disk before the next question is said."""

    def __init__(self, desk: Desk, session: Session, talk: Talk) -> None:
        self._desk = desk
        self._session = session
        self._talk = talk
        self._began = desk.now().at
        self._shown_at = 0
        self._stale = True
        self._unsaved: TutorError | None = None
        self._over = False

    def run(self) -> None:
        """Ask until nothing is left or the learner stops, then sum up.

        Raises EndOfInput after the summary when the input has ended, and the TutorError of the latest
        answer if that could not be saved.
        """
        try:
            while not self._over and self._session.phase is not Phase.DONE:
                self._turn()
        except KeyboardInterrupt:
            self._talk.say(
                f"\nStopped. {number(len(self._session.answers), 'answer')} of this sitting saved."
            )
            raise
        except EndOfInput:
            self._sum_up()
            raise
        self._sum_up()

    def _turn(self) -> None:
        if self._stale:
            self._present()
        asking = self._session.phase is Phase.ASKING
        asked = self._session.current
        assert asked is not None
        prompt = show.answer_prompt(asked) if asking else show.rating_prompt(self._session.suggested)
        line = self._talk.ask(prompt)
        try:
            command = command_of(line)
            if command:
                self._do(command)
            elif asking:
                self._answer(asked, line)
            else:
                self._rate(line)
        except UnknownCommand as unknown:
            self._talk.say(str(unknown))
        except TutorError as fault:
            self._refuse(fault)
        self._tell_notice()

    def _present(self) -> None:
        session = self._session
        asked = session.current
        assert asked is not None
        self._stale = False
        if session.phase is Phase.ASKING:
            far = f"Question {session.position} of {session.total}{', again' if session.returned else ''}"
            lines = show.question_lines(asked, far, aside.place(self._desk, asked.question.ref))
            if self._desk.opens_topic(asked.question.ref):
                lines += [new_topic(f":{Command.READ}"), ""]
        else:
            assert session.verdict is not None
            lines = show.answer_lines(
                asked.question, asked.order, session.response, session.verdict, self._checked
            )
            lines += ["", *([show.NEAR] if session.verdict.near else []), *self._ratings(), ""]
            self._shown_at = self._desk.now().at
        self._say(lines)

    def _ratings(self) -> list[str]:
        session = self._session
        day = self._desk.study_day(session.shown)
        return show.rating_lines(session.previews, session.suggested, day, session.shown.at)

    def _answer(self, asked: Asked, line: str) -> None:
        response = answers.read(asked, line)
        if isinstance(response, answers.Unreadable):
            self._talk.say(response.why)
            return
        self._session.respond(response)
        self._stale = True

    def _rate(self, line: str) -> None:
        text = " ".join(line.split())
        if not text and self._talk.interactive and self._desk.now().at - self._shown_at < SAME_PRESS_MS:
            return
        rating = answers.named(text, Rating) if text else self._session.suggested
        if rating is None:
            self._talk.say(f"{text} is no rating: 1 Again, 2 Hard, 3 Good, 4 Easy.")
            return
        try:
            self._session.rate(rating)
        except TutorError as fault:
            self._unsaved = fault
            raise
        self._unsaved = None
        self._stale = True

    def _do(self, command: Command) -> None:
        act: dict[Command, Callable[[], object]] = {
            Command.HELP: lambda: self._say(help_lines()),
            Command.REPEAT: lambda: None,
            Command.HINT: self._hint,
            Command.READ: self._read,
            Command.SOURCES: self._sources,
            Command.COUNT: self._count,
            Command.OVERRULE: self._overrule,
            Command.UNDO: self._undo,
            Command.SKIP: self._session.skip,
            Command.BURY: self._session.bury,
            Command.SUSPEND: self._session.suspend,
            Command.FLAG: self._session.flag,
            Command.EDIT: self._edit,
            Command.FINDINGS: self._findings,
            Command.TIME: self._time,
            Command.QUIT: self._quit,
        }
        act[command]()
        again = (Command.REPEAT, Command.SKIP, Command.BURY, Command.SUSPEND)
        self._stale = self._stale or command in again

    def _hint(self) -> None:
        self._talk.say(aside.hint_line(self._question))

    def _read(self) -> None:
        self._say(aside.passage_lines(self._desk, self._question.ref))

    def _sources(self) -> None:
        if self._session.phase is Phase.ASKING:
            self._talk.say("The sources come with the answer.")
            return
        self._say(show.source_lines(self._question, self._checked) or ["This card names no source."])

    def _count(self) -> None:
        verdict = self._session.verdict
        if verdict is None or not verdict.near:
            self._talk.say("There is no near miss to count.")
            return
        self._session.count()
        self._tell_verdict()

    def _overrule(self) -> None:
        verdict = self._session.verdict
        if verdict is None or verdict.outcome is Outcome.SELF:
            self._talk.say("There is no verdict to overrule.")
            return
        self._session.overrule()
        self._tell_verdict()

    def _tell_verdict(self) -> None:
        assert self._session.verdict is not None
        self._say([show.sign_line(self._session.verdict), *self._ratings()])

    def _undo(self) -> None:
        self._stale = self._session.undo() or self._stale

    def _edit(self) -> None:
        question = self._question
        if edit.edit_card(self._desk, self._talk, question.id):
            self._session.replace(self._desk.shelf.question(question.id))
            self._stale = True

    def _findings(self) -> None:
        from alliance_tutor.plain import checking  # only where it is asked for

        checking.say_of_card(self._desk, self._talk, self._question.ref)

    def _time(self) -> None:
        now, asked = self._desk.now().at, self._session.current
        since = asked.since if asked else now
        left = self._session.total - self._session.finished
        self._talk.say(
            f"{minutes_words(now - since)} on this question, {minutes_words(now - self._began)} in this"
            f" sitting; {number(left, 'question')} left, this one included."
        )

    def _quit(self) -> None:
        self._over = True

    @property
    def _question(self) -> Question:
        assert self._session.current is not None
        return self._session.current.question

    @property
    def _checked(self) -> str:
        return self._desk.shelf.checked(self._question.ref.deck)

    def _refuse(self, fault: TutorError) -> None:
        """Say why nothing was done; the session stands as it stood."""
        self._talk.complain(fault)
        if fault is self._unsaved:
            self._talk.say("The answer is not saved yet: rate it again, or :quit.")

    def _tell_notice(self) -> None:
        if self._session.notice:
            self._talk.say(self._session.notice)
            self._session.notice = ""

    def _sum_up(self) -> None:
        planned, stopped = self._desk.planned_tomorrow(), self._desk.stopped(self._session)
        told = show.summary_lines(summarise(self._session.answers), *self._desk.tomorrow(), planned)
        self._say([*told, *([stopped] if stopped else [])])
        if self._unsaved:
            raise self._unsaved

    def _say(self, lines: list[str]) -> None:
        self._talk.say("\n".join(lines))
