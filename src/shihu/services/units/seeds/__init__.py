"""The demonstration's units, their heads and what they live by, made through the commands."""

from shihu.services.units.seeds.formations import FORMED, form_villages
from shihu.services.units.seeds.heads import elect_heads

__all__ = ["FORMED", "elect_heads", "form_villages"]
