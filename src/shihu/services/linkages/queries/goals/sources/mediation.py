"""Figures of mediation: disputes settled in the village, disputes open past their day."""

from shihu.services.linkages.queries.goals.sources import not_kept

settled = not_kept
late = not_kept
