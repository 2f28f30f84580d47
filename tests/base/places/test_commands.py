"""Keeping the tree of places."""

from datetime import date, datetime
from uuid import UUID

import pytest

from shihu.base.audit.models import AuditEntry
from shihu.base.places.commands import keep_places
from shihu.base.places.errors import BadPeriod, UnknownParent, UnknownStatus
from shihu.base.places.models import Place, PlaceStatus
from shihu.base.places.types import NewPlace
from shihu.kernel.actors import SYSTEM, Actor, Grant, Role
from shihu.kernel.places import BadPlaceCode
from shihu.kernel.refusals import NotFound, Refusal

pytestmark = pytest.mark.django_db

SHANXI = NewPlace("14", "山西省", "Shanxi Province")
LULIANG = NewPlace("1411", "吕梁市", "Lüliang City")
POOR = (("village.poor", "2014-06-01", "2018-12-31"), ("village.exited", "2018-12-31", None))
CHAIN = [
    SHANXI,
    LULIANG,
    NewPlace("141130", "交口县", "Jiaokou County"),
    NewPlace("141130101", "康城镇", "Kangcheng Town", 111.25, 36.85),
    NewPlace("141130101211", "双岭村", "Shuangling Village", is_invented=True, statuses=POOR),
    NewPlace("141130101211004", "解家洼", "Xiejiawa", is_invented=True),
]


def keep(now: datetime, *places: NewPlace, actor: Actor = SYSTEM) -> int:
    return keep_places(actor=actor, now=now, places=places)


def counts() -> tuple[int, int, int]:
    return Place.objects.count(), PlaceStatus.objects.count(), AuditEntry.objects.count()


def test_places_are_kept_parents_first_in_whatever_order_they_come(now: datetime) -> None:
    assert keep(now, *reversed(CHAIN)) == 6
    assert list(Place.objects.values_list("code", flat=True)) == [place.code for place in CHAIN]


def test_keeping_the_same_places_again_changes_and_records_nothing(now: datetime) -> None:
    keep(now, *CHAIN)
    before = counts()
    assert keep(now, *CHAIN) == 0
    assert counts() == before


def test_a_new_name_is_recorded_with_the_old_one(now: datetime) -> None:
    keep(now, *CHAIN)
    assert keep(now, LULIANG, NewPlace("14", "晋", "Jin")) == 1
    entry = AuditEntry.objects.filter(subject="14").first()
    assert entry is not None
    assert entry.old is not None
    assert entry.new is not None
    assert (entry.old["name"], entry.new["name"]) == ("山西省", "晋")


def test_the_statuses_of_a_place_are_replaced_as_a_whole(now: datetime) -> None:
    keep(now, *CHAIN)
    still = NewPlace(
        "141130101211",
        "双岭村",
        "Shuangling Village",
        is_invented=True,
        statuses=(("village.poor", "2014-06-01", None),),
    )
    assert keep(now, still) == 1
    held = [(s.term_id, s.since, s.until) for s in PlaceStatus.objects.all()]
    assert held == [("village.poor", date(2014, 6, 1), None)]


def test_a_place_is_found_as_it_is_said_not_as_its_characters_are_read_elsewhere(now: datetime) -> None:
    keep(now, *CHAIN)
    hamlet = Place.objects.get(pk="141130101211004")
    assert (hamlet.pinyin, hamlet.initials) == ("xiejiawa", "xjw")
    assert Place.objects.get(pk="1411").pinyin == "lvliangshi"


@pytest.mark.parametrize(
    ("places", "refusal"),
    [
        pytest.param([SHANXI, NewPlace("141130", "交口县", "Jiaokou County")], UnknownParent, id="a gap in the path"),
        pytest.param([SHANXI, NewPlace("1411x", "吕梁市", "Lüliang City")], BadPlaceCode, id="letters in the code"),
        pytest.param(
            [SHANXI, NewPlace("1411", "吕梁市", "", statuses=(("village.rich", "2014-01-01", None),))],
            UnknownStatus,
            id="a status that nobody knows",
        ),
        pytest.param(
            [SHANXI, NewPlace("1411", "吕梁市", "", statuses=(("village.poor", "2018-01-01", "2017-12-31"),))],
            BadPeriod,
            id="a status that ends before it begins",
        ),
    ],
)
def test_a_wrong_place_is_refused_and_none_of_the_others_is_kept(
    places: list[NewPlace], refusal: type[Refusal], now: datetime
) -> None:
    before = counts()
    with pytest.raises(refusal) as told:
        keep(now, *places)
    assert str(told.value)
    assert counts() == before


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CADRE, Role.AUDITOR, Role.VILLAGER])
def test_nobody_but_an_administrator_of_everything_keeps_places(role: Role, now: datetime) -> None:
    before = counts()
    with pytest.raises(NotFound):
        keep(now, SHANXI, actor=Actor(UUID(int=5), "韩", (Grant(role, ""),)))
    with pytest.raises(NotFound):
        keep(now, SHANXI, actor=Actor(UUID(int=5), "郭", (Grant(Role.ADMINISTRATOR, "1411"),)))
    assert counts() == before
