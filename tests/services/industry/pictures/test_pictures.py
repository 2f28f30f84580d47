"""Income in pictures: from records, told the same in every view, and nobody's but the own."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from tests.replay import staged
from tests.services.industry.advances.conftest import Supplied3, made_supplied
from tests.services.industry.conftest import Farm
from tests.village.people import SHANGJIAGOU

from shihu.base.ledger.commands import post
from shihu.base.ledger.types import Document, DocumentKind, NewEntry, NewLine
from shihu.kernel.refusals import NotFound
from shihu.services.industry import commands, queries
from shihu.services.industry.rules.pictures import bins, median
from shihu.services.industry.rules.tags import labour_tag
from shihu.services.industry.types import Came, HouseholdYear, Kept
from shihu.services.units.models import Formation, Seat, Unit

ON = date(2019, 8, 15)
NOW = datetime.fromisoformat("2019-03-01T08:00+08:00")
BACKEND = "shihu.base.accounts.web.backends.NameOrPhoneBackend"


@pytest.fixture
@staged
def sold(farm: Farm, now: datetime) -> Supplied3:
    """Three households with inputs; the first two sold, the first was paid and earned wages."""
    made, cadre = made_supplied(farm, now), farm.cast.cadre
    commands.sell(actor=cadre, now=now, season=farm.season, new=made.sale())
    commands.pay_proceeds(
        actor=cadre,
        now=now,
        season=farm.season,
        day=ON,
        paper="代发 1",
        key="pay-0001",
        households=farm.households[:1],
    )
    lines = (
        NewLine("521", 30_000),
        NewLine("114", -30_000, farm.parties[0], "工资", labour_tag(farm.season)),
    )
    paper = Document(DocumentKind.PAYROLL, "工 1", date(2019, 7, 31), "合作社")
    post(actor=cadre, now=now, entry=NewEntry(farm.book, date(2019, 7, 31), "工资", lines, paper, "wages-001"))
    return made


def seated(farm: Farm, count: int, ordinal: int = 1) -> Unit:
    """A unit in which the first ``count`` households of the farm sit."""
    formation = Formation.objects.create(
        place_id=SHANGJIAGOU, asked_at=datetime.fromisoformat("2019-03-01T08:00+08:00")
    )
    unit = Unit.objects.create(
        formation=formation,
        hamlet_id="141130101202001",
        ordinal=ordinal,
        name=f"{ordinal}单元",
        facts={},
        since=date(2019, 3, 1),
    )
    for household in farm.households[:count]:
        Seat.objects.create(unit=unit, household_id=household, since=date(2019, 3, 1))
    return unit


def year(sold: Supplied3, at: int = 0) -> HouseholdYear:
    return queries.household_year(sold.farm.codes[at], 2019, actor=sold.farm.cast.cadre, on=ON)


def test_a_households_year_says_what_its_slip_says_month_by_month(sold: Supplied3) -> None:
    told = year(sold)
    # 1,004.21 kg at 7.60: 7,632.00; floor 1,526.40; sticks 4,273.92, shed 915.84, fund 20.08, fee 17.91.
    assert told.came[Came.SALES][7] == 763_200
    assert [told.kept[kind][7] for kind in (Kept.ADVANCE, Kept.RENTAL, Kept.FUND, Kept.FEE)] == [
        427_392,
        91_584,
        2_008,
        1_791,
    ]
    assert told.came[Came.WAGES][6] == 30_000
    assert told.in_all == 763_200 + 30_000
    assert told.in_all - told.kept_in_all == 240_425 + 30_000
    assert (told.paid_out[7], told.waiting) == (240_425, 30_000)
    assert (told.taken[2], told.taken[3]) == (648_000, 100_000)
    assert told.owes == 648_000 + 100_000 - 427_392 - 91_584


def test_a_year_agrees_with_the_advance_book(sold: Supplied3) -> None:
    rows = {row.code: row for row in queries.standings(sold.farm.season, actor=sold.farm.cast.cadre, on=ON)}
    for at, code in enumerate(sold.farm.codes):
        told, row = year(sold, at), rows[code]
        assert sum(told.came[Came.SALES]) == row.proceeds
        assert told.owes == row.owes + row.owes_rental
        assert sum(told.paid_out) == row.paid_out
        assert sum(told.taken) == row.supplied + row.let


def test_a_sale_that_was_taken_back_leaves_the_year_as_it_was(farm: Farm, now: datetime) -> None:
    made = made_supplied(farm, now)
    before = year(made)
    done = commands.sell(actor=farm.cast.cadre, now=now, season=farm.season, new=made.sale())
    commands.reverse_sale(actor=farm.cast.cadre, now=now, sale=done.sale, reason="过磅单写错")
    assert year(made) == before


def test_a_year_is_seen_by_its_own_members_and_those_in_office(sold: Supplied3) -> None:
    cast, codes = sold.farm.cast, sold.farm.codes
    assert queries.household_year(codes[0], 2019, actor=cast.villager, on=ON).is_own
    for who, code in ((cast.villager, codes[1]), (cast.head, codes[0]), (cast.stranger, codes[0])):
        with pytest.raises(NotFound):
            queries.household_year(code, 2019, actor=who, on=ON)


def test_gains_are_those_of_the_published_figure(sold: Supplied3) -> None:
    told = queries.place_year(SHANGJIAGOU, 2019, actor=sold.farm.cast.cadre, on=ON)
    least = queries.industry_figures(SHANGJIAGOU, actor=sold.farm.cast.cadre, on=ON)["industry.least_gain"]
    assert {one.code: one.gain for one in told.gains} == dict(least.rows)
    assert {one.code: one.income - one.gain for one in told.gains if one.income != one.gain} == {
        sold.farm.codes[0]: 30_000
    }


def test_a_unit_is_the_sum_of_its_households_and_thin_ones_are_hidden_from_neighbours(sold: Supplied3) -> None:
    farm, cast = sold.farm, sold.farm.cast
    whole = seated(farm, 3)
    told = queries.place_year(SHANGJIAGOU, 2019, actor=cast.cadre, on=ON)
    [unit] = [one for one in told.units if one.key == whole.pk]
    assert (unit.households, unit.counted, unit.is_thin) == (3, 3, False)
    assert unit.income == sum(one.income for one in told.gains)
    assert unit.owes == sum(one.owes for one in told.gains)
    assert unit.grams == 1_511_210
    neighbour = queries.place_year(SHANGJIAGOU, 2019, actor=cast.villager, on=ON)
    assert not neighbour.sees
    Seat.objects.filter(unit=whole, household=farm.households[2]).delete()
    [thin] = queries.place_year(SHANGJIAGOU, 2019, actor=cast.villager, on=ON).units
    assert (thin.counted, thin.is_thin, thin.is_shown) == (2, True, False)
    assert queries.place_year(SHANGJIAGOU, 2019, actor=cast.cadre, on=ON).units[0].is_shown
    for who in (cast.stranger, cast.banker):
        with pytest.raises(NotFound):
            queries.place_year(SHANGJIAGOU, 2019, actor=who, on=ON)


def test_a_neighbour_reads_no_name_and_no_number_of_another_household(sold: Supplied3) -> None:
    seated(sold.farm, 2)
    member = Client(headers={"accept-language": "en"})
    member.force_login(sold.farm.cast.user("villager"), backend=BACKEND)
    address = reverse("industry_pictures_place", kwargs={"place": SHANGJIAGOU})
    page = member.get(address, {"year": "2019"}).content.decode()
    assert "too few to be shown" in page
    assert sold.farm.codes[1] not in page
    assert "Household by household" not in page
    assert "Ours:" in page
    assert member.get(reverse("industry_pictures_own"), follow=True).status_code == 200
    own = member.get(reverse("industry_pictures_year", kwargs={"code": sold.farm.codes[0]}), {"year": "2019"})
    assert own.context["page"].stats[0].value == "7,932.00"


def test_the_pages_cost_as_many_queries_however_many_households_there_are(
    sold: Supplied3, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    farm = sold.farm
    seated(farm, 3)
    client = Client()
    client.force_login(farm.cast.user("cadre"), backend=BACKEND)
    place = reverse("industry_pictures_place", kwargs={"place": SHANGJIAGOU})
    of = reverse("industry_pictures_year", kwargs={"code": farm.codes[0]})
    client.get(place)
    with django_assert_max_num_queries(45) as few:
        client.get(place)
    with django_assert_max_num_queries(35):
        client.get(of)
    near = [home.code for home in farm.cast.living_in("141130101202001") if home.code not in farm.codes][:5]
    commands.enrol(actor=farm.cast.cadre, now=now, project=farm.project, codes=near, since=ON)
    seated(farm, 0, 2)
    with django_assert_max_num_queries(len(few)):
        client.get(place)
    assert client.get(reverse("industry_pictures_export", kwargs={"place": SHANGJIAGOU})).status_code == 200


values = st.lists(st.integers(-(10**8), 10**8), min_size=1, max_size=30)


@given(values, st.integers(1, 10**6), st.integers(0, 10**7))
def test_every_value_lies_in_one_bin_and_the_line_is_an_edge(numbers: list[int], width: int, line: int) -> None:
    numbers = [number % (40 * width) for number in numbers]
    line %= 40 * width
    told = bins(numbers, width, line)
    assert sum(count for _low, _high, count in told) == len(numbers)
    assert line in {low for low, _high, _count in told}
    assert all(high - low == width for low, high, _count in told)
    for low, high, count in told:
        assert count == sum(low <= number < high for number in numbers)


@given(values)
def test_half_lie_at_or_below_the_median_and_half_at_or_above(numbers: list[int]) -> None:
    middle = median(numbers)
    assert middle is not None
    assert sum(number <= middle for number in numbers) * 2 >= len(numbers)
    assert sum(number >= middle for number in numbers) * 2 >= len(numbers) - 1
    assert median([]) is None


def test_who_only_owes_or_earns_wages_takes_part_in_no_project_of_the_year(sold: Supplied3) -> None:
    later = queries.place_year(SHANGJIAGOU, 2020, actor=sold.farm.cast.cadre, on=date(2020, 6, 1))
    assert later.gains == ()


def test_the_year_before_is_not_this_year(sold: Supplied3) -> None:
    told = queries.household_year(sold.farm.codes[0], 2018, actor=sold.farm.cast.cadre, on=ON + timedelta(days=1))
    assert (told.in_all, told.owes, sum(told.taken)) == (0, 0, 0)
