"""Writing meetings: call, minutes with votes and tasks, done; and linking Party members to households."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.commands.points.feeding import settle_meeting
from shihu.services.linkages.errors import (
    BadTask,
    MeetingAhead,
    MeetingPast,
    MeetingTwice,
    MinutesKept,
    NotOfTheParty,
    ReachedAlready,
    ReachFull,
    TaskOver,
    WordsNeeded,
)
from shihu.services.linkages.models import MeetingDecision, MeetingPlace, ReachLink, UnitMeeting
from shihu.services.linkages.queries import meetings as reading
from shihu.services.linkages.queries.duty_units import opened, require_village
from shihu.services.linkages.rules import meetings as rules
from shihu.services.linkages.types import NewDecision

FARTHEST = timedelta(days=60)


@transaction.atomic
def call_meeting(
    *, actor: Actor, now: datetime, unit: UUID | str, at: datetime, where: str, agenda: Sequence[str]
) -> UUID:
    """Call a unit together: every household that sits in it today is expected."""
    found = opened(unit, actor=actor, on=timezone.localdate(now))
    if not found.runs:
        raise NotAllowed
    points = rules.checked_agenda(agenda)
    if not now <= at <= now + FARTHEST:
        raise MeetingPast(where="at")
    if len(where.strip()) < 2:
        raise WordsNeeded(where="where")
    if UnitMeeting.objects.filter(unit=found.unit.key, at=at).exists():
        raise MeetingTwice(where="at")
    row = UnitMeeting.objects.create(
        unit_id=found.unit.key,
        at=at,
        where=" ".join(where.split())[:60],
        agenda=list(points),
        called_by=actor.name,
        called_at=now,
    )
    MeetingPlace.objects.bulk_create(MeetingPlace(meeting=row, household_id=home) for home in found.homes)
    told = {"at": at, "where": row.where, "agenda": row.agenda}
    changed = Change("linkages.call_meeting", "unit_meeting", str(row.pk), found.unit.hamlet, None, told)
    record(actor=actor, now=now, changes=[changed])
    return row.pk


@transaction.atomic
def keep_minutes(
    *,
    actor: Actor,
    now: datetime,
    key: UUID | str,
    came: Collection[UUID],
    decisions: Sequence[NewDecision],
    minutes: str = "",
) -> None:
    """Write the minutes: who came, what was decided by how many votes, who sees to it. Written once."""
    row = UnitMeeting.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise NotFound
    found = opened(row.unit_id, actor=actor, on=timezone.localdate(now))
    if not found.runs:
        raise NotAllowed
    if row.kept_at is not None:
        raise MinutesKept
    if now < row.at:
        raise MeetingAhead
    places = {place.household_id: place for place in MeetingPlace.objects.filter(meeting=row)}
    present = [home for home in came if home in places]
    for number, decision in enumerate(decisions, start=1):
        rules.checked_votes(number, decision, len(present))
        if not decision.words.strip():
            raise WordsNeeded(where=f"words_{number}")
        if decision.owner is not None and decision.owner not in places:
            raise BadTask(where=f"owner_{number}", number=number)
    for home, place in places.items():
        place.came = home in present
    MeetingPlace.objects.bulk_update(places.values(), ["came"])
    made = [
        MeetingDecision(
            meeting=row,
            number=number,
            words=" ".join(one.words.split())[:120],
            votes_for=one.votes_for,
            votes_against=one.votes_against,
            abstained=one.abstained,
            is_carried=rules.is_carried(one, len(present), len(places)),
            owner_id=one.owner,
            due=one.due,
        )
        for number, one in enumerate(decisions, start=1)
    ]
    MeetingDecision.objects.bulk_create(made)
    row.minutes, row.kept_by, row.kept_at = minutes.strip(), actor.name, now
    row.save(update_fields=["minutes", "kept_by", "kept_at"])
    told = {"came": len(present), "expected": len(places), "decisions": [one.words for one in made]}
    changed = Change("linkages.keep_minutes", "unit_meeting", str(row.pk), found.unit.hamlet, None, told)
    record(actor=actor, now=now, changes=[changed])
    settle_meeting(now=now, meeting=row.pk)


@transaction.atomic
def finish_task(*, actor: Actor, now: datetime, key: UUID | str) -> UUID:
    """Say that a task is done: its household, the head, or the cadre. Returns the meeting."""
    row = MeetingDecision.objects.select_for_update(of=("self",)).select_related("meeting").filter(pk=key).first()
    if row is None:
        raise NotFound
    found = opened(row.meeting.unit_id, actor=actor, on=timezone.localdate(now))
    if not found.runs and (found.own is None or found.own.household != row.owner_id):
        raise NotAllowed
    if row.owner_id is None or row.done_on is not None or not row.is_carried:
        raise TaskOver
    row.done_on, row.done_by = timezone.localdate(now), actor.name
    row.save(update_fields=["done_on", "done_by"])
    told = {"words": row.words, "done_on": row.done_on}
    changed = Change("linkages.finish_task", "meeting_decision", str(row.pk), found.unit.hamlet, None, told)
    record(actor=actor, now=now, changes=[changed])
    return row.meeting_id


@transaction.atomic
def link_reach(*, actor: Actor, now: datetime, village: str, links: Mapping[UUID, UUID]) -> int:
    """Link households to Party members (household -> member) from today; all or none. Returns how many."""
    place = require_village(village, actor=actor)
    policies.KEEP_REACH.require(actor, place, seen=True)
    on = timezone.localdate(now)
    told = reading.reach_at(place, on=on)
    members = {one.person: one for one in told.members}
    homes = {one.household: one for one in told.homes}
    load = {person: told.load(person) for person in members}
    ReachLink.objects.select_for_update().filter(household__in=list(links), until=None).first()
    rows: list[ReachLink] = []
    changes: list[Change] = []
    for household, member in links.items():
        home = homes.get(household)
        if home is None or member not in members or members[member].household == household:
            raise NotOfTheParty(where="member")
        if home.link is not None:
            raise ReachedAlready(where="household")
        if load[member] >= rules.MOST_HOUSEHOLDS:
            raise ReachFull(where="member", name=members[member].name, most=rules.MOST_HOUSEHOLDS)
        load[member] += 1
        row = ReachLink(member_id=member, household_id=household, since=on, linked_by=actor.name)
        rows.append(row)
        new = {"household": home.code, "member": members[member].name}
        changes.append(Change("linkages.link_reach", "reach_link", str(row.pk), home.hamlet, None, new))
    ReachLink.objects.bulk_create(rows)
    record(actor=actor, now=now, changes=changes)
    return len(links)


@transaction.atomic
def end_reach(*, actor: Actor, now: datetime, key: UUID | str) -> str:
    """End a link today; it stays in the history. Returns the hamlet."""
    row = (
        ReachLink.objects.select_for_update(of=("self",))
        .select_related("household", "member")
        .filter(pk=key, until=None)
        .first()
    )
    if row is None:
        raise NotFound
    place = row.household.hamlet_id
    policies.KEEP_REACH.require(actor, place, seen=policies.SEE_DUTIES.allows(actor, place))
    row.until = timezone.localdate(now)
    row.save(update_fields=["until"])
    told = {"until": row.until, "member": row.member.name}
    changed = Change("linkages.end_reach", "reach_link", str(row.pk), place, {"until": None}, told)
    record(actor=actor, now=now, changes=[changed])
    return place
