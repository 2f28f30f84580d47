"""What each reader sees: lists, one household, rows for formation, search, figures."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.base.registry.conftest import (
    BEGAN,
    FAR_HAMLET,
    HAMLET,
    NEXT_HAMLET,
    OTHER_VILLAGE,
    TOWN,
    VILLAGE,
    Adds,
    number,
)

from shihu.base.accounts.models import User
from shihu.base.audit.models import ViewEntry
from shihu.base.places.commands import keep_places
from shihu.base.places.types import NewPlace
from shihu.base.registry import errors
from shihu.base.registry.commands import (
    keep_enterprise,
    open_household,
    set_partners,
    set_status,
    set_wishes,
)
from shihu.base.registry.models import Household, Membership, Person
from shihu.base.registry.queries import (
    described,
    enterprises,
    figures_of,
    figures_under,
    formation_households,
    household,
    households,
    person,
    search,
)
from shihu.base.registry.types import HouseholdFacts, HouseholdFilter, Matched, NewPerson
from shihu.kernel.actors import NOBODY, SYSTEM, Actor
from shihu.kernel.identity import BadCreditCode
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotAllowed, NotFound

TODAY = date(2019, 8, 15)
MINE = number(date(1970, 5, 1), 1, male=True)


@pytest.fixture
def village(add: Adds, officer: Actor, now: datetime) -> dict[str, str]:
    """Four households; the codes by the householder's name."""
    head = NewPerson(
        "单雄信",
        "relation.householder",
        id_number=MINE,
        phone="13800138000",
        is_party_member=True,
        labour="labour.full",
        health="health.chronic",
        skills=("skill.spawn",),
    )
    wife = NewPerson("李桂兰", "relation.spouse", skills=("skill.cooking", "skill.spawn"))
    about = HouseholdFacts(phone="13900001111", land_mu=Decimal("6.5"), street="主街", street_order=3)
    one = add(head, wife, about=about).household
    two = add(("张三", "householder"), ("张小三", "son"), ("王芳", "spouse")).household
    three = add(("钱七", "householder"), hamlet=NEXT_HAMLET, about=HouseholdFacts(willing=False)).household
    four = add(("张三", "householder"), hamlet=FAR_HAMLET).household
    on = {"actor": officer, "now": now}
    set_wishes(**on, household=one, version=1, wishes=["wish.poria", "wish.mushroom"])
    set_status(**on, household=one, version=2, term="wealth.well_off", since=date(2016, 1, 1))
    set_status(**on, household=two, version=1, term="poverty.registered", since=date(2014, 1, 1))
    set_status(**on, household=two, version=2, term="poverty.exited", since=date(2018, 12, 31))
    set_status(**on, household=three, version=1, term="poverty.registered", since=date(2014, 1, 1))
    set_partners(**on, household=one, version=3, prefers=[two], refuses=[three])
    return {"单雄信": one, "张三": two, "钱七": three, "远": four}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (HouseholdFilter(), ["单雄信", "张三", "钱七", "远"]),
        (HouseholdFilter(place=VILLAGE), ["单雄信", "张三", "钱七"]),
        (HouseholdFilter(hamlet=NEXT_HAMLET), ["钱七"]),
        (HouseholdFilter(wealth="wealth.well_off"), ["单雄信"]),
        (HouseholdFilter(poverty="poverty.registered"), ["钱七"]),
        (HouseholdFilter(poverty="none"), ["单雄信", "远"]),
        (HouseholdFilter(was="poverty.registered"), ["张三", "钱七"]),
        (HouseholdFilter(exited="2018"), ["张三"]),
        (HouseholdFilter(exited="2017"), []),
        (HouseholdFilter(wish="wish.mushroom"), ["单雄信"]),
        (HouseholdFilter(party="yes"), ["单雄信"]),
        (HouseholdFilter(party="no", place=VILLAGE), ["张三", "钱七"]),
        (HouseholdFilter(willing="no"), ["钱七"]),
        (HouseholdFilter(text="李桂兰"), ["单雄信"]),
        (HouseholdFilter(text="张"), ["张三", "远"]),
        (HouseholdFilter(text="sxx"), ["单雄信"]),
        (HouseholdFilter(text="shanxiong"), ["单雄信"]),
        (HouseholdFilter(text="%"), []),
        (HouseholdFilter(exited="????", text="张三", party="maybe"), ["张三", "远"]),
    ],
)
def test_the_list_is_narrowed_by(
    village: dict[str, str], officer: Actor, filters: HouseholdFilter, found: list[str]
) -> None:
    page = households(actor=officer, on=TODAY, filters=filters)
    assert [row.code for row in page.rows] == [village[name] for name in found]
    assert page.total == len(found)


def test_each_sees_the_households_of_their_own_area(
    village: dict[str, str], cadre: Actor, colleague: Actor, auditor: Actor
) -> None:
    for actor, seen in ((cadre, 3), (colleague, 1), (auditor, 4), (NOBODY, 0)):
        assert households(actor=actor, on=TODAY, filters=HouseholdFilter()).total == seen
        everything = households(actor=actor, on=TODAY, filters=HouseholdFilter(place=TOWN))
        assert everything.total == seen


def test_phones_are_masked_for_those_who_do_not_keep_the_household(
    village: dict[str, str], cadre: Actor, auditor: Actor
) -> None:
    code = village["单雄信"]
    assert household(code, actor=cadre, on=TODAY).phone == "13900001111"
    seen = household(code, actor=auditor, on=TODAY)
    assert (seen.phone, seen.members[0].phone) == ("139****1111", "138****8000")
    row = households(actor=auditor, on=TODAY, filters=HouseholdFilter(text="单雄信")).rows[0]
    assert row.phone == "139****1111"


def test_no_reader_gets_a_whole_id_number(village: dict[str, str], officer: Actor) -> None:
    found = household(village["单雄信"], actor=officer, on=TODAY)
    assert found.members[0].id_masked == f"990000{'*' * 11}{MINE[-1]}"
    assert MINE not in repr(found)
    assert MINE not in repr(person(found.members[0].person, actor=officer))


def test_refusals_and_health_are_for_the_officer_and_the_household_itself(
    village: dict[str, str], officer: Actor, cadre: Actor, auditor: Actor, now: datetime
) -> None:
    code = village["单雄信"]
    account = User.objects.create(username="shan", name="单雄信", created_at=now)
    Person.objects.filter(name="单雄信").update(account=account)
    himself = Actor(account.pk, "单雄信")
    for actor, knows in ((officer, True), (himself, True), (cadre, False), (auditor, False)):
        found = household(code, actor=actor, on=TODAY)
        assert ("refuses" in {p.kind for p in found.partners}) is knows
        assert (found.members[0].health == "health.chronic") is knows
    assert [p.code for p in household(code, actor=cadre, on=TODAY).partners] == [village["张三"]]
    with pytest.raises(NotFound):
        household(village["张三"], actor=himself, on=TODAY)


def test_a_household_decides_for_itself_whom_it_refuses(village: dict[str, str], cadre: Actor, now: datetime) -> None:
    code = village["单雄信"]
    with pytest.raises(NotAllowed):
        set_partners(actor=cadre, now=now, household=code, version=4, prefers=[], refuses=[])
    with pytest.raises(errors.PartnerImpossible):
        set_partners(actor=cadre, now=now, household=code, version=4, prefers=[village["钱七"]])
    with pytest.raises(errors.HouseholdUnknown):
        set_partners(actor=cadre, now=now, household=code, version=4, prefers=[village["远"]])
    set_partners(actor=cadre, now=now, household=code, version=4, prefers=[])
    account = User.objects.create(username="shan", name="单雄信", created_at=now)
    Person.objects.filter(name="单雄信").update(account=account)
    himself = Actor(account.pk, "单雄信")
    assert [p.kind for p in household(code, actor=himself, on=TODAY).partners] == ["refuses"]
    set_partners(
        actor=himself, now=now, household=code, version=5, prefers=[village["钱七"]], refuses=[village["张三"]]
    )
    seen = household(code, actor=himself, on=TODAY).partners
    assert {(p.code, p.kind) for p in seen} == {(village["钱七"], "prefers"), (village["张三"], "refuses")}


def test_a_refused_look_is_not_recorded_and_a_granted_one_is(
    village: dict[str, str], cadre: Actor, colleague: Actor, now: datetime
) -> None:
    for code in (village["单雄信"], "nowhere"):
        with pytest.raises(NotFound):
            open_household(actor=colleague, now=now, code=code)
    assert not ViewEntry.objects.exists()
    assert open_household(actor=cadre, now=now, code=village["单雄信"]).code == village["单雄信"]
    entry = ViewEntry.objects.get()
    assert (entry.subject_kind, entry.subject, entry.place) == ("household", village["单雄信"], HAMLET)


def test_lists_take_the_same_queries_however_long_they_are(
    village: dict[str, str], add: Adds, officer: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(2):
        with django_assert_num_queries(5):
            households(actor=officer, on=TODAY, filters=HouseholdFilter(place=TOWN), sort="-members")
        with django_assert_num_queries(6):
            formation_households(place=TOWN, actor=officer, on=TODAY)
        with django_assert_num_queries(4):
            figures_under(TOWN, Level.HAMLET, actor=officer, on=TODAY)
        with django_assert_num_queries(8):
            household(village["张三"], actor=officer, on=TODAY)
        for name in ("甲一", "乙二", "丙三"):
            add((name, "householder"), ("丁四", "spouse"), hamlet=NEXT_HAMLET)


def test_the_list_sorts_and_pages(village: dict[str, str], officer: Actor) -> None:
    found = households(actor=officer, on=TODAY, filters=HouseholdFilter(), sort="-members")
    assert [row.members for row in found.rows] == [3, 2, 1, 1]
    by_name = households(actor=officer, on=TODAY, filters=HouseholdFilter(), sort="householder")
    assert [row.householder for row in by_name.rows] == ["钱七", "单雄信", "张三", "张三"]
    second = households(actor=officer, on=TODAY, filters=HouseholdFilter(), offset=2, limit=2)
    assert ([row.code for row in second.rows], second.total) == ([village["钱七"], village["远"]], 4)
    everything = households(actor=officer, on=TODAY, filters=HouseholdFilter(), limit=None)
    assert [row.members for row in everything.rows] == [2, 3, 1, 1]
    assert households(actor=officer, on=TODAY, filters=HouseholdFilter(), sort="nonsense").total == 4


def test_rows_for_formation_tell_what_the_engine_needs(village: dict[str, str], cadre: Actor) -> None:
    rows = formation_households(place=VILLAGE, actor=cadre, on=TODAY)
    one, two, three = rows
    assert (one.code, one.members, one.wishes) == (village["单雄信"], 2, ("wish.poria", "wish.mushroom"))
    assert one.skills == ("skill.cooking", "skill.spawn")
    assert (one.wealth, one.has_party_member, one.can_lead) == ("wealth.well_off", True, True)
    assert (one.prefers, one.refuses) == ((two.code,), (three.code,))
    assert (two.registered_poor, three.registered_poor, three.willing) == (False, True, False)
    assert (two.can_lead, two.prefers) == (False, ())
    then = formation_households(place=VILLAGE, actor=cadre, on=date(2016, 6, 1))
    assert [row.registered_poor for row in then] == [False, True, True]
    assert formation_households(place=VILLAGE, actor=cadre, on=date(2015, 2, 1)) == []


def test_rows_for_formation_of_another_village_are_not_given(village: dict[str, str], colleague: Actor) -> None:
    for place in (VILLAGE, HAMLET, TOWN):
        with pytest.raises(NotFound):
            formation_households(place=place, actor=colleague, on=TODAY)


@pytest.mark.parametrize(
    ("text", "first", "matched"),
    [
        ("张三", "张三", Matched.NAME),
        ("李桂兰", "单雄信", Matched.NAME),
        ("桂兰", "单雄信", Matched.NAME),
        ("shanxiongxin", "单雄信", Matched.PINYIN),
        ("Shan Xiongxin", "单雄信", Matched.PINYIN),
        ("sxx", "单雄信", Matched.INITIALS),
        (MINE, "单雄信", Matched.ID),
        (MINE.lower(), "单雄信", Matched.ID),
        (MINE[-4:], "单雄信", Matched.ID_TAIL),
        ("8000", "单雄信", Matched.PHONE),
        ("13900001111", "单雄信", Matched.PHONE),
        ("后沟", "钱七", Matched.HAMLET),
        ("沟口 张三", "张三", Matched.NAME),
    ],
)
def test_people_are_found_by_what_is_remembered_of_them(
    village: dict[str, str], officer: Actor, text: str, first: str, matched: Matched
) -> None:
    hits = search(text, actor=officer)
    assert hits, text
    assert (hits[0].household, hits[0].matched) == (village[first], matched)


def test_a_household_is_found_by_its_code(village: dict[str, str], officer: Actor) -> None:
    hit = search(village["张三"], actor=officer)[0]
    assert (hit.household, hit.matched, hit.is_householder) == (village["张三"], Matched.CODE, True)


def test_the_whole_name_comes_before_a_part_of_one(village: dict[str, str], cadre: Actor) -> None:
    assert [hit.name for hit in search("张三", actor=cadre)] == ["张三"]
    assert [hit.name for hit in search("三", actor=cadre)] == ["张三", "张小三"]


def test_search_finds_nothing_outside_one_s_area_nor_for_nothing(
    village: dict[str, str], colleague: Actor, officer: Actor
) -> None:
    for text in ("单雄信", MINE, MINE[-4:], "8000", village["单雄信"], "后沟", "sxx"):
        assert search(text, actor=colleague) == [], text
    for text in ("", "   ", "%", "_", "'", "\x00", "没有这个人", "0" * 400):
        assert search(text, actor=officer) == [], text
    assert search("张三", actor=NOBODY) == []


def test_a_search_takes_few_queries(
    village: dict[str, str], officer: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(2):
        search("张三", actor=officer)


def test_figures_count_a_place_and_all_under_it(village: dict[str, str], officer: Actor, now: datetime) -> None:
    statuses = (("village.poor", "2014-01-01", "2018-12-31"), ("village.exited", "2018-12-31", None))
    rows = [NewPlace(VILLAGE, "尚家沟村", "Shangjiagou", statuses=statuses)]
    keep_places(actor=SYSTEM, now=now, places=rows)
    town = figures_of(TOWN, actor=officer, on=TODAY)
    assert (town.households, town.persons) == (4, 7)
    assert (town.registered_households, town.registered_persons) == (2, 4)
    assert (town.still_poor_households, town.still_poor_persons) == (1, 1)
    assert [(y.year, y.villages, y.households, y.persons) for y in town.exits] == [(2018, 1, 1, 3)]
    assert (town.poor_villages, town.incidence) == (1, Decimal("14.29"))
    under = figures_under(TOWN, Level.VILLAGE, actor=officer, on=TODAY)
    assert {code: (f.households, f.persons, f.poor_villages) for code, f in under.items()} == {
        VILLAGE: (3, 6, 1),
        OTHER_VILLAGE: (1, 1, 0),
    }
    hamlets = figures_under(TOWN, Level.HAMLET, actor=officer, on=TODAY)
    assert {code: f.persons for code, f in hamlets.items()} == {HAMLET: 5, NEXT_HAMLET: 1, FAR_HAMLET: 1}
    before = figures_of(TOWN, actor=officer, on=date(2016, 1, 1))
    assert (before.still_poor_persons, before.exits) == (4, ())


def test_every_figure_says_what_it_is_and_leads_to_its_records(village: dict[str, str], officer: Actor) -> None:
    made = {f.key: f for f in described(figures_of(TOWN, actor=officer, on=TODAY))}
    for figure in made.values():
        assert figure.definition.endswith(".")
        assert figure.filters[0] == ("place", TOWN)
    for key in ("registry.households", "registry.registered_households", "registry.exited_households.2018"):
        asked = HouseholdFilter(**dict(made[key].filters))
        assert households(actor=officer, on=TODAY, filters=asked).total == made[key].value


def test_figures_of_an_empty_place_are_zero_and_of_a_foreign_one_not_given(
    places: None, officer: Actor, colleague: Actor
) -> None:
    assert figures_of(VILLAGE, actor=officer, on=TODAY).incidence == Decimal("0.00")
    with pytest.raises(NotFound):
        figures_of(VILLAGE, actor=colleague, on=TODAY)


def test_the_published_incidence_comes_out_of_the_published_persons() -> None:
    from shihu.base.registry.types import PlaceFigures

    published = PlaceFigures(TOWN, 5903, 16539, 2397, 6346, 76, 155, (), 9)
    assert published.incidence == Decimal("0.94")


def test_organisations_are_kept_with_checked_codes(
    places: None, cadre: Actor, colleague: Actor, auditor: Actor, now: datetime
) -> None:
    code = "91350100M000100Y43"
    facts = {"kind": "enterprise.cooperative", "place": VILLAGE, "since": BEGAN, "code": code}
    key = keep_enterprise(actor=cadre, now=now, name="尚家沟食用菌合作社", **facts)
    with pytest.raises(errors.EnterpriseTaken):
        keep_enterprise(actor=cadre, now=now, name="另一个", **facts)
    with pytest.raises(BadCreditCode):
        keep_enterprise(actor=cadre, now=now, name="又一个", **{**facts, "code": code[:-1] + "0"})
    with pytest.raises(errors.BadTerm):
        keep_enterprise(actor=cadre, now=now, name="又一个", **{**facts, "code": "", "kind": "wish.poria"})
    with pytest.raises(errors.UnknownPlace):
        keep_enterprise(actor=cadre, now=now, name="又一个", **{**facts, "code": "", "place": OTHER_VILLAGE})
    keep_enterprise(actor=cadre, now=now, name="尚家沟菌业合作社", key=key, version=1, **facts)
    with pytest.raises(errors.Stale):
        keep_enterprise(actor=cadre, now=now, name="旧", key=key, version=1, **facts)
    with pytest.raises(NotAllowed):
        keep_enterprise(actor=auditor, now=now, name="旧", key=key, version=2, **facts)
    with pytest.raises(NotFound):
        keep_enterprise(actor=colleague, now=now, name="旧", key=key, version=2, **facts)
    rows, total = enterprises(actor=cadre, text="sjgjy")
    assert (total, rows[0].name, rows[0].version) == (1, "尚家沟菌业合作社", 2)
    assert enterprises(actor=colleague)[1] == 0


def test_the_database_itself_refuses_a_second_household_for_one_person(village: dict[str, str]) -> None:
    from django.db import IntegrityError, transaction

    membership = Membership.objects.filter(until=None).first()
    assert membership is not None
    other = Household.objects.exclude(pk=membership.household_id).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(household=other, person=membership.person, relation_id="relation.other", since=TODAY)
