"""Whose week it is: the household that is farthest behind its exact share."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from shihu.services.linkages.types import Excuse, Keeper, Rota, Swap, Turn

WEEK = timedelta(days=7)


def monday(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def rota(
    first: date, last: date, keepers: Sequence[Keeper], excuses: Iterable[Excuse] = (), swaps: Iterable[Swap] = ()
) -> Rota:
    """Return the turns of the weeks from that of ``first`` to that of ``last``.

    Each week is one turn, shared equally by the households that sit in the unit that Monday and are not excused: that
    share falls due to each of them. The turn goes to whoever has most due beyond the turns already had; of equals to
    the lower household code. Swaps agreed to change two weeks of this plan with each other.
    """
    excused = list(excuses)
    due: dict[UUID, Fraction] = {}
    had: dict[UUID, int] = {}
    turns: list[Turn] = []
    week = monday(first)
    while week <= monday(last):
        able = [
            keeper
            for keeper in sorted(keepers, key=lambda one: one.code)
            if keeper.since <= week and (keeper.until is None or week < keeper.until)
            if not any(
                one.household == keeper.household and one.since <= week and (one.until is None or week < one.until)
                for one in excused
            )
        ]
        for keeper in able:
            due[keeper.household] = due.get(keeper.household, Fraction(0)) + Fraction(1, len(able))
            had.setdefault(keeper.household, 0)
        chosen = max(able, key=lambda one: due[one.household] - had[one.household], default=None)
        if chosen is not None:
            had[chosen.household] += 1
        turns.append(Turn(week, chosen.household if chosen else None))
        week += WEEK
    return Rota(tuple(_swapped(turns, swaps)), due, had)


def _swapped(turns: Sequence[Turn], swaps: Iterable[Swap]) -> list[Turn]:
    by_week = {turn.week: turn for turn in turns}
    for swap in swaps:
        one, other = by_week.get(swap.week), by_week.get(swap.other_week)
        if swap.agreed_on is None:
            continue
        # A swap of weeks beyond the plan's end changes the one that lies in it.
        if one and one.household == swap.household:
            by_week[swap.week] = Turn(swap.week, swap.other, swap.household)
        if other and other.household == swap.other:
            by_week[swap.other_week] = Turn(swap.other_week, swap.household, swap.other)
    return [by_week[turn.week] for turn in turns]
