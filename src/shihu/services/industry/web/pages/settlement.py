"""The page of a settlement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.registry.types import Payee
from shihu.kernel.money import yuan
from shihu.kernel.presentation import (
    Action,
    Flow,
    Link,
    PageHead,
    Pager,
    Stat,
    Table,
)
from shihu.services.industry.types import (
    DividendPayoutRow,
    DividendPayoutState,
    SettlementDetail,
    SettlementState,
)
from shihu.services.industry.web.pages import settlement_words as words
from shihu.services.industry.web.pages.settlement_acts import Act, acts
from shihu.services.industry.web.pages.settlement_flow import Step, flow, steps
from shihu.services.industry.web.pages.settlement_lines import Doubt, doubt, lines_table, payouts_table
from shihu.services.industry.web.pages.settlement_words import address

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class SettlementPage:
    """One settlement: how it was reckoned, who gets what, what comes next."""

    head: PageHead
    key: UUID
    notice: str
    tone: str
    stats: tuple[Stat, ...]
    steps: tuple[Step, ...]
    terms: tuple[str, ...]
    law: str
    flow: Flow | None
    table: Table
    acts: tuple[Act, ...]
    doubts: tuple[Doubt, ...]
    payouts: Table | None
    own_href: str
    may_publish: bool
    may_withdraw: bool
    may_object: bool
    may_order: bool
    may_reverse: bool
    asks_code: bool
    until: str
    first_day: str
    last_day: str
    to_confirm: DividendPayoutRow | None
    to_take_back: DividendPayoutRow | None


def settlement_page(
    told: SettlementDetail,
    *,
    income: Mapping[str, int],
    costs: Mapping[str, int],
    on: date,
    hamlets: Mapping[str, str],
    payees: Mapping[str, Payee],
    pager: Pager,
) -> SettlementPage:
    """One settlement as its reader may see it."""
    row, state = told.row, told.row.state
    back = Link(_("Settlements and dividends"), f"{reverse('industry_settlements')}?place={told.place}")
    head = PageHead(
        f"{row.project_name} · {row.season_name}",
        _("Settlement № %(number)s in the books of %(book)s") % {"number": row.number, "book": told.book_name},
        _head_actions(told),
        words.state(state),
        back if told.sees_all else None,
    )
    paid = sum(line.to_pay for line in told.lines if line.payout and line.paid_on)
    due = sum(line.to_pay for line in told.lines)
    stats = (
        Stat(_("Surplus"), yuan(told.told.surplus), pgettext("unit", "yuan")),
        Stat(_("To members"), yuan(told.told.distributable), pgettext("unit", "yuan"), tone="pine"),
        Stat(_("Households"), str(row.households)),
        *((Stat(_("Paid so far"), yuan(paid), pgettext("unit", "yuan"), _of_all(due)),) if told.sees_all else ()),
    )
    notice, tone = _notice(told, on)
    waiting = [p for p in told.payouts if p.state == DividendPayoutState.ORDERED]
    ordered = [p for p in waiting if p.may_confirm]
    made = [p for p in told.payouts if p.state == DividendPayoutState.PAID]
    has_open = any(line.to_pay > 0 and not line.payout and not line.is_held for line in told.lines)
    booked = state == SettlementState.BOOKED
    return SettlementPage(
        head=head,
        key=row.key,
        notice=notice,
        tone=tone,
        stats=stats,
        steps=steps(told.told, told.terms.terms),
        terms=words.terms_lines(told.terms.terms),
        law=words.law(told.terms.terms.variant),
        flow=flow(told.told, income, costs) if told.sees_all else None,
        table=lines_table(told, hamlets, pager),
        acts=acts(told, on),
        doubts=tuple(doubt(one, told) for one in told.objections),
        payouts=payouts_table(told, payees) if told.payouts else None,
        own_href=_own(told),
        may_publish=told.may_run and state == SettlementState.DRAFT and not told.is_stale,
        may_withdraw=told.may_run and state in {SettlementState.DRAFT, SettlementState.NOTICE},
        may_object=told.may_object,
        may_order=told.may_run and booked and has_open,
        may_reverse=told.may_reverse
        and not made
        and not any(p.state == DividendPayoutState.ORDERED for p in told.payouts),
        asks_code=told.may_run,
        until=date_format(on + timedelta(days=7), "Y-m-d"),
        first_day=on.replace(day=1).isoformat(),
        last_day=on.isoformat(),
        to_confirm=ordered[0] if ordered else None,
        to_take_back=made[-1] if made and told.may_approve else None,
    )


def _of_all(due: int) -> str:
    return _("of %(due)s") % {"due": yuan(due)}


def _head_actions(told: SettlementDetail) -> tuple[Action, ...]:
    key, acts = told.row.key, []
    if told.sees_all:
        acts.append(Action(pgettext("settlement", "Export"), address("_export", key), icon="download", downloads=True))
        if told.row.state in {SettlementState.NOTICE, SettlementState.BOOKED}:
            acts.append(Action(_("Print the notice"), address("_notice", key), icon="print"))
    return tuple(acts)


def _notice(told: SettlementDetail, on: date) -> tuple[str, str]:
    """One sentence on how it stands, and its tone."""
    state, until = told.row.state, told.row.objections_until
    if told.is_stale:
        return _("Money was booked or goods delivered since this was drafted: it has to be drafted again."), "seal"
    if state == SettlementState.NOTICE and until is not None:
        day = date_format(until, "DATE_FORMAT")
        if on <= until:
            return _("Under notice until %(day)s. Whoever doubts a figure says so by then.") % {"day": day}, "indigo"
        return _("The notice ended on %(day)s. A second person approves it now.") % {"day": day}, "ochre"
    approved = told.approved_at
    values = {
        "drafted": told.drafted_by,
        "approved": told.approved_by,
        "day": date_format(timezone.localdate(approved), "DATE_FORMAT") if approved else "",
        "reason": told.reason or _("drafted again"),
    }
    sentences = {
        SettlementState.DRAFT: (_("A draft: nobody is owed anything by it yet."), "ochre"),
        SettlementState.BOOKED: (_("Reckoned by %(drafted)s, approved by %(approved)s, booked on %(day)s."), "pine"),
        SettlementState.REVERSED: (_("Taken back: %(reason)s. Its entry is reversed; nothing of it is owed."), "seal"),
    }
    sentence, tone = sentences.get(state, (_("Withdrawn: %(reason)s"), ""))
    return sentence % values, tone


def _own(told: SettlementDetail) -> str:
    """Where a member finds the statement of the own household; nothing for those in office."""
    return address("_statement", told.row.key, code=told.own_code) if told.own_code else ""
