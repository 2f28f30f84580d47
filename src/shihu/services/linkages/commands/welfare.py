"""Writing village work: plan, fix, answer the call, note hours and materials, accept."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.queries import people_of
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.places import Level, level_of
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.commands.points.feeding import settle_part
from shihu.services.linkages.errors import (
    BadMeasured,
    DayOutside,
    NobodyToWork,
    NoStranger,
    SecondPerson,
    WorkAccepted,
    WorkFixed,
)
from shihu.services.linkages.models import MaterialMove, VillageWork, WorkAnswer, WorkHours, WorkShare
from shihu.services.linkages.queries import welfare as reading
from shihu.services.linkages.queries.duty_units import Opened, has_kin, opened
from shihu.services.linkages.rules import welfare as rules
from shihu.services.linkages.types import MoveRow, NewWork


@transaction.atomic
def plan_work(*, actor: Actor, now: datetime, new: NewWork) -> UUID:
    """Plan a work of a village. Nothing is asked of anybody before its parts are fixed."""
    policies.KEEP_DUTIES.require(actor, new.village, seen=policies.SEE_DUTIES.allows(actor, new.village))
    if level_of(new.village) is not Level.VILLAGE or actor.key is None:
        raise NotFound
    kept = rules.checked_work(new)
    row = VillageWork.objects.create(
        village_id=kept.village,
        kind=kept.kind,
        title=kept.title,
        where=kept.where,
        quantity=kept.quantity,
        measure=kept.measure,
        first_day=kept.first_day,
        last_day=kept.last_day,
        materials=[asdict(material) for material in kept.materials],
        is_paid=kept.is_paid,
        method=kept.method,
        planned_by=actor.key,
        planner=actor.name,
        planned_at=now,
    )
    told = {"title": kept.title, "quantity": kept.quantity, "measure": kept.measure, "method": kept.method}
    changed = Change("linkages.plan_work", "village_work", str(row.pk), kept.village, None, told)
    record(actor=actor, now=now, changes=[changed])
    return row.pk


@transaction.atomic
def fix_parts(*, actor: Actor, now: datetime, key: UUID | str, method: str) -> None:
    """Fix the parts of the units by the method: exactly what the page showed, by the roster of today."""
    row = VillageWork.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise NotFound
    policies.KEEP_DUTIES.require(actor, row.village_id, seen=policies.SEE_DUTIES.allows(actor, row.village_id))
    if row.fixed_at is not None:
        raise WorkFixed
    (told,) = reading.work_rows(VillageWork.objects.filter(pk=row.pk))
    new = rules.checked_work(NewWork(**{**_plain(told.new), "method": method}))
    parts = reading.preview(new, on=timezone.localdate(now))
    if not parts:
        raise NobodyToWork
    WorkShare.objects.bulk_create(
        WorkShare(work=row, unit_id=part.unit, weight=part.weight, quantity=part.quantity) for part in parts
    )
    row.method, row.fixed_at = method, now
    row.save(update_fields=["method", "fixed_at"])
    new_parts = {str(part.unit): part.quantity for part in parts}
    changed = Change("linkages.fix_parts", "village_work", str(row.pk), row.village_id, None, new_parts)
    record(actor=actor, now=now, changes=[changed])


@transaction.atomic
def answer_call(*, actor: Actor, now: datetime, share: int, household: UUID | str, comes: bool) -> None:
    """A household says whether it comes, or the head notes it. A refusal needs no reason and costs nothing."""
    row, found = _open_share(share, actor, now)
    home = next((key for key in found.homes if str(key) == str(household)), None)
    if home is None:
        raise NoStranger
    if not found.runs and (found.own is None or found.own.household != home):
        raise NotAllowed
    before = WorkAnswer.objects.filter(share=row, household=home).first()
    old = {"comes": before.comes} if before else None
    WorkAnswer.objects.update_or_create(
        share=row, household_id=home, defaults={"comes": comes, "said_by": actor.name, "said_at": now}
    )
    told = {"household": str(home), "comes": comes}
    changed = Change("linkages.answer_call", "work_share", str(row.pk), found.unit.hamlet, old, told)
    record(actor=actor, now=now, changes=[changed])


@transaction.atomic
def note_hours(*, actor: Actor, now: datetime, share: int, on: date, minutes: Mapping[UUID, int]) -> int:
    """The head notes who worked how long on a day; 0 takes a note away. Returns how many people are noted."""
    row, found = _open_share(share, actor, now)
    if not found.runs:
        raise NotAllowed
    today = timezone.localdate(now)
    if not row.work.first_day <= on <= today:
        raise DayOutside(where="on")
    people = {person.person: person for person in people_of(list(found.homes), actor=SYSTEM, on=on)}
    old = {str(h.person_id): h.minutes for h in WorkHours.objects.filter(share=row, on=on)}
    for key, given in minutes.items():
        person = people.get(key)
        if person is None:
            raise NoStranger(where="hours")
        if not rules.checked_minutes(given):
            WorkHours.objects.filter(share=row, person=key, on=on).delete()
            continue
        rules.require_grown(person.name, person.birth, on)
        WorkHours.objects.update_or_create(
            share=row,
            person_id=key,
            on=on,
            defaults={
                "household_id": person.household,
                "minutes": given,
                "noted_by": actor.name,
                "noted_at": now,
            },
        )
    told = {"on": on, **{str(key): given for key, given in minutes.items()}}
    changed = Change("linkages.note_hours", "work_share", str(row.pk), found.unit.hamlet, old or None, told)
    record(actor=actor, now=now, changes=[changed])
    return WorkHours.objects.filter(share=row, on=on).count()


@transaction.atomic
def note_material(
    *, actor: Actor, now: datetime, share: int, material: str, kind: str, quantity: int, on: date | None = None
) -> UUID:
    """Note material received, used or given back: never more out than came in."""
    row, found = _open_share(share, actor, now)
    if not found.runs:
        raise NotAllowed
    words, day = " ".join(material.split())[:40], on or timezone.localdate(now)
    if not words or quantity < 1 or kind not in MaterialMove.Kind.values:
        raise BadMeasured(where="quantity", most=rules.MOST_QUANTITY)
    moves = [MoveRow(m.material, m.kind, m.quantity, m.on, m.noted_by) for m in row.moves.all()]
    if kind != MaterialMove.Kind.RECEIVED:
        rules.require_material(moves, words, quantity)
    made = MaterialMove.objects.create(
        share=row, material=words, kind=kind, quantity=quantity, on=day, noted_by=actor.name
    )
    told = {"material": words, "kind": kind, "quantity": quantity}
    changed = Change("linkages.note_material", "work_share", str(row.pk), found.unit.hamlet, None, told)
    record(actor=actor, now=now, changes=[changed])
    return made.pk


@transaction.atomic
def accept_part(*, actor: Actor, now: datetime, share: int, measured: int, words: str = "") -> None:
    """Accept a unit's part with what was measured: by a second person, neither planner nor of the unit."""
    row, found = _open_share(share, actor, now)
    if not found.keeps:
        raise NotAllowed
    noted = WorkHours.objects.filter(share=row, noted_by=actor.name).exists()
    if actor.key == row.work.planned_by or noted or has_kin(found.unit.key, actor=actor):
        raise SecondPerson
    if not 0 <= measured <= rules.MOST_QUANTITY:
        raise BadMeasured(where="measured", most=rules.MOST_QUANTITY)
    row.measured, row.accepted_by, row.accepted_words, row.accepted_at = (
        measured,
        actor.name,
        " ".join(words.split())[:200],
        now,
    )
    row.save()
    told = {"measured": measured, "planned": row.quantity, "words": row.accepted_words}
    changed = Change("linkages.accept_part", "work_share", str(row.pk), found.unit.hamlet, None, told)
    record(actor=actor, now=now, changes=[changed])
    settle_part(now=now, share=row.pk)


def _open_share(share: int, actor: Actor, now: datetime) -> tuple[WorkShare, Opened]:
    row = WorkShare.objects.select_for_update(of=("self",)).select_related("work").filter(pk=share).first()
    if row is None:
        raise NotFound
    found = opened(row.unit_id, actor=actor, on=timezone.localdate(now))
    if row.accepted_at is not None:
        raise WorkAccepted
    return row, found


def _plain(new: NewWork) -> dict[str, Any]:
    return {name: getattr(new, name) for name in NewWork.__dataclass_fields__}
