"""What a finished exam tells the journal, and what overrules it there. Pure."""

from collections.abc import Callable

from alliance_tutor.journal.events import Body
from alliance_tutor.memory.standing import UNSEEN, Standing
from alliance_tutor.memory.studyday import day_text
from alliance_tutor.study.counting import effect
from alliance_tutor.study.marking import Marked, marked
from alliance_tutor.study.progress import Progress


def finished_body(progress: Progress, standing: Callable[[str], Standing], day: int) -> Body:
    """The body of the event by which an exam counts, on study day `day`.

    An answer counts for the schedule by the rule of quizzes. What was left open does not, since the time may
    have run out; neither does a question that is never studied: these have no rating.
    """
    answers = [_row(answer, standing, day) for answer in marked(progress)]
    return {"exam": progress.exam, "study_day": day_text(day), "answers": answers}


def ruling_body(progress: Progress, answer: Marked, credit: float, *, due: bool) -> Body:
    """What gives an answer of a finished exam another credit; `due` says whether a right one counts."""
    body: Body = {"event": progress.finished, "question": answer.question.id, "credit": credit}
    return body | _schedule(answer, credit, due=due)


def _row(answer: Marked, standing: Callable[[str], Standing], day: int) -> Body:
    question = answer.question
    row: Body = {
        "item": answer.number - 1,
        "question": question.id,
        "credit": answer.credit,
        "ms": answer.ms,
        "hash": question.text_hash,
    }
    if not answer.scheduled:
        return row
    # Kept, for when the answer is overruled: the standing will not be this one any more.
    due = effect(question.form, 1.0, answer.certainty, standing(question.id), day).counts
    return row | {"due": due} | _schedule(answer, answer.credit, due=due)


def _schedule(answer: Marked, credit: float, *, due: bool) -> Body:
    """The rating, and whether it counts, of an answer that is scheduled."""
    if not answer.scheduled:
        return {}
    rating, counts = effect(answer.question.form, credit, answer.certainty, UNSEEN, 0)
    return {"rating": int(rating), "counts": counts if credit < 1 else due}
