"""Answers by phone, by the cadre, by sheet: what is kept, what is refused, what stays private."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from uuid import UUID, uuid4

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.services.units.conftest import HAMLET, TOWN, VILLAGE, Village

from shihu.base.audit.models import AuditEntry
from shihu.base.audit.queries import verify
from shihu.base.registry.errors import Stale
from shihu.base.registry.models import Household, Partner, Wish
from shihu.kernel.actors import Actor, Grant, Role
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.units import commands, queries
from shihu.services.units.errors import AdultNeeded, KeyTaken, NotByPhone, OlderAnswer
from shihu.services.units.models import Answer
from shihu.services.units.rules import form_code
from shihu.services.units.types import Answering, AnswerWay

SignIn = Callable[..., Client]
ENGLISH = {"accept-language": "en"}


def wishes_of(home: Household) -> list[str]:
    return list(Wish.objects.filter(household=home).order_by("rank").values_list("term_id", flat=True))


@pytest.fixture
def homes(village: Village) -> list[Household]:
    return village.settle(6)


@pytest.fixture
def villager(homes: list[Household], signed_in: SignIn) -> Actor:
    client = signed_in(Role.VILLAGER, HAMLET, "zhao0")
    homes[0].householder.account = client.user  # type: ignore[attr-defined]
    homes[0].householder.save()
    return Actor(client.user.pk, "赵0", (Grant(Role.VILLAGER, HAMLET),))  # type: ignore[attr-defined]


def by_phone(homes: list[Household], now: datetime) -> Answering:
    return Answering(
        household=homes[0].code,
        version=1,
        way=AnswerWay.PHONE,
        answered_on=timezone.localdate(now),
        wishes=("wish.poria", "wish.mushroom"),
        prefers=(homes[1].code,),
        refuses=(homes[2].code,),
        willing=True,
    )


def test_a_villager_answers_once_and_a_double_tap_does_nothing(
    homes: list[Household], villager: Actor, now: datetime
) -> None:
    key, answering = uuid4(), by_phone(homes, now)
    assert commands.answer(actor=villager, now=now, key=key, answering=answering)
    assert wishes_of(homes[0]) == ["wish.poria", "wish.mushroom"]
    assert set(Partner.objects.values_list("other__code", "kind")) == {
        (homes[1].code, "prefers"),
        (homes[2].code, "refuses"),
    }
    assert not commands.answer(actor=villager, now=now, key=key, answering=answering)
    assert not commands.answer(actor=villager, now=now, key=key, answering=replace(answering, version=2))
    with pytest.raises(KeyTaken):
        commands.answer(actor=villager, now=now, key=key, answering=replace(answering, wishes=()))
    assert Answer.objects.count() == 1
    assert Household.objects.get(pk=homes[0].pk).version == 2
    assert verify().holds


def test_nobody_else_learns_whom_a_household_refuses(
    homes: list[Household], villager: Actor, cadre: Actor, now: datetime
) -> None:
    commands.answer(actor=villager, now=now, key=uuid4(), answering=by_phone(homes, now))
    assert "refuses" not in Answer.objects.get().said
    kept = "".join(str(e.new) + str(e.old) for e in AuditEntry.objects.all())
    assert homes[2].code not in kept
    on = timezone.localdate(now)
    assert queries.entry(homes[0].code, actor=cadre, on=on).refuses == ()
    assert queries.own_answer(actor=villager, on=on).refuses == (homes[2].code,)


def test_a_refused_answer_changes_nothing(
    homes: list[Household], villager: Actor, cadre: Actor, colleague: Actor, auditor: Actor, now: datetime
) -> None:
    own = by_phone(homes, now)
    told = replace(own, way=AnswerWay.CADRE, refuses=None)
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    cases: list[tuple[Actor, Answering, type[Refusal]]] = [
        (cadre, own, NotByPhone),
        (cadre, replace(told, refuses=(homes[2].code,)), NotAllowed),
        (villager, replace(own, household=homes[1].code), NotFound),
        (villager, told, NotAllowed),
        (colleague, told, NotFound),
        (auditor, told, NotAllowed),
        (cadre, replace(told, version=7), Stale),
        (cadre, replace(told, answered_on=tomorrow), Refusal),
        (cadre, replace(told, prefers=("nobody",)), Refusal),
    ]
    for actor, answering, refusal in cases:
        with pytest.raises(refusal):
            commands.answer(actor=actor, now=now, key=uuid4(), answering=answering)
    assert not Answer.objects.exists()
    assert wishes_of(homes[0]) == ["wish.mushroom"]
    assert Household.objects.get(pk=homes[0].pk).version == 1
    assert not AuditEntry.objects.filter(action__in=("units.answer", "registry.take_answer")).exists()


def test_a_child_does_not_answer_for_the_household(homes: list[Household], villager: Actor, now: datetime) -> None:
    homes[0].householder.birth = date(2005, 1, 1)
    homes[0].householder.save()
    with pytest.raises(AdultNeeded):
        commands.answer(actor=villager, now=now, key=uuid4(), answering=by_phone(homes, now))
    assert not Answer.objects.exists()


def test_an_older_paper_does_not_replace_a_newer_answer(
    homes: list[Household], villager: Actor, cadre: Actor, now: datetime
) -> None:
    commands.answer(actor=villager, now=now, key=uuid4(), answering=by_phone(homes, now))
    before = timezone.localdate(now) - timedelta(days=3)
    paper = replace(by_phone(homes, now), way=AnswerWay.PAPER, version=2, answered_on=before, refuses=None, wishes=())
    with pytest.raises(OlderAnswer):
        commands.answer(actor=cadre, now=now, key=uuid4(), answering=paper)
    assert wishes_of(homes[0]) == ["wish.poria", "wish.mushroom"]


def filled(content: bytes, lines: dict[int, dict[str, str]]) -> bytes:
    """The sheet that was given, with cells filled in: row (from 0 below the headings) -> heading -> text."""
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    top = next(r for r in range(1, 6) if sheet.cell(r, 1).value == "户编号")
    at = {sheet.cell(top, c).value: c for c in range(1, sheet.max_column + 1)}
    for row, cells in lines.items():
        for heading, said in cells.items():
            sheet.cell(top + 1 + row, at[heading]).value = said
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return out.read()


@pytest.fixture
def sheet(homes: list[Household], signed_in: SignIn) -> Callable[[dict[int, dict[str, str]]], object]:
    """Take the hamlet's sheet, fill lines in, load it as the cadre."""
    client = signed_in(Role.CADRE, VILLAGE, "cadre1")
    given = client.get(f"{reverse('units_answer_sheet')}?place={HAMLET}")

    def load(lines: dict[int, dict[str, str]]) -> object:
        file = BytesIO(filled(given.content, lines))
        file.name = "filled.xlsx"
        address = f"{reverse('units_answer_load')}?place={HAMLET}"
        return client.post(address, {"key": str(uuid4()), "file": file}, headers=ENGLISH)

    return load


def test_a_filled_sheet_loads_the_lines_with_a_day_and_may_be_loaded_again(
    homes: list[Household], sheet: Callable[..., object]
) -> None:
    lines = {
        0: {"发展意愿一": "茯苓", "意向搭档": "赵1、赵3", "是否愿意加入": "是", "答复日期": "2019-08-14"},
        1: {"是否愿意加入": "否", "答复日期": "2019-08-13"},
    }
    assert sheet(lines).status_code == 302  # type: ignore[attr-defined]
    assert wishes_of(homes[0]) == ["wish.poria"]
    assert list(Partner.objects.values_list("other__code", flat=True)) == [homes[1].code, homes[3].code]
    assert not Household.objects.get(pk=homes[1].pk).willing
    assert wishes_of(homes[2]) == ["wish.poultry"], "a line without a day is a household not asked"
    assert sorted(Answer.objects.values_list("answered_on", "way")) == [
        (date(2019, 8, 13), "sheet"),
        (date(2019, 8, 14), "sheet"),
    ]
    assert sheet(lines).status_code == 302  # type: ignore[attr-defined]
    assert Answer.objects.count() == 2


def test_one_fault_and_nothing_of_a_sheet_is_loaded_and_each_is_told_by_its_cell(
    homes: list[Household], sheet: Callable[..., object]
) -> None:
    answer = sheet(
        {
            0: {"发展意愿一": "茯苓", "答复日期": "2019-08-14"},
            1: {"发展意愿一": "造火箭", "答复日期": "2019-08-14"},
            2: {"发展意愿一": "茯苓"},
            3: {"意向搭档": "李四", "答复日期": "2019-08-14"},
            4: {"户主": "别人", "答复日期": "2019-08-14"},
            5: {"答复日期": "上个月"},
        }
    )
    assert answer.status_code == 422  # type: ignore[attr-defined]
    page = answer.content.decode()  # type: ignore[attr-defined]
    for told in (
        "E3",
        "造火箭",
        "no day on which the household answered",
        "李四",
        "The householder of this code is 赵4",
    ):
        assert told in page
    assert "J7" in page or "I7" in page
    assert not Answer.objects.exists()
    assert wishes_of(homes[0]) == ["wish.mushroom"]


def test_the_form_code_opens_the_entry_page_and_for_the_household_its_own(
    homes: list[Household], villager: Actor, signed_in: SignIn
) -> None:
    code = form_code(homes[0].pk)
    cadre = signed_in(Role.CADRE, VILLAGE)
    there = cadre.get(f"{reverse('units_answer_find')}?form={code.lower()}")
    assert there.headers["Location"] == reverse("units_answer_entry", kwargs={"code": homes[0].code})
    own = Client()
    own.force_login(homes[0].householder.account, backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
    there = own.get(reverse("units_answer_form", kwargs={"form": code}))
    assert there.headers["Location"] == reverse("units_own_wishes")
    assert own.get(reverse("units_answer_form", kwargs={"form": form_code(homes[1].pk)})).status_code == 404


def test_the_entry_page_takes_numbers_and_leads_to_the_next_household(
    homes: list[Household], signed_in: SignIn
) -> None:
    client = signed_in(Role.CADRE, VILLAGE)
    address = reverse("units_answer_entry", kwargs={"code": homes[0].code})
    fields = {"key": str(uuid4()), "version": 1, "numbers": "2 1", "prefer_1": "赵3", "willing": "yes", "way": "paper"}
    wrong = client.post(address, {**fields, "answered_on": "2019-08-14", "prefer_1": "赵九"}, headers=ENGLISH)
    assert wrong.status_code == 422
    assert "赵九" in wrong.content.decode()
    assert not Answer.objects.exists()
    sent = client.post(address, {**fields, "answered_on": "2019-08-14"})
    assert sent.headers["Location"].startswith(reverse("units_answer_entry", kwargs={"code": homes[1].code}))
    assert "way=paper&on=2019-08-14" in sent.headers["Location"]
    assert Answer.objects.get().way == "paper"
    # The same page sent once more on the version that it was opened at: kept already, nothing is lost or doubled.
    again = client.post(address, {**fields, "answered_on": "2019-08-14"})
    assert again.status_code == 302
    assert Answer.objects.count() == 1


def test_a_household_changed_meanwhile_shows_what_was_typed_once_more(homes: list[Household], villager: Actor) -> None:
    own = Client()
    own.force_login(homes[0].householder.account, backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
    Household.objects.filter(pk=homes[0].pk).update(version=5)
    fields = {"key": str(uuid4()), "version": 1, "wish_1": "wish.poria", "prefer_1": "赵3", "willing": "no"}
    answer = own.post(reverse("units_own_wishes"), fields, headers=ENGLISH)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="赵3"' in page
    assert 'name="version" value="5"' in page
    assert own.post(reverse("units_own_wishes"), {**fields, "version": 5}).status_code == 302
    assert not Household.objects.get(pk=homes[0].pk).willing


def test_the_progress_tells_who_is_still_to_be_asked_in_few_queries(
    village: Village, homes: list[Household], cadre: Actor, now: datetime, signed_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    told = replace(by_phone(homes, now), way=AnswerWay.CADRE, refuses=None)
    commands.answer(actor=cadre, now=now, key=uuid4(), answering=told)
    client = signed_in(Role.OFFICER, TOWN)
    address = f"{reverse('units_answers')}?place={VILLAGE}"
    client.get(address)
    with django_assert_max_num_queries(22):
        page = client.get(address, headers=ENGLISH).content.decode()
    assert "1 of 6 households have answered; 5 are still to be asked." in page
    left = client.get(f"{address}&way=none", headers=ENGLISH).content.decode()
    assert "赵1" in left
    assert homes[0].code not in left
    export = client.get(f"{reverse('units_answers_export')}?place={VILLAGE}&way=none")
    assert openpyxl.load_workbook(BytesIO(export.content)).worksheets[0].max_row == 6
    village.settle(30, f"{VILLAGE}002")
    with django_assert_max_num_queries(22):
        client.get(address)


def test_a_paper_form_shows_what_is_known_and_nothing_of_wealth_or_numbers(
    homes: list[Household], signed_in: SignIn
) -> None:
    page = signed_in(Role.CADRE, VILLAGE).get(
        f"{reverse('units_answer_forms')}?place={HAMLET}", headers={"accept-language": "zh-hans"}
    )
    text = page.content.decode()
    assert text.count('class="sheet"') == 6
    assert form_code(homes[0].pk) in text
    assert "已登记的意愿" in text
    for word in ("困难", "较富裕", "身份证", "党员"):
        assert word not in text


def test_keys_are_uuids(homes: list[Household], signed_in: SignIn) -> None:
    client = signed_in(Role.CADRE, VILLAGE)
    page = client.get(reverse("units_answer_entry", kwargs={"code": homes[0].code})).content.decode()
    key = page.split('name="key" value="')[1].split('"')[0]
    assert UUID(key)
