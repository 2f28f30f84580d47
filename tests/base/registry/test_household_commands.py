"""Adding and amending households: what is kept, what is refused, what the audit says."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from tests.base.registry.conftest import BEGAN, FAR_HAMLET, HAMLET, NEXT_HAMLET, Adds, number

from shihu.base.audit.models import AuditEntry
from shihu.base.audit.queries import verify
from shihu.base.registry import errors
from shihu.base.registry.commands import (
    add_household,
    amend_household,
    end_status,
    move_household,
    rehearse,
    set_status,
    set_wishes,
    withdraw_status,
)
from shihu.base.registry.models import Household, HouseholdStatus, Membership, Person, Wish
from shihu.base.registry.queries import check, household
from shihu.base.registry.types import HouseholdFacts, NewPerson
from shihu.kernel.actors import NOBODY, Actor
from shihu.kernel.identity import BadResidentIdCheck
from shihu.kernel.refusals import NotAllowed, NotFound

TODAY = date(2019, 8, 15)


def test_a_household_begins_with_its_members_and_one_householder(add: Adds, officer: Actor) -> None:
    made = add(("赵二虎", "householder"), ("李桂兰", "spouse"), ("赵小平", "son"))
    found = household(made.household, actor=officer, on=TODAY)
    assert found.code == f"{HAMLET}0001"
    assert found.householder == "赵二虎"
    assert [(m.name, m.relation) for m in found.members] == [
        ("赵二虎", "relation.householder"),
        ("李桂兰", "relation.spouse"),
        ("赵小平", "relation.son"),
    ]
    assert check() == []


def test_codes_go_on_from_the_highest_and_are_never_used_again(add: Adds) -> None:
    assert add(("甲乙", "householder")).household == f"{HAMLET}0001"
    assert add(("丙丁", "householder"), code=f"{HAMLET}0041").household == f"{HAMLET}0041"
    assert add(("戊己", "householder")).household == f"{HAMLET}0042"
    with pytest.raises(errors.CodeTaken):
        add(("庚辛", "householder"), code=f"{HAMLET}0041")


@pytest.mark.parametrize("heads", [0, 2])
def test_no_household_begins_with_another_number_of_householders_than_one(add: Adds, heads: int) -> None:
    people = [(f"人{i}", "householder" if i < heads else "other") for i in range(3)]
    with pytest.raises(errors.HouseholderOnce):
        add(*people)
    assert not Household.objects.exists()
    assert not Person.objects.exists()


def test_an_unknown_hamlet_and_a_foreign_one_get_the_same_answer(cadre: Actor, now: datetime, places: None) -> None:
    sentences = set()
    for hamlet in ("141130101201999", FAR_HAMLET):
        with pytest.raises(errors.UnknownHamlet) as refusal:
            add_household(
                actor=cadre,
                now=now,
                hamlet=hamlet,
                since=BEGAN,
                members=[NewPerson("赵二虎", "relation.householder")],
            )
        sentences.add(refusal.value.sentence)
    assert len(sentences) == 1
    assert not Household.objects.exists()


def test_a_household_cannot_live_in_a_village_at_large(add: Adds) -> None:
    with pytest.raises(errors.UnknownHamlet):
        add(("赵二虎", "householder"), hamlet=HAMLET[:12])


def test_id_number_tells_birth_and_sex_and_must_check(add: Adds) -> None:
    good = number(date(1970, 5, 1), 1, male=True)
    add(NewPerson("赵二虎", "relation.householder", id_number=good))
    person = Person.objects.get()
    assert (person.birth, person.sex, person.id_number) == (date(1970, 5, 1), "male", good)
    bad = good[:-1] + ("0" if good[-1] != "0" else "1")
    with pytest.raises(BadResidentIdCheck):
        add(NewPerson("李四", "relation.householder", id_number=bad))
    with pytest.raises(errors.BirthDoesNotFit):
        add(
            NewPerson(
                "李四",
                "relation.householder",
                id_number=number(date(1970, 5, 1), 2, male=True),
                birth=date(1971, 5, 1),
            )
        )
    assert Person.objects.count() == 1


def test_full_width_digits_of_an_id_number_and_a_phone_are_understood(add: Adds) -> None:
    good = number(date(1970, 5, 1), 1, male=True)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in good)
    add(NewPerson("赵二虎", "relation.householder", id_number=wide, phone="１３８-0013 8000"))
    person = Person.objects.get()
    assert (person.id_number, person.phone) == (good, "13800138000")


def test_an_id_number_belongs_to_one_person(add: Adds) -> None:
    mine = number(date(1970, 5, 1), 1, male=True)
    add(NewPerson("赵二虎", "relation.householder", id_number=mine))
    with pytest.raises(errors.IdTaken):
        add(NewPerson("钱三", "relation.householder", id_number=mine))
    with pytest.raises(errors.AlreadyAMember):
        add(NewPerson("赵二虎", "relation.householder", id_number=mine))
    assert Person.objects.count() == 1
    assert Household.objects.count() == 1


def test_amending_counts_up_the_version_and_an_old_version_is_refused(add: Adds, cadre: Actor, now: datetime) -> None:
    made = add(("赵二虎", "householder"))
    about = HouseholdFacts(street="主街", phone="13800138000", land_mu=Decimal("7.5"), lon=111.2, lat=36.8)
    done = amend_household(actor=cadre, now=now, household=made.household, version=1, about=about)
    assert done.version == 2
    with pytest.raises(errors.Stale):
        amend_household(actor=cadre, now=now, household=made.household, version=1, about=HouseholdFacts(street="后街"))
    assert Household.objects.get().street == "主街"


@pytest.mark.parametrize(
    ("about", "refusal"),
    [
        (HouseholdFacts(phone="12"), errors.BadPhone),
        (HouseholdFacts(land_mu=Decimal(-1)), errors.BadLand),
        (HouseholdFacts(land_mu=Decimal("1.234")), errors.BadLand),
        (HouseholdFacts(land_mu=Decimal("NaN")), errors.BadLand),
        (HouseholdFacts(lon=111.0), errors.BadLocation),
        (HouseholdFacts(lon=11.0, lat=36.0), errors.BadLocation),
    ],
)
def test_wrong_facts_change_nothing(
    add: Adds, cadre: Actor, now: datetime, about: HouseholdFacts, refusal: type[Exception]
) -> None:
    made = add(("赵二虎", "householder"), about=HouseholdFacts(street="主街"))
    entries = AuditEntry.objects.count()
    with pytest.raises(refusal):
        amend_household(actor=cadre, now=now, household=made.household, version=1, about=about)
    home = Household.objects.get()
    assert (home.street, home.version) == ("主街", 1)
    assert AuditEntry.objects.count() == entries


def test_who_may_not_see_gets_not_found_and_who_may_only_see_gets_not_allowed(
    add: Adds, colleague: Actor, auditor: Actor, now: datetime
) -> None:
    made = add(("赵二虎", "householder"))
    for actor, refusal in ((colleague, NotFound), (NOBODY, NotFound), (auditor, NotAllowed)):
        with pytest.raises(refusal):
            set_wishes(actor=actor, now=now, household=made.household, version=1, wishes=["wish.mushroom"])
    assert not Wish.objects.exists()
    assert Household.objects.get().version == 1


def test_wishes_keep_their_order_and_must_be_terms_in_force(add: Adds, cadre: Actor, now: datetime) -> None:
    made = add(("赵二虎", "householder"))
    wishes = ["wish.poria", "wish.mushroom"]
    set_wishes(actor=cadre, now=now, household=made.household, version=1, wishes=wishes)
    assert list(Wish.objects.order_by("rank").values_list("term_id", flat=True)) == wishes
    for wrong in ("skill.spawn", "wish.gold"):
        with pytest.raises(errors.BadTerm):
            set_wishes(actor=cadre, now=now, household=made.household, version=2, wishes=[wrong])
    assert Wish.objects.count() == 2


def test_a_status_closes_the_one_before_on_the_same_day(add: Adds, cadre: Actor, now: datetime) -> None:
    made = add(("赵二虎", "householder"))
    first = {"actor": cadre, "now": now, "household": made.household}
    set_status(**first, version=1, term="poverty.registered", since=date(2014, 6, 1))
    set_status(**first, version=2, term="poverty.exited", since=date(2018, 12, 31), reason="人均收入达标")
    rows = HouseholdStatus.objects.order_by("since").values_list("term_id", "since", "until")
    assert list(rows) == [
        ("poverty.registered", date(2014, 6, 1), date(2018, 12, 31)),
        ("poverty.exited", date(2018, 12, 31), None),
    ]
    assert household(made.household, actor=cadre, on=date(2018, 12, 30)).poverty == "poverty.registered"
    assert household(made.household, actor=cadre, on=date(2018, 12, 31)).poverty == "poverty.exited"


@pytest.mark.parametrize("since", [date(2018, 12, 31), date(2018, 12, 30), date(2013, 1, 1)])
def test_a_status_never_begins_before_the_last_one(add: Adds, cadre: Actor, now: datetime, since: date) -> None:
    made = add(("赵二虎", "householder"))
    set_status(
        actor=cadre, now=now, household=made.household, version=1, term="wealth.ordinary", since=date(2018, 12, 31)
    )
    with pytest.raises(errors.StatusBack):
        set_status(actor=cadre, now=now, household=made.household, version=2, term="wealth.poor", since=since)
    assert HouseholdStatus.objects.get().until is None


def test_a_status_needs_a_class_that_was_in_force_on_its_day_and_a_day_that_has_come(
    add: Adds, cadre: Actor, now: datetime
) -> None:
    made = add(("赵二虎", "householder"))
    for term, since, refusal in (
        ("poverty.unstable", date(2019, 1, 1), errors.BadTerm),  # a class of 2020
        ("relation.son", date(2019, 1, 1), errors.BadTerm),
        ("wealth.poor", date(2019, 8, 16), errors.BadDate),  # tomorrow
    ):
        with pytest.raises(refusal):
            set_status(actor=cadre, now=now, household=made.household, version=1, term=term, since=since)
    assert not HouseholdStatus.objects.exists()


def test_a_status_recorded_by_mistake_is_taken_back_and_the_audit_remembers(
    add: Adds, cadre: Actor, now: datetime
) -> None:
    made = add(("赵二虎", "householder"))
    on = {"actor": cadre, "now": now, "household": made.household}
    set_status(**on, version=1, term="wealth.ordinary", since=date(2016, 1, 1))
    set_status(**on, version=2, term="wealth.poor", since=date(2019, 1, 1))
    withdraw_status(**on, version=3, vocabulary="wealth", reason="登记错误")
    row = HouseholdStatus.objects.get()
    assert (row.term_id, row.until) == ("wealth.ordinary", None)
    assert AuditEntry.objects.first().reason == "登记错误"  # type: ignore[union-attr]
    end_status(**on, version=4, vocabulary="wealth", until=date(2019, 8, 1), reason="不再评定")
    assert HouseholdStatus.objects.get().until == date(2019, 8, 1)
    with pytest.raises(errors.StatusMissing):
        end_status(**on, version=5, vocabulary="wealth", until=date(2019, 8, 1), reason="")


def test_a_household_moves_to_another_hamlet_and_keeps_its_code(add: Adds, cadre: Actor, now: datetime) -> None:
    made = add(("赵二虎", "householder"))
    on = {"actor": cadre, "now": now, "household": made.household, "version": 1, "about": HouseholdFacts()}
    for wrong in ("141130101201999", FAR_HAMLET, HAMLET, ""):
        with pytest.raises(errors.UnknownHamlet):
            move_household(**on, hamlet=wrong)
    assert Household.objects.get().hamlet_id == HAMLET
    move_household(**on, hamlet=NEXT_HAMLET)
    home = Household.objects.get()
    assert (home.hamlet_id, home.code) == (NEXT_HAMLET, made.household)
    entry = AuditEntry.objects.first()
    assert entry is not None
    assert (entry.old["hamlet"], entry.new["hamlet"]) == (HAMLET, NEXT_HAMLET)


def test_a_rehearsal_tells_what_would_happen_and_leaves_nothing(add: Adds, cadre: Actor, now: datetime) -> None:
    made = add(("赵二虎", "householder"))
    entries = AuditEntry.objects.count()
    told = rehearse(
        actor=cadre,
        now=now,
        command=set_status,
        household=made.household,
        version=1,
        term="wealth.poor",
        since=date(2019, 1, 1),
    )
    assert told.happenings
    assert not HouseholdStatus.objects.exists()
    assert Household.objects.get().version == 1
    assert AuditEntry.objects.count() == entries
    assert verify().holds


def test_the_audit_never_sees_a_whole_id_number(add: Adds) -> None:
    mine = number(date(1970, 5, 1), 1, male=True)
    add(NewPerson("赵二虎", "relation.householder", id_number=mine))
    for entry in AuditEntry.objects.all():
        assert mine not in f"{entry.old}{entry.new}"
    assert Membership.objects.count() == 1
