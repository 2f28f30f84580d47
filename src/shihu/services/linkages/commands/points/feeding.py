"""Points that a record of another linkage gives by itself: a scored round, hours of village work, a meeting.

Each record is settled as a whole. What the rule book of its day gives is compared with what the ledger says of the
record: the same is left alone, anything else is taken back and given anew. Settling twice changes nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.queries import within
from shihu.kernel.actors import SYSTEM
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound
from shihu.services.linkages.commands.points.posting import award_points, locked_account, locked_fund, take_back
from shihu.services.linkages.errors.points import NotCovered, UnknownAccount
from shihu.services.linkages.models import (
    AreaScore,
    InspectionRound,
    MeetingPlace,
    UnitMeeting,
    WorkHours,
    WorkShare,
)
from shihu.services.linkages.models.points import PointEntry
from shihu.services.linkages.queries import sanitation
from shihu.services.linkages.queries.points import balances, books
from shihu.services.linkages.rules.points import feeds
from shihu.services.linkages.rules.points.feeds import Earned
from shihu.services.linkages.types.points import Earner, PointRecord
from shihu.services.units.queries import unit_on


@dataclass(frozen=True, slots=True)
class _Due:
    """What one account is to have from a record."""

    earned: Earned
    note: str
    household: str = ""
    unit: UUID | None = None


@transaction.atomic
def settle_round(*, now: datetime, key: UUID, unit: UUID) -> int:
    """Give what a unit's score in a closed round earns: the unit, and each household that sat in it on that day.

    Returns how many entries were written.
    """
    held = InspectionRound.objects.filter(pk=key, closed_at__isnull=False).first()
    if held is None:
        return 0
    score = sanitation.round_(held.pk, actor=SYSTEM).counts(unit)
    book = books.book_in_force(held.hamlet_id[: Level.VILLAGE], on=held.on)
    home = unit_on(unit, on=held.on)
    if score is None or book is None or home is None:
        return 0
    due: dict[str, _Due] = {}
    for earner, earned in feeds.by_score(book, score.points).items():
        note = feeds.round_note(held.on, score.points, earned.item.least)
        if earner is Earner.UNIT:
            due[unit.hex] = _Due(earned, note, unit=unit)
        else:
            due |= {seat.household.hex: _Due(earned, note, household=seat.code) for seat in home.seats}
    return _settle(PointRecord.ROUND, f"{held.pk.hex}:{unit.hex[-8:]}", book.village, held.on, due, now)


@transaction.atomic
def settle_part(*, now: datetime, share: int) -> int:
    """Give what the hours of an accepted part earn, day by day: each household, and the unit. Paid work earns none."""
    part = WorkShare.objects.select_related("work").filter(pk=share, accepted_at__isnull=False).first()
    if part is None or part.work.is_paid:
        return 0
    hours: dict[date, dict[UUID, int]] = defaultdict(lambda: defaultdict(int))
    codes: dict[UUID, str] = {}
    for row in WorkHours.objects.filter(share=part).select_related("household"):
        hours[row.on][row.household_id] += row.minutes
        codes[row.household_id] = row.household.code
    written = 0
    for day, homes in sorted(hours.items()):
        book = books.book_in_force(part.work.village_id, on=day)
        if book is None:
            continue
        due: dict[str, _Due] = {}
        for household, minutes in homes.items():
            if earned := feeds.by_minutes(book, Earner.HOUSEHOLD, minutes):
                note = feeds.work_note(minutes, earned.item.least, part.work.title)
                due[household.hex] = _Due(earned, note, household=codes[household])
        together = sum(homes.values())
        if earned := feeds.by_minutes(book, Earner.UNIT, together):
            note = feeds.work_note(together, earned.item.least, part.work.title)
            due[part.unit_id.hex] = _Due(earned, note, unit=part.unit_id)
        written += _settle(PointRecord.WORK, f"{part.pk}:{day:%Y%m%d}", book.village, day, due, now)
    return written


@transaction.atomic
def settle_meeting(*, now: datetime, meeting: UUID) -> int:
    """Give what coming to a meeting earns: each household that came; the unit where more than half came."""
    held = UnitMeeting.objects.filter(pk=meeting, kept_at__isnull=False).first()
    home = unit_on(held.unit_id, on=timezone.localdate(held.at)) if held else None
    if held is None or home is None:
        return 0
    day = timezone.localdate(held.at)
    book = books.book_in_force(home.hamlet[: Level.VILLAGE], on=day)
    if book is None:
        return 0
    places = list(MeetingPlace.objects.filter(meeting=held).select_related("household"))
    came = [place for place in places if place.came]
    note = feeds.meeting_note(timezone.localtime(held.at), len(came), len(places))
    due: dict[str, _Due] = {}
    for earner, earned in feeds.by_meeting(book).items():
        if earner is Earner.HOUSEHOLD:
            due |= {one.household_id.hex: _Due(earned, note, household=one.household.code) for one in came}
        elif feeds.well_attended(len(came), len(places)):
            due[held.unit_id.hex] = _Due(earned, note, unit=held.unit_id)
    return _settle(PointRecord.MEETING, held.pk.hex, book.village, day, due, now)


def settle_village(*, now: datetime, village: str, step: Callable[[int, int], None] | None = None) -> int:
    """Settle every record of the last year again, each in a transaction of its own: what was withheld is given.

    For a stock that has been filled up; where nothing was withheld nothing changes. Returns how many entries were
    written.
    """
    since = timezone.localdate(now) - timedelta(days=365)
    looked = AreaScore.objects.filter(
        within("round__hamlet_id", [village]), round__closed_at__isnull=False, round__on__gte=since
    ).order_by("round__on")
    scored = dict.fromkeys(looked.values_list("round_id", "unit_id"))
    shares = WorkShare.objects.filter(work__village=village, accepted_at__date__gte=since).order_by("accepted_at")
    held = UnitMeeting.objects.filter(
        within("unit__hamlet_id", [village]), kept_at__isnull=False, at__date__gte=since
    ).order_by("at")
    again: list[Callable[[], int]] = [
        *(partial(settle_round, now=now, key=key, unit=unit) for key, unit in scored),
        *(partial(settle_part, now=now, share=key) for key in shares.values_list("pk", flat=True)),
        *(partial(settle_meeting, now=now, meeting=key) for key in held.values_list("pk", flat=True)),
    ]
    written = 0
    for done, settle in enumerate(again):
        if step is not None:
            step(done, len(again))
        written += settle()
    return written


def _settle(record: PointRecord, key: str, village: str, day: date, due: Mapping[str, _Due], now: datetime) -> int:
    """Bring the ledger to what is due from a record. ``key`` names the record, the keys of ``due`` its accounts."""
    locked_fund(village)
    source = f"linkages.{record.value}"
    told: dict[str, list[PointEntry]] = defaultdict(list)
    known = PointEntry.objects.filter(source=source, source_key__startswith=f"{key}:")
    for entry in known.select_related("item", "account", "reversed_by"):
        told[entry.source_key.split(":")[-2]].append(entry)
    written = 0
    for whose in sorted({*told, *due}):
        entries, wanted = told[whose], due.get(whose)
        standing = next((entry for entry in entries if not hasattr(entry, "reversed_by")), None)
        if standing is not None:
            if wanted is not None and _same(standing, wanted):
                continue
            take_back(actor=SYSTEM, now=now, entry=standing, reason=feeds.CORRECTED)
            written += 1
        if wanted is not None:
            written += _give(source, f"{key}:{whose}:{len(entries) + 1}", village, day, wanted, now)
    return written


def _same(entry: PointEntry, due: _Due) -> bool:
    item = entry.item.code if entry.item else ""
    return item == due.earned.item.code and entry.note == due.note and entry.times <= due.earned.times


def _give(source: str, key: str, village: str, day: date, due: _Due, now: datetime) -> int:
    """Award what is due, as far as the item's limit of the month goes; nothing where the stock is to cover and does
    not, or the household has left."""
    item = due.earned.item
    with suppress(NotCovered, UnknownAccount, NotFound), transaction.atomic():
        account = locked_account(village=village, household=due.household, unit=due.unit, on=timezone.localdate(now))
        times = due.earned.times
        if item.limit:
            times = min(times, item.limit - balances.used(account, item.code, day))
        if times < 1:
            return 0
        award_points(
            actor=SYSTEM,
            now=now,
            village=village,
            item_code=item.code,
            household=due.household,
            unit=due.unit,
            day=day,
            source=source,
            source_key=key,
            times=times,
            note=due.note,
        )
        return 1
    return 0
