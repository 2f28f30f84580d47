"""Hazards are cases: assigned, clocked, mended, looked at by somebody else, taken up when late."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from tests.services.units.conftest import HAMLET, VILLAGE
from tests.services.units.settled import member_of

from shihu.base.cases import commands as cases
from shihu.base.cases.models import Case
from shihu.base.cases.queries import cases_due
from shihu.base.registry.models import Household
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages.commands import hazards as commands
from shihu.services.linkages.errors import safety as errors
from shihu.services.linkages.models import Hazard
from shihu.services.linkages.queries import hazards as queries
from shihu.services.linkages.types.safety import HazardLevel
from shihu.services.units.models import Unit

DAY = timedelta(days=1)


def reported(actor: Actor, now: datetime, **more: object) -> UUID:
    facts = {"hamlet": HAMLET, "kind": "well", "grade": "serious", "where": "院外旱井", "mender": "村委会"} | more
    return commands.report_hazard(actor=actor, now=now, **facts)  # type: ignore[arg-type]  # the hazard's own words


def level(key: UUID) -> str:
    return Case.objects.get(reference=key).level


def test_the_householder_who_mends_it_answers_and_finds_it_in_the_inbox(
    head: Actor, unit: Unit, homes: list[Household], now: datetime
) -> None:
    home = homes[1]
    mender = member_of(home, now)
    reported(head, now, household=home.pk, mender=home.householder.name)
    assert Case.objects.get().holder_person_id == home.householder_id
    assert [item.kind for item in cases_due(actor=mender, on=now.date())] == ["cases.handle"]
    assert cases_due(actor=member_of(homes[2], now), on=now.date()) == []


def test_mended_is_looked_at_by_somebody_else_and_what_does_not_hold_goes_up(
    head: Actor, cadre: Actor, unit: Unit, now: datetime
) -> None:
    key = reported(head, now)
    with pytest.raises(errors.HazardNotMended):
        commands.recheck_hazard(actor=cadre, now=now, hazard=key, holds=True)
    commands.mend_hazard(actor=head, now=now + DAY, hazard=key, words="盖了井盖")
    row = queries.hazard(key, actor=cadre, at=now + DAY)
    assert (row.is_mended, row.is_closed, row.due) == (True, False, (now + 4 * DAY).date())
    with pytest.raises(errors.RecheckBySomebodyElse):
        commands.recheck_hazard(actor=head, now=now + DAY, hazard=key, holds=True)
    commands.recheck_hazard(actor=cadre, now=now + DAY, hazard=key, holds=False, words="盖子会滑")
    assert level(key) == HazardLevel.VILLAGE
    commands.mend_hazard(actor=head, now=now + 2 * DAY, hazard=key)
    commands.recheck_hazard(actor=cadre, now=now + 2 * DAY, hazard=key, holds=True)
    assert queries.hazards(VILLAGE, actor=cadre, at=now + 2 * DAY) == []
    told = queries.hazard_detail(key, actor=head, at=now + 2 * DAY)
    assert [event.happening.value for event in told.case.events] == [
        *("opened", "assigned", "closed", "visited", "reopened", "assigned", "closed", "visited")
    ]
    with pytest.raises(errors.HazardClosed):
        commands.mend_hazard(actor=head, now=now + 3 * DAY, hazard=key)


def test_a_late_hazard_is_taken_up_by_the_clock_and_a_second_turn_changes_nothing(
    head: Actor, cadre: Actor, officer: Actor, unit: Unit, now: datetime
) -> None:
    # Reported on Thursday 15 August 2019 for the 22nd. On Friday the 23rd the village has it, for five working days:
    # until Friday the 30th.
    key = reported(head, now, mend_by=now.date() + 7 * DAY)
    commands.take_up_late_hazards(actor=SYSTEM, now=now + 7 * DAY)
    assert level(key) == HazardLevel.MENDER
    for _turn in range(2):
        commands.take_up_late_hazards(actor=SYSTEM, now=now + 8 * DAY)
        assert level(key) == HazardLevel.VILLAGE
    assert [item.kind for item in cases_due(actor=cadre, on=(now + 8 * DAY).date())] == ["cases.handle"]
    due = queries.hazard(key, actor=cadre, at=now + 8 * DAY).due
    assert due == date(2019, 8, 30)
    commands.take_up_late_hazards(actor=SYSTEM, now=now + 17 * DAY)
    assert level(key) == HazardLevel.TOWNSHIP
    assert [item.kind for item in cases_due(actor=officer, on=(now + 17 * DAY).date())] == ["cases.handle"]


def test_a_stopped_clock_is_not_late(head: Actor, cadre: Actor, unit: Unit, now: datetime) -> None:
    key = reported(head, now, mend_by=now.date() + 2 * DAY)
    cases.pause(actor=cadre, now=now + DAY, key=Case.objects.get().pk, reason="parts", words="井盖在路上")
    assert commands.take_up_late_hazards(actor=SYSTEM, now=now + 20 * DAY) == []
    assert queries.hazard(key, actor=cadre, at=now + 20 * DAY).late == 0


def test_a_grave_hazard_knows_no_weekend_and_cannot_be_put_off(head: Actor, unit: Unit, now: datetime) -> None:
    key = reported(head, now, grade="grave")
    assert queries.hazard(key, actor=head, at=now).due == (now + 3 * DAY).date()
    with pytest.raises(errors.HazardNeedsMender):
        reported(head, now, grade="grave", mend_by=now.date() + 4 * DAY)
    with pytest.raises(errors.HazardNeedsMender):
        reported(head, now, mender=" ")
    assert Hazard.objects.count() == Case.objects.count() == 1


def test_only_those_at_work_there_end_it_unmended(head: Actor, cadre: Actor, unit: Unit, now: datetime) -> None:
    key = reported(head, now)
    with pytest.raises(NotAllowed):
        commands.end_hazard(actor=head, now=now, hazard=key, outcome="none", words="没事")
    commands.end_hazard(actor=cadre, now=now, hazard=key, outcome="handed", words="已报县水利局")
    row = queries.hazard(key, actor=cadre, at=now)
    assert (row.is_closed, row.case.outcome) == (True, "handed")


def test_a_neighbour_of_another_unit_neither_reads_nor_mends(
    head: Actor, unit: Unit, homes: list[Household], colleague: Actor, auditor: Actor, now: datetime
) -> None:
    key = reported(head, now)
    outsider = member_of(homes[5], now)
    for who in (outsider, colleague):
        with pytest.raises(NotFound):
            queries.hazard(key, actor=who, at=now)
        with pytest.raises(NotFound):
            commands.mend_hazard(actor=who, now=now, hazard=key)
    with pytest.raises(NotAllowed):
        commands.mend_hazard(actor=auditor, now=now, hazard=key)
