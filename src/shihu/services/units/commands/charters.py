"""Writing charters: templates, versions of a unit's charter, signatures."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.units import policies
from shihu.services.units.errors import (
    AlreadySigned,
    BadSheet,
    BadSigningDay,
    NotAdult,
    NotAMember,
    NoTemplate,
    NothingChanged,
    NotInForce,
    OldVersion,
    TemplateApproved,
)
from shihu.services.units.models import Charter, CharterSignature, CharterTemplate, Unit
from shihu.services.units.queries import belonging
from shihu.services.units.queries import charters as reading
from shihu.services.units.rules import charters as rules
from shihu.services.units.types import Clause, SignatureRow, UnitCharters, Value


@transaction.atomic
def draft_template(*, actor: Actor, now: datetime, place: str, title: str, clauses: Sequence[Clause]) -> UUID:
    """Write the draft of the township's next template; an unapproved draft is written over."""
    policies.KEEP_TEMPLATES.require(actor, place, seen=belonging.concerns(place, actor=actor))
    if level_of(place) != Level.TOWNSHIP:
        raise NotFound
    checked = rules.checked_clauses(clauses)
    # Locked, so that two officers who write at once write one after the other.
    newest = CharterTemplate.objects.select_for_update().filter(place_id=place).first()
    draft = newest if newest is not None and newest.valid_from is None else None
    old = {"title": draft.title, "clauses": draft.clauses} if draft else None
    if draft is None:
        draft = CharterTemplate(place_id=place, version=newest.version + 1 if newest else 1)
    kept = _stored(_keyed(checked, f"c{draft.version}."))
    draft.title, draft.clauses, draft.made_by, draft.made_at = title.strip()[:60], kept, actor.name, now
    draft.save()
    told = {"version": draft.version, "title": draft.title, "clauses": kept}
    record(
        actor=actor,
        now=now,
        changes=[Change("units.draft_template", "charter_template", str(draft.pk), place, old, told)],
    )
    return draft.pk


@transaction.atomic
def approve_template(*, actor: Actor, now: datetime, key: UUID | str) -> None:
    """Approve a draft: charters are drafted from it from today, and it is never changed again."""
    found = CharterTemplate.objects.select_for_update().filter(pk=key).first()
    if found is None:
        raise NotFound
    policies.KEEP_TEMPLATES.require(actor, found.place_id)
    if found.valid_from is not None:
        raise TemplateApproved
    found.valid_from, found.approved_by = timezone.localdate(now), actor.name
    found.save(update_fields=["valid_from", "approved_by"])
    told = {"version": found.version, "valid_from": found.valid_from}
    record(
        actor=actor,
        now=now,
        changes=[Change("units.approve_template", "charter_template", str(found.pk), found.place_id, None, told)],
    )


@transaction.atomic
def draft_charter(
    *, actor: Actor, now: datetime, unit: UUID | str, values: Mapping[str, Value], own: Sequence[Clause] = ()
) -> UUID:
    """Write a unit's charter, or its next version, from the template in use; it is open for signing at once.

    ``own`` are clauses of the unit itself; they stand after the template's. Older signatures stay with their version.
    """
    found = _unit(actor, unit)
    _require_drafter(actor, found)
    template = reading.template_in_use(found.hamlet_id)
    if template is None:
        raise NoTemplate
    newest = Charter.objects.filter(unit=found).first()
    version = newest.version + 1 if newest else 1
    checked = rules.checked_own(own)
    added = _keyed([Clause(c.key, c.title, c.text, is_own=True) for c in checked], f"own{version}.")
    clauses = (*template.clauses, *added)
    kept = rules.checked_values(clauses, values, unit_name=found.name)
    written = _stored(rules.filled(clauses, kept))
    if newest is not None and newest.clauses == written:
        raise NothingChanged
    charter = Charter.objects.create(
        unit=found,
        version=version,
        template_id=template.key,
        title=template.title,
        values=kept,
        clauses=written,
        drafted_by=actor.name,
        drafted_at=now,
        offered_on=timezone.localdate(now),
    )
    told = {"version": charter.version, "template": template.version, "values": kept, "clauses": len(written)}
    record(
        actor=actor,
        now=now,
        changes=[Change("units.draft_charter", "unit", str(found.pk), found.hamlet_id, None, told)],
    )
    return charter.pk


@transaction.atomic
def sign_charter(*, actor: Actor, now: datetime, key: UUID | str) -> bool:
    """Sign a version for one's own household, as an adult. Returns whether it is in force now."""
    charter = _charter(key)
    own = belonging.own_seat(actor, [charter.unit_id])
    if own is None:
        raise NotAllowed if policies.SEE_UNITS.allows(actor, charter.unit.hamlet_id) else NotFound
    today = timezone.localdate(now)
    if not rules.is_adult(own.birth, on=today, is_householder=own.is_householder):
        raise NotAdult
    before = _signable(actor, charter, today)
    _refuse_signed(before, charter.version, [own.household])
    signature = CharterSignature(
        charter=charter,
        household_id=own.household,
        person_id=own.person,
        signer=own.name,
        how=CharterSignature.How.PHONE,
        signed_on=today,
        recorded_by=actor.name,
        recorded_at=now,
    )
    return _sign(actor, now, charter, [signature], before)


@transaction.atomic
def sign_on_paper(
    *, actor: Actor, now: datetime, key: UUID | str, sheet: str, signed_on: date, signers: Mapping[UUID, str]
) -> bool:
    """Enter the signatures of one sheet of paper: household and name as signed. Returns whether it is in force now."""
    charter = _charter(key)
    policies.KEEP_CHARTERS.require(
        actor, charter.unit.hamlet_id, seen=policies.SEE_UNITS.allows(actor, charter.unit.hamlet_id)
    )
    today = timezone.localdate(now)
    before = _signable(actor, charter, today)
    if not sheet.strip() or not signers:
        raise BadSheet(where="sheet")
    if not charter.offered_on <= signed_on <= today:
        first = charter.offered_on.isoformat()
        raise BadSigningDay(where="signed_on", told=signed_on.isoformat(), first=first)
    if signers.keys() - {sitting.household for sitting in before.sitting}:
        raise NotAMember
    _refuse_signed(before, charter.version, signers)
    signatures = [
        CharterSignature(
            charter=charter,
            household_id=household,
            signer=name.strip()[:40],
            how=CharterSignature.How.PAPER,
            sheet=sheet.strip()[:30],
            signed_on=signed_on,
            recorded_by=actor.name,
            recorded_at=now,
        )
        for household, name in signers.items()
    ]
    return _sign(actor, now, charter, signatures, before)


def _sign(
    actor: Actor, now: datetime, charter: Charter, signatures: Sequence[CharterSignature], before: UnitCharters
) -> bool:
    CharterSignature.objects.bulk_create(signatures)
    unit, today = charter.unit, timezone.localdate(now)
    codes = {sitting.household: sitting.code for sitting in before.sitting}
    changes = [
        Change(
            "units.sign_charter",
            "unit",
            str(unit.pk),
            unit.hamlet_id,
            None,
            {
                "version": charter.version,
                "household": codes[s.household_id],
                "signer": s.signer,
                "how": s.how,
                "sheet": s.sheet,
                "signed_on": s.signed_on,
            },
        )
        for s in signatures
    ]
    after = reading.unit_charters(unit.pk, actor=actor, today=today).in_force(today)
    was = before.in_force(today)
    if after is not None and (was is None or was.version != after.version):
        told = {"version": after.version, "since": after.force.since}
        changes.append(Change("units.charter_in_force", "unit", str(unit.pk), unit.hamlet_id, None, told))
    record(actor=actor, now=now, changes=changes)
    return after is not None and after.version == charter.version


def _unit(actor: Actor, key: UUID | str) -> Unit:
    """The unit, locked, if the actor may open it and it is in force."""
    opened = belonging.opened(key, actor=actor)
    found = Unit.objects.select_for_update().get(pk=opened.unit.pk)
    if found.since is None or found.until is not None:
        raise NotInForce
    return found


def _charter(key: UUID | str) -> Charter:
    """The version, its unit locked, so that two signatures of a household cannot cross."""
    found = Charter.objects.select_related("unit").filter(pk=key).first()
    if found is None:
        raise NotFound
    Unit.objects.select_for_update().get(pk=found.unit_id)
    return found


def _require_drafter(actor: Actor, unit: Unit) -> None:
    own = belonging.own_seat(actor, [unit.pk])
    if not policies.KEEP_CHARTERS.allows(actor, unit.hamlet_id) and not (own and own.is_head):
        raise NotAllowed


def _signable(actor: Actor, charter: Charter, today: date) -> UnitCharters:
    told = reading.unit_charters(charter.unit_id, actor=actor, today=today)
    if not told.is_open:
        raise NotInForce
    current = told.in_force(today)
    versions = [row.version for row in told.versions]
    if not rules.may_sign(charter.version, versions, current.version if current else None):
        raise OldVersion
    return told


def _refuse_signed(told: UnitCharters, version: int, households: Iterable[UUID]) -> None:
    rows: tuple[SignatureRow, ...] = next(row.signatures for row in told.versions if row.version == version)
    if {row.household for row in rows} & set(households):
        raise AlreadySigned


def _keyed(clauses: Iterable[Clause], prefix: str) -> tuple[Clause, ...]:
    """Clauses with a key each: the one they had in the version before, or a new one that no version has used."""
    kept = list(clauses)
    taken = {clause.key for clause in kept}
    numbers = (n for n in range(1, 1000) if f"{prefix}{n}" not in taken)
    return tuple(c if c.key else Clause(f"{prefix}{next(numbers)}", c.title, c.text, c.is_own) for c in kept)


def _stored(clauses: Iterable[Clause]) -> list[dict[str, Any]]:
    return [{"key": c.key, "title": c.title, "text": c.text, "is_own": c.is_own} for c in clauses]
