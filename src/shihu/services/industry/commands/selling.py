"""Selling what was delivered: one command, one ledger entry for the whole sale."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from shihu.base.ledger.commands import reverse
from shihu.base.ledger.errors import SamePerson
from shihu.base.ledger.types import DocumentKind, NewLine
from shihu.base.registry.queries import enterprise as enterprise_of
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.money import yuan
from shihu.kernel.places import Level, lies_in
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.commands.booking import Booking
from shihu.services.industry.commands.running import Running
from shihu.services.industry.errors import (
    ActTaken,
    AlreadyUndone,
    DueDayNeeded,
    NotWaiting,
    ProceedsPaid,
    ReasonNeeded,
    ReceiptsStand,
)
from shihu.services.industry.models import AdvanceLine, Sale, SaleLine, Season, Slip
from shihu.services.industry.queries.belonging import opened
from shihu.services.industry.queries.receivables import received_on
from shihu.services.industry.queries.reckoning import reckon
from shihu.services.industry.queries.selling import asked, buyer_of
from shihu.services.industry.queries.standings import accounts_of, stands
from shihu.services.industry.rules import tags
from shihu.services.industry.rules.accounts import BANK
from shihu.services.industry.types import NewSale, Reckoned, SlipRow, Sold, StepKind

_SPENT = {StepKind.FUND: "约定基金", StepKind.FEE: "服务费"}
_THING = AdvanceLine.Thing
_ACT = AdvanceLine.Act


@transaction.atomic
def sell(*, actor: Actor, now: datetime, season: UUID, new: NewSale, approver: Actor | None = None) -> Sold:
    """Sell deliveries to a buyer and book the whole sale as one entry; a key sent again answers as it did.

    Where the ledger's rule asks for a second person and ``approver`` is none, the sale waits with its goods in hand
    until :func:`approve_sale`; what each household gets is reckoned when it is booked.
    """
    act = Running(actor=actor, now=now)
    found = act.season(season)
    known = Sale.objects.filter(key=new.key).first()
    if known is not None:
        if _told(known) != (season, new.buyer.strip()[:80], new.day, {one.lot for one in new.lots}):
            raise ActTaken("key")
        return Sold(known.pk, known.entry, known.total, is_new=False)
    if not new.buyer.strip() or not new.paper.strip():
        raise ReasonNeeded("buyer" if not new.buyer.strip() else "paper")
    if new.enterprise is not None:
        _check_buyer(new.enterprise, found)
    if new.on_credit and (new.due is None or new.due < new.day):
        raise DueDayNeeded("due")
    given = reckon(found, new, act.today)
    sale = Sale.objects.create(
        season=found,
        buyer=new.buyer.strip()[:80],
        enterprise_id=new.enterprise,
        sold_on=new.day,
        paper=new.paper.strip()[:60],
        reason=new.reason.strip()[:200],
        market_source=new.market_source.strip()[:80],
        market_on=new.market_on,
        on_credit=new.on_credit,
        due_on=new.due if new.on_credit else None,
        total=given.total,
        key=new.key,
        recorder=actor.key,
        recorded_by=actor.name,
        recorded_at=now,
    )
    SaleLine.objects.bulk_create(
        [
            SaleLine(sale=sale, lot_id=lot, grams=grams, price=price, market=market, amount=amount)
            for lot, grams, price, market, amount in given.lines
        ],
        batch_size=500,
    )
    booked = _book(Booking(found, actor=actor, now=now, day=new.day), sale, given, approver)
    told = {"buyer": sale.buyer, "total": sale.total, "sold_on": sale.sold_on, "lots": len(given.lines)}
    act.note("sell", found.project, new=told | {"waits": booked is None})
    return Sold(sale.pk, booked, sale.total)


@transaction.atomic
def approve_sale(*, actor: Actor, now: datetime, sale: UUID) -> Sold:
    """Book, as the second person, a sale that waits; or take back one that somebody asked to take back."""
    found = _second(actor, sale)
    act = Running(actor=actor, now=now)
    season = act.season(found.season_id, needs_open=found.entry is None)
    found = Sale.objects.select_for_update().get(pk=sale)
    if found.reversed_on is None and found.entry is not None and found.undo_reason:
        first = Booking.recorder(found.undo_recorder, now)
        _distinct(first, actor)
        _take_back(act, season, found, first, approver=actor)
        return Sold(found.pk, found.entry, found.total)
    if found.entry is not None or found.reversed_on is not None:
        raise NotWaiting
    first = Booking.recorder(found.recorder, now)
    _distinct(first, actor)
    given = reckon(season, asked(found), act.today, besides=found.pk)
    booked = _book(Booking(season, actor=first, now=now, day=found.sold_on), found, given, approver=actor)
    act.note("approve_sale", season.project, new={"buyer": found.buyer, "total": found.total})
    return Sold(found.pk, booked, found.total)


@transaction.atomic
def turn_down_sale(*, actor: Actor, now: datetime, sale: UUID, reason: str) -> None:
    """Turn down what waits, as the second person or as who recorded it; the goods are free again."""
    found = _second(actor, sale)
    act = Running(actor=actor, now=now)
    season = act.season(found.season_id, needs_open=False)
    found = Sale.objects.select_for_update().get(pk=sale)
    if not reason.strip():
        raise ReasonNeeded("reason")
    if found.reversed_on is not None or (found.entry is not None and not found.undo_reason):
        raise NotWaiting
    if found.entry is None:
        found.reversed_on = act.today
    found.undo_reason, found.undo_recorder, found.undo_by = "", None, ""
    found.save(update_fields=["reversed_on", "undo_reason", "undo_recorder", "undo_by"])
    act.note("turn_down_sale", season.project, new={"buyer": found.buyer}, reason=reason)


@transaction.atomic
def reverse_sale(*, actor: Actor, now: datetime, sale: UUID, reason: str, approver: Actor | None = None) -> bool:
    """Take a booked sale back: the ledger's lines with the other sign, the goods free, the debts as before.

    Returns False where a second person has to look first. Refused once its proceeds were paid out.
    """
    found = _second(actor, sale)
    act = Running(actor=actor, now=now)
    season = act.season(found.season_id)
    found = Sale.objects.select_for_update().get(pk=sale)
    if found.entry is None or found.reversed_on is not None:
        raise AlreadyUndone
    if not reason.strip():
        raise ReasonNeeded("reason")
    found.undo_reason, found.undo_recorder, found.undo_by = reason.strip()[:200], actor.key, actor.name
    done = _take_back(act, season, found, actor, approver=approver)
    found.save(update_fields=["undo_reason", "undo_recorder", "undo_by"])
    if not done:
        act.note("ask_reversal", season.project, new={"buyer": found.buyer, "total": found.total}, reason=reason)
    return done


def _book(booking: Booking, sale: Sale, given: Reckoned, approver: Actor | None) -> UUID | None:
    """Book the sale, its slips and what they pay off; None and nothing of it where a second person has to look."""
    season, chart = booking.season, booking.chart
    tag = tags.season_tag(season.pk)
    account, party = (chart.receivable, buyer_of(sale)) if sale.on_credit else (BANK, None)
    lines = [NewLine(account, given.total, party, sale.buyer, tag)]
    for slip in given.slips:
        member = booking.party(slip.code)
        parts = (
            (slip.split.taken(StepKind.ADVANCE), "还垫付款", tags.advance_tag(season.pk)),
            (slip.split.taken(StepKind.RENTAL), "付棚租", tags.rental_tag(season.pk)),
            (slip.split.household, "货款", tags.proceeds_tag(season.pk)),
        )
        lines += [NewLine(chart.members, -amount, member, note, part) for amount, note, part in parts]
    fund, fee = (sum(slip.split.taken(kind) for slip in given.slips) for kind in (StepKind.FUND, StepKind.FEE))
    lines.append(NewLine(chart.fund, -fund, None, _SPENT[StepKind.FUND], tags.fund_tag(season.pk)))
    lines.append(NewLine(chart.income, -fee, None, _SPENT[StepKind.FEE], tag))
    lines.append(NewLine(chart.income, -given.own_amount, None, "自产品销售", tag))
    words = f"售{sale.buyer}"
    entry = booking.entry(words, lines, sale.paper, DocumentKind.SETTLEMENT, f"industry:sale:{sale.pk.hex}")
    booked = booking.post(entry, approver)
    if booked is None:
        return None
    sale.entry = booked
    sale.save(update_fields=["entry"])
    Slip.objects.bulk_create([_slip(sale, slip) for slip in given.slips], batch_size=500)
    Booking.write([line for slip in given.slips for line in _paid_off(season, sale, slip, booked)])
    return booked


def _slip(sale: Sale, given: SlipRow) -> Slip:
    steps = [
        {"kind": one.kind.value, "owed": one.owed, "most": one.most, "amount": one.amount} for one in given.split.steps
    ]
    return Slip(
        sale=sale,
        household_id=given.household,
        grams=given.grams,
        proceeds=given.split.proceeds,
        floor=given.split.floor,
        steps=steps,
        household_gets=given.split.household,
        advance_left=given.advance_left,
        rental_left=given.rental_left,
        pieces_left=given.pieces_left,
    )


def _paid_off(season: Season, sale: Sale, slip: SlipRow, entry: UUID) -> list[AdvanceLine]:
    taken = ((_THING.INPUT, StepKind.ADVANCE), (_THING.RENTAL, StepKind.RENTAL))
    return [
        AdvanceLine(
            season=season,
            household_id=slip.household,
            thing=thing,
            act=_ACT.SOLD,
            amount=-slip.split.taken(kind),
            day=sale.sold_on,
            words=sale.buyer,
            sale=sale,
            entry=entry,
            key=sale.key,
        )
        for thing, kind in taken
    ]


def _take_back(act: Running, season: Season, sale: Sale, first: Actor, *, approver: Actor | None) -> bool:
    """Reverse the entry and write the debts back; False where a second person has to look first."""
    if sale.entry is None:
        raise AlreadyUndone
    _check_unpaid(act, season, sale)
    paid = received_on(sale)
    if paid:
        raise ReceiptsStand("sale", paid=yuan(paid))
    key = f"industry:undo:{sale.pk.hex}"
    with transaction.atomic():
        done = reverse(
            actor=first,
            now=act.now,
            entry=sale.entry,
            on=act.today,
            reason=sale.undo_reason,
            key=key,
            approver=approver,
        )
        if done.entry is None:
            # The ledger would keep a proposal; here the sale itself waits.
            transaction.set_rollback(True)
    if done.entry is None:
        return False
    lines = AdvanceLine.objects.filter(sale=sale, act=_ACT.SOLD)
    Booking.write(
        [
            AdvanceLine(
                season=season,
                household_id=line.household_id,
                thing=line.thing,
                act=_ACT.UNDONE,
                amount=-line.amount,
                day=act.today,
                words=sale.buyer,
                sale=sale,
                entry=done.entry,
                key=key,
            )
            for line in lines
        ]
    )
    sale.reversed_on = act.today
    sale.save(update_fields=["reversed_on"])
    act.note("reverse_sale", season.project, new={"buyer": sale.buyer, "total": sale.total}, reason=sale.undo_reason)
    return True


def _check_unpaid(act: Running, season: Season, sale: Sale) -> None:
    """Refuse where a household has been paid already what it would have to give back."""
    waiting = stands(season, accounts_of(season, act.today), tags.proceeds_tag(season.pk), act.today)
    for slip in sale.slips.select_related("household"):
        held = -waiting.get(slip.household.code, 0)
        if held < slip.household_gets:
            raise ProceedsPaid("sale", code=slip.household.code, stands=yuan(held), amount=yuan(slip.household_gets))


def _check_buyer(key: UUID, season: Season) -> None:
    """Refuse a buyer of another county; organisations of the own one may buy wherever their register stands."""
    buyer = enterprise_of(key, actor=SYSTEM)
    if not lies_in(buyer.place, season.project.place_id[: Level.COUNTY]):
        raise NotFound


def _second(actor: Actor, key: UUID) -> Sale:
    sale = Sale.objects.select_related("season").filter(pk=key).first()
    if sale is None:
        raise NotFound
    seen = opened(sale.season.project_id, actor=actor)
    if not seen.sees:
        raise NotFound
    policies.APPROVE.require(actor, seen.project.place_id, seen=True)
    return sale


def _distinct(first: Actor, second: Actor) -> None:
    if first.key == second.key:
        raise SamePerson


def _told(sale: Sale) -> tuple[UUID, str, object, set[UUID]]:
    return sale.season_id, sale.buyer, sale.sold_on, set(sale.lines.values_list("lot_id", flat=True))
