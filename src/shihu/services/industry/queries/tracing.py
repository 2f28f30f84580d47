"""Tracing a delivery: by its code for anybody, by its key for who sees the project."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet, Sum

from shihu.base.places.queries import names
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.models import AdvanceLine, Batch, Lot, LotCheck, NamingConsent, SaleLine
from shihu.services.industry.queries.belonging import opened
from shihu.services.industry.queries.standings import booked
from shihu.services.industry.rules.certificates import surname_only
from shihu.services.industry.types import CheckKind, CheckRow, InputRow, LotTrace, TracedSale
from shihu.services.units.queries.words import unit_label


def traced(code: str) -> LotTrace:
    """Return what anybody learns who holds a delivery's code; NotFound where no delivery bears it.

    The code cannot be guessed; no family, buyer or price is told. Who agreed is named by the surname.
    """
    found = _lots().filter(code=code.strip().upper()).first()
    if found is None:
        raise NotFound
    named = NamingConsent.objects.filter(
        project=found.season.project_id, household=found.household_id, until=None
    ).exists()
    head = found.household.householder.name if found.household else ""
    return _trace(found, family=surname_only(head) if named else "", may_name=named, sees=False, may_run=False)


def lot(key: UUID, *, actor: Actor) -> LotTrace:
    """Return a delivery whole, for who sees the project and for its own household."""
    found = _lots().filter(pk=key).first()
    if found is None:
        raise NotFound
    seen = opened(found.season.project_id, actor=actor)
    if not seen.sees and (found.household_id is None or found.household_id != seen.own):
        raise NotFound
    named = NamingConsent.objects.filter(
        project=found.season.project_id, household=found.household_id, until=None
    ).exists()
    head = found.household.householder.name if found.household else ""
    may_run = policies.RUN_PROJECTS.allows(actor, seen.project.place_id)
    return _trace(found, family=head, may_name=named, sees=True, may_run=may_run)


def failed_checks(lots: Collection[UUID]) -> dict[UUID, CheckRow]:
    """Return the last check of each delivery that did not pass. For commands, limits nothing."""
    last: dict[tuple[UUID, str], LotCheck] = {}
    for one in LotCheck.objects.filter(lot__in=lots).order_by("checked_on", "id"):
        last[one.lot_id, one.kind] = one
    return {key: _check(one) for (key, _kind), one in last.items() if not one.has_passed}


def naming(project: UUID, *, actor: Actor) -> frozenset[UUID]:
    """Return the households that agreed to be named."""
    opened(project, actor=actor)
    found = NamingConsent.objects.filter(project=project, until=None)
    return frozenset(found.values_list("household", flat=True))


def _lots() -> QuerySet[Lot]:
    return Lot.objects.select_related(
        "season__project__book", "season__project__unit", "household__householder", "site"
    )


def _trace(found: Lot, *, family: str, may_name: bool, sees: bool, may_run: bool) -> LotTrace:
    project = found.season.project
    village = project.place_id[: Level.VILLAGE]
    known = names({village, *([project.unit.hamlet_id] if project.unit else [])})
    unit = ""
    if project.unit is not None:
        unit = unit_label(project.unit.name, known[project.unit.hamlet_id].name_en, project.unit.ordinal)
    sales = SaleLine.objects.filter(booked("sale__"), lot=found).select_related("sale").order_by("sale__sold_on")
    return LotTrace(
        key=found.pk,
        code=found.code,
        product=found.product,
        grade=found.grade,
        grams=found.grams,
        weighed_on=found.weighed_on,
        village=known[village].name,
        place=project.place_id,
        owner=project.book.name,
        unit=unit,
        site=found.site.name if found.site else "",
        season=found.season_id,
        season_name=found.season.name,
        project_name=project.name,
        family=family,
        household_code=found.household.code if found.household and sees else "",
        may_name=may_name,
        checks=tuple(_check(one) for one in found.checks.order_by("checked_on", "id")),
        inputs=tuple(_inputs(found)),
        sales=tuple(
            TracedSale(one.sale_id, one.sale.sold_on, one.grams, one.sale.paper, one.sale.buyer if sees else "")
            for one in sales
        ),
        may_run=may_run,
        is_household=found.household_id is not None,
    )


def _check(one: LotCheck) -> CheckRow:
    return CheckRow(CheckKind(one.kind), one.has_passed, one.found, one.checked_on, one.checked_by, one.recorded_by)


def _inputs(found: Lot) -> list[InputRow]:
    """Return the batches that its household had received by the day; the season's own for the owner's produce."""
    if found.household_id is None:
        batches = Batch.objects.filter(season=found.season_id, made_on__lte=found.weighed_on)
        return [InputRow(one.name, one.measure, one.made_on, one.pieces) for one in batches.order_by("made_on")]
    lines = AdvanceLine.objects.filter(
        season=found.season_id,
        household=found.household_id,
        batch__isnull=False,
        day__lte=found.weighed_on,
        act__in=(AdvanceLine.Act.RECEIVED, AdvanceLine.Act.RETURNED, AdvanceLine.Act.BROKEN),
    ).order_by()
    sums = lines.values_list("batch__name", "batch__measure", "batch__made_on").annotate(Sum("pieces"))
    return [InputRow(*row) for row in sorted(sums, key=lambda row: row[2]) if row[3] > 0]
