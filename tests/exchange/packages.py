"""Packages for tests: Anki's own, and ours taken apart and put together again."""

import sqlite3
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

FOLDER = Path(__file__).parent / "fixtures" / "anki"


def members(package: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def legacy(name: str = "legacy2.apkg") -> dict[str, bytes]:
    return members((FOLDER / name).read_bytes())


def changed(*statements: str) -> bytes:
    """Anki's package of version 2 after statements that SQLite ran on its collection."""
    files = legacy()
    with sqlite3.connect(":memory:", isolation_level=None) as db:
        db.deserialize(files["collection.anki21"])
        for statement in statements:
            db.execute(statement)
        data = db.serialize()
    db.close()
    return packed({**files, "collection.anki21": data})
