"""The quiz screen: keys and mouse drive the quiz, and what is shown is what the quiz says."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest
from tests.tui.replies import click, recorded, refuse, reply
from textual.pilot import Pilot

from alliance_tutor.desk import Desk
from alliance_tutor.journal.events import Kind
from alliance_tutor.study.drawing import Wanted
from alliance_tutor.study.quiz import Feedback, QuizOptions
from alliance_tutor.study.wish import QuizWish
from alliance_tutor.tui.screens import asking

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
Seen = Callable[[Pilot[int]], str]

AT_END = QuizOptions(Feedback.AT_END)
SURELY = QuizOptions(certainty=True)
PICK, TYPE, RECALL, GAP = (Wanted(types=(type,)) for type in ("choice", "short-answer", "basic", "cloze"))


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that come fast are pressed, not held down."""
    monkeypatch.setattr(asking, "HELD", 0.0)


async def test_whole_quiz_is_held_by_keyboard(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        await pilot.press("q", "enter")
        await pilot.pause()
        for place in range(1, 6):
            assert f"{place} of 5" in seen(pilot)
            assert "Quiz › Small › The " in seen(pilot)
            recalled = "Enter reveal" in seen(pilot)
            await reply(pilot, seen)
            assert len(recorded(desk)) == place
            if not recalled:
                assert "✓ correct" in seen(pilot)
                await pilot.press("enter")
                await pilot.pause()
        assert "Result · 5 of 5 right · 100 %" in seen(pilot)
        assert "Nothing missed." in seen(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "Alliance Tutor" in seen(pilot)


async def test_whole_quiz_is_held_by_mouse(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        await click(pilot, seen, "q quiz")
        await click(pilot, seen, "Types")
        await click(pilot, seen, "[ ] choice")
        await click(pilot, seen, "guess, fairly, sure")
        assert "1 question to draw from" in seen(pilot)
        await click(pilot, seen, "Enter begin")
        await click(pilot, seen, "The right one")
        await click(pilot, seen, "3 sure")
        assert "✓ correct" in seen(pilot)
        assert "sure: +3 marks" in seen(pilot)
        await click(pilot, seen, "Enter go on")
        assert "Result · 1 of 1 right" in seen(pilot)
        assert [event.body["certainty"] for event in recorded(desk)] == [3]
        await click(pilot, seen, "Enter home")
        assert "Alliance Tutor" in seen(pilot)


async def test_recalled_answer_is_judged_by_mouse(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened(quiz=QuizWish(RECALL)) as pilot:
        await click(pilot, seen, "Enter reveal")
        await click(pilot, seen, "1 wrong")
        assert [event.body["credit"] for event in recorded(desk)] == [0.0]
        assert "Result · 0 of 1 right" in seen(pilot)


async def test_nothing_is_shown_before_the_end_when_feedback_is_at_the_end(
    opened: Open, seen: Seen, desk: Desk
) -> None:
    async with opened(quiz=QuizWish(Wanted(), AT_END)) as pilot:
        for place in range(1, 6):
            assert f"{place} of 5" in seen(pilot)
            assert "✗" not in seen(pilot)
            await reply(pilot, seen, right=False)
        assert "Result · 0 of 5 right · 0 %" in seen(pilot)
        assert len(recorded(desk)) == 5


async def test_how_sure_is_asked_after_the_answer_and_before_the_verdict(
    opened: Open, seen: Seen, desk: Desk
) -> None:
    async with opened(quiz=QuizWish(TYPE, SURELY)) as pilot:
        await pilot.press(*"Seoul", "enter")
        await pilot.pause()
        assert "› Seoul" in seen(pilot)
        assert "how sure?   1 guess   2 fairly   3 sure" in seen(pilot)
        assert "wrong" not in seen(pilot)
        assert recorded(desk) == []
        await pilot.press("enter", "space", "v", "y")
        assert recorded(desk) == []
        await pilot.press("3")
        await pilot.pause()
        assert "✗ wrong" in seen(pilot)
        assert "sure: −6 marks" in seen(pilot)
        assert [event.body["certainty"] for event in recorded(desk)] == [3]


async def test_picked_option_stays_marked_while_how_sure_is_asked(opened: Open, seen: Seen) -> None:
    async with opened(quiz=QuizWish(PICK, SURELY)) as pilot:
        await pilot.press("b")
        await pilot.pause()
        assert "▸ b" in seen(pilot)
        await pilot.press("a", "c")
        await pilot.pause()
        assert "▸ b" in seen(pilot)
        await pilot.press("1")
        await pilot.pause()
        assert "correct" in seen(pilot) or "wrong" in seen(pilot)


async def test_missed_question_comes_again_until_it_is_right(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened(quiz=QuizWish(TYPE, QuizOptions(Feedback.AT_END, retry=True))) as pilot:
        await reply(pilot, seen, right=False)
        assert "again, 1 to get right" in seen(pilot)
        await reply(pilot, seen, right=False)
        assert "✗ wrong" in seen(pilot), "feedback on what comes again is at once"
        await pilot.press("enter")
        await pilot.pause()
        await reply(pilot, seen)
        await pilot.press("enter")
        await pilot.pause()
        assert "Result · 0 of 1 right" in seen(pilot)
        assert "2 asked again" in seen(pilot)
        assert seen(pilot).count("✗ wrong") == 1, "each question is listed once"
        assert [event.body["mode"] for event in recorded(desk)] == ["quiz", "retry", "retry"]


async def test_pretest_says_so_and_counts_for_nothing(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened(quiz=QuizWish(PICK, QuizOptions(pretest=True))) as pilot:
        assert "Pretest › Small" in seen(pilot)
        await reply(pilot, seen, right=False)
        await pilot.press("enter")
        await pilot.pause()
        assert "Pretest · knew 0 of 1" in seen(pilot)
        assert "Not known yet" in seen(pilot)
        assert [event.body["counts"] for event in recorded(desk)] == [False]


@pytest.mark.parametrize("given", [(), ("b",)])
async def test_stopping_shows_the_result_of_what_was_answered(
    opened: Open, seen: Seen, desk: Desk, given: tuple[str, ...]
) -> None:
    wish = QuizWish(Wanted(types=("choice", "true-false")), QuizOptions(Feedback.AT_END, certainty=True))
    async with opened(quiz=wish) as pilot:
        await pilot.press("a", "2")
        await pilot.pause()
        assert "2 of 2" in seen(pilot)
        await pilot.press(*given, "q")
        await pilot.pause()
        assert "of 1 right" in seen(pilot)
        assert len(recorded(desk)) == 1


async def test_stopping_at_once_says_that_nothing_was_answered(opened: Open, seen: Seen) -> None:
    async with opened(quiz=QuizWish(TYPE)) as pilot:
        await pilot.press(*":stop", "enter")
        await pilot.pause()
        assert "nothing was answered" in seen(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "Alliance Tutor" in seen(pilot)


async def test_journal_that_refuses_is_told_and_the_answer_can_be_given_again(
    opened: Open, seen: Seen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(quiz=QuizWish(TYPE, SURELY)) as pilot:
        await pilot.press(*"Kim Il-sung", "enter")
        with monkeypatch.context() as broken:
            broken.setattr(desk.journal, "append", refuse)
            await pilot.press("2")
            await pilot.pause()
            assert "the disk is full. free some space" in seen(pilot)
            assert "correct" not in seen(pilot)
            assert "how sure?" in seen(pilot)
        await pilot.press("3")
        await pilot.pause()
        assert "✓ correct" in seen(pilot)
        assert [event.body["certainty"] for event in recorded(desk)] == [3]


async def test_what_was_typed_stays_when_the_journal_refuses(
    opened: Open, seen: Seen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(quiz=QuizWish(TYPE)) as pilot:
        await pilot.press(*"Kim")
        with monkeypatch.context() as broken:
            broken.setattr(desk.journal, "append", refuse)
            await pilot.press("enter")
            await pilot.pause()
            assert "the disk is full" in seen(pilot)
            assert "› Kim" in seen(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "✓ correct" in seen(pilot)
        assert len(recorded(desk)) == 1


async def test_empty_answer_is_forgotten_when_one_is_chosen(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened(quiz=QuizWish(PICK)) as pilot:
        await pilot.press("enter", "down")
        await pilot.pause()
        assert "Nothing is answered yet." not in seen(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert [event.body["response"] for event in recorded(desk)] != [""]


@pytest.mark.parametrize("wanted", [PICK, TYPE])
async def test_empty_answer_has_to_be_given_twice(
    opened: Open, seen: Seen, desk: Desk, wanted: Wanted
) -> None:
    async with opened(quiz=QuizWish(wanted)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "Enter again says that you do not know." in seen(pilot)
        assert recorded(desk) == []
        await pilot.press("enter")
        await pilot.pause()
        assert "✗ wrong" in seen(pilot)
        assert "you wrote" not in seen(pilot)
        assert [event.body["credit"] for event in recorded(desk)] == [0.0]


@pytest.mark.parametrize(("options", "first"), [(QuizOptions(), "b"), (AT_END, "b"), (AT_END, "enter")])
async def test_held_key_gives_one_answer_at_most_and_never_goes_on(
    opened: Open, desk: Desk, monkeypatch: pytest.MonkeyPatch, options: QuizOptions, first: str
) -> None:
    monkeypatch.setattr(asking, "HELD", 3600.0)
    wish = QuizWish(Wanted(types=("choice", "true-false")), options)
    async with opened(quiz=wish) as pilot:
        await pilot.press(*[first] * 8)
        await pilot.pause()
        assert len(recorded(desk)) == (first == "b")


async def test_enter_held_after_typing_stays_at_the_verdict(
    opened: Open, seen: Seen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "HELD", 3600.0)
    async with opened(quiz=QuizWish(TYPE)) as pilot:
        await pilot.press(*"Kim", "enter", "enter", "enter")
        await pilot.pause()
        assert "✓ correct" in seen(pilot)
        await pilot.press("f", "enter")
        await pilot.pause()
        assert "Result · 1 of 1" in seen(pilot)


async def test_held_digit_never_says_how_sure(
    opened: Open, seen: Seen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "HELD", 3600.0)
    async with opened(quiz=QuizWish(PICK, SURELY)) as pilot:
        await pilot.press("2", "2", "2")
        await pilot.pause()
        assert "how sure?" in seen(pilot)
        assert recorded(desk) == []


@pytest.mark.parametrize(("key", "credit"), [("y", 1.0), ("n", 0.0), ("2", 1.0), ("1", 0.0)])
async def test_near_miss_is_the_learners_to_decide(
    opened: Open, seen: Seen, desk: Desk, key: str, credit: float
) -> None:
    async with opened(quiz=QuizWish(TYPE)) as pilot:
        await pilot.press(*"Kim Il-sungg", "enter", "enter")
        await pilot.pause()
        assert "y count it" in seen(pilot)
        assert "Say first whether you were right." in seen(pilot)
        assert recorded(desk) == []
        await pilot.press(key)
        await pilot.pause()
        assert [event.body["credit"] for event in recorded(desk)] == [credit]
        assert "Result" in seen(pilot)


@pytest.mark.parametrize(("key", "credit"), [("y", 1.0), ("n", 0.0), ("2", 1.0), ("1", 0.0)])
async def test_recalled_answer_is_revealed_and_judged(
    opened: Open, seen: Seen, desk: Desk, key: str, credit: float
) -> None:
    async with opened(quiz=QuizWish(RECALL, AT_END)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert recorded(desk) == [], "nothing is to be judged before it is revealed"
        await pilot.press("enter")
        await pilot.pause()
        assert "were you right?   1 wrong   2 right" in seen(pilot)
        assert "A paragraph." in seen(pilot)
        await pilot.press("enter", key)
        await pilot.pause()
        assert [event.body["credit"] for event in recorded(desk)] == [credit]
        assert "Result" in seen(pilot)


async def test_keys_of_judging_do_nothing_once_the_verdict_is_shown(opened: Open, seen: Seen) -> None:
    async with opened(quiz=QuizWish(TYPE)) as pilot:
        await pilot.press(*"Kim", "enter", "1", "2", "y", "n", "3")
        await pilot.pause()
        assert "✓ correct" in seen(pilot)


async def test_v_overrules_the_verdict_that_is_shown(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened(quiz=QuizWish(PICK)) as pilot:
        await pilot.press("v")
        await reply(pilot, seen, right=False)
        await pilot.press("v")
        await pilot.pause()
        assert "✓ correct   by your ruling" in seen(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "Result · 1 of 1 right" in seen(pilot)
        [ruling] = recorded(desk, Kind.OVERRULED)
        assert ruling.body["credit"] == 1.0


async def test_f_flags_and_commands_do_so_while_typing(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened(quiz=QuizWish(TYPE)) as pilot:
        await pilot.press(*":flag", "enter")
        await pilot.pause()
        assert "⚑ flagged" in seen(pilot)
        await pilot.press(*":hint", "enter")
        await pilot.pause()
        assert "This card has no hint." in seen(pilot)
        await pilot.press(*":read", "enter")
        await pilot.pause()
        assert "A passage to read" in seen(pilot)
        await pilot.press("q")
        await pilot.pause()
        await pilot.press(*"Kim", "enter", "f")
        await pilot.pause()
        assert "⚑ flagged" not in seen(pilot)
        assert [event.kind for event in desk.journal.events() if "flag" in event.kind] == [
            Kind.FLAGGED,
            Kind.UNFLAGGED,
        ]


async def test_question_answered_in_another_window_is_not_counted_twice(
    opened: Open, seen: Seen, desk: Desk
) -> None:
    async with opened(quiz=QuizWish(Wanted(types=("choice", "true-false")), AT_END)) as pilot:
        for card in ("pick", "truth"):
            body = {"question": f"small/{card}", "rating": 4, "study_day": "2026-11-23", "ms": 1}
            desk.record(Kind.REVIEWED, body)
        await pilot.press("a")
        await pilot.pause()
        assert recorded(desk) == []
        assert "nothing was answered" in seen(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (40, 10)])
async def test_every_phase_is_drawn_at_every_size(opened: Open, seen: Seen, size: tuple[int, int]) -> None:
    async with opened(size=size, quiz=QuizWish(PICK, SURELY)) as pilot:
        assert "1 of 1" in seen(pilot)
        await pilot.press("b")
        await pilot.pause()
        assert "1 guess" in seen(pilot)
        assert "3 sure" in seen(pilot)
        await pilot.press("3")
        await pilot.pause()
        assert "go on" in seen(pilot)


async def test_help_and_palette_know_the_keys(opened: Open, seen: Seen) -> None:
    async with opened(quiz=QuizWish(PICK)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        text = " ".join(seen(pilot).split())
        assert "1 2 3 How sure you are of your answer" in text
        assert "2 y Mark what you recalled as right" in text


async def test_how_sure_and_feedback_look_as_they_should(opened: Open, seen: Seen, picture: object) -> None:
    """The options stay where they were; how sure below the card; verdict, why, source, what it earned."""
    async with opened(quiz=QuizWish(PICK, SURELY)) as pilot:
        await pilot.press("b")
        await pilot.pause()
        assert pilot.app.export_screenshot(simplify=True) == picture(name="certainty")  # type: ignore[operator]
        await pilot.press("3")
        await pilot.pause()
        assert pilot.app.export_screenshot(simplify=True) == picture(name="feedback")  # type: ignore[operator]
