"""A quiz: a question, how sure the answer is, its verdict; the quiz holds all the logic."""

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from alliance_tutor.deck.questions import Form
from alliance_tutor.desk import Desk
from alliance_tutor.insight.quizzing import CERTAINTIES, marks_words
from alliance_tutor.study.grading import Verdict
from alliance_tutor.study.quiz import Quiz
from alliance_tutor.study.responses import Response
from alliance_tutor.study.session import Asked, Phase
from alliance_tutor.study.wish import QuizWish
from alliance_tutor.tui.screens.asking import ANSWERING, READING, AskingScreen, answer_keys, progress
from alliance_tutor.tui.text import Key, shown_key, words
from alliance_tutor.tui.widgets.quiz import NEAR, RECALLED, aside, certainty, judging
from alliance_tutor.tui.widgets.sitting import View

_GRASPED = {Form.TICK, Form.ARRANGE, Form.PAIR}
_TO_JUDGE = "Say first whether you were right."


def _not_known() -> str:
    enter = shown_key("Enter", "screen.accept")
    return f"Nothing is answered yet. {enter} again says that you do not know."


def _sure() -> list[Binding]:
    """A digit a certainty; the first tells the help of all."""
    why = "How sure you are of your answer, once it is given: a guess, fairly, or sure"
    return [
        Binding(
            str(int(each)),
            f"sure({int(each)})",
            "How sure",
            show=False,
            key_display="1 2 3",
            tooltip="" if int(each) > 1 else why,
            system=True,
        )
        for each in CERTAINTIES
    ]


class QuizScreen(AskingScreen):
    """Each question once; feedback at once or at the end."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *ANSWERING,
        *_sure(),
        Binding(
            "1,n",
            "judge(False)",
            "It was wrong",
            id="quiz.wrong",
            tooltip="Mark what you recalled, or a near miss, as wrong",
            system=True,
        ),
        Binding(
            "2,y",
            "judge(True)",
            "It was right",
            id="quiz.right",
            tooltip="Mark what you recalled as right, or let a near miss count",
            system=True,
        ),
        Binding(
            "enter,ctrl+j",
            "accept",
            "Answer or go on",
            id="quiz.accept",
            tooltip="Give the answer or show what is to be recalled; then the next question",
        ),
        Binding(
            "space",
            "space",
            "Tick or move",
            id="quiz.space",
            tooltip="Tick the row, pick an item up or put it down; else the same as Enter",
        ),
        Binding(
            "v",
            "overrule",
            "Overrule",
            id="quiz.overrule",
            tooltip="Turn the verdict round where the marking is mistaken; it is recorded as yours",
        ),
        *READING,
        Binding(
            "q",
            "stop",
            "Stop here",
            id="quiz.stop",
            tooltip="To the result of what was answered; the rest does not count",
        ),
    ]
    SPOKEN = ("flag", "hint", "read", "stop")
    ROOM_BELOW = 1

    def __init__(self, desk: Desk, quiz: Quiz, wish: QuizWish) -> None:
        """`wish` is what the quiz was drawn for."""
        super().__init__(desk)
        self._quiz = quiz
        self._wish = wish
        self._passing: Asked | None = None  # of what it was said once that nothing is known
        self._unjudged = False

    @property
    def current(self) -> Asked | None:
        """The quiz's question."""
        return self._quiz.current

    @property
    def asking(self) -> bool:
        """Until the answer is given."""
        return self._quiz.phase is Phase.ASKING

    @property
    def outcome(self) -> tuple[Verdict, Response | None] | None:
        """The quiz's."""
        verdict = self._quiz.verdict
        return (verdict, self._quiz.response) if verdict else None

    def respond(self, response: Response | None) -> None:
        """Let the quiz take it."""
        self._quiz.respond(response)

    def give(self, response: Response | None) -> None:
        """Answer, though never by a held key; that nothing is known has to be said twice."""
        current = self.current
        if current is None or self.held():
            return
        blank = response is None and current.question.form is not Form.RECALL
        if blank and self._passing is not current:
            self._passing, self._fault = current, ""
            self.show()
            return
        super().give(response)

    def far(self) -> Content:
        """The question's place in the quiz, or how many are still to get right."""
        quiz = self._quiz
        if quiz.retrying:
            return words(f"again, {quiz.to_retry} to get right")
        finished = quiz.position - (quiz.verdict is None or quiz.to_judge)
        return progress(quiz.position, quiz.total, finished, again=False)

    def below(self, width: int) -> list[Content]:
        """How sure the learner is, or whether the answer was right; then what it earned."""
        quiz = self._quiz
        if quiz.phase is Phase.CERTAINTY:
            return [certainty(width)]
        if quiz.to_judge:
            return [judging(self._judging, width)]
        return [aside(marks_words(quiz.answers[-1]), width)] if quiz.verdict else []

    def notice(self) -> str:
        """The quiz's, else what an empty answer would mean, or what is to be done first."""
        quiz = self._quiz
        if quiz.to_judge and self._unjudged:
            return _TO_JUDGE
        passing = self.asking and self._passing is quiz.current and self._draft.response is None
        return quiz.notice or (_not_known() if passing else "")

    def keys(self) -> list[Key]:
        """Those of asking, of judging, or of the answer."""
        quiz = self._quiz
        if quiz.phase is Phase.CERTAINTY:
            return [("1–3", "how sure", ""), *_LAST]
        if quiz.to_judge:
            return [*self._judging, *_LAST]
        if quiz.verdict is not None:
            go_on: list[Key] = [("Enter", "go on", "screen.accept"), ("v", "overrule", "screen.overrule")]
            return [*go_on, *_LAST]
        question = self._asked.question if self._asked else None
        form = question.form if question else Form.RECALL
        reveals = "reveal" if form is Form.RECALL else "do not know"
        first = answer_keys(form, self._draft, hint=bool(question and question.hint), reveals=reveals)
        if form is Form.TYPED:
            spoken: list[Key] = [(f":{each}", "", f"screen.{each}") for each in ("flag", "stop")]
            return [*first, *spoken, ("F1", "help", "app.help")]
        return [*first, *_LAST]

    def over(self) -> None:
        """To the result."""
        self.app.show_result(self._quiz, self._wish)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """How sure, judging and overruling each have their moment."""
        quiz = self._quiz
        if action == "sure":
            return quiz.phase is Phase.CERTAINTY
        if action == "judge":
            return quiz.to_judge
        if action in ("overrule", "open"):
            return quiz.verdict is not None and (action == "open" or not quiz.to_judge)
        return super().check_action(action, parameters)

    def action_accept(self) -> None:
        """Answer; or go on, unless the key is only held down."""
        quiz = self._quiz
        if self.asking:
            self.answer()
        elif quiz.to_judge:
            self._unjudged = True
            self.show()
        elif not self.held():
            self.do(quiz.go_on)

    def action_space(self) -> None:
        """Tick, pick up or put down; where there is nothing of the kind the same as Enter."""
        if self.asking and self._draft.form in _GRASPED:
            self.action_grasp()
        else:
            self.action_accept()

    def action_sure(self, certainty: int) -> None:
        """Say how sure the answer is, unless the key is only held down."""
        if not self.held():
            self.do(lambda: self._quiz.be_sure(certainty))

    def action_judge(self, right: bool) -> None:
        """Say whether the answer was right, and go on: all of it was on show."""
        if not self.held():
            self.do(lambda: self._judge(right))

    def action_overrule(self) -> None:
        """Turn the verdict round."""
        self.do(self._quiz.overrule)

    def action_flag(self) -> None:
        """Flag, or take the flag off."""
        self.do(self._quiz.flag)

    def action_stop(self) -> None:
        """To the result of what was answered."""
        self.do(self._quiz.stop)

    @property
    def _judging(self) -> list[Key]:
        verdict = self._quiz.verdict
        return list(NEAR if verdict and verdict.near else RECALLED)

    def _judge(self, right: bool) -> None:
        self._quiz.judge(right)
        self._unjudged = False
        self._quiz.go_on()

    def _view(self, current: Asked) -> View:
        view = super()._view(current)
        kind = "Pretest" if self._quiz.options.pretest else "Quiz"
        return replace(view, where=words(f"{kind} › ") + view.where, response=self._quiz.response)


_LAST: list[Key] = [("f", "flag", "screen.flag"), ("q", "stop", "screen.stop"), ("?", "help", "app.help")]
