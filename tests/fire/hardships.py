"""A full disk, a home that cannot be written, clocks that jump, a locale without UTF-8, two at once."""

import json
import shutil
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from tests.e2e.terminal import WAIT
from tests.fire import homes, kills, sittings
from tests.fire.disks import small_disk
from tests.fire.kills import EXAM, STUDIED, STUDY
from tests.fire.sittings import Step
from tests.fire.trial import Ended, History, Trial

from alliance_tutor.memory.studyday import Moment, day_text, study_day

KILOBYTES = 1024
ROLLOVER = 4


def full_disk(trial: Trial) -> None:
    """Each command at a disk that takes so much and no more, then studying without that limit."""
    home = homes.lived(trial.root / "home")
    folder = trial.root / "carried"
    folder.mkdir()
    size = (home / "history.db").stat().st_size
    before = trial.history(home)
    exported = trial.run(home, "journal", "--json").out
    (trial.root / "export.jsonl").write_text(exported, encoding="utf-8")
    commands = [
        ["backup"],
        ["sync", str(folder)],
        ["forget", "typed", "--yes"],
        ["restore", "latest", "--yes"],
        ["doctor", "--repair"],
        ["due"],
        ["stats"],
        ["import", str(_bank(trial.root))],
        ["--home", str(trial.root / "new"), "journal", "--import", str(trial.root / "export.jsonl")],
    ]
    trial.random.shuffle(commands)
    limit = trial.random.choice(
        [4 * KILOBYTES, 40 * KILOBYTES, size // 2, size, size + 8 * KILOBYTES, 2 * size]
    )
    for command in commands[:4]:
        trial.run(home, *command, limit=limit)
        trial.kept(before, trial.history(home), f"{command[0]} at {limit} bytes")
        before = trial.history(home)
    _sits(trial, home, limit)
    _goes_on(trial, home)


def full_small_disk(trial: Trial) -> None:
    """Eight commands, each on a disk that has some pages left, and what `kills` asks of them afterwards."""
    with small_disk(trial.root / "disk") as disk:
        for command in (
            _studied_and_examined,
            kills.sync,
            kills.backup,
            kills.restore,
            kills.forget,
            kills.journal_import,
            kills.deck_import,
        ):
            part = trial.on(disk, command.__name__)
            command(part)
            shutil.rmtree(part.root)


def _studied_and_examined(trial: Trial) -> None:
    assert trial.disk
    home = homes.lived(trial.root / "home")
    with trial.disk.filled(trial.room()):
        _sits(trial, home)
    _goes_on(trial, home)


def _sits(trial: Trial, home: Path, limit: int = 0) -> None:
    """Somebody studies and takes an exam where a disk is full: what was not refused is there."""
    before = trial.history(home)
    typed = sittings.lines(trial.random, 25)
    ended = trial.run(home, *STUDY, typed=typed, limit=limit)
    _compared(trial, home, before, ended, typed, f"full at {limit}")
    before = trial.history(home)
    given = [f"word {number}" for number in range(6)]
    ended = trial.run(home, *EXAM, typed=["", *given], limit=limit)
    sure, _ = sittings.examined(ended.out, given)
    told = {step.given for step in sure}  # one that was refused is there where only the next step did not fit
    journal = sittings.written(before, trial.history(home), ("exam-answered",))
    journal = [step for step in journal if step.given in told]
    sittings.compare(trial, sure, None, journal, f"exam, full at {limit}")


def read_only(trial: Trial) -> None:
    """Each command in a home that the user may read and not write: told, nothing lost, and reading works."""
    home = homes.lived(trial.root / "home")
    if trial.random.random() < 0.7:
        trial.run(home, "due", "--json")
    before = trial.history(home)
    bank = _bank(trial.root)
    for path in [trial.root, *trial.root.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        for command, codes in (
            (["due", "--json"], {0}),
            (["decks", "--json"], {0}),
            (["stats", "--json"], {0}),
            (["journal", "--json"], {0}),
            (["doctor", "--json"], {0, 1}),
            (["study", "--plain"], {3}),
            (["backup"], {1, 2, 3}),
            (["forget", "numbered", "--yes"], {3}),
            (["sync", str(trial.root)], {2, 3}),
            (["import", str(bank)], {1, 2}),
            (["settings", "new_per_day=3"], {2}),
        ):
            ended = trial.run(home, *command, weak=True)
            trial.check(ended.code in codes, f"read-only {command}: {ended}", "codes")
    finally:
        for path in [trial.root, *trial.root.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
    trial.kept(before, trial.history(home), "read-only")
    _goes_on(trial, home)


def clocks(trial: Trial) -> None:
    """Sittings on a clock that jumps, in zones that change, on days of 23 or 25 hours and on leap days."""
    home = homes.lived(trial.root / "home")
    before = trial.history(home)
    for _ in range(5):
        environ = _odd_time(trial)
        typed = sittings.lines(trial.random, trial.random.randint(1, 5))
        ended = trial.run(home, *STUDY, typed=typed, environ=environ)
        _compared(trial, home, before, ended, typed, f"clock {environ}")
        before = trial.history(home)
        for command in (["due", "--json"], ["stats", "--json"], ["doctor", "--json"]):
            ended = trial.run(home, *command, environ=environ)
            trial.check(ended.code in (0, 1), f"{command} {environ}: {ended}")
            trial.check(_is_json(ended.out), f"{command} {environ}: no JSON: {ended.out[:200]}")


def travels(trial: Trial) -> None:
    """Sittings in which the zone changes from one line to the next: each answer says its own."""
    home = homes.lived(trial.root / "home")
    for _ in range(3):
        before = trial.history(home)
        typed = [line for _ in range(6) for line in ("", trial.random.choice(["1", "3", "4"]))]
        zones = trial.random.choices(list(_OFFSETS), k=len(typed))
        ended = trial.run(home, *STUDY, typed=typed, zones=zones)
        _compared(trial, home, before, ended, typed, f"zones {zones}")
        now = trial.history(home)
        made = sorted((event for key, event in now.items() if key not in before), key=lambda made: made.seq)
        offsets = [event.offset for event in made]
        given = [_OFFSETS[zone] for zone in zones[1::2]]  # every other line is a rating
        trial.check(offsets == given, f"offsets {offsets}, given in {given}")
        days = [day_text(study_day(Moment(event.at, event.offset), ROLLOVER)) for event in made]
        told = [event.body["study_day"] for event in made]
        trial.check(days == told, f"study days {told}, not {days}", "differing")
        for command in (["due", "--json"], ["stats", "--json"], ["doctor", "--json"]):
            ended = trial.run(home, *command, environ={"TZ": zones[-1]})
            trial.check(ended.code == 0, f"{command} {zones[-1]}: {ended}")


def locales(trial: Trial) -> None:
    """All that prints in a locale of ASCII, with a deck and a typed answer that are not."""
    home = homes.lived(trial.root / "home")
    environ = {
        "LC_ALL": trial.random.choice(["C", "POSIX", "xx_YY.nope"]),
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    deck = home / "decks" / "numbered.toml"
    deck.write_text(
        deck.read_text(encoding="utf-8").replace("Numbered", "Nümmern · 朝鲜 ☭"), encoding="utf-8"
    )
    before = trial.history(home)
    typed = ["", "3", ":flag", "", "é ☭", "4", ":quit"]
    ended = trial.run(home, *STUDY, typed=typed, environ=environ)
    now = trial.history(home)
    trial.kept(before, now, "locale")
    journal = [step.given for step in sittings.written(before, now, ("reviewed",))]
    trial.check(journal == ["good", "easy"], f"{journal} {ended.out[-300:]}", "missing")
    trial.found.acknowledged += len(journal)
    for command in (
        ["stats"],
        ["decks"],
        ["due"],
        ["doctor"],
        ["backup", "--list"],
        ["guide", "start"],
        ["check"],
    ):
        ended = trial.run(home, *command, environ=environ)
        trial.check(ended.code in (0, 1), f"{command}: {ended}", "codes")
        trial.check(ended.out.isascii(), f"{command}: not ASCII: {ended.out[:200]!r}")


def two_at_once(trial: Trial, days: int = 3) -> None:
    """Two who study the same cards at the same time for days, beside backups and syncs: each answer once."""
    home = homes.lived(trial.root / "home")
    folder = trial.root / "carried"
    folder.mkdir()
    before = trial.history(home)
    seeds = [trial.random.random() for _ in range(2)]
    done: list[tuple[list[Step], Step | None]] = []
    together = threading.Barrier(len(seeds), timeout=WAIT)

    def sit(seed: float) -> None:
        random = type(trial.random)(seed)
        for day in range(days):
            typed = [line for line in sittings.lines(random, 15) if line != ":undo"]
            together.wait()
            ended = trial.run(home, *STUDY, typed=typed, environ=_morning(day))
            trial.check(ended.code == 0, f"two at once: {ended}")
            done.append(sittings.studied(ended.out, typed))

    def care() -> None:
        for day in range(days):
            for command in (["backup"], ["sync", str(folder)], ["due", "--json"], ["doctor", "--json"]):
                ended = trial.run(home, *command, environ=_morning(day))
                trial.check(ended.code in (0, 1), f"beside two: {command}: {ended}")

    threads = [threading.Thread(target=sit, args=(seed,)) for seed in seeds] + [threading.Thread(target=care)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    now = trial.history(home)
    trial.kept(before, now, "two at once")
    sure = [step for steps, _ in done for step in steps if step.kind == "reviewed"]
    journal = sittings.written(before, now, ("reviewed",))
    sittings.compare(trial, sorted(sure), None, sorted(journal), "two at once")


def two_for_minutes(trial: Trial) -> None:
    """The same for so many days that both write for some minutes."""
    two_at_once(trial, days=300)


def _morning(day: int) -> dict[str, str]:
    return {"ALLIANCE_TUTOR_NOW": (datetime(2026, 11, 24, 9, tzinfo=UTC) + timedelta(days=day)).isoformat()}


def _compared(trial: Trial, home: Path, before: History, ended: Ended, typed: list[str], where: str) -> None:
    """A sitting that may have been refused here and there: all that was not is there."""
    now = trial.history(home)
    trial.kept(before, now, where)
    sure, pending = sittings.studied(ended.out, typed)
    sittings.compare(trial, sure, pending, sittings.written(before, now, STUDIED), where)


def _goes_on(trial: Trial, home: Path) -> None:
    before = trial.history(home)
    typed = ["", "3", "", "2", ":quit"]
    ended = trial.run(home, *STUDY, typed=typed)
    trial.check(ended.code == 0, f"afterwards: {ended}")
    _compared(trial, home, before, ended, typed, "afterwards")


_ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Pyongyang",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "Nope/Nowhere",
]
_OFFSETS = {
    "UTC0": 0,
    "CET-1": 60,
    "CEST-2": 120,
    "EST5": -300,
    "NPT-5:45": 345,
    "LINT-14": 840,
    "AOE12": -720,
}
"""Zones as POSIX writes them, so that none has to be installed, and their minutes east of UTC."""
_DAYS = [
    "2026-03-29T00:30:00+00:00",  # Berlin goes to summer time half an hour later
    "2026-10-25T00:30:00+00:00",  # and back
    "2026-03-08T06:30:00+00:00",  # New York
    "2026-11-01T05:30:00+00:00",
    "2028-02-29T12:00:00+00:00",
    "2028-02-29T23:59:58+00:00",
    "2026-12-31T23:59:59+00:00",
    "2015-08-14T15:00:00+00:00",  # Pyongyang changes its zone
    "1970-01-01T00:00:00+00:00",
    "2099-12-31T12:00:00+00:00",
    "2038-01-19T03:14:07+00:00",
]


def _odd_time(trial: Trial) -> dict[str, str]:
    when = datetime.fromisoformat(trial.random.choice(_DAYS))
    if trial.random.random() < 0.5:
        when = datetime(2026, 11, 24, 9, tzinfo=UTC) + timedelta(hours=trial.random.randint(-9000, 9000))
    zone = timezone(timedelta(minutes=trial.random.choice([0, 60, 120, -300, 525, 840, -720])))
    return {"TZ": trial.random.choice(_ZONES), "ALLIANCE_TUTOR_NOW": when.astimezone(zone).isoformat()}


def _bank(root: Path) -> Path:
    path = root / "bank.gift"
    path.write_text(
        "\n\n".join(f"::q{n}:: Question {n}? {{=right {n} ~wrong}}" for n in range(60)), encoding="utf-8"
    )
    return path


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
