"""Reading one objection."""

from uuid import UUID

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.models import AwardApplication, AwardObjection
from shihu.services.industry.queries.awards.applications import rows_of
from shihu.services.industry.queries.awards.rounds import objection_rows
from shihu.services.industry.types.awards import ApplicationRow, ObjectionRow


def award_objection(key: UUID, *, actor: Actor) -> tuple[ObjectionRow, ApplicationRow]:
    """Return an objection with its application, for those who see the fund."""
    found = AwardObjection.objects.filter(pk=key).select_related("application__fund").first()
    if found is None or not policies.SEE_AWARDS.allows(actor, found.application.fund.village_id):
        raise NotFound
    (row,) = objection_rows(AwardObjection.objects.filter(pk=key), actor=actor)
    (of,) = rows_of(AwardApplication.objects.filter(pk=found.application_id), actor)
    return row, of
