"""The history of a card that vanished is offered to a similar new one, and never moved unasked."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from alliance_tutor.deck import library
from alliance_tutor.desk import Desk
from alliance_tutor.desk.relinking import ALIKE, Text, likeness
from alliance_tutor.errors import UsageError
from alliance_tutor.journal.events import Kind

HEAD = '[deck]\nid = "d"\ntitle = "D"\n'
OLD = '[[card]]\nprompt = "What is the capital of Korea?"\nanswer = "Pyongyang"\n'
NEW = OLD.replace("capital of Korea", "capital of North Korea")
OTHER = '[[card]]\nid = "other"\nprompt = "Who signed the treaty of 1961?"\nanswer = "Kim Il-sung"\n'
_moments = count(1)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    packaged = tmp_path / "packaged"
    packaged.mkdir()
    monkeypatch.setattr(library, "packaged_decks", lambda: packaged)
    monkeypatch.setenv("ALLIANCE_TUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", "2026-11-23T19:00:00+00:00")
    place = tmp_path / "home" / "decks" / "d.toml"
    place.parent.mkdir(parents=True)
    save(place, HEAD + OLD + OTHER)
    return place


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    with Desk.open() as opened:
        yield opened


def save(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    moment = 1_700_000_000 + next(_moments)
    os.utime(path, (moment, moment))


def study(desk: Desk, times: int = 2) -> None:
    """Answer every question of the deck some times."""
    for ref in desk.shelf.refs():
        for _ in range(times):
            body = {"question": ref.id, "rating": 3, "study_day": "2026-11-23", "ms": 1000, "hash": "x"}
            desk.record(Kind.REVIEWED, body)


def change(desk: Desk, path: Path, text: str) -> None:
    save(path, text)
    desk.shelf.reload()


def test_a_changed_prompt_of_a_card_without_an_id_is_offered_its_history(desk: Desk, path: Path) -> None:
    study(desk)
    (old,) = [ref.id for ref in desk.shelf.refs() if ref.card != "other"]
    assert desk.relinking.offers() == []
    change(desk, path, HEAD + NEW + OTHER)
    (offer,) = desk.relinking.offers()
    (new,) = [ref.id for ref in desk.shelf.refs() if ref.card != "other"]
    assert (offer.old, offer.new, offer.answers) == (old, new, 2)
    assert offer.old_text == Text("What is the capital of Korea?", "Pyongyang")
    assert offer.new_text.prompt == "What is the capital of North Korea?"
    assert desk.standing(new).memory is None
    before = desk.standing(old).memory
    event = desk.relinking.carry(offer.old, offer.new)
    assert desk.standing(new).memory == before
    assert desk.relinking.offers() == []
    assert desk.relinking.made() == [event]
    desk.relinking.take_back(event)
    assert desk.standing(new).memory is None
    assert desk.standing(old).memory == before
    assert desk.relinking.made() == []
    assert [each.old for each in desk.relinking.offers()] == [old]


def test_a_history_is_offered_also_when_the_deck_was_broken_meanwhile(desk: Desk, path: Path) -> None:
    study(desk)
    change(desk, path, HEAD + "broken = 1\n" + NEW)
    assert desk.relinking.offers() == []
    assert len(desk.shelf.index.gone()) == 2
    change(desk, path, HEAD + NEW + OTHER)
    assert len(desk.shelf.index.gone()) == 1
    assert len(desk.relinking.offers()) == 1


def test_what_was_declined_is_not_offered_again_and_comes_back_with_its_card(desk: Desk, path: Path) -> None:
    study(desk)
    change(desk, path, HEAD + NEW + OTHER)
    (offer,) = desk.relinking.offers()
    desk.relinking.leave(offer)
    assert desk.relinking.offers() == []
    change(desk, path, HEAD + OLD + OTHER)
    assert desk.standing(offer.old).memory is not None


@pytest.mark.parametrize(
    "text",
    [
        HEAD + OTHER,
        HEAD + OLD + NEW + OTHER,
        HEAD + OTHER + '[[card]]\nprompt = "Which river do the two share?"\nanswer = "Tumen"\n',
        HEAD + OTHER + '[[card]]\ntype = "cloze"\ntext = "What is the capital of Korea? {{Pyongyang}}"\n',
    ],
    ids=["none new", "none vanished", "none alike", "of other questions"],
)
def test_nothing_is_offered_where_there_is_no_such_pair(desk: Desk, path: Path, text: str) -> None:
    study(desk)
    change(desk, path, text)
    assert desk.relinking.offers() == []


def test_a_new_card_that_was_answered_already_keeps_its_own_history(desk: Desk, path: Path) -> None:
    study(desk)
    change(desk, path, HEAD + NEW + OTHER)
    assert len(desk.relinking.offers()) == 1
    study(desk, 1)
    assert desk.relinking.offers() == []


def test_a_card_that_was_never_answered_has_nothing_to_offer(desk: Desk, path: Path) -> None:
    change(desk, path, HEAD + NEW + OTHER)
    assert desk.relinking.offers() == []


def test_each_card_is_offered_once_and_the_most_alike_first(desk: Desk, path: Path) -> None:
    second = OLD.replace("the capital of Korea", "the capital of the other Korea").replace(
        "Pyongyang", "Seoul"
    )
    change(desk, path, HEAD + OLD + second)
    study(desk)
    change(desk, path, HEAD + OLD.replace("What is", "What was") + second.replace("What is", "What was"))
    offers = desk.relinking.offers()
    assert [(each.old_text.answer, each.new_text.answer) for each in offers] == [
        ("Seoul", "Seoul"),
        ("Pyongyang", "Pyongyang"),
    ]


def test_histories_are_carried_by_name_too_and_only_to_a_card_that_is_there(desk: Desk, path: Path) -> None:
    study(desk)
    change(desk, path, HEAD + '[[card]]\nid = "x"\nprompt = "Something else?"\nanswer = "Yes"\n')
    with pytest.raises(UsageError, match="no other card d/y"):
        desk.relinking.carry("d/other", "d/y")
    with pytest.raises(UsageError, match="no history of d/never"):
        desk.relinking.carry("d/never", "d/x")
    with pytest.raises(UsageError, match="no history of d/x"):
        desk.relinking.carry("d/x", "d/other")
    desk.relinking.carry("d/other", "d/x")
    assert desk.standing("d/x").memory is not None


def test_likeness_is_the_share_of_common_words_in_order() -> None:
    same = Text("One two three?", "four")
    assert likeness(same, same) == 1
    assert likeness(same, Text("ONE *two* three", "Four.")) == 1
    assert likeness(same, Text("one two", "five six")) == ALIKE
    assert likeness(same, Text("five six seven", "eight")) == 0


def test_latest_answer_when_its_card_was_relinked_is_taken_back_and_asked_of_the_new_one(
    desk: Desk, path: Path
) -> None:
    save(path, HEAD + OLD)
    desk.shelf.reload()
    study(desk)
    change(desk, path, HEAD + NEW)
    (offer,) = desk.relinking.offers()
    desk.relinking.carry(offer.old, offer.new)
    session = desk.session(())
    assert session.undo()
    assert session.current
    assert session.current.question.id == offer.new
    assert session.notice == "The answer of the earlier sitting was taken back."


def test_offers_are_plain_where_neither_card_could_be_another(desk: Desk, path: Path) -> None:
    study(desk)
    change(desk, path, HEAD + NEW + OTHER)
    assert desk.relinking.plain_offers() == desk.relinking.offers() != []
    twin = NEW.replace("North Korea", "South Korea")
    change(desk, path, HEAD + NEW + twin + OTHER)
    assert len(desk.relinking.offers()) == 1
    assert desk.relinking.plain_offers() == []
