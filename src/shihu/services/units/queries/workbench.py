"""Reading a draft as the workbench has it: who sits where, what was changed by hand, what is held."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.units import policies, rules
from shihu.services.units.models import IN_FORCE, DraftEdit, Formation, Seat, Unit
from shihu.services.units.queries.again import stored_again
from shihu.services.units.queries.reading import formation_row, stored_choices
from shihu.services.units.types import Act, Bench, Edit, FormationRow, Holds

MOST_COMPARED = 6


def bench(key: UUID | str, *, actor: Actor) -> Bench:
    """Return a draft for the workbench; NotFound where the actor may not see its place."""
    found = Formation.objects.filter(pk=key).first()
    if found is None or not policies.SEE_UNITS.allows(actor, found.place_id):
        raise NotFound
    units = {unit.pk: unit for unit in Unit.objects.filter(formation=found)}
    seats: dict[str, UUID] = {}
    names: dict[str, str] = {}
    rows = Seat.objects.filter(unit__formation=found, until=None).order_by("pk")
    for unit, code, name in rows.values_list("unit_id", "household__code", "household__householder__name"):
        seats[code], names[code] = unit, name
    edits = tuple(_edit(row) for row in DraftEdit.objects.filter(formation=found).select_related("of"))
    start = _start(found, units, seats)
    is_draft = found.state == Formation.State.DRAFT
    return Bench(
        key=found.pk,
        place=found.place_id,
        version=found.version,
        state=found.state,
        choices=stored_choices(found),
        outcome=found.outcome,
        input_hash=found.input_hash,
        hamlet_of={key: unit.hamlet_id for key, unit in units.items()},
        unit_names={key: unit.name for key, unit in units.items()},
        ordinal_of={key: unit.ordinal for key, unit in units.items()},
        seats=seats,
        names=names,
        edits=edits,
        holds=rules.holds_of(edits, start),
        start=start,
        set_aside=dict(found.again.get("left_out", {})),
        based_on=found.based_on_id,
        job=found.job,
        sees_private=policies.SEE_REFUSALS.allows(actor, found.place_id),
        may_edit=is_draft and policies.FORM_UNITS.allows(actor, found.place_id),
        may_allow=is_draft and policies.ADOPT_UNITS.allows(actor, found.place_id),
    )


def drafts_of(place: str, *, actor: Actor) -> list[tuple[UUID, str]]:
    """Return (key, state) of the drafts and proposals of exactly this place, newest first."""
    policies.SEE_UNITS.require(actor, place)
    states = (Formation.State.DRAFT, Formation.State.PROPOSED, Formation.State.CURRENT)
    found = Formation.objects.filter(place_id=place, state__in=states).values_list("pk", "state")
    return list(found[: 4 * MOST_COMPARED])


def formation_rows(keys: Sequence[UUID], *, actor: Actor) -> list[FormationRow]:
    """Return these formations as lists show them, in the order of ``keys``, without those not to be seen."""
    found = Formation.objects.filter(pk__in=keys).select_related("place").defer("left_out", "sizes", "weights")
    rows = {row.pk: row for row in found if policies.SEE_UNITS.allows(actor, row.place_id)}
    return [formation_row(rows[key], rows[key].outcome) for key in keys if key in rows]


def codes_in_force(place: str, *, actor: Actor) -> dict[str, UUID]:
    """Return the unit in force of each household of a place that has one, by code."""
    policies.SEE_UNITS.require(actor, place)
    rows = Seat.objects.filter(IN_FORCE, within("household__hamlet_id", [place]))
    return dict(rows.values_list("household__code", "unit_id"))


def changed_since(bench: Bench, version: int) -> list[Edit]:
    """Return what was changed after ``version``, oldest first: what somebody else did meanwhile."""
    return [edit for edit in bench.edits if edit.version > version]


def _edit(row: DraftEdit) -> Edit:
    told = row.told
    return Edit(
        version=row.version,
        act=Act(row.act),
        household=told.get("household", ""),
        unit=_uuid(told.get("unit")),
        other=told.get("other", ""),
        origin=_uuid(told.get("origin")),
        reason=row.reason,
        rules=tuple(told.get("rules", ())),
        state=row.state,
        of=row.of.version if row.of else None,
        actor_name=row.actor_name,
        at=row.at,
        change=told.get("change"),
    )


def _start(found: Formation, units: Mapping[UUID, Unit], seats: Mapping[str, UUID]) -> Holds:
    """What a draft that was solved again has held from the beginning: units keep hamlet and number from its base."""
    if not found.again or found.based_on_id is None:
        return Holds()
    again = stored_again(found.again)
    named = {*again.locked_units, *again.pinned.values()}
    place = {
        key: (hamlet, ordinal)
        for key, hamlet, ordinal in Unit.objects.filter(pk__in=named).values_list("pk", "hamlet_id", "ordinal")
    }
    here = {(unit.hamlet_id, unit.ordinal): key for key, unit in units.items()}
    became = {key: here[where] for key, where in place.items() if where in here}
    return Holds(
        locked=frozenset(became[key] for key in again.locked_units if key in became),
        pinned={c: became[key] for c, key in again.pinned.items() if key in became and seats.get(c) == became[key]},
        tied=frozenset(_seated_pairs(again.together, seats)),
    )


def _seated_pairs(pairs: Sequence[tuple[str, str]], seats: Mapping[str, UUID]) -> list[tuple[str, str]]:
    return [rules.pair(one, other) for one, other in pairs if one in seats and other in seats]


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None
