"""A stage that is played leaves what building it leaves, and is played only where it was built."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.apps import apps
from django.db import transaction
from tests.replay import REPLAY
from tests.village.people import set_the_stage

from shihu.base.audit.queries import verify
from shihu.base.places.models import Place

pytestmark = pytest.mark.django_db


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    return {
        model._meta.db_table: sorted(model._default_manager.order_by().values_list(), key=repr)
        for model in apps.get_models(include_auto_created=True)
    }


def undone(act: Callable[[], object]) -> dict[str, list[tuple[object, ...]]]:
    """Act, read everything, take it back."""
    with transaction.atomic():
        REPLAY.begin()
        act()
        found = everything()
        transaction.set_rollback(True)
    return found


def test_what_is_played_is_what_was_built(now: datetime) -> None:
    built = []

    def build() -> int:
        built.append(set_the_stage(now=now))
        return len(built)

    first = undone(lambda: REPLAY.stage("test", build))
    again = undone(lambda: REPLAY.stage("test", build))
    assert len(built) == 1
    assert first == again
    assert len(first["registry_household"]) == 62
    with transaction.atomic():
        REPLAY.begin()
        assert REPLAY.stage("test", build) == 1
        assert verify().holds


def test_after_a_write_of_the_test_a_stage_is_built_by_its_commands() -> None:
    built = []
    for _ in range(2):
        with transaction.atomic():
            REPLAY.begin()
            REPLAY.stage("mark", lambda: Place.objects.create(code="14", name="山西省", name_en="Shanxi"))
            Place.objects.filter(code="14").update(name="晋")
            REPLAY.stage("count", lambda: built.append(Place.objects.get(code="14").name))
            transaction.set_rollback(True)
    assert built == ["晋", "晋"]
