"""Figures of the sanitation rounds: the mean score of the duty areas."""

from shihu.services.linkages.queries.goals.sources import not_kept

score = not_kept
