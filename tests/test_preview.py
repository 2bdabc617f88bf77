"""A deck as it is being written: read again on save, at the question in hand; nothing is recorded."""

import os
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from alliance_tutor.deck.cards import CARD_TYPES
from alliance_tutor.desk.preview import Preview
from alliance_tutor.study.grading import Outcome
from alliance_tutor.study.responses import Picked, Typed

HEAD = '[deck]\nid = "d"\ntitle = "D"\n\n'
ONE = '\n[[card]]\nid = "one"\nprompt = "One?"\nanswer = "1"\n'
TWO = '\n[[card]]\nid = "two"\ntype = "choice"\nprompt = "Two?"\nanswer = "2"\ndistractors = ["3", "4"]\n'
THREE = '\n[[card]]\nprompt = "Three?"\nanswer = "3"\n'
TODAY = date(2026, 11, 23)
_moments = count(1)


def save(path: Path, text: str) -> None:
    """Write a file, as later than all before: nothing here waits for the clock."""
    path.write_text(text, encoding="utf-8")
    moment = 1_700_000_000 + next(_moments)
    os.utime(path, (moment, moment))


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "d.toml"
    save(path, HEAD + ONE + TWO + THREE)
    return path


@pytest.fixture
def preview(deck: Path) -> Preview:
    return Preview(deck, TODAY)


def prompt(preview: Preview) -> str:
    return preview.asked.question.prompt if preview.asked else ""


def outcome(preview: Preview) -> Outcome | None:
    return preview.verdict.outcome if preview.verdict else None


def test_preview_when_opened_shows_the_first_question_and_its_line(preview: Preview, deck: Path) -> None:
    assert (prompt(preview), preview.place, preview.where) == ("One?", 0, (str(deck), 6))
    assert (preview.title, preview.notice, preview.broken) == ("D", "", False)
    assert not preview.look()


def test_questions_come_in_the_order_of_the_file_whatever_their_topics(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    topic = '\n[[topic]]\nid = "t"\ntitle = "T"\n'
    save(path, HEAD + topic + ONE + TWO + 'topic = "t"\n' + THREE)
    assert [each.prompt for each in Preview(path, TODAY).questions] == ["One?", "Two?", "Three?"]


def test_going_goes_round(preview: Preview) -> None:
    preview.go(-1)
    assert prompt(preview) == "Three?"
    preview.go(1)
    assert prompt(preview) == "One?"


def test_an_answer_is_marked_and_can_be_given_again(preview: Preview) -> None:
    preview.go(1)
    preview.respond(Picked(1))
    assert outcome(preview) is Outcome.WRONG
    preview.respond(Picked(0))
    assert outcome(preview) is Outcome.WRONG
    preview.again()
    preview.respond(Picked(0))
    assert outcome(preview) is Outcome.RIGHT


def test_a_near_miss_can_be_counted(deck: Path) -> None:
    save(deck, HEAD + '[[card]]\ntype = "short-answer"\nprompt = "Who?"\nanswer = "Khrushchev"\n')
    preview = Preview(deck, TODAY)
    preview.respond(Typed("Kruschev"))
    assert preview.verdict is not None
    assert preview.verdict.near
    preview.count()
    assert preview.verdict.outcome is Outcome.RIGHT


def test_a_save_keeps_the_question_in_hand_wherever_it_stands_now(preview: Preview, deck: Path) -> None:
    preview.go(1)
    save(deck, HEAD + TWO + '\n[[card]]\nprompt = "New?"\nanswer = "n"\n' + ONE + THREE)
    assert preview.look()
    assert (prompt(preview), preview.place) == ("Two?", 0)
    assert preview.notice == "Saved: 1 question changed or new."
    preview.go_to_changed()
    assert prompt(preview) == "New?"


def test_a_card_without_an_id_is_followed_when_its_prompt_changes(preview: Preview, deck: Path) -> None:
    preview.go(-1)
    save(deck, HEAD + ONE + TWO + THREE.replace("Three?", "How many?"))
    assert preview.look()
    assert prompt(preview) == "How many?"
    assert preview.notice == "Saved: this question has changed."


def test_an_answer_that_is_on_show_stays_on_show_as_it_is_written_now(preview: Preview, deck: Path) -> None:
    preview.go(1)
    preview.respond(Picked(1))
    save(deck, HEAD + ONE + TWO + 'explanation = "So."\n' + THREE)
    preview.look()
    assert preview.asked is not None
    assert preview.asked.question.explanation == "So."
    assert preview.verdict is not None
    assert (preview.response, preview.verdict.outcome) == (Picked(1), Outcome.WRONG)
    save(deck, HEAD + ONE + TWO.replace('"3", "4"', '"4"') + THREE)
    preview.look()
    assert (preview.response, preview.verdict.outcome) == (None, Outcome.SELF)


def test_a_card_that_is_gone_gives_way_to_the_one_in_its_place(preview: Preview, deck: Path) -> None:
    preview.go(1)
    save(deck, HEAD + ONE + THREE)
    preview.look()
    assert prompt(preview) == "Three?"


def test_a_fault_stands_beside_the_question_until_it_is_mended(preview: Preview, deck: Path) -> None:
    preview.go(1)
    save(deck, HEAD + ONE + TWO.replace("distractors", "distractrs") + THREE)
    preview.look()
    assert preview.broken
    assert prompt(preview) == "Two?"
    assert [(each.code, preview.line_of(each)) for each in preview.beside] == [
        ("E123", "line 11"),
        ("E120", "line 16"),
    ]
    assert preview.to_edit == (deck, 11)
    assert preview.notice == "Saved, but it does not load: the questions stay as they were."
    save(deck, HEAD + ONE + TWO + THREE)
    preview.look()
    assert (preview.broken, preview.notice) == (False, "Saved: no question has changed.")
    assert [each for each in preview.beside if each.code.startswith("E")] == []
    assert preview.to_edit == (deck, 11)


def test_what_check_finds_on_a_card_stands_beside_it_alone(preview: Preview, deck: Path) -> None:
    save(deck, HEAD + ONE + TWO + '\n[[card]]\nid = "same"\nprompt = "One?"\nanswer = "1"\n')
    preview.look()
    assert "Q160" not in [each.code for each in preview.beside]
    preview.go(-1)
    assert "Q160" in [each.code for each in preview.beside]


def test_a_deck_that_never_loaded_has_no_question_until_it_does(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    save(path, "[deck]\n")
    preview = Preview(path, TODAY)
    assert (preview.asked, preview.title, preview.place) == (None, "d.toml", 0)
    assert preview.broken
    preview.go(1)
    preview.respond(None)
    assert preview.verdict is None
    save(path, HEAD)
    preview.look()
    assert (preview.broken, preview.asked) == (False, None)
    save(path, HEAD + ONE)
    preview.look()
    assert prompt(preview) == "One?"


def test_a_file_that_goes_away_and_comes_back_is_no_end(preview: Preview, deck: Path) -> None:
    text = deck.read_text()
    deck.unlink()
    assert preview.look()
    assert [each.code for each in preview.beside] == ["E101"]
    save(deck, text)
    preview.look()
    assert (prompt(preview), preview.broken) == ("One?", False)


def test_a_folder_deck_is_followed_file_by_file(tmp_path: Path) -> None:
    save(tmp_path / "deck.toml", HEAD)
    save(tmp_path / "b.toml", ONE)
    preview = Preview(tmp_path / "deck.toml", TODAY)
    assert preview.where == (str(tmp_path / "b.toml"), 2)
    save(tmp_path / "c.toml", TWO + "\nlevel = 5\n")
    preview.look()
    assert [preview.line_of(each) for each in preview.beside] == ["c.toml, line 9"]
    save(tmp_path / "c.toml", TWO)
    preview.look()
    assert len(preview.questions) == 2


def test_every_type_of_card_can_be_tried() -> None:
    preview = Preview(Path(__file__).parent / "deck" / "every-key.toml", TODAY)
    types = set()
    for _ in preview.questions:
        assert preview.asked is not None
        types.add(preview.asked.question.ref.type)
        preview.respond(None)
        assert preview.verdict is not None
        preview.go(1)
    assert types == set(CARD_TYPES)
