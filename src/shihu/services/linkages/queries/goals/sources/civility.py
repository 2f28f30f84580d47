"""Figures of civility and integrity: village rules in force, moral models, customs."""

from shihu.services.linkages.queries.goals.sources import not_kept

village_rules = not_kept
moral_models = not_kept
customs = not_kept
