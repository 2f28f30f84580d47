"""The only writes of the unit economy."""

from shihu.services.industry.commands.advances import (
    book_cost,
    let_sheds,
    make_batch,
    repay,
    supply,
    take_back,
)
from shihu.services.industry.commands.lots import (
    weigh,
)
from shihu.services.industry.commands.paying import (
    approve_payout,
    pay_proceeds,
    turn_down_payout,
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
from shihu.services.industry.commands.selling import (
    approve_sale,
    reverse_sale,
    sell,
    turn_down_sale,
)
from shihu.services.industry.commands.sharing import (
    keep_sharing_rule,
)
from shihu.services.industry.commands.winding import (
    wind_up,
)

__all__ = [
    "approve_payout",
    "approve_sale",
    "book_cost",
    "close_project",
    "close_season",
    "enrol",
    "keep_sharing_rule",
    "keep_site",
    "leave_project",
    "let_sheds",
    "make_batch",
    "open_project",
    "open_season",
    "pay_proceeds",
    "repay",
    "reverse_sale",
    "sell",
    "set_budget",
    "supply",
    "take_back",
    "turn_down_payout",
    "turn_down_sale",
    "weigh",
    "wind_up",
]
