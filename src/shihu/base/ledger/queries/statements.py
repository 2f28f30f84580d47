"""The statement of an account: what stood before, each line with the balance after it."""

from datetime import date
from itertools import accumulate
from uuid import UUID

from django.db.models import Count, Q, Sum

from shihu.base.ledger.models import Account, Line
from shihu.base.ledger.queries.charts import account_row
from shihu.base.ledger.queries.entities import entity as entity_of
from shihu.base.ledger.types import Statement, StatementLine
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound


def statement(
    entity: UUID,
    account: int,
    *,
    actor: Actor,
    last: date,
    first: date | None = None,
    party: UUID | None = None,
    offset: int = 0,
    limit: int | None = 50,
) -> Statement:
    """Return one page of an account's statement from ``first`` (or its beginning) through ``last``.

    The balance before the page is summed from the lines, so that any page stands on its own and two that are read at
    the same time agree with what was booked.
    """
    row = entity_of(entity, actor=actor)
    held = Account.objects.filter(Q(entity=None) | Q(entity=entity), pk=account, kind=row.kind.value).first()
    if held is None:
        raise NotFound
    lines = Line.objects.filter(entity=entity, account=account, date__lte=last)
    if party is not None:
        lines = lines.filter(party=party)
    before = 0
    if first is not None:
        before = lines.filter(date__lt=first).aggregate(sum=Sum("amount"))["sum"] or 0
        lines = lines.filter(date__gte=first)
    sums = lines.aggregate(
        debit=Sum("amount", filter=Q(amount__gt=0), default=0),
        credit=Sum("amount", filter=Q(amount__lt=0), default=0),
        count=Count("pk"),
    )
    ordered = lines.order_by("date", "id")
    # The rows before the page come from the same index; only their sum leaves the database.
    skipped = (ordered[:offset].aggregate(sum=Sum("amount"))["sum"] or 0) if offset else 0
    page = ordered[offset : None if limit is None else offset + limit].values_list(
        "entry", "entry__number", "date", "entry__summary", "party__name", "note", "amount"
    )
    found = list(page)
    running = accumulate((one[6] for one in found), initial=before + skipped)
    next(running)
    return Statement(
        entity=row,
        account=account_row(held),
        first=first,
        last=last,
        before=before,
        debit=sums["debit"],
        credit=-sums["credit"],
        total=sums["count"],
        lines=tuple(
            StatementLine(key, number, day, summary, who or "", note, amount, after)
            for (key, number, day, summary, who, note, amount), after in zip(found, running, strict=True)
        ),
    )
