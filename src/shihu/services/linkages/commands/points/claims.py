"""Claims of households: made, reviewed by somebody else, appealed once to somebody else again."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.queries import own_household
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound
from shihu.services.linkages.commands.points import posting
from shihu.services.linkages.errors.points import (
    BadPoints,
    ClaimKeyUsed,
    NoHousehold,
    NoReason,
    NotAppealable,
    NotClaimed,
    NotWaiting,
    OwnMatter,
    SeenBefore,
    UnknownItem,
)
from shihu.services.linkages.models.points import PointAccount, PointClaim, PointEntry, PointReview
from shihu.services.linkages.queries.points import balances, books, standing
from shihu.services.linkages.rules.points import books as rules
from shihu.services.linkages.rules.points import ledger
from shihu.services.linkages.types.points import ClaimState, Earner, PointKind, PointVerdict, ReviewStage


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a claim: points now given, and whether the prize fund lags behind."""

    points: int
    is_uncovered: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """One person's look at a claim, to be written."""

    claim: PointClaim
    stage: ReviewStage
    verdict: PointVerdict
    points: int
    reason: str


@transaction.atomic
def claim_points(
    *, actor: Actor, now: datetime, key: UUID, item: UUID | str, day: date, times: int = 1, words: str = ""
) -> UUID:
    """Claim points for one's own household. The same key with the same contents is the same claim."""
    today = timezone.localdate(now)
    own = own_household(actor=actor, on=today)
    if own is None or actor.key is None:
        raise NoHousehold
    body = posting.digest({"household": own.key, "item": item, "day": day, "times": times, "words": words.strip()})
    village = own.hamlet[: Level.VILLAGE]
    account = posting.locked_account(village=village, household=own.code, on=today)
    known = PointClaim.objects.filter(key=key).first()
    if known is not None:
        if known.body != body:
            raise ClaimKeyUsed
        return known.pk
    newest = books.require_book(village, on=today)
    rules.check_day(day, today=today, window=newest.settings.claim_days)
    rule = next((i for i in books.require_book(village, on=day).items if str(i.key) == str(item)), None)
    if rule is None or rule.key is None:
        raise UnknownItem(where="item")
    if not rule.may_claim or rule.earner is not Earner.HOUSEHOLD:
        raise NotClaimed(where="item")
    rules.check_times(rule, times, used=balances.used(account, rule.code, day))
    made = PointClaim.objects.create(
        key=key,
        body=body,
        account=account,
        unit_id=posting.unit_of(account),
        item_id=rule.key,
        day=day,
        times=times,
        asked=rule.points * times,
        words=words.strip()[:200],
        state=ClaimState.WAITING.value,
        claimed_by=actor.key,
        claimed_by_name=own.name or actor.name,
        claimed_at=now,
    )
    told = {"item": rule.code, "day": day, "times": times, "asked": made.asked}
    _told(actor, now, "linkages.claim_points", made, told)
    return made.pk


@transaction.atomic
def review_claim(
    *,
    actor: Actor,
    now: datetime,
    claim: UUID | str,
    verdict: PointVerdict,
    points: int | None = None,
    reason: str = "",
) -> Decided:
    """Decide a claim that waits, or its appeal. An appeal never makes the household worse off."""
    found = _claim(claim)
    if not standing.reviews(actor, found):
        standing.refuse_stranger(actor, found.account.hamlet_id)
    state = ClaimState(found.state)
    if state not in {ClaimState.WAITING, ClaimState.APPEALED}:
        raise NotWaiting
    require_apart(actor, found)
    before = _given(found)
    stage = ReviewStage.FIRST if state is ClaimState.WAITING else ReviewStage.APPEAL
    given = _points(found, verdict, points, reason, least=before)
    _review(actor, now, Look(found, stage, verdict, given, reason.strip()))
    today = timezone.localdate(now)
    settings = books.require_book(found.account.village_id, on=found.day).settings
    is_over = stage is ReviewStage.APPEAL or given == found.asked
    found.state = (ClaimState.FINAL if is_over else ClaimState.DECIDED).value
    found.decided_on = found.decided_on or today
    found.appeal_until = today + timedelta(days=settings.appeal_days) if not is_over else found.appeal_until
    found.save(update_fields=["state", "decided_on", "appeal_until"])
    action = "linkages.review_claim" if stage is ReviewStage.FIRST else "linkages.review_appeal"
    _told(actor, now, action, found, {"verdict": verdict.value, "points": given, "asked": found.asked}, reason)
    return Decided(given, _post(actor, now, Look(found, stage, verdict, given, reason.strip()), before))


@transaction.atomic
def appeal_claim(*, actor: Actor, now: datetime, claim: UUID | str, words: str) -> None:
    """Ask for another person's look at a claim that was cut or refused: once, within the days of the rule book."""
    found = _claim(claim)
    today = timezone.localdate(now)
    own = own_household(actor=actor, on=today)
    if own is None or own.key != found.account.household_id:
        standing.refuse_stranger(actor, found.account.hamlet_id)
    open_until = found.appeal_until
    if found.state != ClaimState.DECIDED or open_until is None or today > open_until:
        raise NotAppealable
    if not words.strip():
        raise NoReason(where="words")
    found.state, found.appeal, found.appealed_at = ClaimState.APPEALED.value, words.strip()[:300], now
    found.save(update_fields=["state", "appeal", "appealed_at"])
    _told(actor, now, "linkages.appeal_claim", found, {"words": found.appeal})


@transaction.atomic
def rescore_claim(
    *,
    actor: Actor,
    now: datetime,
    claim: UUID | str,
    verdict: PointVerdict,
    points: int | None = None,
    reason: str = "",
) -> None:
    """Take the blind second look at a claim that was drawn. The points stay; the difference is listed."""
    found = _claim(claim)
    if not standing.rescores(actor, found):
        standing.refuse_stranger(actor, found.account.hamlet_id)
    if not is_drawn(found) or found.reviews.filter(stage=ReviewStage.SAMPLE.value).exists():
        raise NotWaiting
    require_apart(actor, found)
    given = _points(found, verdict, points, reason, least=0)
    _review(actor, now, Look(found, ReviewStage.SAMPLE, verdict, given, reason.strip()))
    _told(actor, now, "linkages.rescore_claim", found, {"verdict": verdict.value, "points": given}, reason)


def require_apart(actor: Actor, claim: PointClaim) -> None:
    """Refuse the claimant, the household, kin, and whoever looked at the claim before."""
    if actor.key is None or actor.key == claim.claimed_by or standing.too_close([claim.account_id], actor=actor):
        raise OwnMatter
    if claim.reviews.filter(reviewer=actor.key).exists():
        raise SeenBefore


def is_drawn(claim: PointClaim) -> bool:
    """Tell whether the claim stands in a month's sample."""
    from shihu.services.linkages.models.points import PointSampleClaim

    return PointSampleClaim.objects.filter(claim=claim).exists()


def _claim(key: UUID | str) -> PointClaim:
    """The claim, with its village and account locked."""
    place = PointClaim.objects.filter(pk=key).values_list("account__village_id", "account_id").first()
    if place is None:
        raise NotFound
    posting.locked_fund(place[0])
    PointAccount.objects.select_for_update().get(pk=place[1])
    return PointClaim.objects.select_related("account", "item", "account__household").get(pk=key)


def _given(claim: PointClaim) -> int:
    last = claim.reviews.exclude(stage=ReviewStage.SAMPLE.value).last()
    return last.points if last else 0


def _points(claim: PointClaim, verdict: PointVerdict, points: int | None, reason: str, *, least: int) -> int:
    """What a verdict gives; ``least`` is what the household has already."""
    if verdict is not PointVerdict.ACCEPT and not reason.strip():
        raise NoReason(where="reason")
    if verdict is PointVerdict.ACCEPT:
        return claim.asked
    if verdict is PointVerdict.REFUSE:
        return least
    if points is None or not least < points < claim.asked:
        raise BadPoints(where="points", least=least + 1, most=max(claim.asked - 1, least + 1))
    return points


def _review(actor: Actor, now: datetime, look: Look) -> None:
    if actor.key is None:
        raise NotFound
    PointReview.objects.create(
        claim=look.claim,
        stage=look.stage.value,
        verdict=look.verdict.value,
        points=look.points,
        reason=look.reason[:300],
        reviewer=actor.key,
        reviewer_name=actor.name,
        at=now,
    )


def _post(actor: Actor, now: datetime, look: Look, before: int) -> bool:
    """Write what a decision gives; what the one before gave is taken back first."""
    claim, given = look.claim, look.points
    if given == before:
        return False
    book = books.require_book(claim.account.village_id, on=claim.day)
    uncovered = posting.check_cover(book, claim.account, given - before)
    earlier = PointEntry.objects.select_related("account").filter(claim=claim, kind="award", reversed_by=None).last()
    if earlier is not None:
        posting.take_back(actor=actor, now=now, entry=earlier, reason=look.reason or claim.appeal)
    posting.write(
        actor=actor,
        now=now,
        new=posting.NewEntry(
            account=claim.account,
            day=claim.day,
            points=given,
            kind=PointKind.AWARD,
            source="claim" if look.stage is ReviewStage.FIRST else "appeal",
            source_key=str(claim.pk),
            item=claim.item_id,
            times=claim.times,
            claim=claim,
            note=look.reason or claim.words,
            expires_on=ledger.expires_on(claim.day, book.settings.expires_after),
            claimed_by=claim.claimed_by_name,
            reviewed_by=actor.name,
        ),
    )
    return uncovered


def _told(
    actor: Actor, now: datetime, action: str, claim: PointClaim, told: dict[str, object], reason: str = ""
) -> None:
    change = Change(action, "point_claim", str(claim.pk), claim.account.hamlet_id, None, told, reason.strip())
    record(actor=actor, now=now, changes=[change])
