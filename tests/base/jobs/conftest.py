"""Jobs of the tests' own, registered beside the apps'."""

from collections.abc import Callable

import pytest

from shihu.base.jobs import commands
from shihu.base.jobs.types import JobFunction


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Callable[[JobFunction], str]:
    """Register a job function under the kind ``tests.job``."""

    def add(function: JobFunction) -> str:
        monkeypatch.setattr(commands, "function_of", lambda kind: function)
        return "tests.job"

    return add
