"""The entries of settlements and payments: which lines they have."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from shihu.base.ledger.commands import household_account
from shihu.base.ledger.types import Document, DocumentKind, EntityKind, NewEntry, NewLine
from shihu.kernel.actors import Actor
from shihu.services.industry.errors import CollectiveKeepsNoBooks
from shihu.services.industry.models import DividendPayout, Season, Settlement, SettlementLine
from shihu.services.industry.queries.settling import accounts_on, collective_party, member_parties
from shihu.services.industry.rules.settlement_accounts import Accounts
from shihu.services.industry.rules.tags import advance_tag, dividend_tag, rental_tag


def settlement_entry(*, actor: Actor, now: datetime, settlement: Settlement) -> NewEntry | None:
    """Return the entry that books a settlement; None where there is nothing to distribute."""
    season, today = settlement.season, timezone.localdate(now)
    accounts = accounts_on(season, on=today)
    rows = list(settlement.lines.order_by("code"))
    parties = _parties(actor, now, season, rows)
    # A collective's own shares stay with it: what they bring goes to its fund.
    own = sum(_total(row) for row in rows if row.code not in parties)
    lines = [
        NewLine(accounts.reserve, -(settlement.reserve + own), note=_("Reserve fund")),
        NewLine(accounts.welfare, -settlement.welfare, note=_("Welfare fund")),
    ]
    for row in rows:
        if row.code in parties:
            lines += _credits(row, season, accounts, parties[row.code])
    lines = [line for line in lines if line.amount]
    if not lines:
        return None
    lines.insert(0, NewLine(accounts.distribution, -sum(line.amount for line in lines)))
    number = f"{season.project.name}{season.name}-{settlement.number}"
    return NewEntry(
        entity=season.project.book_id,
        date=today,
        summary=f"{season.project.name} {season.name} 盈余分配",
        lines=tuple(lines),
        document=Document(DocumentKind.SETTLEMENT, number[:40], today, season.project.book.name),
        key=f"industry:settlement:{settlement.pk}",
        source="industry.settlement",
        source_key=settlement.pk,
    )


def payout_entry(*, actor: Actor, now: datetime, payout: DividendPayout, paid_on: date, paper: str) -> NewEntry:
    """Return the entry that pays what a settlement owes to the households of a payment."""
    season = payout.settlement.season
    accounts = accounts_on(season, on=paid_on)
    rows = [one.line for one in payout.lines.select_related("line").order_by("line__code")]
    parties = _parties(actor, now, season, rows)
    lines = [line for row in rows for line in _debits(row, season, accounts, parties[row.code])]
    total = sum(line.amount for line in lines)
    return NewEntry(
        entity=season.project.book_id,
        date=paid_on,
        summary=f"{season.project.name} {season.name} 分红兑付 第{payout.number}批",
        lines=(*lines, NewLine(accounts.bank, -total)),
        document=Document(DocumentKind.BANK_SLIP, paper, paid_on, season.project.book.name),
        key=f"industry:payout:{payout.pk}",
        source="industry.payout",
        source_key=payout.pk,
    )


def _total(row: SettlementLine) -> int:
    return row.guaranteed + row.patronage + row.labour + row.floating


def _owed(row: SettlementLine, accounts: Accounts) -> list[tuple[str, int]]:
    """What is left to pay by account, after what was set off: trade's part pays debts first."""
    by_trade, by_capital = row.patronage + row.labour, row.guaranteed + row.floating
    taken = row.set_off_advance + row.set_off_rental
    from_trade = min(by_trade, taken)
    return [(accounts.by_trade, by_trade - from_trade), (accounts.by_capital, by_capital - (taken - from_trade))]


def _credits(row: SettlementLine, season: Season, accounts: Accounts, party: UUID) -> Iterator[NewLine]:
    tag = dividend_tag(season.pk)
    for account, amount in _owed(row, accounts):
        yield NewLine(account, -amount, party, tag=tag)
    yield NewLine(accounts.members, -row.set_off_advance, party, tag=advance_tag(season.pk))
    yield NewLine(accounts.members, -row.set_off_rental, party, tag=rental_tag(season.pk))


def _debits(row: SettlementLine, season: Season, accounts: Accounts, party: UUID) -> Iterator[NewLine]:
    tag = dividend_tag(season.pk)
    yield from (NewLine(account, amount, party, tag=tag) for account, amount in _owed(row, accounts) if amount)


def _parties(actor: Actor, now: datetime, season: Season, rows: Sequence[SettlementLine]) -> dict[str, UUID]:
    """To whom each line is owed, by its code: member accounts, opened where there is none yet, and the collective."""
    known = member_parties(season, actor=actor)
    found: dict[str, UUID] = {}
    for row in rows:
        if row.household_id is not None:
            found[row.code] = known.get(row.code) or household_account(actor=actor, now=now, code=row.code)
        elif season.project.book.kind != EntityKind.COLLECTIVE:
            collective = collective_party(season, actor=actor)
            if collective is None:
                raise CollectiveKeepsNoBooks
            found[row.code] = collective
    return found
