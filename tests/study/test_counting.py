"""The rule by which an answer outside of study counts for the schedule, as the guide tells it."""

import pytest

from alliance_tutor.deck.questions import Form
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import UNSEEN, Memory, Stage, Standing
from alliance_tutor.study.certainty import Certainty
from alliance_tutor.study.counting import Effect, effect

DAY = 739_943
SHOWN = [Form.PICK, Form.TICK, Form.ARRANGE, Form.PAIR]


def standing(due: int, stage: Stage = Stage.REVIEW) -> Standing:
    return Standing(Memory(stage, 0, 10.0, 5.0, DAY - 10, due, 0, 10, 3, 0), first_day=DAY - 10)


TIMELY = [UNSEEN, standing(DAY), standing(DAY - 9), standing(DAY + 1, Stage.LEARNING)]
TIMELY.append(standing(DAY + 1, Stage.RELEARNING))
EARLY = [standing(DAY + 1), standing(DAY + 300)]


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("credit", [0.0, 0.5, 0.99])
@pytest.mark.parametrize("certainty", [None, *Certainty])
@pytest.mark.parametrize("seen", [*TIMELY, *EARLY])
def test_wrong_and_partly_right_count_as_again_whenever(
    form: Form, credit: float, certainty: Certainty | None, seen: Standing
) -> None:
    assert effect(form, credit, certainty, seen, DAY) == Effect(Rating.AGAIN, True)


@pytest.mark.parametrize("seen", TIMELY)
def test_right_answer_counts_when_new_due_or_in_its_steps(seen: Standing) -> None:
    assert effect(Form.TYPED, 1.0, None, seen, DAY).counts


@pytest.mark.parametrize("seen", EARLY)
@pytest.mark.parametrize("certainty", [None, *Certainty])
def test_right_answer_before_its_day_changes_nothing(seen: Standing, certainty: Certainty | None) -> None:
    assert not effect(Form.TYPED, 1.0, certainty, seen, DAY).counts


@pytest.mark.parametrize("form", [Form.TYPED, Form.RECALL])
@pytest.mark.parametrize("certainty", [None, Certainty.FAIRLY, Certainty.SURE])
def test_typed_or_recalled_is_good(form: Form, certainty: Certainty | None) -> None:
    assert effect(form, 1.0, certainty, UNSEEN, DAY).rating is Rating.GOOD


@pytest.mark.parametrize("form", SHOWN)
def test_chosen_from_what_is_shown_is_hard_unless_the_learner_was_sure(form: Form) -> None:
    assert effect(form, 1.0, None, UNSEEN, DAY).rating is Rating.HARD
    assert effect(form, 1.0, Certainty.FAIRLY, UNSEEN, DAY).rating is Rating.HARD
    assert effect(form, 1.0, Certainty.SURE, UNSEEN, DAY).rating is Rating.GOOD


@pytest.mark.parametrize("form", Form)
def test_right_guess_is_again(form: Form) -> None:
    assert effect(form, 1.0, Certainty.GUESS, UNSEEN, DAY) == Effect(Rating.AGAIN, True)
