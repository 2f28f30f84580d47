"""What a village's units come to, on many days at once: the figures under the goals of a village.

Sums without names, so that no role is asked: who heads a unit and which charter holds is posted on the wall. Six
queries, however many villages and days.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from shihu.base.audit.queries import within
from shihu.kernel.places import Level
from shihu.services.units.models import Appraisal, Charter, CharterSignature, HeadTerm, Seat, Unit
from shihu.services.units.rules import charters as rules
from shihu.services.units.rules.appraisals import last_day, month_after, month_of
from shihu.services.units.types import SeatSpan, SignedVersion
from shihu.services.units.types.counts import VillageCounts
from shihu.services.units.types.terms import Office

# A month has to be appraised by this many days after its end.
APPRAISED_WITHIN = 10
_Span = tuple[date, date | None]


def village_counts(villages: Collection[str], *, days: Sequence[date]) -> dict[date, dict[str, VillageCounts]]:
    """Return the counts of each village on each day."""
    units = list(Unit.objects.filter(within("hamlet_id", villages), since__isnull=False).order_by())
    keys = [unit.pk for unit in units]
    heads = _spans(HeadTerm.objects.filter(unit__in=keys, office=Office.HEAD.value).order_by())
    charters = _charters(units, max(days, default=date.min))
    months = sorted({month_due(day) for day in days})
    appraised = set(
        Appraisal.objects.filter(unit__in=keys, month__in=months, kind=Appraisal.Kind.TOWNSHIP)
        .order_by()
        .values_list("unit_id", "month")
    )
    told: dict[date, dict[str, VillageCounts]] = {}
    for day in days:
        month = month_due(day)
        end = last_day(month)
        by_village: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
        for unit in units:
            counts = by_village[unit.hamlet_id[: Level.VILLAGE]]
            if unit.since is not None and _holds((unit.since, unit.until), day):
                counts[0] += 1
                counts[1] += any(_holds(span, day) for span in heads[unit.pk])
                counts[2] += any(_holds(span, day) for span in charters[unit.pk])
            # In force for the whole month: a unit founded within it has nothing to be appraised by yet.
            if unit.since is not None and unit.since <= month and (unit.until is None or unit.until > end):
                counts[3] += (unit.pk, month) in appraised
                counts[4] += 1
        told[day] = {village: VillageCounts(*by_village[village]) for village in villages}
    return told


def month_due(day: date) -> date:
    """Return the first day of the last month that had to be appraised by a day."""
    return month_after(month_of(day - timedelta(days=APPRAISED_WITHIN)), -1)


def _holds(span: _Span, day: date) -> bool:
    since, until = span
    return since <= day and (until is None or day < until)


def _spans(terms: QuerySet[HeadTerm]) -> dict[UUID, list[_Span]]:
    found: dict[UUID, list[_Span]] = defaultdict(list)
    for unit, since, until in terms.values_list("unit_id", "since", "until"):
        found[unit].append((since, until))
    return found


def _charters(units: list[Unit], today: date) -> dict[UUID, list[_Span]]:
    """The spans in which a unit had a charter in force. Three queries."""
    keys = [unit.pk for unit in units]
    seats: dict[UUID, list[SeatSpan]] = defaultdict(list)
    held = Seat.objects.filter(unit__in=keys, since__isnull=False).order_by()
    for key, household, since, until in held.values_list("unit_id", "household_id", "since", "until"):
        if since is not None:
            seats[key].append(SeatSpan(household, since, until))
    signed: dict[UUID, dict[UUID, date]] = defaultdict(dict)
    signatures = CharterSignature.objects.filter(charter__unit__in=keys).order_by()
    for key, household, day in signatures.values_list("charter_id", "household_id", "signed_on"):
        signed[key][household] = day
    versions: dict[UUID, list[SignedVersion]] = defaultdict(list)
    drafted = Charter.objects.filter(unit__in=keys).order_by()
    for key, owner, version, offered in drafted.values_list("pk", "unit_id", "version", "offered_on"):
        versions[owner].append(SignedVersion(version, offered, signed[key]))
    told: dict[UUID, list[_Span]] = defaultdict(list)
    for unit in units:
        for force in rules.forces(versions[unit.pk], seats[unit.pk], today=today, ended=unit.until).values():
            if force.since is not None:
                told[unit.pk].append((force.since, force.until))
    return told
