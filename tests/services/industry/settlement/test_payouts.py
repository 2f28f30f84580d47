"""Paying: ordered by one, confirmed by another, once."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from tests.replay import staged
from tests.services.industry.settlement.conftest import Ready

from shihu.base.ledger.queries import balance, check
from shihu.kernel.refusals import NotAllowed
from shihu.services.industry import commands, errors
from shihu.services.industry.models import DividendPayout, DividendPayoutLine

pytestmark = pytest.mark.django_db
PAID_ON = date(2019, 8, 24)


@pytest.fixture
@staged
def booked(ready: Ready) -> UUID:
    return ready.booked()


def order(ready: Ready, booked: UUID, key: str = "k", codes: tuple[str, ...] = ()) -> UUID:
    return commands.order_payout(
        actor=ready.farm.cast.cadre, now=ready.later(9), settlement=booked, key=key, codes=codes
    )


def confirm(ready: Ready, payout: UUID) -> None:
    commands.confirm_payout(
        actor=ready.farm.cast.officer, now=ready.later(9), key=payout, paid_on=PAID_ON, paper="信用社代发190824"
    )


def bank(ready: Ready) -> int:
    return balance(ready.farm.book, "102", actor=ready.farm.cast.officer, on=PAID_ON)


def test_all_are_paid_by_two_persons_and_nothing_is_owed_any_more(ready: Ready, booked: UUID) -> None:
    before = bank(ready)
    confirm(ready, order(ready, booked))
    assert bank(ready) == before - 72_000
    assert balance(ready.farm.book, "221", actor=ready.farm.cast.officer, on=PAID_ON) == 0
    assert check() == []


def test_a_double_click_orders_and_pays_once(ready: Ready, booked: UUID) -> None:
    first = order(ready, booked)
    assert order(ready, booked) == first
    confirm(ready, first)
    before = bank(ready)
    confirm(ready, first)
    assert order(ready, booked) == first
    assert bank(ready) == before
    assert DividendPayout.objects.count() == 1


def test_another_key_finds_nothing_left_to_pay(ready: Ready, booked: UUID) -> None:
    order(ready, booked)
    with pytest.raises(errors.NoDividendToPay):
        order(ready, booked, "another")
    assert DividendPayoutLine.objects.count() == 3


def test_the_same_key_for_other_households_is_refused(ready: Ready, booked: UUID) -> None:
    order(ready, booked, codes=ready.farm.codes[:1])
    with pytest.raises(errors.PayoutTaken):
        order(ready, booked, codes=ready.farm.codes[1:])


def test_who_ordered_does_not_confirm(ready: Ready, booked: UUID) -> None:
    payout = order(ready, booked)
    with pytest.raises(errors.OtherPersonNeeded):
        commands.confirm_payout(actor=ready.farm.cast.cadre, now=ready.later(9), key=payout, paid_on=PAID_ON, paper="x")
    with pytest.raises(NotAllowed):
        commands.confirm_payout(
            actor=ready.farm.cast.auditor, now=ready.later(9), key=payout, paid_on=PAID_ON, paper="x"
        )


@pytest.mark.parametrize("day", [date(2019, 8, 22), date(2019, 8, 25)])
def test_nothing_is_paid_before_it_was_booked_or_ahead_of_its_day(ready: Ready, booked: UUID, day: date) -> None:
    payout = order(ready, booked)
    with pytest.raises(errors.BadPayDay):
        commands.confirm_payout(actor=ready.farm.cast.officer, now=ready.later(9), key=payout, paid_on=day, paper="x")
    assert DividendPayout.objects.get(pk=payout).state == "ordered"


def test_what_was_withdrawn_or_came_back_is_owed_again(ready: Ready, booked: UUID) -> None:
    first = order(ready, booked)
    commands.withdraw_payout(actor=ready.farm.cast.cadre, now=ready.later(9), key=first)
    second = order(ready, booked, "second")
    confirm(ready, second)
    before = bank(ready)
    with pytest.raises(errors.PaidOut):
        commands.reverse_settlement(actor=ready.farm.cast.officer, now=ready.later(9), key=booked, reason="x")
    commands.reverse_payout(actor=ready.farm.cast.officer, now=ready.later(9), key=second, reason="卡号错，退回")
    assert bank(ready) == before + 72_000
    third = order(ready, booked, "third")
    assert DividendPayoutLine.objects.filter(payout=third).count() == 3
    assert check() == []


def test_who_owes_as_much_as_the_dividend_is_paid_nothing(ready: Ready, advanced: Callable[[int, int], None]) -> None:
    advanced(2, 9_000)
    payout = order(ready, ready.booked())
    assert set(DividendPayoutLine.objects.filter(payout=payout).values_list("line__code", flat=True)) == set(
        ready.farm.codes[:2]
    )
