"""The only writes of the ledger."""

from shihu.base.ledger.commands.books import (
    household_account,
    household_accounts,
    keep_accounts,
    keep_purposes,
    name_keeper,
    open_entity,
)
from shihu.base.ledger.commands.closing import close_period, convert_chart
from shihu.base.ledger.commands.opening import open_books
from shihu.base.ledger.commands.posting import post, post_all
from shihu.base.ledger.commands.proposals import approve, refuse, withdraw
from shihu.base.ledger.commands.rehearsal import rehearse
from shihu.base.ledger.commands.reversing import reverse
from shihu.base.ledger.commands.rules import set_approval_rule

__all__ = [
    "approve",
    "close_period",
    "convert_chart",
    "household_account",
    "household_accounts",
    "keep_accounts",
    "keep_purposes",
    "name_keeper",
    "open_books",
    "open_entity",
    "post",
    "post_all",
    "refuse",
    "rehearse",
    "reverse",
    "set_approval_rule",
    "withdraw",
]
