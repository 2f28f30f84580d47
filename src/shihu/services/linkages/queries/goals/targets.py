"""What each figure is to reach: the township's dated decisions, before the first of them the platform's own."""

from collections import defaultdict
from datetime import date

from shihu.base.places.queries import names
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.models import GoalTarget
from shihu.services.linkages.queries.goals.registry import INDICATORS
from shihu.services.linkages.rules import goals as rules
from shihu.services.linkages.types.goals import FigureTarget, SetTarget, Target

_KINDS = {indicator.code: indicator.target.kind for indicator in INDICATORS}


def targets_of(place: str) -> dict[str, list[SetTarget]]:
    """Return every target that the township of a place has set, by figure. One query; they are public."""
    found: dict[str, list[SetTarget]] = defaultdict(list)
    for row in GoalTarget.objects.filter(place=place[: Level.TOWNSHIP]).order_by("-since", "-id"):
        if row.figure in _KINDS:
            target = Target(_KINDS[row.figure], row.value)
            found[row.figure].append(SetTarget(row.since, target, row.paper, row.set_by))
    return found


def figure_targets(place: str, *, actor: Actor, on: date) -> list[FigureTarget]:
    """Return the figures of a township with the target in force on a day and all others, for those at work there."""
    if len(place) != Level.TOWNSHIP or place not in names({place}):
        raise NotFound
    policies.SEE_GOALS.require(actor, place)
    told = targets_of(place)
    rows = []
    for indicator in INDICATORS:
        target, newest = rules.in_force(indicator.target, told[indicator.code], on)
        rows.append(FigureTarget(indicator, target, newest, tuple(told[indicator.code])))
    return rows
