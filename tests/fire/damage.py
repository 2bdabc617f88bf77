"""Bytes that flip, and files that are cut: the journal, its log, sync files, the index, the settings."""

import json
import shutil
from collections import Counter
from pathlib import Path

from tests.fire import homes, sittings
from tests.fire.hardships import _goes_on, _is_json
from tests.fire.kills import STUDIED, STUDY, ended_alike
from tests.fire.trial import History, Trial

from alliance_tutor.journal.events import Event

READERS = (
    ["due", "--json"],
    ["stats", "--json"],
    ["decks", "--json"],
    ["journal", "--json"],
    ["backup"],
    ["backup", "--list"],
)


def journal(trial: Trial) -> None:
    """The journal damaged, with or without its log, in which the latest answers lie.

    Each command tells of it or does what it is for; `doctor --repair` saves all that can be read, and says
    how much is missing.
    """
    home = homes.lived(trial.root / "home", 1200)
    logged = trial.random.random() < 0.5
    if logged:
        typed = sittings.lines(trial.random, 12)
        trial.run(home, *STUDY, typed=typed, cut=3000)
    before = trial.history(home)
    names = ["history.db-wal"] if logged and trial.random.random() < 0.6 else ["history.db"]
    for name in names:
        spoil(trial, home / name)
    for command in trial.random.sample(READERS, 3):
        trial.run(home, *command)
    ended = trial.run(home, *STUDY, typed=["", "3"])  # nobody to ask, or all is well enough
    told = trial.run(home, "doctor", "--json")
    trial.check(_is_json(told.out), f"doctor: {told}")
    repaired = trial.run(home, "doctor", "--repair", "--json")
    trial.check(_is_json(repaired.out), f"doctor --repair: {repaired}")
    again = trial.run(home, "doctor", "--json")
    trial.check(again.code in (0, 1), f"doctor after repair: {again} {repaired.out}")
    if again.code == 3:
        return
    now = trial.history(home)
    gone = [key for key in before if key not in now]
    words = " ".join(check["told"] for check in json.loads(again.out)["checks"])
    # The latest of a device leave no gap: nothing in the file says that they ever were.
    inner = [key for key in gone if any(each[0] == key[0] and each[1] > key[1] for each in now)]
    trial.check(not inner or "not here" in words, f"{len(inner)} lost untold: {words}", "missing", len(inner))
    made = [key for key in now if key not in before] if ended.code else []
    renamed = [key for key in made if any(_alike(before[each], now[key]) for each in gone)]
    doubled = [
        key
        for key in made
        if key not in renamed and any(_alike(event, now[key]) for event in before.values())
    ]
    trial.check(not doubled, f"doubled: {doubled}", "doubled", len(doubled))
    trial.found.lost += len(gone) - len(renamed)
    trial.found.changed += len(made) + sum(key in now and now[key] != event for key, event in before.items())
    _goes_on(trial, home)


def _alike(one: Event, other: Event) -> bool:
    """Whether two events are the same but for their number."""
    return (one.at, one.kind, one.body) == (other.at, other.kind, other.body)


def caches(trial: Trial) -> None:
    """The decks' index, the settings' cache and all else that can be made anew: made anew, or told."""
    home = homes.lived(trial.root / "home")
    before = trial.history(home)
    trial.run(home, "due", "--json")
    right = trial.run(home, "decks", "--json").out
    trial.run(home, *STUDY, typed=["", "3", ":quit"])
    trial.run(home, "plan", "--exam", "2027-01-10", "--minutes", "20", "numbered")
    files = sorted(path for path in (home / "cache").rglob("*") if path.is_file())
    for path in trial.random.sample(files, min(len(files), 2)):
        spoil(trial, path)
    for command in (
        ["due", "--json"],
        ["decks", "--json"],
        ["stats", "--json"],
        ["settings"],
        ["plan"],
        ["doctor", "--json"],
    ):
        ended = trial.run(home, *command)
        trial.check(ended.code in (0, 1), f"{command} with {files}: {ended}", "codes")
    trial.run(home, "doctor", "--repair")
    ended = trial.run(home, "doctor", "--json")
    trial.check(ended.code == 0, f"not repaired: {ended}")
    now = json.loads(trial.run(home, "decks", "--json").out)
    asked = [(deck["id"], deck["cards"], deck["questions"]) for deck in now["decks"]]
    known = [(deck["id"], deck["cards"], deck["questions"]) for deck in json.loads(right)["decks"]]
    trial.check(asked == known, f"other decks than before: {asked}")
    trial.kept(before, trial.history(home), "caches")
    _goes_on(trial, home)


def settings(trial: Trial) -> None:
    """`settings.toml` damaged: each command works, or says the line."""
    home = homes.lived(trial.root / "home")
    (home / "settings.toml").write_text(
        'new_per_day = 20\nretention = 0.9\ntheme = "dark"\nrollover_hour = 4\nsync_folder = ""\n',
        encoding="utf-8",
    )
    before = trial.history(home)
    spoil(trial, home / "settings.toml")
    for command in (
        ["due", "--json"],
        ["stats"],
        ["settings"],
        ["study", "--plain"],
        ["doctor", "--json"],
        ["backup"],
    ):
        ended = trial.run(home, *command)
        trial.check(ended.code != 2 or "hint: " in ended.err, f"{command}: no hint: {ended}")
    trial.kept(before, trial.history(home), "settings")


def carried(trial: Trial) -> None:
    """Files in a folder that is carried are damaged; after another sync of their own device all have all."""
    devices = [homes.lived(trial.root / "one", 200), homes.lived(trial.root / "other", 160)]
    folder = trial.root / "carried"
    folder.mkdir()
    told = [trial.history(home) for home in devices]
    for home in devices:
        trial.run(home, "sync", str(folder))
    files = sorted(folder.glob("*.jsonl"))
    whole = {path: path.read_bytes() for path in files}
    for path in trial.random.sample(files, trial.random.randint(1, len(files))):
        spoil(trial, path)
    for home in devices:
        ended = trial.run(home, "sync", str(folder))
        trial.check(ended.code in (0, 1), f"sync of what is damaged: {ended}", "codes")
        trial.kept(told[devices.index(home)], trial.history(home), "own")
    for path, data in whole.items():  # the carrying tool brings the right ones after all
        path.write_bytes(data)
    for home in [*devices, *devices]:
        trial.run(home, "sync", str(folder))
    ended_alike(trial, devices, told)


def offline(trial: Trial, days: int = 6) -> None:
    """Three devices that are used for days, each alone, and carried in any order, with conflicted copies."""
    devices = []
    for name in ("one", "two", "three"):
        home = trial.root / name
        homes.put_decks(home)
        (home / "carried").mkdir()
        trial.run(home, "sync", str(home / "carried"))
        devices.append(home)
    told: list[History] = [{}, {}, {}]
    for day in range(1, days + 1):
        number = trial.random.randrange(3)
        home = devices[number]
        environ = {"ALLIANCE_TUTOR_NOW": f"2026-12-{day:02}T{trial.random.randint(0, 23):02}:00:00+00:00"}
        typed = sittings.lines(trial.random, trial.random.randint(2, 8))
        cut = trial.random.choice([0, 0, trial.random.randint(500, 2500)])
        before = trial.history(home)
        ended = trial.run(home, *STUDY, typed=[*typed, ":quit"], environ=environ, cut=cut)
        sure, pending = sittings.studied(ended.out, [*typed, ":quit"])
        now = trial.history(home)
        sittings.compare(trial, sure, pending, _own(before, now, sure), "offline")
        told[number] = now
        if trial.random.random() < 0.5:
            _carry(trial, *trial.random.sample(devices, 2))
    for _ in range(3):
        for source in trial.random.sample(devices, 3):
            trial.run(source, "sync")
            for target in trial.random.sample(devices, 3):
                _carry(trial, source, target)
    for home in devices:
        trial.run(home, "sync")
    ended_alike(trial, devices, told)


def _own(before: History, now: History, sure: list[sittings.Step]) -> list[sittings.Step]:
    """What a sitting wrote, without what its sync brought: the device with the number of steps that fits."""
    fresh = Counter(key[0] for key in now if key not in before)
    for device in fresh:
        own = {key: event for key, event in now.items() if key[0] == device}
        steps = sittings.written(before, own, STUDIED)
        if steps[: len(sure)] == sure:
            return steps
    return []


def _carry(trial: Trial, source: Path, target: Path) -> None:
    for path in sorted((source / "carried").glob("*.jsonl")):
        there = target / "carried" / path.name
        if source == target or (there.exists() and there.stat().st_size >= path.stat().st_size):
            continue
        if there.exists() and trial.random.random() < 0.2:
            kinds = (
                "{}.sync-conflict-20261201-120000-ABCDEFG.jsonl",
                "{} (conflicted copy 2026-12-01).jsonl",
                "{} (1).jsonl",
            )
            there.replace(there.with_name(trial.random.choice(kinds).format(path.stem)))
        shutil.copy2(path, there)


def spoil(trial: Trial, path: Path) -> None:
    """Flip bits of a file, zero a page, put noise in its place, or cut it."""
    if not path.exists():
        return
    data = bytearray(path.read_bytes())
    how = trial.random.choice(["flip", "flip", "many", "zero", "cut", "cut", "garbage"])
    if not data:
        return
    if how in ("flip", "many"):
        for _ in range(1 if how == "flip" else trial.random.randint(2, 200)):
            data[trial.random.randrange(len(data))] ^= 1 << trial.random.randrange(8)
    elif how == "zero":
        start = trial.random.randrange(len(data)) // 1024 * 1024
        data[start : start + 4096] = bytes(len(data[start : start + 4096]))
    elif how == "cut":
        del data[trial.random.randrange(len(data)) :]
    else:
        start = trial.random.randrange(len(data))
        noise = trial.random.randbytes(2048)
        data[start : start + 2048] = noise[: len(data[start : start + 2048])]
    path.write_bytes(data)
