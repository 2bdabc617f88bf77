"""A package's zip archive: the collection's database and the names of media. Nothing is written to disk."""

import json
import sys
import zlib
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from alliance_tutor.errors import UsageError
from alliance_tutor.exchange.apkg import wire
from alliance_tutor.exchange.limits import MOST_BYTES, MOST_ITEMS

LATEST = 3
"""The version from which on members are compressed, and the collection has another schema."""

_COLLECTIONS = {1: "collection.anki2", 2: "collection.anki21", LATEST: "collection.anki21b"}
"""The collection in each version; in later ones the first name has a note that says to update Anki."""

_MOST_MEMBERS = 200_000
_HINT = "export it from Anki again"


class Unpacked(NamedTuple):
    """What a package holds: an SQLite database, and the names of pictures and sounds."""

    collection: bytes
    media: tuple[str, ...]


def unpack(data: bytes) -> Unpacked:
    """What is in a package of any version. Raises UsageError where it is none, or unpacks to too much."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if len(names) > _MOST_MEMBERS:
                raise UsageError(f"the package has more than {_MOST_MEMBERS} files", hint="split it")
            version = _version(archive, names)
            collection = _read(archive, _COLLECTIONS[version], version)
            media = _read(archive, "media", version) if "media" in names else b""
    except (
        BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
    ) as fault:
        # RuntimeError is what zipfile raises where a member is encrypted.
        raise UsageError("this is no package of Anki's, or it is damaged", hint=_HINT) from fault
    return Unpacked(collection, _media(media, version))


def _version(archive: ZipFile, names: set[str]) -> int:
    """Which version it is: `meta` says so, and packages without it are of the first two."""
    version = (
        wire.whole(_read(archive, "meta", 1), 1) if "meta" in names else 2 - (_COLLECTIONS[2] not in names)
    )
    if version not in _COLLECTIONS:
        hint = "export it from Anki with “Support older Anki versions”"
        raise UsageError(f"packages of version {version} are not known here", hint=hint)
    if _COLLECTIONS[version] not in names:
        raise UsageError("there is no collection in this package", hint=_HINT)
    return version


def _read(archive: ZipFile, name: str, version: int) -> bytes:
    """A member, unpacked. Raises UsageError where it is too long."""
    with archive.open(name) as file:
        data = file.read(MOST_BYTES + 1)
    if version == LATEST and len(data) <= MOST_BYTES:
        data = _decompressed(data)
    if len(data) > MOST_BYTES:
        raise UsageError(
            f"{name} unpacks to more than {MOST_BYTES // 1_000_000} MB", hint="export the decks one by one"
        )
    return data


def _decompressed(data: bytes) -> bytes:
    """Zstandard data, unpacked up to a byte more than is read."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd

    try:
        decompressor = zstd.ZstdDecompressor()
        unpacked = decompressor.decompress(data, MOST_BYTES + 1)
    except zstd.ZstdError as fault:
        raise ValueError(str(fault)) from fault
    if not decompressor.eof and len(unpacked) <= MOST_BYTES:
        raise ValueError("the data ends early")
    return unpacked


def _media(data: bytes, version: int) -> tuple[str, ...]:
    """The names in the list of media: JSON, or from the latest version on a message of entries."""
    try:
        if version == LATEST:
            entries = [field.value for field in wire.fields(data) if field.number == 1]
            names = [
                name for entry in entries if isinstance(entry, bytes) for name in wire.texts(entry, 1)[:1]
            ]
        else:
            listed = json.loads(data or b"{}")
            names = [name for name in listed.values() if isinstance(name, str)]
    except (ValueError, AttributeError, RecursionError):
        return ("a list of media that cannot be read",)
    if len(names) > MOST_ITEMS:
        raise UsageError(f"the package has more than {MOST_ITEMS} pictures and sounds", hint="split it")
    return tuple(names)
