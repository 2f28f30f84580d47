"""Selling: one entry for the whole sale, exact slips, never above what was delivered, taken back whole."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from tests.services.industry.advances.conftest import SOLD, Supplied3, rule
from tests.services.industry.conftest import Farm

from shihu.base.ledger.commands import open_entity, set_approval_rule
from shihu.base.ledger.errors import SamePerson
from shihu.base.ledger.models import Entry, Proposal
from shihu.base.ledger.queries import balance, by_tag, check, entry
from shihu.base.ledger.types import EntityKind, NewEntity
from shihu.base.registry.commands import keep_enterprise
from shihu.kernel.actors import SYSTEM
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.industry import commands, queries
from shihu.services.industry.errors import (
    ActTaken,
    AlreadyUndone,
    BadWeight,
    BelowMarket,
    BuyerUnknown,
    DueDayNeeded,
    NoMarketSource,
    NoPrice,
    NoSharingRule,
    NothingSold,
    NotWaiting,
    ProceedsPaid,
    ReasonNeeded,
    SeasonClosed,
    SoldAboveDelivered,
    SoldTooEarly,
)
from shihu.services.industry.models import Sale, SaleLine, Slip
from shihu.services.industry.queries import advance_checks
from shihu.services.industry.rules import tags
from shihu.services.industry.types import CapKind, Floor, NewLot, NewSale, Price, Sold, SoldLot, Step, StepKind

ON = date(2019, 8, 15)


def sell(supplied: Supplied3, now: datetime, new: NewSale | None = None) -> Sold:
    return commands.sell(
        actor=supplied.farm.cast.cadre, now=now, season=supplied.farm.season, new=new or supplied.sale()
    )


def test_a_sale_is_one_entry_that_says_what_each_household_gets(supplied: Supplied3, now: datetime) -> None:
    done = sell(supplied, now)
    assert done.entry is not None
    detail = entry(done.entry, actor=supplied.farm.cast.cadre)
    # 1,504.21 kg at 7.60 are 11,431.996 yuan: rounded once, split exactly.
    assert detail.row.amount == done.total == 1_143_200
    farm, slips = supplied.farm, {slip.household_id: slip for slip in Slip.objects.all()}
    first, second = (slips[home] for home in farm.households[:2])
    assert first.proceeds + second.proceeds == done.total
    assert (first.proceeds, first.floor, first.household_gets) == (763_200, 152_640, 240_425)
    told = {(line.tag, line.party): -line.amount for line in detail.row.lines if line.party}
    assert told[tags.advance_tag(farm.season), farm.parties[0]] == 427_392
    assert told[tags.rental_tag(farm.season), farm.parties[0]] == 91_584
    assert told[tags.proceeds_tag(farm.season), farm.parties[0]] == 240_425
    stands = by_tag(farm.book, actor=farm.cast.officer, on=ON)
    assert stands[tags.fund_tag(farm.season), "311"] == -(2_008 + 1_000)
    assert supplied.owed()[farm.codes[0]] == 648_000 - 427_392 == first.advance_left
    assert first.pieces_left == 681  # 2,206.08 yuan at 3.24 a stick, a part counting whole
    assert advance_checks.check() == []
    assert check() == []


def test_what_a_sale_would_give_is_what_it_then_gives(supplied: Supplied3, now: datetime) -> None:
    seen = queries.preview_sale(supplied.farm.season, supplied.sale(), actor=supplied.farm.cast.cadre, today=ON)
    assert Entry.objects.filter(source="industry.season", summary__contains="售").count() == 0
    sell(supplied, now)
    stored = [(slip.household_id, slip.household_gets, slip.advance_left) for slip in Slip.objects.all()]
    assert [(slip.household, slip.split.household, slip.advance_left) for slip in seen.slips] == stored


def test_one_fen_among_seven_goes_to_one(farm: Farm, now: datetime) -> None:
    cadre = farm.cast.cadre
    commands.keep_sharing_rule(actor=cadre, now=now, project=farm.project, new=rule(steps=(), floor=Floor()))
    lots = commands.weigh(
        actor=cadre,
        now=now,
        season=farm.season,
        lots=[NewLot(farm.households[at % 3], "香菇", "次品", Decimal(3), SOLD, f"tiny-{at}") for at in range(7)],
    )
    new = NewSale(
        "饲料厂", tuple(SoldLot(lot) for lot in lots), {"次品": Price(1)}, SOLD, "售-7", "sale-one-fen", total=1
    )
    done = commands.sell(actor=cadre, now=now, season=farm.season, new=new)
    assert done.total == 1
    assert sorted(SaleLine.objects.values_list("amount", flat=True)) == [0, 0, 0, 0, 0, 0, 1]
    assert sorted(slip.household_gets for slip in Slip.objects.all()) == [0, 0, 1]
    assert advance_checks.check() == check() == []


def test_the_same_key_sells_once_and_another_body_is_refused(supplied: Supplied3, now: datetime) -> None:
    first = sell(supplied, now)
    again = sell(supplied, now)
    assert (again.sale, again.entry, again.is_new) == (first.sale, first.entry, False)
    with pytest.raises(ActTaken):
        sell(supplied, now, supplied.sale(lots=(2,)))
    assert Sale.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"lots": (0, 0)}, NothingSold),
        ({"lots": ()}, NothingSold),
        ({"price": 0}, NothingSold),
        ({"price": -1}, NoPrice),
        ({"prices": {"二级": Price(760)}}, NoPrice),
        ({"prices": {"一级": Price(700, 760)}}, BelowMarket),
        ({"day": date(2019, 7, 31)}, SoldTooEarly),
        ({"day": date(2019, 8, 16)}, Refusal),
        ({"buyer": " "}, ReasonNeeded),
        ({"paper": ""}, ReasonNeeded),
        ({"on_credit": True}, DueDayNeeded),
        ({"on_credit": True, "due": date(2019, 8, 1)}, DueDayNeeded),
        ({"on_credit": True, "due": date(2019, 9, 1)}, BuyerUnknown),
        ({"total": 0}, NothingSold),
        ({"total": -5}, NothingSold),
    ],
)
def test_a_sale_that_cannot_be_is_refused_and_leaves_nothing(
    supplied: Supplied3, now: datetime, more: dict[str, object], error: type[Refusal]
) -> None:
    before = Entry.objects.count()
    with pytest.raises(error):
        sell(supplied, now, supplied.sale(**more))  # type: ignore[arg-type]  # what each case wants otherwise
    assert (Sale.objects.count(), SaleLine.objects.count(), Slip.objects.count()) == (0, 0, 0)
    assert Entry.objects.count() == before


def test_below_the_market_stands_with_its_reason(supplied: Supplied3, now: datetime) -> None:
    new = supplied.sale(prices={"一级": Price(700, 760)}, reason="雨天菇，水分大")
    for more in (
        {},
        {"market_source": "太原河西市场"},
        {"market_source": "太原河西市场", "market_on": date(2019, 8, 3)},
    ):
        with pytest.raises(NoMarketSource):
            sell(supplied, now, replace(new, **more))  # type: ignore[arg-type]  # what is missing each time
    new = replace(new, market_source="太原河西市场", market_on=date(2019, 8, 1))
    done = sell(supplied, now, new)
    assert Sale.objects.get(pk=done.sale).reason == "雨天菇，水分大"
    assert set(SaleLine.objects.values_list("market", flat=True)) == {760}


def test_never_more_is_sold_than_was_delivered(supplied: Supplied3, now: datetime) -> None:
    half = SoldLot(supplied.lots[1], 300_000)
    sell(supplied, now, replace(supplied.sale("sale-0002"), lots=(half,)))
    with pytest.raises(SoldAboveDelivered) as refused:
        sell(supplied, now, replace(supplied.sale("sale-0003"), lots=(half,)))
    assert refused.value.values["left"] == "200"
    sell(supplied, now, supplied.sale("sale-0003", lots=(1,)))  # the rest
    with pytest.raises(SoldAboveDelivered):
        sell(supplied, now, supplied.sale("sale-0004", lots=(1,)))
    traded = queries.traded(supplied.farm.season)
    assert traded[supplied.farm.households[1]].grams == 500_000


@pytest.mark.parametrize("grams", [0, -1])
def test_negative_weights_are_refused(supplied: Supplied3, now: datetime, grams: int) -> None:
    with pytest.raises(SoldAboveDelivered):
        sell(supplied, now, replace(supplied.sale(), lots=(SoldLot(supplied.lots[0], grams),)))
    lot = supplied.farm.lot(0, str(grams), "lot-negative")
    with pytest.raises(BadWeight):
        commands.weigh(actor=supplied.farm.cast.cadre, now=now, season=supplied.farm.season, lots=[lot])


def test_nothing_is_sold_in_a_closed_season_or_without_a_rule(supplied: Supplied3, now: datetime) -> None:
    with pytest.raises(NoSharingRule):
        _without_rule(supplied, now)
    commands.close_season(actor=supplied.farm.cast.cadre, now=now, season=supplied.farm.season)
    with pytest.raises(SeasonClosed):
        sell(supplied, now)


def _without_rule(supplied: Supplied3, now: datetime) -> None:
    """A second project of the same books, for which nothing was voted."""
    from shihu.services.industry.types import NewProject

    farm, cadre = supplied.farm, supplied.farm.cast.cadre
    new = NewProject(farm.book, "industry.poria", "茯苓", "", {"members": 1000}, date(2019, 3, 1))
    project = commands.open_project(actor=cadre, now=now, new=new)
    commands.enrol(actor=cadre, now=now, project=project, codes=farm.codes, since=date(2019, 3, 1))
    season = commands.open_season(
        actor=cadre, now=now, project=project, name="2019", since=date(2019, 3, 1), due=date(2019, 12, 31)
    )
    [lot] = commands.weigh(actor=cadre, now=now, season=season, lots=[farm.lot(0, "5", "lot-poria")])
    commands.sell(
        actor=cadre,
        now=now,
        season=season,
        new=NewSale("药商", (SoldLot(lot),), {"一级": Price(500)}, SOLD, "1", "sale-poria"),
    )


def test_the_owners_own_goods_are_its_income(supplied: Supplied3, now: datetime) -> None:
    farm = supplied.farm
    own = NewLot(None, "香菇", "一级", Decimal(100), SOLD, "lot-own")
    [lot] = commands.weigh(actor=farm.cast.cadre, now=now, season=farm.season, lots=[own])
    sell(supplied, now, replace(supplied.sale(), lots=(SoldLot(lot),)))
    assert balance(farm.book, "501", actor=farm.cast.officer, on=ON, tag=tags.season_tag(farm.season)) == -(
        76_000 + 300_000
    )  # and its sheds
    assert Slip.objects.count() == 0
    assert advance_checks.check() == []


def test_goods_leave_unpaid_only_to_an_organisation_with_an_account(supplied: Supplied3, now: datetime) -> None:
    farm, officer = supplied.farm, supplied.farm.cast.officer
    buyer = keep_enterprise(
        actor=officer, now=now, name="康城食品厂", kind="enterprise.company", place="141130101", since=date(2015, 1, 1)
    )
    new = supplied.sale(on_credit=True, due=date(2019, 9, 1), enterprise=buyer)
    with pytest.raises(BuyerUnknown):
        sell(supplied, now, new)
    party = open_entity(
        actor=officer, now=now, new=NewEntity(EntityKind.ENTERPRISE, "康城食品厂", "141130101", enterprise=buyer)
    )
    done = sell(supplied, now, new)
    assert balance(farm.book, "113", actor=officer, on=ON, party=party) == done.total


def test_a_sale_taken_back_leaves_debts_as_before_and_goods_free(supplied: Supplied3, now: datetime) -> None:
    done = sell(supplied, now)
    assert commands.reverse_sale(actor=supplied.farm.cast.cadre, now=now, sale=done.sale, reason="过磅单写错")
    assert supplied.owed() == dict.fromkeys(supplied.farm.codes, 648_000)
    assert supplied.owed(tags.proceeds_tag) == {}
    assert advance_checks.check() == check() == []
    with pytest.raises(AlreadyUndone):
        commands.reverse_sale(actor=supplied.farm.cast.cadre, now=now, sale=done.sale, reason="再来")
    assert queries.traded(supplied.farm.season) == {}
    assert sell(supplied, now, supplied.sale("sale-0002")).total == done.total


def test_a_sale_whose_proceeds_were_paid_is_not_taken_back(supplied: Supplied3, now: datetime) -> None:
    done = sell(supplied, now)
    commands.pay_proceeds(
        actor=supplied.farm.cast.cadre, now=now, season=supplied.farm.season, day=ON, paper="代发 1", key="pay-0001"
    )
    with pytest.raises(ProceedsPaid):
        commands.reverse_sale(actor=supplied.farm.cast.cadre, now=now, sale=done.sale, reason="过磅单写错")
    assert Sale.objects.get().reversed_on is None


def _rule_of_two(now: datetime) -> None:
    set_approval_rule(
        actor=SYSTEM, now=now, kind=EntityKind.COOPERATIVE, place="141130101", above=500_000, since=date(2019, 8, 1)
    )


def test_above_the_ledgers_amount_a_sale_waits_for_a_second_person(supplied: Supplied3, now: datetime) -> None:
    _rule_of_two(now)
    cast = supplied.farm.cast
    done = sell(supplied, now)
    assert done.waits
    assert (Slip.objects.count(), Proposal.objects.count()) == (0, 0)
    with pytest.raises(SoldAboveDelivered):  # its goods are held
        sell(supplied, now, supplied.sale("sale-0002"))
    with pytest.raises(SamePerson):
        commands.approve_sale(actor=cast.cadre, now=now, sale=done.sale)
    with pytest.raises(NotAllowed):
        commands.approve_sale(actor=cast.auditor, now=now, sale=done.sale)
    with pytest.raises(NotFound):
        commands.approve_sale(actor=cast.colleague, now=now, sale=done.sale)
    assert not commands.approve_sale(actor=cast.officer, now=now, sale=done.sale).waits
    with pytest.raises(NotWaiting):
        commands.approve_sale(actor=cast.officer, now=now, sale=done.sale)
    booked = Sale.objects.get().entry
    assert booked is not None
    detail = entry(booked, actor=cast.officer)
    assert (detail.row.recorded_by, detail.row.approved_by) == (cast.cadre.name, cast.officer.name)
    # Taking it back asks for two, too.
    assert not commands.reverse_sale(actor=cast.cadre, now=now, sale=done.sale, reason="过磅单写错")
    assert Sale.objects.get().reversed_on is None
    with pytest.raises(SamePerson):
        commands.approve_sale(actor=cast.cadre, now=now, sale=done.sale)
    commands.approve_sale(actor=cast.officer, now=now, sale=done.sale)
    assert Sale.objects.get().reversed_on == ON
    assert advance_checks.check() == check() == []


def test_a_sale_turned_down_frees_its_goods(supplied: Supplied3, now: datetime) -> None:
    _rule_of_two(now)
    cast = supplied.farm.cast
    done = sell(supplied, now)
    with pytest.raises(ReasonNeeded):
        commands.turn_down_sale(actor=cast.officer, now=now, sale=done.sale, reason=" ")
    commands.turn_down_sale(actor=cast.officer, now=now, sale=done.sale, reason="单价写错")
    assert sell(supplied, now, supplied.sale("sale-0002")).waits
    assert [row.state for row in queries.sales(supplied.farm.season, actor=cast.cadre)] == ["waiting", "turned_down"]


def test_what_waits_is_reckoned_when_it_is_booked(supplied: Supplied3, now: datetime) -> None:
    _rule_of_two(now)
    cast, farm = supplied.farm.cast, supplied.farm
    commands.keep_sharing_rule(
        actor=cast.cadre,
        now=now,
        project=farm.project,
        new=rule(since=date(2019, 8, 2), floor=Floor(), steps=(Step(StepKind.ADVANCE, CapKind.ALL),)),
    )
    big = sell(supplied, now, supplied.sale(lots=(0,), price=700))
    commands.repay(
        actor=cast.cadre,
        now=now,
        season=farm.season,
        household=farm.households[0],
        thing="input",
        amount=400_000,
        paid_into="bank",
        day=ON,
        paper="据 1",
        key="repay-001",
    )
    commands.approve_sale(actor=cast.officer, now=now, sale=big.sale)
    assert farm.codes[0] not in supplied.owed()  # 2,480 were left of the debt, and no more was taken
    assert advance_checks.check() == []


def test_a_member_reads_the_own_slip_and_no_other(supplied: Supplied3, now: datetime) -> None:
    done, cast = sell(supplied, now), supplied.farm.cast
    told = queries.sale(done.sale, actor=cast.villager, today=ON)
    assert [slip.code for slip in told.slips] == [supplied.farm.codes[0]]
    assert queries.slip(done.sale, supplied.farm.codes[0], actor=cast.villager).slip.split.household == 240_425
    for who in (cast.villager, cast.colleague, cast.stranger, cast.banker):
        with pytest.raises(NotFound):
            queries.slip(done.sale, supplied.farm.codes[1], actor=who)
