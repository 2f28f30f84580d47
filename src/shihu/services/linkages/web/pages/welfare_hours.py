"""Pages of village work: hours by unit and household, the certificate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.sheets.types import SheetColumn, SheetTable
from shihu.kernel.presentation import Action, Column, Empty, Link, PageHead, Row, Table
from shihu.services.linkages.queries.duties import hours
from shihu.services.linkages.types import HouseholdHours
from shihu.services.linkages.web.pages.duty_parts import (
    DutyPage,
    Names,
    Part,
    part_label,
    place_label,
)


def hours_page(
    place: str, told: Sequence[HouseholdHours], *, names: Names, first: date, last: date, may_export: bool
) -> DutyPage:
    """Build the totals of a year by unit and household."""
    by_unit: dict[str, list[HouseholdHours]] = {}
    for row in told:
        by_unit.setdefault(part_label(row.unit_name, row.hamlet, row.ordinal, names), []).append(row)
    units = tuple(
        Row((name, len(rows), hours(sum(r.minutes for r in rows)), hours(sum(r.unpaid for r in rows))))
        for name, rows in by_unit.items()
    )
    homes = tuple(
        Row(
            (
                Link(row.householder, reverse("linkages_welfare_household", kwargs={"household": row.household})),
                part_label(row.unit_name, row.hamlet, row.ordinal, names),
                hours(row.minutes),
                hours(row.unpaid),
            )
        )
        for row in told
    )
    columns = (
        Column("hours", _("Hours worked"), "number", unit=pgettext("linkages", "h")),
        Column("unpaid", _("Given freely"), "number", unit=pgettext("linkages", "h")),
    )
    acts: list[Action] = []
    if may_export and told:
        href = f"{reverse('linkages_welfare_export')}?place={place}"
        acts.append(Action(_("Export"), href, icon="download", downloads=True))
    empty = Empty(_("No hours yet"), _("Hours appear when a head notes who worked."), icon="clock")
    return DutyPage(
        head=PageHead(
            _("Hours of village work in %(place)s") % {"place": place_label(place, names)},
            _("From %(first)s to %(last)s. Open a household for its certificate.") % {"first": first, "last": last},
            tuple(acts),
            back=Link(pgettext("linkages", "Works"), f"{reverse('linkages_welfare_village')}?place={place}"),
        ),
        parts=(
            Part(
                _("By unit"),
                table=Table(
                    (Column("unit", _("Unit"), names_row=True), Column("n", _("Households"), "number"), *columns),
                    units,
                    _("By unit"),
                    empty=empty,
                    id="units",
                ),
            ),
            *(
                (
                    Part(
                        _("By household"),
                        table=Table(
                            (Column("who", _("Household of"), names_row=True), Column("unit", _("Unit")), *columns),
                            homes,
                            _("By household"),
                            id="homes",
                        ),
                    ),
                )
                if homes
                else ()
            ),
        ),
        place=place,
    )


def hours_sheet(told: Sequence[HouseholdHours], names: Names) -> SheetTable:
    """Every day of work as a row: for the books where it is paid, for the certificate where not."""
    columns = [
        SheetColumn(_("Unit")),
        SheetColumn(_("Household code")),
        SheetColumn(_("Household of")),
        SheetColumn(pgettext("linkages", "Work")),
        SheetColumn(_("Day"), "date"),
        SheetColumn(_("Who worked")),
        SheetColumn(pgettext("linkages", "Hours"), "number"),
        SheetColumn(_("Paid")),
    ]
    rows = [
        (
            part_label(row.unit_name, row.hamlet, row.ordinal, names),
            row.code,
            row.householder,
            title,
            on,
            who,
            minutes / 60,
            paid,
        )
        for row in told
        for title, on, who, minutes, paid in row.rows
    ]
    return SheetTable(_("Hours of village work"), columns, rows)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A household's certificate of hours, printed."""

    title: str
    lead: str
    words: str
    rows: tuple[tuple[str, str, str, str], ...]
    foot: str


def certificate(told: HouseholdHours, *, names: Names, first: date, last: date) -> Certificate:
    """Build the certificate."""
    unit = part_label(told.unit_name, told.hamlet, told.ordinal, names)
    return Certificate(
        title=_("Certificate of hours given to the village"),
        lead=f"{unit} · {told.code}",
        words=_(
            "The household of %(name)s worked %(hours)s hours for the village from %(first)s to %(last)s, "
            "%(unpaid)s of them given freely."
        )
        % {
            "name": told.householder,
            "hours": hours(told.minutes),
            "first": first.isoformat(),
            "last": last.isoformat(),
            "unpaid": hours(told.unpaid),
        },
        rows=tuple(
            (on.isoformat(), title, who, hours(minutes) + (f" ({pgettext('linkages', 'paid')})" if paid else ""))
            for title, on, who, minutes, paid in told.rows
        ),
        foot=_("Hours are no money and decide nobody's share of collective income."),
    )
