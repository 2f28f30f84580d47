"""Writing appraisals: rules, a unit's own and the township's appraisal, publication, objections and answers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.units import policies
from shihu.services.units.errors import (
    AlreadyAnswered,
    AlreadyPublished,
    MonthClosed,
    NoReason,
    NoRule,
    NothingToPublish,
    NothingToRepeat,
    NotInForce,
    NotPublished,
    ObjectionLate,
    ObjectionWaits,
    OwnUnit,
    RuleMonthTaken,
    RulePublished,
    RuleTooEarly,
    UnitYounger,
)
from shihu.services.units.models import (
    Appraisal,
    AppraisalObjection,
    AppraisalPublication,
    AppraisalRule,
    AppraisalScore,
    Unit,
)
from shihu.services.units.queries import appraisals as reading
from shihu.services.units.queries import belonging
from shihu.services.units.rules import appraisals as rules
from shihu.services.units.types import Item, RuleRow


@transaction.atomic
def draft_rule(
    *,
    actor: Actor,
    now: datetime,
    place: str,
    title: str,
    items: Sequence[Item],
    threshold: int,
    objection_days: int,
    valid_from: date,
) -> UUID:
    """Write the draft of the township's next rules; an unpublished draft is written over. Units as in ``Item``."""
    policies.KEEP_APPRAISAL_RULES.require(actor, place, seen=belonging.concerns(place, actor=actor))
    if level_of(place) != Level.TOWNSHIP:
        raise NotFound
    kept = [asdict(item) for item in rules.checked_items(items)]
    rules.checked_terms(threshold, objection_days)
    # Locked, so that two officers who write at once write one after the other.
    newest = AppraisalRule.objects.select_for_update().filter(place_id=place).first()
    draft = newest if newest is not None and newest.published_at is None else None
    old = {"valid_from": draft.valid_from, "items": draft.items} if draft else None
    if draft is None:
        draft = AppraisalRule(place_id=place, version=newest.version + 1 if newest else 1)
    draft.title, draft.items, draft.threshold, draft.objection_days = (
        title.strip()[:60],
        kept,
        threshold,
        objection_days,
    )
    draft.valid_from, draft.made_by, draft.made_at = rules.month_of(valid_from), actor.name, now
    draft.save()
    told = {"version": draft.version, "valid_from": draft.valid_from, "items": kept, "threshold": threshold}
    record(
        actor=actor, now=now, changes=[Change("units.draft_rule", "appraisal_rule", str(draft.pk), place, old, told)]
    )
    return draft.pk


@transaction.atomic
def publish_rule(*, actor: Actor, now: datetime, key: UUID | str) -> None:
    """Publish a draft. It is valid from a month that has not begun, and is never changed again."""
    found = AppraisalRule.objects.select_for_update().filter(pk=key).first()
    if found is None:
        raise NotFound
    policies.KEEP_APPRAISAL_RULES.require(actor, found.place_id)
    if found.published_at is not None:
        raise RulePublished
    known = [rule for rule in reading.rules_of(found.place_id) if rule.is_published]
    first = rules.first_month(timezone.localdate(now), has_rules=bool(known))
    if found.valid_from < first:
        raise RuleTooEarly(where="valid_from", first=f"{first:%Y-%m}")
    taken = next((rule for rule in known if rule.valid_from == found.valid_from), None)
    if taken is not None:
        raise RuleMonthTaken(where="valid_from", version=taken.version)
    found.published_at, found.published_by = now, actor.name
    found.save(update_fields=["published_at", "published_by"])
    told = {"version": found.version, "valid_from": found.valid_from}
    record(
        actor=actor,
        now=now,
        changes=[Change("units.publish_rule", "appraisal_rule", str(found.pk), found.place_id, None, told)],
    )


@transaction.atomic
def appraise_self(
    *,
    actor: Actor,
    now: datetime,
    unit: UUID | str,
    month: date,
    answers: Mapping[str, int],
    repeated: Collection[str] = (),
) -> UUID:
    """Appraise one's own unit for a month; until the month is published a later answer replaces an earlier one.

    ``answers`` by item (see ``rules.points_of``); ``repeated`` are items taken over from the month before.
    """
    found = _unit(unit, actor)
    if belonging.own_seat(actor, [found.pk]) is None:
        raise NotAllowed
    rule = _valid_rule(found, month, now)
    before = reading.last_own_points(found.pk, rules.month_of(month)) if repeated else {}
    points = {}
    for item in rule.asked("unit"):
        if item.key in repeated:
            if not item.may_repeat or item.key not in before or before[item.key] > item.maximum:
                raise NothingToRepeat(where=item.key, words=item.words)
            points[item.key] = before[item.key]
        else:
            points[item.key] = rules.points_of(item, answers.get(item.key, -1))
    return _store(actor, now, found, rule=rule, month=month, kind=Appraisal.Kind.OWN, points=points, repeated=repeated)


@transaction.atomic
def score_unit(*, actor: Actor, now: datetime, unit: UUID | str, month: date, answers: Mapping[str, int]) -> UUID:
    """Appraise a unit for the township. Nobody scores the unit that they or their kin sit in."""
    found = _unit(unit, actor)
    policies.SCORE_UNITS.require(actor, found.hamlet_id, seen=True)
    if found.pk in belonging.kin_units(actor):
        raise OwnUnit
    rule = _valid_rule(found, month, now)
    points = {i.key: rules.points_of(i, answers.get(i.key, -1)) for i in rule.asked("township")}
    return _store(actor, now, found, rule=rule, month=month, kind=Appraisal.Kind.TOWNSHIP, points=points)


@transaction.atomic
def publish_month(*, actor: Actor, now: datetime, village: str, month: date) -> UUID:
    """Publish a village's month: the ranking stands, and the days for objections begin."""
    policies.PUBLISH_APPRAISALS.require(actor, village, seen=policies.SEE_UNITS.allows(actor, village))
    if level_of(village) != Level.VILLAGE:
        raise NotFound
    first, today = rules.month_of(month), timezone.localdate(now)
    # A score locks its unit: none slips in between the count and the publication, and nobody publishes twice.
    list(Unit.objects.select_for_update().filter(hamlet__code__startswith=village).values_list("pk", flat=True))
    if AppraisalPublication.objects.filter(village_id=village, month=first).exists():
        raise AlreadyPublished
    rule = rules.rule_for(first, reading.rules_of(belonging.township_of(village)))
    if rule is None:
        raise NoRule(month=f"{first:%Y-%m}")
    rows = reading.month_appraisals(village, month=first, actor=actor, today=today)
    waiting = sum(1 for row in rows if row.total is None)
    if waiting or not rows:
        raise NothingToPublish(count=waiting)
    found = AppraisalPublication.objects.create(
        village_id=village, month=first, rule_id=rule.key, published_on=today, published_by=actor.name
    )
    told = {"month": first, "rule": rule.version, "totals": {str(r.unit): r.total for r in rows}}
    record(actor=actor, now=now, changes=[Change("units.publish_month", "place", village, village, None, told)])
    return found.pk


@transaction.atomic
def object_to(*, actor: Actor, now: datetime, unit: UUID | str, month: date, words: str, item: str = "") -> UUID:
    """Object for one's own unit to its published appraisal, as a whole or to one item, within the days given."""
    found = _unit(unit, actor)
    if belonging.own_seat(actor, [found.pk]) is None:
        raise NotAllowed
    told, first, today = words.strip(), rules.month_of(month), timezone.localdate(now)
    published = (
        AppraisalPublication.objects.select_related("rule")
        .filter(village_id=found.hamlet_id[: Level.VILLAGE], month=first)
        .first()
    )
    if published is None:
        raise NotPublished
    until = rules.object_until(published.published_on, published.rule.objection_days)
    if today > until:
        raise ObjectionLate(until=until.isoformat())
    if len(told) < 4:
        raise NoReason(where="words")
    if AppraisalObjection.objects.filter(unit=found, month=first, is_upheld=None).exists():
        raise ObjectionWaits
    known = {i["key"] for i in published.rule.items}
    objection = AppraisalObjection.objects.create(
        unit=found,
        month=first,
        item=item if item in known else "",
        words=told[:300],
        raised_by=actor.name,
        raised_at=now,
    )
    record(
        actor=actor,
        now=now,
        changes=[
            Change(
                "units.object",
                "unit",
                str(found.pk),
                found.hamlet_id,
                None,
                {"month": first, "item": objection.item, "words": objection.words},
            )
        ],
    )
    return objection.pk


@transaction.atomic
def answer_appraisal_objection(
    *, actor: Actor, now: datetime, key: UUID | str, answer: str, corrected: Mapping[str, int] | None = None
) -> None:
    """Answer an objection with reasons. ``corrected`` answers by item uphold it: the appraisal gets a new revision."""
    found = AppraisalObjection.objects.select_for_update().select_related("unit").filter(pk=key).first()
    if found is None or not policies.SEE_UNITS.allows(actor, found.unit.hamlet_id):
        raise NotFound
    unit = found.unit
    policies.ANSWER_OBJECTIONS.require(actor, unit.hamlet_id, seen=True)
    if unit.pk in belonging.kin_units(actor):
        raise OwnUnit
    if found.is_upheld is not None:
        raise AlreadyAnswered
    if len(answer.strip()) < 4:
        raise NoReason(where="answer")
    found.is_upheld, found.answer = bool(corrected), answer.strip()[:300]
    found.answered_by, found.answered_at = actor.name, now
    found.save()
    if corrected:
        _correct(actor, now, unit, found.month, corrected)
    told = {"month": found.month, "is_upheld": found.is_upheld, "answer": found.answer}
    record(
        actor=actor,
        now=now,
        changes=[Change("units.answer_objection", "unit", str(unit.pk), unit.hamlet_id, None, told)],
    )


def _correct(actor: Actor, now: datetime, unit: Unit, month: date, corrected: Mapping[str, int]) -> None:
    last = (
        Appraisal.objects.filter(unit=unit, month=month, kind=Appraisal.Kind.TOWNSHIP)
        .select_related("rule")
        .order_by("-revision")[0]
    )
    rule = next(r for r in reading.rules_of(last.rule.place_id) if r.key == last.rule_id)
    points = dict(last.scores.values_list("item", "points"))
    for item in rule.asked("township"):
        if item.key in corrected:
            points[item.key] = rules.points_of(item, corrected[item.key])
    _store(actor, now, unit, rule=rule, month=month, kind=Appraisal.Kind.TOWNSHIP, points=points)


def _unit(key: UUID | str, actor: Actor) -> Unit:
    """The unit, locked, if the actor may open it."""
    return Unit.objects.select_for_update().get(pk=belonging.opened(key, actor=actor).unit.pk)


def _valid_rule(unit: Unit, month: date, now: datetime) -> RuleRow:
    """The rules by which a unit's month is appraised today, or the refusal that says why it cannot be."""
    first, today = rules.month_of(month), timezone.localdate(now)
    if unit.since is None:
        raise NotInForce
    if not rules.is_open(first, today=today):
        raise MonthClosed(month=f"{first:%Y-%m}")
    on = min(rules.last_day(first), today)
    if unit.since > on or (unit.until is not None and unit.until <= on):
        raise UnitYounger(month=f"{first:%Y-%m}")
    rule = rules.rule_for(first, reading.rules_of(unit.hamlet_id[: Level.TOWNSHIP]))
    if rule is None:
        raise NoRule(month=f"{first:%Y-%m}")
    village = unit.hamlet_id[: Level.VILLAGE]
    if AppraisalPublication.objects.filter(village_id=village, month=first).exists():
        raise AlreadyPublished
    return rule


def _store(
    actor: Actor,
    now: datetime,
    unit: Unit,
    *,
    rule: RuleRow,
    month: date,
    kind: Appraisal.Kind,
    points: Mapping[str, int],
    repeated: Collection[str] = (),
) -> UUID:
    """Keep an appraisal; one of the same unit, month and kind is overtaken by the next revision, never lost."""
    first = rules.month_of(month)
    made = Appraisal.objects.filter(unit=unit, month=first, kind=kind)
    last = made.order_by("-revision").values_list("revision", flat=True).first()
    appraisal = Appraisal.objects.create(
        unit=unit,
        month=first,
        kind=kind,
        revision=(last or 0) + 1,
        rule_id=rule.key,
        actor=actor.key,
        actor_name=actor.name,
        made_at=now,
    )
    AppraisalScore.objects.bulk_create(
        AppraisalScore(appraisal=appraisal, item=item, points=score, is_repeated=item in repeated)
        for item, score in points.items()
    )
    told = {
        "month": first,
        "kind": str(kind),
        "revision": appraisal.revision,
        "rule": rule.version,
        "points": dict(points),
    }
    record(actor=actor, now=now, changes=[Change("units.appraise", "unit", str(unit.pk), unit.hamlet_id, None, told)])
    return appraisal.pk
