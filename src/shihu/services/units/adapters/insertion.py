"""The units that one household could join, from the engine's insertion. No Django beyond the queries it is handed."""

from datetime import date

import numpy as np

from shihu.base.places.queries import names as names_of
from shihu.base.registry.queries import formation_households, household
from shihu.engines.formation import insert
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.places import Level
from shihu.services.units import policies, queries
from shihu.services.units.adapters.problem import cluster_of, size_rule, weights
from shihu.services.units.types import WayIn

_FAULTS = {"size": "full", "refusal": "refusal", "willing": "unwilling", "locked": "full"}


def ways_in(code: str, *, actor: Actor, on: date) -> list[WayIn]:
    """Return the units in force that the household could join with nobody else moving, the best first.

    Looks at the units that hold its hamlet; ``broken`` names the rules that stop it. Takes some milliseconds.
    """
    asked = household(code, actor=actor, on=on).hamlet
    policies.CHANGE_SEATS.require(actor, asked, seen=policies.SEE_UNITS.allows(actor, asked))
    units = [unit for unit in queries.units_touching(asked) if asked in {unit.hamlet_id, *unit.facts["hamlets"]}]
    hamlets = tuple(sorted({asked, *(hamlet for unit in units for hamlet in unit.facts["hamlets"])}))
    roster = formation_households(place=asked[: Level.VILLAGE], actor=SYSTEM, on=on)
    inside = [h for h in roster if h.hamlet in hamlets]
    index = {h.code: i for i, h in enumerate(inside)}
    if code not in index or not units:
        return []
    known = names_of(set(hamlets))
    middles = {c: (p.lon, p.lat) for c, p in known.items() if p.lon is not None and p.lat is not None}
    cluster = cluster_of(inside, hamlets, middles)
    seated = {unit.key: unit.codes for unit in queries.units_in_force_at(asked)}
    label = np.full(len(inside), -1, dtype=np.int64)
    for number, unit in enumerate(units):
        for member in seated[unit.pk]:
            if member in index and member != code:
                label[index[member]] = number
    choices = queries.choices_of(units[0].formation_id)
    found = insert(cluster.problem, label, index[code], sizes=size_rule(choices), weights=weights(choices))
    return [
        WayIn(
            unit=units[way.unit].pk,
            name=units[way.unit].name,
            hamlet=units[way.unit].hamlet_id,
            ordinal=units[way.unit].ordinal,
            size=int((label == way.unit).sum()),
            change=way.change,
            broken=tuple(_FAULTS[rule.value] for rule in way.broken),
        )
        for way in found
    ]
