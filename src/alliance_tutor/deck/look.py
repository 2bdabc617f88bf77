"""Whether a deck's files are still what they were: by their stat where it can be trusted, else by a hash."""

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path


def file_key(path: Path) -> bytes:
    """What a file is known by: its absolute path, links not followed."""
    # As bytes, since a file's name need not be UTF-8.
    return os.fsencode(os.path.abspath(path))  # noqa: PTH100 - pathlib's follows links


def stats(parts: Sequence[Path]) -> tuple[str, int]:
    """What tells that a deck's files changed, and the latest of their times in UTC nanoseconds."""
    rows: list[list[str | int]] = []
    latest = 0
    for path in parts:
        row: list[str | int] = [path.name]
        with suppress(OSError):
            found = path.stat()
            latest = max(latest, found.st_mtime_ns, found.st_ctime_ns)
            row += [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]
        rows.append(row)
    return json.dumps(rows), latest


def digest(contents: list[tuple[Path, bytes | OSError]]) -> str:
    """A hash of the names and the bytes of a deck's files."""
    from hashlib import sha256  # only where a file changed: it takes 3 ms of a start

    whole = sha256()
    for path, data in contents:
        content = data if isinstance(data, bytes) else f"unreadable: {data.strerror}".encode()
        whole.update(os.fsencode(path.name) + b"\0" + sha256(content).digest())
    return whole.hexdigest()


def size(parts: Iterable[Path]) -> int:
    """The bytes of a deck's files together; one that is not there counts none."""
    total = 0
    for path in parts:
        with suppress(OSError):
            total += path.stat().st_size
    return total
