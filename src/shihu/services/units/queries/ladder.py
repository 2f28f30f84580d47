"""Reading the ladder: for those who keep it, and each person their own."""

from datetime import date
from uuid import UUID

from shihu.base.registry.queries import person as person_of
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.refusals import NotFound
from shihu.services.units import policies
from shihu.services.units.models import LadderStep
from shihu.services.units.queries import terms
from shihu.services.units.types import LadderDetail, LadderRow, Step


def ladder_of(person: UUID, *, actor: Actor) -> LadderDetail:
    """Return a person's steps, newest first."""
    found = person_of(person, actor=SYSTEM)
    is_own = terms.own_person(actor=actor) == person
    keeps = policies.KEEP_LADDER.allows(actor, found.hamlet)
    if not keeps and not is_own:
        raise NotFound
    return LadderDetail(
        person=person,
        name=found.member.name,
        household=found.household,
        hamlet=found.hamlet,
        is_party_member=found.member.is_party_member,
        rows=tuple(
            LadderRow(Step(s.step), s.since, s.evidence, s.reason, s.recorded_by)
            for s in LadderStep.objects.filter(person=person)
        ),
        is_own=is_own,
        may_keep=keeps,
    )


def last_step(person: UUID) -> tuple[Step, date] | None:
    """Return where a person stands and since when; None where nothing is recorded."""
    found = LadderStep.objects.filter(person=person).first()
    return (Step(found.step), found.since) if found else None
