"""The list of organisations."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.base.places.types import PlaceRow
from shihu.base.registry.types.households import EnterpriseRow
from shihu.base.registry.web.pages.wording import Words
from shihu.base.sheets.types import SheetColumn, SheetTable
from shihu.kernel.presentation import Action, Badge, Column, Empty, Filter, Link, PageHead, Pager, Row, Table


@dataclass(frozen=True, slots=True)
class EnterprisesPage:
    """The list with its filters."""

    head: PageHead
    table: Table


def columns() -> tuple[Column, ...]:
    """Return the columns of the list."""
    return (
        Column("name", _("Name"), sortable=True, names_row=True),
        Column("kind", _("Kind"), sortable=True),
        Column("place", _("Place"), sortable=True),
        Column("code", _("Credit code")),
        Column("representative", _("Representative")),
        Column("since", _("Since"), "date", sortable=True),
        Column("state", _("State")),
    )


def enterprises_page(
    rows: tuple[EnterpriseRow, ...],
    *,
    place: PlaceRow,
    kind: str,
    text: str,
    sort: str,
    pager: Pager,
    may_add: bool,
    said: Words,
) -> EnterprisesPage:
    """Return the list as it is shown."""
    name = place.label(said.language)
    add = f"{reverse('registry_add_enterprise')}?{urlencode({'place': place.code})}"
    head = PageHead(
        title=_("Organisations of %(place)s") % {"place": name},
        lead=ngettext("%(count)s organisation.", "%(count)s organisations.", pager.total) % {"count": pager.total},
        actions=(Action(_("Add an organisation"), add, "primary", "plus"),) if may_add else (),
    )
    empty = Empty(
        _("No organisation yet"),
        _("Cooperatives, collective organisations and companies that work with the units stand here."),
        (Action(_("Add an organisation"), add, "primary"),) if may_add else (),
        "enterprise",
    )
    if kind or text:
        empty = Empty(
            _("No organisation fits"), _("Take a filter away, or look for a shorter part of the name."), icon="search"
        )
    table = Table(
        columns=columns(),
        rows=tuple(_row(row, said) for row in rows),
        caption=head.title,
        sort=sort,
        filters=(
            Filter("q", _("Name or credit code"), text, hint=_("name, pinyin or credit code")),
            Filter("kind", _("Kind"), kind, said.options("enterprise"), _("Any")),
        ),
        pager=pager,
        export=f"{reverse('registry_enterprises')}?{urlencode({'place': place.code, 'as': 'xlsx'})}",
        empty=empty,
    )
    return EnterprisesPage(head, table)


def sheet(rows: tuple[EnterpriseRow, ...], *, place: PlaceRow, said: Words) -> SheetTable:
    """Return the list as a sheet."""
    heads = (
        SheetColumn(_("Name")),
        SheetColumn(_("Kind")),
        SheetColumn(_("Place")),
        SheetColumn(_("Credit code")),
        SheetColumn(_("Representative")),
        SheetColumn(_("Since"), "date"),
        SheetColumn(_("Until"), "date"),
    )
    values = [
        (
            row.name,
            said.term(row.kind),
            said.place(row.place_name, row.place_name_en),
            row.credit_code,
            row.representative,
            row.since,
            row.until,
        )
        for row in rows
    ]
    title = _("Organisations of %(place)s") % {"place": place.label(said.language)}
    return SheetTable(_("Organisations"), heads, values, title=title)


def _row(row: EnterpriseRow, said: Words) -> Row:
    return Row(
        (
            Link(row.name, reverse("registry_enterprise", kwargs={"key": row.key}) if row.may_keep else ""),
            said.term(row.kind),
            said.place(row.place_name, row.place_name_en),
            row.credit_code,
            row.representative,
            row.since.isoformat(),
            Badge(_("At work"), "pine") if row.until is None else Badge(_("Ended"), "plain"),
        ),
        key=str(row.key),
    )
