"""Whatever people do to households, the registry stays whole: a machine tries it in every order."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.base.registry.conftest import BEGAN, HAMLET, NEXT_HAMLET, VILLAGE, somebody

from shihu.base.audit.queries import verify
from shihu.base.registry import commands
from shihu.base.registry.models import Household, HouseholdStatus, Membership
from shihu.base.registry.queries import check, household
from shihu.base.registry.types import HouseholdFacts, MemberEnd, MemberStart, NewPerson
from shihu.kernel.actors import Actor, Role
from shihu.kernel.refusals import Refusal

NOW: datetime
DAYS = st.integers(0, 12).map(lambda weeks: BEGAN + timedelta(days=30 * weeks))
RELATIONS = st.sampled_from(
    ["relation.spouse", "relation.son", "relation.daughter", "relation.mother", "relation.sibling", "relation.other"]
)
SEXES = st.sampled_from(["male", "female", "unknown"])
PICK = st.integers(0, 50)
STATUSES = st.sampled_from(
    ["wealth.well_off", "wealth.ordinary", "wealth.poor", "poverty.registered", "poverty.exited", "poverty.unstable"]
)


class Village(RuleBasedStateMachine):
    """A village office in which everything happens, also what should be refused."""

    officer: Actor
    now: datetime

    def __init__(self) -> None:
        super().__init__()
        self.serial = 0
        self.refused = 0
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    # --- choosing -----------------------------------------------------------------------------------

    def name(self) -> str:
        self.serial += 1
        return f"人{self.serial}"

    def home(self, pick: int) -> Household:
        homes = list(Household.objects.filter(until=None).order_by("code"))
        return homes[pick % len(homes)]

    def member(self, home: Household, pick: int) -> UUID:
        members = list(Membership.objects.filter(household=home, until=None).order_by("id"))
        return members[pick % len(members)].person_id

    def do(self, command: Any, home: Household, **facts: Any) -> None:
        before = (Household.objects.count(), Membership.objects.count(), HouseholdStatus.objects.count())
        facts = {"household": home.code, "version": home.version} | facts
        try:
            with transaction.atomic():
                command(actor=self.officer, now=self.now, **facts)
        except Refusal:
            self.refused += 1
            after = (Household.objects.count(), Membership.objects.count(), HouseholdStatus.objects.count())
            assert after == before

    def homes_stand(self) -> bool:
        return Household.objects.filter(until=None).exists()

    # --- what happens -------------------------------------------------------------------------------

    @initialize(sizes=st.lists(st.integers(1, 4), min_size=1, max_size=3))
    def settle(self, sizes: list[int]) -> None:
        for size in sizes:
            self.settle_one(size, 0, "male")

    @rule(size=st.integers(1, 4), month=st.integers(0, 12), sex=SEXES)
    def settle_one(self, size: int, month: int, sex: str) -> None:
        people = [
            NewPerson(self.name(), "relation.householder" if i == 0 else "relation.son", sex=sex) for i in range(size)
        ]
        commands.add_household(
            actor=self.officer,
            now=self.now,
            hamlet=HAMLET,
            members=people,
            since=BEGAN + timedelta(days=30 * month),
            about=HouseholdFacts(land_mu=Decimal(6)),
        )

    @precondition(homes_stand)
    @rule(home=PICK, relation=RELATIONS, sex=SEXES, how=st.sampled_from(MemberStart), day=DAYS)
    def somebody_comes(self, home: int, relation: str, sex: str, how: MemberStart, day: date) -> None:
        newcomer = NewPerson(self.name(), relation, sex=sex)
        self.do(commands.add_member, self.home(home), person=newcomer, how=how, day=day)

    @precondition(homes_stand)
    @rule(home=PICK, who=PICK, after=PICK, how=st.sampled_from([MemberEnd.MOVED, MemberEnd.MARRIED_OUT]), day=DAYS)
    def somebody_goes(self, home: int, who: int, after: int, how: MemberEnd, day: date) -> None:
        h = self.home(home)
        self.do(
            commands.remove_member, h, person=self.member(h, who), how=how, day=day, successor=self.member(h, after)
        )

    @precondition(homes_stand)
    @rule(home=PICK, who=PICK, after=PICK, day=DAYS)
    def somebody_dies(self, home: int, who: int, after: int, day: date) -> None:
        h = self.home(home)
        self.do(commands.record_death, h, person=self.member(h, who), day=day, successor=self.member(h, after))

    @precondition(homes_stand)
    @rule(home=PICK, who=PICK, day=DAYS)
    def somebody_takes_over(self, home: int, who: int, day: date) -> None:
        h = self.home(home)
        self.do(commands.change_householder, h, successor=self.member(h, who), day=day)

    @precondition(homes_stand)
    @rule(home=PICK, who=PICK, relation=RELATIONS, day=DAYS)
    def a_relation_is_corrected(self, home: int, who: int, relation: str, day: date) -> None:
        h = self.home(home)
        self.do(commands.set_relation, h, person=self.member(h, who), relation=relation, day=day)

    @precondition(homes_stand)
    @rule(home=PICK, other=PICK, who=PICK, spouse=PICK, after=PICK, day=DAYS)
    def two_marry(self, home: int, other: int, who: int, spouse: int, after: int, day: date) -> None:
        h, o = self.home(home), self.home(other)
        self.do(
            commands.record_marriage,
            h,
            person=self.member(h, who),
            into=o.code,
            spouse=self.member(o, spouse),
            day=day,
            successor=self.member(h, after),
        )

    @precondition(homes_stand)
    @rule(home=PICK, other=PICK, who=PICK, relation=RELATIONS, after=PICK, day=DAYS)
    def somebody_changes_house(self, home: int, other: int, who: int, relation: str, after: int, day: date) -> None:
        h, o = self.home(home), self.home(other)
        self.do(
            commands.move_member,
            h,
            person=self.member(h, who),
            into=o.code,
            relation=relation,
            day=day,
            successor=self.member(h, after),
        )

    @precondition(homes_stand)
    @rule(home=PICK, who=st.lists(PICK, min_size=1, max_size=3), head=PICK, after=PICK, day=DAYS)
    def a_household_splits(self, home: int, who: list[int], head: int, after: int, day: date) -> None:
        h = self.home(home)
        leaving = [self.member(h, w) for w in who]
        self.do(
            commands.split_household,
            h,
            leaving=leaving,
            householder=leaving[head % len(leaving)],
            day=day,
            successor=self.member(h, after),
            land_mu=Decimal(1),
        )

    @precondition(homes_stand)
    @rule(home=PICK, other=PICK, day=DAYS)
    def two_households_merge(self, home: int, other: int, day: date) -> None:
        self.do(commands.merge_households, self.home(home), into=self.home(other).code, day=day)

    @precondition(homes_stand)
    @rule(home=PICK, term=STATUSES, day=DAYS)
    def a_status_changes(self, home: int, term: str, day: date) -> None:
        self.do(commands.set_status, self.home(home), term=term, since=day)

    @precondition(homes_stand)
    @rule(home=PICK, vocabulary=st.sampled_from(["wealth", "poverty"]), day=DAYS)
    def a_status_ends(self, home: int, vocabulary: str, day: date) -> None:
        self.do(commands.end_status, self.home(home), vocabulary=vocabulary, until=day, reason="")

    @precondition(homes_stand)
    @rule(home=PICK, vocabulary=st.sampled_from(["wealth", "poverty"]))
    def a_status_is_taken_back(self, home: int, vocabulary: str) -> None:
        self.do(commands.withdraw_status, self.home(home), vocabulary=vocabulary, reason="")

    @precondition(homes_stand)
    @rule(home=PICK, other=PICK)
    def a_household_prefers_another(self, home: int, other: int) -> None:
        self.do(commands.set_partners, self.home(home), prefers=[self.home(other).code], refuses=[])

    @precondition(homes_stand)
    @rule(home=PICK)
    def a_household_moves(self, home: int) -> None:
        self.do(commands.move_household, self.home(home), hamlet=NEXT_HAMLET, about=HouseholdFacts())

    # --- what must hold -----------------------------------------------------------------------------

    @invariant()
    def the_checks_find_nothing(self) -> None:
        assert check() == []

    @invariant()
    def every_household_can_be_opened(self) -> None:
        for home in Household.objects.all():
            seen = household(home.code, actor=self.officer, on=date(2019, 8, 15))
            assert sum(m.is_householder for m in seen.members) == (1 if seen.stands else 0)


@pytest.mark.usefixtures("places")
def test_no_order_of_events_breaks_the_registry(now: datetime) -> None:
    Village.officer = somebody(Role.OFFICER, VILLAGE, 11)
    Village.now = now
    run_state_machine_as_test(
        Village,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            phases=[Phase.reuse, Phase.generate],  # shrinking twenty steps with a database takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert verify().holds
