"""The only writes of the linkages."""

from shihu.services.linkages.commands.goals import (
    ask_check,
    check_work,
    decide_check,
    plan_from_rollout,
    plan_goals,
    record_work,
    set_target,
)
from shihu.services.linkages.commands.integrity import (
    note_fact,
    withdraw_fact,
)
from shihu.services.linkages.commands.meetings import (
    call_meeting,
    end_reach,
    finish_task,
    keep_minutes,
    link_reach,
)
from shihu.services.linkages.commands.points import (
    award_points,
)
from shihu.services.linkages.commands.sanitation.areas import (
    answer_swap,
    ask_swap,
    choose_doors,
    draw_area,
    end_excuse,
    excuse,
)
from shihu.services.linkages.commands.sanitation.rounds import (
    answer_score_objection,
    close_round,
    mend,
    object_to_score,
    open_round,
    score_area,
    write_sheet,
)
from shihu.services.linkages.commands.welfare import (
    accept_part,
    answer_call,
    fix_parts,
    note_hours,
    note_material,
    plan_work,
)

__all__ = [
    "accept_part",
    "answer_call",
    "answer_score_objection",
    "answer_swap",
    "ask_check",
    "ask_swap",
    "award_points",
    "call_meeting",
    "check_work",
    "choose_doors",
    "close_round",
    "decide_check",
    "draw_area",
    "end_excuse",
    "end_reach",
    "excuse",
    "finish_task",
    "fix_parts",
    "keep_minutes",
    "link_reach",
    "mend",
    "note_fact",
    "note_hours",
    "note_material",
    "object_to_score",
    "open_round",
    "plan_from_rollout",
    "plan_goals",
    "plan_work",
    "record_work",
    "score_area",
    "set_target",
    "withdraw_fact",
    "write_sheet",
]
