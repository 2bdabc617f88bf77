"""After a quiz: the score and its parts, what was missed, overruling, and where it leads."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

import pytest
from tests.study.ledger import PaperLedger, Shelf, question
from tests.tui.replies import answer_all, click, recorded, refuse
from textual.pilot import Pilot

from alliance_tutor.deck.questions import Question
from alliance_tutor.desk import Desk
from alliance_tutor.journal.events import Kind
from alliance_tutor.study.drawing import Wanted
from alliance_tutor.study.quiz import Quiz, QuizOptions
from alliance_tutor.study.result import result as result_of
from alliance_tutor.study.wish import QuizWish
from alliance_tutor.tui.app import TutorApp
from alliance_tutor.tui.screens import result
from alliance_tutor.tui.widgets.result import Entry, Group, draw

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
Seen = Callable[[Pilot[int]], str]

ALL_WRONG = (False,) * 5


async def show(
    pilot: Pilot[int], desk: Desk, rights: tuple[bool, ...], certainty: int = 0, *, pretest: bool = False
) -> Quiz:
    """The result of a quiz on the small deck with such answers."""
    app = pilot.app
    assert isinstance(app, TutorApp)
    wish = QuizWish(Wanted(), QuizOptions(certainty=certainty > 0, pretest=pretest, seed=7))
    quiz = desk.quiz(wish.wanted, wish.options)
    answer_all(quiz, rights, certainty or 1)
    quiz.stop()
    app.show_result(quiz, wish)
    await pilot.pause()
    return quiz


async def test_score_and_parts_are_shown_with_the_weakest_pointed_at(
    opened: Open, seen: Seen, desk: Desk
) -> None:
    async with opened() as pilot:
        quiz = await show(pilot, desk, (True, False, True, True, True))
        text = seen(pilot)
        assert "Result · 4 of 5 right · 80 %" in text
        missed = quiz.answers[1].question.ref
        weakest = next(line for line in text.splitlines() if "◂ weakest" in line)
        assert desk.shelf.topic_title(missed) in weakest
        assert "by type" in text
        assert "how sure" not in text
        assert "seed 7" in text


async def test_missed_answers_are_listed_with_what_is_right(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened(size=(80, 50)) as pilot:
        await show(pilot, desk, ALL_WRONG)
        text = seen(pilot)
        assert "Missed" in text
        assert "✗ wrong   you: Seoul   it is: Kim Il-sung" in text
        assert "✗ wrong   you: The tempting one   it is: The right one" in text
        assert "Sure but wrong" not in text
        assert "all answers" not in text


async def test_sure_but_wrong_comes_first_and_certainty_is_summed_up(
    opened: Open, seen: Seen, desk: Desk
) -> None:
    async with opened(size=(80, 50)) as pilot:
        await show(pilot, desk, (False, True, False, False, False), 3)
        text = seen(pilot)
        assert "sure 5: 1 right" in text
        assert "Marks by certainty: −21 of 15, −4.2 a question." in text
        assert "When sure, 20 % was right, below 80 %: too sure." in text
        assert "Sure but wrong" in text
        assert "Missed" not in text


async def test_v_overrules_and_takes_back_and_all_of_it_is_recorded(
    opened: Open, seen: Seen, desk: Desk
) -> None:
    async with opened(size=(80, 50)) as pilot:
        quiz = await show(pilot, desk, (True, False, False))
        await pilot.press("down", "v")
        await pilot.pause()
        assert "2 of 3 right" in seen(pilot)
        assert "✓ correct by your ruling" in seen(pilot)
        [ruling] = recorded(desk, Kind.OVERRULED)
        assert ruling.body["event"] == quiz.answers[2].event
        await pilot.press("v")
        await pilot.pause()
        assert "1 of 3 right" in seen(pilot)
        assert "ruling" not in seen(pilot)
        assert len(recorded(desk, Kind.RETRACTED)) == 1


async def test_v_first_shows_the_answer_that_is_not_in_sight(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened(size=(60, 12)) as pilot:
        await show(pilot, desk, ALL_WRONG, 3)
        assert "▌" not in seen(pilot)
        await pilot.press("v")
        await pilot.pause()
        assert "▌" in seen(pilot)
        assert recorded(desk, Kind.OVERRULED) == []
        await pilot.press("v")
        await pilot.pause()
        assert "ruling" in seen(pilot)


async def test_answer_in_hand_is_always_brought_in_sight(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened(size=(60, 12)) as pilot:
        await show(pilot, desk, ALL_WRONG, 3)
        for place in range(5):
            await pilot.press("down")
            await pilot.pause()
            [line] = [line for line in seen(pilot).splitlines() if "▌" in line]
            assert line.split()[1] == str(place + 1)
        for _ in range(5):
            await pilot.press("up")
            await pilot.pause()
        assert "by topic" in seen(pilot)
        assert "▌" not in seen(pilot)
        await pilot.press("v")
        await pilot.pause()
        assert recorded(desk, Kind.OVERRULED) == []
        assert "▌   1" in seen(pilot)


async def test_answer_in_hand_stays_in_sight_when_the_screen_gets_smaller(
    opened: Open, seen: Seen, desk: Desk
) -> None:
    async with opened(size=(80, 50)) as pilot:
        await show(pilot, desk, ALL_WRONG, 3)
        await pilot.press("down", "down", "down", "down")
        await pilot.resize_terminal(60, 12)
        await pilot.pause()
        assert "▌   5" in seen(pilot)


async def test_journal_that_refuses_a_ruling_is_told(
    opened: Open, seen: Seen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as pilot:
        await show(pilot, desk, (False,))
        with monkeypatch.context() as broken:
            broken.setattr(desk.journal, "append", refuse)
            await pilot.press("v")
            await pilot.pause()
            assert "the disk is full. free some space" in seen(pilot)
            assert "0 of 1 right" in seen(pilot)
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press("v")
            await pilot.pause()
            assert "the disk is full. free some space" in seen(pilot)
        await pilot.press("v")
        await pilot.pause()
        assert "the disk is full" not in seen(pilot)
        await pilot.press("q")
        await pilot.pause()
        assert "1 of 1 right" in seen(pilot)


async def test_enter_opens_an_answer_with_why_and_sources_and_v_turns_it_there(
    opened: Open, seen: Seen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(size=(80, 50)) as pilot:
        quiz = await show(pilot, desk, ALL_WRONG, 3)
        place = next(n for n, each in enumerate(quiz.answers) if each.question.ref.card == "pick")
        await pilot.press(*["down"] * place, "enter")
        await pilot.pause()
        text = seen(pilot)
        assert "The tempting one   your pick" in text
        assert "It looks the same." in text
        assert "Because of [[link]]." in text
        assert "A book [/nope], A publisher, 1961" in text
        assert "sure: −6 marks" in text
        opened_at: list[str] = []
        monkeypatch.setattr(pilot.app, "open_url", opened_at.append)
        await pilot.press("o", "v")
        await pilot.pause()
        assert opened_at == ["https://example.org/book"]
        assert "✓ correct   by your ruling" in seen(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "Result · 1 of 5 right" in seen(pilot)


async def test_click_opens_an_answer(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened(size=(80, 50)) as pilot:
        await show(pilot, desk, ALL_WRONG)
        await click(pilot, seen, "it is: Kim Il-sung")
        assert "He did." in seen(pilot)
        await pilot.press("o")
        await click(pilot, seen, "Enter back")
        assert "Result" in seen(pilot)


async def test_a_lists_the_right_answers_too(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened(size=(80, 50)) as pilot:
        await show(pilot, desk, (True, True, False))
        assert "Right" not in seen(pilot)
        await pilot.press("a", "down", "down")
        await pilot.pause()
        assert "Right" in seen(pilot)
        await pilot.press("v")
        await pilot.pause()
        assert "1 of 3 right" in seen(pilot)
        await pilot.press("a")
        await pilot.pause()
        assert "Right" not in seen(pilot)
        await pilot.press("enter", "q")
        await pilot.pause()
        assert "Result" in seen(pilot)


async def test_s_studies_what_was_missed(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        await show(pilot, desk, (True, False, False))
        await pilot.press("s")
        await pilot.pause()
        assert "1 of 2" in seen(pilot)
        assert "Quiz" not in seen(pilot)


async def test_r_asks_the_same_quiz_afresh(
    opened: Open, seen: Seen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(result, "randrange", lambda _: 4711)
    async with opened() as pilot:
        await show(pilot, desk, (True, False), 2)
        await pilot.press("r")
        await pilot.pause()
        assert "Quiz › Small" in seen(pilot)
        app = pilot.app
        assert isinstance(app, TutorApp)
        assert app.quizzed
        assert app.quizzed.options == QuizOptions(certainty=True, seed=4711)


async def test_nothing_missed_leads_home(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        await show(pilot, desk, (True, True), 3)
        text = seen(pilot)
        assert "Nothing missed." in text
        assert "How sure you were fits what was right." in text
        assert "study these" not in text
        await pilot.press("s", "v", "down", "up")
        await pilot.pause()
        assert "Result" in seen(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "Alliance Tutor" in seen(pilot)


async def test_pretest_has_no_score(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        await show(pilot, desk, (True, False, False), pretest=True)
        assert "Pretest · knew 1 of 3" in seen(pilot)
        assert "Not known yet" in seen(pilot)
        assert "33 %" not in seen(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (40, 10)])
async def test_result_is_drawn_at_every_size(
    opened: Open, seen: Seen, desk: Desk, size: tuple[int, int]
) -> None:
    async with opened(size=size) as pilot:
        await show(pilot, desk, (True, False, False, True, False), 3)
        assert "2 of 5 right" in seen(pilot)
        assert "Enter open" in seen(pilot)
        await pilot.press("pagedown", "pagedown", "pagedown", "pagedown")
        await pilot.pause()
        assert "seed 7" in seen(pilot)


def typed(id: str, topic: str = "one", prompt: str = "Who?") -> Question:
    base = question(id, typed=True, answer="Kim")
    return replace(base, ref=base.ref._replace(topic=topic), prompt=prompt)


def drawn(*answers: tuple[Question, bool], width: int = 76) -> str:
    """The page of a quiz with such answers, all listed."""
    shelf = Shelf(*(each for each, _ in answers))
    quiz = Quiz(tuple(shelf.questions), shelf.load, PaperLedger(), QuizOptions())
    answer_all(quiz, [right for _, right in answers])
    entries = [Entry(place, each) for place, each in enumerate(quiz.answers)]
    found = result_of(quiz.answers)
    return draw(found, lambda part: part.name, [Group("All", entries)], 0, 7, width).page.plain


def test_many_topics_share_a_bar_and_the_weakest_is_named_where_it_is_alone() -> None:
    answers = [(typed(f"d/{place}", f"topic {place}"), place > 0) for place in range(9)]
    page = drawn(*answers)
    assert "topic 0" in page.splitlines()[1]
    assert page.splitlines()[1].endswith("0/1 ◂ weakest")
    assert page.splitlines()[6].split() == ["4", "others", "█" * 20, "4/4"]
    assert "◂" not in drawn(*((each, False) for each, _ in answers[:3]))
    assert "◂" not in drawn(*((each, place > 1) for place, (each, _) in enumerate(answers)))


def test_long_question_is_cut_and_a_right_answer_is_said_once() -> None:
    page = drawn((typed("d/a", prompt="who " * 100), True), (typed("d/b"), False), width=38)
    lines = page.splitlines()
    assert max(map(len, lines)) <= 38
    assert lines[2].endswith("who…")
    assert lines[3].split() == ["✓", "correct", "you:", "Kim"]
    assert [line.split() for line in lines[5:7]] == [["✗", "wrong", "you:", "Seoul"], ["it", "is:", "Kim"]]


async def test_help_tells_the_keys(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        await show(pilot, desk, (False,))
        await pilot.press("f1")
        await pilot.pause()
        assert "Study what was missed, now" in seen(pilot)


async def test_result_looks_as_it_should(opened: Open, desk: Desk, picture: object) -> None:
    """Score and time on top; bars by topic and type; certainty; then what was sure but wrong."""
    async with opened() as pilot:
        moment = desk.now()
        desk.clock = lambda: moment
        await show(pilot, desk, (True, False, True, True, False), 3)
        assert pilot.app.export_screenshot(simplify=True) == picture
