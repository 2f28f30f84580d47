"""What would I get: a household's dividend now and after a change, before anybody votes."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, TypeVar

from shihu.engines.apportionment import split, split_by_key
from shihu.services.industry.errors.shares import BadDividendRule

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class DividendRule:
    """First a floor for each mu, then thousandths of the rest: to holders by shares, the producer, the village."""

    floor: int = 0  # fen a mu
    holders: int = 1000
    producer: int = 0
    village: int = 0


ALL_BY_SHARES: Final = DividendRule()
FLOOR_800: Final = DividendRule(80_000, 400, 300, 300)  # 800 yuan a mu, then 40 : 30 : 30
FLOOR_510: Final = DividendRule(51_000, 300, 700, 0)  # 510 yuan a mu, then 30 % by shares
RULES: Final = {"shares": ALL_BY_SHARES, "floor_800": FLOOR_800, "floor_510": FLOOR_510}


@dataclass(frozen=True, slots=True)
class Stake:
    """Shares and land of one holder."""

    shares: int = 0
    mu: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Dividend:
    """What one holder gets: for land first, then by shares."""

    floor: int = 0
    by_shares: int = 0

    @property
    def total(self) -> int:
        return self.floor + self.by_shares


@dataclass(frozen=True, slots=True)
class Outcome:
    """The present beside what would be. ``missing`` is what the surplus lacks to pay the floor in full."""

    stake: Stake
    total: int
    dividend: Dividend
    others: int
    missing: int


def divided(stakes: Mapping[K, Stake], surplus: int, rule: DividendRule) -> tuple[dict[K, Dividend], int]:
    """Split a surplus by a rule, exact to the fen; return also what is missing to the floor.

    12,000.00 with 5 mu at 800 and 40 : 30 : 30: 4,000.00 for land, 3,200.00 of the other 8,000.00 by shares.
    """
    if rule.floor < 0 or min(rule.holders, rule.producer, rule.village) < 0:
        raise BadDividendRule("rule")
    if rule.holders + rule.producer + rule.village != 1000:
        raise BadDividendRule("rule")
    there = max(0, surplus)
    owed = {key: int(stake.mu * 100) * rule.floor // 100 for key, stake in stakes.items()}
    due = sum(owed.values())
    floors = dict(owed) if due <= there else split_by_key(there, owed)
    rest = there - sum(floors.values())
    to_holders = split(rest, [rule.holders, rule.producer, rule.village])[0]
    weights = {key: stake.shares for key, stake in stakes.items()}
    by_shares = split_by_key(to_holders, weights) if any(weights.values()) else dict.fromkeys(weights, 0)
    return {key: Dividend(floors[key], by_shares[key]) for key in stakes}, max(0, due - there)


def outcome(stakes: Mapping[K, Stake], own: K, surplus: int, rule: DividendRule) -> Outcome:
    """Return what one holder gets of a surplus."""
    shares, missing = divided(stakes, surplus, rule)
    mine = shares.get(own, Dividend())
    others = sum(one.total for key, one in shares.items() if key != own)
    total = sum(stake.shares for stake in stakes.values())
    return Outcome(stakes.get(own, Stake()), total, mine, others, missing)


def changed(stakes: Mapping[K, Stake], own: K, *, shares: int, mu: Decimal) -> dict[K, Stake]:
    """Return the stakes with one holder's shares and land grown by so much."""
    before = stakes.get(own, Stake())
    return {**stakes, own: replace(before, shares=before.shares + shares, mu=before.mu + mu)}
