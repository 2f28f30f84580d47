"""Rates that hold, and the floor of the law."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from shihu.services.industry.models import LabourRate, WageFloor
from shihu.services.industry.types import FloorRow, RateKind, RateRow


def floor_on(place: str, day: date) -> FloorRow | None:
    """Return the floor that holds in a place on the day: the nearest place's, and its last. Limits nothing."""
    codes = [place[:length] for length in range(2, len(place) + 1)]
    rows = WageFloor.objects.filter(place_id__in=codes, since__lte=day)
    best = max(rows, key=lambda row: (len(row.place_id), row.since), default=None)
    if best is None:
        return None
    return FloorRow(best.place_id, best.since, best.full, best.short, best.source, best.recorded_by)


def rates(project: UUID) -> list[RateRow]:
    """Return every version of every rate of a project, by name, the newest first. Limits nothing."""
    rows: list[RateRow] = []
    ends: dict[str, date] = {}
    for one in LabourRate.objects.filter(project=project).order_by("words", "-since"):
        rows.append(
            RateRow(
                one.pk,
                RateKind(one.kind),
                one.words,
                one.price,
                one.measure,
                one.day_minutes,
                one.since,
                ends.get(one.words),
                one.agreed_on,
                one.paper,
                one.recorded_by,
            )
        )
        ends[one.words] = one.since
    return rows


def rates_on(project: UUID, day: date) -> Mapping[UUID, RateRow]:
    """Return the rates that hold on the day, by key. Limits nothing."""
    return {one.key: one for one in rates(project) if one.since <= day and (one.until is None or day < one.until)}
