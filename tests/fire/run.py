"""More rounds than the gate has: `python -m tests.fire.run [--rounds N] [--seed S] [--write] [SCENARIO…]`."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random

from tests.fire import damage, hardships, kills, screens
from tests.fire.disks import NotHere
from tests.fire.trial import Found, Trial

import alliance_tutor

Scenario = Callable[[Trial], None]

SCENARIOS: dict[str, tuple[Scenario, str]] = {
    "study": (kills.study, "`kill -9` of studying at any byte that it prints"),
    "app": (screens.killed, "`kill -9` of the app while somebody studies on its screen"),
    "exam": (kills.exam, "`kill -9` of an exam at any byte that it prints"),
    "sync": (kills.sync, "`kill -9` of `sync` at any step"),
    "backup": (kills.backup, "`kill -9` of `backup` at any step"),
    "restore": (kills.restore, "`kill -9` of `restore` at any step"),
    "forget": (kills.forget, "`kill -9` of `forget` at any step"),
    "journal-import": (kills.journal_import, "`kill -9` of `journal --import` at any step"),
    "import": (kills.deck_import, "`kill -9` of a deck's `import` at any step"),
    "full-disk": (
        hardships.full_disk,
        "studying, an exam and four other commands, on a disk that takes no more than so many bytes",
    ),
    "small-disk": (
        hardships.full_small_disk,
        "studying, an exam, `sync`, `backup`, `restore`, `forget` and both imports, on a disk that is full",
    ),
    "read-only": (hardships.read_only, "eleven commands, in a home that may only be read"),
    "two-at-once": (hardships.two_at_once, "two who study the same cards at once, beside backups and syncs"),
    "two-for-minutes": (hardships.two_for_minutes, "the same, for minutes on one history"),
    "zones": (hardships.travels, "a zone that changes from one line to the next, within one sitting"),
    "clocks": (hardships.clocks, "clocks that jump, zones that change, days of 23 and 25 hours, leap days"),
    "locales": (hardships.locales, "a locale without UTF-8"),
    "damaged-journal": (damage.journal, "bytes of `history.db` or of its log flipped, zeroed or cut"),
    "damaged-app": (screens.rescued, "the app on such a journal, and then the backup"),
    "damaged-caches": (
        damage.caches,
        "bytes of the index, the settings' cache and others flipped, zeroed or cut",
    ),
    "damaged-settings": (damage.settings, "bytes of `settings.toml` flipped, zeroed or cut"),
    "damaged-sync": (damage.carried, "bytes of the files in a synced folder flipped, zeroed or cut"),
    "offline": (
        damage.offline,
        "three devices, each alone for days, carried in any order, with conflicted copies",
    ),
}
"""What is tried: by its name what does one round, and what it is."""

LONG = {"two-for-minutes"}
"""Of these one round is enough, and none is in the gate."""

COLUMNS = (
    "rounds",
    "processes",
    "killed",
    "acknowledged",
    "lost",
    "changed",
    "missing",
    "doubled",
    "differing",
    "tracebacks",
    "codes",
    "other",
)
MARK = "<!-- python -m tests.fire.run --write -->"
PAGE = Path(alliance_tutor.__file__).parent / "guide" / "faults.md"


def round_of(name: str, seed: int, number: int, root: Path) -> Found:
    """One round of a scenario in an empty folder; the same seed and number give the same round."""
    trial = Trial(root, Random(f"{name} {seed} {number}"))
    SCENARIOS[name][0](trial)
    trial.found.notes = [f"{name} --seed {seed} --first {number}: {note}" for note in trial.found.notes]
    return trial.found


def tried(name: str, seed: int, rounds: Iterable[int]) -> Found:
    """Rounds of a scenario, added up; each in a folder of its own that is removed again."""
    found = Found()
    for number in rounds:
        with tempfile.TemporaryDirectory(prefix="fire-") as folder:
            found.add(round_of(name, seed, number, Path(folder)))
    return found


def table(found: dict[str, Found]) -> str:
    """What was tried and what was found, as Markdown; the last row is the sum."""
    total = Found()
    for each in found.values():
        total.add(each)
    rows = [f"| tried | {' | '.join(COLUMNS)} |", f"|---|{'---:|' * len(COLUMNS)}"]
    named = {SCENARIOS[name][1]: each for name, each in found.items()} | {"all": total}
    rows += [
        f"| {what} | {' | '.join(str(getattr(each, key)) for key in COLUMNS)} |"
        for what, each in named.items()
    ]
    return "\n".join(rows)


def main(arguments: Sequence[str]) -> int:
    """Try, print the table and what was found; the exit code is 0 where nothing was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fire.run", description=__doc__)
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help=", ".join(SCENARIOS))
    parser.add_argument("--rounds", type=int, default=20, help="of each scenario (20)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first round (0)")
    parser.add_argument("--seed", type=int, default=1961)
    parser.add_argument("--write", action="store_true", help="put the table into the guide's page")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.scenarios) - SCENARIOS.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are: {', '.join(SCENARIOS)}")
    found: dict[str, Found] = {}
    for name in asked.scenarios or SCENARIOS:
        rounds = 1 if name in LONG else asked.rounds
        try:
            found[name] = tried(name, asked.seed, range(asked.first, asked.first + rounds))
        except NotHere as reason:
            print(f"{name}: not tried: {reason}", flush=True)
            continue
        print(f"{name}: {found[name].processes} processes, {found[name].wrong} wrong", flush=True)
        print("".join(f"  {note}\n" for note in found[name].notes), end="", flush=True)
    print(table(found))
    if asked.write:
        head, _, rest = PAGE.read_text(encoding="utf-8").partition(MARK)
        PAGE.write_text(f"{head}{MARK}\n\n{table(found)}\n{rest[rest.rindex('|') + 2 :]}", encoding="utf-8")
    return 1 if any(each.wrong for each in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
