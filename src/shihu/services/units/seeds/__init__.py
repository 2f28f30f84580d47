"""The demonstration's units and their heads."""

from shihu.services.units.seeds.formations import FORMED, form_villages
from shihu.services.units.seeds.heads import elect_heads

__all__ = ["FORMED", "elect_heads", "form_villages"]
