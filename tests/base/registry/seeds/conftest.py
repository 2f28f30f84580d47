"""The whole township, drawn once."""

import pytest

from shihu.base.places.seeds import hamlet_positions
from shihu.base.registry.seeds import kangcheng
from shihu.base.registry.types import RosterHousehold


@pytest.fixture(scope="session")
def township() -> list[RosterHousehold]:
    """Every household of the demonstration."""
    return kangcheng(hamlet_positions())
