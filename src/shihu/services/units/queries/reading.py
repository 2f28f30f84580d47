"""Reading units, limited to what the actor may see."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.fields.json import KeyTransform

from shihu.base.audit.queries import within
from shihu.base.places.queries import names, under
from shihu.base.places.queries import place as place_of
from shihu.base.registry.queries import formation_households
from shihu.kernel.actors import SYSTEM, Actor, Role
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound
from shihu.services.units import policies, rules
from shihu.services.units.models import IN_FORCE, Formation, Seat, Unit
from shihu.services.units.queries.again import stored_again
from shihu.services.units.types import (
    Asked,
    Choices,
    FormationDetail,
    FormationRow,
    HouseholdUnit,
    LeftOut,
    PlaceUnits,
    SeatRow,
    UnitDetail,
    UnitRow,
)

_TOLD = ("units", "households", "left_out", "gap")
_CHILDREN = {
    Level.PROVINCE: Level.CITY,
    Level.CITY: Level.COUNTY,
    Level.COUNTY: Level.TOWNSHIP,
    Level.TOWNSHIP: Level.VILLAGE,
    Level.VILLAGE: Level.HAMLET,
}


def asked(key: UUID | str, *, actor: Actor) -> Asked:
    """Return what a formation was asked to do, for the one who may form there."""
    found = Formation.objects.filter(pk=key).first()
    if found is None or not policies.FORM_UNITS.allows(actor, found.place_id):
        raise NotFound
    return Asked(
        place=found.place_id,
        choices=stored_choices(found),
        is_waiting=found.state == Formation.State.ASKED,
        kind=found.kind,
        based_on=found.based_on_id,
        again=stored_again(found.again) if found.again else None,
    )


def choices_of(key: UUID) -> Choices:
    """Return the choices with which a formation was drawn. Not limited to an actor: they name nobody."""
    return stored_choices(Formation.objects.get(pk=key))


def scopes(*, actor: Actor) -> tuple[str, ...]:
    """Return the places whose units the actor may see, outermost only."""
    return policies.SEE_UNITS.scopes(actor)


def may_adopt(place: str, *, actor: Actor) -> bool:
    """Tell whether the actor may adopt a draft there."""
    return policies.ADOPT_UNITS.allows(actor, place)


def may_form(place: str, *, actor: Actor) -> bool:
    """Tell whether the actor may ask for units there."""
    return policies.FORM_UNITS.allows(actor, place)


def formations(place: str, *, actor: Actor, limit: int = 20) -> list[FormationRow]:
    """Return the newest formations of a place and all under it, the discarded ones left out."""
    policies.SEE_UNITS.require(actor, place)
    found = Formation.objects.filter(within("place_id", [place])).exclude(state=Formation.State.DISCARDED)
    # An outcome holds streets and reasons of a whole village: a list reads the counts out of it in the database.
    listed = found.select_related("place").defer("outcome", "left_out", "sizes", "weights")
    counted = listed.annotate(**{f"told_{name}": KeyTransform(name, "outcome") for name in _TOLD})
    return [formation_row(f, {name: getattr(f, f"told_{name}") for name in _TOLD}) for f in counted[:limit]]


def formation(key: UUID | str, *, actor: Actor, reasons: bool = False) -> FormationDetail:
    """Return one formation with its units and seats; NotFound where the actor may not see its place.

    ``reasons`` reads why each household sits where it does, a kilobyte a seat, and how many people it has.
    """
    found = Formation.objects.select_related("place").filter(pk=key).first()
    if found is None or not policies.SEE_UNITS.allows(actor, found.place_id):
        raise NotFound
    units = _with_seats(Unit.objects.filter(formation=found), reasons=reasons)
    if found.state in {Formation.State.CURRENT, Formation.State.REPLACED}:
        units = _as_they_became(found, units)
    return FormationDetail(
        row=formation_row(found, found.outcome),
        choices=stored_choices(found),
        outcome=found.outcome,
        left_out=tuple(_left_out(row) for row in found.left_out),
        units=tuple(units),
        hamlets=tuple(sorted(found.outcome.get("hamlets", {}))),
        input_hash=found.input_hash,
        made_at=found.made_at,
        sees_private=policies.SEE_REFUSALS.allows(actor, found.place_id),
    )


def _as_they_became(found: Formation, units: list[UnitRow]) -> list[UnitRow]:
    """Units that continue one in force stand for that one: its page, its days."""
    kept = Unit.objects.filter(formation=found, continues__isnull=False).select_related("continues")
    became = {drafted.pk: drafted.continues for drafted in kept}
    told = []
    for row in units:
        unit = became.get(row.key)
        told.append(replace(row, key=unit.pk, since=unit.since, until=unit.until) if unit else row)
    return told


def unit(key: UUID | str, *, actor: Actor) -> UnitDetail:
    """Return one unit with its seats. A head or villager finds only the unit that they sit in."""
    found = Unit.objects.select_related("formation", "formation__place").filter(pk=key).first()
    if found is None:
        raise NotFound
    own = _own_seats(actor).filter(unit=found).values_list("household__code", flat=True).first()
    sees = policies.SEE_UNITS.allows(actor, found.hamlet_id)
    if not sees and own is None:
        raise NotFound
    (row,) = _with_seats(Unit.objects.filter(pk=found.pk), reasons=True)
    others = list(
        Unit.objects.filter(formation=found.formation_id).values_list("name", "hamlet_id", "ordinal", "facts")
    )
    touched = (
        {str(c) for s in row.seats for c, _change in (s.facts.get("other") or {}).get("changes", ())} if sees else ()
    )
    return UnitDetail(
        row=row,
        formation=formation_row(found.formation, found.formation.outcome),
        hamlet_facts=tuple(facts for _name, hamlet, _ordinal, facts in others if hamlet == found.hamlet_id),
        streets=_streets(found.formation.outcome, [found.hamlet_id]),
        own_household=own or "",
        sees_all=sees,
        sees_private=policies.SEE_REFUSALS.allows(actor, found.hamlet_id),
        unit_names={name: (name, hamlet, ordinal) for name, hamlet, ordinal, _facts in others},
        all_names=dict(
            Seat.objects.filter(unit__formation=found.formation_id, household__code__in=touched).values_list(
                "household__code", "household__householder__name"
            )
        ),
    )


def own_units(*, actor: Actor) -> list[UnitRow]:
    """Return the current units in which the actor's own household sits."""
    keys = list(_own_seats(actor).values_list("unit_id", flat=True))
    return _with_seats(Unit.objects.filter(IN_FORCE, pk__in=keys))


def sits_in_own(code: str, *, actor: Actor) -> bool:
    """Tell whether the household with this code is the actor's own and sits in a unit."""
    return _own_seats(actor).filter(household__code=code).exists()


def unit_of_household(code: str, *, actor: Actor) -> HouseholdUnit | None:
    """Return the current unit of a household with the reasons for it; None where there is none to be seen."""
    seats = list(
        Seat.objects.filter(household__code=code, since__isnull=False)
        .select_related("unit", "household", "unit__formation")
        .order_by("-since", "-pk")
    )
    current = next((seat for seat in seats if seat.until is None), None)
    if current is None:
        return None
    is_own = _own_seats(actor).filter(pk=current.pk).exists()
    sees = policies.SEE_UNITS.allows(actor, current.unit.hamlet_id)
    if not is_own and not sees:
        return None
    other = current.facts.get("other") or {}
    drawn = Seat.objects.filter(unit__formation=current.unit.formation_id)
    partner = drawn.filter(household__code=other.get("with") or "").values_list(
        "household__householder__name", flat=True
    )
    there = Unit.objects.filter(formation=current.unit.formation_id, name=other.get("unit", ""))
    mates = Seat.objects.filter(IN_FORCE, unit=current.unit_id).select_related("household__householder")
    return HouseholdUnit(
        unit=current.unit_id,
        name=current.unit.name,
        hamlet=current.unit.hamlet_id,
        ordinal=current.unit.ordinal,
        formation=current.unit.formation_id,
        since=current.since,
        facts=current.facts,
        unit_facts=current.unit.facts,
        mates=tuple((m.household.code, m.household.householder.name) for m in mates),
        history=tuple((s.unit.name, s.since, s.until) for s in seats if s.since and s.since != s.until),
        other_unit=there.values_list("name", "hamlet_id", "ordinal").first() if sees and other else None,
        other_partner=(partner.values_list("household__householder__name", flat=True).first() or "") if sees else "",
        sees_all=sees,
        sees_private=policies.SEE_REFUSALS.allows(actor, current.unit.hamlet_id),
    )


def place_units(place: str, *, actor: Actor) -> PlaceUnits:
    """Return the units of a place in figures, for its panel."""
    policies.SEE_UNITS.require(actor, place)
    row = place_of(place, actor=actor)
    units = Unit.objects.filter(IN_FORCE, within("hamlet_id", [place]))
    seats = Seat.objects.filter(IN_FORCE, within("household__hamlet_id", [place]))
    newest = Formation.objects.filter(within("place_id", [place]))
    draft = newest.filter(state__in=(Formation.State.DRAFT, Formation.State.ASKED)).values_list("pk", flat=True).first()
    current = _current_formation(place)
    return PlaceUnits(
        place=place,
        name=row.name,
        name_en=row.name_en,
        units=units.count(),
        households=seats.count(),
        since=units.order_by("-since").values_list("since", flat=True).first(),
        draft=draft,
        current=current,
    )


def places_units(place: str, *, actor: Actor) -> list[PlaceUnits]:
    """Return the figures of each place directly under ``place``, in three queries however many they are."""
    policies.SEE_UNITS.require(actor, place)
    level = _CHILDREN.get(place_of(place, actor=actor).level)
    if level is None:
        return []
    width = int(level)
    count: Counter[str] = Counter()
    since: dict[str, date] = {}
    current: dict[str, set[UUID]] = {}
    opened = Unit.objects.filter(IN_FORCE, within("hamlet_id", [place]))
    for hamlet, day, key in opened.values_list("hamlet_id", "since", "formation_id"):
        code = hamlet[:width]
        count[code] += 1
        if day is not None:
            since[code] = max(day, since.get(code, day))
        current.setdefault(code, set()).add(key)
    seated: Counter[str] = Counter()
    seats = Seat.objects.filter(IN_FORCE, within("household__hamlet_id", [place])).values("household__hamlet_id")
    for row in seats.annotate(seats=Count("pk")).order_by():
        seated[row["household__hamlet_id"][:width]] += row["seats"]
    drafts: dict[str, UUID] = {}
    waiting = Formation.objects.filter(
        within("place_id", [place]), state__in=(Formation.State.DRAFT, Formation.State.ASKED)
    )
    for code, key in waiting.values_list("place_id", "pk"):
        if len(code) == width:
            drafts.setdefault(code, key)
    return [
        PlaceUnits(
            place=p.code,
            name=p.name,
            name_en=p.name_en,
            units=count[p.code],
            households=seated[p.code],
            since=since.get(p.code),
            draft=drafts.get(p.code),
            current=next(iter(current[p.code])) if len(current.get(p.code, ())) == 1 else None,
        )
        for p in under(place, level, actor=actor)
    ]


def roster_hash(place: str, *, on: date) -> str:
    """Return the hash of the roster that a formation of ``place`` would read on the day."""
    # Refusals count for everyone's draft, whoever asks; nothing of them can be read from the hash.
    return rules.roster_hash(formation_households(place=place, actor=SYSTEM, on=on))


def has_willing(place: str, *, on: date) -> bool:
    """Tell whether any household of a place is willing to join a unit."""
    return any(household.willing for household in formation_households(place=place, actor=SYSTEM, on=on))


def hamlet_names(codes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return (name, name_en) of hamlets by code."""
    return {code: (p.name, p.name_en) for code, p in names(set(codes)).items()}


def _current_formation(place: str) -> UUID | None:
    """The formation in force at a place, if all its units come from one."""
    keys = set(
        Unit.objects.filter(IN_FORCE, within("hamlet_id", [place])).values_list("formation_id", flat=True)[:2000]
    )
    return keys.pop() if len(keys) == 1 else None


def _own_seats(actor: Actor) -> QuerySet[Seat]:
    """Open seats of the household that the actor belongs to, where they hold the role of head or villager."""
    seats = Seat.objects.filter(IN_FORCE)
    if not actor.is_known:
        return seats.none()
    return seats.filter(
        within("unit__hamlet_id", actor.scopes({Role.HEAD, Role.VILLAGER})),
        household__memberships__person__account=actor.key,
        household__memberships__until=None,
    )


_SEAT = (
    "unit_id",
    "household_id",
    "household__code",
    "household__householder__name",
    "household__hamlet_id",
    "lon",
    "lat",
    "can_lead",
    "since",
    "until",
)


def _with_seats(units: QuerySet[Unit], *, reasons: bool = False) -> list[UnitRow]:
    # Those of today for a unit in force, those at its end for one that has ended, all of a draft.
    seats = Seat.objects.filter(Q(until=None) | Q(until=F("unit__until"))).order_by("pk")
    seats = seats.filter(unit__in=units.order_by().values("pk"))
    columns: tuple[str, ...] = _SEAT
    if reasons:
        counted = Count("household__memberships", filter=Q(household__memberships__until=None))
        seats, columns = seats.annotate(people=counted), (*_SEAT, "people", "facts")
    by_unit: dict[UUID, list[SeatRow]] = defaultdict(list)
    for key, household, code, name, hamlet, lon, lat, can_lead, since, until, *more in seats.values_list(*columns):
        people, facts = more or (0, {})
        by_unit[key].append(SeatRow(household, code, name, hamlet, people, lon, lat, can_lead, facts, since, until))
    return [_unit_row(found, tuple(by_unit[found.pk])) for found in units]


def _unit_row(found: Unit, seats: tuple[SeatRow, ...]) -> UnitRow:
    return UnitRow(
        key=found.pk,
        formation=found.formation_id,
        hamlet=found.hamlet_id,
        ordinal=found.ordinal,
        name=found.name,
        facts=found.facts,
        since=found.since,
        until=found.until,
        seats=seats,
    )


def formation_row(found: Formation, told: Mapping[str, Any]) -> FormationRow:
    """Return a formation as lists show it; ``told`` holds the counts of its outcome."""
    return FormationRow(
        key=found.pk,
        place=found.place_id,
        place_name=found.place.name,
        place_name_en=found.place.name_en,
        state=found.state,
        units=int(told.get("units") or 0),
        households=int(told.get("households") or 0),
        left_out=int(told.get("left_out") or 0),
        gap=told.get("gap"),
        actor_name=found.actor_name,
        asked_at=found.asked_at,
        adopted_at=found.adopted_at,
        job=found.job,
    )


def stored_choices(found: Formation) -> Choices:
    """Return what was chosen before a formation."""
    return Choices(**{**found.sizes, **found.weights}, seed=found.seed)


def _left_out(row: dict[str, Any]) -> LeftOut:
    at = row.get("at")
    return LeftOut(**{**row, "at": (at[0], at[1]) if at else None})


def _streets(outcome: dict[str, Any], hamlets: Sequence[str]) -> tuple[tuple[tuple[float, float], ...], ...]:
    lines = [line for hamlet in hamlets for line in outcome.get("streets", {}).get(hamlet, ())]
    return tuple(tuple((p[0], p[1]) for p in line) for line in lines)
