"""Exams as line mode's home offers them: the one that runs, a new one, those taken."""

from collections.abc import Sequence

from alliance_tutor.desk import Desk
from alliance_tutor.desk.exams import Running, Taken
from alliance_tutor.insight import examining
from alliance_tutor.insight.wording import single
from alliance_tutor.plain.exam import go_on, hold
from alliance_tutor.plain.menu import Entry, visit
from alliance_tutor.plain.talk import Talk


def running(desk: Desk, talk: Talk) -> list[Entry]:
    """An entry for each exam that is not done, the latest first."""

    def entry(exam: Running) -> Entry:
        words = examining.running_words(exam.stage, exam.left)
        return Entry(f"Go on with the exam {single(exam.title)}: {words}", lambda: go_on(desk, talk, exam.id))

    return [entry(exam) for exam in desk.exams.running()]


def visit_exams(desk: Desk, talk: Talk) -> None:
    """A new exam; or first, if any were taken, what to do: another, or one of those."""
    if not desk.exams.taken():
        begin(desk, talk)
        return
    entries = [
        Entry("A new exam", lambda: begin(desk, talk)),
        Entry("Exams taken", lambda: history(desk, talk)),
    ]
    visit(talk, ["Exams", ""], entries)


def begin(desk: Desk, talk: Talk, decks: Sequence[str] = (), topic: str = "") -> None:
    """Set an exam up and sit it, on some decks (all if none is named) or on one of their topics."""
    wish = desk.exams.wish(decks, (topic,) if topic else ())
    hold(desk, talk, wish._replace(setup=True))


def history(desk: Desk, talk: Talk) -> None:
    """The exams taken, the latest first; one that is chosen is opened."""

    def entry(exam: Taken) -> Entry:
        line = examining.history_line(exam.title, exam.handed_in, exam.score)
        return Entry(line, lambda: go_on(desk, talk, exam.id))

    while True:
        listed = [entry(exam) for exam in reversed(desk.exams.taken())]
        if not visit(talk, ["Exams taken, the latest first", ""], listed, back_first=True):
            return
