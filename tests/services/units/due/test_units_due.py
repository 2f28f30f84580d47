"""What waits in the units: for the desk, and for those who live in one; gone once it is done."""

from datetime import date, datetime

import pytest
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries
from tests.services.units.conftest import VILLAGE, Village
from tests.services.units.settled import JULY, enlivened, member_of, settled

from shihu.kernel.actors import NOBODY, Actor, Role
from shihu.kernel.duties import DueItem
from shihu.services.units import commands
from shihu.services.units.models import AppraisalPublication, Formation, Unit
from shihu.services.units.queries import units_due, village_counts
from shihu.services.units.queries.counts import month_due

ON = date(2019, 8, 15)


def due(actor: Actor, on: date = ON) -> dict[str, DueItem]:
    return {item.kind: item for item in units_due(actor=actor, on=on)}


def test_a_draft_waits_for_those_who_form_units_and_for_nobody_else(
    village: Village, officer: Actor, cadre: Actor, colleague: Actor, auditor: Actor, now: datetime
) -> None:
    homes = village.settle(3)
    draft = Formation.objects.create(
        place_id=homes[0].hamlet_id, state=Formation.State.DRAFT, actor_name="", asked_at=now, made_at=now
    )
    item = due(officer)["units.draft"]
    assert (item.address, item.keys, item.since, item.due) == ("units_formation", {"key": str(draft.pk)}, ON, None)
    assert set(due(cadre)) == {"units.draft"}
    assert due(colleague) == due(auditor) == {}
    Formation.objects.filter(pk=draft.pk).update(state=Formation.State.DISCARDED)
    assert due(officer) == {}


@pytest.fixture
def unit(village: Village, now: datetime) -> Unit:
    """Three households in force since spring."""
    return settled(village, village.settle(3), now)


def test_a_member_signs_the_charter_and_it_is_gone(
    village: Village, unit: Unit, officer: Actor, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    home, other = list(village.households.values())[:2]
    one, two = member_of(home, now), member_of(other, now)
    enlivened(officer, one, unit.pk, now)
    with django_assert_max_num_queries(12):
        item = due(one)["units.sign_charter"]
    assert (item.address, item.keys, item.subject) == ("units_charter", {"key": str(unit.pk)}, "Shangjiagou unit 1")
    with override("zh-hans"):
        assert due(one)["units.sign_charter"].subject == "尚家沟一单元"
    newest = unit.charters.order_by("-version")[0]
    commands.sign_charter(actor=one, now=now, key=newest.pk)
    assert "units.sign_charter" not in due(one)
    assert "units.sign_charter" in due(two)
    assert "units.sign_charter" not in due(officer)


def test_an_objection_waits_for_the_officer_until_it_has_an_answer(
    village: Village, unit: Unit, officer: Actor, cadre: Actor, now: datetime
) -> None:
    keys = enlivened(officer, member_of(next(iter(village.households.values())), now), unit.pk, now)
    item = due(officer)["units.appraisal_objection"]
    assert (item.since, item.due) == (ON, date(2019, 8, 30))
    assert "units.appraisal_objection" not in due(cadre)
    key = keys["units_objection_answer"]["key"]
    commands.answer_appraisal_objection(actor=officer, now=now, key=str(key), answer="看过了，片区东头没扫")
    assert "units.appraisal_objection" not in due(officer)


def test_the_month_waits_for_the_scorer_then_for_the_publisher_and_for_the_head_until_published(
    village: Village, unit: Unit, officer: Actor, cadre: Actor, now: datetime
) -> None:
    home, other = list(village.households.values())[:2]
    head, member = member_of(home, now, Role.HEAD), member_of(other, now)
    enlivened(officer, member, unit.pk, now)
    assert "units.appraise" not in due(officer)
    assert "units.appraise_own" not in due(head)
    AppraisalPublication.objects.all().delete()
    assert due(officer)["units.appraise"].title == "Every unit is appraised: publish the month"
    assert "units.appraise" not in due(cadre)
    own = due(head)["units.appraise_own"]
    assert (own.address, own.due) == ("units_appraise_self", date(2019, 8, 10))
    assert "units.appraise_own" not in due(member)
    # In September nobody has looked at August yet.
    item = due(cadre, date(2019, 9, 3))["units.appraise"]
    assert (item.title, item.place, item.due) == ("Appraise 1 unit", VILLAGE, date(2019, 9, 10))
    assert item.query == f"place={VILLAGE}&month=2019-08"


def test_the_counts_of_a_village_follow_its_records_day_by_day(
    village: Village, unit: Unit, officer: Actor, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    homes = list(village.households.values())
    members = [member_of(home, now) for home in homes]
    enlivened(officer, members[0], unit.pk, now)
    days = [date(2019, 4, 17), date(2019, 4, 18), date(2019, 8, 11), ON]
    with django_assert_num_queries(6):
        told = village_counts([VILLAGE], days=days)
    assert [told[day][VILLAGE].units for day in days] == [0, 1, 1, 1]
    assert told[ON][VILLAGE].chartered == 0
    assert (told[ON][VILLAGE].appraised, told[ON][VILLAGE].to_appraise) == (1, 1)
    newest = unit.charters.order_by("-version")[0]
    for each in members:
        commands.sign_charter(actor=each, now=now, key=newest.pk)
    assert village_counts([VILLAGE], days=[ON])[ON][VILLAGE].chartered == 1


@pytest.mark.parametrize(
    ("day", "month"),
    [(date(2019, 8, 10), date(2019, 6, 1)), (date(2019, 8, 11), JULY), (date(2020, 1, 15), date(2019, 12, 1))],
)
def test_a_month_has_to_be_appraised_ten_days_after_its_end(day: date, month: date) -> None:
    assert month_due(day) == month


def test_a_visitor_has_nothing_to_do(db: None) -> None:
    assert units_due(actor=NOBODY, on=ON) == []
