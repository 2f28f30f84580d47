"""A unit of ten households in force, and those who live in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from tests.services.units.conftest import HAMLET, TOWN, Village

from shihu.base.accounts.models import RoleGrant, User
from shihu.base.accounts.queries import actor_for
from shihu.base.registry.models import Household, Person
from shihu.kernel.actors import Actor, Grant, Role
from shihu.services.units import commands
from shihu.services.units.models import Formation, Seat, Unit
from shihu.services.units.types import Count, Kind, Stage, Way

DAY = timedelta(days=1)


@dataclass
class Hamlet:
    """The unit, its households in order, and the officer who runs its elections at ``now``."""

    unit: Unit
    homes: list[Household]
    officer: Actor
    now: datetime
    signs_in: Callable[[int], Actor]

    def person(self, number: int) -> UUID:
        """The householder of the household with this number; 0, 4 and 8 are able, 0 and 7 in the Party."""
        return self.homes[number].householder_id

    def opened(self, way: Way = Way.PAPER, kind: Kind = Kind.HEAD, places: int = 1) -> UUID:
        """An election open for nominations; its vote is today."""
        today = self.now.date()
        return commands.open_election(
            actor=self.officer,
            now=self.now,
            unit=self.unit.pk,
            kind=kind,
            way=way,
            places=places,
            nominate_until=today,
            vote_from=today,
            vote_until=today + DAY,
        )

    def standing(self, election: UUID, *numbers: int) -> list[str]:
        """These stand: nominated, seconded by the last household, agreed. Returns their keys on the ballot."""
        keys = []
        for number in numbers:
            candidate = commands.nominate(
                actor=self.officer, now=self.now, election=election, person=self.person(number), grounds="公道正派"
            )
            commands.second(actor=self.officer, now=self.now, candidate=candidate, household=self.homes[9].pk)
            commands.consent(actor=self.officer, now=self.now, candidate=candidate)
            keys.append(str(candidate))
        return keys

    def begun(
        self, way: Way = Way.PAPER, *, numbers: Sequence[int] = (0, 4), kind: Kind = Kind.HEAD
    ) -> tuple[UUID, list[str]]:
        """An election in its vote."""
        election = self.opened(way, kind, places=1)
        keys = self.standing(election, *numbers)
        self.begin(election, way)
        return election, keys

    def begin(self, election: UUID, way: Way) -> None:
        tellers = () if way == Way.PHONE else (self.person(1), self.person(2))
        commands.begin_voting(
            actor=self.officer,
            now=self.now,
            election=election,
            tellers=tellers,
            minutes="2019-8" if way == Way.MEETING else "",
        )

    def papers(self, election: UUID, numbers: Sequence[int] = range(10)) -> int:
        homes = [self.homes[n].pk for n in numbers]
        return commands.hand_out_papers(actor=self.officer, now=self.now, election=election, households=homes)

    def counted(self, election: UUID, count: Count) -> list[commands.Counted]:
        """Both tellers enter the same count."""
        return [
            commands.enter_count(
                actor=self.officer, now=self.now, election=election, teller=self.person(n), count=count
            )
            for n in (1, 2)
        ]

    def decided(self, votes: Sequence[int], *, unused: int = 0, invalid: int = 0, kind: Kind = Kind.HEAD) -> UUID:
        """An election by paper of 0 (and 4), counted so."""
        election, keys = self.begun(numbers=(0, 4)[: len(votes)], kind=kind)
        self.papers(election)
        commands.close_voting(actor=self.officer, now=self.now, election=election)
        self.counted(election, Count(unused, invalid, dict(zip(keys, votes, strict=True))))
        return election

    def in_office(self, votes: Sequence[int] = (8, 2), *, kind: Kind = Kind.HEAD) -> UUID:
        """A head in office, six days after the vote."""
        election = self.decided(votes, kind=kind)
        commands.post_result(actor=self.officer, now=self.now, election=election)
        self.now += 6 * DAY
        commands.take_office(actor=self.officer, now=self.now, election=election)
        return election

    def stage(self, election: UUID) -> Stage:
        from shihu.services.units.models import Election

        return Stage(Election.objects.get(pk=election).stage)


def unit_of(homes: Sequence[Household], ordinal: int = 1, since: date = date(2019, 8, 1)) -> Unit:
    """A unit in force of these households."""
    formation, _new = Formation.objects.get_or_create(
        place_id=HAMLET, state="current", defaults={"actor_name": "韩", "asked_at": datetime(2019, 8, 1).astimezone()}
    )
    unit = Unit.objects.create(
        formation=formation, hamlet_id=HAMLET, ordinal=ordinal, name=f"尚家沟{ordinal}单元", since=since
    )
    Seat.objects.bulk_create([Seat(unit=unit, household=home, since=since, can_lead=True) for home in homes])
    return unit


@pytest.fixture
def hamlet(village: Village, now: datetime) -> Hamlet:
    """Ten households in one unit; ``signs_in(3)`` is the householder of the fourth with an account of a villager."""
    homes = village.settle(10)
    user = User.objects.create(username="boss", name="韩晓峰", created_at=now)
    RoleGrant.objects.create(user=user, role="officer", scope=TOWN, since=date(2019, 1, 1))

    def signs_in(number: int) -> Actor:
        person: Person = homes[number].householder
        if person.account is None:
            account = User.objects.create(username=f"home{number}", name=person.name, created_at=now)
            RoleGrant.objects.create(user=account, role="villager", scope=HAMLET, since=date(2019, 1, 1))
            person.account = account
            person.save()
        return actor_for(person.account, now)

    return Hamlet(unit_of(homes), homes, actor_for(user, now), now, signs_in)


def actor(role: Role, scope: str) -> Actor:
    """Somebody with one role."""
    return Actor(UUID(int=77), "某人", (Grant(role, scope),))
