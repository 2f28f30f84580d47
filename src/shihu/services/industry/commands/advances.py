"""Inputs on credit and sheds let: costs, batches, supply, what comes back, what is paid in money."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from shihu.base.ledger.queries import balance
from shihu.base.ledger.types import DocumentKind, NewLine
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.money import yuan
from shihu.kernel.refusals import NotFound
from shihu.services.industry.commands.booking import Booking
from shihu.services.industry.commands.running import Running
from shihu.services.industry.errors import (
    ActTaken,
    BadPieces,
    BadSum,
    BatchShort,
    CostShort,
    NoCost,
    NoSharingRule,
    PaysTooMuch,
    ReturnsTooMany,
    TakesNoPart,
    WagesInRegister,
)
from shihu.services.industry.models import AdvanceLine, Batch, Season, Workday
from shihu.services.industry.queries.projects import participants
from shihu.services.industry.queries.sharing import sharing_rule_on
from shihu.services.industry.queries.standings import batch_row, stands
from shihu.services.industry.rules import tags
from shihu.services.industry.rules.accounts import BANK, CASH, COST, STOCK
from shihu.services.industry.rules.advances import check_limit, unit_cost
from shihu.services.industry.types import Let, NewBatch, NewCost, ParticipantRow, Supplied

_PAID_FROM = {"bank": BANK, "cash": CASH, "stock": STOCK}
_WHAT = {"materials": "原材料", "wages": "制作工资", "other": "其他成本"}
_PAPER = {"materials": DocumentKind.INVOICE, "wages": DocumentKind.PAYROLL, "other": DocumentKind.RECEIPT}
_THING = AdvanceLine.Thing
_ACT = AdvanceLine.Act


@transaction.atomic
def book_cost(*, actor: Actor, now: datetime, season: UUID, new: NewCost, approver: Actor | None = None) -> UUID:
    """Book what making the inputs of a season costs; return the entry. It waits as cost until a batch is made of it."""
    act = Running(actor=actor, now=now)
    found = act.season(season, begins=True)
    if new.amount <= 0 or new.paid_from not in _PAID_FROM or new.what not in _WHAT:
        raise BadSum("amount")
    if new.what == "wages" and found.workdays.exclude(state=Workday.State.REVERSED).exists():
        raise WagesInRegister("what")
    booking = Booking(found, actor=actor, now=now, day=new.day)
    tag = tags.season_tag(season)
    lines = (
        NewLine(COST, new.amount, note=_WHAT[new.what], tag=tag),
        NewLine(_PAID_FROM[new.paid_from], -new.amount, tag=tag),
    )
    entry = booking.entry(new.words.strip() or _WHAT[new.what], lines, new.paper, _PAPER[new.what], new.key)
    booked = booking.post_now(entry, approver)
    act.note("book_cost", found.project, new={"what": new.what, "amount": new.amount, "words": new.words})
    return booked


@transaction.atomic
def make_batch(*, actor: Actor, now: datetime, season: UUID, new: NewBatch, approver: Actor | None = None) -> UUID:
    """Take a finished batch into stock at its cost; return its key.

    What does not divide into whole fen for a piece is the owner's cost at once, so that nobody pays above cost.
    """
    act = Running(actor=actor, now=now)
    found = act.season(season, begins=True)
    known = Batch.objects.filter(key=new.key).first()
    if known is not None:
        if (known.season_id, known.pieces, known.name) != (season, new.pieces, new.name.strip()[:40]):
            raise ActTaken("key")
        return known.pk
    tag = tags.season_tag(season)
    standing = balance(found.project.book_id, COST, actor=SYSTEM, on=new.day, tag=tag)
    cost = standing if new.cost is None else new.cost
    if cost > standing:
        raise CostShort("cost", stands=yuan(standing), cost=yuan(cost))
    if not new.name.strip():
        raise NoCost("name")
    unit = unit_cost(cost, new.pieces)
    booking = Booking(found, actor=actor, now=now, day=new.day)
    lines = (
        NewLine(STOCK, unit.price * new.pieces, tag=tag),
        NewLine(booking.chart.expense, unit.rest, note="单位成本除不尽的尾差", tag=tag),
        NewLine(COST, -cost, tag=tag),
    )
    words = f"{new.name.strip()} {new.pieces}{new.measure.strip()}入库，每{new.measure.strip()}{yuan(unit.price)}元"
    entry = booking.entry(words, lines, new.paper, DocumentKind.COUNT, new.key)
    booked = booking.post_now(entry, approver)
    batch = Batch.objects.create(
        season=found,
        name=new.name.strip()[:40],
        measure=new.measure.strip()[:8],
        pieces=new.pieces,
        cost=cost,
        price=unit.price,
        rest=unit.rest,
        made_on=new.day,
        entry=booked,
        key=new.key,
        recorded_by=actor.name,
    )
    act.note("make_batch", found.project, new={"pieces": new.pieces, "cost": cost, "price": unit.price})
    return batch.pk


@transaction.atomic
def supply(
    *,
    actor: Actor,
    now: datetime,
    batch: UUID,
    given: Sequence[Supplied],
    day: date,
    paper: str,
    key: str,
    approver: Actor | None = None,
) -> UUID:
    """Supply pieces of a batch to households on credit, at cost, all or none; return the ledger entry."""
    act = Running(actor=actor, now=now)
    made = _batch(batch)
    found = act.season(made.season_id, begins=True)
    before = _done(key, {one.household: one.pieces for one in given})
    if before is not None:
        return before
    people = _people(found, [one.household for one in given], day)
    rule = sharing_rule_on(found.project_id, day)
    if rule is None:
        raise NoSharingRule("day", day=day.isoformat())
    booking = Booking(found, actor=actor, now=now, day=day)
    tag = tags.advance_tag(found.pk)
    owes = stands(found, booking.accounts, tag, act.today)
    for one in given:
        code = people[one.household].code
        if one.pieces <= 0:
            raise BadPieces("pieces", code=code)
        check_limit(code, owes.get(code, 0), one.pieces * made.price, rule.advance_limit)
    total, left = sum(one.pieces for one in given), batch_row(made).left
    if not total or total > left:
        raise BatchShort("pieces", left=left, asked=total)
    note = f"{made.name} {made.measure}"
    lines = [
        NewLine(booking.chart.members, one.pieces * made.price, booking.party(people[one.household].code), note, tag)
        for one in given
    ]
    lines.append(NewLine(STOCK, -total * made.price, tag=tags.season_tag(found.pk)))
    words = f"{made.name}赊销{len(given)}户{total}{made.measure}，每{made.measure}{yuan(made.price)}元"
    booked = booking.post_now(booking.entry(words, lines, paper, DocumentKind.RECEIPT, key), approver)
    Booking.write(
        [
            AdvanceLine(
                season=found,
                household_id=one.household,
                thing=_THING.INPUT,
                act=_ACT.RECEIVED,
                pieces=one.pieces,
                amount=one.pieces * made.price,
                day=day,
                words=made.name,
                batch=made,
                entry=booked,
                key=key,
            )
            for one in given
        ]
    )
    act.note("supply", found.project, new={"households": len(given), "pieces": total, "amount": total * made.price})
    return booked


@transaction.atomic
def take_back(
    *,
    actor: Actor,
    now: datetime,
    batch: UUID,
    household: UUID,
    pieces: int,
    is_broken: bool,
    day: date,
    paper: str,
    key: str,
    approver: Actor | None = None,
) -> UUID:
    """Take pieces back at the price they were supplied at: whole ones into stock, broken ones as the owner's cost."""
    act = Running(actor=actor, now=now)
    made = _batch(batch)
    found = act.season(made.season_id)
    before = _done(key, {household: -pieces})
    if before is not None:
        return before
    booking = Booking(found, actor=actor, now=now, day=day)
    tag = tags.advance_tag(found.pk)
    mine = AdvanceLine.objects.filter(batch=made, household=household).select_related("household")
    code = next((line.household.code for line in mine), None)
    if code is None:
        raise NotFound
    held = mine.aggregate(sum=Sum("pieces"))["sum"] or 0
    owed, amount = stands(found, booking.accounts, tag, act.today).get(code, 0), pieces * made.price
    if pieces <= 0:
        raise BadPieces("pieces", code=code)
    if pieces > held or amount > owed:
        raise ReturnsTooMany("pieces", code=code, held=held, owed=yuan(owed), pieces=pieces, amount=yuan(amount))
    account = booking.chart.expense if is_broken else STOCK
    words = f"{made.name}{'破损' if is_broken else '退回'}{pieces}{made.measure}"
    lines = (
        NewLine(account, amount, note=words, tag=tags.season_tag(found.pk)),
        NewLine(booking.chart.members, -amount, booking.party(code), words, tag),
    )
    booked = booking.post_now(booking.entry(words, lines, paper, DocumentKind.RECEIPT, key), approver)
    Booking.write(
        [
            AdvanceLine(
                season=found,
                household_id=household,
                thing=_THING.INPUT,
                act=_ACT.BROKEN if is_broken else _ACT.RETURNED,
                pieces=-pieces,
                amount=-amount,
                day=day,
                words=made.name,
                batch=made,
                entry=booked,
                key=key,
            )
        ]
    )
    act.note("take_back", found.project, new={"household": code, "pieces": pieces, "broken": is_broken})
    return booked


@transaction.atomic
def let_sheds(
    *,
    actor: Actor,
    now: datetime,
    season: UUID,
    lets: Sequence[Let],
    lessor: UUID | None,
    day: date,
    paper: str,
    key: str,
    approver: Actor | None = None,
) -> UUID:
    """Let sheds for the season, paid after the sale. ``lessor``: whose sheds they are, where not the owner's own.

    Rent for another's sheds is passed on: it is owed to the lessor (a key of the ledger) and no income here.
    """
    act = Running(actor=actor, now=now)
    found = act.season(season, begins=True)
    before = _done(key, {one.household: one.amount for one in lets}, by="amount")
    if before is not None:
        return before
    people = _people(found, [one.household for one in lets], day)
    sites = set(found.project.sites.values_list("pk", flat=True))
    for one in lets:
        if one.amount <= 0:
            raise BadSum("amount")
        if one.site is not None and one.site not in sites:
            raise NotFound
    booking = Booking(found, actor=actor, now=now, day=day)
    tag, total = tags.rental_tag(season), sum(one.amount for one in lets)
    lines = [
        NewLine(booking.chart.members, one.amount, booking.party(people[one.household].code), "棚租", tag)
        for one in lets
    ]
    own = lessor is None or lessor == found.project.book_id
    account, party = (booking.chart.income, None) if own else (booking.chart.payable, lessor)
    lines.append(NewLine(account, -total, party, "棚租", tags.season_tag(season)))
    words = f"出菇棚租赁{len(lets)}户" if found.project.kind_id.endswith("mushroom") else f"棚舍租赁{len(lets)}户"
    booked = booking.post_now(booking.entry(words, lines, paper, DocumentKind.CONTRACT, key), approver)
    Booking.write(
        [
            AdvanceLine(
                season=found,
                household_id=one.household,
                thing=_THING.RENTAL,
                act=_ACT.LET,
                amount=one.amount,
                day=day,
                site_id=one.site,
                entry=booked,
                key=key,
            )
            for one in lets
        ]
    )
    act.note("let_sheds", found.project, new={"households": len(lets), "amount": total})
    return booked


@transaction.atomic
def repay(
    *,
    actor: Actor,
    now: datetime,
    season: UUID,
    household: UUID,
    thing: str,
    amount: int,
    paid_into: str,
    day: date,
    paper: str,
    key: str,
    approver: Actor | None = None,
) -> UUID:
    """Take money that a household pays on what it owes for inputs or a shed; never more than it owes."""
    act = Running(actor=actor, now=now)
    found = act.season(season, needs_open=False)
    before = _done(key, {household: -amount}, by="amount")
    if before is not None:
        return before
    booking = Booking(found, actor=actor, now=now, day=day)
    tag = tags.advance_tag(season) if thing == _THING.INPUT else tags.rental_tag(season)
    part = found.project.participations.filter(household=household).select_related("household").first()
    if part is None or thing not in _THING.values:
        raise NotFound
    code = part.household.code
    owed = stands(found, booking.accounts, tag, act.today).get(code, 0)
    if amount <= 0 or paid_into not in {"bank", "cash"}:
        raise BadSum("amount")
    if amount > owed:
        raise PaysTooMuch("amount", code=code, owed=yuan(owed), amount=yuan(amount))
    words = "收回垫付款" if thing == _THING.INPUT else "收回棚租"
    lines = (
        NewLine(_PAID_FROM[paid_into], amount),
        NewLine(booking.chart.members, -amount, booking.party(code), words, tag),
    )
    booked = booking.post_now(booking.entry(words, lines, paper, DocumentKind.RECEIPT, key), approver)
    Booking.write(
        [
            AdvanceLine(
                season=found,
                household_id=household,
                thing=thing,
                act=_ACT.PAID,
                amount=-amount,
                day=day,
                entry=booked,
                key=key,
            )
        ]
    )
    act.note("repay", found.project, new={"household": code, "thing": thing, "amount": amount})
    return booked


def _batch(key: UUID) -> Batch:
    made = Batch.objects.filter(pk=key).first()
    if made is None:
        raise NotFound
    return made


def _done(key: str, asked: Mapping[UUID, int], *, by: str = "pieces") -> UUID | None:
    """Return the entry that the key booked before; refuse the key where it booked something else."""
    lines = list(AdvanceLine.objects.filter(key=key).values_list("household_id", by, "entry"))
    if not lines:
        return None
    if {household: value for household, value, _entry in lines} != asked:
        raise ActTaken("key")
    return UUID(str(lines[0][2]))


def _people(season: Season, keys: Sequence[UUID], day: date) -> dict[UUID, ParticipantRow]:
    """Return those who take part on the day; refuse anybody else, and the same household twice."""
    there = participants(season.project_id, on=day)
    ever = dict(season.project.participations.values_list("household_id", "household__code"))
    if len(set(keys)) != len(keys):
        raise ActTaken("households")
    for key in keys:
        if key not in there:
            if key not in ever:
                raise NotFound
            raise TakesNoPart("household", code=ever[key])
    return there
