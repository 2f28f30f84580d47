"""What goes into and comes out of the registry."""

from shihu.base.registry.types.formation import FormationHousehold
from shihu.base.registry.types.roster import RosterHousehold, RosterPerson

__all__ = ["FormationHousehold", "RosterHousehold", "RosterPerson"]
