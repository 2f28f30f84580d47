"""The list of settlements, and the seasons that wait."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.money import yuan
from shihu.kernel.presentation import (
    Action,
    Column,
    Empty,
    Link,
    PageHead,
    Pager,
    Row,
    Table,
    asked_sort,
)
from shihu.services.industry.types import (
    ProjectRow,
    SettlementRow,
    SettlementState,
)
from shihu.services.industry.web.pages import settlement_words as words
from shihu.services.industry.web.pages.settlement_words import address

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class SettlementsPage:
    """The settlements of a place."""

    head: PageHead
    table: Table
    seasons: Table | None


def seasons_table(rows: Sequence[ProjectRow], settled: Sequence[SettlementRow]) -> Table | None:
    """Open seasons that no settlement is on the way for, those due first; None where there are none."""
    on_the_way = {row.season for row in settled if row.state in {SettlementState.DRAFT, SettlementState.NOTICE}}
    waiting = [row for row in rows if row.season and row.may_run and row.season.key not in on_the_way]
    waiting.sort(key=lambda row: row.season.due if row.season else date.max)
    columns = (
        Column("season", _("Season"), names_row=True),
        Column("book", _("Books")),
        Column("due", _("To be settled by"), "date"),
        Column("act", _("Settle"), "action"),
    )
    shown = [
        Row(
            (
                Link(row.name, "", row.season.name),
                row.book_name,
                date_format(row.season.due, "Y-m-d"),
                Action(_("Settle this season"), address("_draft", row.season.key), posts=True),
            )
        )
        for row in waiting
        if row.season
    ]
    return Table(columns, tuple(shown), _("Open seasons"), id="seasons") if shown else None


def list_page(
    rows: Sequence[SettlementRow],
    *,
    place: str,
    given: Mapping[str, str],
    pager: Pager,
    seasons: Table | None,
    may_export: bool,
) -> SettlementsPage:
    """The list of settlements of a place, and the seasons that are still to be settled."""
    columns = (
        Column("season", _("Season"), names_row=True, sortable=True),
        Column("state", pgettext("settlement", "State")),
        Column("surplus", _("Surplus"), "number", pgettext("unit", "yuan"), sortable=True),
        Column("distributable", _("To members"), "number", pgettext("unit", "yuan"), sortable=True),
        Column("households", _("Households"), "number"),
        Column("day", _("Drafted on"), "date", sortable=True),
    )
    sort = asked_sort(given, columns, "-day")
    keys = {
        "season": lambda row: (row.project_name, row.season_name),
        "surplus": lambda row: row.surplus,
        "distributable": lambda row: row.distributable,
        "day": lambda row: row.drafted_at,
    }
    ordered = sorted(rows, key=keys[sort.removeprefix("-")], reverse=sort.startswith("-"))
    shown = ordered[pager.offset : pager.offset + pager.size]
    table = Table(
        columns,
        tuple(
            Row(
                (
                    Link(row.project_name, address("", row.key), f"{row.season_name} · № {row.number}"),
                    words.state(row.state),
                    yuan(row.surplus),
                    yuan(row.distributable),
                    row.households,
                    date_format(timezone.localdate(row.drafted_at), "Y-m-d"),
                )
            )
            for row in shown
        ),
        _("Settlements"),
        sort=sort,
        pager=pager,
        export=f"{reverse('industry_settlements_export')}?place={place}" if may_export else "",
        empty=Empty(
            _("No season is settled yet"),
            _("When the goods of a season are sold and its bills paid, choose “Settle this season”."),
        ),
    )
    lead = _("What each season brought, who gets what of it, and why.")
    return SettlementsPage(PageHead(_("Settlements and dividends"), lead), table, seasons)
