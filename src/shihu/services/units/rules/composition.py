"""What a unit is made of, reckoned from its households wherever its seats change."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from shihu.base.registry.types import FormationHousehold
from shihu.services.units.rules.formations import agreement, main_wish, metres

Point = tuple[float, float]
NEAREST_TOLD = 3


def mean_distance(places: Sequence[Point]) -> float:
    """Return the mean over households of the mean distance to the others, in metres; ``places`` are (lon, lat).

    Three houses on a line, 0, 30 and 60 m: the means are 45, 30 and 45, so 40 m. One house alone has 0.
    """
    count = len(places)
    if count < 2:
        return 0.0
    flat = [metres(lon, lat, places[0]) for lon, lat in places]
    total = sum(math.dist(flat[i], flat[j]) for i in range(count) for j in range(i))
    return 2 * total / (count * (count - 1))


def unit_facts(members: Sequence[FormationHousehold], mean_distance_m: float) -> dict[str, Any]:
    """Return the composition of a unit as its page, its bars and its exports read it. Counts only, but for heads."""
    wishes = [h.wishes for h in members]
    agreeing, asked = agreement([wishes])
    named = Counter(wish for ranked in wishes for wish in ranked)
    return {
        "size": len(members),
        "persons": sum(h.members for h in members),
        "wealth": dict(sorted(Counter(h.wealth or "unknown" for h in members).items())),
        "party": sum(h.has_party_member for h in members),
        "wishes": dict(sorted(named.items(), key=lambda pair: (-pair[1], pair[0]))),
        "main_wish": main_wish(wishes),
        "agreeing": agreeing,
        "asked": asked,
        "mean_distance": mean_distance_m,
        "heads": [h.code for h in members if h.can_lead],
        "hamlets": sorted({h.hamlet for h in members}),
    }


def seat_facts(members: Sequence[FormationHousehold], places: Sequence[Point | None]) -> list[dict[str, Any]]:
    """Return why each of ``members`` sits with the others, as far as it follows from the unit alone.

    ``near`` its nearest [code, metres], ``alike`` how many others share each of its wishes, ``liked`` who named it and
    was named. What another place would change is the engine's to say, for whole hamlets.
    """
    origin = next((place for place in places if place is not None), (0.0, 0.0))
    flat = [None if place is None else metres(*place, origin) for place in places]
    told = []
    for i, one in enumerate(members):
        here = flat[i]
        near = sorted(
            (math.dist(here, there), members[j].code)
            for j, there in enumerate(flat)
            if j != i and here is not None and there is not None
        )
        mates = [other for j, other in enumerate(members) if j != i]
        alike = {wish: sum(wish in other.wishes for other in mates) for wish in one.wishes}
        told.append(
            {
                "near": [[code, round(far, 1)] for far, code in near[:NEAREST_TOLD]],
                "alike": {wish: count for wish, count in alike.items() if count},
                "liked": [o.code for o in mates if o.code in one.prefers and one.code in o.prefers],
            }
        )
    return told
