"""Reading terms: who heads what, who acts, whose holder is gone, and the figures of it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from shihu.base.audit.queries import within
from shihu.base.places.queries import place as place_of
from shihu.base.places.queries import under
from shihu.kernel.actors import Actor, Role
from shihu.kernel.places import Level
from shihu.kernel.refusals import N_, NotFound
from shihu.services.units import policies
from shihu.services.units.models import Election, HeadTerm, LadderStep, RecallMotion, Seat, Unit
from shihu.services.units.queries import electors
from shihu.services.units.rules import elections as election_rules
from shihu.services.units.rules import terms as rules
from shihu.services.units.types import (
    OVER,
    ActingHead,
    HeadFigures,
    MotionDetail,
    Office,
    RosterRow,
    Step,
    TermRow,
    VillageHeads,
)

# A published figure is a named query with a definition in words (docs/services/heads.md).
DEFINITIONS = {
    "units.every_village_has_heads": N_(
        "Villages in which every ten-household unit in force has an elected head in office on the day, of the villages "
        "that have units in force. A deputy who stands in does not count; a head whose term is over and who has no "
        "successor yet does."
    ),
    "units.heads_in_office": N_("Units in force with an elected head in office on the day, of the units in force."),
    "units.party_heads": N_(
        "Elected heads in office who are Party members in the registry, of the elected heads in office."
    ),
}


def acting_head(unit: UUID, parties: Collection[UUID], *, on: date) -> ActingHead:
    """Return who acts for a unit in a matter between ``parties`` (keys of persons or of households).

    The head; the first deputy where the head is party to it or the seat is vacant; none, with the reason, where they
    are too: the villagers' group is next. A service that uses this has checked that its actor may see the matter.
    """
    held = HeadTerm.objects.filter(electors.held_on(on), unit=unit)
    return rules.acting(_rows(held, on=on), parties)


def heads_of(units: Collection[UUID], *, on: date) -> dict[UUID, TermRow]:
    """Return the head of each unit on the day, elected or standing in. Who heads a unit is posted: no role asked."""
    held = HeadTerm.objects.filter(electors.held_on(on), unit__in=units, office=Office.HEAD.value)
    return {row.unit: row for row in _rows(held, on=on)}


def head_households(units: Collection[UUID], *, on: date) -> dict[UUID, str]:
    """Return the household code of each unit's elected head, for the ring on the map."""
    held = HeadTerm.objects.filter(electors.held_on(on), unit__in=units, office=Office.HEAD.value)
    return dict(held.values_list("unit_id", "household__code"))


def unit_terms(unit: UUID, *, actor: Actor, on: date) -> list[TermRow]:
    """Return every term of a unit, those in office first, then the newest."""
    found = Unit.objects.filter(pk=unit).first()
    if found is None:
        raise NotFound
    electors.require_seen(found, actor=actor)
    rows = _rows(HeadTerm.objects.filter(unit=unit), on=on)
    return sorted(rows, key=lambda r: (r.until is not None, r.office != Office.HEAD, r.rank, -r.since.toordinal()))


def term(key: UUID, *, actor: Actor, on: date) -> TermRow:
    """Return one term that the actor may see."""
    found = HeadTerm.objects.select_related("unit").filter(pk=key).first()
    if found is None:
        raise NotFound
    electors.require_seen(found.unit, actor=actor)
    return _rows(HeadTerm.objects.filter(pk=key), on=on)[0]


def roster(place: str, *, actor: Actor, on: date) -> list[RosterRow]:
    """Return the units in force of a place with their heads and deputies: five queries however many they are."""
    policies.SEE_HEADS.require(actor, place)
    units = list(Unit.objects.filter(electors.in_force(place)))
    held = HeadTerm.objects.filter(electors.held_on(on), unit__in=Unit.objects.filter(electors.in_force(place)))
    by_unit: dict[UUID, list[TermRow]] = defaultdict(list)
    for row in _rows(held, on=on, ladder=policies.KEEP_LADDER.allows(actor, place)):
        by_unit[row.unit].append(row)
    sizes = dict(
        Seat.objects.filter(electors.STANDING, within("unit__hamlet_id", [place]))
        .order_by()
        .values_list("unit")
        .annotate(n=Count("pk"))
    )
    open_ones = Election.objects.filter(within("unit__hamlet_id", [place]), kind="head").exclude(
        stage__in=[stage.value for stage in OVER]
    )
    running = {unit: (key, stage) for unit, key, stage in open_ones.values_list("unit_id", "pk", "stage")}
    return [
        RosterRow(
            unit=unit.pk,
            unit_name=unit.name,
            hamlet=unit.hamlet_id,
            ordinal=unit.ordinal,
            households=sizes.get(unit.pk, 0),
            head=next((t for t in by_unit[unit.pk] if t.office == Office.HEAD), None),
            deputies=tuple(sorted((t for t in by_unit[unit.pk] if t.office == Office.DEPUTY), key=lambda t: t.rank)),
            election=running.get(unit.pk, (None, ""))[0],
            stage=running.get(unit.pk, (None, ""))[1],
        )
        for unit in units
    ]


def stray_terms(place: str, *, actor: Actor, on: date) -> list[TermRow]:
    """Return the terms in office whose holder no longer sits in the unit: died, left, or the unit itself ended.

    The registry and the seats change without telling anybody: whoever opens the heads of a place finds it here.
    """
    policies.SEE_HEADS.require(actor, place)
    held = HeadTerm.objects.filter(electors.held_on(on), within("unit__hamlet_id", [place]))
    return [row for row in _rows(held, on=on) if row.trouble]


def heads_count(place: str, *, actor: Actor, on: date) -> tuple[int, int]:
    """Return (units in force, those with an elected head in office) of a place."""
    policies.SEE_HEADS.require(actor, place)
    return Unit.objects.filter(electors.in_force(place)).count(), _elected(place, on=on).count()


def every_village_has_heads(place: str, *, actor: Actor, on: date) -> list[VillageHeads]:
    """Return units in force and units with an elected head in office, village by village (DEFINITIONS)."""
    policies.SEE_HEADS.require(actor, place)
    width = int(Level.VILLAGE)
    units: Counter[str] = Counter()
    headed: Counter[str] = Counter()
    opened = Unit.objects.filter(electors.in_force(place))
    with_head = set(_elected(place, on=on).values_list("unit_id", flat=True))
    for key, hamlet in opened.values_list("pk", "hamlet_id"):
        units[hamlet[:width]] += 1
        headed[hamlet[:width]] += key in with_head
    villages = under(place[:width], Level.VILLAGE, actor=actor) or [place_of(place[:width], actor=actor)]
    return [VillageHeads(v.code, v.name, v.name_en, units[v.code], headed[v.code]) for v in villages]


def figures(place: str, *, actor: Actor, on: date) -> HeadFigures:
    """Return the heads of a place in figures."""
    policies.SEE_HEADS.require(actor, place)
    held = HeadTerm.objects.filter(
        electors.held_on(on), within("unit__hamlet_id", [place]), office=Office.HEAD.value, unit__until=None
    )
    rows = _rows(held, on=on, ladder=True)
    elected = [row for row in rows if not row.is_interim]
    steps = Counter(row.step or (Step.MEMBER.value if row.is_party_member else "") for row in elected)
    return HeadFigures(
        units=Unit.objects.filter(electors.in_force(place)).count(),
        headed=len(elected),
        interim=len(rows) - len(elected),
        party=sum(row.is_party_member for row in elected),
        overdue=sum(row.due <= on for row in rows),
        troubled=sum(bool(row.trouble) for row in rows),
        steps=(*((step.value, steps[step.value]) for step in Step), ("", steps[""])),
    )


def motion(key: UUID, *, actor: Actor, on: date) -> MotionDetail:
    """Return a motion of recall. Who signed is open: a signature is given before all."""
    found = RecallMotion.objects.select_related("term__unit").filter(pk=key).first()
    if found is None:
        raise NotFound
    unit = found.term.unit
    mine = electors.require_seen(unit, actor=actor)
    signed = dict(found.signatures.values_list("household_id", "household__householder__name"))
    seats = Seat.objects.filter(electors.STANDING, unit=unit).values_list(
        "household_id", "household__householder__name"
    )
    households = list(seats)
    share = electors.head_rules(unit.hamlet_id, on=found.opened_on).recall
    return MotionDetail(
        key=found.pk,
        term=_rows(HeadTerm.objects.filter(pk=found.term_id), on=on)[0],
        grounds=found.grounds,
        opened_on=found.opened_on,
        signed=tuple(signed.values()),
        unsigned=tuple((h, name) for h, name in households if h not in signed),
        needs=election_rules.signatures_needed(len(households), share),
        election=found.election_id,
        may_run=policies.RUN_ELECTIONS.allows(actor, unit.hamlet_id),
        own_household=mine[0] if mine else None,
        has_signed=mine is not None and mine[0] in signed,
    )


def open_motions(terms: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return the motions that wait for signatures, by term."""
    return dict(
        RecallMotion.objects.filter(term__in=list(terms), election=None, term__until=None).values_list("term_id", "pk")
    )


def _elected(place: str, *, on: date) -> QuerySet[HeadTerm]:
    return HeadTerm.objects.filter(
        electors.held_on(on),
        within("unit__hamlet_id", [place]),
        office=Office.HEAD.value,
        is_interim=False,
        unit__until=None,
    )


def _rows(found: QuerySet[HeadTerm], *, on: date, ladder: bool = False) -> list[TermRow]:
    # One look tells whether the household still has a seat and the person still belongs to it.
    listed = list(
        found.select_related("unit", "person", "household").annotate(
            seats=Count(
                "unit__seats",
                filter=Q(
                    unit__seats__household__memberships__person=F("person"),
                    unit__seats__household__memberships__until=None,
                    unit__seats__since__isnull=False,
                    unit__seats__until=None,
                ),
            )
        )
    )
    steps: dict[UUID, str] = {}
    if ladder:
        people = [row.person_id for row in listed]
        steps = dict(
            LadderStep.objects.filter(person__in=people, since__lte=on)
            .order_by("since", "pk")
            .values_list("person_id", "step")
        )
    return [
        TermRow(
            key=row.pk,
            unit=row.unit_id,
            unit_name=row.unit.name,
            hamlet=row.unit.hamlet_id,
            ordinal=row.unit.ordinal,
            person=row.person_id,
            name=row.person.name,
            household=row.household_id,
            code=row.household.code,
            office=Office(row.office),
            rank=row.rank,
            since=row.since,
            until=row.until,
            due=row.due,
            ended_by=row.ended_by,
            is_interim=row.is_interim,
            is_party_member=row.person.is_party_member,
            phone=_masked(row.person.phone or row.household.phone),
            step=steps.get(row.person_id, ""),
            trouble=_trouble(row, is_seated=bool(row.seats)) if row.until is None else "",
        )
        for row in listed
    ]


def _trouble(row: HeadTerm, *, is_seated: bool) -> str:
    if row.unit.until is not None:
        return "unit"
    if row.person.died_on is not None:
        return "died"
    return "" if is_seated else "left"


def _masked(phone: str) -> str:
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) > 7 else "****" if phone else ""


def own_person(*, actor: Actor) -> UUID | None:
    """Return the person whose account the actor signs in with, as they sit in a unit."""
    if not actor.is_known:
        return None
    return (
        Seat.objects.filter(
            electors.STANDING,
            within("unit__hamlet_id", actor.scopes({Role.HEAD, Role.VILLAGER})),
            household__memberships__person__account=actor.key,
            household__memberships__until=None,
        )
        .values_list("household__memberships__person_id", flat=True)
        .first()
    )
