"""The only writes of mediation."""

from shihu.services.linkages.commands.mediation.agreeing import (
    apply_for_confirmation,
    draft_agreement,
    end_dispute,
    enter_confirmation,
    record_performance,
    sign_agreement,
)
from shihu.services.linkages.commands.mediation.hearing import hold_hearing
from shihu.services.linkages.commands.mediation.keeping import end_mediator, keep_mediator, set_terms
from shihu.services.linkages.commands.mediation.reporting import (
    appeal_dispute,
    ask_up,
    go_up_overdue,
    reopen_dispute,
    report_dispute,
    stand_aside,
)

__all__ = [
    "appeal_dispute",
    "apply_for_confirmation",
    "ask_up",
    "draft_agreement",
    "end_dispute",
    "end_mediator",
    "enter_confirmation",
    "go_up_overdue",
    "hold_hearing",
    "keep_mediator",
    "record_performance",
    "reopen_dispute",
    "report_dispute",
    "set_terms",
    "sign_agreement",
    "stand_aside",
]
