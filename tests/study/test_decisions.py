"""What is decided is told as the journal has it, whatever another device decided."""

import pytest
from tests.study.ledger import NOON, PaperLedger

from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.memory.standing import UNSEEN
from alliance_tutor.memory.studyday import Moment, day_text
from alliance_tutor.study import decisions

LATER = NOON + 3_600_000


def decided_elsewhere(ledger: PaperLedger, kind: Kind, at: int) -> None:
    day = day_text(ledger.study_day(Moment(at, 0)))
    body = {"question": "d/a", "study_day": day}
    ledger.events.append(Event("otheraaa", len(ledger.events) + 1, at, 0, kind, body))


def test_flag_goes_on_and_off_where_another_device_decided_earlier() -> None:
    ledger = PaperLedger()
    decided_elsewhere(ledger, Kind.FLAGGED, NOON - 1)
    standing, told = decisions.flag(ledger, "d/a", ledger.standing("d/a"))
    assert (standing.flagged, told) == (False, "Flag taken off.")
    standing, told = decisions.flag(ledger, "d/a", standing)
    assert (standing.flagged, told) == (True, "Flagged.")


def test_flag_that_stays_is_told_where_another_device_decided_later() -> None:
    ledger = PaperLedger()
    decided_elsewhere(ledger, Kind.FLAGGED, LATER)
    standing, told = decisions.flag(ledger, "d/a", ledger.standing("d/a"))
    assert standing.flagged
    assert told == "The flag stays: another device decided so at a later time."
    assert [event.kind for event in ledger.events] == [Kind.FLAGGED, Kind.UNFLAGGED]


@pytest.mark.parametrize(
    ("kind", "opposite", "begins"),
    [
        (Kind.FLAGGED, Kind.UNFLAGGED, "No flag: another device"),
        (Kind.SUSPENDED, Kind.RESUMED, "Not suspended: another device"),
        (Kind.BURIED, Kind.UNBURIED, "Not buried: another device"),
    ],
)
def test_what_did_not_come_to_be_is_told(kind: Kind, opposite: Kind, begins: str) -> None:
    ledger = PaperLedger()
    day = ledger.study_day(ledger.now())
    assert decisions.changes(kind, UNSEEN, day)
    decided_elsewhere(ledger, opposite, LATER)
    ledger.record(kind, {"question": "d/a", "study_day": day_text(day)})
    assert decisions.told(kind, ledger.standing("d/a"), day).startswith(begins)
