"""Who takes a case: named, with a reason, never somebody with a stake; it waits for the new one."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest
from django.test import Client
from tests.base.cases.conftest import People
from tests.village.people import Cast

from shihu.base.cases import commands, errors, queries
from shihu.base.cases.models import Case, CaseEvent
from shihu.base.registry.errors import RepresentativeUnknown
from shihu.base.registry.models import Household

Open = Callable[..., UUID]


def test_the_case_waits_for_whom_it_was_given_to_and_no_longer_for_who_had_it(
    opened: Open, cast: Cast, home: Callable[[str], Household], now: datetime
) -> None:
    key = opened("姚福海", "赵春生")
    assert [item.kind for item in queries.cases_due(actor=cast.head, on=now.date())] == ["cases.handle"]
    commands.assign_named(actor=cast.cadre, now=now, key=key, to="尚保平", reason="户长外出务工")
    assert Case.objects.get(pk=key).holder_person_id == home("尚保平").householder_id
    assert queries.cases_due(actor=cast.head, on=now.date()) == []
    told = queries.case_detail(key, actor=cast.cadre, at=now)
    assert (told.events[-1].text, told.events[-1].data["holder"]) == ("户长外出务工", "尚保平")
    # The clock goes on: it is the same stage.
    assert len(told.stages) == 1


@pytest.mark.parametrize(
    ("name", "reason", "refusal"),
    [
        ("姚福海", "他懂", errors.HandlerBarred),
        ("赵二虎", "再给他", errors.HasItAlready),
        ("尚保平", " ", errors.NoWords),
        ("", "交回办公室", errors.NeedsPerson),
        ("查无此人", "他懂", RepresentativeUnknown),
    ],
)
def test_a_refused_hand_over_changes_nothing(
    opened: Open, cast: Cast, now: datetime, name: str, reason: str, refusal: type[Exception]
) -> None:
    key = opened("姚福海", "赵春生")
    before = CaseEvent.objects.count()
    with pytest.raises(refusal):
        commands.assign_named(actor=cast.cadre, now=now, key=key, to=name, reason=reason)
    assert (CaseEvent.objects.count(), Case.objects.get(pk=key).holder_name) == (before, "赵二虎")


def test_a_case_of_the_office_is_given_to_a_person_and_back(
    opened: Open, people: People, cast: Cast, now: datetime
) -> None:
    people.at["head"] = ()
    key = opened("姚福海", "赵春生")
    assert Case.objects.get(pk=key).level == "group"
    commands.assign_named(actor=cast.cadre, now=now, key=key, to="尚保平")
    commands.assign_named(actor=cast.cadre, now=now, key=key, to="", reason="他病了")
    assert (Case.objects.get(pk=key).holder_name, Case.objects.get(pk=key).holder_role) == ("", "cadre")


def test_the_page_says_whom_it_went_to_and_what_is_wrong_with_a_name(opened: Open, cast: Cast, now: datetime) -> None:
    key = opened("姚福海", "赵春生")
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(cast.user("cadre"), backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
    page = f"/cases/{key}/assign/"
    assert b"Who takes it" in client.get(page).content
    answer = client.post(page, {"to": "赵春生", "reason": "他懂"})
    assert answer.status_code == 422
    assert "赵春生 is a party to this case" in answer.content.decode()
    client.post(page, {"to": "尚保平", "reason": "户长外出"})
    assert "尚保平" in client.get(f"/cases/{key}/").content.decode()
