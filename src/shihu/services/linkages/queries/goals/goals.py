"""The goals themselves, and their planned days."""

from datetime import date

from shihu.base.audit.queries import within
from shihu.base.vocabularies.queries import terms
from shihu.base.vocabularies.types import TermRow
from shihu.kernel.actors import Actor
from shihu.services.linkages import policies
from shihu.services.linkages.models import GoalPlan
from shihu.services.linkages.queries.goals.registry import VOCABULARY


def goal_terms(*, on: date) -> list[TermRow]:
    """Return the goals in force, in their order."""
    return terms(VOCABULARY, on=on)


def goals_set(place: str, *, actor: Actor, on: date) -> list[str]:
    """Return the names of the goals that the villages of a place have set themselves: those with a planned day.

    The published figure ``linkages.eight_ones`` is their number.
    """
    policies.SEE_GOALS.require(actor, place)
    planned = set(GoalPlan.objects.filter(within("village_id", [place])).order_by().values_list("goal", flat=True))
    return [term.name_zh for term in goal_terms(on=on) if term.key in planned]


def plan_of(village: str, *, actor: Actor) -> dict[str, tuple[date, date]]:
    """Return the planned days of a village: goal -> (begins, due)."""
    policies.SEE_GOALS.require(actor, village)
    found = GoalPlan.objects.filter(village=village).values_list("goal", "begins", "due")
    return {goal: (begins, due) for goal, begins, due in found}
