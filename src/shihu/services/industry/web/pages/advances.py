"""Pages of the advance book: a season by household, and one household whole."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from shihu.base.sheets.types import SheetColumn, SheetTable, Written
from shihu.kernel.money import decimal, yuan
from shihu.kernel.presentation import (
    Action,
    Choice,
    Column,
    Empty,
    Fact,
    Filter,
    Link,
    PageHead,
    Row,
    Stat,
    Table,
    asked_page,
    asked_sort,
)
from shihu.services.industry.types import (
    AdvanceRow,
    AskedRow,
    BatchRow,
    ProjectDetail,
    SaleRow,
    SeasonMoney,
    SeasonRow,
    SlipRow,
    Standing,
)
from shihu.services.industry.web import wording
from shihu.services.industry.web.pages.asking import acts_table
from shihu.services.industry.web.pages.links import (
    entry_href,
    household_href,
    payouts_href,
    project_href,
    season_tabs,
    slip_href,
)
from shihu.services.industry.web.pages.parts import Page, Section


def columns() -> tuple[Column, ...]:
    unit = _("yuan")
    return (
        Column("who", _("Household of"), sortable=True, names_row=True),
        Column("received", pgettext("industry", "Received"), "number", pgettext("industry", "pieces"), sortable=True),
        Column("returned", pgettext("industry", "Returned"), "number", pgettext("industry", "pieces")),
        Column("left", _("Left to repay"), "number", pgettext("industry", "pieces"), sortable=True),
        Column("owes", _("Owed for inputs"), "number", unit, sortable=True),
        Column("rental", _("Owed for sheds"), "number", unit, sortable=True),
        Column("sold", pgettext("industry", "Proceeds"), "number", unit, sortable=True),
        Column("waiting", _("Waiting to be paid"), "number", unit, sortable=True),
        Column(
            "gain",
            pgettext("industry", "Gain"),
            "number",
            unit,
            sortable=True,
            help=_("Proceeds less fees and funds, less inputs and rent of the whole season"),
        ),
    )


_KEYS = {
    "who": lambda row: row.code,
    "received": lambda row: row.received,
    "left": lambda row: row.pieces_left,
    "owes": lambda row: row.owes,
    "rental": lambda row: row.owes_rental,
    "sold": lambda row: row.proceeds,
    "waiting": lambda row: row.waiting,
    "gain": lambda row: row.gain,
}


def narrowed(rows: Sequence[Standing], asked: Mapping[str, str]) -> list[Standing]:
    """The rows that the filters keep, in the order asked for."""
    text, state = asked.get("q", "").strip(), asked.get("state", "")
    kept = [
        row
        for row in rows
        if (not text or text in row.householder or text in row.code)
        and (state != "owes" or row.owes + row.owes_rental > 0)
        and (state != "waits" or row.waiting > 0)
    ]
    sort = asked_sort(asked, columns(), "who")
    return sorted(kept, key=_KEYS[sort.removeprefix("-")], reverse=sort.startswith("-"))


def book_page(
    season: SeasonRow,
    told: ProjectDetail,
    rows: Sequence[Standing],
    *,
    money: SeasonMoney | None,
    batches: Sequence[BatchRow],
    asked_acts: Sequence[AskedRow],
    asked: Mapping[str, str],
    may_export: bool,
) -> Page:
    """A season's advance book."""
    shown = narrowed(rows, asked)
    pager = asked_page(asked, len(shown))
    owes = sum(row.owes for row in rows)
    waiting = sum(row.waiting for row in rows)
    table = Table(
        columns(),
        tuple(_row(season, row) for row in shown[pager.offset : pager.offset + pager.size]),
        _("Advance book"),
        sort=asked_sort(asked, columns(), "who"),
        filters=(
            Filter("q", _("Search"), asked.get("q", ""), hint=_("Name or code")),
            Filter(
                "state",
                _("State"),
                asked.get("state", ""),
                (Choice("owes", _("still owes")), Choice("waits", _("waits for payment"))),
                _("All"),
            ),
        ),
        pager=pager,
        export=reverse("industry_advances_export", kwargs={"season": season.key}) if may_export and shown else "",
        empty=Empty(
            _("Nothing was supplied on credit yet"),
            _("Book what the inputs cost, take a batch into stock, then supply it to the households."),
        ),
    )
    sections = [Section(_("By household"), table=table)]
    if asked_acts:
        sections.insert(0, Section(_("Waits for a second person"), table=acts_table(asked_acts)))
    if money is not None:
        sections += [_batches(batches), _money(season, money)]
    pieces = sum(row.pieces_left for row in rows)
    return Page(
        head=PageHead(
            f"{told.row.name} · {season.name}",
            _("What each household received on credit, what its sales paid off and what is left, as in the ledger."),
            _acts(season, told),
            back=Link(told.row.name, project_href(told.row.key)),
        ),
        tabs=season_tabs(season.key, "book"),
        stats=(
            Stat(
                _("Owed for inputs"),
                yuan(owes),
                _("yuan"),
                wording.pieces_told(pieces, owes, _measure(rows)),
                tone="ochre",
            ),
            Stat(_("Owed for sheds"), yuan(sum(row.owes_rental for row in rows)), _("yuan")),
            Stat(_("Sold so far"), yuan(sum(row.proceeds for row in rows)), _("yuan")),
            Stat(_("Waiting to be paid"), yuan(waiting), _("yuan"), href=payouts_href(season.key)),
        ),
        sections=tuple(sections),
        notice="" if season.is_open else _("The season is closed: nothing new begins in it."),
    )


def _measure(rows: Sequence[Standing]) -> str:
    return next((row.measure for row in rows if row.measure), "")


def _acts(season: SeasonRow, told: ProjectDetail) -> tuple[Action, ...]:
    if not told.row.may_run or not season.is_open:
        return ()
    key = {"season": season.key}
    return (
        Action(_("Book a cost"), reverse("industry_advances_cost", kwargs=key), icon="edit"),
        Action(_("New batch"), reverse("industry_advances_batch", kwargs=key), icon="plus"),
        Action(_("Let sheds"), reverse("industry_advances_let", kwargs=key), icon="edit"),
        Action(_("Budget"), reverse("industry_projects_budget", kwargs=key), icon="list"),
        Action(_("Close the season"), reverse("industry_projects_close_season", kwargs=key), icon="close"),
        Action(_("Supply on credit"), reverse("industry_advances_supply", kwargs=key), "primary", "plus"),
    )


def _row(season: SeasonRow, row: Standing) -> Row:
    return Row(
        (
            Link(row.householder or row.code, household_href(season.key, row.code)),
            f"{row.received:,}",
            f"{row.returned:,}" if row.returned else "—",
            f"{row.pieces_left:,}",
            yuan(row.owes),
            yuan(row.owes_rental),
            yuan(row.proceeds),
            yuan(row.waiting),
            yuan(row.gain),
        ),
        key=row.code,
    )


def _money(season: SeasonRow, money: SeasonMoney) -> Section:
    language = get_language() or ""
    planned = {side: sum(line.amount for line in season.budget if line.side == side) for side in ("cost", "income")}
    heads = (
        Column("what", pgettext("industry", "Account"), names_row=True),
        Column("amount", pgettext("industry", "Stands"), "number", _("yuan")),
    )
    rows = tuple(Row((f"{row.code} {row.name(language)}", yuan(row.amount))) for row in money.rows)
    table = Table(heads, rows, _("In the books under this season"), empty=Empty(_("Nothing is booked yet")), id="money")
    return Section(
        _("Budget and what is booked"),
        facts=(
            Fact(
                _("Costs"),
                _("%(done)s of %(planned)s yuan") % {"done": yuan(money.cost), "planned": yuan(planned["cost"])},
            ),
            Fact(
                _("Sold"),
                _("%(done)s of %(planned)s yuan") % {"done": yuan(money.sold), "planned": yuan(planned["income"])},
            ),
        ),
        table=table,
    )


def _batches(batches: Sequence[BatchRow]) -> Section:
    sentences = tuple(
        _(
            "%(name)s: %(pieces)s %(measure)s for %(cost)s yuan, so %(price)s yuan each; the %(rest)s yuan that do not "
            "divide are the owner's. %(left)s left."
        )
        % {
            "name": one.name,
            "pieces": f"{one.pieces:,}",
            "measure": one.measure,
            "cost": yuan(one.cost),
            "price": yuan(one.price),
            "rest": yuan(one.rest),
            "left": f"{one.left:,}",
        }
        for one in batches
    )
    return Section(pgettext("industry", "Batches"), sentences or (_("No batch was made yet."),))


def sheet(rows: Sequence[Standing], title: str) -> SheetTable:
    """The advance book as a spreadsheet."""
    heads = (
        SheetColumn(_("Code"), width=18),
        SheetColumn(_("Household of")),
        SheetColumn(f"{pgettext('industry', 'Received')} ({pgettext('industry', 'pieces')})", "number"),
        SheetColumn(f"{pgettext('industry', 'Returned')} ({pgettext('industry', 'pieces')})", "number"),
        SheetColumn(f"{_('Left to repay')} ({pgettext('industry', 'pieces')})", "number"),
        SheetColumn(_("Owed for inputs"), "money"),
        SheetColumn(_("Owed for sheds"), "money"),
        SheetColumn(pgettext("industry", "Proceeds"), "money"),
        SheetColumn(_("Waiting to be paid"), "money"),
        SheetColumn(pgettext("industry", "Gain"), "money"),
    )
    lines: list[tuple[Written, ...]] = [
        (
            row.code,
            row.householder,
            row.received,
            row.returned,
            row.pieces_left,
            *(decimal(value) for value in (row.owes, row.owes_rental, row.proceeds, row.waiting, row.gain)),
        )
        for row in rows
    ]
    return SheetTable(_("Advance book"), heads, lines, title=title)


def household_page(
    season: SeasonRow,
    told: ProjectDetail,
    mine: Standing,
    lines: Sequence[AdvanceRow],
    slips: Sequence[tuple[SaleRow, SlipRow]],
    *,
    is_own: bool,
) -> Page:
    """One household in a season: its book line by line, its slips."""
    acts: tuple[Action, ...] = ()
    if told.row.may_run and not is_own:
        key = {"season": season.key, "code": mine.code}
        acts = (
            Action(_("Take pieces back"), reverse("industry_advances_back", kwargs=key), icon="undo"),
            Action(_("Book a payment"), reverse("industry_advances_repay", kwargs=key), icon="edit"),
        )
    back = (
        Link(_("Our projects"), reverse("industry_projects_own"))
        if is_own
        else Link(_("Advance book"), reverse("industry_advances_book", kwargs={"season": season.key}))
    )
    return Page(
        head=PageHead(
            mine.householder or mine.code,
            f"{told.row.name} · {season.name}",
            acts,
            back=back,
        ),
        stats=(
            Stat(pgettext("industry", "Received"), f"{mine.received:,}", mine.measure),
            Stat(
                _("Left to repay"),
                f"{mine.pieces_left:,}" if mine.pieces_left else yuan(mine.owes),
                mine.measure if mine.pieces_left else _("yuan"),
                wording.pieces_told(mine.pieces_left, mine.owes, mine.measure),
                tone="ochre" if mine.owes else "pine",
            ),
            Stat(_("Waiting to be paid"), yuan(mine.waiting), _("yuan")),
            Stat(_("Gain of the season so far"), yuan(mine.gain), _("yuan"), gain_told(mine)),
        ),
        sections=(
            Section(_("Slips"), table=_slips(slips)),
            Section(_("Advance book"), table=_lines(lines, None if is_own else told.row.book)),
        ),
    )


def gain_told(mine: Standing) -> str:
    """How the gain was reckoned."""
    return _("%(proceeds)s sold − %(taken)s fees and funds − %(inputs)s inputs − %(rent)s rent") % {
        "proceeds": yuan(mine.proceeds),
        "taken": yuan(mine.taken),
        "inputs": yuan(mine.supplied),
        "rent": yuan(mine.let),
    }


def _slips(slips: Sequence[tuple[SaleRow, SlipRow]]) -> Table:
    heads = (
        Column("day", pgettext("industry", "Sold on"), "date", names_row=True),
        Column("buyer", pgettext("industry", "Buyer")),
        Column("kg", pgettext("industry", "Weight"), "number", _("kg")),
        Column("proceeds", pgettext("industry", "Proceeds"), "number", _("yuan")),
        Column("gets", _("The household gets"), "number", _("yuan")),
        Column("state", _("State")),
    )
    rows = tuple(
        Row(
            (
                Link(sale.sold_on.isoformat(), slip_href(sale.key, slip.code)),
                sale.buyer,
                wording.kg(slip.grams),
                yuan(slip.split.proceeds),
                yuan(slip.split.household),
                wording.sale_badge(sale.state),
            )
        )
        for sale, slip in slips
    )
    empty = Empty(
        _("Nothing was sold yet"), _("After each sale a slip stands here: what it brought and where it went.")
    )
    return Table(heads, rows, _("Slips"), empty=empty, id="slips")


def _lines(lines: Sequence[AdvanceRow], book: UUID | None) -> Table:
    heads = (
        Column("day", pgettext("industry", "Day"), "date", names_row=True),
        Column("act", pgettext("industry", "What happened")),
        Column("pieces", pgettext("industry", "Pieces"), "number"),
        Column("amount", _("Amount"), "number", _("yuan")),
        Column("after", _("Owed after it"), "number", _("yuan")),
        *((Column("entry", _("Entry"), "action"),) if book else ()),
    )
    things = {"input": _("inputs"), "rental": _("shed")}
    rows = tuple(
        Row(
            (
                one.day.isoformat(),
                Link(
                    str(wording.ACTS[one.act]), note=" · ".join(part for part in (things[one.thing], one.words) if part)
                ),
                f"{one.pieces:+,}" if one.pieces else "—",
                yuan(one.amount),
                yuan(one.after),
                *((Link(_("Entry"), entry_href(book, one.entry)),) if book else ()),
            )
        )
        for one in reversed(lines)
    )
    empty = Empty(_("Nothing was received on credit"))
    return Table(heads, rows, _("Advance book"), empty=empty, id="book")
