"""Opening accounts, giving and taking roles."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from shihu.base.accounts.errors import GrantBeyondScope, UnknownAccount, UsernameTaken, WeakPassword
from shihu.base.accounts.models import RoleGrant, User
from shihu.base.accounts.policies import GIVEN_BY_OFFICERS, KEEP_ACCOUNTS, may_keep
from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.kernel.actors import Actor, Role
from shihu.kernel.places import level_of
from shihu.kernel.refusals import NotAllowed


@transaction.atomic
def open_account(
    *, actor: Actor, now: datetime, username: str, name: str, password: str, phone: str | None = None
) -> UUID:
    """Open an account without any role; return its key."""
    if not KEEP_ACCOUNTS.scopes(actor):
        raise NotAllowed
    for given in filter(None, (username, phone)):
        if User.objects.filter(Q(username=given) | Q(phone=given)).exists():
            raise UsernameTaken(where="username" if given == username else "phone", given=given)
    user = User(username=username, phone=phone or None, name=name, created_at=now)
    _set_password(user, password)
    user.save(force_insert=True)
    change = Change("accounts.open", "account", str(user.pk), "", None, {"username": username, "name": name})
    record(actor=actor, now=now, changes=[change])
    return user.pk


@transaction.atomic
def open_account_with_role(
    *,
    actor: Actor,
    now: datetime,
    username: str,
    name: str,
    password: str,
    role: Role,
    scope: str,
    phone: str | None = None,
) -> UUID:
    """Open an account and give it its first role, both or neither."""
    key = open_account(actor=actor, now=now, username=username, name=name, password=password, phone=phone)
    grant_role(actor=actor, now=now, username=username, role=role, scope=scope, since=timezone.localdate(now))
    return key


@transaction.atomic
def grant_role(*, actor: Actor, now: datetime, username: str, role: Role, scope: str, since: date) -> None:
    """Give ``role`` for ``scope`` from a day on; giving it twice changes nothing."""
    user = _account(username)
    _may_give(actor, role, scope)
    grant, is_new = RoleGrant.objects.get_or_create(
        user=user, role=role.value, scope=scope, until=None, defaults={"since": since}
    )
    if is_new:
        facts = {"role": role.value, "scope": scope, "since": grant.since}
        record(actor=actor, now=now, changes=[Change("accounts.grant", "account", str(user.pk), scope, None, facts)])


@transaction.atomic
def end_role(*, actor: Actor, now: datetime, username: str, role: Role, scope: str) -> None:
    """Take ``role`` for ``scope`` away from today on."""
    user = _account(username)
    _may_give(actor, role, scope)
    today = timezone.localdate(now)
    held = RoleGrant.objects.filter(user=user, role=role.value, scope=scope, until=None)
    # A role given today and taken today was never held for a whole day: it leaves no period behind.
    dropped, _ = held.filter(since=today).delete()
    if not held.update(until=today - timedelta(days=1)) and not dropped:
        return
    change = Change("accounts.end_role", "account", str(user.pk), scope, {"role": role.value, "scope": scope}, None)
    record(actor=actor, now=now, changes=[change])


@transaction.atomic
def set_password(*, actor: Actor, now: datetime, username: str, password: str) -> None:
    """Give an account a new password, for someone who forgot theirs."""
    user = _kept_account(actor, username)
    _set_password(user, password)
    user.save(update_fields=["password"])
    record(actor=actor, now=now, changes=[Change("accounts.password", "account", str(user.pk))])


@transaction.atomic
def close_account(*, actor: Actor, now: datetime, username: str) -> None:
    """Bar an account from signing in; its records stay."""
    user = _kept_account(actor, username)
    User.objects.filter(pk=user.pk).update(is_active=False)
    change = Change("accounts.close", "account", str(user.pk), "", {"is_active": True}, {"is_active": False})
    record(actor=actor, now=now, changes=[change])


def _kept_account(actor: Actor, username: str) -> User:
    """Return an account that the actor may change (policies.may_keep)."""
    user = _account(username)
    if not may_keep(actor, [(g.role, g.scope) for g in RoleGrant.objects.filter(user=user, until=None)]):
        raise NotAllowed
    return user


def _account(username: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        raise UnknownAccount(where="username", given=username)
    return user


def _may_give(actor: Actor, role: Role, scope: str) -> None:
    if scope:
        level_of(scope)
    if actor.holds({Role.ADMINISTRATOR}, scope):
        return
    if role not in GIVEN_BY_OFFICERS or not actor.holds({Role.OFFICER}, scope):
        raise GrantBeyondScope(where="scope")


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(where="password", reasons=" ".join(error.messages)) from error
    user.set_password(password)
