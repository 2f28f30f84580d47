"""Who the actor is to an account, and whose matter is too close to theirs."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from shihu.base.audit.queries import within
from shihu.base.registry.queries import own_household
from shihu.base.registry.types import OwnHousehold
from shihu.kernel.actors import SYSTEM, Actor, Role
from shihu.kernel.places import Level, lies_in
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.models.points import PointAccount, PointClaim
from shihu.services.units.queries import codes_in_force, own_seat
from shihu.services.units.queries.belonging import kin_units


def village_of(place: str) -> str:
    """Return the village of a place; NotFound above one."""
    if len(place) < Level.VILLAGE:
        raise NotFound
    return place[: Level.VILLAGE]


def lives_in(village: str, *, actor: Actor, on: date) -> OwnHousehold | None:
    """Return the actor's own household if it stands in the village."""
    own = own_household(actor=actor, on=on)
    return own if own is not None and lies_in(own.hamlet, village) else None


def require_concern(village: str, *, actor: Actor, on: date) -> OwnHousehold | None:
    """Let through who sees the village's points by office or lives there; NotFound for all others."""
    own = lives_in(village, actor=actor, on=on)
    if own is None and not policies.SEE_POINTS.allows(actor, village):
        raise NotFound
    return own


def led_unit(actor: Actor) -> UUID | None:
    """Return the unit whose head the actor is."""
    if not any(grant.role is Role.HEAD for grant in actor.grants):
        return None
    own = own_seat(actor)
    return own.unit if own is not None and own.is_head else None


def too_close(accounts: Collection[UUID], *, actor: Actor) -> set[UUID]:
    """Return those of the accounts that are a matter of the actor's own household, kin or unit.

    Kin as the register knows it: whoever lives today in the household and ever belonged to one household with the
    actor. A unit's account is too close where the actor or kin sit in the unit. Two queries.
    """
    if not actor.is_known or not accounts:
        return set()
    shared = "household__memberships__person__memberships__household__memberships__person__account"
    near: QuerySet[PointAccount] = PointAccount.objects.filter(
        household__memberships__until=None, pk__in=accounts, **{shared: actor.key}
    )
    found = set(near.order_by().values_list("pk", flat=True))
    units = PointAccount.objects.filter(pk__in=accounts, unit__in=kin_units(actor))
    return found | set(units.order_by().values_list("pk", flat=True))


def reviews(actor: Actor, claim: PointClaim) -> bool:
    """Tell whether reviewing this claim is the actor's office: by place, or as head of the household's unit."""
    if policies.REVIEW_POINTS.allows(actor, claim.account.hamlet_id):
        return True
    led = led_unit(actor)
    return led is not None and led == claim.unit_id


def rescores(actor: Actor, claim: PointClaim) -> bool:
    """Tell whether the actor may take the blind second look: an officer, a cadre, or any head of the village."""
    village = claim.account.village_id
    return policies.REVIEW_POINTS.allows(actor, claim.account.hamlet_id) or any(
        lies_in(scope, village) for scope in actor.scopes({Role.HEAD})
    )


def seen_accounts(actor: Actor, *, on: date) -> Q:
    """The filter of the accounts that the actor may look into: by office, their own, those of the unit they lead."""
    seen = within("hamlet_id", policies.SEE_POINTS.scopes(actor))
    own = own_household(actor=actor, on=on)
    if own is not None:
        seen |= Q(household_id=own.key)
    seat = own_seat(actor)
    if seat is not None:
        seen |= Q(unit_id=seat.unit)
        if seat.is_head and own is not None:
            # A unit may hold households of two hamlets of its village; the head may not see the village by office.
            units = codes_in_force(own.hamlet[: Level.VILLAGE], actor=SYSTEM)
            seen |= Q(household__code__in=[code for code, unit in units.items() if unit == seat.unit])
    return seen


def require_account(key: UUID | str, *, actor: Actor, on: date) -> PointAccount:
    """Return the account if the actor may look into it; NotFound otherwise."""
    found = PointAccount.objects.filter(seen_accounts(actor, on=on), pk=key).first()
    if found is None:
        raise NotFound
    return found


def refuse_stranger(actor: Actor, hamlet: str) -> None:
    """Refuse an act: NotAllowed to those who see the points of the place, NotFound to all others."""
    raise NotAllowed if policies.SEE_POINTS.allows(actor, hamlet) else NotFound
