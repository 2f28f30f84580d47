"""The only writes of the unit economy."""

from shihu.services.industry.commands.advances import (
    book_cost,
    let_sheds,
    make_batch,
    repay,
    supply,
    take_back,
)
from shihu.services.industry.commands.asking import (
    approve_act,
    do_or_ask,
    turn_down_act,
)
from shihu.services.industry.commands.awards.applications import (
    apply_for_award,
    check_application,
    enter_award_applications,
    enter_award_checks,
    withdraw_application,
)
from shihu.services.industry.commands.awards.funds import (
    approve_award_rule,
    draft_award_rule,
    open_award_fund,
    set_award_money_aside,
)
from shihu.services.industry.commands.awards.objections import (
    answer_award_objection,
    object_to_award,
)
from shihu.services.industry.commands.awards.payments import (
    discard_award_payment,
    pay_awards,
    prepare_award_payment,
)
from shihu.services.industry.commands.awards.rounds import (
    approve_awards,
    discard_awards,
    draft_awards,
    publish_awards,
    reopen_awards,
)
from shihu.services.industry.commands.certificates import (
    issue_certificate,
)
from shihu.services.industry.commands.labour.confirming import (
    approve_workday,
    confirm_workday,
    return_workday,
    reverse_workday,
)
from shihu.services.industry.commands.labour.days import (
    discard_workday,
    enter_workday,
)
from shihu.services.industry.commands.labour.rates import (
    agree_rate,
    dismiss_foreman,
    name_foreman,
    set_wage_floor,
)
from shihu.services.industry.commands.labour.wages import (
    confirm_wages,
    prepare_wages,
    reverse_wages,
    withdraw_wages,
)
from shihu.services.industry.commands.labour.workers import (
    add_worker,
)
from shihu.services.industry.commands.lots import (
    weigh,
)
from shihu.services.industry.commands.paying import (
    approve_payout,
    pay_proceeds,
    turn_down_payout,
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
from shihu.services.industry.commands.receiving import (
    receive,
    undo_receipt,
)
from shihu.services.industry.commands.selling import (
    approve_sale,
    reverse_sale,
    sell,
    turn_down_sale,
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
from shihu.services.industry.commands.shares.books import (
    admit_member,
    freeze_shares,
    open_share_book,
    unfreeze_shares,
)
from shihu.services.industry.commands.shares.contributions import (
    contribute,
    issue_shares,
)
from shihu.services.industry.commands.shares.leaving import (
    ask_withdrawal,
    inherit_shares,
    pay_withdrawal,
    take_back_withdrawal,
)
from shihu.services.industry.commands.shares.transfers import (
    agree_on_paper,
    agree_to_transfer,
    ask_transfer,
    call_off_transfer,
    claim_transfer,
    complete_transfer,
    members_agree,
)
from shihu.services.industry.commands.sharing import (
    keep_sharing_rule,
)
from shihu.services.industry.commands.terms import (
    vote_terms,
)
from shihu.services.industry.commands.tracing import (
    agree_naming,
    check_lot,
)
from shihu.services.industry.commands.valuations import (
    close_valuation,
    enter_valuation_papers,
    propose_valuation,
    revalue_land,
    vote_on_valuation,
)
from shihu.services.industry.commands.winding import (
    wind_up,
)

__all__ = [
    "add_worker",
    "admit_member",
    "agree_naming",
    "agree_on_paper",
    "agree_rate",
    "agree_to_transfer",
    "answer_award_objection",
    "answer_objection",
    "apply_for_award",
    "approve_act",
    "approve_award_rule",
    "approve_awards",
    "approve_payout",
    "approve_sale",
    "approve_settlement",
    "approve_workday",
    "ask_transfer",
    "ask_withdrawal",
    "book_cost",
    "call_off_transfer",
    "check_application",
    "check_lot",
    "claim_transfer",
    "close_project",
    "close_season",
    "close_valuation",
    "complete_transfer",
    "confirm_payout",
    "confirm_wages",
    "confirm_workday",
    "contribute",
    "discard_award_payment",
    "discard_awards",
    "discard_workday",
    "dismiss_foreman",
    "do_or_ask",
    "draft_award_rule",
    "draft_awards",
    "draft_settlement",
    "enrol",
    "enter_award_applications",
    "enter_award_checks",
    "enter_valuation_papers",
    "enter_workday",
    "freeze_shares",
    "inherit_shares",
    "issue_certificate",
    "issue_shares",
    "keep_sharing_rule",
    "keep_site",
    "leave_project",
    "let_sheds",
    "make_batch",
    "members_agree",
    "name_foreman",
    "object_to_award",
    "object_to_settlement",
    "open_award_fund",
    "open_project",
    "open_season",
    "open_share_book",
    "order_payout",
    "pay_awards",
    "pay_proceeds",
    "pay_withdrawal",
    "prepare_award_payment",
    "prepare_wages",
    "propose_valuation",
    "publish_awards",
    "publish_settlement",
    "receive",
    "reopen_awards",
    "repay",
    "return_workday",
    "revalue_land",
    "reverse_payout",
    "reverse_sale",
    "reverse_settlement",
    "reverse_wages",
    "reverse_workday",
    "sell",
    "set_award_money_aside",
    "set_budget",
    "set_wage_floor",
    "supply",
    "take_back",
    "take_back_withdrawal",
    "turn_down_act",
    "turn_down_payout",
    "turn_down_sale",
    "undo_receipt",
    "unfreeze_shares",
    "vote_on_valuation",
    "vote_terms",
    "weigh",
    "wind_up",
    "withdraw_application",
    "withdraw_payout",
    "withdraw_settlement",
    "withdraw_wages",
]
