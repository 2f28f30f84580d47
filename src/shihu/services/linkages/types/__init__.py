"""What passes in and out of the linkages."""

from shihu.services.linkages.types.points import AwardedPoints

__all__ = ["AwardedPoints"]
