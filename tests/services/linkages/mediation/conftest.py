"""The cast with its unit in force: 赵二虎 heads it, 姚福海 and the brothers 赵 sit in it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import pytest
from tests.village.people import SHANGJIAGOU, SHANGJIAGOU_HAMLET, Cast

from shihu.base.registry.models import Household, Person
from shihu.kernel.actors import Actor
from shihu.services.linkages.commands import mediation as commands
from shihu.services.linkages.models import Mediator
from shihu.services.linkages.types.mediation import Report
from shihu.services.units.models import Formation, HeadTerm, Seat, Unit

IN_UNIT = ("赵二虎", "姚福海", "赵春生", "赵秋生", "赵冬生", "尚保平")
SINCE = date(2019, 5, 1)


@dataclass(frozen=True, slots=True)
class Stage:
    """The unit, and the households of the hamlet by householder."""

    unit: UUID
    homes: dict[str, Household]
    outside: tuple[str, ...]  # householders of the hamlet who sit in no unit

    def code(self, name: str) -> str:
        return self.homes[name].code

    def person(self, name: str) -> Person:
        return self.homes[name].householder


@pytest.fixture
def stage(cast: Cast, now: datetime) -> Stage:
    """Seat six households in a unit, its head and a deputy in office."""
    homes = {
        home.householder.name: home
        for home in Household.objects.filter(hamlet=SHANGJIAGOU_HAMLET).select_related("householder")
    }
    formation = Formation.objects.create(
        place_id=SHANGJIAGOU_HAMLET, state="current", asked_at=now, actor_name="韩晓峰", adopted_at=now
    )
    unit = Unit.objects.create(
        formation=formation, hamlet_id=SHANGJIAGOU_HAMLET, ordinal=4, name="尚家沟四单元", since=SINCE
    )
    for name in IN_UNIT:
        Seat.objects.create(unit=unit, household=homes[name], since=SINCE)
    for name, office in (("赵二虎", "head"), ("尚保平", "deputy")):
        HeadTerm.objects.create(
            unit=unit,
            person=homes[name].householder,
            household=homes[name],
            office=office,
            since=SINCE,
            due=date(2022, 5, 1),
        )
    return Stage(unit.pk, homes, tuple(sorted(set(homes) - set(IN_UNIT))))


@pytest.fixture
def listed(stage: Stage) -> Callable[..., list[Person]]:
    """Put householders who sit in no unit on a list of the village."""

    def put(level: str, count: int, *, skip: int = 0, names: Sequence[str] = ()) -> list[Person]:
        people = [stage.person(name) for name in (names or stage.outside[skip : skip + count])]
        for person in people:
            Mediator.objects.create(
                place_id=SHANGJIAGOU, level=level, person=person, name=person.name, since=date(2019, 3, 1)
            )
        return people

    return put


@pytest.fixture
def report(stage: Stage, cast: Cast, now: datetime) -> Callable[..., UUID]:
    """Report a dispute between householders."""

    def tell(
        one: str = "姚福海",
        others: tuple[str, ...] = ("赵春生",),
        *,
        actor: Actor | None = None,
        at: datetime = now,
        matter: str = "dispute.land",
        year: int | None = None,
        key: UUID | None = None,
    ) -> UUID:
        told = Report(
            (stage.code(one),), tuple(stage.code(name) for name in others), matter, "换地多年没有说清", year, key
        )
        return commands.report_dispute(actor=actor or cast.cadre, now=at, report=told)

    return tell


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    from django.utils import translation

    with translation.override("en"):
        yield
