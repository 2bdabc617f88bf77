"""The statistics in line mode."""

import pytest
from tests.answered import study
from tests.plain.conversation import Conversation, Pick

from alliance_tutor.desk import Desk
from alliance_tutor.insight.statistics_words import HEADINGS, Pane
from alliance_tutor.plain import home, stats
from alliance_tutor.plain.talk import EndOfInput


def said(desk: Desk, *lines: str) -> str:
    talk = Conversation(*lines)
    with pytest.raises(EndOfInput):
        stats.show(desk, talk)
    return talk.said


@pytest.mark.parametrize("pane", Pane)
def test_picture_when_chosen_is_told_in_lines(desk: Desk, pane: Pane) -> None:
    study(desk, "small/type", range(0, 150, 3), missed=range(12, 110, 12))
    told = said(desk, Pick(HEADINGS[pane])).split(f"\n{HEADINGS[pane]}.\n")[1]
    assert {
        Pane.AHEAD: "Today: ",
        Pane.DAYS: "Mon 23 Nov: 1 answer (0 new, 1 review), 6 s",
        Pane.YEAR: "Nov 2026: ",
        Pane.RETENTION: "Young: ",
        Pane.MASTERY: "Small [/nope] › The first topic: ",
        Pane.CALIBRATION: "RMSE: ",
        Pane.HARDEST: "small/type: 9 lapses in 59 answers, difficulty",
    }[pane] in told


def test_picture_when_nothing_was_answered_says_so(desk: Desk) -> None:
    told = said(desk, *(Pick(HEADINGS[pane]) for pane in Pane))
    assert told.count("Nothing has been answered here yet") == len(Pane)
    assert "Study the hardest" not in told


def test_topic_when_chosen_has_its_own_figures(desk: Desk) -> None:
    study(desk, "small/type", range(0, 60, 3))
    told = said(desk, Pick("One topic"), Pick("The second"), Pick(HEADINGS[Pane.DAYS]))
    assert "Stats: Small [/nope] › The second topic" in told
    assert "No answer in the last 30 days." in told
    assert "12 of" not in told


def test_hardest_when_they_are_studied_are_asked(desk: Desk) -> None:
    study(desk, "small/type", range(0, 60, 3), missed=[6, 12])
    talk = Conversation(Pick("Study the hardest"), ":quit", "1")
    stats.show(desk, talk)
    assert "Who signed in 1961?" in talk.said


def test_meaning_when_asked_for_tells_every_figure(desk: Desk) -> None:
    assert "True retention: Of the first answers" in said(desk, Pick("What these figures mean"))


@pytest.mark.parametrize("way", [":stats", Pick("Stats")])
def test_home_when_asked_opens_the_statistics(desk: Desk, way: str) -> None:
    talk = Conversation(way, "1", ":quit")
    home.run(desk, talk)
    assert "Stats: All decks" in talk.said
