"""The prize fund: what came in, what is offered, what was given for points. Nothing is taken that is not there."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.jobs.commands import enqueue
from shihu.base.registry.queries import own_household
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.commands.points import posting
from shihu.services.linkages.errors.points import (
    BadPrize,
    BadQuantity,
    BadReceipt,
    ClaimKeyUsed,
    NoConsent,
    NoHousehold,
    NoReason,
    NotOffered,
    NotReserved,
    OutOfStock,
    OwnMatter,
    TooFewPoints,
    UnknownCode,
)
from shihu.services.linkages.models.points import PointAccount, PointEntry, Prize, PrizeMove, Redemption
from shihu.services.linkages.queries.points import balances, books, standing
from shihu.services.linkages.rules.points import books as rules
from shihu.services.linkages.rules.points import samples
from shihu.services.linkages.types.points import BookSettings, CoverRule, PointKind, RedemptionState, StockKind

GIVE_WITHHELD = "linkages.give_withheld"
MOST = 9_999
_BACK = {RedemptionState.RESERVED: RedemptionState.CANCELLED, RedemptionState.HANDED: RedemptionState.RETURNED}


@transaction.atomic
def keep_prize(
    *,
    actor: Actor,
    now: datetime,
    village: str,
    name: str,
    measure: str,
    price: int,
    is_offered: bool = True,
    prize: UUID | str | None = None,
) -> UUID:
    """Put a prize into the village's catalogue, or change its price; what was redeemed keeps the price it had."""
    if level_of(village) != Level.VILLAGE:
        raise NotFound
    policies.KEEP_PRIZES.require(actor, village, seen=policies.SEE_POINTS.allows(actor, village))
    rules.check_prize(name, measure, price)
    fund = posting.locked_fund(village)
    found = Prize.objects.filter(pk=prize, fund=fund).first() if prize else Prize(fund=fund)
    if found is None:
        raise NotFound
    if Prize.objects.filter(fund=fund, name=name.strip()[:60]).exclude(pk=found.pk).exists():
        raise BadPrize(where="name")
    old = {"price": found.price, "is_offered": found.is_offered} if prize else None
    found.name, found.measure, found.price = name.strip()[:60], measure.strip()[:20], price
    found.is_offered = is_offered
    found.save()
    told = {"name": found.name, "price": price, "is_offered": is_offered}
    record(actor=actor, now=now, changes=[Change("linkages.keep_prize", "prize", str(found.pk), village, old, told)])
    return found.pk


@transaction.atomic
def receive_prize(
    *,
    actor: Actor,
    now: datetime,
    key: UUID,
    prize: UUID | str,
    quantity: int,
    value: int | None,
    donor: str,
    paper: str,
    day: date,
) -> UUID:
    """Take goods into the stock, with who gave them and the paper; ``value`` in fen is for information only.

    Where points were withheld for want of goods, a job gives them now.
    """
    found = _prize(actor, prize)
    today = timezone.localdate(now)
    if not 1 <= quantity <= MOST:
        raise BadQuantity(where="quantity", most=MOST)
    if not donor.strip() or not paper.strip() or day > today or (value is not None and value < 0):
        raise BadReceipt(where="paper")
    move = _move(
        actor,
        now,
        PrizeMove(
            key=key,
            prize=found,
            kind=StockKind.RECEIVED.value,
            quantity=quantity,
            value=value,
            donor=donor.strip()[:80],
            paper=paper.strip()[:60],
            day=day,
        ),
    )
    book = books.book_in_force(found.fund_id, on=today)
    if book is not None and book.settings.cover_rule is CoverRule.REFUSE and any(item.record for item in book.items):
        enqueue(actor=actor, now=now, kind=GIVE_WITHHELD, argument=found.fund_id, place=found.fund_id)
    return move


@transaction.atomic
def write_off_prize(*, actor: Actor, now: datetime, key: UUID, prize: UUID | str, quantity: int, paper: str) -> UUID:
    """Take spoilt or lost goods out of the stock, with the paper that says so."""
    found = _prize(actor, prize)
    if not paper.strip():
        raise BadReceipt(where="paper")
    _check_stock(found, quantity)
    kind, today = StockKind.WRITTEN_OFF.value, timezone.localdate(now)
    paper = paper.strip()[:60]
    return _move(actor, now, PrizeMove(key=key, prize=found, kind=kind, quantity=-quantity, paper=paper, day=today))


@transaction.atomic
def reserve_prize(*, actor: Actor, now: datetime, key: UUID, prize: UUID | str, quantity: int = 1) -> UUID:
    """Reserve a prize for one's own household: points and goods are set aside at once; the code fetches them."""
    today = timezone.localdate(now)
    own = own_household(actor=actor, on=today)
    if own is None:
        raise NoHousehold
    found = Prize.objects.filter(pk=prize, fund=own.hamlet[: Level.VILLAGE]).first()
    if found is None:
        raise NotFound
    hold = today + timedelta(days=_settings(found, today).pickup_days)
    return _redeem(
        actor,
        now,
        found,
        household=own.code,
        made=Redemption(
            key=key,
            quantity=quantity,
            state=RedemptionState.RESERVED.value,
            consent=own.name,
            asked_on=today,
            hold_until=hold,
        ),
    )


@transaction.atomic
def redeem_at_counter(
    *, actor: Actor, now: datetime, key: UUID, household: str, prize: UUID | str, quantity: int, consent: str
) -> UUID:
    """Hand a prize out at the counter to a household, one of whose adults stands there and agrees."""
    found = _prize(actor, prize, hands_out=True)
    if not consent.strip():
        raise NoConsent(where="consent")
    today = timezone.localdate(now)
    return _redeem(
        actor,
        now,
        found,
        household=household,
        made=Redemption(
            key=key,
            quantity=quantity,
            state=RedemptionState.HANDED.value,
            consent=consent.strip()[:80],
            asked_on=today,
            done_on=today,
            done_by=actor.name,
        ),
    )


@transaction.atomic
def hand_over(*, actor: Actor, now: datetime, village: str, code: str) -> UUID:
    """Hand out what was reserved, to whoever shows its code."""
    policies.HAND_OUT_PRIZES.require(actor, village, seen=policies.SEE_POINTS.allows(actor, village))
    posting.locked_fund(village)
    given = "".join(code.split())
    found = Redemption.objects.filter(
        account__village=village, code=given, state=RedemptionState.RESERVED.value
    ).first()
    if found is None:
        raise UnknownCode(where="code", given=code.strip())
    if standing.too_close([found.account_id], actor=actor):
        raise OwnMatter
    found.state, found.done_on, found.done_by = RedemptionState.HANDED.value, timezone.localdate(now), actor.name
    found.save(update_fields=["state", "done_on", "done_by"])
    _told(actor, now, "linkages.hand_over_prize", found)
    return found.pk


@transaction.atomic
def undo_redemption(*, actor: Actor, now: datetime, redemption: UUID | str, reason: str) -> None:
    """Call off a reservation, or take goods back: stock and points return together.

    A household calls off its own reservation; goods that were handed out are taken back at the counter.
    """
    village = Redemption.objects.filter(pk=redemption).values_list("account__village_id", flat=True).first()
    if village is None:
        raise NotFound
    posting.locked_fund(village)
    found = Redemption.objects.select_related("account", "prize").get(pk=redemption)
    today = timezone.localdate(now)
    own = own_household(actor=actor, on=today)
    is_own = own is not None and own.key == found.account.household_id
    state = RedemptionState(found.state)
    if not is_own or state is not RedemptionState.RESERVED:
        if not policies.HAND_OUT_PRIZES.allows(actor, village):
            standing.refuse_stranger(actor, village)
        if standing.too_close([found.account_id], actor=actor):
            raise OwnMatter
        if not reason.strip():
            raise NoReason(where="reason")
    if state not in _BACK:
        raise NotReserved
    PointAccount.objects.select_for_update().get(pk=found.account_id)
    spent = PointEntry.objects.select_related("account").get(source="redemption", source_key=str(found.pk))
    posting.take_back(actor=actor, now=now, entry=spent, reason=reason)
    found.state, found.reason = _BACK[state].value, reason.strip()[:200]
    found.done_on, found.done_by = today, actor.name
    found.save(update_fields=["state", "reason", "done_on", "done_by"])
    kind = StockKind.RETURNED.value
    back = PrizeMove(prize=found.prize, kind=kind, quantity=found.quantity, day=today, redemption=found)
    # A key of its own that follows from the redemption's: it comes back once.
    back.key = UUID(posting.digest({"back": found.key})[:32])
    _move(actor, now, back)
    _told(actor, now, "linkages.undo_redemption", found, reason)


def _redeem(actor: Actor, now: datetime, prize: Prize, *, household: str, made: Redemption) -> UUID:
    village, today = prize.fund_id, timezone.localdate(now)
    posting.locked_fund(village)
    account = posting.locked_account(village=village, household=household, on=today)
    known = Redemption.objects.filter(key=made.key).first()
    if known is not None:
        if (known.account_id, known.prize_id, known.quantity) != (account.pk, prize.pk, made.quantity):
            raise ClaimKeyUsed
        return known.pk
    is_counter = made.state == RedemptionState.HANDED
    if is_counter and standing.too_close([account.pk], actor=actor):
        raise OwnMatter
    prize.refresh_from_db()
    if not prize.is_offered:
        raise NotOffered(where="prize")
    _check_stock(prize, made.quantity)
    made.account, made.prize, made.points = account, prize, prize.price * made.quantity
    made.code = samples.pickup_code(made.key)
    held = balances.balance(account.pk)
    if held < made.points:
        raise TooFewPoints(where="prize", needed=made.points, balance=held)
    made.save()
    posting.write(
        actor=actor,
        now=now,
        new=posting.NewEntry(
            account=account,
            day=today,
            points=-made.points,
            kind=PointKind.REDEMPTION,
            source="redemption",
            source_key=str(made.pk),
            note=f"{prize.name} × {made.quantity}",
            claimed_by=made.consent,
            reviewed_by=actor.name if is_counter else "",
        ),
    )
    kind = StockKind.TAKEN.value
    taken = PrizeMove(key=made.key, prize=prize, kind=kind, quantity=-made.quantity, day=today, redemption=made)
    _move(actor, now, taken)
    _told(actor, now, "linkages.redeem_points" if is_counter else "linkages.reserve_prize", made)
    return made.pk


def _prize(actor: Actor, key: UUID | str, *, hands_out: bool = False) -> Prize:
    """The prize, its fund and itself locked, if the actor keeps (or hands out) prizes there."""
    found = Prize.objects.filter(pk=key).first()
    if found is None:
        raise NotFound
    may = policies.HAND_OUT_PRIZES if hands_out else policies.KEEP_PRIZES
    may.require(actor, found.fund_id, seen=policies.SEE_POINTS.allows(actor, found.fund_id))
    posting.locked_fund(found.fund_id)
    return Prize.objects.select_for_update().get(pk=found.pk)


def _check_stock(prize: Prize, quantity: int) -> None:
    if not 1 <= quantity <= MOST:
        raise BadQuantity(where="quantity", most=MOST)
    left = balances.prize_stock(prize)
    if quantity > left:
        raise OutOfStock(where="quantity", left=left)


def _move(actor: Actor, now: datetime, move: PrizeMove) -> UUID:
    known = PrizeMove.objects.filter(key=move.key).first()
    if known is not None:
        if (known.prize_id, known.quantity, known.paper) != (move.prize_id, move.quantity, move.paper):
            raise ClaimKeyUsed
        return known.pk
    move.recorded_by_name, move.recorded_at = actor.name, now
    move.save(force_insert=True)
    told = {"kind": move.kind, "quantity": move.quantity, "donor": move.donor, "paper": move.paper}
    place = move.prize.fund_id
    change = Change("linkages.move_prize", "prize", str(move.prize_id), place, None, told)
    record(actor=actor, now=now, changes=[change])
    return move.pk


def _settings(prize: Prize, on: date) -> BookSettings:
    return books.require_book(prize.fund_id, on=on).settings


def _told(actor: Actor, now: datetime, action: str, made: Redemption, reason: str = "") -> None:
    told = {"prize": made.prize.name, "quantity": made.quantity, "points": made.points, "state": made.state}
    place = made.account.hamlet_id
    change = Change(action, "redemption", str(made.pk), place, None, told, reason.strip())
    record(actor=actor, now=now, changes=[change])
