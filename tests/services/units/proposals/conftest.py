"""A hamlet of twenty households under notice, and what households say."""

from datetime import date, datetime
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from tests.services.units.conftest import HAMLET, Village

from shihu.kernel.actors import Actor
from shihu.services.units import commands, jobs
from shihu.services.units.models import Seat, Unit
from shihu.services.units.types import Channel, Choices, Deciding, Word

QUICK = Choices(effort="quick")


class Quiet:
    def step(self, done: int, total: int, note: str = "") -> None:
        pass


def drawn(actor: Actor, now: datetime, place: str = HAMLET) -> UUID:
    key = commands.ask_formation(actor=actor, now=now, place=place, choices=QUICK)
    jobs.form(Quiet(), actor, now, str(key))
    return key


@pytest.fixture
def key(village: Village, officer: Actor, now: datetime) -> UUID:
    """Twenty households in two units, published for seven days."""
    village.settle(20)
    found = drawn(officer, now)
    commands.publish_proposal(actor=officer, now=now, key=found, days=7)
    return found


def told(code: str, word: Word, on: date, **more: object) -> Deciding:
    facts = {"decided_by": "赵某", "witness": "李某", **more}
    return Deciding(household=code, word=word, channel=Channel.CADRE, decided_on=on, **facts)  # type: ignore[arg-type]  # by name


def codes(unit: Unit) -> list[str]:
    return list(Seat.objects.filter(unit=unit).values_list("household__code", flat=True))


def all_say(key: UUID, units: list[Unit], actor: Actor, now: datetime, word: Word = Word.ACCEPT) -> None:
    for unit in units:
        for code in codes(unit):
            deciding = told(code, word, timezone.localdate(now), reason="")
            commands.decide(actor=actor, now=now, key=key, stamp=uuid4(), deciding=deciding)


def units_of(key: UUID) -> list[Unit]:
    return list(Unit.objects.filter(formation=key).order_by("ordinal"))
