"""Plans on the way to exams: set and ended, today's questions and the forecasts, kept until something moves.

What was chosen and foreseen lies in the cache directory beside the state of journal and decks that it was
worked out for. `alliance_tutor.desk.planner` does the work in a process of its own, so that no key waits.
"""

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from alliance_tutor import __version__
from alliance_tutor.insight import overview
from alliance_tutor.insight.planning import Glance
from alliance_tutor.journal import plans
from alliance_tutor.journal.events import Kind
from alliance_tutor.journal.plans import Plan, PlannedExam, Predicted
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS
from alliance_tutor.memory.offers import Offer
from alliance_tutor.memory.plan import Today
from alliance_tutor.memory.studyday import Moment, study_day
from alliance_tutor.settings import cache

if TYPE_CHECKING:
    from alliance_tutor.desk.desk import Desk
    from alliance_tutor.desk.reckoning import Foreseen, Past
    from alliance_tutor.study.exam_titles import Titles

MORE_MINUTES = 10
"""So many are offered when the day's minutes are used."""

PLANNED = "p"
"""The key of the plan's own offer."""

_CHOSEN, _FORESEEN, _PREDICTED = "plan-today.json", "plan-forecast.json", "plan-predicted.json"
_HOLDS = {
    _CHOSEN: {"key", "plan", "queue", "seconds"},
    _FORESEEN: {"key", "plan", "forecasts"},
    _PREDICTED: {"predicted"},
}


class Chosen(NamedTuple):
    """Questions to be asked, in order, and the seconds that they are expected to take."""

    queue: tuple[str, ...]
    seconds: float


class Plans:
    """The learner's plan, on a desk. What is not kept for the journal as it stands is worked out in place."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._held: dict[str, Any] = {}

    @property
    def plan(self) -> Plan:
        """The plan as it stands."""
        return self._desk.journal.plan()

    @property
    def titles(self) -> "Titles":
        """What decks and topics are called."""
        from alliance_tutor.study.exam_titles import Titles  # 5 ms: the first screen does without

        return Titles(self._desk.shelf.library.decks)

    @property
    def running(self) -> bool:
        """Whether an exam lies ahead or is today, over a deck that is there."""
        decks = {entry.id for entry in self._desk.shelf.library.decks}
        ahead = self.plan.ahead(self._desk.day)
        return any(not exam.decks or not decks.isdisjoint(exam.decks) for exam in ahead)

    # Setting and ending

    def set(self, plan: Plan) -> None:
        """Let a plan hold from now on; exams that are over stay in it until their mark was asked."""
        ids = {exam.id for exam in plan.exams}
        over = [exam for exam in self.plan.over(self._desk.day) if exam.id not in ids]
        self._desk.record(Kind.PLAN_SET, plans.set_body(plan._replace(exams=(*over, *plan.exams))))

    def end(self, exam: PlannedExam, mark: float | None = None) -> Predicted | None:
        """End an exam's plan, with its true mark (0–1) where it is known; what was predicted for it."""
        predicted = self.predicted(exam) if exam.day < self._desk.day else None
        self._desk.record(Kind.PLAN_ENDED, plans.end_body(exam, mark, predicted))
        return predicted

    def predicted(self, exam: PlannedExam) -> Predicted | None:
        """The forecast for an exam as it stood at the end of the day before; None where there was none."""
        kept = self._predicted()
        if exam.id not in kept:
            kept[exam.id] = self._on_the_eve(exam)
            self._keep(_PREDICTED, {"predicted": kept})
        return Predicted(*kept[exam.id]) if kept[exam.id] else None

    def _predicted(self) -> dict[str, Any]:
        kept = self._kept(_PREDICTED)
        return kept["predicted"] if kept else {}

    # Today

    def queue(self, decks: Sequence[str] = (), topic: str = "") -> tuple[str, ...] | None:
        """What the plan still asks today, of all or of some decks, in order; None where it has no say.

        It has none where none runs, nor over decks or a topic of which it has chosen nothing.
        """
        return self._part(self.chosen(), decks, topic) if self.running else None

    def today(self, decks: Sequence[str] = (), topic: str = "", *, at_once: bool = False) -> Today | None:
        """The same, parted into due and new. With `at_once` it is what is known, and nothing is chosen."""
        if not self.running:
            return None
        queue = self._part(self.known() if at_once else self.chosen(), decks, topic)
        if queue is None:
            return None
        seen = {id for id in queue if self._desk.standing(id).memory}
        due, new = (tuple(id for id in queue if (id in seen) is old) for old in (True, False))
        return Today(due, new, 0, paused=False)

    def chosen(self) -> Chosen:
        """Today's questions by the answers given so far.

        None on a day off, on the exam day and when the minutes are used, but for learning steps that run.
        """
        kept, key = self._kept(_CHOSEN), self.key
        if not kept or kept["key"] != key:
            kept = {"key": key, "plan": plans.set_body(self.plan), **self._choose()._asdict()}
            self._keep(_CHOSEN, kept)
        return Chosen(tuple(kept["queue"]), kept["seconds"])

    def known(self) -> Chosen:
        """What was chosen last today for this plan, less what was answered since; nothing where none was."""
        kept, day = self._kept(_CHOSEN), self._desk.day
        if not kept or kept["key"][1] != day or kept["plan"] != plans.set_body(self.plan):
            return Chosen((), 0.0)
        running, rest = [], []
        for id in kept["queue"]:
            standing = self._desk.standing(id)
            if standing.suspended or standing.buried_day == day:
                continue
            if not standing.memory or standing.memory.last_day != day:
                rest.append(id)
            elif standing.memory.learning:
                running.append(id)
        left = (*running, *rest)
        return Chosen(left, kept["seconds"] * len(left) / max(1, len(kept["queue"])))

    def _part(self, chosen: Chosen, decks: Sequence[str], topic: str) -> tuple[str, ...] | None:
        if not decks and not topic:
            return chosen.queue
        ids = {ref.id for ref in self._desk.shelf.refs(decks, topic)}
        return tuple(id for id in chosen.queue if id in ids) or None

    def on_request(self) -> tuple[str, ...]:
        """What is left of today's questions, else those of some more minutes, on a day off too."""
        return self.chosen().queue or self._choose(more=True).queue

    @property
    def offer(self) -> Offer | None:
        """What can be asked for beyond today's queue: the rest of it, or more minutes."""
        if not self.plan.ahead(self._desk.day + 1):
            return None
        more = f"{MORE_MINUTES} more minutes of the plan"
        return Offer(PLANNED, more if self.used else "the rest of today's plan", ())

    @property
    def minutes(self) -> int:
        """Today's minutes; none on a day off, on the day of the last exam and without a plan."""
        plan, day = self.plan, self._desk.day
        return 0 if plan.is_off(day) or not plan.ahead(day + 1) else plan.minutes

    @property
    def spent(self) -> int:
        """The milliseconds of today's answers to what the exams ahead ask."""
        ahead = self.plan.ahead(self._desk.day)
        return self._desk.journal.spent(self._desk.day, _decks(ahead)) if ahead else 0

    @property
    def used(self) -> bool:
        """Whether today's minutes are used."""
        return self.spent >= self.minutes * 60_000

    # The forecasts

    def forecasts(self) -> "list[Foreseen]":
        """The forecasts of the exams that lie ahead and ask anything, by date."""
        from alliance_tutor.desk import reckoning

        plan, kept, key = self.plan, self._kept(_FORESEEN), self.key
        if kept and kept["key"] == key:
            return self.foreseen()
        refs, spent = self._desk.shelf.refs(), self.spent / 1000
        found = reckoning.foresee(refs, self._past(), plan, self._desk.day, spent)
        rows = [reckoning.to_row(each) for each in found]
        self._keep(_FORESEEN, {"key": key, "plan": plans.set_body(plan), "forecasts": rows})
        return found

    # What is shown before anything is worked out

    def foreseen(self) -> "list[Foreseen]":
        """The forecasts that were last worked out for this plan; none where none were."""
        from alliance_tutor.desk import reckoning

        exams = {exam.id: exam for exam in self.plan.exams}
        return [reckoning.from_row(row, exams[id]) for id, row in self._rows().items()]

    @property
    def ready(self) -> bool:
        """Whether today's questions are chosen for journal and decks as they stand, where a plan runs."""
        kept = self._kept(_CHOSEN)
        return not self.running or bool(kept and kept["key"] == self.key)

    @property
    def settled(self) -> bool:
        """Whether all is kept that there is to work out for journal and decks as they stand."""
        plan, key, predicted = self.plan, self.key, self._predicted()
        kept = [self._kept(name) for name in (_CHOSEN, _FORESEEN)] if self.running else []
        over = plan.over(self._desk.day)
        return all(each and each["key"] == key for each in kept) and all(
            exam.id in predicted for exam in over
        )

    def settle(self) -> None:
        """Work out all that is not kept: today's questions first, for they are waited for."""
        if self.running:
            self.chosen()
            self.forecasts()
        for exam in self.plan.over(self._desk.day):
            self.predicted(exam)

    def glance(self) -> Glance | None:
        """What the first screen says, without working anything out; None where there is no exam."""
        plan, day = self.plan, self._desk.day
        if not plan.exams:
            return None
        ahead, rows = plan.ahead(day), self._rows()
        row = next((rows[exam.id] for exam in ahead if exam.id in rows), None)
        known, thin = (Predicted(*row["overall"][3]), row["thin"]) if row else (None, False)
        return Glance(
            day,
            ahead,
            plan.over(day),
            self.minutes,
            self.spent,
            known,
            thin,
            self.settled,
            self._outside(ahead),
        )

    def _rows(self) -> dict[str, Any]:
        """By exam, what was last foreseen for this plan."""
        kept = self._kept(_FORESEEN)
        if not kept or kept["plan"] != plans.set_body(self.plan):
            return {}
        return {row["exam"]: row for row in kept["forecasts"]}

    def _outside(self, ahead: Sequence[PlannedExam]) -> int:
        """How many reviews are due of what no exam asks."""
        inside = _decks(ahead)
        others = [ref for ref in self._desk.shelf.refs() if ref.deck not in inside] if inside else []
        return overview.backlog(others, self._desk.journal.standings(), self._desk.day)[0] if others else 0

    # Working it out

    def _choose(self, *, more: bool = False) -> Chosen:
        """Today's questions; with `more` those of some more minutes, whatever was used and on any day."""
        from alliance_tutor.desk import reckoning

        plan, day, spent = self.plan, self._desk.day, self.spent / 1000
        if more:
            plan = plan._replace(
                weekdays_off=plan.weekdays_off - {(day - 1) % 7}, days_off=plan.days_off - {day}
            )
            spent = (plan.minutes - MORE_MINUTES) * 60
        planned = reckoning.choose(self._desk.shelf.refs(), self._past(), plan, day, spent)
        return Chosen(planned.queue, planned.seconds)

    def _on_the_eve(self, exam: PlannedExam) -> Predicted | None:
        """The forecast by what the journal held when the day before the exam ended."""
        from alliance_tutor.desk import reckoning
        from alliance_tutor.journal.fold import fold, in_order, live

        eve, rollover = exam.day - 1, self._desk.settings.rollover_hour
        events = [
            event
            for event in self._desk.journal.events()
            if study_day(Moment(event.at, event.offset), rollover) <= eve
        ]
        past, plan = fold(events), plans.plan_of(in_order(live(events)))
        w = past.parameters or DEFAULT_PARAMETERS
        known = reckoning.Past(past.standings, past.timings, past.evidence, w)
        # The eve is over: none of its minutes is left.
        found = reckoning.foresee(self._desk.shelf.refs(), known, plan, eve, plan.minutes * 60)
        return next(
            (Predicted(*each.forecast.overall.known) for each in found if each.exam.id == exam.id), None
        )

    def _past(self) -> "Past":
        from alliance_tutor.desk.reckoning import Past

        journal = self._desk.journal
        return Past(journal.standings(), journal.timings(), journal.evidence(), journal.in_force)

    # What is kept

    @property
    def key(self) -> list[Any]:
        """The state of journal and decks, for which all is kept."""
        decks = [[str(file.path), hash] for file, hash in self._desk.shelf.index.state]
        return [__version__, self._desk.day, self._desk.journal.state(), decks]

    def _kept(self, name: str) -> Any:
        if name in self._held:
            return self._held[name]
        kept = cache.kept(self._desk.places.cache, name)
        return kept if kept and _HOLDS[name] <= kept.keys() else None

    def _keep(self, name: str, document: object) -> None:
        """Keep what was worked out in the cache directory; where that cannot be written, on this desk."""
        if not cache.keep(self._desk.places.cache, name, document):
            self._held[name] = document

    @property
    def found_by_all(self) -> bool:
        """Whether what was worked out here could be written where other processes find it."""
        return not self._held


def _decks(exams: Sequence[PlannedExam]) -> frozenset[str]:
    """The decks that some exams ask; none where one of them asks all."""
    every = any(not exam.decks for exam in exams)
    return frozenset() if every else frozenset(chain.from_iterable(exam.decks for exam in exams))
