"""`guide`."""

import pytest
from click.testing import CliRunner
from tests.cli.conftest import Run

from alliance_tutor import guide
from alliance_tutor.cli.commands import tutor


def test_guide_when_no_page_is_named_lists_them(run: Run) -> None:
    ran = run("guide")
    assert ran.code == 0
    assert [line.partition(":")[0] for line in ran.out.splitlines()] == [page.name for page in guide.pages()]


def test_guide_when_a_page_is_named_prints_it(run: Run) -> None:
    assert run("guide", "start").out == guide.read("start") + "\n"


def test_guide_when_there_is_no_such_page_names_the_near_one(run: Run) -> None:
    ran = run("guide", "writing-deck")
    assert ran.code == 2
    assert ran.err == "error: the guide has no page writing-deck\nhint: did you mean writing-decks?\n"


@pytest.mark.parametrize("command", sorted(tutor.commands))
def test_every_command_stands_in_the_guide_with_its_options(command: str) -> None:
    page = guide.read("command-line")
    (row,) = [line for line in page.splitlines() if line.startswith(f"| `alliance-tutor {command}")]
    row += page.partition(f"\n## Options of {command}\n")[2].partition("\n## ")[0]
    options = {name for each in tutor.commands[command].params for name in each.opts if name.startswith("--")}
    assert not [option for option in options if f"`{option}" not in row]


def test_every_command_when_asked_by_clicks_own_runner_gives_help() -> None:
    for command in tutor.commands:
        result = CliRunner().invoke(tutor, [command, "--help"])
        assert result.exit_code == 0
