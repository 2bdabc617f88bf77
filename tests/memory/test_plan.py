from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.memory.plan import (
    DayCount,
    Limits,
    Today,
    buried_today,
    missed,
    mix,
    more_new,
    suspended,
    today,
    weakest,
)
from alliance_tutor.memory.standing import UNSEEN, Memory, Stage, Standing
from alliance_tutor.memory.worth import worth

DAY = 739_943
NOTHING = DayCount(DAY)
PLENTY = Limits(new=1000, reviews=1000)


def ref(question: str, topic: str = "") -> QuestionRef:
    deck, _, rest = question.partition("/")
    return QuestionRef(question, deck, rest.partition("#")[0], topic, "basic")


def refs(*questions: str) -> list[QuestionRef]:
    return [ref(question) for question in questions]


def reviewed(last: int, due: int, stability: float = 10.0, rating: int = 3) -> Standing:
    """Past learning, answered `last` days ago and due `due` days ago (negative: in the future)."""
    memory = Memory(Stage.REVIEW, 0, stability, 5.0, DAY - last, DAY - due, 0, last - due, 3, 0)
    return Standing(memory=memory, first_day=DAY - 50, last_rating=rating, event="d-1")


def learning(last: int = 0, due_at: int = 60_000) -> Standing:
    memory = Memory(Stage.LEARNING, 0, 0.2, 6.0, DAY - last, DAY - last, due_at, 0, 1, 0)
    return Standing(memory=memory, first_day=DAY - last, last_rating=1, event="d-1")


def asked(
    questions: list[QuestionRef],
    standings: dict[str, Standing],
    count: DayCount = NOTHING,
    limits: Limits = PLENTY,
) -> Today:
    return today(questions, standings, count, limits, DAY)


def test_due_are_reviews_whose_day_has_come_and_steps_that_run() -> None:
    standings = {
        "h/a": reviewed(5, 0),
        "h/b": reviewed(5, -1),
        "h/c": learning(),
        "h/d": reviewed(9, 2),
        "h/e": learning(last=3, due_at=30_000),
    }
    queue = asked(refs("h/a", "h/b", "h/c", "h/d", "h/e", "h/new"), standings)
    assert queue == Today(due=("h/e", "h/c", "h/d", "h/a"), new=("h/new",), held=0, paused=False)


@pytest.mark.parametrize("suspend", [True, False])
@pytest.mark.parametrize("standing", [UNSEEN, reviewed(5, 0), learning()])
def test_what_is_set_aside_is_not_asked(standing: Standing, suspend: bool) -> None:
    aside = {"h/a": replace(standing, suspended=suspend, buried_day=None if suspend else DAY)}
    assert asked(refs("h/a"), aside) == Today((), (), 0, False)
    assert more_new(refs("h/a"), aside, DAY) == []
    assert weakest(refs("h/a"), aside, DAY) == []
    assert missed(refs("h/a"), aside, DAY) == []


def test_what_was_buried_on_another_day_is_asked() -> None:
    assert asked(refs("h/a"), {"h/a": replace(reviewed(5, 0), buried_day=DAY - 1)}).due == ("h/a",)


def test_lists_of_what_is_set_aside() -> None:
    standings = {
        "h/a": Standing(suspended=True),
        "h/b": Standing(buried_day=DAY),
        "h/c": Standing(buried_day=DAY - 1),
    }
    assert suspended(refs("h/a", "h/b", "h/c", "h/d"), standings) == ["h/a"]
    assert buried_today(refs("h/a", "h/b", "h/c", "h/d"), standings, DAY) == ["h/b"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (UNSEEN, reviewed(5, 0), "h/a#c2"),
        (reviewed(5, 0), reviewed(9, 1), "h/a#c2"),
        (reviewed(5, 1), reviewed(9, 1), "h/a#c1"),
        (UNSEEN, UNSEEN, "h/a#c1"),
        (reviewed(5, -3), UNSEEN, "h/a#c2"),
        (Standing(suspended=True), UNSEEN, "h/a#c2"),
    ],
)
def test_one_question_of_a_card_is_chosen(first: Standing, second: Standing, expected: str) -> None:
    queue = asked(refs("h/a#c1", "h/a#c2"), {"h/a#c1": first, "h/a#c2": second})
    assert queue.due + queue.new == (expected,)


@pytest.mark.parametrize("sibling", [reviewed(0, -4), learning()])
@pytest.mark.parametrize("standing", [UNSEEN, reviewed(5, 0), learning(last=1)])
def test_sibling_of_what_was_answered_today_waits(sibling: Standing, standing: Standing) -> None:
    queue = asked(refs("h/a", "h/a#reverse"), {"h/a": sibling, "h/a#reverse": standing})
    assert queue.new == ()
    assert queue.due == (("h/a",) if sibling.memory and sibling.memory.learning else ())


def test_cards_of_one_name_in_two_decks_are_no_siblings() -> None:
    assert asked(refs("h/a", "c/a"), {"h/a": learning()}) == Today(("h/a",), ("c/a",), 0, False)


def test_limit_of_new_counts_what_was_answered_before() -> None:
    questions = refs(*(f"h/{n}" for n in range(9)))
    count = NOTHING._replace(answers=3, new=3)
    assert asked(questions, {}, count, Limits(new=5, reviews=0)).new == ("h/0", "h/1")
    assert asked(questions, {}, count, Limits(new=2, reviews=0)).new == ()


def test_new_questions_are_shared_out_over_decks() -> None:
    questions = refs("h/1", "h/2", "h/3", "h/4", "c/1", "c/2", "i/1")
    assert asked(questions, {}, limits=Limits(5, 9)).new == ("h/1", "c/1", "i/1", "h/2", "c/2")


def test_shares_stay_even_when_the_queue_is_made_anew_after_each_answer() -> None:
    questions = refs(*(f"{deck}/{n}" for deck in "hci" for n in range(10)))
    standings: dict[str, Standing] = {}
    count = NOTHING
    order = []
    while (queue := asked(questions, standings, count, Limits(7, 9))).new:
        order.append(queue.new[0])
        standings[queue.new[0]] = replace(reviewed(0, -8), first_day=DAY)
        count = count._replace(new=count.new + 1)
    assert order == ["h/0", "c/0", "i/0", "h/1", "c/1", "i/1", "h/2"]


def test_backlog_puts_what_is_worth_most_first_holds_the_rest_and_pauses_new() -> None:
    standings = {f"h/{n}": reviewed(10 + 5 * n, 5) for n in range(10)} | {"h/step": learning()}
    count = NOTHING._replace(answers=2, reviews=2)
    queue = asked(refs(*standings, "h/new"), standings, count, Limits(new=5, reviews=6))
    assert queue == Today(("h/step", "h/9", "h/8", "h/7", "h/6"), (), held=6, paused=True)


def test_steps_are_asked_when_the_limits_are_used_up() -> None:
    count = NOTHING._replace(answers=300, new=100, reviews=200)
    queue = asked(refs("h/a", "h/new"), {"h/a": learning()}, count, Limits(20, 100))
    assert queue == Today(("h/a",), (), 0, False)


def test_due_reviews_within_the_limit_come_by_day_then_shuffled_the_same_way() -> None:
    standings = {f"h/{n}": reviewed(20, n % 2) for n in range(20)}
    questions = refs(*standings)
    due = asked(questions, standings).due
    assert due == asked(questions, standings).due
    assert {int(question[2:]) % 2 for question in due[:10]} == {1}
    assert list(due[:10]) != sorted(due[:10], key=lambda question: int(question[2:]))
    tomorrow = today(questions, standings, DayCount(DAY + 1), PLENTY, DAY + 1).due
    assert sorted(tomorrow) == sorted(due)
    assert tomorrow != due


def test_mix_spreads_new_evenly() -> None:
    due, new = [f"d{n}" for n in range(6)], ["n0", "n1", "n2"]
    assert mix(due, new) == ["d0", "n0", "d1", "d2", "n1", "d3", "d4", "n2", "d5"]
    assert mix([], new) == new
    assert mix(due, []) == due


@given(st.integers(0, 30), st.integers(0, 30))
def test_mix_keeps_both_orders_and_loses_nothing(due_count: int, new_count: int) -> None:
    due, new = [f"d{n:02}" for n in range(due_count)], [f"n{n:02}" for n in range(new_count)]
    mixed = mix(due, new)
    assert [question for question in mixed if question[0] == "d"] == due
    assert [question for question in mixed if question[0] == "n"] == new
    if due_count and new_count:
        places = [place for place, question in enumerate(mixed) if question[0] == "n"]
        steps = [later - earlier for earlier, later in pairwise(places)]
        assert not steps or max(steps) - min(steps) <= 1


def test_more_new_ignores_limits_and_what_was_seen() -> None:
    questions = refs("h/1", "h/1#reverse", "h/2", "c/1", "c/2", "c/3")
    assert more_new(questions, {"h/2": reviewed(5, -3)}, DAY, n=3) == ["h/1", "c/1", "c/2"]
    assert more_new(questions, {"h/1": learning()}, DAY) == ["c/1", "h/2", "c/2", "c/3"]


def test_weakest_are_the_least_likely_of_those_past_learning() -> None:
    standings = {
        "h/a": reviewed(20, -5, stability=30),
        "h/b": reviewed(20, -5, stability=3),
        "h/c": learning(last=2),
        "h/d": reviewed(0, -5, stability=0.5),
        "h/e#c1": reviewed(20, -5, stability=2),
        "h/e#c2": reviewed(20, -9, stability=1),
    }
    assert weakest(refs(*standings, "h/new"), standings, DAY) == ["h/e#c2", "h/b", "h/a"]
    assert weakest(refs(*standings), standings, DAY, n=1) == ["h/e#c2"]


def test_missed_are_those_rated_again_last_or_today() -> None:
    standings = {
        "h/a": reviewed(3, -2, rating=1),
        "h/b": replace(reviewed(0, -2), again_day=DAY),
        "h/c": replace(reviewed(1, -2), again_day=DAY - 1),
        "h/d#c1": reviewed(3, -2, rating=1),
        "h/d#c2": reviewed(2, -2, rating=1),
        "h/e": reviewed(0, -2, rating=1),
        "h/e#reverse": reviewed(4, -2, rating=1),
    }
    assert missed(refs(*standings, "h/new"), standings, DAY) == ["h/a", "h/b", "h/d#c1", "h/e"]


some_standings = st.one_of(
    st.just(UNSEEN),
    st.builds(reviewed, st.integers(0, 40), st.integers(-10, 10), st.floats(0.1, 100)),
    st.builds(learning, st.integers(0, 2)),
    st.builds(Standing, suspended=st.just(True)),
    st.builds(lambda: replace(reviewed(9, 3), buried_day=DAY)),
)
some_questions = st.lists(
    st.builds(
        "{}/{}{}".format, st.sampled_from("hci"), st.integers(0, 6), st.sampled_from(["", "#c1", "#reverse"])
    ),
    unique=True,
)


@settings(deadline=None)
@given(some_questions, st.data(), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_queue_keeps_its_rules_whatever_the_standings(
    questions: list[str], data: st.DataObject, new: int, reviews: int, new_done: int, done: int
) -> None:
    standings = {question: data.draw(some_standings) for question in questions}
    count = DayCount(DAY, answers=new_done + done, new=new_done, reviews=done)
    queue = asked(refs(*questions), standings, count, Limits(new, reviews))
    cards = [question.partition("#")[0] for question in queue.due + queue.new]
    assert len(cards) == len(set(cards))
    assert len(queue.new) <= max(0, new - new_done)
    memories = [standings[question].memory for question in queue.due]
    assert all(memory and (memory.learning or memory.due_day <= DAY) for memory in memories)
    past_learning = [memory for memory in memories if memory and not memory.learning]
    assert len(past_learning) <= max(0, reviews - done)
    assert queue.paused == (queue.held > 0)
    if queue.paused:
        assert queue.new == ()
        assert len(past_learning) == max(0, reviews - done)
        gains = [worth(memory, DAY) for memory in past_learning]
        assert gains == sorted(gains, reverse=True)
    assert not any(standings[question].suspended for question in queue.due + queue.new)


@pytest.mark.parametrize("offer", [more_new, weakest, missed])
def test_offers_of_nothing_are_empty(
    offer: Callable[[list[QuestionRef], dict[str, Standing], int], list[str]],
) -> None:
    assert offer([], {}, DAY) == []
