"""Taking a whole load back: every household as it was, or nothing at all."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import ProtectedError

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.commands.roster.writing import (
    IMAGE_PURPOSE,
    amend,
    amend_households,
    replace_lists,
    tell_progress,
)
from shihu.base.registry.errors.imports import ChangedSince, InUseSince
from shihu.base.registry.models import (
    Household,
    HouseholdStatus,
    ImportedChange,
    Membership,
    Partner,
    Person,
    Wish,
)
from shihu.base.registry.types.imports import ProgressCall
from shihu.kernel.actors import Actor
from shihu.kernel.chunks import chunks
from shihu.kernel.refusals import N_
from shihu.kernel.sealing import unseal

_NAMED = 5


@transaction.atomic
def undo_load(*, actor: Actor, now: datetime, roster_import: UUID, progress: ProgressCall | None = None) -> int:
    """Restore every household that the import touched. Returns how many. The caller has checked permission.

    Refused, with their codes, when one of them has been changed since; refused when one that the import
    brought is already used by another record.
    """
    tell_progress(progress, 0, N_("Looking for later changes"))
    changes = list(ImportedChange.objects.filter(roster_import_id=roster_import))
    households = {h.pk: h for chunk in chunks(c.household for c in changes) for h in _households(chunk)}
    _check_unchanged(changes, households)
    tell_progress(progress, 30, N_("Taking back"))
    images = {c.household: _image(c.before) for c in changes if c.before is not None}
    fresh = [c.household for c in changes if c.before is None]
    _end_what_came(images, fresh)
    tell_progress(progress, 60, N_("Taking back"))
    _bring_back(images, households)
    record(
        actor=actor,
        now=now,
        changes=[
            Change(
                "registry.undo_import",
                "household",
                households[c.household].code,
                households[c.household].hamlet_id,
                {"version": c.version_after},
                None if c.before is None else {"version": c.version_after + 1},
            )
            for c in changes
        ],
    )
    tell_progress(progress, 100, N_("Done"))
    return len(changes)


def _households(keys: list[UUID]) -> list[Household]:
    return list(Household.objects.select_for_update().filter(pk__in=keys))


def _image(before: bytes | memoryview) -> dict[str, Any]:
    picture: dict[str, Any] = json.loads(unseal(bytes(before), master=settings.RECORD_KEY, purpose=IMAGE_PURPOSE))
    return picture


def _check_unchanged(changes: list[ImportedChange], households: dict[UUID, Household]) -> None:
    wanted = {UUID(key): version for change in changes for key, version in change.persons_after.items()}
    versions: dict[UUID, int] = {}
    for chunk in chunks(wanted):
        versions |= dict(Person.objects.filter(pk__in=chunk).values_list("pk", "version"))
    later = []
    for change in changes:
        household = households.get(change.household)
        persons_same = all(versions.get(UUID(key)) == version for key, version in change.persons_after.items())
        if household is None or household.version != change.version_after or not persons_same:
            later.append(household.code if household else str(change.household))
    if later:
        shown = "、".join(sorted(later)[:_NAMED])
        raise ChangedSince(households=f"{shown}…" if len(later) > _NAMED else shown)


def _end_what_came(images: dict[UUID, dict[str, Any]], fresh: list[UUID]) -> None:
    """Remove the rows that the import brought."""
    kept_memberships = {row["id"] for picture in images.values() for row in picture["memberships"]}
    kept_statuses = {row["id"] for picture in images.values() for row in picture["statuses"]}
    pictured = {UUID(p["facts"]["id"]) for picture in images.values() for p in picture["persons"]}
    came: set[UUID] = set()
    for chunk in chunks([*images, *fresh]):
        memberships = Membership.objects.filter(household_id__in=chunk, until=None)
        gone = [m for m in memberships if m.pk not in kept_memberships]
        came.update(m.person_id for m in gone)
        _delete(Membership.objects, [m.pk for m in gone])
        statuses = HouseholdStatus.objects.filter(household_id__in=chunk)
        _delete(HouseholdStatus.objects, [s.pk for s in statuses if s.pk not in kept_statuses])
        Wish.objects.filter(household_id__in=chunk).delete()
        Partner.objects.filter(household_id__in=chunk).delete()
    try:
        for chunk in chunks(fresh, 2_000):
            Household.objects.filter(pk__in=chunk).delete()
        # A new person may head an older household until that is restored: let go first.
        heads = {UUID(picture["household"]["householder_id"]): key for key, picture in images.items()}
        for head, key in heads.items():
            Household.objects.filter(pk=key).exclude(householder_id=head).update(
                until=models.F("since"), householder_id=head
            )
        for chunk in chunks(came - pictured, 2_000):
            belonging = set(Membership.objects.filter(person_id__in=chunk).values_list("person_id", flat=True))
            Person.objects.filter(pk__in=set(chunk) - belonging).delete()
    except ProtectedError:
        raise InUseSince from None


def _bring_back(images: dict[UUID, dict[str, Any]], households: dict[UUID, Household]) -> None:
    """Write the images over what stands."""
    persons = {p["facts"]["id"]: p for picture in images.values() for p in picture["persons"]}
    people = [Person(**p["facts"]) for p in persons.values()]
    for person in people:
        person.version += 1
    amend(Person.objects, people)
    rows = {}
    for key, picture in images.items():
        rows[key] = Household(**picture["household"])
        rows[key].version = households[key].version + 1
    amend_households(rows, rows)
    amend(Membership.objects, [Membership(**m) for picture in images.values() for m in picture["memberships"]])
    amend(HouseholdStatus.objects, [HouseholdStatus(**s) for picture in images.values() for s in picture["statuses"]])
    replace_lists(
        {key: picture["wishes"] for key, picture in images.items()},
        {UUID(key): p["skills"] for key, p in persons.items()},
        {key: {UUID(o): kind for o, kind in picture["partners"].items()} for key, picture in images.items()},
    )


def _delete(manager: "models.Manager[Any]", keys: list[Any]) -> None:
    for chunk in chunks(keys):
        manager.filter(pk__in=chunk).delete()
