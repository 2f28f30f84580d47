"""A buyer pays what it owes, never more; households are paid what buyers have paid, unless somebody says otherwise."""

from datetime import date, datetime
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from tests.services.industry.receivables.conftest import DUE, OnCredit

from shihu.base.ledger.commands import set_approval_rule
from shihu.base.ledger.models import Entry
from shihu.base.ledger.queries import balance, check
from shihu.base.ledger.types import EntityKind
from shihu.kernel.actors import SYSTEM
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.industry import commands, queries
from shihu.services.industry.errors import (
    ActTaken,
    BadReceiptDay,
    BadSum,
    MoneyNotIn,
    NothingToPay,
    NotOwed,
    ReasonNeeded,
    ReceiptsStand,
    ReceiptUndone,
    ReceivesTooMuch,
)
from shihu.services.industry.models import Payout, Receipt
from shihu.services.industry.queries import advance_checks
from shihu.services.industry.rules import tags
from shihu.services.industry.rules.receivables import unpaid_parts
from shihu.services.industry.types import ReceiveAct

ON = date(2019, 8, 15)
BACKEND = "shihu.base.accounts.web.backends.NameOrPhoneBackend"


def receive(sold: OnCredit, now: datetime, amount: int, key: str = "receipt-1", **more: object) -> UUID:
    given = {"actor": sold.farm.cast.cadre, "paid_into": "bank", "day": ON, "paper": "回单 1", "sale": sold.sale} | more
    return commands.receive(now=now, amount=amount, key=key, **given)  # type: ignore[arg-type]  # one dict of all


def pay(sold: OnCredit, now: datetime, key: str = "pay-0001", **more: object) -> UUID:
    cadre, season = sold.farm.cast.cadre, sold.farm.season
    return commands.pay_proceeds(actor=cadre, now=now, season=season, day=ON, paper="代发", key=key, **more)  # type: ignore[arg-type]  # whatever a test wants


def owed(sold: OnCredit) -> int:
    return balance(sold.farm.book, "113", actor=sold.farm.cast.officer, on=ON, party=sold.buyer)


def test_a_buyer_pays_in_parts_until_nothing_is_owed(on_credit: OnCredit, now: datetime) -> None:
    assert owed(on_credit) == on_credit.total
    receive(on_credit, now, 400_000)
    assert owed(on_credit) == on_credit.total - 400_000
    [row] = queries.receivables("141130101202", actor=on_credit.farm.cast.cadre, on=ON)
    assert (row.left, row.age, row.late, row.bucket) == (on_credit.total - 400_000, 13, 5, 0)
    receive(on_credit, now, on_credit.total - 400_000, "receipt-2")
    assert owed(on_credit) == 0
    assert queries.receivables("141130101202", actor=on_credit.farm.cast.cadre, on=ON) == []
    assert advance_checks.check() == check() == []


@pytest.mark.parametrize(
    ("amount", "more", "error"),
    [
        (10**9, {}, ReceivesTooMuch),
        (0, {}, BadSum),
        (-5, {}, BadSum),
        (100, {"paid_into": "stock"}, BadSum),
        (100, {"paper": " "}, ReasonNeeded),
        (100, {"day": date(2019, 8, 1)}, BadReceiptDay),
        (100, {"day": date(2019, 8, 16)}, BadReceiptDay),
    ],
)
def test_a_payment_that_cannot_be_is_refused_and_books_nothing(
    on_credit: OnCredit, now: datetime, amount: int, more: dict[str, object], error: type[Refusal]
) -> None:
    before = Entry.objects.count()
    with pytest.raises(error):
        receive(on_credit, now, amount, **more)
    assert Entry.objects.count() == before
    assert Receipt.objects.count() == 0


def test_one_fen_more_than_is_owed_is_too_much(on_credit: OnCredit, now: datetime) -> None:
    receive(on_credit, now, on_credit.total - 1)
    with pytest.raises(ReceivesTooMuch):
        receive(on_credit, now, 2, "receipt-2")
    receive(on_credit, now, 1, "receipt-3")
    assert owed(on_credit) == 0


def test_the_same_click_twice_is_one_payment_and_only_the_desk_records_it(on_credit: OnCredit, now: datetime) -> None:
    assert receive(on_credit, now, 100_000) == receive(on_credit, now, 100_000)
    with pytest.raises(ActTaken):
        receive(on_credit, now, 200_000)
    cast = on_credit.farm.cast
    for who, error in ((cast.auditor, NotAllowed), (cast.stranger, NotFound), (cast.villager, NotAllowed)):
        with pytest.raises(error):
            receive(on_credit, now, 100, "receipt-9", actor=who)
    assert Receipt.objects.count() == 1


def test_a_payment_is_taken_back_once_and_owed_again(on_credit: OnCredit, now: datetime) -> None:
    receive(on_credit, now, 400_000)
    key, cadre = Receipt.objects.get().pk, on_credit.farm.cast.cadre
    with pytest.raises(ReasonNeeded):
        commands.undo_receipt(actor=cadre, now=now, receipt=key, reason=" ")
    commands.undo_receipt(actor=cadre, now=now, receipt=key, reason="退票")
    assert owed(on_credit) == on_credit.total
    with pytest.raises(ReceiptUndone):
        commands.undo_receipt(actor=cadre, now=now, receipt=key, reason="退票")
    assert advance_checks.check() == check() == []
    with pytest.raises(DatabaseError), transaction.atomic():
        Receipt.objects.update(amount=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Receipt.objects.all().delete()


def test_a_sale_with_payments_is_not_taken_back_before_them(on_credit: OnCredit, now: datetime) -> None:
    receive(on_credit, now, 400_000)
    cadre = on_credit.farm.cast.cadre
    with pytest.raises(ReceiptsStand):
        commands.reverse_sale(actor=cadre, now=now, sale=on_credit.sale, reason="过磅单写错")
    commands.undo_receipt(actor=cadre, now=now, receipt=Receipt.objects.get().pk, reason="退票")
    assert commands.reverse_sale(actor=cadre, now=now, sale=on_credit.sale, reason="过磅单写错")
    with pytest.raises(NotOwed):
        receive(on_credit, now, 100, "receipt-2")
    assert advance_checks.check() == check() == []


def test_above_the_amount_a_payment_and_its_reversal_wait_for_a_second_person(
    on_credit: OnCredit, now: datetime
) -> None:
    set_approval_rule(
        actor=SYSTEM, now=now, kind=EntityKind.COOPERATIVE, place="141130101", above=10_000, since=date(2019, 8, 10)
    )
    cast = on_credit.farm.cast
    act = ReceiveAct(on_credit.sale, 400_000, "bank", ON, "回单 1", "receipt-1")
    asked = commands.do_or_ask(actor=cast.cadre, now=now, act=act).asked
    assert asked is not None
    assert owed(on_credit) == on_credit.total
    commands.approve_act(actor=cast.officer, now=now, asked=asked)
    assert owed(on_credit) == on_credit.total - 400_000
    other = ReceiveAct(on_credit.sale, on_credit.total - 400_000, "bank", ON, "回单 2", "receipt-2")
    late = commands.do_or_ask(actor=cast.cadre, now=now, act=other).asked
    assert late is not None
    receive(on_credit, now, 300_000, "receipt-3", approver=cast.officer)
    with pytest.raises(ReceivesTooMuch):
        commands.approve_act(actor=cast.officer, now=now, asked=late)
    assert advance_checks.check() == check() == []


def test_households_are_paid_what_has_come_in_and_the_rest_when_it_does(on_credit: OnCredit, now: datetime) -> None:
    farm = on_credit.farm
    waiting = {one.code: one.waiting for one in queries.payables(farm.season, actor=farm.cast.cadre, on=ON)}
    with pytest.raises(MoneyNotIn):
        pay(on_credit, now)
    assert Payout.objects.count() == 0
    half = on_credit.total // 2
    receive(on_credit, now, half)
    told = queries.payables(farm.season, actor=farm.cast.cadre, on=ON)
    assert all(0 < one.payable <= one.waiting / 2 + 1 for one in told)
    pay(on_credit, now)
    paid = Payout.objects.get()
    assert paid.total == sum(one.payable for one in told)
    with pytest.raises(MoneyNotIn):
        pay(on_credit, now, "pay-0002")
    receive(on_credit, now, on_credit.total - half, "receipt-2")
    pay(on_credit, now, "pay-0003")
    assert sum(Payout.objects.values_list("total", flat=True)) == sum(waiting.values())
    assert on_credit.supplied.owed(tags.proceeds_tag) == {}
    assert advance_checks.check() == check() == []


def test_the_producer_may_advance_it_and_gets_it_back_before_more_is_paid(on_credit: OnCredit, now: datetime) -> None:
    pay(on_credit, now, ahead=True)
    assert Payout.objects.get().ahead
    assert on_credit.supplied.owed(tags.proceeds_tag) == {}
    # 7 kg are sold for money: the household was paid for more than has come in, so that nothing is due to it yet.
    cadre, season = on_credit.farm.cast.cadre, on_credit.farm.season
    commands.sell(actor=cadre, now=now, season=season, new=on_credit.supplied.sale("sale-0002", lots=(2,)))
    with pytest.raises(MoneyNotIn):
        pay(on_credit, now, "pay-0002")
    receive(on_credit, now, on_credit.total)
    pay(on_credit, now, "pay-0003")
    with pytest.raises(NothingToPay):
        pay(on_credit, now, "pay-0004")


parts = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 10**7), min_size=1)


@given(parts, st.integers(0, 10**7), st.data())
def test_the_unpaid_part_of_a_sale_is_shared_exactly_and_never_above_a_households_own(
    gets: dict[str, int], besides: int, data: st.DataObject
) -> None:
    total = sum(gets.values()) + besides  # what was kept back was bought, too
    left = data.draw(st.integers(0, total))
    told = unpaid_parts(total, left, gets) if total else {}
    if not total:
        return
    assert all(0 <= told[code] <= gets[code] for code in gets)
    assert sum(told.values()) * total >= left * sum(gets.values())
    assert (sum(told.values()) - 1) * total < left * sum(gets.values()) or not left
    if not left:
        assert not any(told.values())
    if left == total:
        assert told == gets


def test_forty_hundredths_of_a_sale_unpaid_hold_back_forty_hundredths_of_each() -> None:
    assert unpaid_parts(100_000, 40_000, {"a": 50_000, "b": 25_000}) == {"a": 20_000, "b": 10_000}


def test_a_late_buyer_stands_in_the_inbox_of_those_who_run_the_project(on_credit: OnCredit) -> None:
    cast = on_credit.farm.cast
    for who in (cast.cadre, cast.officer):
        items = [one for one in queries.industry_due(actor=who, on=ON) if one.kind == "industry.receivable"]
        assert [(one.due, one.keys) for one in items] == [(DUE, {"key": str(on_credit.sale)})]
    for who, on in ((cast.villager, ON), (cast.stranger, ON), (cast.cadre, DUE)):
        assert not [one for one in queries.industry_due(actor=who, on=on) if one.kind == "industry.receivable"]


def test_the_pages_say_what_is_owed_take_a_payment_and_export_the_list(
    on_credit: OnCredit, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(on_credit.farm.cast.user("cadre"), backend=BACKEND)
    address = reverse("industry_sales_receivables") + "?place=141130101202"
    client.get(address)
    with django_assert_max_num_queries(35):
        page = client.get(address).content.decode()
    assert "康城食品厂" in page
    assert "5 days late" in page
    assert client.get(reverse("industry_sales_receivables_export") + "?place=141130101202").status_code == 200
    sale = client.get(reverse("industry_sales_sale", kwargs={"key": on_credit.sale})).content.decode()
    assert "Record what the buyer pays" in sale
    form = reverse("industry_sales_receive", kwargs={"key": on_credit.sale})
    sent = {"amount": "99999999", "paid_into": "bank", "day": "2019-08-15", "paper": "回单", "key": "form:receive-1"}
    assert client.post(form, sent).status_code == 422
    assert Receipt.objects.count() == 0
    assert client.post(form, sent | {"amount": "1,000.00"}).status_code == 302
    undo = reverse("industry_sales_receipt_undo", kwargs={"key": Receipt.objects.get().pk})
    assert client.post(undo, {"reason": "退票", "key": "form:undo-001"}).status_code == 302
    assert Receipt.objects.get().undo_reason == "退票"
    member = Client()
    member.force_login(on_credit.farm.cast.user("villager"), backend=BACKEND)
    assert member.get(address).status_code == 404
    assert member.post(form, sent).status_code in {403, 404}
