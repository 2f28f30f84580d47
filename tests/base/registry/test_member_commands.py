"""People coming, going, dying, taking over, marrying; households splitting and merging."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from tests.base.registry.conftest import BEGAN, FAR_HAMLET, HAMLET, VILLAGE, Adds

from shihu.base.registry import errors
from shihu.base.registry.commands import (
    add_member,
    change_householder,
    merge_households,
    move_member,
    record_death,
    record_marriage,
    remove_member,
    set_partners,
    set_relation,
    set_status,
    split_household,
)
from shihu.base.registry.models import Household, HouseholdStatus, Membership, Partner, Person
from shihu.base.registry.queries import check, figures_of, household
from shihu.base.registry.types import HouseholdFacts, MemberEnd, MemberStart, NewPerson
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound

DAY = date(2019, 5, 1)
FAMILY = (("赵二虎", "householder"), ("李桂兰", "spouse"), ("赵小平", "son"))


@pytest.fixture(autouse=True)
def _the_registry_stays_whole(db: None) -> object:
    """Whatever a test did, the checks of the registry find nothing wrong."""
    yield
    assert check() == []


def key(name: str) -> UUID:
    return Person.objects.get(name=name).pk


def relations(code: str) -> dict[str, str]:
    rows = Membership.objects.filter(household__code=code, until=None).values_list("person__name", "relation_id")
    return {name: relation.removeprefix("relation.") for name, relation in rows}


def test_a_child_is_born_into_the_household(add: Adds, cadre: Actor, now: datetime) -> None:
    made = add(*FAMILY)
    baby = NewPerson("赵晨", "relation.grandson", birth=DAY, sex="male")
    add_member(actor=cadre, now=now, household=made.household, version=1, person=baby, how=MemberStart.BORN, day=DAY)
    assert relations(made.household)["赵晨"] == "grandson"
    assert len(household(made.household, actor=cadre, on=DAY - timedelta(days=1)).members) == 3


@pytest.mark.parametrize(
    ("relation", "day", "refusal"),
    [
        ("relation.householder", DAY, errors.HouseholderOnce),
        ("relation.nobody", DAY, errors.BadTerm),
        ("relation.son", date(2019, 8, 16), errors.BadDate),
        ("relation.son", BEGAN - timedelta(days=1), errors.BadDate),
    ],
)
def test_a_newcomer_who_cannot_be_changes_nothing(
    add: Adds, cadre: Actor, now: datetime, relation: str, day: date, refusal: type[Exception]
) -> None:
    made = add(*FAMILY)
    with pytest.raises(refusal):
        add_member(
            actor=cadre,
            now=now,
            household=made.household,
            version=1,
            person=NewPerson("赵晨", relation),
            how=MemberStart.MOVED_IN,
            day=day,
        )
    assert not Person.objects.filter(name="赵晨").exists()


def test_a_householder_who_leaves_is_succeeded_and_the_relations_follow(add: Adds, cadre: Actor, now: datetime) -> None:
    made = add(*FAMILY, ("王秀珍", "mother"), ("赵大虎", "sibling"))
    on = {"actor": cadre, "now": now, "household": made.household, "version": 1, "person": key("赵二虎"), "day": DAY}
    with pytest.raises(errors.SuccessorNeeded):
        record_death(**on)
    assert Person.objects.get(name="赵二虎").died_on is None
    record_death(**on, successor=key("李桂兰"))
    assert Household.objects.get().householder.name == "李桂兰"
    assert relations(made.household) == {
        "李桂兰": "householder",
        "赵小平": "son",
        "王秀珍": "parent_in_law",
        "赵大虎": "other",
    }
    before = household(made.household, actor=cadre, on=DAY - timedelta(days=1))
    assert before.householder == "李桂兰"  # the household as it stands; its history tells who was before
    rows = Membership.objects.filter(person__name="李桂兰").order_by("since").values_list("relation_id", "until")
    assert list(rows) == [("relation.spouse", DAY), ("relation.householder", None)]


def test_the_death_of_somebody_alone_ends_the_household(add: Adds, cadre: Actor, now: datetime) -> None:
    made = add(("赵二虎", "householder"))
    record_death(actor=cadre, now=now, household=made.household, version=1, person=key("赵二虎"), day=DAY)
    home = Household.objects.get()
    assert (home.until, home.ended_by) == (DAY, "died_out")
    with pytest.raises(errors.AlreadyEnded):
        record_death(actor=cadre, now=now, household=made.household, version=2, person=key("赵二虎"), day=DAY)


def test_the_last_one_to_move_away_ends_the_household_with_its_open_statuses(
    add: Adds, cadre: Actor, now: datetime
) -> None:
    made = add(("赵二虎", "householder"))
    set_status(actor=cadre, now=now, household=made.household, version=1, term="wealth.poor", since=BEGAN)
    remove_member(
        actor=cadre,
        now=now,
        household=made.household,
        version=2,
        person=key("赵二虎"),
        how=MemberEnd.MOVED,
        day=DAY,
    )
    assert Household.objects.get().ended_by == "moved"
    assert HouseholdStatus.objects.get().until == DAY


def test_who_moved_away_may_come_back_by_id_number_but_not_before_leaving(
    add: Adds, cadre: Actor, now: datetime
) -> None:
    from tests.base.registry.conftest import number

    mine = number(date(1990, 1, 1), 7, male=True)
    made = add(*FAMILY, NewPerson("赵小明", "relation.son", id_number=mine))
    on = {"actor": cadre, "now": now, "household": made.household}
    remove_member(**on, version=1, person=key("赵小明"), how=MemberEnd.MOVED, day=DAY)
    back = NewPerson("赵小明", "relation.son", id_number=mine)
    with pytest.raises(errors.BadDate):
        add_member(**on, version=2, person=back, how=MemberStart.MOVED_IN, day=DAY - timedelta(days=1))
    add_member(**on, version=2, person=back, how=MemberStart.MOVED_IN, day=DAY + timedelta(days=30))
    assert Person.objects.filter(name="赵小明").count() == 1
    assert Membership.objects.filter(person__name="赵小明").count() == 2


def test_changing_the_householder_keeps_who_it_was_and_when(add: Adds, cadre: Actor, now: datetime) -> None:
    made = add(*FAMILY)
    on = {"actor": cadre, "now": now, "household": made.household}
    change_householder(**on, version=1, successor=key("赵小平"), day=DAY)
    # Sexes are not known here, so that parents cannot be told apart.
    assert relations(made.household) == {"赵二虎": "other", "李桂兰": "other", "赵小平": "householder"}
    with pytest.raises(errors.AlreadyHouseholder):
        change_householder(**on, version=2, successor=key("赵小平"), day=DAY)
    with pytest.raises(errors.BadDate):  # before he became householder somebody else was: that stands
        change_householder(**on, version=2, successor=key("李桂兰"), day=DAY - timedelta(days=1))
    set_relation(**on, version=2, person=key("赵二虎"), relation="relation.father", day=DAY)
    assert relations(made.household)["赵二虎"] == "father"
    with pytest.raises(errors.HouseholderRelation):
        set_relation(**on, version=3, person=key("赵小平"), relation="relation.son", day=DAY)


def test_a_split_leaves_two_households_that_share_the_past(add: Adds, cadre: Actor, now: datetime) -> None:
    made = add(
        NewPerson("赵二虎", "relation.householder", sex="male"),
        NewPerson("李桂兰", "relation.spouse", sex="female"),
        NewPerson("赵小平", "relation.son", sex="male"),
        NewPerson("郭玉梅", "relation.daughter_in_law", sex="female"),
        about=HouseholdFacts(land_mu=Decimal("8.00")),
    )
    on = {"actor": cadre, "now": now, "household": made.household}
    set_status(**on, version=1, term="poverty.registered", since=BEGAN)
    set_status(**on, version=2, term="poverty.exited", since=date(2018, 12, 31))
    done = split_household(
        **on,
        version=3,
        leaving=[key("赵小平"), key("郭玉梅")],
        householder=key("赵小平"),
        day=DAY,
        land_mu=Decimal("3.5"),
    )
    (new,) = done.others
    assert relations(made.household) == {"赵二虎": "householder", "李桂兰": "spouse"}
    assert relations(new) == {"赵小平": "householder", "郭玉梅": "other"}
    assert [str(h.land_mu) for h in Household.objects.order_by("code")] == ["4.50", "3.50"]
    exits = figures_of(VILLAGE, actor=cadre, on=DAY).exits
    assert [(y.year, y.households, y.persons) for y in exits] == [(2018, 2, 4)]


def test_splitting_needs_a_successor_somebody_who_stays_and_enough_land(add: Adds, cadre: Actor, now: datetime) -> None:
    made = add(*FAMILY)
    on = {"actor": cadre, "now": now, "household": made.household, "version": 1, "day": DAY}
    everyone = [key(name) for name, _ in FAMILY]
    for leaving, head, land, refusal in (
        (everyone, everyone[0], None, errors.NobodyLeft),
        (everyone[:1], everyone[0], None, errors.SuccessorNeeded),
        (everyone[1:], everyone[0], None, errors.NotAMember),
        ([], everyone[0], None, errors.NobodyChosen),
        (everyone[2:], everyone[2], Decimal(1), errors.LandTooMuch),
        ([UUID(int=5)], UUID(int=5), None, errors.NotAMember),
    ):
        with pytest.raises(refusal):
            split_household(**on, leaving=leaving, householder=head, land_mu=land)
    assert Household.objects.count() == 1
    assert Membership.objects.filter(until=None).count() == 3
    assert Household.objects.get().version == 1


def test_a_merged_household_ends_and_tells_what_it_became(add: Adds, cadre: Actor, now: datetime) -> None:
    one, two, three = add(*FAMILY), add(("钱三", "householder")), add(("孙四", "householder"))
    set_partners(actor=cadre, now=now, household=three.household, version=1, prefers=[one.household])
    merge_households(
        actor=cadre,
        now=now,
        household=one.household,
        version=1,
        into=two.household,
        day=DAY,
        relations={key("赵二虎"): "relation.sibling"},
    )
    old = Household.objects.get(code=one.household)
    assert (old.until, old.ended_by, old.became.code if old.became else "") == (DAY, "merged", two.household)
    assert relations(two.household) == {
        "钱三": "householder",
        "赵二虎": "sibling",
        "李桂兰": "other",
        "赵小平": "other",
    }
    assert Partner.objects.get().other.code == two.household
    # He was householder once and may be again: the ended household does not hold him.
    change_householder(actor=cadre, now=now, household=two.household, version=2, successor=key("赵二虎"), day=DAY)
    assert Household.objects.get(code=two.household).householder.name == "赵二虎"


def test_merging_with_itself_with_a_stranger_or_with_an_old_picture_is_refused(
    add: Adds, cadre: Actor, now: datetime
) -> None:
    one, two, far = add(*FAMILY), add(("钱三", "householder")), add(("周五", "householder"), hamlet=FAR_HAMLET)
    on = {"actor": cadre, "now": now, "household": one.household, "version": 1, "day": DAY}
    for into, version, refusal in (
        (one.household, None, errors.SameHousehold),
        (far.household, None, errors.HouseholdUnknown),
        ("nowhere", None, errors.HouseholdUnknown),
        (two.household, 7, errors.Stale),
    ):
        with pytest.raises(refusal):
            merge_households(**on, into=into, into_version=version)
    assert not Household.objects.exclude(until=None).exists()
    assert not Membership.objects.exclude(until=None).exists()


def test_a_daughter_marries_into_another_household(add: Adds, cadre: Actor, now: datetime) -> None:
    one = add(("赵二虎", "householder"), NewPerson("赵小红", "relation.daughter", sex="female"))
    two = add(("钱三", "householder"), NewPerson("钱小军", "relation.son", sex="male"))
    record_marriage(
        actor=cadre,
        now=now,
        household=one.household,
        version=1,
        person=key("赵小红"),
        into=two.household,
        into_version=1,
        spouse=key("钱小军"),
        day=DAY,
    )
    assert relations(two.household)["赵小红"] == "daughter_in_law"
    assert relations(one.household) == {"赵二虎": "householder"}
    past = household(one.household, actor=cadre, on=DAY).past_members
    assert [(m.name, m.ended_by, m.until) for m in past] == [("赵小红", "married_out", DAY)]


def test_a_widow_who_marries_takes_her_household_of_one_along(add: Adds, cadre: Actor, now: datetime) -> None:
    one = add(NewPerson("李桂兰", "relation.householder", sex="female"))
    two = add(("钱三", "householder"))
    record_marriage(
        actor=cadre,
        now=now,
        household=one.household,
        version=1,
        person=key("李桂兰"),
        into=two.household,
        spouse=key("钱三"),
        day=DAY,
    )
    old = Household.objects.get(code=one.household)
    assert (old.ended_by, old.became.code if old.became else "") == ("merged", two.household)
    assert relations(two.household) == {"钱三": "householder", "李桂兰": "spouse"}


def test_a_grandmother_moves_to_her_other_son(add: Adds, cadre: Actor, now: datetime) -> None:
    one, two = add(*FAMILY, ("王秀珍", "mother")), add(("赵大虎", "householder"))
    on = {"actor": cadre, "now": now, "household": one.household, "version": 1, "person": key("王秀珍"), "day": DAY}
    with pytest.raises(errors.HouseholderOnce):
        move_member(**on, into=two.household, relation="relation.householder")
    move_member(**on, into=two.household, relation="relation.mother")
    assert relations(two.household)["王秀珍"] == "mother"
    assert "王秀珍" not in relations(one.household)


def test_another_village_s_cadre_cannot_reach_in_by_either_door(add: Adds, colleague: Actor, now: datetime) -> None:
    here, there = add(*FAMILY), add(("周五", "householder"), hamlet=FAR_HAMLET)
    with pytest.raises(NotFound):
        merge_households(actor=colleague, now=now, household=here.household, version=1, into=there.household, day=DAY)
    with pytest.raises(errors.HouseholdUnknown):
        merge_households(actor=colleague, now=now, household=there.household, version=1, into=here.household, day=DAY)
    assert not Household.objects.exclude(until=None).exists()
    assert here.household.startswith(HAMLET)
