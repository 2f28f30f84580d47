"""Writing units."""

from shihu.services.units.commands.again import (
    ask_again,
    ask_repair,
)
from shihu.services.units.commands.answers import (
    answer,
    load_answers,
)
from shihu.services.units.commands.appraisals import (
    answer_appraisal_objection,
    appraise_self,
    draft_rule,
    object_to,
    publish_month,
    publish_rule,
    score_unit,
)
from shihu.services.units.commands.asking import (
    JOB,
)
from shihu.services.units.commands.ballots import (
    Counted,
    cast_vote,
    enter_count,
    hand_out_papers,
)
from shihu.services.units.commands.charters import (
    approve_template,
    draft_charter,
    draft_template,
    sign_charter,
    sign_on_paper,
)
from shihu.services.units.commands.decisions import (
    decide,
    decide_sheet,
)
from shihu.services.units.commands.elections import (
    begin_voting,
    call_off,
    close_voting,
    keep_head_rules,
    open_election,
)
from shihu.services.units.commands.formations import (
    adopt_formation,
    ask_formation,
    discard_formation,
    store_formation,
)
from shihu.services.units.commands.handovers import (
    keep_handover_list,
    tick_item,
)
from shihu.services.units.commands.ladder import (
    take_step,
)
from shihu.services.units.commands.nominations import (
    consent,
    nominate,
    second,
    withdraw,
)
from shihu.services.units.commands.proposals import (
    close_proposal,
    establish_units,
    publish_proposal,
    solve_again,
    withdraw_proposal,
)
from shihu.services.units.commands.recalls import (
    open_motion,
    open_recall_vote,
    sign_motion,
)
from shihu.services.units.commands.results import (
    answer_objection,
    draw_lot,
    open_run_off,
    post_result,
    raise_objection,
    take_office,
)
from shihu.services.units.commands.rollout import (
    plan_village,
)
from shihu.services.units.commands.seats import (
    join_unit,
    leave_unit,
    release_seats,
)
from shihu.services.units.commands.terms import (
    end_term,
    name_interim,
)
from shihu.services.units.commands.workbench import (
    store_edit,
    store_return,
)

__all__ = [
    "JOB",
    "Counted",
    "adopt_formation",
    "answer",
    "answer_appraisal_objection",
    "answer_objection",
    "appraise_self",
    "approve_template",
    "ask_again",
    "ask_formation",
    "ask_repair",
    "begin_voting",
    "call_off",
    "cast_vote",
    "close_proposal",
    "close_voting",
    "consent",
    "decide",
    "decide_sheet",
    "discard_formation",
    "draft_charter",
    "draft_rule",
    "draft_template",
    "draw_lot",
    "end_term",
    "enter_count",
    "establish_units",
    "hand_out_papers",
    "join_unit",
    "keep_handover_list",
    "keep_head_rules",
    "leave_unit",
    "load_answers",
    "name_interim",
    "nominate",
    "object_to",
    "open_election",
    "open_motion",
    "open_recall_vote",
    "open_run_off",
    "plan_village",
    "post_result",
    "publish_month",
    "publish_proposal",
    "publish_rule",
    "raise_objection",
    "release_seats",
    "score_unit",
    "second",
    "sign_charter",
    "sign_motion",
    "sign_on_paper",
    "solve_again",
    "store_edit",
    "store_formation",
    "store_return",
    "take_office",
    "take_step",
    "tick_item",
    "withdraw",
    "withdraw_proposal",
]
