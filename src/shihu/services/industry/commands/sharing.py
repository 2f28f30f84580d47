"""Recording the rule that the members voted."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from shihu.kernel.actors import Actor
from shihu.services.industry.commands.running import Running
from shihu.services.industry.errors import BadFloor, NoMajority, ReasonNeeded, RuleDated
from shihu.services.industry.models import SharingRule
from shihu.services.industry.rules import waterfall
from shihu.services.industry.types import NewSharingRule


@transaction.atomic
def keep_sharing_rule(*, actor: Actor, now: datetime, project: UUID, new: NewSharingRule) -> UUID:
    """Record a rule as the minutes have it; it holds from its day until the next one. Past slips stay as they are."""
    act = Running(actor=actor, now=now)
    found = act.project(project, needs_open=True)
    steps, floor = waterfall.checked_steps(new.steps), waterfall.checked_floor(new.floor)
    if new.advance_limit is not None and new.advance_limit < 0:
        raise BadFloor("advance_limit")
    if not 0 < new.votes <= new.voters or 2 * new.votes <= new.voters:
        raise NoMajority("votes", votes=new.votes, voters=new.voters)
    if not new.paper.strip():
        raise ReasonNeeded("paper")
    newest = found.rules.order_by("-since").first()
    if newest is not None and newest.since >= new.since:
        raise RuleDated("since", since=newest.since.isoformat())
    kept = {"per_sale": floor.per_sale, "share": floor.share, "per_month": floor.per_month}
    row = SharingRule.objects.create(
        project=found,
        since=new.since,
        floor=kept,
        steps=waterfall.steps_told(steps),
        advance_limit=new.advance_limit,
        paper=new.paper.strip()[:60],
        votes=new.votes,
        voters=new.voters,
        recorded_by=actor.name,
        recorded_at=now,
    )
    told = {"since": row.since, "floor": kept, "steps": row.steps, "limit": row.advance_limit, "paper": row.paper}
    act.note("keep_sharing_rule", found, new=told | {"votes": f"{new.votes}/{new.voters}"})
    return row.pk
