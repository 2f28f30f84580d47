"""Tables of the units."""

from shihu.services.units.models.answers import (
    Answer,
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
from shihu.services.units.models.formations import IN_FORCE, Formation, Seat, Unit
from shihu.services.units.models.handovers import Handover, HandoverItem, HandoverTemplate
from shihu.services.units.models.ladder import LadderStep
from shihu.services.units.models.proposals import (
    Agreement,
    Asking,
    Decision,
    Establishment,
    Proposal,
)
from shihu.services.units.models.terms import HeadTerm, RecallMotion, RecallSignature

__all__ = [
    "IN_FORCE",
    "Agreement",
    "Answer",
    "Asking",
    "Candidate",
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
