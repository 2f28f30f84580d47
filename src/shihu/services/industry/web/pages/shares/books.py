"""The list of share books, the register on any day, contributions, lines of the register."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.sheets.types import SheetColumn, SheetTable
from shihu.kernel.money import decimal, yuan
from shihu.kernel.presentation import (
    Action,
    Badge,
    Column,
    Empty,
    Filter,
    Link,
    PageHead,
    Pager,
    Row,
    Stat,
    Tab,
    Table,
)
from shihu.services.industry.types import (
    Disagreement,
    HolderRow,
    ShareBookDetail,
    ShareBookRow,
)
from shihu.services.industry.web.pages.shares import words

PAGE_SIZE = 60


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page that is a head, views, figures, notices and one table."""

    head: PageHead
    table: Table
    tabs: tuple[Tab, ...] = ()
    stats: tuple[Stat, ...] = ()
    notices: tuple[tuple[str, str], ...] = ()  # tone, sentence
    admit: str = ""  # where a household is admitted


def address(name: str, book: object, **more: object) -> str:
    """The address of a page of a book."""
    return reverse(f"industry_shares_{name}", kwargs={"key": book, **more})


def book_link(row: ShareBookRow) -> Link:
    """Back to the book."""
    return Link(row.name, address("book", row.key))


def tabs(row: ShareBookRow, current: str) -> tuple[Tab, ...]:
    """The views of one book."""
    names = (
        ("book", _("Register"), None),
        ("valuations", _("Valuations"), 1 if row.vote else None),
        ("contributions", _("Contributions"), row.waiting or None),
        ("transfers", _("Transfers and leaving"), None),
        ("entries", _("Every line"), None),
    )
    return tuple(Tab(label, address(name, row.key), name == current, count) for name, label, count in names)


def books_page(
    rows: Sequence[ShareBookRow], title: str, place: str, *, names: dict[str, str], may_open: bool, is_own: bool = False
) -> ListPage:
    """The share books of a place, or of one's own household."""
    columns = (
        Column("name", _("Whose shares"), names_row=True),
        Column("kind", pgettext("shares", "Kind")),
        Column("place", pgettext("shares", "Village")),
        Column("par", _("One share"), "number", _("yuan")),
        Column("members", pgettext("shares", "Members"), "number", _("hh")),
        Column("shares", pgettext("shares", "Shares"), "number"),
        Column("value", pgettext("shares", "Value"), "number", _("yuan")),
        Column("state", _("What waits")),
    )
    table_rows = tuple(
        Row(
            (
                Link(row.name, address("book", row.key)),
                words.producer(row.kind),
                names.get(row.place, row.place),
                yuan(row.par),
                row.members,
                f"{row.shares:,}",
                yuan(row.value),
                _waits(row),
            ),
            key=str(row.key),
        )
        for row in rows
    )
    new = Action(_("Open a share book"), f"{reverse('industry_shares_new')}?place={place}", "primary", icon="plus")
    empty = Empty(
        _("No shares have been issued here"),
        _(
            "When households put land, money, work or machines together, open a share book: it says what a share is "
            "worth, who votes, and who holds how many."
        ),
        (new,) if may_open else (),
    )
    return ListPage(
        head=PageHead(
            _("Our shares") if is_own else _("Shares of %(place)s") % {"place": title},
            _("Land, money, skill, labour and machines of households, and what each holds for them."),
            (new,) if may_open and rows else (),
        ),
        table=Table(columns, table_rows, _("Share books"), empty=empty, id="books"),
        stats=(
            Stat(_("Share books"), str(len(rows))),
            Stat(_("Households with shares"), str(sum(row.holders for row in rows)), _("hh")),
            Stat(_("Worth at par"), yuan(sum(row.value for row in rows)), _("yuan")),
        ),
    )


def _waits(row: ShareBookRow) -> Badge:
    if row.vote:
        return Badge(_("being voted"), "ochre", "clock")
    if row.waiting:
        return Badge(_("%(count)s contributions wait") % {"count": row.waiting}, "ochre", "clock")
    return Badge(_("nothing waits"), "pine", "check")


def register_page(
    detail: ShareBookDetail, *, pager: Pager, wrong: Sequence[Disagreement], back: Link, is_head: bool
) -> ListPage:
    """Who holds what, on a day."""
    row = detail.row
    acts: list[Action] = []
    if row.may_keep:
        acts = [
            Action(_("Record a contribution"), address("contribute", row.key), icon="plus"),
            Action(_("Propose a valuation"), address("valuation_new", row.key), "primary", icon="edit"),
        ]
    elif is_head:
        acts = [Action(_("Propose a valuation"), address("valuation_new", row.key), "primary", icon="edit")]
    lead = _(
        "One share is %(par)s yuan. %(quorum)s of the members take part in a vote, %(majority)s of them say yes. "
        "Set by %(charter)s."
    ) % {
        "par": yuan(row.par),
        "quorum": words.threshold(detail.quorum).capitalize(),
        "majority": words.threshold(detail.majority),
        "charter": detail.charter,
    }
    land = sum((one.holding.land_mu for one in detail.holders), Decimal(0))
    return ListPage(
        head=PageHead(row.name, lead, tuple(acts), back=back),
        tabs=tabs(row, "book"),
        stats=(
            Stat(
                pgettext("shares", "Shares"), f"{row.shares:,}", note=_("on %(day)s") % {"day": detail.on.isoformat()}
            ),
            Stat(_("Worth at par"), yuan(row.value), _("yuan")),
            Stat(_("Land put in"), words.number(land), _("mu")),
            Stat(pgettext("shares", "Members"), str(row.members), _("hh")),
        ),
        notices=_agreement(wrong) if detail.sees else (),
        table=_register(detail, pager),
        admit=address("admit", row.key) if row.may_keep else "",
    )


def _agreement(wrong: Sequence[Disagreement]) -> tuple[tuple[str, str], ...]:
    if not wrong:
        return (("pine", _("The register and account 301 of the ledger agree to the fen, household by household.")),)
    return tuple(
        (
            "seal",
            _("%(name)s: the register says %(register)s yuan, account 301 %(ledger)s. Look for an entry without paper.")
            % {"name": words.name_of(one.name), "register": yuan(one.register), "ledger": yuan(one.ledger)},
        )
        for one in wrong
    )


def _register(detail: ShareBookDetail, pager: Pager) -> Table:
    columns = (
        Column("name", _("Holder"), names_row=True),
        Column("code", _("Household code")),
        Column("shares", pgettext("shares", "Shares"), "number"),
        Column("part", _("Part of all"), "number"),
        Column("what", _("What it stands for")),
        Column("land", _("Land put in"), "number", _("mu")),
        Column(
            "value", pgettext("shares", "Value"), "number", _("yuan"), help=_("Shares at par and what is left over")
        ),
        Column("state", pgettext("shares", "State")),
    )
    shown = detail.holders[pager.offset : pager.offset + pager.size]
    rows = tuple(
        Row(
            (
                _holder(detail, one),
                (one.code or "—") if detail.sees else "…" + one.code[-4:] if one.code else "—",
                f"{one.holding.shares:,}",
                words.permille(one.holding.shares, detail.row.shares),
                words.holding(one.holding),
                words.number(one.holding.land_mu) if one.holding.land_mu else "—",
                yuan(one.holding.value_fen),
                words.state_badge(one.holding),
            ),
            key=one.code,
            is_marked=one.is_own,
            mark=_("our household") if one.is_own else "",
        )
        for one in shown
    )
    return Table(
        columns,
        rows,
        _("Who holds what"),
        filters=(Filter("on", _("On the day"), detail.on.isoformat(), hint=_("such as 2019-08-15")),),
        pager=pager,
        export=address("export", detail.row.key),
        empty=Empty(_("Nobody is a member yet"), _("Admit the households that take part.")),
        id="register",
    )


def _holder(detail: ShareBookDetail, one: HolderRow) -> Link:
    if one.household is None:
        return Link(_("Village collective"))
    opens = detail.sees or one.is_own
    return Link(one.name, address("household", detail.row.key, code=one.code) if opens else "")


def register_sheet(detail: ShareBookDetail) -> SheetTable:
    """The register as a workbook."""
    columns = (
        SheetColumn(_("Household code")),
        SheetColumn(_("Holder")),
        SheetColumn(pgettext("shares", "Shares"), "whole"),
        SheetColumn(_("Left over, yuan"), "money"),
        SheetColumn(_("Land, mu"), "number"),
        SheetColumn(_("Value, yuan"), "money"),
        SheetColumn(_("What it stands for")),
        SheetColumn(pgettext("shares", "State")),
    )
    rows = [
        (
            one.code,
            words.name_of(one.name),
            one.holding.shares,
            decimal(one.holding.rest_fen),
            one.holding.land_mu,
            decimal(one.holding.value_fen),
            words.holding(one.holding),
            words.state_badge(one.holding).text,
        )
        for one in detail.holders
    ]
    return SheetTable(_("Register"), columns, rows)


def day_asked(text: str, today: date) -> date:
    """The day that the address asks for; today where it is none or lies ahead."""
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        return today
    return min(asked, today)
