"""Own decks carried from device to device, by file: the newer text of each, and both where both changed.

Deletes are not carried: a file that was deleted on one side stays on the other, and comes back only with a
new text.
"""

import hashlib
import re
import stat
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from alliance_tutor.deck.writing import replace_file

LARGEST = 50_000_000  # bytes of a file that is carried
OTHER = ".other-"  # what the name of the older of two texts ends with, before a part of its check sum

# What carrying tools call the second of two versions: it would hide the first.
_COPY = re.compile(r"conflict|[ _-]\(\d+\)\.toml$", re.IGNORECASE)


class Copy(NamedTuple):
    """A deck file on one side: the check sum of its content, and when it was changed (ns)."""

    sum: str
    time: int


Stamp = tuple[int, int, int, str]
"""A file's size, the times of its content and of its entry (ns), and the check sum that it had then."""


class Memory(NamedTuple):
    """What is remembered until the next time: the sums of files that were alike, and each side's stamps.

    The stamps spare reading what has not changed.
    """

    alike: dict[str, str]
    own: dict[str, Stamp]
    folder: dict[str, Stamp]


NOTHING = Memory({}, {}, {})


class Way(StrEnum):
    """What is done with a file."""

    SENT = "sent"
    RECEIVED = "received"
    SENT_BOTH = "both kept, ours is the newer"
    RECEIVED_BOTH = "both kept, theirs is the newer"
    LEFT = "left"


class Carried(NamedTuple):
    """What became of a file: `name` is its path within the decks, `note` what is to be said of it."""

    name: str
    way: Way
    note: str = ""


def plan(ours: Mapping[str, Copy], theirs: Mapping[str, Copy], base: Mapping[str, str]) -> dict[str, Way]:
    """What to do with each file that is not alike on both sides; `base` are the sums when they last were.

    Of two texts that were both changed, or never alike, the newer one holds, by its time and then its sum.
    """
    ways = {}
    for name in sorted(ours.keys() | theirs.keys()):
        our, their, before = ours.get(name), theirs.get(name), base.get(name)
        if our is None or their is None:
            only = our or their
            if only and only.sum != before:
                ways[name] = Way.SENT if our else Way.RECEIVED
        elif our.sum == their.sum:
            continue
        elif our.sum == before:
            ways[name] = Way.RECEIVED
        elif their.sum == before:
            ways[name] = Way.SENT
        else:
            newer = (our.time, our.sum) > (their.time, their.sum)
            ways[name] = Way.SENT_BOTH if newer else Way.RECEIVED_BOTH
    return ways


def carry(own: Path, folder: Path, memory: Memory = NOTHING) -> tuple[list[Carried], Memory]:
    """Brings two folders of decks to the same texts; what was done, and what is to be remembered.

    A file that is no TOML yet is left until it is: half of it may still be on its way. Raises OSError where a
    file cannot be written.
    """
    found: list[Carried] = []
    stamps = dict(_stamps(own, memory.own, found)), dict(_stamps(folder, memory.folder, found))
    ours, theirs = ({name: Copy(sum, time) for name, (_, time, _, sum) in side.items()} for side in stamps)
    alike = memory.alike | {
        name: our.sum for name, our in ours.items() if name in theirs and theirs[name].sum == our.sum
    }
    for name, way in plan(ours, theirs, memory.alike).items():
        sending = way in (Way.SENT, Way.SENT_BOTH)
        source, target = (own / name, folder / name) if sending else (folder / name, own / name)
        data = source.read_bytes()
        if not _whole(data):
            found.append(Carried(name, Way.LEFT, "it is no TOML, or not all of it is there yet"))
            continue
        note = ""
        if way in (Way.SENT_BOTH, Way.RECEIVED_BOTH):
            note = _keep_other(target, (own / name, folder / name))
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, data)
        alike[name] = _sum(data)
        found.append(Carried(name, way, note))
    return found, Memory(alike, *stamps)


def _stamps(folder: Path, before: Mapping[str, Stamp], told: list[Carried]) -> Iterator[tuple[str, Stamp]]:
    """The deck files of a folder, by their paths within it; copies of them that a tool made are told of."""
    for path in sorted([*folder.glob("*.toml"), *folder.glob("*/*.toml")]):
        name = path.relative_to(folder).as_posix()
        if any(part.startswith((".", "~")) for part in name.split("/")):
            continue
        if _COPY.search(name):
            note = "it is a second version that a carrying tool made: put what is right of it into the first"
            told.append(Carried(name, Way.LEFT, note))
            continue
        try:
            status = path.lstat()
            if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
                continue
            seen = status.st_size, status.st_mtime_ns, status.st_ctime_ns
            known = before.get(name)
            yield name, known if known and known[:3] == seen else (*seen, _sum(path.read_bytes()))
        except OSError as fault:
            told.append(Carried(name, Way.LEFT, fault.strerror or str(fault)))


def _keep_other(loser: Path, places: tuple[Path, Path]) -> str:
    """Keeps the older of two texts beside both; what to say of it."""
    data = loser.read_bytes()
    for place in places:
        kept = place.with_name(f"{place.name}{OTHER}{_sum(data)[:8]}")
        kept.parent.mkdir(parents=True, exist_ok=True)
        replace_file(kept, data)
    return f"it was changed on two devices: the older text is kept as {kept.name}"


def _whole(data: bytes) -> bool:
    import tomllib  # 13 ms, and only where a deck is carried

    try:
        tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return True


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
