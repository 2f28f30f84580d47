"""The door: name or phone, lock-out, no sign-up, second factor."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from shihu.base.accounts.commands import grant_role, open_account
from shihu.kernel.actors import SYSTEM, Role

pytestmark = pytest.mark.django_db
PASSWORD = "a quiet lane with vines"
LOGIN = "/account/login/"


@pytest.fixture
def account(now: datetime) -> None:
    open_account(actor=SYSTEM, now=now, username="han", name="韩", password=PASSWORD, phone="13900000002")
    grant_role(actor=SYSTEM, now=now, username="han", role=Role.OFFICER, scope="141130101", since=now.date())


def sign_in(client: Client, login: str, password: str = PASSWORD) -> int:
    return client.post(LOGIN, {"login": login, "password": password}).status_code


@pytest.mark.parametrize("login", ["han", "13900000002"])
def test_the_name_and_the_phone_open_the_same_door(client: Client, account: None, login: str) -> None:
    assert sign_in(client, login) == 302
    assert client.get(reverse("desk_today")).status_code == 200


def test_a_visitor_is_sent_to_the_door_and_back(client: Client) -> None:
    answer = client.get(reverse("desk_today"))
    assert (answer.status_code, answer["Location"]) == (302, f"{LOGIN}?next=/")


def test_a_wrong_password_does_not_say_whether_the_name_is_known(client: Client, account: None) -> None:
    known = client.post(LOGIN, {"login": "han", "password": "wrong"}).content
    unknown = client.post(LOGIN, {"login": "nah", "password": "wrong"}).content
    error = b'role="alert"'
    assert error in known
    assert known.count(error) == unknown.count(error)


def test_after_five_wrong_passwords_the_door_stays_shut_even_for_the_right_one(
    client: Client, account: None, settings: Settings
) -> None:
    settings.AXES_ENABLED = True
    codes = [sign_in(client, "han", "wrong") for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert codes[0] == 200
    assert codes[-1] == 429
    assert sign_in(client, "han") == 429
    assert client.get(reverse("desk_today")).status_code == 302


def test_a_lock_does_not_shut_out_other_people(
    client: Client, account: None, settings: Settings, now: datetime
) -> None:
    open_account(actor=SYSTEM, now=now, username="li", name="李", password=PASSWORD)
    settings.AXES_ENABLED = True
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, "han", "wrong")
    assert sign_in(client, "li") == 302


def test_nobody_signs_up_by_themselves(client: Client) -> None:
    client.post("/account/signup/", {"username": "me", "password1": PASSWORD, "password2": PASSWORD})
    assert sign_in(client, "me") == 200


def test_an_officer_without_a_second_factor_is_led_to_it_where_it_is_required(
    client: Client, account: None, settings: Settings
) -> None:
    sign_in(client, "han")
    assert client.get(reverse("desk_today")).status_code == 200
    settings.SECOND_FACTOR_REQUIRED = True
    answer = client.get(reverse("desk_today"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_activate_totp"))


def test_a_cadre_needs_no_second_factor(client: Client, account: None, settings: Settings, now: datetime) -> None:
    open_account(actor=SYSTEM, now=now, username="li", name="李", password=PASSWORD)
    grant_role(actor=SYSTEM, now=now, username="li", role=Role.CADRE, scope="141130101200", since=now.date())
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(client, "li")
    assert client.get(reverse("desk_today")).status_code == 200
