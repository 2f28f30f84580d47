"""Whose account is whose: a person who signs in sees their own household."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from shihu.base.accounts.queries import actor_named
from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.errors.links import AccountLinked, AccountUnknown
from shihu.base.registry.models import Membership, Person
from shihu.base.registry.policies import KEEP_HOUSEHOLDS, SEE_HOUSEHOLDS
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound


@transaction.atomic
def link_account(*, actor: Actor, now: datetime, person: UUID, username: str) -> None:
    """Link an account to the person whose it is. Linking the same two again changes nothing."""
    found, hamlet = _opened(actor, person)
    key = actor_named(username, now=now).key
    if key is None:
        raise AccountUnknown(where="username", given=username)
    if found.account_id == key:
        return
    if found.account_id is not None or Person.objects.filter(account_id=key).exists():
        raise AccountLinked(where="username", given=username)
    found.account_id = key
    found.save(update_fields=["account"])
    change = Change("registry.link_account", "person", str(found.pk), hamlet, None, {"account": username})
    record(actor=actor, now=now, changes=[change])


@transaction.atomic
def unlink_account(*, actor: Actor, now: datetime, person: UUID) -> None:
    """Take the link between a person and their account away; the account stays."""
    found, hamlet = _opened(actor, person)
    if found.account_id is None:
        return
    old = {"account": str(found.account_id)}
    found.account = None
    found.save(update_fields=["account"])
    change = Change("registry.unlink_account", "person", str(found.pk), hamlet, old, None)
    record(actor=actor, now=now, changes=[change])


def _opened(actor: Actor, person: UUID) -> tuple[Person, str]:
    membership = Membership.objects.select_related("household").filter(person_id=person, until=None).first()
    if membership is None or not SEE_HOUSEHOLDS.allows(actor, membership.household.hamlet_id):
        raise NotFound
    KEEP_HOUSEHOLDS.require(actor, membership.household.hamlet_id, seen=True)
    return Person.objects.select_for_update().get(pk=person), membership.household.hamlet_id
