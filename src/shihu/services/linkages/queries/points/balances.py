"""Balances and cover: always reckoned from the entries, never kept."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import F, Q, Sum

from shihu.services.linkages.models.points import PointAccount, PointClaim, PointEntry, Prize, PrizeMove
from shihu.services.linkages.rules.points import books as rules
from shihu.services.linkages.types.points import ClaimState, Cover, LedgerLine, PointKind

EARNED = Q(kind__in=("award", "deduction")) | Q(kind="reversal", reverses__kind__in=("award", "deduction"))


def balance(account: UUID) -> int:
    """Return an account's balance."""
    total: int | None = PointEntry.objects.filter(account=account).aggregate(total=Sum("points"))["total"]
    return total or 0


def balances(accounts: Collection[UUID]) -> dict[UUID, int]:
    """Return the balances of accounts. One query."""
    rows = PointEntry.objects.filter(account__in=accounts).order_by().values_list("account")
    return dict(rows.annotate(total=Sum("points")))


def lines(account: UUID) -> list[LedgerLine]:
    """Return an account's entries as the rules see them."""
    rows = PointEntry.objects.filter(account=account).order_by("number")
    return [
        LedgerLine(number, points, PointKind(kind), lapse, back)
        for number, points, kind, lapse, back in rows.values_list(
            "number", "points", "kind", "expires_on", "reverses__number"
        )
    ]


def lines_of_village(village: str) -> dict[UUID, list[LedgerLine]]:
    """Return the entries of every household of a village, by account. One query."""
    told: dict[UUID, list[LedgerLine]] = {}
    rows = PointEntry.objects.filter(account__village=village, account__household__isnull=False)
    for account, number, points, kind, lapse, back in rows.order_by("account", "number").values_list(
        "account", "number", "points", "kind", "expires_on", "reverses__number"
    ):
        told.setdefault(account, []).append(LedgerLine(number, points, PointKind(kind), lapse, back))
    return told


def cover(village: str) -> Cover:
    """Return households' points in a village against what its stock on offer would buy. Two queries."""
    rows = PointEntry.objects.filter(account__village=village, account__household__isnull=False).order_by()
    held = rows.values_list("account").annotate(total=Sum("points"))
    out = sum(total for _account, total in held if total > 0)
    moves = PrizeMove.objects.filter(prize__fund=village, prize__is_offered=True)
    stock: int | None = moves.aggregate(total=Sum(F("quantity") * F("prize__price")))["total"]
    return Cover(out, stock or 0)


def stock(prizes: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many of each prize are there. One query."""
    rows = PrizeMove.objects.filter(prize__in=list(prizes)).order_by().values_list("prize")
    return dict(rows.annotate(total=Sum("quantity")))


def prize_stock(prize: Prize) -> int:
    """Return how many of a prize are there."""
    return stock([prize.pk]).get(prize.pk, 0)


def used(account: PointAccount, code: str, day: date) -> int:
    """Return how often an item was given or waits to be decided for an account in the month of a day."""
    first, last = rules.month_of(day)
    given = PointEntry.objects.filter(
        account=account, item__code=code, day__range=(first, last), kind__in=("award", "deduction"), reversed_by=None
    )
    waiting = PointClaim.objects.filter(
        account=account, item__code=code, day__range=(first, last), state=ClaimState.WAITING.value
    )
    total: int = sum(rows.aggregate(total=Sum("times"))["total"] or 0 for rows in (given, waiting))
    return total


def earned(village: str, first: date, last: date) -> Mapping[UUID, int]:
    """Return points earned less those lost in a period, by account of a village. One query."""
    rows = PointEntry.objects.filter(EARNED, account__village=village, day__range=(first, last)).order_by()
    return dict(rows.values_list("account").annotate(total=Sum("points")))
