"""What the first screen says of an exam that is not done."""

from alliance_tutor.desk import Desk
from alliance_tutor.insight.wording import single
from alliance_tutor.study.attempt import Stage
from alliance_tutor.study.notes import in_words
from alliance_tutor.tui.text import shown_key


def note(desk: Desk) -> str:
    """How the latest exam stands; empty where all are done. One whose time is over is handed in.

    Raises JournalError where that cannot be recorded.
    """
    running = desk.exams.running()
    if not running:
        return ""
    latest, key = running[0], shown_key("e", "screen.exam")
    if latest.stage is Stage.SITTING and latest.left == 0:
        desk.exams.resume(latest.id)
        return f"{single(latest.title)}: time is up, handed in as it stood. {key} goes on to the score."
    left = "" if latest.left is None else f": {in_words(latest.left)} left"
    match latest.stage:
        case Stage.SITTING:
            return f"Exam running{left}. {key} goes on with it."
        case Stage.PAUSED:
            return f"Exam paused{left}. {key} goes on with it."
    return f"{single(latest.title)}: handed in, and not marked to its end. {key} goes on with it."
