"""How a formation is asked for, whatever it starts from."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.jobs.commands import enqueue
from shihu.base.jobs.queries import job_of
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of
from shihu.services.units import policies, rules
from shihu.services.units.errors import AlreadyAsked, WrongLevel
from shihu.services.units.models import Formation
from shihu.services.units.queries import only_within, units_touching
from shihu.services.units.types import Choices

JOB = "units.form"
_WEIGHTS = ("distance", "wish", "skill", "preference", "balance", "complementary", "effort")


class Asking:
    """One wish for units at a place, inside a command's transaction."""

    def __init__(self, *, actor: Actor, now: datetime, place: str) -> None:
        """Refuse unless the actor may have units drawn at the place, and none are being drawn there now."""
        self.actor, self.now, self.place = actor, now, place
        policies.FORM_UNITS.require(actor, place, seen=policies.SEE_UNITS.allows(actor, place))
        if level_of(place) not in {Level.VILLAGE, Level.HAMLET}:
            raise WrongLevel(where="place")
        for asked in Formation.objects.filter(place_id=place, state=Formation.State.ASKED):
            job = job_of(JOB, str(asked.pk))
            if job is not None and not job.is_over:
                raise AlreadyAsked
        only_within(place, units_touching(place))

    def queue(self, formation: Formation, choices: Choices) -> UUID:
        """Keep the formation with its choices, and queue the work."""
        rules.checked(choices)
        formation.seed = choices.seed
        formation.sizes = {name: getattr(choices, name) for name in ("low", "high", "target", "join_small")}
        formation.weights = {name: value for name, value in asdict(choices).items() if name in _WEIGHTS}
        formation.actor, formation.actor_name, formation.asked_at = self.actor.key, self.actor.name, self.now
        formation.save(force_insert=True)
        told = asdict(choices) | ({"kind": formation.kind, "again": formation.again} if formation.again else {})
        key = str(formation.pk)
        change = Change("units.ask", "formation", key, self.place, None, told)
        record(actor=self.actor, now=self.now, changes=[change])
        formation.job = enqueue(actor=self.actor, now=self.now, kind=JOB, argument=key, place=self.place)
        formation.save(update_fields=["job"])
        return formation.pk
