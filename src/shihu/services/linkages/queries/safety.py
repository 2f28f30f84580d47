"""Reading safety: rounds, hazards with who has them now, and who needs a look-in."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from shihu.base.audit.queries import within
from shihu.base.places.queries import under
from shihu.base.registry.queries import named_households, own_household, people_for_care
from shihu.base.registry.queries import person as person_of
from shihu.base.registry.types.care import CaredFor, NamedHousehold
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.places import Level, lies_in
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.models import CarePlan, Hazard, LookIn, SafetyRound
from shihu.services.linkages.rules import safety as rules
from shihu.services.linkages.types.safety import (
    CarePlanRow,
    DoorRow,
    DueRound,
    LookInRow,
    RoundDetail,
    RoundRow,
    Someone,
    VisitRow,
    Why,
)
from shihu.services.units.queries import SeatedHousehold, own_seat, seated_households

_ANY_DAY = date(2000, 1, 1)  # who is asked here, not how old they are
_OPEN_WHYS = frozenset({Why.ALONE, Why.OLD_PAIR, Why.CHILD, Why.NEGLECTED, Why.ASKED})


def unit_to_walk(unit: UUID, *, actor: Actor) -> SeatedHousehold:
    """Return a household of a unit over which the actor may go round: its head, or who keeps safety there."""
    seats = seated_households(units=[unit])
    if not seats:
        raise NotFound
    own = own_seat(actor, [unit])
    if policies.KEEP_SAFETY.allows(actor, seats[0].unit_hamlet) or (own is not None and own.is_head):
        return seats[0]
    raise NotAllowed if own is not None or policies.SEE_SAFETY.allows(actor, seats[0].unit_hamlet) else NotFound


def doors_of(unit: UUID) -> list[UUID]:
    """Return the households that sit in a unit."""
    return [seat.household for seat in seated_households(units=[unit])]


def unit_to_report_from(hamlet: str, *, actor: Actor, household: UUID | None) -> UUID | None:
    """Return the unit of what is reported: of the household if named, else the reporter's own; refuse strangers."""
    own = own_seat(actor)
    mine = own_household(actor=actor, on=_ANY_DAY)
    # A unit may hold households of two hamlets: its members report at each other's doors too.
    is_mate = own is not None and household is not None and household in doors_of(own.unit)
    is_neighbour = is_mate or (own is not None and mine is not None and mine.hamlet == hamlet)
    if not policies.KEEP_SAFETY.allows(actor, hamlet) and not is_neighbour:
        raise NotAllowed if policies.SEE_SAFETY.allows(actor, hamlet) else NotFound
    if household is not None:
        home = next(iter(named_households(actor=SYSTEM, keys=[household])), None)
        if home is None or not lies_in(home.hamlet, hamlet):
            raise NotFound
        seats = seated_households(place=hamlet)
        return next((seat.unit for seat in seats if seat.household == household), None)
    return own.unit if own is not None and is_neighbour else None


def acts_on(hamlet: str, unit: UUID | None, household: UUID | None, *, actor: Actor) -> bool:
    """Tell whether the actor may say that a hazard is mended: who keeps safety, a member of its unit, its household."""
    if policies.KEEP_SAFETY.allows(actor, hamlet):
        return True
    own = own_seat(actor)
    return own is not None and (own.unit == unit or own.household == household)


def sees_hazard(found: Hazard, *, actor: Actor) -> bool:
    """Tell whether the actor may read a hazard: at work there, in its unit, or its household."""
    return policies.SEE_SAFETY.allows(actor, found.hamlet_id) or acts_on(
        found.hamlet_id, found.unit_id, found.household_id, actor=actor
    )


def may_recheck(hamlet: str, unit: UUID | None, *, actor: Actor) -> bool:
    """Tell whether the actor looks at a mended hazard again: who keeps safety there, and the head of its unit."""
    own = own_seat(actor)
    return policies.KEEP_SAFETY.allows(actor, hamlet) or (own is not None and own.unit == unit and own.is_head)


def require_rechecks(hamlet: str, unit: UUID | None, *, actor: Actor) -> None:
    """Refuse all but those who may look again."""
    if not may_recheck(hamlet, unit, actor=actor):
        raise NotAllowed


def hamlet_to_report(place: str, *, actor: Actor) -> str:
    """Return the hamlet from which a report at a place starts: the place itself, or the first one under a village."""
    if len(place) > Level.VILLAGE:
        return place
    if not policies.KEEP_SAFETY.allows(actor, place):
        mine = own_household(actor=actor, on=_ANY_DAY)
        if mine is None or not lies_in(mine.hamlet, place):
            raise NotAllowed if policies.SEE_SAFETY.allows(actor, place) else NotFound
        return mine.hamlet
    hamlets = hamlets_of(place)
    if len(place) < Level.VILLAGE or not hamlets:
        raise NotFound
    return hamlets[0][0]


def hamlets_of(village: str) -> list[tuple[str, str]]:
    """Return (code, name) of the hamlets of a village: names of places are no secret."""
    return [(row.code, row.name) for row in under(village, Level.HAMLET, actor=SYSTEM)]


def home_of(household: UUID) -> NamedHousehold:
    """Return a household by its name."""
    found = named_households(actor=SYSTEM, keys=[household])
    if not found:
        raise NotFound
    return found[0]


def open_round(unit: UUID, kind: str) -> UUID | None:
    """Return the open round of a kind of a unit."""
    return SafetyRound.objects.filter(unit_id=unit, kind=kind, closed_on=None).values_list("pk", flat=True).first()


def walked_unit(*, actor: Actor) -> UUID | None:
    """Return the unit that the actor heads; None for everybody else."""
    own = own_seat(actor)
    return own.unit if own is not None and own.is_head else None


def safety_round(key: UUID, *, actor: Actor) -> RoundDetail:
    """Return a round with its doors: to its head and to those at work there. Four queries."""
    rows = _rounds(SafetyRound.objects.filter(pk=key))
    if not rows:
        raise NotFound
    row = rows[0]
    try:
        unit_to_walk(row.unit, actor=actor)
        may = row.closed_on is None
    except NotAllowed:
        if not policies.SEE_SAFETY.allows(actor, row.hamlet):
            raise NotFound from None
        may = False
    said = {check.household_id: check for check in SafetyRound.objects.get(pk=key).checks.all()}
    doors = tuple(
        DoorRow(
            seat.household,
            seat.code,
            seat.householder,
            said[seat.household].found if seat.household in said else "",
            said[seat.household].at if seat.household in said else None,
        )
        for seat in seated_households(units=[row.unit])
    )
    return RoundDetail(row, doors, may)


def safety_rounds(place: str, *, actor: Actor, limit: int = 30) -> list[RoundRow]:
    """Return the newest rounds of a place; for a head, of the own unit."""
    found = SafetyRound.objects.filter(within("hamlet_id", [place]))
    if not policies.SEE_SAFETY.allows(actor, place):
        unit = walked_unit(actor=actor)
        if unit is None:
            raise NotFound
        found = found.filter(unit_id=unit)
    return _rounds(found, limit)


def due_rounds(place: str, *, actor: Actor, on: date) -> list[DueRound]:
    """Return the units of a place whose round of the season nobody has walked yet; none between seasons."""
    season = rules.season_on(on)
    if season is None:
        return []
    what, began = season
    seats = seated_households(place=place)
    if not policies.SEE_SAFETY.allows(actor, place):
        unit = walked_unit(actor=actor)
        seats = [seat for seat in seats if seat.unit == unit]
    walked = set(
        SafetyRound.objects.filter(
            within("hamlet_id", [place]), kind=what.kind, opened_on__gte=began, closed_on__isnull=False
        ).values_list("unit_id", flat=True)
    )
    due = date.fromordinal(began.toordinal() + what.days)
    units = {seat.unit: seat for seat in seats if seat.unit not in walked}
    return [DueRound(seat.unit, seat.unit_name, seat.unit_hamlet, what.kind, due) for seat in units.values()]


def look_ins(place: str, *, actor: Actor, on: date) -> list[LookInRow]:
    """Return who in a place needs a look-in, the one most due first: to a head, the own unit's. Four queries.

    Why is told as far as the register's facts are everybody's; that somebody is ill or disabled only to the officer.
    """
    sees = policies.SEE_SAFETY.allows(actor, place)
    seats = seated_households(place=place)
    households: Collection[UUID] | None = None
    if not sees:
        unit = walked_unit(actor=actor)
        if unit is None:
            raise NotFound
        households = [seat.household for seat in seats if seat.unit == unit]
    people = people_for_care(place=place, actor=SYSTEM, on=on, households=households)
    units = {seat.household: seat.unit for seat in seats}
    rows = _look_ins(people, units, sees_why=policies.SEE_WHY.allows(actor, place), on=on)
    return sorted(rows, key=lambda row: (row.due, row.code))


def someone_to_visit(person: UUID, *, actor: Actor, on: date) -> LookInRow:
    """Return somebody whom the actor may visit; ``whys`` is empty where the rule asks for no look-in."""
    told = person_of(person, actor=SYSTEM)
    seats = [seat for seat in seated_households(place=told.hamlet) if seat.code == told.household]
    unit = seats[0].unit if seats else None
    keeps = policies.KEEP_SAFETY.allows(actor, told.hamlet)
    runs = keeps or (unit is not None and walked_unit(actor=actor) == unit)
    if not runs and not CarePlan.objects.filter(person=person, until=None, visitor__account=actor.key or UUID(int=0)):
        raise NotAllowed if policies.SEE_SAFETY.allows(actor, told.hamlet) else NotFound
    key = household_key(told.household)
    people = people_for_care(place=told.hamlet, actor=SYSTEM, on=on, households=[key])
    rows = _look_ins(
        [one for one in people if one.person == person],
        {key: unit} if unit else {},
        sees_why=policies.SEE_WHY.allows(actor, told.hamlet),
        on=on,
        everybody=True,
    )
    if not rows:
        raise NotFound
    return rows[0]


def may_plan(row: LookInRow, *, actor: Actor) -> bool:
    """Tell whether the actor sets who visits somebody how often: who keeps safety there, and the unit's head."""
    if policies.KEEP_SAFETY.allows(actor, row.hamlet):
        return True
    return row.unit is not None and walked_unit(actor=actor) == row.unit


def visits(person: UUID, *, actor: Actor, on: date) -> list[VisitRow]:
    """Return the visits paid to somebody, newest first, to those who may visit them."""
    someone_to_visit(person, actor=actor, on=on)
    found = LookIn.objects.filter(person_id=person)[:30]
    return [visit_row(one) for one in found]


def household_key(code: str) -> UUID:
    """Return the key of a household."""
    found = named_households(actor=SYSTEM, codes=[code])
    if not found:
        raise NotFound
    return found[0].key


def _rounds(found: QuerySet[SafetyRound], limit: int = 30) -> list[RoundRow]:
    rows = list(
        found.select_related("unit").annotate(said=Count("checks", distinct=True), bad=Count("hazards", distinct=True))[
            :limit
        ]
    )
    doors: dict[UUID, int] = defaultdict(int)
    for seat in seated_households(units={row.unit_id for row in rows}):
        doors[seat.unit] += 1
    return [
        RoundRow(
            key=row.pk,
            unit=row.unit_id,
            unit_name=row.unit.name,
            hamlet=row.hamlet_id,
            kind=row.kind,
            opened_on=row.opened_on,
            opened_by=row.opened_by,
            closed_on=row.closed_on,
            doors=doors[row.unit_id],
            checked=row.said,
            hazards=row.bad,
        )
        for row in rows
    ]


def plan_row(one: CarePlan) -> CarePlanRow:
    """Return a visit plan."""
    return CarePlanRow(
        one.pk, one.need, one.every, one.visitor_id, one.visitor_name, one.promise, one.clause, one.since, one.made_by
    )


def own_visits(*, actor: Actor, on: date) -> list[LookInRow]:
    """Return those whom the actor is to visit by a plan. Three queries; none for who visits nobody."""
    if actor.key is None:
        return []
    plans = CarePlan.objects.filter(until=None, visitor__account=actor.key)
    rows: list[LookInRow] = []
    for hamlet in plans.order_by("hamlet").values_list("hamlet_id", flat=True).distinct():
        homes = list(plans.filter(hamlet=hamlet).values_list("household_id", flat=True))
        people = people_for_care(place=hamlet, actor=SYSTEM, on=on, households=homes)
        told = _look_ins(people, {}, sees_why=False, on=on)
        rows += [row for row in told if row.plan is not None and visits_for(row.plan, actor)]
    return rows


def late_neglected(*, actor: Actor, on: date) -> list[tuple[UUID, str, str, date]]:
    """Return (person, name, hamlet, due) of neglected people whose visit is overdue, for those at work. Two queries."""
    plans = CarePlan.objects.filter(
        within("hamlet_id", policies.KEEP_SAFETY.scopes(actor)), until=None, need=CarePlan.Need.NEGLECTED
    ).select_related("person")
    held = list(plans)
    last: dict[UUID, LookIn] = {}
    for visit in LookIn.objects.filter(person__in=[one.person_id for one in held]).order_by("day", "at"):
        last[visit.person_id] = visit
    found = []
    for one in held:
        seen = last.get(one.person_id)
        due = rules.next_visit(
            rules.every((Why.NEGLECTED,), one.every),
            last=seen.day if seen else None,
            last_found=seen.found if seen else "",
            began=one.since,
        )
        if (on - due).days > rules.VISITOR_ALONE:
            found.append((one.person_id, one.person.name, one.hamlet_id, due))
    return found


def visits_for(plan: CarePlanRow, actor: Actor) -> bool:
    """Tell whether the actor is the visitor of a plan."""
    return (
        actor.key is not None
        and plan.visitor is not None
        and CarePlan.objects.filter(pk=plan.key, visitor__account=actor.key).exists()
    )


def _look_ins(
    people: Collection[CaredFor],
    units: dict[UUID, UUID],
    *,
    sees_why: bool,
    on: date,
    everybody: bool = False,
) -> list[LookInRow]:
    plans = {
        one.person_id: plan_row(one)
        for one in CarePlan.objects.filter(person__in=[one.person for one in people], until=None, since__lte=on)
    }
    needing = []
    for one in people:
        found = rules.whys(Someone(one.person, one.age, one.is_frail, one.ages_at_home))
        plan = plans.get(one.person)
        if plan is not None and plan.need:
            found = (Why(plan.need), *found)
        if found or everybody:
            needing.append((one, found))
    last: dict[UUID, LookIn] = {}
    for visit in LookIn.objects.filter(person__in=[one.person for one, _whys in needing]).order_by("day", "at"):
        last[visit.person_id] = visit
    rows = []
    for one, found in needing:
        visit_, plan = last.get(one.person), plans.get(one.person)
        shown = found if sees_why else tuple(why for why in found if why in _OPEN_WHYS)
        days = rules.every(found, plan.every if plan else None)
        rows.append(
            LookInRow(
                person=one.person,
                name=one.name,
                code=one.code,
                hamlet=one.hamlet,
                unit=units.get(one.household),
                whys=shown,
                has_hidden_why=len(shown) < len(found),
                last=visit_row(visit_) if visit_ else None,
                due=rules.next_visit(
                    days,
                    last=visit_.day if visit_ else None,
                    last_found=visit_.found if visit_ else "",
                    began=plan.since if plan else on,
                ),
                every=days,
                plan=plan,
            )
        )
    return rows


def visit_row(visit: LookIn) -> VisitRow:
    """Return a visit that was paid."""
    return VisitRow(visit.day, visit.found, visit.line, visit.by, visit.kept, visit.pk)
