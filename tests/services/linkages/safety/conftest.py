"""A village of two hamlets with a unit in force, and those who act in it."""

from datetime import datetime

import pytest
from tests.services.units.conftest import (
    Village,
    auditor,
    cadre,
    colleague,
    english,
    member,
    officer,
    signed_in,
    village,
)
from tests.services.units.settled import member_of, settled

from shihu.base.registry.models import Household
from shihu.kernel.actors import Actor, Role
from shihu.services.units.models import Unit

__all__ = ["auditor", "cadre", "colleague", "english", "member", "officer", "signed_in", "village"]


@pytest.fixture
def homes(village: Village) -> list[Household]:
    return village.settle(6)


@pytest.fixture
def unit(village: Village, homes: list[Household], now: datetime) -> Unit:
    """Four of the six sit in it."""
    return settled(village, homes[:4], now)


@pytest.fixture
def head(unit: Unit, homes: list[Household], now: datetime) -> Actor:
    return member_of(homes[0], now, Role.HEAD)
