"""The real program in a real terminal; elsewhere than on POSIX there is no pseudo-terminal to test in."""

import os

collect_ignore_glob = [] if os.name == "posix" else ["test_*.py"]
