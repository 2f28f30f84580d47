"""Writing changes of a draft by hand: each is a row, an entry of the audit, and one version more."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.units import policies, queries, rules
from shihu.services.units.errors import DraftMoved, NotADraft
from shihu.services.units.models import DraftEdit, Formation, Seat, Unit
from shihu.services.units.types import SEATING, Act, Bench, Edit, Refreshed


@transaction.atomic
def store_edit(
    *,
    actor: Actor,
    now: datetime,
    key: UUID | str,
    version: int,
    edit: Edit,
    refreshed: Refreshed,
    confirms: bool = False,
) -> int:
    """Keep one change by hand of the draft as it stood at ``version``; return the version that it makes.

    ``edit`` names the rules that it breaks, ``refreshed`` what is true of the households afterwards: both were reckoned
    from that version, and hold because it is still the draft's. Refuses, with nothing written, a draft that somebody
    changed meanwhile, what is held, and a broken rule; a size only without the officer's confirmed reason.
    """
    formation = _locked(key, actor=actor, version=version)
    bench = queries.bench(key, actor=actor)
    named = rules.Named(bench.names, bench.unit_names)
    rules.require_free(edit, bench.holds, bench.seats, named)
    rules.require_lawful(
        edit.rules,
        may_allow=bench.may_allow,
        confirms=confirms,
        reason=edit.reason,
        low=bench.choices.low,
        high=bench.choices.high,
    )
    kept = replace(edit, reason=edit.reason.strip()[: rules.LONGEST_REASON] if edit.rules else "")
    DraftEdit.objects.filter(formation=formation, state=DraftEdit.State.UNDONE).update(state=DraftEdit.State.DROPPED)
    made = _row(formation, kept, actor=actor, now=now)
    made.save(force_insert=True)
    _seat(formation, refreshed)
    change = _change("units.edit", bench, kept, reason=kept.reason)
    record(actor=actor, now=now, changes=[change])
    return _counted(formation)


@transaction.atomic
def store_return(
    *, actor: Actor, now: datetime, key: UUID | str, version: int, act: Act, of: int, refreshed: Refreshed
) -> int:
    """Undo the last change by hand, or do the last undone one again; ``of`` is the version that it made."""
    formation = _locked(key, actor=actor, version=version)
    bench = queries.bench(key, actor=actor)
    concerned = rules.next_of(bench.edits, act)
    if concerned.version != of:
        raise DraftMoved(who=concerned.actor_name)
    row = DraftEdit.objects.get(formation=formation, version=of)
    row.state = DraftEdit.State.UNDONE if act is Act.UNDO else DraftEdit.State.DONE
    row.save(update_fields=["state"])
    returned = replace(concerned, act=act, reason="", rules=())
    made = _row(formation, returned, actor=actor, now=now)
    made.of = row
    made.save(force_insert=True)
    _seat(formation, refreshed)
    record(actor=actor, now=now, changes=[_change(f"units.{act.value}", bench, concerned, is_back=act is Act.UNDO)])
    return _counted(formation)


def _locked(key: UUID | str, *, actor: Actor, version: int) -> Formation:
    found = Formation.objects.select_for_update().filter(pk=key).first()
    if found is None:
        raise NotFound
    policies.FORM_UNITS.require(actor, found.place_id, seen=policies.SEE_UNITS.allows(actor, found.place_id))
    if found.state != Formation.State.DRAFT:
        raise NotADraft
    if found.version != version:
        last = DraftEdit.objects.filter(formation=found).order_by("version").last()
        raise DraftMoved(who=last.actor_name if last else found.actor_name)
    return found


def _row(formation: Formation, edit: Edit, *, actor: Actor, now: datetime) -> DraftEdit:
    told: dict[str, Any] = {
        "household": edit.household,
        "other": edit.other,
        "unit": str(edit.unit) if edit.unit else "",
        "origin": str(edit.origin) if edit.origin else "",
        "rules": list(edit.rules),
        "change": edit.change,
    }
    return DraftEdit(
        formation=formation,
        version=formation.version + 1,
        act=edit.act.value,
        told={name: value for name, value in told.items() if value},
        reason=edit.reason,
        actor=actor.key,
        actor_name=actor.name,
        at=now,
    )


def _seat(formation: Formation, refreshed: Refreshed) -> None:
    """Seat the households as they sit now, and replace every reason and figure that the change touched."""
    if refreshed.places:
        seats = list(
            Seat.objects.filter(unit__formation=formation, household__code__in=refreshed.places).select_related(
                "household"
            )
        )
        for seat in seats:
            seat.unit_id = refreshed.places[seat.household.code]
            seat.facts = dict(refreshed.seats[seat.household.code])
        Seat.objects.bulk_update(seats, ["unit", "facts"], batch_size=200)
        units = list(Unit.objects.filter(pk__in=refreshed.units))
        for unit in units:
            unit.facts = dict(refreshed.units[unit.pk])
        Unit.objects.bulk_update(units, ["facts"])
    formation.outcome = {**formation.outcome, **refreshed.outcome}


def _counted(formation: Formation) -> int:
    formation.version += 1
    formation.save(update_fields=["version", "outcome"])
    return formation.version


def _change(action: str, bench: Bench, edit: Edit, *, is_back: bool = False, reason: str = "") -> Change:
    """The audit's entry: who sat where and who sits where, or what is held now and was not."""
    names = bench.unit_names
    if edit.act in SEATING:
        origin, unit = (names.get(key, "") if key else "" for key in (edit.origin, edit.unit))
        going = {edit.household: (origin, unit)} | ({edit.other: (unit, origin)} if edit.other else {})
        old = {code: way[is_back] for code, way in going.items()}
        new = {code: way[not is_back] for code, way in going.items()}
    else:
        told = {"household": edit.household, "other": edit.other, "unit": names.get(edit.unit, "") if edit.unit else ""}
        held = {"act": edit.act.value} | {name: value for name, value in told.items() if value}
        old, new = ({}, held) if not is_back else (held, {})
    return Change(action, "formation", str(bench.key), bench.place, old, new, reason=reason)
