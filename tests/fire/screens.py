"""The app in a terminal: killed while somebody studies, and opened on a journal that was spoiled."""

import re
from functools import partial

from tests.e2e.learner import Learner
from tests.e2e.program import ASKED, QUIT, open_in_terminal
from tests.fire import damage, homes, sittings
from tests.fire.kills import STUDIED
from tests.fire.sittings import RATINGS, Step
from tests.fire.trial import Trial


def killed(trial: Trial) -> None:
    """Studying on the screen, killed some moment after a key, twice; the second time on the same history."""
    home = homes.lived(trial.root / "home")
    before = trial.history(home)
    for _ in range(2):
        sure: list[Step] = []
        with open_in_terminal(home, "study", "numbered") as terminal:
            learner = Learner(terminal)
            asked = ""
            for _ in range(trial.random.randint(1, 4)):
                asked = _question(terminal.wait_until(partial(_is_next, old=asked), "question"))
                rating = trial.random.choice([*RATINGS])
                learner.rate(rating)
                sure.append(Step("reviewed", asked, RATINGS[rating]))
            terminal.read_for(trial.random.uniform(0, 0.03))
            terminal.kill()
            whole = terminal.whole_frame
            seen = whole is not None and _is_next(whole, asked)
            trial.check(b"Traceback" not in terminal.written, "app: traceback", "tracebacks")
        trial.found.processes += 1
        trial.found.killed += 1
        pending = None if seen else sure.pop()
        now = trial.history(home)
        trial.kept(before, now, "app")
        sittings.compare(trial, sure, pending, sittings.written(before, now, STUDIED), "app")
        before = now


def rescued(trial: Trial) -> None:
    """The app on a journal of which bytes were changed: it opens or says what to do, and can be left."""
    home = homes.lived(trial.root / "home", 1200)
    trial.run(home, "backup")
    damage.spoil(trial, home / "history.db")
    with open_in_terminal(home) as terminal:
        trial.found.processes += 1
        terminal.wait_until(lambda shown: len(shown.split()) > 5, "a screen")
        terminal.send(QUIT)
        code = terminal.end()
        trial.check(code in (0, 3), f"app on a damaged journal: exit code {code}", "codes")
        trial.check(b"Traceback" not in terminal.written, "rescue: traceback", "tracebacks")
    trial.run(home, "restore", "latest", "--yes")
    now = trial.history(home)
    trial.check(len(now) == 1200, f"not what the backup had: {len(now)}", "missing")


def _question(shown: str) -> str:
    found = re.search(r"Question (n\d{4})\?", shown)
    assert found, shown
    return found[1]


def _is_next(shown: str, old: str) -> bool:
    """Whether a screen asks another question."""
    found = re.search(r"Question (n\d{4})\?", shown)
    return found is not None and found[1] != old and re.search(ASKED, shown) is not None
