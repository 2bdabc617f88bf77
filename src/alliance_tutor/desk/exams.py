"""Exams at the learner's desk: proposed, drawn, begun, taken up again, looked back at."""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from alliance_tutor.deck.questions import Question
from alliance_tutor.deck.refs import EXAM_ONLY, QuestionRef
from alliance_tutor.errors import UsageError
from alliance_tutor.memory.studyday import Moment, moment_text
from alliance_tutor.study import blueprint as blueprints
from alliance_tutor.study.attempt import Attempt, Stage, stage_of
from alliance_tutor.study.blueprint import Blueprint, Cell, Stock, Terms
from alliance_tutor.study.exam_parts import counted
from alliance_tutor.study.exam_setup import Setup
from alliance_tutor.study.exam_titles import Titles
from alliance_tutor.study.exam_wish import ExamWish, Proposal, of_proposal, own_exam
from alliance_tutor.study.marking import marked
from alliance_tutor.study.paper import Paper, Unmet, draw, fresh_seed
from alliance_tutor.study.progress import Progress, begin, progress_of
from alliance_tutor.study.score import Score, score

if TYPE_CHECKING:
    from alliance_tutor.desk.desk import Desk

SETTINGS = "settings"
"""The key of the exam that the settings propose; that of a deck's is `deck:` and its id."""


class Running(NamedTuple):
    """An exam that is not done: it is sat or paused, or handed in and not yet predicted or marked.

    `left` is the time left in ms, 0 where it is over, None without a limit.
    """

    id: str
    title: str
    decks: tuple[str, ...]
    seed: int
    began: Moment
    stage: Stage
    left: int | None


class Taken(NamedTuple):
    """An exam that is done. `cut_score` is a percentage, None where there was none."""

    id: str
    title: str
    decks: tuple[str, ...]
    seed: int
    began: Moment
    handed_in: Moment
    score: Score
    cut_score: float | None


class Exams:
    """All exams of a learner, by the desk's decks, journal, settings and clock."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._stock: tuple[object, Stock] = (None, Stock())

    # Before it begins

    def proposals(self) -> tuple[Proposal, ...]:
        """The exams that the settings and the decks propose, with the learner's own extra time."""
        found = [*self._of_settings()]
        for deck in self._desk.shelf.library.decks:
            if deck.exam:
                blueprint, terms = blueprints.proposed(deck.exam, deck.id)
                terms = terms._replace(extra=self._extra)
                found.append(Proposal(f"deck:{deck.id}", blueprint, terms))
        return tuple(found)

    def wish(self, decks: Sequence[str] = (), topics: Sequence[str] = ()) -> ExamWish:
        """What is proposed for some decks and topics, all if none is named.

        A deck alone gives its own exam, no deck at all that of the settings, where there are such; else any
        questions, as many as there are at most.
        """
        key = f"deck:{decks[0]}" if len(decks) == 1 else "" if decks else SETTINGS
        for proposal in self.proposals():
            if proposal.key == key and not topics:
                return of_proposal(proposal)
        own = own_exam(decks=tuple(decks), topics=tuple(topics))
        _, there = counted(own.blueprint, self.stock())
        if 0 < there < own.blueprint.items:
            own = own_exam(there, tuple(decks), tuple(topics))
        return own._replace(terms=own.terms._replace(extra=self._extra))

    def stock(self) -> Stock:
        """What there is to draw from, in all decks."""
        state = self._desk.shelf.index.state
        if self._stock[0] != state:
            refs = self._refs(())
            unclear = (ref.id for ref in refs if blueprints.is_self_marked_type(ref.type) is None)
            asked = self._desk.shelf.index.questions(unclear)
            own = {each.id for each in asked if blueprints.is_self_marked(each)}
            stock = blueprints.stock(
                refs, lambda ref: bool(blueprints.is_self_marked_type(ref.type)) or ref.id in own
            )
            self._stock = (state, stock)
        return self._stock[1]

    def setup(self, wish: ExamWish | None = None) -> Setup:
        """The choices before an exam, beginning with `wish` or with what is proposed."""
        decks = self._desk.shelf.library.decks
        return Setup(wish or self.wish(), decks, self.proposals(), self.stock())

    def draw(self, wish: ExamWish) -> Paper:
        """The paper that is wished for. Raises Unmet, in the words of its decks, where it cannot be drawn."""
        return self._drawing(wish, self._desk.shelf.index.questions)()

    def drawing(self, wish: ExamWish) -> Callable[[], Paper]:
        """What draws the paper in any other thread: up to some seconds for ten thousand questions."""
        return self._drawing(wish, self._desk.shelf.loader())

    def begin(self, paper: Paper, terms: Terms) -> Attempt:
        """Begin an exam: its clock runs."""
        return Attempt.start(self._desk, paper, terms)

    # While it is sat

    def resume(self, id: str) -> Attempt:
        """Take an exam up again, wherever it stands. Raises UsageError where there is none of that id."""
        attempt = Attempt.resume(self._desk, self._desk.journal.exam(id))
        if attempt is None:
            raise _unknown(id)
        return attempt

    def catch_up(self, attempt: Attempt) -> None:
        """Take in what another window recorded: to be called when the journal has changed."""
        attempt.catch_up(self._desk.journal.exam(attempt.progress.exam))

    def running(self) -> tuple[Running, ...]:
        """The exams that are not done, the latest first. Nothing is recorded, though time may be over."""
        found = map(self._progress, reversed(self._desk.journal.open_exams()))
        now = self._desk.now().at
        return tuple(_running(each, now) for each in found if each and not each.finished)

    # Afterwards

    def taken(self) -> tuple[Taken, ...]:
        """The exams that are done, the earliest first."""
        going = set(self._desk.journal.open_exams())
        done = (event.id for event in self._desk.journal.exams() if event.id not in going)
        return tuple(_taken(each) for each in map(self._progress, done) if each and each.finished)

    def progress(self, id: str) -> Progress:
        """How far an exam has come. Raises UsageError where there is none of that id."""
        progress = self._progress(id)
        if progress is None:
            raise _unknown(id)
        return progress

    def changed(self, progress: Progress) -> tuple[int, ...]:
        """The numbers of the questions whose text is another one in today's decks, or that have gone."""
        asked = [item.question for item in progress.paper.items]
        today = self._today(asked)
        return tuple(
            number
            for number, question in enumerate(asked, 1)
            if question.id not in today or today[question.id].text_hash != question.text_hash
        )

    def missed(self, progress: Progress) -> tuple[str, ...]:
        """The questions that were not right, as far as they can be studied today."""
        wrong = [answer.question for answer in marked(progress) if not answer.right]
        studied = [question for question in wrong if question.ref.type != EXAM_ONLY]
        today = self._today(studied)
        return tuple(question.id for question in studied if question.id in today)

    def titles(self) -> Titles:
        """What decks and topics are called today."""
        return Titles(self._desk.shelf.library.decks)

    def save_page(self, progress: Progress, path: Path) -> None:
        """Write the result as a page to print. Raises UsageError where a file is there or cannot be made."""
        from alliance_tutor.insight.exam_page import page  # only where a page is wanted

        _write(path, page(progress, self.titles()))

    def save_json(self, progress: Progress, path: Path) -> None:
        """Write the result as JSON. Raises UsageError where a file is there or cannot be made."""
        from alliance_tutor.study.exam_result import exam_result

        _write(path, json.dumps(exam_result(progress), indent=2) + "\n")

    # Within

    @property
    def _extra(self) -> float:
        chosen = self._desk.settings.exam
        return chosen.extra_time if chosen else 1.0

    def _of_settings(self) -> Iterable[Proposal]:
        chosen = self._desk.settings.exam
        if not chosen or not (chosen.items or chosen.part):
            return
        parts = [Cell(part.items, part.deck, part.topic, part.level, part.type) for part in chosen.part]
        cells = blueprints.with_rest(parts, chosen.items or 0)
        decks = tuple(dict.fromkeys(cell.deck for cell in cells)) if all(cell.deck for cell in cells) else ()
        terms = Terms(
            minutes=chosen.minutes or 0,
            item_seconds=chosen.item_seconds or 0,
            pause=chosen.pause,
            certainty=chosen.certainty,
            negative=chosen.negative,
            cut_score=chosen.cut_score,
            extra=chosen.extra_time,
        )
        yield Proposal(SETTINGS, Blueprint(chosen.title, decks, cells), terms)

    def _refs(self, decks: Sequence[str]) -> list[QuestionRef]:
        """The questions of some decks, all if none is named, with those that exams alone ask."""
        shelf = self._desk.shelf
        chosen = decks or [deck.id for deck in shelf.library.decks]
        return [ref for deck in chosen for ref in shelf.index.refs(deck, exam=True)]

    def _drawing(
        self, wish: ExamWish, load: Callable[[Iterable[str]], list[Question]]
    ) -> Callable[[], Paper]:
        cells = tuple(cell for cell in wish.blueprint.cells if cell.items)
        blueprint = wish.blueprint._replace(cells=cells)
        ids = [ref.id for ref in self._refs(blueprint.decks)]
        earlier = [] if wish.seed is not None else self._earlier()
        return partial(_drawn, blueprint, ids, wish.seed, earlier, load, self.titles())

    def _earlier(self) -> list[tuple[int, list[str]]]:
        """Each paper so far: its seed and its questions."""
        papers = [begun.paper for begun in map(begin, self._desk.journal.exams()) if begun]
        return [(paper.seed, [item.question.id for item in paper.items]) for paper in papers]

    def _progress(self, id: str) -> Progress | None:
        return progress_of(self._desk.journal.exam(id))

    def _today(self, asked: Iterable[Question]) -> dict[str, Question]:
        found = self._desk.shelf.index.questions(question.id for question in asked)
        return {question.id: question for question in found}


def _drawn(
    blueprint: Blueprint,
    ids: Sequence[str],
    seed: int | None,
    earlier: Sequence[tuple[int, Sequence[str]]],
    load: Callable[[Iterable[str]], list[Question]],
    titles: Titles,
) -> Paper:
    questions = load(ids)
    if seed is None:
        seed = fresh_seed(blueprint, questions, earlier, Random())
    try:
        return draw(blueprint, questions, seed)
    except Unmet as unmet:
        raise Unmet(unmet.lacks, titles.cell) from None


def _running(progress: Progress, now: int) -> Running:
    limit, paper = progress.terms.limit, progress.paper
    left = max(0, limit - progress.elapsed_at(now)) if limit else None
    return Running(
        progress.exam,
        paper.blueprint.title,
        paper.blueprint.decks,
        paper.seed,
        progress.began,
        stage_of(progress),
        left,
    )


def _taken(progress: Progress) -> Taken:
    paper = progress.paper
    return Taken(
        progress.exam,
        paper.blueprint.title,
        paper.blueprint.decks,
        paper.seed,
        progress.began,
        progress.handed_in or progress.began,
        score(progress),
        progress.terms.cut_score,
    )


def file_name(progress: Progress, suffix: str) -> str:
    """What a result's file is called if nobody says: `exam-2026-11-23-k3f9a2qd-1041.html`."""
    try:
        day = moment_text(progress.began)[:10]
    except OverflowError:  # a year that no calendar of Python's holds
        day = str(progress.began.at)
    return f"exam-{day}-{progress.exam}{suffix}"


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError("there is a file of this name", path=path, hint="name another one") from None
    except OSError as fault:
        raise UsageError(
            f"cannot be written: {fault.strerror or fault}", path=path, hint="look at the folder's rights"
        ) from fault


def _unknown(id: str) -> UsageError:
    return UsageError(f"there is no exam {id}", hint="alliance-tutor exam --results lists them")
