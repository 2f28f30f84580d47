"""Households of a hamlet, or of hamlets formed as one, as the engine's problem. No Django."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from shihu.base.registry.types import FormationHousehold
from shihu.engines.formation import FormationProblem, SizeRule, Stop, Weights, merge_small
from shihu.kernel.places import Level
from shihu.services.units.adapters.geometry import Point, places_of
from shihu.services.units.rules import WISH_STRENGTHS, degrees, metres
from shihu.services.units.types import Choices, Note

UNKNOWN_WEALTH = "unknown"
# The order of classes in every count and bar.
WEALTH = ("wealth.well_off", "wealth.ordinary", "wealth.poor")


@dataclass(frozen=True, slots=True)
class Cluster:
    """Households that are formed together: those of one hamlet, or of a small hamlet and its nearest.

    ``wealth`` and ``wishes`` name the columns of the problem's arrays.
    """

    hamlets: tuple[str, ...]
    households: tuple[FormationHousehold, ...]
    problem: FormationProblem
    wealth: tuple[str, ...]
    wishes: tuple[str, ...]
    notes: tuple[Note, ...]
    origin: Point

    def at(self, index: int) -> Point:
        """Where a household is drawn: (lon, lat), also for those placed by rule."""
        east, north = self.problem.xy[index]
        lon, lat = degrees(float(east), float(north), self.origin)
        return round(lon, 6), round(lat, 6)


def size_rule(choices: Choices) -> SizeRule:
    """The engine's sizes."""
    return SizeRule(low=choices.low, high=choices.high, target=choices.target)


def weights(choices: Choices) -> Weights:
    """The engine's weights."""
    return Weights(
        distance=choices.distance,
        wish=choices.wish,
        skill=choices.skill,
        preference=choices.preference,
        balance=choices.balance,
        skills_mode="complementary" if choices.complementary else "alike",
    )


def stop(choices: Choices) -> Stop:
    """The engine's stopping rule. A bound is proved only where it was asked for: it takes minutes, not seconds."""
    return {
        "quick": Stop.quick,
        "standard": Stop.standard,
        "thorough": Stop.thorough,
        "proven": Stop.proven,
    }[choices.effort]()


def clusters_of(
    households: Sequence[FormationHousehold],
    choices: Choices,
    middles: Mapping[str, Point],
    *,
    is_one_village: bool = False,
    tied: Iterable[Collection[str]] = (),
) -> tuple[Cluster, ...]:
    """Return what is formed together, by hamlet code.

    Each hamlet stands alone, except that a hamlet with fewer willing households than a unit needs joins the nearest
    of its village where ``choices.join_small`` allows it, and that hamlets ``tied`` by a unit they share stay so.
    """
    by_hamlet: dict[str, list[FormationHousehold]] = defaultdict(list)
    for household in sorted(households, key=lambda h: (h.hamlet, h.code)):
        by_hamlet[household.hamlet].append(household)
    hamlets = sorted(by_hamlet)
    groups: list[tuple[int, ...]] = [(h,) for h in range(len(hamlets))]
    if choices.join_small and len(hamlets) > 1:
        villages = ["" if is_one_village else name[: Level.VILLAGE] for name in hamlets]
        groups = _joined(hamlets, villages, by_hamlet, choices, middles)
    for names in tied:
        groups = _tied(groups, {hamlets.index(name) for name in names if name in by_hamlet})
    clusters = []
    for group in groups:
        inside = [household for h in group for household in by_hamlet[hamlets[h]]]
        clusters.append(cluster_of(inside, tuple(hamlets[h] for h in group), middles))
    return tuple(clusters)


def _tied(groups: Sequence[tuple[int, ...]], hold: set[int]) -> list[tuple[int, ...]]:
    """The groups with those that touch ``hold`` made one."""
    one = sorted(h for group in groups if hold & set(group) for h in group)
    rest = [group for group in groups if not hold & set(group)]
    return sorted([*rest, tuple(one)]) if one else rest


def _joined(
    hamlets: Sequence[str],
    villages: Sequence[str],
    by_hamlet: Mapping[str, Sequence[FormationHousehold]],
    choices: Choices,
    middles: Mapping[str, Point],
) -> list[tuple[int, ...]]:
    """The engine's plan, kept only where it helps a hamlet below the smallest size: 13 to 15 have their exception."""
    counts = [sum(1 for h in by_hamlet[name] if h.willing) for name in hamlets]
    centres = [_centre(by_hamlet[name], middles.get(name)) for name in hamlets]
    known = [c for c in centres if c is not None]
    origin = known[0] if known else (0.0, 0.0)
    places = [metres(*(centre or origin), origin) for centre in centres]
    groups: list[tuple[int, ...]] = []
    for group in merge_small(counts, places, villages, sizes=size_rule(choices)):
        helps = any(0 < counts[h] < choices.low for h in group)
        groups += [group] if helps else [(h,) for h in group]
    return sorted(groups)


def _centre(inside: Sequence[FormationHousehold], own: Point | None) -> Point | None:
    measured = [(h.lon, h.lat) for h in inside if h.lon is not None and h.lat is not None]
    if not measured:
        return own
    return sum(p[0] for p in measured) / len(measured), sum(p[1] for p in measured) / len(measured)


def cluster_of(
    households: Sequence[FormationHousehold], hamlets: tuple[str, ...], middles: Mapping[str, Point]
) -> Cluster:
    """Return the households as one problem: arrays in their order, partners by index."""
    places, origin, notes = places_of(households, middles)
    wish_kinds = tuple(sorted({wish for h in households for wish in h.wishes}))
    skill_kinds = tuple(sorted({skill for h in households for skill in h.skills}))
    classes = tuple(sorted({h.wealth or UNKNOWN_WEALTH for h in households}, key=_class_order))
    wishes = np.zeros((len(households), len(wish_kinds)))
    skills = np.zeros((len(households), len(skill_kinds)))
    for i, household in enumerate(households):
        for rank, wish in enumerate(household.wishes[: len(WISH_STRENGTHS)]):
            wishes[i, wish_kinds.index(wish)] = WISH_STRENGTHS[rank]
        for skill in household.skills:
            skills[i, skill_kinds.index(skill)] = 1.0
    prefers, liked_elsewhere = _pairs(households, "prefers")
    refuses, refused_elsewhere = _pairs(households, "refuses")
    problem = FormationProblem.of(
        places,
        wishes=wishes,
        skills=skills,
        wealth=[classes.index(h.wealth or UNKNOWN_WEALTH) for h in households],
        party=[h.has_party_member for h in households],
        can_lead=[h.can_lead for h in households],
        willing=[h.willing for h in households],
        prefers=prefers,
        refuses=refuses,
    )
    return Cluster(
        hamlets, tuple(households), problem, classes, wish_kinds, (*notes, *liked_elsewhere, *refused_elsewhere), origin
    )


def _class_order(term: str) -> tuple[int, str]:
    return (WEALTH.index(term) if term in WEALTH else len(WEALTH), term)


def _pairs(households: Sequence[FormationHousehold], field: str) -> tuple[list[tuple[int, int]], list[Note]]:
    """Partners as index pairs, and notes on those who name a household that is not formed with them."""
    place = {h.code: i for i, h in enumerate(households)}
    pairs: list[tuple[int, int]] = []
    elsewhere: dict[str, list[str]] = defaultdict(list)
    for i, household in enumerate(households):
        for code in getattr(household, field):
            if code in place and place[code] != i:
                pairs.append((i, place[code]))
            elif code not in place:
                elsewhere[household.hamlet].append(household.code)
    notes = [Note(f"{field}_elsewhere", hamlet, tuple(codes)) for hamlet, codes in sorted(elsewhere.items())]
    return pairs, notes
