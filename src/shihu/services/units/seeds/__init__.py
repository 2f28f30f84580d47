"""The demonstration's units, made through the commands."""

from shihu.services.units.seeds.formations import FORMED, form_villages

__all__ = ["FORMED", "form_villages"]
