"""Reading village rules, and the weddings and funerals that they are laid beside."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from shihu.base.audit.queries import within
from shihu.base.registry.queries import named_households, own_household
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.models import CouncilMember, CustomsEvent, VillageRules
from shihu.services.linkages.queries.civility import reach
from shihu.services.linkages.rules.civility import village_rules as rules
from shihu.services.linkages.types.civility import CouncilRow, EventRow, RulesDetail, RulesRow, SuggestionRow
from shihu.services.units.types import Clause

_OPEN = ("draft", "discussion")


def village_rules(village: str, *, actor: Actor) -> list[RulesRow]:
    """Return the versions of a village's rules, newest first; a draft only to those who keep or check it."""
    reach.require(village, actor=actor)
    found = VillageRules.objects.filter(village_id=village)
    if not policies.SEE_CIVILITY.allows(actor, village):
        found = found.exclude(state="draft")
    return [_row(one) for one in found]


def rules_version(key: UUID, *, actor: Actor, on: date) -> RulesDetail:
    """Return one version with what was suggested to it."""
    found = VillageRules.objects.filter(pk=key).first()
    if found is None:
        raise NotFound
    versions = village_rules(found.village_id, actor=actor)
    row = next((one for one in versions if one.key == key), None)
    if row is None:
        raise NotFound
    keeps = policies.KEEP_CIVILITY.allows(actor, row.village)
    return RulesDetail(
        row=row,
        before=next((one for one in versions if one.version < row.version and one.state == "filed"), None),
        suggestions=tuple(
            SuggestionRow(s.pk, s.clause, s.words, s.made_by, s.made_at, s.is_taken, s.answer)
            for s in found.suggestions.all()
        ),
        in_force=rules.in_force([(v.version, v.in_force_from) for v in versions], on=on),
        households=len(named_households(actor=SYSTEM, place=row.village)) if keeps else 0,
        may_keep=keeps,
        may_file=policies.FILE_RULES.allows(actor, row.village),
        may_suggest=row.state == "discussion" and (keeps or reach.lives_in_village(row.village, actor=actor)),
    )


def suggestion_rules(key: UUID, *, actor: Actor, on: date) -> UUID:
    """Return the version to which something was suggested, if the actor may see it."""
    found = VillageRules.objects.filter(suggestions=key).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound
    return rules_version(found, actor=actor, on=on).row.key


def rules_in_force(village: str, *, on: date) -> RulesRow | None:
    """Return the rules in force in a village on the day. What holds for everybody is no secret."""
    found = list(VillageRules.objects.filter(village_id=village, state="filed", in_force_from__lte=on)[:1])
    return _row(found[0]) if found else None


def council(village: str, *, actor: Actor) -> list[CouncilRow]:
    """Return who sits in the red-and-white council of a village."""
    reach.require(village, actor=actor)
    found = CouncilMember.objects.filter(village_id=village, until=None)
    return [CouncilRow(one.pk, one.name, one.duty, one.since) for one in found]


def events(place: str, *, actor: Actor) -> list[EventRow]:
    """Return what households told of weddings and funerals: all to the council, else one's own only."""
    found = CustomsEvent.objects.filter(within("village_id", [place]))
    if not policies.SEE_CUSTOMS.allows(actor, place):
        reach.require(place, actor=actor)
        mine = own_household(actor=actor, on=date(2000, 1, 1))
        found = found.filter(household_id=mine.key) if mine else found.none()
    return [_event(one, actor) for one in found.select_related("household__householder", "rules")]


def event(key: UUID, *, actor: Actor) -> EventRow:
    """Return one wedding or funeral; NotFound for everybody but the council and the household."""
    found = CustomsEvent.objects.select_related("household__householder", "rules").filter(pk=key).first()
    if found is None:
        raise NotFound
    if not policies.SEE_CUSTOMS.allows(actor, found.village_id) and not reach.lives_in(found.household_id, actor=actor):
        raise NotFound
    return _event(found, actor)


def clauses_of(told: list[Mapping[str, Any]]) -> tuple[Clause, ...]:
    """Return clauses as they are kept in JSON."""
    return tuple(Clause(c["key"], c["title"], c["text"]) for c in told)


def _row(found: VillageRules) -> RulesRow:
    return RulesRow(
        key=found.pk,
        village=found.village_id,
        version=found.version,
        title=found.title,
        clauses=clauses_of(found.clauses),
        ceilings=found.ceilings,
        state=found.state,
        drafted_by=found.drafted_by,
        drafted_at=found.drafted_at,
        discussed_from=found.discussed_from,
        discussed_until=found.discussed_until,
        method=found.method,
        voted_on=found.voted_on,
        entitled=found.entitled,
        yes=found.yes,
        no=found.no,
        abstain=found.abstain,
        minutes=found.minutes,
        power=found.power,
        filed_on=found.filed_on,
        filed_number=found.filed_number,
        returned_why=found.returned_why,
        in_force_from=found.in_force_from,
    )


def _event(found: CustomsEvent, actor: Actor) -> EventRow:
    return EventRow(
        key=found.pk,
        village=found.village_id,
        code=found.household.code,
        householder=found.household.householder.name,
        kind=found.kind,
        day=found.day,
        state=found.state,
        plan=found.plan,
        result=found.result,
        rules_version=found.rules.version if found.rules else 0,
        ceilings=found.rules.ceilings if found.rules else {},
        told_by=found.told_by,
        told_at=found.told_at,
        talked_by=found.talked_by,
        talked_on=found.talked_on,
        talk=found.talk,
        result_words=found.result_words,
        is_own=reach.lives_in(found.household_id, actor=actor),
    )
