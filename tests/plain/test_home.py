"""Line mode's numbered home, on a real desk."""

import re
from pathlib import Path

import pytest
from tests.plain.conversation import Conversation, Line, Pick

from alliance_tutor import settings
from alliance_tutor.desk import Desk
from alliance_tutor.errors import JournalError
from alliance_tutor.journal.events import Kind
from alliance_tutor.memory.studyday import day_text
from alliance_tutor.plain import home
from alliance_tutor.plain.answers import said
from alliance_tutor.plain.talk import EndOfInput

SMALL = Pick("Small [/nope]")
STUDY_ALL = "1. Study all decks: 0 due, 4 new, about 1 min"


def at_home(desk: Desk, *lines: Line) -> str:
    """What is said at home until the lines end or the learner quits."""
    talk = Conversation(*lines)
    try:
        home.run(desk, talk)
    except EndOfInput:
        talk.say("(end)")
    return talk.said


def answered(desk: Desk) -> list[str | None]:
    return [event.question for event in desk.journal.events() if event.kind == Kind.REVIEWED]


def finish(desk: Desk) -> None:
    """Rate everything that is new today Easy: nothing is left to do."""
    for question in desk.queue():
        body = {"question": question, "rating": 4, "study_day": "2026-11-23", "ms": 1000, "credit": None}
        desk.record(Kind.REVIEWED, body)


def put(desk: Desk, name: str, text: str) -> Path:
    desk.places.decks.mkdir(parents=True, exist_ok=True)
    path = desk.places.decks / name
    path.write_text(text, encoding="utf-8")
    desk.shelf.reload()
    return path


def test_home_when_fresh_lists_what_there_is(desk: Desk) -> None:
    said = at_home(desk)
    assert "Alliance Tutor. Monday 23 November 2026." in said
    assert "Today: 0 done, 0 due, 4 new." in said
    for line in (
        STUDY_ALL,
        "2. Quiz: choose what is asked",
        "3. Exam: timed, marked at the end",
        "Small [/nope]: 0 due, 4 new, not begun",
        "Settings",
        "Guide",
        "Quit",
    ):
        assert re.search(rf"^(\d+\. )?{re.escape(line)}$", said, re.MULTILINE)
    assert said.endswith("(end)\n")


@pytest.mark.parametrize("line", [":quit", ":q", Pick("Quit")])
def test_home_when_told_to_quit_ends(desk: Desk, line: str) -> None:
    assert "(end)" not in at_home(desk, line, "1")


@pytest.mark.parametrize("line", ["77", "0", "x", "-1", pytest.param("9" * 5000, id="long")])
def test_home_when_the_number_is_not_in_the_list_asks_again(desk: Desk, line: str) -> None:
    assert f"{said(line)} is not in the list." in at_home(desk, line)


def test_home_when_the_line_is_empty_studies_all(desk: Desk) -> None:
    said = at_home(desk, "", "a", "4")
    assert "Question 1 of 4. Small [/nope]: The first topic" in said
    assert answered(desk) == ["small/pick"]


def test_home_when_a_sitting_is_left_comes_back_with_new_figures(desk: Desk) -> None:
    said = at_home(desk, "1", "a", "4", ":quit")
    assert "Today: 1 done, 0 due, 3 new." in said
    assert "Small [/nope]: 0 due, 3 new, 25 % known" in said


def test_home_when_a_deck_is_added_meanwhile_lists_it_the_next_time(desk: Desk) -> None:
    path = desk.places.decks / "more.toml"

    def add() -> None:
        path.parent.mkdir(parents=True)
        path.write_text('[deck]\nid = "more"\ntitle = "More"\n[[card]]\nprompt = "?"\nanswer = "!"\n')

    assert ". More: 0 due, 1 new" in at_home(desk, Pick("Guide"), add, "1")


def test_home_when_a_command_is_asked_for_tells_or_repeats(desk: Desk) -> None:
    said = at_home(desk, ":help", ":repeat", ":skip")
    assert ":undo: take back the latest answer" in said
    assert ":skip: " not in said
    assert said.count(STUDY_ALL) == 2
    assert "There is no command :skip here." in said


def test_deck_page_when_chosen_shows_topics_and_studies_one(desk: Desk) -> None:
    said = at_home(desk, SMALL, Pick("The second topic"), "1", "a")
    assert "A deck with one card of each kind." in said
    assert "1. Study this deck: 0 due, 4 new" in said
    assert ". The first topic: 0 due, 2 new, not begun" in said
    assert ". The second topic: 0 due, 1 new, not begun" in said
    assert "Question 1 of 1. Small [/nope]: The second topic" in said


def test_deck_page_when_the_deck_is_chosen_studies_it(desk: Desk) -> None:
    assert "Question 1 of 4" in at_home(desk, SMALL, "1")


def test_quiz_when_chosen_at_home_is_set_up_held_and_left_for_home(desk: Desk) -> None:
    said = at_home(desk, Pick("Quiz"), *[""] * 8, ":quit", ":quit")
    assert "A quiz. An empty line takes what is proposed; :quit leaves." in said
    assert "Question 1 of 4. Small [/nope]" in said
    assert "Result: nothing was answered." in said
    assert said.count(STUDY_ALL) == 2
    assert "(end)" not in said


@pytest.mark.parametrize(("lines", "count"), [((), 4), ((Pick("The first topic"),), 2)])
def test_quiz_when_chosen_on_a_deck_or_topic_asks_only_that(
    desk: Desk, lines: tuple[Line, ...], count: int
) -> None:
    put(desk, "other.toml", '[deck]\nid = "other"\ntitle = "Z"\n[[card]]\nprompt = "?"\nanswer = "!"\n')
    said = at_home(desk, SMALL, *lines, Pick("Quiz on this"), *[""] * 8)
    assert "Decks." not in said
    assert f"{count} questions to draw from, and all are asked." in said
    assert f"Question 1 of {count}. Small [/nope]" in said


def test_topic_page_when_there_is_a_summary_can_be_read_and_left(desk: Desk) -> None:
    said = at_home(desk, SMALL, Pick("The first topic"), Pick("Back"))
    assert "A passage to read, with emphasis and [@click=app.quit]." in said
    assert said.count(STUDY_ALL) == 2


def test_topic_page_when_nothing_is_left_says_so(desk: Desk) -> None:
    finish(desk)
    assert "Nothing is due here now" in at_home(desk, SMALL, Pick("The first topic"), "1")


def test_home_when_nothing_is_due_offers_more(desk: Desk) -> None:
    finish(desk)
    desk.record(Kind.SUSPENDED, {"question": "small/pick"})
    said = at_home(desk, "1", "a")
    assert "Study all decks" not in said
    assert "1. Resume 1 suspended" in said
    assert "Which of these [X] is it?" in said
    assert not desk.standing("small/pick").suspended


def test_study_when_nothing_is_due_offers_and_lets_go_back(desk: Desk) -> None:
    finish(desk)
    desk.record(Kind.SUSPENDED, {"question": "small/pick"})
    talk = Conversation("2")
    home.study(desk, talk)
    assert "Nothing is due now. You can still study:" in talk.said
    assert "2. Back" in talk.said


def test_study_when_there_is_nothing_at_all_says_so(desk: Desk) -> None:
    finish(desk)
    talk = Conversation()
    home.study(desk, talk)
    assert talk.said == "Nothing is due here now, and nothing new is left for today.\n"


def test_topic_page_when_nothing_is_due_offers_more_of_that_topic_only(desk: Desk) -> None:
    desk.settings = settings.Settings(new_per_day=0)
    said = at_home(desk, SMALL, Pick("The second topic"), "1", "1")
    assert "1. 1 more new" in said
    assert "Question 1 of 1. Small [/nope]: The second topic" in said


def test_undo_when_asked_at_home_takes_the_latest_answer_back(desk: Desk) -> None:
    finish(desk)
    said = at_home(desk, ":undo", "3")
    assert "The answer of the earlier sitting was taken back." in said
    assert "Question 1 of 1" in said


def test_undo_when_nothing_was_answered_says_so(desk: Desk) -> None:
    said = at_home(desk, ":undo")
    assert "Nothing to take back." in said
    assert said.count(STUDY_ALL) == 2


def test_home_when_the_journal_fails_says_so_and_goes_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise JournalError("the disk is full", hint="free some space")

    finish(desk)
    monkeypatch.setattr(desk.journal, "append", full)
    said = at_home(desk, ":undo")
    assert "error: the disk is full\nhint: free some space" in said
    assert said.endswith("(end)\n")


def test_home_when_the_limit_holds_reviews_back_says_how_many(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish(desk)
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", "2027-11-23T19:00:00+00:00")
    desk.settings = settings.Settings(reviews_per_day=1)
    with Desk.open() as later:
        later.settings = desk.settings
        said = at_home(later)
    assert "3 more reviews wait beyond today's limit." in said
    assert "New questions pause" in said


def test_home_when_studied_two_days_in_a_row_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.record(Kind.REVIEWED, {"question": "small/pick", "rating": 4, "study_day": "2026-11-23", "ms": 1})
    desk.record(Kind.REVIEWED, {"question": "small/type", "rating": 4, "study_day": "2026-11-22", "ms": 1})
    assert "2 study days in a row." in at_home(desk)


def test_home_when_a_deck_is_broken_or_hidden_names_it(desk: Desk) -> None:
    put(desk, "mine.toml", '[deck]\nid = "mine"\ntitle = "Mine \x1b[31m"\n')
    for name in ("a.toml", "b.toml", "small.toml"):
        id = "small" if name == "small.toml" else "twice"
        put(desk, name, f'[deck]\nid = "{id}"\ntitle = "T"\n[[card]]\nprompt = "?"\nanswer = "!"\n')
    said = at_home(desk)
    assert "does not load: " in said
    assert "mine.toml:3:" in said
    assert "Note: the deck “twice” is hidden by" in said
    assert "“small” is hidden" not in said
    assert "Mend " in said


def test_mend_when_the_editor_repairs_the_deck_says_so(desk: Desk, editor: Path) -> None:
    path = put(desk, "mine.toml", '[deck]\nid = "mine"\n')
    editor.write_text("text = \"[deck]\\nid = 'mine'\\ntitle = 'Mine'\\n\"\n")
    said = at_home(desk, Pick("Mend"), "y")
    assert "hint: " in said
    assert f"Editing {path}, line 1" in said
    assert "The deck loads now." in said


@pytest.mark.parametrize(("yes", "outcome"), [("y", "The deck still does not load."), ("", "")])
def test_mend_when_nothing_is_changed_stays_broken(desk: Desk, editor: Path, yes: str, outcome: str) -> None:
    put(desk, "mine.toml", '[deck]\nid = "mine"\n')
    said = at_home(desk, Pick("Mend"), yes)
    assert outcome in said
    assert "The deck loads now." not in said


def test_guide_when_a_page_is_chosen_is_read_out(desk: Desk) -> None:
    said = at_home(desk, Pick("Guide"), "2", "1")
    assert "2. Getting started" in said
    assert "# Getting started" in said
    assert said.count(STUDY_ALL) == 2


def test_home_when_studied_for_longer_than_is_drawn_tells_every_day(desk: Desk) -> None:
    days = [day_text(desk.day - ago) for ago in range(1, 131)]
    body = {"question": "small/pick", "rating": 4, "ms": 1}
    desk.record_all([(Kind.REVIEWED, {**body, "study_day": day}) for day in days])
    assert "130 study days in a row." in at_home(desk)
    assert desk.overview().streak == 130
