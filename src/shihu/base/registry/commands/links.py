"""Whose account is whose: a person who signs in sees their own household."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from shihu.base.accounts.queries import actor_named
from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.errors.links import AccountLinked, AccountUnknown
from shihu.base.registry.models import Household, Membership, Person
from shihu.base.registry.policies import SEE_HOUSEHOLDS, SEE_PRIVATE
from shihu.base.registry.types import Happening, Outcome
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import N_, NotFound


@transaction.atomic
def link_account(*, actor: Actor, now: datetime, person: UUID, username: str) -> Outcome:
    """Link an account to the person whose it is. Linking the same two again changes nothing.

    A linked account reads what is private to the household, such as its refusals. Only those who may read that
    themselves may therefore link: a cadre could otherwise link an account of their own.
    """
    found, home = _opened(actor, person)
    key = actor_named(username, now=now).key
    if key is None:
        raise AccountUnknown(where="username", given=username)
    told = Happening(N_("%(name)s signs in as %(username)s."), (("name", found.name), ("username", username)))
    done = Outcome(home.code, found.version, (told,), person=found.pk)
    if found.account_id == key:
        return done
    if found.account_id is not None or Person.objects.filter(account_id=key).exists():
        raise AccountLinked(where="username", given=username)
    found.account_id = key
    found.save(update_fields=["account"])
    change = Change("registry.link_account", "person", str(found.pk), home.hamlet_id, None, {"account": username})
    record(actor=actor, now=now, changes=[change])
    return done


@transaction.atomic
def unlink_account(*, actor: Actor, now: datetime, person: UUID) -> Outcome:
    """Take the link between a person and their account away; the account stays."""
    found, home = _opened(actor, person)
    told = Happening(N_("%(name)s is linked to no account."), (("name", found.name),))
    done = Outcome(home.code, found.version, (told,), person=found.pk)
    if found.account_id is None:
        return done
    old = {"account": str(found.account_id)}
    found.account = None
    found.save(update_fields=["account"])
    change = Change("registry.unlink_account", "person", str(found.pk), home.hamlet_id, old, None)
    record(actor=actor, now=now, changes=[change])
    return done


def keep_link(*, actor: Actor, now: datetime, person: UUID, username: str) -> Outcome:
    """Link the account, or take the link away when ``username`` is empty."""
    if username:
        return link_account(actor=actor, now=now, person=person, username=username)
    return unlink_account(actor=actor, now=now, person=person)


def _opened(actor: Actor, person: UUID) -> tuple[Person, Household]:
    membership = Membership.objects.select_related("household").filter(person_id=person, until=None).first()
    if membership is None or not SEE_HOUSEHOLDS.allows(actor, membership.household.hamlet_id):
        raise NotFound
    SEE_PRIVATE.require(actor, membership.household.hamlet_id, seen=True)
    return Person.objects.select_for_update().get(pk=person), membership.household
