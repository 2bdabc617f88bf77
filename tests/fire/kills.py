"""`kill -9`: of studying and of an exam at any byte that is printed, of all else at any step."""

import json
from pathlib import Path

from tests.fire import homes, sittings
from tests.fire.trial import Command, History, Trial

from alliance_tutor.errors import JournalError
from alliance_tutor.journal.backup import events_in
from alliance_tutor.journal.store import Journal

STUDY = ("study", "numbered", "--plain")
EXAM = ("exam", "typed", "--plain", "--items", "8", "--minutes", "60", "--seed", "4")
STUDIED = ("reviewed", "retracted", "flagged", "unflagged")


def study(trial: Trial) -> None:
    """Three sittings in one home, each killed at a byte of what it prints."""
    home = homes.lived(trial.root / "home")
    before = trial.history(home)
    for _ in range(3):
        typed = sittings.lines(trial.random, trial.random.randint(1, 12))
        ended = trial.run(home, *STUDY, typed=typed, cut=trial.random.randint(1, 3000))
        sure, pending = sittings.studied(ended.out, typed)
        now = trial.history(home)
        trial.kept(before, now, "study")
        sittings.compare(trial, sure, pending, sittings.written(before, now, STUDIED), "study")
        before = now


def exam(trial: Trial) -> None:
    """An exam that is killed, gone on with, killed and then handed in: it counts once, as answered."""
    home = trial.root / "home"
    homes.put_decks(home)
    given: dict[str, str] = {}
    before: History = {}
    words = iter(range(1000))
    for number in range(3):
        typed = [f"word {next(words)}" for _ in range(trial.random.randint(1, 4))]
        arguments = ("exam", "--resume", "--plain") if before else EXAM
        opening = [] if before else [""]
        ended = trial.run(home, *arguments, typed=[*opening, *typed], cut=trial.random.randint(100, 700))
        sure, pending = sittings.examined(ended.out, typed)
        now = trial.history(home)
        trial.kept(before, now, "exam")
        journal = sittings.written(before, now, ("exam-answered",))
        sittings.compare(trial, sure, pending, journal, f"exam {number}")
        given |= {step.about: step.given for step in journal}
        before = now
    if not before:
        return
    ended = trial.run(home, "exam", "--resume", "--plain", typed=[":hand-in", "y", "50", "", ""])
    ended = trial.run(home, "exam", "--resume", "--plain", typed=["50", "", ""])
    now = trial.history(home)
    finished = [event for event in now.values() if event.kind == "exam-finished"]
    trial.check(len(finished) == 1, f"{len(finished)} exam-finished: {ended.out[-300:]}{ended.err}")
    for event in finished:
        counted = {row["question"].partition("/")[2] for row in event.body["answers"]}
        trial.check(given.keys() <= counted, f"not all answers counted: {given.keys() - counted}", "missing")


def sync(trial: Trial) -> None:
    """Two devices and one folder; the sync of one is killed at a step, twice. Then both have all, once."""
    one, other = trial.root / "one", trial.root / "other"
    folder = trial.root / "carried"
    homes.lived(one, 200)
    homes.lived(other, 160)
    folder.mkdir()
    told = [trial.history(each) for each in (one, other)]
    if trial.random.random() < 0.5:
        trial.run(one, "sync", str(folder))
    for _ in range(2):
        name = trial.random.choice(["one", "other"])
        kind = f"sync beside {len(list(folder.iterdir()))}"
        trial.struck(_sync_of(name), kind)
        for home, known in zip((one, other), told, strict=True):
            trial.kept(known, trial.history(home), "sync")
    for home in (one, other, one, other):
        ended = trial.run(home, "sync", str(folder))
        trial.check(ended.code == 0, f"sync after a kill: {ended}")
    ended_alike(trial, [one, other], told)


def ended_alike(trial: Trial, devices: list[Path], told: list[History]) -> None:
    """All devices have the same events, each once, and everything that any of them acknowledged."""
    histories = [trial.history(home) for home in devices]
    for history in histories:
        for known in told:
            trial.kept(known, history, "after sync")
    for history in histories[1:]:
        trial.check(history == histories[0], "devices differ", "differing")
    same = [(event.at, event.kind, json.dumps(event.body, sort_keys=True)) for event in histories[0].values()]
    known = {key: event for each in told for key, event in each.items()}
    trial.check(len(same) <= len(known | histories[0]), "more events than were given", "doubled")
    extra = histories[0].keys() - known.keys()
    trial.check(not extra, f"events that nobody gave: {sorted(extra)[:3]}", "doubled", len(extra))


def backup(trial: Trial) -> None:
    """A backup that is killed: the history is as it was, each backup in the list can be read and is right."""
    home = homes.lived(trial.root / "home")
    told = trial.history(home)
    trial.struck(_command("backup"))
    trial.kept(told, trial.history(home), "backup")
    _backups_are_whole(trial, home)
    ended = trial.run(home, "backup", "--json")
    trial.check(ended.code == 0, f"backup after a kill: {ended}")
    _backups_are_whole(trial, home)
    listed = _listed(trial, home)
    trial.check(any(each["events"] == len(told) for each in listed), f"no whole backup: {listed}", "missing")


def restore(trial: Trial) -> None:
    """A restore that is killed leaves the one history or the other, and keeps what it replaces."""
    home, there = _with_backup(trial)
    now = trial.history(home)
    merges = trial.random.random() < 0.3
    trial.struck(_command("restore", "latest", "--yes", *(["--merge"] if merges else [])))
    after = trial.history(home)
    trial.check(
        after in (now, there), f"neither: {len(after)} events of {len(now)} and {len(there)}", "missing"
    )
    kept = dict(after)
    for path in sorted(home.glob("history-*.db")):
        kept |= _events(path)
    trial.kept(now, kept, "what was replaced")
    trial.kept(there, kept | _all_backups(home), "the backup")
    ended = trial.run(home, "restore", "latest", "--yes", "--merge")
    trial.check(ended.code == 0, f"restore after a kill: {ended}")
    trial.kept(there, trial.history(home), "restored")
    _studies_on(trial, home)


def forget(trial: Trial) -> None:
    """Forgetting that is killed leaves a deck's events or none; done again it leaves no trace."""
    home, _ = _with_backup(trial)
    trial.run(home, *EXAM, typed=["", "word 1", "word 2", ":quit"])
    now = trial.history(home)
    everything = trial.random.random() < 0.3
    chosen = "--everything" if everything else "numbered"
    trial.struck(_command("forget", chosen, "--yes"))
    after = trial.history(home)
    trial.check(now.keys() <= after.keys(), "numbers are gone", "missing")
    changed = {key for key, event in now.items() if after.get(key) != event}
    of_deck = {key for key in now if everything or b"numbered/" in _bytes(now[key].body)}
    trial.check(not changed - of_deck, "another deck's events are gone", "missing", len(changed - of_deck))
    trial.check(all(after[key].kind == "forgotten" for key in changed), "changed, not forgotten")
    ended = trial.run(home, "forget", chosen, "--yes")
    trial.check(ended.code == 0, f"forget after a kill: {ended}")
    trial.history(home)
    left = [path.name for path in home.rglob("*") if _holds(path, b"numbered/n00")]
    trial.check(not left, f"forgotten and still in {left}")
    _studies_on(trial, home)


def journal_import(trial: Trial) -> None:
    """An import that is killed has added all or nothing; done again, it is the history that was exported."""
    source = homes.lived(trial.root / "source")
    exported = trial.run(source, "journal", "--json").out
    (trial.root / "export.jsonl").write_text(exported, encoding="utf-8")
    told = trial.history(source)
    home = trial.root / "home"
    trial.struck(lambda root: (root / "home", ["journal", "--import", str(root / "export.jsonl")]))
    after = trial.history(home)
    trial.check(after in ({}, told), f"half an import: {len(after)} of {len(told)}", "missing")
    ended = trial.run(home, "journal", "--import", str(trial.root / "export.jsonl"))
    trial.check(ended.code == 0, f"import after a kill: {ended}")
    trial.check(trial.history(home) == told, "not the history that was exported", "missing")
    trial.check(trial.run(home, "journal", "--json").out == exported, "not the same export")


def deck_import(trial: Trial) -> None:
    """A deck's import that is killed leaves the deck or none."""
    bank = "\n\n".join(f"::q{n}:: Question {n}? {{=right {n} ~wrong}}" for n in range(60))
    (trial.root / "bank.gift").write_text(bank, encoding="utf-8")
    home = trial.root / "home"
    home.mkdir()
    trial.struck(lambda root: (root / "home", ["import", str(root / "bank.gift")]))
    decks = sorted((home / "decks").glob("*.toml")) if (home / "decks").exists() else []
    for deck in decks:
        ended = trial.run(home, "check", str(deck), "--json")
        trial.check(json.loads(ended.out)["cards"] == 60, f"half a deck: {ended.out[-300:]}", "missing")
    if not decks:
        trial.check(trial.run(home, "import", str(trial.root / "bank.gift")).code == 0, "import after a kill")


def _sync_of(device: str) -> Command:
    return lambda root: (root / device, ["sync", str(root / "carried")])


def _command(*arguments: str) -> Command:
    return lambda root: (root / "home", list(arguments))


def _with_backup(trial: Trial) -> tuple[Path, History]:
    """A home that was studied in after a backup; what is in the backup."""
    home = homes.lived(trial.root / "home")
    trial.run(home, "backup")
    there = trial.history(home)
    trial.run(home, *STUDY, typed=["", "3", "", "1", ":quit"])
    return home, there


def _studies_on(trial: Trial, home: Path) -> None:
    """After all that somebody studies, and it is kept."""
    before = trial.history(home)
    typed = ["", "3", "", "2", ":quit"]
    ended = trial.run(home, *STUDY, typed=typed)
    sure, pending = sittings.studied(ended.out, typed)
    trial.check(len(sure) == 2, f"studying afterwards: {ended}")
    now = trial.history(home)
    sittings.compare(trial, sure, pending, sittings.written(before, now, STUDIED), "afterwards")


def _listed(trial: Trial, home: Path) -> list[dict[str, int]]:
    return list(json.loads(trial.run(home, "backup", "--list", "--json").out)["backups"])


def _backups_are_whole(trial: Trial, home: Path) -> None:
    for path in sorted((home / "backups").glob("history*.db")):
        try:
            count = events_in(path)
        except JournalError as fault:
            trial.check(False, f"a backup cannot be read: {fault}")
        else:
            told = int(path.stem.rpartition("-")[2])
            trial.check(count == told, f"{path.name} holds {count}")


def _events(path: Path) -> History:
    with Journal.open(path, write=False) as journal:
        return {(event.device, event.seq): event for event in journal.events()}


def _all_backups(home: Path) -> History:
    return {
        key: event for path in (home / "backups").glob("history-*.db") for key, event in _events(path).items()
    }


def _bytes(body: object) -> bytes:
    return json.dumps(body).encode()


def _holds(path: Path, text: bytes) -> bool:
    return (
        path.is_file() and "decks" not in path.parts and path.name != "index.db" and text in path.read_bytes()
    )
