"""Exact splitting of money and shares: every split sums exactly and leaves nobody a fen from the exact share."""

from shihu.engines.apportionment.checks import CHECKS, Fault, check
from shihu.engines.apportionment.errors import BadWeight, NegativeWeight, NobodyToShare, NotWhole
from shihu.engines.apportionment.levels import Group, Portion, split_levels
from shihu.engines.apportionment.split import Weight, split, split_by_key

__all__ = [
    "CHECKS",
    "BadWeight",
    "Fault",
    "Group",
    "NegativeWeight",
    "NobodyToShare",
    "NotWhole",
    "Portion",
    "Weight",
    "check",
    "split",
    "split_by_key",
    "split_levels",
]
