"""Pages of who reaches whom: those whom nobody reaches first, units, members and their load."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.base.sheets.types import SheetColumn, SheetTable
from shihu.kernel.presentation import Action, Badge, Column, Link, PageHead, Row, Stat, Table
from shihu.services.linkages.rules.meetings import MOST_HOUSEHOLDS
from shihu.services.linkages.types import Reach
from shihu.services.linkages.web.pages.duty_parts import (
    DutyPage,
    FormPart,
    Names,
    Part,
    label,
    listed,
    place_label,
    six_tabs,
)
from shihu.services.linkages.web.pages.meetings import unit_href
from shihu.services.units.types import UnitRow


def reach_page(
    place: str, told: Reach, units: Sequence[UnitRow], *, names: Names, may_keep: bool, link: Any, end: Any
) -> DutyPage:
    """Build who reaches whom: those whom nobody reaches first, then units, members and their load."""
    named = {one.person: one for one in told.members}
    unit_of = {unit.key: unit for unit in units}
    missing = [home for home in told.homes if not home.is_reached]
    suggested = told.suggested
    lead = ngettext(
        "%(count)s household is reached by nobody.", "%(count)s households are reached by nobody.", len(missing)
    ) % {"count": len(missing)}
    acts: list[Action] = []
    if may_keep and suggested:
        fields = (("village", place), ("all", "yes"))
        words = ngettext("Take over %(count)s suggestion", "Take over %(count)s suggestions", len(suggested))
        href = reverse("linkages_meetings_link")
        acts.append(Action(words % {"count": len(suggested)}, href, "primary", "check", posts=True, fields=fields))
    if told.homes:
        href = f"{reverse('linkages_meetings_reach_export')}?place={place}"
        acts.append(Action(_("Export"), href, icon="download", downloads=True))
    parts = []
    if missing:
        rows = tuple(
            Row(
                (
                    home.householder,
                    label(unit_of[home.unit], names),
                    named[suggested[home.household]].name if home.household in suggested else _("nobody near has room"),
                    Action(
                        pgettext("linkages", "Link"),
                        reverse("linkages_meetings_link"),
                        posts=True,
                        fields=(
                            ("village", place),
                            ("household", str(home.household)),
                            ("member", str(suggested[home.household])),
                        ),
                    )
                    if may_keep and home.household in suggested
                    else "",
                )
            )
            for home in missing
        )
        columns = (
            Column("who", _("Household of"), names_row=True),
            Column("unit", _("Unit")),
            Column("member", _("Suggested by rule")),
            Column("act", "", "action"),
        )
        rule = _(
            "A Party member of the unit first, then of the hamlet; of these whoever reaches fewest; nobody more than "
            "%(most)s households."
        ) % {"most": MOST_HOUSEHOLDS}
        parts.append(Part(_("Reached by nobody"), rule, Table(columns, rows, _("Reached by nobody"), id="missing")))
    if may_keep and link is not None:
        action = reverse("linkages_meetings_link")
        form = FormPart(link, action, _("Link by hand"), is_folded=not link.errors, hidden=(("village", place),))
        parts.append(Part("", form=form, key="by-hand"))
    if may_keep and end is not None:
        form = FormPart(end, reverse("linkages_meetings_unlink"), _("End a link"), is_folded=not end.errors)
        parts.append(Part("", form=form, key="end"))
    parts.append(_coverage(told, units, names))
    parts.append(_members(told, unit_of, names))
    reached = len(told.homes) - len(missing)
    loads = [told.load(one.person) for one in told.members]
    return DutyPage(
        head=PageHead(_("Who reaches whom in %(place)s") % {"place": place_label(place, names)}, lead, tuple(acts)),
        tabs=six_tabs(place, "reach"),
        stats=(
            Stat(_("Households reached"), str(reached), f"/{len(told.homes)}"),
            Stat(_("Party members in units"), str(len(told.members))),
            Stat(_("Most that one reaches"), str(max(loads, default=0)), _("hh")),
        ),
        parts=tuple(parts),
        place=place,
    )


def _coverage(told: Reach, units: Sequence[UnitRow], names: Names) -> Part:
    rows = []
    for unit in units:
        homes = [home for home in told.homes if home.unit == unit.key]
        members = sum(one.unit == unit.key for one in told.members)
        missing = sum(not home.is_reached for home in homes)
        rows.append(
            (
                missing,
                Row(
                    (
                        Link(label(unit, names), unit_href(unit.key)),
                        members,
                        f"{len(homes) - missing}/{len(homes)}",
                        Badge(str(missing), "ochre", "warn") if missing else "0",
                    )
                ),
            )
        )
    columns = (
        Column("unit", _("Unit"), names_row=True),
        Column("members", _("Party members in it"), "number"),
        Column("reached", _("Households reached"), "number"),
        Column("missing", _("Reached by nobody"), "number"),
    )
    ordered = tuple(row for _missing, row in sorted(rows, key=lambda one: -one[0]))
    return Part(_("Coverage by unit"), table=Table(columns, ordered, _("Coverage by unit"), id="coverage"))


def _members(told: Reach, unit_of: dict[UUID, UnitRow], names: Names) -> Part:
    rows = []
    for one in sorted(told.members, key=lambda member: (-told.load(member.person), member.name)):
        homes = [home for home in told.homes if home.member == one.person]
        rows.append(
            Row(
                (
                    one.name,
                    label(unit_of[one.unit], names) if one.unit in unit_of else "—",
                    len(homes),
                    listed([home.householder for home in homes]) or "—",
                )
            )
        )
    columns = (
        Column("who", _("Party member"), names_row=True),
        Column("unit", _("Unit")),
        Column("load", pgettext("linkages", "Reaches"), "number", unit=_("hh")),
        Column("homes", _("Households")),
    )
    return Part(
        _("Party members and whom they reach"), table=Table(columns, tuple(rows), _("Party members"), id="members")
    )


def reach_sheet(told: Reach, units: Sequence[UnitRow], names: Names) -> SheetTable:
    """Who reaches whom as a sheet."""
    unit_of = {unit.key: label(unit, names) for unit in units}
    columns = [
        SheetColumn(_("Unit")),
        SheetColumn(_("Household code")),
        SheetColumn(_("Household of")),
        SheetColumn(_("Reached by")),
        SheetColumn(_("From"), "date"),
    ]
    rows = [
        (
            unit_of[home.unit],
            home.code,
            home.householder,
            home.member_name or (_("a Party member lives in it") if home.has_own else ""),
            home.since,
        )
        for home in told.homes
    ]
    return SheetTable(_("Who reaches whom"), columns, rows)
