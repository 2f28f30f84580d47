"""Writing the roll-out plan: the day by which a village is to reach each stage."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.places.queries import place as place_of
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of
from shihu.services.units import policies
from shihu.services.units.errors import NotAVillage
from shihu.services.units.models import PlannedStage
from shihu.services.units.rules import rollout as rules
from shihu.services.units.types import RolloutStage


@transaction.atomic
def plan_village(*, actor: Actor, now: datetime, place: str, planned: Mapping[RolloutStage, date]) -> int:
    """Set the planned days of a village; a stage that is left out loses its day. Returns how many days changed."""
    policies.PLAN_ROLLOUT.require(actor, place, seen=policies.SEE_UNITS.allows(actor, place))
    if level_of(place) != Level.VILLAGE:
        raise NotAVillage(where="place")
    kept = rules.checked_plan(planned)
    place_of(place, actor=actor)
    known = PlannedStage.objects.select_for_update().filter(place_id=place)
    before = {RolloutStage(row.stage): row.planned for row in known}
    changed = sorted(stage for stage in {*before, *kept} if before.get(stage) != kept.get(stage))
    if not changed:
        return 0
    PlannedStage.objects.filter(place_id=place, stage__in=changed).delete()
    PlannedStage.objects.bulk_create(
        PlannedStage(place_id=place, stage=stage, planned=kept[stage], set_by=actor.name, set_at=now)
        for stage in changed
        if stage in kept
    )
    old = {stage.name.lower(): before.get(stage) for stage in changed}
    new = {stage.name.lower(): kept.get(stage) for stage in changed}
    record(actor=actor, now=now, changes=[Change("units.plan_rollout", "place", place, place, old, new)])
    return len(changed)
