"""Writing a file so that it is whole at every moment."""

from pathlib import Path
from stat import S_IMODE


def replace_file(path: Path, data: bytes) -> None:
    """Write a file, or another in its place with the same rights; a link stays a link. Raises OSError."""
    path = path.resolve()
    partial = path.with_name(f".{path.name}.new")
    partial.write_bytes(data)
    if path.exists():
        partial.chmod(S_IMODE(path.stat().st_mode))
    partial.replace(path)
