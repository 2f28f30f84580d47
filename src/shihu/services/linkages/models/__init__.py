"""Tables of the linkages."""

from shihu.services.linkages.models.meetings import MeetingDecision, MeetingPlace, ReachLink, UnitMeeting
from shihu.services.linkages.models.sanitation import (
    AreaScore,
    DutyArea,
    InspectionRound,
    RotaExcuse,
    RotaSwap,
    ScoreObjection,
    ScoreSheet,
)
from shihu.services.linkages.models.welfare import MaterialMove, VillageWork, WorkAnswer, WorkHours, WorkShare

__all__ = [
    "AreaScore",
    "DutyArea",
    "InspectionRound",
    "MaterialMove",
    "MeetingDecision",
    "MeetingPlace",
    "ReachLink",
    "RotaExcuse",
    "RotaSwap",
    "ScoreObjection",
    "ScoreSheet",
    "UnitMeeting",
    "VillageWork",
    "WorkAnswer",
    "WorkHours",
    "WorkShare",
]
