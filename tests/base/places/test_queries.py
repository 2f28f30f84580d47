"""Reading the tree of places, as far as one may see."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from shihu.base.places.commands import keep_places
from shihu.base.places.queries import children, names, path, place, search, statuses, under, with_status
from shihu.base.places.seeds import SHANGJIAGOU, TIANJIAWA, places
from shihu.kernel.actors import NOBODY, SYSTEM, Actor, Grant, Role
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound

pytestmark = pytest.mark.django_db

KANGCHENG = "141130101"
OFFICER = Actor(UUID(int=1), "韩", (Grant(Role.OFFICER, KANGCHENG),))
CADRE = Actor(UUID(int=2), "尚", (Grant(Role.CADRE, SHANGJIAGOU),))
STRANGER = Actor(UUID(int=3), "双", (Grant(Role.OFFICER, "141130102"),))


@pytest.fixture(autouse=True)
def _places(db: None, now: datetime) -> None:
    keep_places(actor=SYSTEM, now=now, places=places())


def test_a_place_is_seen_by_those_whose_area_it_lies_in() -> None:
    assert place(SHANGJIAGOU, actor=OFFICER).name == "尚家沟村"
    assert place(SHANGJIAGOU, actor=CADRE).level is Level.VILLAGE


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        pytest.param(CADRE, TIANJIAWA, id="the village next door"),
        pytest.param(CADRE, KANGCHENG, id="the township above"),
        pytest.param(STRANGER, SHANGJIAGOU, id="another township's village"),
        pytest.param(NOBODY, SHANGJIAGOU, id="a visitor"),
        pytest.param(OFFICER, f"{KANGCHENG}999", id="a place that is not there"),
    ],
)
def test_a_place_outside_is_as_unknown_as_one_that_does_not_exist(actor: Actor, code: str) -> None:
    with pytest.raises(NotFound):
        place(code, actor=actor)


def test_what_lies_under_a_place_is_cut_to_what_the_actor_may_see() -> None:
    assert len(under(KANGCHENG, Level.VILLAGE, actor=OFFICER)) == 12
    assert len(under(KANGCHENG, Level.HAMLET, actor=OFFICER)) == 72
    assert [p.code for p in under(KANGCHENG, Level.VILLAGE, actor=CADRE)] == [SHANGJIAGOU]
    assert len(under(KANGCHENG, Level.HAMLET, actor=CADRE)) == 5
    assert under(KANGCHENG, Level.HAMLET, actor=STRANGER) == []
    assert under(KANGCHENG, Level.HAMLET, actor=NOBODY) == []


def test_children_are_one_level_down_and_a_hamlet_has_none() -> None:
    assert [p.code for p in children(SHANGJIAGOU, actor=CADRE)] == [f"{SHANGJIAGOU}{n:03d}" for n in range(1, 6)]
    assert children(f"{SHANGJIAGOU}001", actor=CADRE) == []


def test_the_path_leads_from_the_province_down() -> None:
    assert [p.name for p in path(f"{SHANGJIAGOU}001")] == ["山西省", "吕梁市", "交口县", "康城镇", "尚家沟村", "尚家沟"]


@pytest.mark.parametrize("text", ["尚家沟", "shangjiagou", "Shangjia", "SJG", "sjg", SHANGJIAGOU, " 尚家 "])
def test_a_village_is_found_by_name_pinyin_initials_and_code(text: str) -> None:
    assert search(text, actor=OFFICER)[0].code == SHANGJIAGOU


def test_umlauts_may_be_typed_either_way() -> None:
    county = Actor(UUID(int=4), "解", (Grant(Role.AUDITOR, "1411"),))
    assert [p.code for p in search("lü liang", actor=county)] == ["1411"]
    assert [p.code for p in search("lvliang", actor=county)] == ["1411"]


def test_search_stops_at_the_edge_of_the_area_and_says_nothing_to_nothing() -> None:
    assert search("田家洼", actor=CADRE) == []
    assert search("尚家沟", actor=NOBODY) == []
    assert search("  ", actor=OFFICER) == []
    assert search("%", actor=OFFICER) == []


def test_a_status_holds_from_its_first_day_to_the_day_before_its_last() -> None:
    def poor(on: date) -> int:
        return len(with_status("village.poor", KANGCHENG, on=on))

    assert poor(date(2014, 5, 31)) == 0
    assert poor(date(2014, 6, 1)) == 9
    assert poor(date(2018, 12, 30)) == 9
    assert poor(date(2018, 12, 31)) == 1
    assert len(with_status("village.exited", KANGCHENG, on=date(2018, 12, 31))) == 8


def test_statuses_are_told_up_to_a_day() -> None:
    told = statuses(SHANGJIAGOU, up_to=date(2018, 12, 31))
    assert [(term, since) for _, term, since, _ in told] == [
        ("village.poor", date(2014, 6, 1)),
        ("village.exited", date(2018, 12, 31)),
    ]


def test_names_are_had_at_once(django_assert_num_queries: Callable[[int], AbstractContextManager[Any]]) -> None:
    with django_assert_num_queries(1):
        told = names({SHANGJIAGOU, TIANJIAWA, "999999"})
    assert {code: row.label("en") for code, row in told.items()} == {
        SHANGJIAGOU: "Shangjiagou Village",
        TIANJIAWA: "Tianjiawa Village",
    }
