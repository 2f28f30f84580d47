"""django-ledger: ``commit_txs`` of an entity and its digests. GPL: run here for comparison, never imported by shihu."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

import django

from benchmarks.ledger.timing import batches, copied, fill, milliseconds, rate, report

urlpatterns: list[object] = []
WHEN = datetime(2019, 8, 1, 4, tzinfo=UTC)


def main() -> None:
    """Post, fill, read; print the measures."""
    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import transaction
    from django_ledger.io.roles import ASSET_CA_CASH, INCOME_OPERATIONAL
    from django_ledger.models import EntityModel, JournalEntryModel, TransactionModel

    call_command("migrate", verbosity=0)
    posts, lines = int(sys.argv[1]), int(sys.argv[2])
    user = get_user_model().objects.create_user("bench")
    entity = EntityModel.create_entity("unit", use_accrual_method=True, admin=user, fy_start_month=1)
    coa = entity.create_chart_of_accounts(assign_as_default=True, coa_name="chart", commit=True)
    accounts = [
        entity.create_account(code=code, role=role, name=code, balance_type=side, active=True, coa_model=coa)
        for code, role, side in (("1010", ASSET_CA_CASH, "debit"), ("4010", INCOME_OPERATIONAL, "credit"))
    ]
    book = entity.create_ledger("book", posted=True)
    bank, sales = accounts

    def one(number: int) -> None:
        amount = Decimal(100 + number) / 100
        entity.commit_txs(
            je_timestamp=WHEN,
            je_txs=[
                {"account": bank, "amount": amount, "tx_type": "debit", "description": "x"},
                {"account": sales, "amount": amount, "tx_type": "credit", "description": "x"},
            ],
            je_ledger_model=book,
            je_posted=True,
            je_desc="x",
        )

    def many(numbers: Sequence[int]) -> None:
        with transaction.atomic():
            for number in numbers:
                one(number)

    posted = rate(one, posts)
    batch = batches(many, posts)
    before = TransactionModel.objects.filter(account=bank).count()
    first = JournalEntryModel.objects.order_by("je_number").values_list("pk", flat=True)[0]
    entries, transactions = "django_ledger_journalentrymodel", "django_ledger_transactionmodel"
    series = f"generate_series(1, {lines}) n"
    made = "md5(n::text)::uuid"
    fill(
        [
            copied(entries, {"uuid": made, "je_number": "'FILL-' || n"}, f"t.uuid = '{first}'", series),
            copied(
                transactions,
                {"uuid": "md5(t.uuid::text || n::text)::uuid", "journal_entry_id": made},
                f"t.journal_entry_id = '{first}'",
                series,
            ),
        ]
    )
    count = TransactionModel.objects.filter(account=bank).count()
    if count != lines + before:
        raise SystemExit(f"{count} transactions where {lines + before} were expected")
    whole = {"to_date": WHEN, "user_model": user}
    report(
        posts=posted,
        batch=batch,
        balance=milliseconds(lambda: entity.digest(accounts=["1010"], **whole)),
        trial=milliseconds(lambda: entity.digest(**whole)),
    )


if __name__ == "__main__":
    main()
