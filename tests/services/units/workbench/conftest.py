"""A draft of a hamlet on the workbench, and hands that change it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from tests.services.units.conftest import HAMLET, Village

from shihu.kernel.actors import Actor
from shihu.services.units import commands, jobs, queries
from shihu.services.units.adapters import workbench
from shihu.services.units.models import Formation, Seat, Unit
from shihu.services.units.types import Act, Again, Bench, Choices, Preview, Wanted

QUICK = Choices(effort="quick")


class Quiet:
    def step(self, done: int, total: int, note: str = "") -> None:
        pass


@dataclass
class Draft:
    """A draft and the moment; every change is made at the version that the draft has unless told otherwise."""

    key: UUID
    actor: Actor
    now: datetime

    def bench(self, actor: Actor | None = None) -> Bench:
        return queries.bench(self.key, actor=actor or self.actor)

    def do(self, act: Act, household: str = "", unit: UUID | None = None, other: str = "", **more: Any) -> int:
        actor = more.pop("actor", self.actor)
        version = more.pop("version", None)
        return workbench.carry_out(
            actor=actor,
            now=self.now,
            key=self.key,
            version=self.version if version is None else version,
            wanted=Wanted(act, household, unit, other),
            **more,
        )

    def see(self, act: Act, household: str, unit: UUID | None = None, other: str = "", **more: Any) -> Preview:
        bench = self.bench(more.get("actor"))
        return workbench.preview(bench, Wanted(act, household, unit, other), on=self.now.date())

    @property
    def version(self) -> int:
        return Formation.objects.get(pk=self.key).version

    def members(self, unit: UUID) -> list[str]:
        return sorted(code for code, seat in self.bench().seats.items() if seat == unit)

    def everything(self) -> tuple[object, ...]:
        """Return all that a change by hand may touch, without the reasons that name another place of equal price."""
        seats = Seat.objects.filter(unit__formation=self.key).order_by("pk")
        units = Unit.objects.filter(formation=self.key).order_by("pk")
        reasons = [{k: v for k, v in facts.items() if k != "other"} for facts in seats.values_list("facts", flat=True)]
        return (
            list(seats.values_list("pk", "unit_id")),
            reasons,
            list(units.values_list("pk", "facts")),
            Formation.objects.get(pk=self.key).outcome,
        )


@pytest.fixture
def draft_of(village: Village, officer: Actor, now: datetime) -> Callable[..., Draft]:
    """Draw a draft as the officer."""

    def draw(place: str = HAMLET, choices: Choices = QUICK) -> Draft:
        key = commands.ask_formation(actor=officer, now=now, place=place, choices=choices)
        jobs.form(Quiet(), officer, now, str(key))
        return Draft(key, officer, now)

    return draw


@pytest.fixture
def draft(village: Village, draft_of: Callable[..., Draft]) -> Draft:
    """Three units of a hamlet of thirty; every fourth household is able to lead."""
    village.settle(30)
    return draft_of()


def solved_again(draft: Draft, again: Again) -> Draft:
    """Solve a draft again, and do the work at once."""
    key = commands.ask_again(actor=draft.actor, now=draft.now, key=draft.key, again=again)
    jobs.form(Quiet(), draft.actor, draft.now, str(key))
    return Draft(key, draft.actor, draft.now)
