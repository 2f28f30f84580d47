"""What an entry must be before anything is written: small functions of one signature in one list."""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from shihu.base.ledger.errors import (
    BadDigest,
    BadKey,
    BeforeOpening,
    FutureDate,
    NoAmount,
    NoDocument,
    NoSummary,
    NotBalanced,
    PartyMissing,
    PeriodClosed,
    TooFewLines,
    TooManyLines,
    UnknownLedgerAccount,
)
from shihu.base.ledger.types import AccountRow, ApprovalRuleRow, EntityKind, EntryKind, NewEntry, NewLine
from shihu.kernel.money import MOST, AmountTooLarge, yuan
from shihu.kernel.refusals import Refusal

MOST_LINES = 5_000
_DIGEST = re.compile(r"[0-9a-f]{64}")
# Made by the ledger itself from lines that had their second person already.
_MECHANICAL = frozenset({EntryKind.CARRYING, EntryKind.CONVERSION})


@dataclass(frozen=True, slots=True)
class Setting:
    """What an entry is checked against: its book's days, its chart by code, today."""

    opened_on: date | None
    closed_through: date | None
    chart: dict[str, AccountRow]
    today: date


Rule = Callable[[NewEntry, Setting], Iterator[Refusal]]


def has_key(entry: NewEntry, _setting: Setting) -> Iterator[Refusal]:
    """The caller made a key for the act."""
    if not 8 <= len(entry.key) <= 64:
        yield BadKey("key")


def has_lines(entry: NewEntry, _setting: Setting) -> Iterator[Refusal]:
    """There are two lines at least, each with an amount."""
    if len(entry.lines) < 2:
        yield TooFewLines("lines")
    if len(entry.lines) > MOST_LINES:
        yield TooManyLines("lines", count=len(entry.lines), most=MOST_LINES)
    for line in entry.lines:
        if not line.amount:
            yield NoAmount("lines", account=line.account)
        if abs(line.amount) > MOST:
            yield AmountTooLarge("lines", given=yuan(line.amount))


def balances(entry: NewEntry, _setting: Setting) -> Iterator[Refusal]:
    """Debits and credits are equal to the fen."""
    debit = sum(line.amount for line in entry.lines if line.amount > 0)
    credit = -sum(line.amount for line in entry.lines if line.amount < 0)
    if debit != credit:
        yield NotBalanced("lines", debit=yuan(debit), credit=yuan(credit))


def accounts_hold(entry: NewEntry, setting: Setting) -> Iterator[Refusal]:
    """Every account stands in the chart of that day, and those kept by party name one.

    What is carried or converted names the day's chart, too; what is reversed may stand in a chart that has ended.
    """
    for line in entry.lines:
        account = setting.chart.get(line.account)
        if account is None:
            yield UnknownLedgerAccount("lines", account=line.account, day=entry.date)
        elif account.needs_party and line.party is None:
            yield PartyMissing("party", account=account.name_zh)


def says_what_for(entry: NewEntry, setting: Setting) -> Iterator[Refusal]:
    """A summary, and a document with number and issuer, dated no later than today."""
    if not entry.summary.strip():
        yield NoSummary("summary")
    if not entry.document.number.strip() or not entry.document.issuer.strip():
        yield NoDocument("document_number" if not entry.document.number.strip() else "document_issuer")
    if entry.document.digest and not _DIGEST.fullmatch(entry.document.digest):
        yield BadDigest("document_digest")
    if entry.document.date > setting.today:
        yield FutureDate("document_date", day=entry.document.date)


def day_is_open(entry: NewEntry, setting: Setting) -> Iterator[Refusal]:
    """The day has come, lies after the opening balances and in no closed period."""
    if entry.date > setting.today:
        yield FutureDate("date", day=entry.date)
    if setting.closed_through is not None and entry.date <= setting.closed_through:
        first = setting.closed_through + timedelta(days=1)
        yield PeriodClosed("date", through=setting.closed_through, first=first)
    if setting.opened_on is not None and entry.date <= setting.opened_on:
        yield BeforeOpening("date", opened=setting.opened_on)


RULES: tuple[Rule, ...] = (has_key, says_what_for, day_is_open, has_lines, accounts_hold, balances)


def faults(entry: NewEntry, setting: Setting) -> Iterator[Refusal]:
    """Yield everything that is wrong with an entry, in the order in which it is best mended."""
    for rule in RULES:
        yield from rule(entry, setting)


def tidy(entry: NewEntry) -> NewEntry:
    """Return the entry without stray spaces and characters that PostgreSQL refuses, cut to what fits."""
    document = entry.document
    return replace(
        entry,
        summary=_plain(entry.summary, 200),
        reason=_plain(entry.reason, 200),
        document=replace(
            document,
            number=_plain(document.number, 60),
            issuer=_plain(document.issuer, 80),
            digest=document.digest.strip().lower(),
        ),
        lines=tuple(replace(line, note=_plain(line.note, 120)) for line in entry.lines),
    )


def _plain(text: str, most: int) -> str:
    return " ".join(text.replace("\x00", "").split())[:most]


def amount_of(entry: NewEntry) -> int:
    """Return the sum of the debits."""
    return sum(line.amount for line in entry.lines if line.amount > 0)


def negated(lines: tuple[NewLine, ...]) -> tuple[NewLine, ...]:
    """Return the lines of a reversal: the stored ones with the other sign, never a new split."""
    return tuple(replace(line, amount=-line.amount) for line in lines)


def rule_for(rules: list[ApprovalRuleRow], kind: EntityKind, place: str, day: date) -> ApprovalRuleRow | None:
    """Return the approval rule in force: of those that hold on the day, the one of the nearest place."""
    holding = [
        rule
        for rule in rules
        if rule.kind == kind and place.startswith(rule.place) and rule.since <= day and (rule.until or day) >= day
    ]
    return max(holding, key=lambda rule: len(rule.place), default=None)


def needs_second_person(entry: NewEntry, rule: ApprovalRuleRow | None) -> bool:
    """Tell whether somebody else must approve the entry before it is booked."""
    return rule is not None and entry.kind not in _MECHANICAL and amount_of(entry) > rule.above


def month_end(day: date) -> date:
    """Return the last day of the month of ``day``."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def next_to_close(opened_on: date | None, closed_through: date | None, first_entry: date | None) -> date | None:
    """Return the last day of the next month to be closed; None for books in which nothing stands."""
    if closed_through is not None:
        return month_end(closed_through + timedelta(days=1))
    if opened_on is not None:
        return month_end(opened_on + timedelta(days=1))
    return month_end(first_entry) if first_entry else None
