"""The demonstration's roll-out plan, and a life for the units in force: charters, months of appraisals."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from shihu.kernel.actors import Actor
from shihu.services.units.commands import plan_village
from shihu.services.units.queries import places_units
from shihu.services.units.rules.appraisals import month_after, month_of
from shihu.services.units.seeds import appraisals, charters
from shihu.services.units.types import RolloutStage

# 田家洼村, 尚家沟村, 支进村: the pilot villages of the newspaper page.
PILOTS = ("141130101201", "141130101202", "141130101203")
BEGIN = date(2019, 3, 1)
# Days after a village's beginning by which it is to reach each stage. Three pilots begin at once, then three villages
# each season: within a year all twelve run.
AFTER = {
    RolloutStage.SURVEY: 14,
    RolloutStage.PROPOSAL: 35,
    RolloutStage.NOTICE: 45,
    RolloutStage.ESTABLISHED: 60,
    RolloutStage.RUNNING: 120,
}
WAVES = (0, 122, 184, 245)  # days after the beginning: 1 March, 1 July, 1 September, 1 November
PLANNED_ON = datetime(2019, 3, 5, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
Progress = Callable[[int, int, str], None]


def plan_township(*, actor: Actor, now: datetime, township: str) -> None:
    """Plan every village of a township: the pilots first, the others three by three in the order of their codes."""
    codes = [row.place for row in places_units(township, actor=actor)]
    others = [code for code in codes if code not in PILOTS]
    for code in codes:
        wave = 0 if code in PILOTS else min(1 + others.index(code) // 3, len(WAVES) - 1)
        first = BEGIN + timedelta(days=WAVES[wave])
        plan_village(
            actor=actor,
            now=now,
            place=code,
            planned={stage: first + timedelta(days=days) for stage, days in AFTER.items()},
        )


def enliven(*, actor: Actor, member: Actor, now: datetime, township: str, progress: Progress) -> None:
    """Give the units in force what units have after a while: a charter, and every full month appraised.

    Everything follows the day on which they came into force. ``member`` sits in one of them and appraises it.
    """
    villages = [row for row in places_units(township, actor=actor) if row.units and row.since]
    if not villages:
        return
    began = min(row.since for row in villages if row.since)
    charters.write_template(actor=actor, now=_at(began), township=township)
    first = month_after(month_of(began))
    appraisals.write_rules(
        actor=actor,
        township=township,
        told=_at(began),
        first=first,
        changed=_at(first + timedelta(days=20)),
        second=month_after(first, 2),
    )
    for number, row in enumerate(villages):
        since = row.since or began

        def tell(done: int, of: int, words: str, number: int = number) -> None:
            progress(number * of + done, len(villages) * of, words)

        charters.agree_charters(
            actor=actor,
            drafted=min(_at(since + timedelta(days=2)), now),
            signed=min(_at(since + timedelta(days=9)), now),
            village=row.place,
            unsigned=2 if number else 0,
            progress=tell,
        )
        appraisals.appraise_months(
            actor=actor,
            member=member,
            village=row.place,
            months=tuple(_full_months(since, now.date())),
            progress=tell,
        )


def _full_months(since: date, today: date) -> list[date]:
    """Months that began after ``since`` and whose results were due by ``today``."""
    months = []
    month = month_after(month_of(since))
    while month_after(month) + timedelta(days=3) <= today:
        months.append(month)
        month = month_after(month)
    return months


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 0)))
