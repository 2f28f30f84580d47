"""One order of the households, whatever order they came in.

Neighbours follow each other (Hilbert's curve), so the same order gives the first cut into units, numbers the units and
makes the result independent of how the roster was sorted. Households alike in every array and every relation are
interchangeable.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

import numpy as np

from shihu.engines.formation.parameters import SizeRule, Weights
from shihu.engines.formation.problem import Floats, FormationProblem, Groups, Ints

_CURVE_BITS = 16


def hilbert_key(xy: Floats) -> Ints:
    """Position along Hilbert's curve over the bounding square, 2 x 16 bits."""
    if not len(xy):
        return np.zeros(0, dtype=np.int64)
    corner = xy.min(axis=0)
    side = float((xy.max(axis=0) - corner).max()) or 1.0
    cells = np.minimum((xy - corner) / side * 2.0**_CURVE_BITS, 2.0**_CURVE_BITS - 1).astype(np.int64)
    x, y = cells[:, 0].copy(), cells[:, 1].copy()
    key = np.zeros(len(xy), dtype=np.int64)
    step = 1 << (_CURVE_BITS - 1)
    while step:
        right, upper = (x & step) > 0, (y & step) > 0
        key += step * step * ((3 * right) ^ upper)
        mirror = ~upper & right
        x = np.where(mirror, step - 1 - (x & (step - 1)), x & (step - 1))
        y = np.where(mirror, step - 1 - (y & (step - 1)), y & (step - 1))
        x, y = np.where(upper, x, y), np.where(upper, y, x)
        step >>= 1
    return key


def canonical_order(problem: FormationProblem) -> Ints:
    """The permutation that sorts the households: along the curve, then by every fact, then by their relations."""
    facts = np.column_stack(
        [problem.xy, problem.wishes, problem.skills, problem.wealth, problem.party, problem.can_lead, problem.willing]
    )
    own = _fingerprints(facts)
    relations = np.zeros(problem.n, dtype=np.uint64)
    for factor, pairs in ((3, problem.prefers), (5, problem.prefers[:, ::-1]), (7, problem.refuses)):
        np.add.at(relations, pairs[:, 0], own[pairs[:, 1]] * np.uint64(factor))
    np.add.at(relations, problem.refuses[:, 1], own[problem.refuses[:, 0]] * np.uint64(7))
    for factor, groups in ((11, problem.together), (13, problem.locked)):
        for group in groups:
            relations[list(group)] += (own[list(group)] * np.uint64(factor)).sum(dtype=np.uint64)
    keys = [relations, *facts.T[::-1], hilbert_key(problem.xy)]
    return np.lexsort(keys)


def reordered(problem: FormationProblem, order: Ints) -> FormationProblem:
    """The same problem with household `order[k]` in place k."""
    place = np.empty(problem.n, dtype=np.int64)
    place[order] = np.arange(problem.n)

    def moved(groups: Groups) -> Groups:
        return tuple(sorted(tuple(sorted(place[list(group)].tolist())) for group in groups))

    def moved_pairs(pairs: Ints) -> Ints:
        there = place[pairs]
        return there[np.lexsort((there[:, 1], there[:, 0]))]

    return FormationProblem(
        xy=problem.xy[order],
        wishes=problem.wishes[order],
        skills=problem.skills[order],
        wealth=problem.wealth[order],
        party=problem.party[order],
        can_lead=problem.can_lead[order],
        willing=problem.willing[order],
        prefers=moved_pairs(problem.prefers),
        refuses=moved_pairs(problem.refuses),
        together=moved(problem.together),
        locked=moved(problem.locked),
    )


def input_hash(canonical: FormationProblem, sizes: SizeRule, weights: Weights) -> str:
    """sha256 of a problem in canonical order together with its parameters, in hexadecimal."""
    digest = hashlib.sha256()
    digest.update(json.dumps([asdict(sizes), asdict(weights)], sort_keys=True).encode())
    for name in ("xy", "wishes", "skills", "wealth", "party", "can_lead", "willing", "prefers", "refuses"):
        array = getattr(canonical, name)
        digest.update(f"{name}{array.shape}".encode())
        digest.update(np.ascontiguousarray(array, dtype="<f8").tobytes())
    digest.update(json.dumps([canonical.together, canonical.locked]).encode())
    return digest.hexdigest()


def _fingerprints(facts: Floats) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """One 64-bit number for each row, equal for equal rows (FNV-1a over the columns)."""
    bits = np.ascontiguousarray(facts + 0.0).view(np.uint64).reshape(facts.shape)
    hashed = np.full(len(facts), 14695981039346656037, dtype=np.uint64)
    for column in bits.T:
        hashed = (hashed ^ (column ^ (column >> np.uint64(29)))) * np.uint64(1099511628211)
    return hashed
