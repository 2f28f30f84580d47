"""Reads of the ledger, limited to what the actor may see. Every balance is summed from the lines, never kept."""

from shihu.base.ledger.queries.balances import (
    balance,
    balances,
    by_party,
    by_tag,
    by_tags,
    trial,
)
from shihu.base.ledger.queries.beancount import (
    beancount,
)
from shihu.base.ledger.queries.charts import (
    approval_rules,
    chart,
    ended_balances,
    purposes,
)
from shihu.base.ledger.queries.checks import (
    CHECKS,
    check,
)
from shihu.base.ledger.queries.due import (
    ledger_due,
)
from shihu.base.ledger.queries.entities import (
    book_of_enterprise,
    book_of_reference,
    books,
    entity,
    keeper_name,
    member_accounts,
    own_books,
    parties,
    public_entity,
    sees_books,
)
from shihu.base.ledger.queries.income import (
    collective_income,
)
from shihu.base.ledger.queries.journal import (
    booked_among,
    closings,
    entry,
    entry_of_key,
    first_day,
    journal,
    last_day,
    movements,
    reversed_among,
)
from shihu.base.ledger.queries.members import (
    MemberAccount,
    member_account,
)
from shihu.base.ledger.queries.planned import (
    accounts_of,
    planned,
    reversal_planned,
)
from shihu.base.ledger.queries.proposals import (
    proposal,
    proposals,
)
from shihu.base.ledger.queries.statements import (
    statement,
)
from shihu.base.ledger.queries.use import (
    use_sheet,
)

__all__ = [
    "CHECKS",
    "MemberAccount",
    "accounts_of",
    "approval_rules",
    "balance",
    "balances",
    "beancount",
    "book_of_enterprise",
    "book_of_reference",
    "booked_among",
    "books",
    "by_party",
    "by_tag",
    "by_tags",
    "chart",
    "check",
    "closings",
    "collective_income",
    "ended_balances",
    "entity",
    "entry",
    "entry_of_key",
    "first_day",
    "journal",
    "keeper_name",
    "last_day",
    "ledger_due",
    "member_account",
    "member_accounts",
    "movements",
    "own_books",
    "parties",
    "planned",
    "proposal",
    "proposals",
    "public_entity",
    "purposes",
    "reversal_planned",
    "reversed_among",
    "sees_books",
    "statement",
    "trial",
    "use_sheet",
]
