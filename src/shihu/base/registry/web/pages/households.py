"""The list of households."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.base.places.types import PlaceRow
from shihu.base.registry.rules.people import plain_text
from shihu.base.registry.types.households import HouseholdFilter, HouseholdPage, HouseholdRow
from shihu.base.registry.web.pages.wording import Words, mu, poverty_badge, wealth_badge
from shihu.base.sheets.types import SheetColumn, SheetTable
from shihu.kernel.presentation import (
    Action,
    Badge,
    Cell,
    Choice,
    Column,
    Empty,
    Filter,
    Link,
    PageHead,
    Pager,
    Row,
    Table,
)

DEFAULT_SORT = "hamlet"


@dataclass(frozen=True, slots=True)
class HouseholdsPage:
    """The list with its filters."""

    head: PageHead
    table: Table


def asked_filters(given: Mapping[str, str], place: str) -> HouseholdFilter:
    """Return the filters that the address asks for."""
    taken = {
        key: plain_text(given.get(key, "")[:60])
        for key in ("hamlet", "wealth", "poverty", "was", "exited", "wish", "party", "willing")
    }
    return HouseholdFilter(place=place, text=plain_text(given.get("q", "")[:60]), **taken)


def columns() -> tuple[Column, ...]:
    """Return the columns of the list; their keys are the orders that the query knows."""
    return (
        Column("householder", _("Householder"), sortable=True, names_row=True),
        Column("hamlet", _("Hamlet"), sortable=True),
        Column("members", _("Members"), "number", _("persons"), sortable=True),
        Column("wealth", _("Wealth class")),
        Column("poverty", _("Poverty status")),
        Column("wishes", _("Wishes")),
        Column("land", _("Farmland"), "number", _("mu"), sortable=True),
        Column("code", _("Code"), sortable=True),
    )


def households_page(
    found: HouseholdPage,
    *,
    place: PlaceRow,
    hamlets: list[PlaceRow],
    asked: HouseholdFilter,
    sort: str,
    pager: Pager,
    may_add: bool,
    may_import: bool,
    said: Words,
) -> HouseholdsPage:
    """Return the list as it is shown."""
    name = place.label(said.language)
    add = f"{reverse('registry_add_household')}?{urlencode({'place': place.code})}"
    is_narrowed = any(getattr(asked, f) for f in HouseholdFilter.__dataclass_fields__ if f != "place")
    head = PageHead(
        title=_("Households of %(place)s") % {"place": name},
        lead=ngettext("%(count)s household", "%(count)s households", found.total) % {"count": f"{found.total:,}"}
        + (_(" fit the filters.") if is_narrowed else _(" stand in the registry.")),
        actions=(
            Action(_("Add a household"), add, "primary", "plus"),
            Action(
                _("Bank accounts"), f"{reverse('registry_accounts')}?{urlencode({'place': place.code})}", icon="coin"
            ),
        )
        if may_add
        else (),
    )
    table = Table(
        columns=columns(),
        rows=tuple(_row(row, said) for row in found.rows),
        caption=_("Households of %(place)s") % {"place": name},
        sort=sort,
        filters=_filters(asked, hamlets, said),
        pager=pager,
        export=f"{reverse('registry_households_export')}?{urlencode({'place': place.code})}",
        empty=_empty(add, is_narrowed=is_narrowed, may_add=may_add, may_import=may_import, place=place.code),
    )
    return HouseholdsPage(head, table)


def _row(row: HouseholdRow, said: Words) -> Row:
    who: list[Cell] = [Link(row.householder, reverse("desk_household", kwargs={"code": row.code}))]
    if row.has_party_member:
        who.append(Badge(_("Party member"), "seal"))
    if not row.willing:
        who.append(Badge(_("Not willing")))
    cells: tuple[Cell, ...] = (
        tuple(who),
        Link(said.place(row.hamlet_name, row.hamlet_name_en), note=row.street),
        row.members,
        wealth_badge(said, row.wealth),
        poverty_badge(said, row.poverty),
        said.listed(row.wishes),
        mu(row.land_mu),
        row.code,
    )
    return Row(cells, key=row.code)


def _filters(asked: HouseholdFilter, hamlets: list[PlaceRow], said: Words) -> tuple[Filter, ...]:
    party = (Choice("yes", _("With a Party member")), Choice("no", _("Without a Party member")))
    willing = (Choice("yes", _("Willing")), Choice("no", _("Not willing")))
    anything = _("Any")
    poverty = (*said.options("poverty"), Choice("none", _("None")))
    filters = [
        Filter("q", _("Name or code"), asked.text, hint=_("name, pinyin, initials or code")),
    ]
    if len(hamlets) > 1:
        choices = tuple(Choice(h.code, h.label(said.language)) for h in hamlets)
        filters.append(Filter("hamlet", _("Hamlet"), asked.hamlet, choices, anything))
    filters += [
        Filter("wealth", _("Wealth class"), asked.wealth, said.options("wealth"), anything),
        Filter("poverty", _("Poverty status"), asked.poverty, poverty, anything),
        Filter("wish", _("Wish"), asked.wish, said.options("wish"), anything),
        Filter("party", _("Party"), asked.party, party, anything),
        Filter("willing", _("Joining a unit"), asked.willing, willing, anything),
    ]
    # These come from a figure that was opened; they stand here so that they can be seen and taken away.
    if asked.was:
        filters.append(Filter("was", _("Ever was"), asked.was, said.options("poverty"), anything))
    if asked.exited:
        filters.append(Filter("exited", _("Out of poverty in"), asked.exited, hint=_("year")))
    return tuple(filters)


def _empty(add: str, *, is_narrowed: bool, may_add: bool, may_import: bool, place: str) -> Empty:
    if is_narrowed:
        return Empty(
            _("No household fits"), _("Take a filter away, or look for a shorter part of the name."), icon="search"
        )
    actions = [Action(_("Add a household"), add, "primary" if not may_import else "plain")] if may_add else []
    if may_import:
        actions.append(Action(_("Load a roster"), f"{reverse('registry_imports')}?place={place}", "primary", "upload"))
    return Empty(
        _("No household yet"),
        _("Load the roster spreadsheet that you have, or add the first household by hand."),
        tuple(actions),
        "people",
    )


def sheet(found: HouseholdPage, *, place: PlaceRow, said: Words) -> SheetTable:
    """Return the list as a sheet: the same rows, what is one value in one column."""
    name = place.label(said.language)
    heads = (
        SheetColumn(_("Code")),
        SheetColumn(_("Householder")),
        SheetColumn(_("Hamlet")),
        SheetColumn(_("Street")),
        SheetColumn(_("Members"), "whole"),
        SheetColumn(_("Wealth class")),
        SheetColumn(_("Poverty status")),
        SheetColumn(_("Wishes")),
        SheetColumn(_("Party member")),
        SheetColumn(_("Joining a unit")),
        SheetColumn(_("Land (mu)"), "number"),
        SheetColumn(_("Phone")),
    )
    rows = [
        (
            row.code,
            row.householder,
            said.place(row.hamlet_name, row.hamlet_name_en),
            row.street,
            row.members,
            said.term(row.wealth),
            said.term(row.poverty),
            said.listed(row.wishes),
            _("Party member") if row.has_party_member else "",
            _("Willing") if row.willing else _("Not willing"),
            row.land_mu,
            row.phone,
        )
        for row in found.rows
    ]
    return SheetTable(_("Households"), heads, rows, title=_("Households of %(place)s") % {"place": name})
