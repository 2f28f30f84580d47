"""The people of the demonstration: invented, seeded, the same on every machine. Pure values, no database."""

from shihu.base.registry.seeds.kangcheng import SEED, kangcheng, kangcheng_plan

__all__ = ["SEED", "kangcheng", "kangcheng_plan"]
