"""Households by name only: key, code, hamlet, householder. One query for any number."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from shihu.base.audit.queries import within
from shihu.base.registry.models import Household
from shihu.base.registry.policies import SEE_HOUSEHOLDS
from shihu.base.registry.types.care import NamedHousehold
from shihu.kernel.actors import Actor


def named_households(
    *, actor: Actor, keys: Collection[UUID] = (), codes: Collection[str] = (), place: str = ""
) -> list[NamedHousehold]:
    """Return the households with these keys or codes, or those that stand in a place, where the actor sees them."""
    wanted = Q(pk__in=keys) | Q(code__in=codes)
    if place:
        wanted |= Q(until=None) & within("hamlet_id", [place])
    found = Household.objects.filter(wanted, within("hamlet_id", SEE_HOUSEHOLDS.scopes(actor)))
    columns = ("pk", "code", "hamlet_id", "householder__name", "householder_id")
    return [NamedHousehold(*row) for row in found.order_by("code").values_list(*columns)]
