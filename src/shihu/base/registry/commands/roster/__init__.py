"""Loading whole rosters, and taking a load back."""

from shihu.base.registry.commands.roster.loading import load_roster, weigh_roster
from shihu.base.registry.commands.roster.undoing import undo_load

__all__ = ["load_roster", "undo_load", "weigh_roster"]
