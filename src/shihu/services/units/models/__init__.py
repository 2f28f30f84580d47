"""Tables of the units."""

from shihu.services.units.models.formations import IN_FORCE, Formation, Seat, Unit

__all__ = ["IN_FORCE", "Formation", "Seat", "Unit"]
