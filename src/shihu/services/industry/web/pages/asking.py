"""Pages of acts that wait for a second person: what is asked for, in words and numbers, and the decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from shihu.kernel.money import in_words, yuan
from shihu.kernel.presentation import Column, Empty, Fact, Link, PageHead, Row, Stat, Table
from shihu.services.industry.types import (
    Act,
    ActKind,
    AskedDetail,
    AskedRow,
    BackAct,
    BatchAct,
    CostAct,
    LetAct,
    ProjectRow,
    ReceiveAct,
    RepayAct,
    StepKind,
    SupplyAct,
    UndoReceiptAct,
    WindAct,
)
from shihu.services.industry.web import wording
from shihu.services.industry.web.pages.links import asked_href, entry_href, project_href, season_href
from shihu.services.industry.web.pages.parts import Page, Section

KINDS = {
    ActKind.COST: pgettext_lazy("industry", "Book a cost"),
    ActKind.BATCH: pgettext_lazy("industry", "Take a batch into stock"),
    ActKind.SUPPLY: pgettext_lazy("industry", "Supply on credit"),
    ActKind.BACK: pgettext_lazy("industry", "Take pieces back"),
    ActKind.LET: pgettext_lazy("industry", "Let sheds"),
    ActKind.REPAY: pgettext_lazy("industry", "Take a household's payment"),
    ActKind.WIND: pgettext_lazy("industry", "Wind up the project"),
    ActKind.RECEIVE: pgettext_lazy("industry", "Take a buyer's payment"),
    ActKind.UNDO: pgettext_lazy("industry", "Take a buyer's payment back"),
}
_COSTS = {
    "materials": pgettext_lazy("industry", "Materials"),
    "wages": pgettext_lazy("industry", "Wages"),
    "other": pgettext_lazy("industry", "Other costs"),
}
_MONEY = {
    "bank": pgettext_lazy("industry", "Bank"),
    "cash": pgettext_lazy("industry", "Cash"),
    "stock": pgettext_lazy("industry", "Goods in stock"),
}
_THINGS = {"input": wording.STEPS[StepKind.ADVANCE], "rental": wording.STEPS[StepKind.RENTAL]}


@dataclass(frozen=True, slots=True)
class ActPage:
    """One act with what may be done to it; ``refused`` says why it could not be booked."""

    page: Page
    approve_href: str
    turn_down_href: str
    turn_down_words: str
    refused: str


def acts_page(project: ProjectRow, rows: Sequence[AskedRow]) -> Page:
    """Everything that was asked for in a project."""
    waiting = [row for row in rows if row.state == "waiting"]
    return Page(
        head=PageHead(
            pgettext("industry", "Second person"),
            _("What is above the amount that one person may book waits here, whole, until somebody else agrees."),
            back=Link(project.name, project_href(project.key)),
        ),
        stats=(
            Stat(pgettext("industry", "Waits"), str(len(waiting)), tone="ochre" if waiting else "plain"),
            Stat(_("Together"), yuan(sum(row.amount for row in waiting)), _("yuan")),
        ),
        sections=(Section(table=acts_table(rows)),),
    )


def acts_table(rows: Sequence[AskedRow]) -> Table:
    """Acts in a list."""
    heads = (
        Column("what", pgettext("industry", "What is asked for"), names_row=True),
        Column("amount", _("Amount"), "number", _("yuan")),
        Column("who", pgettext("industry", "Asked by")),
        Column("when", pgettext("industry", "Asked on"), "date"),
        Column("state", _("State")),
    )
    lines = tuple(
        Row(
            (
                Link(str(KINDS[row.kind]), asked_href(row.key), note=row.reason),
                yuan(row.amount),
                row.recorded_by,
                timezone.localdate(row.recorded_at).isoformat(),
                wording.sale_badge(row.state),
            )
        )
        for row in rows
    )
    empty = Empty(_("Nothing waits for a second person"), icon="check")
    return Table(heads, lines, pgettext("industry", "Second person"), empty=empty, id="asked")


def act_page(told: AskedDetail, *, refused: str) -> ActPage:
    """One act whole."""
    row = told.row
    facts = [
        Fact(pgettext("industry", "Asked by"), f"{row.recorded_by}, {_moment(row.recorded_at)}"),
        Fact(_("In capital numerals"), in_words(row.amount)),
    ]
    if row.decided_at:
        facts.append(Fact(pgettext("industry", "Decided by"), f"{row.decided_by}, {_moment(row.decided_at)}"))
    if row.reason:
        facts.append(Fact(pgettext("industry", "Why"), row.reason))
    if row.entry:
        facts.append(Fact(_("In the books"), Link(_("Entry"), entry_href(told.book, row.entry))))
    where = f"{row.project_name} · {told.season_name}" if told.season_name else row.project_name
    season = Link(_("Advance book"), season_href(row.season)) if row.season else None
    sections = [Section(pgettext("industry", "What is asked for"), (sentence(told),), facts=_papers(told.act))]
    if told.lines:
        sections.append(Section(_("Household by household"), table=_lines(told)))
    page = Page(
        head=PageHead(
            str(KINDS[row.kind]),
            where,
            badge=wording.sale_badge(row.state),
            back=season or Link(row.project_name, project_href(row.project)),
        ),
        stats=(Stat(_("Amount"), yuan(row.amount), _("yuan")),)
        + ((Stat(_("Households"), str(len({line.code for line in told.lines}))),) if told.lines else ()),
        sections=tuple(sections),
        aside=(Section(pgettext("industry", "Who asked, who decides"), facts=tuple(facts)),),
        notice=_notice(row),
        tone="ochre" if row.state == "waiting" else "plain",
    )
    decides = row.may_decide or row.may_take_back
    key = {"key": row.key}
    return ActPage(
        page,
        reverse("industry_asked_approve", kwargs=key) if row.may_decide else "",
        reverse("industry_asked_turn_down", kwargs=key) if decides else "",
        _("Turn it down") if row.may_decide else pgettext("industry", "Take back what I asked for"),
        refused,
    )


def sentence(told: AskedDetail) -> str:
    """Say what is asked for, so that somebody who did not see the form can decide."""
    act = told.act
    values: dict[str, object] = {"yuan": yuan(told.row.amount), "who": told.buyer}
    match act:
        case SupplyAct() | BackAct() | LetAct():
            return _for_households(told, act)
        case CostAct(new=cost):
            words = _("%(what)s (%(words)s) for %(yuan)s yuan, paid from: %(from)s.")
            values |= {"what": _COSTS.get(cost.what, cost.what), "words": cost.words}
            values["from"] = _MONEY.get(cost.paid_from, cost.paid_from)
        case BatchAct(new=new):
            words = _("%(name)s: %(pieces)s %(measure)s that cost %(yuan)s yuan together.")
            values |= {"name": new.name, "pieces": f"{new.pieces:,}", "measure": new.measure}
        case RepayAct(thing=thing, paid_into=paid_into):
            words = _("%(who)s pays %(yuan)s yuan on: %(thing)s. Paid into: %(into)s.")
            values |= {"who": told.lines[0].householder or told.lines[0].code}
            values |= {"thing": _THINGS[thing], "into": _MONEY[paid_into]}
        case ReceiveAct(paid_into=paid_into):
            words = _("%(who)s pays %(yuan)s yuan of what it owes. Paid into: %(into)s.")
            values["into"] = _MONEY[paid_into]
        case UndoReceiptAct(reason=reason):
            words = _("The payment of %(yuan)s yuan by %(who)s is taken back: %(why)s")
            values["why"] = reason
        case WindAct():
            words = _("What stands for households pays %(yuan)s yuan of what they owe; then every part ends.")
    return words % values


def _for_households(told: AskedDetail, act: SupplyAct | BackAct | LetAct) -> str:
    count = len(told.lines)
    values: dict[str, object] = {
        "yuan": yuan(told.row.amount),
        "count": count,
        "pieces": f"{sum(line.pieces for line in told.lines):,}",
        "measure": told.measure,
        "batch": told.batch,
        "price": yuan(told.price),
        "who": told.lessor or _("The owner's own"),
    }
    match act:
        case SupplyAct():
            words = ngettext(
                "%(pieces)s %(measure)s of %(batch)s to %(count)s household on credit, at %(price)s yuan each.",
                "%(pieces)s %(measure)s of %(batch)s to %(count)s households on credit, at %(price)s yuan each.",
                count,
            )
        case BackAct(is_broken=True):
            words = _("%(pieces)s %(measure)s of %(batch)s come back broken: %(yuan)s yuan, borne by the owner.")
        case BackAct():
            words = _("%(pieces)s %(measure)s of %(batch)s come back unused into stock: %(yuan)s yuan.")
        case LetAct():
            words = ngettext(
                "A shed let to %(count)s household for %(yuan)s yuan, paid after the sale. Whose shed: %(who)s.",
                "Sheds let to %(count)s households for %(yuan)s yuan, paid after the sale. Whose sheds: %(who)s.",
                count,
            )
    return words % values


def _papers(act: Act) -> tuple[Fact, ...]:
    if isinstance(act, UndoReceiptAct):
        return ()
    paper = act.new.paper if isinstance(act, CostAct | BatchAct) else act.paper
    told = [Fact(pgettext("industry", "Paper"), paper)]
    if not isinstance(act, WindAct):
        on = act.new.day if isinstance(act, CostAct | BatchAct) else act.day
        told.insert(0, Fact(pgettext("industry", "Day"), wording.day(on)))
    return tuple(told)


def _lines(told: AskedDetail) -> Table:
    has_pieces = any(line.pieces for line in told.lines)
    has_things = any(line.thing for line in told.lines)
    heads = (
        Column("who", _("Household of"), names_row=True),
        Column("code", _("Code")),
        *((Column("thing", _("On which debt")),) if has_things else ()),
        *((Column("pieces", pgettext("industry", "Pieces"), "number", told.measure),) if has_pieces else ()),
        Column("amount", _("Amount"), "number", _("yuan")),
    )
    rows = tuple(
        Row(
            (
                line.householder or line.code,
                line.code,
                *((str(_THINGS[line.thing]),) if has_things else ()),
                *((f"{line.pieces:,}",) if has_pieces else ()),
                yuan(line.amount),
            )
        )
        for line in told.lines
    )
    return Table(heads, rows, _("Household by household"), id="lines")


def _notice(row: AskedRow) -> str:
    if row.state == "turned_down":
        return _("Turned down: nothing of it was booked.")
    if row.state != "waiting":
        return ""
    if row.may_take_back:
        return _("Above what one person may book. Nothing is booked yet; somebody else has to look and agree.")
    return _("Above what one person may book. All is checked again when it is approved, as things stand then.")


def _moment(value: datetime) -> str:
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
