"""Tables of the units."""

from shihu.services.units.models.formations import Formation, Seat, Unit

__all__ = ["Formation", "Seat", "Unit"]
