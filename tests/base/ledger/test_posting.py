"""What is booked is balanced, has paper behind it, is booked once, and stays as it is."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.base.ledger.conftest import PAPER, Books, Town, entry, key

from shihu.base.audit.models import AuditEntry
from shihu.base.ledger import errors, queries
from shihu.base.ledger.commands import post, post_all
from shihu.base.ledger.models import Account, Entity, Entry, Line, Proposal
from shihu.base.ledger.types import EntryKind, NewEntry, NewLine
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal

pytestmark = pytest.mark.django_db
RENT = (("102", 120_000), ("501", -120_000))


def counts() -> tuple[int, int, int, int]:
    return Entry.objects.count(), Line.objects.count(), Proposal.objects.count(), AuditEntry.objects.count()


def test_money_received_stands_in_the_bank_and_as_income(book: Books, town: Town, cadre: Actor) -> None:
    done = book(*RENT)
    assert (done.number, done.is_new, done.proposal) == (1, True, None)
    held = {b.account.code: b.shown for b in queries.balances(town.collective, actor=cadre, on=date(2019, 7, 1))}
    assert held == {"102": 120_000, "501": 120_000}
    assert queries.balance(town.collective, "102", actor=cadre, on=date(2019, 6, 30)) == 0


def test_who_wrote_it_when_and_why_stands_in_the_audit(book: Books, cadre: Actor) -> None:
    done = book(*RENT)
    noted = AuditEntry.objects.filter(action="ledger.post").latest("number")
    assert (noted.subject, noted.actor) == (str(done.entry), cadre.key)
    assert noted.new is not None
    assert noted.new["amount"] == 120_000


def wrong(found: NewEntry) -> dict[type[Refusal], NewEntry]:
    """Return an entry for each rule, wrong in that alone."""
    return {
        errors.NotBalanced: replace(found, lines=(NewLine("102", 100), NewLine("501", -99))),
        errors.TooFewLines: replace(found, lines=()),
        errors.NoAmount: replace(found, lines=(*found.lines, NewLine("101", 0))),
        errors.UnknownLedgerAccount: replace(found, lines=(NewLine("102", 1), NewLine("999", -1))),
        errors.PartyMissing: replace(found, lines=(NewLine("113", 1), NewLine("102", -1))),
        errors.UnknownParty: replace(found, lines=(NewLine("113", 1, uuid4()), NewLine("102", -1))),
        errors.NoSummary: replace(found, summary="  "),
        errors.NoDocument: replace(found, document=replace(PAPER, issuer=" ")),
        errors.BadDigest: replace(found, document=replace(PAPER, digest="abc")),
        errors.FutureDate: replace(found, date=date(2019, 8, 16)),
        errors.BadKey: replace(found, key="short"),
        errors.BadPurpose: replace(found, purpose=999_999),
    }


@pytest.mark.parametrize("refusal", wrong(entry(UUID(int=0), *RENT)), ids=lambda kind: kind.code)
def test_what_is_wrong_is_refused_by_name_and_nothing_is_written(
    refusal: type[Refusal], town: Town, cadre: Actor, now: datetime
) -> None:
    before = counts()
    with pytest.raises(refusal):
        post(actor=cadre, now=now, entry=wrong(entry(town.collective, *RENT))[refusal])
    assert counts() == before


def test_of_entries_that_belong_together_all_are_booked_or_none(town: Town, officer: Actor, now: datetime) -> None:
    before = counts()
    good, bad = entry(town.collective, *RENT), entry(town.other, ("102", 5), ("501", -4))
    with pytest.raises(errors.NotBalanced):
        post_all(actor=officer, now=now, entries=[good, bad])
    assert counts() == before
    done = post_all(actor=officer, now=now, entries=[good, entry(town.other, *RENT), entry(town.collective, *RENT)])
    assert [one.number for one in done] == [1, 1, 2]


def test_a_key_sent_again_with_the_same_body_answers_the_same_and_books_once(
    town: Town, cadre: Actor, now: datetime
) -> None:
    asked = entry(town.collective, *RENT)
    first = post(actor=cadre, now=now, entry=asked)
    again = post(actor=cadre, now=now + timedelta(hours=1), entry=replace(asked, summary=f" {asked.summary} "))
    assert (again.entry, again.number, again.is_new) == (first.entry, first.number, False)
    assert Entry.objects.count() == 1


def test_a_key_sent_again_with_another_body_is_refused(town: Town, officer: Actor, now: datetime) -> None:
    asked = entry(town.collective, *RENT)
    post(actor=officer, now=now, entry=asked)
    for other in (
        replace(asked, lines=(NewLine("102", 1), NewLine("501", -1))),
        replace(asked, entity=town.other),
        replace(asked, document=replace(PAPER, number="0013")),
    ):
        with pytest.raises(errors.KeyUsed):
            post(actor=officer, now=now, entry=other)
    assert Entry.objects.count() == 1


def test_one_key_twice_in_one_posting_books_once(town: Town, cadre: Actor, now: datetime) -> None:
    asked = entry(town.collective, *RENT)
    first, second = post_all(actor=cadre, now=now, entries=[asked, asked])
    assert (second.entry, second.is_new) == (first.entry, False)
    assert Entry.objects.count() == 1


def test_vouchers_are_counted_by_book_and_year_without_gaps(book: Books, now: datetime) -> None:
    days = (date(2018, 12, 31), date(2019, 1, 1), date(2018, 11, 1), date(2019, 2, 1))
    assert [book(*RENT, on=day).number for day in days] == [1, 1, 2, 2]


def test_only_ordinary_entries_are_posted_by_others(town: Town, cadre: Actor, now: datetime) -> None:
    with pytest.raises(ValueError, match="commands of their own"):
        post(actor=cadre, now=now, entry=replace(entry(town.collective, *RENT), kind=EntryKind.OPENING))


@pytest.mark.parametrize(
    ("who", "book", "refusal"),
    [
        ("cadre", "fund", NotFound),
        ("cadre", "other", NotFound),
        ("colleague", "collective", NotFound),
        ("auditor", "collective", NotAllowed),
        ("banker", "collective", NotFound),
    ],
)
def test_who_may_not_record_learns_no_more_than_they_may_see(
    who: str, book: str, refusal: type[Refusal], town: Town, now: datetime, request: pytest.FixtureRequest
) -> None:
    before = counts()
    with pytest.raises(refusal):
        post(actor=request.getfixturevalue(who), now=now, entry=entry(getattr(town, book), *RENT))
    assert counts() == before


def test_a_household_keeps_no_books(town: Town, officer: Actor, now: datetime) -> None:
    with pytest.raises(errors.KeepsNoBooks):
        post(actor=officer, now=now, entry=entry(town.zhao, *RENT))


def test_the_chart_is_that_of_the_day(town: Town, cadre: Actor) -> None:
    later = datetime.fromisoformat("2024-03-01T08:00:00+08:00")
    lines = (NewLine("514", 100), NewLine("102", -100))
    with pytest.raises(errors.UnknownLedgerAccount):
        post(actor=cadre, now=later, entry=entry(town.collective, *lines, on=date(2023, 12, 31)))
    done = post(actor=cadre, now=later, entry=entry(town.collective, *lines, on=date(2024, 1, 2)))
    assert Line.objects.get(entry=done.entry, position=0).account.name_zh == "公益支出"


# --- what the database itself refuses -------------------------------------------------------------------


def raw_entry(town: Town, amount: int = 100, size: int = 2) -> Entry:
    return Entry(
        entity_id=town.collective,
        year=2019,
        number=1,
        date=date(2019, 7, 1),
        kind="ordinary",
        summary="x",
        amount=amount,
        size=size,
        document_kind="receipt",
        document_number="1",
        document_date=date(2019, 7, 1),
        document_issuer="x",
        key=key(),
        body="x",
        recorded_by_name="x",
        recorded_at=datetime.fromisoformat("2019-07-01T08:00:00+08:00"),
    )


def raw_lines(made: Entry, *amounts: int, entity: UUID | None = None, day: date = date(2019, 7, 1)) -> list[Line]:
    account = Account.objects.get(kind="collective", code="102", until__isnull=False)
    return [
        Line(
            entry_id=made.pk,
            position=position,
            entity_id=entity or made.entity_id,
            account=account,
            date=day,
            amount=amount,
        )
        for position, amount in enumerate(amounts)
    ]


def test_a_whole_entry_is_taken_by_the_database(town: Town) -> None:
    made = raw_entry(town)
    Line.objects.bulk_create(raw_lines(made, 100, -100))
    made.save(force_insert=True)
    assert made.lines.count() == 2


@pytest.mark.parametrize(
    ("amounts", "size", "amount"),
    [((100, -99), 2, 100), ((), 2, 100), ((100,), 2, 100), ((100, -60, -40), 2, 100), ((100, -100), 2, 99)],
)
def test_the_database_refuses_an_entry_that_is_not_whole(
    town: Town, amounts: tuple[int, ...], size: int, amount: int
) -> None:
    made = raw_entry(town, amount, size)
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.bulk_create(raw_lines(made, *amounts))
        made.save(force_insert=True)
    assert Entry.objects.count() == Line.objects.count() == 0


def test_the_database_refuses_lines_of_another_book_or_day(town: Town) -> None:
    for more in ({"entity": town.other}, {"day": date(2019, 7, 2)}):
        made = raw_entry(town)
        with pytest.raises(IntegrityError), transaction.atomic():
            Line.objects.bulk_create(raw_lines(made, 100, -100, **more))  # type: ignore[arg-type]
            made.save(force_insert=True)


def test_the_database_refuses_a_line_for_an_entry_that_is_sealed(book: Books) -> None:
    done = book(*RENT)
    made = Entry.objects.get(pk=done.entry)
    lines = raw_lines(made, 5, -5)
    for line in lines:
        line.position += 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.bulk_create(lines)
    assert made.lines.count() == 2


def test_the_database_refuses_lines_whose_entry_never_comes(town: Town) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.bulk_create(raw_lines(raw_entry(town), 100, -100))
        # What a commit does: look at the foreign keys that may wait until then.
        connection.check_constraints()
    assert Line.objects.count() == 0


@pytest.mark.parametrize("table", [Entry, Line])
@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_alter_or_delete_what_is_booked(
    book: Books, table: type[Entry] | type[Line], act: str
) -> None:
    book(*RENT)
    with pytest.raises(DatabaseError), transaction.atomic():
        if act == "update":
            table.objects.update(date=date(2019, 1, 1))
        else:
            table.objects.all()._raw_delete(using="default")
    assert queries.check() == []


def test_the_database_refuses_one_person_in_both_places(town: Town, cadre: Actor) -> None:
    made = raw_entry(town)
    made.recorded_by = made.approved_by = cadre.key
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.bulk_create(raw_lines(made, 100, -100))
        made.save(force_insert=True)


def test_the_database_refuses_an_entry_in_a_closed_month(town: Town) -> None:
    Entity.objects.filter(pk=town.collective).update(closed_through=date(2019, 7, 31))
    made = raw_entry(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.bulk_create(raw_lines(made, 100, -100))
        made.save(force_insert=True)


def test_one_posting_costs_a_fixed_number_of_queries(
    town: Town, cadre: Actor, now: datetime, django_assert_max_num_queries: object
) -> None:
    asked = [entry(town.collective, *RENT) for _ in range(50)]
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        post_all(actor=cadre, now=now, entries=asked)
