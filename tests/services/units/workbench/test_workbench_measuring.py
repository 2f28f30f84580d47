"""Drafts measured: kinds of households from the roster, and one draft beside another."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime

import pytest
from tests.services.units.conftest import AGREED, HAMLET, Village
from tests.services.units.workbench.conftest import Draft
from tests.services.units.workbench.test_workbench_commands import follower, units_of

from shihu.base.registry.queries import household_traits
from shihu.kernel.actors import NOBODY, Actor
from shihu.kernel.refusals import NotFound
from shihu.services.units import commands, queries
from shihu.services.units.adapters import measuring
from shihu.services.units.types import Act


def test_kinds_come_from_the_roster_of_the_day(village: Village, officer: Actor, now: datetime) -> None:
    one, two, three, *_ = village.settle(6)
    one.householder.sex = "female"
    one.householder.save()
    for person in two.memberships.all():
        person.person.birth = date(1955, 1, 1)
        person.person.save()
    member = three.memberships.exclude(person=three.householder).first()
    assert member is not None
    three.memberships.exclude(person=three.householder).update(until=date(2019, 1, 1))
    told = household_traits(place=HAMLET, actor=officer, on=now.date())
    assert {code for code, traits in told.items() if traits.is_led_by_woman} == {one.code}
    assert {code for code, traits in told.items() if traits.is_elderly_alone} == {two.code}
    assert {code for code, traits in told.items() if traits.is_single} == {three.code}
    earlier = household_traits(place=HAMLET, actor=officer, on=date(2014, 6, 1))
    assert not any(traits.is_single or traits.is_elderly_alone for traits in earlier.values())
    with pytest.raises(NotFound):
        household_traits(place=HAMLET, actor=NOBODY, on=now.date())


def test_an_unknown_birth_makes_nobody_elderly(village: Village, officer: Actor, now: datetime) -> None:
    (one,) = village.settle(1)
    for membership in one.memberships.all():
        membership.person.birth = date(1940, 1, 1)
        membership.person.save()
    last = one.memberships.last()
    assert last is not None
    last.person.birth = None
    last.person.save()
    assert not household_traits(place=HAMLET, actor=officer, on=now.date())[one.code].is_elderly_alone


def test_the_audit_counts_the_seated_by_kind(draft: Draft) -> None:
    told = measuring.fairness_of(draft.bench(), on=draft.now.date(), draws=99)
    assert (told.households, told.units, told.draws) == (30, 3, 99)
    wealth = [kind.count for name, kind in told.kinds.items() if name.startswith("wealth.")]
    assert sum(wealth) == 30
    assert told.kinds["party"].count == 5


def test_a_draft_is_measured_by_the_weights_that_are_given(
    village: Village, draft_of: Callable[..., Draft], officer: Actor
) -> None:
    village.settle(30)
    first = draft_of()
    commands.adopt_formation(actor=officer, now=first.now, key=first.key, agreed=AGREED)
    second = draft_of()
    one, two, _three = units_of(second)
    code = follower(second, one)
    second.do(Act.MOVE, code, two)
    bench = second.bench()
    in_force = queries.codes_in_force(HAMLET, actor=officer)
    (told,) = measuring.yardsticks([bench], place=HAMLET, by=bench.choices, on=second.now.date(), in_force=in_force)
    assert told.elsewhere == 1
    assert told.sizes == (9, 10, 11)
    assert told.outside == 0
    assert told.seated == 30
    cluster = bench.outcome["clusters"][0]
    assert told.terms["total"] == pytest.approx(cluster["objective"], abs=0.01)
    village.households[code].until = date(2019, 8, 1)
    village.households[code].save()
    (gone,) = measuring.yardsticks([bench], place=HAMLET, by=bench.choices, on=second.now.date(), in_force={})
    assert (gone.seated, gone.gone, gone.elsewhere) == (29, 1, None)


def test_previews_and_audits_load_no_compiler() -> None:
    """A web worker answers within a drag: the compiled search takes seconds to load and is not needed for it."""
    code = (
        "import django; django.setup(); from shihu.services.units.adapters import measuring, workbench; "
        "import sys; print(sorted({'numba', 'highspy', 'ortools', 'scipy'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
