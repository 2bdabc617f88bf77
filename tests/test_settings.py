import os
import subprocess
import sys
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck import cards
from alliance_tutor.errors import SettingsError, UsageError
from alliance_tutor.settings import Exam, ExamPart, Places, Settings, load, places, save

LONG_AGO = 1_700_000_000_000_000_000  # nanoseconds: beyond any doubt that the file may still change


@pytest.fixture
def where(tmp_path: Path) -> Places:
    return places(str(tmp_path))


def write(where: Places, text: str | bytes, mtime_ns: int = LONG_AGO) -> None:
    """The settings file with this text, last changed at `mtime_ns`."""
    where.settings.write_bytes(text.encode() if isinstance(text, str) else text)
    os.utime(where.settings, ns=(mtime_ns, mtime_ns))


def fault_of(where: Places, text: str | bytes) -> SettingsError:
    write(where, text)
    with pytest.raises(SettingsError) as caught:
        load(where)
    assert caught.value.path == where.settings
    assert caught.value.exit_code == 2
    return caught.value


# Places


def test_everything_lies_in_one_folder_when_a_home_is_given(tmp_path: Path) -> None:
    assert places(str(tmp_path)) == Places(
        settings=tmp_path / "settings.toml",
        history=tmp_path / "history.db",
        decks=tmp_path / "decks",
        backups=tmp_path / "backups",
        cache=tmp_path / "cache",
    )


def test_home_given_goes_before_the_environment(tmp_path: Path) -> None:
    environ = {"ALLIANCE_TUTOR_HOME": str(tmp_path / "environment")}
    assert places(None, environ).history == tmp_path / "environment" / "history.db"
    assert places(str(tmp_path), environ).history == tmp_path / "history.db"


def test_home_is_made_whole_when_it_is_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "me"))
    assert places("here").settings == tmp_path / "here" / "settings.toml"
    assert places("~/there").settings == tmp_path / "me" / "there" / "settings.toml"


def test_home_is_refused_when_nobody_has_it() -> None:
    with pytest.raises(UsageError, match="no such home folder: ~nobody-of-this-name") as caught:
        places("~nobody-of-this-name/study")
    assert caught.value.hint


@pytest.mark.parametrize("environ", [{}, {"ALLIANCE_TUTOR_HOME": ""}])
def test_the_system_says_where_when_no_home_is_given(environ: dict[str, str]) -> None:
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("alliance-tutor", appauthor=False)
    where = places(environ=environ)
    assert where.settings == dirs.user_config_path / "settings.toml"
    assert where.history == dirs.user_data_path / "history.db"
    assert where.cache == dirs.user_cache_path


# What is allowed


def test_defaults_hold_when_there_is_no_file(where: Places) -> None:
    assert load(where) == Settings()
    assert not where.cache.exists()


def test_defaults_hold_when_the_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert load(places(str(tmp_path / "file"))) == Settings()


def test_defaults_hold_when_the_file_is_empty(where: Places) -> None:
    write(where, "")
    assert load(where) == Settings()


def test_every_setting_can_be_chosen(where: Places) -> None:
    parts = (ExamPart(5, "history", "treaty", "recall", "choice"), ExamPart(2))
    exam = Exam("Final", 20, 30, 90, 60.5, True, False, 0.25, 1.5, parts)
    own = {"history": 0.95, "a.b": 0.8}, {"study.undo": "x", "home.quiz": "f2,Q"}
    chosen = Settings(7, 70, 0.85, 3, "nord", True, "nano -l", "reduced", "/carried", True, exam, *own)
    assert all(getattr(chosen, each.name) != getattr(Settings(), each.name) for each in fields(Settings))
    save(where, **asdict(chosen))
    assert load(where) == chosen


def limits() -> list[tuple[str, Any, bool]]:
    """Each numeric setting at its limits and just beyond them."""
    found: list[tuple[str, Any, bool]] = []
    for each in fields(Settings):
        if "ge" in each.metadata and each.type in (int, float):
            step = 0.001 if isinstance(each.default, float) else 1
            low, high = each.metadata["ge"], each.metadata["le"]
            found += [(each.name, low, True), (each.name, high, True)]
            found += [(each.name, low - step, False), (each.name, high + step, False)]
    return found


@pytest.mark.parametrize(("name", "value", "allowed"), limits())
def test_number_is_held_within_its_limits(where: Places, name: str, value: float, allowed: bool) -> None:
    text = f"# mine\n{name} = {value}\n"
    if allowed:
        write(where, text)
        assert getattr(load(where), name) == value
    else:
        fault = fault_of(where, text)
        assert (fault.line, fault.column) == (2, 1)
        assert fault.message.startswith(f"{name} = {value}: should be ")
        assert "the default is" in fault.hint


@pytest.mark.parametrize(
    "line",
    [
        'new_per_day = "ten"',
        "new_per_day = 10.5",
        "new_per_day = true",
        "desired_retention = nan",
        'desired_retention = "0.9"',
        "plain = 1",
        'plain = "yes"',
        'theme = ""',
        "theme = 5",
        'editor = ["code", "--wait"]',
        "[editor]\nname = 'vi'",
    ],
)
def test_value_of_another_kind_is_refused(where: Places, line: str) -> None:
    fault = fault_of(where, f"\n{line}\n")
    name = line.strip("[").partition(" ")[0].partition("]")[0]
    assert fault.line == 2
    assert name in fault.message
    assert "the default is" in fault.hint


@pytest.mark.parametrize(
    ("text", "name", "line", "column", "hint"),
    [
        ("plain = true\n  new_per_dya = 5", "new_per_dya", 2, 3, "did you mean new_per_day?"),
        ("zzz = 1", "zzz", 1, 1, "known are: new_per_day, reviews_per_day"),
        ("plain = true\n\n[ colours ]\nred = 1", "colours", 3, 3, "known are: "),
        ("[[colours]]\nred = 1", "colours", 1, 3, "known are: "),
        ('"theem" = "x"', "theem", 1, 1, "did you mean theme?"),
        ("colours.red = 1", "colours", 1, 1, "known are: "),
    ],
)
def test_unknown_setting_is_named_with_its_place(
    where: Places, text: str, name: str, line: int, column: int, hint: str
) -> None:
    fault = fault_of(where, text)
    assert fault.message == f"unknown setting {name}"
    assert (fault.line, fault.column) == (line, column)
    assert fault.hint.startswith(hint)


def test_all_faults_are_told_in_the_order_of_their_lines(where: Places) -> None:
    fault = fault_of(where, "rollover_hour = 24\nplain = true\nzzz = 1\nnew_per_day = -1\n")
    assert fault.line == 1
    assert fault.message.startswith(
        "rollover_hour = 24: should be less than or equal to 23; also line 3: unknown"
    )
    assert "; also line 4: new_per_day = -1: should be" in fault.message


# What cannot be read


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("plain = true\nnew_per_day 5\n", 2, 13),
        ("plain = true\nplain = false\n", 2, None),
        ('theme = "Nord', 1, None),
        ("plain = true\neditor = [\n", 3, None),
        ("new_per_day = " + "9" * 5_000, 1, None),
    ],
)
def test_syntax_error_is_told_with_its_line(where: Places, text: str, line: int, column: int | None) -> None:
    fault = fault_of(where, text)
    assert fault.line == line
    assert column in (None, fault.column)
    assert fault.message
    assert "(at " not in fault.message
    assert "mend the line" in fault.hint


def test_letters_stay_as_written_when_a_syntax_error_quotes_them(where: Places) -> None:
    assert fault_of(where, "[Mine]\n[Mine]\n").message.startswith("cannot declare ('Mine',)")


def test_byte_order_mark_is_passed_over(where: Places) -> None:
    write(where, b"\xef\xbb\xbfplain = true\n")
    assert load(where).plain


@pytest.mark.parametrize("text", ["plain = true".encode("utf-16"), b'theme = "\xe9"', b"\x00\xff"])
def test_other_encodings_are_refused(where: Places, text: bytes) -> None:
    fault = fault_of(where, text)
    assert fault.message.startswith("not UTF-8 at byte ")
    assert fault.hint == "save it as UTF-8"


def test_folder_in_the_file_s_place_is_refused(where: Places) -> None:
    where.settings.mkdir()
    with pytest.raises(SettingsError, match="cannot be read") as caught:
        load(where)
    assert caught.value.hint


def refuse(*_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_file_is_refused_when_it_may_not_be_looked_at(where: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(SettingsError, match="cannot be read: Permission denied"):
        load(where)


def test_nothing_is_saved_when_the_file_may_not_be_read(
    where: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(where, "new_per_day = 7")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_text", refuse)
        with pytest.raises(SettingsError, match="cannot be read: Permission denied"):
            save(where, plain=False)
    assert where.settings.read_text() == "new_per_day = 7"


def test_defaults_hold_when_the_file_vanishes_while_it_is_read(
    where: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanish(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file")

    write(where, "plain = true")
    monkeypatch.setattr(Path, "read_text", vanish)
    assert load(where) == Settings()


# The cache

AGAIN = """
import sys
from alliance_tutor.settings import load, places
print(load(places()).new_per_day, "pydantic" in sys.modules, "tomllib" in sys.modules)
"""


def second_start(home: Path) -> str:
    environ = {**os.environ, "ALLIANCE_TUTOR_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", AGAIN], capture_output=True, text=True, check=True, env=environ
    )
    return done.stdout.strip()


def test_second_start_loads_no_pydantic(where: Places, tmp_path: Path) -> None:
    write(where, "new_per_day = 7")
    assert second_start(tmp_path) == "7 True True"
    assert second_start(tmp_path) == "7 False False"
    write(where, "new_per_day = 8", LONG_AGO + 1)
    assert second_start(tmp_path) == "8 True True"


def cached(where: Places) -> bool:
    return (where.cache / "settings.json").exists()


def test_change_is_seen_whatever_else_stays_the_same(where: Places) -> None:
    write(where, "new_per_day = 7")
    assert load(where).new_per_day == 7
    assert cached(where)
    for number, text in enumerate(("new_per_day = 8", "new_per_day = 18"), 1):
        write(where, text, LONG_AGO + number)
        assert load(where).new_per_day == int(text[14:])


def test_change_is_seen_when_the_file_was_replaced_by_one_of_the_same_size_and_time(where: Places) -> None:
    write(where, "new_per_day = 7")
    load(where)
    other = where.settings.with_name("other.toml")
    other.write_text("new_per_day = 8")
    os.utime(other, ns=(LONG_AGO, LONG_AGO))
    other.replace(where.settings)
    assert load(where).new_per_day == 8


def test_young_file_is_not_cached_since_it_may_change_again(where: Places) -> None:
    where.settings.write_text("new_per_day = 7")
    assert load(where).new_per_day == 7
    assert not cached(where)


def test_file_of_the_future_is_not_cached(where: Places) -> None:
    write(where, "new_per_day = 7", 4_000_000_000_000_000_000)
    assert load(where).new_per_day == 7
    assert not cached(where)


@pytest.mark.parametrize(
    "junk", [b"", b"[]", b"{}", b"\xff\x00", b'{"mark": 1, "values": []}', b"7", b"null"]
)
def test_damaged_cache_is_passed_over(where: Places, junk: bytes) -> None:
    write(where, "new_per_day = 7")
    where.cache.mkdir()
    (where.cache / "settings.json").write_bytes(junk)
    assert load(where).new_per_day == 7
    assert load(where).new_per_day == 7


@pytest.mark.parametrize(
    ("now", "then"),
    [('["rollover_hour", 4,', '["rollover_hour", 7,'), ('"le": 23', '"le": 24'), ('"theme"', '"skin"')],
)
def test_cache_of_another_version_is_passed_over(where: Places, now: str, then: str) -> None:
    write(where, "plain = true")
    load(where)
    kept = (where.cache / "settings.json").read_text()
    assert now in kept
    changed = kept.replace('"rollover_hour": 4', '"rollover_hour": 7').replace(now, then)
    (where.cache / "settings.json").write_text(changed)
    assert load(where) == Settings(plain=True), "another version's defaults and limits must not live on"


def test_cache_is_done_without_when_it_cannot_be_written(where: Places) -> None:
    write(where, "new_per_day = 7")
    where.cache.write_text("a file where the folder should be")
    assert load(where).new_per_day == 7


# Saving


def test_saved_settings_keep_what_was_chosen_before(where: Places) -> None:
    write(where, "new_per_day = 7\ntheme = 'nord'\n")
    assert save(where, theme="gruvbox") == Settings(new_per_day=7, theme="gruvbox")
    assert load(where) == Settings(new_per_day=7, theme="gruvbox")
    assert where.settings.read_text() == 'new_per_day = 7\ntheme = "gruvbox"\n', "no default is written down"


def test_folder_is_made_when_settings_are_saved_first(tmp_path: Path) -> None:
    where = places(str(tmp_path / "new" / "home"))
    save(where, plain=True)
    assert load(where).plain


@given(theme=st.text(min_size=1, max_size=20), editor=st.text(max_size=40))
def test_any_text_can_be_saved(tmp_path_factory: pytest.TempPathFactory, theme: str, editor: str) -> None:
    where = places(str(tmp_path_factory.mktemp("home")))
    save(where, theme=theme, editor=editor)
    assert load(where) == Settings(theme=theme, editor=editor)


@pytest.mark.parametrize("change", [{"new_per_day": -1}, {"theme": ""}, {"new_per_dya": 5}, {"plain": 1}])
def test_nothing_is_saved_when_a_value_is_not_allowed(where: Places, change: dict[str, Any]) -> None:
    write(where, "new_per_day = 7")
    with pytest.raises(SettingsError) as caught:
        save(where, **change)
    assert caught.value.hint
    assert where.settings.read_text() == "new_per_day = 7"


def test_nothing_is_saved_when_the_file_is_broken(where: Places) -> None:
    write(where, "new_per_day = ")
    with pytest.raises(SettingsError) as caught:
        save(where, plain=True)
    assert caught.value.line == 1
    assert where.settings.read_text() == "new_per_day = "


def test_old_settings_stay_whole_when_the_disk_is_full(
    where: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    write(where, "new_per_day = 7")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsError, match="cannot be written: No space left on device") as caught:
        save(where, plain=True)
    assert caught.value.hint
    assert where.settings.read_text() == "new_per_day = 7"
    assert [each.name for each in where.settings.parent.iterdir()] == ["settings.toml"]


def test_fault_is_told_when_the_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be written"):
        save(places(str(tmp_path / "file")), plain=True)


LINKS = [] if sys.platform == "win32" else ["elsewhere.toml", "settings.toml"]


@pytest.mark.parametrize("target", LINKS)
def test_link_stays_a_link_when_settings_are_saved(where: Places, tmp_path: Path, target: str) -> None:
    where.settings.symlink_to(tmp_path / target)
    if target == "settings.toml":
        with pytest.raises(SettingsError):
            save(where, plain=True)
        return
    save(where, plain=True)
    assert where.settings.is_symlink()
    assert (tmp_path / target).read_text() == "plain = true\n"


# The exam


def test_exam_when_chosen_is_kept_with_its_parts_and_read_without_pydantic(where: Places) -> None:
    text = (
        "new_per_day = 7\n[exam]\nitems = 20\nextra_time = 1.5\n[[exam.part]]\ndeck = 'history'\nitems = 5\n"
    )
    write(where, text)
    exam = Exam(items=20, extra_time=1.5, part=(ExamPart(5, "history"),))
    assert load(where).exam == exam
    assert load(where).exam == exam  # from the cache
    assert save(where, plain=True).exam == exam
    assert load(where) == Settings(new_per_day=7, plain=True, exam=exam)


@pytest.mark.parametrize(
    ("text", "told", "hint"),
    [
        ("[exam]\nitms = 3\n", "2:1: unknown setting exam.itms", "did you mean items?"),
        ("[exam]\n items = 0\n", "2:2: exam.items = 0: should be greater", "items is how many questions"),
        (
            "[exam]\n[[exam.part]]\nitems = 1\n[[exam.part]]\ndeck = 5\nitems = 2\n",
            "5:1: exam.part.deck = 5",
            "",
        ),
        (
            "[exam]\n[[exam.part]]\nitems = 1\n[[exam.part]]\ndeck = 'h'\n",
            "4:1: exam.part.items is missing",
            "",
        ),
        (
            "[exam]\n[[exam.part]]\nlevel = 'x'\nitems = 1\n",
            "3:1: exam.part.level = 'x'",
            "recall, understanding",
        ),
        ("[exam]\nextra_time = 3\n", "2:1: exam.extra_time = 3", "the default is 1.0"),
        ("[exam]\ncut_score = nan\n", "2:1: exam.cut_score = nan", "pass mark"),
        ("exam = 5\n", "1:1: exam = 5: should be a table", ""),
        ("exam.items = 0\n", "1:1: exam.items = 0", ""),
        ("exam = {items = 'a'}\n", "1:1: exam.items = 'a'", ""),
        ("[exam]\npart = [{items = 0}]\n", "2:1: exam.part.items = 0", ""),
        ("[[exam]]\nitems = 2\n", "1:3: exam = [{'items': 2}]: should be a table", ""),
        (
            "[exam]\nitems = 3\n[[exam.part]]\nitems = 4\n",
            "2:1: the exam has 3 questions, and its parts ask for 4",
            "ask for fewer",
        ),
        (
            "[exam]\n[[exam.part]]\nitems = 600\n[[exam.part]]\nitems = 600\n",
            "1:2: the exam has at most 1000 questions, and its parts ask for 1200",
            "",
        ),
        (
            "[exam]\ncertainty = true\nnegative = 0.25\n",
            "3:1: marking by certainty marks wrong answers already",
            "leave one of both out",
        ),
    ],
)
def test_exam_that_is_not_allowed_is_told_where(where: Places, text: str, told: str, hint: str) -> None:
    fault = fault_of(where, text)
    assert str(fault).startswith(f"{where.settings}:{told}")
    assert hint in fault.hint
    assert fault.hint


def test_limits_of_an_exam_are_those_of_a_decks() -> None:
    limits = {}
    for own, theirs in ((Exam, cards.Exam), (ExamPart, cards.ExamPart)):
        for each in fields(own):
            known = theirs.model_fields.get(each.name)
            if known and "ge" in each.metadata:
                allowed = {type(limit).__name__.lower(): limit for limit in known.metadata}
                limits[each.name] = allowed["ge"].ge, allowed["le"].le
                assert limits[each.name] == (each.metadata["ge"], each.metadata["le"]), each.name
    assert len(limits) == 5


# Tables of the learner's own


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("retention = 0.9", 1, "retention = 0.9: should be a table"),
        ("plain = true\n[retention]\nhistory = 1.5\n", 3, "retention.history = 1.5: should be less"),
        ('[retention]\nhistory = "high"\n', 2, "retention.history = 'high': should be a valid number"),
        ('[keys]\n"study.undo" = 3\n', 2, "keys.study.undo = 3: should be a valid string"),
        ('[keys]\n"study.undo" = ""\n', 2, "keys.study.undo = '': string should have at least 1"),
        ('[keys]\nstudy.undo = "x"\n', 2, "keys.study is a table"),
    ],
)
def test_own_table_s_value_is_told_with_its_line_when_it_is_not_allowed(
    where: Places, text: str, line: int, told: str
) -> None:
    fault = fault_of(where, text)
    assert fault.line == line
    assert fault.message.startswith(told)
    assert fault.hint


def test_retention_of_a_deck_is_its_own_or_the_general_one(where: Places) -> None:
    write(where, "desired_retention = 0.85\n[retention]\nhistory = 0.95\n")
    settings = load(where)
    assert (settings.retention_of("history"), settings.retention_of("else")) == (0.95, 0.85)


# What a change leaves of the file


MINE = """\
# my settings
theme = "nord"   # calm
new_per_day=5

# decks that must sit
[retention]
history = 0.9 # for now

[[exam.part]]
items = 3
"""


@pytest.mark.parametrize(
    ("changes", "before", "after"),
    [
        ({"theme": 'a "b" # c'}, 'theme = "nord"   # calm', 'theme = "a \\"b\\" # c"   # calm'),
        ({"new_per_day": 7}, "new_per_day=5", "new_per_day = 7"),
        ({"plain": True}, "new_per_day=5\n", "new_per_day=5\nplain = true\n"),
        ({"retention": {"history": 0.95}}, "history = 0.9 # for now", "history = 0.95 # for now"),
        ({"retention": {"history": 0.9, "a.b": 0.8}}, "# for now\n", '# for now\n"a.b" = 0.8\n'),
        ({"retention": {}}, "history = 0.9 # for now\n", ""),
        ({"keys": {"study.undo": "x"}}, "items = 3\n", 'items = 3\n\n[keys]\n"study.undo" = "x"\n'),
    ],
)
def test_all_else_of_the_file_stays_when_a_value_is_saved(
    where: Places, changes: dict[str, Any], before: str, after: str
) -> None:
    write(where, MINE)
    saved = save(where, **changes)
    assert where.settings.read_text() == MINE.replace(before, after)
    assert load(where) == saved
    for name, value in changes.items():
        assert getattr(saved, name) == value


def test_file_is_written_anew_when_a_value_stands_on_several_lines(where: Places) -> None:
    write(where, 'editor = """\nnano"""  # mine\nplain = true\n')
    assert save(where, editor="vi").editor == "vi"
    assert load(where) == Settings(editor="vi", plain=True)


@given(st.dictionaries(st.text(min_size=1), st.floats(0.7, 0.99)), st.text())
def test_any_decks_and_editor_can_be_saved_over_any_other(
    tmp_path_factory: pytest.TempPathFactory, retention: dict[str, float], editor: str
) -> None:
    where = places(str(tmp_path_factory.mktemp("home")))
    write(where, MINE)
    assert save(where, retention=retention, editor=editor) == load(where)
    assert (load(where).retention, load(where).editor) == (retention, editor)
