"""Reading accounts: who acts, and the list of accounts."""

from datetime import date, datetime, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q
from django.utils import timezone

from shihu.base.accounts.models import RoleGrant, User
from shihu.base.accounts.policies import KEEP_ACCOUNTS
from shihu.base.accounts.types import AccountRow, DemoAccount
from shihu.base.audit.queries import within
from shihu.kernel.actors import NOBODY, SYSTEM, Actor, Grant, Role


def moment() -> datetime:
    """Return the moment that requests and jobs act in: now, or the demonstration's morning and what passed since."""
    behind: timedelta = settings.CLOCK_BEHIND
    return timezone.now() - behind


def actor_for(user: AbstractBaseUser | AnonymousUser, now: datetime) -> Actor:
    """Return the actor behind ``user`` with the grants that hold today; NOBODY for a visitor."""
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    today = timezone.localdate(now)
    held = RoleGrant.objects.filter(Q(until=None) | Q(until__gte=today), user=user, since__lte=today)
    return Actor(user.pk, user.name, tuple(Grant(Role(g.role), g.scope) for g in held.order_by("role", "scope")))


def actor_by_key(key: UUID | None, *, now: datetime) -> Actor:
    """Return the actor with this key as of ``now``: for work done later on somebody's behalf."""
    if key == SYSTEM.key:
        return SYSTEM
    user = User.objects.filter(pk=key).first() if key else None
    return actor_for(user, now) if user else NOBODY


def accounts(*, actor: Actor, today: date) -> list[AccountRow]:
    """Return the accounts that hold a role inside the actor's area, and for administrators every account."""
    users = User.objects.all()
    if not KEEP_ACCOUNTS.allows(actor, ""):
        mine = RoleGrant.objects.filter(within("scope", KEEP_ACCOUNTS.scopes(actor)))
        users = users.filter(pk__in=mine.values("user_id"))
    held = Q(until=None) | Q(until__gte=today)
    grants = Prefetch("grants", RoleGrant.objects.filter(held, since__lte=today).order_by("role", "scope"))
    with_factor = set(Authenticator.objects.filter(user__in=users).values_list("user_id", flat=True))
    return [
        AccountRow(
            user.pk,
            user.username,
            user.phone or "",
            user.name,
            tuple((g.role, g.scope) for g in user.grants.all()),
            user.is_active,
            user.pk in with_factor,
        )
        for user in users.prefetch_related(grants)
    ]


def has_second_factor(key: UUID) -> bool:
    """Tell whether the account has a second factor set up."""
    return bool(Authenticator.objects.filter(user_id=key).exists())


def actor_named(username: str, *, now: datetime) -> Actor:
    """Return the actor with this user name as of ``now``; NOBODY when there is none."""
    user = User.objects.filter(username=username).first()
    return actor_for(user, now) if user else NOBODY


def demo_accounts() -> tuple[tuple[DemoAccount, ...], str]:
    """Return the accounts of the demonstration and the one password that opens them all."""
    from shihu.base.accounts.seeds import ACCOUNTS, PASSWORD

    return ACCOUNTS, PASSWORD
