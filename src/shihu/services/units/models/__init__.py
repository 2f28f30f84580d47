"""Tables of the units."""

from shihu.services.units.models.answers import (
    Answer,
)
from shihu.services.units.models.appraisals import (
    Appraisal,
    AppraisalObjection,
    AppraisalPublication,
    AppraisalRule,
    AppraisalScore,
)
from shihu.services.units.models.charters import (
    Charter,
    CharterSignature,
    CharterTemplate,
)
from shihu.services.units.models.elections import (
    Candidate,
    Election,
    HeadRulesVersion,
    Objection,
    RollEntry,
    Seconding,
    Tally,
    Teller,
)
from shihu.services.units.models.formations import (
    IN_FORCE,
    Formation,
    Seat,
    Unit,
)
from shihu.services.units.models.handovers import (
    Handover,
    HandoverItem,
    HandoverTemplate,
)
from shihu.services.units.models.ladder import (
    LadderStep,
)
from shihu.services.units.models.proposals import (
    Agreement,
    Asking,
    Decision,
    Establishment,
    Proposal,
)
from shihu.services.units.models.rollout import (
    PlannedStage,
)
from shihu.services.units.models.terms import (
    HeadTerm,
    RecallMotion,
    RecallSignature,
)

__all__ = [
    "IN_FORCE",
    "Agreement",
    "Answer",
    "Appraisal",
    "AppraisalObjection",
    "AppraisalPublication",
    "AppraisalRule",
    "AppraisalScore",
    "Asking",
    "Candidate",
    "Charter",
    "CharterSignature",
    "CharterTemplate",
    "Decision",
    "Election",
    "Establishment",
    "Formation",
    "Handover",
    "HandoverItem",
    "HandoverTemplate",
    "HeadRulesVersion",
    "HeadTerm",
    "LadderStep",
    "Objection",
    "PlannedStage",
    "Proposal",
    "RecallMotion",
    "RecallSignature",
    "RollEntry",
    "Seat",
    "Seconding",
    "Tally",
    "Teller",
    "Unit",
]
from shihu.services.units.models.workbench import DraftEdit

__all__ = ["IN_FORCE", "DraftEdit", "Formation", "Seat", "Unit"]
