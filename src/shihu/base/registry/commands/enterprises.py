"""Cooperatives, collective organisations and companies."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.places.queries import names
from shihu.base.registry.errors import EnterpriseTaken, RepresentativeUnknown, Stale, UnknownPlace
from shihu.base.registry.models import Enterprise, Membership, Person
from shihu.base.registry.policies import KEEP_HOUSEHOLDS, SEE_HOUSEHOLDS
from shihu.base.registry.rules import facts
from shihu.base.registry.rules.people import plain_text, reading
from shihu.base.vocabularies.queries import all_terms
from shihu.kernel.actors import Actor
from shihu.kernel.identity import BadCreditCode, credit_code
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound

LONGEST_NAME = 80


@transaction.atomic
def keep_enterprise(
    *,
    actor: Actor,
    now: datetime,
    name: str,
    kind: str,
    place: str,
    since: date,
    key: UUID | None = None,
    version: int = 0,
    code: str = "",
    representative: UUID | None = None,
    until: date | None = None,
) -> UUID:
    """Add an organisation, or amend the one with the ``key``. Its credit code is checked and unique."""
    today = timezone.localdate(now)
    found = Enterprise() if key is None else _opened(actor, key, version)
    before = None if key is None else _image(found)
    if place not in names({place}) or len(place) < Level.TOWNSHIP:
        raise UnknownPlace(where="place", given=place)
    if not KEEP_HOUSEHOLDS.allows(actor, place):
        raise UnknownPlace(where="place", given=place)
    found.name = facts.name(name, longest=LONGEST_NAME)
    read = reading(found.name)
    found.pinyin, found.initials = read.pinyin, read.initials
    found.credit_code = _checked(code) if code.strip() else None
    taken = Enterprise.objects.filter(credit_code=found.credit_code).exclude(pk=found.pk)
    if found.credit_code and taken.exists():
        raise EnterpriseTaken(where="code")
    found.since = facts.day(since, first=facts.EARLIEST, last=today, where="since")
    found.until = None if until is None else facts.day(until, first=since, last=today, where="until")
    terms = all_terms()
    if key is None or kind != found.kind_id:
        checked = facts.term(kind or "?", "enterprise", on=today, terms=terms, where="kind")
        found.kind_id = str(checked)
    found.place_id = place
    found.representative = None if representative is None else _representative(actor, representative)
    if key is not None:
        found.version += 1
    found.save()
    action = "registry.add_enterprise" if key is None else "registry.amend_enterprise"
    change = Change(action, "enterprise", str(found.pk), place, before, _image(found))
    record(actor=actor, now=now, changes=[change])
    return found.pk


def _opened(actor: Actor, key: UUID, version: int) -> Enterprise:
    found = Enterprise.objects.select_for_update().filter(pk=key).first()
    if found is None or not SEE_HOUSEHOLDS.allows(actor, found.place_id):
        raise NotFound
    KEEP_HOUSEHOLDS.require(actor, found.place_id, seen=True)
    if found.version != version:
        raise Stale
    return found


def _checked(code: str) -> str:
    try:
        return credit_code(plain_text(code))
    except BadCreditCode as refusal:
        refusal.where = "code"
        raise


def _representative(actor: Actor, person: UUID) -> Person:
    membership = Membership.objects.select_related("household", "person").filter(person_id=person, until=None).first()
    if membership is None or not SEE_HOUSEHOLDS.allows(actor, membership.household.hamlet_id):
        raise RepresentativeUnknown(where="representative")
    return membership.person


def _image(found: Enterprise) -> dict[str, object]:
    return {
        "name": found.name,
        "credit_code": found.credit_code or "",
        "kind": found.kind_id,
        "place": found.place_id,
        "representative": found.representative.name if found.representative else "",
        "since": found.since,
        "until": found.until,
    }
