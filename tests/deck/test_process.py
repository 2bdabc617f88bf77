import os
import subprocess
import sys

import pytest

from alliance_tutor.deck import process

SAYS_ITS_NICENESS = (
    "import os; from alliance_tutor.deck.process import give_way; give_way(); print(os.nice(0))"
)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no niceness")
def test_process_gives_way_to_the_one_that_began_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SAYS_ITS_NICENESS], capture_output=True, check=True, timeout=60
    )
    assert int(done.stdout) > os.nice(0)


def test_module_of_the_folder_in_which_one_is_is_not_run() -> None:
    assert process.command("m", "a", 1) == [sys.executable, "-P", "-m", "m", "a", "1"]
