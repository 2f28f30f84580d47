"""Pages of the units in force: today, on a day before, leaving, joining, repairing."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.services.units.conftest import AGREED, HAMLET, PAPER, TOWN, VILLAGE, Village
from tests.services.units.test_commands import drawn

from shihu.base.registry.models import Household, Person
from shihu.kernel.actors import Actor, Role
from shihu.services.units import commands
from shihu.services.units.models import IN_FORCE, Formation, Seat, Unit

SignIn = Callable[..., Client]
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def formed(village: Village, officer: Actor, now: datetime) -> Village:
    village.settle(30)
    commands.adopt_formation(actor=officer, now=now, key=drawn(officer, now), agreed=AGREED)
    return village


def page(client: Client, place: str = VILLAGE, **asked: str) -> str:
    answer = client.get(reverse("units_standing"), {"place": place, **asked}, headers=ENGLISH)
    assert answer.status_code == 200
    return answer.content.decode()


def test_today_names_who_sits_where_and_says_that_all_fits(formed: Village, signed_in: SignIn) -> None:
    text = page(signed_in(Role.CADRE, VILLAGE))
    assert "Everything fits the roster of today." in text
    assert "赵0" in text
    assert "What needs care" not in text


def test_what_no_longer_fits_stands_first_with_what_to_do(formed: Village, signed_in: SignIn) -> None:
    dead, unwilling = sorted(formed.households)[:2]
    Household.objects.filter(code=dead).update(until=formed.households[dead].since)
    Household.objects.filter(code=unwilling).update(willing=False)
    (newcomer,) = formed.arrive([30])
    cadre, auditor = signed_in(Role.CADRE, VILLAGE), signed_in(Role.AUDITOR, "1411")
    text = page(cadre, HAMLET)
    for told in ("The household has ended", "No longer willing", "In no unit"):
        assert told in text
    for address in (
        reverse("units_leave", kwargs={"code": unwilling}),
        reverse("units_join", kwargs={"code": newcomer.code}),
        reverse("units_release"),
    ):
        assert address in text
        assert address not in page(auditor, HAMLET), "who may only look is offered nothing to do"
    assert cadre.post(reverse("units_release"), {"place": HAMLET}).status_code == 302
    assert not Seat.objects.filter(IN_FORCE, household__code=dead).exists()


def test_a_day_before_shows_who_sat_there_then(
    formed: Village, officer: Actor, now: datetime, signed_in: SignIn
) -> None:
    code = min(formed.households)
    name = Person.objects.get(pk=formed.households[code].householder_id).name
    commands.leave_unit(actor=officer, now=now + timedelta(days=2), household=code, reason="x")
    client = signed_in(Role.OFFICER, TOWN)
    then = page(client, HAMLET, on=now.date().isoformat())
    assert f"{name}, " in then
    assert "Repair units" not in then
    assert "came into force on" in page(client, HAMLET, on="2010-01-01")
    assert "Everything fits" not in page(client, HAMLET, on="2010-01-01")


def test_a_day_that_is_none_is_today(formed: Village, signed_in: SignIn) -> None:
    client = signed_in(Role.OFFICER, TOWN)
    assert "Units in force in" in page(client, on="soon")
    assert "Units in force in" in page(client, on="2999-01-01")


def test_a_township_leads_to_its_list(formed: Village, signed_in: SignIn) -> None:
    answer = signed_in(Role.OFFICER, TOWN).get(reverse("units_standing"), {"place": TOWN})
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('units_formations')}?place={TOWN}"


def test_the_days_workbook_has_a_row_a_household(formed: Village, signed_in: SignIn) -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    answer = signed_in(Role.AUDITOR, "1411").get(reverse("units_standing_export"), {"place": VILLAGE})
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    assert {row[1].value for row in sheet.iter_rows(min_row=2)} >= set(formed.households)


def test_leaving_says_what_is_missing_and_then_is_done(formed: Village, signed_in: SignIn) -> None:
    code = min(formed.households)
    client = signed_in(Role.CADRE, VILLAGE)
    address = reverse("units_leave", kwargs={"code": code})
    empty = client.post(address, {"reason": "   "})
    assert empty.status_code == 422
    assert Seat.objects.filter(IN_FORCE, household__code=code).exists()
    assert client.post(address, {"reason": "外出打工"}).status_code == 302
    assert not Seat.objects.filter(IN_FORCE, household__code=code).exists()


def test_joining_offers_the_best_first_and_seats(formed: Village, signed_in: SignIn) -> None:
    (newcomer,) = formed.arrive([30])
    client = signed_in(Role.CADRE, VILLAGE)
    address = reverse("units_join", kwargs={"code": newcomer.code})
    offered = client.get(address).content.decode()
    assert offered.count('name="unit"') == 3
    assert client.post(address, {"agreed": "会议"}).status_code == 422
    unit = Unit.objects.order_by("ordinal")[0]
    answer = client.post(address, {"unit": str(unit.pk), "agreed": "8月18日单元会议"})
    assert answer.status_code == 302
    assert Seat.objects.get(IN_FORCE, household=newcomer).unit_id == unit.pk


def test_a_repair_is_drawn_and_shows_who_moves(
    formed: Village, signed_in: SignIn, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    (newcomer,) = formed.arrive([30])
    client = signed_in(Role.OFFICER, TOWN)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        answer = client.post(f"{reverse('units_repair')}?place={VILLAGE}", {"price": "1000.0"})
    assert answer.status_code == 302
    formation = Formation.objects.get(kind="repair")
    assert formation.state == "draft"
    text = client.get(reverse("units_formation", kwargs={"key": formation.pk}), headers=ENGLISH).content.decode()
    assert "Who changes unit (1)" in text
    assert "0 households change unit and 1 comes into one." in text
    assert client.post(reverse("units_adopt", kwargs={"key": formation.pk}), PAPER).status_code == 302
    assert Seat.objects.filter(IN_FORCE, household=newcomer).exists()
    text = client.get(reverse("units_formation", kwargs={"key": formation.pk}), headers=ENGLISH).content.decode()
    kept = Seat.objects.get(IN_FORCE, household=newcomer).unit_id
    assert reverse("units_unit", kwargs={"key": kept}) in text, "a unit that was kept is led to, not its draft"


def test_pages_read_in_chinese(formed: Village, signed_in: SignIn) -> None:
    formed.arrive([30])
    client = signed_in(Role.OFFICER, TOWN)
    text = client.get(reverse("units_standing"), {"place": HAMLET}).content.decode()
    assert "的现行单元" in text
    assert "需要处理的" in text


def test_the_page_of_today_takes_few_queries(
    formed: Village, signed_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = signed_in(Role.OFFICER, TOWN)
    page(client)
    with django_assert_max_num_queries(48):  # type: ignore[attr-defined]
        page(client)
