"""django-hordak: ``Account.transfer_to`` and the balances and statement that its models offer."""

import sys
from collections.abc import Sequence
from datetime import date

import django

from benchmarks.ledger.timing import batches, copied, fill, milliseconds, rate, report

DAY = date(2019, 8, 1)


def main() -> None:
    """Post, fill, read; print the measures."""
    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", verbosity=0)
    from hordak.models import Account, AccountType, Leg, Transaction
    from moneyed import Money

    posts, lines = int(sys.argv[1]), int(sys.argv[2])
    bank = Account.objects.create(name="bank", code="1", type=AccountType.asset, currencies=["CNY"])
    sales = Account.objects.create(name="sales", code="2", type=AccountType.income, currencies=["CNY"])

    def one(number: int) -> None:
        sales.transfer_to(bank, Money(f"{(100 + number) / 100:.2f}", "CNY"), date=DAY)

    def many(numbers: Sequence[int]) -> None:
        with transaction.atomic():
            for number in numbers:
                one(number)

    posted = rate(one, posts)
    batch = batches(many, posts)
    before = Leg.objects.filter(account=bank).count()
    first = Transaction.objects.order_by("pk")[0].pk
    series = f"generate_series(1, {lines}) n"
    fill(
        [
            copied(
                "hordak_transaction",
                {"id": "n + 10000000", "uuid": "md5(n::text)::uuid"},
                f"t.id = {first}",
                series,
            ),
            copied(
                "hordak_leg",
                {"id": "", "uuid": "md5(t.id::text || n::text)::uuid", "transaction_id": "n + 10000000"},
                f"t.transaction_id = {first}",
                series,
            ),
        ]
    )
    count = Leg.objects.filter(account=bank).count()
    if count != lines + before:
        raise SystemExit(f"{count} legs where {lines + before} were expected")

    def page() -> list[object]:
        # From the end: an offset would sum the account anew for every leg that is skipped.
        found = bank.legs.with_account_balance_after().order_by("-transaction__date", "-id")
        return list(found.select_related("transaction")[:50])

    report(
        posts=posted,
        batch=batch,
        balance=milliseconds(lambda: bank.get_balance(as_of=DAY)),
        page=milliseconds(page, repeats=1),
        trial=milliseconds(lambda: list(Account.objects.with_balances())),
    )


if __name__ == "__main__":
    main()
