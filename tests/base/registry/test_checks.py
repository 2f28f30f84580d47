"""Each check finds the breach that it is for, planted past the commands."""

from collections.abc import Callable
from datetime import date

import pytest
from tests.base.registry.conftest import BEGAN, VILLAGE, Adds, number

from shihu.base.places.models import Place
from shihu.base.registry.models import Household, HouseholdStatus, Membership, Partner, Person
from shihu.base.registry.queries import CHECKS, check
from shihu.base.registry.types import NewPerson

LATER = date(2018, 1, 1)


def _drop_the_head() -> None:
    Membership.objects.filter(relation_id="relation.householder", household__code__endswith="1").delete()


def _two_heads() -> None:
    Membership.objects.filter(person__name="李桂兰").update(relation_id="relation.householder")


def _two_homes() -> None:
    other = Household.objects.get(code__endswith="2")
    wife = Person.objects.get(name="李桂兰")
    Membership.objects.create(household=other, person=wife, relation_id="relation.other", since=BEGAN, until=LATER)


def _before_the_house() -> None:
    Membership.objects.filter(person__name="李桂兰").update(since=date(1990, 1, 1))


def _two_statuses() -> None:
    home = Household.objects.get(code__endswith="1")
    for term, until in (("wealth.poor", None), ("wealth.ordinary", LATER)):
        HouseholdStatus.objects.create(
            household=home, vocabulary="wealth", term_id=term, since=date(2016, 1, 1), until=until
        )


def _wrong_drawer() -> None:
    home = Household.objects.get(code__endswith="1")
    HouseholdStatus.objects.create(household=home, vocabulary="poverty", term_id="wealth.poor", since=BEGAN)


def _at_large() -> None:
    Household.objects.filter(code__endswith="1").update(hamlet=Place.objects.get(pk=VILLAGE))


def _ended_somehow() -> None:
    Membership.objects.filter(household__code__endswith="1").update(until=LATER)
    Household.objects.filter(code__endswith="1").update(until=LATER, ended_by="merged")


def _dead_at_home() -> None:
    Person.objects.filter(name="李桂兰").update(died_on=LATER)


def _lost_number() -> None:
    Person.objects.filter(name="赵二虎").update(id_tail="x" * 43)


def _gone_partner() -> None:
    one, two = Household.objects.order_by("code")
    Partner.objects.create(household=one, other=two, kind="prefers")
    Membership.objects.filter(household=two).update(until=LATER)
    Household.objects.filter(pk=two.pk).update(until=LATER, ended_by="moved")


PLANTED: dict[str, Callable[[], None]] = {
    "householder_belongs": _drop_the_head,
    "one_householder_on_every_day": _two_heads,
    "one_household_a_person": _two_homes,
    "members_within_their_household": _before_the_house,
    "one_status_at_a_time": _two_statuses,
    "status_in_its_vocabulary": _wrong_drawer,
    "households_live_in_hamlets": _at_large,
    "ended_households_say_how": _ended_somehow,
    "the_dead_have_left": _dead_at_home,
    "numbers_are_findable": _lost_number,
    "partners_stand": _gone_partner,
}


@pytest.fixture
def two_households(add: Adds) -> None:
    head = NewPerson("赵二虎", "relation.householder", id_number=number(date(1970, 5, 1), 1, male=True))
    add(head, ("李桂兰", "spouse"))
    add(("钱三", "householder"))


@pytest.mark.usefixtures("two_households")
@pytest.mark.parametrize("name", [one.__name__ for one in CHECKS])
def test_the_check_finds_its_breach_and_says_so(name: str) -> None:
    assert check() == []
    PLANTED[name]()
    found = [breach for breach in check() if breach.check == name]
    assert found
    for breach in found:
        assert breach.sentence % dict(breach.values)
