"""What waits for a second person, and what became of what waited."""

from uuid import UUID

from django.db.models import Q, QuerySet

from shihu.base.audit.queries import within
from shihu.base.ledger import policies
from shihu.base.ledger.models import Proposal
from shihu.base.ledger.queries.entities import entity_row
from shihu.base.ledger.queries.planned import planned
from shihu.base.ledger.rules import bodies
from shihu.base.ledger.types import LineRow, ProposalRow, ProposalState
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound


def proposals(
    place: str, *, actor: Actor, state: str = "", entity: UUID | None = None, limit: int = 200
) -> list[ProposalRow]:
    """Return the proposals under ``place`` that the actor may see: what waits first, then the newest."""
    found = Proposal.objects.filter(
        within("entity__place_id", [place]), within("entity__place_id", policies.SEE_BOOKS.scopes(actor))
    )
    if state:
        found = found.filter(state=state)
    if entity:
        found = found.filter(entity=entity)
    ordered = found.select_related("entity__place", "entity__household").order_by("-proposed_at")[:limit]
    rows = [_row(one, actor, lines=()) for one in ordered]
    return sorted(rows, key=lambda row: row.state != ProposalState.WAITING)


def proposal(key: UUID, *, actor: Actor) -> ProposalRow:
    """Return one proposal with its lines; NotFound where the actor may not see its book."""
    found = Proposal.objects.select_related("entity__place", "entity__household").filter(pk=key).first()
    if found is None or not policies.sees(actor, found.entity):
        raise NotFound
    entry = bodies.entry_of(found.asked, key=found.key)
    return _row(found, actor, lines=planned(entry))


def waits_for(actor: Actor) -> QuerySet[Proposal] | None:
    """Return what waits for this actor as the second person; None for those who are never one."""
    if actor.key is None or not policies.APPROVE_VILLAGE_MONEY.scopes(actor):
        return None
    every = within("entity__place_id", policies.APPROVE_MONEY.scopes(actor))
    villages = within("entity__place_id", policies.APPROVE_VILLAGE_MONEY.scopes(actor))
    kinds = Q(entity__kind__in=[kind.value for kind in policies.OF_THE_VILLAGE])
    found = Proposal.objects.filter(every | (villages & kinds), state=ProposalState.WAITING.value)
    return found.exclude(proposed_by=actor.key)


def _row(one: Proposal, actor: Actor, *, lines: tuple[LineRow, ...]) -> ProposalRow:
    is_own = actor.key is not None and one.proposed_by == actor.key
    return ProposalRow(
        key=one.pk,
        entity=entity_row(one.entity, actor),
        state=ProposalState(one.state),
        entry=bodies.entry_of(one.asked, key=one.key),
        amount=one.amount,
        lines=lines,
        proposed_by=one.proposed_by_name,
        proposed_at=one.proposed_at,
        decided_by=one.decided_by_name,
        decided_at=one.decided_at,
        reason=one.reason,
        booked=one.entry_id,
        is_own=is_own,
        may_decide=one.state == ProposalState.WAITING and policies.may_approve(actor, one.entity) and not is_own,
    )
