"""The register of village works."""

from uuid import UUID

from django.utils import timezone

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import N_, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.models import PublicWork
from shihu.services.linkages.types.goals import Verdict, WorkKind, WorkRow

# What a work of each kind is counted in: nobody is asked for it.
UNITS_OF_KINDS = {
    WorkKind.ROAD: N_("metres"),
    WorkKind.WATER: N_("households connected"),
    WorkKind.LAMPS: N_("lamps"),
    WorkKind.DRAINS: N_("metres of drains, or toilets"),
    WorkKind.WASTE: N_("waste points"),
    WorkKind.MEETING: N_("square metres"),
    WorkKind.GREEN: N_("square metres"),
}


def works(place: str, *, actor: Actor, kind: str = "", verdict: str | None = None) -> list[WorkRow]:
    """Return the works of a place, newest first within a village. One query."""
    policies.SEE_GOALS.require(actor, place)
    found = PublicWork.objects.filter(within("village_id", [place]))
    if kind:
        found = found.filter(kind=kind)
    if verdict is not None:
        found = found.filter(verdict=verdict)
    return [_row(row, actor) for row in found]


def work(key: UUID, *, actor: Actor) -> WorkRow:
    """Return one work."""
    found = PublicWork.objects.filter(pk=key).first()
    if found is None or not policies.SEE_GOALS.allows(actor, found.village_id):
        raise NotFound
    return _row(found, actor)


def _row(found: PublicWork, actor: Actor) -> WorkRow:
    is_own = found.recorded_by == actor.key
    is_open = found.verdict == Verdict.WAITING.value
    return WorkRow(
        key=found.pk,
        village=found.village_id,
        kind=WorkKind(found.kind),
        name=found.name,
        quantity=found.quantity,
        paper=found.paper,
        finished_on=found.finished_on,
        recorded_by=found.recorded_name,
        recorded_on=timezone.localdate(found.recorded_at),
        verdict=Verdict(found.verdict),
        checked_by=found.checked_name,
        checked_on=found.checked_on,
        note=found.note,
        may_check=is_open and not is_own and policies.CHECK_GOALS.allows(actor, found.village_id),
        is_own=is_own,
    )
