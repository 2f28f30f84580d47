"""A person who signs in sees their own household, once somebody who keeps the registry has linked the two."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from tests.village.people import Cast

from shihu.base.audit.models import AuditEntry
from shihu.base.registry.commands.links import link_account, unlink_account
from shihu.base.registry.errors.links import AccountLinked, AccountUnknown
from shihu.base.registry.models import Household, Person
from shihu.base.registry.policies import sees
from shihu.kernel.refusals import NotAllowed, NotFound


def householder(cast: Cast, name: str) -> Person:
    return Household.objects.get(code=cast.of(name).code).householder


def test_a_linked_villager_sees_their_own_household_and_no_other(cast: Cast, now: datetime) -> None:
    person = householder(cast, "赵春生")
    unlink_account(actor=cast.officer, now=now, person=householder(cast, "姚福海").pk)
    assert not sees(cast.villager, Household.objects.get(householder=person))
    link_account(actor=cast.officer, now=now, person=person.pk, username="villager")
    assert sees(cast.villager, Household.objects.get(householder=person))
    assert not sees(cast.villager, Household.objects.get(code=cast.of("赵秋生").code))


def test_linking_and_unlinking_are_recorded_once_each(cast: Cast, now: datetime) -> None:
    person = householder(cast, "赵春生")
    for _ in range(2):
        link_account(actor=cast.officer, now=now, person=person.pk, username="banker")
    for _ in range(2):
        unlink_account(actor=cast.officer, now=now, person=person.pk)
    told = AuditEntry.objects.filter(subject=str(person.pk), action__contains="link_account").order_by("number")
    assert [entry.action for entry in told] == ["registry.link_account", "registry.unlink_account"]


@pytest.mark.parametrize("username", ["head", "villager"])
def test_an_account_belongs_to_one_person(username: str, cast: Cast, now: datetime) -> None:
    person = householder(cast, "赵春生")
    with pytest.raises(AccountLinked):
        link_account(actor=cast.officer, now=now, person=person.pk, username=username)
    assert Person.objects.get(pk=person.pk).account_id is None


def test_a_person_has_one_account(cast: Cast, now: datetime) -> None:
    person = householder(cast, "姚福海")
    with pytest.raises(AccountLinked):
        link_account(actor=cast.officer, now=now, person=person.pk, username="banker")
    assert Person.objects.get(pk=person.pk).account_id == cast.villager.key


def test_an_unknown_account_is_refused(cast: Cast, now: datetime) -> None:
    with pytest.raises(AccountUnknown):
        link_account(actor=cast.officer, now=now, person=householder(cast, "赵春生").pk, username="nobody")


@pytest.mark.parametrize("who", ["colleague", "stranger", "villager", "banker", "administrator", "nobody"])
def test_who_may_not_see_the_household_finds_nothing_to_link(who: str, cast: Cast, now: datetime) -> None:
    person = householder(cast, "赵春生")
    with pytest.raises(NotFound):
        link_account(actor=getattr(cast, who), now=now, person=person.pk, username="banker")
    assert Person.objects.get(pk=person.pk).account_id is None


@pytest.mark.parametrize("who", ["auditor", "cadre"])
def test_who_may_not_read_what_is_private_may_not_link_an_account_that_could(
    who: str, cast: Cast, now: datetime
) -> None:
    person = householder(cast, "赵春生")
    with pytest.raises(NotAllowed):
        link_account(actor=getattr(cast, who), now=now, person=person.pk, username="banker")
    assert Person.objects.get(pk=person.pk).account_id is None


def test_an_officer_links_and_unlinks_on_the_page_of_the_person(cast: Cast, now: datetime, client: Client) -> None:
    person = householder(cast, "赵春生")
    client.force_login(cast.user("officer"))
    keys = {"code": cast.of("赵春生").code, "person": person.pk, "act": "account"}
    address = reverse("registry_person_act", kwargs=keys)
    assert client.post(address, {"version": 1, "username": "nobody"}).status_code == 422
    for username, account in (("banker", cast.banker.key), ("", None)):
        assert client.post(address, {"version": 1, "username": username}).status_code == 302
        assert Person.objects.get(pk=person.pk).account_id == account
    client.force_login(cast.user("cadre"))
    assert client.post(address, {"version": 1, "username": "banker"}).status_code == 403
