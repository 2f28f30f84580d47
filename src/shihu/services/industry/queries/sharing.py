"""The voted rules of a project."""

from datetime import date
from uuid import UUID

from shihu.kernel.actors import Actor
from shihu.services.industry.models import SharingRule
from shihu.services.industry.queries.belonging import opened
from shihu.services.industry.rules.waterfall import steps_of
from shihu.services.industry.types import Floor, SharingRuleRow


def sharing_rules(project: UUID, *, actor: Actor) -> list[SharingRuleRow]:
    """Return every version, the newest first."""
    opened(project, actor=actor)
    return _rows(project)


def sharing_rule_on(project: UUID, day: date) -> SharingRuleRow | None:
    """Return the rule in force on the day; for commands, limits nothing."""
    return next((row for row in _rows(project) if row.since <= day), None)


def _rows(project: UUID) -> list[SharingRuleRow]:
    rows: list[SharingRuleRow] = []
    until = None
    for one in SharingRule.objects.filter(project=project).order_by("-since"):
        rows.append(
            SharingRuleRow(
                one.pk,
                one.since,
                until,
                Floor(**one.floor),
                steps_of(one.steps),
                one.advance_limit,
                one.paper,
                one.votes,
                one.voters,
                one.recorded_by,
            )
        )
        until = one.since
    return rows
