"""Accounts on which people are paid: numbers, who of a household is paid, lists, what is shown to whom."""

import io
from datetime import date, datetime, timedelta
from uuid import UUID

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.base.registry.conftest import FAR_HAMLET, HAMLET, OTHER_VILLAGE, VILLAGE, Adds, SignsIn, number

from shihu.base.audit.models import AuditEntry
from shihu.base.registry import errors
from shihu.base.registry.commands import (
    change_householder,
    keep_bank_account,
    load_bank_accounts,
    record_death,
    take_accounts,
)
from shihu.base.registry.models import BankAccount, Person
from shihu.base.registry.queries import accounts_in, household, payees, person_payees
from shihu.base.registry.rules import bank
from shihu.base.registry.types import NewPerson
from shihu.kernel.actors import Actor, Role
from shihu.kernel.refusals import NotFound, Refusal

BORN = date(1970, 3, 1)
CARD = "6217000100000000077"
BOOK = "01234567890123"
BANK = "农村信用社康城分社"


def key(name: str) -> UUID:
    return Person.objects.get(name=name).pk


def put(actor: Actor, now: datetime, name: str, account: str, *, bank_name: str = BANK) -> None:
    version = Person.objects.get(name=name).version
    keep_bank_account(actor=actor, now=now, person=key(name), version=version, bank=bank_name, number=account)


@pytest.fixture
def family(add: Adds) -> str:
    head = NewPerson("赵二虎", "relation.householder", id_number=number(BORN, 1, male=True))
    wife = NewPerson("李桂兰", "relation.spouse", id_number=number(BORN, 2, male=False))
    return add(head, wife, NewPerson("赵小平", "relation.son")).household


# --- numbers --------------------------------------------------------------------------------------------


def test_the_card_of_the_standard_checks() -> None:
    assert bank.check_digit("7992739871") == "3"  # the example that every description of the Luhn check uses
    assert bank.account_number("6217 0001 0000 0000 077") == CARD
    assert bank.masked_account(CARD) == "****0077"


@given(st.text("0123456789", min_size=13, max_size=16), st.integers(0, 18), st.integers(1, 9))
def test_one_mistyped_digit_of_a_card_is_always_found(digits: str, at: int, by: int) -> None:
    first = f"62{digits}"
    card = first + bank.check_digit(first)
    assert bank.account_number(card) == card
    at %= len(card)
    wrong = f"{card[:at]}{(int(card[at]) + by) % 10}{card[at + 1 :]}"
    if bank.is_card(wrong):
        with pytest.raises(errors.AccountMistyped):
            bank.account_number(wrong)


@pytest.mark.parametrize(
    "given", ["", "1234567", "1" * 33, "6217x00100000000077", "六二一七000100000000", "0.12345678"]
)
def test_what_is_no_account_number_is_refused(given: str) -> None:
    with pytest.raises(errors.BadAccountNumber):
        bank.account_number(given)


def test_a_savings_book_has_a_number_of_the_banks_own_make() -> None:
    assert bank.account_number(" 0123-4567 890123 ") == BOOK
    assert bank.account_number("62123456") == "62123456"  # too short for a card


# --- one by one -----------------------------------------------------------------------------------------


def test_the_householder_is_paid_and_else_whoever_had_an_account_first(
    family: str, cadre: Actor, now: datetime
) -> None:
    today = now.date()
    assert payees([family], on=today) == {}
    put(cadre, now, "赵小平", BOOK)
    put(cadre, now + timedelta(days=1), "李桂兰", "99990000001")
    paid = payees([family], on=today + timedelta(days=1))[family]
    assert (paid.name, paid.number) == ("赵小平", "****0123")
    put(cadre, now + timedelta(days=2), "赵二虎", CARD)
    assert payees([family], on=today + timedelta(days=2))[family].name == "赵二虎"
    assert payees([family], on=today + timedelta(days=1))[family].name == "赵小平"


def test_who_dies_is_not_paid_any_more(family: str, cadre: Actor, now: datetime) -> None:
    put(cadre, now, "赵二虎", CARD)
    put(cadre, now, "李桂兰", BOOK)
    seen = household(family, actor=cadre, on=now.date())
    record_death(
        actor=cadre,
        now=now,
        household=family,
        version=seen.version,
        person=key("赵二虎"),
        day=now.date(),
        successor=key("赵小平"),
    )
    assert payees([family], on=now.date())[family].name == "李桂兰"


def test_a_new_householder_is_paid_from_then_on(family: str, cadre: Actor, now: datetime) -> None:
    put(cadre, now, "赵二虎", CARD)
    put(cadre, now, "赵小平", BOOK)
    seen = household(family, actor=cadre, on=now.date())
    change_householder(
        actor=cadre, now=now, household=family, version=seen.version, successor=key("赵小平"), day=now.date()
    )
    assert payees([family], on=now.date())[family].name == "赵小平"


def test_another_account_ends_the_one_before_and_the_audit_knows_both_masked(
    family: str, cadre: Actor, now: datetime
) -> None:
    put(cadre, now, "赵二虎", CARD)
    put(cadre, now + timedelta(days=3), "赵二虎", BOOK)
    rows = list(BankAccount.objects.filter(person__name="赵二虎").order_by("since"))
    assert [(row.number, row.until) for row in rows] == [(CARD, now.date() + timedelta(days=3)), (BOOK, None)]
    entry = AuditEntry.objects.filter(action="registry.bank_account", subject_kind="person").latest("number")
    assert (entry.old["number"], entry.new["number"]) == ("****0077", "****0123")
    assert CARD not in str(list(AuditEntry.objects.values_list("old", "new")))


def test_the_number_stands_sealed_in_the_database(family: str, cadre: Actor, now: datetime) -> None:
    from django.db import connection

    put(cadre, now, "赵二虎", CARD)
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, number_index, tail FROM registry_bankaccount")
        [(sealed, index, tail)] = cursor.fetchall()
    assert CARD.encode() not in bytes(sealed)
    assert (CARD not in index, tail) == (True, "0077")


def test_two_people_are_not_paid_on_one_account(family: str, cadre: Actor, now: datetime) -> None:
    put(cadre, now, "赵二虎", CARD)
    with pytest.raises(errors.AccountOfOther):
        put(cadre, now, "李桂兰", CARD)
    assert BankAccount.objects.count() == 1


def test_an_account_ends_and_ending_none_is_refused(family: str, cadre: Actor, now: datetime) -> None:
    put(cadre, now, "赵二虎", CARD)
    put(cadre, now, "赵二虎", "", bank_name="")
    assert payees([family], on=now.date()) == {}
    with pytest.raises(errors.AccountMissing):
        put(cadre, now, "赵二虎", "", bank_name="")


def test_who_does_not_keep_the_household_records_nothing(
    family: str, auditor: Actor, colleague: Actor, now: datetime
) -> None:
    with pytest.raises(Refusal) as refused:
        put(auditor, now, "赵二虎", CARD)
    assert refused.value.status == 403
    with pytest.raises(NotFound):
        put(colleague, now, "赵二虎", CARD)


# --- for a bank -----------------------------------------------------------------------------------------


def test_numbers_are_whole_for_who_keeps_the_household_and_taking_them_is_noted(
    family: str, cadre: Actor, auditor: Actor, now: datetime
) -> None:
    put(cadre, now, "赵二虎", CARD)
    asked = {"now": now, "place": VILLAGE, "paper": "分红1", "on": now.date(), "households": [family]}
    homes, people = take_accounts(actor=cadre, **asked, persons=[key("赵二虎")])  # type: ignore[arg-type]  # by name
    assert homes[family].number == people[key("赵二虎")].number == CARD
    entry = AuditEntry.objects.latest("number")
    assert (entry.action, entry.new) == ("registry.take_accounts", {"paper": "分红1", "accounts": 2})
    homes, _ = take_accounts(actor=auditor, **asked)  # type: ignore[arg-type]  # by name
    assert homes[family].number == "****0077"


# --- lists ----------------------------------------------------------------------------------------------


def csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def test_a_list_of_the_bank_is_read_by_id_number_or_by_code(
    family: str, add: Adds, cadre: Actor, now: datetime
) -> None:
    other = add(("王保田", "householder")).household
    content = csv(
        "2019年一卡通账号,,,,",
        "序号,姓名,身份证号,户编号,一卡通账号,开户行",
        f"1,赵二虎,{number(BORN, 1, male=True)},,{CARD},{BANK}",
        f"2,王保田,,{other},{BOOK},",
        "合计,2户,,,,",
    )
    told = accounts_in(content, "卡号.csv", place=VILLAGE, actor=cadre, today=now.date(), bank="邮储银行")
    assert [(line.person, line.bank, line.number) for line in told.lines] == [
        (key("赵二虎"), BANK, CARD),
        (key("王保田"), "邮储银行", BOOK),
    ]
    assert told.faults == ()
    done = load_bank_accounts(actor=cadre, now=now, place=VILLAGE, lines=told.lines)
    assert (done.new, done.changed, done.known) == (2, 0, 0)
    again = load_bank_accounts(actor=cadre, now=now, place=VILLAGE, lines=told.lines)
    assert (again.new, again.changed, again.known) == (0, 0, 2)
    assert person_payees([key("王保田")], on=now.date())[key("王保田")].bank == "邮储银行"


def test_every_fault_of_a_list_is_told_with_its_cell(family: str, add: Adds, cadre: Actor, now: datetime) -> None:
    add(("王保田", "householder"), hamlet=FAR_HAMLET)
    add(("杨秀英", "householder"), ("杨秀英", "daughter"), code="1411301012010010077")
    put(cadre, now, "李桂兰", "99990000001")
    mistyped = f"{CARD[:-1]}8"
    content = csv(
        "姓名,身份证号,户编号,账号,开户行",
        f"赵二虎,{number(BORN, 1, male=True)},,{mistyped},{BANK}",
        f"赵三虎,{number(BORN, 1, male=True)},,{CARD},{BANK}",
        f"赵小平,,{family},99990000001,{BANK}",
        f"王保田,,{family},{BOOK},{BANK}",
        f"杨秀英,,1411301012010010077,{BOOK},{BANK}",
        f"赵二虎,{number(BORN, 1, male=True)},,{BOOK},",
        f"赵小平,,{family},12,{BANK}",
    )
    told = accounts_in(content, "卡号.csv", place=VILLAGE, actor=cadre, today=now.date())
    assert [(fault.cell, fault.code) for fault in told.faults] == [
        ("D2", "account_mistyped"),
        ("A3", "account_other_name"),
        ("D4", "account_of_other"),
        ("A5", "account_nobody"),
        ("A6", "account_namesakes"),
        ("E7", "account_bank"),
        ("D8", "account_number"),
    ]
    assert told.stops
    assert all(CARD[:-1] not in fault.value for fault in told.faults)


def test_two_lines_of_one_person_and_one_number_twice_are_faults(family: str, cadre: Actor, now: datetime) -> None:
    content = csv(
        "姓名,户编号,账号",
        f"赵二虎,{family},{CARD}",
        f"赵二虎,{family},{BOOK}",
        f"赵小平,{family},{CARD}",
    )
    told = accounts_in(content, "卡号.csv", place=VILLAGE, actor=cadre, today=now.date(), bank=BANK)
    assert [(fault.cell, fault.code) for fault in told.faults] == [
        ("A3", "account_person_twice"),
        ("C4", "account_twice"),
    ]


def test_two_people_who_swap_accounts_in_one_list_are_loaded(family: str, cadre: Actor, now: datetime) -> None:
    put(cadre, now, "赵二虎", CARD)
    put(cadre, now, "李桂兰", BOOK)
    content = csv("姓名,户编号,账号", f"赵二虎,{family},{BOOK}", f"李桂兰,{family},{CARD}")
    told = accounts_in(content, "卡号.csv", place=VILLAGE, actor=cadre, today=now.date(), bank=BANK)
    assert not told.stops
    done = load_bank_accounts(actor=cadre, now=now, place=VILLAGE, lines=told.lines)
    assert (done.new, done.changed) == (0, 2)
    assert person_payees([key("李桂兰")], on=now.date())[key("李桂兰")].number == "****0077"


def test_a_list_without_the_columns_says_which_it_needs(family: str, cadre: Actor, now: datetime) -> None:
    told = accounts_in(csv("姓名,电话", "赵二虎,139"), "x.csv", place=VILLAGE, actor=cadre, today=now.date())
    assert [fault.code for fault in told.faults] == ["accounts_columns"]
    with pytest.raises(Refusal):
        accounts_in(b"", "x.csv", place=VILLAGE, actor=cadre, today=now.date())


def test_the_other_village_loads_nothing_here(family: str, colleague: Actor, now: datetime) -> None:
    content = csv("姓名,户编号,账号", f"赵二虎,{family},{CARD}")
    with pytest.raises(NotFound):
        accounts_in(content, "x.csv", place=VILLAGE, actor=colleague, today=now.date(), bank=BANK)
    told = accounts_in(content, "x.csv", place=OTHER_VILLAGE, actor=colleague, today=now.date(), bank=BANK)
    assert [fault.code for fault in told.faults] == ["account_nobody"]


# --- pages ----------------------------------------------------------------------------------------------


def loaded(client: Client, content: bytes) -> HttpResponse:
    file = SimpleUploadedFile("卡号.csv", content)
    address = f"{reverse('registry_accounts_load')}?place={VILLAGE}"
    return client.post(address, {"file": file, "bank": BANK}, follow=True)


def test_the_sheet_that_is_given_is_the_sheet_that_is_taken(
    family: str, add: Adds, cadre: Actor, signs_in: SignsIn, now: datetime
) -> None:
    add(("王保田", "householder"))
    client = signs_in(Role.CADRE, VILLAGE)
    given = client.get(f"{reverse('registry_accounts_sheet')}?place={VILLAGE}")
    book = openpyxl.load_workbook(io.BytesIO(given.content))
    sheet = book.active
    assert sheet is not None
    top = next(row[0].row for row in sheet.iter_rows() if row[0].value == "户编号")
    for at, account in ((1, CARD), (2, BOOK)):
        sheet.cell(top + at, 5).value = account
    out = io.BytesIO()
    book.save(out)
    address = f"{reverse('registry_accounts_load')}?place={VILLAGE}"
    posted = {"file": SimpleUploadedFile("x.xlsx", out.getvalue()), "bank": BANK}
    answer = client.post(address, posted, follow=True)
    assert answer.status_code == 200
    assert "2" in answer.content.decode()
    assert payees([family], on=now.date() + timedelta(days=40_000))[family].number == "****0077"
    listed = client.get(f"{reverse('registry_accounts')}?place={VILLAGE}&account=none").content.decode()
    assert family not in listed


def test_a_faulty_list_loads_nothing_and_shows_where(family: str, cadre: Actor, signs_in: SignsIn) -> None:
    client = signs_in(Role.CADRE, VILLAGE)
    answer = loaded(client, csv("姓名,户编号,账号", f"赵二虎,{family},{CARD}", f"赵小平,{family},{CARD[:-1]}8"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "C3" in page
    assert BankAccount.objects.count() == 0


def test_the_household_and_its_keepers_see_where_it_is_paid_and_auditors_do_not(
    family: str, cadre: Actor, signs_in: SignsIn, now: datetime
) -> None:
    put(cadre, now, "赵二虎", CARD)
    address = reverse("desk_household", kwargs={"code": family})
    assert "****0077" in signs_in(Role.CADRE, VILLAGE).get(address).content.decode()
    seen = signs_in(Role.AUDITOR, VILLAGE).get(address).content.decode()
    assert "0077" not in seen


def test_an_account_is_recorded_on_the_persons_page(family: str, signs_in: SignsIn, now: datetime) -> None:
    client = signs_in(Role.CADRE, HAMLET[:12])
    address = reverse("registry_person_act", kwargs={"code": family, "person": key("赵二虎"), "act": "bank"})
    version = Person.objects.get(name="赵二虎").version
    wrong = client.post(address, {"bank": BANK, "number": f"{CARD[:-1]}8", "version": version, "step": "do"})
    assert wrong.status_code == 422
    right = client.post(address, {"bank": BANK, "number": CARD, "version": version, "step": "do"})
    assert right.status_code == 302
    assert person_payees([key("赵二虎")], on=now.date() + timedelta(days=40_000))[key("赵二虎")].bank == BANK
