"""A village with goals: units in force with heads by row, a second officer, works of every kind."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from tests.village.people import SHANGJIAGOU, TOWNSHIP, Cast

from shihu.kernel.actors import Actor, Grant, Role
from shihu.services.linkages.commands import check_work, record_work
from shihu.services.linkages.types.goals import NewWork, Verdict, WorkKind

INFRASTRUCTURE = "goal.infrastructure"
LIVED_ON = tuple(kind for kind in WorkKind if kind is not WorkKind.GREEN)


def work(kind: WorkKind = WorkKind.ROAD, paper: str = "验收单1", **changes: object) -> NewWork:
    """A finished work of the cadre's village."""
    facts: dict[str, object] = {
        "village": SHANGJIAGOU,
        "kind": kind,
        "name": "主街",
        "quantity": Decimal(120),
        "paper": paper,
        "finished_on": date(2019, 6, 1),
    }
    return NewWork(**{**facts, **changes})  # type: ignore[arg-type]  # one of each field, above


@pytest.fixture
def second() -> Actor:
    """Another officer of the township."""
    return Actor(UUID(int=77), "双建国", (Grant(Role.OFFICER, TOWNSHIP),))


@pytest.fixture
def equipped(cast: Cast, now: datetime) -> Callable[..., None]:
    """Enter works of these kinds as the cadre, and find them as said as the officer."""

    def equip(kinds: tuple[WorkKind, ...] = LIVED_ON, *, at: datetime = now) -> None:
        for kind in kinds:
            key = record_work(actor=cast.cadre, now=at, work=work(kind, f"验收单{kind}"))
            check_work(actor=cast.officer, now=at, key=key, verdict=Verdict.HOLDS, on=at.date(), note="属实")

    return equip
