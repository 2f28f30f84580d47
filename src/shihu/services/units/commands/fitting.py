"""Whether a draft still fits the roster that it was drawn from."""

from datetime import date

from shihu.services.units import queries
from shihu.services.units.errors import HouseholdGone, StaleDraft
from shihu.services.units.models import Formation, Seat


class Drawn:
    """A draft's seats, and the hamlets that it covers; those that were refused keep the units that they have."""

    def __init__(self, formation: Formation) -> None:
        self.formation = formation
        refused = {hamlet for told in formation.outcome["refused"] for hamlet in told["hamlets"]}
        self.hamlets = tuple(sorted(set(formation.outcome["hamlets"]) - refused))
        self.seats = list(Seat.objects.filter(unit__formation=formation).select_related("household"))

    def fits(self, day: date, *, knowingly: bool) -> None:
        """Refuse a draft older than the roster, unless ``knowingly``; in any case one that seats who is gone."""
        if not knowingly and self.formation.input_hash != queries.roster_hash(self.formation.place_id, on=day):
            raise StaleDraft
        gone = [s.household.code for s in self.seats if s.household.until or s.household.hamlet_id not in self.hamlets]
        if gone:
            raise HouseholdGone(codes="、".join(sorted(gone)))
