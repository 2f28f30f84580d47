"""Drawing lots, the same on every machine and in every version of Python.

SplitMix64 (Steele, Lea and Flood 2014) over 64-bit integers. Each draw is begun with keys of its own (the
seed, a place, a topic), so that a change in one hamlet leaves every other hamlet as it was. Not for secrets.
"""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from itertools import accumulate
from typing import TypeVar

_T = TypeVar("_T")
_MASK = (1 << 64) - 1


class Draw:
    """A sequence of lots that depends on ``keys`` only."""

    def __init__(self, *keys: object) -> None:
        text = "\x1f".join(str(key) for key in keys)
        self._state = int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")

    def number(self) -> int:
        """Return the next 64 bits."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return mixed ^ (mixed >> 31)

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to ``limit`` - 1."""
        return (self.number() * limit) >> 64

    def between(self, first: int, last: int) -> int:
        """Return a whole number from ``first`` to ``last``, both included."""
        return first + self.below(last - first + 1)

    def share(self) -> float:
        """Return a number from 0 (included) to 1 (not included)."""
        return (self.number() >> 11) * 2.0**-53

    def spread(self, width: float) -> float:
        """Return a number within ``width`` around 0, near 0 more often: the mean of three even draws."""
        return (self.share() + self.share() + self.share() - 1.5) * width / 1.5

    def chance(self, percent: float) -> bool:
        """Return True in ``percent`` of 100 draws."""
        return self.share() * 100 < percent

    def pick(self, items: Sequence[_T]) -> _T:
        """Return one of ``items``."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[_T]) -> list[_T]:
        """Return ``items`` in an order by lot."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed


class Urn:
    """Things with whole weights, to be drawn from again and again."""

    def __init__(self, weights: Mapping[str, int]) -> None:
        self._things = list(weights)
        self._sums = list(accumulate(weights.values()))

    def draw(self, draw: Draw) -> str:
        """Return one thing, each as often as its weight says."""
        lot = draw.below(self._sums[-1])
        low, high = 0, len(self._sums) - 1
        while low < high:
            middle = (low + high) // 2
            if lot < self._sums[middle]:
                high = middle
            else:
                low = middle + 1
        return self._things[low]


def shared_out(total: int, weights: Sequence[float], caps: Sequence[int]) -> list[int]:
    """Split ``total`` by ``weights`` into whole parts that sum exactly, none above its cap.

    Largest remainder; what a cap holds back goes to the others. Ties fall to the earlier one.
    """
    if total > sum(cap for cap, weight in zip(caps, weights, strict=True) if weight > 0):
        raise ValueError(f"{total} cannot be shared out under caps that sum to {sum(caps)}")
    parts = [0] * len(weights)
    left = total
    while left:
        able = [i for i, cap in enumerate(caps) if parts[i] < cap and weights[i] > 0]
        whole = sum(weights[i] for i in able)
        exact = {i: left * weights[i] / whole for i in able}
        given = {i: min(int(exact[i]), caps[i] - parts[i]) for i in able}
        if not any(given.values()):
            by_remainder = sorted(able, key=lambda i: (-(exact[i] - int(exact[i])), i))
            given = dict.fromkeys(by_remainder[:left], 1)
        for i, more in given.items():
            parts[i] += more
        left = total - sum(parts)
    return parts
