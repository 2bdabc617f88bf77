"""Writing a file so that it is whole at every moment, also on a disk that becomes full."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_IMODE


def replace_file(path: Path, data: bytes) -> None:
    """Write a file, or another in its place with the same rights; a link stays a link. Raises OSError."""
    path = path.resolve()
    with _draft(path, data) as draft:
        if path.exists():
            draft.chmod(S_IMODE(path.stat().st_mode))
        draft.replace(path)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet. Raises FileExistsError where the name is taken, and OSError."""
    if os.path.lexists(path):
        raise FileExistsError(path)
    with _draft(path, data) as draft:
        try:
            os.link(draft, path)  # never over a file that came meanwhile
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            draft.rename(path)


@contextmanager
def _draft(path: Path, data: bytes) -> Iterator[Path]:
    """The data in a file beside, on disk; it has gone afterwards unless it was given the name."""
    draft = path.with_name(f".{path.name}.new")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # else the new name may reach the disk before the new text
        yield draft
    finally:
        draft.unlink(missing_ok=True)
