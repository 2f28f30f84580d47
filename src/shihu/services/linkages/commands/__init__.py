"""Writes of the linkages."""

from shihu.services.linkages.commands.goals import (
    ask_check,
    check_work,
    decide_check,
    plan_from_rollout,
    plan_goals,
    record_work,
)

__all__ = ["ask_check", "check_work", "decide_check", "plan_from_rollout", "plan_goals", "record_work"]
