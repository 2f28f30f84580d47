"""Loading rosters: all or nothing, twice is once, and nobody is lost."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from tests.base.registry.imports.conftest import HEAD_ID, SON_ID, WIFE_ID, number
from tests.village.people import OTHER_TOWNSHIP, QIANWA, SHANGGOU, SHANGJIAGOU_HAMLET, Cast

from shihu.base.audit.models import AuditEntry
from shihu.base.audit.queries import verify
from shihu.base.registry.commands.roster import load_roster, weigh_roster
from shihu.base.registry.errors.imports import (
    HouseholderCount,
    HouseholderMissing,
    HouseholdTwice,
    OutsideArea,
    PartnersUnknown,
    PersonTwice,
    UnknownHamlets,
)
from shihu.base.registry.models import Household, HouseholdStatus, Membership, Partner, Person, Skill, Wish
from shihu.base.registry.types import RosterHousehold, RosterPerson
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound

pytestmark = pytest.mark.usefixtures("sound")

HEAD = RosterPerson("郭满仓", "relation.householder", HEAD_ID, "male", date(1968, 3, 12), "13900000001", True)
WIFE = RosterPerson("李桂香", "relation.spouse", WIFE_ID, "female", date(1970, 11, 2), skills=("skill.cooking",))
SON = RosterPerson("郭小亮", "relation.son", SON_ID, "male", date(1995, 6, 30), labour="labour.full")
HOME = RosterHousehold(
    code="X-1",
    hamlet=SHANGGOU,
    members=(HEAD, WIFE, SON),
    street="前街",
    lon=111.25,
    lat=36.85,
    land_mu=Decimal("5.5"),
    wishes=("wish.poria", "wish.pigs"),
    statuses=(("wealth.ordinary", date(2019, 3, 1), None, ""),),
)
OTHER = RosterHousehold(
    "X-2",
    SHANGGOU,
    (RosterPerson("任守田", "relation.householder", number(date(1959, 1, 25), 885), "male", date(1959, 1, 25)),),
)


def _counts() -> tuple[int, ...]:
    tables = (Household, Person, Membership, HouseholdStatus, Wish, Skill, Partner, AuditEntry)
    return tuple(model.objects.count() for model in tables)


def _load(actor: Actor, now: datetime, *households: RosterHousehold, **more: object) -> object:
    return load_roster(actor=actor, now=now, households=households, **more)  # type: ignore[arg-type]


def test_a_new_household_comes_with_its_people_wishes_and_standing(cast: Cast, now: datetime) -> None:
    result = load_roster(actor=cast.officer, now=now, households=[HOME, OTHER])
    assert (result.households_new, result.persons_new, result.households_unchanged) == (2, 4, 0)
    home = Household.objects.get(code="X-1")
    assert (home.householder.name, home.land_mu, home.street) == ("郭满仓", Decimal("5.50"), "前街")
    head = home.householder
    assert (head.id_number, head.pinyin, head.initials, head.is_party_member) == (HEAD_ID, "guomancang", "gmc", True)
    assert list(home.wishes.values_list("term_id", "rank")) == [("wish.poria", 1), ("wish.pigs", 2)]
    assert [m.relation_id for m in home.memberships.all()] == [
        "relation.householder",
        "relation.spouse",
        "relation.son",
    ]
    assert AuditEntry.objects.filter(subject="X-1", action="registry.import").count() == 1
    assert verify().holds


def test_id_numbers_are_sealed_and_stay_out_of_the_audit(cast: Cast, now: datetime) -> None:
    _load(cast.officer, now, HOME)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number FROM registry_person WHERE name = %s", ["郭满仓"])
        stored = bytes(cursor.fetchone()[0])
    assert HEAD_ID.encode() not in stored
    assert not any(HEAD_ID in str(entry.new) for entry in AuditEntry.objects.all())


def test_loading_the_same_roster_again_changes_nothing(cast: Cast, now: datetime) -> None:
    _load(cast.officer, now, HOME, OTHER)
    before = _counts()
    result = load_roster(actor=cast.officer, now=now + timedelta(days=40), households=[HOME, OTHER])
    assert result.changes_nothing
    assert result.households_unchanged == 2
    assert _counts() == before


def test_the_casts_own_roster_again_changes_nothing(cast: Cast, now: datetime) -> None:
    before = _counts()
    result = load_roster(actor=cast.officer, now=now + timedelta(days=1), households=cast.households)
    assert (result.changes_nothing, result.households_unchanged) == (True, 62)
    assert _counts() == before


def test_changes_update_rather_than_double(cast: Cast, now: datetime) -> None:
    _load(cast.officer, now, HOME)
    people = Person.objects.count()
    changed = replace(
        HOME, street="后街", members=(replace(HEAD, phone="13911111111"), WIFE, SON), wishes=("wish.pigs",)
    )
    result = load_roster(actor=cast.officer, now=now, households=[changed])
    home = Household.objects.get(code="X-1")
    assert (result.households_changed, result.persons_changed, result.persons_new) == (1, 1, 0)
    assert (home.street, home.householder.phone, home.version) == ("后街", "13911111111", 2)
    assert list(home.wishes.values_list("term_id", flat=True)) == ["wish.pigs"]
    assert Person.objects.count() == people


def test_a_household_without_a_code_is_found_by_its_householders_id_number(cast: Cast, now: datetime) -> None:
    _load(cast.officer, now, HOME)
    result = load_roster(actor=cast.officer, now=now, households=[replace(HOME, code="", street="西街")])
    assert (result.households_new, result.households_changed) == (0, 1)
    assert Household.objects.get(code="X-1").street == "西街"


def test_a_new_household_without_a_code_gets_the_next_of_its_hamlet(cast: Cast, now: datetime) -> None:
    last = Household.objects.filter(code__startswith=SHANGGOU).order_by("code").last()
    assert last is not None
    _load(cast.officer, now, replace(HOME, code=""))
    assert Household.objects.filter(code=f"{SHANGGOU}{int(last.code[15:]) + 1:04d}").exists()


def test_someone_without_an_id_number_is_found_by_name_and_birth_in_the_household(cast: Cast, now: datetime) -> None:
    bare = replace(HOME, members=(HEAD, replace(WIFE, id_number="")))
    _load(cast.officer, now, bare)
    result = load_roster(actor=cast.officer, now=now, households=[replace(HOME, members=(HEAD, WIFE))])
    assert (result.persons_new, result.persons_changed) == (0, 1)
    assert Person.objects.get(name="李桂香").id_number == WIFE_ID


def test_an_empty_cell_leaves_what_the_registry_has(cast: Cast, now: datetime) -> None:
    _load(cast.officer, now, HOME)
    silent = RosterHousehold(
        "X-1",
        SHANGGOU,
        tuple(RosterPerson(p.name, p.relation, p.id_number) for p in HOME.members),
        silent=frozenset({"willing", "is_party_member"}),
    )
    assert load_roster(actor=cast.officer, now=now, households=[silent]).changes_nothing
    assert Household.objects.get(code="X-1").householder.is_party_member


def test_a_changed_class_closes_the_open_one_on_that_day(cast: Cast, now: datetime) -> None:
    _load(cast.officer, now, HOME)
    later = now + timedelta(days=10)
    _load(cast.officer, later, replace(HOME, statuses=(("wealth.well_off", later.date(), None, ""),)))
    rows = HouseholdStatus.objects.filter(household__code="X-1").values_list("term_id", "since", "until")
    assert list(rows) == [
        ("wealth.ordinary", date(2019, 3, 1), later.date()),
        ("wealth.well_off", later.date(), None),
    ]


def test_who_is_not_in_the_file_is_reported_and_stays(cast: Cast, now: datetime) -> None:
    _load(cast.officer, now, HOME)
    result = load_roster(actor=cast.officer, now=now, households=[replace(HOME, members=(HEAD, WIFE))])
    assert [(one.household, one.name) for one in result.absent] == [("X-1", "郭小亮")]
    assert Membership.objects.filter(person__name="郭小亮", until=None).exists()
    assert result.changes_nothing


def test_somebody_who_moves_leaves_the_old_household_with_dates(cast: Cast, now: datetime) -> None:
    _load(cast.officer, now, HOME, OTHER)
    later = now + timedelta(days=5)
    moved = replace(OTHER, members=(*OTHER.members, replace(SON, relation="relation.son_in_law")))
    result = load_roster(actor=cast.officer, now=later, households=[moved])
    rows = (
        Membership.objects.filter(person__name="郭小亮")
        .order_by("id")
        .values_list("household__code", "until", "ended_by")
    )
    assert result.persons_moved == 1
    assert list(rows) == [("X-1", later.date(), "moved"), ("X-2", None, "")]
    assert Household.objects.get(code="X-1").version == 2


def test_a_new_householder_takes_over_and_the_former_one_stays_a_member(cast: Cast, now: datetime) -> None:
    _load(cast.officer, now, HOME)
    later = now + timedelta(days=5)
    swapped = (replace(SON, relation="relation.householder"), replace(HEAD, relation="relation.father"), WIFE)
    _load(cast.officer, later, replace(HOME, members=swapped))
    home = Household.objects.get(code="X-1")
    now_held = home.memberships.filter(until=None).values_list("person__name", "relation_id")
    assert home.householder.name == "郭小亮"
    assert dict(now_held) == {
        "郭小亮": "relation.householder",
        "郭满仓": "relation.father",
        "李桂香": "relation.spouse",
    }


def test_two_households_may_exchange_their_householders(cast: Cast, now: datetime) -> None:
    _load(cast.officer, now, HOME, OTHER)
    first = replace(HOME, members=(*OTHER.members, replace(WIFE), SON))
    second = replace(OTHER, members=(HEAD,))
    _load(cast.officer, now + timedelta(days=1), first, second)
    assert Household.objects.get(code="X-1").householder.name == "任守田"
    assert Household.objects.get(code="X-2").householder.name == "郭满仓"


def test_a_householder_cannot_leave_a_household_that_the_file_does_not_hold(cast: Cast, now: datetime) -> None:
    _load(cast.officer, now, HOME, OTHER)
    before = _counts()
    with pytest.raises(HouseholderMissing, match="X-1"):
        _load(cast.officer, now, replace(OTHER, members=(*OTHER.members, replace(HEAD, relation="relation.other"))))
    assert _counts() == before


@pytest.mark.parametrize(
    ("households", "refusal"),
    [
        ([replace(HOME, members=(HEAD, replace(WIFE, relation="relation.householder")))], HouseholderCount),
        ([replace(HOME, members=(WIFE,))], HouseholderCount),
        ([HOME, replace(OTHER, members=(*OTHER.members, replace(SON, name="郭明亮")))], PersonTwice),
        ([HOME, replace(OTHER, code="X-1")], HouseholdTwice),
        ([HOME, replace(OTHER, prefers=("nowhere",))], PartnersUnknown),
        ([HOME, replace(OTHER, hamlet="141130101299001")], UnknownHamlets),
    ],
)
def test_one_bad_household_keeps_all_of_them_out(
    cast: Cast, now: datetime, households: list[RosterHousehold], refusal: type[Exception]
) -> None:
    before = _counts()
    with pytest.raises(refusal):
        _load(cast.officer, now, *households)
    assert _counts() == before


def test_preferred_and_refused_households_are_kept_and_replaced(cast: Cast, now: datetime) -> None:
    _load(cast.officer, now, replace(HOME, refuses=("X-2",)), replace(OTHER, prefers=("X-1",)))
    kinds = {(p.household.code, p.other.code): p.kind for p in Partner.objects.filter(household__code__startswith="X-")}
    assert kinds == {("X-1", "X-2"): "refuses", ("X-2", "X-1"): "prefers"}
    _load(cast.officer, now, replace(HOME, prefers=("X-2",)))
    assert Partner.objects.get(household__code="X-1").kind == "prefers"


@pytest.mark.parametrize("who", ["cadre", "colleague", "stranger", "auditor", "banker", "villager", "nobody"])
def test_only_the_officer_of_the_township_loads_a_roster(cast: Cast, now: datetime, who: str) -> None:
    before = _counts()
    with pytest.raises(NotFound):
        _load(getattr(cast, who), now, HOME)
    assert _counts() == before


def test_a_household_outside_the_area_is_not_pulled_in_by_its_id_number(cast: Cast, now: datetime) -> None:
    _load(cast.officer, now, HOME)
    from shihu.base.places.commands import keep_places
    from shihu.base.places.types import NewPlace
    from shihu.kernel.actors import SYSTEM

    there = f"{OTHER_TOWNSHIP}201"
    keep_places(
        actor=SYSTEM,
        now=now,
        places=[NewPlace(there, "双池村", "Shuangchi"), NewPlace(f"{there}001", "东沟", "Donggou")],
    )
    with pytest.raises(OutsideArea):
        _load(cast.stranger, now, replace(HOME, hamlet=f"{there}001"))
    assert Household.objects.get(code="X-1").hamlet_id == SHANGGOU


def test_weighing_tells_what_loading_would_do_and_writes_nothing(cast: Cast, now: datetime) -> None:
    before = _counts()
    weighed = weigh_roster(actor=cast.officer, now=now, households=[HOME, OTHER])
    assert (weighed.households_new, weighed.persons_new) == (2, 4)
    assert _counts() == before


def test_a_person_recognised_by_the_officer_is_updated_not_doubled(cast: Cast, now: datetime) -> None:
    known = cast.of("姚福海").members[0]
    person = Person.objects.get(name=known.name, birth=known.birth)
    new = RosterHousehold(
        "", SHANGJIAGOU_HAMLET, (RosterPerson("姚福孩", "relation.householder", birth=known.birth, where="s!2"),)
    )
    result = load_roster(actor=cast.officer, now=now, households=[new], same_as={"s!2": person.pk})
    assert result.households_new == 0
    assert Person.objects.get(pk=person.pk).name == "姚福孩"


def test_a_household_may_move_to_another_hamlet_of_the_area(cast: Cast, now: datetime) -> None:
    _load(cast.officer, now, HOME)
    _load(cast.officer, now, replace(HOME, hamlet=QIANWA))
    assert Household.objects.get(code="X-1").hamlet_id == QIANWA
