"""A history to look at: a question answered on many days."""

from collections.abc import Collection, Iterable

from alliance_tutor.desk import Desk
from alliance_tutor.journal.events import Kind
from alliance_tutor.memory.studyday import DAY_MS, Moment, day_text


def study(desk: Desk, question: str, days_ago: Iterable[int], missed: Collection[int] = ()) -> None:
    """Answer a question on some days, the earliest first: Good, but Again and then Good on those `missed`."""
    now = desk.now()
    for ago in sorted(days_ago, reverse=True):
        for rating in (1, 3) if ago in missed else (3,):
            body = {"question": question, "rating": rating, "study_day": day_text(desk.day - ago), "ms": 6000}
            desk.journal.append(Kind.REVIEWED, body, Moment(now.at - ago * DAY_MS, 0))
