"""Pages of the prize fund: catalogue, stock, counter."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.kernel.money import yuan
from shihu.kernel.presentation import Action, Badge, Column, Empty, Fact, Link, PageHead, Row, Stat, Tab, Table
from shihu.services.linkages.types.points import PrizeRow, RedemptionState, Shop, StockKind
from shihu.services.linkages.web.pages.points import words


@dataclass(frozen=True, slots=True)
class Shelf:
    """A prize as the phone shows it: name, price, how many are left, one button."""

    key: str
    name: str
    price: str
    left: str
    reserve_href: str
    why: str
    is_affordable: bool


@dataclass(frozen=True, slots=True)
class ShopPage:
    """The village's prizes."""

    head: PageHead
    tabs: tuple[Tab, ...]
    stats: tuple[Stat, ...]
    cover: str
    is_short: bool
    rule: str
    shelves: tuple[Shelf, ...]
    table: Table | None
    moves: Table | None
    redemptions: Table | None
    empty: Empty | None
    is_member: bool


def shop_page(told: Shop, *, once: UUID) -> ShopPage:
    """Build the shop: shelves for a household, a table of the stock for those at work.

    ``once`` makes a second tap on the same button the same reservation.
    """
    is_member = told.balance is not None and not told.moves and not told.may_keep
    at = f"?place={told.village}"
    acts: tuple[Action, ...] = ()
    if told.may_keep:
        acts = (
            Action(_("Add a prize"), f"{reverse('linkages_points_prize_new')}{at}"),
            Action(pgettext("linkages", "Counter"), f"{reverse('linkages_points_counter')}{at}", "primary"),
        )
    percent = told.cover.percent
    stats = [
        Stat(_("Points in households' hands"), f"{told.cover.outstanding:,}"),
        Stat(_("The stock is worth"), f"{told.cover.stock:,}", _("points")),
        Stat(
            _("Covered by the prize stock"),
            "—" if percent is None else str(percent),
            "" if percent is None else "%",
            tone="seal" if told.cover.is_short else "pine",
        ),
    ]
    if told.balance is not None:
        stats.insert(0, Stat(pgettext("linkages", "Points left"), str(told.balance)))
    sentence = _("Goods given to the village for its points. Nothing is promised that is not on the shelf.")
    return ShopPage(
        head=PageHead(_("Prizes for points"), sentence, acts),
        tabs=words.own_tabs(told.village, "linkages_points_shop")
        if is_member
        else words.tabs(told.village, "linkages_points_shop"),
        stats=tuple(stats),
        cover=words.cover_words(told.cover),
        is_short=told.cover.is_short,
        rule=words.cover_rule(told.rule) if told.rule else "",
        shelves=tuple(_shelf(row, told.balance or 0, once) for row in told.prizes) if is_member else (),
        table=None if is_member else _table(told),
        moves=_moves(told) if told.moves else None,
        redemptions=_redemptions(told) if told.redemptions else None,
        empty=None if told.prizes else Empty(_("No prizes yet"), sentence, acts[:1]),
        is_member=is_member,
    )


def prize_facts(row: PrizeRow) -> tuple[Fact, ...]:
    """What is there of a prize and what became of it."""
    return (
        Fact(_("On the shelf"), str(row.stock)),
        Fact(words.stock_kind(StockKind.RECEIVED), str(row.received)),
        Fact(words.redemption_badge(RedemptionState.RESERVED).text, str(row.reserved)),
        Fact(words.redemption_badge(RedemptionState.HANDED).text, str(row.handed)),
    )


def _shelf(row: PrizeRow, balance: int, once: UUID) -> Shelf:
    why = ""
    if row.stock < 1:
        why = _("None left now.")
    elif balance < row.price:
        missing = row.price - balance
        why = ngettext("%(missing)s point is missing.", "%(missing)s points are missing.", missing) % {
            "missing": missing
        }
    return Shelf(
        key=str(uuid5(once, str(row.key))),
        name=row.name,
        price=_("%(points)s points a %(measure)s") % {"points": row.price, "measure": row.measure},
        left=_("%(stock)s left") % {"stock": row.stock},
        reserve_href=reverse("linkages_points_reserve", kwargs={"key": row.key}) if not why else "",
        why=why,
        is_affordable=not why,
    )


def _table(told: Shop) -> Table:
    columns = (
        Column("name", pgettext("linkages", "Prize"), names_row=True),
        Column("price", pgettext("linkages", "Price"), "number", unit=_("points")),
        Column("stock", _("On the shelf"), "number"),
        Column("reserved", pgettext("linkages", "Reserved"), "number"),
        Column("handed", pgettext("linkages", "Handed out"), "number"),
        Column("worth", _("Worth in points"), "number"),
        Column("state", _("State")),
    )
    rows = tuple(
        Row(
            (
                Link(
                    row.name,
                    reverse("linkages_points_prize", kwargs={"key": row.key}) if told.may_keep else "",
                    note=row.measure,
                ),
                row.price,
                row.stock,
                row.reserved,
                row.handed,
                row.stock * row.price if row.is_offered else 0,
                _prize_badge(row),
            )
        )
        for row in told.prizes
    )
    return Table(columns, rows, _("Catalogue and stock"), id="prizes")


def _prize_badge(row: PrizeRow) -> Badge:
    if not row.is_offered:
        return Badge(_("Not offered"))
    if row.stock < 1:
        return Badge(_("None left"), "seal", "warn")
    return Badge(pgettext("linkages", "Offered"), "pine", "check")


def _moves(told: Shop) -> Table:
    columns = (
        Column("prize", pgettext("linkages", "Prize"), names_row=True),
        Column("kind", pgettext("linkages", "What happened")),
        Column("quantity", pgettext("linkages", "Quantity"), "number"),
        Column("value", _("Value, for information"), "number", unit=_("yuan")),
        Column("donor", pgettext("linkages", "From whom")),
        Column("paper", pgettext("linkages", "Paper")),
        Column("day", _("Day"), "date"),
        Column("by", pgettext("linkages", "Recorded by")),
    )
    rows = tuple(
        Row(
            (
                row.prize,
                words.stock_kind(row.kind),
                f"{row.quantity:+d}",
                "—" if row.value is None else yuan(row.value),
                row.donor or "—",
                row.paper or "—",
                row.day.isoformat(),
                row.recorded_by,
            )
        )
        for row in told.moves
    )
    return Table(columns, rows, _("Movements of the stock"), id="moves")


def _redemptions(told: Shop) -> Table:
    columns = (
        Column("who", _("Household"), names_row=True),
        Column("prize", pgettext("linkages", "Prize")),
        Column("points", pgettext("linkages", "Points"), "number"),
        Column("day", _("Day"), "date"),
        Column("state", _("State")),
        Column("consent", _("Agreed to by")),
        Column("act", "", "action"),
    )
    rows = []
    for row in told.redemptions:
        act: Action | str = ""
        if told.may_keep and row.state in {RedemptionState.RESERVED, RedemptionState.HANDED}:
            label = (
                pgettext("linkages", "Call off")
                if row.state is RedemptionState.RESERVED
                else pgettext("linkages", "Give back")
            )
            act = Action(label, reverse("linkages_points_undo", kwargs={"key": row.key}))
        rows.append(
            Row(
                (
                    Link(row.name, reverse("linkages_points_account", kwargs={"key": row.account}), note=row.household),
                    f"{row.prize} × {row.quantity}",
                    row.points,
                    row.asked_on.isoformat(),
                    words.redemption_badge(row.state),
                    row.consent,
                    act,
                )
            )
        )
    return Table(columns, tuple(rows), _("What was exchanged"), id="redemptions")


@dataclass(frozen=True, slots=True)
class CounterPage:
    """The counter: a code first, else a household that stands there."""

    head: PageHead
    held: Table


def counter_page(told: Shop) -> CounterPage:
    """Build the counter."""
    held = [row for row in told.redemptions if row.state is RedemptionState.RESERVED]
    columns = (
        Column("who", _("Household"), names_row=True),
        Column("prize", pgettext("linkages", "Prize")),
        Column("points", pgettext("linkages", "Points"), "number"),
        Column("until", _("Kept until"), "date"),
        Column("act", "", "action"),
    )
    rows = tuple(
        Row(
            (
                row.name,
                f"{row.prize} × {row.quantity}",
                row.points,
                row.hold_until.isoformat() if row.hold_until else "—",
                Action(pgettext("linkages", "Call off"), reverse("linkages_points_undo", kwargs={"key": row.key})),
            )
        )
        for row in held
    )
    return CounterPage(
        head=PageHead(
            _("Counter of %(village)s") % {"village": words.place_name(told.village)},
            _("A reservation is fetched with its code. Without one, somebody of the household stands here and agrees."),
            back=words.back("linkages_points_shop", _("Prizes for points"), told.village),
        ),
        held=Table(columns, rows, _("Reserved and not fetched"), empty=Empty(_("Nothing is reserved")), id="held"),
    )
