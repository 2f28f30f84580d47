"""Writing units."""

from shihu.services.units.commands.appraisals import (
    answer_objection,
    appraise_self,
    draft_rule,
    object_to,
    publish_month,
    publish_rule,
    score_unit,
)
from shihu.services.units.commands.charters import (
    approve_template,
    draft_charter,
    draft_template,
    sign_charter,
    sign_on_paper,
)
from shihu.services.units.commands.formations import (
    JOB,
    adopt_formation,
    ask_formation,
    discard_formation,
    store_formation,
)
from shihu.services.units.commands.rollout import (
    plan_village,
)

__all__ = [
    "JOB",
    "adopt_formation",
    "answer_objection",
    "appraise_self",
    "approve_template",
    "ask_formation",
    "discard_formation",
    "draft_charter",
    "draft_rule",
    "draft_template",
    "object_to",
    "plan_village",
    "publish_month",
    "publish_rule",
    "score_unit",
    "sign_charter",
    "sign_on_paper",
    "store_formation",
]
