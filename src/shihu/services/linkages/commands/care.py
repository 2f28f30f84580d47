"""Writing visit plans: who looks in on somebody how often, and what the children promised."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.queries import person_meant
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotAllowed
from shihu.services.linkages.errors.safety import BadCarePlan, NoCarePlan, PromiseNeedsRule
from shihu.services.linkages.models import CarePlan
from shihu.services.linkages.queries import safety as reading
from shihu.services.linkages.rules import safety as rules
from shihu.services.linkages.types.safety import LookInRow, NewCarePlan


@transaction.atomic
def plan_care(*, actor: Actor, now: datetime, person: UUID, new: NewCarePlan) -> UUID:
    """Set who looks in on somebody how often from today on; the plan before ends and stays in the history."""
    today = timezone.localdate(now)
    who = _someone(actor, now, person)
    if new.need not in {"", *CarePlan.Need.values} or not 1 <= new.every <= rules.MOST_DAYS_APART:
        raise BadCarePlan(where="every", most=rules.MOST_DAYS_APART)
    if not new.need and not who.whys and not who.has_hidden_why:
        raise BadCarePlan(where="need", most=rules.MOST_DAYS_APART)
    promise, clause = " ".join(new.promise.split())[:200], " ".join(new.clause.split())[:120]
    if clause and not promise:
        raise PromiseNeedsRule(where="promise")
    named = " ".join(new.visitor.split())
    visitor = person_meant(named, who.hamlet[: Level.VILLAGE], actor=SYSTEM, on=today) if named else None
    _end(person, today, "")
    made = CarePlan.objects.create(
        person_id=person,
        household_id=reading.household_key(who.code),
        hamlet_id=who.hamlet,
        need=new.need,
        every=new.every,
        visitor_id=visitor,
        visitor_name=named.partition(" ")[0],
        promise=promise,
        clause=clause,
        since=today,
        made_by=actor.name,
    )
    _record(actor, now, "plan_care", made, {"every": new.every, "visitor": made.visitor_name})
    return made.pk


@transaction.atomic
def end_care(*, actor: Actor, now: datetime, person: UUID, words: str) -> None:
    """End the visit plan of somebody; what the register says goes on."""
    who = _someone(actor, now, person)
    if who.plan is None:
        raise NoCarePlan
    _end(person, timezone.localdate(now), words)
    made = CarePlan.objects.get(pk=who.plan.key)
    _record(actor, now, "end_care", made, {"until": made.until})


def _someone(actor: Actor, now: datetime, person: UUID) -> LookInRow:
    who = reading.someone_to_visit(person, actor=actor, on=timezone.localdate(now))
    if not reading.may_plan(who, actor=actor):
        raise NotAllowed
    return who


def _end(person: UUID, today: date, words: str) -> None:
    CarePlan.objects.select_for_update().filter(person=person, until=None).update(
        until=today, ended_words=words.strip()[:200]
    )


def _record(actor: Actor, now: datetime, action: str, plan: CarePlan, told: dict[str, Any]) -> None:
    # Why somebody is looked in on, and what the family promised, is read by those who visit, not in the chain.
    change = Change(f"linkages.{action}", "care_plan", str(plan.pk), plan.hamlet_id, None, told)
    record(actor=actor, now=now, changes=[change])
