"""`settings` and `optimize` on the command line."""

import json

import pytest
from tests.cli.conftest import Run

from alliance_tutor.desk import fitting
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS
from alliance_tutor.memory.optimizing import Change, Score

FOUND = fitting.Fit(
    DEFAULT_PARAMETERS,
    True,
    800,
    Score(200, 0.35, 0.06),
    Score(200, 0.31, 0.03),
    Change(9, 60, 12),
    Change(5, 40, 20),
    40,
    30,
)


def test_settings_are_listed_and_changed_one_by_one(run: Run) -> None:
    assert "new_per_day = 10\n" in run("settings").out
    for key, value in (
        ("new_per_day", "15"),
        ("desired_retention", "85%"),
        ("retention.small", "0.95"),
        ("keys.study.undo", "k"),
        ("editor", "vi -x"),
        ("plain", "true"),
    ):
        assert run("settings", key, value).code == 0
    listed = run("settings").out.splitlines()
    for line in (
        "new_per_day = 15",
        "desired_retention = 0.85",
        "retention.small = 0.95",
        'keys.study.undo = "k"',
        'editor = "vi -x"',
        "plain = true",
    ):
        assert line in listed
    document = json.loads(run("settings", "--json").out)
    assert set(document) == {"path", "settings"}
    assert document["settings"]["retention"] == {"small": 0.95}
    assert run("settings", "retention.small", "").code == 0
    assert run("settings", "keys.study.undo", "").code == 0
    assert "small" not in run("settings").out
    assert run("settings", "new_per_day").out == "new_per_day = 15\n"


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("nothing", "3", "there is no setting nothing"),
        ("new_per_day", "many", "new_per_day = 'many'"),
        ("retention.small", "2", "retention.small = 2: should be less"),
        ("keys.study.undo", "n", "study.undo: n is the key of study.skip"),
        ("keys.study.undu", "k", "there is no command study.undu"),
        ("motion", "wild", "motion = 'wild'"),
    ],
)
def test_value_that_is_not_allowed_is_refused(run: Run, key: str, value: str, told: str) -> None:
    ran = run("settings", key, value)
    assert ran.code == 2
    assert f"error: {told}" in ran.err
    assert "hint: " in ran.err
    assert run("settings", "nothing").code == 2


def test_optimize_shows_and_applies_only_when_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "fit", lambda desk: FOUND)
    ran = run("optimize")
    assert "Log loss: 0.3500 now, 0.3100 fitted." in ran.out
    assert "hint: alliance-tutor optimize --apply" in ran.err
    assert run("journal").out == ""
    document = json.loads(run("optimize", "--json", "--apply").out)
    assert document["applied"] is True
    assert set(document) == {*fitting.Fit._fields, "applied"}
    assert "parameters-set" in run("journal").out
    assert run("optimize", "--defaults").code == 0
    assert run("journal").out.count("parameters-set") == 2


def test_optimize_applies_nothing_when_the_fit_is_no_better(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "fit", lambda desk: FOUND._replace(better=False))
    ran = run("optimize", "--apply")
    assert (ran.code, run("journal").out) == (2, "")
    assert "no better" in ran.err
    assert run("optimize", "--apply", "--defaults").code == 2


def test_optimize_tells_when_it_cannot(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "too few" in run("optimize").err
    monkeypatch.setattr(fitting, "available", lambda: False)
    ran = run("optimize")
    assert (ran.code, ran.out) == (2, "")
    assert f"hint: {fitting.INSTALL}" in ran.err
