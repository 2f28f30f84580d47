"""Drawing duty areas; excusing households from turns, swapping turns."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.queries import formation_households
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages.errors import AlreadyExcused, ExcuseNeedsReason, NoSuchDoors, TurnTaken
from shihu.services.linkages.models import DutyArea, RotaExcuse, RotaSwap
from shihu.services.linkages.queries.duty_units import Opened, opened
from shihu.services.linkages.queries.sanitation import plan_of
from shihu.services.linkages.rules.sanitation import areas, rota
from shihu.services.linkages.types import Outline, Point
from shihu.services.units.queries import units_on

LONGEST_SWAP = timedelta(weeks=12)


@transaction.atomic
def draw_area(
    *, actor: Actor, now: datetime, unit: UUID | str, words: str, shape: str, corners: Sequence[Point]
) -> UUID:
    """Draw the area that a unit keeps from today; the one before ends today and is kept."""
    found, on = _kept(unit, actor, now), timezone.localdate(now)
    houses = [(s.lon, s.lat) for s in found.unit.seats if s.lon is not None and s.lat is not None]
    outline = areas.checked(Outline(shape, tuple((float(lon), float(lat)) for lon, lat in corners)), houses)
    return _keep_area(actor, found, words=words, outline=outline, on=on, now=now)


@transaction.atomic
def choose_doors(
    *, actor: Actor, now: datetime, unit: UUID | str, words: str, street: str, first: int, last: int
) -> UUID:
    """Give a unit the lane along a street from one house to another, by the street order of the roster."""
    found, on = _kept(unit, actor, now), timezone.localdate(now)
    # Where the roster has a street and number but no position, the seats know where the house was drawn.
    drawn = {
        seat.code: (seat.lon, seat.lat)
        for each in units_on(found.unit.hamlet, on=on)
        for seat in each.seats
        if seat.lon is not None and seat.lat is not None
    }
    doors: dict[int, Point] = {}
    for home in formation_households(place=found.unit.hamlet, actor=SYSTEM, on=on):
        known = (home.lon, home.lat) if home.lon is not None and home.lat is not None else drawn.get(home.code)
        if home.street == street and home.street_order is not None and known is not None:
            doors[home.street_order] = known
    outline = areas.along(doors, first, last)
    if len(outline.corners) < 2:
        raise NoSuchDoors(where="street", street=street, first=first, last=last)
    return _keep_area(actor, found, words=words, outline=areas.checked(outline, ()), on=on, now=now)


@transaction.atomic
def excuse(*, actor: Actor, now: datetime, unit: UUID | str, household: UUID | str, reason: str) -> UUID:
    """Take a household out of the turns from next week, with a reason: by the head, or the cadre for the unit."""
    found = _run(unit, actor, now)
    home = _home(found, household)
    why = " ".join(reason.split())[:80]
    if len(why) < 2:
        raise ExcuseNeedsReason(where="reason")
    if RotaExcuse.objects.select_for_update().filter(unit=found.unit.key, household=home, until=None).exists():
        raise AlreadyExcused(where="household")
    begins = rota.monday(timezone.localdate(now)) + rota.WEEK
    row = RotaExcuse.objects.create(
        unit_id=found.unit.key, household_id=home, reason=why, since=begins, noted_by=actor.name
    )
    told = {"household": str(home), "since": begins, "reason": why}
    changed = Change("linkages.excuse", "rota_excuse", str(row.pk), found.unit.hamlet, None, told)
    record(actor=actor, now=now, changes=[changed])
    return row.pk


@transaction.atomic
def end_excuse(*, actor: Actor, now: datetime, key: UUID | str) -> UUID:
    """Let a household take turns again from next week; return its unit."""
    row = RotaExcuse.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise NotFound
    found = _run(row.unit_id, actor, now)
    if row.until is not None:
        raise NotFound
    row.until = max(row.since, rota.monday(timezone.localdate(now)) + rota.WEEK)
    row.save(update_fields=["until"])
    told = {"until": row.until}
    changed = Change("linkages.end_excuse", "rota_excuse", str(row.pk), found.unit.hamlet, {"until": None}, told)
    record(actor=actor, now=now, changes=[changed])
    return row.unit_id


@transaction.atomic
def ask_swap(
    *, actor: Actor, now: datetime, unit: UUID | str, week: date, other_week: date, by_paper: bool = False
) -> UUID:
    """Ask to change one's own week with another household's.

    A household asks for itself and the other one agrees; the head may note what two households agreed on by word
    (``by_paper``).
    """
    on = timezone.localdate(now)
    found = opened(unit, actor=actor, on=on)
    plan = plan_of(found.unit.key, until=on + LONGEST_SWAP)
    whose = {turn.week: turn.household for turn in plan.turns} if plan else {}
    mine, other = whose.get(week), whose.get(other_week)
    if by_paper and not found.runs:
        raise NotAllowed
    if not by_paper and (found.own is None or mine != found.own.household):
        raise NotAllowed if found.own is None else TurnTaken(where="week")
    this_week = rota.monday(on)
    taken = RotaSwap.objects.filter(
        Q(week__in=(week, other_week)) | Q(other_week__in=(week, other_week)), unit=found.unit.key
    )
    if mine is None or other is None or mine == other or min(week, other_week) < this_week or taken.exists():
        raise TurnTaken(where="other_week")
    row = RotaSwap.objects.create(
        unit_id=found.unit.key,
        week=week,
        household_id=mine,
        other_week=other_week,
        other_id=other,
        asked_by=actor.name,
        asked_on=on,
        agreed_by=actor.name if by_paper else "",
        agreed_on=on if by_paper else None,
    )
    told = {"week": week, "other_week": other_week, "agreed_on": row.agreed_on}
    changed = Change("linkages.ask_swap", "rota_swap", str(row.pk), found.unit.hamlet, None, told)
    record(actor=actor, now=now, changes=[changed])
    return row.pk


@transaction.atomic
def answer_swap(*, actor: Actor, now: datetime, key: UUID | str, agrees: bool) -> None:
    """The household asked agrees, or declines: then the asking is taken away. The asking one may take it back too."""
    row = RotaSwap.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise NotFound
    on = timezone.localdate(now)
    found = opened(row.unit_id, actor=actor, on=on)
    own = found.own.household if found.own else None
    if own != row.other_id and not (own == row.household_id and not agrees):
        raise NotAllowed
    if row.agreed_on is not None or min(row.week, row.other_week) < rota.monday(on):
        raise TurnTaken(where="week")
    place, subject = found.unit.hamlet, row.pk
    if agrees:
        row.agreed_by, row.agreed_on = actor.name, on
        row.save(update_fields=["agreed_by", "agreed_on"])
        changed = Change("linkages.agree_swap", "rota_swap", str(subject), place, None, {"agreed_on": on})
        record(actor=actor, now=now, changes=[changed])
        return
    old = {"week": row.week, "other_week": row.other_week, "asked_by": row.asked_by}
    row.delete()
    changed = Change("linkages.decline_swap", "rota_swap", str(subject), place, old, None)
    record(actor=actor, now=now, changes=[changed])


def _keep_area(actor: Actor, found: Opened, *, words: str, outline: Outline, on: date, now: datetime) -> UUID:
    length, square = areas.measure(outline)
    before = DutyArea.objects.select_for_update().filter(unit=found.unit.key, until=None).first()
    old = None
    if before is not None:
        old = {"words": before.words, "length": before.length, "square": before.square}
        before.until = max(on, before.since)
        before.save(update_fields=["until"])
    row = DutyArea.objects.create(
        unit_id=found.unit.key,
        words=" ".join(words.split())[:60] or found.unit.name,
        shape=outline.shape,
        corners=[list(corner) for corner in outline.corners],
        length=length,
        square=square,
        since=on,
        drawn_by=actor.name,
    )
    told = {"words": row.words, "shape": row.shape, "length": length, "square": square, "since": on}
    changed = Change("linkages.draw_area", "duty_area", str(row.pk), found.unit.hamlet, old, told)
    record(actor=actor, now=now, changes=[changed])
    return row.pk


def _kept(unit: UUID | str, actor: Actor, now: datetime) -> Opened:
    found = opened(unit, actor=actor, on=timezone.localdate(now))
    if not found.keeps:
        raise NotAllowed
    return found


def _run(unit: UUID | str, actor: Actor, now: datetime) -> Opened:
    found = opened(unit, actor=actor, on=timezone.localdate(now))
    if not found.runs:
        raise NotAllowed
    return found


def _home(found: Opened, household: UUID | str) -> UUID:
    key = next((home for home in found.homes if str(home) == str(household)), None)
    if key is None:
        raise NotFound
    return key
