"""Single households: leaving, joining, seats that lost their household; the units as they stood on a day."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from tests.services.units.conftest import AGREED, HAMLET, SMALL, VILLAGE, Village
from tests.services.units.test_commands import drawn

from shihu.base.audit.models import AuditEntry
from shihu.base.audit.queries import verify
from shihu.base.registry.models import Household
from shihu.kernel.actors import NOBODY, Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.units import commands, queries
from shihu.services.units.errors import (
    AgreementNeeded,
    CannotJoin,
    NothingToRelease,
    NotSeated,
    ReasonNeeded,
    SeatedAlready,
    UnitNotInForce,
)
from shihu.services.units.models import IN_FORCE, Seat, Unit


@pytest.fixture
def formed(village: Village, officer: Actor, now: datetime) -> Village:
    """Thirty households in three units in force."""
    village.settle(30)
    commands.adopt_formation(actor=officer, now=now, key=drawn(officer, now), agreed=AGREED)
    return village


def unit_of(code: str) -> Unit:
    return Unit.objects.get(seats__in=Seat.objects.filter(IN_FORCE, household__code=code))


def untouched(act: Callable[[], object], refusal: type[Exception]) -> None:
    """The act is refused, and nothing has changed."""
    before = (AuditEntry.objects.count(), sorted(Seat.objects.values_list("pk", "until")))
    with pytest.raises(refusal):
        act()
    assert (AuditEntry.objects.count(), sorted(Seat.objects.values_list("pk", "until"))) == before


def test_a_household_leaves_and_the_unit_is_what_is_left(formed: Village, cadre: Actor, now: datetime) -> None:
    code = min(formed.households)
    unit = unit_of(code)
    size = unit.facts["size"]
    later = now + timedelta(days=9)
    assert commands.leave_unit(actor=cadre, now=later, household=code, reason="去县城打工") == unit.pk
    unit.refresh_from_db()
    assert unit.facts["size"] == size - 1
    assert Seat.objects.get(household__code=code).until == later.date()
    mates = Seat.objects.filter(IN_FORCE, unit=unit).values_list("facts", flat=True)
    assert all(code not in [near for near, _ in facts["near"]] for facts in mates), "no reason names who has left"
    assert AuditEntry.objects.get(action="units.leave").reason == "去县城打工"
    assert verify().holds


def test_a_member_takes_its_own_household_out_and_no_other(
    formed: Village, officer: Actor, now: datetime, member: Callable[[Household], Actor]
) -> None:
    mine, other = (formed.households[code] for code in sorted(formed.households)[:2])
    me = member(mine)
    untouched(lambda: commands.leave_unit(actor=me, now=now, household=other.code, reason="x"), NotFound)
    commands.leave_unit(actor=me, now=now, household=mine.code, reason="想自己干")
    assert not Seat.objects.filter(IN_FORCE, household=mine).exists()


def test_leaving_is_refused_with_nothing_written(
    formed: Village, officer: Actor, colleague: Actor, auditor: Actor, now: datetime
) -> None:
    code = min(formed.households)
    (outsider,) = formed.arrive([40])
    for actor, refusal, who, reason in (
        (colleague, NotFound, code, "x"),
        (NOBODY, NotFound, code, "x"),
        (auditor, NotAllowed, code, "x"),
        (officer, ReasonNeeded, code, "  "),
        (officer, NotFound, outsider.code, "x"),
        (officer, NotFound, "nobody", "x"),
    ):
        untouched(
            lambda a=actor, w=who, r=reason: commands.leave_unit(actor=a, now=now, household=w, reason=r), refusal
        )
    commands.leave_unit(actor=officer, now=now, household=code, reason="x")
    untouched(lambda: commands.leave_unit(actor=officer, now=now, household=code, reason="x"), NotSeated)


def test_a_newcomer_joins_where_there_is_room_by_agreement(formed: Village, cadre: Actor, now: datetime) -> None:
    (newcomer,) = formed.arrive([30])
    unit = Unit.objects.order_by("ordinal")[0]
    later = now + timedelta(days=3)
    commands.join_unit(actor=cadre, now=later, household=newcomer.code, unit=unit.pk, agreed="2019-08-18 单元会议")
    unit.refresh_from_db()
    assert unit.facts["size"] == Seat.objects.filter(IN_FORCE, unit=unit).count()
    assert AuditEntry.objects.get(action="units.join").new["agreed"] == "2019-08-18 单元会议"
    facts = Seat.objects.get(IN_FORCE, household=newcomer).facts
    assert len(facts["near"]) == 3


def test_joining_is_refused_with_nothing_written(
    formed: Village, officer: Actor, cadre: Actor, colleague: Actor, auditor: Actor, now: datetime
) -> None:
    newcomer, hated, unwilling = formed.arrive([30, 31, 32])
    (stranger,) = formed.settle(1, SMALL)
    Household.objects.filter(pk=unwilling.pk).update(willing=False)
    seated = min(code for code in formed.households if code != newcomer.code)
    unit = unit_of(seated)
    formed.refuse(formed.households[seated], hated)
    other = Unit.objects.exclude(pk=unit.pk)[0]

    def join(actor: Actor, who: str, where: UUID = unit.pk, agreed: str = "会议") -> Callable[[], object]:
        return lambda: commands.join_unit(actor=actor, now=now, household=who, unit=where, agreed=agreed)

    untouched(join(colleague, newcomer.code), NotFound)
    untouched(join(auditor, newcomer.code), NotAllowed)
    untouched(join(officer, newcomer.code, UUID(int=3)), NotFound)
    untouched(join(officer, newcomer.code, agreed=" "), AgreementNeeded)
    untouched(join(officer, seated, other.pk), SeatedAlready)
    for who in (hated, unwilling, stranger):
        untouched(join(officer, who.code), CannotJoin)
    with pytest.raises(CannotJoin) as told:
        join(cadre, hated.code)()
    assert "refuse" not in str(told.value.values["rules"]), "who refuses whom is the officer's to know"
    size = Seat.objects.filter(IN_FORCE, unit=unit).count()
    for number in range(50, 50 + 12 - size):
        (one,) = formed.arrive([number])
        join(officer, one.code)()
    untouched(join(officer, newcomer.code), CannotJoin)
    Unit.objects.filter(pk=other.pk).update(until=now.date())
    untouched(join(officer, newcomer.code, other.pk), UnitNotInForce)


def test_seats_of_households_that_ended_or_moved_are_released(formed: Village, cadre: Actor, now: datetime) -> None:
    formed.settle(1, SMALL)
    dead, moved, unwilling = sorted(formed.households)[:3]
    Household.objects.filter(code=dead).update(until=now.date())
    Household.objects.filter(code=moved).update(hamlet=SMALL)
    Household.objects.filter(code=unwilling).update(willing=False)
    found = queries.unsettled(VILLAGE, actor=cadre, on=now.date())
    assert {(m.code, m.kind) for m in found.misfits} == {(dead, "ended"), (moved, "moved"), (unwilling, "unwilling")}
    assert commands.release_seats(actor=cadre, now=now, place=VILLAGE) == 2
    assert {m.code for m in queries.unsettled(VILLAGE, actor=cadre, on=now.date()).misfits} == {unwilling}
    untouched(lambda: commands.release_seats(actor=cadre, now=now, place=VILLAGE), NothingToRelease)


def test_what_no_longer_fits_is_listed(formed: Village, officer: Actor, now: datetime) -> None:
    assert queries.unsettled(HAMLET, actor=officer, on=now.date()).count == 0
    (newcomer,) = formed.arrive([30])
    small = unit_of(min(formed.households))
    for code in sorted(Seat.objects.filter(IN_FORCE, unit=small).values_list("household__code", flat=True))[:4]:
        commands.leave_unit(actor=officer, now=now, household=code, reason="x")
    found = queries.unsettled(HAMLET, actor=officer, on=now.date())
    assert newcomer.code in {row.code for row in found.unseated}
    assert len(found.unseated) == 5
    assert found.small == (small.pk,)


def test_who_sat_where_on_a_day_is_told_for_any_day(formed: Village, officer: Actor, now: datetime) -> None:
    code = min(formed.households)
    unit, left = unit_of(code), now + timedelta(days=9)
    commands.leave_unit(actor=officer, now=left, household=code, reason="x")

    def sitting(days: int) -> set[str]:
        on = now.date() + timedelta(days=days)
        stood = queries.standing(HAMLET, actor=officer, on=on, today=left.date())
        return {seat.code for row in stood.units if row.key == unit.pk for seat in row.seats}

    assert code in sitting(0)
    assert code in sitting(8)
    assert code not in sitting(9)
    assert sitting(-1) == set()
    before = queries.standing(HAMLET, actor=officer, on=now.date(), today=left.date())
    assert [row.facts["size"] for row in before.units if row.key == unit.pk] == [len(sitting(0))]
    assert queries.days_of_change(HAMLET, actor=officer) == [left.date(), now.date()]


def test_the_units_of_a_day_are_read_in_few_queries(
    formed: Village, officer: Actor, now: datetime, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    with django_assert_max_num_queries(24):  # type: ignore[attr-defined]
        queries.standing(VILLAGE, actor=officer, on=now.date(), today=now.date())
