"""One act on an election: locks it, knows who acts, and writes the audit at its end."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.queries import person as person_of
from shihu.base.registry.types import HouseholdPerson
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.units import policies
from shihu.services.units.errors import WrongStage
from shihu.services.units.models import Election
from shihu.services.units.queries import electors
from shihu.services.units.rules import elections as rules
from shihu.services.units.types import Stage


class Act:
    """An act on one election. NotFound for those who neither see the place nor sit in the unit."""

    def __init__(self, *, actor: Actor, now: datetime, election: UUID) -> None:
        self.actor, self.now, self.today = actor, now, timezone.localdate(now)
        found = Election.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=election).first()
        if found is None:
            raise NotFound
        self.election, self.unit = found, found.unit
        self.hamlet = found.unit.hamlet_id
        self.rules = rules.rules_from_plain(found.rules)
        self.runs = policies.RUN_ELECTIONS.allows(actor, self.hamlet)
        self.names: dict[UUID, str] = {}  # of the people that two_outside() looked at
        self.mine = electors.own(found.unit_id, actor=actor)
        if self.mine is None and not policies.SEE_HEADS.allows(actor, self.hamlet):
            raise NotFound

    @cached_property
    def people(self) -> list[HouseholdPerson]:
        """Who belongs to the unit's households today."""
        return electors.people_in(self.unit.pk, on=self.today)

    def by_those_who_run(self) -> None:
        """Refuse all but the officer and the cadre of the place."""
        if not self.runs:
            raise NotAllowed

    def by_officer(self) -> None:
        """Refuse all but the officer."""
        policies.INSTALL_HEADS.require(self.actor, self.hamlet, seen=True)

    def household(self, given: UUID | None) -> UUID:
        """Return the household that acts: the member's own, or the one for which those who run it act."""
        if given is not None and (self.mine is None or given != self.mine[0]):
            self.by_those_who_run()
            return given
        if self.mine is None:
            raise NotAllowed
        return self.mine[0]

    def stands_at(self, *stages: Stage) -> None:
        """Refuse an act that belongs to another stage."""
        if self.election.stage not in {stage.value for stage in stages}:
            raise WrongStage

    def two_outside(self, persons: list[UUID] | tuple[UUID, ...]) -> bool:
        """Tell whether these are two different people of age from the village, of no candidate's household."""
        if len(set(persons)) != 2 or len(persons) != 2:
            return False
        concerned = list(self.election.candidates.filter(withdrawn_on=None).values_list("person_id", "household_id"))
        people = {p.person: p for p in self.people}
        for key in persons:
            if key in people:
                household, birth, hamlet = people[key].household, people[key].birth, people[key].hamlet
                self.names[key] = people[key].name
                if household in {home for _person, home in concerned}:
                    return False
            else:
                found = person_of(key, actor=SYSTEM)
                birth, hamlet = found.member.birth, found.hamlet
                self.names[key] = found.member.name
            if hamlet[: Level.VILLAGE] != self.hamlet[: Level.VILLAGE] or key in {p for p, _home in concerned}:
                return False
            if birth is None or rules.years_on(birth, self.rules.adult_age) > self.today:
                return False
        return True

    def done(
        self, action: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None, *, reason: str = ""
    ) -> None:
        """Keep the election and record what was done."""
        self.election.save()
        key = str(self.election.pk)
        change = Change(f"units.{action}", "election", key, self.hamlet, old, new, reason=reason[:200])
        record(actor=self.actor, now=self.now, changes=[change])
