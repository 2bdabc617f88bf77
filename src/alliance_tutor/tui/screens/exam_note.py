"""What the first screen says of an exam that is not done."""

from alliance_tutor.desk import Desk
from alliance_tutor.insight.wording import single
from alliance_tutor.study.attempt import Stage
from alliance_tutor.study.notes import in_words


def note(desk: Desk) -> str:
    """How the latest exam stands; empty where all are done. One whose time is over is handed in.

    Raises JournalError where that cannot be recorded.
    """
    running = desk.exams.running()
    if not running:
        return ""
    latest = running[0]
    if latest.stage is Stage.SITTING and latest.left == 0:
        desk.exams.resume(latest.id)
        return f"{single(latest.title)}: time is up, handed in as it stood. e goes on to the score."
    left = "" if latest.left is None else f": {in_words(latest.left)} left"
    match latest.stage:
        case Stage.SITTING:
            return f"Exam running{left}. e goes on with it."
        case Stage.PAUSED:
            return f"Exam paused{left}. e goes on with it."
    return f"{single(latest.title)}: handed in, and not marked to its end. e goes on with it."
