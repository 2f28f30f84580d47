"""Reading the tree of places."""

from datetime import date

from django.db.models import Q
from django.db.models.functions import Length

from shihu.base.audit.queries import within
from shihu.base.places.models import Place, PlaceStatus
from shihu.base.places.policies import SEE_PLACES
from shihu.base.places.types import PlaceRow
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, path_of
from shihu.kernel.refusals import NotFound


def place(code: str, *, actor: Actor) -> PlaceRow:
    """Return the place; NotFound when it does not exist or lies outside the actor's scopes."""
    SEE_PLACES.require(actor, code)
    found = Place.objects.filter(pk=code).first()
    if found is None:
        raise NotFound
    return _row(found)


def path(code: str) -> list[PlaceRow]:
    """Return the places from the province down to ``code``. Names of ancestors are no secret."""
    return [_row(p) for p in Place.objects.filter(pk__in=path_of(code))]


def under(code: str, level: Level, *, actor: Actor) -> list[PlaceRow]:
    """Return the places of ``level`` in ``code`` (itself included) that the actor may see, by code."""
    found = Place.objects.filter(within("code", [code]), within("code", SEE_PLACES.scopes(actor)))
    return [_row(p) for p in found.filter(code__regex=f"^.{{{level.value}}}$")]


def names(codes: set[str]) -> dict[str, PlaceRow]:
    """Return the places with these codes, by code."""
    return {p.code: _row(p) for p in Place.objects.filter(pk__in=codes)}


def children(code: str, *, actor: Actor) -> list[PlaceRow]:
    """Return the places directly under ``code`` that the actor may see, by code."""
    below = [level for level in Level if level > len(code)]
    return under(code, below[0], actor=actor) if below else []


def search(text: str, *, actor: Actor, limit: int = 8) -> list[PlaceRow]:
    """Find places by name, pinyin, initials or code, within the actor's scopes; higher places first."""
    text = text.strip()
    if not text:
        return []
    typed = text.lower().replace("ü", "v").replace(" ", "")
    match = Q(name__contains=text) | Q(pinyin__startswith=typed) | Q(initials__startswith=typed)
    if text.isascii() and text.isdigit():
        match |= Q(code__startswith=text)
    found = Place.objects.filter(match, within("code", SEE_PLACES.scopes(actor)))
    return [_row(p) for p in found.order_by(Length("code"), "code")[:limit]]


def with_status(term: str, scope: str, *, on: date) -> list[PlaceRow]:
    """Return the places under ``scope`` that had the status ``term`` on the day."""
    held = PlaceStatus.objects.filter(
        Q(until=None) | Q(until__gt=on), within("place_id", [scope]), term_id=term, since__lte=on
    )
    return [_row(s.place) for s in held.select_related("place").order_by("place_id")]


def statuses(scope: str, *, up_to: date) -> list[tuple[str, str, date, date | None]]:
    """Return (place, term, since, until) for every status under ``scope`` that began by the day."""
    held = PlaceStatus.objects.filter(within("place_id", [scope]), since__lte=up_to).order_by("place_id", "since")
    return [(s.place_id, s.term_id, s.since, s.until) for s in held]


def _row(found: Place) -> PlaceRow:
    return PlaceRow(found.code, found.name, found.name_en, found.lon, found.lat, found.is_invented)
