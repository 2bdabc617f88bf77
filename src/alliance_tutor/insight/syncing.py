"""What a sync came to, in words."""

from alliance_tutor.insight.wording import number, single
from alliance_tutor.journal.sync import Report

_LINES = 5  # damaged lines that are named one by one


def figures(report: Report) -> list[str]:
    """What was sent and received, in all and by device."""
    sent, received = report.sent.total(), report.received.total()
    lines = [f"{number(sent, 'event')} sent, {received} received"]
    for device in sorted(report.sent.keys() | report.received.keys()):
        own = " (this device)" if device == report.device else ""
        lines.append(f"{device}{own}: {report.sent[device]} sent, {report.received[device]} received")
    return lines


def remarks(report: Report) -> list[str]:
    """What could not be read or is not as it should be, each with what becomes of it."""
    told = [
        f"{single(name)}: {_lines(lines)} damaged; what the others hold was taken in, and it is read again "
        "when the file has changed"
        for name, lines in sorted(report.damaged.items())
    ]
    told += [
        f"{single(name)}: a newer Alliance Tutor wrote it; upgrade this one, and it is read"
        for name in report.newer
    ]
    told += [f"{single(name)}: not read: {why}" for name, why in sorted(report.unread.items())]
    if report.conflicts:
        told.append(
            f"{number(len(report.conflicts), 'event')} of this device's own differ in the folder from the "
            f"journal, which stays as it is: {', '.join(report.conflicts[:_LINES])}"
        )
    if report.unsent:
        told.append(
            f"{number(len(report.unsent), 'event')} with a date or a kind that cannot be stay here: "
            f"{', '.join(report.unsent[:_LINES])}"
        )
    if report.renamed:
        told.append(
            "two histories went by this device's name, by a backup that was put back or a copy of its data: "
            f"both are kept, and this device is called {report.renamed} from now on"
        )
    return told


def notice(report: Report, decks: int = 0) -> str:
    """A line for home: what came, and what is to be looked at; empty where there is neither.

    `decks` is of how many decks something is to be said.
    """
    others = len([device for device in report.received if device != report.device])
    told = []
    if report.answers:
        whom = f"{others} other devices" if others > 1 else "another device"
        told.append(f"Synced {number(report.answers, 'answer')} from {whom}.")
    elif report.received:
        told.append("Synced what another device changed.")
    if decks or remarks(report):
        told.append("Something is to be looked at: alliance-tutor sync says what.")
    return " ".join(told)


def _lines(lines: list[int]) -> str:
    named = ", ".join(map(str, lines[:_LINES]))
    more = f" and {len(lines) - _LINES} more" if len(lines) > _LINES else ""
    return f"line {named} is" if len(lines) == 1 else f"lines {named}{more} are"
