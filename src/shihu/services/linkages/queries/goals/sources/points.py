"""Figures of the points: households with points of integrity."""

from shihu.services.linkages.queries.goals.sources import not_kept

households = not_kept
