"""Claims: what waits for whom, one claim, what may be claimed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from shihu.base.audit.queries import within
from shihu.base.registry.queries import own_household
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import N_, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.errors.points import NoHousehold
from shihu.services.linkages.models.points import PointClaim, PointSampleClaim
from shihu.services.linkages.queries.points import books, standing
from shihu.services.linkages.types.points import (
    ClaimRow,
    ClaimState,
    Earner,
    PointRule,
    PointVerdict,
    ReviewRow,
    ReviewStage,
    RuleBook,
)

OWN_CLAIM = N_("Your own household, relatives or unit: somebody else decides.")
SEEN_BEFORE = N_("You looked at it before: another person takes this look.")
OPEN = (ClaimState.WAITING.value, ClaimState.APPEALED.value)


def claimable(*, actor: Actor, on: date) -> tuple[RuleBook, tuple[PointRule, ...]]:
    """Return the rule book in force for the actor's household, and what it may claim today."""
    own = own_household(actor=actor, on=on)
    if own is None:
        raise NoHousehold
    book = books.require_book(own.hamlet[: Level.VILLAGE], on=on)
    return book, tuple(item for item in book.items if item.may_claim and item.earner is Earner.HOUSEHOLD)


def review_queue(place: str, *, actor: Actor, states: tuple[str, ...] = OPEN) -> list[ClaimRow]:
    """Return the claims of a place that wait for somebody of the actor's office, oldest first."""
    led = standing.led_unit(actor)
    if led is None and not policies.SEE_POINTS.allows(actor, place):
        raise NotFound
    mine = within("account__hamlet_id", policies.SEE_POINTS.scopes(actor))
    if led is not None:
        mine |= Q(unit=led)
    found = PointClaim.objects.filter(mine, within("account__hamlet_id", [place]), state__in=states)
    return claim_rows(found, actor=actor)


def claim(key: UUID | str, *, actor: Actor, on: date) -> ClaimRow:
    """Return a claim for the household that made it, for its reviewers and those who see points there."""
    found = PointClaim.objects.select_related("account").filter(pk=key).first()
    if found is None:
        raise NotFound
    own = own_household(actor=actor, on=on)
    is_own = own is not None and own.key == found.account.household_id
    sees = policies.SEE_POINTS.allows(actor, found.account.hamlet_id) or standing.reviews(actor, found)
    if not is_own and not sees:
        raise NotFound
    row = claim_rows(PointClaim.objects.filter(pk=key), actor=actor)[0]
    return blind(row) if not row.conflict and awaits_second_look(found) else row


def awaits_second_look(found: PointClaim) -> bool:
    """Tell whether the claim was drawn and not looked at again yet."""
    waits = PointSampleClaim.objects.filter(claim=found).exclude(claim__reviews__stage=ReviewStage.SAMPLE.value)
    return bool(waits.exists())


def sampled(key: UUID | str, *, actor: Actor) -> ClaimRow:
    """Return a drawn claim for the blind second look: nothing of the first decision is in it."""
    found = PointClaim.objects.select_related("account").filter(pk=key).first()
    if found is None or not awaits_second_look(found) or not standing.rescores(actor, found):
        raise NotFound
    row = claim_rows(PointClaim.objects.filter(pk=key), actor=actor)[0]
    return blind(row)


def may_review(row: ClaimRow, *, actor: Actor) -> bool:
    """Tell whether the actor's office is to review this claim."""
    return policies.REVIEW_POINTS.allows(actor, row.hamlet) or row.unit == str(standing.led_unit(actor) or "-")


def claim_rows(found: QuerySet[PointClaim] | Iterable[PointClaim], *, actor: Actor) -> list[ClaimRow]:
    """Claims as rows, each with why this actor may not look at it. Six queries at most."""
    if isinstance(found, QuerySet):
        found = found.select_related("account__household__householder", "item__book").prefetch_related("reviews")
    claims = list(found)
    close = standing.too_close({claim.account_id for claim in claims}, actor=actor)
    return [_row(claim, actor, is_close=claim.account_id in close) for claim in claims]


def _row(claim: PointClaim, actor: Actor, *, is_close: bool) -> ClaimRow:
    reviews = tuple(
        ReviewRow(
            stage=ReviewStage(r.stage),
            verdict=PointVerdict(r.verdict),
            points=r.points,
            reason=r.reason,
            by=r.reviewer_name,
            at=r.at,
            reviewer=r.reviewer,
        )
        for r in claim.reviews.all()
    )
    is_own = claim.claimed_by == actor.key or is_close
    seen = any(review.reviewer == actor.key for review in reviews)
    home = claim.account.household
    return ClaimRow(
        key=claim.pk,
        account=claim.account_id,
        name=home.householder.name if home else "",
        code=home.code if home else "",
        hamlet=claim.account.hamlet_id,
        village=claim.account.village_id,
        unit=str(claim.unit_id or ""),
        rule=books.item(claim.item),
        version=claim.item.book.version,
        day=claim.day,
        times=claim.times,
        asked=claim.asked,
        words=claim.words,
        state=ClaimState(claim.state),
        claimed_by=claim.claimed_by_name,
        claimant=claim.claimed_by,
        claimed_at=claim.claimed_at,
        appeal=claim.appeal,
        appealed_at=claim.appealed_at,
        appeal_until=claim.appeal_until,
        reviews=reviews,
        conflict=OWN_CLAIM if is_own else SEEN_BEFORE if seen else "",
        is_own=is_own,
    )


def blind(row: ClaimRow) -> ClaimRow:
    """A claim without anything that tells how it was decided."""
    return replace(row, reviews=(), state=ClaimState.WAITING, appeal="", appealed_at=None, appeal_until=None)
