"""Reading disputes: the list, one of them, who mediates, and what waits."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from shihu.base.audit.queries import within
from shihu.base.cases.queries import case_figures, cases, cases_by_reference, parties_by_case, who_is_barred
from shihu.base.cases.types import CaseDetail, CaseFilter, CaseRow
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import N_
from shihu.services.linkages import policies
from shihu.services.linkages.models import Agreement, AgreementPerformance, Dispute, Mediator
from shihu.services.linkages.queries.mediation.finding import mediator_row, mediators_for
from shihu.services.linkages.rules import mediation as rules
from shihu.services.linkages.types.mediation import (
    DISPUTE,
    AgreementRow,
    DisputeDetail,
    DisputeRow,
    HearingRow,
    MediationFigures,
    MediationLevel,
    MediatorRow,
    PerformanceRow,
    Performed,
    SignerRow,
)

LONG = 2  # years
# A published number is a named query with a definition in words.
DEFINITIONS = {
    "linkages.settled_at_level": N_(
        "Disputes settled at a level, of all disputes settled that were reported in the period. Settled: by a written "
        "or an oral agreement, or the parties made peace; a dispute that goes up again after that is a new one."
    ),
    "linkages.small_in_the_unit": N_(
        "Small matters stay in the unit: disputes settled by the unit's head, of all disputes settled."
    ),
    "linkages.in_the_village": N_(
        "Matters that stay in the village: disputes settled at any of the three levels, of those settled or handed on "
        "to the township. The rest went to the town."
    ),
    "linkages.median_days": N_(
        "Calendar days from the report to the settlement; half of the settled disputes took no longer."
    ),
    "linkages.repeat_disputes": N_(
        "Disputes in which somebody of each side stood against each other within a year before already."
    ),
    "linkages.long_land_disputes_settled_by_head": N_(
        "Disputes about farmland that had lasted two years or more when they were reported, one household against "
        "three, and that the unit's head settled."
    ),
}


def disputes(
    *,
    actor: Actor,
    at: datetime,
    filters: CaseFilter,
    sort: str = "-opened",
    offset: int = 0,
    limit: int | None = 50,
) -> tuple[list[DisputeRow], int]:
    """Return disputes that the actor may know of, and how many there are. Seven queries, however many rows."""
    found = cases(
        actor=actor,
        at=at,
        filters=CaseFilter(filters.place, DISPUTE, filters.state, filters.level, filters.light, filters.text),
        sort=sort,
        offset=offset,
        limit=limit,
    )
    return dispute_rows(found.rows, actor=actor), found.total


def dispute_rows(rows: tuple[CaseRow, ...], *, actor: Actor) -> list[DisputeRow]:
    """Return disputes to their cases: two queries."""
    matters = dict(Dispute.objects.filter(case__in=[row.key for row in rows]).values_list("pk", "matter_id"))
    parties = parties_by_case([row.key for row in rows], actor=actor)
    told = []
    for row in rows:
        if row.reference in matters:
            sides = {side: tuple(n for s, n in parties.get(row.key, ()) if s == side) for side in ("a", "b")}
            told.append(DisputeRow(row.reference, row, matters[row.reference], sides["a"], sides["b"]))
    return told


def dispute(key: UUID | str, case: CaseDetail) -> DisputeDetail:
    """Return what the reader of ``case`` may know of its dispute."""
    found = Dispute.objects.get(pk=key, case=case.row.key)
    sides = {side: tuple(p.name for p in case.parts if p.side == side and p.part == "party") for side in ("a", "b")}
    agreements = list(found.agreements.prefetch_related("signers", "performances"))
    return DisputeDetail(
        key=found.pk,
        case=case,
        matter=found.matter_id,
        facts=found.facts,
        since_year=found.since_year,
        unit=found.unit_id,
        hearings=_hearings(found, case),
        agreements=tuple(_agreement(one) for one in agreements),
        performance=tuple(
            PerformanceRow(p.on, Performed(p.state), p.words, p.by)
            for one in agreements
            for p in one.performances.all()
        ),
        names=sides,
    )


def _hearings(found: Dispute, case: CaseDetail) -> tuple[HearingRow, ...]:
    reads = MediationLevel.PANEL.value in case.standing.levels
    rows = []
    for one in found.hearings.prefetch_related("members"):
        hides = one.is_sealed and not reads
        rows.append(
            HearingRow(
                one.pk,
                one.held_on,
                one.where,
                tuple(member.name for member in one.members.all()),
                "" if hides else one.statement_a,
                "" if hides else one.statement_b,
                one.findings,
                one.is_sealed,
                hides,
            )
        )
    return tuple(rows)


def _agreement(one: Agreement) -> AgreementRow:
    return AgreementRow(
        one.pk,
        one.version,
        one.is_oral,
        one.facts,
        one.terms,
        one.performance,
        one.perform_by,
        tuple(SignerRow(s.pk, s.name, s.side, s.signed_on) for s in one.signers.all()),
        one.sealed_on,
        one.effective_on,
        rules.confirm_until(one.effective_on) if one.effective_on else None,
        one.applied_on,
        one.court,
        one.court_result,
        one.decided_on,
    )


def mediators(place: str, *, actor: Actor) -> list[MediatorRow]:
    """Return the lists of a place: who mediates for its groups, who may sit on its panels, and who did."""
    policies.SEE_MEDIATION.require(actor, place)
    rows = Mediator.objects.filter(within("place_id", [place])).order_by("place", "level", "since", "id")
    return [mediator_row(row) for row in rows]


def panel_pool(key: UUID, place: str, *, on: date) -> list[MediatorRow]:
    """Return who may sit on the panel for a case; those who may not carry the reason."""
    barred = who_is_barred(key, on=on)
    return [
        MediatorRow(row.key, row.person, None, row.name, row.level, row.place, row.since, row.until, why)
        for row in mediators_for(place, MediationLevel.PANEL.value, on=on)
        for why in (barred.get(row.person, ""),)
    ]


def figures(place: str, *, actor: Actor, at: datetime, since: date, until: date) -> MediationFigures:
    """Return the figures of mediation at a place for the disputes reported in a period. They name nobody."""
    told = case_figures(place, actor=actor, kind=DISPUTE, at=at, since=since, until=until)
    handed = next((count for key, _, count in told.outcomes if key == rules.TO_TOWN), 0)
    by_head = long_land_disputes_settled_by_head(place, actor=actor, until=until)
    return MediationFigures(place, since, until, told, handed, by_head)


def long_land_disputes_settled_by_head(place: str, *, actor: Actor, until: date) -> int:
    """Return how many there were up to the day, as :data:`DEFINITIONS` says."""
    policies.SEE_MEDIATION.require(actor, place)
    found = Dispute.objects.filter(
        within("case__place_id", [place]),
        matter="dispute.land",
        since_year__isnull=False,
        case__settles=True,
        case__level=MediationLevel.HEAD.value,
        case__closed_at__date__lte=until,
    ).select_related("case")
    lasting = [one for one in found if one.since_year and one.since_year + LONG <= one.case.opened_at.year]
    sides = parties_by_case([one.case_id for one in lasting], actor=actor)
    return sum(1 for one in lasting if sorted(_sizes(sides.get(one.case_id, []))) == [1, 3])


def _sizes(parties: list[tuple[str, str]]) -> list[int]:
    return [sum(1 for side, _ in parties if side == one) for one in ("a", "b")]


def waiting_agreements(*, actor: Actor, on: date) -> list[tuple[UUID, CaseRow, AgreementRow, bool]]:
    """Return agreements in force whose window to the court is open, or whose performance is due within a week.

    The last value tells whether the performance is due. Six queries, however many there are.
    """
    soon = on + timedelta(days=7)
    window = Q(applied_on=None, is_oral=False, effective_on__range=(on - timedelta(days=38), on))
    kept = AgreementPerformance.objects.filter(state=Performed.DONE.value)
    late = Q(perform_by__lte=soon) & ~Q(pk__in=kept.values("agreement_id"))
    found = Agreement.objects.filter(window | late, effective_on__isnull=False).prefetch_related(
        "signers", "performances"
    )
    rows = {one.dispute_id: (_agreement(one), _is_due(one, soon)) for one in found}
    at = datetime.combine(on, datetime.max.time(), timezone.get_current_timezone())
    known = cases_by_reference(rows, actor=actor, at=at)
    return [(key, known[key], *row) for key, row in rows.items() if key in known]


def _is_due(one: Agreement, soon: date) -> bool:
    kept = any(found.state == Performed.DONE for found in one.performances.all())
    return one.perform_by is not None and one.perform_by <= soon and not kept


def disputes_of_unit(unit: UUID, *, actor: Actor, at: datetime) -> list[DisputeRow]:
    """Return the disputes among a unit's households that the actor may open."""
    keys = list(Dispute.objects.filter(unit=unit).order_by("-id").values_list("pk", flat=True)[:20])
    found = cases_by_reference(keys, actor=actor, at=at)
    return dispute_rows(tuple(found[key] for key in keys if key in found), actor=actor)
