"""A kind of case with three levels, and people of the cast who could handle it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

import pytest
from tests.village.people import SHANGJIAGOU_HAMLET, Cast

from shihu.base.cases.commands import open_case
from shihu.base.cases.types import (
    Candidate,
    CaseKind,
    CaseLevel,
    Matter,
    NewCase,
    NewPart,
    Outcome,
    PauseReason,
    Secrecy,
)
from shihu.base.registry.models import Household
from shihu.kernel.actors import Actor, Role
from shihu.kernel.places import Level

LEVELS = (
    CaseLevel("head", "Head", Role.HEAD, Level.HAMLET, 5, "WD", stands_empty=False),
    CaseLevel("group", "Group", Role.CADRE, Level.VILLAGE, 8, "ND"),
    CaseLevel("panel", "Panel", Role.OFFICER, Level.TOWNSHIP, 10, "WD", climbs=False),
)
OUTCOMES = (
    Outcome("agreed", "Agreed", 30),
    Outcome("failed", "No agreement", settles=False),
)
PAUSES = (PauseReason("away", "A party is away"), PauseReason("busy", "Busy season", stops=False))


class People:
    """Who could handle it at each level; tests put people in."""

    def __init__(self) -> None:
        self.at: dict[str, Sequence[Candidate]] = {}

    def find(self, matter: Matter, level: str) -> Sequence[Candidate]:
        return self.at.get(level, ())

    def kind(self, secrecy: Secrecy = Secrecy.RESTRICTED) -> CaseKind:
        return CaseKind("test", "Test case", LEVELS, OUTCOMES, PAUSES, secrecy=secrecy, find=self.find)


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def home(cast: Cast) -> Callable[[str], Household]:
    """The household of a householder of the cast."""
    return lambda name: Household.objects.select_related("householder").get(code=cast.of(name).code)


@pytest.fixture
def candidate(home: Callable[[str], Household]) -> Callable[[str], Candidate]:
    def of(name: str) -> Candidate:
        found = home(name)
        return Candidate(name, found.householder_id, found.pk)

    return of


@pytest.fixture
def opened(
    cast: Cast, people: People, home: Callable[[str], Household], candidate: Callable[[str], Candidate], now: datetime
) -> Callable[..., UUID]:
    """Open a case between two households; 赵二虎 is the head, as the cast knows him."""
    people.at.setdefault("head", (candidate("赵二虎"),))

    def open_one(
        one: str = "姚福海",
        other: str = "赵春生",
        *,
        at: datetime = now,
        actor: Actor | None = None,
        secrecy: Secrecy = Secrecy.RESTRICTED,
    ) -> UUID:
        parts = tuple(NewPart(name, household=home(name).pk, side=side) for name, side in ((one, "a"), (other, "b")))
        new = NewCase("换地纠纷", SHANGJIAGOU_HAMLET, "两家换地多年未了", parts)
        return open_case(actor=actor or cast.cadre, now=at, kind=people.kind(secrecy), new=new)

    return open_one


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    from django.utils import translation

    with translation.override("en"):
        yield
