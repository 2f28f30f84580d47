"""Balances and trial balances, summed from the lines up to a day."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, Sum

from shihu.base.audit.queries import within
from shihu.base.ledger.models import Entity, Line
from shihu.base.ledger.policies import SEE_BOOKS, sees
from shihu.base.ledger.queries.charts import accounts
from shihu.base.ledger.types import Balance, TrialLine
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound


def balances(entity: UUID, *, actor: Actor, on: date) -> list[Balance]:
    """Return what stands on every account of the book that was ever used, at the end of the day, by code."""
    _seen(entity, actor)
    sums = Line.objects.filter(entity=entity, date__lte=on).order_by().values_list("account").annotate(Sum("amount"))
    held = dict(sums)
    rows = accounts(held.keys())
    return sorted((Balance(rows[key], held[key]) for key in rows), key=lambda b: (b.account.code, b.account.since))


def balance(
    entity: UUID, code: str, *, actor: Actor, on: date, party: UUID | None = None, tag: str | None = None
) -> int:
    """Return the sum of the lines on the account ``code``, fen, debit positive; narrowed to a party or a tag."""
    _seen(entity, actor)
    lines = Line.objects.filter(entity=entity, account__code=code, date__lte=on)
    if party is not None:
        lines = lines.filter(party=party)
    if tag is not None:
        lines = lines.filter(tag=tag)
    return lines.aggregate(sum=Sum("amount"))["sum"] or 0


def by_party(entity: UUID, code: str, *, actor: Actor, on: date, tag: str | None = None) -> dict[UUID, int]:
    """Return what stands on an account by party, fen, debit positive; nothing that is zero."""
    _seen(entity, actor)
    lines = Line.objects.filter(entity=entity, account__code=code, date__lte=on, party__isnull=False).order_by()
    if tag is not None:
        lines = lines.filter(tag=tag)
    return {party: total for party, total in lines.values_list("party").annotate(Sum("amount")) if total and party}


def by_tag(entity: UUID, *, actor: Actor, on: date) -> dict[tuple[str, str], int]:
    """Return what stands by (tag, account code), fen, debit positive: a service's projects side by side."""
    _seen(entity, actor)
    lines = Line.objects.filter(entity=entity, date__lte=on).exclude(tag="").order_by()
    sums = lines.values_list("tag", "account__code").annotate(Sum("amount"))
    return {(tag, code): total for tag, code, total in sums}


def by_tags(entities: Collection[UUID], prefix: str, *, actor: Actor, on: date) -> dict[tuple[str, str], int]:
    """Return what stands by (tag, account code) under tags that begin with ``prefix``, of several books. One query."""
    seen = within("entity__place_id", SEE_BOOKS.scopes(actor))
    lines = Line.objects.filter(seen, entity__in=entities, date__lte=on, tag__startswith=prefix).order_by()
    sums = lines.values_list("tag", "account__code").annotate(Sum("amount"))
    return {(tag, code): total for tag, code, total in sums}


def trial(entity: UUID, *, actor: Actor, first: date, last: date) -> list[TrialLine]:
    """Return the trial balance: every account before ``first``, moved through ``last``, and after, by code.

    What was opened with on a day within counts as moved, as it does in the account's statement.
    """
    _seen(entity, actor)
    inside = Q(date__gte=first)
    sums = (
        Line.objects.filter(entity=entity, date__lte=last)
        .order_by()
        .values_list("account")
        .annotate(
            before=Sum("amount", filter=~inside, default=0),
            debit=Sum("amount", filter=inside & Q(amount__gt=0), default=0),
            credit=Sum("amount", filter=inside & Q(amount__lt=0), default=0),
        )
    )
    found = {key: (before, debit, -credit) for key, before, debit, credit in sums}
    rows = accounts(found.keys())
    lines = [TrialLine(rows[key], *found[key]) for key in rows]
    return sorted((line for line in lines if any((line.before, line.debit, line.credit))), key=_by_code)


def _by_code(line: TrialLine) -> tuple[str, date]:
    return line.account.code, line.account.since


def _seen(key: UUID, actor: Actor) -> Entity:
    found = Entity.objects.filter(pk=key).first()
    if found is None or not sees(actor, found):
        raise NotFound
    return found
