"""A mock exam in line mode: set up, its first page, the sitting, what the learner marks, the result."""

import re
from collections.abc import Callable

from alliance_tutor.deck.refs import EXAM_ONLY
from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.insight import examining
from alliance_tutor.plain import show
from alliance_tutor.plain.commands import UnknownCommand
from alliance_tutor.plain.exam_commands import ASIDE, ExamCommand, exam_command, help_lines
from alliance_tutor.plain.exam_result import ExamResultPage
from alliance_tutor.plain.exam_setup import set_up
from alliance_tutor.plain.exam_sitting import COME_BACK, ExamSitting
from alliance_tutor.plain.talk import EndOfInput, Talk
from alliance_tutor.study.attempt import Attempt, Stage
from alliance_tutor.study.exam_wish import ExamWish, Split
from alliance_tutor.study.marking import Marked
from alliance_tutor.study.progress import Progress
from alliance_tutor.study.responses import Typed
from alliance_tutor.text import plain

_CREDITS = {"0": 0.0, "½": 0.5, "1/2": 0.5, "0.5": 0.5, "0,5": 0.5, ".5": 0.5, "1": 1.0}
_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?) ?%?")
_BEGIN = "An empty line begins, and the clock runs; :quit goes back:"
_PREDICT = "A percentage, 0 to 100; an empty line skips:"
_MARK = f"What is it worth? {examining.SELF_MARKS}:"


def hold(desk: Desk, talk: Talk, wish: ExamWish, *, once: bool = False) -> Progress | None:
    """Set an exam up where that is wanted, sit it and tell the result; then others like it, if wanted.

    With `once` it ends when the result was told. What was done last, None where the learner left before.
    Raises EndOfInput.
    """
    chosen = set_up(desk, talk, wish) if wish.setup else wish
    done: Progress | None = None
    while chosen is not None:
        attempt = _begun(desk, talk, chosen)
        again = attempt is not None and _led(desk, talk, attempt, once=once)
        done = attempt.progress if attempt and attempt.stage is Stage.DONE else done
        chosen = chosen.seeded(None) if again else None
    return done


def go_on(desk: Desk, talk: Talk, id: str, *, once: bool = False) -> Progress | None:
    """Take an exam up again wherever it stands, or look at its result; as `hold`.

    Raises EndOfInput, and UsageError where there is no exam of that id.
    """
    attempt = desk.exams.resume(id)
    blueprint = attempt.progress.paper.blueprint
    lines = ["", examining.heading(blueprint.title, desk.exams.titles().decks(blueprint.decks)) + "."]
    if attempt.stage in (Stage.SITTING, Stage.PAUSED):
        lines.append(examining.clock_policy(attempt.progress.terms))
        lines += [line for line in (examining.changed_words(desk.exams.changed(attempt.progress)),) if line]
    talk.say("\n".join(lines))
    if _led(desk, talk, attempt, once=once):
        return hold(desk, talk, wish_of(attempt.progress))
    return attempt.progress if attempt.stage is Stage.DONE else None


def wish_of(progress: Progress) -> ExamWish:
    """An exam like one that was sat, with a fresh seed."""
    return ExamWish(progress.paper.blueprint, progress.terms, split=Split.PROPOSED)


def _begun(desk: Desk, talk: Talk, wish: ExamWish) -> Attempt | None:
    """The exam, begun once its first page was read; None where the learner goes back before."""
    paper = desk.exams.draw(wish)
    titles = desk.exams.titles()
    page = ["", examining.heading(paper.blueprint.title, titles.decks(paper.blueprint.decks)), ""]
    page += [*examining.first_page(paper, wish.terms, titles), ""]
    talk.say("\n".join(page))
    if not _asked(talk, _BEGIN, lambda line: not line.strip(), page):
        return None
    return desk.exams.begin(paper, wish.terms)


def _led(desk: Desk, talk: Talk, attempt: Attempt, *, once: bool) -> bool:
    """Lead an exam from where it stands to its result; whether another like it is wanted."""
    if attempt.stage in (Stage.SITTING, Stage.PAUSED) and not ExamSitting(desk, attempt, talk).run():
        return False
    try:
        through = _predicted(talk, attempt) and _marked(desk, talk, attempt)
    except EndOfInput:
        through = False
        talk.say(f"The exam is handed in; what is left to mark waits. {COME_BACK}")
        raise
    if not through:
        talk.say(f"The exam is handed in; what is left to mark waits. {COME_BACK}")
        return False
    page = ExamResultPage(desk, attempt, talk)
    page.tell()
    return not once and page.choose()


def _predicted(talk: Talk, attempt: Attempt) -> bool:
    """Ask what score the learner expects; False if they leave."""
    if attempt.stage is not Stage.PREDICTING:
        return True
    page = ["", "Handed in. Before you see it: what score do you expect?"]
    talk.say("\n".join(page))

    def take(line: str) -> bool:
        found = _SHARE.fullmatch(line.strip())
        percentage = float(found[1].replace(",", ".")) if found else 101.0
        if line.strip() and percentage > 100:
            return False
        attempt.predict(percentage / 100 if found else None)
        return True

    return _asked(talk, _PREDICT, take, page)


def _marked(desk: Desk, talk: Talk, attempt: Attempt) -> bool:
    """Let the learner mark what the program cannot; False if they leave."""
    while attempt.to_mark:
        answer, left = attempt.to_mark[0], len(attempt.to_mark)
        page = _to_mark_lines(desk, answer, left)
        talk.say("\n".join(page))

        def take(line: str, number: int = answer.number) -> bool:
            credit = _CREDITS.get(line.strip())
            if credit is not None:
                attempt.mark(number, credit)
            return credit is not None

        if not _asked(talk, _MARK, take, page):
            return False
    return True


def _to_mark_lines(desk: Desk, answer: Marked, left: int) -> list[str]:
    """An answer beside its key, to be marked."""
    question, response = answer.question, answer.response
    lines = ["", f"To be marked by you, {left} left. Question {answer.number}.", ""]
    lines += [*plain(question.prompt).split("\n"), ""]
    if isinstance(response, Typed) and "\n" in response.text:
        lines += ["You wrote:", *response.text.split("\n")]
    else:
        lines.append(f"You wrote: {answer.verdict.given}")
    key = plain(question.answer).split("\n")
    lines += [
        "",
        *(["Notes for marking:", *key] if question.ref.type == EXAM_ONLY else show.key_lines(question)),
    ]
    if question.explanation:
        lines += ["", *plain(question.explanation).split("\n")]
    return [*lines, "", *show.source_lines(question, desk.shelf.checked(question.ref.deck))]


def _asked(talk: Talk, prompt: str, take: Callable[[str], bool], page: list[str]) -> bool:
    """Ask until a line is taken; False at `:quit`. A fault is told, and the same asked again."""
    while True:
        line = talk.ask(prompt)
        try:
            command = exam_command(line, ASIDE)
            if command is None:
                if take(line):
                    return True
                talk.say("That is not what is asked for here; :help lists the commands.")
            elif command[0] is ExamCommand.QUIT:
                return False
            else:
                talk.say("\n".join(help_lines(ASIDE) if command[0] is ExamCommand.HELP else page))
        except UnknownCommand as unknown:
            talk.say(str(unknown))
        except TutorError as fault:
            talk.complain(fault)
            talk.say("That is not saved: do it again, or :quit.")
