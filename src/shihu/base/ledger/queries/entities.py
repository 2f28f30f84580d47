"""Whose books there are, and what the actor may do with them."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Q, Sum

from shihu.base.audit.queries import within
from shihu.base.ledger import policies
from shihu.base.ledger.models import Entity, Entry, Line, Proposal
from shihu.base.ledger.types import BookRow, EntityKind, EntityRow, ProposalState
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound


def entity(key: UUID, *, actor: Actor) -> EntityRow:
    """Return an entity; NotFound where the actor may not see its account."""
    found = Entity.objects.select_related("place", "household").filter(pk=key).first()
    if found is None or not policies.sees(actor, found):
        raise NotFound
    return entity_row(found, actor)


def public_entity(key: UUID) -> EntityRow:
    """Return a book whose use and balances the law makes public; NotFound for any other."""
    found = Entity.objects.select_related("place", "household").filter(pk=key).first()
    if found is None or EntityKind(found.kind) not in policies.PUBLIC:
        raise NotFound
    return entity_row(found, None)


def sees_books(actor: Actor) -> tuple[str, ...]:
    """Return the scopes in which the actor sees books; empty means nowhere."""
    return policies.SEE_BOOKS.scopes(actor)


def books(place: str, *, actor: Actor, on: date) -> tuple[list[BookRow], int]:
    """Return the books under ``place`` that the actor may see, and the year whose movement they show.

    Each with the money there on the day, what came and went in that year, and what waits.
    """
    found = list(
        Entity.objects.select_related("place", "household")
        .filter(within("place_id", [place]), within("place_id", policies.SEE_BOOKS.scopes(actor)))
        .exclude(kind=EntityKind.HOUSEHOLD.value)
        .order_by("place_id", "kind", "name")
    )
    keys = [row.pk for row in found]
    last = dict(Entry.objects.filter(entity__in=keys).order_by().values_list("entity").annotate(Max("date")))
    # A place whose books rest is shown with the last year in which something happened.
    since = min(on, max(last.values(), default=on)).year
    lines = Line.objects.filter(entity__in=keys, account__is_money=True, date__lte=on).order_by()
    money = dict(lines.values_list("entity").annotate(Sum("amount")))
    year = lines.filter(date__gte=date(since, 1, 1)).exclude(entry__kind="opening")
    received: dict[UUID, int] = defaultdict(int)
    paid: dict[UUID, int] = defaultdict(int)
    for key, _entry, net in year.values_list("entity", "entry").annotate(Sum("amount")):
        (received if net > 0 else paid)[key] += abs(net)
    held = Proposal.objects.filter(entity__in=keys, state=ProposalState.WAITING.value).order_by()
    waiting = dict(held.values_list("entity").annotate(Count("pk")))
    rows = [
        BookRow(
            entity_row(row, actor),
            money.get(row.pk) or 0,
            received[row.pk],
            paid[row.pk],
            last.get(row.pk),
            waiting.get(row.pk, 0),
        )
        for row in found
    ]
    return rows, since


def own_books(*, actor: Actor) -> list[EntityRow]:
    """Return the accounts that are the actor's own: the household's member account, books of which they are keeper."""
    found = Entity.objects.select_related("place", "household").filter(policies.own(actor)).distinct()
    return [entity_row(row, actor) for row in found]


def member_accounts(place: str, *, actor: Actor) -> list[EntityRow]:
    """Return the member accounts of the households under ``place``, by household code."""
    found = Entity.objects.select_related("place", "household").filter(
        within("place_id", [place]),
        within("place_id", policies.SEE_BOOKS.scopes(actor)),
        kind=EntityKind.HOUSEHOLD.value,
    )
    return [entity_row(row, actor) for row in found.order_by("household__code")]


def keeper_name(key: UUID, *, actor: Actor) -> str:
    """Return the name of the person whose own these books are; empty where nobody is named."""
    found = Entity.objects.select_related("keeper").filter(pk=key).first()
    if found is None or not policies.sees(actor, found):
        raise NotFound
    return found.keeper.name if found.keeper else ""


def parties(entity: UUID, *, actor: Actor) -> list[EntityRow]:
    """Return whom a book may have accounts with: every entity of its village (or township) but itself."""
    found = Entity.objects.filter(pk=entity).first()
    if found is None or not policies.sees(actor, found):
        raise NotFound
    around = found.place_id[: Level.VILLAGE]
    near = Q(place__code__startswith=around) | ~Q(kind="household") & Q(place__code__startswith=around[:9])
    others = Entity.objects.select_related("place", "household").filter(near).exclude(pk=entity)
    return [entity_row(row, actor) for row in others.order_by("kind", "household__code", "name")]


def book_of_reference(reference: UUID, *, actor: Actor) -> EntityRow | None:
    """Return the books of a service's record, such as a unit; None where there are none to be seen."""
    return _one(actor, reference=reference)


def book_of_enterprise(enterprise: UUID, *, actor: Actor) -> EntityRow | None:
    """Return the books of an organisation of the registry; None where there are none to be seen."""
    return _one(actor, enterprise_id=enterprise)


def _one(actor: Actor, **which: UUID) -> EntityRow | None:
    found = Entity.objects.select_related("place", "household").filter(**which).first()
    return entity_row(found, actor) if found is not None and policies.sees(actor, found) else None


def entity_row(row: Entity, actor: Actor | None) -> EntityRow:
    """Return an entity with the actor's rights; for the public (None) there are none."""
    return EntityRow(
        key=row.pk,
        kind=EntityKind(row.kind),
        name=row.name,
        place=row.place_id,
        place_name=row.place.name,
        place_name_en=row.place.name_en,
        opened_on=row.opened_on,
        closed_through=row.closed_through,
        may_record=actor is not None and policies.may_record(actor, row),
        may_approve=actor is not None and policies.may_approve(actor, row),
        may_close=actor is not None and policies.CLOSE_BOOKS.allows(actor, row.place_id),
        may_keep=actor is not None and policies.KEEP_BOOKS.allows(actor, row.place_id),
        is_public=EntityKind(row.kind) in policies.PUBLIC,
        household_code=row.household.code if row.household else "",
    )
