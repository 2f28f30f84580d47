"""Writing units."""

from shihu.services.units.commands.again import ask_again, ask_repair
from shihu.services.units.commands.asking import JOB
from shihu.services.units.commands.ballots import Counted, cast_vote, enter_count, hand_out_papers
from shihu.services.units.commands.elections import begin_voting, call_off, close_voting, keep_head_rules, open_election
from shihu.services.units.commands.formations import (
    adopt_formation,
    ask_formation,
    discard_formation,
    store_formation,
)
from shihu.services.units.commands.handovers import keep_handover_list, tick_item
from shihu.services.units.commands.ladder import take_step
from shihu.services.units.commands.nominations import consent, nominate, second, withdraw
from shihu.services.units.commands.recalls import open_motion, open_recall_vote, sign_motion
from shihu.services.units.commands.results import (
    answer_objection,
    draw_lot,
    open_run_off,
    post_result,
    raise_objection,
    take_office,
)
from shihu.services.units.commands.seats import join_unit, leave_unit, release_seats
from shihu.services.units.commands.terms import end_term, name_interim
from shihu.services.units.commands.workbench import store_edit, store_return

__all__ = [
    "JOB",
    "Counted",
    "adopt_formation",
    "answer_objection",
    "ask_again",
    "ask_formation",
    "ask_repair",
    "begin_voting",
    "call_off",
    "cast_vote",
    "close_voting",
    "consent",
    "discard_formation",
    "draw_lot",
    "end_term",
    "enter_count",
    "hand_out_papers",
    "join_unit",
    "keep_handover_list",
    "keep_head_rules",
    "leave_unit",
    "name_interim",
    "nominate",
    "open_election",
    "open_motion",
    "open_recall_vote",
    "open_run_off",
    "post_result",
    "raise_objection",
    "release_seats",
    "second",
    "sign_motion",
    "store_edit",
    "store_formation",
    "store_return",
    "take_office",
    "take_step",
    "tick_item",
    "withdraw",
]
