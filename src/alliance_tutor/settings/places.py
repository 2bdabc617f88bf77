"""Where a learner's files are."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from alliance_tutor.errors import UsageError

APP = "alliance-tutor"


class Places(NamedTuple):
    """Where this learner's files are."""

    settings: Path
    history: Path
    decks: Path
    backups: Path
    cache: Path


def places(home: str | None = None, environ: Mapping[str, str] = os.environ) -> Places:
    """The learner's places: under `home` or ALLIANCE_TUTOR_HOME if given, else where the system has them.

    Raises UsageError for a `~name` that nobody has.
    """
    root = home or environ.get("ALLIANCE_TUTOR_HOME")
    if root:
        try:
            base = Path(root).expanduser().absolute()
        except RuntimeError as fault:
            raise UsageError(
                f"there is no such home folder: {root}", hint="write the path in full"
            ) from fault
        config = data = base
        cache = base / "cache"
    else:
        from platformdirs import PlatformDirs  # 8 ms, and only where no home is given

        dirs = PlatformDirs(APP, appauthor=False)
        config, data, cache = dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path
    return Places(config / "settings.toml", data / "history.db", data / "decks", data / "backups", cache)
