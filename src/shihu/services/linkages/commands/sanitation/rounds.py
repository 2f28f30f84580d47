"""Score sheets, rounds, scores, second looks, mending, objections."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.commands.points.feeding import settle_round
from shihu.services.linkages.errors import (
    AlreadyScored,
    AnsweredAlready,
    BadSheetItem,
    NoSheet,
    NotDrawn,
    NothingToInspect,
    NothingToMend,
    ObjectionClosed,
    OwnArea,
    RoundClosed,
    RoundExists,
    RoundOpen,
    RoundUnfinished,
    SameEyes,
    SentOtherwise,
    SheetTooEarly,
    WordsNeeded,
)
from shihu.services.linkages.models import AreaScore, InspectionRound, ScoreObjection, ScoreSheet
from shihu.services.linkages.queries import sanitation as reading
from shihu.services.linkages.queries.duty_units import has_kin, opened
from shihu.services.linkages.rules.sanitation import scores
from shihu.services.linkages.types import FULL, SheetItem


@transaction.atomic
def write_sheet(
    *,
    actor: Actor,
    now: datetime,
    place: str,
    items: Sequence[SheetItem],
    valid_from: date,
    objection_days: int = 3,
    recheck_percent: int = 10,
    award_least: int = 9000,
) -> UUID:
    """Write the township's next score sheet. It is valid from a day to come (the very first may begin today)."""
    policies.KEEP_SHEETS.require(actor, place, seen=policies.SEE_DUTIES.allows(actor, place))
    if level_of(place) is not Level.TOWNSHIP:
        raise NotFound
    kept = scores.checked_items(items)
    if not (1 <= objection_days <= 30 and 1 <= recheck_percent <= 100 and 0 <= award_least <= FULL * 100):
        raise BadSheetItem(where="objection_days", number=len(kept), full=FULL, items=scores.MOST_ITEMS)
    newest = ScoreSheet.objects.select_for_update().filter(place=place).first()
    today = timezone.localdate(now)
    first = today if newest is None else max(date.fromordinal(today.toordinal() + 1), newest.valid_from)
    if valid_from < first or (newest is not None and valid_from == newest.valid_from):
        raise SheetTooEarly(where="valid_from", first=first.isoformat())
    row = ScoreSheet.objects.create(
        place_id=place,
        items=[asdict(item) for item in kept],
        objection_days=objection_days,
        recheck_percent=recheck_percent,
        award_least=award_least,
        valid_from=valid_from,
        made_by=actor.name,
    )
    told = {"valid_from": valid_from, "items": row.items, "recheck_percent": recheck_percent}
    record(
        actor=actor, now=now, changes=[Change("linkages.write_sheet", "score_sheet", str(row.pk), place, None, told)]
    )
    return row.pk


@transaction.atomic
def open_round(*, actor: Actor, now: datetime, hamlet: str) -> UUID:
    """Begin a walk through the areas of a hamlet, by the sheet valid today."""
    policies.INSPECT.require(actor, hamlet, seen=policies.SEE_DUTIES.allows(actor, hamlet))
    if level_of(hamlet) is not Level.HAMLET:
        raise NotFound
    on = timezone.localdate(now)
    sheet = scores.sheet_on(on, reading.sheets_at(hamlet))
    if sheet is None:
        raise NoSheet
    if not any(there.areas for there in reading.areas_at(hamlet, on=on, lanes=False)):
        raise NothingToInspect
    held = InspectionRound.objects.select_for_update().filter(hamlet=hamlet)
    if held.filter(on=on).exists() or held.filter(closed_at=None).exists():
        raise RoundExists
    row = InspectionRound.objects.create(
        hamlet_id=hamlet, on=on, sheet_id=sheet.key, opened_by=actor.name, opened_at=now
    )
    told = {"on": on, "sheet": sheet.valid_from}
    record(
        actor=actor,
        now=now,
        changes=[Change("linkages.open_round", "inspection_round", str(row.pk), hamlet, None, told)],
    )
    return row.pk


@transaction.atomic
def score_area(
    *,
    actor: Actor,
    now: datetime,
    key: UUID,
    round: UUID | str,  # noqa: A002 - the trade's own word
    unit: UUID | str,
    off: Mapping[str, int],
    words: str = "",
) -> UUID:
    """Note what was found in a unit's area: nothing off is clean.

    ``key`` is made by the form: sent twice, it is one score. While the round is open it is the first look; once closed,
    the second look of a unit that was drawn, by somebody else.
    """
    held = InspectionRound.objects.select_for_update().filter(pk=round).select_related("sheet").first()
    if held is None:
        raise NotFound
    policies.INSPECT.require(actor, held.hamlet_id, seen=policies.SEE_DUTIES.allows(actor, held.hamlet_id))
    if actor.key is None:
        raise NotFound
    there = reading.areas_at(held.hamlet_id, on=held.on, lanes=False)
    home = next((u for one in there for u in one.units if str(u.key) == str(unit) and u.key in one.areas), None)
    if home is None:
        raise NotFound
    kept = scores.checked_off(reading.sheet_row(held.sheet).items, off)
    said = " ".join(words.split())[:200]
    body = sha256(f"{held.pk} {home.key} {sorted(kept.items())} {said}".encode()).hexdigest()
    before = AreaScore.objects.filter(key=key).first()
    if before is not None:
        if before.body != body or before.scored_by != actor.key:
            raise SentOtherwise
        return before.pk
    if has_kin(home.key, actor=actor):
        raise OwnArea
    look = _look(held, home.key, actor.key)
    row = AreaScore.objects.create(
        key=key,
        body=body,
        round=held,
        unit_id=home.key,
        look=look,
        off=kept,
        points=scores.points_of(kept),
        words=said,
        scored_by=actor.key,
        scorer=actor.name,
        scored_at=now,
    )
    told = {"unit": home.name, "look": look.value, "points": row.points, "off": kept}
    record(
        actor=actor,
        now=now,
        changes=[Change("linkages.score_area", "area_score", str(row.pk), held.hamlet_id, None, told)],
    )
    settle_round(now=now, key=held.pk, unit=home.key)
    return row.pk


def _look(held: InspectionRound, unit: UUID, who: UUID) -> AreaScore.Look:
    """Which look at the unit's area is due: the first, or by somebody else the second of a unit that was drawn."""
    look = AreaScore.Look.FIRST if held.closed_at is None else AreaScore.Look.AGAIN
    looks = {score.look: score for score in AreaScore.objects.filter(round=held, unit=unit)}
    if look is AreaScore.Look.AGAIN:
        first = looks.get("first")
        if str(unit) not in held.drawn or first is None:
            raise NotDrawn
        if first.scored_by == who:
            raise SameEyes
    if look in looks:
        raise AlreadyScored
    return look


@transaction.atomic
def close_round(*, actor: Actor, now: datetime, key: UUID | str, seed: str) -> list[UUID]:
    """Close a round, publish the seed, and draw by it who is looked at again; return the units drawn.

    The seed is made when the round is closed, so that nobody knows while scoring who will be looked at again.
    """
    held = InspectionRound.objects.select_for_update().filter(pk=key).select_related("sheet").first()
    if held is None:
        raise NotFound
    policies.INSPECT.require(actor, held.hamlet_id, seen=policies.SEE_DUTIES.allows(actor, held.hamlet_id))
    if held.closed_at is not None:
        raise RoundClosed
    units = list(AreaScore.objects.filter(round=held).values_list("unit_id", flat=True))
    if not units:
        raise RoundUnfinished
    chosen = scores.drawn(seed, units, held.sheet.recheck_percent)
    held.closed_at, held.seed, held.drawn = now, seed[:32], [str(unit) for unit in chosen]
    held.save(update_fields=["closed_at", "seed", "drawn"])
    told = {"scored": len(units), "seed": held.seed, "drawn": held.drawn}
    record(
        actor=actor,
        now=now,
        changes=[Change("linkages.close_round", "inspection_round", str(held.pk), held.hamlet_id, None, told)],
    )
    for unit in sorted(set(units)):
        settle_round(now=now, key=held.pk, unit=unit)
    return chosen


@transaction.atomic
def mend(*, actor: Actor, now: datetime, key: UUID | str) -> tuple[UUID, UUID]:
    """A member of the unit (or the cadre) says that what was found is put right; return the round and the unit."""
    row = AreaScore.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise NotFound
    found = opened(row.unit_id, actor=actor, on=timezone.localdate(now))
    if found.own is None and not found.keeps:
        raise NotAllowed
    if row.points == FULL or row.mended_on is not None:
        raise NothingToMend
    row.mended_on, row.mended_by = timezone.localdate(now), actor.name
    row.save(update_fields=["mended_on", "mended_by"])
    told = {"mended_on": row.mended_on}
    record(
        actor=actor,
        now=now,
        changes=[Change("linkages.mend", "area_score", str(row.pk), found.unit.hamlet, {"mended_on": None}, told)],
    )
    return row.round_id, row.unit_id


@transaction.atomic
def object_to_score(
    *,
    actor: Actor,
    now: datetime,
    round: UUID | str,  # noqa: A002 - the trade's own word
    unit: UUID | str,
    words: str,
) -> UUID:
    """A member objects to what was found in the unit's area, within the days that the sheet gives."""
    found = opened(unit, actor=actor, on=timezone.localdate(now))
    if found.own is None:
        raise NotAllowed
    held = InspectionRound.objects.select_for_update().filter(pk=round, hamlet=found.unit.hamlet).first()
    score = AreaScore.objects.filter(round=held, unit=found.unit.key).order_by("-scored_at").first() if held else None
    if held is None or score is None:
        raise NotFound
    said = " ".join(words.split())[:200]
    if len(said) < 2:
        raise WordsNeeded(where="words")
    until = scores.object_until(timezone.localdate(score.scored_at), held.sheet.objection_days)
    if timezone.localdate(now) > until or ScoreObjection.objects.filter(round=held, unit=found.unit.key).exists():
        raise ObjectionClosed(until=until.isoformat())
    row = ScoreObjection.objects.create(
        round=held, unit_id=found.unit.key, words=said, raised_by=actor.name, raised_at=now
    )
    told = {"unit": found.unit.name, "on": held.on, "words": said}
    record(
        actor=actor,
        now=now,
        changes=[Change("linkages.object_to_score", "score_objection", str(row.pk), held.hamlet_id, None, told)],
    )
    return row.pk


@transaction.atomic
def answer_score_objection(
    *, actor: Actor, now: datetime, key: UUID | str, answer: str, off: Mapping[str, int] | None = None
) -> None:
    """Answer with a reason; ``off`` upholds the objection and corrects the score. By somebody else than the scorer."""
    row = ScoreObjection.objects.select_for_update().filter(pk=key).select_related("round__sheet").first()
    if row is None:
        raise NotFound
    held = row.round
    policies.KEEP_DUTIES.require(actor, held.hamlet_id, seen=policies.SEE_DUTIES.allows(actor, held.hamlet_id))
    if row.is_upheld is not None:
        raise AnsweredAlready
    if held.closed_at is None:
        raise RoundOpen
    if actor.key is None or AreaScore.objects.filter(round=held, unit=row.unit_id, scored_by=actor.key).exists():
        raise SameEyes
    if has_kin(row.unit_id, actor=actor):
        raise OwnArea
    said = " ".join(answer.split())[:200]
    if len(said) < 2:
        raise WordsNeeded(where="answer")
    row.is_upheld, row.answer, row.answered_by, row.answered_at = off is not None, said, actor.name, now
    row.save()
    told: dict[str, object] = {"is_upheld": row.is_upheld, "answer": said}
    if off is not None:
        kept = scores.checked_off(reading.sheet_row(held.sheet).items, off)
        corrected = AreaScore.objects.create(
            key=row.pk,
            body="",
            round=held,
            unit_id=row.unit_id,
            look=AreaScore.Look.CORRECTED,
            off=kept,
            points=scores.points_of(kept),
            words=said,
            scored_by=actor.key,
            scorer=actor.name,
            scored_at=now,
        )
        told["points"] = corrected.points
    record(
        actor=actor,
        now=now,
        changes=[Change("linkages.answer_score_objection", "score_objection", str(row.pk), held.hamlet_id, None, told)],
    )
    if off is not None:
        settle_round(now=now, key=held.pk, unit=row.unit_id)
