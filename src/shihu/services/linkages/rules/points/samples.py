"""Drawing a sample that anybody can draw again, and ranking with shared places."""

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from uuid import UUID


def seed(month: date, village: str, number: str) -> str:
    """The words from which everything follows: month, village, published number."""
    return f"{month:%Y-%m} {village} {number}"


def digest(seed: str) -> str:
    """SHA-256 of the seed, as anybody's computer reckons it."""
    return sha256(seed.encode()).hexdigest()


def mark(seed: str, claim: UUID) -> str:
    """A claim's lot: SHA-256 of the seed's digest and the claim's key."""
    return sha256(f"{digest(seed)} {claim}".encode()).hexdigest()


def size(count: int, *, share: int, least: int) -> int:
    """How many of ``count`` claims are looked at again: the share, rounded up, at least ``least``, at most all."""
    return min(count, max(least, -(-count * share // 100)))


def drawn(seed: str, claims: Iterable[UUID], *, many: int) -> tuple[UUID, ...]:
    """The ``many`` claims with the lowest lots, in order. The order in which claims are given does not matter."""
    return tuple(sorted(set(claims), key=lambda claim: mark(seed, claim))[:many])


def average(total: int, households: int) -> int:
    """Points per household in hundredths, rounded once, halves away from zero."""
    if households < 1:
        return 0
    whole = abs(total) * 100
    rounded = (2 * whole + households) // (2 * households)
    return rounded if total >= 0 else -rounded


def ranks(values: Sequence[int]) -> list[int]:
    """The place of each value, the highest first; equal values share a place and the next ones are left out."""
    return [1 + sum(1 for other in values if other > value) for value in values]


def pickup_code(key: UUID) -> str:
    """Six digits that follow from the redemption's key."""
    return f"{int(sha256(f'pickup {key}'.encode()).hexdigest(), 16) % 1_000_000:06d}"
