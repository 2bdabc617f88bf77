"""A value as a person types it."""

import tomllib


def value_of(typed: str) -> bool | int | float | str:
    """What was typed as a TOML value; words without quotes are a string, a percentage is a share."""
    if typed.casefold() in ("true", "false"):
        typed = typed.casefold()
    if typed.endswith("%") and typed[:-1].strip().isdecimal():
        return int(typed[:-1]) / 100
    try:
        value = tomllib.loads(f"value = {typed}")["value"]
    except ValueError:
        return typed
    return value if isinstance(value, bool | int | float) else str(value)
