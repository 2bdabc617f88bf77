"""A file is there whole, or not at all."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from alliance_tutor.deck.writing import replace_file, write_new


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deck.toml"


def test_a_file_is_replaced_with_its_rights_and_nothing_is_left_beside_it(path: Path) -> None:
    path.write_bytes(b"old")
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    before = path.stat().st_mode
    replace_file(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode) == (b"new", before)
    assert [*path.parent.iterdir()] == [path]


def test_a_new_file_is_written_and_never_over_another(path: Path) -> None:
    write_new(path, b"one")
    with pytest.raises(FileExistsError):
        write_new(path, b"two")
    assert path.read_bytes() == b"one"
    assert [*path.parent.iterdir()] == [path]


def test_a_new_file_is_not_written_over_one_that_came_meanwhile(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os.path, "lexists", lambda _: False)
    path.write_bytes(b"theirs")
    with pytest.raises(FileExistsError):
        write_new(path, b"ours")
    assert path.read_bytes() == b"theirs"


def test_a_file_system_without_hard_links_serves(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    write_new(path, b"one")
    assert path.read_bytes() == b"one"
    assert [*path.parent.iterdir()] == [path]


@pytest.mark.parametrize("old", [None, b"old"] if sys.platform != "win32" else [])
def test_a_disk_that_is_full_leaves_what_was_there(path: Path, old: bytes | None) -> None:
    """A limit on the size of files stands for the disk."""
    if old is not None:
        path.write_bytes(old)
    code = f"""
import resource, sys
from pathlib import Path
from alliance_tutor.deck.writing import replace_file, write_new
resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
try:
    {"write_new" if old is None else "replace_file"}(Path(sys.argv[1]), b"x" * 1000)
except OSError:
    sys.exit(7)
"""
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == 7
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == (
        {} if old is None else {path.name: old}
    )
