"""Fitting the schedule on a real desk, by fsrs-rs."""

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from alliance_tutor import settings
from alliance_tutor.desk import Desk, costs, fitting
from alliance_tutor.desk.apart import to_stdin
from alliance_tutor.errors import UsageError
from alliance_tutor.journal.events import Body, Kind
from alliance_tutor.memory import fsrs6
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS
from alliance_tutor.memory.optimizing import answered
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.scheduler import Scheduler
from alliance_tutor.memory.studyday import day_text
from alliance_tutor.memory.trace import Trace

NOW = "2026-11-23T19:00:00+00:00"
FORGETFUL = (0.05, 0.1, 0.2, 0.8, *DEFAULT_PARAMETERS[4:8], 1.0, *DEFAULT_PARAMETERS[9:])
"""Who forgets what is new ten times as fast, and gains less by each answer."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", NOW)
    with Desk.open(str(tmp_path)) as opened:
        yield opened


def studied(desk: Desk, questions: int, truth: tuple[float, ...], seed: int = 1) -> None:
    """The journal of 100 days by the shipped schedule, of a learner who forgets as `truth` says."""
    chance, today = Random(seed), desk.day
    changes: list[tuple[int, Body]] = []
    for number in range(questions):
        day = today - 100 + number % 90
        own: Trace | None = None
        seen: Trace | None = None
        while day < today:
            rating = Rating.GOOD
            if own and chance.random() > fsrs6.retrievability(truth, own.stability, day - own.day):
                rating = Rating.AGAIN
            changes.append(
                (day, {"question": f"d/q{number}", "rating": int(rating), "study_day": day_text(day)})
            )
            own, seen = answered(truth, own, day, rating), answered(DEFAULT_PARAMETERS, seen, day, rating)
            day += fsrs6.interval(DEFAULT_PARAMETERS, 0.9, seen.stability)
    changes.sort(key=lambda change: change[0])
    desk.record_all([(Kind.REVIEWED, body) for _, body in changes])


def test_fit_finds_a_forgetful_learner_and_decides_when_it_is_applied(desk: Desk) -> None:
    studied(desk, 400, FORGETFUL)
    found = fitting.fit(desk)
    assert found.better
    assert found.after.log_loss < found.before.log_loss
    assert found.trained + found.before.answers >= 800
    assert 0.15 < found.before.answers / (found.trained + found.before.answers) < 0.25
    assert found.parameters[2] < DEFAULT_PARAMETERS[2]
    assert found.reviews_after > 0
    Scheduler(0.9, found.parameters).preview(None, "", 1, 0)  # within py-fsrs's bounds
    assert desk.parameters == DEFAULT_PARAMETERS
    fitting.apply(desk, found)
    assert desk.parameters == found.parameters
    assert fitting.is_fitted(desk)
    again = fitting.fit(desk)
    assert not again.better
    with pytest.raises(UsageError, match="no better"):
        fitting.apply(desk, again)
    fitting.back(desk)
    assert not fitting.is_fitted(desk)
    told = " ".join(fitting.lines(found))
    assert "The fit foresees your answers better." in told
    assert fitting.lines(again)[fitting.VERDICT].startswith("The fit is no better")


def test_fit_is_refused_when_there_is_too_little(desk: Desk) -> None:
    studied(desk, 20, FORGETFUL)
    with pytest.raises(UsageError, match="too few"):
        fitting.fit(desk)


def test_fit_says_what_installs_it_when_it_is_not(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "_ENGINE", "no_such_module")
    with pytest.raises(UsageError) as caught:
        fitting.fit(desk)
    assert caught.value.hint.endswith(f'-m pip install "{fitting.PACKAGE}"')
    assert sys.executable in caught.value.hint


def test_command_installs_what_the_extra_brings() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["optional-dependencies"]["optimize"] == [fitting.PACKAGE]


def test_process_finds_the_same(desk: Desk, tmp_path: Path) -> None:
    studied(desk, 150, FORGETFUL)
    fit, cost = tmp_path / "fit.json", tmp_path / "costs.json"
    subprocess.run(fitting.command(fit), input=to_stdin(desk), check=True)
    assert fitting.read(fit) == fitting.fit(desk)
    subprocess.run(costs.command(cost), input=to_stdin(desk), check=True)
    assert costs.read(cost) == costs.costs(desk)


def test_process_tells_why_there_is_no_fit(desk: Desk, tmp_path: Path) -> None:
    fit = tmp_path / "fit.json"
    subprocess.run(fitting.command(fit), input=to_stdin(desk), check=True)
    with pytest.raises(UsageError, match="too few"):
        fitting.read(fit)


def test_new_deck_is_taken_for_endless_until_something_was_studied(desk: Desk) -> None:
    desk.settings = settings.save(desk.places, new_per_day=20)
    before = costs.costs(desk)
    assert before[2].reviews > 60
    question = desk.shelf.refs()[0].id
    body = {"question": question, "rating": 3, "study_day": day_text(desk.day - 1)}
    desk.record_all([(Kind.REVIEWED, body)])
    assert costs.costs(desk)[2].reviews < before[2].reviews
