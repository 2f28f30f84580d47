"""Our ledger: posting through the command that every service uses, reading through the queries of the pages."""

import sys
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import django

from benchmarks.ledger.timing import batches, copied, fill, milliseconds, rate, report

NOW = datetime.fromisoformat("2019-08-15T08:00:00+08:00")
DAY = date(2019, 8, 1)


def main() -> None:
    """Post, fill, read; print the measures."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from shihu.base.ledger import queries
    from shihu.base.ledger.commands import keep_accounts, post, post_all
    from shihu.base.ledger.models import Account, Entity, Entry, Line
    from shihu.base.ledger.seeds import accounts
    from shihu.base.ledger.types import Document, DocumentKind, NewEntry, NewLine
    from shihu.base.places.commands import keep_places
    from shihu.base.places.types import NewPlace
    from shihu.kernel.actors import SYSTEM

    posts, lines = int(sys.argv[1]), int(sys.argv[2])
    keep_places(
        actor=SYSTEM, now=NOW, places=[NewPlace("14", "山西省", "Shanxi"), NewPlace("1411", "吕梁市", "Lüliang")]
    )
    keep_accounts(actor=SYSTEM, now=NOW, accounts=accounts())
    book = Entity.objects.create(kind="unit", name="一单元", place_id="1411", since=DAY, reference=UUID(int=8)).pk
    paper = Document(DocumentKind.RECEIPT, "1", DAY, "一单元")

    def asked(number: int) -> NewEntry:
        both = (NewLine("102", 100 + number), NewLine("501", -100 - number))
        return NewEntry(book, DAY, "菌棒款", both, paper, f"bench-{number:07d}")

    def many(numbers: Sequence[int]) -> None:
        post_all(actor=SYSTEM, now=NOW, entries=[asked(number) for number in numbers])

    posted = rate(lambda number: post(actor=SYSTEM, now=NOW, entry=asked(number)), posts)
    batch = batches(many, posts)
    if not lines:
        report(posts=posted, batch=batch)
        return
    before = Entry.objects.count()
    first = Entry.objects.earliest("number")
    series = f"generate_series(1, {lines}) n"
    made = "md5(n::text)::uuid"
    fill(
        [
            copied(
                "ledger_entry",
                {"id": made, "key": "'fill-' || n", "number": "n + 10000000"},
                f"t.id = '{first.pk}'",
                series,
            ),
            copied("ledger_line", {"id": "", "entry_id": made}, f"t.entry_id = '{first.pk}'", series),
        ]
    )
    bank = Account.objects.get(kind="unit", code="102").pk
    count = Line.objects.filter(account=bank).count()
    if count != lines + before:
        raise SystemExit(f"{count} lines where {lines + before} were expected")
    given = {"actor": SYSTEM, "on": DAY}
    report(
        posts=posted,
        batch=batch,
        balance=milliseconds(lambda: queries.balance(book, "102", **given)),  # type: ignore[arg-type]
        page=milliseconds(lambda: queries.statement(book, bank, actor=SYSTEM, last=DAY, offset=count - 50)),
        trial=milliseconds(lambda: queries.balances(book, **given)),  # type: ignore[arg-type]
    )


if __name__ == "__main__":
    main()
