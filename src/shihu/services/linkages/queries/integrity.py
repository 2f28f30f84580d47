"""Reading integrity: a household's record with how it is reckoned, a place's list, and what the bank may be told."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from shihu.base.registry.queries import named_households, own_household, people_of
from shihu.base.registry.types import HouseholdPerson
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.models import BankConsent, IntegrityFact, IntegrityObjection, IntegrityRule
from shihu.services.linkages.rules import integrity as rules
from shihu.services.linkages.types.integrity import (
    AdultRow,
    Fact,
    FactRow,
    Grade,
    HouseholdIntegrity,
    Kind,
    ListedIntegrity,
    Reckoned,
    RuleRow,
)
from shihu.services.units.queries import concerns, township_of

_GROWN = 18


def integrity_of(households: Collection[UUID], on: date) -> dict[UUID, Reckoned]:
    """Return points and grade of each household on the day, with how they were reckoned.

    For services that have checked their actor, such as the credit assessment: a household of a township without a
    rule in force is not in the answer. Three queries for any number of households of one township.
    """
    named = named_households(actor=SYSTEM, keys=households)
    found = IntegrityFact.objects.filter(household__in=[one.key for one in named], day__lte=on, until__gt=on)
    facts: dict[UUID, list[Fact]] = defaultdict(list)
    for household, fact in _facts(found):
        facts[household].append(fact)
    rule_of = {town: rule_on(town, on=on) for town in {township_of(one.hamlet) for one in named}}
    told = {}
    for one in named:
        rule = rule_of[township_of(one.hamlet)]
        if rule is not None:
            told[one.key] = rules.reckon(rule, facts[one.key], on=on)
    return told


def bank_consents(households: Collection[UUID], *, bank: str, on: date) -> dict[UUID, tuple[int, int]]:
    """Return (adults, adults who consent to this bank on the day) of each household: only when the two are equal may
    the bank be shown its record."""
    adults = adults_of(households, on=on)
    said: dict[UUID, set[UUID]] = defaultdict(set)
    for household, person in _consents(households, on).filter(bank=bank).values_list("household_id", "person_id"):
        said[household].add(person)
    return {key: (len(people), len({p.person for p in people} & said[key])) for key, people in adults.items()}


def household_integrity(code: str, *, actor: Actor, on: date) -> HouseholdIntegrity:
    """Return the record of a household: to itself, and to those at work in its hamlet."""
    found = named_households(actor=SYSTEM, codes=[code])
    if not found:
        raise NotFound
    home = found[0]
    mine = own_household(actor=actor, on=on)
    is_own = mine is not None and mine.key == home.key
    if not is_own and not policies.SEE_INTEGRITY.allows(actor, home.hamlet):
        raise NotFound
    rule = rule_on(township_of(home.hamlet), on=on)
    rows = IntegrityFact.objects.filter(household_id=home.key).prefetch_related("objections")
    points = {kind.key: kind.points for kind in rule.kinds} if rule else {}
    facts = tuple(_row(row, points, on) for row in rows)
    reckoned = integrity_of([home.key], on).get(home.key)
    said = dict(_consents([home.key], on).values_list("person_id", "since"))
    adults = tuple(
        AdultRow(p.person, p.name, said.get(p.person), mine is not None and p.person == mine.person)
        for p in adults_of([home.key], on=on).get(home.key, ())
    )
    return HouseholdIntegrity(
        household=home.key,
        code=home.code,
        hamlet=home.hamlet,
        householder=home.householder,
        rule=rule,
        reckoned=reckoned,
        facts=facts,
        adults=adults,
        is_own=is_own,
        may_note=policies.KEEP_INTEGRITY.allows(actor, home.hamlet),
        may_answer=policies.ANSWER_INTEGRITY.allows(actor, home.hamlet),
    )


def integrity_list(place: str, *, actor: Actor, on: date, bank: str) -> list[ListedIntegrity]:
    """Return one line for each household that stands in a place. Seven queries, however many households."""
    policies.SEE_INTEGRITY.require(actor, place)
    homes = named_households(actor=actor, place=place)
    keys = [home.key for home in homes]
    reckoned = integrity_of(keys, on)
    counted: dict[UUID, int] = defaultdict(int)
    contested: dict[UUID, int] = defaultdict(int)
    standing = IntegrityFact.objects.filter(household__in=keys, day__lte=on, until__gt=on, withdrawn_at=None)
    for household, fact in _facts(standing):
        counted[household] += 1
        contested[household] += fact.is_contested
    consents = bank_consents(keys, bank=bank, on=on)
    return [
        ListedIntegrity(
            code=home.code,
            householder=home.householder,
            hamlet=home.hamlet,
            grade=reckoned[home.key].grade if home.key in reckoned else "",
            points=reckoned[home.key].points if home.key in reckoned else None,
            facts=counted[home.key],
            contested=contested[home.key],
            adults=consents.get(home.key, (0, 0))[0],
            consents=consents.get(home.key, (0, 0))[1],
        )
        for home in homes
    ]


def integrity_rules(place: str, *, actor: Actor) -> list[RuleRow]:
    """Return the rules of the township of a place, newest first: published is published."""
    township = township_of(place)
    if not concerns(township, actor=actor):
        raise NotFound
    return [_rule(found) for found in IntegrityRule.objects.filter(place_id=township)]


def rule_on(township: str, *, on: date) -> RuleRow | None:
    """Return the rule that holds in a township on the day."""
    found = IntegrityRule.objects.filter(place_id=township, valid_from__lte=on).order_by("-valid_from").first()
    return _rule(found) if found else None


def place_of_household(household: UUID) -> tuple[str, str]:
    """Return code and hamlet of a household."""
    found = named_households(actor=SYSTEM, keys=[household])
    if not found:
        raise NotFound
    return found[0].code, found[0].hamlet


def adults_of(households: Collection[UUID], *, on: date) -> dict[UUID, list[HouseholdPerson]]:
    """Return the adults of each household. Who has no date of birth counts as one: somebody entered them as grown."""
    found: dict[UUID, list[HouseholdPerson]] = defaultdict(list)
    for person in people_of(households, actor=SYSTEM, on=on):
        birth = person.birth
        if birth is None or (on.year - birth.year) - ((on.month, on.day) < (birth.month, birth.day)) >= _GROWN:
            found[person.household].append(person)
    return dict(found)


def fact_household(key: UUID, *, actor: Actor, on: date) -> str:
    """Return the code of the household of a fact that the actor may see."""
    found = IntegrityFact.objects.filter(pk=key).values_list("household__code", flat=True).first()
    if found is None:
        raise NotFound
    return household_integrity(found, actor=actor, on=on).code


def objection_household(key: UUID, *, actor: Actor, on: date) -> str:
    """Return the code of the household of an objection that the actor may see."""
    found = IntegrityObjection.objects.filter(pk=key).values_list("fact__household__code", flat=True).first()
    if found is None:
        raise NotFound
    return household_integrity(found, actor=actor, on=on).code


def _consents(households: Collection[UUID], on: date) -> QuerySet[BankConsent]:
    return BankConsent.objects.filter(household__in=households, since__lte=on, until=None)


def _facts(found: QuerySet[IntegrityFact]) -> Iterable[tuple[UUID, Fact]]:
    waiting = IntegrityObjection.objects.filter(fact=OuterRef("pk"), is_upheld=None)
    columns = ("household_id", "kind", "day", "until", "contested", "withdrawn_at")
    for household, kind, day, until, contested, withdrawn in found.annotate(contested=Exists(waiting)).values_list(
        *columns
    ):
        yield household, Fact(kind, day, until, contested, withdrawn is not None)


def _row(found: IntegrityFact, points: dict[str, int], on: date) -> FactRow:
    objections = list(found.objections.all())
    last = objections[-1] if objections else None
    fact = Fact(
        found.kind,
        found.day,
        found.until,
        is_contested=last is not None and last.is_upheld is None,
        is_withdrawn=found.withdrawn_at is not None,
    )
    return FactRow(
        key=found.pk,
        kind=found.kind,
        words=found.words,
        source=found.source,
        day=found.day,
        until=found.until,
        noted_by=found.noted_by,
        counts=found.kind in points and rules.counts(fact, points[found.kind], on=on),
        withdrawn_why=found.withdrawn_why,
        objection=last.words if last else "",
        answer=last.answer if last else "",
        is_upheld=last.is_upheld if last else None,
        objection_key=last.pk if last else None,
    )


def _rule(found: IntegrityRule) -> RuleRow:
    return RuleRow(
        key=found.pk,
        place=found.place_id,
        version=found.version,
        title=found.title,
        base=found.base,
        kinds=tuple(Kind(**kind) for kind in found.kinds),
        grades=tuple(Grade(**grade) for grade in found.grades),
        valid_from=found.valid_from,
        published_by=found.published_by,
    )
