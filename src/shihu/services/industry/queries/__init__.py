"""Reads of the unit economy, limited to what the actor may see."""

from shihu.services.industry.queries.certificates import (
    certificate,
    certificates,
    verified,
)
from shihu.services.industry.queries.lots import (
    traded,
)
from shihu.services.industry.queries.projects import (
    own_projects,
    participants,
    project,
    projects,
)
from shihu.services.industry.queries.shares.books import (
    contributions,
    entries,
    holder,
    own_share_books,
    share_book,
    share_books,
    simulator_setting,
)
from shihu.services.industry.queries.shares.due import (
    household_shares_panel,
    shares_due,
    unit_shares_panel,
)
from shihu.services.industry.queries.shares.holdings import (
    collective_share_on,
    shares_agree,
    shares_on,
)
from shihu.services.industry.queries.shares.moving import (
    transfer,
    transfers,
    withdrawal,
    withdrawals,
)
from shihu.services.industry.queries.valuations import (
    valuation,
    valuations,
)

__all__ = [
    "certificate",
    "certificates",
    "collective_share_on",
    "contributions",
    "entries",
    "holder",
    "household_shares_panel",
    "own_projects",
    "own_share_books",
    "participants",
    "project",
    "projects",
    "share_book",
    "share_books",
    "shares_agree",
    "shares_due",
    "shares_on",
    "simulator_setting",
    "traded",
    "transfer",
    "transfers",
    "unit_shares_panel",
    "valuation",
    "valuations",
    "verified",
    "withdrawal",
    "withdrawals",
]
