"""Actor by operation, inside and outside the scope: the whole platform in one table."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import datetime
from http.cookies import SimpleCookie

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.permissions.parts import furnish, rows
from tests.permissions.table import GONE, NO, PEOPLE, SHUT, Row
from tests.permissions.world import World, build_world
from tests.replay import staged
from tests.village.people import Cast

TABLE = rows()


def names(patterns: list[URLPattern | URLResolver] | None = None) -> Iterator[str]:
    """Yield the name of every address of the platform."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        else:
            yield pattern.name or f"unnamed {pattern.pattern}"


def test_every_address_stands_in_the_table() -> None:
    assert set(names()) - SHUT == {row.url for row in TABLE}


def test_what_the_platform_does_not_offer_is_shut() -> None:
    for name in sorted(SHUT & {"account_signup", "account_email", "account_reset_password"}):
        assert get_resolver().resolve(reverse(name)).url_name == "accounts_shut"


@pytest.fixture
@staged
def world(cast: Cast, now: datetime) -> World:
    world = build_world(cast, now)
    furnish(world, cast, now)
    return world


def signed_in(cast: Cast, who: str) -> Callable[[], Client]:
    """Sign in once; return what makes a fresh client with that session."""
    first = Client()
    first.force_login(cast.user(who), backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")

    def enter() -> Client:
        client = Client()
        client.cookies = SimpleCookie(first.cookies)
        return client

    return enter


def status(client: Client, row: Row, world: World) -> int:
    address = reverse(row.url, kwargs=world.keys.get(row.url)) + row.query.format(**world.values)
    send: Callable[..., object] = getattr(client, row.method)
    answer = send(address, row.data) if row.method == "post" else send(address)
    return int(answer.status_code)  # type: ignore[attr-defined]


@pytest.mark.django_db
@pytest.mark.parametrize("who", PEOPLE)
def test_each_person_gets_exactly_what_the_table_says_and_a_refusal_changes_nothing(
    cast: Cast, world: World, who: str
) -> None:
    wrong = []
    enter = signed_in(cast, who)
    before = world.digest()
    for row in TABLE:
        due = row.gets.get(who, row.others)
        # What is refused is not undone: there must be nothing to undo.
        with nullcontext() if row.method == "post" and due in {NO, GONE} else world.undone():
            got = status(enter(), row, world)
        if got != due:
            wrong.append(f"{who}: {row.name} answers {got}, not {due}")
    assert wrong == []
    assert world.digest() == before


@pytest.mark.django_db
def test_a_visitor_is_led_to_the_door_and_sees_nothing(world: World) -> None:
    got, expected = {}, {}
    for row in TABLE:
        with world.undone():
            got[row.name] = status(Client(), row, world)
        # What is not shown is not posted to either: without a session there is nothing behind the address.
        expected[row.name] = GONE if row.method == "post" and row.visitor == 302 and row.others == GONE else row.visitor
    assert got == expected
