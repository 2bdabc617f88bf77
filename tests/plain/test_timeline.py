"""The timeline in line mode."""

import re
from pathlib import Path

import pytest
from tests.plain.conversation import Conversation, Line, Pick

from alliance_tutor.desk import Desk
from alliance_tutor.journal.events import Kind
from alliance_tutor.plain import home, timeline
from alliance_tutor.plain.talk import EndOfInput

DATED = """
[deck]
id = "dated"
title = "Dated"
as_of = 2026-11-22

[[topic]]
id = "war"
title = "The war"

[[source]]
id = "book"
title = "A book"
url = "https://example.org/book"

[[card]]
id = "recognition"
topic = "war"
prompt = "Who was first to [X] recognise it?"
answer = "The Soviet *Union*"
explanation = "In a telegram."
sources = ["book"]
when = "1948-10-12"

[[card]]
id = "treaty"
type = "cloze"
text = "The treaty was signed in {{Moscow::city}} by {{Khrushchev}}."
when = "1961-07-06"

[[card]]
id = "war"
prompt = "Which war was fought here?"
answer = "The Korean War"
when = "1950..1953"
reverse = true
"""
ASK = (
    "1 dated card asked, 2 not asked yet. Show these too, without their answers? y or n; an empty line is n:"
)


@pytest.fixture
def deck(desk: Desk, shipped: Path) -> Path:
    path = shipped / "dated.toml"
    path.write_text(DATED)
    desk.shelf.reload()
    return path


def answer(desk: Desk, *questions: str) -> None:
    for question in questions:
        body = {"question": question, "rating": 3, "study_day": "2026-11-23", "ms": 1000, "credit": None}
        desk.record(Kind.REVIEWED, body)


def told(desk: Desk, *lines: Line) -> str:
    """What is said of the timeline until the lines end or the learner goes back."""
    talk = Conversation(*lines)
    try:
        timeline.tell(desk, talk)
    except EndOfInput:
        talk.say("(end)")
    return talk.said


def test_home_and_a_deck_when_a_card_has_a_date_offer_the_timeline(desk: Desk, deck: Path) -> None:
    answer(desk, "dated/recognition")
    timeline_of = Pick("Timeline of the dated cards")
    talk = Conversation(timeline_of, "n", "1", Pick("Dated"), timeline_of, "n")
    with pytest.raises(EndOfInput):
        home.run(desk, talk)
    assert re.search(r"^\d+\. Timeline of the dated cards\n\d+\. Back$", talk.said, re.MULTILINE)
    assert talk.said.count(ASK) == 2


def test_home_when_no_card_has_a_date_offers_none(desk: Desk) -> None:
    assert timeline.entries(desk, Conversation()) == []


def test_timeline_when_nothing_more_is_wanted_lists_what_was_asked(desk: Desk, deck: Path) -> None:
    answer(desk, "dated/recognition")
    said = told(desk, "")
    assert ASK in said
    assert (
        "Timeline: 1 card\n\n1. Back\n2. 12 Oct 1948: Who was first to [X] recognise it? The Soviet Union\n"
        in said
    )
    for hidden in ("Korean", "Which war", "treaty", "Moscow"):
        assert hidden not in said


def test_timeline_when_all_is_wanted_keeps_the_answers_back(desk: Desk, deck: Path) -> None:
    answer(desk, "dated/recognition")
    said = told(desk, "y")
    assert "3. 1950–1953: Which war was fought here? (not asked yet)" in said
    assert "4. 6 Jul 1961: The treaty was signed in [city] by Khrushchev. (not asked yet)" in said
    assert "Korean" not in said
    assert "Moscow" not in said


def test_timeline_when_nothing_was_asked_says_so(desk: Desk, deck: Path) -> None:
    said = told(desk, "n")
    assert "Nothing here has been asked yet." in said
    assert "Which war" not in said


def test_timeline_when_all_was_asked_asks_nothing(desk: Desk, deck: Path) -> None:
    answer(desk, "dated/recognition", "dated/treaty#c2", "dated/war#reverse")
    assert "y or n" not in told(desk, "1")


def test_card_when_it_was_asked_is_read_whole(desk: Desk, deck: Path) -> None:
    answer(desk, "dated/recognition")
    said = told(desk, "n", "2", "1", "1")
    assert (
        "12 Oct 1948. Dated: The war\n\nWho was first to [X] recognise it?\nThe answer: The Soviet Union"
        in said
    )
    assert (
        "In a telegram.\n\nStatus: checked 22 Nov 2026\nSource: A book, n.d.. https://example.org/book"
        in said
    )
    assert "1. Back to the list\n\n" in said
    assert said.count("Timeline: 1 card") == 2


def test_card_when_it_was_not_asked_shows_its_answer_only_when_wanted(desk: Desk, deck: Path) -> None:
    said = told(desk, "y", "4", "1")
    before, after = said.split("Not asked yet.")
    assert "[city]" in before
    assert "Moscow" not in before
    assert "The answer: Moscow" in after
    assert "The treaty was signed in Moscow by […].\nThe answer: Khrushchev" in after


def test_cards_when_they_are_read_lead_to_their_neighbours(desk: Desk, deck: Path) -> None:
    answer(desk, "dated/war")
    said = told(desk, "y", "2", "2", "1", "2", ":quit")
    cards = [line for line in said.splitlines() if line.endswith((". Dated", ". Dated: The war"))]
    assert [line.partition(".")[0] for line in cards] == [
        "12 Oct 1948",
        "1950–1953",
        "6 Jul 1961",
        "1950–1953",
    ]
    assert said.count("Which war was fought here?\nThe answer: The Korean War") == 2


def test_timeline_when_it_is_long_asks_for_the_decade_first(desk: Desk, deck: Path) -> None:
    cards = [f'[[card]]\nid = "c{n}"\nprompt = "p{n}"\nanswer = "x"\nwhen = "{1900 + n}"' for n in range(38)]
    deck.write_text("\n".join([DATED, *cards]))
    desk.shelf.reload()
    said = told(desk, "y", "6", "2", "2", "1", "1")
    assert "Timeline: 41 cards\n\n1. Back\n2. 1900 to 1909: 10 cards\n" in said
    assert "5. 1930 to 1939: 8 cards\n6. 1940 to 1949: 1 card\n7. 1950 to 1959: 1 card\n" in said
    assert "2. 12 Oct 1948: Who was first" in said
    assert not said.endswith("(end)\n")


def test_card_when_it_has_gone_meanwhile_is_told(desk: Desk, deck: Path) -> None:
    def drop() -> None:
        deck.write_text(DATED.replace('"recognition"', '"renamed"'))
        desk.shelf.reload()

    answer(desk, "dated/recognition")
    said = told(desk, drop, "n", "2", "1")
    assert "\n\nThis card is not in the deck any more.\n\n1. Back to the list" in said
    assert "2. 12 Oct 1948: This card is not in the deck any more." in said
