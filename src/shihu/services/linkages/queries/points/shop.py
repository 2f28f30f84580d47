"""The prize fund: catalogue, stock, cover, reservations."""

from datetime import date
from uuid import UUID

from django.db.models import Q, Sum

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.models.points import PointAccount, Prize, PrizeMove, Redemption
from shihu.services.linkages.queries.points import balances, books, standing
from shihu.services.linkages.types.points import (
    PrizeRow,
    RedemptionRow,
    RedemptionState,
    Shop,
    StockKind,
    StockRow,
)

SHOWN = 40


def shop(place: str, *, actor: Actor, on: date) -> Shop:
    """Return a village's shop for its people and those at work there. Eight queries, however many prizes."""
    village = standing.village_of(place)
    own = standing.require_concern(village, actor=actor, on=on)
    sees = policies.SEE_POINTS.allows(actor, village)
    account = PointAccount.objects.filter(household=own.key).first() if own else None
    book = books.book_in_force(village, on=on)
    moves = PrizeMove.objects.filter(prize__fund=village).select_related("prize")[:SHOWN] if sees else ()
    return Shop(
        village=village,
        cover=balances.cover(village),
        prizes=tuple(row for row in prizes(village) if row.is_offered or sees),
        moves=tuple(_move(move) for move in moves),
        redemptions=tuple(redemption_rows(village=village)) if sees else (),
        balance=(balances.balance(account.pk) if account else 0) if own else None,
        account=account.pk if account else None,
        may_keep=policies.KEEP_PRIZES.allows(actor, village),
        rule=book.settings.cover_rule if book else None,
    )


def prizes(village: str) -> list[PrizeRow]:
    """Return the catalogue with what is there. Two queries."""
    sums = Prize.objects.filter(fund=village).annotate(
        stock=Sum("moves__quantity"),
        received=Sum("moves__quantity", filter=Q(moves__kind=StockKind.RECEIVED.value)),
    )
    held: dict[tuple[UUID, str], int] = {}
    counted = Redemption.objects.filter(prize__fund=village).order_by().values_list("prize", "state")
    for prize, state, total in counted.annotate(total=Sum("quantity")):
        held[prize, state] = total
    return [
        PrizeRow(
            key=row.pk,
            village=village,
            name=row.name,
            measure=row.measure,
            price=row.price,
            is_offered=row.is_offered,
            stock=row.stock or 0,
            reserved=held.get((row.pk, RedemptionState.RESERVED.value), 0),
            received=row.received or 0,
            handed=held.get((row.pk, RedemptionState.HANDED.value), 0),
        )
        for row in sums
    ]


def prize(key: UUID | str, *, actor: Actor, on: date) -> PrizeRow:
    """Return one prize of a village that the actor is concerned with."""
    found = Prize.objects.filter(pk=key).first()
    if found is None:
        raise NotFound
    standing.require_concern(found.fund_id, actor=actor, on=on)
    return next(row for row in prizes(found.fund_id) if row.key == found.pk)


def redemption_rows(*, village: str = "", account: UUID | None = None) -> list[RedemptionRow]:
    """Return redemptions, newest first: those of an account, or the latest of a village. One query."""
    found = Redemption.objects.select_related("account__household__householder", "prize")
    found = found.filter(account=account) if account else found.filter(account__village=village)
    return [
        RedemptionRow(
            key=row.pk,
            account=row.account_id,
            name=row.account.household.householder.name if row.account.household else "",
            household=row.account.household.code if row.account.household else "",
            prize=row.prize.name,
            measure=row.prize.measure,
            quantity=row.quantity,
            points=row.points,
            state=RedemptionState(row.state),
            code=row.code,
            consent=row.consent,
            asked_on=row.asked_on,
            hold_until=row.hold_until,
            done_on=row.done_on,
            by=row.done_by,
        )
        for row in found[: SHOWN * 2]
    ]


def _move(row: PrizeMove) -> StockRow:
    return StockRow(
        key=row.pk,
        prize=row.prize.name,
        measure=row.prize.measure,
        kind=StockKind(row.kind),
        quantity=row.quantity,
        value=row.value,
        donor=row.donor,
        paper=row.paper,
        day=row.day,
        recorded_by=row.recorded_by_name,
    )


def redemption(key: UUID | str, *, actor: Actor, on: date) -> tuple[RedemptionRow, str]:
    """Return a redemption and its village, for its household and those at work there."""
    found = Redemption.objects.filter(pk=key).values_list("account", "account__village").first()
    if found is None:
        raise NotFound
    account, village = found
    if not policies.SEE_POINTS.allows(actor, village):
        own = standing.lives_in(village, actor=actor, on=on)
        if own is None or not PointAccount.objects.filter(pk=account, household=own.key).exists():
            raise NotFound
    return next(row for row in redemption_rows(account=account) if row.key == UUID(str(key))), village
