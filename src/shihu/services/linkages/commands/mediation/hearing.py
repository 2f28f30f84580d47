"""The hearing of the village's panel."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.cases import commands as cases
from shihu.base.cases.queries import case_detail, who_is_barred
from shihu.base.cases.types import NewPart, Part
from shihu.kernel.actors import Actor
from shihu.services.linkages.errors.mediation import (
    BadHearingDay,
    EvenPanel,
    MemberBarred,
    MemberUnknown,
    NoFacts,
    NotAtThePanel,
)
from shihu.services.linkages.models import Hearing, HearingMember
from shihu.services.linkages.queries.mediation import finding
from shihu.services.linkages.rules import mediation as rules
from shihu.services.linkages.types.mediation import MediationLevel, NewHearing


@transaction.atomic
def hold_hearing(*, actor: Actor, now: datetime, key: UUID, new: NewHearing) -> UUID:
    """Write down a hearing: an odd panel of the village's list, nobody of it close to a party, both sides heard."""
    case = finding.case_key(key)
    cases.require_handler(actor=actor, now=now, key=case)
    detail, today = case_detail(case, actor=actor, at=now), timezone.localdate(now)
    if detail.row.closed or detail.row.level != MediationLevel.PANEL:
        raise NotAtThePanel
    first = timezone.localdate(detail.stages[-1].began)
    if not first <= new.held_on <= today:
        raise BadHearingDay(where="held_on", first=first.isoformat())
    for field in ("statement_a", "statement_b", "findings"):
        if not getattr(new, field).strip():
            raise NoFacts(where=field)
    pool = {
        row.person: row.name for row in finding.mediators_for(detail.row.place, MediationLevel.PANEL.value, on=today)
    }
    fault, whom = rules.panel_fault(new.members, pool.keys(), who_is_barred(case, on=today))
    if fault == "count":
        raise EvenPanel(where="members", count=len(new.members))
    if fault == "unknown":
        raise MemberUnknown(where="members")
    if fault == "barred" and whom is not None:
        raise MemberBarred(where="members", name=pool[whom])
    made = Hearing.objects.create(
        dispute_id=key,
        held_on=new.held_on,
        where=new.where.strip()[:60],
        statement_a=new.statement_a.strip()[:2000],
        statement_b=new.statement_b.strip()[:2000],
        findings=new.findings.strip()[:2000],
        is_sealed=new.is_sealed,
        recorded_by=actor.name,
        recorded_at=now,
    )
    HearingMember.objects.bulk_create(
        HearingMember(hearing=made, person_id=person, name=pool[person], order=at)
        for at, person in enumerate(new.members, start=1)
    )
    sits = {part.person for part in detail.parts if part.part == Part.PANEL}
    panel = [NewPart(pool[p], person=p, part=Part.PANEL) for p in new.members if p not in sits]
    if panel:
        cases.name_parts(actor=actor, now=now, key=case, parts=panel)
    cases.take_note(actor=actor, now=now, key=case, text=new.findings, is_decision=True)
    told = {"held_on": new.held_on, "members": len(new.members), "sealed": new.is_sealed}
    record(
        actor=actor,
        now=now,
        changes=[Change("linkages.hold_hearing", "dispute", str(key), detail.row.place, None, told)],
    )
    return made.pk
