"""Inputs on credit: at cost, within the limit, in pieces and yuan, and the ledger says the same."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from tests.services.industry.advances.conftest import SUPPLIED, Supplied3, made_supplied, opened_books, rule
from tests.services.industry.conftest import SPRING, Farm

from shihu.base.ledger.models import Entry
from shihu.base.ledger.queries import balance, by_tag, check
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.industry import commands, queries
from shihu.services.industry.errors import (
    ActTaken,
    BadPieces,
    BatchShort,
    CostShort,
    NoMajority,
    NoSharingRule,
    Overdrawn,
    PaysTooMuch,
    ReturnsTooMany,
    RuleDated,
    SeasonClosed,
    TakesNoPart,
)
from shihu.services.industry.models import AdvanceLine, Batch, Season
from shihu.services.industry.queries import advance_checks
from shihu.services.industry.rules import tags
from shihu.services.industry.types import NewBatch, NewSharingRule, Supplied

ON = date(2019, 8, 15)


def test_a_batch_enters_stock_at_cost_and_the_owner_bears_what_does_not_divide(supplied: Supplied3) -> None:
    [row] = queries.batches(supplied.farm.season, actor=supplied.farm.cast.cadre)
    assert (row.cost, row.price, row.rest, row.left) == (3_243_050, 324, 3_050, 4_000)
    tag = tags.season_tag(supplied.farm.season)
    stands = by_tag(supplied.farm.book, actor=supplied.farm.cast.officer, on=ON)
    assert stands[tag, "401"] == 0
    assert stands[tag, "521"] == 3_050
    assert stands[tag, "121"] == 4_000 * 324


def test_pieces_and_yuan_of_the_book_agree_with_the_ledger(supplied: Supplied3) -> None:
    rows = queries.standings(supplied.farm.season, actor=supplied.farm.cast.cadre, on=ON)
    assert [(row.received, row.pieces_left, row.owes, row.owes_rental) for row in rows] == [
        (2_000, 2_000, 648_000, 100_000)
    ] * 3
    assert supplied.owed() == dict.fromkeys(supplied.farm.codes, 648_000)
    assert advance_checks.check() == []


def test_rent_for_anothers_sheds_is_owed_to_them_and_no_income(farm: Farm, now: datetime) -> None:
    from shihu.base.ledger.commands import open_entity
    from shihu.base.ledger.types import EntityKind, NewEntity
    from shihu.base.registry.commands import keep_enterprise
    from shihu.services.industry.types import Let

    officer, village = farm.cast.officer, "141130101202"
    made = keep_enterprise(
        actor=officer, now=now, name="尚家沟村集体", kind="enterprise.collective", place=village, since=SPRING
    )
    lessor = open_entity(
        actor=officer, now=now, new=NewEntity(EntityKind.COLLECTIVE, "尚家沟村集体", village, enterprise=made)
    )
    lets = [Let(farm.households[0], 95_000)]
    commands.let_sheds(
        actor=farm.cast.cadre,
        now=now,
        season=farm.season,
        lets=lets,
        lessor=lessor,
        day=SUPPLIED,
        paper="租 1",
        key="let-0009",
    )
    assert balance(farm.book, "211", actor=officer, on=ON, party=lessor) == -95_000
    assert balance(farm.book, "501", actor=officer, on=ON) == 0


def test_an_overdrawn_advance_is_refused_and_nothing_is_booked(supplied: Supplied3, now: datetime) -> None:
    before = (Entry.objects.count(), AdvanceLine.objects.count())
    given = [Supplied(supplied.farm.households[1], 100), Supplied(supplied.farm.households[0], 1_087)]
    with pytest.raises(Overdrawn) as refused:
        _supply(supplied, now, given, "supply-02")
    assert refused.value.values["room"] == "3,520.00"
    assert (Entry.objects.count(), AdvanceLine.objects.count()) == before
    _supply(supplied, now, [Supplied(supplied.farm.households[0], 1_086)], "supply-02")


@pytest.mark.parametrize(
    ("pieces", "error"), [(0, BadPieces), (-5, BadPieces), (4_001, BatchShort)], ids=["none", "negative", "too many"]
)
def test_pieces_that_cannot_be_are_refused(
    supplied: Supplied3, now: datetime, pieces: int, error: type[Refusal]
) -> None:
    commands.keep_sharing_rule(
        actor=supplied.farm.cast.cadre,
        now=now,
        project=supplied.farm.project,
        new=rule(since=date(2019, 4, 1), advance_limit=None),
    )
    given = [Supplied(supplied.farm.households[0], pieces)]
    with pytest.raises(error):
        _supply(supplied, now, given, "supply-03", day=date(2019, 4, 2))
    assert AdvanceLine.objects.filter(key="supply-03").count() == 0


def test_the_same_form_sent_twice_supplies_once_and_another_body_is_refused(supplied: Supplied3, now: datetime) -> None:
    given = [Supplied(supplied.farm.households[0], 10)]
    first = _supply(supplied, now, given, "supply-04")
    assert _supply(supplied, now, given, "supply-04") == first
    assert AdvanceLine.objects.filter(key="supply-04").count() == 1
    with pytest.raises(ActTaken):
        _supply(supplied, now, [replace(given[0], pieces=11)], "supply-04")


def test_nothing_is_supplied_without_a_voted_rule_or_to_who_takes_no_part(farm: Farm, now: datetime) -> None:
    opened_books(farm, now)
    batch = Batch.objects.create(
        season_id=farm.season,
        name="一",
        measure="棒",
        pieces=10,
        cost=3240,
        price=324,
        rest=0,
        made_on=SUPPLIED,
        entry=farm.book,
        key="b",
    )
    given = {"actor": farm.cast.cadre, "now": now, "batch": batch.pk, "day": SUPPLIED, "paper": "1", "key": "supply-9"}
    with pytest.raises(NoSharingRule):
        commands.supply(given=[Supplied(farm.households[0], 1)], **given)  # type: ignore[arg-type]  # one dict of all
    commands.leave_project(actor=farm.cast.cadre, now=now, project=farm.project, code=farm.codes[0], why="外出")
    given["day"] = ON
    with pytest.raises(TakesNoPart):
        commands.supply(given=[Supplied(farm.households[0], 1)], **given)  # type: ignore[arg-type]  # one dict of all


def test_a_batch_cannot_cost_more_than_was_booked(supplied: Supplied3, now: datetime) -> None:
    new = NewBatch("二号", "棒", 10, date(2019, 4, 1), "盘 2", "batch-002", cost=1)
    with pytest.raises(CostShort):
        commands.make_batch(actor=supplied.farm.cast.cadre, now=now, season=supplied.farm.season, new=new)


def test_broken_pieces_are_the_owners_cost_and_unused_ones_return_to_stock(supplied: Supplied3, now: datetime) -> None:
    farm = supplied.farm
    for broken, pieces, key in ((True, 30, "back-0001"), (False, 20, "back-0002")):
        commands.take_back(
            actor=farm.cast.cadre,
            now=now,
            batch=supplied.batch,
            household=farm.households[0],
            pieces=pieces,
            is_broken=broken,
            day=SUPPLIED,
            paper="退 1",
            key=key,
        )
    row = queries.standing(farm.season, farm.codes[0], actor=farm.cast.cadre, on=ON)
    assert (row.received, row.returned, row.pieces_left, row.owes) == (2_000, 50, 1_950, 1_950 * 324)
    [batch] = queries.batches(farm.season, actor=farm.cast.cadre)
    assert batch.left == 4_020
    assert balance(farm.book, "121", actor=farm.cast.officer, on=ON) == 4_020 * 324
    assert balance(farm.book, "521", actor=farm.cast.officer, on=ON) == 3_050 + 30 * 324
    with pytest.raises(ReturnsTooMany):
        commands.take_back(
            actor=farm.cast.cadre,
            now=now,
            batch=supplied.batch,
            household=farm.households[0],
            pieces=1_951,
            is_broken=False,
            day=SUPPLIED,
            paper="退 1",
            key="back-0003",
        )
    assert advance_checks.check() == []


def test_money_paid_on_a_debt_is_never_more_than_the_debt(supplied: Supplied3, now: datetime) -> None:
    farm = supplied.farm

    def pay(amount: int, key: str) -> None:
        commands.repay(
            actor=farm.cast.cadre,
            now=now,
            season=farm.season,
            household=farm.households[0],
            thing="rental",
            amount=amount,
            paid_into="cash",
            day=ON,
            paper="据 1",
            key=key,
        )

    pay(40_000, "repay-001")
    with pytest.raises(PaysTooMuch):
        pay(60_001, "repay-002")
    pay(60_000, "repay-002")
    assert supplied.owed(tags.rental_tag)[farm.codes[1]] == 100_000
    assert farm.codes[0] not in supplied.owed(tags.rental_tag)
    lines = queries.advance_lines(farm.season, farm.codes[0], actor=farm.cast.cadre)
    assert [(line.act, line.after) for line in lines if line.thing == "rental"] == [
        ("let", 100_000),
        ("paid", 60_000),
        ("paid", 0),
    ]


def test_nothing_is_supplied_in_a_closed_season(supplied: Supplied3, now: datetime) -> None:
    commands.close_season(actor=supplied.farm.cast.cadre, now=now, season=supplied.farm.season)
    with pytest.raises(SeasonClosed):
        _supply(supplied, now, [Supplied(supplied.farm.households[0], 1)], "supply-05")


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"votes": 1}, NoMajority),
        ({"votes": 4}, NoMajority),
        ({"since": SPRING}, RuleDated),
        ({"since": SPRING - timedelta(days=1)}, RuleDated),
    ],
)
def test_a_rule_is_voted_and_later_than_the_one_in_force(
    supplied: Supplied3, now: datetime, more: dict[str, object], error: type[Refusal]
) -> None:
    new: NewSharingRule = rule(**({"since": date(2019, 8, 1)} | more))
    with pytest.raises(error):
        commands.keep_sharing_rule(actor=supplied.farm.cast.cadre, now=now, project=supplied.farm.project, new=new)
    assert len(queries.sharing_rules(supplied.farm.project, actor=supplied.farm.cast.cadre)) == 1


def test_who_may_what(supplied: Supplied3, now: datetime) -> None:
    cast, season = supplied.farm.cast, supplied.farm.season
    given = [Supplied(supplied.farm.households[0], 1)]
    for who, error in ((cast.villager, NotAllowed), (cast.colleague, NotFound), (cast.auditor, NotAllowed)):
        with pytest.raises(error):
            _supply(supplied, now, given, "supply-06", actor=who)
    for who in (cast.banker, cast.stranger, cast.colleague):
        with pytest.raises(NotFound):
            queries.standings(season, actor=who, on=ON)
    [mine] = queries.standings(season, actor=cast.villager, on=ON)
    assert mine.householder == "姚福海"
    with pytest.raises(NotFound):
        queries.advance_lines(season, supplied.farm.codes[1], actor=cast.villager)
    assert len(queries.advance_lines(season, mine.code, actor=cast.villager)) == 2


@pytest.mark.django_db
def test_the_database_refuses_to_alter_the_advance_book(supplied: Supplied3) -> None:
    from django.db import IntegrityError, transaction

    for act in (lambda: AdvanceLine.objects.update(amount=1), lambda: AdvanceLine.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    assert check() == []


def test_a_dissolved_unit_begins_nothing_new_and_is_wound_up_without_loss(farm: Farm, now: datetime) -> None:
    from tests.services.industry.advances.units import dissolve, give_unit

    give_unit(farm, now)
    supplied = made_supplied(farm, now)
    commands.sell(actor=farm.cast.cadre, now=now, season=farm.season, new=supplied.sale())
    before = {row.code: row for row in queries.standings(farm.season, actor=farm.cast.cadre, on=ON)}
    dissolve(farm, now)
    with pytest.raises(Refusal, match="dissolved"):
        _supply(supplied, now, [Supplied(farm.households[0], 1)], "supply-08")
    done = commands.wind_up(actor=farm.cast.cadre, now=now, project=farm.project, paper="纪要 9")
    rows = queries.standings(farm.season, actor=farm.cast.cadre, on=ON)
    for row in rows:
        was = before[row.code]
        # What a household owed less what stood for it is the same as before: nothing is lost, and one side is nought.
        assert row.owes + row.owes_rental - row.waiting == was.owes + was.owes_rental - was.waiting
        assert min(row.owes + row.owes_rental, row.waiting) == 0
    assert (done.ended, done.owed) == (3, sum(row.owes + row.owes_rental for row in rows))
    assert done.offset == sum(row.waiting for row in before.values()) - sum(row.waiting for row in rows)
    assert queries.participants(farm.project, on=ON + timedelta(days=1)) == {}
    again = commands.wind_up(actor=farm.cast.cadre, now=now, project=farm.project, paper="纪要 9")
    assert (again.ended, again.offset) == (0, 0)
    assert advance_checks.check() == []
    assert check() == []
    # What was delivered is still sold, and its proceeds are paid.
    commands.sell(actor=farm.cast.cadre, now=now, season=farm.season, new=supplied.sale("sale-0009", lots=(2,)))
    assert Season.objects.get().state == "open"


def _supply(supplied: Supplied3, now: datetime, given: list[Supplied], key: str, **more: object) -> object:
    asked = {"actor": supplied.farm.cast.cadre, "batch": supplied.batch, "day": SUPPLIED, "paper": "领 2"} | more
    return commands.supply(now=now, given=given, key=key, **asked)  # type: ignore[arg-type]  # one dict of all
