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
from shihu.services.industry.queries.settlement import (
    is_own_household,
    own_settlements,
    season_lines,
    settled_accounts,
    settlement,
    settlements,
    settlements_of,
)
from shihu.services.industry.queries.settling import (
    season_accounts,
    season_money,
    terms_history,
    terms_in_force,
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
    "is_own_household",
    "own_projects",
    "own_settlements",
    "own_share_books",
    "participants",
    "project",
    "projects",
    "season_accounts",
    "season_lines",
    "season_money",
    "settled_accounts",
    "settlement",
    "settlements",
    "settlements_of",
    "share_book",
    "share_books",
    "shares_agree",
    "shares_due",
    "shares_on",
    "simulator_setting",
    "terms_history",
    "terms_in_force",
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
