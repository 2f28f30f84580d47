"""Checks of deliveries, and whether a family is named in public."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.industry.commands.running import Running
from shihu.services.industry.errors import (
    ActTaken,
    CheckIncomplete,
    CheckTooEarly,
    ReasonNeeded,
    TakesNoPart,
)
from shihu.services.industry.models import Lot, LotCheck, NamingConsent
from shihu.services.industry.queries.projects import participants
from shihu.services.industry.types import NewCheck


@transaction.atomic
def check_lot(*, actor: Actor, now: datetime, lot: UUID, new: NewCheck) -> int:
    """Record how a delivery was found; a check stands, the next one of its kind outweighs it."""
    act = Running(actor=actor, now=now)
    found = Lot.objects.filter(pk=lot).first()
    if found is None:
        raise NotFound
    season = act.season(found.season_id, needs_open=False)
    known = LotCheck.objects.filter(key=new.key).first()
    if known is not None:
        if (known.lot_id, known.kind, known.has_passed) != (lot, new.kind.value, new.has_passed):
            raise ActTaken("key")
        return known.pk
    if not new.found.strip() or not new.checked_by.strip():
        raise CheckIncomplete("found" if not new.found.strip() else "checked_by")
    if not found.weighed_on <= new.checked_on <= act.today:
        raise CheckTooEarly("checked_on", weighed=found.weighed_on.isoformat())
    row = LotCheck.objects.create(
        lot=found,
        kind=new.kind.value,
        has_passed=new.has_passed,
        found=new.found.strip()[:120],
        checked_on=new.checked_on,
        checked_by=new.checked_by.strip()[:80],
        recorded_by=actor.name,
        recorded_at=now,
        key=new.key[:80],
    )
    told = {"code": found.code, "kind": row.kind, "has_passed": row.has_passed, "found": row.found}
    act.note("check_lot", season.project, new=told)
    return row.pk


@transaction.atomic
def agree_naming(*, actor: Actor, now: datetime, project: UUID, code: str, paper: str, agrees: bool) -> None:
    """Record that a household agrees to be named in public on the page of its goods, or takes that back."""
    act = Running(actor=actor, now=now)
    found = act.project(project)
    if not paper.strip():
        raise ReasonNeeded("paper")
    row = found.consents.filter(household__code=code, until=None).first()
    if agrees and row is None:
        part = next((one for one in participants(project, on=act.today).values() if one.code == code), None)
        if part is None:
            raise TakesNoPart("code", code=code)
        NamingConsent.objects.create(
            project=found, household_id=part.household, since=act.today, paper=paper.strip()[:60]
        )
    elif not agrees and row is not None:
        row.until = act.today
        row.save(update_fields=["until"])
    else:
        return
    act.note("agree_naming", found, new={"household": code, "agrees": agrees, "paper": paper.strip()[:60]})
