"""A mock exam in line mode, on a real desk: the first page, the sitting, its end, and what is marked."""

from collections.abc import Callable

import pytest
from tests.plain.conversation import Conversation, Line, Pick
from tests.plain.test_sitting import Full

from alliance_tutor.desk import Desk
from alliance_tutor.errors import JournalError, UsageError
from alliance_tutor.memory.studyday import Moment
from alliance_tutor.plain import exam as exams
from alliance_tutor.plain import home
from alliance_tutor.plain.talk import EndOfInput
from alliance_tutor.study.attempt import Attempt
from alliance_tutor.study.blueprint import Blueprint, Cell, Terms
from alliance_tutor.study.exam_wish import ExamWish
from alliance_tutor.study.paper import Paper
from alliance_tutor.study.progress import End
from alliance_tutor.study.responses import Arranged, Paired, Picked, Ticked, Typed

MINUTE = 60_000
TEN = Terms(minutes=10)


class Clock:
    """A clock that is set by hand."""

    def __init__(self, desk: Desk) -> None:
        self.at = desk.now().at
        desk.clock = lambda: Moment(self.at, 0)

    def later(self, ms: int) -> Callable[[], None]:
        def wait() -> None:
            self.at += ms

        return wait


def paper(desk: Desk, *ids: str) -> Paper:
    """A paper of these questions of the forms deck, in this order, their options as they stand in it."""
    wish = ExamWish(
        Blueprint("Trial", ("forms",), tuple(Cell(1, type=type) for type in TYPES.values())), seed=3
    )
    drawn = desk.exams.draw(wish)
    items = {item.question.ref.card: item for item in drawn.items}
    chosen = [items[id] for id in ids]
    plainly = [item._replace(order=tuple(sorted(item.order)), cell=0) for item in chosen]
    return Paper(Blueprint("Trial", ("forms",), (Cell(len(ids)),)), 3, tuple(plainly))


TYPES = {
    "pick": "choice",
    "tick": "multiple-response",
    "number": "numeric",
    "day": "date",
    "order": "ordering",
    "pair": "matching",
    "type": "short-answer",
    "recall": "basic",
    "essay": "open",
}


@pytest.fixture
def forms(forms: Desk) -> Desk:
    """The deck of all forms with an open card too."""
    path = next(deck.path for deck in forms.shelf.library.decks if deck.id == "forms")
    with path.open("a") as file:
        file.write(
            '\n[[card]]\nid = "essay"\ntype = "open"\nprompt = "Why?"\n'
            'notes = "Because of [X]."\npoints = 3\n'
        )
    forms.shelf.reload()
    return forms


def begun(desk: Desk, *ids: str, terms: Terms = TEN) -> Attempt:
    return desk.exams.begin(paper(desk, *ids), terms)


def led(desk: Desk, attempt: Attempt, *lines: Line, once: bool = False) -> str:
    """What is said from where the exam stands until it or the lines end."""
    talk = Conversation(*lines)
    try:
        exams.go_on(desk, talk, attempt.progress.exam, once=once)
    except EndOfInput:
        talk.say("(end)")
    return talk.said


def again(desk: Desk, attempt: Attempt) -> Attempt:
    """The exam as its events tell it now."""
    return desk.exams.resume(attempt.progress.exam)


def test_exam_when_begun_tells_its_first_page_and_asks_in_lines(forms: Desk) -> None:
    wish = ExamWish(Blueprint("Trial", ("forms",), (Cell(2),)), Terms(20, negative=0.5), seed=4)
    talk = Conversation("what?", ":help", ":repeat", "", ":quit")
    assert exams.hold(forms, talk, wish) is None
    assert talk.said.count("Trial · Forms [X]\n\n2 questions from Forms [X].\n20 minutes.\n") == 2
    assert "The clock runs on while the program is closed, and cannot be paused." in talk.said
    assert "A wrong answer costs 50 % of its points" in talk.said
    assert "Seed 4: with the same decks it gives the same paper." in talk.said
    assert "That is not what is asked for here; :help lists the commands." in talk.said
    assert "\nQuestion 1 of 2. 20 minutes left.\n" in talk.said
    assert talk.said.endswith(
        "\nThis exam is not handed in. Its clock runs on.\n"
        "To go on: alliance-tutor exam --resume, or the first line of home.\n"
    )


def test_exam_when_left_on_its_first_page_was_never_begun(forms: Desk) -> None:
    wish = ExamWish(Blueprint("Trial", ("forms",), (Cell(2),)), seed=4)
    assert exams.hold(forms, Conversation(":quit"), wish) is None
    assert list(forms.journal.events()) == []


def test_answers_of_every_form_are_kept_and_said_when_come_back_to(forms: Desk) -> None:
    attempt = begun(forms, *TYPES)
    lines = ("b", "a c", "501", "6 July 1961", "3 1 2", "1b 2a", "Kim", "That.", "One line.", "Another.")
    said = led(forms, attempt, *lines, ":go 5", ":previous", ":go 9", ":quit")
    given = {number: each.response for number, each in again(forms, attempt).progress.given.items()}
    assert list(given.values()) == [
        Picked(1),
        Ticked(frozenset({0, 2})),
        Typed("501"),
        Typed("6 July 1961"),
        Arranged((2, 0, 1)),
        Paired((1, 0)),
        Typed("Kim"),
        Typed("That."),
        Typed("One line.\nAnother."),
    ]
    assert "Pick a to b, or 1 to 2; an empty line goes on:" in said
    assert "Type what you recall; an empty line goes on:" in said
    assert "Write your answer: each line is added to it; an empty line tells what is left:" in said
    assert "Your answer: three → one → two" in said
    assert "Your answer: 6 July 1961\n" in said
    assert "Your answer:\nOne line.\nAnother.\n" in said


def test_answer_when_given_is_on_disk_and_nothing_is_said_of_it(forms: Desk) -> None:
    attempt = begun(forms, "pick", "type")
    recorded: list[int] = []
    said = led(
        forms, attempt, "a", lambda: recorded.append(len(again(forms, attempt).progress.given)), ":quit"
    )
    assert recorded == [1]
    for word in ("correct", "wrong", "Because", "The answer"):
        assert word not in said


def test_answer_when_malformed_is_asked_again_and_records_nothing(forms: Desk) -> None:
    attempt = begun(forms, "tick", "pick")
    said = led(forms, attempt, "a z", ":quit")
    assert "There is no option z.\nAnswer with letters" in said
    assert not again(forms, attempt).progress.given


def test_answer_can_be_changed_and_taken_back(forms: Desk) -> None:
    attempt = begun(forms, "pick", "type")
    said = led(forms, attempt, "a", ":go 1", "b", ":previous", ":clear", ":clear", ":quit")
    assert "Your answer: those" in said
    assert "Answer taken back.\n" in said
    assert "There is no answer to take back." in said
    assert again(forms, attempt).progress.given[0].response is None


def test_flag_is_said_and_come_back_to(forms: Desk) -> None:
    attempt = begun(forms, "pick", "type", "day")
    said = led(forms, attempt, ":flag", ":next", ":unanswered", ":flagged", ":flag", ":flagged", ":quit")
    assert "Flagged.\n" in said
    assert "Question 1 of 3, flagged. 10 minutes left." in said
    assert "Flag taken off.\n" in said
    assert "No other question is flagged." in said
    assert again(forms, attempt).flagged == ()


def test_question_that_there_is_not_is_not_gone_to(forms: Desk) -> None:
    said = led(
        forms, begun(forms, "pick", "type"), ":previous", ":go", ":go 3", ":go x", ":next", ":next", ":quit"
    )
    assert said.count("Say which question, 1 to 2, such as: :go 3") == 3
    assert "There is no question 0" in said
    assert "There is no question 3" in said


def test_last_question_when_passed_tells_what_is_left(forms: Desk) -> None:
    said = led(forms, begun(forms, "pick", "type", "day"), "a", ":flag", "", "", ":quit")
    assert (
        "That was the last question.\n2 questions without an answer: 2, 3.\nFlagged: 2.\n:hand-in hands"
        in said
    )


def test_unknown_command_is_told(forms: Desk) -> None:
    said = led(forms, begun(forms, "pick"), ":hint", ":p", ":help", ":quit")
    assert "There is no command :hint here." in said
    assert "Did you mean :previous or :pause?" in said
    assert ":hand-in: hand in; you are asked first" in said
    assert ":overrule" not in said


# The clock


def test_time_is_told_before_each_question_unless_it_is_left_out(forms: Desk) -> None:
    clock = Clock(forms)
    attempt = begun(forms, "pick", "type", "day")
    said = led(forms, attempt, ":clock", ":repeat", clock.later(90_000), ":time", ":clock", "", ":quit")
    assert said.count("Question 1 of 3. 10 minutes left.") == 1
    assert "\nQuestion 1 of 3.\n" in said
    assert "1½ minutes used. 8½ minutes left.\n3 questions without an answer: 1–3." in said
    assert "From now on the time is left out" in said
    assert "Question 2 of 3. 8½ minutes left." in said


def test_note_of_the_time_is_told_at_the_next_prompt(forms: Desk) -> None:
    clock = Clock(forms)
    said = led(forms, begun(forms, "pick", "type"), clock.later(5 * MINUTE), "a", ":quit")
    assert "Half of the time is left: 5 minutes.\n\nQuestion 2 of 2. 5 minutes left." in said


def test_time_when_over_ends_the_exam_at_the_next_prompt_and_what_came_before_counts(forms: Desk) -> None:
    clock = Clock(forms)
    attempt = begun(forms, "pick", "type", "day")
    said = led(forms, attempt, "a", clock.later(11 * MINUTE), "Kim Il-sung", "50", "", once=True)
    assert "Time is up: handed in as it stood.\nWhat you typed last came too late.\n\nHanded in." in said
    progress = again(forms, attempt).progress
    assert progress.end is End.TIME
    assert list(progress.given) == [0]


def test_command_when_the_time_is_over_does_nothing(forms: Desk) -> None:
    clock = Clock(forms)
    attempt = begun(forms, "pick", "type")
    said = led(forms, attempt, clock.later(11 * MINUTE), ":flag")
    assert "Flagged" not in said
    assert again(forms, attempt).flagged == ()


def test_question_whose_time_is_over_is_left_and_closed(forms: Desk) -> None:
    clock = Clock(forms)
    attempt = begun(forms, "pick", "type", "day", terms=Terms(item_seconds=30))
    said = led(forms, attempt, clock.later(40_000), "a", ":go 1", "Kim", ":quit")
    assert "30 seconds left for this question." in said
    assert "The time for question 1 is up.\nWhat you typed last came too late.\n\nQuestion 2 of 3." in said
    assert said.count("The time for question 1 is up.") == 2
    assert list(again(forms, attempt).progress.given) == [1]


def test_pause_hides_the_question_and_stops_the_clock(forms: Desk) -> None:
    clock = Clock(forms)
    attempt = begun(forms, "pick", "type", terms=Terms(10, pause=True))
    lines = (":pause", "a", ":flag", clock.later(60 * MINUTE), ":time", "", ":pause", ":pause", ":quit")
    said = led(forms, attempt, *lines)
    assert "\nPaused.\nAn empty line lets the clock run again:\nThe exam is paused.\n" in said
    assert "0 seconds used. 10 minutes left." in said
    assert said.count("Question 1 of 2. 10 minutes left.") == 3
    assert again(forms, attempt).progress.elapsed == 0


def test_pause_where_it_is_not_allowed_says_so(forms: Desk) -> None:
    assert "This exam cannot be paused: its clock runs on." in led(
        forms, begun(forms, "pick"), ":pause", ":quit"
    )


def test_exam_when_left_paused_says_so(forms: Desk) -> None:
    said = led(forms, begun(forms, "pick", terms=Terms(10, pause=True)), ":pause", ":quit")
    assert "It is paused: its clock stands still." in said


# How sure


def test_certainty_is_asked_after_each_answer_and_can_be_said_later(forms: Desk) -> None:
    attempt = begun(forms, "pick", "type", "day", terms=Terms(certainty=True))
    lines = (
        ":sure 2",
        "a",
        "very",
        "3",
        "Kim",
        "",
        ":go 1",
        ":sure",
        ":sure guess",
        ":go 2",
        ":go 1",
        ":quit",
    )
    said = led(forms, attempt, *lines)
    assert "There is no answer yet to be sure of." in said
    assert "How sure are you? 1 guess, 2 fairly, 3 sure; an empty line leaves it open:" in said
    assert "Type one of these: 1 guess, 2 fairly, 3 sure." in said
    assert "Say how sure: 1 guess, 2 fairly, 3 sure, such as: :sure 2" in said
    assert "Your answer: this; sure\n" in said
    assert "Your answer: this; guess\n" in said
    given = again(forms, attempt).progress.given
    assert [given[0].certainty, given[1].certainty] == [1, None]


def test_certainty_when_another_question_is_gone_to_is_not_asked_any_more(forms: Desk) -> None:
    attempt = begun(forms, "pick", "type", terms=Terms(certainty=True))
    led(forms, attempt, "a", ":go 2", "Kim", ":quit")
    given = again(forms, attempt).progress.given
    assert given[1].response == Typed("Kim")
    assert given[0].certainty is None


def test_certainty_where_it_is_not_asked_is_not_taken(forms: Desk) -> None:
    assert "This exam does not ask how sure you are." in led(forms, begun(forms, "pick"), ":sure 1", ":quit")


# Its end


def test_handing_in_lists_what_is_open_and_asks(forms: Desk) -> None:
    attempt = begun(forms, "pick", "type")
    said = led(forms, attempt, "a", ":flag", ":hand-in", "", ":hand-in", "y", "80 %", "")
    assert "1 question without an answer: 2.\nFlagged: 2.\nHand in now? Then nothing can be changed." in said
    assert "Not handed in.\n" in said
    assert "Handed in. Before you see it: what score do you expect?\nA percentage, 0 to 100" in said
    assert (
        "Result: 1 of 2 points · 50 %.\nOf all such questions: 9–91 %.\nYou predicted 80 %: 30 perc" in said
    )
    assert again(forms, attempt).progress.predicted == 0.8


@pytest.mark.parametrize(("line", "share"), [("", None), ("62,5", 0.625), ("0", 0.0), ("100%", 1.0)])
def test_prediction_may_be_any_percentage_or_none(forms: Desk, line: str, share: float | None) -> None:
    attempt = begun(forms, "pick")
    led(forms, attempt, ":hand-in", "y", line, "")
    assert again(forms, attempt).progress.predicted == share


@pytest.mark.parametrize("line", ["101", "-1", "half", "1e2", "9" * 5000])
def test_prediction_that_is_none_is_asked_again(forms: Desk, line: str) -> None:
    said = led(forms, begun(forms, "pick"), ":hand-in", "y", line, "50", "")
    assert said.count("A percentage, 0 to 100; an empty line skips:") == 2


def test_what_the_program_cannot_mark_is_shown_beside_its_key(forms: Desk) -> None:
    attempt = begun(forms, "recall", "essay")
    lines = ("That thing.", "One.", "Two.", ":hand-in", "y", "", "2", "½", "1", "")
    said = led(forms, attempt, *lines)
    assert "To be marked by you, 2 left. Question 1.\n\nWhat is recalled?\n\nYou wrote: That thing.\n" in said
    assert "The answer: That.\n" in said
    assert "You wrote:\nOne.\nTwo.\n\nNotes for marking:\nBecause of [X].\n" in said
    assert "What is it worth? 0, ½ or 1:\nThat is not what is asked for here" in said
    assert "3.5 of the points you gave yourself, of 4." in said
    assert again(forms, attempt).progress.marks == {0: 0.5, 1: 1.0}


@pytest.mark.parametrize("lines", [(":quit",), ("", ":quit")])
def test_marking_when_left_waits_and_is_gone_on_with(forms: Desk, lines: tuple[str, ...]) -> None:
    attempt = begun(forms, "recall")
    assert "what is left to mark waits" in led(forms, attempt, "x", ":hand-in", "y", *lines)
    assert "what is left to mark waits" in led(forms, attempt)
    assert "Result: 1 of 1 points" in led(forms, attempt, *([""] if len(lines) == 1 else []), "1", "")
    assert forms.exams.running() == ()


def test_end_of_input_or_an_interrupt_leaves_the_exam_running(forms: Desk) -> None:
    attempt = begun(forms, "pick", "type")
    said = led(forms, attempt, "a")
    assert said.endswith(
        "Its clock runs on.\nTo go on: alliance-tutor exam --resume, or the first line of home.\n(end)\n"
    )
    talk = Conversation(KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        exams.go_on(forms, talk, attempt.progress.exam)
    assert "This exam is not handed in." in talk.said
    assert again(forms, attempt).unanswered == (2,)


def test_disk_when_full_loses_nothing_and_the_answer_can_be_given_again(
    forms: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = begun(forms, "pick", "type")
    monkeypatch.setattr(forms.journal, "append", Full(forms, times=1))
    said = led(forms, attempt, "a", "a", ":quit")
    assert "error: the disk is full" in said
    assert "Not all of that is saved: do it again, or :quit." in said
    assert list(again(forms, attempt).progress.given) == [0]


@pytest.mark.parametrize("lines", [("a",), ("a", ":quit")])
def test_answer_that_stays_unsaved_ends_as_a_fault(
    forms: Desk, monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...]
) -> None:
    attempt = begun(forms, "pick", "type")
    monkeypatch.setattr(forms.journal, "append", Full(forms, times=9))
    talk = Conversation(*lines)
    with pytest.raises(JournalError):
        exams.go_on(forms, talk, attempt.progress.exam)
    assert "This exam is not handed in." in talk.said


# Going on


def test_exam_that_goes_on_says_the_policy_and_that_the_deck_changed(forms: Desk) -> None:
    attempt = begun(forms, "pick", "type")
    path = next(deck.path for deck in forms.shelf.library.decks if deck.id == "forms")
    path.write_text(path.read_text().replace("Who?", "Who on earth?"))
    forms.shelf.reload()
    said = led(forms, attempt, "", ":quit")
    assert said.startswith("\nTrial · Forms [X].\nThe clock runs on while the program is closed")
    assert "The decks have changed since this exam began. Question 2 stays as it stood then." in said
    assert "\nWho?\n" in said


def test_exam_that_there_is_not_cannot_go_on(forms: Desk) -> None:
    with pytest.raises(UsageError):
        exams.go_on(forms, Conversation(), "nothing-1")


def test_answer_of_another_window_is_taken_in(forms: Desk) -> None:
    attempt = begun(forms, "pick", "type")

    def elsewhere() -> None:
        with Desk.open() as window:
            other = window.exams.resume(attempt.progress.exam)
            other.go_to(2)
            other.answer(Typed("Kim"))
            other.hand_in()

    said = led(forms, attempt, elsewhere, "a", "50", "")
    assert "What you typed last came too late." in said
    assert "Handed in. Before you see it" in said
    assert list(again(forms, attempt).progress.given) == [1]


# Home


def at_home(desk: Desk, *lines: Line) -> str:
    talk = Conversation(*lines)
    try:
        home.run(desk, talk)
    except EndOfInput:
        talk.say("(end)")
    return talk.said


def test_home_offers_an_exam_and_goes_on_with_one_first(forms: Desk) -> None:
    Clock(forms)
    assert "Go on" not in at_home(forms)
    begun(forms, "pick", "type")
    said = at_home(forms, "", "a", ":quit", ":quit")
    assert "\n1. Go on with the exam Trial: 10 minutes left\n" in said
    assert "Question 1 of 2. 10 minutes left." in said


def test_home_when_a_deck_or_topic_is_chosen_sets_up_an_exam_on_it(forms: Desk) -> None:
    said = at_home(
        forms, Pick("Forms"), Pick("Exam on this deck"), ":quit", Pick("Forms"), Pick("First things")
    )
    assert "\n2. Decks: Forms [X]\n" in said
    said = at_home(forms, Pick("Forms"), Pick("First things"), Pick("Exam on this topic"), ":quit")
    assert "\n3. Topics: First things\n" in said


def test_home_when_exams_were_taken_lists_them_and_opens_one(forms: Desk) -> None:
    said = at_home(forms, Pick("Exam: "), ":quit")
    assert "An exam. Nothing begins before you have seen its first page." in said
    led(forms, begun(forms, "pick"), "a", ":hand-in", "y", "", "")
    line = "23 Nov 2026 · Trial · 1 of 1 points · 100 % (21–100 %)"
    said = at_home(forms, Pick("Exam: "), Pick("Exams taken"), Pick("23 Nov"), "1", "", "1", ":quit")
    assert f"\n2. {line}\n" in said
    assert "Question 1. Forms [X]: First things." in said
    assert at_home(forms, Pick("Exam: "), Pick("A new exam"), ":quit").count("An exam. Nothing begins") == 1
