"""The pages of day labour: forty people on one form, confirmed once, refused beside the person."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.services.industry.labour.conftest import DAY, Gang

from shihu.services.industry import queries
from shihu.services.industry.models import WagePayment, Workday, WorkLine

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_clock")]


@pytest.fixture
def _clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture
def as_(client: Client, gang: Gang) -> Callable[[str], Client]:
    def sign_in(who: str) -> Client:
        client.force_login(gang.farm.cast.user(who))
        return client

    return sign_in


def posted(gang: Gang, *, at: tuple[int, ...] = (0, 1, 4), **more: str) -> dict[str, str]:
    """What the form of a day sends."""
    given = {
        "day": DAY.isoformat(),
        "work": "采菇",
        "site": "",
        "rate": str(gang.rates["day"]),
        "hours": "8",
        "key": "form:0123456789",
    }
    return given | {f"came_{gang.workers[one]}": "on" for one in at} | more


def enter(gang: Gang, client: Client, data: dict[str, str]) -> Any:
    return client.post(reverse("industry_labour_enter", kwargs={"season": gang.farm.season}), data)


def test_the_foreman_writes_a_day_and_confirms_it_and_the_workers_see_it(
    gang: Gang, as_: Callable[[str], Client]
) -> None:
    client = as_("villager")
    mine = reverse("industry_labour_mine")
    assert "录一天用工" in client.get(mine).content.decode()
    sent = enter(gang, client, posted(gang, **{f"hours_{gang.workers[1]}": "4.5"}))
    key = Workday.objects.get().pk
    assert sent.url == reverse("industry_labour_day", kwargs={"key": key})
    assert sorted(WorkLine.objects.values_list("minutes", "amount")) == [(270, 5_625), (480, 10_000), (480, 10_000)]
    assert "确认：3人，20.5小时，256.25元" in client.get(sent.url).content.decode()
    for _ in range(2):
        client.post(reverse("industry_labour_confirm", kwargs={"key": key}))
    assert gang.owed() == 25_625
    text = client.get(mine).content.decode()
    assert "100.00" in text
    assert "还没付" in text


def test_a_double_sent_form_makes_one_sheet(gang: Gang, as_: Callable[[str], Client]) -> None:
    client = as_("cadre")
    for _ in range(2):
        assert enter(gang, client, posted(gang)).status_code == 302
    assert Workday.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"hours": "25"}, "25"),
        ({"hours": "abc"}, "数字"),
        ({"day": "2019-08-16"}, "还没到"),
        ({"day": "not a day"}, "日期"),
        ({"work": ""}, "必填"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_written(
    gang: Gang, as_: Callable[[str], Client], more: dict[str, str], told: str
) -> None:
    answer = enter(gang, as_("cadre"), posted(gang, **more))
    assert answer.status_code == 422
    assert "error" in answer.content.decode()
    assert told in answer.content.decode()
    assert Workday.objects.count() == 0


def test_hours_above_a_day_are_said_beside_the_person(gang: Gang, as_: Callable[[str], Client]) -> None:
    gang.enter(gang.sheet(minutes=900, work="看棚"))
    answer = enter(gang, as_("cadre"), posted(gang, **{f"hours_{gang.workers[0]}": "10"}))
    assert answer.status_code == 422
    assert "25小时" in answer.content.decode()
    assert Workday.objects.count() == 1


def test_the_form_of_fifty_people_asks_few_questions(
    gang: Gang, as_: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    gang.confirmed(gang.sheet())
    client = as_("cadre")
    address = reverse("industry_labour_enter", kwargs={"season": gang.farm.season})
    client.get(address)
    with django_assert_max_num_queries(40):
        assert client.get(address).status_code == 200
    with django_assert_max_num_queries(45):
        assert client.get(reverse("industry_labour_season", kwargs={"season": gang.farm.season})).status_code == 200


def test_who_only_takes_part_is_led_to_their_own_days(gang: Gang, as_: Callable[[str], Client]) -> None:
    from shihu.services.industry.models import Foreman

    Foreman.objects.update(until=gang.now.date())
    client = as_("villager")
    register = reverse("industry_labour_season", kwargs={"season": gang.farm.season})
    assert client.get(register).url == reverse("industry_labour_mine")  # type: ignore[attr-defined]  # a redirect
    assert as_("head").get(register).status_code == 404


def test_wages_are_listed_confirmed_and_read_as_a_slip(gang: Gang, as_: Callable[[str], Client]) -> None:
    gang.confirmed(gang.sheet())
    client = as_("cadre")
    pay = reverse("industry_labour_pay", kwargs={"season": gang.farm.season})
    for _ in range(2):
        client.post(pay, {"through": DAY.isoformat(), "key": "form:0123456789"})
    payment = WagePayment.objects.get()
    confirm = reverse("industry_labour_payment_confirm", kwargs={"key": payment.pk})
    told = {"paid_on": "2019-08-15", "paper": "回单1"}
    client.post(confirm, told)  # the same person: told, and nothing done
    assert gang.owed() == 40_000
    sheet = client.get(reverse("industry_labour_bank", kwargs={"key": payment.pk})).content
    rows = list(load_workbook(BytesIO(sheet)).active.iter_rows(values_only=True))  # type: ignore[union-attr]  # one sheet
    assert [row[-1] for row in rows if row[-1] and not isinstance(row[-1], str)] == [100, 100, 100, 100, 400]
    client = as_("officer")
    client.post(confirm, told)
    assert gang.owed() == 0
    client = as_("villager")
    slip = reverse("industry_labour_slip", kwargs={"key": payment.pk, "worker": gang.workers[0]})
    text = client.get(slip).content.decode()
    for words in ("姚福海从", "做了1天工", "合计100.00元", "壹佰元整", "回单1"):
        assert words in text


def test_a_day_taken_back_is_begun_anew_from_the_old_one(gang: Gang, as_: Callable[[str], Client]) -> None:
    key = gang.confirmed(gang.sheet())
    client = as_("officer")
    client.post(reverse("industry_labour_reverse", kwargs={"key": key}), {"reason": "漏了一人"})
    assert gang.owed() == 0
    edit = reverse("industry_labour_edit", kwargs={"key": key})
    assert client.get(edit).content.decode().count("checked") == 5  # four of the sheet and who never came
    client.post(edit, posted(gang, at=(0, 1, 2, 3, 4)))
    assert gang.states() == ["draft", "reversed"]


def test_the_register_goes_into_a_spreadsheet(gang: Gang, as_: Callable[[str], Client]) -> None:
    gang.confirmed(gang.sheet())
    sheet = as_("auditor").get(reverse("industry_labour_export", kwargs={"season": gang.farm.season})).content
    book = load_workbook(BytesIO(sheet))
    assert book.sheetnames == ["谁有多少工钱", "用工台账"]
    assert book["用工台账"].max_row >= 5
    told = queries.labour_season(gang.farm.season, actor=gang.cadre, on=gang.now.date())
    assert len(told.standings) == 4
