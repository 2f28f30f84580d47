"""Projects, seasons, participation, weighing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from tests.services.industry.conftest import Farm
from tests.village.people import SHANGJIAGOU

from shihu.base.audit.models import AuditEntry
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.industry import commands, errors, queries
from shihu.services.industry.models import Lot, Participation, Season
from shihu.services.industry.types import NewProject

pytestmark = pytest.mark.django_db
TODAY = date(2019, 8, 15)


def test_a_project_stands_with_its_season_budget_and_households(farm: Farm) -> None:
    told = queries.project(farm.project, actor=farm.cast.cadre, on=TODAY)
    assert [one.code for one in told.participants] == sorted(farm.codes)
    assert told.row.households == 3
    assert told.row.season is not None
    # 900.5 kg at 7.60 is 6,843.80; a thousand sticks at 3.20 are 3,200.
    assert told.row.season.planned == 684_380 - 320_000
    assert told.risk == {"members": 700, "owner": 300}


def test_a_member_sees_the_own_household_in_it_and_no_other(farm: Farm) -> None:
    told = queries.project(farm.project, actor=farm.cast.villager, on=TODAY)
    assert [one.code for one in told.participants] == [farm.codes[0]]
    assert [row.key for row in queries.own_projects(actor=farm.cast.villager, on=TODAY)] == [farm.project]


@pytest.mark.parametrize("who", ["colleague", "stranger", "banker", "nobody"])
def test_outside_nothing_is_found(farm: Farm, who: str) -> None:
    actor = getattr(farm.cast, who)
    with pytest.raises(NotFound):
        queries.project(farm.project, actor=actor, on=TODAY)
    assert queries.projects(SHANGJIAGOU, actor=actor, on=TODAY) == []


@pytest.mark.parametrize(
    ("who", "refusal"), [("auditor", NotAllowed), ("villager", NotAllowed), ("colleague", NotFound)]
)
def test_only_those_who_run_it_open_a_season(farm: Farm, now: datetime, who: str, refusal: type[Refusal]) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(refusal):
        commands.open_season(
            actor=getattr(farm.cast, who), now=now, project=farm.project, name="冬", since=TODAY, due=TODAY
        )
    assert Season.objects.count() == 1
    assert AuditEntry.objects.count() == before


def test_losses_are_borne_by_somebody_to_the_last_thousandth(farm: Farm, now: datetime) -> None:
    new = NewProject(farm.book, "industry.poria", "茯苓", "", {"members": 700, "owner": 299}, TODAY)
    with pytest.raises(errors.BadRisk):
        commands.open_project(actor=farm.cast.cadre, now=now, new=new)


def test_a_household_from_elsewhere_is_named_and_nobody_is_enrolled(farm: Farm, now: datetime) -> None:
    village = farm.cast.living_in(SHANGJIAGOU)
    fresh = next(home.code for home in village if home.code not in farm.codes)
    with pytest.raises(errors.HouseholdElsewhere) as told:
        commands.enrol(
            actor=farm.cast.cadre, now=now, project=farm.project, codes=[fresh, "1411301012010010001x"], since=TODAY
        )
    assert told.value.values["code"] == "1411301012010010001x"
    assert Participation.objects.count() == 3


def test_a_household_takes_part_once_at_a_time_and_may_come_back(farm: Farm, now: datetime) -> None:
    code = farm.codes[0]
    with pytest.raises(errors.TakesPartAlready):
        commands.enrol(actor=farm.cast.cadre, now=now, project=farm.project, codes=[code], since=TODAY)
    commands.leave_project(actor=farm.cast.cadre, now=now, project=farm.project, code=code, why="外出务工")
    commands.enrol(actor=farm.cast.cadre, now=now, project=farm.project, codes=[code], since=TODAY)
    assert Participation.objects.filter(household__code=code).count() == 2


def test_a_delivery_sent_twice_is_one_lot(farm: Farm, weighed: Callable[..., list[UUID]]) -> None:
    first = weighed(farm.lot(0, "12.5", "a"), farm.lot(1, "3.275", "b"))
    assert weighed(farm.lot(0, "12.5", "a"), farm.lot(2, "1", "c"))[0] == first[0]
    assert sorted(Lot.objects.values_list("grams", flat=True)) == [1000, 3275, 12500]


def test_the_same_key_with_another_weight_is_refused(farm: Farm, weighed: Callable[..., list[UUID]]) -> None:
    weighed(farm.lot(0, "12.5", "a"))
    with pytest.raises(errors.LotTaken):
        weighed(farm.lot(0, "12.6", "a"))
    assert Lot.objects.count() == 1


@pytest.mark.parametrize("kilograms", ["0", "-1", "NaN", "0.0001", "100000.001"])
def test_what_is_no_weight_is_refused(farm: Farm, weighed: Callable[..., list[UUID]], kilograms: str) -> None:
    with pytest.raises(errors.BadWeight):
        weighed(farm.lot(0, kilograms, "a"))
    assert not Lot.objects.exists()


def test_nothing_is_weighed_in_a_closed_season_or_ahead_of_its_day(
    farm: Farm, now: datetime, weighed: Callable[..., list[UUID]]
) -> None:
    with pytest.raises(errors.WeighedAhead):
        weighed(farm.lot(0, "1", "a", day=date(2019, 8, 16)))
    with pytest.raises(errors.WeighedTooEarly):
        weighed(farm.lot(0, "1", "a", day=date(2019, 2, 28)))
    commands.close_season(actor=farm.cast.cadre, now=now, season=farm.season)
    with pytest.raises(errors.SeasonClosed):
        weighed(farm.lot(0, "1", "a"))
    assert not Lot.objects.exists()


def test_who_takes_no_part_delivers_nothing(farm: Farm, weighed: Callable[..., list[UUID]], now: datetime) -> None:
    commands.leave_project(actor=farm.cast.cadre, now=now, project=farm.project, code=farm.codes[0], why="退出")
    with pytest.raises(errors.TakesNoPart):
        weighed(farm.lot(0, "1", "a", day=TODAY))
    with pytest.raises(NotFound):
        weighed(replace(farm.lot(1, "1", "b"), household=UUID(int=5)))
    assert not Lot.objects.exists()


def test_a_project_closes_after_its_seasons(farm: Farm, now: datetime) -> None:
    with pytest.raises(errors.SeasonsOpen):
        commands.close_project(actor=farm.cast.cadre, now=now, project=farm.project, why="不再种")
    commands.close_season(actor=farm.cast.cadre, now=now, season=farm.season)
    commands.close_project(actor=farm.cast.cadre, now=now, project=farm.project, why="不再种")
    with pytest.raises(errors.ProjectClosed):
        commands.open_season(
            actor=farm.cast.cadre, now=now, project=farm.project, name="2020年", since=TODAY, due=TODAY
        )


def test_goods_are_paid_to_the_fen_by_weight() -> None:
    from shihu.services.industry.rules import lots

    assert lots.amount(12_345, 320) == 3_950  # 39.504
    assert lots.amount(1, 500) == 1  # half a fen goes up
    assert lots.grams(Decimal("12.345")) == 12_345
