from pathlib import Path

import pytest

from alliance_tutor.errors import JournalError, SettingsError, TutorError, UsageError


@pytest.mark.parametrize(
    ("path", "line", "column", "where"),
    [
        (None, None, None, ""),
        ("deck.toml", None, None, "deck.toml"),
        (Path("deck.toml"), 3, None, "deck.toml:3"),
        ("deck.toml", 3, 7, "deck.toml:3:7"),
    ],
)
def test_fault_says_where_as_far_as_it_is_known(
    path: str | Path | None, line: int | None, column: int | None, where: str
) -> None:
    fault = TutorError("broken", hint="mend it", path=path, line=line, column=column)
    assert fault.where == where
    assert str(fault) == (f"{where}: broken" if where else "broken")
    assert (fault.message, fault.hint) == ("broken", "mend it")


@pytest.mark.parametrize(
    ("kind", "exit_code"), [(TutorError, 2), (UsageError, 2), (SettingsError, 2), (JournalError, 3)]
)
def test_fault_has_the_exit_code_of_its_kind(kind: type[TutorError], exit_code: int) -> None:
    with pytest.raises(TutorError) as caught:
        raise kind("broken")
    assert caught.value.exit_code == exit_code
