"""What a village's points are about today, and what of them other pages show."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.translation import pgettext

from shihu.base.audit.queries import within
from shihu.base.registry.queries import own_household
from shihu.kernel.actors import Actor
from shihu.kernel.duties import DueItem
from shihu.kernel.presentation import Stat
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.models.points import PointAccount, PointClaim, PointEntry, PointNotice, Redemption
from shihu.services.linkages.queries.points import balances, books, claims, standing
from shihu.services.linkages.queries.points.accounts import account_of_household, account_of_unit
from shihu.services.linkages.queries.points.samples import to_rescore
from shihu.services.linkages.rules.points import books as book_rules
from shihu.services.linkages.rules.points import ledger as rules
from shihu.services.linkages.types.points import AccountRow, ClaimRow, ClaimState, PointsOverview, RedemptionState

# Seconds that a review takes by the form's own measure (one look, one tap), in whole minutes.
REVIEW_MINUTES = 1


def overview(place: str, *, actor: Actor, on: date) -> PointsOverview:
    """Return a village's day: what waits, what is out, what covers it."""
    village = standing.village_of(place)
    if not policies.SEE_POINTS.allows(actor, village):
        raise NotFound
    all_books = books.books_of(village)
    book = book_rules.in_force(all_books, on)
    states = dict(
        PointClaim.objects.filter(account__village=village).order_by().values_list("state").annotate(n=Count("pk"))
    )
    first, last = book_rules.month_of(on)
    month = PointEntry.objects.filter(balances.EARNED, account__village=village, day__range=(first, last)).order_by()
    by_linkage: dict[str, int] = {}
    for own, back, points in month.values_list("item__linkage", "reverses__item__linkage").annotate(n=Sum("points")):
        by_linkage[own or back] = by_linkage.get(own or back, 0) + points
    to_notify, to_lapse = _lapsing(village, on, book.settings.notice_days if book else 0)
    held = Redemption.objects.filter(account__village=village, state=RedemptionState.RESERVED.value)
    return PointsOverview(
        village=village,
        book=book,
        draft=next((b for b in all_books if not b.is_approved), None),
        cover=balances.cover(village),
        waiting=states.get(ClaimState.WAITING.value, 0),
        appealed=states.get(ClaimState.APPEALED.value, 0),
        accounts=PointAccount.objects.filter(village=village, household__isnull=False).count(),
        earned_this_month=sum(by_linkage.values()),
        reserved=held.count(),
        to_notify=to_notify,
        to_lapse=to_lapse,
        by_linkage=by_linkage,
        may_keep=policies.KEEP_POINT_RULES.allows(actor, village),
    )


def villages_with_points(place: str, *, actor: Actor) -> list[str]:
    """Return the villages of a place that have a rule book or a draft, by code."""
    from shihu.services.linkages.models.points import PointRuleBook

    mine = within("village_id", policies.SEE_POINTS.scopes(actor)) & within("village_id", [place])
    return sorted(set(PointRuleBook.objects.filter(mine).order_by().values_list("village_id", flat=True)))


def points_due(*, actor: Actor, on: date) -> list[DueItem]:
    """Return what waits for the actor: claims and appeals to review, second looks, prizes to hand out, own appeals.

    Nothing that is too close to the actor is among it: it waits for somebody else.
    """
    led = standing.led_unit(actor)
    mine = within("account__hamlet_id", policies.REVIEW_POINTS.scopes(actor))
    if led is not None:
        mine |= Q(unit=led)
    found = PointClaim.objects.filter(mine, state__in=claims.OPEN)
    due = [_to_review(row) for row in claims.claim_rows(found, actor=actor) if not row.conflict]
    again = [_to_rescore(row) for row in to_rescore(actor=actor)]
    return due + again + _to_hand_out(actor) + _own(actor, on)


def _to_rescore(row: ClaimRow) -> DueItem:
    return DueItem(
        kind="linkages.rescore_points",
        title=pgettext("linkages", "Score a drawn claim again, blind"),
        subject=row.rule.words,
        place=row.hamlet,
        address="linkages_points_rescore",
        keys={"key": str(row.key)},
        minutes=REVIEW_MINUTES,
    )


def _to_review(row: ClaimRow) -> DueItem:
    is_appeal = row.state is ClaimState.APPEALED
    began = row.appealed_at if is_appeal and row.appealed_at else row.claimed_at
    return DueItem(
        kind="linkages.review_appeal" if is_appeal else "linkages.review_points",
        title=pgettext("linkages", "Decide an appeal on points")
        if is_appeal
        else pgettext("linkages", "Review a claim of points"),
        subject=f"{row.name} · {row.rule.words}",
        place=row.hamlet,
        address="linkages_points_review",
        keys={"key": str(row.key)},
        since=began.date(),
        due=began.date() + timedelta(days=7),
        minutes=REVIEW_MINUTES,
    )


def _to_hand_out(actor: Actor) -> list[DueItem]:
    scopes = policies.HAND_OUT_PRIZES.scopes(actor)
    if not scopes:
        return []
    held = Redemption.objects.filter(within("account__hamlet_id", scopes), state=RedemptionState.RESERVED.value)
    return [
        DueItem(
            kind="linkages.hand_out_prize",
            title=pgettext("linkages", "Hand out a reserved prize"),
            subject=f"{row.account.household.householder.name if row.account.household else ''} · {row.prize.name}",
            place=row.account.hamlet_id,
            address="linkages_points_counter",
            query=f"place={row.account.village_id}",
            since=row.asked_on,
            due=row.hold_until,
            minutes=1,
        )
        for row in held.select_related("account__household__householder", "prize")
    ]


def _own(actor: Actor, on: date) -> list[DueItem]:
    """A refused or cut claim of the own household that may still be appealed; points that will lapse."""
    own = own_household(actor=actor, on=on)
    if own is None:
        return []
    cut = PointClaim.objects.filter(
        account__household=own.key, state=ClaimState.DECIDED.value, appeal_until__gte=on
    ).select_related("item")
    told = PointNotice.objects.filter(account__household=own.key, expires_on__gte=on)
    return [
        DueItem(
            kind="linkages.may_appeal",
            title=pgettext("linkages", "Fewer points than claimed: accept, or appeal"),
            subject=claim.item.words,
            place=own.hamlet,
            address="linkages_points_claim_one",
            keys={"key": str(claim.pk)},
            since=claim.decided_on,
            due=claim.appeal_until,
        )
        for claim in cut
    ] + [
        DueItem(
            kind="linkages.points_lapse",
            title=pgettext("linkages", "Points lapse: use them before"),
            subject=str(notice.points),
            place=own.hamlet,
            address="linkages_points_own",
            since=notice.told_on,
            due=notice.expires_on,
        )
        for notice in told
    ]


def _lapsing(village: str, on: date, notice_days: int) -> tuple[int, int]:
    """Accounts to be told of points that will lapse, and those whose points may be taken now. Three queries."""
    told: dict[UUID, dict[date, date]] = {}
    for account, day, told_on in PointNotice.objects.filter(account__village=village).values_list(
        "account", "expires_on", "told_on"
    ):
        told.setdefault(account, {})[day] = told_on
    lines = balances.lines_of_village(village)
    to_notify = to_lapse = 0
    for account, entries in lines.items():
        soon = rules.lapsing(rules.lots(entries), by=on + timedelta(days=notice_days))
        known = told.get(account, {})
        to_notify += any(day not in known for day in soon)
        ripe = on - timedelta(days=notice_days)
        to_lapse += any(day < on and day in known and known[day] <= ripe for day in soon)
    return to_notify, to_lapse


@dataclass(frozen=True, slots=True)
class PointsPanel:
    """For ``linkages/points/panels/account.html``: an account on the page of its household or unit."""

    href: str
    stats: tuple[Stat, ...]
    empty: str = ""


def household_points_panel(code: str, *, actor: Actor, on: date) -> PointsPanel:
    """Return what a household's page says of its points, limited to what the actor may see."""
    return _panel(account_of_household(code, actor=actor, on=on))


def unit_points_panel(unit: UUID, *, actor: Actor, on: date) -> PointsPanel:
    """Return what a unit's page says of its points, limited to what the actor may see."""
    return _panel(account_of_unit(unit, actor=actor, on=on))


def _panel(row: AccountRow | None) -> PointsPanel:
    if row is None:
        return PointsPanel("", (), pgettext("linkages", "No points yet."))
    return PointsPanel(
        href=reverse("linkages_points_account", kwargs={"key": row.key}),
        stats=(
            Stat(pgettext("linkages", "Points left"), str(row.balance)),
            Stat(pgettext("linkages", "Earned this month"), str(row.earned)),
            Stat(pgettext("linkages", "Claims waiting"), str(row.waiting), tone="ochre" if row.waiting else "plain"),
        ),
    )
