"""Pages of a round of awards: the split, the public notice, payment lists, a household's slip."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.money import yuan
from shihu.kernel.presentation import (
    Action,
    Badge,
    Cell,
    Chart,
    Column,
    Composition,
    Empty,
    Link,
    PageHead,
    Pager,
    Part,
    PartKind,
    Row,
    Series,
    Stat,
    Table,
)
from shihu.services.industry.types.awards import (
    AwardMode,
    ObjectionRow,
    RoundDetail,
    RoundLine,
    RoundState,
)
from shihu.services.industry.web.pages.awards import words
from shihu.services.industry.web.pages.awards.funds import fund_address
from shihu.services.industry.web.pages.awards.payments import payment_badge

PAGE_SIZE = 50
# Upper ends of the classes of the distribution, fen; the last class is open.
_CLASSES = (10_000, 20_000, 30_000, 40_000, 50_000, 70_000, 100_000)
_SERIES: tuple[PartKind, ...] = ("s1", "s2", "s3", "s4", "s5", "s6")


def round_address(key: object) -> str:
    """A round's page."""
    return reverse("industry_awards_round", kwargs={"key": key})


def act_address(key: object, act: str) -> str:
    """Where an act on a round is posted."""
    return reverse("industry_awards_round_act", kwargs={"key": key, "act": act})


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round."""

    head: PageHead
    words: str
    notice: str
    notice_tone: str
    stats: tuple[Stat, ...]
    chart: Chart
    kinds_bar: Composition
    table: Table
    payments: Table | None
    objections: Table | None
    publish_href: str
    publish_question: str
    approve_href: str
    approve_question: str
    discard_href: str
    reopen_href: str


def round_page(detail: RoundDetail, *, pager: Pager, sort: str) -> RoundPage:
    """Build the page."""
    row, fund = detail.row, detail.fund.row
    sums = fund.sums
    lines = sorted(detail.lines, key=lambda line: -line.amount) if sort == "-amount" else list(detail.lines)
    notice, tone = _notice(detail)
    acts = _acts(detail)
    key = row.key
    return RoundPage(
        head=PageHead(
            _("%(title)s, round %(number)s") % {"title": fund.title, "number": row.number},
            _("Drafted by %(name)s on %(day)s.") % {"name": row.drafted_by, "day": row.drafted_at.date().isoformat()},
            acts,
            badge=words.round_badge(row.state),
            back=Link(fund.title, fund_address(fund.key)),
        ),
        words=reckoned(detail),
        notice=notice,
        notice_tone=tone,
        stats=(
            Stat(pgettext("award", "Awarded"), yuan(row.amount), _("yuan")),
            Stat(pgettext("award", "Households"), str(row.households), pgettext("industry", "hh")),
            Stat(pgettext("award", "By the rules"), yuan(row.asked), _("yuan"))
            if detail.fund.rule.rule.mode == AwardMode.YUAN
            else Stat(pgettext("award", "Points"), f"{sum(s.weight for line in detail.lines for s in line.shares):,}"),
            Stat(_("Left in the fund"), yuan(_left_after(detail)), _("yuan")),
            Stat(
                _("To be paid"),
                yuan(detail.unpaid),
                _("yuan"),
                tone="ochre" if detail.unpaid else "pine" if row.state == RoundState.APPROVED else "plain",
            ),
        ),
        chart=distribution(detail.lines),
        kinds_bar=_kinds_bar(detail.lines),
        table=_table(detail, lines, pager, sort),
        payments=_payments(detail) if row.state == RoundState.APPROVED else None,
        objections=_objections(detail.objections) if detail.objections else None,
        publish_href=act_address(key, "publish") if detail.may_publish else "",
        publish_question=_(
            "From now on names and amounts can be read by everybody in the village. Objections are taken for "
            "%(days)s days; %(budget)s yuan are set aside."
        )
        % {"days": detail.fund.objection_days, "budget": yuan(sums.budget)},
        approve_href=act_address(key, "approve") if detail.may_approve else "",
        approve_question=_("%(amount)s yuan for %(count)s households are booked as owed by the collective.")
        % {"amount": yuan(row.amount), "count": row.households},
        discard_href=reverse("industry_awards_lay_aside", kwargs={"key": key, "act": "discard"})
        if detail.may_discard
        else "",
        reopen_href=reverse("industry_awards_lay_aside", kwargs={"key": key, "act": "reopen"})
        if detail.may_reopen
        else "",
    )


def _left_after(detail: RoundDetail) -> int:
    left = detail.fund.row.sums.left
    return left - detail.row.amount if detail.row.state in {RoundState.DRAFT, RoundState.PUBLISHED} else left


def reckoned(detail: RoundDetail) -> str:
    """How the split came about, in words."""
    row, rule = detail.row, detail.fund.rule.rule
    values = {"asked": yuan(row.asked), "amount": yuan(row.amount), "count": row.households}
    if rule.mode == AwardMode.POINTS:
        return _("%(amount)s yuan were split among %(count)s households by their points, exactly to the fen.") % values
    if row.asked > row.amount:
        values["part"] = f"{row.amount * 10_000 // row.asked / 100:.2f}"
        return (
            _(
                "By the rules %(count)s households would get %(asked)s yuan, more than there is. All were scaled "
                "down alike to %(part)s per cent; the parts add up to %(amount)s yuan exactly."
            )
            % values
        )
    return _("The fund is enough: %(count)s households get what the rules give, %(amount)s yuan together.") % values


def _notice(detail: RoundDetail) -> tuple[str, str]:
    row = detail.row
    if row.state == RoundState.DRAFT:
        return _("A draft: nobody in the village sees it yet. Look at it, then publish it for objections."), "indigo"
    if row.state == RoundState.PUBLISHED and row.objections_until:
        until = words.day(row.objections_until)
        said = {
            "own": _("You drafted this round: after %(until)s somebody else approves it."),
            "early": _("Objections are taken until %(until)s. It can be approved from the day after."),
            "objections": _("The notice ended on %(until)s, but objections wait for an answer."),
            "": _("The notice ended on %(until)s and nothing speaks against it."),
        }
        return said[detail.why_not_approve] % {"until": until}, "ochre"
    if row.state == RoundState.APPROVED and detail.unpaid:
        return _("%(unpaid)s yuan are owed to households.") % {"unpaid": yuan(detail.unpaid)}, "ochre"
    if row.state == RoundState.APPROVED:
        return _("Everything is paid."), "pine"
    return _("Laid aside: %(reason)s") % {"reason": row.reason}, "seal"


def _acts(detail: RoundDetail) -> tuple[Action, ...]:
    key = detail.row.key
    acts = [Action(_("Notice to print"), reverse("industry_awards_notice", kwargs={"key": key}), icon="print")]
    if detail.may_publish:
        acts.append(Action(_("Publish for objections"), kind="primary", dialog="publish", icon="check"))
    if detail.row.state == RoundState.PUBLISHED:
        why = {
            "own": _("Whoever drafted it does not approve it."),
            "early": _("The notice is still running."),
            "objections": _("Objections wait for an answer."),
        }.get(detail.why_not_approve, "")
        if detail.may_approve or why:
            acts.append(
                Action(
                    pgettext("award", "Approve"),
                    kind="primary",
                    dialog="" if why else "approve",
                    is_disabled=bool(why),
                    why=why,
                    icon="check",
                )
            )
    if detail.may_prepare:
        href = reverse("industry_awards_prepare", kwargs={"key": key})
        acts.append(Action(_("Prepare a payment list"), href, kind="primary", icon="list"))
    return tuple(acts)


def distribution(lines: Sequence[RoundLine]) -> Chart:
    """How many households got how much."""
    classes = Counter(next((at for at, top in enumerate(_CLASSES) if line.amount < top), 7) for line in lines)
    last = max(classes, default=0)
    labels, bottom = [], 0
    for top in _CLASSES:
        labels.append(f"{bottom // 100}–{top // 100}")
        bottom = top
    labels.append(f"{bottom // 100}+")
    amounts = sorted(line.amount for line in lines)
    middle = amounts[len(amounts) // 2] if amounts else 0
    return Chart(
        title=_("Half of the households get %(middle)s yuan or more") % {"middle": yuan(middle)},
        x=tuple(labels[: last + 1]),
        series=(Series(pgettext("award", "Households"), tuple(classes.get(at, 0) for at in range(last + 1))),),
        unit=pgettext("industry", "hh"),
        x_label=_("Award in yuan"),
        kind="bar",
        id="distribution",
    )


def _kinds_bar(lines: Sequence[RoundLine]) -> Composition:
    names = words.kind_names()
    by_kind: Counter[str] = Counter()
    for line in lines:
        for share in line.shares:
            by_kind[share.kind] += share.amount
    return Composition(
        tuple(
            Part(_SERIES[at % 6], names.get(kind, kind), amount // 100)
            for at, (kind, amount) in enumerate(by_kind.most_common())
        ),
        unit=_("yuan"),
    )


def kept(line: RoundLine, detail: RoundDetail) -> str:
    """What a household keeps, in words: 散养鸡 40 只、猪 3 头."""
    names = words.kind_names()
    items = {item.kind: item for item in detail.fund.rule.rule.items}
    parts = [
        f"{names.get(share.kind, share.kind)} {words.counted(share.quantity, items[share.kind].measure)}"
        for share in line.shares
        if share.kind in items
    ]
    return pgettext("industry", ", ").join(parts)


def _table(detail: RoundDetail, lines: Sequence[RoundLine], pager: Pager, sort: str) -> Table:
    is_yuan = detail.fund.rule.rule.mode == AwardMode.YUAN
    shown = lines[pager.offset : pager.offset + pager.size]
    columns = [
        Column("householder", pgettext("industry", "Householder"), names_row=True),
        Column("code", pgettext("award", "Household code")),
        Column("hamlet", pgettext("award", "Hamlet")),
        Column("keeps", pgettext("industry", "What they keep")),
    ]
    if is_yuan:
        columns.append(Column("asked", pgettext("award", "By the rules"), "number", unit=_("yuan")))
    columns += [
        Column(
            "amount",
            pgettext("award", "Award"),
            "number",
            unit=_("yuan"),
            sortable=True,
        ),
        Column("paid", pgettext("award", "Paid")),
    ]
    return Table(
        columns=tuple(columns),
        rows=tuple(_line(detail, line, is_yuan=is_yuan) for line in shown),
        caption=_("Households of this round"),
        shows_caption=True,
        sort=sort,
        pager=pager,
        export=reverse("industry_awards_round_export", kwargs={"key": detail.row.key}),
    )


def _line(detail: RoundDetail, line: RoundLine, *, is_yuan: bool) -> Row:
    href = reverse("industry_awards_slip", kwargs={"key": detail.row.key, "code": line.code})
    paid: Cell = None
    if detail.row.state == RoundState.APPROVED:
        if line.is_gone and line.paid < line.amount:
            paid = Badge(_("Household ended: say who inherits"), "seal", "warn")
        elif line.paid >= line.amount:
            paid = Badge(pgettext("award", "Paid"), "pine", "check")
        else:
            paid = Badge(_("To be paid"), "ochre", "clock")
    cells: list[Cell] = [
        Link(line.householder, href),
        line.code,
        words.place_label(line.hamlet_name, line.hamlet_name_en),
        kept(line, detail),
    ]
    if is_yuan:
        cells.append(yuan(line.asked))
    return Row((*cells, yuan(line.amount), paid))


def _payments(detail: RoundDetail) -> Table:
    return Table(
        columns=(
            Column("number", pgettext("award", "Payment list"), names_row=True),
            Column("day", _("Day of payment"), "date"),
            Column("households", pgettext("award", "Households"), "number", unit=pgettext("industry", "hh")),
            Column("amount", pgettext("award", "Amount"), "number", unit=_("yuan")),
            Column("by", pgettext("award", "Prepared by")),
            Column("state", pgettext("award", "State")),
        ),
        rows=tuple(
            Row(
                (
                    Link(row.document, reverse("industry_awards_payment", kwargs={"key": row.key})),
                    row.day.isoformat(),
                    row.households,
                    yuan(row.amount),
                    row.prepared_by,
                    payment_badge(row),
                )
            )
            for row in detail.payments
        ),
        caption=pgettext("award", "Payment lists"),
        shows_caption=True,
        empty=Empty(
            _("No payment list yet"),
            _("Prepare the list for the bank; a second person books it as paid, in one voucher."),
        ),
        id="payments",
    )


def _objections(rows: Sequence[ObjectionRow]) -> Table:
    names = words.kind_names()
    return Table(
        columns=(
            Column("householder", pgettext("industry", "Householder"), names_row=True),
            Column("kind", pgettext("industry", "What they keep")),
            Column("words", pgettext("award", "Objection")),
            Column("answer", pgettext("award", "Answer")),
        ),
        rows=tuple(
            Row(
                (
                    Link(row.householder, reverse("industry_awards_objection", kwargs={"key": row.key})),
                    names.get(row.kind, row.kind),
                    row.words,
                    row.answer or Badge(_("Waits for an answer"), "ochre", "clock"),
                )
            )
            for row in rows
        ),
        caption=pgettext("award", "Objections"),
        shows_caption=True,
        id="objections",
    )
