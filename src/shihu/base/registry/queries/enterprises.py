"""Reading organisations."""

from uuid import UUID

from django.db.models import Q

from shihu.base.audit.queries import within
from shihu.base.registry.models import Enterprise
from shihu.base.registry.policies import KEEP_HOUSEHOLDS, SEE_HOUSEHOLDS
from shihu.base.registry.rules.people import plain_text, typed
from shihu.base.registry.types.households import EnterpriseRow
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound

SORTS = {
    "name": ("pinyin", "name"),
    "kind": ("kind__order", "name"),
    "place": ("place", "name"),
    "since": ("since", "name"),
}


def enterprises(
    *,
    actor: Actor,
    place: str = "",
    kind: str = "",
    text: str = "",
    sort: str = "place",
    offset: int = 0,
    limit: int | None = 50,
) -> tuple[tuple[EnterpriseRow, ...], int]:
    """Return one page of the organisations that the actor may see, and how many there are."""
    found = Enterprise.objects.filter(within("place_id", SEE_HOUSEHOLDS.scopes(actor)))
    if place:
        found = found.filter(within("place_id", [place]))
    if kind:
        found = found.filter(kind_id=kind)
    if text := plain_text(text):
        match = Q(name__contains=text) | Q(credit_code__startswith=text.upper())
        if spelt := typed(text):
            match |= Q(pinyin__startswith=spelt) | Q(initials__startswith=spelt)
        found = found.filter(match)
    total = found.count()
    columns = [("-" if sort.startswith("-") else "") + c for c in SORTS.get(sort.removeprefix("-"), SORTS["place"])]
    page = found.select_related("place", "representative").order_by(*columns, "pk")
    return tuple(_row(e, actor) for e in page[offset : None if limit is None else offset + limit]), total


def enterprise(key: UUID, *, actor: Actor) -> EnterpriseRow:
    """Return one organisation; NotFound outside the actor's area."""
    found = Enterprise.objects.select_related("place", "representative").filter(pk=key).first()
    if found is None or not SEE_HOUSEHOLDS.allows(actor, found.place_id):
        raise NotFound
    return _row(found, actor)


def _row(found: Enterprise, actor: Actor) -> EnterpriseRow:
    return EnterpriseRow(
        key=found.pk,
        name=found.name,
        credit_code=found.credit_code or "",
        kind=found.kind_id,
        place=found.place_id,
        place_name=found.place.name,
        place_name_en=found.place.name_en,
        representative=found.representative.name if found.representative else "",
        representative_key=found.representative_id,
        since=found.since,
        until=found.until,
        version=found.version,
        may_keep=KEEP_HOUSEHOLDS.allows(actor, found.place_id),
    )
