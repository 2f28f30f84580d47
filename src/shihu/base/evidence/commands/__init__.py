"""The only writes: attach, take off, remove by two, sweep."""

from shihu.base.evidence.commands.attaching import attach, detach, open_file
from shihu.base.evidence.commands.removing import ask_removal, confirm_removal
from shihu.base.evidence.commands.sweeping import sweep

__all__ = ["ask_removal", "attach", "confirm_removal", "detach", "open_file", "sweep"]
