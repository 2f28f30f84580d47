"""Changes of a draft by hand: what each would do, and everything that is true once it is done.

Nothing is searched and no compiler is loaded, so that a web worker answers within a drag of the mouse.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
from django.utils import timezone

from shihu.base.places.queries import names as places_named
from shihu.base.registry.queries import formation_households
from shihu.base.registry.types import FormationHousehold
from shihu.engines.formation import FormationResult, Judgement, Rule, assess, judge
from shihu.engines.formation.costs import TERMS
from shihu.kernel.actors import SYSTEM, Actor
from shihu.services.units import commands, queries, rules
from shihu.services.units.adapters.draft import gap_of, renamed, unmet_rows
from shihu.services.units.adapters.problem import Cluster, cluster_of, size_rule, weights
from shihu.services.units.adapters.reasons import reasons_of, terms_as_json
from shihu.services.units.errors import DraftMoved, NotInDraft, RosterMoved, RulesForbid, UnknownUnit
from shihu.services.units.rules.composition import unit_facts
from shihu.services.units.types import SEATING, Act, Bench, Edit, Preview, Refreshed, SizeChange, Wanted

MOST_TOLD = 8


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """What is formed together, as the workbench has it. ``units`` are its units' keys, by number in the engine."""

    cluster: Cluster
    units: tuple[UUID, ...]
    number: int  # position among the draft's clusters

    def labels(self, seats: Mapping[str, UUID]) -> npt.NDArray[np.int64]:
        """The engine's number of each household's unit, -1 where it has none."""
        at = {key: k for k, key in enumerate(self.units)}
        return np.array([at.get(seats[h.code], -1) if h.code in seats else -1 for h in self.cluster.households])

    def index(self, code: str) -> int:
        """The engine's number of a household."""
        return next(i for i, h in enumerate(self.cluster.households) if h.code == code)


def preview(bench: Bench, wanted: Wanted, *, on: date) -> Preview:
    """Return what a change of seats would do, in every term and to every rule. Writes nothing.

    Refuses what is held or names nobody; broken rules are told, not raised.
    """
    edit = _completed(bench, wanted)
    sheet = sheet_of(bench, edit, on=on)
    return _previewed(bench, sheet, edit, wanted)


def carry_out(
    *,
    actor: Actor,
    now: datetime,
    key: UUID | str,
    version: int,
    wanted: Wanted,
    reason: str = "",
    confirms: bool = False,
) -> int:
    """Change a draft by hand as it stands at ``version``; return the version that it has afterwards."""
    bench = queries.bench(key, actor=actor)
    _require_version(bench, version, actor)
    if wanted.act in {Act.UNDO, Act.REDO}:
        return _return(bench, actor=actor, now=now, act=wanted.act)
    edit = _completed(bench, wanted)
    refreshed = Refreshed()
    if edit.act in SEATING:
        day = timezone.localdate(now)
        sheet = sheet_of(bench, edit, on=day, must_hold=True)
        seen = _previewed(bench, sheet, edit, wanted)
        edit = replace(edit, rules=seen.broken, change=seen.change, reason=reason)
        after = rules.seats_after(bench.seats, edit)
        done = [*rules.piles(bench.edits)[0], replace(edit, actor_name=actor.name, at=now)]
        refreshed = _refreshed(bench, sheet, after, done, edit)
    elif edit.act is Act.TIE:
        _require_willing_pair(bench, edit, on=timezone.localdate(now))
    return commands.store_edit(
        actor=actor, now=now, key=key, version=version, edit=edit, refreshed=refreshed, confirms=confirms
    )


def _return(bench: Bench, *, actor: Actor, now: datetime, act: Act) -> int:
    concerned = rules.next_of(bench.edits, act)
    refreshed = Refreshed()
    if concerned.act in SEATING:
        sheet = sheet_of(bench, concerned, on=timezone.localdate(now), must_hold=True)
        way = rules.seats_before if act is Act.UNDO else rules.seats_after
        after = way(bench.seats, concerned)
        done = rules.piles(bench.edits)[0]
        left = done[:-1] if act is Act.UNDO else [*done, concerned]
        refreshed = _refreshed(bench, sheet, after, left, concerned)
    return commands.store_return(
        actor=actor, now=now, key=bench.key, version=bench.version, act=act, of=concerned.version, refreshed=refreshed
    )


def _require_version(bench: Bench, version: int, actor: Actor) -> None:
    """What is reckoned here is reckoned from the version that was seen; the command looks again under its lock."""
    if bench.may_edit and bench.version != version:
        raise DraftMoved(who=bench.edits[-1].actor_name if bench.edits else actor.name)


def _completed(bench: Bench, wanted: Wanted) -> Edit:
    named = rules.Named(bench.names, bench.unit_names)
    edit = rules.completed(wanted, bench.seats, set(bench.unit_names), bench.names)
    rules.require_free(edit, bench.holds, bench.seats, named)
    return edit


def cluster_number(bench: Bench, hamlet: str) -> int:
    """Return which of the draft's clusters a hamlet belongs to; refuse one that has none."""
    for number, told in enumerate(bench.outcome["clusters"]):
        if hamlet in told["hamlets"]:
            return number
    raise UnknownUnit(where="unit")


def sheet_of(bench: Bench, edit: Edit, *, on: date, must_hold: bool = False) -> Sheet:
    """Return what is formed together with the household of ``edit``.

    ``must_hold`` reads the whole place and refuses when its roster is no longer that of the draft: figures reckoned
    anew from other facts would stand beside figures that were not.
    """
    unit = bench.seats[edit.household]
    number = cluster_number(bench, bench.hamlet_of[unit])
    hamlets = tuple(bench.outcome["clusters"][number]["hamlets"])
    if must_hold:
        everybody = formation_households(place=bench.place, actor=SYSTEM, on=on)
        if rules.roster_hash(everybody) != bench.input_hash:
            raise RosterMoved
        inside = [h for h in everybody if h.hamlet in hamlets]
    else:
        inside = [h for code in hamlets for h in formation_households(place=code, actor=SYSTEM, on=on)]
    made = sheet(bench, number, inside)
    for code in (edit.household, edit.other):
        if code and not any(h.code == code for h in made.cluster.households if h.willing):
            raise NotInDraft(where="household", household=bench.names.get(code, code))
    if edit.unit is not None and edit.unit not in made.units:
        raise UnknownUnit(where="unit")
    return made


def sheet(bench: Bench, number: int, inside: Sequence[FormationHousehold]) -> Sheet:
    """Return one of the draft's clusters; who has no seat in it stands aside, for whatever reason."""
    hamlets = tuple(bench.outcome["clusters"][number]["hamlets"])
    places = places_named(set(hamlets))
    middles = {c: (p.lon, p.lat) for c, p in places.items() if p.lon is not None and p.lat is not None}
    seated = [replace(h, willing=h.code in bench.seats) for h in sorted(inside, key=lambda h: (h.hamlet, h.code))]
    units = sorted(
        (key for key, hamlet in bench.hamlet_of.items() if hamlet in hamlets),
        key=lambda key: (bench.hamlet_of[key], bench.ordinal_of[key]),
    )
    return Sheet(cluster_of(seated, hamlets, middles), tuple(units), number)


def _previewed(bench: Bench, sheet: Sheet, edit: Edit, wanted: Wanted) -> Preview:
    after = rules.seats_after(bench.seats, edit)
    told = judge(
        sheet.cluster.problem,
        sheet.labels(bench.seats),
        sheet.labels(after),
        sizes=size_rule(bench.choices),
        weights=weights(bench.choices),
    )
    codes = [h.code for h in sheet.cluster.households]
    shares = sorted(told.households, key=lambda share: (-abs(share.change), share.household))
    return Preview(
        wanted=wanted,
        before=_terms(told, "before"),
        after=_terms(told, "after"),
        broken=tuple(sorted({violation.rule.value for violation in told.broken})),
        clashes=tuple(
            (codes[v.households[0]], codes[v.households[1]])
            for v in told.broken
            if v.rule is Rule.REFUSAL and bench.sees_private
        ),
        households=tuple((codes[share.household], share.change) for share in shares[:MOST_TOLD]),
        sizes=_sizes(bench, edit, after),
    )


def _terms(told: Judgement, which: str) -> dict[str, float]:
    terms = getattr(told, which)
    return {name: getattr(terms, name) for name in TERMS} | {"total": terms.total}


def _sizes(bench: Bench, edit: Edit, after: Mapping[str, UUID]) -> tuple[SizeChange, ...]:
    def count(seats: Mapping[str, UUID], unit: UUID) -> int:
        return sum(seat == unit for seat in seats.values())

    concerned = [unit for unit in (edit.origin, edit.unit) if unit is not None]
    low, high = bench.choices.low, bench.choices.high
    return tuple(SizeChange(unit, count(bench.seats, unit), count(after, unit), low, high) for unit in concerned)


def _require_willing_pair(bench: Bench, edit: Edit, *, on: date) -> None:
    """Two of whom one refuses the other cannot be kept together; who that is, is told to the officer alone."""
    here = {bench.hamlet_of[bench.seats[code]] for code in (edit.household, edit.other)}
    if len({cluster_number(bench, hamlet) for hamlet in here}) > 1:
        raise UnknownUnit(where="other")
    made = sheet_of(bench, replace(edit, unit=None), on=on)
    one, other = made.index(edit.household), made.index(edit.other)
    if {one, other} in [{int(i), int(j)} for i, j in made.cluster.problem.refuses]:
        raise RulesForbid(where="other", rules=["refusal"] if bench.sees_private else [])


def _refreshed(
    bench: Bench, sheet: Sheet, after: Mapping[str, UUID], done: Sequence[Edit], concerned: Edit
) -> Refreshed:
    """Everything that changes with the seats of one cluster: reasons, compositions, terms, unmet wishes, the proof."""
    cluster = sheet.cluster
    result = assess(
        cluster.problem, sheet.labels(after), sizes=size_rule(bench.choices), weights=weights(bench.choices)
    )
    named = {k: (bench.hamlet_of[u], bench.ordinal_of[u], bench.unit_names[u], None) for k, u in enumerate(sheet.units)}
    by_hand = {
        code: [edit.actor_name, timezone.localdate(edit.at).isoformat() if edit.at else ""]
        for code, edit in rules.moved_by_hand(after, done).items()
    }
    seats: dict[str, Mapping[str, Any]] = {}
    for i, facts in reasons_of(cluster, result).items():
        code = cluster.households[i].code
        seats[code] = renamed(facts, named) | ({"by_hand": by_hand[code]} if code in by_hand else {})
    units = {
        sheet.units[unit.number]: unit_facts([cluster.households[i] for i in unit.members], unit.mean_distance_m)
        for unit in result.composition
    }
    told = list(bench.outcome["clusters"])
    told[sheet.number] = _told(told[sheet.number], result)
    outcome = {
        "clusters": told,
        "unmet": _unmet(bench.outcome, sheet, unmet_rows(cluster, result)),
        "gap": gap_of(told),
    }
    if "moved" in bench.outcome:
        outcome["moved"] = _moved(bench, after, concerned)
    return Refreshed(units=units, seats=seats, places={code: after[code] for code in seats}, outcome=outcome)


def _told(before: Mapping[str, Any], result: FormationResult) -> dict[str, Any]:
    """A cluster's figures. A bound proved for all units that keep the rules says nothing of those that break one."""
    told = {**before, "objective": result.objective, "terms": terms_as_json(result.terms), "gap": None}
    bound = told.pop("bound_aside", None) if before.get("bound") is None else before["bound"]
    if bound is None:
        return told
    if result.objective < bound:
        return told | {"bound": None, "bound_aside": bound}
    far = (result.objective - bound) / max(abs(result.objective), 1e-9)
    return told | {"bound": bound, "gap": math.ceil(far * 1e6) / 1e6 if far else 0.0}


def _unmet(outcome: Mapping[str, Any], sheet: Sheet, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = []
    for number, cluster in enumerate(outcome["clusters"]):
        hamlets = cluster["hamlets"]
        told += rows if number == sheet.number else [row for row in outcome["unmet"] if row["hamlet"] in hamlets]
    return told


def _moved(bench: Bench, after: Mapping[str, UUID], concerned: Edit) -> list[dict[str, Any]]:
    """Who sits elsewhere than in the units that the draft was solved again from, after one more change."""

    def spot(unit: UUID) -> list[Any]:
        return [bench.unit_names[unit], bench.hamlet_of[unit], bench.ordinal_of[unit]]

    rows = {row["code"]: row for row in bench.outcome["moved"]}
    for code in (concerned.household, concerned.other):
        if not code:
            continue
        row = rows.pop(code, {"code": code, "householder": bench.names[code], "from": spot(bench.seats[code])})
        if row["from"] != spot(after[code]):
            rows[code] = {**row, "to": spot(after[code])}
    return sorted(rows.values(), key=lambda row: (row["to"][1], row["to"][2], row["code"]))
