"""Steps on the ladder. The last one brings Party membership into the registry, through the registry's command."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.commands import record_party_membership
from shihu.base.registry.queries import person as person_of
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.refusals import NotFound
from shihu.services.units import policies
from shihu.services.units.errors import (
    EvidenceMissing,
    LadderOrder,
    LadderReason,
    SameLadderStep,
    WrongLadderStep,
)
from shihu.services.units.models import LadderStep
from shihu.services.units.queries import ladder as queries
from shihu.services.units.rules import terms as rules
from shihu.services.units.types import LADDER, STEPS, Step


@transaction.atomic
def take_step(
    *, actor: Actor, now: datetime, person: UUID, step: Step, since: date, evidence: str, reason: str = ""
) -> None:
    """Record that a person stands on a step from a day on. The registry learns of a member gained or lost."""
    found = person_of(person, actor=SYSTEM)
    policies.KEEP_LADDER.require(actor, found.hamlet)
    if found.member.until is not None:
        raise NotFound
    today = timezone.localdate(now)
    last = queries.last_step(person)
    before = last[0] if last else Step.MEMBER if found.member.is_party_member else None
    wrong = rules.wrong_step(before, step, reason=reason, since=since, last=last[1] if last else None)
    if since > today or wrong == "order":
        raise LadderOrder(where="since", day=last[1] if last else today)
    if wrong == "same":
        raise SameLadderStep(where="step", name=found.member.name)
    if wrong == "reason":
        raise LadderReason(where="reason")
    if wrong == "skips" and before is not None:
        raise WrongLadderStep(where="step", next=gettext(STEPS[LADDER[LADDER.index(before) + 1]]))
    if not evidence.strip():
        raise EvidenceMissing(where="evidence")
    LadderStep.objects.create(
        person_id=person,
        step=step.value,
        since=since,
        evidence=evidence.strip()[:300],
        reason=reason.strip()[:300],
        recorded_by=actor.name[:80],
    )
    old = {"step": before.value} if before else None
    told = {"step": step.value, "since": since, "evidence": evidence.strip()[:300]}
    change = Change("units.ladder", "person", str(person), found.hamlet, old, told, reason=reason.strip()[:200])
    record(actor=actor, now=now, changes=[change])
    is_member = step == Step.MEMBER
    if is_member != found.member.is_party_member and (is_member or before == Step.MEMBER):
        record_party_membership(
            actor=actor,
            now=now,
            person=person,
            is_member=is_member,
            since=since if is_member else None,
            reason=reason or evidence,
        )
