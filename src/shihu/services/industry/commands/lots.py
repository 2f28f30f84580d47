"""Weighing in what households deliver."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.kernel.sealing import blind_index
from shihu.services.industry.commands.running import Running
from shihu.services.industry.errors import LotTaken, TakesNoPart, WeighedAhead, WeighedTooEarly
from shihu.services.industry.models import Lot, Participation, Season
from shihu.services.industry.queries.projects import participants
from shihu.services.industry.rules import lots as rules
from shihu.services.industry.types import NewLot


@transaction.atomic
def weigh(*, actor: Actor, now: datetime, season: UUID, lots: Sequence[NewLot]) -> list[UUID]:
    """Take in deliveries, all or none; return their keys in order. A key sent again answers as it did.

    A lot without a household is the owner's own produce.
    """
    act = Running(actor=actor, now=now)
    found = act.season(season)
    made = [_lot(act, found, new) for new in lots]
    known = {lot.key: lot for lot in Lot.objects.filter(key__in=[lot.key for lot in made])}
    for lot in made:
        earlier = known.get(lot.key)
        if earlier is not None and _told(earlier) != _told(lot):
            raise LotTaken(lot.key)
    fresh = [lot for lot in made if lot.key not in known]
    _check_takes_part(found, fresh)
    Lot.objects.bulk_create(fresh, batch_size=500)
    if fresh:
        told = {"season": found.name, "lots": len(fresh), "grams": sum(lot.grams for lot in fresh)}
        if len(fresh) == 1:
            told |= {"code": fresh[0].code, "grade": fresh[0].grade}
        act.note("weigh", found.project, new=told)
    return [known.get(lot.key, lot).pk for lot in made]


def _lot(act: Running, season: Season, new: NewLot) -> Lot:
    if new.day > act.today:
        raise WeighedAhead("day", day=new.day.isoformat())
    if new.day < season.since:
        raise WeighedTooEarly("day", since=season.since.isoformat(), day=new.day.isoformat())
    if new.site is not None and not season.project.sites.filter(pk=new.site).exists():
        raise NotFound
    return Lot(
        season=season,
        household_id=new.household,
        site_id=new.site,
        code=rules.code(blind_index(new.key, master=settings.RECORD_KEY, purpose=rules.PURPOSE)),
        product=new.product.strip()[:40],
        grade=new.grade.strip()[:20],
        grams=rules.grams(new.kilograms),
        weighed_on=new.day,
        weighed_by=act.actor.name,
        key=new.key[:80],
    )


def _check_takes_part(season: Season, lots: Sequence[Lot]) -> None:
    """Refuse a household that did not take part on the day."""
    keys = {lot.household_id for lot in lots if lot.household_id}
    ever = Participation.objects.filter(project=season.project_id, household__in=keys)
    codes = dict(ever.values_list("household_id", "household__code"))
    if keys - set(codes):
        raise NotFound
    for day in {lot.weighed_on for lot in lots if lot.household_id}:
        there = participants(season.project_id, on=day)
        for lot in lots:
            if lot.weighed_on == day and lot.household_id and lot.household_id not in there:
                raise TakesNoPart("household", code=codes[lot.household_id])


def _told(lot: Lot) -> tuple[object, ...]:
    return lot.season_id, lot.household_id, lot.grams, lot.grade, lot.product, lot.weighed_on
