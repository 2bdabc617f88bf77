from tests.study.ledger import NOON, PaperLedger

from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.memory.standing import UNSEEN
from alliance_tutor.study.flagging import toggle

LATER = NOON + 3_600_000


def told_elsewhere(ledger: PaperLedger, kind: Kind, at: int) -> None:
    ledger.events.append(Event("otheraaa", len(ledger.events) + 1, at, 0, kind, {"question": "d/a"}))


def test_flag_goes_on_and_off_beside_another_device_of_earlier() -> None:
    ledger = PaperLedger()
    told_elsewhere(ledger, Kind.FLAGGED, NOON - 1)
    standing, told = toggle(ledger, "d/a", ledger.standing("d/a"))
    assert (standing.flagged, told) == (False, "Flag taken off.")
    standing, told = toggle(ledger, "d/a", standing)
    assert (standing.flagged, told) == (True, "Flagged.")


def test_flag_that_stays_is_told_when_another_device_set_it_at_a_later_time() -> None:
    ledger = PaperLedger()
    told_elsewhere(ledger, Kind.FLAGGED, LATER)
    standing, told = toggle(ledger, "d/a", ledger.standing("d/a"))
    assert standing.flagged
    assert told.startswith("The flag stays: it was set at a later time")
    assert [event.kind for event in ledger.events] == [Kind.FLAGGED, Kind.UNFLAGGED]


def test_flag_that_does_not_go_on_is_told_when_another_device_took_it_off_at_a_later_time() -> None:
    ledger = PaperLedger()
    told_elsewhere(ledger, Kind.UNFLAGGED, LATER)
    standing, told = toggle(ledger, "d/a", UNSEEN)
    assert not standing.flagged
    assert told.startswith("No flag: it was taken off at a later time")
