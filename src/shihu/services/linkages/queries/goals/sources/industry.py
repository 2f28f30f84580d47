"""Figures of the industry: households that take part in a project of the village."""

from shihu.services.linkages.queries.goals.sources import not_kept

households = not_kept
