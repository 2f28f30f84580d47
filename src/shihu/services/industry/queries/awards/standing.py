"""What a fund's postings say, and which rounds still count: read from the books, never stored."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from shihu.base.ledger.queries import balances, booked_among, by_party, by_tags, member_accounts, reversed_among
from shihu.kernel.actors import SYSTEM
from shihu.services.industry.models import AwardFund, AwardPayment, AwardRound
from shihu.services.industry.types.awards import FundSums, RoundState

# Of the chart of village collectives, in the systems of 2004 and of 2023 alike: earmarked payables hold what is set
# aside; accounts with members what a household was awarded and not yet paid.
EARMARKED, MEMBERS = "241", "113"
PREFIX = "award:"


def fund_tag(fund: UUID) -> str:
    """The tag of what is set aside for a fund."""
    return f"{PREFIX}{fund}"


def round_tag(fund: UUID, number: int) -> str:
    """The tag of what one round owes and pays."""
    return f"{fund_tag(fund)}:{number}"


def payment_key(payment: UUID) -> str:
    """The idempotency key of a payment list: made of the list, so that paying it twice books it once."""
    return f"award-pay:{payment}"


def sums_of(funds: Iterable[AwardFund], *, on: date) -> dict[UUID, FundSums]:
    """Return the sums of several funds by key. One query.

    Read on the platform's behalf: what a village collective sets aside and gives is public by law.
    """
    given = list(funds)
    left: dict[str, int] = defaultdict(int)
    owed: dict[str, int] = defaultdict(int)
    paid: dict[str, int] = defaultdict(int)
    if given:
        for (tag, code), total in by_tags({fund.book_id for fund in given}, PREFIX, actor=SYSTEM, on=on).items():
            key, _, number = tag.removeprefix(PREFIX).partition(":")
            if code == EARMARKED:
                left[key] -= total
            elif code == MEMBERS:
                owed[key] -= total
            elif number:
                paid[key] -= total
    told = {}
    for fund in given:
        key = str(fund.pk)
        awarded = owed[key] + paid[key]
        told[fund.pk] = FundSums(left[key] + awarded, awarded, paid[key])
    return told


def owed_by_code(fund: AwardFund, number: int, *, on: date) -> dict[str, int]:
    """Return what a round still owes, by household code; what is paid stands at nothing and is left out."""
    codes = {row.key: row.household_code for row in member_accounts(fund.village_id, actor=SYSTEM)}
    owed = by_party(fund.book_id, MEMBERS, actor=SYSTEM, on=on, tag=round_tag(fund.pk, number))
    return {codes[party]: -total for party, total in owed.items() if party in codes}


def in_hand(book: UUID, *, on: date) -> tuple[int, int]:
    """Return the money in the book, and how much of it is bound: set aside or awarded and not yet paid."""
    money = sum(row.amount for row in balances(book, actor=SYSTEM, on=on) if row.account.is_money)
    tagged = by_tags({book}, PREFIX, actor=SYSTEM, on=on)
    return money, -sum(total for (_tag, code), total in tagged.items() if code in {EARMARKED, MEMBERS})


def states_of(rounds: Collection[AwardRound]) -> dict[UUID, RoundState]:
    """Return where each round stands; one whose entry was taken back in the books is reversed."""
    taken = reversed_among([row.entry for row in rounds if row.entry])
    return {row.pk: RoundState.REVERSED if row.entry in taken else RoundState(row.state) for row in rounds}


def booked(payments: Collection[AwardPayment]) -> dict[UUID, tuple[UUID, int, date]]:
    """Return entry, voucher number and day of the payment lists that are booked and not taken back."""
    found = booked_among([payment_key(row.pk) for row in payments])
    taken = reversed_among([entry for entry, _number, _day in found.values()])
    by_payment = {row.pk: found.get(payment_key(row.pk)) for row in payments}
    return {key: told for key, told in by_payment.items() if told and told[0] not in taken}
