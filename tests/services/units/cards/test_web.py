"""Cards, the member's page, charters and appraisals in the browser: what is shown, to whom, in how many queries."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries
from tests.services.units.conftest import HAMLET, TOWN, VILLAGE, Village
from tests.services.units.settled import settled

from shihu.base.registry.models import Household, Person
from shihu.fronts.ui.drawing import codes
from shihu.kernel.actors import Actor, Role
from shihu.services.units import commands
from shihu.services.units.models import Appraisal, AppraisalRule, Charter, CharterTemplate, Unit
from shihu.services.units.rules.appraisals import month_after
from shihu.services.units.types import Clause, Item

SignIn = Callable[..., Client]
MONTH = date(2019, 7, 1)
CLAUSES = [
    Clause("area", "责任区", "【单元名称】负责【责任区】。"),
    Clause("dues", "会费", "每户每年【会费】元，义务工【义务工天数】天。"),
]
VALUES = {"duty_area": "河道北岸", "dues": 2000, "labour_days": 6}
ITEMS = [
    Item("clean", "sanitation", "片区干净", 1000, 6000, may_repeat=True),
    Item("work", "industry", "产业", 1500, 4000, who="township", how="number"),
]


@pytest.fixture
def homes(village: Village) -> list[Household]:
    return village.settle(4)


@pytest.fixture
def unit(homes: list[Household], village: Village, officer: Actor, now: datetime) -> Unit:
    key = commands.draft_template(actor=officer, now=now, place=TOWN, title="公约", clauses=CLAUSES)
    commands.approve_template(actor=officer, now=now, key=key)
    rule = commands.draft_rule(
        actor=officer,
        now=now.replace(month=4),
        place=TOWN,
        title="细则",
        items=ITEMS,
        threshold=500,
        objection_days=7,
        valid_from=date(2019, 5, 1),
    )
    commands.publish_rule(actor=officer, now=now.replace(month=4), key=rule)
    return settled(village, homes, now)


@pytest.fixture
def boss(signed_in: SignIn) -> Client:
    return signed_in(Role.OFFICER, TOWN, "boss")


@pytest.fixture
def member(signed_in: SignIn, homes: list[Household]) -> Client:
    client = signed_in(Role.VILLAGER, HAMLET, "member")
    Person.objects.filter(pk=homes[0].householder_id).update(account=client.user)  # type: ignore[attr-defined]
    return client


def address(name: str, unit: Unit, **more: str) -> str:
    return reverse(name, kwargs={"key": unit.pk, **more})


def text_of(client: Client, path: str, status: int = 200, language: str = "en") -> str:
    with translation.override("zh-hans" if language.startswith("zh") else "en"):
        answer = client.get(path, headers={"accept-language": language})
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def charter(officer: Actor, unit: Unit, now: datetime) -> None:
    commands.draft_charter(actor=officer, now=now, unit=unit.pk, values=VALUES)


def test_a_card_names_households_and_duties_and_nothing_of_wealth_party_or_numbers(
    unit: Unit, homes: list[Household], officer: Actor, boss: Client, now: datetime
) -> None:
    Person.objects.update(phone="13800000000", is_party_member=True)
    charter(officer, unit, now)
    signers = {home.pk: "x" for home in homes}
    key = Charter.objects.get().pk
    commands.sign_on_paper(actor=officer, now=now, key=key, sheet="1", signed_on=now.date(), signers=signers)
    for path in (
        address("units_card", unit),
        f"{reverse('units_cards')}?place={VILLAGE}",
        f"{reverse('units_poster')}?place={VILLAGE}",
    ):
        page = text_of(boss, path, language="zh-hans")
        for told in ("尚家沟一单元", "赵0", "赵3", "责任区：河道北岸", 'class="qr"', "待各户推选"):
            assert told in page
        for hidden in ("困难", "富裕", "一般户", "党员", "13800000000", homes[0].code, homes[0].street):
            assert hidden not in page


def test_the_code_on_a_card_leads_to_the_units_own_page(
    unit: Unit, boss: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []
    draw = codes.qr
    monkeypatch.setattr(codes, "qr", lambda text, label: drawn.append(text) or draw(text, label))
    text_of(boss, address("units_card", unit))
    assert drawn == [f"http://testserver/units/{unit.pk}/"]


def test_a_member_signs_on_the_phone_after_reading_what_it_costs(
    unit: Unit, member: Client, officer: Actor, now: datetime
) -> None:
    charter(officer, unit, now)
    mine = text_of(member, address("units_mine", unit))
    assert "Read and sign" in mine
    page = text_of(member, address("units_charter", unit))
    assert "20.00 yuan and 6 days of work a year" in page
    member.post(address("units_charter_sign", unit), {"version": "1"})
    page = text_of(member, address("units_charter", unit))
    assert "Our household has signed this version." in page
    assert "3 households have still to sign" in page
    assert 'id="sign"' not in page


def test_the_cadre_enters_a_sheet_and_a_faulty_one_is_answered_at_its_field(
    unit: Unit, homes: list[Household], signed_in: SignIn, officer: Actor, now: datetime
) -> None:
    charter(officer, unit, now)
    cadre = signed_in(Role.CADRE, VILLAGE)
    today = now.date().isoformat()
    path = address("units_charter_paper", unit)
    empty = cadre.post(path, {"sheet": "7", "signed_on": today}, headers={"accept-language": "en"})
    assert (empty.status_code, Charter.objects.get().signatures.count()) == (422, 0)
    assert "who signed" in empty.content.decode()
    fields = {"sheet": "7", "signed_on": "2019-08-14", f"h-{homes[1].pk}": "赵1"}
    early = cadre.post(path, fields, headers={"accept-language": "en"})
    assert "The sheet is dated 2019-08-14" in early.content.decode()
    assert cadre.post(path, {**fields, "signed_on": today}).status_code == 302
    assert Charter.objects.get().signatures.get().sheet == "7"


def test_a_new_version_shows_its_difference_and_the_print_has_a_line_for_each_household(
    unit: Unit, officer: Actor, boss: Client, now: datetime
) -> None:
    charter(officer, unit, now)
    commands.draft_charter(actor=officer, now=now, unit=unit.pk, values={**VALUES, "dues": 3000})
    page = text_of(boss, f"{address('units_charter', unit)}?version=2&changes=yes")
    assert "<del>2</del><ins>3</ins>" in page
    printed = text_of(boss, address("units_charter_print", unit))
    assert printed.count('<th scope="row">') == 4
    assert text_of(boss, f"{address('units_charter_print', unit)}?version=9", 404)


def test_the_officer_writes_a_template_in_the_browser_and_a_fault_stands_at_its_clause(
    village: Village, boss: Client
) -> None:
    path = f"{reverse('units_template_new')}?place={TOWN}"
    fields = {"title": "公约", "clause_title_0": "罚", "clause_text_0": "罚【罚金】元", "clause_key_0": ""}
    wrong = boss.post(path, fields, headers={"accept-language": "en"})
    assert (wrong.status_code, CharterTemplate.objects.count()) == (422, 0)
    assert "has the blank 【罚金】, which nobody fills" in wrong.content.decode()
    assert boss.post(path, {**fields, "clause_text_0": "每户【会费】元"}).status_code == 302
    assert CharterTemplate.objects.get().clauses[0]["key"] == "c1.1"


def test_the_officer_writes_rules_in_the_browser_and_weights_off_by_a_hundredth_are_refused(
    village: Village, boss: Client
) -> None:
    path = f"{reverse('units_rule_new')}?place={TOWN}"
    row = {"words_0": "片区干净", "linkage_0": "sanitation", "maximum_0": "10", "who_0": "both", "how_0": "scale"}
    rest = {"linkage_1": "party", "who_1": "both", "how_1": "scale"}
    fields = {"title": "细则", "valid_from": "2099-01", "objection_days": "7", "threshold": "5", **row, **rest}
    wrong = boss.post(path, {**fields, "weight_0": "99.99"}, headers={"accept-language": "en"})
    assert wrong.status_code == 422
    assert "The weights add up to 99.99" in wrong.content.decode()
    answer = boss.post(path, {**fields, "weight_0": "100"})
    assert answer.status_code == 302
    page = text_of(boss, answer.headers["Location"])
    assert "Publish these rules" in page
    assert "1 fields" in page


def test_a_unit_answers_few_questions_and_takes_over_what_it_may(unit: Unit, member: Client, now: datetime) -> None:
    due = month_after(timezone.localdate().replace(day=1), -1)  # whatever today is
    Appraisal.objects.create(
        unit=unit,
        month=month_after(due, -1),
        kind="own",
        rule=AppraisalRule.objects.get(),
        actor_name="赵0",
        made_at=now,
    ).scores.create(item="clean", points=750)
    page = text_of(member, address("units_appraise_self", unit))
    assert "1 question, no photograph." in page
    assert "As last month: Good" in page
    assert member.post(address("units_appraise_self", unit), {"clean": "same"}).status_code == 302
    made = Appraisal.objects.get(month=due)
    assert [(s.points, s.is_repeated) for s in made.scores.all()] == [(750, True)]


def test_the_ranking_names_units_and_no_household(unit: Unit, officer: Actor, boss: Client, now: datetime) -> None:
    answers = {"clean": 3, "work": 900}
    commands.score_unit(actor=officer, now=now, unit=unit.pk, month=MONTH, answers=answers)
    commands.publish_month(actor=officer, now=now, village=VILLAGE, month=MONTH)
    page = text_of(boss, f"{reverse('units_ranking')}?place={VILLAGE}&month=2019-07", language="zh-hans")
    assert "尚家沟一单元" in page
    assert "69.00" in page  # 60 × 7.5/10 + 40 × 9/15
    assert "赵" not in page
    row = text_of(boss, f"{reverse('units_appraisals')}?place={VILLAGE}&month=2019-07")
    assert "69.00" in row
    assert text_of(boss, f"{reverse('units_appraisals')}?place={VILLAGE}&month=2019-13", 404)


def test_the_board_shows_every_village_and_plans_are_kept(unit: Unit, boss: Client) -> None:
    plan = f"{reverse('units_rollout_plan')}?place={VILLAGE}"
    wrong = boss.post(plan, {"notice": "2019-05-01", "running": "2019-04-01"}, headers={"accept-language": "en"})
    assert wrong.status_code == 422
    assert "A later stage is planned for 2019-04-01" in wrong.content.decode()
    assert boss.post(plan, {"notice": "2019-05-01"}).status_code == 302
    page = text_of(boss, f"{reverse('units_rollout')}?place={TOWN}")
    assert "Shangjiagou Village" in page
    assert "Established: stands here" in page
    village = text_of(boss, f"{reverse('units_rollout')}?place={VILLAGE}")
    assert "Without a head in office (1)" in village


def test_a_villager_is_led_to_the_page_of_the_own_unit(unit: Unit, member: Client) -> None:
    assert member.get(reverse("units_formations")).headers["Location"] == address("units_mine", unit)
    page = text_of(member, address("units_mine", unit), language="zh-hans")
    assert "我家" in page
    assert "读给我听" in page


def test_the_members_page_and_the_cards_of_a_village_take_few_queries(
    village: Village,
    unit: Unit,
    boss: Client,
    member: Client,
    now: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    member.get(address("units_mine", unit))
    with django_assert_max_num_queries(28):
        member.get(address("units_mine", unit))
    cards = f"{reverse('units_cards')}?place={VILLAGE}"
    boss.get(cards)
    with django_assert_max_num_queries(11):
        boss.get(cards)
    settled(village, village.settle(3, f"{VILLAGE}002"), now, ordinal=2)
    with django_assert_max_num_queries(11):
        assert boss.get(cards).content.decode().count('class="unit-card"') == 2
