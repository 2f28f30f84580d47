"""The one inbox: what waits for whom, in the order of its day, gone when it is done, cheap on every page."""

import ast
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from tests.base.evidence.samples import photo
from tests.village.people import SHANGJIAGOU, SHANGJIAGOU_HAMLET, Cast

from shihu.base.evidence.commands import ask_removal, attach, confirm_removal, detach
from shihu.base.evidence.types import Subject
from shihu.base.registry.commands.imports import upload_roster
from shihu.fronts.desk.web import inbox
from shihu.fronts.desk.web.pages.inbox import SERVICES
from shihu.kernel.actors import Actor, Grant, Role
from shihu.kernel.duties import DueItem
from shihu.services.linkages.commands import check_work, record_work
from shihu.services.linkages.types.goals import NewWork, Verdict, WorkKind

SOURCE = Path(__file__).resolve().parents[3] / "src" / "shihu"
THURSDAY = date(2019, 8, 15)


def item(due: date | None, kind: str = "units.draft", place: str = SHANGJIAGOU) -> DueItem:
    return DueItem(kind, "事", "", place, "desk_inbox", due=due)


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize(
    ("days", "group"),
    [(-1, "overdue"), (0, "today"), (1, "week"), (3, "week"), (4, "later"), (None, "undated")],
)
def test_an_item_stands_under_the_time_by_which_it_is_due(days: int | None, group: str) -> None:
    due = None if days is None else THURSDAY + timedelta(days=days)  # the week ends on Sunday the 18th
    assert inbox.group_of(item(due), THURSDAY) == group


@given(st.lists(st.one_of(st.none(), st.dates(date(2019, 7, 1), date(2019, 10, 1)))))
def test_the_inbox_is_in_the_order_of_days_and_loses_nothing(days: list[date | None]) -> None:
    told = inbox.ordered([item(day) for day in days], THURSDAY)
    assert len(told) == len(days)
    ranks = [inbox.GROUPS.index(group) for group, _item in told]
    assert ranks == sorted(ranks)
    dated = [one.due for _group, one in told if one.due is not None]
    assert dated == sorted(dated)


def test_a_filter_keeps_what_lies_in_the_place_and_comes_from_the_service() -> None:
    found = inbox.Gathered(
        inbox.ordered([item(None), item(None, "ledger.approve"), item(None, place="141130101201")], THURSDAY)
    )
    assert len(inbox.narrowed(found, place=SHANGJIAGOU).items) == 2
    assert [one.kind for _group, one in inbox.narrowed(found, service="ledger").items] == ["ledger.approve"]
    assert inbox.narrowed(found, place=SHANGJIAGOU, service="evidence").items == ()


def kinds_in_the_source() -> set[str]:
    """Find the kinds that services give: the first text of each DueItem, or of what makes one."""
    found = set()
    for path in SOURCE.rglob("*due*"):
        for file in [path] if path.suffix == ".py" else path.rglob("*.py") if path.is_dir() else ():
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                    told = node.args[0].value
                    name = getattr(node.func, "id", "")
                    if isinstance(told, str) and (name == "DueItem" or name.startswith("_of_")):
                        found.add(told)
    return found


def test_every_kind_of_thing_has_a_word_and_a_service() -> None:
    kinds = kinds_in_the_source()
    assert len(kinds) > 12
    assert kinds - set(inbox.KINDS) == set()
    assert {kind.partition(".")[0] for kind in kinds} - set(SERVICES) == set()
    assert set(inbox.RAIL) | set(inbox.SENT) <= set(inbox.KINDS)


def removal(cast: Cast, now: datetime, second: Actor) -> UUID:
    """A photo taken off, its removal asked for by another officer."""
    key = attach(
        actor=cast.officer,
        now=now,
        key=UUID(int=5),
        subject=Subject("test", "1", SHANGJIAGOU_HAMLET),
        content=photo("olive"),
        name="巷道.jpg",
    )
    detach(actor=cast.officer, now=now, key=key, why="重复")
    ask_removal(actor=second, now=now, key=key, why="拍到了证件")
    return key


def test_what_each_service_says_is_in_the_inbox_of_whom_it_concerns_and_gone_when_done(
    cast: Cast, now: datetime
) -> None:
    on, second = now.date(), Actor(UUID(int=78), "双建国", (Grant(Role.OFFICER, "141130101"),))
    key = removal(cast, now, second)
    upload_roster(
        actor=cast.officer, now=now, place=SHANGJIAGOU, name="名册.csv", content="户编号,姓名\n1,赵一\n".encode()
    )
    work = NewWork(SHANGJIAGOU, WorkKind.ROAD, "主街", Decimal(9), "验收单1", date(2019, 6, 1))
    entered = record_work(actor=cast.cadre, now=now, work=work)

    def kinds(actor: Actor) -> set[str]:
        return {one.kind for _group, one in inbox.gather(actor=actor, on=on).items}

    assert kinds(cast.officer) == {"evidence.removal", "registry.import", "linkages.work_check"}
    assert kinds(second) == {"registry.import", "linkages.work_check"}  # never asked to confirm the own asking
    assert kinds(cast.cadre) == kinds(cast.auditor) == kinds(cast.stranger) == kinds(cast.nobody) == set()
    assert kinds(cast.villager) == {"units.own_wishes"}
    for _group, one in inbox.gather(actor=cast.officer, on=on).items:
        assert reverse(one.address, kwargs=dict(one.keys) or None)
    confirm_removal(actor=cast.officer, now=now, key=key)
    check_work(actor=cast.officer, now=now, key=entered, verdict=Verdict.HOLDS, on=on, note="属实")
    assert kinds(cast.officer) == {"registry.import"}


def test_the_count_of_the_rail_costs_one_query_until_something_is_written(
    cast: Cast, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    on = now.date()
    assert inbox.counted(actor=cast.officer, on=on) == {}
    with django_assert_num_queries(1):
        assert inbox.counted(actor=cast.officer, on=on) == {}
    upload_roster(
        actor=cast.officer, now=now, place=SHANGJIAGOU, name="名册.csv", content="户编号,姓名\n1,赵一\n".encode()
    )
    assert inbox.counted(actor=cast.officer, on=on) == {"desk_inbox": 1, "registry_imports": 1}
    assert inbox.counted(actor=cast.nobody, on=on) == {}


def test_a_page_shows_the_last_count_and_asks_for_the_new_one_where_something_was_written(
    cast: Cast, now: datetime, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    on = now.date()
    inbox.counted(actor=cast.officer, on=on)
    upload_roster(
        actor=cast.officer, now=now, place=SHANGJIAGOU, name="名册.csv", content="户编号,姓名\n1,赵一\n".encode()
    )
    with django_assert_num_queries(1):
        assert inbox.remembered(actor=cast.officer, on=on) == ({}, False)
    client.force_login(cast.user("officer"), backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
    asks = f'hx-get="{reverse("desk_due")}"'
    assert asks in client.get(reverse("registry_imports")).content.decode()
    told = client.get(reverse("desk_due")).content.decode()
    assert told.count("<em id=") == 1 + len(set(inbox.RAIL.values()))
    assert '<em id="due-registry_imports" hx-swap-oob="true">1<' in told
    neighbour = Client()
    neighbour.force_login(cast.user("villager"), backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
    assert neighbour.get(reverse("desk_due")).content.decode().count("<em id=") == 1  # the rail shows no other page
    assert asks not in client.get(reverse("registry_imports")).content.decode()


def test_the_inbox_asks_no_more_queries_for_more_items(
    cast: Cast, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def enter(first: int, last: int) -> None:
        for number in range(first, last):
            work = NewWork(SHANGJIAGOU, WorkKind.LAMPS, "路灯", Decimal(9), f"验收单{number}", date(2019, 6, 1))
            record_work(actor=cast.cadre, now=now, work=work)

    # Twenty parts are asked, two or three queries each; how many things wait adds none.
    enter(0, 1)
    with django_assert_max_num_queries(50) as few:
        inbox.gather(actor=cast.officer, on=now.date())
    enter(1, 6)
    with django_assert_max_num_queries(50) as many:
        found = inbox.gather(actor=cast.officer, on=now.date())
    assert len(found.items) == 6
    assert len(many.captured_queries) == len(few.captured_queries)


def test_the_page_groups_narrows_and_says_so_when_nothing_waits(cast: Cast, now: datetime, client: Client) -> None:
    client.force_login(cast.user("officer"), backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
    client.cookies["django_language"] = "en"
    assert "Nothing waits for you" in client.get(reverse("desk_inbox")).content.decode()
    late = now - timedelta(days=20)
    work = NewWork(SHANGJIAGOU, WorkKind.ROAD, "主街", Decimal(9), "验收单1", date(2019, 6, 1))
    key = record_work(actor=cast.cadre, now=late, work=work)
    page = client.get(reverse("desk_inbox")).content.decode()
    assert "Overdue" in page
    assert reverse("linkages_goals_work", kwargs={"key": key}) in page
    narrowed = client.get(reverse("desk_inbox"), {"kind": "ledger"}).content.decode()
    assert "Nothing of this kind waits here" in narrowed
    first = client.get(reverse("desk_today")).content.decode()
    assert reverse("linkages_goals_work", kwargs={"key": key}) in first
    with pytest.raises(NoReverseMatch):
        reverse("linkages_goals_work")
