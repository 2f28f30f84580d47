"""Reading hand-overs: open ones stay in sight until both heads have ticked everything."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import N_, NotFound
from shihu.services.units import policies
from shihu.services.units.models import Handover, HandoverItem, HandoverTemplate
from shihu.services.units.queries import electors
from shihu.services.units.types import HandoverDetail, ItemRow

# What every head hands over; a place may keep a list of its own (HandoverTemplate). Key -> words.
STANDARD = {
    "book": N_("Unit book"),
    "seal": N_("Seal, or the note that there is none"),
    "keys": N_("Keys of rooms and stores"),
    "tools": N_("Tools and machines of the unit"),
    "cases": N_("Matters that are still open"),
    "advances": N_("Advances and money not yet settled"),
    "contacts": N_("Contact list of the households"),
}


def template(place: str, *, on: date) -> tuple[str, ...]:
    """Return what is handed over at a place on the day: keys of the standard list, and texts of its own."""
    held = HandoverTemplate.objects.filter(since__lte=on, place__in=[place[:n] for n in range(2, len(place) + 1)])
    found = sorted(held, key=lambda t: (len(t.place_id), t.since))
    return tuple(found[-1].items) if found else tuple(STANDARD)


def handover(key: UUID, *, actor: Actor) -> HandoverDetail:
    """Return one hand-over, for those of the place and for the two heads."""
    found = Handover.objects.select_related("unit", "leaving", "arriving").filter(pk=key).first()
    if found is None:
        raise NotFound
    hamlet = found.unit.hamlet_id
    gives = actor.is_known and found.leaving.account_id == actor.key
    takes = actor.is_known and found.arriving.account_id == actor.key
    if not (gives or takes):
        electors.require_seen(found.unit, actor=actor)
    keeps = policies.RUN_ELECTIONS.allows(actor, hamlet)
    return HandoverDetail(
        key=found.pk,
        unit=found.unit_id,
        unit_name=found.unit.name,
        hamlet=hamlet,
        ordinal=found.unit.ordinal,
        leaving=found.leaving.name,
        arriving=found.arriving.name,
        opened_on=found.opened_on,
        closed_on=found.closed_on,
        items=tuple(
            ItemRow(i.pk, i.label, i.label in STANDARD, i.note, i.given_on, i.given_by, i.taken_on, i.taken_by)
            for i in found.items.all()
        ),
        may_give=gives or keeps,
        may_take=takes or keeps,
        may_keep=keeps,
    )


def open_handovers(place: str, *, actor: Actor) -> Sequence[tuple[UUID, UUID, str, int]]:
    """Return (key, unit, name of the unit, things still open) of the hand-overs under way in a place."""
    policies.SEE_HEADS.require(actor, place)
    return _open(Handover.objects.filter(within("unit__hamlet_id", [place]), closed_on=None))


def handovers_of(unit: UUID) -> Sequence[tuple[UUID, UUID, str, int]]:
    """Return the open hand-overs of one unit."""
    return _open(Handover.objects.filter(unit=unit, closed_on=None))


def _open(found: QuerySet[Handover]) -> list[tuple[UUID, UUID, str, int]]:
    listed = list(found.select_related("unit"))
    left: dict[UUID, int] = dict.fromkeys((h.pk for h in listed), 0)
    for key, given, taken in HandoverItem.objects.filter(handover__in=list(left)).values_list(
        "handover_id", "given_on", "taken_on"
    ):
        left[key] += given is None or taken is None
    return [(h.pk, h.unit_id, h.unit.name, left[h.pk]) for h in listed]
