"""What every list for a bank has in common: where each is paid, and who has no account yet."""

from collections.abc import Iterable, Mapping
from typing import TypeVar
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from shihu.base.registry.types import Payee
from shihu.base.sheets.types import SheetColumn, Written
from shihu.kernel.presentation import Fact, Link

Key = TypeVar("Key")


def account_heads() -> tuple[SheetColumn, ...]:
    """The columns that tell a bank where to pay."""
    return (
        SheetColumn(_("Bank and branch"), width=26),
        SheetColumn(_("Account number"), width=24),
        SheetColumn(_("Account holder"), width=12),
    )


def account_cells(payee: Payee | None) -> tuple[Written, ...]:
    """Where one is paid; empty where no account is recorded, for the bank to fill in."""
    return ("", "", "") if payee is None else (payee.bank, payee.number, payee.name)


def accounts_fact(payees: Mapping[Key, Payee], wanted: Iterable[Key], place: str, *, may_record: bool) -> Fact:
    """How many of a list have an account, with the way to record the others."""
    keys = set(wanted)
    having = len(keys & set(payees))
    told = _("%(having)s of %(people)s recorded") % {"having": having, "people": len(keys)}
    if having == len(keys) or not may_record:
        return Fact(_("Bank accounts"), told)
    lacking = f"{reverse('registry_accounts')}?{urlencode({'place': place, 'account': 'none'})}"
    return Fact(_("Bank accounts"), (told, Link(_("Record the others"), lacking)))
