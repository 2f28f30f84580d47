"""Rounds without quotas, hazards that somebody else looks at again, look-ins that tell no illness."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from tests.services.units.conftest import HAMLET, VILLAGE

from shihu.base.registry.models import Household, Person
from shihu.kernel.actors import Actor, Role
from shihu.kernel.refusals import NotFound
from shihu.services.linkages.commands import safety as commands
from shihu.services.linkages.errors import safety as errors
from shihu.services.linkages.models import RoundCheck
from shihu.services.linkages.queries import safety as queries
from shihu.services.linkages.queries import safety_due
from shihu.services.linkages.types.safety import Why
from shihu.services.units.models import Unit


def test_a_head_walks_the_own_unit_and_need_not_have_been_everywhere(
    head: Actor, unit: Unit, homes: list[Household], now: datetime
) -> None:
    key = commands.open_safety_round(actor=head, now=now, unit=unit.pk, kind="flood")
    commands.check_door(actor=head, now=now, key=key, household=homes[1].pk, found="away")
    commands.check_door(actor=head, now=now, key=key, household=homes[1].pk, found="fine")
    assert RoundCheck.objects.filter(round=key).count() == 1
    with pytest.raises(errors.NotOfTheRound):
        commands.check_door(actor=head, now=now, key=key, household=homes[5].pk, found="fine")
    commands.close_safety_round(actor=head, now=now, key=key)
    told = queries.safety_round(key, actor=head)
    assert (told.row.checked, told.row.doors, told.may_check) == (1, 4, False)
    with pytest.raises(errors.RoundClosed):
        commands.check_the_rest(actor=head, now=now, key=key)


def test_the_rest_are_fine_at_one_tap_and_what_was_said_stays(
    head: Actor, unit: Unit, homes: list[Household], now: datetime
) -> None:
    key = commands.open_safety_round(actor=head, now=now, unit=unit.pk)
    commands.check_door(actor=head, now=now, key=key, household=homes[1].pk, found="away")
    assert commands.check_the_rest(actor=head, now=now, key=key) == 3
    assert dict(RoundCheck.objects.filter(round=key).values_list("household_id", "found"))[homes[1].pk] == "away"


def test_the_season_asks_each_unit_once(head: Actor, cadre: Actor, unit: Unit, now: datetime) -> None:
    due = queries.due_rounds(HAMLET, actor=head, on=now.date())
    assert [(row.unit, row.kind, row.due) for row in due] == [(unit.pk, "flood", date(2019, 6, 21))]
    key = commands.open_safety_round(actor=head, now=now, unit=unit.pk, kind="flood")
    commands.close_safety_round(actor=head, now=now, key=key)
    assert queries.due_rounds(HAMLET, actor=head, on=now.date()) == []
    assert queries.due_rounds(VILLAGE, actor=cadre, on=date(2019, 10, 5)) == []
    assert [row.kind for row in queries.due_rounds(VILLAGE, actor=cadre, on=date(2019, 10, 20))] == ["gas"]


def test_who_is_ill_is_visited_and_only_the_officer_reads_why(
    head: Actor, officer: Actor, cadre: Actor, unit: Unit, homes: list[Household], now: datetime
) -> None:
    Person.objects.filter(pk=homes[1].householder_id).update(health_id="health.disabled")
    for who, whys in ((officer, (Why.ILL,)), (cadre, ()), (head, ())):
        (row,) = queries.look_ins(HAMLET, actor=who, on=now.date())
        assert (row.person, row.whys, row.has_hidden_why) == (homes[1].householder_id, whys, whys == ())


def test_a_visit_is_one_line_and_the_next_follows_by_itself(
    head: Actor, unit: Unit, homes: list[Household], now: datetime
) -> None:
    Person.objects.filter(memberships__household=homes[1]).update(birth=date(1940, 1, 1))
    someone = homes[1].householder_id
    assert {item.kind for item in safety_due(actor=head, on=now.date())} == {"linkages.walk_round", "linkages.look_in"}
    with pytest.raises(errors.OneLineNeeded):
        commands.look_in(actor=head, now=now, person=someone, found="well", line=" ")
    commands.look_in(actor=head, now=now, person=someone, found="needs", line="屋顶漏雨")
    row = next(row for row in queries.look_ins(HAMLET, actor=head, on=now.date()) if row.person == someone)
    assert row.due == now.date() + timedelta(days=7)
    with pytest.raises(errors.NoLookIn):
        commands.look_in(actor=head, now=now, person=homes[2].householder_id, found="well", line="挺好")
    with pytest.raises(NotFound):
        commands.look_in(actor=head, now=now, person=homes[5].householder_id, found="well", line="挺好")


def test_a_tap_at_a_door_leads_back_to_the_door_and_a_hazard_to_its_report(
    cadre: Actor, unit: Unit, homes: list[Household], now: datetime, signed_in: Callable[..., Client]
) -> None:
    key = commands.open_safety_round(actor=cadre, now=now, unit=unit.pk)
    client = signed_in(Role.CADRE, VILLAGE)
    page = f"/linkages/safety/rounds/{key}/"
    answer = client.post(f"{page}check/", {"household": homes[1].pk, "found": "fine"})
    assert answer.headers["Location"] == f"{page}#d-{homes[1].pk}"
    answer = client.post(f"{page}check/", {"household": homes[2].pk, "found": "hazard"})
    assert answer.headers["Location"].startswith("/linkages/safety/hazards/new/")
    assert client.post(f"{page}check/", {"household": homes[2].pk, "found": "nonsense"}).status_code == 404
    assert b'aria-pressed="true"' in client.get(page).content
