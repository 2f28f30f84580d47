"""Ending terms, and deputies who stand in."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.units import policies
from shihu.services.units.commands.installing import Terms
from shihu.services.units.errors import BadTermDay, HeadThere, NoDeputy, TermOver, UnitNotInForce
from shihu.services.units.models import HeadTerm, Unit
from shihu.services.units.queries import electors
from shihu.services.units.queries import terms as queries
from shihu.services.units.types import Office, TermEnd

# By a successor and by recall a term ends in an election; the others are told.
_TOLD = frozenset({TermEnd.RESIGNED, TermEnd.DIED, TermEnd.LEFT, TermEnd.TERM, TermEnd.UNIT})


@transaction.atomic
def end_term(*, actor: Actor, now: datetime, term: UUID, how: TermEnd, day: date, note: str = "") -> None:
    """End a term that the village tells has ended; ``day`` is the first day without it, today at the latest."""
    found = HeadTerm.objects.select_for_update(of=("self",)).select_related("unit", "person").filter(pk=term).first()
    if found is None:
        raise NotFound
    hamlet = found.unit.hamlet_id
    policies.INSTALL_HEADS.require(actor, hamlet, seen=policies.SEE_HEADS.allows(actor, hamlet))
    if found.until is not None or how not in _TOLD:
        raise TermOver
    if not found.since <= day <= timezone.localdate(now):
        raise BadTermDay(where="day")
    Terms(actor=actor, now=now, unit=found.unit).end(found, how, day=day, note=note)


@transaction.atomic
def name_interim(*, actor: Actor, now: datetime, unit: UUID) -> UUID:
    """Let the first deputy who still sits in the unit head it until the next election. Return the term."""
    found = Unit.objects.select_for_update().filter(pk=unit).first()
    if found is None:
        raise NotFound
    policies.INSTALL_HEADS.require(actor, found.hamlet_id, seen=policies.SEE_HEADS.allows(actor, found.hamlet_id))
    today = timezone.localdate(now)
    if found.since is None or found.until is not None:
        raise UnitNotInForce
    held = [t for t in queries.unit_terms(unit, actor=actor, on=today) if t.until is None]
    if any(t.office == Office.HEAD for t in held):
        raise HeadThere(unit=found.name)
    deputy = next((t for t in held if t.office == Office.DEPUTY and not t.trouble), None)
    if deputy is None:
        raise NoDeputy(unit=found.name)
    days = electors.head_rules(found.hamlet_id, on=today).interim_days
    begun = Terms(actor=actor, now=now, unit=found).begin(
        deputy.person,
        deputy.household,
        Office.HEAD,
        since=today,
        due=today + timedelta(days=days),
        is_interim=True,
    )
    return begun.pk
