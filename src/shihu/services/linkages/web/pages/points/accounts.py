"""Pages of accounts: the list, one account explained to its owner, its slip."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.base.sheets.types import SheetColumn, SheetTable
from shihu.kernel.presentation import Action, Column, Empty, Filter, Link, PageHead, Pager, Row, Stat, Tab, Table
from shihu.services.linkages.types.points import (
    AccountDetail,
    AccountRow,
    Earner,
    PointKind,
    RedemptionState,
)
from shihu.services.linkages.web.pages.points import words

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """The accounts of a place."""

    head: PageHead
    tabs: tuple[Tab, ...]
    table: Table


def accounts_page(
    place: str, told: Sequence[AccountRow], *, sought: str, pager: Pager, is_head: bool, may_export: bool
) -> AccountsPage:
    """Build one page of the list; ``told`` is the whole of it."""
    columns = (
        Column("name", _("Household or unit"), names_row=True),
        Column("unit", pgettext("linkages", "Unit")),
        Column("hamlet", _("Hamlet")),
        Column("left", pgettext("linkages", "Points left"), "number"),
        Column("month", pgettext("linkages", "Earned this month"), "number"),
        Column("waiting", pgettext("linkages", "Claims waiting"), "number"),
    )
    hamlets = {code: words.place_name(code) for code in {row.hamlet for row in told}}
    rows = tuple(
        Row(
            (
                Link(
                    row.name,
                    reverse("linkages_points_account", kwargs={"key": row.key}),
                    note=row.code or words.earner(row.earner),
                ),
                row.unit or "—",
                hamlets[row.hamlet],
                row.balance,
                row.earned,
                row.waiting,
            )
        )
        for row in told[pager.offset : pager.offset + pager.size]
    )
    title = _("Points of my unit's households") if is_head else _("Accounts of points")
    return AccountsPage(
        head=PageHead(title, _("Every balance is the sum of its entries; open an account to see each in words.")),
        tabs=() if is_head else words.tabs(place, "linkages_points_accounts"),
        table=Table(
            columns,
            rows,
            title,
            filters=(Filter("q", _("Name or code"), sought),),
            pager=pager,
            export=f"{reverse('linkages_points_export')}?place={place}" if may_export else "",
            empty=Empty(_("No account yet"), _("An account opens with a household's first claim or award.")),
        ),
    )


def sheet(told: Sequence[AccountRow]) -> SheetTable:
    """The same list as a sheet."""
    columns = [
        SheetColumn(_("Household or unit")),
        SheetColumn(_("Household code")),
        SheetColumn(pgettext("linkages", "Unit")),
        SheetColumn(_("Hamlet")),
        SheetColumn(pgettext("linkages", "Points left"), "whole"),
        SheetColumn(pgettext("linkages", "Earned this month"), "whole"),
        SheetColumn(pgettext("linkages", "Claims waiting"), "whole"),
    ]
    hamlets = {code: words.place_name(code) for code in {row.hamlet for row in told}}
    rows = [(row.name, row.code, row.unit, hamlets[row.hamlet], row.balance, row.earned, row.waiting) for row in told]
    return SheetTable(_("Accounts of points"), columns, rows)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words, for the phone."""

    number: int
    day: str
    points: str
    after: int
    kind: str
    said: str
    lapse: str
    tone: str
    is_struck: bool
    reverse_href: str


@dataclass(frozen=True, slots=True)
class AccountPage:
    """An account explained."""

    head: PageHead
    tabs: tuple[Tab, ...]
    stats: tuple[Stat, ...]
    flow: str
    notices: tuple[str, ...]
    lines: tuple[Line, ...]
    claims: Table | None
    redemptions: Table | None
    empty: Empty | None
    is_own: bool
    hides_name: bool
    name_href: str
    spoken: str
    acts: tuple[Action, ...]
    law: str


def account_page(told: AccountDetail, *, today: date) -> AccountPage:
    """Build the page: first what is left and how it came about, then every entry."""
    earned = sum(
        line.points
        for line in told.entries
        if line.kind in {PointKind.AWARD, PointKind.DEDUCTION, PointKind.REVERSAL} and _same_month(line.day, today)
    )
    waiting = sum(1 for claim in told.claims if claim.given is None)
    left = told.flow.left
    acts: list[Action] = []
    if told.is_own:
        acts.append(Action(_("Claim points"), reverse("linkages_points_claim"), "primary", icon="plus"))
        acts.append(Action(_("Choose a prize"), f"{reverse('linkages_points_shop')}?place={told.village}"))
    slip: tuple[Action, ...] = ()
    if told.entries:
        slip = (Action(_("Print the slip"), reverse("linkages_points_slip", kwargs={"key": told.key}), icon="print"),)
    title = pgettext("linkages", "My points") if told.is_own else _("Points of %(name)s") % {"name": told.name}
    lead = told.unit or (told.code if told.earner is Earner.HOUSEHOLD else _("The unit's own points"))
    return AccountPage(
        head=PageHead(
            title,
            lead,
            slip,
            back=None if told.is_own else words.back("linkages_points_accounts", _("Accounts of points"), told.village),
        ),
        tabs=words.own_tabs(told.village, "linkages_points_own") if told.is_own else (),
        stats=(
            Stat(
                pgettext("linkages", "Points left"), str(left), tone="seal" if left < 0 else "pine" if left else "plain"
            ),
            Stat(pgettext("linkages", "Earned this month"), str(earned)),
            Stat(pgettext("linkages", "Claims waiting"), str(waiting), tone="ochre" if waiting else "plain"),
        ),
        flow=words.flow_words(told.flow),
        notices=tuple(_notice(*notice) for notice in told.notices),
        lines=tuple(_line(told, number) for number in range(len(told.entries))),
        claims=_claims(told) if told.claims else None,
        redemptions=_redemptions(told, may_undo=told.is_own) if told.redemptions else None,
        empty=None
        if told.entries or told.claims
        else Empty(
            pgettext("linkages", "No points yet"),
            _("Do something from the rule book, claim it here with three taps, and somebody else confirms it."),
            tuple(acts[:1]),
        ),
        is_own=told.is_own,
        hides_name=told.hides_name,
        name_href=reverse("linkages_points_name") if told.is_own else "",
        spoken=_("You have %(left)s points. %(flow)s") % {"left": left, "flow": words.flow_words(told.flow)},
        acts=tuple(acts),
        law=_("Points are exchanged for goods only. They are never money and never count for shares or income."),
    )


def _same_month(day: date, today: date) -> bool:
    return (day.year, day.month) == (today.year, today.month)


def _notice(day: date, points: int, told_on: date) -> str:
    return ngettext(
        "%(points)s point lapses on %(day)s unless you use it before (told on %(told)s).",
        "%(points)s points lapse on %(day)s unless you use them before (told on %(told)s).",
        points,
    ) % {"points": points, "day": day.isoformat(), "told": told_on.isoformat()}


def _line(told: AccountDetail, at: int) -> Line:
    row = told.entries[at]
    lapse = ""
    if row.expires_on and row.points > 0 and not row.is_reversed:
        lapse = _("Lapses on %(day)s if it is not used.") % {"day": row.expires_on.isoformat()}
    may = told.may_reverse and not row.is_reversed and row.kind in {PointKind.AWARD, PointKind.DEDUCTION}
    return Line(
        number=row.number,
        day=row.day.isoformat(),
        points=f"{row.points:+d}",
        after=row.after,
        kind=words.kind(row.kind),
        said=words.entry_words(row),
        lapse=lapse,
        tone="pine" if row.points > 0 else "seal",
        is_struck=row.is_reversed,
        reverse_href=reverse("linkages_points_reverse", kwargs={"key": row.key}) if may else "",
    )


def _claims(told: AccountDetail) -> Table:
    columns = (
        Column("what", pgettext("linkages", "Item"), names_row=True),
        Column("day", _("Day"), "date"),
        Column("asked", pgettext("linkages", "Claimed"), "number"),
        Column("given", pgettext("linkages", "Given"), "number"),
        Column("state", _("State")),
    )
    rows = tuple(
        Row(
            (
                Link(claim.rule.words, reverse("linkages_points_claim_one", kwargs={"key": claim.key})),
                claim.day.isoformat(),
                claim.asked,
                "—" if claim.given is None else claim.given,
                words.claim_badge(claim),
            )
        )
        for claim in told.claims[:8]
    )
    return Table(columns, rows, pgettext("linkages", "Claims"), id="claims")


def _redemptions(told: AccountDetail, *, may_undo: bool) -> Table:
    columns = (
        Column("prize", pgettext("linkages", "Prize"), names_row=True),
        Column("points", pgettext("linkages", "Points"), "number"),
        Column("day", _("Day"), "date"),
        Column("state", _("State")),
        Column("code", _("Pick-up code")),
        Column("act", "", "action"),
    )
    rows = []
    for row in told.redemptions:
        is_held = row.state is RedemptionState.RESERVED
        act: Action | str = ""
        if is_held and may_undo:
            act = Action(pgettext("linkages", "Call off"), reverse("linkages_points_undo", kwargs={"key": row.key}))
        code: Link | str = ""
        if is_held and told.is_own:
            until = row.hold_until.isoformat() if row.hold_until else ""
            code = Link(f"{row.code[:3]} {row.code[3:]}", note=_("kept until %(day)s") % {"day": until})
        rows.append(
            Row(
                (
                    f"{row.prize} × {row.quantity}",
                    row.points,
                    row.asked_on.isoformat(),
                    words.redemption_badge(row.state),
                    code,
                    act,
                )
            )
        )
    return Table(columns, tuple(rows), _("Exchanged for"), id="redemptions")
