from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.memory.exam_plan import (
    Candidate,
    Exam,
    Learner,
    Planned,
    Routine,
    aims_at,
    by_gain,
    ranked,
    today,
)
from alliance_tutor.memory.forgetting import Evidence, fit, usual
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS
from alliance_tutor.memory.lookahead import outlook
from alliance_tutor.memory.pace import Pace, Paces
from alliance_tutor.memory.standing import UNSEEN, Memory, Stage, Standing
from alliance_tutor.memory.trace import Trace

USUAL = usual()

DAY = 739_943
FRESH = Learner(Evidence())
TEN_MINUTES = Routine(10)
FITTED = (*(each / 8 for each in DEFAULT_PARAMETERS[:4]), *DEFAULT_PARAMETERS[4:20], 0.7)
"""Who keeps what is new for an eighth of the time, and forgets fast once it slips."""


def ref(question: str, type: str = "basic") -> QuestionRef:
    deck, _, rest = question.partition("/")
    return QuestionRef(question, deck, rest.partition("#")[0], "", type)


def refs(*questions: str) -> list[QuestionRef]:
    return [ref(question) for question in questions]


def seen(ago: int, stability: float = 3.0, difficulty: float = 5.0) -> Standing:
    memory = Memory(Stage.REVIEW, 0, stability, difficulty, DAY - ago, DAY - ago + 3, 0, 3, 3, 0)
    return Standing(memory=memory, first_day=DAY - 50, last_rating=3, event="d-1")


def learning(ago: int = 0, due_at: int = 60_000) -> Standing:
    memory = Memory(Stage.LEARNING, 0, 0.3, 6.0, DAY - ago, DAY - ago, due_at, 0, 1, 0)
    return Standing(memory=memory, first_day=DAY - ago, last_rating=1, event="d-1")


def planned(
    questions: list[QuestionRef],
    standings: dict[str, Standing] | None = None,
    *exams: Exam,
    routine: Routine = TEN_MINUTES,
    learner: Learner = FRESH,
    spent: float = 0.0,
) -> Planned:
    return today(questions, standings or {}, exams or [Exam(DAY + 28)], routine, learner, DAY, spent)


deck = [ref(f"{name}/{card}{part}") for name in "hc" for card in range(20) for part in ("", "#c2")]
standings_of = st.one_of(
    st.just(UNSEEN),
    st.builds(seen, st.integers(0, 60), st.floats(0.1, 500), st.floats(1, 10)),
    st.builds(learning, st.integers(0, 3), st.integers(1, 10**6)),
    st.just(Standing(suspended=True)),
    st.builds(lambda standing: replace(standing, suspended=True), st.just(seen(5))),
    st.builds(lambda standing: replace(standing, buried_day=DAY), st.just(seen(5))),
)
histories = st.lists(standings_of, min_size=len(deck), max_size=len(deck)).map(
    lambda found: {each.id: standing for each, standing in zip(deck, found, strict=True)}
)
exams_of = st.lists(
    st.builds(
        Exam,
        st.integers(DAY - 2, DAY + 100),
        st.sets(st.sampled_from("hcx")).map(frozenset),
        st.floats(0.1, 10),
    ),
    max_size=3,
)


@given(histories, exams_of, st.floats(0.1, 30), st.floats(0, 2000))
@settings(max_examples=40, deadline=None)
def test_a_day_keeps_its_promises(
    standings: dict[str, Standing], exams: list[Exam], minutes: float, spent: float
) -> None:
    routine = Routine(minutes)
    found = today(deck, standings, exams, routine, FRESH, DAY, spent)
    assert found == today(deck, standings, exams, routine, FRESH, DAY, spent)
    by_id = {each.id: each for each in deck}
    chosen = [by_id[question] for question in found.queue]
    assert len(set(found.queue)) == len(found.queue)
    assert all(any(exam.day > DAY and exam.asks(each) for exam in exams) for each in chosen)
    running = [each for each in chosen if (m := standings[each.id].memory) and m.learning]
    others = [each for each in chosen if each not in running]
    assert found.queue[: len(running)] == tuple(each.id for each in running)
    for each in chosen:
        assert not standings[each.id].suspended
        assert standings[each.id].buried_day != DAY
    for each in others:
        memory = standings[each.id].memory
        assert memory is None or memory.last_day < DAY
    cards = Counter((each.deck, each.card) for each in others)
    assert not cards or max(cards.values()) == 1
    assert not {(each.deck, each.card) for each in running} & cards.keys()
    slowest = Pace().sitting(None)
    assert not others or found.seconds <= max(0, routine.seconds(DAY) - spent) + slowest


def test_questions_fill_the_minutes() -> None:
    questions = refs(*(f"h/{n}" for n in range(100)))
    found = planned(questions)
    assert 600 <= found.seconds < 600 + Pace().sitting(None)
    assert len(found.queue) == pytest.approx(600 / Pace().sitting(None), abs=1)
    assert planned(questions, spent=500.0).seconds < 150
    assert planned(questions, spent=600.0) == Planned((), 0.0)


def test_a_day_off_is_empty() -> None:
    weekday = (DAY - 1) % 7
    for routine in (
        Routine(10, weekdays_off=frozenset({weekday})),
        Routine(10, days_off=frozenset({DAY})),
        Routine(0),
    ):
        assert planned(refs("h/a"), routine=routine) == Planned((), 0.0)
    assert planned(refs("h/a"), routine=Routine(10, frozenset({(weekday + 1) % 7}))).queue == ("h/a",)


@pytest.mark.parametrize("exam", [Exam(DAY), Exam(DAY - 1), Exam(DAY + 5, frozenset({"c"}))])
def test_without_an_exam_ahead_that_asks_it_nothing_is_planned(exam: Exam) -> None:
    assert planned(refs("h/a"), {}, exam) == Planned((), 0.0)


def test_weekdays_begin_on_monday() -> None:
    monday = 739_941 - (739_941 - 1) % 7
    assert Routine(10, weekdays_off=frozenset({0})).seconds(monday) == 0
    assert Routine(10, weekdays_off=frozenset({6})).seconds(monday - 1) == 0
    assert Routine(10, weekdays_off=frozenset({0, 6})).seconds(monday + 1) == 600


def test_steps_that_run_come_first_by_when_they_end_even_beyond_the_minutes() -> None:
    standings = {"h/a": learning(due_at=2), "h/b": learning(due_at=1), "h/c": learning(ago=2, due_at=0)}
    found = planned(refs("h/a", "h/b", "h/c", "h/d"), standings, spent=600.0)
    assert found.queue == ("h/c", "h/b", "h/a")
    assert found.seconds == 3 * Pace().step


def test_of_siblings_one_is_asked() -> None:
    assert len(planned(refs("h/a#c1", "h/a#c2", "h/a#c3")).queue) == 1
    assert planned(refs("h/a#c1", "h/a#c2"), {"h/a#c1": seen(0)}).queue == ()
    assert planned(refs("h/a#c1", "h/a#c2"), {"h/a#c2": learning()}).queue == ("h/a#c2",)


def test_new_questions_come_in_the_order_of_their_deck_whatever_their_type() -> None:
    questions = [ref(f"h/{n:03}", "ordering" if n % 2 else "choice") for n in range(60)]
    paces = Paces(Pace(), {"ordering": Pace(first=90), "choice": Pace(first=10)})
    found = planned(questions, learner=Learner(Evidence(), paces))
    assert list(found.queue) == sorted(found.queue)
    assert found.queue[0] == "h/000"


def test_decks_take_turns_with_new_questions() -> None:
    found = planned(refs(*(f"{name}/{n:02}" for name in "ch" for n in range(40))))
    shares = Counter(question[0] for question in found.queue)
    assert abs(shares["c"] - shares["h"]) <= 1


def test_on_the_eve_what_is_slipping_comes_before_what_sits() -> None:
    standings = {"h/sits": seen(3, stability=300), "h/slips": seen(9, stability=4)}
    questions = refs("h/sits", "h/slips")
    found = planned(questions, standings, Exam(DAY + 1), routine=Routine(0.1))
    assert found.queue == ("h/slips",)


def rated(exams: list[Exam]) -> list[str]:
    questions = [(ref(f"{name}/{n}"), Trace(3.0, 5.0, DAY - 5)) for name in "ch" for n in range(20)]
    aims = aims_at(questions, exams, Routine(3), fit(Evidence()), Paces(), DAY)
    candidates = [Candidate(each, trace, 0.0) for each, trace in questions]
    return [candidate.ref.deck for candidate, _ in by_gain(candidates, aims, Paces(), DAY)]


def test_the_heavier_exam_comes_first() -> None:
    for heavy, light in ("ch", "hc"):
        exams = [Exam(DAY + 10, frozenset({heavy}), 3.0), Exam(DAY + 10, frozenset({light}), 1.0)]
        assert rated(exams) == [heavy] * 20 + [light] * 20


def test_the_nearer_exam_comes_first() -> None:
    exams = [Exam(DAY + 60, frozenset({"c"})), Exam(DAY + 2, frozenset({"h"}))]
    assert rated(exams) == ["h"] * 20 + ["c"] * 20


def test_what_is_chosen_is_by_the_parameters_in_force() -> None:
    standings = {each.id: seen(3 + n % 9, 1.0 + n * 1.5) for n, each in enumerate(deck[:60])}
    usual, own = (
        planned(deck, standings, Exam(DAY + 7), routine=Routine(4), learner=FRESH._replace(w=w)).queue
        for w in (DEFAULT_PARAMETERS, FITTED)
    )
    assert set(usual) != set(own)


def test_gains_are_by_the_parameters_in_force() -> None:
    own, fitted = [None] * 40, fit(Evidence(), FITTED)
    questions = [(ref(f"h/{n}"), None) for n in range(40)]
    (aim,) = aims_at(questions, [Exam(DAY + 9)], Routine(5), fitted, Paces(), DAY)
    gains = [
        way.weight * outlook(own, DAY, DAY + 9, 9 * 300, way.curve, Pace(), FITTED).gain(None, DAY)
        for way in fitted.ways(4.5)
    ]
    assert aim.gain(None, DAY) == pytest.approx(sum(gains) / 40)


def test_while_it_is_open_how_the_learner_forgets_both_ways_are_weighed() -> None:
    trace, questions = Trace(2.0, 6.0, DAY - 4), [(ref(f"h/{n}"), None) for n in range(300)]
    exams = [Exam(DAY + 28, weight=3.0), Exam(DAY + 5, frozenset({"x"}))]
    (aim,) = aims_at(questions, exams, Routine(5), fit(Evidence()), Paces(), DAY)
    (slow, keeps), (steep, loses) = aim.outlooks
    assert slow + steep == pytest.approx(1)
    assert keeps.gain(None, DAY) > loses.gain(None, DAY)
    both = slow * keeps.gain(trace, DAY) + steep * loses.gain(trace, DAY)
    assert aim.gain(trace, DAY) == pytest.approx(both * 3 / 4 / 300)
    assert loses.chance(trace, DAY) < aim.chance(trace, DAY) < keeps.chance(trace, DAY)


def checked(evidence: Evidence, days: int = 28, seconds: float = 300.0) -> list[str]:
    """The questions seen before at the head of a day on which new ones gain most, being many."""
    questions = [(ref(f"h/{n}"), None) for n in range(round(seconds))]
    old = [(ref(f"h/old-{n}"), Trace(2.3, 2.0, DAY - 4 - n % 2)) for n in range(20)]
    routine, fitted = Routine(seconds / 60), fit(evidence)
    aims = aims_at([*questions, *old], [Exam(DAY + days)], routine, fitted, Paces(), DAY)
    candidates = [Candidate(each, trace, n) for n, (each, trace) in enumerate([*questions, *old])]
    order = [candidate.ref.id for candidate, _ in ranked(candidates, aims, Paces(), seconds, DAY)]
    return order[: next(n for n, id in enumerate(order) if "old" not in id)]


def test_a_tenth_of_the_day_goes_to_learning_how_the_learner_forgets() -> None:
    assert checked(Evidence()) == ["h/old-1", "h/old-3", "h/old-5"]
    assert len(checked(Evidence(), seconds=900.0)) == 9


def test_checks_end_when_it_is_known_how_the_learner_forgets_or_the_exam_is_near() -> None:
    kept = Evidence()
    for n in range(200):
        kept.add(2.3, 1 + n % 25, n * 0.618 % 1 < USUAL.chance(2.3, 1 + n % 25))
    assert checked(kept) == []
    assert checked(Evidence(), days=9) == []
    assert checked(Evidence(), days=10) != []
