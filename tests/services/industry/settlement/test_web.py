"""Pages of settlements, as those who open them see them."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries
from tests.services.industry.settlement.conftest import Ready
from tests.village.people import SHANGJIAGOU

from shihu.base.audit.models import AuditEntry
from shihu.base.registry.commands import load_bank_accounts
from shihu.base.registry.models import Person
from shihu.base.registry.types import AccountLine
from shihu.services.industry import commands
from shihu.services.industry.models import DividendPayout, Settlement, SettlementObjection

pytestmark = pytest.mark.django_db
BACKEND = "shihu.base.accounts.web.backends.NameOrPhoneBackend"


@pytest.fixture
def opens(ready: Ready) -> Callable[[str], Client]:
    def sign_in(who: str) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(ready.farm.cast.user(who), backend=BACKEND)
        return client

    return sign_in


def page(client: Client, name: str, **keys: object) -> str:
    answer = client.get(reverse(name, kwargs=keys or None), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_cadre_settles_publishes_and_the_officer_approves_on_the_pages(
    ready: Ready, opens: Callable[[str], Client]
) -> None:
    cadre, officer = opens("cadre"), opens("officer")
    assert "Settle this season" in page(cadre, "industry_settlements")
    cadre.post(reverse("industry_settlement_draft", kwargs={"key": ready.farm.season}))
    key = Settlement.objects.get().pk
    told = page(cadre, "industry_settlement", key=key)
    assert "1,000.00" in told
    assert "A draft: nobody is owed anything by it yet." in told
    cadre.post(reverse("industry_settlement_publish", kwargs={"key": key}), {"days": "7"})
    Settlement.objects.update(published_on=date(2019, 8, 1), objections_until=date(2019, 8, 8))
    assert "Somebody else than" in page(cadre, "industry_settlement", key=key)
    assert "Approve and book" in page(officer, "industry_settlement", key=key)
    officer.post(reverse("industry_settlement_approve", kwargs={"key": key}))
    assert Settlement.objects.get().state == "booked"
    told = page(officer, "industry_settlement", key=key)
    assert "3 households are still to be paid 720.00 yuan." in told


def test_a_member_reads_the_own_statement_and_nobody_elses(ready: Ready, opens: Callable[[str], Client]) -> None:
    key = ready.booked()
    villager = opens("villager")
    assert "Our own statement" in page(villager, "industry_settlement", key=key)
    told = page(villager, "industry_settlement_statement", key=key, code=ready.farm.codes[0])
    assert "432.00" in told
    assert "肆佰叁拾贰元整" in told
    other = reverse("industry_settlement_statement", kwargs={"key": key, "code": ready.farm.codes[1]})
    assert villager.get(other).status_code == 404


def test_a_member_objects_on_the_page_and_reads_the_answer(ready: Ready, opens: Callable[[str], Client]) -> None:
    key = ready.draft()
    ready.publish(key)
    Settlement.objects.update(objections_until=date(2100, 1, 1))
    villager, officer = opens("villager"), opens("officer")
    villager.post(reverse("industry_settlement_object", kwargs={"key": key}), {"words": "少算一车菇"})
    one = SettlementObjection.objects.get()
    address = reverse("industry_settlement_answer", kwargs={"key": key, "objection": one.pk})
    officer.post(address, {"answer": "已核对，无误", "upheld": "no"})
    assert "已核对，无误" in page(villager, "industry_settlement", key=key)


def test_the_notice_on_the_wall_says_what_each_gets_and_nothing_of_debts(
    ready: Ready, opens: Callable[[str], Client], advanced: Callable[[int, int], None]
) -> None:
    advanced(0, 3_000)
    key = ready.draft()
    ready.publish(key)
    told = page(opens("cadre"), "industry_settlement_notice", key=key)
    assert "432.00" in told
    assert "30.00" not in told.replace("30.0 kg", "")


def test_refusals_stand_on_the_page_and_change_nothing(ready: Ready, opens: Callable[[str], Client]) -> None:
    key = ready.draft()
    answer = opens("cadre").post(
        reverse("industry_settlement_publish", kwargs={"key": key}), {"days": "2"}, follow=True
    )
    assert "A notice stands for 5 to 30 days, not 2." in answer.content.decode()
    assert Settlement.objects.get().state == "draft"


def test_the_bank_gets_a_list_and_a_second_click_makes_no_second_one(
    ready: Ready, opens: Callable[[str], Client]
) -> None:
    key, cadre = ready.booked(), opens("cadre")
    for _click in range(2):
        cadre.post(reverse("industry_settlement_order", kwargs={"key": key}), {"key": "stamp-of-the-form"})
    payout = DividendPayout.objects.get()
    yao = Person.objects.get(name="姚福海")
    account = AccountLine(1, yao.pk, SHANGJIAGOU, "农村信用社康城分社", "99990000000001")
    load_bank_accounts(actor=ready.farm.cast.cadre, now=ready.now, place=SHANGJIAGOU, lines=[account])
    answer = cadre.get(reverse("industry_settlement_bank", kwargs={"key": key, "payout": payout.pk}))
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))  # type: ignore[union-attr]  # a workbook has a sheet
    assert sorted(row[6] for row in rows[-4:-1]) == [72, 216, 432]
    assert rows[-1][6] == 720
    assert {row[3:6] for row in rows if row[1] == "姚福海"} == {("农村信用社康城分社", "99990000000001", "姚福海")}
    assert [row[4] for row in rows[-4:-1]].count(None) == 2
    taken = AuditEntry.objects.filter(action="registry.take_accounts").get()
    assert taken.new["accounts"] == 1
    assert "1 of 3 recorded" in page(cadre, "industry_settlement", key=key)


def test_a_vote_is_entered_and_one_against_the_law_is_not(ready: Ready, opens: Callable[[str], Client]) -> None:
    cadre, address = opens("cadre"), reverse("industry_terms", kwargs={"book": ready.farm.book})
    given = {
        "reserve": "10",
        "welfare": "0",
        "patronage": "50",
        "guaranteed": "0",
        "basis": "amount",
        "paper": "纪要",
        "voted_on": "2019-08-01",
        "since": "2019-08-01",
    }
    answer = cadre.post(address, given)
    assert answer.status_code == 422
    assert "at least 60 % by volume traded; 50 % is less" in answer.content.decode()
    assert cadre.post(address, {**given, "patronage": "65"}).status_code == 302
    assert "By volume traded: 65 %." in page(cadre, "industry_terms", book=ready.farm.book)


@pytest.mark.parametrize("who", ["colleague", "stranger", "banker", "head"])
def test_outside_no_settlement_is_found(ready: Ready, opens: Callable[[str], Client], who: str) -> None:
    key = ready.booked()
    for name in ("industry_settlement", "industry_settlement_notice", "industry_settlement_export"):
        assert opens(who).get(reverse(name, kwargs={"key": key})).status_code == 404


def test_lists_ask_no_more_of_the_database_for_more_rows(
    ready: Ready, opens: Callable[[str], Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cadre = opens("cadre")
    for _draft in range(4):
        key = commands.draft_settlement(actor=ready.farm.cast.cadre, now=ready.now, season=ready.farm.season)
    for address, most in (
        (f"{reverse('industry_settlements')}?place={SHANGJIAGOU}", 25),
        (reverse("industry_settlement", kwargs={"key": key}), 40),
    ):
        with django_assert_max_num_queries(most):
            assert cadre.get(address).status_code == 200
