"""Writing the tree of places."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from pypinyin import lazy_pinyin

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.places.models import Place, PlaceStatus
from shihu.base.places.policies import KEEP_PLACES
from shihu.base.places.types import NewPlace
from shihu.kernel.actors import Actor
from shihu.kernel.places import parent_of


@transaction.atomic
def keep_places(*, actor: Actor, now: datetime, places: Sequence[NewPlace]) -> int:
    """Add or amend places with their dated statuses, parents first. Returns how many were written."""
    KEEP_PLACES.require(actor, "")
    known = set(Place.objects.values_list("code", flat=True))
    stored = {p.code: p for p in Place.objects.filter(pk__in=[p.code for p in places])}
    changes, rows, statuses = [], [], []
    for new in sorted(places, key=lambda p: p.code):
        above = parent_of(new.code)
        if above is not None and above not in known:
            raise ValueError(f"place {new.code} {new.name}: its parent {above} is not known yet")
        known.add(new.code)
        readings = lazy_pinyin(new.name)
        old = stored.get(new.code)
        rows.append(
            Place(
                code=new.code,
                name=new.name,
                name_en=new.name_en,
                pinyin="".join(readings),
                initials="".join(r[0] for r in readings),
                lon=new.lon,
                lat=new.lat,
                is_invented=new.is_invented,
            )
        )
        statuses += [
            PlaceStatus(
                place_id=new.code,
                term_id=term,
                since=date.fromisoformat(since),
                until=date.fromisoformat(until) if until else None,
            )
            for term, since, until in new.statuses
        ]
        before = {"name": old.name, "name_en": old.name_en} if old else None
        changes.append(
            Change("places.keep", "place", new.code, new.code, before, {"name": new.name, "name_en": new.name_en})
        )
    columns = ["name", "name_en", "pinyin", "initials", "lon", "lat", "is_invented"]
    Place.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=columns)
    PlaceStatus.objects.filter(place_id__in=[p.code for p in places]).delete()
    PlaceStatus.objects.bulk_create(statuses)
    record(actor=actor, now=now, changes=changes)
    return len(rows)
