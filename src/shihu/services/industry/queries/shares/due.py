"""What waits for whom in share books, and the panels for the pages of households and units."""

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor
from shihu.kernel.duties import DueItem
from shihu.services.industry import policies
from shihu.services.industry.models import Contribution, ShareTransfer, ValuationVote
from shihu.services.industry.queries.shares.books import rows_of, totals_of
from shihu.services.industry.queries.shares.standing import lives_in
from shihu.services.industry.types import ShareBookRow, ShareTotals


def shares_due(*, actor: Actor, on: date) -> list[DueItem]:
    """Return what waits for the actor: votes and consents of the own household; contributions and transfers to write.

    Three queries, however many items.
    """
    return [*_votes(actor, on), *_transfers(actor, on), *_contributions(actor)]


def _votes(actor: Actor, on: date) -> list[DueItem]:
    found = ValuationVote.objects.filter(
        lives_in(actor, "household"), answer="", valuation__state="voting", valuation__vote_until__gte=on
    ).select_related("valuation__book__entity")
    return [
        DueItem(
            kind="industry.vote_on_valuation",
            title=_("Vote on what land, work and skill are worth"),
            subject=vote.valuation.book.entity.name,
            place=vote.valuation.book.place_id,
            address="industry_shares_valuation",
            keys={"key": str(vote.valuation_id)},
            since=vote.valuation.proposed_on,
            due=vote.valuation.vote_until,
        )
        for vote in found
    ]


def _transfers(actor: Actor, on: date) -> list[DueItem]:
    gives = Q(lives_in(actor, "giver"), giver_agreed=None)
    takes = Q(lives_in(actor, "taker"), taker_agreed=None)
    keeps = Q(within("book__place_id", policies.RUN_PROJECTS.scopes(actor)))
    ready = Q(giver_agreed__isnull=False, taker_agreed__isnull=False) & (
        Q(offered_until=None) | Q(offered_until__lt=on)
    )
    found = ShareTransfer.objects.filter(gives | takes | keeps & ready, state="open").distinct()
    items = []
    for one in found.select_related("book__entity", "giver__householder", "taker__householder"):
        is_ready = one.giver_agreed is not None and one.taker_agreed is not None
        items.append(
            DueItem(
                kind="industry.complete_transfer" if is_ready else "industry.agree_to_transfer",
                title=_("Write an agreed transfer of shares")
                if is_ready
                else _("Agree to a transfer of shares, or not"),
                subject=one.book.entity.name,
                place=one.book.place_id,
                address="industry_shares_transfer",
                keys={"key": str(one.pk)},
                since=one.asked_on,
            )
        )
    return items


def _contributions(actor: Actor) -> list[DueItem]:
    scopes = policies.RUN_PROJECTS.scopes(actor)
    if not scopes:
        return []
    found = (
        Contribution.objects.filter(within("book__place_id", scopes))
        .exclude(state="issued")
        .order_by("book", "day")
        .select_related("book__entity")
    )
    first: dict[UUID, Contribution] = {}
    for one in found:
        first.setdefault(one.book_id, one)
    return [
        DueItem(
            kind="industry.issue_shares",
            title=_("Turn contributions into shares"),
            subject=one.book.entity.name,
            place=one.book.place_id,
            address="industry_shares_contributions",
            keys={"key": str(one.book_id)},
            since=one.day,
        )
        for one in first.values()
    ]


def household_shares_panel(code: str, *, actor: Actor, on: date) -> list[ShareTotals]:
    """Return what a household holds, for ``industry/shares/panels/household.html``."""
    return totals_of(code, actor=actor, on=on)


def unit_shares_panel(unit: UUID, *, actor: Actor, on: date) -> list[ShareBookRow]:
    """Return the share books of a unit with their sums, for ``industry/shares/panels/unit.html``."""
    return rows_of(Q(unit=unit), actor=actor, on=on)
