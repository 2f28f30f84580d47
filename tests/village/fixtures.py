"""The cast as a fixture, for every test that needs people."""

from datetime import datetime

import pytest
from tests.replay import staged
from tests.village.people import Cast, set_the_stage


@pytest.fixture
@staged
def cast(db: None, now: datetime) -> Cast:
    """Two villages, four hamlets, 62 households, and the accounts of those who work with them."""
    return set_the_stage(now=now)
