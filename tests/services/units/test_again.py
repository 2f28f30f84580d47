"""Solved again: from a draft, or from the units in force. Few move, what is locked stays, units keep their rows."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import F, Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.services.units.conftest import AGREED, HAMLET, SMALL, VILLAGE, Village
from tests.services.units.test_commands import Quiet, drawn

from shihu.base.audit.queries import verify
from shihu.base.registry.models import Household
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.units import commands, jobs
from shihu.services.units.errors import BadChoices, NotADraft, NoUnitsInForce, UnitsElsewhere
from shihu.services.units.models import IN_FORCE, Formation, Seat, Unit
from shihu.services.units.types import REPAIR_PRICE, Again

STAY = Again(price=REPAIR_PRICE)


def again(actor: Actor, now: datetime, key: UUID, what: Again = STAY) -> UUID:
    """Ask and do the work at once."""
    made = commands.ask_again(actor=actor, now=now, key=key, again=what)
    jobs.form(Quiet(), actor, now, str(made))
    return made


def repaired(actor: Actor, now: datetime, place: str = HAMLET, price: float = REPAIR_PRICE) -> UUID:
    made = commands.ask_repair(actor=actor, now=now, place=place, price=price)
    jobs.form(Quiet(), actor, now, str(made))
    return made


def seating(key: UUID) -> dict[str, set[str]]:
    """Who sits in which unit of a formation, by name."""
    told: dict[str, set[str]] = {}
    for name, code in Seat.objects.filter(unit__formation=key).values_list("unit__name", "household__code"):
        told.setdefault(name, set()).add(code)
    return told


def in_force() -> dict[str, set[str]]:
    told: dict[str, set[str]] = {}
    for name, code in Seat.objects.filter(IN_FORCE).values_list("unit__name", "household__code"):
        told.setdefault(name, set()).add(code)
    return told


def end(household: Household, day: date) -> None:
    household.until = day
    household.save()


# --- from a draft ----------------------------------------------------------------------------------------------------


def test_where_every_move_is_too_dear_nobody_moves(village: Village, officer: Actor, now: datetime) -> None:
    village.settle(30)
    base = drawn(officer, now)
    made = again(officer, now, base)
    assert seating(made) == seating(base)
    formation = Formation.objects.get(pk=made)
    assert (formation.kind, formation.based_on_id, formation.state) == ("again", base, "draft")
    assert formation.outcome["moved"] == []
    assert Formation.objects.get(pk=base).state == "draft"


def test_a_pinned_household_goes_to_the_unit_asked_for(village: Village, officer: Actor, now: datetime) -> None:
    village.settle(30)
    base = drawn(officer, now)
    first, other = Unit.objects.filter(formation=base).order_by("ordinal")[:2]
    code = Seat.objects.filter(unit=other, can_lead=False).values_list("household__code", flat=True)[0]
    made = again(officer, now, base, Again(price=REPAIR_PRICE, pinned={code: first.pk}))
    assert code in seating(made)[first.name]
    told = Formation.objects.get(pk=made).outcome["moved"]
    assert (code, [first.name, HAMLET, first.ordinal]) in [(m["code"], m["to"]) for m in told]


def test_a_locked_unit_keeps_everybody_and_takes_only_who_is_pinned_there(
    village: Village, officer: Actor, now: datetime
) -> None:
    village.settle(30)
    base = drawn(officer, now)
    locked, other, _ = Unit.objects.filter(formation=base).order_by("ordinal")
    held = seating(base)[locked.name]
    code = Seat.objects.filter(unit=other, can_lead=False).values_list("household__code", flat=True)[0]
    free = again(officer, now, base, Again(price=0, locked_units=(locked.pk,)))
    assert seating(free)[locked.name] == held
    pinned = again(officer, now, base, Again(price=0, locked_units=(locked.pk,), pinned={code: locked.pk}))
    assert seating(pinned)[locked.name] == {*held, code}


def test_two_who_ask_for_each_other_share_a_unit(village: Village, officer: Actor, now: datetime) -> None:
    village.settle(30)
    base = drawn(officer, now)
    first, *_, last = seating(base).values()
    pair = (min(first), min(last))
    made = again(officer, now, base, Again(together=(pair,)))
    assert any(set(pair) <= members for members in seating(made).values())


def test_who_declines_is_left_out_with_that_rule(village: Village, officer: Actor, now: datetime) -> None:
    village.settle(30)
    base = drawn(officer, now)
    code = min(min(seating(base).values(), key=len))
    made = again(officer, now, base, Again(price=REPAIR_PRICE, left_out={code: "declined"}))
    assert all(code not in members for members in seating(made).values())
    (left,) = Formation.objects.get(pk=made).left_out
    assert (left["code"], left["rule"]) == (code, "declined")


def test_solving_again_is_refused_with_nothing_written(
    village: Village, officer: Actor, colleague: Actor, auditor: Actor, now: datetime
) -> None:
    village.settle(20)
    base = drawn(officer, now)
    cases = [
        (colleague, NotFound, STAY),
        (auditor, NotAllowed, STAY),
        (officer, BadChoices, Again(price=-1)),
        (officer, UnitsElsewhere, Again(locked_units=(UUID(int=9),))),
        (officer, UnitsElsewhere, Again(pinned={"x": UUID(int=9)})),
    ]
    before = Formation.objects.count()
    for actor, refusal, what in cases:
        with pytest.raises(refusal):
            commands.ask_again(actor=actor, now=now, key=base, again=what)
    commands.adopt_formation(actor=officer, now=now, key=base, agreed=AGREED)
    with pytest.raises(NotADraft):
        commands.ask_again(actor=officer, now=now, key=base, again=STAY)
    assert Formation.objects.count() == before


# --- repairs ---------------------------------------------------------------------------------------------------------


def test_a_repair_seats_the_newcomer_and_moves_nobody(village: Village, officer: Actor, now: datetime) -> None:
    village.settle(30)
    commands.adopt_formation(actor=officer, now=now, key=drawn(officer, now), agreed=AGREED)
    before, rows = in_force(), set(Unit.objects.values_list("pk", flat=True))
    (newcomer,) = village.arrive([30])
    later = now + timedelta(days=10)
    key = repaired(officer, later)
    told = Formation.objects.get(pk=key).outcome["moved"]
    assert [(m["code"], m["from"]) for m in told] == [(newcomer.code, [])]
    assert in_force() == before, "a draft moves nobody"
    commands.adopt_formation(actor=officer, now=later, key=key, agreed=AGREED)
    after = in_force()
    assert {name: members - {newcomer.code} for name, members in after.items()} == before
    assert set(Seat.objects.filter(IN_FORCE).values_list("unit", flat=True)) == rows, "units keep their rows"
    joined = Seat.objects.get(IN_FORCE, household=newcomer)
    assert joined.since == later.date()
    assert joined.unit.facts["size"] == len(after[joined.unit.name])
    assert verify().holds


def test_a_unit_too_small_is_filled_up_and_the_history_remembers(
    village: Village, officer: Actor, now: datetime
) -> None:
    village.settle(30)
    commands.adopt_formation(actor=officer, now=now, key=drawn(officer, now), agreed=AGREED)
    day, later = now.date(), now + timedelta(days=40)
    name, members = min(in_force().items())
    for code in sorted(members)[:3]:
        end(village.households[code], later.date())
    key = repaired(officer, later)
    commands.adopt_formation(actor=officer, now=later, key=key, agreed=AGREED)
    after = in_force()
    assert all(8 <= len(inside) <= 12 for inside in after.values())
    assert not {code for inside in after.values() for code in inside} & set(sorted(members)[:3])
    then = Seat.objects.filter(_on(day), unit__name=name).values_list("household__code", flat=True)
    assert set(then) == members, "who sat there on the first day is still known"


def test_units_that_dissolve_end_and_their_households_keep_a_seat(
    village: Village, officer: Actor, now: datetime
) -> None:
    village.settle(30)
    commands.adopt_formation(actor=officer, now=now, key=drawn(officer, now), agreed=AGREED)
    later = now + timedelta(days=5)
    name, members = max(in_force().items())
    for code in sorted(members)[:8]:
        end(village.households[code], later.date())
    commands.adopt_formation(actor=officer, now=later, key=repaired(officer, later), agreed=AGREED)
    after = in_force()
    assert len(after) == 2
    assert {code for inside in after.values() for code in inside} == set(village.households) - set(sorted(members)[:8])
    assert Unit.objects.get(name=name).until == later.date()


def test_a_unit_of_two_hamlets_is_repaired_as_one(village: Village, officer: Actor, now: datetime) -> None:
    village.settle(20)
    village.settle(4, SMALL)
    commands.adopt_formation(actor=officer, now=now, key=drawn(officer, now, VILLAGE), agreed=AGREED)
    later = now + timedelta(days=3)
    village.arrive([4], SMALL)
    commands.adopt_formation(actor=officer, now=later, key=repaired(officer, later, VILLAGE), agreed=AGREED)
    assert {code for inside in in_force().values() for code in inside} == set(village.households)


def test_who_comes_back_to_a_unit_has_two_seats_in_its_history(village: Village, officer: Actor, now: datetime) -> None:
    (first, *_) = village.settle(20)
    commands.adopt_formation(actor=officer, now=now, key=drawn(officer, now), agreed=AGREED)
    for days, willing in ((1, False), (2, True)):
        Household.objects.filter(pk=first.pk).update(willing=willing)
        day = now + timedelta(days=days)
        commands.adopt_formation(actor=officer, now=day, key=repaired(officer, day), agreed=AGREED)
    seats = list(
        Seat.objects.filter(household=first, since__isnull=False).order_by("since").values_list("since", "until")
    )
    start = now.date()
    assert seats == [(start, start + timedelta(days=1)), (start + timedelta(days=2), None)]


def test_a_repair_needs_units_in_force(village: Village, officer: Actor, now: datetime) -> None:
    village.settle(20)
    with pytest.raises(NoUnitsInForce):
        commands.ask_repair(actor=officer, now=now, place=HAMLET)
    assert not Formation.objects.exists()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=st.lists(st.sampled_from(["dies", "comes", "unwilling", "willing", "again"]), min_size=1, max_size=6))
def test_on_every_day_a_household_sits_in_at_most_one_unit_through_repairs(
    events: Sequence[str], db: None, officer: Actor, now: datetime
) -> None:
    with transaction.atomic():
        village = Village()
        village.settle(20)
        commands.adopt_formation(actor=officer, now=now, key=drawn(officer, now), agreed=AGREED)
        moment = now
        for number, event in enumerate(events):
            moment += timedelta(days=1 + number % 2)
            seated = list(Household.objects.filter(until=None).order_by("code"))
            if event == "dies" and len(seated) > 9:
                end(seated[number], moment.date())
            elif event == "comes":
                village.arrive([50 + number])
            elif event in {"willing", "unwilling"}:
                Household.objects.filter(pk=seated[-1].pk).update(willing=event == "willing")
            key = repaired(officer, moment, price=0 if event == "again" else REPAIR_PRICE)
            if Formation.objects.get(pk=key).state == "draft":
                commands.adopt_formation(actor=officer, now=moment, key=key, agreed=AGREED)
        for days in range((moment - now).days + 2):
            day = now.date() + timedelta(days=days)
            sitting = list(Seat.objects.filter(_on(day)).values_list("household", flat=True))
            assert len(sitting) == len(set(sitting)), day
            assert not Seat.objects.filter(_on(day), unit__until__lte=day).exists()
        assert verify().holds
        transaction.set_rollback(True)


def _on(day: date) -> Q:
    return (
        Q(since__lte=day) & (Q(until=None) | Q(until__gt=day)) & (Q(unit__until=None) | Q(until__lte=F("unit__until")))
    )
