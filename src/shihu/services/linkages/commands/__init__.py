"""The only writes of the linkages."""

from shihu.services.linkages.commands.points import award_points

__all__ = ["award_points"]
