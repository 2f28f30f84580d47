"""Random hamlets for the tests: small, odd, and drawn by hypothesis so that failures shrink."""

from __future__ import annotations

import os

import numpy as np
import pytest
from hypothesis import strategies as st

from shihu.engines.formation import FormationProblem

compiled_only = pytest.mark.skipif(
    os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="takes minutes where the search is interpreted"
)


def hamlet(
    n: int, seed: int = 0, *, able: float = 0.5, refusals: int = 2, friends: int = 2, unwilling: int = 0
) -> FormationProblem:
    """A hamlet of n households, the same for the same arguments."""
    rng = np.random.default_rng([seed, n])
    wishes = np.zeros((n, 4))
    wishes[np.arange(n), rng.integers(4, size=n)] = 1.0
    second = rng.random(n) < 0.3
    wishes[second, rng.integers(4, size=int(second.sum()))] = 0.5
    pairs = [tuple(rng.choice(n, 2, replace=False).tolist()) for _ in range(refusals + friends)] if n > 1 else []
    liked = pairs[refusals:]
    can_lead = rng.random(n) < able
    can_lead[:: max(1, min(6, n))] = True
    willing = np.ones(n, dtype=bool)
    willing[rng.choice(n, unwilling, replace=False)] = False
    return FormationProblem.of(
        np.round(rng.uniform(0, 300, (n, 2)), 1),
        wishes=wishes,
        skills=np.round(rng.random((n, 3)), 2),
        wealth=rng.integers(3, size=n),
        party=rng.random(n) < 0.2,
        can_lead=can_lead,
        willing=willing,
        prefers=[*liked, *((j, i) for i, j in liked)],
        refuses=pairs[:refusals],
    )


@st.composite
def hamlets(draw: st.DrawFn, low: int = 16, high: int = 45) -> FormationProblem:
    """Hamlets that the default size rule can tile, mostly feasible."""
    return hamlet(
        draw(st.integers(low, high)),
        draw(st.integers(0, 10_000)),
        able=draw(st.sampled_from([0.15, 0.5, 1.0])),
        refusals=draw(st.integers(0, 6)),
        friends=draw(st.integers(0, 6)),
    )
