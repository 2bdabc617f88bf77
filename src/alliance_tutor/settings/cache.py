"""What was worked out once, kept as JSON in the cache directory: losing it only costs time."""

import json
import os
from pathlib import Path
from typing import Any


def kept(folder: Path, name: str) -> dict[str, Any] | None:
    """The document of that name; None where there is none, or what is there is not whole."""
    try:
        document = json.loads((folder / name).read_bytes())
    except (OSError, ValueError):
        return None
    return document if isinstance(document, dict) else None


def keep(folder: Path, name: str, document: object) -> bool:
    """Keep a document, for others whole at every moment; whether that could be done."""
    partial = folder / f".{name}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps(document), encoding="utf-8")
        partial.replace(folder / name)
    except OSError:
        return False
    return True
