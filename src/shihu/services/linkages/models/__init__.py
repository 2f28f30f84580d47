"""Tables of the linkages."""

from shihu.services.linkages.models.goals import GoalCheck, GoalPlan, VillageWork

__all__ = ["GoalCheck", "GoalPlan", "VillageWork"]
