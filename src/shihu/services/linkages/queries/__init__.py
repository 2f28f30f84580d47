"""Reads of the linkages, limited to what the actor may see."""

from shihu.services.linkages.queries.points.overview import (
    PointsPanel,
    household_points_panel,
    points_due,
    unit_points_panel,
)

__all__ = ["PointsPanel", "household_points_panel", "points_due", "unit_points_panel"]
