"""What the ledger's codes say in the reader's language."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shihu.base.ledger.types import (
    AccountKind,
    AccountRow,
    DocumentKind,
    EntityKind,
    EntityRow,
    EntryKind,
    ProposalState,
    Way,
)
from shihu.kernel.money import yuan
from shihu.kernel.presentation import Badge, Tone
from shihu.kernel.refusals import N_, Refusal

KINDS = {
    EntityKind.TOWNSHIP_FUND: N_("Township fund"),
    EntityKind.COLLECTIVE: N_("Village collective"),
    EntityKind.COOPERATIVE: N_("Cooperative"),
    EntityKind.UNIT: N_("Development unit"),
    EntityKind.ENTERPRISE: N_("Company"),
    EntityKind.HOUSEHOLD: N_("Member account"),
}
ELEMENTS = {
    AccountKind.ASSET: N_("Assets"),
    AccountKind.LIABILITY: N_("Liabilities"),
    AccountKind.EQUITY: N_("Owners' equity"),
    AccountKind.COST: N_("Costs"),
    AccountKind.INCOME: N_("Income"),
    AccountKind.EXPENSE: N_("Expenses"),
}
DOCUMENTS = {
    DocumentKind.RECEIPT: N_("Receipt"),
    DocumentKind.INVOICE: N_("Invoice"),
    DocumentKind.CONTRACT: N_("Contract"),
    DocumentKind.PAYROLL: N_("Pay list"),
    DocumentKind.BANK_SLIP: N_("Bank slip"),
    DocumentKind.GRANT: N_("Grant notice"),
    DocumentKind.MINUTES: N_("Minutes of a meeting"),
    DocumentKind.SETTLEMENT: N_("Settlement sheet"),
    DocumentKind.COUNT: N_("Stock or cash count"),
    DocumentKind.INTERNAL: N_("The books themselves"),
}
ENTRIES = {
    EntryKind.ORDINARY: N_("Ordinary entry"),
    EntryKind.OPENING: N_("Opening balances"),
    EntryKind.REVERSAL: N_("Reversal"),
    EntryKind.CARRYING: N_("Year's result carried"),
    EntryKind.CONVERSION: N_("Taken into the new chart"),
}
STATES: dict[ProposalState, tuple[str, Tone, str]] = {
    ProposalState.WAITING: (N_("Waits for approval"), "ochre", "clock"),
    ProposalState.APPROVED: (N_("Approved and booked"), "pine", "check"),
    ProposalState.REFUSED: (N_("Turned down"), "seal", "stop"),
    ProposalState.WITHDRAWN: (N_("Taken back"), "plain", "undo"),
}
WAYS = {Way.RECEIVED: N_("Money received"), Way.PAID: N_("Money paid"), Way.MOVED: N_("Money moved")}


def is_english() -> bool:
    """Tell whether the page is read in English."""
    return (get_language() or "zh-hans").startswith("en")


def language() -> str:
    """Return the reader's language as names of accounts ask for it."""
    return "en" if is_english() else "zh"


def named(row: AccountRow) -> str:
    """Return an account's name."""
    return row.name(language())


def place_name(row: EntityRow) -> str:
    """Return the name of the place of a book."""
    return row.place_name_en if is_english() and row.place_name_en else row.place_name


def said(refusal: Refusal) -> str:
    """Return a refusal as a sentence."""
    return _(refusal.sentence) % {name: _value(value) for name, value in refusal.values.items()}


def state_badge(state: ProposalState) -> Badge:
    """Return what became of a proposal, in a word."""
    text, tone, icon = STATES[state]
    return Badge(_(text), tone, icon)


def _value(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def day(value: date) -> str:
    """Return a day as sentences write it."""
    return date_format(value, "DATE_FORMAT")


def sides(amount: int) -> tuple[str, str]:
    """Return (debit, credit) as two columns show a signed amount; the empty side stays empty."""
    return (yuan(amount), "") if amount > 0 else ("", yuan(-amount))


def voucher(number: int) -> str:
    """Return a voucher's number as village books write it (记-12)."""
    return _("No. %(number)s") % {"number": number}


def happens(row: AccountRow, amount: int, party: str) -> str:
    """Say in plain words what a line does to its account."""
    grows = (amount > 0) == row.is_debit
    values = {"account": named(row), "amount": yuan(abs(amount)), "party": party}
    if row.is_money:
        text = N_("%(account)s: %(amount)s yuan come in.") if grows else N_("%(account)s: %(amount)s yuan go out.")
    elif row.needs_party and row.element == AccountKind.ASSET:
        text = N_("%(party)s owes %(amount)s yuan more.") if grows else N_("%(party)s owes %(amount)s yuan less.")
    elif row.needs_party and row.element == AccountKind.LIABILITY:
        text = (
            N_("%(amount)s yuan more are owed to %(party)s.")
            if grows
            else N_("%(amount)s yuan less are owed to %(party)s.")
        )
    else:
        text = N_("%(account)s grows by %(amount)s yuan.") if grows else N_("%(account)s falls by %(amount)s yuan.")
    return _(text) % values
