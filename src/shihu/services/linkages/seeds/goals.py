"""The demonstration's target days, village works and checks of the eight ones.

Everything is invented. Pilots have more behind them than the others; one work was found not as said, some wait for
the second person, and one goal was confirmed on the spot.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from shihu.kernel.actors import Actor
from shihu.services.linkages.commands import (
    ask_check,
    check_work,
    decide_check,
    plan_from_rollout,
    record_work,
    set_target,
)
from shihu.services.linkages.queries.goals import village_goals
from shihu.services.linkages.types.goals import GoalState, NewWork, Verdict, WorkKind

_ZONE = ZoneInfo("Asia/Shanghai")
_ROAD, _WATER, _LAMPS = WorkKind.ROAD, WorkKind.WATER, WorkKind.LAMPS
_DRAINS, _WASTE, _MEETING, _GREEN = WorkKind.DRAINS, WorkKind.WASTE, WorkKind.MEETING, WorkKind.GREEN
_Work = tuple[WorkKind, str, str, str, date]
# By village name: kind, what and where, how much, paper, finished on.
WORKS: dict[str, tuple[_Work, ...]] = {
    "尚家沟村": (
        (_ROAD, "村口至食用菌基地硬化路", "1800", "验收单2018-07", date(2018, 9, 20)),
        (_WATER, "各自然村自来水入户", "285", "验收单2018-11", date(2018, 11, 2)),
        (_LAMPS, "主街太阳能路灯", "46", "验收单2019-02", date(2019, 4, 12)),
        (_DRAINS, "主街排水渠", "620", "验收单2019-05", date(2019, 5, 28)),
        (_WASTE, "垃圾集中点", "5", "验收单2019-04", date(2019, 5, 10)),
        (_MEETING, "村级活动场所", "240", "验收单2017-03", date(2017, 10, 15)),
        (_GREEN, "河道两侧栽植", "1260", "苗木发票0386", date(2019, 4, 26)),
    ),
    "田家洼村": (
        (_ROAD, "通村公路硬化", "2400", "验收单2017-09", date(2017, 10, 30)),
        (_WATER, "自来水管网改造", "310", "验收单2018-06", date(2018, 8, 14)),
        (_LAMPS, "主街路灯", "38", "验收单2018-12", date(2018, 12, 18)),
        (_MEETING, "党员活动室", "180", "验收单2016-05", date(2016, 9, 6)),
        (_GREEN, "沿街葡萄廊架", "840", "苗木发票0412", date(2019, 4, 30)),
    ),
}
# Entered, not yet looked at: the first for too long, the second is due today.
WAITING: dict[str, tuple[_Work, ...]] = {
    "尚家沟村": ((_GREEN, "村委会院内绿化", "180", "苗木发票0455", date(2019, 8, 1)),),
    "田家洼村": ((_WASTE, "垃圾集中点", "4", "验收单2019-07", date(2019, 7, 30)),),
    "支进村": ((_LAMPS, "主街太阳能路灯", "28", "验收单2019-08", date(2019, 8, 9)),),
}
# Looked at, and not as the paper says.
NOT_AS_SAID = ("田家洼村", (_DRAINS, "下街排水渠", "400", "验收单2019-03", date(2019, 5, 6)))
# What the township set by its paper of August: figure, value, from when.
PAPER = "康政发〔2019〕23号"
TARGETS = (
    ("sanitation", 85, date(2019, 10, 1)),
    ("income", 8_000_000, date(2020, 1, 1)),
    ("greened", 1200, date(2020, 4, 1)),
)
AS_SAID = "到现场看过，与单据相符"
BEHIND = "排水渠实测280米，东段还没修，补修后再报"


def set_goals(
    *, officer: Actor, cadres: dict[str, Actor], villages: Sequence[tuple[str, str]], planned: datetime, now: datetime
) -> None:
    """Set target days from the roll-out plan; enter and check the works of the pilots; confirm one goal.

    ``villages`` are (code, name); ``cadres`` enter for their own villages, the officer where there is none.
    """
    plan_from_rollout(actor=officer, now=planned, place=villages[0][0][:9])
    for code, name in villages:
        recorder = cadres.get(name, officer)
        for number, told in enumerate(WORKS.get(name, ())):
            entered = _at(max(told[4] + timedelta(days=6), date(2019, 3, 12) + timedelta(days=7 * number)))
            key = record_work(actor=recorder, now=entered, work=_work(code, told))
            looked = entered + timedelta(days=8)
            check_work(
                actor=officer,
                now=looked,
                key=key,
                verdict=Verdict.HOLDS,
                on=looked.date(),
                note="到现场看过，与单据相符",
            )
        for told in WAITING.get(name, ()):
            record_work(actor=recorder, now=_at(told[4] + timedelta(days=4)), work=_work(code, told))
        if name == NOT_AS_SAID[0]:
            entered = _at(date(2019, 5, 20))
            key = record_work(actor=recorder, now=entered, work=_work(code, NOT_AS_SAID[1]))
            looked = entered + timedelta(days=5)
            check_work(actor=officer, now=looked, key=key, verdict=Verdict.NOT_YET, on=looked.date(), note=BEHIND)
    _confirm(officer, cadres, villages, now)
    for figure, value, since in TARGETS:
        set_target(
            actor=officer, now=now, place=villages[0][0][:9], figure=figure, value=value, since=since, paper=PAPER
        )


def _confirm(officer: Actor, cadres: dict[str, Actor], villages: Sequence[tuple[str, str]], now: datetime) -> None:
    """Where a goal is reached: the first one of the first village is confirmed, the second waits."""
    for code, name in villages:
        recorder = cadres.get(name)
        if recorder is None:
            continue
        asked = now - timedelta(days=9)
        reached = [
            one.goal
            for one in village_goals(code, actor=officer, on=asked.date()).goals
            if one.state is GoalState.REACHED
        ]
        for number, goal in enumerate(reached[:2]):
            key = ask_check(actor=recorder, now=asked, village=code, goal=goal, note="各项已达到，请镇上来看")
            if number == 0:
                looked = asked + timedelta(days=4)
                decide_check(
                    actor=officer,
                    now=looked,
                    key=key,
                    verdict=Verdict.HOLDS,
                    on=looked.date(),
                    note="逐项核对记录，入户问了6户，属实",
                )


def _work(village: str, told: _Work) -> NewWork:
    kind, name, quantity, paper, finished = told
    return NewWork(village, kind, name, Decimal(quantity), paper, finished)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9, 0), tzinfo=_ZONE)
