"""The ranking: on the screen and on the village wall."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.base.sheets.types import SheetColumn, SheetTable
from shihu.kernel.presentation import Action, Badge, Column, Empty, PageHead, Row, Tab, Table
from shihu.services.linkages.types.points import Board, RankedRow
from shihu.services.linkages.web.pages.points import words


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A village's ranking of a month or a year."""

    head: PageHead
    tabs: tuple[Tab, ...]
    periods: tuple[Tab, ...]
    households: Table
    units: Table
    own: str
    method: tuple[str, ...]
    title: str
    foot: str


def board_page(told: Board, *, is_year: bool, today: date, is_member: bool, may_export: bool) -> BoardPage:
    """Build the page; the poster takes the same."""
    place = told.village
    village = words.place_name(place)
    period = str(told.first.year) if is_year else words.month_text(told.first)
    title = _("%(village)s: ranking of points, %(period)s") % {"village": village, "period": period}
    query = f"?place={place}&{_asked(told.first, is_year=is_year)}"
    acts: list[Action] = []
    if may_export:
        href = f"{reverse('linkages_points_ranking_export')}{query}"
        acts.append(Action(_("Export (xlsx)"), href, "quiet", icon="download", downloads=True))
        acts.append(Action(_("Poster for the wall"), f"{reverse('linkages_points_poster')}{query}", icon="print"))
    tabs = words.own_tabs if is_member else words.tabs
    return BoardPage(
        head=PageHead(_("Ranking of points"), period, tuple(acts)),
        tabs=tabs(place, "linkages_points_ranking"),
        periods=_periods(place, told.first, today, is_year=is_year),
        households=_households(told),
        units=_units(told),
        own=_own(told.own, told.all_households),
        method=_method(told),
        title=title,
        foot=_(
            "Only those with most points are named, and nobody's deductions. Points buy goods, never money or shares."
        ),
    )


def _asked(first: date, *, is_year: bool) -> str:
    return f"year={first.year}" if is_year else f"month={first:%Y-%m}"


def _periods(place: str, first: date, today: date, *, is_year: bool) -> tuple[Tab, ...]:
    here = f"{reverse('linkages_points_ranking')}?place={place}"
    months = [today.replace(day=1)]
    for _back in range(3):
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    if not is_year and first not in months:
        months.append(first)
    told = [
        Tab(words.month_text(month), f"{here}&month={month:%Y-%m}", is_current=not is_year and month == first)
        for month in reversed(months)
    ]
    label = _("The year %(year)s") % {"year": today.year}
    return (*told, Tab(label, f"{here}&year={today.year}", is_current=is_year))


def _movement(row: RankedRow) -> Badge | str:
    if row.before is None:
        return Badge(pgettext("linkages", "new"), "indigo")
    if row.before > row.rank:
        return Badge(str(row.before - row.rank), "pine", "rising")
    if row.before < row.rank:
        return Badge(str(row.rank - row.before), "ochre", "falling")
    return "="


def _households(told: Board) -> Table:
    columns = (
        Column("rank", pgettext("linkages", "Place"), "number"),
        Column("name", _("Household"), names_row=True),
        Column("hamlet", _("Hamlet")),
        Column("points", pgettext("linkages", "Points"), "number"),
        Column("moved", _("Since before")),
    )
    hamlets = {code: words.place_name(code) for code in {row.hamlet for row in told.households}}
    rows = tuple(
        Row((row.rank, row.name or _("A household that is not named"), hamlets[row.hamlet], row.points, _movement(row)))
        for row in told.households
    )
    caption = pgettext("linkages", "Households")
    empty = Empty(_("Nobody has points in this time"), _("The ranking fills as soon as claims are confirmed."))
    return Table(columns, rows, caption, empty=empty, id="households")


def _units(told: Board) -> Table:
    columns = (
        Column("rank", pgettext("linkages", "Place"), "number"),
        Column("name", pgettext("linkages", "Unit"), names_row=True),
        Column("average", _("Points per household"), "number"),
        Column("how", pgettext("linkages", "Reckoned"), "number"),
        Column("moved", _("Since before")),
    )
    rows = tuple(
        Row(
            (
                row.rank,
                row.name,
                words.hundredths(row.hundredths),
                f"{row.points} ÷ {row.households}",
                _movement(row),
            )
        )
        for row in told.units
    )
    empty = Empty(_("No unit is in force"), _("Units rank by points per household."))
    return Table(columns, rows, pgettext("linkages", "Units"), empty=empty, id="units")


def _own(row: RankedRow | None, count: int) -> str:
    if row is None:
        return ""
    return _("Your household: place %(rank)s of %(count)s with %(points)s points.") % {
        "rank": row.rank,
        "count": count,
        "points": row.points,
    }


def _method(told: Board) -> tuple[str, ...]:
    return (
        ngettext(
            "Households rank by points earned in this time, less deductions. The first %(size)s place is shown of "
            "%(count)s households with points; equal points share a place, the next one is left out, and a last place "
            "that too many share is not shown.",
            "Households rank by points earned in this time, less deductions. The first %(size)s places are shown of "
            "%(count)s households with points; equal points share a place, the next one is left out, and a last place "
            "that too many share is not shown.",
            told.size,
        )
        % {"size": told.size, "count": told.all_households},
        _(
            "Units rank by points per household: the points of their households and their own, divided by the "
            "households seated today, rounded once to two places. What was exchanged or lapsed counts against nobody."
        ),
    )


def sheets(told: Board) -> list[SheetTable]:
    """The ranking as a workbook."""
    homes = [(row.rank, row.name, words.place_name(row.hamlet), row.points) for row in told.households]
    units = [(row.rank, row.name, words.hundredths(row.hundredths), row.points, row.households) for row in told.units]
    rank, points = pgettext("linkages", "Place"), pgettext("linkages", "Points")
    return [
        SheetTable(
            pgettext("linkages", "Households"),
            [
                SheetColumn(rank, "whole"),
                SheetColumn(_("Household")),
                SheetColumn(_("Hamlet")),
                SheetColumn(points, "whole"),
            ],
            homes,
        ),
        SheetTable(
            pgettext("linkages", "Units"),
            [
                SheetColumn(rank, "whole"),
                SheetColumn(pgettext("linkages", "Unit")),
                SheetColumn(_("Points per household")),
                SheetColumn(points, "whole"),
                SheetColumn(pgettext("linkages", "Households"), "whole"),
            ],
            units,
        ),
    ]
