"""Asking, drawing, adopting, discarding: what is written, what is refused, what stays in the history."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.services.units.conftest import AGREED, HAMLET, OTHER_VILLAGE, SMALL, TOWN, VILLAGE, Village

from shihu.base.audit.models import AuditEntry
from shihu.base.audit.queries import verify
from shihu.base.jobs.models import Job
from shihu.base.registry.models import Household
from shihu.kernel.actors import NOBODY, Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.units import commands, jobs, queries
from shihu.services.units.errors import (
    AlreadyAsked,
    BadChoices,
    HouseholdGone,
    NoHouseholds,
    NotADraft,
    SharedUnits,
    StaleDraft,
    WrongLevel,
)
from shihu.services.units.models import Formation, Seat, Unit
from shihu.services.units.types import Choices

QUICK = Choices(effort="quick")


class Quiet:
    """A job's handle that nobody watches."""

    def step(self, done: int, total: int, note: str = "") -> None:
        pass


class Watched:
    """A job's handle that remembers what it was told."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int]] = []

    def step(self, done: int, total: int, note: str = "") -> None:
        self.steps.append((done, total))


def drawn(actor: Actor, now: datetime, place: str = HAMLET, choices: Choices = QUICK) -> UUID:
    """Ask and do the work at once."""
    key = commands.ask_formation(actor=actor, now=now, place=place, choices=choices)
    jobs.form(Quiet(), actor, now, str(key))
    return key


def state_of(key: UUID) -> str:
    return Formation.objects.get(pk=key).state


def test_asking_queues_the_work_and_keeps_the_choices(village: Village, officer: Actor, now: datetime) -> None:
    village.settle(10)
    choices = replace(QUICK, seed=7, wish=2.0, high=11)
    key = commands.ask_formation(actor=officer, now=now, place=HAMLET, choices=choices)
    formation = Formation.objects.get(pk=key)
    assert formation.state == "asked"
    assert Job.objects.get(pk=formation.job).argument == str(key)
    assert queries.asked(key, actor=officer).choices == choices
    assert AuditEntry.objects.filter(action="units.ask", subject=str(key)).count() == 1


@pytest.mark.parametrize("place", [TOWN, "141130"])
def test_a_township_is_not_formed_at_once(village: Village, now: datetime, place: str) -> None:
    from shihu.kernel.actors import SYSTEM

    with pytest.raises(WrongLevel):
        commands.ask_formation(actor=SYSTEM, now=now, place=place, choices=QUICK)
    assert not Formation.objects.exists()


def test_asking_is_refused_with_nothing_written(
    village: Village, officer: Actor, cadre: Actor, colleague: Actor, auditor: Actor, now: datetime
) -> None:
    village.settle(10, willing=False)
    cases = [
        (NOBODY, NotFound, QUICK),
        (colleague, NotFound, QUICK),
        (auditor, NotAllowed, QUICK),
        (officer, BadChoices, replace(QUICK, low=0)),
        (cadre, NoHouseholds, QUICK),
    ]
    for actor, refusal, choices in cases:
        with pytest.raises(refusal):
            commands.ask_formation(actor=actor, now=now, place=HAMLET, choices=choices)
    assert not Formation.objects.exists()
    assert not Job.objects.exists()
    assert not AuditEntry.objects.filter(action__startswith="units.").exists()


def test_a_second_formation_waits_for_the_first(village: Village, officer: Actor, now: datetime) -> None:
    village.settle(10)
    commands.ask_formation(actor=officer, now=now, place=HAMLET, choices=QUICK)
    with pytest.raises(AlreadyAsked):
        commands.ask_formation(actor=officer, now=now, place=HAMLET, choices=QUICK)
    assert Formation.objects.count() == 1


def test_the_job_draws_a_draft_and_may_be_repeated(village: Village, officer: Actor, now: datetime) -> None:
    village.settle(30)
    key = drawn(officer, now)
    assert state_of(key) == "draft"
    units = list(Unit.objects.values_list("name", "since", "until"))
    assert units == [("尚家沟一单元", None, None), ("尚家沟二单元", None, None), ("尚家沟三单元", None, None)]
    assert Seat.objects.count() == 30
    watched = Watched()
    jobs.form(watched, officer, now, str(key))
    assert watched.steps == []
    assert Seat.objects.count() == 30
    assert AuditEntry.objects.filter(action="units.draw").count() == 1


def test_the_job_tells_its_progress_in_households(village: Village, officer: Actor, now: datetime) -> None:
    village.settle(20)
    key = commands.ask_formation(actor=officer, now=now, place=HAMLET, choices=QUICK)
    watched = Watched()
    jobs.form(watched, officer, now, str(key))
    assert watched.steps[0] == (0, 20)
    assert watched.steps[-1] == (20, 20)


def test_a_cadres_draft_keeps_apart_those_who_refuse_each_other(village: Village, cadre: Actor, now: datetime) -> None:
    one, other, *_ = village.settle(20)
    village.refuse(one, other)
    drawn(cadre, now)
    unit = {seat.household_id: seat.unit_id for seat in Seat.objects.all()}
    assert unit[one.pk] != unit[other.pk]


def test_a_hamlet_that_cannot_be_formed_becomes_refused_with_the_reason(
    village: Village, officer: Actor, now: datetime
) -> None:
    village.settle(20, can_lead=False)
    key = drawn(officer, now)
    formation = Formation.objects.get(pk=key)
    assert formation.state == "refused"
    (refused,) = formation.outcome["refused"]
    assert refused["rule"] == "head"
    assert {row["rule"] for row in formation.left_out} == {"head"}
    assert not Unit.objects.exists()


def test_adoption_opens_units_today_and_records_each(village: Village, officer: Actor, now: datetime) -> None:
    village.settle(30)
    key = drawn(officer, now)
    done = commands.adopt_formation(actor=officer, now=now, key=key, agreed=AGREED)
    assert (done.units, done.households, done.closed_units) == (3, 30, 0)
    today = timezone.localdate(now)
    assert set(Seat.objects.values_list("since", "until")) == {(today, None)}
    assert state_of(key) == "current"
    assert AuditEntry.objects.filter(action="units.open").count() == 3
    assert verify().holds


def test_only_the_officer_adopts(
    village: Village, officer: Actor, cadre: Actor, colleague: Actor, auditor: Actor, now: datetime
) -> None:
    village.settle(10)
    key = drawn(cadre, now)
    for actor, refusal in ((cadre, NotAllowed), (auditor, NotAllowed), (colleague, NotFound), (NOBODY, NotFound)):
        with pytest.raises(refusal):
            commands.adopt_formation(actor=actor, now=now, key=key, agreed=AGREED)
    assert state_of(key) == "draft"
    assert not Seat.objects.filter(since__isnull=False).exists()


def test_a_draft_older_than_the_roster_is_adopted_only_knowingly(
    village: Village, officer: Actor, now: datetime
) -> None:
    home, *_ = village.settle(20)
    key = drawn(officer, now)
    Household.objects.filter(pk=home.pk).update(willing=False)
    with pytest.raises(StaleDraft):
        commands.adopt_formation(actor=officer, now=now, key=key, agreed=AGREED)
    assert not Seat.objects.filter(since__isnull=False).exists()
    commands.adopt_formation(actor=officer, now=now, key=key, knowingly=True, agreed=AGREED)
    assert state_of(key) == "current"
    assert AuditEntry.objects.get(action="units.adopt").reason


def test_nobody_is_seated_who_has_left_the_roster_even_knowingly(
    village: Village, officer: Actor, now: datetime
) -> None:
    home, *_ = village.settle(20)
    key = drawn(officer, now)
    Household.objects.filter(pk=home.pk).update(until=timezone.localdate(now))
    with pytest.raises(HouseholdGone, match=home.code):
        commands.adopt_formation(actor=officer, now=now, key=key, knowingly=True, agreed=AGREED)
    assert state_of(key) == "draft"


def test_a_new_adoption_ends_the_old_units_and_keeps_them_in_the_history(
    village: Village, officer: Actor, now: datetime
) -> None:
    village.settle(30)
    first = drawn(officer, now)
    commands.adopt_formation(actor=officer, now=now, key=first, agreed=AGREED)
    later = now + timedelta(days=40)
    second = drawn(officer, later, choices=replace(QUICK, low=6, high=8, target=7))
    done = commands.adopt_formation(actor=officer, now=later, key=second, agreed=AGREED)
    assert done.closed_units == 3
    day = timezone.localdate(later)
    assert set(Unit.objects.filter(formation=first).values_list("until", flat=True)) == {day}
    assert set(Seat.objects.filter(unit__formation=second).values_list("since", flat=True)) == {day}
    assert (state_of(first), state_of(second)) == ("replaced", "current")
    with pytest.raises(NotADraft):
        commands.adopt_formation(actor=officer, now=later, key=first, agreed=AGREED)


def test_forming_one_hamlet_again_leaves_the_others_of_its_village_in_force(
    village: Village, officer: Actor, now: datetime
) -> None:
    village.settle(20)
    village.settle(20, SMALL)
    whole = drawn(officer, now, VILLAGE)
    commands.adopt_formation(actor=officer, now=now, key=whole, agreed=AGREED)
    later = now + timedelta(days=1)
    commands.adopt_formation(actor=officer, now=later, key=drawn(officer, later, HAMLET), agreed=AGREED)
    assert state_of(whole) == "current"
    assert Unit.objects.filter(formation=whole, until=None).count() == 2
    assert set(Unit.objects.filter(formation=whole, until=None).values_list("hamlet_id", flat=True)) == {SMALL}


def test_a_hamlet_that_was_refused_keeps_the_units_that_it_has(village: Village, officer: Actor, now: datetime) -> None:
    village.settle(20)
    homes = village.settle(20, SMALL)
    commands.adopt_formation(actor=officer, now=now, key=drawn(officer, now, VILLAGE), agreed=AGREED)
    for home in homes:
        home.memberships.all()
        for membership in home.memberships.all():
            membership.person.may_head = False
            membership.person.save()
    later = now + timedelta(days=1)
    key = drawn(officer, later, VILLAGE)
    commands.adopt_formation(actor=officer, now=later, key=key, agreed=AGREED)
    assert Seat.objects.filter(household__hamlet=SMALL, until=None, since__isnull=False).count() == 20


def test_units_shared_by_two_hamlets_are_formed_anew_only_together(
    village: Village, officer: Actor, now: datetime
) -> None:
    village.settle(20)
    village.settle(5, SMALL)
    commands.adopt_formation(actor=officer, now=now, key=drawn(officer, now, VILLAGE), agreed=AGREED)
    with pytest.raises(SharedUnits):
        commands.ask_formation(actor=officer, now=now, place=SMALL, choices=QUICK)
    assert Formation.objects.count() == 1


def test_discarding_drops_the_drawn_units_and_nothing_else(
    village: Village, officer: Actor, cadre: Actor, auditor: Actor, now: datetime
) -> None:
    village.settle(20)
    current = drawn(officer, now)
    commands.adopt_formation(actor=officer, now=now, key=current, agreed=AGREED)
    key = drawn(cadre, now)
    with pytest.raises(NotAllowed):
        commands.discard_formation(actor=auditor, now=now, key=key)
    commands.discard_formation(actor=cadre, now=now, key=key)
    assert state_of(key) == "discarded"
    assert set(Unit.objects.values_list("formation_id", flat=True)) == {current}
    with pytest.raises(NotADraft):
        commands.discard_formation(actor=cadre, now=now, key=current)
    assert Seat.objects.filter(until=None, since__isnull=False).count() == 20


def test_a_draft_that_was_called_off_while_it_was_drawn_is_not_kept(
    village: Village, officer: Actor, now: datetime
) -> None:
    village.settle(20)
    key = commands.ask_formation(actor=officer, now=now, place=HAMLET, choices=QUICK)
    commands.discard_formation(actor=officer, now=now, key=key)
    jobs.form(Quiet(), officer, now, str(key))
    assert not Unit.objects.exists()
    assert state_of(key) == "discarded"


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    steps=st.lists(
        st.tuples(st.sampled_from([HAMLET, SMALL, VILLAGE]), st.integers(0, 3), st.booleans()), min_size=1, max_size=5
    )
)
def test_on_every_day_a_household_sits_in_at_most_one_unit(
    steps: list[tuple[str, int, bool]], db: None, officer: Actor, now: datetime
) -> None:
    from django.db import transaction

    with transaction.atomic():
        village = Village()
        village.settle(16)
        village.settle(16, SMALL)
        moment = now
        for place, days, adopts in steps:
            moment += timedelta(days=days)
            key = drawn(officer, moment, place, replace(QUICK, seed=days))
            if adopts:
                commands.adopt_formation(actor=officer, now=moment, key=key, agreed=AGREED)
        held: dict[tuple[UUID, date], int] = {}
        first = timezone.localdate(now)
        for seat in Seat.objects.filter(since__isnull=False):
            for offset in range((timezone.localdate(moment) - first).days + 2):
                day = first + timedelta(days=offset)
                if seat.since <= day and (seat.until is None or day < seat.until):
                    held[seat.household_id, day] = held.get((seat.household_id, day), 0) + 1
        assert max(held.values(), default=1) == 1
        transaction.set_rollback(True)


def test_a_formation_of_another_village_is_not_there(
    village: Village, officer: Actor, colleague: Actor, now: datetime, rows: Callable[..., object]
) -> None:
    village.settle(10)
    key = drawn(officer, now)
    with pytest.raises(NotFound):
        queries.formation(key, actor=colleague)
    assert queries.formations(OTHER_VILLAGE, actor=colleague) == []
