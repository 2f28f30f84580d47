"""The only writes of the unit economy."""

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
from shihu.services.industry.commands.awards.objections import answer_award_objection, object_to_award
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

__all__ = [
    "answer_award_objection",
    "apply_for_award",
    "approve_award_rule",
    "approve_awards",
    "check_application",
    "discard_award_payment",
    "discard_awards",
    "draft_award_rule",
    "draft_awards",
    "enter_award_applications",
    "enter_award_checks",
    "object_to_award",
    "open_award_fund",
    "pay_awards",
    "prepare_award_payment",
    "publish_awards",
    "reopen_awards",
    "set_award_money_aside",
    "withdraw_application",
]
