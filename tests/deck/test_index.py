import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from alliance_tutor.deck import index_file, index_reading, questions
from alliance_tutor.deck.index import DeckIndex
from alliance_tutor.deck.library import DeckFile, ExamEntry, ExamPartEntry, Library, TopicText, find
from alliance_tutor.deck.questions import Question
from alliance_tutor.deck.refs import QuestionRef

LATER = 10_000_000_000


class Shelf:
    """A learner's folder, an index of it, and a clock that is far past every change."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "decks"
        self.folder.mkdir()
        self.cache = root / "cache" / "decks.db"
        self.now = 0
        self.parsed: list[str] = []
        self.open: list[DeckIndex] = []

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.settle(path)
        return path

    def settle(self, path: Path) -> None:
        """Let enough time go by for the file's times to be trusted."""
        self.now = max(self.now, path.stat().st_ctime_ns) + LATER

    def files(self) -> list[DeckFile]:
        return find([], self.folder, self.folder / "none")

    def index(self, cache: Path | None = None) -> DeckIndex:
        index = DeckIndex(cache or self.cache, clock=lambda: self.now)
        self.open.append(index)
        return index

    def refresh(self) -> Library:
        """A new start of the program."""
        self.parsed.clear()
        return self.index().refresh(self.files())


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    from alliance_tutor.deck import deckfile

    shelf = Shelf(tmp_path)
    parse = deckfile.parse

    def watched(files: list[tuple[Path, bytes | OSError]]) -> deckfile.Reading:
        shelf.parsed.append(files[0][0].name)
        return parse(files)

    monkeypatch.setattr(deckfile, "parse", watched)
    yield shelf
    for index in shelf.open:
        index.close()


def deck(id: str, *prompts: str, more: str = "") -> str:
    cards = "".join(
        f'[[card]]\nid = "{prompt}"\nprompt = "{prompt}?"\nanswer = "yes"\n' for prompt in prompts
    )
    return f'[deck]\nid = "{id}"\ntitle = "Deck {id}"\n{more}{cards}'


FULL = """[deck]
id = "full"
title = "Full"
description = "All of it."
language = "ko"
version = "2"
as_of = 2026-11-22
license = "MIT"
[[topic]]
id = "one"
title = "One"
summary = "First."
[[topic]]
id = "two"
title = "Two"
[[card]]
id = "b"
topic = "two"
prompt = "p"
answer = "a"
reverse = true
status = "documented"
level = "recall"
when = "1961"
[[card]]
id = "c"
type = "cloze"
topic = "one"
text = "{{x}} {{y}}"
"""


def test_an_entry_tells_what_a_list_of_decks_shows(shelf: Shelf) -> None:
    path = shelf.write("full.toml", FULL)
    for _ in range(2):
        [entry] = shelf.refresh().decks
        assert entry.path == path
        assert (entry.origin, entry.id, entry.title, entry.description) == (
            "learner",
            "full",
            "Full",
            "All of it.",
        )
        assert (entry.version, entry.as_of, entry.language, entry.license) == ("2", "2026-11-22", "ko", "MIT")
        assert (entry.cards, entry.questions, entry.broken) == (2, 4, False)
        assert entry.topics == (TopicText("one", "One"), TopicText("two", "Two"))
        assert entry.by == {
            "topic": {"one": 2, "two": 2},
            "type": {"cloze": 2, "basic": 2},
            "level": {"recall": 2},
            "status": {"documented": 2},
        }
    assert shelf.parsed == []


EXAM = """[exam]
items = 3
cut_score = 50
[[exam.part]]
type = "open"
items = 1
[[card]]
id = "o"
type = "open"
prompt = "Why?"
notes = "Because."
lines = 4
"""


def test_open_questions_are_for_exams_alone(shelf: Shelf) -> None:
    shelf.write("d.toml", deck("d", "x", more=EXAM))
    index = shelf.index()
    [entry] = index.refresh(shelf.files()).decks
    assert (entry.cards, entry.questions, entry.by["type"]) == (2, 1, {"basic": 1})
    assert [ref.id for ref in index.refs("d")] == ["d/x"]
    assert [ref.id for ref in index.refs("d", exam=True)] == ["d/o", "d/x"]
    question = index.question("d/o")
    assert question is not None
    assert (question.answer, question.lines) == ("Because.", 4)


def test_entry_of_a_deck_tells_its_exam(shelf: Shelf) -> None:
    shelf.write("d.toml", deck("d", "x", more=EXAM))
    shelf.write("e.toml", deck("e", "x", more='[[exam.part]]\nlevel = "recall"\nitems = 2\n'))
    for _ in range(2):
        first, second = shelf.refresh().decks
        assert first.exam == ExamEntry("Deck d", 3, cut_score=50, parts=(ExamPartEntry(1, type="open"),))
        assert second.exam == ExamEntry("Deck e", 2, parts=(ExamPartEntry(2, level="recall"),))
    assert shelf.parsed == []


def test_questions_are_found_by_deck_and_by_id(shelf: Shelf) -> None:
    path = shelf.write("full.toml", FULL)
    index = shelf.index()
    index.refresh(shelf.files())
    refs = index.refs("full")
    assert [ref.id for ref in refs] == ["full/c#c1", "full/c#c2", "full/b", "full/b#reverse"]
    assert refs[2] == QuestionRef("full/b", "full", "b", "two", "basic", "recall", "documented", "1961")
    assert index.refs(path) == refs
    assert index.refs("gone") == index.refs(Path("gone.toml")) == []
    question = index.question("full/c#c2")
    assert question is not None
    assert (question.ref, question.prompt, question.answer) == (refs[1], "x […]", "y")
    assert index.question("full/none") is index.question("none/b") is index.question("") is None
    found = index.questions(["full/b", "full/none", "full/c#c1"])
    assert [question.id for question in found] == ["full/b", "full/c#c1"]
    assert index.topics("full") == [TopicText("one", "One", "First."), TopicText("two", "Two")]
    assert index.topics(path) == index.topics("full")
    assert index.topics("gone") == []


def test_only_decks_that_changed_are_read_again(shelf: Shelf) -> None:
    shelf.write("a.toml", deck("a", "x"))
    shelf.write("b.toml", deck("b", "x"))
    shelf.refresh()
    assert shelf.parsed == ["a.toml", "b.toml"]
    shelf.refresh()
    assert shelf.parsed == []
    shelf.write("b.toml", deck("b", "x", "y"))
    library = shelf.refresh()
    assert shelf.parsed == ["b.toml"]
    assert [entry.questions for entry in library.decks] == [1, 2]
    assert [ref.card for ref in shelf.open[-1].refs("b")] == ["x", "y"]


def test_a_file_that_was_only_touched_is_not_parsed(shelf: Shelf) -> None:
    path = shelf.write("a.toml", deck("a", "x"))
    shelf.refresh()
    os.utime(path, ns=(1, 1))
    shelf.settle(path)
    assert shelf.refresh().decks[0].questions == 1
    assert shelf.parsed == []


def test_a_change_within_the_clocks_grain_is_noticed(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    path = shelf.write("a.toml", deck("a", "x"))
    shelf.now = path.stat().st_mtime_ns + 1_000_000_000
    monkeypatch.setattr(
        "alliance_tutor.deck.index_reading.stats", lambda parts: ("same", path.stat().st_mtime_ns)
    )
    shelf.refresh()
    path.write_text(deck("a", "y"))
    [entry] = shelf.refresh().decks
    assert shelf.parsed == ["a.toml"]
    assert [ref.card for ref in shelf.open[-1].refs(entry.id)] == ["y"]
    shelf.now += LATER
    shelf.refresh()
    path.write_text(deck("a", "z"))
    # Now the look was long after the change that is on record: the stat is believed.
    shelf.refresh()
    assert shelf.parsed == []


def test_a_change_that_restores_size_and_time_is_noticed(shelf: Shelf) -> None:
    path = shelf.write("a.toml", deck("a", "x"))
    before = path.stat()
    shelf.refresh()
    path.write_text(deck("a", "y"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    shelf.refresh()
    assert [ref.card for ref in shelf.open[-1].refs("a")] == ["y"]


def test_a_running_program_sees_a_change(shelf: Shelf) -> None:
    shelf.write("a.toml", deck("a", "x"))
    index = shelf.index()
    index.refresh(shelf.files())
    shelf.write("a.toml", deck("a", "x", "y"))
    other = shelf.index()
    other.refresh(shelf.files())
    assert [ref.card for ref in index.refs("a")] == ["x", "y"]
    assert index.question("a/y") is not None


def test_a_part_of_a_folder_deck_that_comes_and_goes_is_noticed(shelf: Shelf) -> None:
    shelf.write("big/deck.toml", deck("big", "x"))
    assert shelf.refresh().decks[0].cards == 1
    part = shelf.write("big/more.toml", deck("", "y").split("\n", 3)[3])
    assert shelf.refresh().decks[0].cards == 2
    part.rename(part.with_name("other.toml"))
    shelf.settle(part.with_name("other.toml"))
    shelf.refresh()
    assert shelf.parsed == ["deck.toml"]
    part.with_name("other.toml").unlink()
    assert shelf.refresh().decks[0].cards == 1


def test_what_is_gone_from_the_disk_is_dropped(shelf: Shelf) -> None:
    path = shelf.write("a.toml", deck("a", "x"))
    shelf.write("b.toml", deck("b", "x"))
    shelf.refresh()
    path.unlink()
    assert [entry.id for entry in shelf.refresh().decks] == ["b"]
    with sqlite3.connect(shelf.cache) as db:
        assert db.execute("SELECT count(*) FROM deck").fetchone() == (1,)
        for table in ("question", "body"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)
    db.close()


def test_a_deck_that_is_not_asked_for_stays_indexed(shelf: Shelf) -> None:
    shelf.write("a.toml", deck("a", "x"))
    shelf.refresh()
    assert shelf.index().refresh([]).decks == ()
    shelf.refresh()
    assert shelf.parsed == []


def test_of_two_decks_with_one_id_the_first_is_asked(shelf: Shelf) -> None:
    shelf.write("a.toml", deck("same", "x"))
    second = shelf.write("b.toml", deck("same", "y"))
    index = shelf.index()
    library = index.refresh(shelf.files())
    assert [entry.path.name for entry in library.decks] == ["a.toml"]
    assert [hidden.deck.path.name for hidden in library.hidden] == ["b.toml"]
    assert index.question("same/y") is None
    assert [ref.card for ref in index.refs("same")] == ["x"]
    assert [ref.card for ref in index.refs(second)] == ["y"]


def test_a_broken_deck_is_listed_with_its_faults(shelf: Shelf) -> None:
    path = shelf.write("a.toml", deck("a", "x") + "anwser = 1\n")
    shelf.write("b.toml", deck("b", "x"))
    for _ in range(2):
        library = shelf.refresh()
        assert [entry.id for entry in library.decks] == ["b"]
        [entry] = library.broken
        assert (entry.id, entry.title, entry.cards, entry.questions) == ("a", "Deck a", 1, 0)
        [finding] = entry.findings
        assert (finding.path, finding.line, finding.code, finding.card) == (str(path), 8, "E120", "x")
    assert shelf.parsed == []
    assert shelf.open[-1].refs("a") == []


def test_findings_name_the_path_as_it_is_given_now(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    path = shelf.write("a.toml", deck("a", "x") + "anwser = 1\n")
    shelf.refresh()
    monkeypatch.chdir(shelf.folder)
    library = shelf.index().refresh(find([Path("a.toml")], path / "none", path / "none"))
    assert library.broken[0].findings[0].path == "a.toml"
    assert library.broken[0].path == Path("a.toml")
    assert shelf.parsed == ["a.toml"]


def test_a_file_that_vanishes_meanwhile_is_broken(shelf: Shelf) -> None:
    path = shelf.write("a.toml", deck("a", "x"))
    files = shelf.files()
    path.unlink()
    [entry] = shelf.index().refresh(files).broken
    assert entry.findings[0].code == "E101"


def test_a_file_name_that_is_not_utf_8_is_no_obstacle(shelf: Shelf) -> None:
    path = shelf.folder / os.fsdecode(b"\xff.toml")
    try:
        path.write_text("x")
    except OSError:
        return  # a file system that has no such names
    assert shelf.refresh().broken[0].title == "?"
    assert shelf.refresh().broken[0].findings[0].path == str(path)


def test_without_a_cache_file_the_index_is_kept_in_memory(shelf: Shelf) -> None:
    shelf.write("a.toml", deck("a", "x"))
    index = DeckIndex(None)
    index.refresh(shelf.files())
    assert len(index.refs("a")) == 1
    index.refresh(shelf.files())
    index.close()
    assert not shelf.cache.exists()


@pytest.mark.parametrize(
    "content", [b"this is no database, however long it may be" * 50, b"SQLite format 3\0" + b"\xff" * 4096]
)
def test_a_damaged_cache_is_built_anew(shelf: Shelf, content: bytes) -> None:
    shelf.write("a.toml", deck("a", "x"))
    shelf.cache.parent.mkdir()
    shelf.cache.write_bytes(content)
    assert len(shelf.refresh().decks) == 1
    shelf.refresh()
    assert shelf.parsed == []


def test_a_cache_that_is_damaged_further_in_is_built_anew(shelf: Shelf) -> None:
    for n in range(30):
        shelf.write(f"a{n}.toml", deck(f"a{n}", *(f"x{m}" for m in range(30))))
    shelf.refresh()
    for index in shelf.open:
        index.close()
    data = bytearray(shelf.cache.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    shelf.cache.write_bytes(data)
    index = shelf.index()
    assert len(index.refresh(shelf.files()).decks) == 30
    assert len(index.refs("a7")) == 30
    shelf.refresh()
    assert shelf.parsed == []


def test_a_cache_without_its_end_is_built_anew(shelf: Shelf) -> None:
    shelf.write("a.toml", deck("a", *(f"x{m}" for m in range(100))))
    shelf.refresh()
    shelf.open[-1].close()
    data = shelf.cache.read_bytes()
    shelf.cache.write_bytes(data[:-2000])
    shelf.refresh()
    assert shelf.parsed == ["a.toml"]
    assert shelf.cache.read_bytes() == data


@pytest.mark.parametrize("column", ["entry", "stats"])
@pytest.mark.parametrize("content", ["no json", "[]", "{}", b"\xff"])
def test_a_cache_that_holds_nonsense_is_built_anew(shelf: Shelf, column: str, content: str | bytes) -> None:
    shelf.write("a.toml", deck("a", "x"))
    shelf.refresh()
    with sqlite3.connect(shelf.cache) as db:
        db.execute(f"UPDATE deck SET {column} = CAST(? AS TEXT)", (content,))
    db.close()
    assert len(shelf.refresh().decks) == 1
    shelf.refresh()
    assert shelf.parsed == []


def test_a_fault_of_the_parser_is_raised_and_not_tried_for_ever(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.write("a.toml", deck("a", "x"))

    def fail(deck: object) -> None:
        raise KeyError("bug")

    monkeypatch.setattr(questions, "questions_of", fail)
    with pytest.raises(KeyError, match="bug"):
        shelf.refresh()


def test_a_cache_that_breaks_under_a_running_program_is_left(shelf: Shelf) -> None:
    shelf.write("a.toml", deck("a", "x"))
    index = shelf.index()
    index.refresh(shelf.files())
    with sqlite3.connect(shelf.cache) as db:
        db.execute("DROP TABLE question")
    db.close()
    assert len(index.refs("a")) == 1
    assert index.question("a/x") is not None


def test_a_cache_of_another_version_is_built_anew(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.write("a.toml", deck("a", "x"))
    shelf.refresh()
    with sqlite3.connect(shelf.cache) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    assert len(shelf.refresh().decks) == 1
    assert shelf.parsed == ["a.toml"]
    shelf.refresh()
    assert shelf.parsed == []
    # The same schema, but another version of the program.
    monkeypatch.setattr(index_reading, "_MADE_BY", "1/99.0")
    shelf.refresh()
    assert shelf.parsed == ["a.toml"]


def test_a_locked_cache_is_replaced_by_memory(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_file, "_BUSY_SECONDS", 0.0)
    shelf.write("a.toml", deck("a", "x"))
    shelf.refresh()
    shelf.write("a.toml", deck("a", "x", "y"))
    lock = sqlite3.connect(shelf.cache, isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    index = shelf.index()
    assert [entry.questions for entry in index.refresh(shelf.files()).decks] == [2]
    assert len(index.refs("a")) == 2
    lock.execute("ROLLBACK")
    lock.close()


def test_a_cache_that_is_being_written_is_still_read(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_file, "_BUSY_SECONDS", 0.0)
    path = shelf.write("a.toml", deck("a", "x"))
    gone = shelf.write("b.toml", deck("b", "x"))
    shelf.refresh()
    os.utime(path, ns=(1, 1))
    gone.unlink()
    lock = sqlite3.connect(shelf.cache, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    assert len(shelf.refresh().decks) == 1
    assert shelf.parsed == []
    lock.execute("ROLLBACK")
    lock.close()


def test_a_cache_that_cannot_be_written_further_is_replaced_by_memory(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.write("a.toml", deck("a", "x"))
    shelf.refresh()
    shelf.write("a.toml", deck("a", "x", "y"))
    full = iter([sqlite3.OperationalError("database or disk is full")])
    written = questions.to_json

    def to_json(question: Question) -> str:
        for error in full:
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return written(question)

    monkeypatch.setattr(questions, "to_json", to_json)
    index = shelf.index()
    assert [entry.questions for entry in index.refresh(shelf.files()).decks] == [2]
    assert len(index.refs("a")) == 2
    # Nothing half written was left behind.
    with sqlite3.connect(shelf.cache) as db:
        assert db.execute("SELECT count(*) FROM question").fetchone() == (1,)
    db.close()


def test_a_cache_that_cannot_be_had_is_replaced_by_memory(shelf: Shelf) -> None:
    shelf.write("a.toml", deck("a", "x"))
    (shelf.folder / "file").write_text("x")
    for cache in (shelf.folder, shelf.folder / "file" / "decks.db"):
        index = shelf.index(cache)
        assert len(index.refresh(shelf.files()).decks) == 1


def test_a_useless_cache_that_cannot_be_removed_is_left(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.write("a.toml", deck("a", "x"))
    shelf.cache.parent.mkdir()
    shelf.cache.write_bytes(b"no database" * 100)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    assert len(shelf.refresh().decks) == 1
    assert shelf.cache.read_bytes() == b"no database" * 100


def test_a_fault_in_memory_is_a_bug_and_raised() -> None:
    index = DeckIndex(None)
    index.close()
    with pytest.raises(sqlite3.ProgrammingError):
        index.refresh([])


def test_a_start_with_unchanged_decks_loads_no_parser(shelf: Shelf) -> None:
    shelf.write("a.toml", deck("a", "x"))
    shelf.refresh()
    code = """
import sys
from pathlib import Path
from alliance_tutor.deck.index import DeckIndex
from alliance_tutor.deck.library import find
folder, cache = map(Path, sys.argv[1:])
index = DeckIndex(cache)
library = index.refresh(find([], folder, folder / "none"))
assert index.question("a/x").prompt == "x?"
assert len(index.refs("a")) == 1
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""
    command = [sys.executable, "-c", code, str(shelf.folder), str(shelf.cache)]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "sqlite3" in loaded
    assert not {"pydantic", "tomllib", "tomli_w", "markdown_it", "textual", "fsrs"} & set(loaded)


def test_two_programs_that_start_at_once_both_have_all_decks(shelf: Shelf) -> None:
    for n in range(5):
        shelf.write(f"a{n}.toml", deck(f"a{n}", "x", "y"))
    code = """
import sys
from pathlib import Path
from alliance_tutor.deck.index import DeckIndex
from alliance_tutor.deck.library import find
folder, cache = map(Path, sys.argv[1:])
index = DeckIndex(cache)
library = index.refresh(find([], folder, folder / "none"))
print(sum(len(index.refs(entry.id)) for entry in library.decks))
"""
    command = [sys.executable, "-c", code, str(shelf.folder), str(shelf.cache)]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    assert [process.communicate() for process in running] == [("10\n", "")] * 4


def test_a_deck_is_announced_only_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "one.toml"
    path.write_text('[deck]\nid = "one"\ntitle = "One"\n', encoding="utf-8")
    files = find([path], tmp_path / "none", tmp_path / "none")
    told: list[tuple[Path, int]] = []
    index = DeckIndex(None)
    index.refresh(files, lambda read, size: told.append((read, size)))
    index.refresh(files, lambda read, size: told.append((read, size)))
    index.close()
    assert told == [(path, path.stat().st_size)]


def test_changed_decks_are_told_without_opening_a_file(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = shelf.write("a.toml", deck("a", "x")), shelf.write("b.toml", deck("b", "x"))
    index = shelf.index()
    files = shelf.files()
    assert index.changed(files) == files
    index.refresh(files)
    assert index.changed(files) == []
    two.write_text(deck("b", "x", "y"))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was opened"))
        assert [file.path for file in index.changed(files)] == [two]
        monkeypatch.setattr(index_reading, "_MADE_BY", "1/99.0")
        assert [file.path for file in index.changed(files)] == [one, two]


def test_all_decks_of_a_cache_that_is_damaged_further_in_have_changed(shelf: Shelf) -> None:
    for n in range(30):
        shelf.write(f"a{n}.toml", deck(f"a{n}", *(f"x{m}" for m in range(30))))
    shelf.refresh()
    shelf.open[-1].close()
    data = shelf.cache.read_bytes()
    shelf.cache.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
    assert shelf.index().changed(shelf.files()) == shelf.files()


def test_asking_what_changed_lets_no_deck_be_dropped(shelf: Shelf) -> None:
    path = shelf.write("a.toml", deck("a", "x"))
    shelf.refresh()
    away = path.parent.rename(path.parent.with_name("away"))
    assert shelf.index().changed([]) == []
    away.rename(path.parent)
    assert shelf.index().changed(shelf.files()) == []


def test_the_state_is_another_only_when_a_question_may_be(shelf: Shelf) -> None:
    path = shelf.write("a.toml", deck("a", "x"))
    index = shelf.index()
    index.refresh(shelf.files())
    before = index.state
    os.utime(path, ns=(1, 1))
    index.refresh(shelf.files())
    assert index.state == before
    # As many cards, topics and types as before: the deck's entry is the same.
    shelf.write("a.toml", deck("a", "y"))
    index.refresh(shelf.files())
    assert index.state != before
    before = index.state
    path.unlink()
    index.refresh(shelf.files())
    assert index.state != before


def test_there_is_no_path_where_the_index_is_kept_in_memory(shelf: Shelf) -> None:
    assert shelf.index().path == shelf.cache
    assert shelf.index(shelf.folder).path is None
