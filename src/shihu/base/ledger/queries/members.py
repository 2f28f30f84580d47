"""A household's member account: what the books of others say of it, seen from the household."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, Sum
from django.db.models.functions import TruncMonth

from shihu.base.audit.queries import within
from shihu.base.ledger.models import Line
from shihu.base.ledger.policies import SEE_BOOKS
from shihu.base.ledger.queries.entities import entity as entity_of
from shihu.base.ledger.types import AccountKind, EntityKind, EntityRow, EntryKind, MemberLine
from shihu.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class MemberAccount:
    """What is owed to the household, what it owes, what it holds as shares (fen, none negative), and every line."""

    entity: EntityRow
    owed_to: int
    owes: int
    shares: int
    lines: tuple[MemberLine, ...]


def member_account(entity: UUID, *, actor: Actor, on: date) -> MemberAccount:
    """Return a member account up to a day; the newest lines first, each with the balance of its own account after it.

    Shares paid in (股金) are the household's property in a cooperative and stand apart from what is owed.
    """
    row = entity_of(entity, actor=actor)
    lines = Line.objects.filter(party=entity, date__lte=on).select_related("entry", "entity", "account")
    running: dict[tuple[UUID, str], int] = defaultdict(int)
    shares, told = 0, []
    for line in lines.order_by("date", "id"):
        if line.account.element == AccountKind.EQUITY:
            shares -= line.amount
        running[line.entity_id, line.account.code] -= line.amount
        told.append(
            MemberLine(
                line.date,
                line.entity.name,
                line.account.name_zh,
                line.account.name_en,
                line.entry.summary,
                line.entry.document_number,
                -line.amount,
                running[line.entity_id, line.account.code],
                line.tag,
            )
        )
    net = sum(running.values()) - shares
    owes = -sum(after for after in running.values() if after < 0)
    return MemberAccount(row, net + owes, owes, shares, tuple(reversed(told)))


@dataclass(frozen=True, slots=True)
class MemberSum:
    """What moved on a household's member account in a month under a tag (fen): credited to it and charged to it.

    A reversal takes away from the side that it reverses, so that what was taken back does not count twice.
    """

    household: str
    month: date
    tag: str
    credited: int
    charged: int


def member_sums(
    place: str, *, actor: Actor, first: date, last: date, household: str = "", tags: str = ""
) -> list[MemberSum]:
    """Return what moved on the member accounts of a place, or of one household, from ``first`` to ``last``. One query.

    Only tags that begin with ``tags``. What was opened with, carried or converted did not move, and share money (股金)
    is the household's property, not what anybody owes it.
    """
    lines = Line.objects.filter(
        within("party__place_id", [place]),
        within("party__place_id", SEE_BOOKS.scopes(actor)),
        party__kind=EntityKind.HOUSEHOLD.value,
        entry__kind__in=(EntryKind.ORDINARY.value, EntryKind.REVERSAL.value),
        date__range=(first, last),
        tag__startswith=tags,
    )
    lines = lines.exclude(account__element=AccountKind.EQUITY.value)
    if household:
        lines = lines.filter(party__household__code=household)
    taken_back = Q(entry__kind=EntryKind.REVERSAL.value)
    sums = (
        lines.order_by()
        .annotate(month=TruncMonth("date"))
        .values_list("party__household__code", "month", "tag")
        .annotate(
            credit=Sum("amount", filter=Q(amount__lt=0) & ~taken_back, default=0),
            charge_back=Sum("amount", filter=Q(amount__lt=0) & taken_back, default=0),
            charge=Sum("amount", filter=Q(amount__gt=0) & ~taken_back, default=0),
            credit_back=Sum("amount", filter=Q(amount__gt=0) & taken_back, default=0),
        )
    )
    return [
        MemberSum(code, month, tag, -credit - credit_back, charge + charge_back)
        for code, month, tag, credit, charge_back, charge, credit_back in sums
    ]
