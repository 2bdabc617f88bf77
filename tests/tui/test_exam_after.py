"""After an exam: handing in, predicting, marking, the result, and the exams taken over time."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from itertools import pairwise
from json import loads
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.study.exams import ALL_FORMS, ask, right, wrong
from tests.tui.exams import Clock, app_of, done, look, reopened, settle, sit
from tests.tui.replies import click, recorded, refuse
from textual.pilot import Pilot

from alliance_tutor.desk import Desk
from alliance_tutor.journal.events import Kind
from alliance_tutor.study.attempt import Stage
from alliance_tutor.study.blueprint import Terms
from alliance_tutor.study.responses import Picked, Typed
from alliance_tutor.tui.screens.exam_first import FirstPageScreen
from alliance_tutor.tui.screens.study import StudyScreen
from alliance_tutor.tui.widgets.exam_plot import Point, columns_of, plot, steps_for

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
Seen = Callable[[Pilot[int]], str]

ESSAY = ask("d/essay", "open", points=4)
SURELY = Terms(minutes=30, certainty=True)


# Handing in


async def test_hand_in_lists_what_is_open_and_leads_to_it(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "pick", "truth", "type")
        await pilot.press("a", "f", "n", "S")
        await settle(pilot)
        text = seen(pilot)
        assert "2 questions without an answer: 2, 3." in text
        assert "Flagged: 1." in text
        assert "1  ⚑ answered    Which of these [X] is it?" in text
        await pilot.press("down", "down", "enter")
        await settle(pilot)
        assert attempt.number == 3
        await pilot.press("tab", "S")
        await settle(pilot)
        await click(pilot, seen, "Water is wet")
        assert attempt.number == 2
        assert attempt.progress.end is None


async def test_only_y_hands_in(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "pick", "truth")
        await pilot.press("S", "S", "s", "q")
        await settle(pilot)
        assert "Question 1 of 2" in seen(pilot)
        await pilot.press("S", "y")
        await settle(pilot)
        assert attempt.stage is Stage.PREDICTING
        assert "Handed in. 0 of 2 answered." in seen(pilot)


async def test_clock_runs_on_the_hand_in_page(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        clock = Clock(desk)
        await sit(pilot, desk, "pick", "truth")
        await pilot.press("S")
        clock.on(10)
        await look(pilot)
        pilot.app.screen._draw()  # type: ignore[attr-defined]
        await settle(pilot)
        assert "20:00 left" in seen(pilot)


# Predicting and marking


async def test_prediction_is_asked_before_the_score(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "pick", "truth")
        await pilot.press("a", "S", "y")
        await settle(pilot)
        assert "%" not in seen(pilot).replace("percent", "")
        await pilot.press("x", "1", "2", "0", "enter")
        await settle(pilot)
        assert "A score has at most 100 %." in seen(pilot)
        await pilot.press("backspace", "backspace", "backspace", *"75")
        await pilot.pause()
        assert "Enter say it" in seen(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert attempt.progress.predicted == 0.75
        assert "you predicted 75 %" in seen(pilot)


async def test_prediction_is_skipped_or_left_for_later(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "pick", "truth")
        await pilot.press("S", "y", "escape")
        await settle(pilot)
        assert "handed in, and not marked to its end. e goes on" in " ".join(seen(pilot).split())
        await pilot.press("e", "enter")
        await settle(pilot)
        assert "Result" in seen(pilot)
        assert "predicted" not in seen(pilot)
        assert reopened(desk, attempt).stage is Stage.DONE


async def test_answers_are_marked_beside_their_keys(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "pick", ESSAY, "recall", "type")
        await done(
            pilot, attempt, Picked(0), Typed("mine\nand more"), Typed("the answer"), Typed("Kim Il-sang")
        )
        text = seen(pilot)
        assert "You mark question 2" in text
        assert "answer 1 of 3" in text
        [row] = [line for line in text.splitlines() if "mine" in line]
        assert "Pyongyang" in row, "the key stands beside it"
        assert "What is it worth, of 4 points?" in text
        await pilot.press("5")
        await settle(pilot)
        assert "answer 2 of 3" in seen(pilot)
        assert "A book [/nope]" in seen(pilot)
        await click(pilot, seen, "1 all")
        assert "letter by letter: Kim Il-s[−a][+u]ng" in seen(pilot)
        await pilot.press("q")
        await settle(pilot)
        await pilot.press("e")
        await settle(pilot)
        assert "answer 1 of 1" in seen(pilot), "what was marked stays marked"
        await pilot.press("0")
        await settle(pilot)
        assert "Result · 4 of 7 points · 57 %" in seen(pilot)
        assert "3 of the points you gave yourself, of 5" in seen(pilot)
        assert [event.body["credit"] for event in recorded(desk, Kind.EXAM_MARKED)] == [0.5, 1.0, 0.0]


async def test_mark_that_cannot_be_recorded_is_asked_again(
    opened: Open, seen: Seen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, ESSAY)
        await done(pilot, attempt, Typed("mine"))
        with monkeypatch.context() as broken:
            broken.setattr(desk.journal, "append", refuse)
            await pilot.press("1")
            await settle(pilot)
            assert "the disk is full" in seen(pilot)
        await pilot.press("1")
        await settle(pilot)
        assert "Result · 4 of 4 points · 100 %" in seen(pilot)


# The result


async def test_result_says_what_it_is_made_of(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened(size=(80, 60)) as pilot:
        clock = Clock(desk)
        attempt = await sit(pilot, desk, "pick", "truth", "type", "gaps#c1", terms=SURELY)
        attempt.answer(Picked(1))
        attempt.be_sure(3)
        clock.on(9)
        attempt.go_to(2)
        await done(pilot, attempt, Picked(1), Picked(0), Typed("Kim"), share=0.9)
        text = seen(pilot)
        assert "Of all such questions:" in text
        assert "You predicted 90 %" in text
        assert "longest: 1 (9 min)" in text
        weakest = next(line for line in text.splitlines() if "◂ weakest" in line)
        assert "Small: The second topic" in weakest
        assert "sure 1: 0 right" in text
        assert text.index("Sure but wrong") < text.index("Missed")
        assert "✗ wrong   you: The tempting one   it is: The right one" in text
        assert "not answered   it is: 1961" in text
        assert "seed 4711" in text


async def test_pass_mark_is_told(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "pick", "truth", terms=Terms(cut_score=60))
        await done(pilot, attempt, Picked(0))
        assert "Not passed: 60 % were needed" in seen(pilot)


async def test_answer_opens_and_is_overruled_and_walked_from(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened(size=(80, 40)) as pilot:
        attempt = await sit(pilot, desk, "pick", "truth", ESSAY)
        await done(pilot, attempt, Picked(1), Picked(1), Typed("mine"))
        await pilot.press("5")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        text = seen(pilot)
        assert "Question 1" in text
        assert "The tempting one   your pick" in text
        assert "It looks the same." in text
        assert "Because of [[link]]." in text
        assert "https://example.org/book" in text
        await pilot.press("v")
        await settle(pilot)
        assert "by your ruling" in seen(pilot)
        await pilot.press("n", "n")
        await settle(pilot)
        assert "Question 3" in seen(pilot)
        await pilot.press("1")
        await settle(pilot)
        assert "4 of 4 points" in seen(pilot)
        await pilot.press("q")
        await settle(pilot)
        assert "Result · 5 of 6 points · 83 %" in seen(pilot)
        [line] = [line for line in seen(pilot).splitlines() if "▌" in line]
        assert "What of d/essay?" in line
        await pilot.press("v")
        await settle(pilot)
        assert attempt.progress.credits[2].credit == 0.5, "turned back to what it was"


async def test_missed_are_studied(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "pick", "truth", ESSAY)
        await done(pilot, attempt, Picked(1), Picked(0))
        await pilot.press("s")
        await settle(pilot)
        assert isinstance(pilot.app.screen, StudyScreen)
        assert "Which of these [X] is it?" in seen(pilot)
        assert "1 of 1" in seen(pilot)


async def test_nothing_missed_has_nothing_to_study(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "pick", "truth")
        await done(pilot, attempt, Picked(0), Picked(0))
        before = pilot.app.screen
        assert "Nothing missed." in seen(pilot)
        await pilot.press("s", "v", "down")
        await settle(pilot)
        assert pilot.app.screen is before
        await pilot.press("a")
        await settle(pilot)
        assert "✓ correct" in seen(pilot)
        await pilot.press("a", "enter")
        await settle(pilot)
        assert "Alliance Tutor" in seen(pilot)


async def test_result_is_exported_and_nothing_is_written_over(
    opened: Open, seen: Seen, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.chdir(folder)
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "pick", "truth")
        await done(pilot, attempt, Picked(0))
        await pilot.press("x")
        await settle(pilot)
        assert "Written:" in seen(pilot)
        await pilot.press("v", "x")
        await settle(pilot)
        pages, results = sorted(folder.glob("*.html")), sorted(folder.glob("*.json"))
        assert len(pages) == len(results) == 2
        assert {loads(each.read_text())["exam"] for each in results} == {attempt.progress.exam}
        monkeypatch.setattr(Path, "open", _refused)
        await pilot.press("x")
        await settle(pilot)
        assert "cannot be written" in seen(pilot)


def _refused(*_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied")


async def test_r_draws_another_paper_of_the_same_exam(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "pick", "truth")
        await done(pilot, attempt, Picked(0))
        await pilot.press("r")
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await settle(pilot)
        assert isinstance(pilot.app.screen, FirstPageScreen)
        assert "2 questions from all decks." in seen(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (40, 10)])
async def test_every_answer_of_a_result_opens_at_every_size(
    opened: Open, seen: Seen, desk: Desk, size: tuple[int, int]
) -> None:
    async with opened(size=size) as pilot:
        attempt = await sit(pilot, desk, *ALL_FORMS, terms=SURELY)
        answers = [each(question) for each, question in zip((right, wrong) * 5, ALL_FORMS, strict=False)]
        await done(pilot, attempt, *answers[:-1], share=0.5)
        while attempt.to_mark:
            assert "You mark question" in seen(pilot)
            await pilot.press("1")
            await settle(pilot)
        assert "Result" in seen(pilot)
        await pilot.press("a", "enter")
        await settle(pilot)
        for _ in ALL_FORMS:
            assert f"of {len(ALL_FORMS)}" in seen(pilot)
            await pilot.press("n")
            await settle(pilot)


# The exams taken


async def test_exams_taken_are_plotted_and_opened(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        clock = Clock(desk)
        for credit in (1, 0):
            attempt = await sit(pilot, desk, "pick", "truth", terms=Terms(cut_score=50))
            await done(pilot, attempt, Picked(credit), Picked(credit))
            clock.on(60 * 24 * 10)
        app_of(pilot).show_home()
        await pilot.press("E")
        await settle(pilot)
        text = seen(pilot)
        assert "100 % ┤" in text
        assert "┄" in text
        assert "◆" in text
        assert "●" in text
        assert "23 Nov 2026" in text
        assert "3 Dec 2026" in text
        assert [line.split()[3:5] for line in text.splitlines() if "passed" in line][-2:] == [
            ["2026", "100"],
            ["0", "%"],
        ]
        await pilot.press("down", "enter")
        await settle(pilot)
        assert "Result · 0 of 2 points" in seen(pilot)
        await pilot.press("h")
        await settle(pilot)
        await click(pilot, seen, "3 Nov 2026     0 %")
        assert "Result · 0 of 2 points" in seen(pilot)


async def test_no_exam_taken_says_how_to_begin(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await pilot.press("E", "enter", "down")
        await settle(pilot)
        assert "No exam has been taken to its end yet." in seen(pilot)
        await pilot.press("e")
        await settle(pilot)
        assert "How many" in seen(pilot)


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=30), st.integers(60, 120))
def test_each_score_has_a_column_of_its_own_in_order(days: list[int], width: int) -> None:
    columns = columns_of(sorted(days), width)
    assert all(0 <= column < width for column in columns)
    assert all(after - before >= 2 for before, after in pairwise(columns))


@given(
    st.lists(st.tuples(st.integers(0, 400), st.floats(0, 1)), min_size=1, max_size=60),
    st.integers(30, 120),
    st.integers(8, 40),
)
def test_plot_fits_and_shows_the_score_in_hand(
    found: list[tuple[int, float]], width: int, height: int
) -> None:
    points = [
        Point(day, "2026-11-23", share, share * 0.8, min(1, share * 1.2)) for day, share in sorted(found)
    ]
    here, steps = len(points) // 2, steps_for(height)
    rows = [row.plain for row in plot(points, here, 60, width, steps)]
    assert len(rows) == steps + 3 <= height
    assert max(map(len, rows)) <= width
    [marked] = [step for step, row in enumerate(rows) if "◆" in row]
    assert marked == steps - round(points[here].share * steps)


async def test_result_and_history_look_as_they_should(opened: Open, desk: Desk, picture: object) -> None:
    """Score, range and prediction; bars; sure but wrong first. Then the scores over time, with ranges."""
    async with opened() as pilot:
        clock = Clock(desk)
        for credits in ((0, 1, 0), (1, 1, 1), (1, 0, 1)):
            attempt = await sit(pilot, desk, "pick", "truth", "type", terms=SURELY._replace(cut_score=60))
            attempt.answer(Picked(credits[0]))
            attempt.be_sure(3)
            clock.on(2)
            typed = Typed("Kim" if credits[2] else "Seoul")
            await done(pilot, attempt, Picked(credits[0]), Picked(credits[1]), typed, share=0.8)
            clock.on(60 * 24 * 4)
        assert pilot.app.export_screenshot(simplify=True) == picture(name="result")  # type: ignore[operator]
        await pilot.press("h")
        await settle(pilot)
        assert pilot.app.export_screenshot(simplify=True) == picture(name="history")  # type: ignore[operator]
