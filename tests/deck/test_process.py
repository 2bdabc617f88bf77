import os
import subprocess
import sys

import pytest

SAYS_ITS_NICENESS = (
    "import os; from alliance_tutor.deck.process import give_way; give_way(); print(os.nice(0))"
)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no niceness")
def test_process_gives_way_to_the_one_that_began_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SAYS_ITS_NICENESS], capture_output=True, check=True, timeout=60
    )
    assert int(done.stdout) > os.nice(0)
