"""Where things live, and what the learner chose.

`settings.toml` is validated by pydantic only when it changed; the valid values are cached beside the
other caches, so that `due` and the first screen load no pydantic.
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from time import time_ns
from typing import Any, NamedTuple

from alliance_tutor.errors import SettingsError, TutorError, UsageError

APP = "alliance-tutor"
AUTO_THEME = "auto"
_RACY_NS = 2_000_000_000  # a file younger than this may change again within its time stamp's grain


class Places(NamedTuple):
    """Where this learner's files are."""

    settings: Path
    history: Path
    decks: Path
    backups: Path
    cache: Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What the learner chose; each field's metadata holds its limits and its meaning."""

    new_per_day: int = field(
        default=10, metadata={"ge": 0, "le": 1000, "description": "new questions a day, all decks together"}
    )
    reviews_per_day: int = field(
        default=100, metadata={"ge": 0, "le": 10_000, "description": "reviews a day, all decks together"}
    )
    desired_retention: float = field(
        default=0.9,
        metadata={"ge": 0.7, "le": 0.99, "description": "share to be recalled when a review is due"},
    )
    rollover_hour: int = field(
        default=4, metadata={"ge": 0, "le": 23, "description": "local hour at which a study day ends"}
    )
    theme: str = field(
        default=AUTO_THEME, metadata={"min_length": 1, "description": "auto, or the name of a theme"}
    )
    plain: bool = field(default=False, metadata={"description": "line mode everywhere"})
    editor: str = field(
        default="", metadata={"description": "command that edits a deck; else $VISUAL, $EDITOR, the system's"}
    )


_FIELDS = fields(Settings)


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


def load(where: Places) -> Settings:
    """The learner's settings, the defaults where there is no file.

    Raises SettingsError, with the line, when the file cannot be read or holds a value that is not allowed.
    """
    try:
        stat = where.settings.stat()
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError as fault:
        raise _unreadable(where.settings, fault) from fault
    mark = [
        stat.st_size,
        stat.st_mtime_ns,
        stat.st_ino,
        [[f.name, f.default, dict(f.metadata)] for f in _FIELDS],
    ]
    cached = _cached(where, mark)
    if cached is not None:
        return cached
    settings = Settings(**_validated(where.settings))
    if time_ns() - stat.st_mtime_ns > _RACY_NS:
        _keep(where, mark, settings)
    return settings


def save(where: Places, **changes: Any) -> Settings:
    """Write `changes` into the settings file, which stays whole if the machine stops meanwhile.

    Raises SettingsError, and writes nothing, where a value is not allowed or the file cannot be written.
    """
    import tomli_w

    chosen = _validated(where.settings)
    chosen.update(changes)
    text = tomli_w.dumps(chosen)
    try:
        _checked(where.settings, text)
    except SettingsError as fault:
        raise SettingsError(fault.message, hint=fault.hint) from None
    try:
        where.settings.parent.mkdir(parents=True, exist_ok=True)
        _write(where.settings.resolve(), text)  # a link to it, as dotfiles are kept, stays one
    except (OSError, RuntimeError) as fault:  # resolve() of a link to itself is a RuntimeError before 3.13
        raise SettingsError(
            f"the settings cannot be written: {getattr(fault, 'strerror', None) or fault}",
            path=where.settings,
            hint="look at the folder's rights and the free space",
        ) from fault
    return Settings(**chosen)


def _validated(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as fault:
        raise _unreadable(path, fault) from fault
    except UnicodeDecodeError as fault:
        raise SettingsError(
            f"not UTF-8 at byte {fault.start + 1}", path=path, hint="save it as UTF-8"
        ) from fault
    return _checked(path, text)


def _checked(path: Path, text: str) -> dict[str, Any]:
    import tomllib

    from pydantic import ConfigDict, Field, ValidationError, create_model

    try:
        chosen = tomllib.loads(text)
    except ValueError as fault:  # TOMLDecodeError; and a plain one for a number of thousands of digits
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(fault))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, None)
        message = str(fault).partition(" (at ")[0]
        message = message[:1].lower() + message[1:]
        raise SettingsError(message, path=path, line=line, column=column, hint=_HINT) from fault
    specs: dict[str, Any] = {f.name: (f.type, Field(default=f.default, **f.metadata)) for f in _FIELDS}
    model = create_model("SettingsFile", __config__=ConfigDict(extra="forbid", strict=True), **specs)
    try:
        model.model_validate(chosen)
    except ValidationError as fault:
        faults = [_fault(path, text, str(error["loc"][0]), error) for error in fault.errors()]
        first, *others = sorted(faults, key=lambda each: each.line or 0)
        also = "".join(f"; also line {other.line}: {other.message}" for other in others)
        raise SettingsError(
            first.message + also, path=path, line=first.line, column=first.column, hint=first.hint
        ) from None
    return chosen


_HINT = "mend the line, or delete the file to go back to the defaults"


def _fault(path: Path, text: str, key: str, error: Mapping[str, Any]) -> TutorError:
    found = re.search(
        rf"^[ \t]*(?:\[[ \t]*)*(?P<key>[\"']?{re.escape(key)}[\"']?)[ \t]*[=.\]]", text, re.MULTILINE
    )
    start = found.start("key") if found else 0
    line, column = text.count("\n", 0, start) + 1, start - (text.rfind("\n", 0, start) + 1) + 1
    known = {f.name: f for f in _FIELDS}
    if key not in known:
        import difflib

        near = difflib.get_close_matches(key, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known are: {', '.join(known)}"
        return SettingsError(f"unknown setting {key}", path=path, line=line, column=column, hint=hint)
    reason = str(error["msg"]).removeprefix("Input ").lower()
    value = error.get("input")
    return SettingsError(
        f"{key} = {value!r}: {reason}",
        path=path,
        line=line,
        column=column,
        hint=f"{key} is {known[key].metadata['description']}; the default is {known[key].default!r}",
    )


def _write(path: Path, text: str) -> None:
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with partial.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())  # else the new name may reach the disk before the new text
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise


def _unreadable(path: Path, fault: OSError) -> SettingsError:
    return SettingsError(
        f"cannot be read: {fault.strerror or fault}", path=path, hint="look at the file's rights"
    )


def _cached(where: Places, mark: list[Any]) -> Settings | None:
    try:
        kept = json.loads((where.cache / "settings.json").read_bytes())
        return Settings(**kept["values"]) if kept["mark"] == mark else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(where: Places, mark: list[Any], settings: Settings) -> None:
    partial = where.cache / f".settings.json.{os.getpid()}"
    try:
        where.cache.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps({"mark": mark, "values": asdict(settings)}), encoding="utf-8")
        partial.replace(where.cache / "settings.json")
    except OSError:
        return  # a cache that cannot be written only costs time
