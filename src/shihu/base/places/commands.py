"""Writing the tree of places."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.places.errors import BadPeriod, UnknownParent, UnknownStatus
from shihu.base.places.models import Place, PlaceStatus
from shihu.base.places.policies import KEEP_PLACES
from shihu.base.places.rules import reading
from shihu.base.places.types import NewPlace
from shihu.base.vocabularies.queries import terms
from shihu.kernel.actors import Actor
from shihu.kernel.places import parent_of

_COLUMNS = ["name", "name_en", "pinyin", "initials", "lon", "lat", "is_invented"]
_Status = tuple[str, date, date | None]


@transaction.atomic
def keep_places(*, actor: Actor, now: datetime, places: Sequence[NewPlace]) -> int:
    """Bring the tree to what ``places`` say: add and amend, parents first, never remove.

    The dated statuses of a place are replaced as a whole. Returns how many places changed; keeping the same
    places twice changes nothing.
    """
    KEEP_PLACES.require(actor, "")
    codes = [new.code for new in places]
    known = set(Place.objects.filter(pk__in={parent_of(code) for code in codes}).values_list("code", flat=True))
    stored = {place.code: place for place in Place.objects.filter(pk__in=codes)}
    held: dict[str, list[_Status]] = defaultdict(list)
    for status in PlaceStatus.objects.filter(place_id__in=codes):
        held[status.place_id].append((status.term_id, status.since, status.until))
    allowed = {term.key for term in terms("village")}
    rows: list[Place] = []
    statuses: list[PlaceStatus] = []
    changes: list[Change] = []
    for new in sorted(places, key=lambda place: place.code):
        above = parent_of(new.code)
        if above is not None and above not in known:
            raise UnknownParent(place=new.name, code=new.code, parent=above)
        known.add(new.code)
        periods = [_period(new, allowed, *status) for status in new.statuses]
        old = stored.get(new.code)
        before = _facts(old, held[new.code]) if old else None
        row = _row(new)
        after = _facts(row, periods)
        if before == after:
            continue
        rows.append(row)
        statuses += [PlaceStatus(place_id=new.code, term_id=t, since=since, until=until) for t, since, until in periods]
        changes.append(Change("places.keep", "place", new.code, new.code, before, after))
    Place.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=_COLUMNS)
    PlaceStatus.objects.filter(place_id__in=[row.code for row in rows]).delete()
    PlaceStatus.objects.bulk_create(statuses)
    record(actor=actor, now=now, changes=changes)
    return len(rows)


def _period(new: NewPlace, allowed: set[str], term: str, since: str, until: str | None) -> _Status:
    if term not in allowed:
        raise UnknownStatus(where=new.code, term=term)
    first, last = date.fromisoformat(since), date.fromisoformat(until) if until else None
    if last is not None and last < first:
        raise BadPeriod(where=new.code, place=new.name, since=since, until=until)
    return term, first, last


def _row(new: NewPlace) -> Place:
    pinyin, initials = reading(new.name)
    return Place(
        code=new.code,
        name=new.name,
        name_en=new.name_en,
        pinyin=pinyin,
        initials=initials,
        lon=new.lon,
        lat=new.lat,
        is_invented=new.is_invented,
    )


def _facts(place: Place, statuses: Sequence[_Status]) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(place, name) for name in _COLUMNS}
    return told | {"statuses": sorted([term, since, until] for term, since, until in statuses)}
