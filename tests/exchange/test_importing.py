"""A file from elsewhere becomes a deck of the learner's, and nothing is replaced unasked."""

from datetime import date
from pathlib import Path

import pytest

from alliance_tutor.deck import deckfile
from alliance_tutor.deck.library import DeckEntry, DeckFile, Library, Origin
from alliance_tutor.deck.lint.check import check
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange import importing, receiving
from alliance_tutor.exchange.exporting import send_out, write_new
from alliance_tutor.exchange.importing import Kept, Wish, bring_in
from alliance_tutor.exchange.report import Outcome

GIFT = "One?{T}\n\nTwo?{F}\n\nNo key{~a ~b}\n"
DECK = '# kept\n[deck]\nid = "sent"\ntitle = "Sent"\n\n[[card]]\nid = "c"\nprompt = "Q?"\nanswer = "A"\n'
TODAY = date(2026, 11, 23)


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.gift"
    path.write_text(GIFT, encoding="utf-8")
    return path


def bring(file: Path, target: Path | None = None, *entries: DeckEntry, replace: bool = False) -> Kept:
    decks = file.parent / "decks"
    return bring_in(Wish(file, "", target, decks, Library(entries), replace), TODAY)


def file_at(path: Path) -> DeckFile:
    return DeckFile(path, Origin.GIVEN, (path,))


def test_file_when_imported_is_a_deck_in_the_learners_folder(bank: Path) -> None:
    kept = bring(bank)
    assert kept.path == bank.parent / "decks" / "bank.toml"
    deck = deckfile.read(kept.path).deck
    assert deck is not None
    assert (deck.id, len(deck.cards)) == ("bank", 2)
    assert [(item.path, item.line, item.outcome) for item in kept.report.items] == [
        (str(bank), 1, Outcome.KEPT),
        (str(bank), 3, Outcome.KEPT),
        (str(bank), 5, Outcome.REFUSED),
    ]


def test_file_when_imported_twice_gives_the_same_bytes(bank: Path) -> None:
    first, second = (bring(bank, bank.parent / name / "bank.toml").path for name in ("a", "b"))
    assert first
    assert second
    assert first.read_bytes() == second.read_bytes()


def test_target_when_given_names_file_and_deck(bank: Path) -> None:
    kept = bring(bank, bank.parent / "other.toml")
    assert (kept.deck, kept.path) == ("other", bank.parent / "other.toml")


def test_deck_when_it_is_there_already_is_replaced_only_when_asked(bank: Path) -> None:
    first = bring(bank)
    assert first.path
    there = DeckEntry(first.path, Origin.LEARNER, "bank", "Bank")
    first.path.write_text("mine", encoding="utf-8")
    for entries in ((there,), ()):
        with pytest.raises(UsageError) as fault:
            bring(bank, None, *entries)
        assert "--replace" in fault.value.hint
        assert first.path.read_text(encoding="utf-8") == "mine"
    assert bring(bank, None, there, replace=True).path == first.path
    assert first.path.read_text(encoding="utf-8") != "mine"


def test_deck_when_it_is_a_shipped_one_is_written_beside_it(bank: Path) -> None:
    shipped = DeckEntry(bank.parent / "shipped" / "bank.toml", Origin.PACKAGE, "bank", "Bank")
    with pytest.raises(UsageError, match="there is a deck bank already"):
        bring(bank, None, shipped)
    assert bring(bank, None, shipped, replace=True).path == bank.parent / "decks" / "bank.toml"


def test_deck_when_it_is_a_folder_is_not_replaced(bank: Path) -> None:
    folder = DeckEntry(bank.parent / "decks" / "bank" / "deck.toml", Origin.LEARNER, "bank", "Bank")
    with pytest.raises(UsageError, match="several files"):
        bring(bank, None, folder, replace=True)


def test_deck_when_check_finds_errors_in_it_waits_for_a_hand(bank: Path) -> None:
    bank.write_text("One thing?{=a}\n\nOne thing?{=b}\n", encoding="utf-8")
    first, second = bring(bank).report.items
    assert first.hand == ""
    assert second.hand.startswith("Q161 ")
    assert second.outcome is Outcome.KEPT


def test_deck_when_check_finds_only_warnings_in_it_is_done(bank: Path) -> None:
    bank.write_text("Which of these is the one?{=a ~b ~c ~d ~e ~f ~g}", encoding="utf-8")
    kept = bring(bank)
    assert kept.path
    assert [finding.code for finding in check([file_at(kept.path)], TODAY).findings if finding.card] == [
        "Q123"
    ]
    assert not kept.report.unfinished


def test_nothing_when_all_is_refused_is_written(bank: Path) -> None:
    bank.write_text("No key{~a ~b}", encoding="utf-8")
    kept = bring(bank)
    assert kept.path is None
    assert not (bank.parent / "decks").exists()
    assert kept.report.refused


def test_deck_file_when_received_is_kept_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "from a friend (2).toml"
    path.write_bytes(DECK.encode())
    kept = bring(path)
    assert kept.path == tmp_path / "decks" / "sent.toml"
    assert kept.path.read_bytes() == DECK.encode()
    assert [(item.name, item.line) for item in kept.report.items] == [("card c", 6)]


def test_deck_file_when_it_does_not_load_is_refused_with_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "sent.toml"
    path.write_bytes(DECK.replace("answer", "answr").encode())
    kept = bring(path)
    assert kept.path is None
    assert {item.outcome for item in kept.report.items} == {Outcome.REFUSED}
    assert {item.line for item in kept.report.items} == {6, 9}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("bank.txt", "a .txt file may be"),
        ("bank", "does not say which format"),
        ("bank.exe", "does not say which format"),
        ("nowhere.gift", "cannot be read"),
    ],
)
def test_file_when_it_cannot_be_told_what_it_is_asks_for_the_format(
    tmp_path: Path, name: str, message: str
) -> None:
    path = tmp_path / name
    if not name.startswith("nowhere"):
        path.write_text(GIFT, encoding="utf-8")
    with pytest.raises(UsageError) as fault:
        bring(path)
    assert message in fault.value.message
    assert fault.value.path == path
    assert fault.value.hint


def test_file_when_its_bytes_are_wrong_has_path_and_line(bank: Path) -> None:
    bank.write_bytes(b"One?{T}\n\xff")
    with pytest.raises(UsageError) as fault:
        bring(bank)
    assert fault.value.where == f"{bank}:2:1"


def test_file_when_it_is_too_large_is_not_read(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_BYTES", 3)
    with pytest.raises(UsageError, match="larger than"):
        bring(bank)


@pytest.mark.parametrize("target", ["bank.txt", "", "no/such\0/bank.toml"])
def test_target_when_it_cannot_be_written_is_a_usage_fault(bank: Path, target: str) -> None:
    with pytest.raises((UsageError, ValueError)):
        bring(bank, bank.parent / target)


def test_deck_when_sent_out_has_the_lines_of_its_cards(tmp_path: Path) -> None:
    path = tmp_path / "sent.toml"
    path.write_bytes(DECK.encode())
    made = send_out(path, "GIFT")
    assert [(item.name, item.path, item.line) for item in made.report.items] == [
        ("deck sent", str(path), 0),
        ("basic c", str(path), 6),
    ]
    write_new(tmp_path / "sent.gift", made.data)
    with pytest.raises(UsageError, match="already"):
        write_new(tmp_path / "sent.gift", made.data)


@pytest.mark.parametrize(("text", "format"), [(DECK, "nope"), ("[deck]", "gift")])
def test_deck_when_it_or_the_format_is_none_is_a_usage_fault(tmp_path: Path, text: str, format: str) -> None:
    path = tmp_path / "sent.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        send_out(path, format)


def sent_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "from a friend"
    folder.mkdir()
    head, card = DECK.split("\n\n")
    (folder / "deck.toml").write_text(head + "\n", encoding="utf-8")
    (folder / "b.toml").write_text(f"# part\n{card}", encoding="utf-8")
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("name", ["", "deck.toml"])
def test_folder_deck_when_received_is_kept_whole_byte_for_byte(tmp_path: Path, name: str) -> None:
    folder = sent_folder(tmp_path)
    sent = files_in(folder)
    (folder / "map.png").write_bytes(b"x")
    kept = bring(folder / name)
    place = tmp_path / "decks" / "sent" if not name else folder / "decks" / "sent"
    assert (kept.deck, kept.path) == ("sent", place / "deck.toml")
    assert files_in(place) == sent
    assert [each.name for each in place.parent.iterdir()] == ["sent"]
    told = [(item.outcome, item.name, Path(item.path).name, item.line) for item in kept.report.items]
    assert told[0] == (Outcome.KEPT, "card c", "b.toml", 2)
    assert (Outcome.CHANGED, "file map.png", "map.png", 0) in told


def test_folder_deck_when_it_does_not_load_is_refused_with_file_and_line(tmp_path: Path) -> None:
    folder = sent_folder(tmp_path)
    (folder / "b.toml").write_text('[[card]]\nprompt = "Q?"\n', encoding="utf-8")
    kept = bring(folder)
    assert kept.path is None
    assert {(item.outcome, Path(item.path).name) for item in kept.report.items} == {
        (Outcome.REFUSED, "b.toml")
    }
    assert not (tmp_path / "decks").exists()


@pytest.mark.parametrize("replace", [False, True])
def test_folder_deck_replaces_nothing(tmp_path: Path, replace: bool) -> None:
    folder = sent_folder(tmp_path)
    there = tmp_path / "decks" / "sent"
    there.mkdir(parents=True)
    with pytest.raises(UsageError, match="already"):
        bring(folder, replace=replace)
    entry = DeckEntry(there / "deck.toml", Origin.LEARNER, "sent", "Sent")
    with pytest.raises(UsageError, match="there is a deck sent already"):
        bring(folder, None, entry, replace=replace)
    assert list(there.iterdir()) == []
    assert [each.name for each in there.parent.iterdir()] == ["sent"]


def test_folder_deck_when_a_target_is_given_goes_there(tmp_path: Path) -> None:
    folder = sent_folder(tmp_path)
    assert bring(folder, tmp_path / "course").path == tmp_path / "course" / "deck.toml"
    with pytest.raises(UsageError, match="in several files"):
        bring(folder, tmp_path / "course.toml")


def test_folder_when_it_is_no_deck_is_a_usage_fault(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="this folder is no deck"):
        bring(tmp_path)


def test_folder_deck_when_it_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "MOST_BYTES", 3)
    with pytest.raises(UsageError, match="larger than"):
        bring(sent_folder(tmp_path))
