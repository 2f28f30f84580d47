"""Entering how a book's members voted to distribute surplus."""

from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.ledger.queries import entity
from shihu.kernel.actors import Actor
from shihu.services.industry import policies
from shihu.services.industry.errors import BadVoteDay, OtherLaw, SlipNeeded
from shihu.services.industry.models import DistributionRule
from shihu.services.industry.rules.settlement import checked
from shihu.services.industry.types import Terms


@transaction.atomic
def vote_terms(
    *, actor: Actor, now: datetime, book: UUID, terms: Terms, paper: str, voted_on: date, since: date
) -> UUID:
    """Enter the next version of a book's rule on distribution, as its members' meeting voted it."""
    row = entity(book, actor=actor)
    policies.RUN_PROJECTS.require(actor, row.place, seen=policies.SEE_PROJECTS.allows(actor, row.place))
    if row.kind.value != terms.variant.value:
        raise OtherLaw("variant")
    checked(terms)
    if not paper.strip():
        raise SlipNeeded("paper")
    if voted_on > timezone.localdate(now) or since < voted_on:
        raise BadVoteDay("voted_on")
    newest = DistributionRule.objects.select_for_update().filter(book=book).order_by("-version").first()
    made = DistributionRule.objects.create(
        book_id=book,
        version=newest.version + 1 if newest else 1,
        terms=asdict(terms),
        paper=paper.strip()[:60],
        voted_on=voted_on,
        since=since,
        recorded_by=actor.name,
        recorded_at=now,
    )
    told = {**asdict(terms), "version": made.version, "paper": made.paper, "since": since}
    change = Change("industry.vote_terms", "entity", str(book), row.place, None, told)
    record(actor=actor, now=now, changes=[change])
    return made.pk
