"""The findings of one file, gathered and capped."""

from alliance_tutor.deck.lint.findings import Finding, Severity

LIMIT = 200
"""How many findings of a file are listed."""

_SEVERITIES = {"E": Severity.ERROR, "W": Severity.WARNING, "I": Severity.INFO}


def severity(code: str) -> Severity:
    """How grave a finding with this code is: its first letter says so."""
    return _SEVERITIES[code[0]]


class Collector:
    """Gathers a file's findings; once `full`, further ones are only counted."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.broken = False
        self._findings: set[Finding] = set()
        self._skipped = 0

    @property
    def full(self) -> bool:
        """Whether nothing more will be listed, so that nobody need look where it stands."""
        return len(self._findings) >= LIMIT

    def add(self, at: tuple[int, int], code: str, message: str, hint: str = "", card: str = "") -> None:
        """Take a finding at a line and column; the same one twice is one."""
        self.broken |= severity(code) is Severity.ERROR
        if self.full:
            self._skipped += 1
        else:
            self._findings.add(Finding(self.path, *at, severity(code), code, message, hint, card))

    def skip(self, count: int) -> None:
        """Count `count` errors that are not worked out any more."""
        self.broken |= count > 0
        self._skipped += max(0, count)

    def lines(self, *codes: str) -> set[int]:
        """The lines that have a finding with one of these codes."""
        return {finding.line for finding in self._findings if finding.code in codes}

    def sorted(self) -> list[Finding]:
        """The findings in the order of the file, and at the end how many are not listed."""
        findings = sorted(self._findings)
        if self._skipped:
            last = findings[-1]
            message = f"{self._skipped} more findings in this file are not listed"
            rest = Finding(
                self.path, last.line, last.column, Severity.WARNING, "W199", message, "mend these first"
            )
            findings.append(rest)
        return findings
