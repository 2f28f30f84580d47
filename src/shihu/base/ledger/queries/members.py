"""A household's member account: what the books of others say of it, seen from the household."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shihu.base.ledger.models import Line
from shihu.base.ledger.queries.entities import entity as entity_of
from shihu.base.ledger.types import AccountKind, EntityRow, MemberLine
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
