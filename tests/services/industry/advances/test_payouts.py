"""Paying proceeds: everybody once, by one list, however often the button is pressed."""

from datetime import date, datetime

import pytest
from tests.services.industry.advances.conftest import Supplied3

from shihu.base.ledger.commands import set_approval_rule
from shihu.base.ledger.errors import SamePerson
from shihu.base.ledger.queries import balance, check
from shihu.base.ledger.types import EntityKind
from shihu.kernel.actors import SYSTEM
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.industry import commands, queries
from shihu.services.industry.errors import ActTaken, NothingToPay, NotWaiting, PayoutWaits
from shihu.services.industry.models import Payout, PayoutLine
from shihu.services.industry.queries import advance_checks
from shihu.services.industry.rules import tags

ON = date(2019, 8, 15)


@pytest.fixture
def sold(supplied: Supplied3, now: datetime) -> Supplied3:
    commands.sell(actor=supplied.farm.cast.cadre, now=now, season=supplied.farm.season, new=supplied.sale())
    return supplied


def pay(sold: Supplied3, now: datetime, key: str = "pay-0001", **more: object) -> object:
    given = {"actor": sold.farm.cast.cadre, "season": sold.farm.season, "day": ON, "paper": "代发 1"} | more
    return commands.pay_proceeds(now=now, key=key, **given)  # type: ignore[arg-type]  # one dict of all


def test_a_double_clicked_payout_pays_once(sold: Supplied3, now: datetime) -> None:
    waiting = sum(row.waiting for row in queries.standings(sold.farm.season, actor=sold.farm.cast.cadre, on=ON))
    before = balance(sold.farm.book, "102", actor=sold.farm.cast.officer, on=ON)
    assert pay(sold, now) == pay(sold, now)
    assert balance(sold.farm.book, "102", actor=sold.farm.cast.officer, on=ON) == before - waiting
    assert (Payout.objects.count(), PayoutLine.objects.count()) == (1, 2)
    assert sold.owed(tags.proceeds_tag) == {}
    with pytest.raises(NothingToPay):
        pay(sold, now, "pay-0002")
    with pytest.raises(ActTaken):
        pay(sold, now, day=date(2019, 8, 14))
    assert advance_checks.check() == check() == []


def test_one_household_may_be_paid_alone(sold: Supplied3, now: datetime) -> None:
    pay(sold, now, households=[sold.farm.households[0]])
    assert set(sold.owed(tags.proceeds_tag)) == {sold.farm.codes[1]}
    with pytest.raises(NothingToPay):
        pay(sold, now, "pay-0002", households=[sold.farm.households[0]])


def test_above_the_amount_a_payment_waits_and_only_one_may_wait(sold: Supplied3, now: datetime) -> None:
    set_approval_rule(
        actor=SYSTEM, now=now, kind=EntityKind.COOPERATIVE, place="141130101", above=100_000, since=date(2019, 8, 10)
    )
    cast = sold.farm.cast
    key = pay(sold, now)
    assert Payout.objects.get().entry is None
    assert len(sold.owed(tags.proceeds_tag)) == 2
    with pytest.raises(PayoutWaits):
        pay(sold, now, "pay-0002")
    for who, error in ((cast.cadre, SamePerson), (cast.auditor, NotAllowed), (cast.villager, NotFound)):
        with pytest.raises(error):
            commands.approve_payout(actor=who, now=now, payout=Payout.objects.get().pk)
    commands.approve_payout(actor=cast.officer, now=now, payout=Payout.objects.get().pk)
    assert Payout.objects.get().pk == key
    assert sold.owed(tags.proceeds_tag) == {}
    with pytest.raises(NotWaiting):
        commands.turn_down_payout(actor=cast.officer, now=now, payout=Payout.objects.get().pk, reason="迟了")
    assert advance_checks.check() == check() == []


def test_a_payment_turned_down_pays_nothing_and_lets_another_begin(sold: Supplied3, now: datetime) -> None:
    set_approval_rule(
        actor=SYSTEM, now=now, kind=EntityKind.COOPERATIVE, place="141130101", above=100_000, since=date(2019, 8, 10)
    )
    pay(sold, now)
    commands.turn_down_payout(
        actor=sold.farm.cast.officer, now=now, payout=Payout.objects.get().pk, reason="银行卡号待核"
    )
    pay(sold, now, "pay-0002")
    states = [row.state for row in queries.payouts(sold.farm.season, actor=sold.farm.cast.cadre)]
    assert sorted(states) == ["turned_down", "waiting"]
