"""`python -m tests.fire.fuzz [TARGET [OPTION…]]`: atheris looks for bytes that break what reads them.

It begins with a good file, and options are libFuzzer's, such as `-max_total_time=300`.
"""

import sys
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp

from tests.fire.targets import TARGETS, harmless, samples


def main(arguments: list[str]) -> int:
    """Fuzz one target for as long as it is let; without one name them."""
    if not arguments or arguments[0] not in TARGETS:
        print("\n".join(f"{name:<16}{target.__doc__}" for name, target in TARGETS.items()))
        return 0 if not arguments else 2
    try:
        atheris = import_module("atheris")  # no dependency of ours: it has no types here
    except ImportError:
        print("atheris is not installed: python -m pip install atheris (Linux and macOS)", file=sys.stderr)
        return 2
    target, *options = arguments
    inputs = mkdtemp(prefix=f"fuzz-{target}-")  # stays: libFuzzer ends the process, and adds what led further
    Path(inputs, "good").write_bytes(samples()[target])
    harmless(target, samples()[target])  # what is imported where it is used is there to be instrumented
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], *options, inputs], lambda data: harmless(target, bytes(data)))
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
