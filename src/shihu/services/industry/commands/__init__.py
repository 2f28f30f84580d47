"""The only writes of the unit economy."""

from shihu.services.industry.commands.lots import (
    weigh,
)
from shihu.services.industry.commands.payouts import (
    confirm_payout,
    order_payout,
    reverse_payout,
    withdraw_payout,
)
from shihu.services.industry.commands.projects import (
    close_project,
    close_season,
    enrol,
    keep_site,
    leave_project,
    open_project,
    open_season,
    set_budget,
)
from shihu.services.industry.commands.settlement import (
    answer_objection,
    approve_settlement,
    draft_settlement,
    object_to_settlement,
    publish_settlement,
    reverse_settlement,
    withdraw_settlement,
)
from shihu.services.industry.commands.terms import (
    vote_terms,
)

__all__ = [
    "answer_objection",
    "approve_settlement",
    "close_project",
    "close_season",
    "confirm_payout",
    "draft_settlement",
    "enrol",
    "keep_site",
    "leave_project",
    "object_to_settlement",
    "open_project",
    "open_season",
    "order_payout",
    "publish_settlement",
    "reverse_payout",
    "reverse_settlement",
    "set_budget",
    "vote_terms",
    "weigh",
    "withdraw_payout",
    "withdraw_settlement",
]
