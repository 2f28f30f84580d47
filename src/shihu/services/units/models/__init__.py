"""Tables of the units."""

from shihu.services.units.models.appraisals import (
    Appraisal,
    AppraisalObjection,
    AppraisalPublication,
    AppraisalRule,
    AppraisalScore,
)
from shihu.services.units.models.charters import Charter, CharterSignature, CharterTemplate
from shihu.services.units.models.formations import Formation, Seat, Unit
from shihu.services.units.models.rollout import PlannedStage

__all__ = [
    "Appraisal",
    "AppraisalObjection",
    "AppraisalPublication",
    "AppraisalRule",
    "AppraisalScore",
    "Charter",
    "CharterSignature",
    "CharterTemplate",
    "Formation",
    "PlannedStage",
    "Seat",
    "Unit",
]
