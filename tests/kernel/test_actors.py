"""Roles hold within their scope and nowhere else."""

from uuid import UUID

import pytest

from shihu.kernel.actors import NOBODY, Actor, Grant, Role
from shihu.kernel.permissions import permission
from shihu.kernel.refusals import NotAllowed, NotFound

SEE = permission("tests.see", Role.OFFICER, Role.CADRE)


def actor(*grants: tuple[Role, str]) -> Actor:
    return Actor(UUID(int=7), "x", tuple(Grant(role, scope) for role, scope in grants))


def test_a_role_reaches_everything_under_its_scope_and_nothing_beside_it() -> None:
    officer = actor((Role.OFFICER, "141130101"))
    assert SEE.allows(officer, "141130101200001")
    assert not SEE.allows(officer, "141130102")
    assert not SEE.allows(officer, "141130")


def test_scopes_inside_other_scopes_are_not_listed_twice() -> None:
    held = actor((Role.CADRE, "141130101200"), (Role.OFFICER, "141130101"), (Role.CADRE, "141130102"))
    assert SEE.scopes(held) == ("141130101", "141130102")


def test_a_role_that_the_operation_does_not_name_opens_nothing() -> None:
    assert SEE.scopes(actor((Role.VILLAGER, "14"))) == ()
    assert SEE.scopes(NOBODY) == ()


def test_who_may_not_even_see_is_told_that_nothing_is_there() -> None:
    with pytest.raises(NotFound):
        SEE.require(NOBODY, "14")
    with pytest.raises(NotAllowed):
        SEE.require(NOBODY, "14", seen=True)
