"""Several levels: units first, then households inside each unit; every level is exact in itself.

Splitting once among all households and adding up gives other, equally exact sums for the units. The order matters
where the units' sums are published or paid out on their own: what a unit was told it gets is what its members share.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from shihu.engines.apportionment.errors import BadWeight
from shihu.engines.apportionment.split import Weight, split


@dataclass(frozen=True, slots=True)
class Group:
    """One who shares: a group with members, or a single one without.

    ``weight`` is its own weight among its neighbours; None takes the sum of its members' weights.
    """

    key: str
    weight: Weight | None = None
    members: tuple["Group", ...] = ()


@dataclass(frozen=True, slots=True)
class Portion:
    """What a group got; the members' portions sum to it. ``exact`` is the exact share of its own level."""

    key: str
    amount: int
    exact: Fraction
    members: tuple["Portion", ...] = ()

    def leaves(self) -> Iterator["Portion"]:
        """Yield the portions of those without members, in order."""
        if not self.members:
            yield self
        for member in self.members:
            yield from member.leaves()


def split_levels(total: int, groups: Sequence[Group]) -> tuple[Portion, ...]:
    """Split ``total`` among groups, then each group's amount among its members, and so on down.

    Raises as :func:`~shihu.engines.apportionment.split.split`. A group that gets nothing gives its members nothing.
    """
    weights = [_weight(group) for group in groups]
    everything = sum((Fraction(weight) for weight in weights), Fraction(0))
    portions = []
    for group, weight, amount in zip(groups, weights, split(total, weights), strict=True):
        exact = Fraction(total) * Fraction(weight) / everything if everything else Fraction(0)
        members = split_levels(amount, group.members) if group.members else ()
        portions.append(Portion(group.key, amount, exact, members))
    return tuple(portions)


def _weight(group: Group) -> Weight:
    if group.weight is not None:
        return group.weight
    if not group.members:
        raise BadWeight(who=group.key, given=None)
    return sum((Fraction(_weight(member)) for member in group.members), Fraction(0))
