"""Pages of funds: the list, one fund with its applications."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.kernel.money import yuan
from shihu.kernel.presentation import (
    Action,
    Choice,
    Column,
    Composition,
    Empty,
    Fact,
    Filter,
    Link,
    PageHead,
    Pager,
    Part,
    PartKind,
    Row,
    Stat,
    Table,
)
from shihu.services.industry.types.awards import (
    ApplicationFilter,
    ApplicationRow,
    ApplicationState,
    AwardItem,
    FundDetail,
    FundSums,
    Measure,
    RoundState,
)
from shihu.services.industry.web.pages.awards import words

PAGE_SIZE = 50
_SERIES: tuple[PartKind, ...] = ("s1", "s2", "s3", "s4", "s5", "s6")


def fund_address(key: object) -> str:
    """A fund's page."""
    return reverse("industry_awards_fund", kwargs={"key": key})


def budget_bar(sums: FundSums) -> Composition:
    """How much of a fund is paid, owed and left, in whole yuan."""
    return Composition(
        (
            Part("s3", pgettext("award", "Paid out"), sums.paid // 100),
            Part("s2", pgettext("award", "Awarded, to be paid"), sums.owed // 100),
            Part("s1", pgettext("award", "Left"), sums.left // 100),
        ),
        unit=_("yuan"),
    )


@dataclass(frozen=True, slots=True)
class FundPage:
    """One fund."""

    head: PageHead
    notice: str
    notice_tone: str
    notice_href: str
    notice_link: str
    stats: tuple[Stat, ...]
    bar: Composition
    kinds_bar: Composition | None
    kinds: Table
    facts: tuple[Fact, ...]
    rounds: Table
    table: Table
    draft_href: str
    draft_question: str


def fund_page(
    detail: FundDetail,
    rows: Sequence[ApplicationRow],
    *,
    asked: ApplicationFilter,
    pager: Pager,
    hamlets: Sequence[tuple[str, str]],
    today: date,
) -> FundPage:
    """Build the page; ``asked`` are the filters in force."""
    fund, sums, names = detail.row, detail.row.sums, words.kind_names()
    acts = _fund_acts(detail)
    can_draft = detail.may_keep and sums.left > 0 and not _running(detail)
    notice, tone, href, link = _notice(detail, today)
    lead = _("From %(first)s to %(last)s; set aside by the village meeting, minutes %(number)s of %(on)s.") % {
        "first": fund.first.isoformat(),
        "last": fund.last.isoformat(),
        "number": detail.paper.number,
        "on": detail.paper.on.isoformat(),
    }
    unit = _("yuan")
    return FundPage(
        head=PageHead(
            fund.title,
            lead,
            tuple(acts),
            back=Link(pgettext("award", "Award funds"), f"{reverse('industry_awards')}?place={fund.village}"),
        ),
        notice=notice,
        notice_tone=tone,
        notice_href=href,
        notice_link=link,
        stats=(
            Stat(pgettext("award", "Set aside"), yuan(sums.budget), unit, note=_book_note(detail)),
            Stat(pgettext("award", "Awarded"), yuan(sums.awarded), unit),
            Stat(
                pgettext("award", "Paid"),
                yuan(sums.paid),
                unit,
                tone="pine" if sums.paid and not sums.owed else "plain",
            ),
            Stat(pgettext("award", "Left"), yuan(sums.left), unit),
            Stat(_("Households that applied"), str(fund.households), pgettext("industry", "hh")),
            Stat(pgettext("award", "To check"), str(fund.waiting), tone="ochre" if fund.waiting else "plain"),
        ),
        bar=budget_bar(sums),
        kinds_bar=Composition(
            tuple(
                Part(_SERIES[at % 6], names.get(kind.kind, kind.kind), kind.amount // 100)
                for at, kind in enumerate(detail.kinds)
            ),
            unit=unit,
        )
        if any(kind.amount for kind in detail.kinds)
        else None,
        kinds=_kinds(detail),
        facts=_facts(detail),
        rounds=_rounds(detail),
        table=_applications(detail, rows, asked, pager, hamlets),
        draft_href=reverse("industry_awards_draft", kwargs={"key": fund.key}) if can_draft else "",
        draft_question=_("%(left)s yuan are left. They are split among all applications found right so far.")
        % {"left": yuan(sums.left)},
    )


def _book_note(detail: FundDetail) -> str:
    if detail.waits_in_books:
        return _("%(amount)s yuan wait for a second person") % {"amount": yuan(detail.waits_in_books)}
    return ""


def _running(detail: FundDetail) -> bool:
    return any(one.state == RoundState.PUBLISHED for one in detail.rounds)


def _notice(detail: FundDetail, today: date) -> tuple[str, str, str, str]:
    """What comes next, for whoever keeps the fund: sentence, tone, address, its words."""
    fund = detail.row
    keys = {"key": fund.key}
    if not fund.sums.budget:
        if detail.waits_in_books:
            href = reverse("ledger_waiting") if detail.may_see_books else ""
            return (
                _("The money waits in the books for a second person. Nothing can be awarded before."),
                "ochre",
                href,
                _("What waits in the books"),
            )
        href = reverse("industry_awards_aside", kwargs=keys) if detail.may_keep else ""
        return _("No money is set aside yet."), "ochre", href, _("Set money aside")
    if fund.is_open:
        said = _("Applications are taken until %(last)s.") % {"last": words.day(fund.last)}
        href = reverse("industry_awards_enter", kwargs=keys) if detail.may_enter else ""
        return said, "indigo", href, _("Enter an application")
    if fund.waiting:
        said = ngettext(
            "%(count)s application waits to be counted on the spot.",
            "%(count)s applications wait to be counted on the spot.",
            fund.waiting,
        ) % {"count": fund.waiting}
        return said, "ochre", f"{fund_address(fund.key)}?state=waiting#table", pgettext("award", "Show them")
    if today < fund.first:
        return _("Applications begin on %(first)s.") % {"first": words.day(fund.first)}, "indigo", "", ""
    return "", "", "", ""


def _fund_acts(detail: FundDetail) -> list[Action]:
    keys = {"key": detail.row.key}
    acts = [Action(pgettext("award", "Poster"), reverse("industry_awards_poster", kwargs=keys), icon="print")]
    if detail.may_check and detail.row.waiting:
        acts.append(Action(_("Checks as a list"), reverse("industry_awards_checks", kwargs=keys), icon="upload"))
    if detail.may_enter and detail.row.is_open:
        acts.append(Action(_("Enter a paper list"), reverse("industry_awards_list", kwargs=keys), icon="upload"))
    if detail.may_keep:
        acts.append(Action(_("Set money aside"), reverse("industry_awards_aside", kwargs=keys), icon="layers"))
    if detail.may_keep and detail.row.sums.left > 0 and not _running(detail):
        acts.append(Action(_("Draft the awards"), kind="primary", dialog="draft", icon="plus"))
    return acts


def _facts(detail: FundDetail) -> tuple[Fact, ...]:
    rule = detail.rule.rule
    values = words.rule_values(rule)
    facts = [
        Fact(
            pgettext("award", "Rules"),
            Link(
                _("%(title)s, version %(version)s") % {"title": rule.title, "version": detail.rule.version},
                reverse("industry_awards_rule", kwargs={"key": detail.rule.key}),
            ),
        )
    ]
    if rule.household_cap:
        facts.append(Fact(pgettext("award", "At most a household"), _("%(cap)s yuan") % values))
    facts.append(
        Fact(
            _("Days for objections"),
            ngettext("%(days)s day", "%(days)s days", detail.objection_days) % {"days": detail.objection_days},
        )
    )
    if detail.may_see_books:
        facts.append(
            Fact(
                pgettext("award", "Booked in"),
                Link(_("the collective's books"), reverse("ledger_book", kwargs={"key": detail.book})),
            )
        )
    return tuple(facts)


def _kinds(detail: FundDetail) -> Table:
    names = words.kind_names()
    items = {item.kind: item for item in detail.rule.rule.items}
    return Table(
        columns=(
            Column("kind", pgettext("industry", "What they keep"), names_row=True),
            Column("households", pgettext("award", "Households"), "number", unit=pgettext("industry", "hh")),
            Column("quantity", pgettext("award", "Counted"), "number"),
            Column("amount", pgettext("award", "Awarded"), "number", unit=_("yuan")),
        ),
        rows=tuple(
            Row(
                (
                    names.get(kind.kind, kind.kind),
                    kind.households,
                    words.counted(kind.quantity, items[kind.kind].measure),
                    yuan(kind.amount),
                )
            )
            for kind in detail.kinds
        ),
        caption=pgettext("award", "By kind"),
        empty=Empty(_("Nothing was found right yet"), _("What a second person counted stands here by kind.")),
        id="kinds",
        layout="scroll",
    )


def _rounds(detail: FundDetail) -> Table:
    return Table(
        columns=(
            Column("number", pgettext("award", "Round"), names_row=True),
            Column("state", pgettext("award", "State")),
            Column("households", pgettext("award", "Households"), "number", unit=pgettext("industry", "hh")),
            Column("asked", pgettext("award", "By the rules"), "number", unit=_("yuan")),
            Column("amount", pgettext("award", "Awarded"), "number", unit=_("yuan")),
            Column("notice", pgettext("award", "Objections until"), "date"),
            Column("approved", pgettext("award", "Approved by")),
        ),
        rows=tuple(
            Row(
                (
                    Link(
                        _("Round %(number)s") % {"number": row.number},
                        reverse("industry_awards_round", kwargs={"key": row.key}),
                    ),
                    words.round_badge(row.state),
                    row.households,
                    yuan(row.asked),
                    yuan(row.amount),
                    row.objections_until.isoformat() if row.objections_until else None,
                    row.approved_by,
                )
            )
            for row in detail.rounds
        ),
        caption=_("Rounds of awards"),
        shows_caption=True,
        empty=Empty(
            _("Nothing was awarded yet"),
            _("Once applications are found right, draft the awards: the fund is split exactly by the rules."),
        ),
        id="rounds",
    )


def _applications(
    detail: FundDetail,
    rows: Sequence[ApplicationRow],
    asked: ApplicationFilter,
    pager: Pager,
    hamlets: Sequence[tuple[str, str]],
) -> Table:
    names = words.kind_names()
    items = {item.kind: item for item in detail.rule.rule.items}
    fund = detail.row
    acts: tuple[Action, ...] = ()
    if detail.may_enter and fund.is_open:
        href = reverse("industry_awards_enter", kwargs={"key": fund.key})
        acts = (Action(_("Enter an application"), href, icon="plus"),)
    return Table(
        columns=(
            Column("householder", pgettext("industry", "Householder"), names_row=True),
            Column("code", pgettext("award", "Household code")),
            Column("hamlet", pgettext("award", "Hamlet")),
            Column("kind", pgettext("industry", "What they keep")),
            Column("quantity", pgettext("award", "Said"), "number"),
            Column("counted", pgettext("award", "Counted"), "number"),
            Column("state", pgettext("award", "State")),
            Column("by", pgettext("award", "Checked by")),
        ),
        rows=tuple(_application(row, names, items) for row in rows),
        caption=pgettext("award", "Applications"),
        shows_caption=True,
        filters=(
            Filter(
                "state",
                pgettext("award", "State"),
                asked.state,
                tuple(Choice(state.value, words.application_badge(state).text) for state in ApplicationState),
                pgettext("award", "Any state"),
            ),
            Filter(
                "kind",
                pgettext("industry", "What they keep"),
                asked.kind,
                tuple(Choice(kind, names.get(kind, kind)) for kind in items),
                pgettext("award", "Any kind"),
            ),
            Filter(
                "hamlet",
                pgettext("award", "Hamlet"),
                asked.hamlet,
                tuple(Choice(code, name) for code, name in hamlets),
                pgettext("award", "Any hamlet"),
            ),
            Filter("text", _("Name or code"), asked.text),
        ),
        pager=pager,
        export=reverse("industry_awards_export", kwargs={"key": fund.key}),
        empty=Empty(
            _("No application here"),
            _("Households apply on their phones, or sign a paper list that is entered here."),
            acts,
        ),
    )


def _application(row: ApplicationRow, names: dict[str, str], items: dict[str, AwardItem]) -> Row:
    measure = items[row.kind].measure if row.kind in items else Measure.PIECE
    href = reverse("industry_awards_application", kwargs={"key": row.key})
    counted: Link | None = None
    if row.check and not row.check.refused:
        counted = Link(words.counted(row.check.counted, measure), note=words.difference(row, measure))
    return Row(
        (
            Link(row.householder, href),
            row.code,
            words.place_label(row.hamlet_name, row.hamlet_name_en),
            names.get(row.kind, row.kind),
            words.counted(row.quantity, measure),
            counted,
            words.application_badge(row.state),
            row.check.by if row.check else "",
        )
    )
