"""The whole engine on a small deck: from one study day to the next, with the real index and journal."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from alliance_tutor import settings
from alliance_tutor.deck import library
from alliance_tutor.deck.index import DeckIndex
from alliance_tutor.deck.lint.findings import Finding
from alliance_tutor.deck.questions import Question
from alliance_tutor.desk import Desk
from alliance_tutor.errors import JournalError, SettingsError, UsageError
from alliance_tutor.insight.overview import Mastery
from alliance_tutor.journal.events import Kind
from alliance_tutor.memory import plan
from alliance_tutor.memory.offers import Offer
from alliance_tutor.memory.plan import DayCount, Limits
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.studyday import Moment
from alliance_tutor.study import drawing
from alliance_tutor.study.drawing import Stock, Wanted
from alliance_tutor.study.quiz import QuizOptions
from alliance_tutor.study.responses import Picked
from alliance_tutor.study.session import Phase, Session

NOON = 1_795_435_200_000  # 2026-11-23T12:00Z
MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR

SMALL = """
[deck]
id = "small"
title = "Small"
as_of = 2026-11-22

[[topic]]
id = "one"
title = "One"

[[topic]]
id = "two"
title = "Two"

[[card]]
id = "a"
topic = "one"
prompt = "A?"
answer = "a"

[[card]]
id = "b"
topic = "one"
prompt = "B?"
answer = "b"
reverse = true

[[card]]
id = "c"
topic = "two"
type = "cloze"
text = "From {{1950}} to {{1953}}."

[[card]]
id = "d"
topic = "two"
type = "true-false"
prompt = "D?"
answer = true
"""


def deck(id: str, cards: int) -> str:
    """A deck of so many cards, `c1` and so on."""
    head = f'[deck]\nid = "{id}"\ntitle = "{id.title()}"\n'
    each = '\n[[card]]\nid = "c{0}"\nprompt = "Question {0}?"\nanswer = "{0}"\n'
    return head + "".join(each.format(number) for number in range(1, cards + 1))


class Hands:
    """The learner's hands on a desk: they set its clock and answer its questions."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.at = NOON
        self.offset = 0
        desk.clock = lambda: Moment(self.at, self.offset)

    def sit(self, queue: tuple[str, ...] | None = None) -> Session:
        return self.desk.session(self.desk.queue() if queue is None else queue)

    def study(self, rating: Rating = Rating.EASY, queue: tuple[str, ...] | None = None) -> list[str]:
        """Answer all that is asked in the same way; what was asked, in order."""
        return answered(self.sit(queue), rating)

    def days_of(self, kind: Kind = Kind.REVIEWED) -> list[str]:
        return [event.body["study_day"] for event in self.desk.journal.events() if event.kind == kind]


def answered(session: Session, rating: Rating = Rating.EASY, times: int = 1_000) -> list[str]:
    asked: list[str] = []
    while session.current and len(asked) < times:
        asked.append(session.current.question.id)
        session.respond(None)
        session.rate(rating)
    return asked


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped decks' place, holding the small deck; a home beside it."""
    folder = tmp_path / "packaged"
    folder.mkdir()
    (folder / "small.toml").write_text(SMALL)
    monkeypatch.setattr(library, "packaged_decks", lambda: folder)
    monkeypatch.setenv("ALLIANCE_TUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ALLIANCE_TUTOR_NOW", raising=False)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def open_hands(packaged: Path, home: Path) -> Iterator[Callable[[], Hands]]:
    desks: list[Desk] = []

    def open_one() -> Hands:
        desks.append(Desk.open())
        return Hands(desks[-1])

    yield open_one
    for each in desks:
        each.close()


@pytest.fixture
def hands(open_hands: Callable[[], Hands]) -> Hands:
    return open_hands()


@pytest.fixture
def desk(hands: Hands) -> Desk:
    return hands.desk


# Today and tomorrow


def test_first_day_brings_new_questions_one_of_a_card(desk: Desk) -> None:
    assert desk.queue() == ("small/a", "small/b", "small/c#c1", "small/d")
    assert desk.today().due == ()


def test_learner_comes_back_tomorrow(packaged: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", "2026-11-23T20:00:00+01:00")
    with Desk.open() as today:
        session = today.session(today.queue())
        assert answered(session, Rating.GOOD) == [
            *("small/a", "small/b", "small/c#c1", "small/d"),
            *("small/a", "small/b", "small/c#c1", "small/d"),
        ]
        assert today.queue() == ()
        due = {
            id: standing.memory.due_day
            for id, standing in today.journal.standings().items()
            if standing.memory
        }
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", "2026-11-24T20:00:00+01:00")
    with Desk.open() as tomorrow:
        assert set(tomorrow.queue()) == {"small/b#reverse", "small/c#c2"}, (
            "siblings of yesterday, and nothing else"
        )
        assert min(due.values()) > tomorrow.day
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", "2026-11-24T02:00:00+01:00")
    with Desk.open() as night:
        assert night.queue() == (), "the study day ends at four"


def test_right_questions_are_asked_on_each_of_many_days(home: Path, packaged: Path, hands: Hands) -> None:
    (packaged / "more.toml").write_text(deck("more", 30))
    hands.desk.shelf.reload()
    hands.desk.settings = hands.desk.settings.__class__(new_per_day=3)
    ratings = [Rating.GOOD, Rating.EASY, Rating.HARD, Rating.AGAIN]
    seen: set[str] = set()
    for number in range(25):
        before = hands.desk.journal.standings()
        due = {id for id, each in before.items() if each.memory and each.memory.due_day <= hands.desk.day}
        session = hands.sit()
        asked: list[str] = []
        while session.current:
            asked += answered(session, ratings[(len(asked) + number) % 4 if len(asked) < 20 else 1], 1)
        new = set(asked) - seen
        assert len(new) <= 3
        assert set(asked) - new <= due
        cards = [id.partition("#")[0] for id in set(asked)]
        assert len(cards) == len(set(cards)), "siblings on one day"
        put_off = {id for id in due - set(asked) if id.partition("#")[0] not in cards}
        assert not put_off
        assert hands.desk.queue() == ()
        seen |= new
        hands.at += DAY
    assert len(seen) == 36


def test_limits_hold_however_often_the_queue_is_made(
    packaged: Path, home: Path, open_hands: Callable[[], Hands]
) -> None:
    (packaged / "small.toml").write_text(deck("small", 20))
    (home / "settings.toml").write_text("new_per_day = 4\nreviews_per_day = 3\n")
    hands = open_hands()
    assert answered(hands.sit(), Rating.EASY, 3) == ["small/c1", "small/c2", "small/c3"]
    assert hands.study() == ["small/c4"]
    assert hands.desk.queue() == ()
    hands.at += 100 * DAY
    today = hands.desk.today()
    assert (len(today.due), today.held, today.paused, today.new) == (3, 1, True, ())
    assert len(answered(hands.sit(), Rating.EASY, 2)) == 2
    assert len(hands.study()) == 1
    assert hands.desk.queue() == ()
    assert hands.desk.overview().load.held == 1


def test_time_left_alone_brings_the_same_answer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk.day == desk.study_day(desk.now()) == 739_943
    assert desk.study_day(Moment(NOON - 9 * HOUR, 0)) == 739_942


# Clocks


def test_nothing_is_doubled_when_the_roll_over_hour_changes(hands: Hands) -> None:
    hands.at = NOON + 14 * HOUR  # 02:00, still the study day of the 23rd
    assert len(hands.study()) == 4
    hands.desk.settings = hands.desk.settings.__class__(rollover_hour=0)
    assert hands.days_of() == ["2026-11-23"] * 4
    assert set(hands.desk.queue()) == {"small/b#reverse", "small/c#c2"}


def test_nothing_is_doubled_when_the_time_zone_changes(hands: Hands) -> None:
    hands.offset = 14 * 60  # 02:00 of the 24th, the study day of the 23rd
    asked = hands.study()
    hands.offset = -10 * 60  # the study day of the 22nd again
    assert hands.days_of() == ["2026-11-23"] * 4
    assert not set(hands.desk.queue()) & set(asked)
    hands.offset, hands.at = 14 * 60, hands.at + 6 * HOUR
    assert set(hands.desk.queue()) == {"small/b#reverse", "small/c#c2"}


def test_nothing_is_lost_when_the_clock_jumps_back(hands: Hands) -> None:
    asked = hands.study()
    hands.at -= 3 * DAY
    assert not set(hands.desk.queue()) & set(asked)
    assert hands.desk.journal.standing("small/a").memory
    hands.study()
    assert {id for id, each in hands.desk.journal.standings().items() if each.memory} > set(asked)


# Offers


def offers(desk: Desk) -> dict[str, Offer]:
    return {offer.key: offer for offer in desk.offers()}


def test_only_what_holds_a_question_is_offered(hands: Hands) -> None:
    assert list(offers(hands.desk)) == ["n"]
    hands.study()
    hands.at += DAY
    hands.study(Rating.AGAIN, ("small/b#reverse",)[:0])
    found = offers(hands.desk)
    assert list(found) == ["n", "w"]
    assert found["n"].title == "2 more new"
    assert found["w"].title == f"the {len(found['w'].queue)} weakest"


def test_missed_are_offered_on_the_day(hands: Hands) -> None:
    answered(hands.sit(("small/a",)), Rating.AGAIN, 1)
    hands.at += MINUTE
    hands.study(Rating.EASY)
    missed = offers(hands.desk)["m"]
    assert (missed.title, missed.queue) == ("the 1 missed", ("small/a",))
    assert hands.study(Rating.EASY, hands.desk.take_up(missed)) == ["small/a"]


def test_what_was_set_aside_is_taken_back_when_the_offer_is_taken_up(hands: Hands) -> None:
    session = hands.sit(("small/a", "small/b"))
    session.bury()
    session.suspend()
    assert not {"small/a", "small/b"} & set(hands.desk.queue())
    assert hands.desk.backlogs()["small"] == (0, 4)
    found = offers(hands.desk)
    assert found["b"].title == "bring back 1 buried today"
    assert found["s"].title == "resume 1 suspended"
    hands.at += MINUTE
    assert hands.desk.take_up(found["b"]) == ("small/a",)
    assert hands.study(Rating.EASY, hands.desk.take_up(found["s"])) == ["small/b"]
    assert not {"b", "s"} & set(offers(hands.desk))
    assert "small/a" in hands.desk.queue()


def test_buried_comes_back_tomorrow_and_suspended_does_not(hands: Hands) -> None:
    session = hands.sit(("small/a", "small/b"))
    session.bury()
    session.suspend()
    hands.at += DAY
    assert "small/a" in hands.desk.queue()
    assert "small/b" not in hands.desk.queue()
    assert "b" not in offers(hands.desk)


# Figures


def test_figures_of_the_first_screen(hands: Hands) -> None:
    before = hands.desk.overview()
    assert (before.load.due, before.load.new, before.load.done, before.load.minutes) == (0, 4, 0, 1)
    assert (before.streak, sum(before.recent)) == (0, 0)
    [row] = before.decks
    assert (row.id, row.title, row.due, row.new, row.mastery) == ("small", "Small", 0, 4, Mastery(0, 0, 6))
    answered(hands.sit(), Rating.EASY, 2)
    after = hands.desk.overview()
    assert (after.load.done, after.load.new, after.streak, after.recent[-1]) == (2, 2, 1, 2)
    assert [(each.id, each.new, each.mastery.known) for each in hands.desk.topics("small")] == [
        ("one", 0, 2),
        ("two", 2, 0),
    ]
    assert hands.desk.backlogs()["small"] == (0, 4)


def test_tomorrow_is_told_as_it_will_be_asked(hands: Hands, packaged: Path) -> None:
    def asked() -> tuple[int, int]:
        desk, day = hands.desk, hands.desk.day + 1
        limits = Limits(desk.settings.new_per_day, desk.settings.reviews_per_day)
        found = plan.today(desk.shelf.refs(), desk.journal.standings(), DayCount(day), limits, day)
        return len(found.due), len(found.new)

    answered(hands.sit(), Rating.AGAIN, 2)
    assert hands.desk.tomorrow() == asked() == (2, 2), "the siblings of what is due wait"
    hands.study(Rating.EASY)
    assert hands.desk.tomorrow() == asked() == (2, 1)
    hands.desk.settings = settings.save(hands.desk.places, reviews_per_day=1)
    assert hands.desk.tomorrow() == asked() == (1, 0), "no new question comes while reviews are put off"
    (packaged / "small.toml").unlink()
    hands.desk.shelf.reload()
    assert hands.desk.tomorrow() == (0, 0)


def test_recorded_counts_what_went_into_the_journal(
    hands: Hands, open_hands: Callable[[], Hands], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_hands()
    session = hands.sit()
    session.respond(None)
    answered(other.sit(), Rating.EASY, 1)
    session.rate(Rating.GOOD)
    assert (hands.desk.recorded, other.desk.recorded) == (0, 1)


# Decks that change


def test_queue_of_some_decks_or_of_a_topic(packaged: Path, hands: Hands) -> None:
    (packaged / "more.toml").write_text(deck("more", 2))
    hands.desk.shelf.reload()
    assert hands.desk.queue(["more"]) == ("more/c1", "more/c2")
    assert hands.desk.queue(topic="two") == ("small/c#c1", "small/d")
    assert len(hands.desk.shelf.refs()) == 8


def test_new_text_is_asked_when_a_deck_was_edited(packaged: Path, hands: Hands) -> None:
    session = hands.sit()
    (packaged / "small.toml").write_text(SMALL.replace("A?", "Really A?").replace('id = "d"', 'id = "e"'))
    hands.desk.shelf.reload()
    session.replace(hands.desk.shelf.question("small/a"))
    assert session.current
    assert session.current.question.prompt == "Really A?"
    assert answered(session) == ["small/a", "small/b", "small/c#c1"], "d has gone"
    assert hands.desk.queue() == ("small/e",)


def test_others_go_on_when_a_deck_is_deleted_or_broken(packaged: Path, hands: Hands) -> None:
    (packaged / "more.toml").write_text(deck("more", 2))
    hands.desk.shelf.reload()
    answered(hands.sit(("small/a",)), Rating.EASY, 1)
    session = hands.sit(("more/c1", "small/b", "more/c2"))
    (packaged / "small.toml").write_text(SMALL.replace('answer = "a"', "answer ="))
    hands.desk.shelf.reload()
    assert answered(session) == ["more/c1", "more/c2"]
    with pytest.raises(UsageError, match="small does not load") as caught:
        hands.desk.shelf.deck("small")
    assert "check" in caught.value.hint
    assert hands.desk.shelf.deck_title("small") == "small"
    assert hands.desk.shelf.checked("small") == ""
    (packaged / "small.toml").write_text(SMALL)
    hands.desk.shelf.reload()
    assert hands.desk.journal.standing("small/a").memory, "history comes back with the deck"
    assert hands.desk.shelf.deck_title("small") == "Small"
    assert hands.desk.shelf.checked("small") == "2026-11-22"


def test_session_is_done_when_its_deck_is_deleted(packaged: Path, hands: Hands) -> None:
    session = hands.sit()
    (packaged / "small.toml").unlink()
    hands.desk.shelf.reload()
    answered(session, Rating.GOOD, 1)
    assert session.phase is Phase.DONE
    assert [event.body["question"] for event in hands.desk.journal.events()] == ["small/a"]


def test_unknown_names_are_told_with_the_near_ones(desk: Desk) -> None:
    assert desk.shelf.deck("small").title == "Small"
    desk.shelf.check_topic("two")
    for wrong, hint in (("smal", "did you mean small?"), ("zzz", "there are: small")):
        with pytest.raises(UsageError, match=f"there is no deck {wrong}") as caught:
            desk.shelf.deck(wrong)
        assert caught.value.hint == hint
    for wrong, hint in (("tow", "did you mean two?"), ("zzz", "there are: one, two")):
        with pytest.raises(UsageError, match=f"there is no topic {wrong}") as caught:
            desk.shelf.check_topic(wrong, ["small"])
        assert caught.value.hint == hint


def test_unknown_names_are_told_when_there_is_no_deck_at_all(packaged: Path, desk: Desk) -> None:
    (packaged / "small.toml").unlink()
    desk.shelf.reload()
    assert (desk.queue(), desk.offers(), desk.overview().decks) == ((), [], ())
    with pytest.raises(UsageError) as caught:
        desk.shelf.deck("small")
    assert caught.value.hint == "there are: none"
    with pytest.raises(UsageError) as caught:
        desk.shelf.check_topic("one")
    assert caught.value.hint == "there are: none"


# Editing


def test_copy_of_a_shipped_deck_is_edited(packaged: Path, home: Path, desk: Desk) -> None:
    target = desk.shelf.edit_target("small/b#reverse")
    assert target.path.parent == home / "decks"
    assert target.path.read_text().splitlines()[target.line - 1] == "[[card]]"
    target.path.write_text(SMALL.replace("B?", "Better B?"))
    edited = desk.shelf.after_edit("small/b")
    assert isinstance(edited, Question)
    assert edited.prompt == "Better B?"
    assert (packaged / "small.toml").read_text() == SMALL


def test_findings_are_told_when_an_edit_breaks_the_deck(desk: Desk) -> None:
    target = desk.shelf.edit_target("small/a")
    target.path.write_text(SMALL.replace('id = "small"', "id ="))
    findings = desk.shelf.after_edit("small/a")
    assert isinstance(findings, list)
    assert all(isinstance(each, Finding) for each in findings)
    assert findings[0].path == str(target.path)
    assert desk.shelf.question("small/a"), "the shipped deck is still there"
    target.path.write_text(SMALL.replace("A?", "New A?"))
    edited = desk.shelf.after_edit("small/a")
    assert isinstance(edited, Question)
    assert edited.prompt == "New A?"


def test_edit_is_not_blamed_when_another_deck_is_broken(packaged: Path, desk: Desk) -> None:
    target = desk.shelf.edit_target("small/a")
    (packaged / "more.toml").write_text("[deck]")
    (target.path.parent / "draft.toml").write_text('[deck]\nid = "small"\n')
    target.path.write_text(SMALL.replace("A?", "New A?"))
    edited = desk.shelf.after_edit("small/a")
    assert isinstance(edited, Question)
    assert edited.prompt == "New A?"
    assert len(desk.shelf.library.broken) == 2


def test_edit_finds_no_question_when_the_card_was_deleted(desk: Desk) -> None:
    target = desk.shelf.edit_target("small/d")
    target.path.write_text(SMALL.replace('id = "d"', 'id = "e"'))
    assert desk.shelf.after_edit("small/d") is None


def test_edit_is_refused_when_the_deck_has_gone(desk: Desk) -> None:
    with pytest.raises(UsageError, match="there is no deck gone"):
        desk.shelf.edit_target("gone/a")


# The wanted retention


def test_wanted_retention_is_in_the_journal_before_what_it_decides(hands: Hands, desk: Desk) -> None:
    answered(hands.sit(), Rating.EASY, 1)
    desk.settings = desk.settings.__class__(desired_retention=0.97)
    hands.at += 1
    answered(hands.sit(), Rating.EASY, 2)
    events = list(desk.journal.events())
    kinds = [event.kind for event in events]
    assert kinds == [Kind.REVIEWED, Kind.RETENTION_SET, Kind.REVIEWED, Kind.REVIEWED]
    assert events[1].body == {"retention": 0.97}
    first, second = (desk.standing(f"small/{card}").memory for card in "ab")
    assert first
    assert second
    assert second.interval < first.interval


def test_deck_s_own_retention_is_in_the_journal_until_it_is_taken_away(hands: Hands, desk: Desk) -> None:
    desk.settings = desk.settings.__class__(retention={"small": 0.97})
    answered(hands.sit(), Rating.EASY, 1)
    assert desk.journal.retentions() == {"": 0.9, "small": 0.97}
    desk.settings = desk.settings.__class__(desired_retention=0.8)
    hands.at += 1
    answered(hands.sit(), Rating.EASY, 1)
    assert desk.journal.retentions() == {"": 0.8}
    bodies = [event.body for event in desk.journal.events() if event.kind == Kind.RETENTION_SET]
    assert bodies == [
        {"retention": 0.97, "deck": "small"},
        {"retention": 0.8},
        {"retention": None, "deck": "small"},
    ]
    first, second = (desk.standing(f"small/{card}").memory for card in "ab")
    assert first
    assert second
    assert first.interval < second.interval


def test_previews_are_what_rating_gives(hands: Hands, desk: Desk) -> None:
    desk.settings = desk.settings.__class__(desired_retention=0.8)
    session = hands.sit(("small/a",))
    session.respond(None)
    promised = session.previews[Rating.EASY]
    session.rate(Rating.EASY)
    assert desk.standing("small/a").memory == promised


# Two windows


def test_answer_is_counted_once_when_given_in_two_windows(open_hands: Callable[[], Hands]) -> None:
    one, two = open_hands(), open_hands()
    left, right = one.sit(), two.sit()
    left.respond(None)
    right.respond(None)
    left.rate(Rating.EASY)
    right.rate(Rating.AGAIN)
    assert "another window" in right.notice
    assert len(list(one.desk.journal.events())) == 1
    assert answered(right, Rating.EASY, 2) == ["small/b", "small/c#c1"]
    assert answered(left) == ["small/b", "small/d"], "b was in hand, c was not"
    assert answered(right) == ["small/d"], "which was in hand"
    assert len(list(one.desk.journal.events())) == 4
    assert [each.question.id for each in left.answers] == ["small/a", "small/d"]
    assert one.desk.overview().load.done == 4


def test_answer_of_an_earlier_sitting_is_undone_when_restarted(open_hands: Callable[[], Hands]) -> None:
    answered(open_hands().sit(), Rating.EASY, 1)
    hands = open_hands()
    session = hands.sit()
    assert session.undo()
    assert session.current
    assert session.current.question.id == "small/a"
    assert hands.desk.standing("small/a").memory is None
    assert hands.desk.last_answer() is None
    assert answered(session) == ["small/a", "small/b", "small/c#c1", "small/d"]


# Quizzes


def test_quiz_reads_no_more_standings_than_decide_and_draws_the_same(hands: Hands) -> None:
    session = hands.sit()
    session.suspend()
    session.bury()
    answered(session, Rating.AGAIN, 1)
    desk, wanted = hands.desk, Wanted()
    refs, all_of_them = desk.shelf.refs(), desk.journal.standings()
    assert desk.quiz_stock(wanted) == drawing.stock(refs, all_of_them, desk.day, wanted)
    assert desk.quiz_stock(wanted).available < 4
    quiz = desk.quiz(wanted, QuizOptions(seed=7))
    drawn = drawing.draw(refs, all_of_them, desk.day, wanted, Random(7))
    assert (quiz.current and quiz.current.question.id, *quiz._queue) == drawn.questions


def test_quiz_is_drawn_by_its_seed_and_recorded(hands: Hands) -> None:
    desk = hands.desk
    assert desk.quiz_stock(Wanted()) == Stock(
        4, {"small": 4}, {"one": 2, "two": 2}, {"basic": 2, "cloze": 1, "true-false": 1}, {"": 4}
    )
    wanted = Wanted(items=3)
    asked = []
    for seed in (5, 5, 6):
        quiz = desk.quiz(wanted, QuizOptions(seed=seed))
        asked.append([quiz.current and quiz.current.question.id, *quiz._queue])
    assert asked[0] == asked[1] != asked[2]
    quiz = desk.quiz(Wanted(types=("true-false",)), QuizOptions())
    quiz.respond(Picked(1))
    assert desk.journal.standing("small/d").last_rating == Rating.AGAIN
    quiz.overrule()
    assert desk.journal.standing("small/d").last_rating == Rating.HARD
    quiz.overrule()
    assert desk.journal.standing("small/d").last_rating == Rating.AGAIN
    assert desk.overview().streak == 1


def test_quiz_answers_are_in_the_journal_whatever_they_count_for(hands: Hands) -> None:
    hands.study(Rating.EASY)
    before = hands.desk.journal.standings()
    quiz = hands.desk.quiz(Wanted(types=("basic",)), QuizOptions(pretest=True))
    while quiz.current:
        quiz.respond(None)
        quiz.judge(False)
        quiz.go_on()
    assert hands.desk.journal.standings() == before
    assert hands.desk.journal.day(hands.desk.day).answers == 6
    assert hands.days_of(Kind.ANSWERED) == ["2026-11-23"] * 2


def test_verdict_overruled_while_studying_is_in_the_journal_at_once(hands: Hands) -> None:
    session = hands.sit(("small/d",))
    session.respond(Picked(1))
    session.overrule()
    session.rate(Rating.GOOD)
    answered, ruling = hands.desk.journal.events()
    assert (answered.body["credit"], answered.body["rating"]) == (0.0, Rating.GOOD)
    assert ruling.body == {"event": answered.id, "credit": 1.0}


# Opening and closing


def test_nothing_is_written_when_the_journal_is_only_read(packaged: Path, home: Path) -> None:
    with Desk.open(write=False) as desk:
        assert len(desk.queue()) == 4
    assert not (home / "history.db").exists()


def test_deck_given_by_its_path_goes_first(packaged: Path, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(deck("small", 1))
    with Desk.open(given=[path]) as desk:
        assert desk.queue() == ("small/c1",)
        assert [each.deck.path for each in desk.shelf.library.hidden] == [packaged / "small.toml"]


def test_home_may_be_given(packaged: Path, tmp_path: Path) -> None:
    with Desk.open(str(tmp_path / "other")) as desk:
        assert desk.places.history == tmp_path / "other" / "history.db"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("history.db", "no database " * 500, JournalError),
        ("settings.toml", "new_per_day = -1", SettingsError),
    ],
)
def test_nothing_stays_open_when_opening_fails(
    packaged: Path,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    content: str,
    kind: type[Exception],
) -> None:
    opened: list[DeckIndex] = []
    closed: list[DeckIndex] = []
    begin, end = DeckIndex.__init__, DeckIndex.close

    def note_opened(self: DeckIndex, path: Path | None) -> None:
        opened.append(self)
        begin(self, path)

    def note_closed(self: DeckIndex) -> None:
        closed.append(self)
        end(self)

    monkeypatch.setattr(DeckIndex, "__init__", note_opened)
    monkeypatch.setattr(DeckIndex, "close", note_closed)
    (home / name).write_text(content)
    with pytest.raises(kind):
        Desk.open()
    assert opened == closed


def test_deck_that_does_not_exist_is_refused(packaged: Path, home: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        Desk.open(given=[tmp_path / "none.toml"])


def test_clock_of_the_environment_is_refused_when_it_is_no_instant(
    packaged: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", "tomorrow")
    with pytest.raises(UsageError, match="ALLIANCE_TUTOR_NOW"):
        Desk.open()
