"""A small random generator that is the same in compiled and interpreted runs and shared by nobody.

Chris Doty-Humphrey's sfc32 (PractRand): three 32-bit words and a counter, held in 64-bit integers so that nothing
overflows where the code is interpreted.
"""

from __future__ import annotations

import numpy as np

from shihu.engines.formation.search.compiled import Array, Whole, compiled


@compiled
def next_bits(state: Array) -> Whole:
    """32 random bits; `state` int64 [4] is changed in place."""
    a, b, c, counter = state[0], state[1], state[2], state[3]
    out = (a + b + counter) & 0xFFFFFFFF
    state[3] = (counter + 1) & 0xFFFFFFFF
    state[0] = b ^ (b >> 9)
    state[1] = (c + (c << 3)) & 0xFFFFFFFF
    state[2] = (((c << 21) | (c >> 11)) + out) & 0xFFFFFFFF
    return out


@compiled
def below(state: Array, bound: Whole) -> Whole:
    """A random integer from 0 to bound - 1."""
    return (next_bits(state) * bound) >> 32


@compiled
def fill_state(state: Array, seed: int, stream: int) -> None:
    """Start `state` from two numbers; each pair gives its own sequence."""
    state[0] = seed & 0xFFFFFFFF
    state[1] = (seed >> 32) & 0xFFFFFFFF
    state[2] = stream & 0xFFFFFFFF
    state[3] = 1
    for _ in range(15):
        next_bits(state)


def random_state(seed: int, stream: int = 0) -> Array:
    """A new state, int64 [4]."""
    state = np.zeros(4, dtype=np.int64)
    fill_state(state, seed, stream)
    return state
