"""Accounts are opened and roles given only by those who may, and only inside their own area."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from shihu.base.accounts.commands import (
    close_account,
    end_role,
    grant_role,
    open_account,
    open_account_with_role,
    set_password,
)
from shihu.base.accounts.errors import GrantBeyondScope, UnknownAccount, UsernameTaken, WeakPassword
from shihu.base.accounts.models import RoleGrant, User
from shihu.base.accounts.queries import accounts, actor_by_key, actor_for
from shihu.base.audit.models import AuditEntry
from shihu.kernel.actors import NOBODY, SYSTEM, Actor, Grant, Role
from shihu.kernel.places import BadPlaceCode
from shihu.kernel.refusals import NotAllowed

pytestmark = pytest.mark.django_db
PASSWORD = "a quiet lane with vines"
TOWN, VILLAGE, OTHER_TOWN = "141130101", "141130101200", "141130102"
OFFICER = Actor(UUID(int=5), "韩", (Grant(Role.OFFICER, TOWN),))


def opened(now: datetime, username: str = "zhao", **more: str) -> UUID:
    return open_account(actor=SYSTEM, now=now, username=username, name="赵二虎", password=PASSWORD, **more)


def give(now: datetime, role: Role, scope: str, *, actor: Actor = SYSTEM) -> None:
    grant_role(actor=actor, now=now, username="zhao", role=role, scope=scope, since=now.date())


def test_an_account_signs_in_with_its_password_and_sees_nothing_without_a_role(now: datetime) -> None:
    user = User.objects.get(pk=opened(now))
    assert user.check_password(PASSWORD)
    assert actor_for(user, now).grants == ()


@pytest.mark.parametrize("twice", [{"username": "zhao"}, {"username": "other", "phone": "13900000001"}])
def test_a_user_name_or_phone_is_taken_once(now: datetime, twice: dict[str, str]) -> None:
    opened(now, phone="13900000001")
    with pytest.raises(UsernameTaken):
        opened(now, **twice)
    assert User.objects.count() == 1


def test_nobody_can_take_the_phone_of_another_as_a_user_name(now: datetime) -> None:
    opened(now, phone="13900000001")
    with pytest.raises(UsernameTaken):
        opened(now, username="13900000001")


@pytest.mark.parametrize("weak", ["short", "1234567890", "password123"])
def test_a_weak_password_is_refused_with_reasons(now: datetime, weak: str) -> None:
    with pytest.raises(WeakPassword) as refusal:
        open_account(actor=SYSTEM, now=now, username="zhao", name="x", password=weak)
    assert refusal.value.values["reasons"]
    assert not User.objects.exists()


def test_a_role_holds_from_its_day_on_and_is_given_once(now: datetime) -> None:
    user = User.objects.get(pk=opened(now))
    for _ in range(2):
        give(now, Role.CADRE, VILLAGE)
    assert RoleGrant.objects.count() == 1
    assert actor_for(user, now).grants == (Grant(Role.CADRE, VILLAGE),)
    assert actor_for(user, now - timedelta(days=1)).grants == ()


def test_a_role_that_ended_yesterday_no_longer_holds(now: datetime) -> None:
    key = opened(now)
    give(now - timedelta(days=9), Role.CADRE, VILLAGE)
    end_role(actor=SYSTEM, now=now, username="zhao", role=Role.CADRE, scope=VILLAGE)
    assert actor_by_key(key, now=now).grants == ()
    assert actor_by_key(key, now=now - timedelta(days=1)).grants == (Grant(Role.CADRE, VILLAGE),)


def test_a_role_given_and_ended_on_one_day_leaves_no_period(now: datetime) -> None:
    opened(now)
    give(now, Role.CADRE, VILLAGE)
    end_role(actor=SYSTEM, now=now, username="zhao", role=Role.CADRE, scope=VILLAGE)
    assert not RoleGrant.objects.exists()


def test_ending_a_role_that_is_not_held_leaves_no_trace(now: datetime) -> None:
    opened(now)
    before = AuditEntry.objects.count()
    end_role(actor=SYSTEM, now=now, username="zhao", role=Role.CADRE, scope=VILLAGE)
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize(
    ("role", "scope"),
    [
        (Role.OFFICER, TOWN),
        (Role.ADMINISTRATOR, TOWN),
        (Role.CADRE, OTHER_TOWN),
        (Role.CADRE, ""),
        (Role.AUDITOR, TOWN),
    ],
)
def test_an_officer_gives_no_role_of_his_own_rank_and_none_outside_his_town(
    now: datetime, role: Role, scope: str
) -> None:
    opened(now)
    with pytest.raises(GrantBeyondScope):
        give(now, role, scope, actor=OFFICER)
    assert not RoleGrant.objects.exists()


def test_an_officer_makes_a_cadre_of_his_own_village(now: datetime) -> None:
    key = open_account_with_role(
        actor=OFFICER, now=now, username="li", name="李", password=PASSWORD, role=Role.CADRE, scope=VILLAGE
    )
    assert actor_by_key(key, now=now).holds({Role.CADRE}, VILLAGE)


def test_an_account_whose_first_role_is_refused_is_not_opened(now: datetime) -> None:
    with pytest.raises(GrantBeyondScope):
        open_account_with_role(
            actor=OFFICER, now=now, username="li", name="李", password=PASSWORD, role=Role.CADRE, scope=OTHER_TOWN
        )
    assert not User.objects.exists()


def test_a_scope_that_is_no_place_code_is_refused(now: datetime) -> None:
    opened(now)
    with pytest.raises(BadPlaceCode):
        give(now, Role.CADRE, "14113010")
    assert not RoleGrant.objects.exists()


def test_a_stranger_opens_and_closes_nothing(now: datetime) -> None:
    opened(now)
    with pytest.raises(NotAllowed):
        open_account(actor=NOBODY, now=now, username="x1", name="x", password=PASSWORD)
    with pytest.raises(NotAllowed):
        close_account(actor=NOBODY, now=now, username="zhao")
    assert User.objects.get().is_active


@pytest.mark.parametrize(
    ("role", "scope"), [(Role.OFFICER, TOWN), (Role.CADRE, OTHER_TOWN), (Role.ADMINISTRATOR, ""), (None, "")]
)
def test_an_officer_takes_over_no_account_above_or_outside_his_own(
    now: datetime, role: Role | None, scope: str
) -> None:
    opened(now)
    if role:
        give(now, role, scope)
    with pytest.raises(NotAllowed):
        set_password(actor=OFFICER, now=now, username="zhao", password="another quiet lane")
    assert User.objects.get().check_password(PASSWORD)


def test_an_officer_helps_a_cadre_of_his_own_who_forgot_the_password(now: datetime) -> None:
    opened(now)
    give(now, Role.CADRE, VILLAGE)
    set_password(actor=OFFICER, now=now, username="zhao", password="another quiet lane")
    assert User.objects.get().check_password("another quiet lane")


def test_a_closed_account_is_nobody(now: datetime) -> None:
    key = opened(now)
    give(now, Role.CADRE, VILLAGE)
    close_account(actor=SYSTEM, now=now, username="zhao")
    assert actor_by_key(key, now=now) == NOBODY


def test_an_unknown_account_is_named_in_the_refusal(now: datetime) -> None:
    with pytest.raises(UnknownAccount) as refusal:
        give(now, Role.CADRE, VILLAGE)
    assert refusal.value.values["given"] == "zhao"


def test_an_officer_lists_the_accounts_of_his_area_and_an_administrator_all(now: datetime) -> None:
    opened(now)
    opened(now, username="far")
    give(now, Role.CADRE, VILLAGE)
    today = now.date()
    assert [a.username for a in accounts(actor=OFFICER, today=today)] == ["zhao"]
    assert [a.username for a in accounts(actor=SYSTEM, today=today)] == ["far", "zhao"]
