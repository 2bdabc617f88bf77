from dataclasses import replace

import pytest

from alliance_tutor.memory.standing import UNSEEN, Memory, Stage

SEEN = Memory(Stage.REVIEW, 0, 3.0, 5.0, 100, 103, 0, 3, 2, 0)


@pytest.mark.parametrize(
    ("stage", "learning"), [(Stage.LEARNING, True), (Stage.REVIEW, False), (Stage.RELEARNING, True)]
)
def test_learning_while_a_step_runs(stage: Stage, learning: bool) -> None:
    assert replace(SEEN, stage=stage).learning is learning


def test_unseen_says_nothing() -> None:
    assert UNSEEN.memory is None
    assert not UNSEEN.suspended
    assert UNSEEN.buried_day is None
    assert UNSEEN.event == ""
