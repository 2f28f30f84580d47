"""A signed sheet: every household on it at once, all of it or nothing."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.services.units.proposals.conftest import codes, told, units_of

from shihu.base.audit.models import AuditEntry
from shihu.kernel.actors import Actor
from shihu.services.units import commands
from shihu.services.units.errors import DecisionDay, KeyTaken, NotAsked, StandsAlready
from shihu.services.units.models import Decision
from shihu.services.units.types import Channel, Deciding, Word


def signed(code: str, on: date, word: Word = Word.ACCEPT, reason: str = "") -> Deciding:
    return replace(told(code, word, on, paper="表1", witness="", reason=reason), channel=Channel.PAPER)


def asked(key: UUID, actor: Actor, now: datetime, decisions: list[Deciding]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        commands.decide_sheet(actor=actor, now=now, key=key, stamp=uuid4(), decisions=decisions)
    return len(seen)


def test_a_sheet_of_ten_asks_the_database_no_more_than_one_of_two(key: UUID, cadre: Actor, now: datetime) -> None:
    on = timezone.localdate(now)
    first, second = units_of(key)
    two = asked(key, cadre, now, [signed(code, on) for code in codes(first)[:2]])
    ten = asked(key, cadre, now, [signed(code, on) for code in codes(second)])
    assert len(codes(second)) >= 8
    assert ten == two
    assert Decision.objects.count() == 2 + len(codes(second))
    assert AuditEntry.objects.filter(action="units.decide").count() == Decision.objects.count()


def test_the_same_sheet_again_is_the_same_sheet_and_another_under_its_key_is_refused(
    key: UUID, cadre: Actor, now: datetime
) -> None:
    on, stamp = timezone.localdate(now), uuid4()
    sheet = [signed(code, on) for code in codes(units_of(key)[0])]
    put = {"actor": cadre, "now": now, "key": key, "stamp": stamp}
    assert commands.decide_sheet(**put, decisions=sheet) == len(sheet)  # type: ignore[arg-type]  # by name
    assert commands.decide_sheet(**put, decisions=sheet) == 0  # type: ignore[arg-type]  # by name
    other = [signed(sheet[0].household, on, Word.DECLINE, reason="不愿意"), *sheet[1:]]
    with pytest.raises(KeyTaken):
        commands.decide_sheet(**put, decisions=other)  # type: ignore[arg-type]  # by name
    assert Decision.objects.count() == len(sheet)


def test_one_fault_on_a_sheet_and_nothing_of_it_is_kept(key: UUID, cadre: Actor, now: datetime) -> None:
    on = timezone.localdate(now)
    first, second = units_of(key)
    good = [signed(code, on) for code in codes(first)[1:]]
    home = codes(first)[0]
    stamp = uuid4()
    for refusal, wrong in (
        (NotAsked, [signed("1411301012019990001", on)]),
        (DecisionDay, [signed(home, on + timedelta(days=1))]),
        (KeyTaken, [signed(home, on), signed(home, on, Word.DECLINE, reason="不愿意")]),
    ):
        with pytest.raises(refusal):
            commands.decide_sheet(actor=cadre, now=now, key=key, stamp=stamp, decisions=[*good, *wrong])
    assert not Decision.objects.exists()
    assert second.pk != first.pk


def test_whose_unit_stands_decides_no_more_on_a_sheet_either(
    key: UUID, officer: Actor, cadre: Actor, now: datetime
) -> None:
    first, second = units_of(key)
    on = timezone.localdate(now)
    sheet = [signed(code, on) for code in codes(first)]
    commands.decide_sheet(actor=cadre, now=now, key=key, stamp=uuid4(), decisions=sheet)
    later = now + timedelta(days=8)
    commands.establish_units(actor=officer, now=later, key=key)
    again = [signed(codes(second)[0], on), signed(codes(first)[0], on, Word.DECLINE, reason="不愿意")]
    with pytest.raises(StandsAlready):
        commands.decide_sheet(actor=cadre, now=later, key=key, stamp=uuid4(), decisions=again)
    assert Decision.objects.count() == len(sheet)
