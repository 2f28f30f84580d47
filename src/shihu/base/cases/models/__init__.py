"""Tables of the cases."""

from shihu.base.cases.models.cases import Case, CaseEvent, CaseSeries, Participant, Pause, Stage

__all__ = ["Case", "CaseEvent", "CaseSeries", "Participant", "Pause", "Stage"]
