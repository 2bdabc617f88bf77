"""A month with two devices: `python -m tests.fire.month [DAYS] [SEED]`, where the program is installed.

Two homes, each with a folder that a carrying tool keeps alike: mostly at once, some days late, and with a
conflicted copy now and then. Real processes study by lines, on a clock that is set to each day; they sync by
themselves when they open and when they close. For days one device is away. At the end both are asked for all
that they know. The exit code is 0 where they know the same, and nothing that was answered is missing.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

from tests.e2e.decks import put_numbered
from tests.e2e.program import TUTOR, events, run
from tests.e2e.terminal import WAIT, environment

from alliance_tutor.journal.fold import fold
from alliance_tutor.journal.store import Journal

START = datetime.fromisoformat("2026-11-23T00:00:00+00:00")
CARDS = 120


@dataclass
class Device:
    """A home, the folder that is carried, and what was on its disk when each sitting ended."""

    home: Path
    zone: timedelta
    acknowledged: dict[str, object] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where its carrying tool keeps the files."""
        return self.home / "carried"

    def at(self, hours: float) -> dict[str, str]:
        """The environment of a process that is started so many hours after the beginning."""
        now = (START + timedelta(hours=hours)).astimezone(timezone(self.zone))
        return {"ALLIANCE_TUTOR_NOW": now.isoformat(timespec="seconds")}


@dataclass(frozen=True)
class Outcome:
    """What a month came to: each but the first two has to be 0."""

    sittings: int
    answers: int
    failed: int
    missing: int
    doubled: int
    differing_events: int
    differing_memories: int
    differing_from_replay: int
    unfinished: int

    @property
    def right(self) -> bool:
        """Whether both devices ended as one would have."""
        return self.answers > 0 and not any(
            (
                *(self.failed, self.missing, self.doubled, self.differing_events, self.differing_memories),
                *(self.differing_from_replay, self.unfinished),
            )
        )


def live(root: Path, days: int, seed: int) -> Outcome:
    """The month itself, in an empty folder."""
    random = Random(seed)
    devices = [Device(root / "one", timedelta(hours=1)), Device(root / "other", timedelta(hours=-5))]
    for device in devices:
        put_numbered(device.home, CARDS)
        device.folder.mkdir()
        assert run(device.home, "sync", str(device.folder), environ=device.at(0)).returncode == 0
    sittings = failed = 0
    for day in range(days):
        away = days // 3 <= day < days // 2  # the second device stays at home
        for number, device in enumerate(devices):
            if random.random() < 0.3 or (away and number == 1 and random.random() < 0.5):
                continue
            sittings += 1
            failed += not sit(device, day * 24 + 9 + 5 * number + random.random() * 4, random)
            if not away and random.random() < 0.8:
                carried(devices, random)
    end = days * 24.0
    for device in devices * 2:  # each sends, then each receives what the other sent
        carried(devices, Random(0))
        failed += run(device.home, "sync", environ=device.at(end)).returncode
    last = [
        json.loads(run(device.home, "sync", "--json", environ=device.at(end)).stdout) for device in devices
    ]
    return judged(devices, sittings, failed, sum(each["sent"] + each["received"] for each in last))


def sit(device: Device, hours: float, random: Random) -> bool:
    """A sitting by lines; whether the program ended as it should. What was answered is noted."""
    typed = [line for _ in range(random.randint(4, 15)) for line in ("", answered(random))]
    ended = subprocess.run(
        [TUTOR, "study", "numbered", "--plain"],
        env=environment(device.home, device.at(hours)),
        input="\n".join([*typed, ":quit", ""]),
        capture_output=True,
        encoding="utf-8",
        timeout=WAIT,
        check=False,
    )
    device.acknowledged.update({event["id"]: event for event in events(device.home)})
    return ended.returncode == 0 and "Traceback" not in ended.stderr


def answered(random: Random) -> str:
    """What is typed when an answer is shown: mostly a rating."""
    return random.choices(["1", "2", "3", "4", ":undo", ":flag", ":skip"], [20, 10, 50, 15, 3, 1, 1])[0]


def carried(devices: list[Device], random: Random) -> None:
    """The carrying tool makes both folders alike, by the newest; sometimes it leaves a conflicted copy."""
    for source in devices:
        for target in devices:
            for path in sorted(source.folder.glob("*.jsonl")):
                there = target.folder / path.name
                if not there.exists() or there.stat().st_mtime_ns < path.stat().st_mtime_ns:
                    if there.exists() and random.random() < 0.05:
                        copy = f"{path.stem}.sync-conflict-20261123-120000-ABCDEFG.jsonl"
                        there.replace(target.folder / copy)
                    shutil.copy2(path, there)


def judged(devices: list[Device], sittings: int, failed: int, unfinished: int) -> Outcome:
    """Both devices beside each other, beside what they acknowledged and beside a clean replay."""
    known = [{event["id"]: event for event in events(device.home)} for device in devices]
    told = {id: event for device in devices for id, event in device.acknowledged.items()}
    answers = [event for event in known[0].values() if event["kind"] == "reviewed"]
    memories, replayed = [], []
    for device in devices:
        with Journal.open(device.home / "history.db", write=False) as journal:
            memories.append(journal.standings())
            replayed.append(fold(journal.events()).standings)
    ids = known[0].keys() | known[1].keys()
    return Outcome(
        sittings,
        len(answers),
        failed,
        missing=sum(event != each.get(id) for id, event in told.items() for each in known),
        doubled=len(answers) - len({(event["device"], event["at"], event["question"]) for event in answers}),
        differing_events=sum(known[0].get(id) != known[1].get(id) for id in ids),
        differing_memories=len(dict(memories[0].items() ^ memories[1].items())),
        differing_from_replay=sum(
            len(dict(m.items() ^ r.items())) for m, r in zip(memories, replayed, strict=True)
        ),
        unfinished=unfinished,
    )


def main(days: int = 30, seed: int = 7) -> int:
    """Live the month and print what it came to."""
    with tempfile.TemporaryDirectory() as folder:
        outcome = live(Path(folder), days, seed)
    print(f"{days} days, seed {seed}")
    for name in outcome.__dataclass_fields__:
        print(f"{name.replace('_', ' '):<24}{getattr(outcome, name):>8}")
    return 0 if outcome.right else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
