"""Reading appraisals: rules, a unit's month, a village's month, the published ranking."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, lies_in
from shihu.kernel.refusals import NotFound
from shihu.services.units import policies
from shihu.services.units.models import (
    Appraisal,
    AppraisalObjection,
    AppraisalPublication,
    AppraisalRule,
    AppraisalScore,
    Unit,
)
from shihu.services.units.queries import belonging
from shihu.services.units.rules import appraisals as rules
from shihu.services.units.types import (
    AppraisalObjectionRow,
    AppraisalRow,
    Fields,
    Item,
    RankRow,
    RuleRow,
    ScoreRow,
    UnitAppraisal,
    VillageMonth,
)


def appraisal_rules(place: str, *, actor: Actor) -> list[RuleRow]:
    """Return the versions of the township's rules, newest first; drafts only for those who keep them."""
    township = belonging.township_of(place)
    belonging.require_concern(township, actor=actor)
    return [
        row for row in rules_of(township) if row.is_published or policies.KEEP_APPRAISAL_RULES.allows(actor, township)
    ]


def appraisal_rule(key: UUID | str, *, actor: Actor) -> RuleRow:
    """Return one version of the rules."""
    found = AppraisalRule.objects.filter(pk=key).first()
    if found is None or not belonging.concerns(found.place_id, actor=actor):
        raise NotFound
    if found.published_at is None and not policies.KEEP_APPRAISAL_RULES.allows(actor, found.place_id):
        raise NotFound
    return _rule(found)


def rules_of(township: str) -> list[RuleRow]:
    """Return all versions of a township's rules, newest first."""
    return [_rule(found) for found in AppraisalRule.objects.filter(place_id=township)]


def fields_asked(rule: RuleRow, *, today: date) -> Fields:
    """Return how many fields the rules ask each month of a unit, of its scorer, and of how many units."""
    units = belonging.open_units(rule.place, on=today).count()
    return Fields(len(rule.asked("unit")), len(rule.asked("township")), units)


def unit_appraisal(key: UUID | str, *, month: date, actor: Actor, today: date) -> UnitAppraisal:
    """Return a unit's month for those who see the unit or sit in it, with its rank once published."""
    opened = belonging.opened(key, actor=actor)
    unit = opened.unit
    (row,) = _month_of([unit], rules_of(unit.hamlet_id[: Level.TOWNSHIP]), month)
    ranking: VillageMonth | None = None
    if row.published_on is not None:
        ranking = _ranked(unit.hamlet_id[: Level.VILLAGE], month, today)
    mine = next((r for r in ranking.ranking if r.unit == unit.pk), None) if ranking else None
    scores = policies.SCORE_UNITS.allows(actor, unit.hamlet_id)
    return _with(
        row,
        rank=mine.rank if mine else None,
        ranked=len(ranking.ranking) if ranking else 0,
        is_member=opened.own is not None,
        may_score=scores,
        has_conflict=scores and unit.pk in belonging.kin_units(actor),
        may_answer=policies.ANSWER_OBJECTIONS.allows(actor, unit.hamlet_id),
    )


def month_appraisals(place: str, *, month: date, actor: Actor, today: date) -> list[UnitAppraisal]:
    """Return the month of every unit of a place that was in force on its last day (today while it runs)."""
    policies.SEE_UNITS.require(actor, place)
    units = list(belonging.open_units(place, on=min(rules.last_day(month), today)))
    kin = belonging.kin_units(actor)
    return [
        _with(
            row,
            may_score=policies.SCORE_UNITS.allows(actor, row.hamlet),
            has_conflict=row.unit in kin,
            may_answer=policies.ANSWER_OBJECTIONS.allows(actor, row.hamlet),
        )
        for row in _month_of(units, rules_of(belonging.township_of(place)), month)
    ]


def ranking(village: str, *, month: date, actor: Actor, today: date) -> VillageMonth:
    """Return the published ranking of a village's units: for its people and those who see its units."""
    sits = own.unit if (own := belonging.own_seat(actor)) else None
    hamlet = Unit.objects.filter(pk=sits).values_list("hamlet_id", flat=True).first() if sits else None
    if not policies.SEE_UNITS.allows(actor, village) and not (hamlet and lies_in(hamlet, village)):
        raise NotFound
    found = _ranked(village, month, today)
    if found is None:
        raise NotFound
    return found


def published_months(place: str, *, actor: Actor) -> list[date]:
    """Return the months published of a place or of any village in it, newest first."""
    policies.SEE_UNITS.require(actor, place)
    found = AppraisalPublication.objects.filter(within("village_id", [place])).order_by("-month")
    return list(found.values_list("month", flat=True).distinct())


def last_own_points(unit: UUID, month: date) -> Mapping[str, int]:
    """Return what the unit gave itself in the month before, by item; empty if it gave nothing."""
    before = Appraisal.objects.filter(unit=unit, month=rules.month_after(month, -1), kind=Appraisal.Kind.OWN)
    return dict(AppraisalScore.objects.filter(appraisal__in=before[:1]).values_list("item", "points"))


def alive_units(units: Collection[UUID], *, today: date) -> dict[UUID, date]:
    """Return the units appraised lately (rules.alive_since), each with the day of the first such appraisal."""
    made: dict[UUID, date] = {}
    found = Appraisal.objects.filter(unit__in=units, month__gte=rules.alive_since(today))
    for unit, at in found.order_by("made_at").values_list("unit_id", "made_at"):
        made.setdefault(unit, timezone.localdate(at))
    return made


def open_objections(place: str, *, actor: Actor) -> list[AppraisalObjectionRow]:
    """Return the objections of a place that wait for an answer, oldest first."""
    policies.SEE_UNITS.require(actor, place)
    found = AppraisalObjection.objects.filter(within("unit__hamlet_id", [place]), is_upheld=None)
    return [_objection(row) for row in found.select_related("unit").order_by("raised_at")]


def objection(key: UUID | str, *, actor: Actor) -> AppraisalObjectionRow:
    """Return one objection to those who see the unit by office."""
    found = AppraisalObjection.objects.select_related("unit").filter(pk=key).first()
    if found is None or not policies.SEE_UNITS.allows(actor, found.unit.hamlet_id):
        raise NotFound
    return _objection(found)


def items_of(told: Iterable[Mapping[str, Any]]) -> tuple[Item, ...]:
    """Return items as they are kept in JSON."""
    return tuple(Item(**item) for item in told)


def _ranked(village: str, month: date, today: date) -> VillageMonth | None:
    published = AppraisalPublication.objects.select_related("rule").filter(village_id=village, month=month).first()
    if published is None:
        return None
    units = list(belonging.open_units(village, on=min(rules.last_day(month), today)))
    rows = [row for row in _month_of(units, [_rule(published.rule)], month) if row.total is not None]
    totals = {row.unit: row.total for row in rows if row.total is not None}
    ranked = rules.ranks(totals)
    return VillageMonth(
        village=village,
        month=month,
        rule_version=published.rule.version,
        published_on=published.published_on,
        published_by=published.published_by,
        object_until=rules.object_until(published.published_on, published.rule.objection_days),
        ranking=tuple(
            sorted(
                (RankRow(r.unit, r.name, r.hamlet, r.ordinal, totals[r.unit], ranked[r.unit]) for r in rows),
                key=lambda r: (r.rank, r.hamlet, r.ordinal),
            )
        ),
    )


def _month_of(units: Sequence[Unit], known: Iterable[RuleRow], month: date) -> list[UnitAppraisal]:
    """The month of each unit, in four queries, however many units."""
    keys = [unit.pk for unit in units]
    by_key = {rule.key: rule for rule in known}
    valid = rules.rule_for(month, by_key.values())
    own, township = _latest(keys, month)
    villages = {unit.hamlet_id[: Level.VILLAGE] for unit in units}
    published = dict(
        AppraisalPublication.objects.filter(village__in=villages, month=month).values_list("village_id", "published_on")
    )
    objections: dict[UUID, list[AppraisalObjectionRow]] = defaultdict(list)
    for row in AppraisalObjection.objects.filter(unit__in=keys, month=month).select_related("unit"):
        objections[row.unit_id].append(_objection(row))
    return [
        _unit_month(
            unit,
            month,
            # A score remembers the rules by which it was given, whatever came after.
            rule=by_key.get(_rule_key(township.get(unit.pk) or own.get(unit.pk)) or UUID(int=0), valid),
            own=own.get(unit.pk),
            township=township.get(unit.pk),
            published=published.get(unit.hamlet_id[: Level.VILLAGE]),
            objections=objections[unit.pk],
        )
        for unit in units
    ]


def _latest(keys: Collection[UUID], month: date) -> tuple[dict[UUID, Appraisal], dict[UUID, Appraisal]]:
    """The last revision of each unit's own and township appraisal."""
    told: dict[str, dict[UUID, Appraisal]] = {Appraisal.Kind.OWN: {}, Appraisal.Kind.TOWNSHIP: {}}
    found = Appraisal.objects.filter(unit__in=keys, month=month).order_by("revision").prefetch_related("scores")
    for row in found:
        told[row.kind][row.unit_id] = row
    return told[Appraisal.Kind.OWN], told[Appraisal.Kind.TOWNSHIP]


def _rule_key(found: Appraisal | None) -> UUID | None:
    return found.rule_id if found else None


def _unit_month(
    unit: Unit,
    month: date,
    *,
    rule: RuleRow | None,
    own: Appraisal | None,
    township: Appraisal | None,
    published: date | None,
    objections: Iterable[AppraisalObjectionRow],
) -> UnitAppraisal:
    mine = _appraisal(own) if own else None
    theirs = _appraisal(township) if township else None
    items = rule.items if rule else ()
    own_points = mine.points if mine else {}
    told = rules.counted(items, own_points, theirs.points if theirs else {})
    asked = [item for item in items if item.who != "township"]
    both = mine is not None and theirs is not None
    return UnitAppraisal(
        unit=unit.pk,
        name=unit.name,
        hamlet=unit.hamlet_id,
        ordinal=unit.ordinal,
        month=month,
        rule=rule,
        own=mine,
        township=theirs,
        total=rules.total(items, told) if theirs else None,
        own_total=rules.total(asked, own_points) if mine else None,
        parts=rules.parts(items, told) if theirs else rules.parts(asked, own_points) if mine else (),
        difference=rules.difference(items, own_points, theirs.points) if both and theirs else None,
        published_on=published,
        objections=tuple(objections),
    )


def _with(row: UnitAppraisal, **changes: Any) -> UnitAppraisal:
    return replace(row, **changes)


def _rule(found: AppraisalRule) -> RuleRow:
    return RuleRow(
        key=found.pk,
        place=found.place_id,
        version=found.version,
        title=found.title,
        items=items_of(found.items),
        threshold=found.threshold,
        objection_days=found.objection_days,
        valid_from=found.valid_from,
        is_published=found.published_at is not None,
        made_by=found.made_by,
        published_by=found.published_by,
    )


def _appraisal(found: Appraisal) -> AppraisalRow:
    return AppraisalRow(
        key=found.pk,
        kind=found.kind,
        revision=found.revision,
        scores=tuple(ScoreRow(s.item, s.points, s.is_repeated) for s in found.scores.all()),
        by=found.actor_name,
        at=found.made_at,
    )


def _objection(row: AppraisalObjection) -> AppraisalObjectionRow:
    return AppraisalObjectionRow(
        key=row.pk,
        unit=row.unit_id,
        unit_name=row.unit.name,
        hamlet=row.unit.hamlet_id,
        ordinal=row.unit.ordinal,
        month=row.month,
        item=row.item,
        words=row.words,
        by=row.raised_by,
        at=row.raised_at,
        is_upheld=row.is_upheld,
        answer=row.answer,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
    )
