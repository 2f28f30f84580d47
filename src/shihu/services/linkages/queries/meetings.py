"""Reading meetings, tasks, and who reaches whom."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from shihu.base.audit.queries import within
from shihu.base.registry.queries import people_of
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.models import MeetingDecision, MeetingPlace, ReachLink, UnitMeeting
from shihu.services.linkages.queries.duty_units import Opened, opened, require_village
from shihu.services.linkages.rules import meetings as rules
from shihu.services.linkages.types import (
    DecisionRow,
    ExpectedRow,
    MeetingRow,
    PartyMember,
    Reach,
    ReachHome,
)
from shihu.services.units.queries import own_seat, units_on
from shihu.services.units.types import UnitRow


@dataclass(frozen=True, slots=True)
class UnitAtWork:
    """How a unit meets: its newest meeting held, the next one called, tasks open and late."""

    unit: UnitRow
    held: MeetingRow | None
    called: MeetingRow | None
    open_tasks: int
    late_tasks: int


def meeting(key: UUID | str, *, actor: Actor, on: date) -> tuple[Opened, MeetingRow]:
    """Return a meeting to the unit's members and those who see the unit by office."""
    unit = UnitMeeting.objects.filter(pk=key).values_list("unit_id", flat=True).first()
    if unit is None:
        raise NotFound
    found = opened(unit, actor=actor, on=on)
    return found, meeting_rows(UnitMeeting.objects.filter(pk=key))[0]


def meetings_of(unit: UUID | str, *, actor: Actor, on: date, limit: int = 24) -> tuple[Opened, list[MeetingRow]]:
    """Return a unit's meetings, newest first."""
    found = opened(unit, actor=actor, on=on)
    return found, meeting_rows(UnitMeeting.objects.filter(unit=found.unit.key).order_by("-at")[:limit])


def village_meetings(place: str, *, actor: Actor, on: date) -> list[UnitAtWork]:
    """Return how each unit of a village meets: six queries however many units."""
    village = require_village(place, actor=actor)
    units = units_on(village, on=on)
    keys = [unit.key for unit in units]
    held: dict[UUID, MeetingRow] = {}
    called: dict[UUID, MeetingRow] = {}
    newest = UnitMeeting.objects.filter(unit__in=keys).order_by("at")
    for row in meeting_rows(newest):
        (held if row.is_kept else called)[row.unit] = row
    waiting: dict[UUID, list[date]] = defaultdict(list)
    for unit, due in open_tasks(keys).values_list("meeting__unit_id", "due"):
        if due is not None:
            waiting[unit].append(due)
    return [
        UnitAtWork(
            unit,
            held.get(unit.key),
            called.get(unit.key),
            len(waiting[unit.key]),
            sum(due < on for due in waiting[unit.key]),
        )
        for unit in units
    ]


def open_tasks(units: Collection[UUID]) -> QuerySet[MeetingDecision]:
    """Tasks of some units that wait, for those who have been checked."""
    return MeetingDecision.objects.filter(
        meeting__unit__in=units, is_carried=True, owner__isnull=False, done_on=None
    ).order_by("due")


def decision_rows(found: QuerySet[MeetingDecision]) -> list[DecisionRow]:
    """Return decisions as they pass out: one query."""
    return [
        DecisionRow(
            key=row.pk,
            meeting=row.meeting_id,
            unit=row.meeting.unit_id,
            number=row.number,
            words=row.words,
            votes_for=row.votes_for,
            votes_against=row.votes_against,
            abstained=row.abstained,
            is_carried=row.is_carried,
            owner=row.owner_id,
            owner_name=row.owner.householder.name if row.owner else "",
            due=row.due,
            done_on=row.done_on,
            done_by=row.done_by,
        )
        for row in found.select_related("meeting", "owner__householder")
    ]


def meeting_rows(found: QuerySet[UnitMeeting]) -> list[MeetingRow]:
    """Return meetings as they pass out: three queries."""
    listed = list(found)
    keys = [row.pk for row in listed]
    expected: dict[UUID, list[ExpectedRow]] = defaultdict(list)
    places = MeetingPlace.objects.filter(meeting__in=keys).order_by("household__code")
    for key, household, name, came in places.values_list(
        "meeting_id", "household_id", "household__householder__name", "came"
    ):
        expected[key].append(ExpectedRow(household, name, came))
    decided: dict[UUID, list[DecisionRow]] = defaultdict(list)
    for decision in decision_rows(MeetingDecision.objects.filter(meeting__in=keys).order_by("number")):
        decided[decision.meeting].append(decision)
    return [
        MeetingRow(
            key=row.pk,
            unit=row.unit_id,
            at=row.at,
            where=row.where,
            agenda=tuple(row.agenda),
            called_by=row.called_by,
            minutes=row.minutes,
            kept_by=row.kept_by,
            kept_at=row.kept_at,
            expected=tuple(expected[row.pk]),
            decisions=tuple(decided[row.pk]),
        )
        for row in listed
    ]


def reach(place: str, *, actor: Actor, on: date, most: int = rules.MOST_HOUSEHOLDS) -> Reach:
    """Return who reaches whom in a village: for those who keep it; four queries however many households."""
    village = require_village(place, actor=actor)
    policies.KEEP_REACH.require(actor, village, seen=True)
    return reach_at(village, on=on, most=most)


def reach_at(village: str, *, on: date, most: int = rules.MOST_HOUSEHOLDS) -> Reach:
    """As :func:`reach`, for commands and seeds that have checked their actor."""
    units = units_on(village, on=on)
    seats = {seat.household: (seat, unit) for unit in units for seat in unit.seats}
    people = people_of(list(seats), actor=SYSTEM, on=on)
    members = tuple(
        PartyMember(p.person, p.name, p.household, seats[p.household][1].key, seats[p.household][1].hamlet)
        for p in people
        if p.is_party_member
    )
    own = {member.household for member in members}
    held = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    links = {
        link.household_id: link
        for link in ReachLink.objects.filter(
            held, within("household__hamlet_id", [village]), until=None
        ).select_related("member")
    }
    homes = []
    for household, (seat, unit) in seats.items():
        link = links.get(household)
        homes.append(
            ReachHome(
                household=household,
                code=seat.code,
                householder=seat.householder,
                unit=unit.key,
                hamlet=unit.hamlet,
                has_own=household in own,
                link=link.pk if link else None,
                member=link.member_id if link else None,
                member_name=link.member.name if link else "",
                since=link.since if link else None,
            )
        )
    return Reach(members, tuple(homes), rules.suggest(members, homes, most))


def who_reaches_us(*, actor: Actor, on: date) -> str:
    """Return the name of the Party member who reaches the actor's own household; empty where there is none."""
    own = own_seat(actor)
    if own is None:
        return ""
    found = ReachLink.objects.filter(household=own.household, since__lte=on, until=None)
    return found.values_list("member__name", flat=True).first() or ""


def whom_we_reach(*, actor: Actor, on: date) -> list[str]:
    """Return the householders whom the actor, as a Party member, reaches."""
    own = own_seat(actor)
    if own is None:
        return []
    found = ReachLink.objects.filter(member=own.person, since__lte=on, until=None)
    return list(found.order_by("household__code").values_list("household__householder__name", flat=True))
