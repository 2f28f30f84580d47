"""The only writes of the linkages."""

from shihu.services.linkages.commands.integrity import note_fact, withdraw_fact

__all__ = ["note_fact", "withdraw_fact"]
