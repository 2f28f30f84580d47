"""The demonstration's rules of appraisal, and some months of appraisals of the units in force."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from shihu.kernel.actors import Actor
from shihu.services.units.commands import appraise_self, draft_rule, publish_month, publish_rule, score_unit
from shihu.services.units.queries import appraisal_rules, charter_states, own_seat
from shihu.services.units.rules.appraisals import month_after
from shihu.services.units.types import Item, RuleRow

TITLE = "十户联体月度考评细则"
# Weights in hundredths of a per cent; together 100.00.
ITEMS = (
    Item("party", "party", "本月召开碰头会，党员或骨干到场领学一次", 1000, 1000, who="both", how="yes_no"),
    Item("area", "sanitation", "责任片区干净，无垃圾堆、无污水横流", 2000, 2500, who="both", how="scale"),
    Item("honest", "integrity", "借款按期还，交售的农产品无掺假", 1000, 1500, who="township", how="scale"),
    Item("labour", "welfare", "分到的公益劳动按时做完", 1000, 1500, who="both", how="scale", may_repeat=True),
    Item("quarrel", "safety", "邻里纠纷在联体内化解，无上交", 1000, 1200, who="township", how="scale"),
    Item("customs", "civility", "红白喜事从简，孝老爱亲，无赌博", 1000, 800, who="both", how="scale", may_repeat=True),
    Item("work", "industry", "共同产业按计划开展，户户有活干", 1500, 1500, who="township", how="number"),
)
OLD_ITEMS = tuple(replace(item, weight={"area": 2000, "work": 2000}.get(item.key, item.weight)) for item in ITEMS)


def write_rules(*, actor: Actor, township: str, told: datetime, first: date, changed: datetime, second: date) -> None:
    """Publish the first rules, and a second version in which the lanes count for more."""
    for now, items, month in ((told, OLD_ITEMS, first), (changed, ITEMS, second)):
        key = draft_rule(
            actor=actor,
            now=now,
            place=township,
            title=TITLE,
            items=items,
            threshold=500,
            objection_days=7,
            valid_from=month,
        )
        publish_rule(actor=actor, now=now, key=key)


def appraise_months(
    *,
    actor: Actor,
    member: Actor,
    village: str,
    months: tuple[date, ...],
    progress: Callable[[int, int, str], None],
) -> None:
    """Score each unit of a village for each month, and publish the month, in the first days of the one after.

    The unit of ``member`` appraises itself before; it thinks a little better of itself than the township does.
    """
    if not months:
        return
    states = charter_states(village, actor=actor, today=month_after(months[-1]))
    own = own_seat(member, [state.unit for state in states])
    for at, month in enumerate(months):
        rule = _rule(actor, village, month)
        if own is not None:
            answers = {i.key: 1 if i.how == "yes_no" else 4 for i in rule.asked("unit")}
            now = _morning(month_after(month))
            appraise_self(actor=member, now=now, unit=own.unit, month=month, answers=answers)
        now = _morning(month_after(month) + timedelta(days=2))
        for number, state in enumerate(states):
            progress(at * len(states) + number, len(months) * len(states), village)
            answers = {i.key: _answer(i, number, month.month) for i in rule.asked("township")}
            score_unit(actor=actor, now=now, unit=state.unit, month=month, answers=answers)
        publish_month(actor=actor, now=now, village=village, month=month)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 0)))


def _rule(actor: Actor, village: str, month: date) -> RuleRow:
    return next(r for r in appraisal_rules(village, actor=actor) if r.valid_from <= month and r.is_published)


def _answer(item: Item, unit: int, month: int) -> int:
    """An answer by rule: units differ a little, and most get better from month to month."""
    luck = (unit * unit * 3 + unit * 7 + month * 5 + sum(map(ord, item.key))) % 11
    if item.how == "yes_no":
        return 0 if luck == 0 and month < 7 else 1
    if item.how == "number":
        return item.maximum * (56 + (unit * 37 + month * 11) % 41) // 100
    return min(4, 2 + (luck > 2) + (luck > 6 and month > 5))
