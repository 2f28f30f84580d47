"""Where villages stand to the goals: read from the records on the day that is asked for, and on the month ends before.

Nothing of it is kept. The number of queries follows the number of services that keep records, not that of villages;
only the income of the books takes one a month.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.utils import timezone

from shihu.base.places.queries import names, statuses, under
from shihu.base.places.queries import place as place_of
from shihu.base.places.types import PlaceRow
from shihu.kernel.actors import NOBODY, Actor
from shihu.kernel.places import Level, level_of
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.models import GoalCheck, GoalPlan
from shihu.services.linkages.queries.goals.goals import goal_terms
from shihu.services.linkages.queries.goals.registry import INDICATORS
from shihu.services.linkages.queries.goals.targets import targets_of
from shihu.services.linkages.rules import goals as rules
from shihu.services.linkages.types.goals import (
    CheckRow,
    Days,
    GoalStanding,
    GoalState,
    Indicator,
    IndicatorStanding,
    Measured,
    Scoreboard,
    SetTarget,
    Verdict,
    VillageGoals,
)

PILOT = "village.pilot"


def scoreboard(place: str, *, actor: Actor, on: date) -> Scoreboard:
    """Return every village of a township (or the one village asked for) with its eight goals, pilots first."""
    policies.SEE_GOALS.require(actor, place)
    if level_of(place) not in {Level.TOWNSHIP, Level.VILLAGE}:
        raise NotFound
    row = place_of(place, actor=actor)
    villages = [row] if row.level == Level.VILLAGE else under(place, Level.VILLAGE, actor=actor)
    told = _stand(villages, actor=actor, on=on)
    return Scoreboard(
        place=place,
        name=row.name,
        name_en=row.name_en,
        on=on,
        villages=tuple(sorted(told, key=lambda village: (village.pilot_since is None, village.place))),
        may_plan=policies.PLAN_GOALS.allows(actor, place),
    )


def village_goals(village: str, *, actor: Actor, on: date) -> VillageGoals:
    """Return one village with its goals, for those at work there."""
    if len(village) != Level.VILLAGE:
        raise NotFound
    policies.SEE_GOALS.require(actor, village)
    (told,) = _stand([place_of(village, actor=actor)], actor=actor, on=on)
    return told


def public_goals(village: str, *, on: date) -> VillageGoals:
    """Return one village with its goals for anybody: sums only, nobody is named, and nothing can be done from it."""
    known = names({village}) if len(village) == Level.VILLAGE else {}
    if village not in known:
        raise NotFound
    (told,) = _stand([known[village]], actor=NOBODY, on=on)
    return told


def checks_of(village: str, goal: str, *, actor: Actor) -> list[CheckRow]:
    """Return every check of a goal, newest first."""
    policies.SEE_GOALS.require(actor, village)
    return [check_row(found, actor=actor) for found in GoalCheck.objects.filter(village=village, goal=goal)]


def check_row(found: GoalCheck, *, actor: Actor) -> CheckRow:
    """Return a check as a typed row."""
    is_open = found.verdict == Verdict.WAITING.value
    return CheckRow(
        key=found.pk,
        village=found.village_id,
        goal=found.goal,
        asked_by=found.asked_name,
        asked_on=timezone.localdate(found.asked_at),
        note=found.asked_note,
        verdict=Verdict(found.verdict),
        decided_by=found.checked_name,
        decided_on=found.checked_on,
        decided_note=found.note,
        may_decide=is_open and found.asked_by != actor.key and policies.CHECK_GOALS.allows(actor, found.village_id),
    )


def _stand(villages: Sequence[PlaceRow], *, actor: Actor, on: date) -> list[VillageGoals]:
    codes = [village.code for village in villages]
    plans: dict[str, dict[str, tuple[date, date]]] = defaultdict(dict)
    for village, goal, begins, due in GoalPlan.objects.filter(village__in=codes).values_list(
        "village_id", "goal", "begins", "due"
    ):
        plans[village][goal] = (begins, due)
    checks: dict[tuple[str, str], list[GoalCheck]] = defaultdict(list)
    for check in GoalCheck.objects.filter(village__in=codes):
        if timezone.localdate(check.asked_at) <= on:
            checks[check.village_id, check.goal].append(check)
    first = min((begins for told in plans.values() for begins, _due in told.values()), default=None)
    looked = [check.checked_on for found in checks.values() for check in found if check.checked_on]
    days = rules.days_to_look_at(first, on, looked)
    figures = measured(codes, actor=actor, days=days)
    terms = goal_terms(on=on)
    targets = targets_of(codes[0] if codes else "")
    scope = _outermost(codes)
    pilots = {code: since for code, term, since, until in statuses(scope, up_to=on) if term == PILOT and not until}
    told = []
    for row in villages:
        goals = []
        for term in terms:
            mine = [one for one in INDICATORS if one.goal == term.key]
            found = checks[row.code, term.key]
            planned = plans[row.code].get(term.key)
            points = [
                rules.point_of(
                    day,
                    [
                        (_figure(figures, i, day, row.code), rules.in_force(i.target, targets[i.code], day)[0])
                        for i in mine
                    ],
                )
                for day in days
            ]
            confirmed = [c.checked_on for c in found if c.verdict == Verdict.HOLDS.value and c.checked_on]
            standing = rules.state_of(points, confirmed)
            is_done = standing.state in {GoalState.REACHED, GoalState.CONFIRMED}
            goals.append(
                GoalStanding(
                    goal=term.key,
                    name_zh=term.name_zh,
                    name_en=term.name_en,
                    order=term.order,
                    state=standing.state,
                    since=standing.since,
                    begins=planned[0] if planned else None,
                    due=planned[1] if planned else None,
                    is_late=planned is not None and planned[1] < on and not is_done,
                    indicators=tuple(_standing(figures, i, days, row.code, targets[i.code]) for i in mine),
                    check=check_row(found[0], actor=actor) if found else None,
                )
            )
        told.append(
            VillageGoals(
                place=row.code,
                name=row.name,
                name_en=row.name_en,
                pilot_since=pilots.get(row.code),
                goals=tuple(goals),
                on=on,
                may_ask=policies.ASK_CHECK.allows(actor, row.code),
                may_plan=policies.PLAN_GOALS.allows(actor, row.code),
                may_record=policies.RECORD_WORKS.allows(actor, row.code),
            )
        )
    return told


def measured(villages: Collection[str], *, actor: Actor, days: Sequence[date]) -> dict[str, Days | None]:
    """Return the figures of every indicator, by its code. A source that serves two indicators is asked twice."""
    return {indicator.code: indicator.measure(villages, actor, days) for indicator in INDICATORS}


def _figure(figures: Mapping[str, Days | None], indicator: Indicator, day: date, village: str) -> Measured | None:
    told = figures[indicator.code]
    return told[day].get(village) if told is not None else None


def _standing(
    figures: Mapping[str, Days | None],
    indicator: Indicator,
    days: Sequence[date],
    village: str,
    set_targets: Sequence[SetTarget],
) -> IndicatorStanding:
    history = tuple((day, _figure(figures, indicator, day, village)) for day in days)
    value = history[-1][1]
    target, newest = rules.in_force(indicator.target, set_targets, days[-1])
    return IndicatorStanding(
        indicator,
        value,
        rules.meets(value, target),
        rules.percent(value, target),
        history,
        target,
        newest.paper if newest else "",
        newest.since if newest else None,
    )


def _outermost(codes: Sequence[str]) -> str:
    """Return what all codes begin with, down to a township."""
    return codes[0] if len(codes) == 1 else codes[0][: Level.TOWNSHIP] if codes else ""
