"""Taking an import back."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.base.registry.imports.test_loading import HEAD, HOME, OTHER, SON, WIFE
from tests.village.people import TOWNSHIP, Cast

from shihu.base.audit.queries import verify
from shihu.base.registry.commands.roster import load_roster, undo_load
from shihu.base.registry.errors.imports import ChangedSince, InUseSince
from shihu.base.registry.models import (
    Household,
    HouseholdStatus,
    ImportedChange,
    Membership,
    Partner,
    Person,
    RosterImport,
    Skill,
    Wish,
)
from shihu.base.registry.types import RosterHousehold

pytestmark = pytest.mark.usefixtures("sound")


def _everything() -> dict[str, list[Any]]:
    """Every row of the registry but its version numbers and its own keys of lists."""
    columns = {
        Household: ("code", "householder_id", "street", "hamlet_id", "until", "phone"),
        Person: ("pk", "name", "id_index", "birth", "phone", "pinyin"),
        Membership: ("pk", "household_id", "person_id", "relation_id", "since", "until", "ended_by"),
        HouseholdStatus: ("pk", "term_id", "since", "until"),
        Wish: ("household_id", "rank", "term_id"),
        Skill: ("person_id", "term_id"),
        Partner: ("household_id", "other_id", "kind"),
    }
    rows = {
        model.__name__: list(model._default_manager.order_by(*names).values_list(*names))
        for model, names in columns.items()
    }
    return {**rows, "numbers": [person.id_number for person in Person.objects.order_by("pk")]}


def _import(cast: Cast, now: datetime, *households: RosterHousehold) -> RosterImport:
    row = RosterImport.objects.create(
        place_id=TOWNSHIP, file_name="花名册.xlsx", file_digest="0" * 64, actor_name="韩晓峰", asked_at=now
    )
    load_roster(actor=cast.officer, now=now, households=households, roster_import=row.pk)
    return row


def test_an_import_of_new_and_changed_households_goes_back_without_a_trace(cast: Cast, now: datetime) -> None:
    load_roster(actor=cast.officer, now=now, households=[HOME])
    before = _everything()
    later = now + timedelta(days=3)
    changed = replace(
        HOME,
        street="后街",
        members=(
            replace(SON, relation="relation.householder", name="郭亮"),
            replace(HEAD, relation="relation.father", phone="1"),
        ),
        wishes=("wish.pigs",),
        statuses=(("wealth.poor", later.date(), None, ""),),
        refuses=("X-2",),
    )
    row = _import(cast, later, changed, OTHER)
    assert _everything() != before
    assert undo_load(actor=cast.officer, now=later, roster_import=row.pk) == 2
    assert _everything() == before
    assert verify().holds


def test_somebody_who_was_moved_is_back_where_they_were(cast: Cast, now: datetime) -> None:
    load_roster(actor=cast.officer, now=now, households=[HOME, OTHER])
    before = _everything()
    row = _import(
        cast,
        now + timedelta(days=1),
        replace(OTHER, members=(*OTHER.members, replace(WIFE, relation="relation.other"))),
    )
    undo_load(actor=cast.officer, now=now + timedelta(days=2), roster_import=row.pk)
    assert _everything() == before


def test_exchanged_householders_are_exchanged_back(cast: Cast, now: datetime) -> None:
    load_roster(actor=cast.officer, now=now, households=[HOME, OTHER])
    before = _everything()
    row = _import(
        cast,
        now + timedelta(days=1),
        replace(HOME, members=(*OTHER.members, WIFE, SON)),
        replace(OTHER, members=(HEAD,)),
    )
    undo_load(actor=cast.officer, now=now + timedelta(days=2), roster_import=row.pk)
    assert _everything() == before


def test_versions_go_on_so_that_an_old_page_cannot_write_over_the_undoing(cast: Cast, now: datetime) -> None:
    load_roster(actor=cast.officer, now=now, households=[HOME])
    row = _import(cast, now, replace(HOME, street="后街"))
    undo_load(actor=cast.officer, now=now, roster_import=row.pk)
    assert Household.objects.get(code="X-1").version == 3


@pytest.mark.parametrize("which", ["household", "person"])
def test_an_import_is_not_undone_over_a_later_change(cast: Cast, now: datetime, which: str) -> None:
    row = _import(cast, now, HOME, OTHER)
    if which == "household":
        Household.objects.filter(code="X-2").update(version=9, street="新街")
    else:
        Person.objects.filter(name="任守田").update(version=9, phone="13900000009")
    before = _everything()
    with pytest.raises(ChangedSince, match="X-2"):
        undo_load(actor=cast.officer, now=now, roster_import=row.pk)
    assert _everything() == before


def test_an_import_whose_households_are_in_use_is_not_undone(cast: Cast, now: datetime) -> None:
    from shihu.services.units.models import Formation, Seat, Unit

    row = _import(cast, now, HOME)
    home = Household.objects.get(code="X-1")
    formation = Formation.objects.create(place_id=home.hamlet_id, actor_name="韩晓峰", asked_at=now)
    unit = Unit.objects.create(formation=formation, hamlet_id=home.hamlet_id, ordinal=1, name="一单元")
    Seat.objects.create(unit=unit, household=home)
    before = _everything()
    with pytest.raises(InUseSince):
        undo_load(actor=cast.officer, now=now, roster_import=row.pk)
    assert _everything() == before


def test_images_are_sealed(cast: Cast, now: datetime) -> None:
    load_roster(actor=cast.officer, now=now, households=[HOME])
    _import(cast, now, replace(HOME, street="后街"))
    (change,) = ImportedChange.objects.all()
    assert "郭满仓".encode() not in bytes(change.before or b"")
