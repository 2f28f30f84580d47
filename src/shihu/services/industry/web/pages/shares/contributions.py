"""What was put into a share book, and every line of its register."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.money import yuan
from shihu.kernel.presentation import Action, Badge, Column, Empty, Link, PageHead, Pager, Row, Table
from shihu.services.industry.types import ContributionRow, EntryRow, ShareBookRow
from shihu.services.industry.web.pages.shares import words
from shihu.services.industry.web.pages.shares.books import ListPage, address, book_link, tabs


def contributions_page(row: ShareBookRow, rows: Sequence[ContributionRow]) -> ListPage:
    """What was put in, what waits for its shares."""
    columns = (
        Column("name", _("Who"), names_row=True),
        Column("factor", pgettext("shares", "Kind")),
        Column("reckoned", _("How it is reckoned")),
        Column("parcel", _("Parcel and term")),
        Column("paper", _("Paper")),
        Column("day", pgettext("shares", "Day"), "date"),
        Column("state", pgettext("shares", "State")),
    )
    table_rows = tuple(
        Row(
            (
                Link(words.name_of(one.name), address("household", row.key, code=one.code) if one.code else ""),
                words.factor(one.factor),
                words.reckoned(one),
                _term(one),
                one.paper,
                one.day.isoformat(),
                _state(one),
            ),
            key=str(one.key),
        )
        for one in rows
    )
    ready = [one for one in rows if one.state != "issued" and one.is_voted]
    unvoted = [one for one in rows if one.state != "issued" and not one.is_voted]
    notices = []
    if unvoted and row.may_keep:
        items = ", ".join(dict.fromkeys(one.item for one in unvoted))
        notices.append(
            (
                "ochre",
                _("%(items)s: not voted yet. Propose a valuation; after the vote these become shares.")
                % {"items": items},
            )
        )
    acts = []
    if row.may_keep:
        acts.append(Action(_("Record a contribution"), address("contribute", row.key), icon="plus"))
        if ready:
            acts.append(
                Action(
                    _("Turn %(count)s into shares") % {"count": len(ready)},
                    address("issue", row.key),
                    "primary",
                    icon="check",
                    posts=True,
                    fields=tuple(("contribution", str(one.key)) for one in ready),
                )
            )
    empty = Empty(_("Nothing has been put in yet"), _("Record the first: land, money, work, skill or a machine."))
    return ListPage(
        head=PageHead(
            _("Contributions"),
            _("Only what the members valued by vote becomes shares; money counts as it is."),
            tuple(acts),
            back=book_link(row),
        ),
        tabs=tabs(row, "contributions"),
        notices=tuple(notices),
        table=Table(columns, table_rows, _("Contributions"), empty=empty, id="contributions"),
    )


def _term(one: ContributionRow) -> str:
    if not one.since or not one.until:
        return "—"
    return _("%(parcel)s, %(since)s to %(until)s") % {
        "parcel": one.parcel,
        "since": one.since.isoformat(),
        "until": one.until.isoformat(),
    }


def _state(one: ContributionRow) -> Badge:
    if one.state == "issued":
        return Badge(_("is shares"), "pine", "check")
    if one.state == "waiting":
        return Badge(_("waits for the second person of the ledger"), "ochre", "clock")
    if one.is_voted:
        return Badge(_("ready to become shares"), "indigo", "check")
    return Badge(_("waits for a vote"), "ochre", "clock")


def entries_page(row: ShareBookRow, rows: Sequence[EntryRow], pager: Pager) -> ListPage:
    """Every line of the register."""
    return ListPage(
        head=PageHead(
            _("Every line of the register"),
            _("Lines are only added. What anybody holds is their sum; nobody alters or drops one."),
            back=book_link(row),
        ),
        tabs=tabs(row, "entries"),
        table=entries_table(rows[pager.offset : pager.offset + pager.size], pager),
    )


def entries_table(rows: Sequence[EntryRow], pager: Pager | None = None) -> Table:
    """Lines as a table."""
    columns = (
        Column("number", pgettext("shares", "No."), "number"),
        Column("day", pgettext("shares", "Day"), "date"),
        Column("kind", pgettext("shares", "What happened"), names_row=True),
        Column("name", _("Holder")),
        Column("factor", pgettext("shares", "Kind")),
        Column("shares", pgettext("shares", "Shares"), "number"),
        Column("rest", _("Left over"), "number", _("yuan")),
        Column("paper", _("Paper")),
        Column("who", pgettext("shares", "Recorded by")),
    )
    table_rows = tuple(
        Row(
            (
                one.number,
                one.day.isoformat(),
                f"{words.movement(one.kind)} {one.words}".strip(),
                words.name_of(one.name),
                words.factor(one.factor) if one.factor else "—",
                f"{one.shares:+,}" if one.shares else "—",
                _signed(one.rest) if one.rest else "—",
                one.paper or "—",
                one.recorded_by,
            )
        )
        for one in rows
    )
    empty = Empty(_("The register is empty"), _("Shares come into being when a voted contribution is written in."))
    return Table(columns, table_rows, _("Lines of the register"), pager=pager, empty=empty, id="entries")


def _signed(amount: int) -> str:
    return f"+{yuan(amount)}" if amount > 0 else yuan(amount)
