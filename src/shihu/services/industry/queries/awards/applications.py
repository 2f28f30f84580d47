"""Reading applications with their last check, and what they claim."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.timezone import localdate

from shihu.base.accounts.queries import moment
from shihu.base.registry.queries import kin_households, own_household
from shihu.kernel.actors import Actor, Role
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.models import AwardApplication, AwardCheck, AwardFund, AwardRound, AwardShare
from shihu.services.industry.queries.awards import standing
from shihu.services.industry.queries.awards.rules_kept import rule_row
from shihu.services.industry.rules.awards import weight_of
from shihu.services.industry.types.awards import (
    ApplicationFilter,
    ApplicationRow,
    ApplicationState,
    CheckRow,
    Claim,
    RoundState,
)
from shihu.services.units.queries import own_seat, own_units

_STANDING = {RoundState.PUBLISHED, RoundState.APPROVED}
EVERY = ApplicationFilter()
_LAST = AwardCheck.objects.filter(application=OuterRef("pk")).order_by("-revision")
_COLUMNS = ("revision", "counted", "refused", "reason", "checked_by_name", "checked_at")


def applications(
    fund: UUID,
    *,
    actor: Actor,
    filters: ApplicationFilter = EVERY,
    offset: int = 0,
    limit: int | None = 50,
) -> tuple[list[ApplicationRow], int]:
    """Return one page of a fund's applications by household code, and how many there are."""
    found = AwardFund.objects.filter(pk=fund).first()
    if found is None or not policies.SEE_AWARDS.allows(actor, found.village_id):
        raise NotFound
    rows = _narrowed(found.applications.all(), filters.state)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.hamlet:
        rows = rows.filter(household__hamlet=filters.hamlet)
    if text := filters.text.replace("\x00", "").strip():
        rows = rows.filter(Q(household__householder__name__contains=text) | Q(household__code=text))
    total = rows.count()
    return rows_of(rows[offset : None if limit is None else offset + limit], actor), total


def application(key: UUID, *, actor: Actor) -> ApplicationRow:
    """Return one application for those who see the fund or whose household it is."""
    found = AwardApplication.objects.filter(pk=key)
    rows = rows_of(found, actor)
    if not rows:
        raise NotFound
    if not rows[0].is_own and not policies.SEE_AWARDS.allows(actor, rows[0].hamlet):
        raise NotFound
    rounds = list(AwardRound.objects.filter(shares__application=key))
    is_fixed = bool(_STANDING & set(standing.states_of(rounds).values()))
    return replace(rows[0], is_fixed=is_fixed, may_check=rows[0].may_check and not is_fixed)


def of_household(household: UUID, *, fund: UUID | None = None, actor: Actor) -> list[ApplicationRow]:
    """Return the applications of one household, of one fund if given. The caller has looked who asks."""
    found = AwardApplication.objects.filter(household=household)
    return rows_of(found.filter(fund=fund) if fund else found, actor)


def last_checks() -> Any:
    """Return applications with ``refused`` and ``counted`` of their last check; None where there is none."""
    return AwardApplication.objects.annotate(
        refused=Subquery(_LAST.values("refused")[:1]), counted=Subquery(_LAST.values("counted")[:1])
    )


def _narrowed(found: Any, state: str) -> Any:
    if not state:
        return found
    found = found.annotate(refused=Subquery(_LAST.values("refused")[:1]))
    given = {
        ApplicationState.WITHDRAWN: Q(withdrawn_at__isnull=False),
        ApplicationState.WAITING: Q(withdrawn_at=None, refused=None),
        ApplicationState.ACCEPTED: Q(withdrawn_at=None, refused=False),
        ApplicationState.REFUSED: Q(withdrawn_at=None, refused=True),
    }
    return found.filter(given.get(state, Q(pk__in=())))  # type: ignore[call-overload]  # a word from the address


def rows_of(found: Any, actor: Actor) -> list[ApplicationRow]:
    """Return applications with their last check and what the actor may do with them."""
    found = found.select_related("household__householder", "household__hamlet").annotate(
        **{f"check_{name}": Subquery(_LAST.values(name)[:1]) for name in _COLUMNS}
    )
    home = own_household(actor=actor, on=localdate(moment()))
    kin = kin_households(actor=actor)
    return [_row(row, actor, home.key if home else None, kin) for row in found]


def _row(row: Any, actor: Actor, home: UUID | None, kin: Collection[UUID]) -> ApplicationRow:
    check = None
    if row.check_revision is not None:
        check = CheckRow(*(getattr(row, f"check_{name}") for name in _COLUMNS))
    state = ApplicationState.WAITING
    if row.withdrawn_at is not None:
        state = ApplicationState.WITHDRAWN
    elif check is not None:
        state = ApplicationState.REFUSED if check.refused else ApplicationState.ACCEPTED
    held = policies.CHECK_AWARDS.allows(actor, row.household.hamlet_id)
    why_not = "own" if row.household_id in kin else "same_person" if row.applied_by == actor.key else ""
    return ApplicationRow(
        key=row.pk,
        fund=row.fund_id,
        household=row.household_id,
        code=row.household.code,
        householder=row.household.householder.name,
        hamlet=row.household.hamlet_id,
        hamlet_name=row.household.hamlet.name,
        hamlet_name_en=row.household.hamlet.name_en,
        kind=row.kind_id,
        quantity=row.quantity,
        state=state,
        applied_by=row.applied_by_name,
        applied_at=row.applied_at,
        signer=row.signer,
        check=check,
        is_own=row.household_id == home,
        may_check=held and not why_not and state != ApplicationState.WITHDRAWN,
        why_not=why_not if held else "",
    )


def claims(fund: AwardFund, *, actor: Actor) -> list[Claim]:
    """Return what the rules give each accepted application that no standing round holds, by household code."""
    rule = rule_row(fund.rule, actor)
    items = {item.kind: item for item in rule.rule.items}
    held = AwardShare.objects.filter(application=OuterRef("pk"), round__in=standing_rounds(fund))
    found = last_checks().filter(~Exists(held), fund=fund, withdrawn_at=None, refused=False, household__until=None)
    rows = found.order_by("household__code", "kind__order", "kind").values_list(
        "pk", "household__code", "kind_id", "counted"
    )
    told = [Claim(pk, code, kind, counted, weight_of(items[kind], counted)) for pk, code, kind, counted in rows]
    return [claim for claim in told if claim.weight]


def standing_rounds(fund: AwardFund) -> list[UUID]:
    """Return the rounds of a fund whose shares hold: published or approved, not discarded or reversed."""
    rounds: Sequence[AwardRound] = list(fund.rounds.all())
    states = standing.states_of(rounds)
    return [key for key, state in states.items() if state in _STANDING]


def reach(actor: Actor) -> frozenset[UUID]:
    """Return the households of the unit that the actor heads: for whom a head may put down an application."""
    seat = own_seat(actor)
    if seat is None or not seat.is_head or not any(grant.role == Role.HEAD for grant in actor.grants):
        return frozenset()
    return frozenset(s.household for unit in own_units(actor=actor) for s in unit.seats)


def mates_of(*, actor: Actor) -> list[tuple[str, str]]:
    """Return code and householder of the households of the unit that the actor heads, without the own one."""
    held = reach(actor)
    home = own_household(actor=actor, on=localdate(moment()))
    seats = {s.household: s for unit in own_units(actor=actor) for s in unit.seats}
    return [
        (seat.code, seat.householder)
        for key, seat in seats.items()
        if key in held and (home is None or key != home.key)
    ]
