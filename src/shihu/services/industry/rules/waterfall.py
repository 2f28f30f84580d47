"""The waterfall (分配顺序): what a sale pays off, in which order, and what the household keeps whatever it owes.

A floor of subsistence comes first and no step touches it. Of what is above it, each step in order takes what is owed
or agreed, up to its cap; the rest is the household's, too. All in whole fen, and no step ever takes part of a fen from
one and gives it to another: what a share leaves below one fen stays with the household.

More proceeds never leave a household less: the floor and every step grow by at most one fen when proceeds grow by one.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from shihu.services.industry.errors.waterfalls import BadFloor, BadStep
from shihu.services.industry.types.sharing import CapKind, Floor, Split, Step, StepKind, Taken


def floor_of(proceeds: int, floor: Floor, kept_this_month: int = 0) -> int:
    """Return what no step may touch: 500.00 of 800.00 where 500 a sale are agreed, all of 300.00."""
    share = -(-proceeds * floor.share // 1000)  # a part of a fen goes to the household
    month = max(0, floor.per_month - kept_this_month)
    return min(proceeds, max(floor.per_sale, share, month))


def pour(
    proceeds: int,
    grams: int,
    owed: Mapping[StepKind, int],
    steps: Sequence[Step],
    floor: Floor,
    kept_this_month: int = 0,
) -> Split:
    """Return how the proceeds of one household in one sale are split; ``owed`` says what it owes for what."""
    kept = floor_of(proceeds, floor, kept_this_month)
    rest = proceeds - kept
    left = {kind: max(0, owed.get(kind, 0)) for kind in (StepKind.ADVANCE, StepKind.RENTAL)}
    done = []
    for step in steps:
        most = _most(step, rest, grams)
        asked = left.get(step.kind)
        amount = min(most, asked) if asked is not None else most
        done.append(Taken(step.kind, asked, most, amount))
        rest -= amount
        if asked is not None:
            left[step.kind] = asked - amount
    return Split(proceeds, kept, tuple(done))


def _most(step: Step, rest: int, grams: int) -> int:
    if step.cap == CapKind.ALL:
        return rest
    if step.cap == CapKind.SHARE:
        return rest * step.value // 1000
    return min(rest, grams * step.value // 1000)


def checked_steps(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Refuse steps that cannot be meant: a kind twice, a share above the whole, a fund or fee without an end."""
    for number, step in enumerate(steps, 1):
        endless = step.kind in {StepKind.FUND, StepKind.FEE} and step.cap == CapKind.ALL
        above = step.cap == CapKind.SHARE and not 0 < step.value <= 1000
        nothing = step.cap == CapKind.PER_KG and step.value <= 0
        twice = any(other.kind == step.kind for other in steps[: number - 1])
        if endless or above or nothing or twice:
            raise BadStep(f"step{number}", number=number)
    return tuple(steps)


def checked_floor(floor: Floor) -> Floor:
    """Refuse a floor below nothing or above the whole."""
    if min(floor.per_sale, floor.share, floor.per_month) < 0 or floor.share > 1000:
        raise BadFloor("floor")
    return floor


def steps_told(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """Return steps as they are stored."""
    return [{"kind": step.kind.value, "cap": step.cap.value, "value": step.value} for step in steps]


def steps_of(told: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Return steps as they were stored."""
    return tuple(Step(StepKind(one["kind"]), CapKind(one["cap"]), int(one["value"])) for one in told)
