"""What is loaded when: numbers must not wait for the screens, nor a start for the parsers."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "textual",
    "rich",
    "pydantic",
    "fsrs",
    "markdown_it",
    "tomllib",
    "tomli_w",
    "platformdirs",
)

LOADED = """
import json, os, sys
sys.argv[1:] = json.loads(os.environ.pop("TUTOR_ARGUMENTS"))
code = 0
try:
    exec(os.environ.pop("TUTOR_CODE"))
except SystemExit as stop:
    code = stop.code or 0
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


def loaded(home: Path, code: str, *arguments: str) -> set[str]:
    """The modules that a fresh Python holds after it ran `code`."""
    environ = {
        **os.environ,
        "ALLIANCE_TUTOR_HOME": str(home),
        "TUTOR_CODE": code,
        "TUTOR_ARGUMENTS": json.dumps(arguments),
    }
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True, env=environ, timeout=60
    )
    exit_code, modules = json.loads(done.stderr.splitlines()[-1])
    assert exit_code == 0, done.stderr
    return set(modules)


def heavy(modules: set[str]) -> set[str]:
    return modules & set(HEAVY)


COMMAND = "from alliance_tutor.cli import main; sys.exit(main())"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose decks were read and whose settings were checked before: what every later start finds."""
    folder = tmp_path_factory.mktemp("home")
    settings = folder / "settings.toml"
    settings.write_text("new_per_day = 7\n")
    os.utime(settings, (1_700_000_000, 1_700_000_000))
    loaded(folder, COMMAND, "due")
    loaded(folder, COMMAND, "study", "--plain", "history")
    return folder


def test_all_that_is_heavy_is_seen_when_it_is_loaded(home: Path) -> None:
    code = "import textual.app, pydantic, fsrs, tomllib, tomli_w, platformdirs, markdown_it, rich"
    assert heavy(loaded(home, code)) == set(HEAVY)


@pytest.mark.parametrize(
    "room",
    [
        "cli",
        "desk",
        "deck.index",
        "deck.library",
        "journal.store",
        "memory.plan",
        "study.session",
        "study.quiz",
        "study.result",
        "study.drawing",
        "study.attempt",
        "study.exam_result",
        "study.exam_setup",
        "study.paper",
        "insight.overview",
        "insight.examining",
        "insight.exam_page",
        "insight.wording",
        "text",
        "settings",
    ],
)
def test_importing_a_room_loads_nothing_heavy(home: Path, room: str) -> None:
    assert heavy(loaded(home, f"import alliance_tutor.{room}")) == set()


@pytest.mark.parametrize(
    "room",
    [
        "cli",
        "errors",
        "text",
        "deck.questions",
        "memory.plan",
        "study.session",
        "study.quiz",
        "study.result",
        "study.drawing",
        "study.attempt",
        "study.exam_result",
        "study.exam_setup",
        "study.paper",
        "study.grading",
        "insight.overview",
        "insight.examining",
        "insight.exam_page",
    ],
)
def test_importing_a_pure_room_loads_no_database(home: Path, room: str) -> None:
    assert "sqlite3" not in loaded(home, f"import alliance_tutor.{room}")


@pytest.mark.parametrize(
    "arguments", [["due"], ["due", "--json"], ["decks"], ["decks", "--json"], ["stats", "--json"]]
)
def test_numbers_are_shown_without_screens_and_parsers(home: Path, arguments: list[str]) -> None:
    assert heavy(loaded(home, COMMAND, *arguments)) == set()


@pytest.mark.parametrize("arguments", [["due"], ["due", "--json"], ["decks"], ["journal"]])
def test_what_asks_no_question_loads_no_quiz(home: Path, arguments: list[str]) -> None:
    rooms = ("study.quiz", "study.drawing", "study.wish", "study.session", "study.grading")
    assert not loaded(home, COMMAND, *arguments) & {f"alliance_tutor.{room}" for room in rooms}


def test_line_modes_home_loads_no_exam_where_none_runs(home: Path) -> None:
    rooms = {"alliance_tutor.desk.exams", "alliance_tutor.study.paper", "alliance_tutor.study.attempt"}
    assert not loaded(home, COMMAND, "--plain") & rooms
    assert loaded(home, COMMAND, "exam", "--results") >= rooms


@pytest.mark.parametrize("arguments", [["journal"], ["journal", "--json"], ["where"]])
def test_records_are_shown_without_screens_and_parsers(home: Path, arguments: list[str]) -> None:
    assert not heavy(loaded(home, COMMAND, *arguments)) & {
        "textual",
        "rich",
        "pydantic",
        "fsrs",
        "markdown_it",
    }


def test_plan_is_loaded_only_where_there_is_one_and_the_planner_only_where_it_works(tmp_path: Path) -> None:
    home = f"desk = Desk.open({str(tmp_path)!r})\ndesk.overview(at_once=True), desk.offers(), desk.tomorrow()"
    code = f"from alliance_tutor.desk import Desk\n{home}"
    plans, planner = "alliance_tutor.desk.plans", {"statistics", "alliance_tutor.memory.exam_plan"}
    assert plans not in loaded(tmp_path, code)
    made = (
        "from datetime import date, timedelta\nfrom alliance_tutor.cli import main\n"
        "main(['plan', '--exam', str(date.today() + timedelta(20)), '--minutes', '5'])"
    )
    assert loaded(tmp_path, made) >= planner
    for modules in (loaded(tmp_path, code), loaded(tmp_path, COMMAND, "due", "--json")):
        assert plans in modules
        assert not modules & (planner | set(HEAVY))


def test_version_loads_next_to_nothing(home: Path) -> None:
    modules = loaded(home, COMMAND, "--version")
    assert heavy(modules) == set()
    assert not modules & {"click", "sqlite3", "dataclasses", "alliance_tutor.desk"}


def test_line_mode_loads_no_screen(home: Path) -> None:
    for command in ("study", "quiz", "exam"):
        assert not loaded(home, COMMAND, command, "--plain") & {"textual", "rich", "pydantic"}


def test_checking_a_deck_loads_no_screen(home: Path) -> None:
    assert not loaded(home, COMMAND, "check") & {"textual", "rich", "fsrs"}


def test_sending_a_deck_out_loads_no_screen(home: Path) -> None:
    modules = loaded(home, COMMAND, "export", "history", "--to", "gift")
    assert not modules & {"textual", "rich", "fsrs"}


def test_desk_is_opened_and_asked_without_anything_heavy(home: Path) -> None:
    code = (
        "from alliance_tutor.desk import Desk\n"
        "with Desk.open() as desk:\n"
        " desk.overview(), desk.topics('history'), desk.tomorrow(), desk.offers(), desk.queue()"
    )
    assert heavy(loaded(home, code)) == set()
