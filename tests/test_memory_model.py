"""Fitted parameters decide wherever a desk foresees, and say what its scheduler says."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean as mean

import pytest
from tests.answered import study

from alliance_tutor import settings
from alliance_tutor.deck import library
from alliance_tutor.desk import Desk, apart, planner
from alliance_tutor.desk.statistics import Statistics
from alliance_tutor.insight.statistics import Scope
from alliance_tutor.journal.events import Kind
from alliance_tutor.journal.plans import Plan, PlannedExam
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS, Parameters
from alliance_tutor.memory.scheduler import retrievability
from alliance_tutor.memory.standing import Memory

CARDS = 40
FITTED = (*DEFAULT_PARAMETERS[:20], 0.7)
"""Who remembers as usual until nine of ten are left, and then forgets much faster."""
WANTED = 0.75


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """One deck of two topics, each question learnt on one day, that of card n n days ago."""
    decks = tmp_path / "packaged"
    decks.mkdir()
    head = '[deck]\nid = "h"\ntitle = "H"\n'
    head += "".join(f'[[topic]]\nid = "t{number}"\ntitle = "T{number}"\n' for number in range(2))
    card = '[[card]]\nid = "c{0}"\ntopic = "t{1}"\nprompt = "Question {0}?"\nanswer = "{0}"\n'
    text = head + "".join(card.format(number, number % 2) for number in range(CARDS))
    (decks / "h.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(library, "packaged_decks", lambda: decks)
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", "2026-11-23T12:00:00+00:00")
    with Desk.open(str(tmp_path / "home"), [decks / "h.toml"]) as opened:
        opened.settings = settings.save(opened.places, desired_retention=WANTED)
        for number in range(CARDS):
            study(opened, f"h/c{number}", [number] * 2)
        yield opened


def fit(desk: Desk, w: Parameters = FITTED) -> None:
    desk.record(Kind.PARAMETERS_SET, {"parameters": list(w)})


def memories(desk: Desk, topic: str = "") -> list[Memory]:
    found = (desk.standing(ref.id).memory for ref in desk.shelf.refs(["h"], topic))
    return [memory for memory in found if memory]


def known(desk: Desk, topic: str, w: Parameters) -> int:
    """How many questions of a topic are known with the wanted retention."""
    asked = [memory for memory in memories(desk, topic) if not memory.learning]
    return sum(retrievability(memory, desk.day, w) >= WANTED for memory in asked)


def test_one_place_tells_what_is_in_force(desk: Desk) -> None:
    assert desk.parameters == desk.journal.in_force == DEFAULT_PARAMETERS
    fit(desk)
    assert desk.parameters == desk.journal.in_force == desk.journal.scheduler("h").parameters == FITTED


def test_mastery_on_home_is_by_what_is_in_force(desk: Desk) -> None:
    before = desk.overview().decks[0].mastery
    fit(desk)
    topics = {row.id: row.mastery.known for row in desk.topics("h")}
    assert topics == {topic: known(desk, topic, FITTED) for topic in ("t0", "t1")}
    found = desk.overview().decks[0].mastery
    assert found.known == sum(topics.values()) < before.known


def test_mastery_in_statistics_is_by_what_is_in_force(desk: Desk) -> None:
    scope = Scope(("h",), "t1")
    before = Statistics(desk).whole(scope)
    fit(desk)
    found = Statistics(desk).whole(scope)
    chances = [retrievability(memory, desk.day, FITTED) for memory in memories(desk, "t1")]
    assert found.mean == pytest.approx(mean(chances))
    assert found.mean < before.mean - 0.05
    assert found.above == known(desk, "t1", FITTED) < before.above


def test_chance_in_lists_is_by_what_is_in_force(desk: Desk) -> None:
    everything = desk.browsing.everything()
    before = [row.known or 0 for row in desk.browsing.rows(everything, 0, CARDS)]
    fit(desk)
    found = [row.known or 0 for row in desk.browsing.rows(everything, 0, CARDS)]
    assert found == [retrievability(memory, desk.day, FITTED) for memory in memories(desk)]
    assert mean(found) < mean(before) - 0.05


def test_plan_is_by_what_is_in_force(desk: Desk) -> None:
    day, exam = desk.day, PlannedExam("exam", desk.day + 60, "", ("h",))
    desk.plans.set(Plan((exam,), 1, frozenset(range(7))))  # not a day to study: what is known fades
    (before,) = desk.plans.forecasts()
    fit(desk)
    (found,) = desk.plans.forecasts()
    chances = [retrievability(memory, day + 60, FITTED) for memory in memories(desk)]
    assert found.forecast.overall.known.middle == pytest.approx(mean(chances))
    assert found.forecast.overall.known.middle < before.forecast.overall.known.middle - 0.05


def test_process_that_plans_goes_by_what_is_in_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", "2026-11-23T12:00:00+00:00")
    with Desk.open(str(tmp_path)) as desk:  # the shipped decks: another process finds no others
        for number, ref in enumerate(desk.shelf.of_deck("history")[:CARDS]):
            study(desk, ref.id, [number] * 2)
        desk.plans.set(Plan((PlannedExam("exam", desk.day + 30, "", ("history",)),), 3))
        before = desk.plans.forecasts()
        fit(desk)
        assert not desk.plans.settled
        subprocess.run(planner.command(), input=apart.to_stdin(desk), check=True)
        assert desk.plans.settled
        chosen, foreseen = desk.queue(), desk.plans.forecasts()
        for name in ("plan-today.json", "plan-forecast.json"):
            (desk.places.cache / name).unlink()
        assert (desk.queue(), desk.plans.forecasts()) == (chosen, foreseen)
        assert foreseen != before
