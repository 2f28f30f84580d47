"""Reading charters: templates, a unit's versions with their signatures, and how far each unit is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.units import policies
from shihu.services.units.models import Charter, CharterSignature, CharterTemplate, Seat, Unit
from shihu.services.units.queries import belonging
from shihu.services.units.rules import charters as rules
from shihu.services.units.types import (
    CharterRow,
    CharterState,
    Clause,
    Force,
    SeatSpan,
    SignatureRow,
    SignedVersion,
    Sitting,
    TemplateRow,
    UnitCharters,
)


def templates(place: str, *, actor: Actor) -> list[TemplateRow]:
    """Return the versions of the township's template, newest first; drafts only for those who keep them."""
    township = belonging.township_of(place)
    belonging.require_concern(township, actor=actor)
    found = CharterTemplate.objects.filter(place_id=township)
    if not policies.KEEP_TEMPLATES.allows(actor, township):
        found = found.filter(valid_from__isnull=False)
    return [_template(row) for row in found]


def template(key: UUID | str, *, actor: Actor) -> TemplateRow:
    """Return one version of a template."""
    found = CharterTemplate.objects.filter(pk=key).first()
    if found is None or not belonging.concerns(found.place_id, actor=actor):
        raise NotFound
    if found.valid_from is None and not policies.KEEP_TEMPLATES.allows(actor, found.place_id):
        raise NotFound
    return _template(found)


def template_in_use(place: str) -> TemplateRow | None:
    """Return the newest approved version of the township in which a place lies."""
    found = CharterTemplate.objects.filter(place_id=belonging.township_of(place), valid_from__isnull=False).first()
    return _template(found) if found else None


def unit_charters(key: UUID | str, *, actor: Actor, today: date) -> UnitCharters:
    """Return all versions of a unit's charter with their signatures, newest first. Five queries at most."""
    opened = belonging.opened(key, actor=actor)
    unit = opened.unit
    seats = list(
        Seat.objects.filter(unit=unit, since__isnull=False)
        .order_by("pk")
        .values_list("household_id", "since", "until", "household__code", "household__householder__name")
    )
    versions = list(Charter.objects.filter(unit=unit).select_related("template"))
    signatures = _signatures(CharterSignature.objects.filter(charter__unit=unit))
    spans = [SeatSpan(household, since, until) for household, since, until, _code, _name in seats if since]
    force = rules.forces(
        [_signed(version, signatures[version.pk]) for version in versions], spans, today=today, ended=unit.until
    )
    sitting = rules.seated(spans, today)
    may = policies.KEEP_CHARTERS.allows(actor, unit.hamlet_id)
    is_open = unit.since is not None and unit.until is None
    return UnitCharters(
        unit=unit.pk,
        name=unit.name,
        hamlet=unit.hamlet_id,
        ordinal=unit.ordinal,
        is_open=is_open,
        versions=tuple(_charter(version, force[version.version], signatures[version.pk]) for version in versions),
        sitting=tuple(
            Sitting(household, code, name)
            for household, since, until, code, name in seats
            if household in sitting and since and since <= today and (until is None or until > today)
        ),
        own_household=opened.own.household if opened.own else None,
        may_draft=is_open and (may or bool(opened.own and opened.own.is_head)),
        may_record=is_open and may,
    )


def charter_states(place: str, *, actor: Actor, today: date) -> list[CharterState]:
    """Return how far each unit in force of a place is with its charter. Four queries, however many units."""
    policies.SEE_UNITS.require(actor, place)
    return states_of(list(belonging.open_units(place, on=today)), today=today)


def states_of(units: Collection[Unit], *, today: date) -> list[CharterState]:
    """Return how far these units are with their charters, in three queries."""
    keys = [unit.pk for unit in units]
    spans: dict[UUID, list[SeatSpan]] = defaultdict(list)
    for unit, household, since, until in Seat.objects.filter(unit__in=keys, since__isnull=False).values_list(
        "unit_id", "household_id", "since", "until"
    ):
        if since is not None:
            spans[unit].append(SeatSpan(household, since, until))
    versions: dict[UUID, list[Charter]] = defaultdict(list)
    for charter in Charter.objects.filter(unit__in=keys).only("unit_id", "version", "offered_on", "values"):
        versions[charter.unit_id].append(charter)
    signed: dict[UUID, dict[UUID, date]] = defaultdict(dict)
    for key, household, day in CharterSignature.objects.filter(charter__unit__in=keys).values_list(
        "charter_id", "household_id", "signed_on"
    ):
        signed[key][household] = day
    return [_state(unit, versions[unit.pk], spans[unit.pk], signed, today) for unit in units]


def _state(
    unit: Unit,
    versions: list[Charter],
    spans: list[SeatSpan],
    signed: Mapping[UUID, Mapping[UUID, date]],
    today: date,
) -> CharterState:
    told = [SignedVersion(v.version, v.offered_on, signed.get(v.pk, {})) for v in versions]
    force = rules.forces(told, spans, today=today, ended=unit.until)
    current = next((v for v in versions if force[v.version].holds(today)), None)
    newest = max(versions, key=lambda v: v.version, default=None)
    sitting = rules.seated(spans, today)
    return CharterState(
        unit=unit.pk,
        name=unit.name,
        hamlet=unit.hamlet_id,
        ordinal=unit.ordinal,
        version=newest.version if newest else 0,
        since=force[current.version].since if current else None,
        force_version=current.version if current else 0,
        signed=len(sitting & signed.get(newest.pk, {}).keys()) if newest else 0,
        seated=len(sitting),
        values=current.values if current else {},
    )


def clauses_of(told: Iterable[Mapping[str, Any]]) -> tuple[Clause, ...]:
    """Return clauses as they are kept in JSON."""
    return tuple(Clause(c["key"], c["title"], c["text"], bool(c.get("is_own"))) for c in told)


def adults_by_household(unit: UUID, *, on: date) -> dict[UUID, list[str]]:
    """Return the names of the adults of each household seated in a unit today, the householder first. One query."""
    people = Seat.objects.filter(
        unit=unit, since__isnull=False, until=None, household__memberships__until=None
    ).values_list(
        "household_id",
        "household__householder_id",
        "household__memberships__person_id",
        "household__memberships__person__name",
        "household__memberships__person__birth",
    )
    adults: dict[UUID, list[str]] = defaultdict(list)
    for household, householder, person, name, birth in people.order_by("pk", "household__memberships__id"):
        if not rules.is_adult(birth, on=on, is_householder=person == householder):
            continue
        adults[household].insert(0 if person == householder else len(adults[household]), name)
    return adults


def _template(found: CharterTemplate) -> TemplateRow:
    return TemplateRow(
        key=found.pk,
        place=found.place_id,
        version=found.version,
        title=found.title,
        clauses=clauses_of(found.clauses),
        is_approved=found.valid_from is not None,
        valid_from=found.valid_from,
        made_by=found.made_by,
        approved_by=found.approved_by,
    )


def _signatures(found: Any) -> dict[UUID, list[SignatureRow]]:
    by_charter: dict[UUID, list[SignatureRow]] = defaultdict(list)
    columns = (
        "charter_id",
        "household_id",
        "household__code",
        "household__householder__name",
        "signer",
        "how",
        "sheet",
        "signed_on",
    )
    for key, *told in found.values_list(*columns):
        by_charter[key].append(SignatureRow(*told))
    return by_charter


def _signed(version: Charter, signatures: Iterable[SignatureRow]) -> SignedVersion:
    return SignedVersion(version.version, version.offered_on, {s.household: s.signed_on for s in signatures})


def _charter(found: Charter, force: Force, signatures: Iterable[SignatureRow]) -> CharterRow:
    return CharterRow(
        key=found.pk,
        version=found.version,
        template_version=found.template.version,
        title=found.title,
        clauses=clauses_of(found.clauses),
        values=found.values,
        drafted_by=found.drafted_by,
        drafted_at=found.drafted_at,
        force=force,
        signatures=tuple(signatures),
    )
