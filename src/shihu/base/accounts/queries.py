"""Reading accounts: who acts, and the list of accounts."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from shihu.base.accounts.models import RoleGrant, User
from shihu.kernel.actors import NOBODY, Actor, Grant, Role


def actor_for(user: User | AnonymousUser, now: datetime) -> Actor:
    """Return the actor behind ``user`` with the grants that hold today; NOBODY for a visitor."""
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    today = timezone.localdate(now)
    held = RoleGrant.objects.filter(Q(until=None) | Q(until__gte=today), user=user, since__lte=today)
    return Actor(user.pk, user.name, tuple(Grant(Role(g.role), g.scope) for g in held.order_by("role", "scope")))
