"""Pages of the books: told in plain words, looked at, then booked; exported in the layout of village accounts."""

import re
from datetime import date, datetime
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries
from tests.base.ledger.conftest import PAPER, key
from tests.village.people import SHANGJIAGOU, TIANJIAWA, Cast

from shihu.base.ledger.commands import household_account, open_books, open_entity, post, set_approval_rule
from shihu.base.ledger.models import Entity, Entry, Proposal, Purpose
from shihu.base.ledger.seeds import Demo, post_demo
from shihu.base.ledger.types import EntityKind, NewEntity, NewEntry, NewLine
from shihu.base.registry.commands import keep_enterprise

pytestmark = pytest.mark.django_db
BACKEND = "shihu.base.accounts.web.backends.NameOrPhoneBackend"


@pytest.fixture
def book(cast: Cast, now: datetime) -> Entity:
    """The books of the village collective with two months in them."""
    organisation = keep_enterprise(
        actor=cast.officer,
        now=now,
        name="尚家沟村股份经济合作社",
        kind="enterprise.collective",
        place=SHANGJIAGOU,
        since=date(2018, 1, 1),
    )
    new = NewEntity(EntityKind.COLLECTIVE, "尚家沟村股份经济合作社", SHANGJIAGOU, enterprise=organisation)
    made = open_entity(actor=cast.officer, now=now, new=new)
    balances = (NewLine("102", 1_000_000), NewLine("311", -1_000_000))
    opening = {"cut_off": date(2018, 12, 31), "balances": balances, "document": PAPER, "key": key()}
    open_books(actor=cast.officer, now=now, entity=made, **opening)  # type: ignore[arg-type]
    for day, amount in ((date(2019, 1, 5), 30_000), (date(2019, 2, 5), 20_000)):
        lines = (NewLine("102", amount), NewLine("501", -amount))
        asked = NewEntry(made, day, "出菇棚租金 赵二虎", lines, PAPER, key())
        post(actor=cast.cadre, now=now, entry=asked)
    set_approval_rule(
        actor=cast.officer,
        now=now,
        kind=EntityKind.COLLECTIVE,
        place=SHANGJIAGOU,
        above=500_000,
        since=date(2019, 1, 1),
    )
    return Entity.objects.get(pk=made)


def signed_in(cast: Cast, who: str, language: str = "zh-hans") -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE=language)
    client.force_login(cast.user(who), backend=BACKEND)
    return client


def told(purpose: str, amount: str, **more: str) -> dict[str, str]:
    """Return what a cadre types into the form of money received or paid, in the chart of today."""
    today = timezone.localdate()
    found = Purpose.objects.filter(kind="collective", code=purpose, since__lte=today).order_by("-since")[0]
    return {
        "amount": amount,
        "purpose": str(found.pk),
        "money": "102",
        "summary": "出菇棚租金",
        "day": today.isoformat(),
        "document_kind": "receipt",
        "document_number": "0031",
        "document_issuer": "尚家沟村委会",
        "document_date": today.isoformat(),
        "key": "typed-once",
        **more,
    }


def address(book: Entity, way: str) -> str:
    return reverse("ledger_record", kwargs={"key": book.pk}) + f"?way={way}"


def test_a_cadre_tells_what_happened_looks_at_it_and_books_it_once(cast: Cast, book: Entity) -> None:
    client, before = signed_in(cast, "cadre"), Entry.objects.count()
    look = client.post(address(book, "received"), {**told("rent", "1280.50"), "step": "look"})
    text = look.content.decode()
    assert "银行存款：收进 1,280.50 元" in text
    assert "壹仟贰佰捌拾元零伍角整" in text
    assert "提交审批" not in text
    assert Entry.objects.count() == before
    for _ in range(2):
        done = client.post(address(book, "received"), {**told("rent", "1280.50"), "step": "do"})
        assert done.status_code == 302
    assert Entry.objects.count() == before + 1
    assert Entry.objects.latest("recorded_at").recorded_by == cast.cadre.key


def test_above_the_amount_of_the_rule_it_says_that_it_will_wait(cast: Cast, book: Entity) -> None:
    client = signed_in(cast, "cadre")
    look = client.post(address(book, "paid"), {**told("business", "6000"), "step": "look"})
    assert "提交审批" in look.content.decode()
    client.post(address(book, "paid"), {**told("business", "6000"), "step": "do"})
    waits = Proposal.objects.get()
    mine = client.get(reverse("ledger_proposal", kwargs={"proposal": waits.pk})).content.decode()
    assert "要由另一个人来看" in mine
    assert reverse("ledger_approve", kwargs={"proposal": waits.pk}) not in mine
    officer = signed_in(cast, "officer")
    page = officer.get(reverse("ledger_waiting"), {"place": SHANGJIAGOU}).content.decode()
    assert "6,000.00" in page
    officer.post(reverse("ledger_approve", kwargs={"proposal": waits.pk}))
    assert Entry.objects.get(key="typed-once").approved_by_name == cast.officer.name


@pytest.mark.parametrize(
    ("way", "wrong", "sentence"),
    [
        ("received", {"amount": "12元5"}, "不是金额"),
        ("received", {"amount": "0"}, "必须大于零"),
        ("received", {"amount": "0.001"}, "不到一分"),
        ("paid", {"document_number": " "}, "必填"),
        ("paid", {"day": "2031-01-01"}, "还没有到"),
        ("paid", {"day": "2018-12-31"}, "余额开始"),
        ("paid", {"document_digest": "abc"}, "SHA-256"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_booked(
    cast: Cast, book: Entity, way: str, wrong: dict[str, str], sentence: str
) -> None:
    before = Entry.objects.count()
    purpose = "rent" if way == "received" else "office"
    answer = signed_in(cast, "cadre").post(address(book, way), {**told(purpose, "5"), **wrong, "step": "do"})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Entry.objects.count() == before


def test_an_advance_asks_for_whom_and_stands_in_the_households_own_account(
    cast: Cast, book: Entity, now: datetime
) -> None:
    code = cast.of("姚福海").code
    member = household_account(actor=cast.cadre, now=now, code=code)
    client = signed_in(cast, "cadre")
    refused = client.post(address(book, "paid"), {**told("member_advance", "75"), "step": "do"})
    assert "请选对方" in refused.content.decode()
    client.post(address(book, "paid"), {**told("member_advance", "75", party=str(member)), "step": "do"})
    villager = signed_in(cast, "villager")
    own = villager.get(reverse("ledger_own"), follow=True).content.decode()
    assert "-75.00" in own
    assert villager.get(reverse("ledger_book", kwargs={"key": book.pk})).status_code == 404


def test_money_is_moved_between_two_places_and_is_neither_income_nor_expense(cast: Cast, book: Entity) -> None:
    client = signed_in(cast, "cadre")
    given = {name: value for name, value in told("rent", "300").items() if name != "purpose"}
    same = client.post(address(book, "moved"), {**given, "into": "102", "step": "do"})
    assert "同一处" in same.content.decode()
    client.post(address(book, "moved"), {**given, "into": "101", "step": "do"})
    lines = Entry.objects.get(key="typed-once").lines.order_by("position").values_list("account__code", "amount")
    assert list(lines) == [("101", 30_000), ("102", -30_000)]


def test_the_public_sheet_is_for_everybody_adds_up_and_names_nobody(book: Entity) -> None:
    page = Client().get(reverse("ledger_use", kwargs={"key": book.pk}), {"from": "2019-01-01", "to": "2019-08-15"})
    text = page.content.decode()
    assert "10,000.00 + 500.00 − 0.00 = 10,500.00 元" in text
    assert "赵二虎" not in text


def test_an_entry_is_reversed_with_a_reason_and_shows_by_what(cast: Cast, book: Entity) -> None:
    first = Entry.objects.filter(kind="ordinary").earliest("date")
    client = signed_in(cast, "officer")
    where = {"key": book.pk, "entry": first.pk}
    day = timezone.localdate().isoformat()
    client.post(reverse("ledger_reverse", kwargs=where), {"day": day, "reason": "重复记账", "key": "reverse-once"})
    page = client.get(reverse("ledger_entry", kwargs=where)).content.decode()
    assert "已冲销" in page
    assert Entry.objects.get(reverses=first).reason == "重复记账"


def test_old_balances_are_taken_over_and_the_rest_goes_to_the_reserve(cast: Cast, now: datetime) -> None:
    organisation = keep_enterprise(
        actor=cast.officer,
        now=now,
        name="田家洼村股份经济合作社",
        kind="enterprise.collective",
        place=TIANJIAWA,
        since=date(2018, 1, 1),
    )
    client = signed_in(cast, "officer")
    client.post(f"{reverse('ledger_new')}?place={TIANJIAWA}", {"organisation": str(organisation)})
    made = Entity.objects.get(enterprise=organisation)
    page = reverse("ledger_opening", kwargs={"key": made.pk})
    assert (
        client.post(page, {"cut_off": "2024-12-31", "document_number": "1", "key": "open-the-books"}).status_code == 422
    )
    given = {"cut_off": "2024-12-31", "document_number": "1", "document_issuer": "村委会", "key": "open-the-books"}
    client.post(page, {**given, "a102": "3,000", "a152": "200", "a151": "1000"})
    lines = Entry.objects.get(key="open-the-books").lines.values_list("account__code", "amount")
    assert dict(lines) == {"102": 300_000, "151": 100_000, "152": -20_000, "311": -380_000}


def test_months_are_closed_from_the_page_by_the_officer_alone(cast: Cast, book: Entity) -> None:
    page, act = (reverse(f"ledger_{name}", kwargs={"key": book.pk}) for name in ("months", "close"))
    assert act not in signed_in(cast, "cadre").get(page).content.decode()
    officer = signed_in(cast, "officer")
    assert "2019-01-31" in officer.get(page).content.decode()
    officer.post(act, {"through": "2019-01-31"})
    assert Entity.objects.get(pk=book.pk).closed_through == date(2019, 1, 31)
    answer = officer.post(act, {"through": "2019-05-31"}, follow=True)
    assert "下一个要结的月份" in answer.content.decode()


def test_the_workbook_has_the_three_sheets_of_village_accounts(cast: Cast, book: Entity) -> None:
    client = signed_in(cast, "auditor")
    where = reverse("ledger_export", kwargs={"key": book.pk})
    answer = client.get(where, {"from": "2019-01-01", "to": "2019-08-15"})
    sheets = load_workbook(BytesIO(answer.content))
    assert sheets.sheetnames == ["科目余额表", "明细账", "收支明细"]
    rows = [[cell.value for cell in row] for row in sheets["科目余额表"].iter_rows(min_row=4)]
    assert rows[0] == ["102", "银行存款", 10_000, None, 500, None, 10_500, None]
    assert rows[-1][1:] == ["合计", 10_000, 10_000, 500, 500, 10_500, 10_500]
    detail = [[cell.value for cell in row] for row in sheets["明细账"].iter_rows(min_row=4)]
    bank = [row for row in detail if row[0] == "102"]
    assert [row[4] for row in bank] == ["期初", *["出菇棚租金 赵二虎", "本月合计", "本年累计"] * 2]
    assert [row[6] for row in bank][-1] == 500
    assert bank[-1][8:] == ["借", 10_500]
    beancount = client.get(where, {"as": "beancount", "to": "2019-08-15"}).content.decode()
    assert re.search(r"2019-08-16 balance Assets:C102-银行存款  10500.00 CNY", beancount)


def test_every_page_is_read_in_english_too(cast: Cast, book: Entity) -> None:
    client = signed_in(cast, "officer", "en")
    for name in ("book", "journal", "trial", "months", "record", "use"):
        page = client.get(reverse(f"ledger_{name}", kwargs={"key": book.pk})).content.decode()
        shown = re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1].split("</main>")[0])
        chinese = set(re.findall(r"[\u4e00-\u9fff]+", shown)) - {
            "尚家沟村股份经济合作社",
            "出菇棚租金",
            "赵二虎",
            "收据",
        }
        assert {word for word in chinese if word not in _NAMES} == set(), name


# Names, summaries and the numeral 万 stay Chinese.
_NAMES = {"尚志明", "韩晓峰", "期初余额", "万", "姚福海"}


def test_lists_cost_a_fixed_number_of_queries(
    cast: Cast, book: Entity, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(cast, "officer")
    for name, most in (("book", 28), ("journal", 22), ("trial", 20)):
        with django_assert_max_num_queries(most):
            client.get(reverse(f"ledger_{name}", kwargs={"key": book.pk}))
    with django_assert_max_num_queries(22):
        client.get(reverse("ledger_books"), {"place": SHANGJIAGOU})


def test_the_demonstrations_money_is_sound(cast: Cast, now: datetime) -> None:
    from shihu.base.ledger import queries

    organisation = keep_enterprise(
        actor=cast.officer,
        now=now,
        name="尚家沟村股份经济合作社",
        kind="enterprise.collective",
        place=SHANGJIAGOU,
        since=date(2018, 1, 1),
    )
    new = NewEntity(EntityKind.COLLECTIVE, "尚家沟村股份经济合作社", SHANGJIAGOU, enterprise=organisation)
    made = open_entity(actor=cast.officer, now=now, new=new)
    set_approval_rule(
        actor=cast.officer,
        now=now,
        kind=EntityKind.COLLECTIVE,
        place=SHANGJIAGOU,
        above=500_000,
        since=date(2019, 1, 1),
    )
    homes = (cast.of("姚福海").code,)
    count = post_demo(Demo("尚家沟村", made, cast.cadre, cast.officer, homes), now=now)
    assert Entry.objects.filter(entity=made).count() == count
    assert queries.check() == []
    assert Proposal.objects.count() == 1
    _before, moved = queries.movements(made, actor=cast.officer, first=date(2019, 1, 1), last=now.date())
    assert min(one.after for one in moved) > 0
