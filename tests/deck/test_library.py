import os
from dataclasses import replace
from pathlib import Path

import pytest

from alliance_tutor.deck.library import (
    SHIPPED,
    DeckEntry,
    DeckFile,
    Origin,
    arrange,
    file_name,
    find,
    packaged_decks,
    parts_of,
    read_parts,
)
from alliance_tutor.deck.lint.findings import Finding, Severity
from alliance_tutor.errors import UsageError


@pytest.fixture
def learner(tmp_path: Path) -> Path:
    folder = tmp_path / "learner"
    folder.mkdir()
    return folder


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def names(files: list[DeckFile], folder: Path) -> list[str]:
    return [file.path.relative_to(folder).as_posix() for file in files]


def test_decks_come_from_the_command_line_then_the_learner_then_the_package(
    tmp_path: Path, learner: Path
) -> None:
    touch(tmp_path, "given.toml", "learner/b.toml", "learner/a.toml", "package/p.toml")
    found = find([tmp_path / "given.toml"], learner, tmp_path / "package")
    assert [(file.path.name, file.origin) for file in found] == [
        ("given.toml", Origin.GIVEN),
        ("a.toml", Origin.LEARNER),
        ("b.toml", Origin.LEARNER),
        ("p.toml", Origin.PACKAGE),
    ]


def test_missing_folders_are_empty(tmp_path: Path) -> None:
    assert find([], tmp_path / "no", tmp_path / "nor this") == []


def test_folders_with_a_deck_file_are_decks(tmp_path: Path, learner: Path) -> None:
    touch(
        learner,
        "big/deck.toml",
        "big/b.toml",
        "big/a.toml",
        "big/notes.txt",
        "big/sub/deck.toml",
        "other/x.toml",
    )
    [file] = find([], learner, tmp_path / "no")
    assert file.path == learner / "big" / "deck.toml"
    assert [part.name for part in file.parts] == ["deck.toml", "a.toml", "b.toml"]


def test_a_deck_file_in_the_learners_folder_itself_is_a_deck_of_its_own(
    tmp_path: Path, learner: Path
) -> None:
    touch(learner, "deck.toml", "other.toml")
    assert [file.parts for file in find([], learner, tmp_path / "no")] == [
        (learner / "deck.toml",),
        (learner / "other.toml",),
    ]


def test_hidden_files_and_backups_are_passed_over(tmp_path: Path, learner: Path) -> None:
    touch(
        learner, ".hidden.toml", ".#lock.toml", "a.toml~", "~$a.toml", "#a.toml#", "a.toml.bak", "a.toml.swp"
    )
    touch(learner, "A.TOML", ".git/deck.toml", "notes.md", "big/deck.toml", "big/.x.toml", "big/y.toml~")
    if hasattr(os, "mkfifo"):
        os.mkfifo(learner / "pipe.toml")
    found = find([], learner, tmp_path / "no")
    assert names(found, learner) == ["A.TOML", "big/deck.toml"]
    assert found[1].parts == (learner / "big" / "deck.toml",)


def test_a_given_folder_is_a_folder_deck_or_holds_decks(tmp_path: Path) -> None:
    touch(tmp_path, "folder/deck.toml", "folder/more.toml", "shelf/a.toml", "shelf/b/deck.toml")
    found = find([tmp_path / "shelf", tmp_path / "folder"], tmp_path / "no", tmp_path / "no")
    assert names(found, tmp_path) == ["shelf/a.toml", "shelf/b/deck.toml", "folder/deck.toml"]
    assert len(found[2].parts) == 2
    [same] = find([tmp_path / "folder" / "deck.toml"], tmp_path / "no", tmp_path / "no")
    assert same == found[2]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gone.toml", "there is no such file or folder"),
        ("a.txt", "this is no deck file"),
        ("empty", "there is no deck in this folder"),
        ("nul\0.toml", "there is no such file or folder"),
    ],
)
def test_a_given_path_without_a_deck_is_a_usage_error(tmp_path: Path, name: str, message: str) -> None:
    touch(tmp_path, "a.txt", "empty/notes.md")
    with pytest.raises(UsageError, match=message) as raised:
        find([tmp_path / name], tmp_path / "no", tmp_path / "no")
    assert raised.value.exit_code == 2
    assert raised.value.path == tmp_path / name
    assert raised.value.hint


def test_a_deck_that_is_reached_twice_is_listed_once_where_it_comes_first(
    tmp_path: Path, learner: Path
) -> None:
    touch(learner, "a.toml", "b.toml")
    (learner / "link.toml").symlink_to(learner / "a.toml")
    found = find([learner / "b.toml", learner / "b.toml"], learner, tmp_path / "no")
    assert [(file.path.name, file.origin) for file in found] == [
        ("b.toml", Origin.GIVEN),
        ("a.toml", Origin.LEARNER),
    ]


def test_links_in_circles_and_into_nothing_are_passed_over(tmp_path: Path, learner: Path) -> None:
    (learner / "loop.toml").symlink_to(learner / "loop.toml")
    (learner / "circle").symlink_to(learner)
    (learner / "dangling.toml").symlink_to(tmp_path / "gone.toml")
    touch(learner, "a.toml")
    assert names(find([], learner, tmp_path / "no"), learner) == ["a.toml"]


def test_parts_of_a_plain_file_are_the_file() -> None:
    assert parts_of(Path("x/history.toml")) == (Path("x/history.toml"),)
    assert parts_of(Path("x/deck.toml")) == (Path("x/deck.toml"),)


def test_parts_that_cannot_be_read_are_said_why(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"abc")
    first, second = read_parts([tmp_path / "a.toml", tmp_path / "b.toml"])
    assert first == (tmp_path / "a.toml", b"abc")
    assert isinstance(second[1], FileNotFoundError)


def test_a_deck_is_called_by_its_file_or_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert file_name(Path("a/history.toml")) == "history"
    assert file_name(Path("a/big/deck.toml")) == "big"
    assert file_name(Path("a/\udcff.toml")) == "?"
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert file_name(Path("deck.toml")) == "here"


def test_a_given_part_of_a_folder_deck_stands_for_the_deck(tmp_path: Path) -> None:
    course = tmp_path / "course"
    touch(course, "deck.toml", "b.toml", "own.toml")
    (course / "b.toml").write_text("# [deck] stands elsewhere\n[[card]]\n")
    (course / "own.toml").write_text(" [ deck ]\n")
    (found,) = find([course / "b.toml"], tmp_path / "none", tmp_path / "none")
    assert (found.path, [part.name for part in found.parts]) == (
        course / "deck.toml",
        ["deck.toml", "b.toml", "own.toml"],
    )
    (alone,) = find([course / "own.toml"], tmp_path / "none", tmp_path / "none")
    assert alone.parts == (course / "own.toml",)
    assert find([course, course / "b.toml"], tmp_path / "none", tmp_path / "none") == [found]


def test_the_shipped_decks_are_found() -> None:
    found = find([], Path("/nowhere"), packaged_decks())
    assert sorted(file.path.stem for file in found) == sorted(SHIPPED)
    assert {file.origin for file in found} == {Origin.PACKAGE}


def test_the_installed_package_comes_before_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "lib" / "alliance_tutor" / "deck" / "library.py"
    monkeypatch.setattr("alliance_tutor.deck.library.__file__", str(module))
    assert packaged_decks() == tmp_path.resolve() / "decks"
    (tmp_path / "lib" / "alliance_tutor" / "decks").mkdir(parents=True)
    assert packaged_decks() == tmp_path.resolve() / "lib" / "alliance_tutor" / "decks"


def entry(id: str, origin: Origin, *, broken: bool = False) -> DeckEntry:
    path = Path(f"{origin}/{id}.toml")
    fault = Finding(str(path), 1, 1, Severity.ERROR, "E104", "the file is empty")
    return DeckEntry(path, origin, id, id.title(), findings=(fault,) if broken else ())


def test_the_first_of_two_decks_with_one_id_is_used_and_the_other_named() -> None:
    given, mine = entry("a", Origin.GIVEN), entry("a", Origin.LEARNER)
    library = arrange([given, mine])
    assert library.decks == (given,)
    assert library.deck("a") == given
    assert library.deck("b") is None
    [hidden] = library.hidden
    assert (hidden.deck, hidden.by) == (mine, given)
    finding = hidden.finding
    assert (finding.path, finding.line, finding.column) == (str(mine.path), 1, 1)
    assert (finding.severity, finding.code) == (Severity.WARNING, "W103")
    assert str(given.path) in finding.message


def test_a_copy_of_a_shipped_deck_hides_it_as_it_should() -> None:
    library = arrange([entry("history", Origin.LEARNER), entry("history", Origin.PACKAGE)])
    assert (library.hidden[0].finding.severity, library.hidden[0].finding.code) == (Severity.INFO, "I101")
    library = arrange([entry("history", Origin.GIVEN), entry("history", Origin.PACKAGE)])
    assert library.hidden[0].finding.severity is Severity.WARNING


def test_a_broken_deck_hides_nothing() -> None:
    broken, shipped = entry("history", Origin.LEARNER, broken=True), entry("history", Origin.PACKAGE)
    library = arrange([broken, shipped])
    assert (library.decks, library.broken, library.hidden) == ((shipped,), (broken,), ())


def test_warnings_do_not_break_a_deck() -> None:
    deck = entry("a", Origin.LEARNER, broken=True)
    warned = replace(deck, findings=(deck.findings[0]._replace(severity=Severity.WARNING),))
    assert arrange([warned]).decks == (warned,)


def test_decks_are_listed_given_then_own_then_shipped_in_the_order_of_the_subject() -> None:
    found = arrange(
        [
            entry("z", Origin.GIVEN),
            entry("history", Origin.GIVEN),
            entry("a", Origin.LEARNER),
            entry("implications", Origin.LEARNER),
            entry("zz", Origin.LEARNER),
            entry("bonus", Origin.PACKAGE),
            entry("cooperation", Origin.PACKAGE),
        ]
    )
    assert [deck.id for deck in found.decks] == [
        "z",
        "history",
        "a",
        "zz",
        "cooperation",
        "implications",
        "bonus",
    ]
