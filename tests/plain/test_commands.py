"""What is a command and what is an answer."""

import pytest

from alliance_tutor.plain.commands import MEANINGS, Command, UnknownCommand, command_of, help_lines


@pytest.mark.parametrize("line", ["", "Pyongyang", "a", "6:15", " skip"])
def test_command_of_when_no_colon_leads_is_an_answer(line: str) -> None:
    assert command_of(line) is None


@pytest.mark.parametrize(
    ("line", "command"),
    [
        (":undo", Command.UNDO),
        ("  :Undo ", Command.UNDO),
        ("：quit", Command.QUIT),
        (": help", Command.HELP),
        (":u", Command.UNDO),
        (":sk", Command.SKIP),
    ],
)
def test_command_of_when_a_colon_leads_is_a_command_or_its_beginning(line: str, command: Command) -> None:
    assert command_of(line) is command


def test_command_of_when_misspelt_names_the_near_one() -> None:
    with pytest.raises(UnknownCommand, match="Did you mean :suspend"):
        command_of(":suspnd")


def test_command_of_when_ambiguous_names_them_all() -> None:
    with pytest.raises(UnknownCommand, match=":sources or :skip or :suspend"):
        command_of(":s")


@pytest.mark.parametrize("line", [":", ":xyzzy"])
def test_command_of_when_nothing_is_near_points_to_the_list(line: str) -> None:
    with pytest.raises(UnknownCommand) as unknown:
        command_of(line)
    assert "Did you mean" not in str(unknown.value)
    assert ":help" in str(unknown.value)


def test_command_of_when_not_among_those_allowed_is_unknown() -> None:
    with pytest.raises(UnknownCommand):
        command_of(":skip", (Command.QUIT,))


def test_help_lines_when_asked_tell_every_command() -> None:
    assert set(MEANINGS) == set(Command)
    assert len(help_lines()) == len(Command)
    assert help_lines((Command.QUIT,)) == [":quit: stop here; what was answered is saved"]


def test_letter_of_the_flag_names_it_though_others_begin_so() -> None:
    assert command_of(":f") is Command.FLAG
    assert command_of(":f", [Command.FINDINGS, Command.HELP]) is Command.FINDINGS
    assert command_of(":fi") is Command.FINDINGS
