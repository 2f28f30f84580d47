"""Whom a village's civility concerns, whose household is whose, and who is kin of whom."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from shihu.base.registry.queries import named_households, own_household
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.places import lies_in
from shihu.kernel.refusals import NotFound
from shihu.services.linkages.models import ModelNomination
from shihu.services.units.queries import concerns as in_reach

_ANY_DAY = date(2000, 1, 1)  # who is asked here, not how old they are


def concerns(village: str, *, actor: Actor) -> bool:
    """Tell whether a village's common affairs are the actor's: they work for it, or live in it."""
    return in_reach(village, actor=actor)


def require(village: str, *, actor: Actor) -> None:
    """NotFound where the village is none of the actor's business."""
    if not concerns(village, actor=actor):
        raise NotFound


def household_of(code: str) -> UUID:
    """Return the key of a household."""
    found = named_households(actor=SYSTEM, codes=[code])
    if not found:
        raise NotFound
    return found[0].key


def is_account_of(person: UUID, *, actor: Actor) -> bool:
    """Tell whether the actor is this person."""
    mine = own_household(actor=actor, on=_ANY_DAY)
    return mine is not None and mine.person == person


def lives_in(household: UUID, *, actor: Actor) -> bool:
    """Tell whether the household is the actor's own."""
    mine = own_household(actor=actor, on=_ANY_DAY)
    return mine is not None and mine.key == household


def lives_in_village(village: str, *, actor: Actor) -> bool:
    """Tell whether the actor belongs to a household of the village."""
    mine = own_household(actor=actor, on=_ANY_DAY)
    return mine is not None and lies_in(mine.hamlet, village)


def nominee_akin(round_: UUID, person: UUID) -> str:
    """Return the name of a nominee of the round who is kin of the person; empty for none.

    Kin, as the register knows it: whoever shares or ever shared a household with the nominee, or with somebody who
    lives with the nominee today.
    """
    shared = Q(person__memberships__household__memberships__person=person) | Q(
        household__memberships__until=None,
        household__memberships__person__memberships__household__memberships__person=person,
    )
    found = ModelNomination.objects.filter(shared, round=round_, state="consented")
    return found.values_list("name", flat=True).first() or ""
