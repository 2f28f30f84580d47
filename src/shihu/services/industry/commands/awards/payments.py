"""Payment lists: prepared by one person, paid by another, each booked in one entry."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from shihu.base.accounts.queries import actor_by_key
from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.ledger.commands import household_accounts, post
from shihu.base.ledger.queries import balance, booked_among, purposes
from shihu.base.ledger.types import Document, DocumentKind, EntityKind, NewEntry, NewLine, Recorded, Way
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.money import yuan
from shihu.kernel.permissions import Permission
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.errors.awards import (
    MoneyShort,
    NoMeetingPaper,
    NothingToPay,
    PaidAlready,
    RoundMoved,
    SecondPersonMissing,
)
from shihu.services.industry.models import AwardPayment, AwardPaymentLine, AwardRound, AwardShare
from shihu.services.industry.queries.awards import standing
from shihu.services.industry.queries.awards.rounds import round_seen
from shihu.services.industry.types.awards import RoundState

SOURCE_PAYMENT = "industry.award_payment"


@transaction.atomic
def prepare_award_payment(
    *, actor: Actor, now: datetime, key: UUID, day: date, account: str = "102", document: str
) -> UUID:
    """Make the list of everybody to whom the round still owes something; return its key.

    Households that ended are left out: what they are owed stays on their account until somebody says who inherits.
    """
    row = round_seen(key, actor=actor)
    AwardRound.objects.select_for_update().get(pk=row.pk)
    row.refresh_from_db()
    policies.KEEP_AWARDS.require(actor, row.fund.village_id, seen=True)
    if standing.states_of([row])[row.pk] != RoundState.APPROVED:
        raise RoundMoved
    if not document.strip():
        raise NoMeetingPaper("document")
    owed = standing.owed_by_code(row.fund, row.number, on=timezone.localdate(now))
    lists = list(row.payments.filter(discarded_at=None))
    keys = {standing.payment_key(one.pk): one.pk for one in lists}
    open_lists = set(keys.values()) - {keys[done] for done in booked_among(list(keys))}
    listed = AwardPaymentLine.objects.filter(payment__in=open_lists)
    for code, amount in listed.values_list("household__code", "amount"):
        owed[code] = owed.get(code, 0) - amount
    standing_homes = AwardShare.objects.filter(round=row, application__household__until=None)
    homes = dict(standing_homes.values_list("application__household__code", "application__household"))
    due = [(homes[code], amount) for code, amount in sorted(owed.items()) if amount > 0 and code in homes]
    if not due:
        raise NothingToPay
    last = row.payments.aggregate(last=Max("number"))["last"] or 0
    made = AwardPayment.objects.create(
        round=row,
        number=last + 1,
        day=day,
        account=account,
        document=document.strip()[:60],
        prepared_by=actor.key,
        prepared_by_name=actor.name,
        prepared_at=now,
    )
    AwardPaymentLine.objects.bulk_create(
        [AwardPaymentLine(payment=made, household_id=home, amount=amount) for home, amount in due], batch_size=500
    )
    told = {"households": len(due), "amount": sum(amount for _home, amount in due)}
    _record(actor, now, "industry.prepare_award_payment", made, told)
    return made.pk


@transaction.atomic
def pay_awards(*, actor: Actor, now: datetime, key: UUID) -> Recorded:
    """Book a payment list as paid, in one entry, by another person than who prepared it.

    The entry's key is made of the list's: a double click, and two persons at once, book it once. Whoever was paid by
    another list meanwhile, or money that is not there, refuses the whole list.
    """
    row = _locked(key, actor, policies.APPROVE_AWARDS)
    fund = row.round.fund
    sent = standing.payment_key(row.pk)
    if (known := booked_among([sent]).get(sent)) is not None:
        return Recorded(known[0], None, known[1], is_new=False)
    if row.prepared_by == actor.key:
        raise SecondPersonMissing
    if standing.states_of([row.round])[row.round_id] != RoundState.APPROVED:
        raise RoundMoved
    today = timezone.localdate(now)
    lines = list(row.lines.order_by("household__code").values_list("household__code", "amount"))
    owed = standing.owed_by_code(fund, row.round.number, on=today)
    over = [code for code, amount in lines if amount > owed.get(code, 0)]
    if over:
        raise PaidAlready(count=len(over))
    total = sum(amount for _code, amount in lines)
    money = balance(fund.book_id, row.account, actor=SYSTEM, on=today)
    if total > money:
        raise MoneyShort(asked=yuan(total), money=yuan(money))
    preparer = actor_by_key(row.prepared_by, now=now)
    parties = household_accounts(actor=actor, now=now, place=fund.village_id, codes=[code for code, _amount in lines])
    tag = standing.round_tag(fund.pk, row.round.number)
    day = min(max(row.day, row.round.approved_on or row.day), today)
    award = next(p for p in purposes(EntityKind.COLLECTIVE, on=day) if p.way == Way.PAID and p.code == "award")
    recorded = post(
        actor=preparer,
        approver=actor,
        now=now,
        entry=NewEntry(
            entity=fund.book_id,
            date=day,
            summary=f"发放{fund.title}第{row.round.number}批奖补，{len(lines)}户",
            lines=(
                *(NewLine(standing.MEMBERS, amount, party=parties[code], tag=tag) for code, amount in lines),
                NewLine(row.account, -total, tag=tag),
            ),
            document=Document(DocumentKind.PAYROLL, row.document, day, fund.village.name),
            key=sent,
            purpose=award.key,
            source=SOURCE_PAYMENT,
            source_key=row.pk,
        ),
    )
    _record(actor, now, "industry.pay_awards", row, {"households": len(lines), "amount": total})
    return recorded


@transaction.atomic
def discard_award_payment(*, actor: Actor, now: datetime, key: UUID) -> None:
    """Lay a list that is not paid aside; what it held is owed as before."""
    row = _locked(key, actor, policies.KEEP_AWARDS)
    if booked_among([standing.payment_key(row.pk)]):
        raise RoundMoved
    row.discarded_at = now
    row.save(update_fields=["discarded_at"])
    _record(actor, now, "industry.discard_award_payment", row, {"number": row.number})


def _locked(key: UUID, actor: Actor, held: Permission) -> AwardPayment:
    related = ("round__fund__village",)
    row = AwardPayment.objects.select_for_update(of=("self",)).select_related(*related).filter(pk=key).first()
    if row is None or row.discarded_at is not None or not policies.SEE_AWARDS.allows(actor, row.round.fund.village_id):
        raise NotFound
    held.require(actor, row.round.fund.village_id, seen=True)
    return row


def _record(actor: Actor, now: datetime, action: str, row: AwardPayment, told: Mapping[str, object]) -> None:
    change = Change(action, "award_payment", str(row.pk), row.round.fund.village_id, None, told)
    record(actor=actor, now=now, changes=[change])
