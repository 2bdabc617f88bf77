"""Sitting an exam: by keys and mouse, against the clock, on disk at once, and beside another window."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.study.exams import ALL_FORMS, ask, right
from tests.tui.exams import Clock, app_of, look, reopened, settle, sit
from tests.tui.replies import click, recorded, refuse
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from alliance_tutor.desk import Desk
from alliance_tutor.journal.events import Kind
from alliance_tutor.study.attempt import Stage
from alliance_tutor.study.blueprint import Terms
from alliance_tutor.study.certainty import Certainty
from alliance_tutor.study.progress import End
from alliance_tutor.study.responses import Arranged, Paired, Picked, Ticked, Typed
from alliance_tutor.tui.widgets.exam import Sign, strip
from alliance_tutor.tui.widgets.exam_fields import COMMANDS, action_of

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
Seen = Callable[[Pilot[int]], str]

ESSAY = ask("d/essay", "open")


async def test_first_question_stands_with_the_clock_the_numbers_and_the_keys(
    opened: Open, seen: Seen, desk: Desk
) -> None:
    async with opened() as pilot:
        Clock(desk)
        await sit(pilot, desk, "pick", "truth")
        rows = seen(pilot).splitlines()
        assert rows[0].split() == ["Trial", "·", "seed", "4711", "30:00", "left"]
        assert rows[2].split() == ["▸1·", "2·"]
        assert "Question 1 of 2" in rows[4]
        assert "Which of these [X] is it?" in rows[6]
        assert "0 of 2 answered" in seen(pilot)
        assert "S hand in" in seen(pilot)


async def test_field_says_what_is_to_be_typed(opened: Open, seen: Seen, desk: Desk) -> None:
    date = replace(ask("d/day", "date"), key="1961-07")
    async with opened() as pilot:
        await sit(pilot, desk, date, "type")
        assert "month and year" in seen(pilot)
        await pilot.press("j", "u", "enter")
        await settle(pilot)
        assert "Question 2 of 2" in seen(pilot)
        assert "month and year" not in seen(pilot)


async def test_each_form_is_on_disk_at_once_and_stands_there_on_coming_back(opened: Open, desk: Desk) -> None:
    forms = [ask(f"d/{type}", type) for type in ("choice", "multiple-response", "ordering", "matching")]
    keys = [("b",), ("a", "c"), ("1", "3"), ("b", "a")]
    async with opened() as pilot:
        attempt = await sit(pilot, desk, *forms)
        for pressed in keys:
            order = attempt.current.order
            await pilot.press(*pressed)
            given = reopened(desk, attempt).given.response
            match pressed:
                case ("b",):
                    assert given == Picked(order[1])
                case ("a", "c"):
                    assert given == Ticked(frozenset({order[0], order[2]}))
                case ("1", "3"):
                    assert given == Arranged((order[1], order[2], order[0]))
                case _:
                    assert given == Paired((order[1], order[0]))
            await pilot.press("n")
        for number in range(4, 0, -1):
            assert attempt.number == number
            assert pilot.app.screen._draft.response == attempt.given.response  # type: ignore[attr-defined]
            await pilot.press("p")
        assert len(recorded(desk, Kind.EXAM_ANSWERED)) == 6, "coming back records nothing"


async def test_what_was_ticked_before_is_drawn_as_ticked(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        await sit(pilot, desk, ask("d/tick", "multiple-response"), "pick")
        await pilot.press("a", "n", "p")
        await pilot.pause()
        assert seen(pilot).count("[x]") == 1
        assert "Each right one earns" in seen(pilot)
        assert "1✓" in seen(pilot)


async def test_item_that_is_held_is_kept_when_it_is_put_down(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, ask("d/order", "ordering"), "pick")
        order = attempt.current.order
        await pilot.press("space", "down")
        assert recorded(desk, Kind.EXAM_ANSWERED) == []
        await pilot.press("space")
        assert attempt.given.response == Arranged((order[1], order[0], order[2]))


async def test_typed_answer_is_kept_by_enter_and_the_next_question_comes(
    opened: Open, seen: Seen, desk: Desk
) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "type", "pick")
        await pilot.press(*"Kim", "enter")
        await settle(pilot)
        assert attempt.progress.given[0].response == Typed("Kim")
        assert attempt.number == 2
        assert "1✓" in seen(pilot)


async def test_letters_are_keys_again_on_coming_back_to_what_was_typed(
    opened: Open, seen: Seen, desk: Desk
) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "type", "pick")
        await pilot.press(*"Kim", "enter", "p")
        await settle(pilot)
        assert "› Kim" in seen(pilot)
        assert "Tab write" in seen(pilot)
        await pilot.press("n")
        assert attempt.number == 2
        await pilot.press("p", "tab", *" Il-sung", "tab", "n")
        assert attempt.progress.given[0].response == Typed("Kim Il-sung")


async def test_open_question_is_written_on_several_lines(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, ESSAY, "pick")
        assert "You mark your answer yourself" in seen(pilot)
        await pilot.press(*"one", "enter", *"two", "enter", *":flag", "enter")
        await settle(pilot)
        assert attempt.flagged == (1,)
        assert attempt.given.response == Typed("one\ntwo"), "the command is taken out"
        assert pilot.app.screen.query_one(TextArea).text == "one\ntwo"
        await pilot.press("tab", "n", "p")
        await settle(pilot)
        assert "│ two" in seen(pilot)


async def test_commands_in_the_field_do_what_the_keys_do(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "type", "pick", "truth", terms=Terms(minutes=30, certainty=True))
        await pilot.press(*"Kim", "tab", "tab", *["backspace"] * 3, *":flag", "enter")
        await settle(pilot)
        assert attempt.flagged == (1,)
        assert pilot.app.screen.query_one(Input).value == "Kim", "what stood there before comes back"
        await pilot.press(*["backspace"] * 3, *":sure 3", "enter")
        assert attempt.given.certainty is Certainty.SURE
        await pilot.press(*["backspace"] * 3, *":go 3", "enter")
        await settle(pilot)
        assert attempt.number == 3
        assert attempt.progress.given[0].response == Typed("Kim")
        await pilot.press("g", "1", "tab", *["backspace"] * 3, *":clear", "enter")
        await settle(pilot)
        assert attempt.given.response is None
        assert pilot.app.screen.query_one(Input).value == ""


async def test_what_looks_like_a_command_and_is_none_is_an_answer(opened: Open, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "type", "pick")
        await pilot.press(*":fo", "enter")
        assert attempt.progress.given[0].response == Typed(":fo")


async def test_flagged_and_answered_question_shows_both_signs(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        await sit(pilot, desk, "pick", "truth")
        await pilot.press("a", "f")
        await pilot.pause()
        assert "▸1✓⚑" in seen(pilot)
        assert "⚑ flagged" in seen(pilot)
        assert "Flagged." in seen(pilot)
        await pilot.press("n", "F")
        await pilot.pause()
        assert "Question 1 of 2" in seen(pilot)
        await pilot.press("u")
        await pilot.pause()
        assert "Question 2 of 2" in seen(pilot)


async def test_number_is_gone_to_as_soon_as_no_other_begins_so(opened: Open, seen: Seen, desk: Desk) -> None:
    questions = [ask(f"d/q{number}") for number in range(30)]
    async with opened() as pilot:
        attempt = await sit(pilot, desk, *questions)
        await pilot.press("g", "7")
        assert attempt.number == 7
        await pilot.press("g", "2")
        await pilot.pause()
        assert "Go to question: 2▏" in seen(pilot)
        await pilot.press("5")
        assert attempt.number == 25
        await pilot.press("g", "1", "backspace", "2", "enter")
        assert attempt.number == 2
        await pilot.press("g", "3", "1", "g", "escape")
        await pilot.pause()
        assert "There is no question 31" in seen(pilot) or attempt.number == 2
        assert attempt.number == 2
        await pilot.press("g", "3", "n", "escape")
        assert attempt.number == 2


async def test_answer_is_taken_back(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "pick", "truth")
        await pilot.press("b", "backspace")
        await pilot.pause()
        assert attempt.given.response is None
        assert "▸1·" in seen(pilot)
        assert "▸ b" not in seen(pilot)


async def test_numbers_and_options_are_clicked(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "pick", "truth", "type", terms=Terms(minutes=30, certainty=True))
        await click(pilot, seen, "The right one")
        await click(pilot, seen, "3 sure")
        assert attempt.given == (Picked(0), Certainty.SURE)
        assert "‹3 sure›" in seen(pilot)
        await click(pilot, seen, "3·")
        assert attempt.number == 3
        await pilot.press("tab")
        await click(pilot, seen, "S hand in")
        assert "Hand in?" in seen(pilot)


async def test_how_sure_is_asked_for_once_and_left_out_by_a_second_enter(
    opened: Open, seen: Seen, desk: Desk
) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "type", "pick", terms=Terms(minutes=30, certainty=True))
        await pilot.press(*"Kim", "enter")
        await settle(pilot)
        assert "How sure are you?" in seen(pilot)
        assert attempt.progress.given[0].response == Typed("Kim"), "it is on disk already"
        await pilot.press("2")
        assert attempt.given.certainty is Certainty.FAIRLY
        await pilot.press("enter")
        assert attempt.number == 2
        await pilot.press("1")
        await pilot.pause()
        assert "There is no answer yet to be sure of." in seen(pilot)
        await pilot.press("a", "enter", "enter")
        await pilot.pause()
        assert "This is the last question." in seen(pilot)


async def test_answer_that_stands_still_is_kept_without_a_key(opened: Open, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, ESSAY, "pick")
        await pilot.press(*"half a thou")
        for _ in range(8):
            await look(pilot)
        assert reopened(desk, attempt).given.response == Typed("half a thou")


async def test_half_a_command_is_no_answer(opened: Open, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "type", "pick")
        await pilot.press(*":fla")
        for _ in range(8):
            await look(pilot)
    assert reopened(desk, attempt).given.response is None


async def test_what_stands_in_the_field_is_kept_when_the_program_ends(opened: Open, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "type", "pick")
        await pilot.press(*"Ki")
    assert reopened(desk, attempt).given.response == Typed("Ki")


async def test_what_stands_in_the_field_when_the_time_ends_counts(
    opened: Open, seen: Seen, desk: Desk
) -> None:
    async with opened() as pilot:
        clock = Clock(desk)
        attempt = await sit(pilot, desk, "type", "pick")
        await pilot.press(*"Kim")
        clock.on(31)
        sitting = pilot.app.screen
        await look(pilot)
        after = pilot.app.screen
        sitting._look()  # type: ignore[attr-defined]
        assert pilot.app.screen is after, "a look that was under way changes nothing"
        assert attempt.progress.end is End.TIME
        assert attempt.progress.given[0].response == Typed("Kim")
        assert "Time is up: handed in as it stood. 1 of 2 answered." in seen(pilot)


@pytest.mark.parametrize("above", ["f1", "S", "ctrl+p"])
async def test_end_of_the_time_hands_in_under_any_other_screen(
    opened: Open, seen: Seen, desk: Desk, above: str
) -> None:
    async with opened() as pilot:
        clock = Clock(desk)
        attempt = await sit(pilot, desk, "pick", "truth")
        await pilot.press("a", above)
        await settle(pilot)
        assert "Question 1 of 2" not in seen(pilot) or above == "ctrl+p"
        clock.on(31)
        await look(pilot)
        assert attempt.stage is Stage.PREDICTING
        assert "Time is up" in seen(pilot)
        assert len(pilot.app.screen_stack) == 2


async def test_notes_of_time_stay_while_the_learner_goes_on(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        clock = Clock(desk)
        await sit(pilot, desk, "pick", "truth", "type")
        clock.on(15)
        await look(pilot)
        assert "Half of the time is left: 15 minutes." in seen(pilot)
        await pilot.press("n", "f")
        await pilot.pause()
        assert "Half of the time is left: 15 minutes. Flagged." in seen(pilot)
        for _ in range(21):
            await look(pilot)
        assert "Half of the time" not in seen(pilot)
        clock.on(14)
        await pilot.press("p")
        await pilot.pause()
        assert "1 minute left." in seen(pilot)


async def test_clock_is_hidden_and_extra_time_is_told(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        Clock(desk)
        await sit(pilot, desk, "pick", "truth", terms=Terms(minutes=20, item_seconds=60, extra=1.5))
        assert "this one 01:30 · 30:00 left (time × 1.5)" in seen(pilot)
        await pilot.press("x")
        await pilot.pause()
        assert "clock hidden" in seen(pilot)
        assert "left" not in seen(pilot).splitlines()[0]
        await pilot.press("t")
        await pilot.pause()
        assert "30 minutes left" in seen(pilot)
        await pilot.press("x")
        await pilot.pause()
        assert "30:00 left" in seen(pilot)


async def test_time_for_one_question_leads_to_the_next(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        clock = Clock(desk)
        attempt = await sit(pilot, desk, "type", "pick", terms=Terms(item_seconds=60))
        await pilot.press(*"Kim")
        clock.on(1)
        await look(pilot)
        assert attempt.number == 2
        assert "The time for question 1 is up." in seen(pilot)
        assert attempt.progress.given[0].response == Typed("Kim")
        assert "Which of these [X] is it?" in seen(pilot)


async def test_pause_hides_the_question_and_stops_the_clock(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        clock = Clock(desk)
        attempt = await sit(pilot, desk, "type", "pick", terms=Terms(minutes=30, pause=True))
        await pilot.press(*"Ki", *["backspace"] * 2, *":pause", "enter")
        await settle(pilot)
        assert attempt.progress.paused
        assert "Who signed" not in seen(pilot)
        assert "the clock stands still" in seen(pilot)
        clock.on(100)
        await look(pilot)
        assert "30:00 left" in seen(pilot)
        await pilot.press("a", "n", "enter")
        await settle(pilot)
        assert not attempt.progress.paused
        assert "Who signed" in seen(pilot)
        assert "30:00 left" in seen(pilot)


async def test_pause_that_is_not_allowed_is_told(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "pick", "truth")
        assert "z pause" not in seen(pilot)
        await pilot.press("z")
        await pilot.pause()
        assert "This exam cannot be paused" in seen(pilot)
        assert attempt.stage is Stage.SITTING


async def test_journal_that_refuses_is_told_and_nothing_is_lost(
    opened: Open, seen: Seen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "type", "pick")
        await pilot.press(*"Kim")
        with monkeypatch.context() as broken:
            broken.setattr(desk.journal, "append", refuse)
            await pilot.press("enter")
            await settle(pilot)
            assert "the disk is full. free some space" in seen(pilot)
            assert "› Kim" in seen(pilot)
            await pilot.press("tab", "S")
            await settle(pilot)
            assert "the disk is full" in seen(pilot), "it is not handed in without the answer"
            assert "Hand in?" not in seen(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert attempt.progress.given[0].response == Typed("Kim")
        assert attempt.number == 2


async def test_time_that_ends_on_a_full_disk_is_handed_in_once_there_is_room(
    opened: Open, seen: Seen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as pilot:
        clock = Clock(desk)
        attempt = await sit(pilot, desk, "type", "pick")
        await pilot.press(*"Kim")
        clock.on(31)
        with monkeypatch.context() as broken:
            broken.setattr(desk.journal, "append", refuse)
            await look(pilot)
            assert "the disk is full" in seen(pilot)
        await look(pilot)
        assert attempt.stage is Stage.PREDICTING
        assert attempt.progress.given[0].response == Typed("Kim")


async def test_other_windows_answers_are_taken_in(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "pick", "type")
        with Desk.open() as other:
            theirs = other.exams.resume(attempt.progress.exam)
            theirs.answer(Picked(0))
            await look(pilot)
            assert attempt.given.response == Picked(0)
            assert "1✓" in seen(pilot)
            theirs.go_to(2)
            theirs.answer(Typed("Kim"))
            await look(pilot)
            assert "› Kim" in seen(pilot)
            theirs.hand_in()
            await look(pilot)
        assert "Before you see it" in seen(pilot)


async def test_own_words_stay_when_the_other_window_writes(opened: Open, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "type", "pick")
        await pilot.press(*"Kim")
        with Desk.open() as other:
            other.exams.resume(attempt.progress.exam).flag()
        await look(pilot)
        assert attempt.flagged == (1,)
        assert attempt.given.response == Typed("Kim")


async def test_leaving_loses_nothing_and_home_leads_back(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        clock = Clock(desk)
        attempt = await sit(pilot, desk, "type", "pick")
        await pilot.press(*"Kim", "escape", "q")
        await settle(pilot)
        assert "Exam running: 30 minutes left. e goes on with it." in seen(pilot)
        clock.on(5)
        await pilot.press("e")
        await settle(pilot)
        assert "1 of 2 answered, 25:00 left: the clock runs." in seen(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "› Kim" in seen(pilot)
        assert reopened(desk, attempt).given.response == Typed("Kim")


async def test_exam_whose_time_ends_on_home_is_handed_in_there(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        clock = Clock(desk)
        attempt = await sit(pilot, desk, "pick", "truth")
        await pilot.press("a", "q")
        clock.on(31)
        pilot.app.screen._poll()  # type: ignore[attr-defined]
        await settle(pilot)
        assert "time is up, handed in as it stood" in " ".join(seen(pilot).split())
        assert [event.body["by"] for event in recorded(desk, Kind.EXAM_HANDED_IN)] == ["time"]
        await pilot.press("e")
        await settle(pilot)
        assert "Time is up: handed in as it stood. 1 of 2 answered." in seen(pilot)
        assert reopened(desk, attempt).stage is Stage.PREDICTING


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (40, 10)])
async def test_every_form_is_drawn_at_every_size(
    opened: Open, seen: Seen, desk: Desk, size: tuple[int, int]
) -> None:
    async with opened(size=size) as pilot:
        terms = Terms(minutes=30, certainty=True)
        attempt = await sit(pilot, desk, *ALL_FORMS, terms=terms)
        for number in range(1, attempt.total + 1):
            app_of(pilot).screen.action_go(number)  # type: ignore[attr-defined]
            await settle(pilot)
            rows = seen(pilot).splitlines()
            assert "left" in rows[0]
            assert any(f"▸{number}" in row for row in rows)
            assert any(f"Question {number}" in row for row in rows)
            assert any("3 sure" in row for row in rows)
            assert max(map(len, rows)) <= size[0]
        await pilot.resize_terminal(70, 18)
        await settle(pilot)
        assert f"Question {attempt.total}" in seen(pilot)


@given(
    st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=300),
    st.integers(0, 299),
    st.integers(12, 160),
    st.integers(1, 6),
)
def test_number_in_hand_is_always_among_those_on_the_strip(
    signs: list[tuple[bool, bool]], place: int, width: int, height: int
) -> None:
    number = place % len(signs) + 1
    rows = [row.plain for row in strip([Sign(*sign) for sign in signs], number, width, height)]
    assert 1 <= len(rows) <= height
    assert max(map(len, rows)) <= width
    answered, flagged = signs[number - 1]
    assert f"▸{number}{'✓' if answered else '·'}{'⚑' if flagged else ' '}" in "".join(rows)
    assert sum(row.count("▸") for row in rows) == 1


def test_commands_of_the_fields_are_read_strictly() -> None:
    assert action_of(":go 12") == "go(12)"
    assert action_of(" :hand-in ") == "hand_in"
    assert [action_of(text) for text in (":go", ":go x", ":sure 4", ":flag 3", "flag", ":", "")] == [""] * 7
    assert all(action_of(f":{name}") or name in ("go", "sure") for name in COMMANDS)


async def test_help_tells_the_keys(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        await sit(pilot, desk, "pick")
        await pilot.press("question_mark")
        await settle(pilot)
        assert "Help › Keys" in seen(pilot)
        assert "The next question without an answer" in seen(pilot)
        await pilot.press("q")
        await settle(pilot)
        assert "Question 1 of 1" in seen(pilot)


async def test_sitting_looks_as_it_should(opened: Open, desk: Desk, picture: object) -> None:
    """Title and clock; the numbers with their signs; the question; how sure; what is answered; the keys."""
    async with opened() as pilot:
        Clock(desk)
        terms = Terms(minutes=30, certainty=True, extra=1.25)
        attempt = await sit(
            pilot, desk, "pick", *ALL_FORMS, *(ask(f"d/more{n}") for n in range(8)), terms=terms
        )
        for number in (2, 3, 5, 9):
            attempt.go_to(number)
            attempt.answer(right(attempt.current.question))
        attempt.flag()
        await pilot.press("g", "1", "enter", "b", "3")
        await settle(pilot)
        assert pilot.app.export_screenshot(simplify=True) == picture
