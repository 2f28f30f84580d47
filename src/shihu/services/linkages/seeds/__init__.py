"""Rows of the demonstration, made through the commands."""

from shihu.services.linkages.seeds.points import Village, keep_points

__all__ = ["Village", "keep_points"]
