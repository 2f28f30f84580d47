"""Reading funds: the list, and one whole."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Sum

from shihu.base.audit.queries import within
from shihu.base.ledger.queries import proposals, sees_books
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.places import lies_in
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.models import AwardApplication, AwardCheck, AwardFund, AwardShare
from shihu.services.industry.queries.awards import standing
from shihu.services.industry.queries.awards.applications import last_checks, standing_rounds
from shihu.services.industry.queries.awards.rules_kept import lives_in, rule_row
from shihu.services.industry.types.awards import (
    FundDetail,
    FundRow,
    KindSum,
    Paper,
    RoundRow,
)

SOURCE_FUND = "industry.award_fund"


def award_funds(place: str, *, actor: Actor, on: date) -> list[FundRow]:
    """Return the funds of a place that the actor may see, newest first. Four queries, however many."""
    found = AwardFund.objects.filter(
        within("village_id", [place]), within("village_id", policies.SEE_AWARDS.scopes(actor))
    )
    return fund_rows(list(found.select_related("village")), on=on)


def fund_rows(found: list[AwardFund], *, on: date) -> list[FundRow]:
    """Return funds with their sums and counts."""
    sums = standing.sums_of(found, on=on)
    checked = AwardCheck.objects.filter(application=OuterRef("pk"))
    counted = (
        AwardApplication.objects.filter(fund__in=[fund.pk for fund in found], withdrawn_at=None)
        .order_by()
        .annotate(checked=Exists(checked))
        .values("fund")
        .annotate(n=Count("pk"), waits=Count("pk", filter=Q(checked=False)), homes=Count("household", distinct=True))
    )
    numbers = {row["fund"]: (row["n"], row["waits"], row["homes"]) for row in counted}
    return [
        FundRow(
            fund.pk,
            fund.village_id,
            fund.village.name,
            fund.village.name_en,
            fund.title,
            fund.first,
            fund.last,
            sums[fund.pk],
            *numbers.get(fund.pk, (0, 0, 0)),
            is_open=fund.first <= on <= fund.last,
        )
        for fund in found
    ]


def fund_seen(key: UUID, *, actor: Actor) -> AwardFund:
    """Return a fund for those who see its village's funds; NotFound for others."""
    found = AwardFund.objects.select_related("village", "rule").filter(pk=key).first()
    if found is None or not policies.SEE_AWARDS.allows(actor, found.village_id):
        raise NotFound
    return found


def fund_known(key: UUID, *, actor: Actor) -> AwardFund:
    """Return a fund for those who see it and for the people of its village."""
    found = AwardFund.objects.select_related("village", "rule").filter(pk=key).first()
    if found is None:
        raise NotFound
    if not policies.SEE_AWARDS.allows(actor, found.village_id) and not lives_in(actor, found.village_id):
        raise NotFound
    return found


def award_fund(key: UUID, *, actor: Actor, on: date) -> FundDetail:
    """Return a fund whole."""
    return detail_of(fund_seen(key, actor=actor), actor=actor, on=on)


def award_fund_public(key: UUID, *, actor: Actor, on: date) -> FundDetail:
    """Return a fund for a poster or a notice: for those who see it and the people of its village."""
    return detail_of(fund_known(key, actor=actor), actor=actor, on=on)


def detail_of(fund: AwardFund, *, actor: Actor, on: date) -> FundDetail:
    """Return a fund whole; the caller has looked who asks."""
    (row,) = fund_rows([fund], on=on)
    waits = sum(
        one.amount
        for one in proposals(fund.village_id, actor=SYSTEM, state="waiting", entity=fund.book_id)
        if one.entry.source == SOURCE_FUND and one.entry.source_key == fund.pk
    )
    village = fund.village_id
    return FundDetail(
        row=row,
        rule=rule_row(fund.rule, actor),
        objection_days=fund.objection_days,
        paper=Paper(fund.minutes, fund.minutes_on),
        book=fund.book_id,
        waits_in_books=waits,
        kinds=_kinds(fund),
        rounds=rounds_of(fund),
        may_enter=policies.KEEP_AWARDS.allows(actor, village),
        may_check=policies.CHECK_AWARDS.allows(actor, village),
        may_keep=policies.KEEP_AWARDS.allows(actor, village),
        may_see_books=any(lies_in(village, scope) for scope in sees_books(actor)),
    )


def _kinds(fund: AwardFund) -> tuple[KindSum, ...]:
    """Return what was accepted by kind, and what the standing rounds gave for it."""
    shares = AwardShare.objects.filter(round__in=standing_rounds(fund)).order_by()
    given = dict(shares.values_list("application__kind").annotate(Sum("amount")))
    accepted = last_checks().filter(fund=fund, withdrawn_at=None, refused=False)
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for kind, counted in accepted.order_by("kind__order").values_list("kind_id", "counted"):
        found[kind][0] += 1
        found[kind][1] += counted
    return tuple(KindSum(kind, homes, head, given.get(kind, 0)) for kind, (homes, head) in found.items())


def rounds_of(fund: AwardFund) -> tuple[RoundRow, ...]:
    """Return the rounds of a fund, newest first, each with its sum."""
    rounds = list(fund.rounds.all())
    states = standing.states_of(rounds)
    summed = (
        AwardShare.objects.filter(round__in=rounds)
        .order_by()
        .values("round")
        .annotate(amount=Sum("amount"), asked=Sum("asked"), homes=Count("application__household", distinct=True))
    )
    sums = {row["round"]: (row["amount"], row["asked"], row["homes"]) for row in summed}
    return tuple(
        RoundRow(
            row.pk,
            row.number,
            states[row.pk],
            *sums.get(row.pk, (0, 0, 0)),
            row.drafted_by_name,
            row.drafted_at,
            row.published_on,
            row.objections_until,
            row.approved_on,
            row.approved_by_name,
            row.reason,
        )
        for row in reversed(rounds)
    )
