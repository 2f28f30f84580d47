"""What every test may use: the vocabularies in the database, a moment, and actors."""

import importlib
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key

from tests.demonstration import built_demo
from tests.processes import environment, on_sqlite, players, ready_postgresql, ready_sqlite, shared
from tests.replay import REPLAY
from tests.village.fixtures import cast

__all__ = ["built_demo", "cast", "environment", "on_sqlite", "players", "ready_postgresql", "ready_sqlite", "shared"]

# A drawn test is judged by what it finds, never by how fast a busy machine draws it.
settings.register_profile("shihu", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shihu")

NOW = datetime(2019, 8, 15, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="run only the tests that use the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--database-only"):
        return
    chosen = [item for item in items if item.get_closest_marker("django_db") or _asks_for_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = chosen


def _asks_for_database(item: pytest.Item) -> bool:
    return bool({"db", "transactional_db"} & set(getattr(item, "fixturenames", ())))


def load_vocabularies() -> None:
    """Load what all rely on: terms, charts of accounts, purposes."""
    from shihu.base.ledger.commands import keep_accounts, keep_purposes
    from shihu.base.ledger.seeds.charts import accounts
    from shihu.base.ledger.seeds.purposes import purposes
    from shihu.base.vocabularies.commands import keep_terms
    from shihu.base.vocabularies.seeds import terms
    from shihu.kernel.actors import SYSTEM

    keep_terms(actor=SYSTEM, now=NOW, terms=terms())
    keep_accounts(actor=SYSTEM, now=NOW, accounts=accounts())
    keep_purposes(actor=SYSTEM, now=NOW, purposes=purposes())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Load the vocabularies once into each worker's database, and let every statement be seen."""
    from django.db import connection

    with django_db_blocker.unblock():
        load_vocabularies()
    connection.execute_wrappers.append(REPLAY.watch)


def pytest_runtest_setup() -> None:
    """Each test begins with the vocabularies alone."""
    REPLAY.begin()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A test with real transactions ends with emptied tables: allow that, and bring back what all rely on."""
    if not _is_transactional(item):
        return (yield)
    blocker = item.config.stash[blocking_manager_key]
    with blocker.unblock():
        _guard_what_is_kept(on=False)
    try:
        return (yield)
    finally:
        if nextitem is not None:  # after the last test the database itself is gone
            with blocker.unblock():
                _guard_what_is_kept(on=True)
                load_vocabularies()
                REPLAY.forget()


def _is_transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return "transactional_db" in getattr(item, "fixturenames", ()) or bool(marker and marker.kwargs.get("transaction"))


# Migrations whose triggers keep rows for good.
_KEPT = (
    "shihu.base.audit.migrations.0002_append_only",
    "shihu.base.burden.migrations.0001_burden",
    "shihu.base.cases.migrations.0002_timeline",
    "shihu.base.ledger.migrations.0002_sealed",
    "shihu.services.industry.migrations.0002_shares",
    "shihu.services.industry.migrations.0004_settlement_sealed",
    "shihu.services.industry.migrations.0005_advances",
    "shihu.services.industry.migrations.0007_labour",
    "shihu.services.industry.migrations.0008_pictures",
    "shihu.services.linkages.migrations.0002_points",
    "shihu.services.linkages.migrations.0005_goals",
)


def _guard_what_is_kept(*, on: bool) -> None:
    from django.db import connection

    if connection.vendor != "sqlite":
        return  # PostgreSQL empties tables by TRUNCATE, which row triggers do not see
    for name in _KEPT:
        triggers = importlib.import_module(name)
        with connection.cursor() as cursor:
            for statement in triggers.SQLITE if on else triggers.SQLITE_BACK:
                cursor.execute(statement)


@pytest.fixture
def now() -> datetime:
    """The morning on which the page was printed."""
    return NOW
