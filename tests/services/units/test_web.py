"""Pages of units: who sees what, what each says, how many queries it takes."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from uuid import UUID

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries
from tests.services.units.conftest import AGREED, HAMLET, OTHER_VILLAGE, PAPER, SMALL, TOWN, VILLAGE, Village

from shihu.base.registry.models import Household
from shihu.kernel.actors import Actor, Role
from shihu.services.units import commands, jobs, queries
from shihu.services.units.models import Formation, Seat, Unit
from shihu.services.units.types import Choices

QUICK = Choices(effort="quick")
SignIn = Callable[..., Client]


class Quiet:
    def step(self, done: int, total: int, note: str = "") -> None:
        pass


def drawn(actor: Actor, now: datetime, place: str = HAMLET, *, adopts: bool = False) -> UUID:
    key = commands.ask_formation(actor=actor, now=now, place=place, choices=QUICK)
    jobs.form(Quiet(), actor, now, str(key))
    if adopts:
        commands.adopt_formation(actor=actor, now=now, key=key, agreed=AGREED)
    return key


@pytest.fixture
def boss(signed_in: SignIn) -> Client:
    return signed_in(Role.OFFICER, TOWN, "boss")


def text_of(client: Client, address: str, status: int = 200, language: str = "en") -> str:
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def test_each_page_answers_those_of_the_place_and_tells_others_nothing(
    village: Village, officer: Actor, now: datetime, signed_in: SignIn
) -> None:
    village.settle(20)
    key = drawn(officer, now)
    unit = Unit.objects.values_list("pk", flat=True)[0]
    pages = [
        f"{reverse('units_formations')}?place={HAMLET}",
        reverse("units_formation", kwargs={"key": key}),
        reverse("units_notice", kwargs={"key": key}),
        reverse("units_export", kwargs={"key": key}),
        reverse("units_unit", kwargs={"key": unit}),
    ]
    people = {
        signed_in(Role.OFFICER, TOWN): 200,
        signed_in(Role.CADRE, VILLAGE): 200,
        signed_in(Role.AUDITOR, "1411"): 200,
        signed_in(Role.CADRE, OTHER_VILLAGE): 404,
        signed_in(Role.HEAD, HAMLET): 404,
        signed_in(Role.VILLAGER, HAMLET): 404,
        signed_in(Role.BANKER, TOWN): 404,
        signed_in(None): 404,
    }
    for client, expected in people.items():
        assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, expected)


def test_a_villager_sees_the_unit_of_the_own_household_and_no_other(
    village: Village, officer: Actor, now: datetime, signed_in: SignIn
) -> None:
    home, *_ = village.settle(20)
    drawn(officer, now, adopts=True)
    client = signed_in(Role.VILLAGER, HAMLET, "villager")
    home.householder.account = client.user  # type: ignore[attr-defined]
    home.householder.save()
    own = Seat.objects.get(household=home).unit_id
    other = Unit.objects.exclude(pk=own).values_list("pk", flat=True)[0]
    page = text_of(client, reverse("units_unit", kwargs={"key": own}))
    assert "Why 赵0 is here" in page
    assert client.get(reverse("units_unit", kwargs={"key": other})).status_code == 404
    assert client.get(reverse("units_formations")).headers["Location"].startswith(f"/units/{own}/")


def test_a_former_unit_is_closed_to_the_villager_who_left_it(
    village: Village, officer: Actor, now: datetime, signed_in: SignIn
) -> None:
    home, *_ = village.settle(20)
    drawn(officer, now, adopts=True)
    client = signed_in(Role.VILLAGER, HAMLET)
    home.householder.account = client.user  # type: ignore[attr-defined]
    home.householder.save()
    seat = Seat.objects.get(household=home)
    Seat.objects.filter(pk=seat.pk).update(until=date(2030, 1, 1))
    assert client.get(reverse("units_unit", kwargs={"key": seat.unit_id})).status_code == 404


def test_the_page_of_a_hamlet_says_what_was_found(
    village: Village, officer: Actor, now: datetime, boss: Client
) -> None:
    village.settle(20)
    key = drawn(officer, now)
    page = text_of(boss, reverse("units_formation", kwargs={"key": key}))
    assert "Ten-household units of Shangjiagou" in page
    assert "20 willing households in 2 units; 0 not in a unit." in page
    assert "is not proved" in page
    assert "Shangjiagou unit 1" in page
    assert page.count("<svg") > 3


def test_the_page_reads_in_chinese(village: Village, officer: Actor, now: datetime, boss: Client) -> None:
    village.settle(20)
    key = drawn(officer, now)
    with translation.override("zh-hans"):
        page = text_of(boss, reverse("units_formation", kwargs={"key": key}), language="zh-hans")
    assert "尚家沟自然村的十户单元" in page
    assert "尚家沟一单元" in page
    assert "Mean distance" not in page


def test_refusals_and_their_rule_are_named_to_the_officer_only(
    village: Village, officer: Actor, now: datetime, boss: Client, signed_in: SignIn
) -> None:
    one, other, *_ = village.settle(9)
    village.refuse(one, other)
    key = drawn(officer, now)
    assert Formation.objects.get(pk=key).state == "refused"
    address = reverse("units_formation", kwargs={"key": key})
    # All nine are left out and listed; who of them refuses whom is another matter.
    told = f"Households: {one.code}, {other.code}"
    assert told in text_of(boss, address)
    for role in (Role.CADRE, Role.AUDITOR):
        page = text_of(signed_in(role, VILLAGE if role == Role.CADRE else "1411"), address)
        assert "Households: " not in page
        assert "refuse" not in page
        assert "the rules exclude each other here" in page


def test_the_notice_names_households_and_nobodys_wealth(
    village: Village, officer: Actor, now: datetime, boss: Client
) -> None:
    village.settle(20)
    key = drawn(officer, now.replace(hour=0, minute=30), adopts=True)
    page = text_of(boss, reverse("units_notice", kwargs={"key": key}), language="zh-hans")
    assert "赵0" in page
    assert "2019-08-15" in page  # half past midnight here is still the 14th in Greenwich
    for word in ("困难", "贫困", "较富裕", "意愿", "Poor"):
        assert word not in page


def test_the_workbook_holds_every_household_and_no_wealth_beside_a_name(
    village: Village, officer: Actor, now: datetime, boss: Client
) -> None:
    village.settle(20)
    village.settle(1, SMALL, willing=False)
    key = drawn(officer, now, VILLAGE)
    answer = boss.get(reverse("units_export", kwargs={"key": key}), headers={"accept-language": "en"})
    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["Units", "Composition", "Not in a unit"]
    members = list(book["Units"].values)
    assert len(members) == 21
    assert not any("Poor" in str(cell) for line in members for cell in line)
    assert sum(line[1] for line in list(book["Composition"].values)[1:]) == 20
    assert [line[1] for line in book["Not in a unit"].values] == ["Householder", "赵0"]


def test_asking_in_the_browser_forms_units_and_leads_to_them(
    village: Village, boss: Client, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    village.settle(20)
    page = text_of(boss, f"{reverse('units_ask')}?place={VILLAGE}")
    assert HAMLET in page
    fields = {
        "place": HAMLET,
        "effort": "quick",
        "low": 8,
        "target": 10,
        "high": 12,
        "distance": 1,
        "wish": 0.6,
        "skill": 0.5,
        "preference": 0.8,
        "balance": 2,
        "seed": 3,
    }
    with django_capture_on_commit_callbacks(execute=True):
        answer = boss.post(f"{reverse('units_ask')}?place={VILLAGE}", fields)
    formation = Formation.objects.get()
    assert (answer.status_code, formation.state, formation.seed) == (302, "draft", 3)
    assert answer.headers["Location"].startswith(f"/units/formations/{formation.pk}/")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"high": 7}, "The largest size must not be below the smallest."),
        ({"target": 13}, "The best size must lie between the smallest and the largest."),
        ({"place": OTHER_VILLAGE}, "Select a valid choice"),
        ({"wish": "much"}, "Enter a number"),
        ({"place": SMALL}, "There is no household here that is willing to join a unit."),
    ],
)
def test_a_wrong_choice_is_answered_at_its_field_and_nothing_is_asked(
    village: Village, boss: Client, changes: dict[str, object], sentence: str
) -> None:
    village.settle(20)
    fields = {
        "place": HAMLET,
        "effort": "quick",
        "low": 8,
        "target": 10,
        "high": 12,
        "distance": 1,
        "wish": 0.6,
        "skill": 0.5,
        "preference": 0.8,
        "balance": 2,
        "seed": 1,
        **changes,
    }
    answer = boss.post(f"{reverse('units_ask')}?place={VILLAGE}", fields, headers={"accept-language": "en"})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Formation.objects.exists()


def test_a_draft_is_adopted_and_a_stale_one_needs_to_be_adopted_knowingly(
    village: Village, officer: Actor, now: datetime, boss: Client
) -> None:
    home, *_ = village.settle(20)
    key = drawn(officer, now)
    Household.objects.filter(pk=home.pk).update(willing=False)
    address = reverse("units_formation", kwargs={"key": key})
    assert "The roster has changed since this draft was made." in text_of(boss, address)
    boss.post(reverse("units_adopt", kwargs={"key": key}), PAPER)
    assert Formation.objects.get(pk=key).state == "draft"
    boss.post(reverse("units_adopt", kwargs={"key": key}), {"knowingly": "yes"})
    assert Formation.objects.get(pk=key).state == "draft", "nobody said how it was agreed"
    boss.post(reverse("units_adopt", kwargs={"key": key}), {"knowingly": "yes", **PAPER})
    assert Formation.objects.get(pk=key).state == "current"
    page = text_of(boss, address)
    assert "In force" in page
    assert "Agreed before this platform: minutes 村民会议纪要 3 of 2019-08-01." in page


def test_a_formation_that_is_still_being_drawn_says_so(
    village: Village, officer: Actor, now: datetime, boss: Client
) -> None:
    village.settle(20)
    key = commands.ask_formation(actor=officer, now=now, place=HAMLET, choices=QUICK)
    page = text_of(boss, reverse("units_formation", kwargs={"key": key}))
    assert "Being formed" in page
    assert "The work is going on." in page


def test_a_hollow_address_is_not_found(boss: Client, village: Village) -> None:
    nowhere = UUID(int=7)
    for name in ("units_formation", "units_notice", "units_export", "units_unit"):
        assert boss.get(reverse(name, kwargs={"key": nowhere})).status_code == 404
    for name in ("units_adopt", "units_discard"):
        assert boss.post(reverse(name, kwargs={"key": nowhere})).status_code == 404


def test_the_reads_of_a_formation_do_not_grow_with_its_units(
    village: Village, officer: Actor, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    village.settle(16)
    few = drawn(officer, now)
    with django_assert_num_queries(3):
        queries.formation(few, actor=officer)
    village.settle(40, SMALL)
    many = drawn(officer, now, VILLAGE)
    with django_assert_num_queries(3):
        assert len(queries.formation(many, actor=officer).units) > 4
    with django_assert_num_queries(1):
        queries.formations(TOWN, actor=officer)
    with django_assert_num_queries(5):
        assert [row.place for row in queries.places_units(TOWN, actor=officer)] == [VILLAGE, OTHER_VILLAGE]


def test_the_whole_page_of_a_formation_takes_few_queries(
    village: Village, officer: Actor, now: datetime, boss: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    village.settle(40)
    key = drawn(officer, now, adopts=True)
    address = f"{reverse('units_formation', kwargs={'key': key})}?place={HAMLET}"
    boss.get(address)
    with django_assert_max_num_queries(16):
        assert boss.get(address).status_code == 200


def test_the_panel_of_a_household_says_with_whom_and_why(
    village: Village, officer: Actor, colleague: Actor, now: datetime
) -> None:
    homes = village.settle(20)
    assert queries.household_panel(homes[0].code, actor=officer).href == ""
    drawn(officer, now, adopts=True)
    panel = queries.household_panel(homes[0].code, actor=officer)
    assert panel.unit.startswith("Shangjiagou unit")
    assert "nearest are" in panel.why.lower()
    assert "other place" in panel.why
    assert queries.household_panel(homes[0].code, actor=colleague).href == ""


def test_the_panel_of_a_place_counts_its_units(village: Village, officer: Actor, now: datetime) -> None:
    village.settle(20)
    drawn(officer, now, adopts=True)
    panel = queries.place_panel(VILLAGE, actor=officer)
    assert [stat.value for stat in panel.stats] == ["2", "20", "0", "0"]  # units, households, heads, drafts


def test_the_reasons_of_a_household_open_on_the_page_of_its_unit(
    village: Village, officer: Actor, now: datetime, boss: Client
) -> None:
    village.settle(20)
    drawn(officer, now)
    unit = Unit.objects.all()[0]
    code = unit.seats.all()[0].household.code
    page = text_of(boss, f"{reverse('units_unit', kwargs={'key': unit.pk})}?household={code}")
    assert "Who would gain and who would lose" in page
    assert "Its best other place is" in page
