"""Visit plans: who visits how often, what the children promised, and whose inbox an overdue visit stands in."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from tests.services.units.conftest import VILLAGE
from tests.services.units.settled import member_of

from shihu.base.audit.models import AuditEntry
from shihu.base.registry.models import Household
from shihu.kernel.actors import Actor, Role
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages.commands import care
from shihu.services.linkages.commands import safety as commands
from shihu.services.linkages.errors import safety as errors
from shihu.services.linkages.models import CarePlan, LookIn
from shihu.services.linkages.queries import safety as queries
from shihu.services.linkages.queries import safety_due
from shihu.services.linkages.types.safety import NewCarePlan, Why
from shihu.services.units.models import Unit

DAY = timedelta(days=1)
NEGLECTED = NewCarePlan("neglected", 10, promise="两个儿子每月各给一百元", clause="村规民约第十一条")


@pytest.fixture
def someone(unit: Unit, homes: list[Household]) -> UUID:
    """A householder of the unit whom no rule asks to look in on."""
    return homes[2].householder_id


def named(home: Household) -> str:
    return f"{home.householder.name} {home.code}"


def visits(actor: Actor, now: datetime) -> list[str]:
    return [item.keys["person"] for item in safety_due(actor=actor, on=now.date()) if item.kind == "linkages.look_in"]


def test_a_neglected_person_is_visited_weekly_whatever_the_plan_says(
    head: Actor, cadre: Actor, someone: UUID, now: datetime
) -> None:
    care.plan_care(actor=cadre, now=now, person=someone, new=NEGLECTED)
    commands.look_in(actor=head, now=now, person=someone, found="well", line="精神还好", kept=False)
    row = queries.someone_to_visit(someone, actor=head, on=now.date())
    # The rule for neglect is 7 days; the plan's 10 do not put it off.
    assert (row.whys, row.every, row.due) == ((Why.NEGLECTED,), 7, (now + 7 * DAY).date())
    assert LookIn.objects.get().kept is False


def test_a_visit_waits_for_its_visitor_first_and_for_the_head_and_the_cadre_when_it_is_late(
    head: Actor, cadre: Actor, someone: UUID, homes: list[Household], now: datetime
) -> None:
    visitor = member_of(homes[5], now)
    new = NewCarePlan("neglected", 7, visitor=named(homes[5]))
    care.plan_care(actor=cadre, now=now, person=someone, new=new)
    assert visits(visitor, now) == [str(someone)]
    assert visits(head, now) == []
    assert visits(cadre, now + 3 * DAY) == []
    assert visits(cadre, now + 4 * DAY) == visits(head, now + 4 * DAY) == [str(someone)]
    commands.look_in(actor=visitor, now=now + 4 * DAY, person=someone, found="well", line="都好")
    assert visits(visitor, now + 5 * DAY) == visits(cadre, now + 5 * DAY) == []
    assert visits(visitor, now + 11 * DAY) == [str(someone)]


def test_a_visitor_writes_the_visit_and_plans_nothing(
    cadre: Actor, someone: UUID, homes: list[Household], now: datetime
) -> None:
    visitor = member_of(homes[5], now)
    with pytest.raises(NotFound):
        commands.look_in(actor=visitor, now=now, person=someone, found="well", line="都好")
    care.plan_care(actor=cadre, now=now, person=someone, new=NewCarePlan("asked", 10, visitor=named(homes[5])))
    with pytest.raises(NotAllowed):
        care.plan_care(actor=visitor, now=now, person=someone, new=NEGLECTED)
    assert queries.visits(someone, actor=visitor, on=now.date()) == []


def test_a_new_plan_ends_the_one_before_and_an_ended_one_leaves_the_rule(
    head: Actor, cadre: Actor, someone: UUID, now: datetime
) -> None:
    care.plan_care(actor=cadre, now=now, person=someone, new=NEGLECTED)
    care.plan_care(actor=head, now=now + DAY, person=someone, new=NewCarePlan("asked", 20))
    assert [plan.until for plan in CarePlan.objects.order_by("since")] == [(now + DAY).date(), None]
    care.end_care(actor=cadre, now=now + 2 * DAY, person=someone, words="搬去儿子家住了")
    row = queries.someone_to_visit(someone, actor=cadre, on=(now + 2 * DAY).date())
    assert (row.plan, row.whys) == (None, ())
    with pytest.raises(errors.NoCarePlan):
        care.end_care(actor=cadre, now=now + 2 * DAY, person=someone, words="再结束")


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        (NewCarePlan("", 10), errors.BadCarePlan),
        (NewCarePlan("asked", 0), errors.BadCarePlan),
        (NewCarePlan("asked", 61), errors.BadCarePlan),
        (NewCarePlan("asked", 10, clause="第十一条"), errors.PromiseNeedsRule),
    ],
)
def test_a_refused_plan_changes_nothing(
    cadre: Actor, someone: UUID, now: datetime, new: NewCarePlan, refusal: type[Exception]
) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(refusal):
        care.plan_care(actor=cadre, now=now, person=someone, new=new)
    assert (AuditEntry.objects.count(), CarePlan.objects.count()) == (before, 0)


def test_the_page_asks_of_the_promise_only_where_one_stands_and_for_a_photo_only_of_what_is_wrong(
    someone: UUID, signed_in: Callable[..., Client]
) -> None:
    client = signed_in(Role.CADRE, VILLAGE)
    client.cookies["django_language"] = "en"
    page = f"/linkages/safety/look-ins/{someone}/"
    client.post(f"{page}plan/", {"need": "asked", "every": "10"})
    assert b"Do the children keep" not in client.get(page).content
    client.post(f"{page}plan/", {"need": "neglected", "every": "7", "promise": "轮流照料", "clause": "第十一条"})
    assert "轮流照料" in client.get(page).content.decode()
    client.post(page, {"found": "well", "line": "都好", "kept": "yes"})
    assert b"a photograph of it may help" not in client.get(page).content
    client.post(page, {"found": "needs", "line": "屋顶漏雨", "kept": "no"})
    told = client.get(page).content.decode()
    assert "a photograph of it may help" in told
    assert "The children do not keep what they promised." in told
    # What a family promised stands in no chain.
    assert "轮流照料" not in "".join(str(row) for row in AuditEntry.objects.values_list())
