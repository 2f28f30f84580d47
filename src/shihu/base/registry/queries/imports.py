"""Reading imports, and what the registry knows of those whom a roster may mean."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.conf import settings

from shihu.base.audit.queries import within
from shihu.base.places.queries import names, under
from shihu.base.places.types import PlaceRow
from shihu.base.registry.models import Household, Membership, RosterImport
from shihu.base.registry.policies import IMPORT_ROSTER
from shihu.base.registry.rules import kept
from shihu.base.registry.types.imports import FileHamlet, ImportDetail, ImportRow, Known
from shihu.kernel.actors import Actor
from shihu.kernel.chunks import chunks
from shihu.kernel.identity import mask
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound
from shihu.kernel.sealing import unseal

FILE_PURPOSE = "import.file"


# An import in one of these states waits to be mapped, mended or loaded.
WAITING = (RosterImport.State.MAPPING, RosterImport.State.CHECKED, RosterImport.State.REFUSED)


def imports(*, actor: Actor, place: str = "", limit: int = 200) -> list[ImportRow]:
    """Return the imports of the actor's area, newest first."""
    found = RosterImport.objects.filter(within("place_id", IMPORT_ROSTER.scopes(actor)))
    if place:
        found = found.filter(within("place_id", [place]))
    return [_row(row) for row in found.defer("content", "faults", "preview")[:limit]]


def roster_import(*, actor: Actor, key: UUID) -> ImportDetail:
    """Return one import; NotFound outside the actor's area."""
    found = _visible(actor, key)
    return ImportDetail(
        _row(found),
        names({found.place_id})[found.place_id],
        kept.preview_back(found.preview),
        tuple(kept.fault_back(fault) for fault in found.faults),
        found.decisions,
    )


def places_for(*, actor: Actor) -> list[PlaceRow]:
    """Return the townships and villages for which the actor may import."""
    found = [
        place
        for scope in IMPORT_ROSTER.scopes(actor)
        for level in (Level.TOWNSHIP, Level.VILLAGE)
        for place in under(scope, level, actor=actor)
    ]
    return sorted(found, key=lambda place: place.code)


def file_of(*, actor: Actor, key: UUID) -> tuple[bytes, RosterImport]:
    """Return the uploaded file, unsealed, with its import; empty once the import is committed."""
    found = _visible(actor, key)
    if found.content is None:
        return b"", found
    return unseal(bytes(found.content), master=settings.RECORD_KEY, purpose=FILE_PURPOSE), found


def hamlets_of(place: str, *, actor: Actor) -> list[FileHamlet]:
    """Return the hamlets under a place, each with its village."""
    hamlets = under(place, Level.HAMLET, actor=actor)
    villages = names({hamlet.code[: Level.VILLAGE] for hamlet in hamlets})
    return [FileHamlet(h.code, h.name, villages[h.code[: Level.VILLAGE]].name, h.lon, h.lat) for h in hamlets]


def known_households(place: str) -> tuple[dict[str, str], dict[tuple[str, str], tuple[str, ...]]]:
    """Return the standing households of a place: code -> householder, and (hamlet, householder) -> codes."""
    codes: dict[str, str] = {}
    heads: dict[tuple[str, str], tuple[str, ...]] = {}
    rows = Household.objects.filter(within("hamlet_id", [place]), until=None)
    for code, hamlet, name in rows.values_list("code", "hamlet_id", "householder__name"):
        codes[code] = name
        heads[hamlet, name] = (*heads.get((hamlet, name), ()), code)
    return codes, heads


def known_persons(place: str) -> list[tuple[Known, str, str]]:
    """Return (person, hamlet, blind index) of everybody who belongs to a standing household of the place."""
    rows = Membership.objects.filter(within("household__hamlet_id", [place]), until=None).values_list(
        "person_id",
        "person__name",
        "person__birth",
        "person__phone",
        "person__id_index",
        "household__code",
        "household__hamlet_id",
    )
    return [
        (Known(name, code, hamlet, birth, phone, "", "", str(person)), hamlet, index or "")
        for person, name, birth, phone, index, code, hamlet in rows
    ]


def masked_numbers(persons: Iterable[str]) -> dict[str, str]:
    """Return the masked ID numbers of these persons, by key."""
    rows = Membership.objects.filter(person_id__in=set(persons), until=None).select_related("person")
    return {str(m.person_id): mask(m.person.id_number) if m.person.id_number else "" for m in rows}


def owners_of(indexes: Iterable[str]) -> dict[str, tuple[str, str, date | None]]:
    """Return blind index -> (name, household code, day of death) of persons whom the registry knows by number.

    Not limited by place: that a number is taken must show wherever its owner now lives; only the name and
    the code of the household are told, to those who hold the number already.
    """
    found: dict[str, tuple[str, str, date | None]] = {}
    for chunk in chunks(indexes):
        rows = Membership.objects.filter(person__id_index__in=chunk).order_by("id")
        columns = ("person__id_index", "person__name", "household__code", "person__died_on")
        for index, name, code, died in rows.values_list(*columns):
            found[index or ""] = (name, code, died)
    return found


def _visible(actor: Actor, key: UUID) -> RosterImport:
    found = RosterImport.objects.filter(pk=key).first()
    if found is None or not IMPORT_ROSTER.allows(actor, found.place_id):
        raise NotFound
    return found


def _row(found: RosterImport) -> ImportRow:
    return ImportRow(
        found.pk,
        found.place_id,
        found.file_name,
        found.sheet,
        found.state,
        found.found,
        found.job,
        found.actor_name,
        found.asked_at,
        found.committed_at,
        found.undone_at,
    )
