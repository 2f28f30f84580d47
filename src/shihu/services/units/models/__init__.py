"""Tables of the units."""

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
from shihu.services.units.models.terms import HeadTerm, RecallMotion, RecallSignature

__all__ = [
    "IN_FORCE",
    "Candidate",
    "Election",
    "Formation",
    "Handover",
    "HandoverItem",
    "HandoverTemplate",
    "HeadRulesVersion",
    "HeadTerm",
    "LadderStep",
    "Objection",
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
