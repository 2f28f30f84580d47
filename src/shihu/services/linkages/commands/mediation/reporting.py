"""Reporting a dispute, from the doorstep or by the office; its way up; a second look at it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.cases import commands as cases
from shihu.base.cases.queries import open_between
from shihu.base.cases.types import NewCase, NewPart
from shihu.base.registry.queries import own_household
from shihu.base.registry.types import HouseholdNow
from shihu.base.vocabularies.queries import terms as vocabulary
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.services.linkages import policies
from shihu.services.linkages.errors.mediation import (
    BadYear,
    BothSides,
    NoFacts,
    NoSide,
    NotYourDispute,
    PartyUnknown,
    ReportedAlready,
)
from shihu.services.linkages.models import Dispute
from shihu.services.linkages.queries.mediation import finding
from shihu.services.linkages.rules import mediation as rules
from shihu.services.linkages.types.mediation import DISPUTE, Report, Side


@transaction.atomic
def report_dispute(*, actor: Actor, now: datetime, report: Report) -> UUID:
    """Report a dispute and give it to whoever mediates first. The same key of a phone opens it once."""
    before = Dispute.objects.filter(client_key=report.key).first() if report.key else None
    if before is not None:
        return before.pk
    today = timezone.localdate(now)
    sides = {Side.A: _homes(report.side_a, today), Side.B: _homes(report.side_b, today)}
    _check(report, sides, today)
    homes = [*sides[Side.A], *sides[Side.B]]
    units = finding.units_of([home.code for home in homes])
    reported_as = _reported_as(actor, homes, units, today)
    _refuse_open(report, sides, now)
    level, unit = rules.start(units.values())
    place = _place(homes)
    key = UUID(str(uuid7()))
    new = NewCase(
        title=_title(sides, report.matter),
        place=place,
        facts=report.facts,
        parts=tuple(
            NewPart(home.householder, household=home.key, side=side.value) for side in Side for home in sides[side]
        ),
        reference=key,
        source=DISPUTE,
        about={"unit": str(unit)} if unit else {},
    )
    kind = rules.kind(finding.terms_on(place, on=today), finding.find)
    case = cases.open_case(actor=actor, now=now, kind=kind, new=new, start=level.value)
    made = Dispute.objects.create(
        id=key,
        case_id=case,
        unit_id=unit,
        matter_id=report.matter,
        facts=report.facts.strip()[:1000],
        since_year=report.since_year,
        client_key=report.key,
        reported_by=actor.name,
        reported_as=reported_as,
    )
    told = {"case": str(case), "matter": report.matter, "households": len(homes), "as": reported_as}
    record(
        actor=actor,
        now=now,
        changes=[Change("linkages.report_dispute", "dispute", str(made.pk), place, None, told)],
    )
    return made.pk


@transaction.atomic
def ask_up(*, actor: Actor, now: datetime, key: UUID, reason: str) -> str:
    """Take a dispute up a level, because a party or whoever handles it asks for it."""
    return cases.escalate(actor=actor, now=now, key=finding.case_key(key), reason=reason, find=finding.find)


@transaction.atomic
def go_up_overdue(*, actor: Actor, now: datetime) -> list[UUID]:
    """Take every dispute whose clock has run out up a level. For the platform's own clock; safe to call again."""
    return cases.escalate_overdue(actor=actor, now=now, kind=DISPUTE, find=finding.find)


@transaction.atomic
def stand_aside(*, actor: Actor, now: datetime, key: UUID, reason: str) -> str:
    """Say that who handles the dispute has a stake in it; somebody else is found."""
    return cases.declare_conflict(actor=actor, now=now, key=finding.case_key(key), reason=reason, find=finding.find)


@transaction.atomic
def reopen_dispute(*, actor: Actor, now: datetime, key: UUID, reason: str) -> None:
    """Open a closed dispute again where it was closed: what was agreed does not hold."""
    cases.reopen(actor=actor, now=now, key=finding.case_key(key), reason=reason, find=finding.find)


@transaction.atomic
def appeal_dispute(*, actor: Actor, now: datetime, key: UUID, reason: str) -> None:
    """Have a closed dispute heard by others: a new case, handled by nobody who handled the first."""
    found = Dispute.objects.select_for_update().select_related("case").get(pk=key, case=finding.case_key(key))
    kind = rules.kind(finding.terms_on(found.case.place_id, on=timezone.localdate(now)), finding.find)
    found.case_id = cases.appeal(
        actor=actor, now=now, key=found.case_id, kind=kind, reason=reason, start=found.case.level
    )
    found.save(update_fields=["case"])


def _homes(codes: tuple[str, ...], today: date) -> list[HouseholdNow]:
    given = list(dict.fromkeys(code.strip() for code in codes if code.strip()))
    found = finding.homes_of(given, on=today)
    for code in given:
        if code not in found:
            raise PartyUnknown(where="side_b", given=code)
    return [found[code] for code in given]


def _check(report: Report, sides: dict[Side, list[HouseholdNow]], today: date) -> None:
    for side, homes in sides.items():
        if not homes:
            raise NoSide(where=f"side_{side.value}")
    ours = {home.key for home in sides[Side.A]}
    twice = next((home for home in sides[Side.B] if home.key in ours), None)
    if twice is not None:
        raise BothSides(where="side_b", name=twice.householder)
    if not report.facts.strip():
        raise NoFacts(where="facts")
    if report.matter not in {term.key for term in vocabulary("dispute", on=today)}:
        raise PartyUnknown(where="matter", given=report.matter)
    if report.since_year is not None and not 1949 <= report.since_year <= today.year:
        raise BadYear(where="since_year", given=report.since_year)


def _reported_as(actor: Actor, homes: list[HouseholdNow], units: dict[str, UUID | None], today: date) -> str:
    if all(policies.REPORT_DISPUTES.allows(actor, home.hamlet) for home in homes):
        return "office"
    own = own_household(actor=actor, on=today)
    if own is None or any(home.hamlet[: Level.VILLAGE] != own.hamlet[: Level.VILLAGE] for home in homes):
        raise NotYourDispute
    headed = finding.headed_by(actor, on=today)
    if headed is not None and headed in units.values():
        return "head"
    if own.is_adult and any(home.key == own.key for home in homes):
        return "villager"
    raise NotYourDispute


def _refuse_open(report: Report, sides: dict[Side, list[HouseholdNow]], now: datetime) -> None:
    found = open_between(DISPUTE, [{home.key for home in homes} for homes in sides.values()], now=now)
    if found is not None and Dispute.objects.filter(case=found[0], matter=report.matter).exists():
        raise ReportedAlready(where="side_b", number=found[1])


def _place(homes: list[HouseholdNow]) -> str:
    """Their hamlet, when all live in one; else the village of the first."""
    hamlets = {home.hamlet for home in homes}
    return homes[0].hamlet if len(hamlets) == 1 else homes[0].hamlet[: Level.VILLAGE]


def _title(sides: dict[Side, list[HouseholdNow]], matter: str) -> str:
    named = [homes[0].householder + (f"等{len(homes)}户" if len(homes) > 1 else "") for homes in sides.values()]
    about = next((term.name_zh for term in vocabulary("dispute") if term.key == matter), "")
    return f"{named[0]}与{named[1]}{about}纠纷"
