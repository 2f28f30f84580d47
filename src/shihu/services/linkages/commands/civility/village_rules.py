"""Writing village rules: drafted, discussed, voted on, taken into the township's record."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.queries import own_household
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, lies_in
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.errors.civility import (
    AnsweredAlready,
    BadCeiling,
    BadCount,
    BadDiscussion,
    BadForceDay,
    DiscussionRuns,
    HalfClause,
    MinutesNeeded,
    NoRulesClauses,
    OpenSuggestions,
    UnlawfulClause,
    WordsNeeded,
    WrongRulesState,
)
from shihu.services.linkages.models import RulesSuggestion, VillageRules
from shihu.services.linkages.queries.civility import reach
from shihu.services.linkages.rules.civility import village_rules as rules
from shihu.services.linkages.types.civility import Method, Outcome
from shihu.services.units.types import Clause

State = VillageRules.State
_WORDS = 4


@transaction.atomic
def draft_village_rules(
    *,
    actor: Actor,
    now: datetime,
    village: str,
    title: str,
    clauses: Sequence[Clause],
    ceilings: Mapping[str, int | None] | None = None,
) -> UUID:
    """Write the draft of a village's next rules; one that was not voted on yet is written over, also while discussed.

    What village rules have no power for is refused with the reason.
    """
    policies.KEEP_CIVILITY.require(actor, village, seen=reach.concerns(village, actor=actor))
    if len(village) != Level.VILLAGE:
        raise NotFound
    kept = _checked(clauses)
    wanted = rules.ceilings_of(ceilings or {})
    if any(value < 0 for value in wanted.values()):
        raise BadCeiling(where="ceilings")
    newest = VillageRules.objects.select_for_update().filter(village_id=village).first()
    is_open = newest is not None and newest.state in {State.DRAFT, State.DISCUSSION}
    draft = newest if newest is not None and is_open else None
    old = {"title": draft.title, "clauses": draft.clauses, "ceilings": draft.ceilings} if draft else None
    if draft is None:
        draft = VillageRules(village_id=village, version=newest.version + 1 if newest else 1)
    keyed = [
        {**asdict(clause), "key": clause.key or f"r{draft.version}.{number}"}
        for number, clause in enumerate(kept, start=1)
    ]
    draft.title, draft.clauses, draft.ceilings = title.strip()[:60], keyed, wanted
    draft.drafted_by, draft.drafted_at = actor.name, now
    draft.save()
    told = {"version": draft.version, "title": draft.title, "clauses": keyed, "ceilings": wanted}
    _record(actor, now, "draft_rules", draft, told, old=old)
    return draft.pk


@transaction.atomic
def open_discussion(*, actor: Actor, now: datetime, key: UUID, until: date) -> None:
    """Lay a draft open for suggestions."""
    found = _kept(actor, key, State.DRAFT)
    today = timezone.localdate(now)
    if until < today + timedelta(days=rules.DISCUSSION):
        raise BadDiscussion(where="until", least=rules.DISCUSSION)
    found.state, found.discussed_from, found.discussed_until = State.DISCUSSION, today, until
    found.save()
    _record(actor, now, "discuss_rules", found, {"until": until})


@transaction.atomic
def suggest_to_rules(*, actor: Actor, now: datetime, key: UUID, words: str, clause: int = 0) -> UUID:
    """Suggest something to a draft under discussion: a household of the village; the cadre for who came to the door."""
    found = _seen(actor, key)
    mine = own_household(actor=actor, on=timezone.localdate(now))
    is_neighbour = mine is not None and lies_in(mine.hamlet, found.village_id)
    if not is_neighbour and not policies.KEEP_CIVILITY.allows(actor, found.village_id):
        raise NotAllowed
    if found.state != State.DISCUSSION:
        raise WrongRulesState
    if len(words.strip()) < _WORDS:
        raise WordsNeeded(where="words", least=_WORDS)
    made = RulesSuggestion.objects.create(
        rules=found,
        household_id=mine.key if mine and is_neighbour else None,
        clause=clause if 0 <= clause <= len(found.clauses) else 0,
        words=words.strip()[:400],
        made_by=actor.name,
        made_at=now,
    )
    _record(actor, now, "suggest_to_rules", found, {"clause": made.clause, "words": made.words})
    return made.pk


@transaction.atomic
def answer_suggestion(*, actor: Actor, now: datetime, suggestion: UUID, takes: bool, answer: str) -> None:
    """Say what became of a suggestion, and why."""
    found = RulesSuggestion.objects.filter(pk=suggestion).first()
    if found is None:
        raise NotFound
    draft = _kept(actor, found.rules_id, State.DISCUSSION)
    found.refresh_from_db()
    if found.is_taken is not None:
        raise AnsweredAlready
    if len(answer.strip()) < _WORDS:
        raise WordsNeeded(where="answer", least=_WORDS)
    found.is_taken, found.answer, found.answered_by, found.answered_at = takes, answer.strip()[:400], actor.name, now
    found.save()
    _record(actor, now, "answer_suggestion", draft, {"suggestion": str(found.pk), "takes": takes}, reason=found.answer)


@transaction.atomic
def enter_rules_vote(
    *,
    actor: Actor,
    now: datetime,
    key: UUID,
    method: Method,
    voted_on: date,
    entitled: int,
    yes: int,
    no: int,
    abstain: int,
    minutes: str,
    power: str = "",
) -> Outcome:
    """Enter the vote from its minutes. ``entitled``: households of the village, or its representatives."""
    found = _kept(actor, key, State.DISCUSSION)
    today = timezone.localdate(now)
    if found.discussed_until is None or not found.discussed_until < voted_on <= today:
        raise DiscussionRuns(where="voted_on", day=found.discussed_until.isoformat() if found.discussed_until else "")
    waiting = found.suggestions.filter(is_taken=None).count()
    if waiting:
        raise OpenSuggestions(count=waiting)
    if not minutes.strip() or (method == "representatives" and not power.strip()):
        raise MinutesNeeded(where="power" if minutes.strip() else "minutes")
    if min(yes, no, abstain) < 0 or yes + no + abstain > entitled:
        raise BadCount(where="yes", given=yes + no + abstain, entitled=entitled)
    told = rules.outcome(entitled=entitled, yes=yes, no=no, abstain=abstain)
    found.method, found.voted_on, found.entitled = method, voted_on, entitled
    found.yes, found.no, found.abstain = yes, no, abstain
    found.minutes, found.power = minutes.strip()[:80], power.strip()[:120]
    found.state = State.PASSED if told.passes else State.FAILED
    found.save()
    counted = {"method": method, "entitled": entitled, "yes": yes, "no": no, "abstain": abstain, "state": found.state}
    _record(actor, now, "vote_on_rules", found, {**counted, "minutes": found.minutes, "voted_on": voted_on})
    return told


@transaction.atomic
def file_village_rules(*, actor: Actor, now: datetime, key: UUID, number: str, in_force_from: date) -> None:
    """Take passed rules into the township's record (备案): from the day named they are in force."""
    found = _filed(actor, key)
    today = timezone.localdate(now)
    if in_force_from < today:
        raise BadForceDay(where="in_force_from")
    if not number.strip():
        raise MinutesNeeded(where="number")
    found.state, found.filed_on, found.filed_by = State.FILED, today, actor.name
    found.filed_number, found.in_force_from = number.strip()[:40], in_force_from
    found.save()
    told = {"number": found.filed_number, "in_force_from": in_force_from}
    _record(actor, now, "file_rules", found, told)


@transaction.atomic
def return_village_rules(*, actor: Actor, now: datetime, key: UUID, why: str) -> None:
    """Return passed rules that offend against the law, with the reason: the village drafts and votes again."""
    found = _filed(actor, key)
    if len(why.strip()) < _WORDS:
        raise WordsNeeded(where="why", least=_WORDS)
    found.state, found.returned_why = State.RETURNED, why.strip()[:300]
    found.save()
    _record(actor, now, "return_rules", found, {"state": found.state}, reason=found.returned_why)


def _checked(clauses: Sequence[Clause]) -> list[Clause]:
    kept = []
    for number, clause in enumerate(clauses, start=1):
        title, text = clause.title.strip(), " ".join(clause.text.split())
        if bool(title) != bool(text):
            raise HalfClause(where=f"clause {number}", number=number)
        if title:
            kept.append(Clause(clause.key, title[:30], text[:600]))
    if not kept:
        raise NoRulesClauses
    for one in rules.unlawful(clauses):
        raise UnlawfulClause(where=f"clause {one.clause}", number=one.clause, word=one.word, why=_(one.why))
    return kept


def _seen(actor: Actor, key: UUID) -> VillageRules:
    found = VillageRules.objects.select_for_update().filter(pk=key).first()
    if found is None:
        raise NotFound
    reach.require(found.village_id, actor=actor)
    if found.state == State.DRAFT and not policies.SEE_CIVILITY.allows(actor, found.village_id):
        raise NotFound
    return found


def _kept(actor: Actor, key: UUID, state: str) -> VillageRules:
    found = _seen(actor, key)
    policies.KEEP_CIVILITY.require(actor, found.village_id, seen=True)
    if found.state != state:
        raise WrongRulesState
    return found


def _filed(actor: Actor, key: UUID) -> VillageRules:
    found = _seen(actor, key)
    policies.FILE_RULES.require(actor, found.village_id, seen=True)
    if found.state != State.PASSED:
        raise WrongRulesState
    return found


def _record(
    actor: Actor,
    now: datetime,
    action: str,
    found: VillageRules,
    new: dict[str, Any],
    *,
    old: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    change = Change(
        f"linkages.{action}", "village_rules", str(found.pk), found.village_id, old, new, reason=reason[:200]
    )
    record(actor=actor, now=now, changes=[change])
