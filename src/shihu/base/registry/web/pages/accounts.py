"""Where households are paid."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from shihu.base.places.types import PlaceRow
from shihu.base.registry.types import AccountPage, AccountRow
from shihu.base.registry.web.forms.bank import AccountListForm
from shihu.base.registry.web.pages.wording import Words, payee_words
from shihu.base.sheets.types import SheetColumn, SheetTable
from shihu.kernel.presentation import (
    Action,
    Badge,
    Choice,
    Column,
    Empty,
    Filter,
    Link,
    PageHead,
    Pager,
    Row,
    Stat,
    Table,
)


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """The list with its counts."""

    head: PageHead
    stats: tuple[Stat, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class LoadPage:
    """The form of a list, and what is wrong with the one that was given."""

    head: PageHead
    form: AccountListForm
    faults: Table | None
    sheet: str
    back: str


def accounts_page(
    found: AccountPage, *, place: PlaceRow, asked: str, lack: bool, pager: Pager, said: Words
) -> AccountsPage:
    """Return the list as it is shown."""
    name = place.label(said.language)
    title = _("Bank accounts of %(place)s") % {"place": name}
    missing = found.households - found.with_account
    head = PageHead(
        title=title,
        lead=_("Dividends, awards and wages are paid on them. Screens show the last four digits."),
        actions=(
            Action(_("Load a list"), _address("registry_accounts_load", place), "primary", "upload"),
            Action(_("List to fill in"), _address("registry_accounts_sheet", place), icon="download", downloads=True),
        ),
        back=Link(_("Households of %(place)s") % {"place": name}, _address("registry_households", place)),
    )
    columns = (
        Column("householder", _("Householder"), names_row=True),
        Column("hamlet", _("Hamlet")),
        Column("code", _("Code")),
        Column("account", _("Account for payments")),
    )
    choices = (Choice("none", _("Without an account")),)
    table = Table(
        columns=columns,
        rows=tuple(_row(row, said) for row in found.rows),
        caption=title,
        filters=(
            Filter("q", _("Name or code"), asked),
            Filter("account", _("Bank account"), "none" if lack else "", choices, _("Any")),
        ),
        pager=pager,
        empty=_empty(lack=lack and not asked),
    )
    stats = (
        Stat(_("Households"), f"{found.households:,}"),
        Stat(_("With an account"), f"{found.with_account:,}", tone="pine"),
        Stat(_("Without an account"), f"{missing:,}", tone="ochre" if missing else "plain"),
    )
    return AccountsPage(head, stats, table)


def load_page(form: AccountListForm, faults: Table | None, *, place: PlaceRow, said: Words) -> LoadPage:
    """Return the page on which a list is loaded."""
    name = place.label(said.language)
    back = _address("registry_accounts", place)
    head = PageHead(
        title=_("Load a list of accounts"),
        lead=_("Each line is one person's account. One fault, and nothing is loaded."),
        back=Link(_("Bank accounts of %(place)s") % {"place": name}, back),
    )
    return LoadPage(head, form, faults, _address("registry_accounts_sheet", place), back)


def to_fill(found: AccountPage, *, place: PlaceRow, said: Words) -> SheetTable:
    """Return the list to fill in. Its headings are those by which it is read again, in Chinese whoever asks for it."""
    heads = (
        SheetColumn("户编号", width=22),
        SheetColumn("姓名", width=12),
        SheetColumn("自然村", width=16),
        SheetColumn("开户行", width=28),
        SheetColumn("账号", width=26),
    )
    rows = [(row.code, row.householder, row.hamlet_name, "", "") for row in found.rows]
    name = place.label(said.language)
    return SheetTable(_("Bank accounts"), heads, rows, title=_("Bank accounts of %(place)s") % {"place": name})


def _row(row: AccountRow, said: Words) -> Row:
    record = reverse("registry_person_act", kwargs={"code": row.code, "person": row.householder_key, "act": "bank"})
    account = (
        payee_words(row.payee, row.householder)
        if row.payee
        else (Badge(_("No account recorded"), "ochre"), Link(_("Record it"), record))
    )
    return Row(
        (
            Link(row.householder, reverse("desk_household", kwargs={"code": row.code})),
            said.place(row.hamlet_name, row.hamlet_name_en),
            row.code,
            account,
        ),
        key=row.code,
    )


def _empty(*, lack: bool) -> Empty:
    if lack:
        return Empty(_("Every household has an account"), icon="check")
    return Empty(
        _("No household fits"), _("Take a filter away, or look for a shorter part of the name."), icon="search"
    )


def _address(name: str, place: PlaceRow) -> str:
    return f"{reverse(name)}?{urlencode({'place': place.code})}"
