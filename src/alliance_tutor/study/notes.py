"""What is told of the time left in an exam. Pure."""

_MINUTE = 60_000
_TOLD_AT = (10 * _MINUTE, 5 * _MINUTE, _MINUTE)


def notes(limit: int) -> list[tuple[int, str]]:
    """At how much time left in ms something is told, and what; the most time first.

    It is told at half of `limit`, at 10, 5 and 1 minutes; without a limit, 0, never.
    """
    told = {left: f"{in_words(left)} left." for left in _TOLD_AT if left < limit}
    if limit:
        told[limit // 2] = f"Half of the time is left: {in_words(limit // 2)}."
    return sorted(told.items(), reverse=True)


def in_words(ms: int) -> str:
    """A stretch of time in minutes, to the half of one; in seconds where it is less than one."""
    halves = round(ms / (_MINUTE / 2))
    if ms < _MINUTE:
        seconds = round(ms / 1000)
        return f"{seconds} second{'' if seconds == 1 else 's'}"
    return f"{halves // 2}{'½' if halves % 2 else ''} minute{'' if halves == 2 else 's'}"
