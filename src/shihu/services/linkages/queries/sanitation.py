"""Reading sanitation: areas and lanes, rota, sheets, rounds, the month."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.models import (
    AreaScore,
    DutyArea,
    InspectionRound,
    RotaExcuse,
    RotaSwap,
    ScoreObjection,
    ScoreSheet,
)
from shihu.services.linkages.queries.duty_units import Opened, opened, require_village
from shihu.services.linkages.rules.sanitation import areas, rota, scores
from shihu.services.linkages.types import (
    AreaRow,
    Coverage,
    Excuse,
    Keeper,
    MonthRank,
    Outline,
    Rota,
    RoundRow,
    ScoreObjectionRow,
    ScoreRow,
    SheetItem,
    SheetRow,
    Swap,
)
from shihu.services.units.queries import seat_periods, streets_of, unit_rows, units_on
from shihu.services.units.types import UnitRow

WEEKS_AHEAD = 5
WEEKS_BACK = 3

# A figure is a named query with a definition in words (docs/services/sanitation.md).
Lines = tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True)
class HamletAreas:
    """The units of a hamlet, their areas, its streets, and how its lanes are shared."""

    hamlet: str
    units: tuple[UnitRow, ...]
    areas: dict[UUID, AreaRow]
    streets: Lines

    @cached_property
    def coverage(self) -> Coverage:
        """Every lane walked once, when somebody asks."""
        return areas.coverage(self.streets, {key: row.outline for key, row in self.areas.items()})

    @property
    def order(self) -> list[UUID]:
        """Units in the order in which a round walks their areas."""
        return areas.walk({u.key: self.areas[u.key].outline for u in self.units if u.key in self.areas})


@dataclass(frozen=True, slots=True)
class UnitSanitation:
    """Everything of one unit: its area, turns, who is excused, swaps asked for, its rounds."""

    opened: Opened
    area: AreaRow | None
    rota: Rota | None
    first_shown: date
    excuses: tuple[Excuse, ...]
    swaps: tuple[Swap, ...]
    rounds: tuple[RoundRow, ...]
    names: dict[UUID, str]


def village_areas(place: str, *, actor: Actor, on: date) -> list[HamletAreas]:
    """Return the areas of a village or a hamlet, hamlet by hamlet: five queries however many units."""
    require_village(place, actor=actor)
    return areas_at(place, on=on)


def areas_at(place: str, *, on: date, lanes: bool = True) -> list[HamletAreas]:
    """As :func:`village_areas`, for commands that have checked their actor; without ``lanes`` no street is read."""
    units = units_on(place, on=on)
    drawn = open_areas([unit.key for unit in units], on=on)
    streets = streets_of(units) if lanes else {}
    by_hamlet: dict[str, list[UnitRow]] = defaultdict(list)
    for unit in units:
        by_hamlet[unit.hamlet].append(unit)
    told = []
    for hamlet, there in by_hamlet.items():
        mine = {unit.key: drawn[unit.key] for unit in there if unit.key in drawn}
        told.append(HamletAreas(hamlet, tuple(there), mine, streets.get(hamlet, ())))
    return told


def open_areas(units: Collection[UUID], *, on: date) -> dict[UUID, AreaRow]:
    """Return the area that each unit keeps on a day."""
    held = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    return {row.unit_id: _area(row) for row in DutyArea.objects.filter(held, unit__in=units)}


def unit_sanitation(key: UUID | str, *, actor: Actor, on: date, rounds: int = 12) -> UnitSanitation:
    """Return a unit's sanitation, for its members and for those who see it by office."""
    found = opened(key, actor=actor, on=on)
    unit = found.unit.key
    area = open_areas([unit], on=on).get(unit)
    first = DutyArea.objects.filter(unit=unit).order_by("since").values_list("since", flat=True).first()
    keepers, excuses, swaps = _rota_facts([unit])
    plan = None
    if first is not None:
        until = on + timedelta(weeks=WEEKS_AHEAD)
        plan = rota.rota(first, until, keepers[unit], excuses[unit], swaps[unit])
    names = {one.household: one.name for one in keepers[unit]}
    listed = InspectionRound.objects.filter(scores__unit=unit).distinct().order_by("-on")[:rounds]
    return UnitSanitation(
        opened=found,
        area=area,
        rota=plan,
        first_shown=rota.monday(on) - timedelta(weeks=WEEKS_BACK),
        excuses=tuple(excuses[unit]),
        swaps=tuple(swaps[unit]),
        rounds=tuple(_rounds(listed, units=[unit])),
        names=names,
    )


def plan_of(unit: UUID, *, until: date) -> Rota | None:
    """Return a unit's turns up to a day, for commands that have checked their actor; None without an area."""
    first = DutyArea.objects.filter(unit=unit).order_by("since").values_list("since", flat=True).first()
    if first is None:
        return None
    keepers, excuses, swaps = _rota_facts([unit])
    return rota.rota(first, until, keepers[unit], excuses[unit], swaps[unit])


def turns_on(units: Collection[UUID], *, on: date) -> dict[UUID, UUID | None]:
    """Return the household whose week it is, by unit: four queries however many units."""
    # The earliest of a unit comes last and stands.
    first = dict(DutyArea.objects.filter(unit__in=units).order_by("-since").values_list("unit_id", "since"))
    keepers, excuses, swaps = _rota_facts(units)
    return {
        unit: rota.rota(since, on, keepers[unit], excuses[unit], swaps[unit]).turns[-1].household
        for unit, since in first.items()
        if since <= on
    }


def sheets(place: str, *, actor: Actor) -> list[SheetRow]:
    """Return the versions of the score sheet of a place's township, newest first, for whoever its rounds concern."""
    if not policies.SEE_DUTIES.allows(actor, place):
        raise NotFound
    return sheets_at(place)


def sheets_at(place: str) -> list[SheetRow]:
    """As :func:`sheets`, for commands that have checked their actor."""
    found = ScoreSheet.objects.filter(place=place[: Level.TOWNSHIP])
    return [sheet_row(row) for row in found.order_by("-valid_from")]


def round_(key: UUID | str, *, actor: Actor) -> RoundRow:
    """Return one round to those who see its hamlet by office."""
    found = InspectionRound.objects.filter(pk=key)
    rows = _rounds(found)
    if not rows or not policies.SEE_DUTIES.allows(actor, rows[0].hamlet):
        raise NotFound
    return rows[0]


def round_of_unit(key: UUID | str, unit: UUID | str, *, actor: Actor, on: date) -> tuple[Opened, RoundRow]:
    """Return a round as far as one unit is concerned, for its members and those who see it by office."""
    found = opened(unit, actor=actor, on=on)
    rows = _rounds(InspectionRound.objects.filter(pk=key, hamlet=found.unit.hamlet), units=[found.unit.key])
    if not rows or (not found.sees and not rows[0].looks(found.unit.key)):
        raise NotFound
    return found, rows[0]


def rounds(place: str, *, actor: Actor, limit: int = 30) -> list[RoundRow]:
    """Return the newest rounds of a place: four queries however many."""
    require_village(place, actor=actor)
    return _rounds(InspectionRound.objects.filter(within("hamlet_id", [place])).order_by("-on", "hamlet")[:limit])


def rounds_of_unit(unit: UUID, *, since: date) -> list[RoundRow]:
    """Return the rounds since a day that scored a unit, as far as it is concerned; for those who have been checked."""
    found = InspectionRound.objects.filter(scores__unit=unit, on__gte=since).distinct().order_by("-on")
    return _rounds(found, units=[unit])


def month(place: str, first: date, *, actor: Actor) -> tuple[list[MonthRank], list[RoundRow], dict[UUID, UnitRow]]:
    """Return the ranking of a village's month, the rounds behind it and the units, for those who see them by office."""
    require_village(place, actor=actor)
    return month_at(place, first)


def month_at(place: str, first: date) -> tuple[list[MonthRank], list[RoundRow], dict[UUID, UnitRow]]:
    """As :func:`month`, for pages that show a unit its own standing."""
    after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    listed = _rounds(
        InspectionRound.objects.filter(
            within("hamlet_id", [place]), on__gte=first, on__lt=after, closed_at__isnull=False
        ).order_by("on", "hamlet")
    )
    points: dict[UUID, list[int]] = defaultdict(list)
    for one in listed:
        for unit in {score.unit for score in one.scores}:
            counted = one.counts(unit)
            if counted:
                points[unit].append(counted.points)
    units = unit_rows(points.keys())
    least = max((one.sheet.award_least for one in listed), default=0)
    ordered = sorted(points, key=lambda unit: (units[unit].hamlet, units[unit].ordinal))
    return scores.month_ranks({unit: points[unit] for unit in ordered}, least), listed, units


def objection(key: UUID | str, *, actor: Actor) -> tuple[ScoreObjectionRow, RoundRow]:
    """Return an objection with its round to those who answer."""
    found = ScoreObjection.objects.select_related("round").filter(pk=key).first()
    if found is None or not policies.SEE_DUTIES.allows(actor, found.round.hamlet_id):
        raise NotFound
    rows = _rounds(InspectionRound.objects.filter(pk=found.round_id))
    return next(one for one in rows[0].objections if one.key == found.pk), rows[0]


def open_objections(scopes: Iterable[str]) -> QuerySet[ScoreObjection]:
    """Objections of some places that wait for an answer."""
    return ScoreObjection.objects.filter(within("round__hamlet_id", scopes), is_upheld=None)


def sheet_row(row: ScoreSheet) -> SheetRow:
    """Return a sheet as it passes out."""
    return SheetRow(
        key=row.pk,
        place=row.place_id,
        items=tuple(SheetItem(**item) for item in row.items),
        objection_days=row.objection_days,
        recheck_percent=row.recheck_percent,
        award_least=row.award_least,
        valid_from=row.valid_from,
        made_by=row.made_by,
    )


def _rota_facts(
    units: Collection[UUID],
) -> tuple[dict[UUID, list[Keeper]], dict[UUID, list[Excuse]], dict[UUID, list[Swap]]]:
    keepers: dict[UUID, list[Keeper]] = defaultdict(list)
    for seat in seat_periods(units):
        keepers[seat.unit].append(Keeper(seat.household, seat.code, seat.householder, seat.since, seat.until))
    excuses: dict[UUID, list[Excuse]] = defaultdict(list)
    for row in RotaExcuse.objects.filter(unit__in=units):
        excuses[row.unit_id].append(Excuse(row.household_id, row.since, row.until, row.reason, row.pk))
    swaps: dict[UUID, list[Swap]] = defaultdict(list)
    for one in RotaSwap.objects.filter(unit__in=units):
        swaps[one.unit_id].append(Swap(one.week, one.household_id, one.other_week, one.other_id, one.agreed_on, one.pk))
    return keepers, excuses, swaps


def _rounds(found: QuerySet[InspectionRound], units: Collection[UUID] | None = None) -> list[RoundRow]:
    listed = list(found.select_related("sheet"))
    keys = [row.pk for row in listed]
    looks: dict[UUID, list[ScoreRow]] = defaultdict(list)
    objected: dict[UUID, list[ScoreObjectionRow]] = defaultdict(list)
    all_scores = AreaScore.objects.filter(round__in=keys).select_related("round").order_by("scored_at")
    all_objections = ScoreObjection.objects.filter(round__in=keys).select_related("round")
    if units is not None:
        all_scores, all_objections = all_scores.filter(unit__in=units), all_objections.filter(unit__in=units)
    for score in all_scores:
        looks[score.round_id].append(_score(score))
    for one in all_objections:
        objected[one.round_id].append(_objection(one))
    return [
        RoundRow(
            key=row.pk,
            hamlet=row.hamlet_id,
            on=row.on,
            sheet=sheet_row(row.sheet),
            opened_by=row.opened_by,
            is_closed=row.closed_at is not None,
            seed=row.seed,
            drawn=tuple(UUID(key) for key in row.drawn),
            scores=tuple(looks[row.pk]),
            objections=tuple(objected[row.pk]),
        )
        for row in listed
    ]


def _area(row: DutyArea) -> AreaRow:
    corners = tuple((float(p[0]), float(p[1])) for p in row.corners)
    return AreaRow(
        row.pk,
        row.unit_id,
        row.words,
        Outline(row.shape, corners),
        row.length,
        row.square,
        row.since,
        row.until,
        row.drawn_by,
    )


def _score(row: AreaScore) -> ScoreRow:
    return ScoreRow(
        key=row.pk,
        round=row.round_id,
        on=row.round.on,
        unit=row.unit_id,
        look=row.look,
        off=row.off,
        points=row.points,
        words=row.words,
        scored_by=row.scored_by,
        scorer=row.scorer,
        scored_at=row.scored_at,
        mended_on=row.mended_on,
        mended_by=row.mended_by,
    )


def _objection(row: ScoreObjection) -> ScoreObjectionRow:
    return ScoreObjectionRow(
        key=row.pk,
        round=row.round_id,
        unit=row.unit_id,
        on=row.round.on,
        words=row.words,
        raised_by=row.raised_by,
        raised_on=timezone.localdate(row.raised_at),
        is_upheld=row.is_upheld,
        answer=row.answer,
        answered_by=row.answered_by,
    )
