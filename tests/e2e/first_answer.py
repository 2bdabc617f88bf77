"""Answer one question through a terminal, and see it in the journal: `first_answer.py PROGRAM`.

Only the standard library, so that it runs with nothing but the installed wheel; ALLIANCE_TUTOR_HOME says
where the learner is.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.e2e.terminal import Terminal, environment


def main(program: str) -> str:
    """Start, study one question, quit; the recorded answer in a line."""
    environ = environment(Path(os.environ["ALLIANCE_TUTOR_HOME"]))
    with Terminal([program], environ) as terminal:
        terminal.wait_for("Press Enter to begin")
        terminal.send("\r")
        terminal.wait_for(r"1 of \d+")
        terminal.send("\r")
        terminal.wait_for("3 Good")
        terminal.send("3")
        terminal.wait_for("Enter (reveal|check)")
        terminal.send(b"\x11")
        if (code := terminal.end()) != 0:
            raise SystemExit(f"quitting ended with {code}:\n{terminal.text}")
    listed = subprocess.run(
        [program, "journal", "--json"], env=environ, check=True, capture_output=True, text=True
    )
    (event,) = [json.loads(line) for line in listed.stdout.splitlines()]
    if (event["kind"], event["rating"]) != ("reviewed", "good"):
        raise SystemExit(f"the journal holds {event}")
    return f"answered and recorded: {event['question']}, {event['rating']}"


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1]) + "\n")
