"""A question bank that goes from GIFT to TOML to Moodle XML to TOML and back loses what the reports name."""

from pathlib import Path

import pytest
from hypothesis import given
from tests.deck.strategies import decks

from alliance_tutor.deck import deckfile
from alliance_tutor.deck.cards import Deck
from alliance_tutor.exchange import gift, moodle_xml
from alliance_tutor.exchange.report import Outcome

FIXTURES = Path(__file__).parent / "fixtures"


def kept(deck: Deck) -> Deck:
    """The deck as it is after it lay in a file."""
    reading = deckfile.parse([(Path("deck.toml"), deckfile.dump(deck).encode())])
    assert reading.deck is not None
    return reading.deck


def through_xml(deck: Deck) -> tuple[Deck, set[str]]:
    """A deck that was Moodle XML in between, and the cards of which a report says anything."""
    written = moodle_xml.write(deck)
    read = moodle_xml.read(written.data, deck.id)
    items = (*written.report.items, *read.report.items)
    return kept(read.deck), {item.card for item in items if item.outcome is not Outcome.KEPT}


@pytest.mark.parametrize("path", sorted(FIXTURES.rglob("*.gift")), ids=lambda path: path.stem)
def test_bank_when_it_goes_through_both_formats_of_moodle_comes_back_whole(path: Path) -> None:
    bank = kept(gift.read(path.read_bytes(), path.stem).deck)
    back, told = through_xml(bank)
    assert told == set()
    assert back == bank
    assert gift.write(back).data == gift.write(bank).data


@given(decks())
def test_deck_when_it_goes_through_both_formats_differs_where_a_report_says_so(found: Deck) -> None:
    back, told = through_xml(found)
    assert {card.id for card in found.cards} - {card.id for card in back.cards} <= told
    bank = kept(gift.read(gift.write(found).data, found.id).deck)
    back, told = through_xml(bank)
    after = {card.id: card for card in back.cards}
    assert [card for card in bank.cards if card.id not in told and after.get(card.id) != card] == []
