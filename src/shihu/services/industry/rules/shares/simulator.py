"""What would I get: a member's dividend now and after a change, before anybody votes.

There is no arithmetic of its own here: the surplus is distributed by the very rule that settles a season, so that what
is foreseen is to the fen what a settlement would pay on the same numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from shihu.services.industry.rules.settlement import checked, distribute
from shihu.services.industry.types.settlement import Distribution, Footing, Portion, Terms


@dataclass(frozen=True, slots=True)
class Ground:
    """What a distribution follows from besides the terms: the surplus, losses before it, who counts, who bears."""

    surplus: int
    footings: tuple[Footing, ...]
    earlier_loss: int = 0
    risk: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one member gets, and how the whole was distributed."""

    footing: Footing
    shares: int  # of all
    portion: Portion
    others: int
    distribution: Distribution


def outcome(ground: Ground, own: str, terms: Terms) -> Outcome:
    """Return what the member ``own`` gets; refused as a settlement would be: by the law, or where nobody counts."""
    told = distribute(
        income=max(0, ground.surplus),
        costs=max(0, -ground.surplus),
        earlier_loss=ground.earlier_loss,
        terms=checked(terms),
        standings=ground.footings,
        risk=ground.risk or {},
    )
    mine = next((one for one in ground.footings if one.code == own), Footing(own))
    portion = told.portions.get(own, Portion())
    everybody = sum(one.total for one in told.portions.values())
    return Outcome(mine, sum(one.shares for one in ground.footings), portion, everybody - portion.total, told)


def changed(ground: Ground, own: str, more: Footing) -> Ground:
    """Return the ground with one member counting with so much more."""
    before: Sequence[Footing] = [one for one in ground.footings if one.code == own] or [Footing(own)]
    grown = replace(
        before[0],
        traded=before[0].traded + more.traded,
        shares=before[0].shares + more.shares,
        land=before[0].land + more.land,
        minutes=before[0].minutes + more.minutes,
    )
    others = (one for one in ground.footings if one.code != own)
    return replace(ground, footings=(grown, *others))
