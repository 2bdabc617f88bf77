"""`settings.toml`, read and written.

It is validated by pydantic only when it changed; the valid values are cached beside the other caches, so that
`due` and the first screen load no pydantic.
"""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, asdict, fields
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING, Any

from alliance_tutor.errors import SettingsError, TutorError
from alliance_tutor.settings import cache
from alliance_tutor.settings.chosen import MOST_ITEMS, Exam, ExamPart, Settings
from alliance_tutor.settings.places import Places

if TYPE_CHECKING:
    from pydantic import BaseModel

_CACHE = "settings.json"
_RACY_NS = 2_000_000_000  # a file younger than this may change again within its time stamp's grain
_DOT = r"[ \t]*\.[ \t]*"
_TABLES: Mapping[str, type] = {"": Settings, "exam": Exam, "exam.part": ExamPart}
_OPEN_TABLES: Mapping[str, type] = {"retention": float, "keys": str}
"""Tables whose keys are the learner's own, by the kind of their values."""


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
    mark = [stat.st_size, stat.st_mtime_ns, stat.st_ino, _kinds()]
    cached = _cached(where, mark)
    if cached is not None:
        return cached
    settings = _settings(_validated(where.settings))
    if time_ns() - stat.st_mtime_ns > _RACY_NS:
        _keep(where, mark, settings)
    return settings


def place(where: Places, table: str, key: str) -> tuple[int, int]:
    """Line and column of a value in the settings file, for a fault that only others can find."""
    return _position(_text(where.settings), (table, key))


def save(where: Places, **changes: Any) -> Settings:
    """Write `changes` into the settings file, which stays whole if the machine stops meanwhile.

    Its comments and the order of its lines are kept, but where a table of an exam is changed.

    Raises SettingsError, and writes nothing, where a value is not allowed or the file cannot be written.
    """
    from alliance_tutor.settings import editing

    before = _text(where.settings)
    chosen = _checked(where.settings, before)
    text = editing.changed(before, chosen, changes)
    chosen.update(changes)
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
    return _settings(chosen)


def _settings(values: Mapping[str, Any]) -> Settings:
    """The settings with valid values, as TOML or JSON has them."""
    exam = values.get("exam")
    if exam is None:
        return Settings(**values)
    parts = tuple(ExamPart(**part) for part in exam.get("part", ()))
    return Settings(**{**values, "exam": Exam(**{**exam, "part": parts})})


def _validated(path: Path) -> dict[str, Any]:
    return _checked(path, _text(path))


def _text(path: Path) -> str:
    """The file's text, empty where there is none."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as fault:
        raise _unreadable(path, fault) from fault
    except UnicodeDecodeError as fault:
        raise SettingsError(
            f"not UTF-8 at byte {fault.start + 1}", path=path, hint="save it as UTF-8"
        ) from fault


def _checked(path: Path, text: str) -> dict[str, Any]:
    import tomllib

    from pydantic import ValidationError

    try:
        chosen = tomllib.loads(text)
    except ValueError as fault:  # TOMLDecodeError; and a plain one for a number of thousands of digits
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(fault))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, None)
        message = str(fault).partition(" (at ")[0]
        message = message[:1].lower() + message[1:]
        raise SettingsError(message, path=path, line=line, column=column, hint=_HINT) from fault
    try:
        _model(Settings).model_validate(chosen)
    except ValidationError as fault:
        faults = [_fault(path, text, error["loc"], error) for error in fault.errors()]
    else:
        faults = _contradictions(path, text, chosen)
    if faults:
        first, *others = sorted(faults, key=lambda each: each.line or 0)
        also = "".join(f"; also line {other.line}: {other.message}" for other in others)
        raise SettingsError(
            first.message + also, path=path, line=first.line, column=first.column, hint=first.hint
        )
    return chosen


def _model(table: type) -> "type[BaseModel]":
    """A table's strict model; tables within it have their own."""
    from typing import Annotated

    from pydantic import ConfigDict, Field, create_model

    specs: dict[str, Any] = {}
    for each in fields(table):
        kind: Any = each.type
        if each.name in _OPEN_TABLES and table is Settings:
            value: Any = Annotated[_OPEN_TABLES[each.name], Field(**each.metadata)]
            specs[each.name] = (dict[str, value], Field(default={}))
            continue
        if kind == Exam | None:
            kind = _model(Exam)
        elif kind == tuple[ExamPart, ...]:
            kind = list[_model(ExamPart)]  # type: ignore[misc]
        specs[each.name] = (kind, Field(**_default(each), **each.metadata))
    return create_model(table.__name__, __config__=ConfigDict(extra="forbid", strict=True), **specs)


_HINT = "mend the line, or delete the file to go back to the defaults"


def _contradictions(path: Path, text: str, chosen: Mapping[str, Any]) -> list[TutorError]:
    """What no field shows by itself."""
    exam = chosen.get("exam", {})
    asked = sum(part["items"] for part in exam.get("part", ()))
    found: list[tuple[str, str, str]] = []
    if exam.get("certainty") and exam.get("negative"):
        found.append(
            ("negative", "marking by certainty marks wrong answers already", "leave one of both out")
        )
    if asked > exam.get("items", MOST_ITEMS):
        most = exam.get("items", f"at most {MOST_ITEMS}")
        key = "items" if "items" in exam else "part"
        found.append((key, f"the exam has {most} questions, and its parts ask for {asked}", "ask for fewer"))
    faults: list[TutorError] = []
    for key, message, hint in found:
        line, column = _position(text, ("exam", key))
        faults.append(SettingsError(message, path=path, line=line, column=column, hint=hint))
    return faults


def _fault(path: Path, text: str, loc: Sequence[str | int], error: Mapping[str, Any]) -> TutorError:
    *tables, key = [name for name in loc if isinstance(name, str)]
    line, column = _position(text, loc)
    if tables and tables[0] in _OPEN_TABLES:
        return _open_fault(path, line, column, loc, error)
    known = {each.name: each for each in fields(_TABLES[".".join(tables)])}
    name = ".".join([*tables, key])
    if key not in known:
        import difflib

        near = difflib.get_close_matches(key, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known are: {', '.join(known)}"
        return SettingsError(f"unknown setting {name}", path=path, line=line, column=column, hint=hint)
    if error["type"] == "missing":
        hint = f"{key} is {known[key].metadata['description']}"
        return SettingsError(f"{name} is missing", path=path, line=line, column=column, hint=hint)
    reason = str(error["msg"]).removeprefix("Input ").lower()
    if error["type"] in ("model_type", "dict_type"):
        reason = "should be a table"
    value, default = error.get("input"), _default(known[key]).get("default")
    hint = f"{key} is {known[key].metadata['description']}"
    return SettingsError(
        f"{name} = {value!r}: {reason}",
        path=path,
        line=line,
        column=column,
        hint=hint if default is None else f"{hint}; the default is {default!r}",
    )


def _open_fault(
    path: Path, line: int, column: int, loc: Sequence[str | int], error: Mapping[str, Any]
) -> TutorError:
    """What is wrong with a value of a table whose keys are the learner's own."""
    table, key = map(str, loc[:2])
    value, reason = error.get("input"), str(error["msg"]).removeprefix("Input ").lower()
    meaning = next(each.metadata["description"] for each in fields(Settings) if each.name == table)
    hint = f"{table} holds {meaning}"
    if isinstance(value, Mapping):
        return SettingsError(
            f"{table}.{key} is a table",
            path=path,
            line=line,
            column=column,
            hint=f'put a name with a dot in quotes, such as "{key}.{next(iter(value), "…")}"',
        )
    return SettingsError(
        f"{table}.{key} = {value!r}: {reason}", path=path, line=line, column=column, hint=hint
    )


def _kinds() -> list[list[Any]]:
    """All that decides what is valid."""
    return [
        [each.name, _default(each).get("default"), dict(each.metadata), table]
        for table, kind in _TABLES.items()
        for each in fields(kind)
        if each.default != ()  # JSON has no tuples
    ]


def _default(field: "Field[Any]") -> dict[str, Any]:
    """A field's default, as pydantic is told of it; nothing where it has none, or an empty table."""
    return {} if field.default is MISSING else {"default": field.default}


def _position(text: str, loc: Sequence[str | int]) -> tuple[int, int]:
    """Line and column of a key, or where it is missing of its table; of the file where neither is found."""
    start = _start(text, loc)
    return text.count("\n", 0, start) + 1, start - (text.rfind("\n", 0, start) + 1) + 1


def _start(text: str, loc: Sequence[str | int]) -> int:
    if not loc:
        return 0
    *tables, key = loc
    names = [_quoted(name) for name in loc if isinstance(name, str)]
    header = rf"^[ \t]*(?P<key>\[+[ \t]*{_DOT.join(names if isinstance(key, int) else names[:-1])}[ \t]*\]+)"
    number = next((place for place in loc if isinstance(place, int)), 0)
    headers = list(re.finditer(header, text, re.MULTILINE))[number : number + 1]
    if isinstance(key, int):
        return headers[0].start("key") if headers else _start(text, tables)
    begin, end = 0, len(text)
    if headers:
        begin = headers[0].end()
        following = re.compile(r"^[ \t]*\[", re.MULTILINE).search(text, begin)
        end = following.start() if following else end
    known = re.compile(rf"^[ \t]*(?:\[[ \t]*)*(?P<key>{_quoted(key)})[ \t]*[=.\]]", re.MULTILINE)
    found = known.search(text, begin, end)
    return found.start("key") if found else _start(text, tables)


def _quoted(name: str) -> str:
    return rf"[\"']?{re.escape(name)}[\"']?"


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
    kept = cache.kept(where.cache, _CACHE)
    try:
        return _settings(kept["values"]) if kept and kept["mark"] == mark else None
    except (KeyError, TypeError, AttributeError):
        return None


def _keep(where: Places, mark: list[Any], settings: Settings) -> None:
    cache.keep(where.cache, _CACHE, {"mark": mark, "values": asdict(settings)})
