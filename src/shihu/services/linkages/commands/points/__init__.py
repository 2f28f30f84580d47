"""Writing points."""

from shihu.services.linkages.commands.points.books import approve_rule_book, draft_rule_book
from shihu.services.linkages.commands.points.claims import (
    Decided,
    appeal_claim,
    claim_points,
    rescore_claim,
    review_claim,
)
from shihu.services.linkages.commands.points.lapsing import hide_name, let_lapse, tell_of_lapsing
from shihu.services.linkages.commands.points.posting import award_points, reverse_points
from shihu.services.linkages.commands.points.prizes import (
    hand_over,
    keep_prize,
    receive_prize,
    redeem_at_counter,
    reserve_prize,
    undo_redemption,
    write_off_prize,
)
from shihu.services.linkages.commands.points.samples import draw_sample, publish_number

__all__ = [
    "Decided",
    "appeal_claim",
    "approve_rule_book",
    "award_points",
    "claim_points",
    "draft_rule_book",
    "draw_sample",
    "hand_over",
    "hide_name",
    "keep_prize",
    "let_lapse",
    "publish_number",
    "receive_prize",
    "redeem_at_counter",
    "rescore_claim",
    "reserve_prize",
    "reverse_points",
    "review_claim",
    "tell_of_lapsing",
    "undo_redemption",
    "write_off_prize",
]
