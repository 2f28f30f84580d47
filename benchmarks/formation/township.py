"""A made-up township of the published size: 12 villages, 72 hamlets, 5,903 households.

Nothing here says anything about real households. Streets, wishes and skills are drawn from a seed; the totals (2,397
poor, 767 well-off, 472 Party households, 939 able to lead, 540 mutual preferences, 175 refused pairs) are exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shihu.engines.formation import FormationProblem

HOUSEHOLDS, HAMLETS, VILLAGES = 5_903, 72, 12
POOR, WELL_OFF, PARTY, ABLE = 2_397, 767, 472, 939
MUTUAL, REFUSED = 540, 175
WISHES, SKILLS = 6, 5


@dataclass(frozen=True)
class Township:
    """Problems by hamlet, and the village of each."""

    problems: tuple[FormationProblem, ...]
    village: tuple[int, ...]


def hamlet_sizes(rng: np.random.Generator) -> np.ndarray:
    """72 skewed sizes from 18 to 294 that add up to 5,903."""
    sizes = np.clip(np.rint(rng.lognormal(np.log(71), 0.52, HAMLETS)), 18, 294).astype(int)
    sizes[np.argmax(sizes)] = 294
    sizes[np.argmin(sizes)] = 18
    while sizes.sum() != HOUSEHOLDS:
        at = int(rng.integers(HAMLETS))
        step = 1 if sizes.sum() < HOUSEHOLDS else -1
        if 18 < sizes[at] < 294 and 18 < sizes[at] + step < 294:
            sizes[at] += step
    return sizes


def places(rng: np.random.Generator, n: int) -> np.ndarray:
    """Houses along one to four streets that cross near the middle, metres."""
    streets = 1 + n // 60 + int(rng.integers(2))
    angle = rng.uniform(0, np.pi, streets)
    middle = rng.normal(0, 60, (streets, 2))
    street = rng.integers(streets, size=n)
    along = rng.uniform(-1, 1, n) * (60 + 4.5 * n / streets)
    beside = rng.normal(0, 14, n)
    direction = np.column_stack([np.cos(angle), np.sin(angle)])[street]
    normal = np.column_stack([-direction[:, 1], direction[:, 0]])
    return np.round(middle[street] + along[:, None] * direction + beside[:, None] * normal, 1)


def exactly(rng: np.random.Generator, weight: np.ndarray, count: int) -> np.ndarray:
    """`count` households marked, drawn by weight without repetition."""
    marked = np.zeros(len(weight), dtype=bool)
    marked[rng.choice(len(weight), size=count, replace=False, p=weight / weight.sum())] = True
    return marked


def township(seed: int = 20) -> Township:
    """The township of one seed."""
    rng = np.random.default_rng(seed)
    sizes = hamlet_sizes(rng)
    hamlet = np.repeat(np.arange(HAMLETS), sizes)
    lean = rng.normal(0, 0.6, HAMLETS)[hamlet]
    poor = exactly(rng, np.exp(lean), POOR)
    rich = exactly(rng, np.where(poor, 0.0, np.exp(-lean)), WELL_OFF)
    wealth = np.where(poor, 0, np.where(rich, 2, 1))
    party = exactly(rng, np.where(poor, 0.6, 1.2), PARTY)
    able = _able(rng, hamlet, party, poor)
    taste = rng.dirichlet(np.full(WISHES, 0.9), HAMLETS)
    first = np.array([rng.choice(WISHES, p=taste[h]) for h in hamlet])
    wishes = np.zeros((HOUSEHOLDS, WISHES))
    wishes[np.arange(HOUSEHOLDS), first] = 1.0
    skills = np.round(rng.beta(1.6, 2.2, (HOUSEHOLDS, SKILLS)), 2)
    xy = np.vstack([places(rng, int(n)) for n in sizes])
    mutual = _pairs(rng, hamlet, xy, MUTUAL, 120.0, set())
    refused = _pairs(rng, hamlet, xy, REFUSED, 60.0, mutual)
    start = np.concatenate([[0], np.cumsum(sizes)])
    problems = []
    for h in range(HAMLETS):
        own = slice(start[h], start[h + 1])
        friends = [(i - start[h], j - start[h]) for i, j in sorted(mutual) if hamlet[i] == h]
        foes = [(i - start[h], j - start[h]) for i, j in sorted(refused) if hamlet[i] == h]
        problems.append(
            FormationProblem.of(
                xy[own],
                wishes=wishes[own],
                skills=skills[own],
                wealth=wealth[own],
                party=party[own],
                can_lead=able[own],
                prefers=[*friends, *((j, i) for i, j in friends)],
                refuses=foes,
            )
        )
    return Township(tuple(problems), tuple((np.arange(HAMLETS) * VILLAGES // HAMLETS).tolist()))


def _able(rng: np.random.Generator, hamlet: np.ndarray, party: np.ndarray, poor: np.ndarray) -> np.ndarray:
    """939 households able to lead, at least one for each eight or so in every hamlet."""
    weight = np.where(party, 3.0, 1.0) * np.where(poor, 0.6, 1.2)
    able = np.zeros(HOUSEHOLDS, dtype=bool)
    for h in range(HAMLETS):
        own = np.flatnonzero(hamlet == h)
        sure = int(np.floor(len(own) / 10 + 0.5)) + 1
        able[rng.choice(own, size=sure, replace=False, p=weight[own] / weight[own].sum())] = True
    rest = exactly(rng, np.where(able, 0.0, weight), ABLE - int(able.sum()))
    return able | rest


def _pairs(
    rng: np.random.Generator,
    hamlet: np.ndarray,
    xy: np.ndarray,
    count: int,
    reach: float,
    taken: set[tuple[int, int]],
) -> set[tuple[int, int]]:
    """`count` pairs of one hamlet, mostly of neighbours within `reach` metres."""
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < count:
        i = int(rng.integers(HOUSEHOLDS))
        others = np.flatnonzero(hamlet == hamlet[i])
        metres = np.linalg.norm(xy[others] - xy[i], axis=1)
        weight = np.where(others == i, 0.0, np.exp(-metres / reach) + 0.002)
        j = int(rng.choice(others, p=weight / weight.sum()))
        pair = (min(i, j), max(i, j))
        if pair not in taken:
            pairs.add(pair)
    return pairs
