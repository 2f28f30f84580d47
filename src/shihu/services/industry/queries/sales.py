"""Reading deliveries, sales, slips and payments."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, Q, Sum

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound, Refusal
from shihu.services.industry import policies
from shihu.services.industry.models import Batch, Lot, Payout, PayoutLine, Sale, SaleLine, Slip
from shihu.services.industry.queries.belonging import opened, season_opened
from shihu.services.industry.queries.reckoning import left_of, reckon
from shihu.services.industry.queries.selling import asked
from shihu.services.industry.types import (
    GradeRow,
    LotRow,
    PayoutRow,
    SaleDetail,
    SaleRow,
    SlipDetail,
    SlipRow,
    Split,
    StepKind,
    Taken,
)


def lots(season: UUID, *, actor: Actor) -> list[LotRow]:
    """Return the deliveries of a season, the newest first; a member finds the own ones."""
    found, seen = season_opened(season, actor=actor)
    rows = Lot.objects.filter(season=found).select_related("household__householder")
    if not seen.sees:
        rows = rows.filter(household=seen.own)
    sold = left_of(found.pk)
    return [
        LotRow(
            one.pk,
            one.code,
            one.household_id,
            one.household.code if one.household else "",
            one.household.householder.name if one.household and one.household.householder else "",
            one.product,
            one.grade,
            one.grams,
            one.grams - sold.get(one.pk, 0),
            one.weighed_on,
            one.weighed_by,
        )
        for one in rows
    ]


def sales(season: UUID, *, actor: Actor) -> list[SaleRow]:
    """Return the sales of a season, the newest first; a member finds those of own goods, with the own part only."""
    found, seen = season_opened(season, actor=actor)
    mine = Q() if seen.sees else Q(lines__lot__household=seen.own)
    rows = (
        Sale.objects.filter(mine, season=found)
        .annotate(
            grams=Sum("lines__grams"),
            part=Sum("lines__amount"),
            homes=Count("lines__lot__household", distinct=True),
        )
        .order_by("-sold_on", "-id")
    )
    return [_row(one, one.grams, one.total if seen.sees else one.part, one.homes) for one in rows]


def sale(key: UUID, *, actor: Actor, today: date) -> SaleDetail:
    """Return a sale whole: stored slips, or what they would be today while it waits; a member sees the own slip."""
    found = Sale.objects.select_related("season__project__book").filter(pk=key).first()
    if found is None:
        raise NotFound
    seen = opened(found.season.project_id, actor=actor)
    lines = list(found.lines.select_related("lot"))
    if not seen.sees:
        lines = [line for line in lines if line.lot.household_id == seen.own]
        if not lines:
            raise NotFound
    slips = _slips(found, today) if found.entry is None else _stored(found)
    project = found.season.project
    waits = found.reversed_on is None and (found.entry is None or bool(found.undo_reason))
    asker = found.recorder if found.entry is None else found.undo_recorder
    return SaleDetail(
        row=_row(
            found,
            sum(line.grams for line in lines),
            found.total if seen.sees else sum(line.amount for line in lines),
            len({line.lot.household_id for line in lines if line.lot.household_id}),
        ),
        project=project.pk,
        project_name=project.name,
        season_name=found.season.name,
        place=project.place_id,
        owner=project.book.name,
        grades=_grades(lines),
        slips=tuple(slip for slip in slips if seen.sees or slip.household == seen.own),
        own_amount=sum(line.amount for line in lines if line.lot.household_id is None),
        may_run=policies.RUN_PROJECTS.allows(actor, project.place_id),
        may_decide=waits and policies.APPROVE.allows(actor, project.place_id) and asker != actor.key,
        measure=_measure(found.season_id),
    )


def slip(key: UUID, code: str, *, actor: Actor) -> SlipDetail:
    """Return one household's slip of a booked sale."""
    found = Slip.objects.filter(sale=key, household__code=code).select_related(
        "sale__season__project__book", "household__householder"
    )
    one = found.first()
    if one is None:
        raise NotFound
    season = one.sale.season
    seen = opened(season.project_id, actor=actor)
    if not seen.sees and one.household_id != seen.own:
        raise NotFound
    lines = list(one.sale.lines.filter(lot__household=one.household_id).select_related("lot"))
    paid = PayoutLine.objects.filter(
        household=one.household_id,
        payout__season=season,
        payout__entry__isnull=False,
        payout__day__gte=one.sale.sold_on,
    )
    return SlipDetail(
        sale=_row(one.sale, one.grams, one.proceeds, 1),
        slip=slip_row(one),
        grades=_grades(lines),
        project=season.project_id,
        project_name=season.project.name,
        season=season.pk,
        season_name=season.name,
        owner=season.project.book.name,
        place=season.project.place_id,
        measure=_measure(season.pk),
        paid_on=tuple(paid.order_by("payout__day").values_list("payout__day", flat=True)[:1]),
    )


def slips_of(season: UUID, code: str, *, actor: Actor) -> list[tuple[SaleRow, SlipRow]]:
    """Return a household's slips in a season, the newest first."""
    found, seen = season_opened(season, actor=actor)
    rows = Slip.objects.filter(sale__season=found, household__code=code).select_related(
        "sale", "household__householder"
    )
    if not seen.sees:
        rows = rows.filter(household=seen.own)
    return [(_row(one.sale, one.grams, one.proceeds, 1), slip_row(one)) for one in rows.order_by("-sale__sold_on")]


def payouts(season: UUID, *, actor: Actor) -> list[PayoutRow]:
    """Return the payments of a season, the newest first; a member finds the own lines."""
    found, seen = season_opened(season, actor=actor)
    return [_payout(one, actor, seen.own, sees=seen.sees) for one in _paid(Q(season=found))]


def payout(key: UUID, *, actor: Actor) -> PayoutRow:
    """Return one payment with its list for the bank; for the desk only."""
    one = next(iter(_paid(Q(pk=key))), None)
    if one is None:
        raise NotFound
    if not opened(one.season.project_id, actor=actor).sees:
        raise NotFound
    return _payout(one, actor, None, sees=True)


def _paid(which: Q) -> Sequence[Payout]:
    lines = PayoutLine.objects.select_related("household__householder").order_by("household__code")
    found = Payout.objects.filter(which).select_related("season__project").order_by("-day", "-id")
    return list(found.prefetch_related(Prefetch("lines", lines)))


def _payout(one: Payout, actor: Actor, own: UUID | None, *, sees: bool) -> PayoutRow:
    lines = [line for line in one.lines.all() if sees or line.household_id == own]
    state = "turned_down" if one.turned_down_on else "booked" if one.entry else "waiting"
    may = policies.APPROVE.allows(actor, one.season.project.place_id)
    return PayoutRow(
        one.pk,
        one.season_id,
        one.day,
        one.paper,
        sum(line.amount for line in lines),
        state,
        one.entry,
        one.recorded_by,
        one.recorded_at,
        tuple(
            (line.household.code, line.household.householder.name if line.household.householder else "", line.amount)
            for line in lines
        ),
        may_decide=state == "waiting" and may and one.recorder != actor.key,
        ahead=one.ahead,
    )


def slip_row(one: Slip) -> SlipRow:
    """Return a stored slip."""
    steps = tuple(Taken(StepKind(s["kind"]), s["owed"], s["most"], s["amount"]) for s in one.steps)
    home = one.household
    return SlipRow(
        one.household_id,
        home.code,
        home.householder.name if home.householder else "",
        one.grams,
        Split(one.proceeds, one.floor, steps),
        one.advance_left,
        one.rental_left,
        one.pieces_left,
    )


def _stored(found: Sale) -> tuple[SlipRow, ...]:
    return tuple(slip_row(one) for one in found.slips.select_related("household__householder"))


def _slips(found: Sale, today: date) -> tuple[SlipRow, ...]:
    """Return what the slips of a sale that waits would be today; none where it could not be booked."""
    if found.reversed_on is not None:
        return ()
    try:
        return reckon(found.season, asked(found), today, besides=found.pk).slips
    except Refusal:
        return ()


def _row(one: Sale, grams: int, total: int, households: int) -> SaleRow:
    if one.entry is None:
        state = "turned_down" if one.reversed_on else "waiting"
    else:
        state = "undone" if one.reversed_on else "booked"
    return SaleRow(
        one.pk,
        one.season_id,
        one.buyer,
        one.sold_on,
        one.paper,
        one.reason,
        grams,
        total,
        households,
        one.on_credit,
        state,
        one.entry,
        one.recorded_by,
        one.undo_reason,
        one.undo_by,
        one.market_source,
        one.market_on,
    )


def _grades(lines: Sequence[SaleLine]) -> tuple[GradeRow, ...]:
    sums: dict[tuple[str, int, int | None], list[int]] = {}
    for line in lines:
        told = sums.setdefault((line.lot.grade, line.price, line.market), [0, 0])
        told[0] += line.grams
        told[1] += line.amount
    return tuple(
        GradeRow(grade, grams, price, market, amount) for (grade, price, market), (grams, amount) in sums.items()
    )


def _measure(season: UUID) -> str:
    return Batch.objects.filter(season=season).values_list("measure", flat=True).first() or ""
