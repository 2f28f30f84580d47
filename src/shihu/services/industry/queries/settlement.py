"""Reading settlements, as the actor may see them."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet
from django.utils import timezone

from shihu.base.audit.queries import within
from shihu.base.ledger.queries import chart, member_account, member_accounts, own_books
from shihu.base.ledger.types import EntityKind, MemberLine
from shihu.base.registry.queries import own_household
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.models import DividendPayoutLine, Project, Season, Settlement, SettlementLine
from shihu.services.industry.queries.belonging import Opened, opened, visible
from shihu.services.industry.queries.settling import facts, season_accounts, terms_in_force, terms_row
from shihu.services.industry.rules.tags import season_tag
from shihu.services.industry.types.settlement import (
    AccountSum,
    Distribution,
    DividendPayoutRow,
    DividendPayoutState,
    LineRow,
    Portion,
    SettlementDetail,
    SettlementObjectionRow,
    SettlementRow,
    SettlementState,
)

_LIVE = ("draft", "notice", "booked")
_SHOWN = {SettlementState.NOTICE, SettlementState.BOOKED, SettlementState.REVERSED}


def settlements(place: str, *, actor: Actor) -> list[SettlementRow]:
    """Return the settlements under a place that the actor may open, newest first; members find no drafts."""
    found = Settlement.objects.filter(
        within("season__project__place_id", [place]), season__project__in=Project.objects.filter(visible(actor))
    ).exclude(state=Settlement.State.WITHDRAWN)
    rows = _rows(found)
    seen = set(policies.SEE_PROJECTS.scopes(actor))
    return rows if seen else [row for row in rows if row.state in _SHOWN]


def settlements_of(project: UUID, *, actor: Actor) -> list[SettlementRow]:
    """Return the settlements of a project, newest first."""
    told = opened(project, actor=actor)
    rows = _rows(Settlement.objects.filter(season__project=project))
    return rows if told.sees else [row for row in rows if row.state in _SHOWN]


def settlement(key: UUID, *, actor: Actor, on: date) -> SettlementDetail:
    """Return one settlement whole.

    Members of the project see what every household gets once it is under notice, as the law makes it public among
    them; what a household still owes and why a line is held, only that household and those in office.
    """
    found = Settlement.objects.select_related("season__project__book", "rule").filter(pk=key).first()
    if found is None:
        raise NotFound
    told = opened(found.season.project_id, actor=actor)
    state = SettlementState(found.state)
    if not told.sees and state not in _SHOWN:
        raise NotFound
    place = found.season.project.place_id
    runs, approves = policies.RUN_PROJECTS.allows(actor, place), policies.APPROVE.allows(actor, place)
    lines = _lines(found, told)
    return SettlementDetail(
        row=_row(found, sum(1 for line in lines if line.code)),
        place=place,
        book=found.season.project.book_id,
        book_name=found.season.project.book.name,
        told=distribution(found, lines),
        terms=terms_row(found.rule),
        lines=lines,
        objections=_objections(found, told),
        payouts=_payouts(found, told, actor) if told.sees else (),
        drafted_by=found.drafted_name,
        approved_by=found.approved_name,
        approved_at=found.approved_at,
        entry=found.entry,
        reason=found.reason,
        is_stale=told.sees and state in {SettlementState.DRAFT, SettlementState.NOTICE} and _is_stale(found, actor, on),
        may_run=runs,
        may_approve=approves and found.drafted_by != actor.key,
        may_object=state == SettlementState.NOTICE
        and found.objections_until is not None
        and on <= found.objections_until
        and (runs or told.own is not None),
        may_reverse=approves and found.drafted_by != actor.key and state == SettlementState.BOOKED,
        sees_all=told.sees,
        own_code=next((line.code for line in lines if told.own and line.household == told.own), ""),
    )


def own_settlements(*, actor: Actor) -> list[SettlementRow]:
    """Return the settlements in which the actor's own household has a line, newest first."""
    if not actor.is_known:
        return []
    mine = SettlementLine.objects.filter(
        household__memberships__person__account=actor.key, household__memberships__until=None
    )
    found = Settlement.objects.filter(pk__in=mine.values("settlement"), state__in=[s.value for s in _SHOWN])
    return _rows(found)


def distribution(found: Settlement, lines: Collection[LineRow]) -> Distribution:
    """Return the stored steps of a settlement as a value."""
    return Distribution(
        income=found.income,
        costs=found.costs,
        covered=found.covered,
        reserve=found.reserve,
        welfare=found.welfare,
        guaranteed=found.guaranteed,
        patronage=found.patronage,
        labour=found.labour,
        floating=found.floating,
        short=found.short,
        loss=found.loss,
        bearers=found.bearers,
        portions={line.code: line.portion for line in lines},
        moved=tuple((one, other) for one, other in found.moved),
    )


def _is_stale(found: Settlement, actor: Actor, on: date) -> bool:
    terms = terms_in_force(found.season.project.book_id, on=on)
    return terms is None or facts(found.season, terms, actor=actor, on=on).digest != found.facts


def _rows(found: QuerySet[Settlement]) -> list[SettlementRow]:
    rows = list(found.select_related("season__project").order_by("-drafted_at"))
    counted = SettlementLine.objects.filter(settlement__in=rows).exclude(code="").order_by()
    households = dict(counted.values_list("settlement").annotate(Count("pk")))
    return [_row(one, households.get(one.pk, 0)) for one in rows]


def _row(one: Settlement, households: int) -> SettlementRow:
    surplus = one.income - one.costs
    return SettlementRow(
        key=one.pk,
        season=one.season_id,
        season_name=one.season.name,
        project=one.season.project_id,
        project_name=one.season.project.name,
        number=one.number,
        state=SettlementState(one.state),
        surplus=surplus,
        distributable=one.guaranteed + one.patronage + one.labour + one.floating,
        households=households,
        drafted_at=one.drafted_at,
        objections_until=one.objections_until,
    )


def _lines(found: Settlement, told: Opened) -> tuple[LineRow, ...]:
    paid = Prefetch("payouts", DividendPayoutLine.objects.filter(is_live=True).select_related("payout"))
    rows = found.lines.select_related("household__householder").prefetch_related(paid).order_by("code")
    return tuple(_line(one, is_whole=told.sees or one.household_id == told.own) for one in rows)


def _line(one: SettlementLine, *, is_whole: bool) -> LineRow:
    payout = next(iter(one.payouts.all()), None)  # only the live one was fetched
    home = one.household
    return LineRow(
        key=one.pk,
        household=one.household_id,
        code=one.code,
        householder=home.householder.name if home and home.householder else "",
        hamlet=home.hamlet_id if home else "",
        traded=one.traded,
        grams=one.grams,
        shares=one.shares,
        land=one.land,
        minutes=one.minutes,
        portion=Portion(one.guaranteed, one.patronage, one.labour, one.floating),
        set_off_advance=one.set_off_advance if is_whole else 0,
        set_off_rental=one.set_off_rental if is_whole else 0,
        is_held=one.is_held and is_whole,
        payout=payout.payout.number if payout and is_whole else None,
        paid_on=payout.payout.paid_on if payout and is_whole else None,
    )


def _objections(found: Settlement, told: Opened) -> tuple[SettlementObjectionRow, ...]:
    rows = found.objections.select_related("household__householder").order_by("pk")
    if not told.sees:
        rows = rows.filter(household=told.own)
    return tuple(
        SettlementObjectionRow(
            one.pk,
            one.household.code,
            one.household.householder.name if one.household.householder else "",
            one.words,
            one.raised_on,
            one.answer,
            one.answered_by,
            one.answered_on,
            one.is_upheld,
        )
        for one in rows
    )


def _payouts(found: Settlement, told: Opened, actor: Actor) -> tuple[DividendPayoutRow, ...]:
    approves = policies.APPROVE.allows(actor, told.project.place_id)
    rows = found.payouts.annotate(households=Count("lines")).order_by("number")
    return tuple(
        DividendPayoutRow(
            key=one.pk,
            number=one.number,
            state=DividendPayoutState(one.state),
            amount=one.amount,
            households=one.households,
            ordered_by=one.ordered_name,
            ordered_at=one.ordered_at,
            confirmed_by=one.confirmed_name,
            paid_on=one.paid_on,
            paper=one.paper,
            entry=one.entry,
            may_confirm=approves and one.state == "ordered" and one.ordered_by != actor.key,
            may_withdraw=policies.RUN_PROJECTS.allows(actor, told.project.place_id) and one.state == "ordered",
        )
        for one in rows
    )


def live_settlement(season: Season) -> Settlement | None:
    """Return the settlement of a season that is drafted, under notice or booked; for commands."""
    return Settlement.objects.filter(season=season, state__in=_LIVE).first()


def settled_accounts(key: UUID, *, actor: Actor) -> tuple[list[AccountSum], list[AccountSum]]:
    """Return income and costs of a settlement's season by account, as they stood when it was drafted."""
    found = Settlement.objects.select_related("season__project__book").filter(pk=key).first()
    if found is None or not opened(found.season.project_id, actor=actor).sees:
        raise NotFound
    day = timezone.localdate(found.drafted_at)
    names = {
        row.code: row for row in chart(EntityKind(found.season.project.book.kind), found.season.project.book_id, on=day)
    }
    told = season_accounts(found.season, actor=actor, on=day)
    income, costs = (
        [AccountSum(names[code].name_zh, names[code].name_en, amount) for code, amount in sorted(one.items()) if amount]
        for one in told
    )
    return income, costs


def season_lines(season: UUID, code: str, *, actor: Actor) -> list[MemberLine]:
    """Return what the ledger says of one household in one season, newest first.

    Those in office and the household itself; NotFound for others.
    """
    found = Season.objects.select_related("project").filter(pk=season).first()
    if found is None:
        raise NotFound
    accounts = {row.household_code: row.key for row in own_books(actor=actor)}
    if policies.SEE_PROJECTS.allows(actor, found.project.place_id):
        accounts |= {row.household_code: row.key for row in member_accounts(found.project.place_id, actor=actor)}
    if code not in accounts:
        return []
    told = member_account(accounts[code], actor=actor, on=date.max)
    mine = season_tag(season)
    return [line for line in told.lines if line.tag == mine or line.tag.startswith(f"{mine}:")]


def is_own_household(code: str, *, actor: Actor, on: date) -> bool:
    """Tell whether the actor lives in the household ``code`` on the day."""
    own = own_household(actor=actor, on=on)
    return own is not None and own.code == code
