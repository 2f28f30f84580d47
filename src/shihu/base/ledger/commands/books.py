"""Opening books, keeping charts of accounts and purposes."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.queries import within
from shihu.base.audit.types import Change
from shihu.base.ledger import policies
from shihu.base.ledger.errors import BadReference, OrganisationElsewhere, ReferenceTaken
from shihu.base.ledger.models import Account, Entity, Purpose
from shihu.base.ledger.types import EntityKind, NewAccount, NewEntity, NewPurpose
from shihu.base.places.queries import place as place_of
from shihu.base.registry.queries import enterprise, household, households_now
from shihu.kernel.actors import Actor
from shihu.kernel.places import lies_in
from shihu.kernel.refusals import NotAllowed, NotFound

_OF_ENTERPRISE = frozenset({EntityKind.COLLECTIVE, EntityKind.COOPERATIVE, EntityKind.ENTERPRISE})


@transaction.atomic
def open_entity(*, actor: Actor, now: datetime, new: NewEntity) -> UUID:
    """Open the books of an organisation, a unit or a fund, or the member account of a household; return its key."""
    place_of(new.place, actor=actor)
    _may_open(actor, new)
    refers = {
        "enterprise": new.enterprise if new.kind in _OF_ENTERPRISE else None,
        "household": new.household if new.kind == EntityKind.HOUSEHOLD else "",
        "reference": new.reference if new.kind == EntityKind.UNIT else None,
    }
    given = {"enterprise": new.enterprise, "household": new.household, "reference": new.reference}
    if given != refers or (new.kind != EntityKind.TOWNSHIP_FUND and not any(refers.values())):
        raise BadReference("kind")
    home = household(new.household, actor=actor, on=timezone.localdate(now)) if new.household else None
    stands = enterprise(new.enterprise, actor=actor).place if new.enterprise else home.hamlet if home else new.place
    if not lies_in(stands, new.place):
        raise OrganisationElsewhere("place")
    same = {"enterprise_id": new.enterprise, "household_id": home.key if home else None, "reference": new.reference}
    for name, key in same.items():
        if key is not None and Entity.objects.filter(**{name: key}).exists():
            raise ReferenceTaken(name.removesuffix("_id"), name=new.name)
    if new.kind == EntityKind.TOWNSHIP_FUND and Entity.objects.filter(kind=new.kind, place=new.place).exists():
        raise ReferenceTaken("kind", name=new.name)
    row = Entity.objects.create(
        kind=new.kind.value,
        name=new.name.strip()[:80],
        place_id=new.place,
        enterprise_id=new.enterprise,
        household_id=home.key if home else None,
        reference=new.reference,
        keeper_id=new.keeper,
        since=timezone.localdate(now),
    )
    told = {"kind": row.kind, "name": row.name}
    record(
        actor=actor, now=now, changes=[Change("ledger.open_entity", "entity", str(row.pk), row.place_id, None, told)]
    )
    return row.pk


def _may_open(actor: Actor, new: NewEntity) -> None:
    """Books are opened by the officer; a household's member account by whoever records what the household gets."""
    held = policies.RECORD_VILLAGE_MONEY if new.kind == EntityKind.HOUSEHOLD else policies.KEEP_BOOKS
    if not held.allows(actor, new.place):
        raise NotAllowed if policies.SEE_BOOKS.allows(actor, new.place) else NotFound


@transaction.atomic
def household_account(*, actor: Actor, now: datetime, code: str) -> UUID:
    """Return the key of the member account of the household ``code``; open it if there is none yet."""
    found = Entity.objects.filter(household__code=code).first()
    if found is not None:
        if not policies.SEE_BOOKS.allows(actor, found.place_id):
            raise NotFound
        return found.pk
    home = household(code, actor=actor, on=timezone.localdate(now))
    new = NewEntity(EntityKind.HOUSEHOLD, home.householder or code, home.hamlet, household=code)
    return open_entity(actor=actor, now=now, new=new)


@transaction.atomic
def household_accounts(*, actor: Actor, now: datetime, place: str, codes: Collection[str]) -> dict[str, UUID]:
    """Return the keys of the member accounts of households of ``place`` by code; open those that are missing.

    For a whole list at once. A household that does not stand any more and never had an account is left out.
    """
    policies.RECORD_VILLAGE_MONEY.require(actor, place, seen=policies.SEE_BOOKS.allows(actor, place))
    here = Entity.objects.filter(within("place_id", [place]), kind=EntityKind.HOUSEHOLD.value)
    held = {code: key for code, key in here.values_list("household__code", "pk") if code in codes}
    missing = set(codes) - set(held)
    today = timezone.localdate(now)
    homes = [h for h in households_now(place, actor=actor, on=today) if h.code in missing] if missing else []
    made = [
        Entity(
            kind=EntityKind.HOUSEHOLD.value,
            name=(home.householder or home.code)[:80],
            place_id=home.hamlet,
            household_id=home.key,
            since=today,
        )
        for home in homes
    ]
    Entity.objects.bulk_create(made, batch_size=500)
    changes = [
        Change("ledger.open_entity", "entity", str(row.pk), row.place_id, None, {"kind": row.kind, "name": row.name})
        for row in made
    ]
    record(actor=actor, now=now, changes=changes)
    return held | {home.code: row.pk for home, row in zip(homes, made, strict=True)}


@transaction.atomic
def name_keeper(*, actor: Actor, now: datetime, entity: UUID, person: UUID | None) -> None:
    """Say whose own these books are: a person with an account sees them, such as a unit's head."""
    row = Entity.objects.select_for_update().filter(pk=entity).first()
    if row is None or not policies.sees(actor, row):
        raise NotFound
    if not policies.KEEP_BOOKS.allows(actor, row.place_id) or row.kind == EntityKind.HOUSEHOLD:
        raise NotAllowed
    before = row.keeper_id
    if before == person:
        return
    row.keeper_id = person
    row.save(update_fields=["keeper"])
    change = Change(
        "ledger.name_keeper",
        "entity",
        str(row.pk),
        row.place_id,
        {"keeper": str(before) if before else None},
        {"keeper": str(person) if person else None},
    )
    record(actor=actor, now=now, changes=[change])


@transaction.atomic
def keep_accounts(*, actor: Actor, now: datetime, accounts: Sequence[NewAccount]) -> int:
    """Bring the charts to what ``accounts`` say: add and amend, never remove. Returns how many changed."""
    policies.KEEP_CHARTS.require(actor, "")
    held = {(a.kind, a.system, a.code): a for a in Account.objects.filter(entity=None)}
    changes = []
    for new in accounts:
        facts: dict[str, Any] = {
            "name_zh": new.name_zh,
            "name_en": new.name_en,
            "element": new.element.value,
            "is_debit": new.is_debit,
            "is_money": new.is_money,
            "needs_party": new.needs_party,
            "since": new.since,
            "until": new.until,
            "successor": new.successor,
        }
        row = held.get((new.kind.value, new.system, new.code))
        before = {name: getattr(row, name) for name in facts} if row else None
        if before == facts:
            continue
        if row is None:
            Account.objects.create(kind=new.kind.value, system=new.system, code=new.code, **facts)
        else:
            Account.objects.filter(pk=row.pk).update(**facts)
        changes.append(Change("ledger.keep_account", "ledger_account", f"{new.kind}.{new.code}", "", before, facts))
    record(actor=actor, now=now, changes=changes)
    return len(changes)


@transaction.atomic
def keep_purposes(*, actor: Actor, now: datetime, purposes: Sequence[NewPurpose]) -> int:
    """Bring the purposes to what ``purposes`` say: add and amend, never remove. Returns how many changed."""
    policies.KEEP_CHARTS.require(actor, "")
    charts = {(a.kind, a.code, a.since): a.pk for a in Account.objects.filter(entity=None)}
    held = {(p.kind, p.way, p.code, p.since): p for p in Purpose.objects.all()}
    changes = []
    for new in purposes:
        facts: dict[str, Any] = {
            "name_zh": new.name_zh,
            "name_en": new.name_en,
            "account_id": max(
                (since, pk)
                for (kind, code, since), pk in charts.items()
                if (kind, code) == (new.kind.value, new.account) and since <= new.since
            )[1],
            "order": new.order,
            "until": new.until,
        }
        row = held.get((new.kind.value, new.way.value, new.code, new.since))
        before = {name: getattr(row, name) for name in facts} if row else None
        if before == facts:
            continue
        if row is None:
            Purpose.objects.create(kind=new.kind.value, way=new.way.value, code=new.code, since=new.since, **facts)
        else:
            Purpose.objects.filter(pk=row.pk).update(**facts)
        changes.append(Change("ledger.keep_purpose", "purpose", f"{new.kind}.{new.way}.{new.code}", "", before, facts))
    record(actor=actor, now=now, changes=changes)
    return len(changes)
