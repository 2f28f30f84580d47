"""Writing safety: rounds from door to door, and look-ins. Hazards stand beside."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.linkages.commands.walking import Walk
from shihu.services.linkages.errors.safety import (
    NoLookIn,
    NotOfTheRound,
    OneLineNeeded,
    RoundOpen,
)
from shihu.services.linkages.models import LookIn, RoundCheck, SafetyRound
from shihu.services.linkages.queries import safety as reading

_KINDS: dict[type, str] = {SafetyRound: "safety_round", LookIn: "look_in"}


@transaction.atomic
def open_safety_round(*, actor: Actor, now: datetime, unit: UUID, kind: str = "plain") -> UUID:
    """Begin a round over a unit's households: its head, or the cadre."""
    found = reading.unit_to_walk(unit, actor=actor)
    if kind not in SafetyRound.Kind.values:
        raise NotFound
    if SafetyRound.objects.select_for_update().filter(unit_id=unit, kind=kind, closed_on=None).exists():
        raise RoundOpen
    made = SafetyRound.objects.create(
        unit_id=unit,
        hamlet_id=found.hamlet,
        kind=kind,
        opened_on=timezone.localdate(now),
        opened_by=actor.name,
    )
    _record(actor, now, "open_safety_round", made, {"kind": kind})
    return made.pk


@transaction.atomic
def check_door(*, actor: Actor, now: datetime, key: UUID, household: UUID, found: str) -> None:
    """Say what was found at one door; said again, the later word counts."""
    walk = Walk.over(key, actor=actor, now=now)
    if found not in RoundCheck.Found.values:
        raise NotFound
    if household not in reading.doors_of(walk.round.unit_id):
        raise NotOfTheRound
    walk.say(household, found)


@transaction.atomic
def check_the_rest(*, actor: Actor, now: datetime, key: UUID) -> int:
    """Say that nothing was wrong at all doors of which nothing was said. Returns how many."""
    held = Walk.over(key, actor=actor, now=now).round
    said = set(held.checks.values_list("household_id", flat=True))
    rest = [door for door in reading.doors_of(held.unit_id) if door not in said]
    RoundCheck.objects.bulk_create(
        RoundCheck(round=held, household_id=door, found="fine", at=now, by=actor.name) for door in rest
    )
    return len(rest)


@transaction.atomic
def close_safety_round(*, actor: Actor, now: datetime, key: UUID) -> None:
    """Close a round. Nobody has to have been at every door: what was not seen is simply not said."""
    held = Walk.over(key, actor=actor, now=now).round
    held.closed_on = timezone.localdate(now)
    held.save(update_fields=["closed_on"])
    counted = {found: held.checks.filter(found=found).count() for found in RoundCheck.Found.values}
    _record(actor, now, "close_safety_round", held, counted)


@transaction.atomic
def look_in(*, actor: Actor, now: datetime, person: UUID, found: str, line: str, kept: bool | None = None) -> UUID:
    """Write down a visit with one line: the head of the unit, the cadre, or whom the visit plan names.

    ``kept``: whether the children keep what they promised; asked only where a promise stands.
    """
    today = timezone.localdate(now)
    who = reading.someone_to_visit(person, actor=actor, on=today)
    if found not in LookIn.Found.values:
        raise NotFound
    if not who.whys and not who.has_hidden_why:
        raise NoLookIn
    if len(line.strip()) < 2:
        raise OneLineNeeded(where="line")
    made = LookIn.objects.create(
        person_id=person,
        household_id=reading.household_key(who.code),
        hamlet_id=who.hamlet,
        day=today,
        found=found,
        line=line.strip()[:200],
        kept=kept if who.plan is not None and who.plan.promise else None,
        by=actor.name,
        at=now,
    )
    # The line is read by those who look in; the chain only tells that somebody was there.
    _record(actor, now, "look_in", made, {"day": today})
    return made.pk


def _record(
    actor: Actor,
    now: datetime,
    action: str,
    about: SafetyRound | LookIn,
    new: dict[str, Any],
    *,
    old: dict[str, Any] | None = None,
) -> None:
    change = Change(f"linkages.{action}", _KINDS[type(about)], str(about.pk), about.hamlet_id, old, new)
    record(actor=actor, now=now, changes=[change])
