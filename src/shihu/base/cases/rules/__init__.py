"""Decisions of the cases on plain values."""

from shihu.base.cases.rules.clocks import clock_of, days_of, read, rules_of, tally
from shihu.base.cases.rules.owners import Choice, Skip, choose

__all__ = ["Choice", "Skip", "choose", "clock_of", "days_of", "read", "rules_of", "tally"]
