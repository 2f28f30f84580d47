"""Writing integrity: the rule, facts with their sources, objections, the word of adults to a bank."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.queries import own_household
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.errors.civility import AnsweredAlready, NotForTheHousehold, PaperNeedsSheet, WordsNeeded
from shihu.services.linkages.errors.integrity import (
    BadIntegrityRule,
    ConsentGiven,
    FactChanged,
    FactInFuture,
    NoIntegrityRule,
    NotAnAdultThere,
    NoteNeedsPaper,
    ObjectionOpen,
    RuleInPast,
    UnknownFactKind,
)
from shihu.services.linkages.models import BankConsent, IntegrityFact, IntegrityObjection, IntegrityRule
from shihu.services.linkages.queries import integrity as reading
from shihu.services.linkages.queries.civility import reach
from shihu.services.linkages.rules import integrity as rules
from shihu.services.linkages.types.integrity import Grade, Kind
from shihu.services.units.queries import township_of

NOTE = "note"
_WORDS = 4


@transaction.atomic
def publish_integrity_rule(
    *,
    actor: Actor,
    now: datetime,
    place: str,
    title: str,
    base: int,
    kinds: Sequence[Kind],
    grades: Sequence[Grade],
    valid_from: date,
) -> UUID:
    """Publish the township's rule, to be read a week before it holds. A correction is a new version."""
    policies.KEEP_INTEGRITY_RULES.require(actor, place, seen=policies.SEE_INTEGRITY.allows(actor, place))
    if len(place) != Level.TOWNSHIP:
        raise NotFound
    wrong = rules.faults(base, kinds, grades)
    if wrong:
        raise BadIntegrityRule(where="kinds", what=_(wrong))
    today = timezone.localdate(now)
    if valid_from < rules.first_day(today):
        raise RuleInPast(where="valid_from", days=rules.NOTICE)
    newest = IntegrityRule.objects.select_for_update().filter(place_id=place).first()
    if newest is not None and valid_from <= newest.valid_from:
        raise RuleInPast(where="valid_from", days=rules.NOTICE)
    made = IntegrityRule.objects.create(
        place_id=place,
        version=newest.version + 1 if newest else 1,
        title=title.strip()[:60],
        base=base,
        kinds=[asdict(kind) for kind in kinds],
        grades=[asdict(grade) for grade in grades],
        valid_from=valid_from,
        published_by=actor.name,
        published_at=now,
    )
    told = {"version": made.version, "base": base, "kinds": made.kinds, "grades": made.grades}
    change = Change("linkages.publish_integrity_rule", "integrity_rule", str(made.pk), place, None, told)
    record(actor=actor, now=now, changes=[change])
    return made.pk


@transaction.atomic
def note_fact(
    *,
    actor: Actor,
    now: datetime,
    household: UUID,
    kind: str,
    words: str,
    source: str,
    source_key: str,
    day: date,
) -> UUID:
    """Note a fact about a household, once for each ``source_key`` of its ``source``; return its key.

    A service that notes what its own records say has checked its actor and names itself as the source. Only who keeps
    the records notes by hand (``source`` = :data:`NOTE`). The same key with another fact is refused.
    """
    code, hamlet = reading.place_of_household(household)
    if source == NOTE:
        policies.KEEP_INTEGRITY.require(actor, hamlet, seen=policies.SEE_INTEGRITY.allows(actor, hamlet))
        if not source_key.strip() or len(words.strip()) < _WORDS:
            raise NoteNeedsPaper(where="words" if source_key.strip() else "paper")
        source_key = f"{hamlet[: Level.TOWNSHIP]}:{source_key.strip()}"
    today = timezone.localdate(now)
    if day > today:
        raise FactInFuture(where="day")
    rule = reading.rule_on(township_of(hamlet), on=today)
    if rule is None:
        raise NoIntegrityRule
    known = {one.key: one for one in rule.kinds}
    if kind not in known:
        raise UnknownFactKind(where="kind", given=kind)
    before = IntegrityFact.objects.filter(source=source, source_key=source_key[:80]).first()
    if before is not None:
        if (before.household_id, before.kind, before.day) != (household, kind, day):
            raise FactChanged(where="paper")
        return before.pk
    made = IntegrityFact.objects.create(
        household_id=household,
        kind=kind,
        words=" ".join(words.split())[:200],
        source=source[:40],
        source_key=source_key[:80],
        day=day,
        until=rules.expires(day, known[kind].months),
        noted_by=actor.name,
        noted_at=now,
    )
    told = {"fact": str(made.pk), "kind": kind, "day": day, "source": source, "words": made.words}
    _record(actor, now, "note_fact", code, hamlet, told)
    return made.pk


@transaction.atomic
def object_to_fact(*, actor: Actor, now: datetime, fact: UUID, words: str) -> UUID:
    """Object to a fact: an adult of the household, or the cadre for one who comes with it."""
    found = _fact(fact)
    code, hamlet = found.household.code, found.household.hamlet_id
    _for_the_household(actor, found.household_id, hamlet, timezone.localdate(now))
    if len(words.strip()) < _WORDS:
        raise WordsNeeded(where="words", least=_WORDS)
    if found.withdrawn_at is not None or found.objections.filter(is_upheld=None).exists():
        raise ObjectionOpen
    made = IntegrityObjection.objects.create(fact=found, words=words.strip()[:400], raised_by=actor.name, raised_at=now)
    _record(actor, now, "object_to_fact", code, hamlet, {"fact": str(found.pk), "words": made.words})
    return made.pk


@transaction.atomic
def answer_fact_objection(*, actor: Actor, now: datetime, objection: UUID, upholds: bool, answer: str) -> None:
    """Answer with a reason. Upheld, the fact is withdrawn and counts for nothing."""
    found = IntegrityObjection.objects.select_related("fact").filter(pk=objection).first()
    if found is None:
        raise NotFound
    fact = _fact(found.fact_id)
    hamlet = fact.household.hamlet_id
    policies.ANSWER_INTEGRITY.require(
        actor,
        hamlet,
        seen=policies.SEE_INTEGRITY.allows(actor, hamlet) or reach.lives_in(fact.household_id, actor=actor),
    )
    found.refresh_from_db()
    if found.is_upheld is not None:
        raise AnsweredAlready
    if len(answer.strip()) < _WORDS:
        raise WordsNeeded(where="answer", least=_WORDS)
    found.is_upheld, found.answer = upholds, answer.strip()[:400]
    found.answered_by, found.answered_at = actor.name, now
    found.save()
    if upholds:
        fact.withdrawn_at, fact.withdrawn_why = now, found.answer[:300]
        fact.save()
    told = {"fact": str(fact.pk), "is_upheld": upholds}
    _record(actor, now, "answer_fact_objection", fact.household.code, hamlet, told, reason=found.answer)


@transaction.atomic
def withdraw_fact(*, actor: Actor, now: datetime, source: str, source_key: str, why: str) -> bool:
    """Withdraw what a source noted, because its own record was corrected. Returns whether there was something."""
    found = (
        IntegrityFact.objects.select_for_update(of=("self",))
        .select_related("household")
        .filter(source=source, source_key=source_key[:80], withdrawn_at=None)
        .first()
    )
    if found is None:
        return False
    if len(why.strip()) < _WORDS:
        raise WordsNeeded(where="why", least=_WORDS)
    found.withdrawn_at, found.withdrawn_why = now, why.strip()[:300]
    found.save()
    old = {"fact": str(found.pk), "kind": found.kind}
    _record(actor, now, "withdraw_fact", found.household.code, found.household.hamlet_id, None, old=old, reason=why)
    return True


@transaction.atomic
def consent_to_bank(*, actor: Actor, now: datetime, household: UUID, person: UUID, bank: str, sheet: str = "") -> UUID:
    """Put down that an adult lets a bank read the household's record: on the own phone, or signed on a sheet."""
    code, hamlet = reading.place_of_household(household)
    today = timezone.localdate(now)
    is_me = reach.is_account_of(person, actor=actor)
    if not is_me:
        if not policies.KEEP_INTEGRITY.allows(actor, hamlet):
            raise NotAllowed if reach.lives_in(household, actor=actor) else NotFound
        if not sheet.strip():
            raise PaperNeedsSheet(where="sheet")
    adults = {one.person: one.name for one in reading.adults_of([household], on=today).get(household, ())}
    if person not in adults:
        raise NotAnAdultThere(where="person")
    if BankConsent.objects.select_for_update().filter(person_id=person, bank=bank.strip()[:60], until=None).exists():
        raise ConsentGiven(name=adults[person])
    made = BankConsent.objects.create(
        household_id=household,
        person_id=person,
        name=adults[person],
        bank=bank.strip()[:60],
        how="phone" if is_me else "paper",
        sheet="" if is_me else sheet.strip()[:40],
        since=today,
        recorded_by=actor.name,
    )
    told = {"person": str(person), "bank": made.bank, "how": made.how, "sheet": made.sheet}
    _record(actor, now, "consent_to_bank", code, hamlet, told)
    return made.pk


@transaction.atomic
def take_bank_consent_back(*, actor: Actor, now: datetime, person: UUID, bank: str) -> None:
    """Take the word back: from today the bank reads nothing new. No reason is asked."""
    found = (
        BankConsent.objects.select_for_update(of=("self",))
        .select_related("household")
        .filter(person_id=person, bank=bank, until=None)
        .first()
    )
    if found is None:
        raise NotFound
    hamlet = found.household.hamlet_id
    if not reach.is_account_of(person, actor=actor) and not policies.KEEP_INTEGRITY.allows(actor, hamlet):
        raise NotAllowed if reach.lives_in(found.household_id, actor=actor) else NotFound
    found.until = timezone.localdate(now)
    found.save(update_fields=["until"])
    _record(actor, now, "take_bank_consent_back", found.household.code, hamlet, None, old={"bank": bank})


def _fact(key: UUID) -> IntegrityFact:
    found = IntegrityFact.objects.select_for_update(of=("self",)).select_related("household").filter(pk=key).first()
    if found is None:
        raise NotFound
    return found


def _for_the_household(actor: Actor, household: UUID, hamlet: str, today: date) -> None:
    mine = own_household(actor=actor, on=today)
    if mine is not None and mine.key == household:
        if not mine.is_adult:
            raise NotForTheHousehold
        return
    policies.KEEP_INTEGRITY.require(actor, hamlet, seen=policies.SEE_INTEGRITY.allows(actor, hamlet))


def _record(
    actor: Actor,
    now: datetime,
    action: str,
    code: str,
    hamlet: str,
    new: dict[str, Any] | None,
    *,
    old: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    change = Change(f"linkages.{action}", "household", code, hamlet, old, new, reason=reason.strip()[:200])
    record(actor=actor, now=now, changes=[change])
