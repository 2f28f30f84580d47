"""Income by household, unit and place: summed from slips, the advance book and the ledger, in a few queries."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q, Sum

from shihu.base.audit.queries import within
from shihu.base.ledger.queries import MemberSum, member_sums
from shihu.base.registry.queries import household as household_of
from shihu.base.registry.queries import households, own_household
from shihu.base.registry.types.households import HouseholdFilter
from shihu.kernel.actors import SYSTEM, Actor, Role
from shihu.kernel.places import lies_in
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.models import AdvanceLine, Lot, Participation, Slip
from shihu.services.industry.queries.awards.standing import PREFIX as AWARD
from shihu.services.industry.queries.standings import booked
from shihu.services.industry.rules.tags import kind_of
from shihu.services.industry.types import (
    LEAST_COUNTED,
    Came,
    HouseholdYear,
    Income,
    Kept,
    PlaceYear,
    StepKind,
    UnitYear,
)
from shihu.services.units.queries import seated_households

_MEMBERS = frozenset({Role.HEAD, Role.VILLAGER})
_BEGINNING = date(1900, 1, 1)
_ACT = AdvanceLine.Act
_TAKEN = (_ACT.RECEIVED, _ACT.RETURNED, _ACT.BROKEN, _ACT.LET)
_REPAID = (_ACT.PAID, _ACT.OFFSET)
_KEPT = {kind.value: Kept(kind.value) for kind in StepKind}
_CAME = {"labour": Came.WAGES, "dividend": Came.DIVIDENDS, "award": Came.AWARDS, "": Came.OTHER}
_DEBTS = frozenset({"advance", "rental"})


def household_year(code: str, year: int, *, actor: Actor, on: date) -> HouseholdYear:
    """Return a household's year up to ``on``: for its own members and for whoever sees the projects of its place."""
    home = household_of(code, actor=SYSTEM, on=on)
    own = own_household(actor=actor, on=on)
    is_own = own is not None and own.code == home.code
    if not is_own and not policies.SEE_PROJECTS.allows(actor, home.hamlet):
        raise NotFound
    last = min(on, date(year, 12, 31))
    came, kept = _sold(home.key, year, last)
    taken, repaid, offset = _on_credit(home.key, year, last)
    paid_out, owes, waiting = [-amount for amount in offset], 0, 0
    for row in member_sums(home.hamlet, actor=SYSTEM, first=_BEGINNING, last=last, household=home.code):
        kind = _kind(row.tag)
        if kind in _DEBTS:
            owes += row.charged - row.credited
            continue
        waiting += row.credited - row.charged
        if row.month.year == year:
            paid_out[row.month.month - 1] += row.charged
            if kind != "proceeds":
                came[_CAME.get(kind, Came.OTHER)][row.month.month - 1] += row.credited
    return HouseholdYear(
        code=home.code,
        householder=home.householder,
        place=home.hamlet,
        year=year,
        last=last,
        came={kind: tuple(months) for kind, months in came.items()},
        kept={kind: tuple(months) for kind, months in kept.items()},
        taken=tuple(taken),
        repaid=tuple(repaid),
        paid_out=tuple(paid_out),
        owes=owes,
        waiting=waiting,
        is_own=is_own,
    )


def _sold(household: UUID, year: int, last: date) -> tuple[dict[Came, list[int]], dict[Kept, list[int]]]:
    """What slips of sales brought and kept back, by month."""
    came: dict[Came, list[int]] = {kind: [0] * 12 for kind in Came}
    kept: dict[Kept, list[int]] = {kind: [0] * 12 for kind in Kept}
    slips = Slip.objects.filter(booked("sale__"), household=household, sale__sold_on__range=(date(year, 1, 1), last))
    for day, proceeds, steps in slips.values_list("sale__sold_on", "proceeds", "steps"):
        came[Came.SALES][day.month - 1] += proceeds
        for step in steps:
            kept[_KEPT[step["kind"]]][day.month - 1] += step["amount"]
    return came, kept


def _on_credit(household: UUID, year: int, last: date) -> tuple[list[int], list[int], list[int]]:
    """What was taken on credit, paid of it beside sales, and of that set off against proceeds, by month.

    What is set off when a unit is dissolved is charged to the proceeds, but nobody was paid it.
    """
    taken, repaid, offset = [0] * 12, [0] * 12, [0] * 12
    lines = AdvanceLine.objects.filter(household=household, day__range=(date(year, 1, 1), last))
    for day, act, amount in lines.values_list("day", "act", "amount"):
        if act in _TAKEN:
            taken[day.month - 1] += amount
        elif act in _REPAID:
            repaid[day.month - 1] -= amount
            offset[day.month - 1] -= amount if act == _ACT.OFFSET else 0
    return taken, repaid, offset


def own_code(*, actor: Actor, on: date) -> str:
    """Return the code of the actor's own household; NotFound without one."""
    own = own_household(actor=actor, on=on)
    if own is None:
        raise NotFound
    return own.code


def place_year(place: str, year: int, *, actor: Actor, on: date) -> PlaceYear:
    """Return units side by side and the gains of households, for the desk and for members who live in the place.

    A neighbour finds sums of units, never another household's, and no unit behind which too few households stand.
    """
    sees = policies.SEE_PROJECTS.allows(actor, place)
    if not sees and not any(lies_in(scope, place) for scope in actor.scopes(_MEMBERS)):
        raise NotFound
    last = min(on, date(year, 12, 31))
    own = own_household(actor=actor, on=on)
    told = _incomes(place, year, last)
    units = _units(place, told, own.code if own else "", on=on, sees=sees)
    gains = sorted((one for one in told.values() if one.trades), key=lambda one: (-one.gain, one.code))
    return PlaceYear(place, year, last, units, tuple(gains), own.code if own else "", sees)


def _incomes(place: str, year: int, last: date) -> dict[str, Income]:
    """What every household's year brought, by code: four queries however many there are."""
    season = Q(within("season__project__place_id", [place]), season__since__year=year)
    sale = Q(within("sale__season__project__place_id", [place]), sale__season__since__year=year)
    names: dict[str, str] = {}
    gain: dict[str, int] = defaultdict(int)
    who = ("household__code", "household__householder__name")
    slips = Slip.objects.filter(sale, booked("sale__"), sale__sold_on__lte=last).order_by()
    for code, name, proceeds, steps in slips.values_list(*who, "proceeds", "steps"):
        names[code] = name or ""
        gain[code] += proceeds - sum(step["amount"] for step in steps if step["kind"] not in _DEBTS)
    lines = AdvanceLine.objects.filter(season, act__in=_TAKEN, day__lte=last).order_by()
    for code, name, amount in lines.values_list(*who).annotate(Sum("amount")):
        names[code] = name or ""
        gain[code] -= amount
    trading = frozenset(gain)
    lots = Lot.objects.filter(season, household__isnull=False, weighed_on__lte=last).order_by()
    grams: dict[str, int] = dict(lots.values_list("household__code").annotate(Sum("grams")))
    more: dict[str, int] = defaultdict(int)
    owes: dict[str, int] = defaultdict(int)
    for row in member_sums(place, actor=SYSTEM, first=_BEGINNING, last=last):
        _add(row, year, more, owes)
    part = Participation.objects.filter(within("project__place_id", [place]), household__code__in=more.keys() - names)
    names |= {code: name or "" for code, name in part.values_list(*who)}
    return {
        code: Income(
            code,
            names.get(code, ""),
            gain[code],
            gain[code] + more[code],
            grams.get(code, 0),
            owes[code],
            code in trading,
        )
        for code in {*gain, *more, *owes}
    }


def _add(row: MemberSum, year: int, more: dict[str, int], owes: dict[str, int]) -> None:
    kind = _kind(row.tag)
    if kind in _DEBTS:
        owes[row.household] += row.charged - row.credited
    elif kind in {"labour", "dividend", "award"} and row.month.year == year and row.credited:
        more[row.household] += row.credited


def _units(place: str, told: Mapping[str, Income], own: str, *, on: date, sees: bool) -> tuple[UnitYear, ...]:
    seats: dict[UUID, list[str]] = defaultdict(list)
    names: dict[UUID, tuple[str, str]] = {}
    for seat in seated_households(place=place):
        seats[seat.unit].append(seat.code)
        names[seat.unit] = (seat.unit_name, seat.unit_hamlet)
    land = _land(place, on) if seats else {}
    return tuple(
        _unit(key, names[key], codes, [told[code] for code in codes if code in told], land, own, sees=sees)
        for key, codes in seats.items()
    )


def _unit(
    key: UUID,
    name: tuple[str, str],
    codes: list[str],
    found: list[Income],
    land: Mapping[str, int],
    own: str,
    *,
    sees: bool,
) -> UnitYear:
    counted = sum(1 for one in found if one.income or one.trades)
    return UnitYear(
        key,
        *name,
        households=len(codes),
        counted=counted,
        income=sum(one.income for one in found),
        land=sum(land.get(code, 0) for code in codes),
        grams=sum(one.grams for one in found),
        owes=sum(one.owes for one in found),
        is_own=own in codes,
        is_shown=sees or counted >= LEAST_COUNTED or counted == 0,
    )


def _land(place: str, on: date) -> dict[str, int]:
    found = households(actor=SYSTEM, on=on, filters=HouseholdFilter(place=place), limit=None)
    return {row.code: int(row.land_mu * 100) for row in found.rows if row.land_mu}


def _kind(tag: str) -> str:
    return "award" if tag.startswith(AWARD) else kind_of(tag)
