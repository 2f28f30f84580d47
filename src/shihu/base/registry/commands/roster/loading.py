"""Loading a roster: all of it or nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.places.queries import names
from shihu.base.registry.commands.roster import stored as reading
from shihu.base.registry.commands.roster.merging import Merge, Merged
from shihu.base.registry.commands.roster.writing import count_anew, keep_images, tell_progress, write
from shihu.base.registry.errors.imports import OutsideArea, UnknownHamlets
from shihu.base.registry.models import Household, RosterImport
from shihu.base.registry.policies import IMPORT_ROSTER
from shihu.base.registry.types.imports import LoadResult, ProgressCall
from shihu.base.registry.types.roster import RosterHousehold
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import N_

_SERIAL = 4
_MANY = 500  # changed households after which the database's own idea of its tables is out of date
# The share of each step in the whole, by the clock.
_READ, _MERGED, _WRITTEN = 10, 40, 90


@transaction.atomic
def load_roster(
    *,
    actor: Actor,
    now: datetime,
    households: Sequence[RosterHousehold],
    source: Literal["import", "demo"] = "import",
    progress: ProgressCall | None = None,
    roster_import: UUID | None = None,
    same_as: Mapping[str, UUID] | None = None,
) -> LoadResult:
    """Bring the registry to what the roster says: add and amend, never remove.

    A household is found by its code, else by its householder's ID number; a person by ID number, else by
    name and birth date inside the household. ``same_as`` names persons of the registry whom the officer
    recognised (by the row they stand in). Loading the same roster twice changes nothing. With
    ``roster_import`` the images for undoing are kept under it.
    """
    merge, merged = _merge(actor=actor, now=now, households=households, progress=progress, same_as=same_as)
    write(merged, step=lambda part: tell_progress(progress, _MERGED + int(part * (_WRITTEN - _MERGED)), N_("Writing")))
    if roster_import is not None:
        keep_images(RosterImport(pk=roster_import), merged, merge.taken)
    result = _result(merge, merged)
    names_of = {person.pk: person.name for person in [*merge.stored.persons.values(), *merged.persons_new]}
    touched = [*merged.households_new.values(), *merged.households_changed.values()]
    if len(touched) >= _MANY:
        count_anew()
    changes = [_change(household, merged.images.get(household.pk), names_of, source) for household in touched]
    record(actor=actor, now=now, changes=changes)
    tell_progress(progress, 100, N_("Done"))
    return result


def weigh_roster(
    *,
    actor: Actor,
    now: datetime,
    households: Sequence[RosterHousehold],
    same_as: Mapping[str, UUID] | None = None,
) -> LoadResult:
    """Tell what loading the roster would do, without doing it."""
    merge, merged = _merge(actor=actor, now=now, households=households, progress=None, same_as=same_as)
    return _result(merge, merged)


def _merge(
    *,
    actor: Actor,
    now: datetime,
    households: Sequence[RosterHousehold],
    progress: ProgressCall | None,
    same_as: Mapping[str, UUID] | None,
) -> tuple[Merge, Merged]:
    _check_hamlets(actor, households)
    tell_progress(progress, 0, N_("Comparing with the registry"))
    recognised = same_as or {}
    stored = reading.read(households, recognised.values())
    tell_progress(progress, _READ, N_("Comparing with the registry"))
    merge = Merge(
        stored,
        today=timezone.localdate(now),
        master=settings.RECORD_KEY,
        give_code=_Codes(households),
        same_as=recognised,
    )
    for number, household in enumerate(households):
        merge.add(household)
        if number % 500 == 0:
            part = _READ + number * (_MERGED - _READ) // len(households)
            tell_progress(progress, part, N_("Comparing with the registry"))
    merged = merge.finish()
    for key, picture in merged.images.items():
        before = picture["household"]["hamlet_id"]
        if not IMPORT_ROSTER.allows(actor, before):
            raise OutsideArea(household=stored.households[key].code, hamlet=before)
    return merge, merged


def _check_hamlets(actor: Actor, households: Sequence[RosterHousehold]) -> None:
    codes = {household.hamlet for household in households}
    for code in sorted(codes):
        IMPORT_ROSTER.require(actor, code)
    known = {code for code in names(codes) if len(code) == Level.HAMLET}
    if codes - known:
        raise UnknownHamlets(codes="、".join(sorted(codes - known)[:5]))


class _Codes:
    """Gives household codes where the roster has none: the hamlet's code and a running number."""

    def __init__(self, households: Sequence[RosterHousehold]) -> None:
        self.given = {household.code for household in households if household.code}
        self.last: dict[str, int] = {}

    def __call__(self, hamlet: str) -> str:
        if hamlet not in self.last:
            of_hamlet = Household.objects.filter(code__regex=rf"^{hamlet}\d{{{_SERIAL}}}$")
            highest = of_hamlet.order_by("-code").values_list("code", flat=True).first()
            self.last[hamlet] = int(highest[len(hamlet) :]) if highest else 0
        while True:
            self.last[hamlet] += 1
            code = f"{hamlet}{self.last[hamlet]:0{_SERIAL}d}"
            if code not in self.given:
                return code


def _result(merge: Merge, merged: Merged) -> LoadResult:
    changed = set(merged.households_changed) & set(merge.taken)
    return LoadResult(
        households_new=len(merged.households_new),
        households_changed=len(merged.households_changed),
        households_unchanged=len(merge.taken) - len(merged.households_new) - len(changed),
        persons_new=len(merged.persons_new),
        persons_changed=len(merged.persons_changed),
        persons_moved=merged.persons_moved,
        absent=tuple(sorted(merged.absent, key=lambda a: (a.household, a.name))),
    )


def _change(
    household: Household, before: Mapping[str, Any] | None, names_of: Mapping[UUID, str], source: str
) -> Change:
    """The audit's view of one household: no ID numbers, they are personal and never needed there."""
    return Change(
        f"registry.{source}",
        "household",
        household.code,
        household.hamlet_id,
        _facts(before["household"], names_of) if before else None,
        _facts(vars(household), names_of),
    )


_AUDITED = ("street", "street_order", "lon", "lat", "phone", "land_mu", "willing", "version")


def _facts(row: Mapping[str, Any], names_of: Mapping[UUID, str]) -> dict[str, object]:
    facts = {name: row[name] for name in _AUDITED}
    land = None if row["land_mu"] is None else str(row["land_mu"])
    return {
        **facts,
        "hamlet": row["hamlet_id"],
        "householder": names_of.get(row["householder_id"], ""),
        "land_mu": land,
    }
