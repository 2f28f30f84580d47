"""What each person meets on the pages of award funds."""

from collections.abc import Callable, Sequence
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.services.industry.awards.conftest import HENS, PIGS, SHEEP, SPRING, SUMMER, Stage
from tests.village.people import SHANGJIAGOU

from shihu.base.accounts.web import backends
from shihu.base.sheets.queries import read_workbook, render_workbook
from shihu.base.sheets.types import SheetColumn, SheetTable, Written
from shihu.services.industry import commands
from shihu.services.industry.models import AwardApplication, AwardCheck, AwardFund, AwardRound
from shihu.services.industry.types.awards import NewApplication

Signed = Callable[[str], Client]


@pytest.fixture
def signed(stage: Stage) -> Signed:
    """A client signed in as one of the cast, in Chinese."""
    # Web requests happen today: the fund takes applications until then.
    AwardFund.objects.update(last="2099-12-31")

    def sign(who: str) -> Client:
        client = Client(headers={"accept-language": "zh-hans"})
        user = get_user_model().objects.get(username=who)
        client.force_login(user, backend=f"{backends.__name__}.NameOrPhoneBackend")
        return client

    return sign


def at(name: str, **keys: object) -> str:
    return reverse(f"industry_awards_{name}", kwargs=keys)


def test_a_villager_sees_what_it_brings_before_applying_and_applies_once(stage: Stage, signed: Signed) -> None:
    client = signed("villager")
    page = client.get(at("mine")).content.decode()
    assert "20 只起，每只 10.00 元" in page
    apply = at("apply", key=stage.fund)
    seen = client.post(apply, {"kind": HENS, "quantity": "70", "key": "one-tap", "step": "look"}).content.decode()
    assert "600.00" in seen
    assert "70 只 × 10.00 元 = 700.00 元" in seen
    assert AwardApplication.objects.count() == 0
    few = client.post(apply, {"kind": HENS, "quantity": "5", "key": "one-tap", "step": "look"}).content.decode()
    assert "办法从 20 只起算" in few
    for _ in range(2):
        sent = client.post(apply, {"kind": HENS, "quantity": "70", "key": "one-tap", "step": "apply"})
        assert sent.status_code == 302
    assert AwardApplication.objects.count() == 1
    wrong = client.post(apply, {"kind": PIGS, "quantity": "-4", "key": "other-tap", "step": "apply"})
    assert (wrong.status_code, AwardApplication.objects.count()) == (422, 1)
    assert (
        client.post(apply, {"kind": "courtyard.bees", "quantity": "4", "key": "k", "step": "apply"}).status_code == 404
    )
    assert signed("colleague").get(apply, {"kind": HENS}).status_code == 404


def test_the_notice_names_amounts_and_hides_counts_where_the_rule_has_an_addition(stage: Stage, signed: Signed) -> None:
    stage.accepted((HENS, 40), (PIGS, 3))
    made = commands.draft_awards(actor=stage.cast.cadre, now=SUMMER, fund=stage.fund)
    villager = signed("villager")
    assert villager.get(at("notice", key=made)).status_code == 404
    commands.publish_awards(actor=stage.cast.cadre, now=SUMMER, key=made)
    page = villager.get(at("notice", key=made)).content.decode()
    assert "400.00" in page
    assert "40 只" in page
    for private in ("建档立卡", "贫困", stage.cast.living_in(SHANGJIAGOU)[5].code):
        assert private not in page
    with connection.cursor() as cursor:
        # The rule is approved and sealed; a rule with an addition is another version in life.
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER industry_award_rule_change")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table is not altered while keys wait to be looked at
            cursor.execute("ALTER TABLE industry_awardrule DISABLE TRIGGER USER")
        cursor.execute("UPDATE industry_awardrule SET bonus = 20")
    page = villager.get(at("notice", key=made)).content.decode()
    assert "400.00" in page
    assert "40 只" not in page


def test_a_paper_list_goes_in_as_a_sheet_and_comes_back_as_checks(stage: Stage, signed: Signed) -> None:
    cadre, second = signed("cadre"), signed("second")
    given = read_workbook(cadre.get(at("list_sheet", key=stage.fund)).content, "list.xlsx").sheets[0]
    headings = [str(cell) for cell in given.rows[given.header]]
    codes = [str(line[0]) for line in given.rows[given.header + 1 : given.header + 4]]
    assert headings == ["户编号", "户主", "自然村", "种类", "数量", "签字人"]

    def load(client: Client, name: str, heads: list[str], rows: Sequence[Sequence[Written]], sent: str) -> int:
        columns = [SheetColumn(head) for head in heads]
        file = BytesIO(render_workbook([SheetTable("表", columns, rows)]))
        file.name = "list.xlsx"
        return client.post(at(name, key=stage.fund), {"key": sent, "file": file}).status_code

    rows: list[list[Written]] = [
        [codes[0], "甲", "", "散养鸡", 40, "甲"],
        [codes[1], "乙", "", "龙", 3, "乙"],
        [codes[2], "丙", "", "猪", "三头", "丙"],
    ]
    assert load(cadre, "list", headings, rows, "sheet-1") == 422
    assert AwardApplication.objects.count() == 0
    rows[1][3], rows[2][4] = "羊", 3
    assert load(cadre, "list", headings, rows, "sheet-2") == 302
    assert AwardApplication.objects.count() == 3
    taken = read_workbook(second.get(at("checks_sheet", key=stage.fund)).content, "checks.xlsx").sheets[0]
    heads = [str(cell) for cell in taken.rows[taken.header]]
    lines: list[list[Written]] = [[str(cell) for cell in line] for line in taken.rows[taken.header + 1 :]]
    assert heads[5:] == ["现场清点数", "不予奖补（填是）", "与申报不符或不予奖补的原因"]
    lines[0][5:8] = [38, "", "少2只"]
    lines[1][5:8] = ["", "是", "没有养"]
    assert load(cadre, "checks", heads, lines, "sheet-3") == 422
    assert load(second, "checks", heads, lines, "sheet-4") == 302
    assert sorted(AwardCheck.objects.values_list("counted", "refused")) == [(0, True), (38, False)]


def test_the_way_from_draft_to_paid_with_two_persons(stage: Stage, signed: Signed) -> None:
    stage.accepted((HENS, 40), (SHEEP, 6))
    cadre, second = signed("cadre"), signed("second")
    assert cadre.post(at("draft", key=stage.fund)).status_code == 302
    made = AwardRound.objects.get().pk
    assert "资金够用" in cadre.get(at("round", key=made)).content.decode()
    assert cadre.post(at("round_act", key=made, act="publish")).status_code == 302
    AwardRound.objects.update(objections_until=SPRING.date())
    assert cadre.post(at("round_act", key=made, act="approve")).status_code == 403
    assert second.post(at("round_act", key=made, act="approve")).status_code == 302
    sent = cadre.post(at("prepare", key=made), {"day": "2020-01-05", "account": "102", "document": "1"})
    assert sent.status_code == 302
    payment = sent.headers["location"].rstrip("/").rsplit("/", 1)[-1]
    assert cadre.post(at("payment_act", key=payment, act="pay")).status_code == 403
    for _ in range(2):
        assert second.post(at("payment_act", key=payment, act="pay")).status_code == 302
    assert "壹仟元整" in second.get(at("payment", key=payment)).content.decode()
    sheet = read_workbook(second.get(at("payment_export", key=payment)).content, "pay.xlsx").sheets[0]
    assert sheet.rows[-1][7] == 1000


def test_lists_ask_the_same_number_of_questions_however_long_they_are(stage: Stage, signed: Signed) -> None:
    client = signed("officer")

    def asked(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    stage.accepted((HENS, 40))
    fund, place = at("fund", key=stage.fund), f"{reverse('industry_awards')}?place={SHANGJIAGOU}"
    few = [asked(fund), asked(place)]
    for home in stage.cast.living_in(SHANGJIAGOU)[8:20]:
        new = NewApplication(home.code, PIGS, 2, "户主")
        commands.apply_for_award(actor=stage.cast.cadre, now=SUMMER, fund=stage.fund, new=new, key=f"many-{home.code}")
    assert [asked(fund), asked(place)] == few
