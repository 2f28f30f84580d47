"""Deliveries traced by their code: what anybody learns, what only the village knows, and what may not be sold."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from tests.replay import staged
from tests.services.industry.advances.conftest import Supplied3, made_supplied
from tests.services.industry.conftest import Farm

from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.industry import commands, queries
from shihu.services.industry.errors import ActTaken, CheckIncomplete, CheckTooEarly, LotFailed, ReasonNeeded
from shihu.services.industry.models import Lot, LotCheck, NamingConsent, Sale
from shihu.services.industry.rules import lots as rules
from shihu.services.industry.types import CheckKind, NewCheck

pytestmark = pytest.mark.django_db
WEIGHED = date(2019, 8, 1)


@pytest.fixture
@staged
def goods(farm: Farm, now: datetime) -> Supplied3:
    return made_supplied(farm, now)


def check(goods: Supplied3, now: datetime, at: int = 0, **more: object) -> int:
    given = {
        "kind": CheckKind.RESIDUE,
        "has_passed": True,
        "found": "抑制率12%，限量50%",
        "checked_on": WEIGHED,
        "checked_by": "监管员",
        "key": "check-001",
    }
    new = NewCheck(**(given | more))  # type: ignore[arg-type]  # what each case wants otherwise
    return commands.check_lot(actor=goods.farm.cast.cadre, now=now, lot=goods.lots[at], new=new)


def test_codes_cannot_be_reckoned_from_the_key_of_a_delivery(goods: Supplied3) -> None:
    codes = set(Lot.objects.values_list("code", flat=True))
    assert len(codes) == 3
    assert codes.isdisjoint({rules.code(key) for key in Lot.objects.values_list("key", flat=True)})


def test_anybody_learns_of_the_goods_and_nothing_of_the_family(goods: Supplied3, now: datetime, client: Client) -> None:
    check(goods, now)
    lot = Lot.objects.select_related("household__householder").get(pk=goods.lots[0])
    page = client.get(reverse("industry_lots_trace", kwargs={"code": lot.code}))
    text = page.content.decode()
    assert page.status_code == 200
    for told in ("香菇", "一级", "1,004.21", "尚家沟村", "抑制率12%", "一号菌棒"):
        assert told in text
    assert lot.household is not None
    told = json.dumps(text, ensure_ascii=False)
    for hidden in (lot.household.householder.name, lot.household.code, "2,000", "太原客商"):
        assert hidden not in told


def test_who_agreed_is_named_by_the_surname_until_they_take_it_back(goods: Supplied3, now: datetime) -> None:
    farm = goods.farm
    code = Lot.objects.get(pk=goods.lots[0]).code

    def agree(*, agrees: bool, paper: str = "同意书1") -> None:
        commands.agree_naming(
            actor=farm.cast.cadre, now=now, project=farm.project, code=farm.codes[0], paper=paper, agrees=agrees
        )

    with pytest.raises(ReasonNeeded):
        agree(agrees=True, paper=" ")
    for _ in range(2):
        agree(agrees=True)
    assert NamingConsent.objects.count() == 1
    assert queries.traced(code).family == "姚户"
    agree(agrees=False)
    assert queries.traced(code).family == ""


@pytest.mark.parametrize("code", ["AAAAA-BBBBB", "", "x" * 300, "'; DROP TABLE", "%%%"])
def test_a_wrong_code_gets_a_clear_answer_and_says_nothing_else(goods: Supplied3, client: Client, code: str) -> None:
    with pytest.raises(NotFound):
        queries.traced(code)
    if code and "/" not in code:
        page = client.get(reverse("industry_lots_trace", kwargs={"code": code}))
        assert page.status_code == 404
        assert "没有这个编码" in page.content.decode()


def test_the_village_sees_it_whole_a_member_the_own_and_others_nothing(goods: Supplied3) -> None:
    cast = goods.farm.cast
    for who in (cast.cadre, cast.officer, cast.auditor, cast.villager):
        assert queries.lot(goods.lots[0], actor=who).household_code == goods.farm.codes[0]
    for who in (cast.head, cast.stranger, cast.colleague, cast.nobody):
        with pytest.raises(NotFound):
            queries.lot(goods.lots[0], actor=who)
    with pytest.raises(NotFound):
        queries.lot(goods.lots[1], actor=cast.villager)


def test_what_did_not_pass_is_not_sold_before_a_new_check_has(goods: Supplied3, now: datetime) -> None:
    check(goods, now, has_passed=False, found="抑制率63%，限量50%")
    farm = goods.farm
    with pytest.raises(LotFailed):
        commands.sell(actor=farm.cast.cadre, now=now, season=farm.season, new=goods.sale())
    assert Sale.objects.count() == 0
    check(goods, now, key="check-002", kind=CheckKind.GRADE)  # of another kind: helps nothing
    with pytest.raises(LotFailed):
        commands.sell(actor=farm.cast.cadre, now=now, season=farm.season, new=goods.sale())
    check(goods, now, key="check-003", checked_on=WEIGHED + timedelta(days=1))
    commands.sell(actor=farm.cast.cadre, now=now, season=farm.season, new=goods.sale())
    [sale] = queries.traced(Lot.objects.get(pk=goods.lots[0]).code).sales
    assert (sale.grams, sale.buyer) == (1_004_210, "")


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"found": " "}, CheckIncomplete),
        ({"checked_by": ""}, CheckIncomplete),
        ({"checked_on": date(2019, 7, 31)}, CheckTooEarly),
        ({"checked_on": date(2019, 8, 16)}, CheckTooEarly),
    ],
)
def test_a_check_that_proves_nothing_is_refused(
    goods: Supplied3, now: datetime, more: dict[str, object], error: type[Refusal]
) -> None:
    with pytest.raises(error):
        check(goods, now, **more)
    assert LotCheck.objects.count() == 0


def test_a_check_is_recorded_once_and_stands(goods: Supplied3, now: datetime) -> None:
    assert check(goods, now) == check(goods, now)
    with pytest.raises(ActTaken):
        check(goods, now, has_passed=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        LotCheck.objects.update(has_passed=False)
    for who, error in ((goods.farm.cast.villager, NotAllowed), (goods.farm.cast.stranger, NotFound)):
        new = NewCheck(CheckKind.RESIDUE, True, "x", WEIGHED, "x", "check-009")
        with pytest.raises(error):
            commands.check_lot(actor=who, now=now, lot=goods.lots[0], new=new)
