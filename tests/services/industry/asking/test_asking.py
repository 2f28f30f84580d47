"""Above the amount of one person an act is kept whole, and booked once by a second person."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from tests.replay import staged
from tests.services.industry.advances.conftest import Supplied3, made_supplied, rule
from tests.services.industry.advances.units import dissolve, give_unit
from tests.services.industry.conftest import Farm

from shihu.base.accounts.commands import end_role
from shihu.base.ledger.commands import set_approval_rule
from shihu.base.ledger.errors import SamePerson
from shihu.base.ledger.models import Entry, Proposal
from shihu.base.ledger.queries import balance, check
from shihu.base.ledger.types import EntityKind
from shihu.kernel.actors import SYSTEM, Role
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.industry import commands, queries
from shihu.services.industry.errors import (
    ActTaken,
    AskerMayNot,
    BatchShort,
    CostShort,
    MovedMeanwhile,
    NotWaiting,
    Overdrawn,
    PaysTooMuch,
    ReasonNeeded,
    SeasonClosed,
)
from shihu.services.industry.models import AdvanceLine, AskedAct, Batch
from shihu.services.industry.queries import advance_checks
from shihu.services.industry.types import (
    Act,
    BackAct,
    BatchAct,
    CostAct,
    Let,
    LetAct,
    NewBatch,
    NewCost,
    RepayAct,
    Supplied,
    SupplyAct,
    WindAct,
)

ON = date(2019, 8, 15)


@pytest.fixture
@staged
def supplied(farm: Farm, now: datetime) -> Supplied3:
    """The farm after spring; from 10 August one person books at most 100 yuan."""
    made = made_supplied(farm, now)
    set_approval_rule(
        actor=SYSTEM, now=now, kind=EntityKind.COOPERATIVE, place="141130101", above=10_000, since=date(2019, 8, 10)
    )
    return made


def cost(made: Supplied3, amount: int = 250_000, key: str = "cost-late") -> CostAct:
    return CostAct(made.farm.season, NewCost("materials", amount, "bank", "麸皮", ON, "票 9", "孝义农资公司", key))


def batch(made: Supplied3) -> BatchAct:
    return BatchAct(made.farm.season, NewBatch("二号菌棒", "棒", 100, ON, "盘点 9", "batch-late"))


def supply(made: Supplied3, pieces: int = 50, key: str = "supply-late") -> SupplyAct:
    given = tuple(Supplied(home, pieces) for home in made.farm.households)
    return SupplyAct(made.batch, given, ON, "领 9", key)


def let(made: Supplied3) -> LetAct:
    lets = tuple(Let(home, 40_000) for home in made.farm.households)
    return LetAct(made.farm.season, lets, None, ON, "租 9", "let-late")


def back(made: Supplied3) -> BackAct:
    return BackAct(made.batch, made.farm.households[0], 100, is_broken=False, day=ON, paper="退 9", key="back-late")


def repay(made: Supplied3, amount: int = 60_000, key: str = "repay-late") -> RepayAct:
    home = made.farm.households[0]
    return RepayAct(made.farm.season, home, "input", amount, "bank", ON, "收 9", key)


ACTS: tuple[Callable[[Supplied3], Act], ...] = (cost, supply, let, back, repay)


def ask(made: Supplied3, now: datetime, act: Act) -> UUID:
    asked = commands.do_or_ask(actor=made.farm.cast.cadre, now=now, act=act).asked
    assert asked is not None
    return asked


def state() -> tuple[int, int, int, int]:
    return Entry.objects.count(), Proposal.objects.count(), AdvanceLine.objects.count(), Batch.objects.count()


@pytest.mark.parametrize("make", ACTS)
def test_an_act_above_the_amount_waits_whole_and_is_booked_once(
    supplied: Supplied3, now: datetime, make: Callable[[Supplied3], Act]
) -> None:
    cast, before, act = supplied.farm.cast, state(), make(supplied)
    asked = ask(supplied, now, act)
    assert state() == before
    assert queries.asked_act(asked, actor=cast.officer).act == act
    assert commands.do_or_ask(actor=cast.cadre, now=now, act=act).asked == asked
    commands.approve_act(actor=cast.officer, now=now, asked=asked)
    found = AskedAct.objects.get()
    entry = Entry.objects.get(pk=found.entry)
    assert (entry.recorded_by, entry.approved_by) == (cast.cadre.key, cast.officer.key)
    assert (found.state, found.amount) == ("booked", entry.amount)
    after = state()
    assert after[0] == before[0] + 1
    with pytest.raises(NotWaiting):
        commands.approve_act(actor=cast.officer, now=now, asked=asked)
    assert commands.do_or_ask(actor=cast.cadre, now=now, act=act).asked == asked
    assert state() == after
    assert advance_checks.check() == check() == []


def test_below_the_amount_an_act_is_booked_at_once_and_nothing_waits(supplied: Supplied3, now: datetime) -> None:
    done = commands.do_or_ask(actor=supplied.farm.cast.cadre, now=now, act=cost(supplied, 9_999))
    assert not done.waits
    assert not AskedAct.objects.exists()
    assert Entry.objects.filter(key="cost-late").exists()


def test_a_batch_that_takes_all_costs_keeps_the_sum_that_was_seen(supplied: Supplied3, now: datetime) -> None:
    cast = supplied.farm.cast
    commands.approve_act(actor=cast.officer, now=now, asked=ask(supplied, now, cost(supplied)))
    asked = ask(supplied, now, batch(supplied))
    commands.do_or_ask(actor=cast.cadre, now=now, act=cost(supplied, 9_000, "cost-more"))
    commands.approve_act(actor=cast.officer, now=now, asked=asked)
    made = Batch.objects.get(key="batch-late")
    assert (made.cost, made.price, made.rest) == (250_000, 2_500, 0)
    assert balance(supplied.farm.book, "401", actor=cast.officer, on=ON) == 9_000
    assert AskedAct.objects.get(pk=asked).entry == made.entry


@pytest.mark.parametrize("make", [cost, supply])
def test_only_a_second_person_of_the_place_approves(
    supplied: Supplied3, now: datetime, make: Callable[[Supplied3], Act]
) -> None:
    cast, asked, before = supplied.farm.cast, ask(supplied, now, make(supplied)), state()
    refused = (
        (cast.cadre, SamePerson),
        (cast.auditor, NotAllowed),
        (cast.villager, NotFound),
        (cast.stranger, NotFound),
    )
    for who, error in refused:
        with pytest.raises(error):
            commands.approve_act(actor=who, now=now, asked=asked)
    assert state() == before
    assert AskedAct.objects.get().state == "waiting"


def test_turning_down_needs_a_reason_and_books_nothing(supplied: Supplied3, now: datetime) -> None:
    cast, asked, before = supplied.farm.cast, ask(supplied, now, supply(supplied)), state()
    with pytest.raises(ReasonNeeded):
        commands.turn_down_act(actor=cast.officer, now=now, asked=asked, reason=" ")
    commands.turn_down_act(actor=cast.officer, now=now, asked=asked, reason="领条没有签字")
    with pytest.raises(NotWaiting):
        commands.approve_act(actor=cast.officer, now=now, asked=asked)
    row = queries.asked_act(asked, actor=cast.cadre).row
    assert (row.state, row.reason, row.decided_by) == ("turned_down", "领条没有签字", cast.officer.name)
    assert state() == before


def test_who_asked_may_take_it_back(supplied: Supplied3, now: datetime) -> None:
    asked = ask(supplied, now, cost(supplied))
    assert queries.asked_act(asked, actor=supplied.farm.cast.cadre).row.may_take_back
    commands.turn_down_act(actor=supplied.farm.cast.cadre, now=now, asked=asked, reason="金额写错")
    assert AskedAct.objects.get().state == "turned_down"


def test_the_key_of_a_form_holds_one_act_only(supplied: Supplied3, now: datetime) -> None:
    ask(supplied, now, cost(supplied))
    with pytest.raises(ActTaken):
        ask(supplied, now, cost(supplied, 260_000))


def supplied_unlimited(made: Supplied3, now: datetime, pieces: int) -> None:
    """Supply one household after the members voted the limit away."""
    cast = made.farm.cast
    new = rule(since=date(2019, 8, 11), advance_limit=None)
    commands.keep_sharing_rule(actor=cast.cadre, now=now, project=made.farm.project, new=new)
    commands.supply(
        actor=cast.cadre,
        now=now,
        batch=made.batch,
        given=[Supplied(made.farm.households[1], pieces)],
        day=ON,
        paper="领 8",
        key="supply-else",
        approver=cast.officer,
    )


MOVED: tuple[tuple[Callable[[Supplied3], Act], Callable[[Supplied3, datetime], object], type[Refusal]], ...] = (
    # Of the 4,000 pieces that were left, too few are left by now.
    (lambda made: supply(made, 1_000), lambda made, now: supplied_unlimited(made, now, 1_500), BatchShort),
    # The debt is nearly paid by the time the payment is looked at.
    (
        repay,
        lambda made, now: commands.repay(
            actor=made.farm.cast.cadre,
            now=now,
            season=made.farm.season,
            household=made.farm.households[0],
            thing="input",
            amount=600_000,
            paid_into="cash",
            day=ON,
            paper="收 8",
            key="repay-else",
            approver=made.farm.cast.officer,
        ),
        PaysTooMuch,
    ),
    # The household owes more by now than the rule allows.
    (
        lambda made: replace(supply(made), given=(Supplied(made.farm.households[1], 1_000),)),
        lambda made, now: commands.supply(
            actor=made.farm.cast.cadre,
            now=now,
            batch=made.batch,
            given=[Supplied(made.farm.households[1], 500)],
            day=ON,
            paper="领 8",
            key="supply-else",
            approver=made.farm.cast.officer,
        ),
        Overdrawn,
    ),
    # The season was closed.
    (
        cost,
        lambda made, now: commands.close_season(actor=made.farm.cast.cadre, now=now, season=made.farm.season),
        SeasonClosed,
    ),
)


@pytest.mark.parametrize(("make", "meanwhile", "error"), MOVED)
def test_what_changed_in_between_is_refused_in_words_and_goes_on_waiting(
    supplied: Supplied3,
    now: datetime,
    make: Callable[[Supplied3], Act],
    meanwhile: Callable[[Supplied3, datetime], object],
    error: type[Refusal],
) -> None:
    asked = ask(supplied, now, make(supplied))
    meanwhile(supplied, now)
    before = state()
    with pytest.raises(error):
        commands.approve_act(actor=supplied.farm.cast.officer, now=now, asked=asked)
    assert state() == before
    assert AskedAct.objects.get().state == "waiting"
    assert advance_checks.check() == check() == []


def test_costs_that_another_batch_took_are_not_taken_twice(supplied: Supplied3, now: datetime) -> None:
    cast = supplied.farm.cast
    commands.approve_act(actor=cast.officer, now=now, asked=ask(supplied, now, cost(supplied)))
    first, second = batch(supplied), batch(supplied)
    second = replace(second, new=replace(second.new, key="batch-twin", name="三号菌棒"))
    asked = [ask(supplied, now, act) for act in (first, second)]
    commands.approve_act(actor=cast.officer, now=now, asked=asked[0])
    with pytest.raises(CostShort):
        commands.approve_act(actor=cast.officer, now=now, asked=asked[1])
    assert Batch.objects.filter(key="batch-twin").count() == 0


def test_an_asker_without_the_right_any_more_is_named(supplied: Supplied3, now: datetime) -> None:
    cast, asked = supplied.farm.cast, ask(supplied, now, cost(supplied))
    end_role(actor=cast.officer, now=now, username="cadre", role=Role.CADRE, scope="141130101202")
    later = now + timedelta(days=1)
    with pytest.raises(AskerMayNot):
        commands.approve_act(actor=cast.officer, now=later, asked=asked)
    assert not Entry.objects.filter(key="cost-late").exists()


def test_winding_up_waits_with_its_numbers_and_is_refused_where_they_moved(supplied: Supplied3, now: datetime) -> None:
    farm = supplied.farm
    cast = farm.cast
    give_unit(farm, now)
    commands.sell(
        actor=cast.cadre, now=now, season=farm.season, new=supplied.sale("sale-0001", lots=(0,)), approver=cast.officer
    )
    dissolve(farm, now)
    act = WindAct(farm.project, "纪要 9", "wind-0001")
    before = state()
    asked = ask(supplied, now, act)
    assert state() == before
    lines = queries.asked_act(asked, actor=cast.officer).lines
    assert [(line.code, line.amount, line.thing) for line in lines] == [
        (farm.codes[0], 220_608, "input"),
        (farm.codes[0], 8_416, "rental"),
    ]
    # Another sale brings another household something to set off: what was agreed to is not what would be done.
    commands.sell(
        actor=cast.cadre, now=now, season=farm.season, new=supplied.sale("sale-0002", lots=(1,)), approver=cast.officer
    )
    with pytest.raises(MovedMeanwhile):
        commands.approve_act(actor=cast.officer, now=now, asked=asked)
    commands.turn_down_act(actor=cast.officer, now=now, asked=asked, reason="又卖了一次")
    again = ask(supplied, now, replace(act, key="wind-0002"))
    commands.approve_act(actor=cast.officer, now=now, asked=again)
    assert not queries.participants(farm.project, on=ON + timedelta(days=1))
    assert advance_checks.check() == check() == []


def test_the_database_refuses_to_change_what_was_asked_for(supplied: Supplied3, now: datetime) -> None:
    asked = ask(supplied, now, cost(supplied))
    found = AskedAct.objects.filter(pk=asked)
    for change in ({"amount": 1}, {"payload": {}}, {"key": "else-0001"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            found.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        found.delete()
    commands.turn_down_act(actor=supplied.farm.cast.officer, now=now, asked=asked, reason="不办")
    with pytest.raises(DatabaseError), transaction.atomic():
        found.update(state="waiting", decided_at=None)


def test_what_waits_stands_in_the_inbox_of_those_who_may_decide(supplied: Supplied3, now: datetime) -> None:
    cast, asked = supplied.farm.cast, ask(supplied, now, cost(supplied))
    items = [one for one in queries.industry_due(actor=cast.officer, on=ON) if one.kind == "industry.asked_act"]
    assert [one.keys for one in items] == [{"key": str(asked)}]
    for who in (cast.cadre, cast.villager, cast.stranger, cast.auditor):
        assert not [one for one in queries.industry_due(actor=who, on=ON) if one.kind == "industry.asked_act"]
