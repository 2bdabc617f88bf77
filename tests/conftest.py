"""What holds for every test: the developer's own home and environment play no part."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_OURS = ("ALLIANCE_TUTOR_", "NO_COLOR", "TEXTUAL", "VISUAL", "EDITOR")

# No test asserts on the clock's speed, that of making its examples included.
settings.register_profile(
    "unhurried",
    max_examples=int(os.environ.get("ALLIANCE_TUTOR_EXAMPLES", "30")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("unhurried")


@pytest.fixture(scope="session", autouse=True)
def _nothing_of_the_developer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(_OURS)]:
            patch.delenv(name)
        patch.setenv("ALLIANCE_TUTOR_HOME", str(_fresh(tmp_path_factory)))
        yield


def _fresh(factory: pytest.TempPathFactory) -> Path:
    return factory.mktemp("learner")
