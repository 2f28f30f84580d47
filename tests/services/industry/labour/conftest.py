"""A farm with rates, a foreman who is the villager, and a crew of the roster and from elsewhere."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from tests.replay import staged
from tests.services.industry.advances.conftest import opened_books
from tests.services.industry.conftest import Farm
from tests.village.people import SHANGJIAGOU_HAMLET

from shihu.base.ledger.queries import by_tag
from shihu.base.registry.models import Person
from shihu.kernel.actors import Actor
from shihu.services.industry import commands
from shihu.services.industry.models import Workday, Worker
from shihu.services.industry.rules import tags
from shihu.services.industry.types import NewRate, NewWorkday, NewWorker, NewWorkLine, RateKind

AGREED = date(2019, 3, 1)
DAY = date(2019, 8, 14)


@dataclass(frozen=True, slots=True)
class Gang:
    """The register of the farm. ``workers``: 姚福海 (the villager), three more of the roster, one from elsewhere."""

    farm: Farm
    now: datetime
    rates: dict[str, UUID]
    workers: tuple[UUID, ...]

    @property
    def cadre(self) -> Actor:
        return self.farm.cast.cadre

    def sheet(
        self,
        key: str = "sheet-001",
        *,
        at: tuple[int, ...] = (0, 1, 2, 4),
        day: date = DAY,
        work: str = "采菇",
        rate: str = "day",
        minutes: int = 480,
        pieces: int = 0,
    ) -> NewWorkday:
        """A sheet of some of the workers, all alike."""
        lines = tuple(NewWorkLine(self.workers[one], self.rates[rate], minutes, pieces) for one in at)
        return NewWorkday(day, work, lines, key)

    def enter(self, sheet: NewWorkday, *, actor: Actor | None = None, workday: UUID | None = None) -> UUID:
        return commands.enter_workday(
            actor=actor or self.cadre, now=self.now, season=self.farm.season, new=sheet, workday=workday
        )

    def confirmed(self, sheet: NewWorkday, *, actor: Actor | None = None) -> UUID:
        """Enter and confirm a sheet."""
        key = self.enter(sheet, actor=actor)
        commands.confirm_workday(actor=actor or self.cadre, now=self.now, workday=key)
        return key

    def listed(self, key: str = "wages-001", *, through: date = DAY) -> UUID:
        return commands.prepare_wages(actor=self.cadre, now=self.now, season=self.farm.season, through=through, key=key)

    def pay(self, payment: UUID, *, actor: Actor | None = None) -> None:
        commands.confirm_wages(
            actor=actor or self.farm.cast.officer,
            now=self.now,
            payment=payment,
            paid_on=self.now.date(),
            paper="回单1",
        )

    def person(self, at: int) -> UUID:
        """The person of the roster whom a worker is."""
        found = Worker.objects.get(pk=self.workers[at]).person_id
        assert found is not None
        return found

    def owed(self) -> int:
        """What the ledger says that workers are owed, fen."""
        held = by_tag(self.farm.book, actor=self.farm.cast.officer, on=self.now.date())
        return -held.get((tags.labour_tag(self.farm.season), "212"), 0)

    def spent(self) -> int:
        """What the ledger says that work has cost the season, fen."""
        held = by_tag(self.farm.book, actor=self.farm.cast.officer, on=self.now.date())
        return held.get((tags.season_tag(self.farm.season), "401"), 0)

    def states(self) -> list[str]:
        return sorted(Workday.objects.values_list("state", flat=True))


def made_gang(farm: Farm, now: datetime) -> Gang:
    """Agree on rates, add the people, name the villager foreman."""
    opened_books(farm, now)
    cadre = farm.cast.cadre
    given = {
        "day": NewRate(RateKind.DAY, "采菇", 10_000, AGREED, AGREED, "议价1"),
        "hour": NewRate(RateKind.HOUR, "零工", 1_850, AGREED, AGREED, "议价1"),
        "piece": NewRate(RateKind.PIECE, "装箱", 60, AGREED, AGREED, "议价1", "箱"),
        "share": NewRate(RateKind.SHARE, "劳务入股", 0, AGREED, AGREED, "议价1"),
    }
    rates = {
        name: commands.agree_rate(actor=cadre, now=now, project=farm.project, new=new) for name, new in given.items()
    }
    # The head is to find nothing of their own here.
    known = {farm.codes[0], farm.cast.of("赵二虎").code}
    homes = [home for home in farm.cast.living_in(SHANGJIAGOU_HAMLET) if home.code not in known]
    people = [NewWorker("姚福海"), *(NewWorker(home.members[0].name, code=home.code) for home in homes[:3])]
    people.append(NewWorker("任计平", "10012345678", "外村", is_outside=True))
    workers = [commands.add_worker(actor=cadre, now=now, season=farm.season, new=new) for new in people]
    foreman = Person.objects.get(account__username="villager").pk
    commands.name_foreman(
        actor=cadre, now=now, project=farm.project, person=foreman, since=now.date() - timedelta(days=30)
    )
    return Gang(farm, now, rates, tuple(workers))


@pytest.fixture
@staged
def gang(farm: Farm, now: datetime) -> Gang:
    return made_gang(farm, now)
