"""Agreements: written in versions, signed, sealed, kept; and the other ways in which a dispute ends."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.cases import commands as cases
from shihu.base.cases.queries import case_detail
from shihu.base.cases.types import CaseDetail, Part
from shihu.kernel.actors import Actor
from shihu.services.linkages.errors.mediation import (
    AgreementBinds,
    AgreementEmpty,
    BadApplicationDay,
    BadPerformedDay,
    NoAgreement,
    NotApplied,
    NothingSigned,
    SaysAgreed,
    SignsLater,
    WindowOver,
)
from shihu.services.linkages.models import Agreement, AgreementPerformance, AgreementSigner
from shihu.services.linkages.queries.mediation import finding
from shihu.services.linkages.rules import mediation as rules
from shihu.services.linkages.types.mediation import Court, NewAgreement, Performed


@transaction.atomic
def draft_agreement(*, actor: Actor, now: datetime, key: UUID, new: NewAgreement) -> int:
    """Write an agreement, or its next version; everybody signs anew. Returns the version."""
    detail = _handled(actor, now, key)
    if detail.row.closed:
        raise AgreementBinds
    for field in ("facts", "terms", "performance"):
        if not getattr(new, field).strip():
            raise AgreementEmpty(where=field)
    newest = Agreement.objects.filter(dispute=key).first()
    made = Agreement.objects.create(
        dispute_id=key,
        version=newest.version + 1 if newest else 1,
        facts=new.facts.strip()[:1000],
        terms=new.terms.strip()[:2000],
        performance=new.performance.strip()[:600],
        perform_by=new.perform_by,
        written_by=actor.name,
        written_at=now,
    )
    parties = [part for part in detail.parts if part.part == Part.PARTY]
    AgreementSigner.objects.bulk_create(
        [
            *(AgreementSigner(agreement=made, side=p.side, name=p.name, household_id=p.household) for p in parties),
            AgreementSigner(agreement=made, side="mediator", name=detail.row.holder or actor.name),
        ]
    )
    _record(actor, now, "linkages.draft_agreement", detail, key, {"version": made.version, "signers": len(parties) + 1})
    return made.version


@transaction.atomic
def sign_agreement(
    *,
    actor: Actor,
    now: datetime,
    key: UUID,
    signed: Mapping[int, date],
    sealed_on: date | None = None,
    visit_due: date | None = None,
) -> bool:
    """Enter who signed the newest version on which day, and the committee's seal. Returns whether it binds now.

    Once all have signed and the seal is on it, the dispute is settled and closes by itself.
    """
    detail, today = _handled(actor, now, key), timezone.localdate(now)
    found = Agreement.objects.select_for_update().filter(dispute=key, is_oral=False).first()
    if found is None:
        raise NoAgreement
    if found.effective_on is not None or detail.row.closed:
        raise AgreementBinds
    if not signed and sealed_on is None:
        raise NothingSigned(where="sealed_on")
    first = timezone.localdate(found.written_at)
    for day in [*signed.values(), *([sealed_on] if sealed_on else [])]:
        if not first <= day <= today:
            raise SignsLater(first=first.isoformat())
    for signer in found.signers.filter(pk__in=list(signed)):
        signer.signed_on = signed[signer.pk]
        signer.save(update_fields=["signed_on"])
    found.sealed_on = sealed_on or found.sealed_on
    found.effective_on = rules.effective(found.signers.values_list("signed_on", flat=True), found.sealed_on)
    found.save()
    told = {"version": found.version, "signed": len(signed), "effective_on": found.effective_on}
    _record(actor, now, "linkages.sign_agreement", detail, key, told)
    if found.effective_on is None:
        return False
    cases.close_case(
        actor=actor,
        now=now,
        key=detail.row.key,
        outcome=rules.AGREED,
        words=found.terms[:1000],
        visit_due=visit_due or _visit_due(detail, today),
    )
    return True


@transaction.atomic
def end_dispute(
    *, actor: Actor, now: datetime, key: UUID, outcome: str, words: str, visit_due: date | None = None
) -> None:
    """End a dispute otherwise than by a written agreement. What was agreed by word of mouth is kept as an agreement."""
    detail, today = _handled(actor, now, key), timezone.localdate(now)
    if outcome == rules.AGREED:
        raise SaysAgreed(where="outcome")
    if outcome == rules.ORAL and words.strip():
        newest = Agreement.objects.filter(dispute=key).first()
        # People's Mediation Law, art. 30: binds from the day it is reached.
        Agreement.objects.create(
            dispute_id=key,
            version=newest.version + 1 if newest else 1,
            is_oral=True,
            facts=detail.row.title,
            terms=words.strip()[:2000],
            written_by=actor.name,
            written_at=now,
            effective_on=today,
        )
    cases.close_case(
        actor=actor,
        now=now,
        key=detail.row.key,
        outcome=outcome,
        words=words,
        visit_due=visit_due or _visit_due(detail, today),
    )


@transaction.atomic
def apply_for_confirmation(*, actor: Actor, now: datetime, key: UUID, applied_on: date, court: str) -> None:
    """Write down that both sides applied to the court together (People's Mediation Law, art. 33)."""
    detail, found = _handled(actor, now, key), _binding(key)
    if found.is_oral or found.effective_on is None:
        raise NoAgreement
    last = rules.confirm_until(found.effective_on)
    if not found.effective_on <= applied_on <= timezone.localdate(now):
        raise BadApplicationDay(where="applied_on", first=found.effective_on.isoformat())
    if applied_on > last:
        raise WindowOver(where="applied_on", last=last.isoformat())
    found.applied_on, found.court = applied_on, court.strip()[:60]
    found.save()
    _record(
        actor, now, "linkages.apply_for_confirmation", detail, key, {"applied_on": applied_on, "court": found.court}
    )


@transaction.atomic
def enter_confirmation(*, actor: Actor, now: datetime, key: UUID, decided_on: date, result: Court) -> None:
    """Write down what the court said."""
    detail, found = _handled(actor, now, key), _binding(key)
    if found.applied_on is None:
        raise NotApplied
    if not found.applied_on <= decided_on <= timezone.localdate(now):
        raise BadApplicationDay(where="decided_on", first=found.applied_on.isoformat())
    found.decided_on, found.court_result = decided_on, result.value
    found.save()
    told = {"decided_on": decided_on, "result": result.value}
    _record(actor, now, "linkages.enter_confirmation", detail, key, told)


@transaction.atomic
def record_performance(*, actor: Actor, now: datetime, key: UUID, on: date, state: Performed, words: str) -> None:
    """Write down how far the agreement is kept."""
    detail, found = _handled(actor, now, key), _binding(key)
    if found.effective_on is None or not found.effective_on <= on <= timezone.localdate(now):
        first = found.effective_on.isoformat() if found.effective_on else ""
        raise BadPerformedDay(where="on", first=first)
    if not words.strip():
        raise AgreementEmpty(where="words")
    AgreementPerformance.objects.create(
        agreement=found, on=on, state=state.value, words=words.strip()[:600], by=actor.name, recorded_at=now
    )
    _record(actor, now, "linkages.record_performance", detail, key, {"on": on, "state": state.value})


def _handled(actor: Actor, now: datetime, key: UUID) -> CaseDetail:
    case = finding.case_key(key)
    cases.require_handler(actor=actor, now=now, key=case)
    return case_detail(case, actor=actor, at=now)


def _binding(key: UUID) -> Agreement:
    found = Agreement.objects.select_for_update().filter(dispute=key, effective_on__isnull=False).first()
    if found is None:
        raise NoAgreement
    return found


def _visit_due(detail: CaseDetail, today: date) -> date:
    days = next((days for key, _, days in detail.outcomes if key == rules.AGREED), None)
    return today + timedelta(days=days or rules.DEFAULT_TERMS.visit_days)


def _record(actor: Actor, now: datetime, action: str, detail: CaseDetail, key: UUID, told: dict[str, Any]) -> None:
    record(actor=actor, now=now, changes=[Change(action, "dispute", str(key), detail.row.place, None, told)])
