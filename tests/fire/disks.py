"""A disk of its own, small enough to be filled: a tmpfs, which Linux lets root mount."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

SIZE = 16 << 20


class NotHere(Exception):
    """What is to be tried is not allowed where this runs, or not known there."""


class Disk(NamedTuple):
    """A file system that begins at a folder."""

    folder: Path

    @contextmanager
    def filled(self, room: int) -> Iterator[None]:
        """Leave so many bytes, and afterwards again what there was."""
        filler = self.folder / "filler"
        about = os.statvfs(self.folder)
        try:
            with filler.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, about.f_bavail * about.f_frsize - room)
            yield
        finally:
            filler.unlink()


@contextmanager
def small_disk(folder: Path, size: int = SIZE) -> Iterator[Disk]:
    """A disk of so many bytes, mounted on a new folder. Raises NotHere where that is not allowed."""
    if not sys.platform.startswith("linux"):
        raise NotHere("a disk of its own is a tmpfs, which is Linux's")
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if ended.returncode:
        raise NotHere(f"no disk may be mounted here: {ended.stderr.strip()}")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
