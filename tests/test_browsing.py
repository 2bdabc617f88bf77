"""Searches carried out on decks and journal, and what is done with several questions at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck import library
from alliance_tutor.desk import Desk
from alliance_tutor.desk.finding import FIRST, Finder, Found, Stopped
from alliance_tutor.journal.events import Kind
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.scheduler import retrievability
from alliance_tutor.memory.studyday import Moment, day_text
from alliance_tutor.study.search import Order
from alliance_tutor.study.search_reading import SearchError, read

ONE = """
[deck]
id = "one"
title = "One"

[[topic]]
id = "war"
title = "War"

[[card]]
id = "paper"
type = "open"
prompt = "Write about the treaty."
notes = "Anything."

[[card]]
id = "treaty"
topic = "war"
prompt = "When was the Treaty signed?"
answer = "In 1961"
status = "disputed"
level = "recall"
tags = ["Big Tag", "x"]

[[card]]
id = "pick"
type = "choice"
prompt = "Which city?"
answer = "Pyongyang"
distractors = ["Moscow"]
explanation = "Where the résumé was found."

[[card]]
id = "both"
prompt = "front"
answer = "back"
reverse = true
"""
TWO = '[deck]\nid = "two"\ntitle = "Two"\n' + "".join(
    f'[[card]]\nid = "n{number}"\nprompt = "Number {number}?"\nanswer = "{number}"\n' for number in range(100)
)
DAY_MS = 86_400_000


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    packaged = tmp_path / "packaged"
    packaged.mkdir()
    monkeypatch.setattr(library, "packaged_decks", lambda: packaged)
    monkeypatch.setenv("ALLIANCE_TUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", "2026-11-23T19:00:00+00:00")
    decks = tmp_path / "home" / "decks"
    decks.mkdir(parents=True)
    (decks / "one.toml").write_text(ONE, encoding="utf-8")
    (decks / "two.toml").write_text(TWO, encoding="utf-8")
    return decks


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    with Desk.open() as opened:
        yield opened


def answer(desk: Desk, question: str, rating: Rating = Rating.GOOD, *, ago: int = 0, **more: object) -> str:
    """Put an answer into the journal, so many days ago; its event's id."""
    now = desk.now()
    at = Moment(now.at - ago * DAY_MS, now.offset)
    body = {"question": question, "rating": int(rating), "study_day": day_text(desk.day - ago), "ms": 5000}
    kind = Kind.ANSWERED if more else Kind.REVIEWED
    return desk.journal.append(kind, {**body, **more}, at).id


def learn(desk: Desk, question: str, *, ago: int = 30) -> None:
    """Bring a question past learning."""
    answer(desk, question, Rating.EASY, ago=ago)


def found(desk: Desk, text: str, order: Order = Order.DECK, *, turned: bool = False) -> list[str]:
    finder = desk.browsing.finder()
    ids = finder.ids(finder.find(read(text), order, desk.day, turned=turned))
    return [id.removeprefix("one/") for id in ids]


def test_an_empty_search_finds_all_questions_that_can_be_studied_in_order(desk: Desk) -> None:
    assert found(desk, "deck:one") == ["treaty", "pick", "both", "both#reverse"]
    assert len(found(desk, "")) == 104
    assert len(desk.browsing.everything().numbers) == 104


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("treaty", ["treaty"]),
        ("RESUME", ["pick"]),
        ("moscow or 1961", ["treaty", "pick"]),
        ("big", ["treaty"]),
        ("tag:x", ["treaty"]),
        ('tag:"big tag"', ["treaty"]),
        ("tag:big", []),
        ("topic:war", ["treaty"]),
        ("topic:w*", ["treaty"]),
        ("type:choice", ["pick"]),
        ("type:open", []),
        ("level:recall", ["treaty"]),
        ("status:dis*", ["treaty"]),
        ("card:both", ["both", "both#reverse"]),
        ("card:* deck:one -card:both", ["treaty", "pick"]),
        ("-treaty deck:one", ["pick", "both", "both#reverse"]),
        ("deck:nine", []),
        ("fro* back", ["both", "both#reverse"]),
    ],
)
def test_words_and_fields_find_what_they_say(desk: Desk, text: str, ids: list[str]) -> None:
    assert found(desk, text) == ids


def test_states_find_what_the_journal_says(desk: Desk) -> None:
    learn(desk, "one/treaty", ago=200)
    learn(desk, "one/pick", ago=1)
    answer(desk, "one/both", Rating.AGAIN)
    desk.record(Kind.SUSPENDED, {"question": "one/both#reverse"})
    desk.record(Kind.FLAGGED, {"question": "one/pick"})
    assert found(desk, "is:due") == ["treaty", "both"]
    assert found(desk, "is:review") == ["treaty", "pick"]
    assert found(desk, "is:learning") == ["both"]
    assert found(desk, "is:suspended") == ["both#reverse"]
    assert found(desk, "is:flagged") == ["pick"]
    assert found(desk, "is:new deck:one") == ["both#reverse"]
    desk.record(Kind.BURIED, {"question": "one/treaty", "study_day": day_text(desk.day)})
    assert found(desk, "is:buried") == ["treaty"]
    assert found(desk, "is:due") == ["both"]
    assert found(desk, "is:leech") == []


def test_leech_is_what_lapsed_eight_times(desk: Desk) -> None:
    learn(desk, "one/pick", ago=100)
    for ago in range(99, 83, -2):
        answer(desk, "one/pick", Rating.AGAIN, ago=ago)
        answer(desk, "one/pick", Rating.EASY, ago=ago)
    assert desk.standing("one/pick").memory is not None
    assert found(desk, "is:leech") == ["pick"]
    assert found(desk, "prop:lapses>=8") == ["pick"]


def test_figures_are_compared_and_new_questions_have_none_but_counts(desk: Desk) -> None:
    learn(desk, "one/treaty", ago=200)
    learn(desk, "one/pick", ago=1)
    assert found(desk, "prop:stability<1000") == ["treaty", "pick"]
    assert found(desk, "prop:due<0") == ["treaty"]
    assert found(desk, "prop:due>0") == ["pick"]
    assert found(desk, "prop:reps=1") == ["treaty", "pick"]
    assert found(desk, "prop:reps=0 deck:one") == ["both", "both#reverse"]
    assert found(desk, "prop:lapses<1 deck:one") == ["treaty", "pick", "both", "both#reverse"]
    assert found(desk, "prop:lapses!=0 deck:one") == []
    assert found(desk, "prop:interval>=5") == ["treaty", "pick"]


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">="])
def test_retrievability_is_compared_as_it_is_shown(desk: Desk, sign: str) -> None:
    for number in range(0, 60, 7):
        learn(desk, f"two/n{number}", ago=number)
    for bound in (-1.0, 0.0, 0.5, 0.8, 0.9, 0.95, 0.999, 1.0, 1.5):
        expected = []
        for number in range(0, 60, 7):
            memory = desk.standing(f"two/n{number}").memory
            assert memory
            chance = retrievability(memory, desk.day)
            right = {"<": chance < bound, "<=": chance <= bound, ">": chance > bound, ">=": chance >= bound}
            expected += [f"two/n{number}"] if right[sign] else []
        assert found(desk, f"prop:retrievability{sign}{bound}") == expected


def test_rated_finds_answers_of_the_last_study_days_that_hold(desk: Desk) -> None:
    answer(desk, "one/treaty", Rating.AGAIN, ago=6)
    answer(desk, "one/pick", Rating.AGAIN, ago=7)
    answer(desk, "one/both", Rating.GOOD, ago=2, mode="quiz", counts=False, credit=1)
    back = answer(desk, "two/n1", Rating.AGAIN)
    desk.record(Kind.RETRACTED, {"event": back})
    slip = answer(desk, "one/both", Rating.AGAIN)
    desk.record(Kind.RETRACTED, {"event": slip})
    turned = answer(desk, "two/n2", Rating.AGAIN)
    desk.record(Kind.OVERRULED, {"event": turned, "credit": 1, "rating": 3})
    assert found(desk, "rated:7") == ["treaty", "both", "two/n2"]
    assert found(desk, "rated:7:again") == ["treaty"]
    assert found(desk, "rated:8:again") == ["treaty", "pick"]
    assert found(desk, "rated:1:good") == ["two/n2"]
    assert found(desk, "rated:36500:hard") == []


def test_rated_finds_answers_in_exams_and_of_cards_whose_history_was_carried_over(desk: Desk) -> None:
    row = {"item": 0, "question": "one/pick", "rating": 1, "ms": 5, "credit": 0, "counts": True}
    start = desk.record(Kind.EXAM_STARTED, {"title": "x"})
    assert start
    body = {"exam": start.id, "study_day": day_text(desk.day), "answers": [row]}
    desk.record(Kind.EXAM_FINISHED, body)
    answer(desk, "one/old", Rating.AGAIN)
    desk.record(Kind.RELINKED, {"from": "one/old", "to": "one/treaty"})
    assert found(desk, "rated:1:again") == ["treaty", "pick"]


def test_gone_lists_what_was_answered_and_no_deck_has(desk: Desk, folder: Path) -> None:
    answer(desk, "one/treaty")
    answer(desk, "nine/lost")
    assert found(desk, "is:gone") == ["nine/lost"]
    (folder / "one.toml").write_text(ONE.replace('id = "treaty"', 'id = "pact"'), encoding="utf-8")
    desk.shelf.reload()
    assert found(desk, "is:gone") == ["nine/lost", "treaty"]
    assert found(desk, "is:gone treaty") == ["treaty"]
    assert found(desk, "is:gone deck:nine") == ["nine/lost"]
    assert found(desk, "is:gone -card:lost rated:1") == ["treaty"]
    assert found(desk, "treaty") == ["pact"]
    finder = desk.browsing.finder()
    rows = desk.browsing.rows(finder.find(read("is:gone"), Order.DUE, desk.day), 0, 9)
    texts = {row.id: row.gone and row.gone.prompt for row in rows}
    assert texts == {"nine/lost": None, "one/treaty": "When was the Treaty signed?"}


def test_order_sorts_what_was_answered_and_leaves_the_rest_last(desk: Desk) -> None:
    learn(desk, "one/both", ago=200)
    learn(desk, "one/treaty", ago=10)
    answer(desk, "one/pick", Rating.AGAIN, ago=1)
    for order, ids in {
        Order.DECK: ["treaty", "pick", "both", "both#reverse"],
        Order.DUE: ["both", "pick", "treaty", "both#reverse"],
        Order.RETRIEVABILITY: ["both", "pick", "treaty", "both#reverse"],
        Order.STABILITY: ["pick", "treaty", "both", "both#reverse"],
        Order.ANSWERED: ["pick", "treaty", "both", "both#reverse"],
    }.items():
        assert found(desk, "deck:one", order) == ids
    assert found(desk, "deck:one", Order.DUE, turned=True) == ["treaty", "pick", "both", "both#reverse"]
    assert found(desk, "deck:one", Order.DECK, turned=True) == ["both#reverse", "both", "pick", "treaty"]


def test_order_follows_what_is_recorded_meanwhile(desk: Desk) -> None:
    finder = desk.browsing.finder()
    learn(desk, "one/pick", ago=10)
    assert finder.ids(finder.find(read("deck:one"), Order.ANSWERED, desk.day))[0] == "one/pick"
    learn(desk, "one/both", ago=1)
    assert finder.ids(finder.find(read("deck:one"), Order.ANSWERED, desk.day))[0] == "one/both"


def test_the_first_questions_are_told_before_the_rest(desk: Desk) -> None:
    told: list[Found] = []
    whole = desk.browsing.finder().find(read("-deck:nine"), Order.DECK, desk.day, first=told.append)
    assert len(told) == 1
    assert not told[0].complete
    assert len(told[0].numbers) >= FIRST
    assert whole.complete
    assert list(whole.numbers)[: len(told[0].numbers)] == list(told[0].numbers)


def test_a_search_that_is_not_wanted_any_more_stops(desk: Desk) -> None:
    with pytest.raises(Stopped):
        desk.browsing.finder().find(read("a"), Order.DECK, desk.day, stopped=lambda: True)


def test_a_finder_apart_sees_the_same_and_follows_the_journal(desk: Desk) -> None:
    finder = desk.browsing.aside()()
    try:
        assert list(finder.find(read("is:flagged"), Order.DECK, desk.day).numbers) == []
        desk.record(Kind.FLAGGED, {"question": "one/pick"})
        assert finder.ids(finder.find(read("is:flagged"), Order.DECK, desk.day)) == ["one/pick"]
    finally:
        finder.close()


def test_rows_hold_text_and_standing_wherever_they_begin(desk: Desk) -> None:
    answer(desk, "one/pick")
    everything = desk.browsing.everything()
    rows = desk.browsing.rows(everything, 1, 4)
    assert [row.id for row in rows] == ["one/pick", "one/both", "one/both#reverse", "two/n0"]
    assert rows[0].standing.memory is not None
    assert [row.question.prompt for row in rows if row.question] == [
        "Which city?",
        "front",
        "back",
        "Number 0?",
    ]
    assert [row.id for row in desk.browsing.rows(everything, 103, 9)] == ["two/n99"]
    assert desk.browsing.rows(everything, 104, 9) == []


def exhaust(steps: Iterator[int]) -> list[int]:
    return list(steps)


def test_several_are_changed_and_taken_back_as_one(desk: Desk) -> None:
    ids = [f"two/n{number}" for number in range(100)]
    desk.record(Kind.SUSPENDED, {"question": "two/n7"})
    assert exhaust(desk.browsing.do(Kind.SUSPENDED, ids)) == [50, 100]
    assert desk.browsing.latest
    assert (desk.browsing.latest.kind, len(desk.browsing.latest.events)) == ("suspended", 99)
    latest = desk.browsing.latest
    assert exhaust(desk.browsing.do(Kind.SUSPENDED, ids)) == [50, 100]
    assert desk.browsing.latest is latest
    assert len(found(desk, "is:suspended")) == 100
    exhaust(desk.browsing.undo())
    assert found(desk, "is:suspended") == ["two/n7"]
    assert desk.browsing.latest is None
    assert exhaust(desk.browsing.undo()) == []


@pytest.mark.parametrize(
    ("kind", "text", "back"),
    [
        (Kind.SUSPENDED, "is:suspended", Kind.RESUMED),
        (Kind.BURIED, "is:buried", Kind.UNBURIED),
        (Kind.FLAGGED, "is:flagged", Kind.UNFLAGGED),
    ],
)
def test_each_change_has_its_opposite_and_does_nothing_twice(
    desk: Desk, kind: Kind, text: str, back: Kind
) -> None:
    exhaust(desk.browsing.do(kind, ["one/pick"]))
    assert found(desk, text) == ["pick"]
    before = desk.journal.state()
    exhaust(desk.browsing.do(kind, ["one/pick"]))
    assert desk.journal.state() == before
    exhaust(desk.browsing.do(back, ["one/pick"]))
    assert found(desk, text) == []


def test_reset_makes_a_question_new_and_undo_gives_its_memory_back(desk: Desk) -> None:
    learn(desk, "one/pick")
    before = desk.standing("one/pick").memory
    exhaust(desk.browsing.do(Kind.RESET, ["one/pick", "one/both"]))
    assert desk.browsing.latest
    assert (desk.browsing.latest.kind, len(desk.browsing.latest.events)) == ("reset", 1)
    assert desk.standing("one/pick").memory is None
    exhaust(desk.browsing.undo())
    assert desk.standing("one/pick").memory == before


def test_only_what_is_not_set_aside_and_not_gone_can_be_asked(desk: Desk) -> None:
    desk.record(Kind.SUSPENDED, {"question": "one/pick"})
    desk.record(Kind.BURIED, {"question": "one/both", "study_day": day_text(desk.day)})
    asked = desk.browsing.to_ask(["one/pick", "nine/lost", "one/both", "one/treaty"])
    assert asked == ["one/treaty"]


def test_past_tells_each_answer_with_the_interval_it_gave_and_what_was_taken_back(desk: Desk) -> None:
    answer(desk, "one/pick", Rating.EASY, ago=20)
    slip = answer(desk, "one/pick", Rating.AGAIN, ago=10)
    desk.record(Kind.RETRACTED, {"event": slip})
    answer(desk, "one/pick", Rating.GOOD, ago=3)
    desk.record(Kind.FLAGGED, {"question": "one/pick"})
    past = desk.browsing.past("one/pick")
    assert [(each.event.kind, each.rating, each.held) for each in past] == [
        ("reviewed", Rating.EASY, True),
        ("reviewed", Rating.AGAIN, False),
        ("reviewed", Rating.GOOD, True),
        ("flagged", None, True),
    ]
    intervals = [each.after.memory.interval for each in past if each.after and each.after.memory]
    memory = desk.standing("one/pick").memory
    assert memory
    assert intervals[-1] == memory.interval
    assert intervals[0] < intervals[-1]
    assert desk.browsing.past("one/treaty") == []


TERMS = st.sampled_from(
    [
        *("treaty", "1961", "b*", "is:due", "is:new", "is:suspended", "is:gone", "rated:7", "rated:7:again"),
        *("prop:reps=0", "prop:due<1", "deck:one", "topic:w*", "tag:x", "type:choice", '"front"'),
    ]
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that stays as it is."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        (home / "decks").mkdir()
        (home / "decks" / "one.toml").write_text(ONE, encoding="utf-8")
        patch.setattr(library, "packaged_decks", lambda: home / "none")
        patch.setenv("ALLIANCE_TUTOR_NOW", "2026-11-23T19:00:00+00:00")
        with Desk.open(str(home)) as desk:
            learn(desk, "one/treaty", ago=200)
            answer(desk, "one/pick", Rating.AGAIN)
            answer(desk, "nine/lost")
            yield desk


@given(one=TERMS, other=TERMS, order=st.sampled_from(Order))
def test_terms_combine_as_sets_do(kept: Desk, one: str, other: str, order: Order) -> None:
    asks = " or is:gone" if "is:gone" in (one, other) else ""
    everything = set(found(kept, f"deck:*{asks}"))
    first, second = (set(found(kept, f"({each}) (deck:*{asks})")) for each in (one, other))
    assert set(found(kept, f"{one} {other}", order)) == first & second
    assert set(found(kept, f"{one} or {other}", order)) == first | second
    assert set(found(kept, f"-{one} (deck:*{asks})", order)) == everything - first
    turned = found(kept, f"{one} or {other}", order, turned=True)
    assert sorted(turned) == sorted(first | second)


PIECES = st.sampled_from(
    [
        *(
            "treaty",
            "*",
            "a*b",
            "(",
            ")",
            "-",
            " or ",
            '"',
            "is:",
            "due",
            "gone",
            "prop:reps",
            "<",
            ">=",
            "1e",
        ),
        " ",
    ]
)


@given(text=st.lists(PIECES, max_size=12).map("".join), order=st.sampled_from(Order), turned=st.booleans())
def test_whatever_can_be_read_can_be_looked_for(kept: Desk, text: str, order: Order, turned: bool) -> None:
    try:
        search = read(text)
    except SearchError:
        return
    finder = kept.browsing.finder()
    result = finder.find(search, order, kept.day, turned=turned)
    ids = finder.ids(result)
    assert len(set(ids)) == len(ids)
    assert [row.id for row in kept.browsing.rows(result, 0, 99)] == ids


def test_a_finder_apart_reads_the_decks_where_no_cache_can_be_kept(desk: Desk) -> None:
    answer(desk, "one/pick")
    finder = Finder.apart(None, desk.shelf.files(), desk.places.history)
    try:
        assert finder.ids(finder.find(read("-is:new"), Order.DECK, desk.day)) == ["one/pick"]
    finally:
        finder.close()


def test_past_follows_a_history_that_was_carried_over_and_what_was_overruled(desk: Desk) -> None:
    answer(desk, "one/old", Rating.EASY, ago=9)
    turned = answer(desk, "one/old", Rating.AGAIN, ago=2)
    desk.record(Kind.OVERRULED, {"event": turned, "credit": 1, "rating": 3})
    desk.record(Kind.RELINKED, {"from": "one/old", "to": "one/treaty"})
    past = desk.browsing.past("one/treaty")
    assert [(each.rating, each.held) for each in past] == [(Rating.EASY, True), (Rating.GOOD, True)]
    assert past[-1].after == desk.standing("one/treaty")
