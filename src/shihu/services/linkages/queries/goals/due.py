"""What waits for somebody in the eight ones."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shihu.base.audit.queries import within
from shihu.base.vocabularies.queries import terms
from shihu.kernel.actors import Actor
from shihu.kernel.duties import DueItem
from shihu.services.linkages import policies
from shihu.services.linkages.models import GoalCheck, GoalPlan, PublicWork
from shihu.services.linkages.queries.goals.registry import VOCABULARY
from shihu.services.linkages.rules.goals import SOON_DAYS

# A check is answered, a work looked at, within so many days.
CHECK_DAYS = 10


def goals_due(*, actor: Actor, on: date) -> list[DueItem]:
    """Return works and goals that wait for a second person, and goals near or past their day. Three queries, and one
    for their names where there are any."""
    checks, asks = policies.CHECK_GOALS.scopes(actor), policies.ASK_CHECK.scopes(actor)
    if actor.key is None or not (checks or asks):
        return []
    asked = GoalCheck.objects.filter(within("village_id", checks), verdict="").exclude(asked_by=actor.key)
    settled = GoalCheck.objects.filter(village=OuterRef("village"), goal=OuterRef("goal")).exclude(verdict="not_yet")
    near = GoalPlan.objects.filter(within("village_id", asks), due__lte=on + timedelta(days=SOON_DAYS))
    open_checks, plans = list(asked), list(near.exclude(Exists(settled)))
    names = _names() if open_checks or plans else {}
    items = []
    for check in open_checks:
        since = timezone.localdate(check.asked_at)
        title = _("A village says that it reached a goal: look, and say what you found")
        due = since + timedelta(days=CHECK_DAYS)
        name = names.get(check.goal, check.goal)
        items.append(_of_goal("linkages.goal_check", title, check, name, since, due))
    for plan in plans:
        title = _("A goal is near its day and not yet confirmed")
        name = names.get(plan.goal, plan.goal)
        items.append(_of_goal("linkages.goal_near", title, plan, name, plan.begins, plan.due))
    works = PublicWork.objects.filter(within("village_id", checks), verdict="").exclude(recorded_by=actor.key)
    for work in works if checks else ():
        since = timezone.localdate(work.recorded_at)
        items.append(
            DueItem(
                "linkages.work_check",
                _("A finished work waits for a second person"),
                work.name,
                work.village_id,
                "linkages_goals_work",
                {"key": str(work.pk)},
                since=since,
                due=since + timedelta(days=CHECK_DAYS),
            )
        )
    return items


def _of_goal(kind: str, title: str, about: GoalCheck | GoalPlan, name: str, since: date, due: date) -> DueItem:
    keys = {"village": about.village_id, "goal": about.goal.partition(".")[2]}
    return DueItem(kind, title, name, about.village_id, "linkages_goals_goal", keys, since=since, due=due)


def _names() -> dict[str, str]:
    is_english = (get_language() or "").startswith("en")
    return {term.key: term.name_en if is_english else term.name_zh for term in terms(VOCABULARY)}
