"""A safety round that somebody walks: opened for change, and what is said at its doors."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.linkages.errors.safety import RoundClosed
from shihu.services.linkages.models import RoundCheck, SafetyRound
from shihu.services.linkages.queries import safety as reading


@dataclass(frozen=True, slots=True)
class Walk:
    """An open round, locked, in the hands of who may walk it."""

    actor: Actor
    now: datetime
    round: SafetyRound

    @classmethod
    def over(cls, key: UUID, *, actor: Actor, now: datetime) -> "Walk":
        """Lock the round ``key``. NotFound for a stranger, RoundClosed once it is over."""
        found = SafetyRound.objects.select_for_update().filter(pk=key).first()
        if found is None:
            raise NotFound
        reading.unit_to_walk(found.unit_id, actor=actor)
        if found.closed_on is not None:
            raise RoundClosed
        return cls(actor, now, found)

    def say(self, household: UUID, found: str) -> None:
        """Keep what was found at a door; said again, the later word counts."""
        told = {"found": found, "at": self.now, "by": self.actor.name}
        RoundCheck.objects.update_or_create(round=self.round, household_id=household, defaults=told)
