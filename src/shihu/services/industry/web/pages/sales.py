"""Pages of deliveries, sales and payments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.sheets.types import SheetColumn, SheetTable
from shihu.kernel.money import in_words, yuan
from shihu.kernel.presentation import (
    Action,
    Badge,
    Cell,
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
)
from shihu.services.industry.types import (
    GradeRow,
    LotRow,
    ProjectDetail,
    Reckoned,
    SaleDetail,
    SaleReceipts,
    SaleRow,
    SeasonRow,
    SlipRow,
    StepKind,
)
from shihu.services.industry.web import wording
from shihu.services.industry.web.forms.sales import SaleForm
from shihu.services.industry.web.pages.links import (
    entry_href,
    lot_href,
    project_href,
    sale_href,
    sales_href,
    season_tabs,
    slip_href,
)
from shihu.services.industry.web.pages.markets import market_facts
from shihu.services.industry.web.pages.parts import Page, Section
from shihu.services.industry.web.pages.receivables import receipts_section


def season_page(
    season: SeasonRow,
    told: ProjectDetail,
    lots: Sequence[LotRow],
    sales: Sequence[SaleRow],
    *,
    asked: Mapping[str, str],
    may_export: bool,
) -> Page:
    """What was delivered and sold in a season."""
    acts: tuple[Action, ...] = ()
    if told.row.may_run and season.is_open:
        key = {"season": season.key}
        acts = (
            Action(_("Weigh in"), reverse("industry_sales_weigh", kwargs=key), icon="plus"),
            Action(pgettext("industry", "Sell"), reverse("industry_sales_sell", kwargs=key), "primary", "check"),
        )
    booked = [one for one in sales if one.state == "booked"]
    left = sum(lot.left for lot in lots)
    return Page(
        head=PageHead(
            f"{told.row.name} · {season.name}",
            _("What was weighed in, to whom it was sold and what it brought."),
            acts,
            back=Link(told.row.name, project_href(told.row.key)),
        ),
        tabs=season_tabs(season.key, "sales"),
        stats=(
            Stat(_("Weighed in"), wording.kg(sum(lot.grams for lot in lots)), _("kg")),
            Stat(_("Not sold yet"), wording.kg(left), _("kg"), tone="ochre" if left else "plain"),
            Stat(_("Sold so far"), yuan(sum(one.total for one in booked)), _("yuan")),
        ),
        sections=(
            Section(_("Sales"), table=_sales(sales, acts)),
            Section(_("Deliveries"), table=_lots(lots, season, asked, acts, may_export=may_export)),
        ),
    )


def _sales(sales: Sequence[SaleRow], acts: tuple[Action, ...]) -> Table:
    heads = (
        Column("day", pgettext("industry", "Sold on"), "date", names_row=True),
        Column("buyer", pgettext("industry", "Buyer")),
        Column("kg", pgettext("industry", "Weight"), "number", _("kg")),
        Column("total", _("Brought"), "number", _("yuan")),
        Column("homes", _("Households"), "number"),
        Column("state", _("State")),
    )
    rows = tuple(
        Row(
            (
                Link(one.sold_on.isoformat(), sale_href(one.key)),
                Link(one.buyer, note=_("below the market: %(why)s") % {"why": one.reason} if one.reason else ""),
                wording.kg(one.grams),
                yuan(one.total),
                one.households,
                wording.sale_badge(one.state),
            )
        )
        for one in sales
    )
    empty = Empty(_("Nothing was sold yet"), _("Weigh in what households deliver, then sell it to a buyer."), acts[-1:])
    return Table(heads, rows, _("Sales"), empty=empty, id="sales")


def narrowed(lots: Sequence[LotRow], asked: Mapping[str, str]) -> list[LotRow]:
    """The deliveries that the filters keep."""
    text, grade = asked.get("q", "").strip(), asked.get("grade", "")
    return [
        lot
        for lot in lots
        if (not text or text in lot.householder or text in lot.household_code or text.upper() in lot.code)
        and (not grade or lot.grade == grade)
        and (asked.get("left", "") != "yes" or lot.left)
    ]


def _lots(
    lots: Sequence[LotRow], season: SeasonRow, asked: Mapping[str, str], acts: tuple[Action, ...], *, may_export: bool
) -> Table:
    shown = narrowed(lots, asked)
    pager = asked_page(asked, len(shown), 25)
    heads = (
        Column("day", _("Weighed on"), "date"),
        Column("who", _("Household of"), names_row=True),
        Column("grade", pgettext("industry", "Grade")),
        Column("kg", pgettext("industry", "Weight"), "number", _("kg")),
        Column("left", _("Not sold yet"), "number", _("kg")),
        Column("code", _("Traceability code")),
    )
    rows = tuple(
        Row(
            (
                lot.weighed_on.isoformat(),
                lot.householder or _("The owner's own produce"),
                f"{lot.product} {lot.grade}",
                wording.kg(lot.grams),
                wording.kg(lot.left) if lot.left else "—",
                Link(lot.code, lot_href(lot.key)),
            ),
            key=str(lot.key),
        )
        for lot in shown[pager.offset : pager.offset + pager.size]
    )
    grades = sorted({lot.grade for lot in lots})
    filters = (
        Filter("q", _("Search"), asked.get("q", ""), hint=_("Name or code")),
        Filter(
            "grade",
            pgettext("industry", "Grade"),
            asked.get("grade", ""),
            tuple(Choice(g, g) for g in grades),
            _("All"),
        ),
        Filter("left", _("State"), asked.get("left", ""), (Choice("yes", _("not sold yet")),), _("All")),
    )
    empty = Empty(_("Nothing was weighed in yet"), _("Weigh in each household's delivery with its grade."), acts[:1])
    export = reverse("industry_sales_export", kwargs={"season": season.key}) if may_export and shown else ""
    return Table(heads, rows, _("Deliveries"), filters=filters, pager=pager, empty=empty, export=export, id="lots")


def lots_sheet(lots: Sequence[LotRow], title: str) -> SheetTable:
    """Deliveries as a spreadsheet."""
    heads = (
        SheetColumn(_("Weighed on"), "date"),
        SheetColumn(_("Code"), width=18),
        SheetColumn(_("Household of")),
        SheetColumn(pgettext("industry", "Product")),
        SheetColumn(pgettext("industry", "Grade")),
        SheetColumn(_("Kilograms"), "number"),
        SheetColumn(_("Not sold yet"), "number"),
        SheetColumn(_("Traceability code")),
        SheetColumn(_("Weighed by")),
    )
    lines = [
        (
            lot.weighed_on,
            lot.household_code,
            lot.householder,
            lot.product,
            lot.grade,
            lot.grams / 1000,
            lot.left / 1000,
            lot.code,
            lot.weighed_by,
        )
        for lot in lots
    ]
    return SheetTable(_("Deliveries"), heads, lines, title=title)


@dataclass(frozen=True, slots=True)
class SellPage:
    """The form of a sale, or what it would give before it is booked."""

    head: PageHead
    form: SaleForm
    back: str
    preview: tuple[Section, ...] = ()
    stats: tuple[Stat, ...] = ()
    carried: tuple[tuple[str, str], ...] = ()
    has_goods: bool = True


def sell_page(
    season: SeasonRow, told: ProjectDetail, form: SaleForm, given: Reckoned | None, carried: Sequence[tuple[str, str]]
) -> SellPage:
    """The form; with ``given``, the split of the proceeds household by household."""
    back = sales_href(season.key)
    head = PageHead(
        _("What the sale gives") if given else pgettext("industry", "Sell"),
        f"{told.row.name} · {season.name}",
        back=Link(_("Deliveries and sales"), back),
    )
    if given is None:
        return SellPage(head, form, back, has_goods=bool(form.lots))
    return SellPage(
        head,
        form,
        back,
        preview=(Section(_("Household by household"), table=slips_table(given.slips, given.measure, None)),),
        stats=_sums(given.total, given.slips, given.own_amount),
        carried=tuple(carried),
    )


def _sums(total: int, slips: Sequence[SlipRow], own: int) -> tuple[Stat, ...]:
    gets = sum(slip.split.household for slip in slips)
    parts = [Stat(_("The buyer pays"), yuan(total), _("yuan"), in_words(total))]
    if slips or not own:
        parts.append(Stat(_("Households get"), yuan(gets), _("yuan"), tone="pine"))
    for kind, word in wording.STEPS.items():
        taken = sum(slip.split.taken(kind) for slip in slips)
        if taken:
            parts.append(Stat(str(word), yuan(taken), _("yuan")))
    if own:
        parts.append(Stat(_("The owner's own produce"), yuan(own), _("yuan")))
    return tuple(parts)


def slips_table(slips: Sequence[SlipRow], measure: str, sale: SaleRow | None) -> Table:
    """Slips side by side; linked where they are stored."""
    heads = (
        Column("who", _("Household of"), names_row=True),
        Column("kg", pgettext("industry", "Weight"), "number", _("kg")),
        Column("proceeds", pgettext("industry", "Proceeds"), "number", _("yuan")),
        *(Column(kind.value, str(word), "number", _("yuan")) for kind, word in wording.STEPS.items()),
        Column("gets", _("The household gets"), "number", _("yuan")),
        Column("left", _("Left to repay"), "number", measure or _("yuan")),
    )
    booked = sale is not None and sale.entry is not None
    rows = tuple(
        Row(
            (
                Link(slip.householder or slip.code, slip_href(sale.key, slip.code) if sale and booked else ""),
                wording.kg(slip.grams),
                yuan(slip.split.proceeds),
                *(yuan(slip.split.taken(kind)) if slip.split.taken(kind) else "—" for kind in StepKind),
                yuan(slip.split.household),
                f"{slip.pieces_left:,}" if measure else yuan(slip.advance_left),
            )
        )
        for slip in slips
    )
    return Table(heads, rows, _("Slips"), empty=Empty(_("No household's goods are in it")), id="slips")


@dataclass(frozen=True, slots=True)
class SalePage:
    """A sale, with what may be done to it."""

    page: Page
    approve_href: str
    turn_down_href: str
    undo_href: str
    is_undo: bool


def sale_page(
    told: SaleDetail, season: SeasonRow, book: UUID, *, sees: bool, receipts: SaleReceipts | None
) -> SalePage:
    """One sale whole."""
    row, key = told.row, {"key": told.row.key}
    notice, tone = "", "plain"
    if row.state == "waiting":
        notice, tone = (
            _("Above what one person may book: it waits for a second person. All is reckoned as of today."),
            "ochre",
        )
    elif row.state == "booked" and row.undo_reason:
        notice = _("%(who)s asks to take it back: %(why)s") % {"who": row.undo_by, "why": row.undo_reason}
        tone = "ochre"
    elif row.state == "undone":
        notice = _("Taken back: %(why)s. Its goods are free and the debts stand as before.") % {"why": row.undo_reason}
    elif row.state == "turned_down":
        notice, tone = _("Turned down; its goods are free."), "seal"
    facts = [
        Fact(pgettext("industry", "Buyer"), row.buyer),
        Fact(pgettext("industry", "Paper"), row.paper),
        Fact(pgettext("industry", "Paid"), _("the buyer owes it") if row.on_credit else _("into the bank")),
        Fact(_("Recorded by"), row.recorded_by),
    ]
    facts += market_facts(row, told.grades)
    if row.entry and sees:
        facts.append(Fact(_("In the books"), Link(_("Entry"), entry_href(book, row.entry))))
    sections = [receipts_section(receipts, book, may_run=told.may_run)] if receipts else []
    sections.append(Section(pgettext("industry", "Grades"), table=grades_table(told.grades)))
    if told.slips or not told.own_amount:
        slips = slips_table(told.slips, told.measure, row)
        sections.append(Section(_("Household by household"), table=slips))
    owes = receipts is not None and receipts.left > 0 and told.may_run
    receive = Action(_("Record what the buyer pays"), reverse("industry_sales_receive", kwargs=key), "primary", "check")
    page = Page(
        head=PageHead(
            _("Sale to %(buyer)s, %(day)s") % {"buyer": row.buyer, "day": wording.day(row.sold_on)},
            f"{told.project_name} · {told.season_name}",
            (receive,) if owes else (),
            badge=wording.sale_badge(row.state),
            back=Link(_("Deliveries and sales"), sales_href(row.season)),
        ),
        stats=_sums(row.total, told.slips, told.own_amount),
        notice=notice,
        tone=tone,
        sections=tuple(sections),
        aside=(Section(_("The sale"), facts=tuple(facts)),),
    )
    may_undo = told.may_run and season.is_open and row.state == "booked" and not row.undo_reason
    return SalePage(
        page,
        reverse("industry_sales_approve", kwargs=key) if told.may_decide else "",
        reverse("industry_sales_turn_down", kwargs=key) if told.may_decide else "",
        reverse("industry_sales_undo", kwargs=key) if may_undo else "",
        is_undo=row.state == "booked",
    )


def grades_table(grades: Sequence[GradeRow]) -> Table:
    """What was sold by grade, with the market beside it."""
    heads = (
        Column("grade", pgettext("industry", "Grade"), names_row=True),
        Column("kg", pgettext("industry", "Weight"), "number", _("kg")),
        Column("price", _("Price"), "number", _("yuan a kg")),
        Column("market", _("Market that day"), "number", _("yuan a kg")),
        Column("amount", _("Amount"), "number", _("yuan")),
    )
    rows = tuple(
        Row(
            (
                one.grade,
                wording.kg(one.grams),
                yuan(one.price),
                _market(one),
                yuan(one.amount),
            )
        )
        for one in grades
    )
    return Table(heads, rows, pgettext("industry", "Grades"), id="grades")


def _market(one: GradeRow) -> Cell:
    if one.market is None:
        return "—"
    if one.price < one.market:
        less = _("%(yuan)s below") % {"yuan": yuan(one.market - one.price)}
        return (yuan(one.market), Badge(less, "ochre", "warn"))
    return yuan(one.market)
