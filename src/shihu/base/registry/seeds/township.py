"""The whole township as roster households."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shihu.base.registry.seeds.houses import (
    House,
    give_partners,
    give_roles,
    give_sizes,
    give_wishes,
    people,
    settle,
)
from shihu.base.registry.seeds.plan import Plan
from shihu.base.registry.seeds.roster import Numbers, roster_households
from shihu.base.registry.types import RosterHousehold


@dataclass(frozen=True, slots=True)
class Site:
    """Where a hamlet lies and the direction of its valley (radians from the east towards the north)."""

    lon: float
    lat: float
    heading: float


def households(
    plan: Plan, where: dict[str, tuple[float, float]], *, seed: int, numbers: Numbers | None = None
) -> list[RosterHousehold]:
    """Return every household of the plan; ``where`` gives each hamlet's lon and lat. Pure: same in, same out."""
    sites = valley_sites(where)
    hamlets = []
    for hamlet in plan.hamlets:
        site = sites[hamlet.row.hamlet]
        hamlets.append(settle(hamlet, lon=site.lon, lat=site.lat, heading=site.heading, seed=seed))
    give_sizes([house for houses in hamlets for house in houses], plan, seed=seed)
    numbers = numbers or Numbers()
    made: list[RosterHousehold] = []
    for houses in hamlets:
        made += roster_households(_filled(houses, seed), numbers, seed=seed)
    return made


def _filled(houses: list[House], seed: int) -> list[House]:
    people(houses, seed=seed)
    give_roles(houses, seed=seed)
    give_wishes(houses, seed=seed)
    give_partners(houses, seed=seed)
    return houses


def valley_sites(where: dict[str, tuple[float, float]]) -> dict[str, Site]:
    """Return the site of each hamlet: its valley runs from the village's hamlet before it to the one after."""
    sites = {}
    for village in _villages(where):
        codes = [code for code in where if code.startswith(village)]
        for place, code in enumerate(codes):
            lon, lat = where[code]
            before = where[codes[max(0, place - 1)]]
            after = where[codes[min(len(codes) - 1, place + 1)]]
            east = (after[0] - before[0]) * math.cos(math.radians(lat))
            sites[code] = Site(lon, lat, math.atan2(after[1] - before[1], east))
    return sites


def _villages(where: Sequence[str] | dict[str, tuple[float, float]]) -> Iterator[str]:
    yield from dict.fromkeys(code[:12] for code in where)
