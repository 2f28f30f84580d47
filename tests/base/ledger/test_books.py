"""Opening, reversing, closing, carrying, and what is derived from the lines."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from tests.base.ledger.conftest import PAPER, Books, Town, entry, key

from shihu.base.ledger import errors, queries
from shihu.base.ledger.commands import (
    close_period,
    convert_chart,
    household_account,
    name_keeper,
    open_books,
    open_entity,
    post,
    reverse,
)
from shihu.base.ledger.models import Account, Entity, Entry
from shihu.base.ledger.types import EntityKind, EntryKind, NewEntity, NewLine
from shihu.kernel.actors import NOBODY, Actor
from shihu.kernel.refusals import NotAllowed, NotFound

pytestmark = pytest.mark.django_db
CUT_OFF = date(2018, 12, 31)
OLD = (NewLine("101", 50_000), NewLine("102", 1_200_000), NewLine("151", 3_000_000), NewLine("311", -4_250_000))


@pytest.fixture
def opened(town: Town, officer: Actor, now: datetime) -> Town:
    """The collective's books with the balances of the end of 2018."""
    open_books(
        actor=officer,
        now=now,
        entity=town.collective,
        cut_off=CUT_OFF,
        balances=OLD,
        document=replace(PAPER, date=CUT_OFF),
        key=key(),
    )
    return town


def held(town: Town, actor: Actor, on: date) -> dict[str, int]:
    return {b.account.code: b.amount for b in queries.balances(town.collective, actor=actor, on=on) if b.amount}


# --- opening --------------------------------------------------------------------------------------------


def test_books_begin_with_the_balances_of_the_cut_off_day(opened: Town, cadre: Actor, now: datetime) -> None:
    assert held(opened, cadre, CUT_OFF) == {"101": 50_000, "102": 1_200_000, "151": 3_000_000, "311": -4_250_000}
    with pytest.raises(errors.BeforeOpening):
        post(actor=cadre, now=now, entry=entry(opened.collective, ("102", 1), ("501", -1), on=CUT_OFF))


def test_books_are_opened_once_and_before_everything_else(
    opened: Town, town: Town, officer: Actor, cadre: Actor, now: datetime
) -> None:
    given = {"now": now, "cut_off": CUT_OFF, "balances": OLD, "document": replace(PAPER, date=CUT_OFF)}
    with pytest.raises(errors.AlreadyBegun):
        open_books(actor=officer, entity=opened.collective, key=key(), **given)  # type: ignore[arg-type]
    post(actor=officer, now=now, entry=entry(town.other, ("102", 1), ("501", -1)))
    with pytest.raises(errors.AlreadyBegun):
        open_books(actor=officer, entity=town.other, key=key(), **given)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        open_books(actor=cadre, entity=town.cooperative, key=key(), **given)  # type: ignore[arg-type]


def test_an_organisation_has_one_set_of_books_in_its_own_place(town: Town, officer: Actor, now: datetime) -> None:
    taken = Entity.objects.get(pk=town.collective)
    new = NewEntity(EntityKind.COLLECTIVE, "x", taken.place_id, enterprise=taken.enterprise_id)
    with pytest.raises(errors.ReferenceTaken):
        open_entity(actor=officer, now=now, new=new)
    with pytest.raises(errors.OrganisationElsewhere):
        open_entity(actor=officer, now=now, new=replace(new, place="141130101202"))
    with pytest.raises(errors.BadReference):
        open_entity(actor=officer, now=now, new=replace(new, enterprise=None))
    with pytest.raises(errors.BadReference):
        open_entity(actor=officer, now=now, new=replace(new, kind=EntityKind.UNIT))


def test_a_unit_a_fund_and_a_household_are_opened_for_what_they_stand_for(
    town: Town, officer: Actor, cadre: Actor, now: datetime
) -> None:
    unit = NewEntity(EntityKind.UNIT, "尚家沟一单元", "141130101201001", reference=uuid4())
    made = open_entity(actor=officer, now=now, new=unit)
    assert unit.reference is not None
    found = queries.book_of_reference(unit.reference, actor=officer)
    assert found is not None
    assert found.key == made
    with pytest.raises(errors.ReferenceTaken):
        open_entity(actor=officer, now=now, new=NewEntity(EntityKind.TOWNSHIP_FUND, "x", "141130101"))
    home = Entity.objects.select_related("household").get(pk=town.zhao)
    assert home.household is not None
    assert household_account(actor=cadre, now=now, code=home.household.code) == town.zhao


# --- reversing ------------------------------------------------------------------------------------------


def test_a_reversal_negates_the_stored_lines_and_leaves_the_entry(book: Books, cadre: Actor, now: datetime) -> None:
    done = book(("551", 333), ("541", 667), ("102", -1_000))
    assert done.entry is not None
    back = reverse(actor=cadre, now=now, entry=done.entry, on=date(2019, 8, 1), reason="重复", key=key())
    assert back.entry is not None
    first, second = (queries.entry(one, actor=cadre) for one in (done.entry, back.entry))
    assert [line.amount for line in second.row.lines] == [-line.amount for line in first.row.lines]
    assert (first.reversed_by, second.reverses, second.row.kind) == (back.entry, done.entry, EntryKind.REVERSAL)
    assert (first.may_reverse, second.may_reverse) == (False, False)
    assert queries.check() == []


def test_what_cannot_be_reversed_is_refused(book: Books, opened: Town, cadre: Actor, now: datetime) -> None:
    done = book(("102", 5), ("501", -5))
    assert done.entry is not None
    given = {"actor": cadre, "now": now, "key": key()}
    with pytest.raises(errors.ReasonMissing):
        reverse(entry=done.entry, on=date(2019, 8, 1), reason=" ", **given)  # type: ignore[arg-type]
    with pytest.raises(errors.ReversalBefore):
        reverse(entry=done.entry, on=date(2019, 6, 30), reason="x", **given)  # type: ignore[arg-type]
    opening = Entry.objects.get(kind="opening")
    with pytest.raises(errors.NotReversible):
        reverse(entry=opening.pk, on=date(2019, 8, 1), reason="x", **given)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        reverse(entry=uuid4(), on=date(2019, 8, 1), reason="x", **given)  # type: ignore[arg-type]


# --- closing --------------------------------------------------------------------------------------------


def test_months_are_closed_one_after_the_other_and_stay_closed(
    opened: Town, book: Books, officer: Actor, cadre: Actor, now: datetime
) -> None:
    book(("102", 7), ("501", -7), on=date(2019, 1, 20))
    closes = {"actor": officer, "now": now, "entity": opened.collective}
    with pytest.raises(errors.NotMonthEnd):
        close_period(**closes, through=date(2019, 1, 30))  # type: ignore[arg-type]
    with pytest.raises(errors.NotNextPeriod):
        close_period(**closes, through=date(2019, 2, 28))  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        close_period(actor=cadre, now=now, entity=opened.collective, through=date(2019, 1, 31))
    done = close_period(**closes, through=date(2019, 1, 31))  # type: ignore[arg-type]
    assert (done.entries, done.entry) == (2, None)
    with pytest.raises(errors.PeriodClosed):
        book(("102", 7), ("501", -7), on=date(2019, 1, 31))
    for through in (date(2019, month, day) for month, day in ((2, 28), (3, 31), (4, 30), (5, 31), (6, 30), (7, 31))):
        close_period(**closes, through=through)  # type: ignore[arg-type]
    with pytest.raises(errors.PeriodRunning):
        close_period(**closes, through=date(2019, 8, 31))  # type: ignore[arg-type]
    assert len(queries.closings(opened.collective, actor=officer)) == 7
    assert queries.check() == []


def test_a_month_with_something_waiting_is_not_closed(
    opened: Town, rule: int, book: Books, officer: Actor, now: datetime
) -> None:
    book(("551", 900_000), ("102", -900_000), on=date(2019, 1, 20))
    with pytest.raises(errors.StillWaiting):
        close_period(actor=officer, now=now, entity=opened.collective, through=date(2019, 1, 31))


def test_an_empty_book_has_nothing_to_close(town: Town, officer: Actor, now: datetime) -> None:
    with pytest.raises(errors.NothingToClose):
        close_period(actor=officer, now=now, entity=town.collective, through=date(2019, 1, 31))


def test_the_year_is_carried_to_what_is_distributed_and_the_chart_changes_hands(
    town: Town, officer: Actor, cadre: Actor
) -> None:
    later = datetime.fromisoformat("2024-03-01T08:00:00+08:00")

    def books(*lines: tuple[str, int] | NewLine, on: date) -> None:
        post(actor=cadre, now=later, entry=entry(town.collective, *lines, on=on))

    books(("102", 900_00), ("511", -900_00), on=date(2023, 12, 3))
    books(("541", 250_00), ("102", -250_00), on=date(2023, 12, 9))
    books(NewLine("113", 100_00, town.zhao), ("102", -100_00), on=date(2023, 12, 9))
    books(("561", 0 - 1), ("102", 1), on=date(2023, 12, 10))
    done = close_period(actor=officer, now=later, entity=town.collective, through=date(2023, 12, 31))
    assert done.result == 650_01
    assert held(town, cadre, date(2023, 12, 31)) == {"102": 550_01, "113": 100_00, "322": -650_01}
    converted = convert_chart(actor=officer, now=later, entity=town.collective)
    assert converted is not None
    assert held(town, cadre, date(2024, 1, 1)) == {"102": 550_01, "113": 100_00, "322": -650_01}
    kept = queries.balances(town.collective, actor=cadre, on=date(2024, 1, 1))
    assert {b.account.system for b in kept if b.amount} == {"财会〔2023〕14号"}
    assert queries.by_party(town.collective, "113", actor=cadre, on=date(2024, 1, 1)) == {town.zhao: 100_00}
    assert convert_chart(actor=officer, now=later, entity=town.collective) is None
    books(("102", 5), ("501", -5), on=date(2024, 1, 2))
    assert queries.check() == []


def test_income_that_is_reversed_in_the_next_chart_stands_in_its_own(town: Town, cadre: Actor, officer: Actor) -> None:
    later = datetime.fromisoformat("2024-03-01T08:00:00+08:00")
    asked = entry(town.collective, ("102", 9), ("511", -9), on=date(2023, 12, 3))
    done = post(actor=cadre, now=later, entry=asked)
    assert done.entry is not None
    reverse(actor=cadre, now=later, entry=done.entry, on=date(2024, 2, 1), reason="x", key=key())
    assert held(town, cadre, date(2024, 2, 1)) == {}
    assert queries.check() == []


# --- derived --------------------------------------------------------------------------------------------


def test_a_statement_shows_each_line_with_the_balance_after_it_on_any_page(
    opened: Town, book: Books, cadre: Actor
) -> None:
    for day in range(1, 8):
        book(("102", 1_000 * day), ("501", -1_000 * day), on=date(2019, 3, day))
    bank = Account.objects.get(kind="collective", code="102", system="财会〔2004〕12号").pk
    given = {"actor": cadre, "first": date(2019, 3, 3), "last": date(2019, 3, 31)}
    whole = queries.statement(opened.collective, bank, **given)  # type: ignore[arg-type]
    assert (whole.before, whole.debit, whole.credit, whole.total) == (1_203_000, 25_000, 0, 5)
    assert [line.after for line in whole.lines] == [1_206_000, 1_210_000, 1_215_000, 1_221_000, 1_228_000]
    assert whole.after == 1_228_000
    paged = queries.statement(opened.collective, bank, **given, offset=3, limit=1)  # type: ignore[arg-type]
    assert [line.after for line in paged.lines] == [1_221_000]


def test_a_trial_balance_has_equal_sides_before_moved_and_after(opened: Town, book: Books, cadre: Actor) -> None:
    book(("102", 120_000), ("501", -120_000), on=date(2019, 2, 1))
    book(("541", 20_000), ("101", -20_000), on=date(2019, 3, 1))
    lines = queries.trial(opened.collective, actor=cadre, first=date(2019, 3, 1), last=date(2019, 3, 31))
    assert sum(line.before for line in lines) == sum(line.after for line in lines) == 0
    assert sum(line.debit for line in lines) == sum(line.credit for line in lines) == 20_000
    assert {line.account.code: line.after for line in lines}["101"] == 30_000


def test_the_public_sheet_leaves_nothing_out_and_names_nobody(
    opened: Town, book: Books, town: Town, cadre: Actor, now: datetime
) -> None:
    book(("102", 120_000), ("501", -120_000), on=date(2019, 2, 1))
    book(("101", 30_000), ("102", -30_000), on=date(2019, 2, 2))
    book(NewLine("113", 4_000, town.zhao), ("101", -4_000), on=date(2019, 2, 3))
    wrongly = book(("541", 9_000), ("101", -9_000), on=date(2019, 2, 4))
    assert wrongly.entry is not None
    reverse(actor=cadre, now=now, entry=wrongly.entry, on=date(2019, 2, 5), reason="x", key=key())
    book(("541", 9_999), NewLine("202", -9_999, town.cooperative), on=date(2019, 2, 6))
    row = queries.entity(town.collective, actor=cadre)
    sheet = queries.use_sheet(row, first=date(2019, 1, 1), last=date(2019, 8, 15))
    assert (sheet.before, sheet.received_sum, sheet.used_sum, sheet.after) == (1_250_000, 120_000, 4_000, 1_366_000)
    assert sheet.before + sheet.received_sum - sheet.used_sum == sheet.after
    assert (sheet.owed_by, sheet.owed_to) == (4_000, 9_999)
    assert "赵二虎" not in repr(sheet)
    before, moved = queries.movements(town.collective, actor=cadre, first=date(2019, 1, 1), last=date(2019, 8, 15))
    assert before == sheet.before
    assert [one.after for one in moved][-1] == sheet.after
    assert len(moved) == 4


def test_only_collective_books_are_public(town: Town) -> None:
    assert queries.public_entity(town.collective).may_record is False
    for hidden in (town.cooperative, town.fund, town.zhao):
        with pytest.raises(NotFound):
            queries.public_entity(hidden)


def test_a_household_sees_what_it_is_owed_what_it_owes_and_its_shares(town: Town, cadre: Actor, now: datetime) -> None:
    def coop(*lines: tuple[str, int] | NewLine) -> None:
        post(actor=cadre, now=now, entry=entry(town.cooperative, *lines))

    coop(("102", 200_000), NewLine("301", -200_000, town.zhao))
    coop(NewLine("114", 75_000, town.zhao), ("121", -75_000))
    coop(("332", 31_000), NewLine("221", -31_000, town.zhao))
    coop(NewLine("114", 1, town.yao), ("121", -1))
    account = queries.member_account(town.zhao, actor=cadre, on=date(2019, 8, 15))
    assert (account.owed_to, account.owes, account.shares, len(account.lines)) == (31_000, 75_000, 200_000, 3)


def test_a_villager_sees_the_own_member_account_and_a_keeper_the_books_named_theirs(
    town: Town, officer: Actor, now: datetime, django_user_model: type
) -> None:
    user = django_user_model.objects.create(username="zhao", name="赵二虎", created_at=now)  # type: ignore[attr-defined]
    home = Entity.objects.select_related("household__householder").get(pk=town.zhao)
    assert home.household is not None
    person = home.household.householder
    assert person is not None
    person.account = user
    person.save()
    villager = Actor(user.pk, "赵二虎")
    assert [one.key for one in queries.own_books(actor=villager)] == [town.zhao]
    for other in (town.yao, town.collective):
        with pytest.raises(NotFound):
            queries.entity(other, actor=villager)
    name_keeper(actor=officer, now=now, entity=town.cooperative, person=person.pk)
    assert {one.key for one in queries.own_books(actor=villager)} == {town.zhao, town.cooperative}
    assert queries.own_books(actor=NOBODY) == []


def test_lists_cost_a_fixed_number_of_queries(
    opened: Town, book: Books, cadre: Actor, django_assert_num_queries: Callable[..., object]
) -> None:
    for _ in range(5):
        book(("102", 5), ("501", -5))
    with django_assert_num_queries(5):  # type: ignore[attr-defined]
        queries.books("141130101", actor=cadre, on=date(2019, 8, 15))
    with django_assert_num_queries(4):  # type: ignore[attr-defined]
        rows, total = queries.journal(opened.collective, actor=cadre)
    assert (len(rows), total) == (6, 6)
    assert len(queries.journal(opened.collective, actor=cadre, text="租金")[0]) == 5


# --- proofs ---------------------------------------------------------------------------------------------


def test_beancount_agrees_to_the_fen(opened: Town, book: Books, town: Town, auditor: Actor, tmp_path: Path) -> None:
    book(("102", 120_000), ("501", -120_000), summary='他说"租金"\\')
    book(NewLine("113", 4_001, town.zhao), ("101", -4_001))
    file = tmp_path / "尚家沟.beancount"
    text = queries.beancount(town.collective, actor=auditor, last=date(2019, 8, 15))
    file.write_text(text, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "beancount.scripts.check", file], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout + ran.stderr) == (0, "")
    file.write_text(text.replace("1200.00", "1200.01", 1), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "beancount.scripts.check", file], capture_output=True, text=True, check=False
    )
    assert ran.returncode != 0


def unlocked(*statements: str) -> None:
    """Do what an intruder with the database password would: lift the triggers, then write."""
    import importlib

    triggers = importlib.import_module("shihu.base.ledger.migrations.0002_sealed")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            connection.check_constraints()  # what waits for the commit would hinder the ALTER
            cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
            cursor.execute("ALTER TABLE ledger_line DISABLE TRIGGER USER")
        else:
            for statement in triggers.SQLITE_BACK:
                cursor.execute(statement)
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (
            "UPDATE ledger_line SET amount = amount + 1 WHERE position = 0",
            {"entries_balance", "entries_are_whole", "bodies_are_as_asked", "books_sum_to_zero", "reversals_negate"},
        ),
        ("UPDATE ledger_entry SET summary = 'x' WHERE kind = 'ordinary'", {"bodies_are_as_asked"}),
        ("UPDATE ledger_entry SET number = 9 WHERE kind = 'reversal'", {"vouchers_have_no_gap"}),
        ("UPDATE ledger_line SET date = '2019-07-03'", {"no_line_without_an_entry"}),
        ("UPDATE ledger_entry SET recorded_at = '2019-01-01 00:00:00+00'", {"nothing_is_dated_tomorrow"}),
        ("UPDATE ledger_entity SET opened_on = '2019-07-15'", {"opening_comes_first"}),
        ("UPDATE ledger_entity SET closed_through = '2019-06-30'", {"closed_is_closed"}),
        ("UPDATE ledger_account SET needs_party = true WHERE code = '501'", {"accounts_fit_the_book"}),
    ],
)
def test_each_check_finds_the_damage_that_it_is_for(
    book: Books, cadre: Actor, now: datetime, damage: str, found: set[str]
) -> None:
    done = book(("102", 120_000), ("501", -120_000))
    assert done.entry is not None
    reverse(actor=cadre, now=now, entry=done.entry, on=date(2019, 8, 1), reason="x", key=key())
    assert queries.check() == []
    unlocked(damage)
    assert {breach.check for breach in queries.check()} == found


def test_a_rule_that_nobody_kept_and_a_proposal_booked_otherwise_are_found(
    book: Books, rule: int, second: Actor, now: datetime
) -> None:
    from shihu.base.ledger.commands import approve

    done = book(("551", 900_000), ("102", -900_000))
    assert done.proposal is not None
    approve(actor=second, now=now, proposal=done.proposal)
    unlocked(
        "UPDATE ledger_entry SET approved_by = NULL, approved_by_name = ''",
        "UPDATE ledger_proposal SET body = 'x'",
    )
    assert {breach.check for breach in queries.check()} == {
        "two_persons_where_the_rule_says",
        "proposals_became_what_they_asked",
    }
