"""Reading a round of awards, its payment lists, and one household's slip."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from shihu.base.registry.queries import kin_households, own_household
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.models import (
    AwardObjection,
    AwardPayment,
    AwardRound,
    AwardShare,
)
from shihu.services.industry.queries.awards import standing
from shihu.services.industry.queries.awards.applications import last_checks
from shihu.services.industry.queries.awards.funds import detail_of, rounds_of
from shihu.services.industry.queries.awards.rules_kept import lives_in, rule_row
from shihu.services.industry.types.awards import (
    ObjectionRow,
    PaymentDetail,
    PaymentLine,
    PaymentRow,
    RoundDetail,
    RoundLine,
    RoundRow,
    RoundState,
    Share,
    Slip,
)

_SHOWN = {RoundState.PUBLISHED, RoundState.APPROVED}


def round_seen(key: UUID, *, actor: Actor) -> AwardRound:
    """Return a round for those who see its village's funds; NotFound for others."""
    found = AwardRound.objects.select_related("fund__village", "fund__rule").filter(pk=key).first()
    if found is None or not policies.SEE_AWARDS.allows(actor, found.fund.village_id):
        raise NotFound
    return found


def award_round(key: UUID, *, actor: Actor, on: date) -> RoundDetail:
    """Return a round whole."""
    return _detail(round_seen(key, actor=actor), actor=actor, on=on)


def award_notice(key: UUID, *, actor: Actor, on: date) -> RoundDetail:
    """Return a round for its public notice; the people of the village see it once it is published."""
    found = AwardRound.objects.select_related("fund__village", "fund__rule").filter(pk=key).first()
    if found is None:
        raise NotFound
    if not policies.SEE_AWARDS.allows(actor, found.fund.village_id):
        is_shown = standing.states_of([found])[found.pk] in _SHOWN
        if not is_shown or not lives_in(actor, found.fund.village_id):
            raise NotFound
    return _detail(found, actor=actor, on=on)


def _detail(found: AwardRound, *, actor: Actor, on: date) -> RoundDetail:
    fund = found.fund
    row = next(one for one in rounds_of(fund) if one.key == found.pk)
    lines = lines_of(found, row, on=on)
    objections = objections_of(found, actor=actor)
    keeps = policies.KEEP_AWARDS.allows(actor, fund.village_id)
    waiting = [one for one in objections if one.answered_at is None]
    why_not = ""
    if row.state == RoundState.PUBLISHED:
        if found.drafted_by == actor.key:
            why_not = "own"
        elif found.objections_until and on <= found.objections_until:
            why_not = "early"
        elif waiting:
            why_not = "objections"
    approves = policies.APPROVE_AWARDS.allows(actor, fund.village_id)
    unpaid = sum(line.amount - line.paid for line in lines) if row.state == RoundState.APPROVED else 0
    return RoundDetail(
        row=row,
        fund=detail_of(fund, actor=actor, on=on),
        lines=tuple(lines),
        payments=payments_of(found, actor=actor),
        objections=tuple(objections),
        unpaid=unpaid,
        may_publish=keeps and row.state == RoundState.DRAFT,
        may_approve=approves and row.state == RoundState.PUBLISHED and not why_not,
        may_discard=keeps and row.state in {RoundState.DRAFT, RoundState.PUBLISHED},
        may_prepare=keeps and unpaid > 0,
        may_reopen=keeps and row.state == RoundState.APPROVED,
        why_not_approve=why_not if approves else "",
    )


def lines_of(found: AwardRound, row: RoundRow, *, on: date, code: str = "") -> list[RoundLine]:
    """Return the households of a round with their kinds and what is paid; of one household only, if given."""
    shares = AwardShare.objects.filter(round=found).select_related(
        "application__household__householder", "application__household__hamlet"
    )
    if code:
        shares = shares.filter(application__household__code=code)
    homes: dict[UUID, list[AwardShare]] = defaultdict(list)
    for share in shares:
        homes[share.application.household_id].append(share)
    owed = standing.owed_by_code(found.fund, found.number, on=on) if row.state == RoundState.APPROVED else {}
    lines = []
    for own in homes.values():
        home = own[0].application.household
        amount = sum(share.amount for share in own)
        lines.append(
            RoundLine(
                household=home.pk,
                code=home.code,
                householder=home.householder.name,
                hamlet=home.hamlet_id,
                hamlet_name=home.hamlet.name,
                hamlet_name_en=home.hamlet.name_en,
                shares=tuple(
                    Share(s.application_id, home.code, s.application.kind_id, s.quantity, s.weight, s.asked, s.amount)
                    for s in own
                ),
                amount=amount,
                asked=sum(share.asked for share in own),
                paid=amount - owed.get(home.code, 0) if row.state == RoundState.APPROVED else 0,
                is_gone=home.until is not None,
            )
        )
    return lines


def payments_of(found: AwardRound, *, actor: Actor) -> tuple[PaymentRow, ...]:
    """Return the payment lists of a round that were not discarded."""
    rows = list(
        found.payments.filter(discarded_at=None)
        .annotate(total=Sum("lines__amount"), homes=Count("lines"))
        .order_by("number")
    )
    booked = standing.booked(rows)
    approves = policies.APPROVE_AWARDS.allows(actor, found.fund.village_id)
    return tuple(
        PaymentRow(
            key=row.pk,
            number=row.number,
            day=row.day,
            account=row.account,
            document=row.document,
            amount=row.total or 0,
            households=row.homes,
            prepared_by=row.prepared_by_name,
            entry=booked[row.pk][1] if row.pk in booked else 0,
            is_booked=row.pk in booked,
            may_pay=approves and row.pk not in booked and row.prepared_by != actor.key,
        )
        for row in rows
    )


def award_payment(key: UUID, *, actor: Actor) -> PaymentDetail:
    """Return a payment list with its lines for those who see the fund."""
    found = AwardPayment.objects.select_related("round__fund__village").filter(pk=key, discarded_at=None).first()
    if found is None or not policies.SEE_AWARDS.allows(actor, found.round.fund.village_id):
        raise NotFound
    row = next(one for one in payments_of(found.round, actor=actor) if one.key == key)
    lines = found.lines.select_related("household__householder", "household__hamlet").order_by("household__code")
    return PaymentDetail(
        row=row,
        round=found.round_id,
        number=found.round.number,
        fund_title=found.round.fund.title,
        village=found.round.fund.village_id,
        lines=tuple(
            PaymentLine(
                line.household.code,
                line.household.householder.name,
                line.household.hamlet.name,
                line.household.hamlet.name_en,
                line.amount,
            )
            for line in lines
        ),
        may_discard=not row.is_booked and policies.KEEP_AWARDS.allows(actor, found.round.fund.village_id),
    )


def objections_of(found: AwardRound, *, actor: Actor) -> list[ObjectionRow]:
    """Return the objections in the round's fund: one against a refusal concerns the split, too."""
    return objection_rows(AwardObjection.objects.filter(application__fund=found.fund_id), actor=actor)


def objection_rows(found: QuerySet[AwardObjection], *, actor: Actor) -> list[ObjectionRow]:
    """Return objections with whether the actor may answer: not the one who checked, nor the household's own."""
    rows = list(found.select_related("application__household__householder"))
    kin = kin_households(actor=actor)
    checks = last_checks().filter(pk__in=[row.application_id for row in rows])
    checkers = dict(checks.values_list("pk", "checks__checked_by").order_by("checks__revision"))
    return [
        ObjectionRow(
            key=row.pk,
            application=row.application_id,
            householder=row.application.household.householder.name,
            kind=row.application.kind_id,
            words=row.words,
            made_by=row.made_by,
            made_at=row.made_at,
            answer=row.answer,
            upheld=row.upheld,
            answered_by=row.answered_by,
            answered_at=row.answered_at,
            may_answer=row.answered_at is None
            and policies.CHECK_AWARDS.allows(actor, row.application.household.hamlet_id)
            and row.application.household_id not in kin
            and checkers.get(row.application_id) != actor.key,
        )
        for row in rows
    ]


def award_slip(key: UUID, code: str, *, actor: Actor, on: date) -> Slip:
    """Return one household's statement of a round: for the household itself and those who see the fund."""
    found = AwardRound.objects.select_related("fund__village", "fund__rule").filter(pk=key).first()
    if found is None:
        raise NotFound
    home = own_household(actor=actor, on=on)
    is_own = home is not None and home.code == code
    if not is_own and not policies.SEE_AWARDS.allows(actor, found.fund.village_id):
        raise NotFound
    row = next(one for one in rounds_of(found.fund) if one.key == found.pk)
    if is_own and row.state not in _SHOWN and not policies.SEE_AWARDS.allows(actor, found.fund.village_id):
        raise NotFound
    lines = lines_of(found, row, on=on, code=code)
    if not lines:
        raise NotFound
    return slip_of(found, row, lines[0], actor=actor)


def slip_of(found: AwardRound, row: RoundRow, line: RoundLine, *, actor: Actor) -> Slip:
    """Return the statement; the caller has looked who asks."""
    paid = None
    lists = list(found.payments.filter(discarded_at=None, lines__household=line.household))
    booked = standing.booked(lists)
    if line.paid and booked:
        last = max(lists, key=lambda one: one.number if one.pk in booked else 0)
        paid = (booked[last.pk], last.document)
    return Slip(
        round=row,
        fund_title=found.fund.title,
        village=found.fund.village.name,
        line=line,
        paid_on=paid[0][2] if paid else None,
        voucher=paid[0][1] if paid else 0,
        document=paid[1] if paid else "",
        rule=rule_row(found.fund.rule, actor),
    )
