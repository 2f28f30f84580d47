"""Reading a village's rules of awards in their versions."""

from datetime import date
from uuid import UUID

from django.utils.timezone import localdate

from shihu.base.accounts.queries import moment
from shihu.base.registry.queries import own_household
from shihu.base.vocabularies.queries import terms
from shihu.base.vocabularies.types import TermRow
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, lies_in
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.models import AwardRule
from shihu.services.industry.types.awards import AwardItem, AwardMode, AwardRuleRow, Measure, NewAwardRule

VOCABULARY = "courtyard"


def kinds_on(day: date) -> list[TermRow]:
    """Return the kinds of courtyard farming in force on the day."""
    return terms(VOCABULARY, on=day)


def village_of(place: str) -> str:
    """Return the village of a place; NotFound above one."""
    if len(place) < Level.VILLAGE:
        raise NotFound
    return place[: Level.VILLAGE]


def lives_in(actor: Actor, village: str) -> bool:
    """Tell whether the actor's own household stands in the village."""
    home = own_household(actor=actor, on=localdate(moment()))
    return home is not None and lies_in(home.hamlet, village)


def award_rules(village: str, *, actor: Actor) -> list[AwardRuleRow]:
    """Return the versions of a village's rules, newest first; drafts only for those who keep them."""
    sees = policies.SEE_AWARDS.allows(actor, village)
    if not sees and not lives_in(actor, village):
        raise NotFound
    rows = [rule_row(found, actor) for found in AwardRule.objects.filter(village=village)]
    return [row for row in rows if sees or row.approved_on is not None]


def award_rule(key: UUID, *, actor: Actor) -> AwardRuleRow:
    """Return one version."""
    found = AwardRule.objects.filter(pk=key).first()
    if found is None:
        raise NotFound
    sees = policies.SEE_AWARDS.allows(actor, found.village_id)
    if not sees and not (found.approved_on and lives_in(actor, found.village_id)):
        raise NotFound
    return rule_row(found, actor)


def rule_row(found: AwardRule, actor: Actor) -> AwardRuleRow:
    """Return a version with what the actor may do."""
    can = policies.APPROVE_AWARDS.allows(actor, found.village_id) and actor.key != found.drafted_by
    return AwardRuleRow(
        key=found.pk,
        village=found.village_id,
        version=found.version,
        rule=NewAwardRule(
            found.title,
            AwardMode(found.mode),
            tuple(AwardItem(**{**item, "measure": Measure(item["measure"])}) for item in found.items),
            found.household_cap,
            found.bonus,
        ),
        drafted_by=found.drafted_by_name,
        drafted_at=found.drafted_at,
        approved_on=found.approved_on,
        approved_by=found.approved_by_name,
        minutes=found.minutes,
        may_approve=found.approved_on is None and can,
    )
