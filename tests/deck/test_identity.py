import hashlib
from base64 import b32encode

from alliance_tutor.deck.cards import BasicCard, ClozeCard, OrderingCard
from alliance_tutor.deck.identity import card_id, provisional_id, text_hash


def test_a_provisional_id_is_the_one_that_the_format_defines() -> None:
    digest = hashlib.sha256(b"basic\x00When?").digest()
    assert provisional_id("basic", "When?") == b32encode(digest).decode().lower()[:8]
    # The same in every version: histories hang on it.
    assert provisional_id("basic", "When?") == "6jaqlmeb"


def test_a_provisional_id_sees_equal_text_as_equal() -> None:
    assert provisional_id("basic", "e\u0301tat ﬁn") == provisional_id("basic", "état fin")
    assert provisional_id("basic", "When?") != provisional_id("short-answer", "When?")
    assert provisional_id("basic", "When?") != provisional_id("basic", "When? ")


def test_a_card_goes_by_its_own_id_if_it_has_one() -> None:
    assert card_id(BasicCard(id="own", prompt="a", answer="b")) == "own"
    assert card_id(BasicCard(prompt="a", answer="b")) == provisional_id("basic", "a")
    assert card_id(ClozeCard(type="cloze", text="{{a}}")) == provisional_id("cloze", "{{a}}")


def test_the_text_hash_tells_apart_all_that_is_asked_and_keyed() -> None:
    hashes = {
        text_hash("basic", "a", "b", []),
        text_hash("choice", "a", "b", []),
        text_hash("basic", "ab", "", []),
        text_hash("basic", "a", "c", []),
        text_hash("basic", "a", "b", ["c"]),
        text_hash("basic", "a", "b", ["c", ""]),
        text_hash("basic", "a", "b", ["c"], [(), "x"]),
        text_hash("basic", "a", "b", ["c"], [("x",), ""]),
        text_hash("basic", "a", "b", ["c"], ["x", ()]),
    }
    assert len(hashes) == 9
    assert all(len(found) == 8 and int(found, 16) >= 0 for found in hashes)


def test_the_text_hash_stays_what_it_was() -> None:
    # Every answer in a journal has one: another would say that the text has changed.
    assert text_hash("basic", "When?", "1961", []) == "80866716"
    assert text_hash("choice", "Où ?", "ici", ["ici", "là"], [(), (), "", ""]) == "e1c445e1"


def test_a_provisional_id_is_there_for_every_type_of_card() -> None:
    card = OrderingCard(type="ordering", prompt="p", items=("a", "b"))
    assert card_id(card) == provisional_id("ordering", "p")
