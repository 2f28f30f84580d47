"""A delivery traced: for anybody by its code, for the village whole, as labels on crates."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.presentation import Action, Badge, Cell, Column, Empty, Fact, Light, Link, PageHead, Row, Table
from shihu.services.industry.types import CheckRow, InputRow, LotTrace
from shihu.services.industry.web import wording
from shihu.services.industry.web.pages.links import sale_href, sales_href
from shihu.services.industry.web.pages.parts import Page, Section
from shihu.services.industry.web.tracing_forms import CHECKS

_MOST_LABELS = 60


@dataclass(frozen=True, slots=True)
class TracePage:
    """What anybody reads who scans the code."""

    head: PageHead
    tone: str
    sign: str
    sentence: str
    facts: tuple[Fact, ...]
    checks: Table
    inputs: Table | None


def trace_page(told: LotTrace) -> TracePage:
    """Build it."""
    sentence, tone, sign = _("No check is recorded yet."), "plain", "info"
    if told.has_failed:
        sentence = _("A check of this delivery did not pass. It is not to be sold: tell the village.")
        tone, sign = "seal", "warn"
    elif told.has_passed:
        sentence, tone, sign = _("Checked and passed."), "pine", "check"
    facts = [*_facts(told), Fact(_("Grown by"), _grower(told))]
    facts.append(Fact(pgettext("lots", "Sold"), _sold(told)))
    return TracePage(
        PageHead(f"{told.product} · {told.grade}", _("Code %(code)s") % {"code": told.code}),
        tone,
        sign,
        sentence,
        tuple(facts),
        _checks(told.checks, by_office=False),
        _inputs(told.inputs, by_office=False) if told.inputs else None,
    )


def _facts(told: LotTrace) -> list[Fact]:
    facts = [
        Fact(pgettext("industry", "Weight"), _("%(kg)s kg") % {"kg": wording.kg(told.grams)}),
        Fact(_("Weighed on"), told.weighed_on.isoformat()),
        Fact(pgettext("lots", "Village"), told.village),
        Fact(pgettext("lots", "Producer"), told.owner),
    ]
    if told.unit:
        facts.append(Fact(pgettext("lots", "Unit"), told.unit))
    if told.site:
        facts.append(Fact(pgettext("lots", "Where"), told.site))
    return facts


def _grower(told: LotTrace) -> str:
    if told.family:
        return told.family
    return _("a household of the village (not named)") if told.is_household else _("the producer's own people")


def _sold(told: LotTrace) -> str:
    if not told.sales:
        return pgettext("lots", "not yet")
    parts = [
        _("%(kg)s kg on %(day)s") % {"kg": wording.kg(one.grams), "day": one.sold_on.isoformat()} for one in told.sales
    ]
    return ("、" if not wording.is_english() else "; ").join(parts)


def _checks(checks: tuple[CheckRow, ...], *, by_office: bool) -> Table:
    heads = [
        Column("what", _("What was looked for"), names_row=True),
        Column("result", pgettext("lots", "Result")),
        Column("found", _("What was found")),
        Column("day", _("Looked at on"), "date"),
        Column("who", _("By whom")),
    ]
    if by_office:
        heads.append(Column("noted", _("Recorded by")))
    rows = []
    for one in reversed(checks):
        cells: list[Cell] = [
            str(CHECKS[one.kind]),
            Light("green", pgettext("lots", "passed"))
            if one.has_passed
            else Light("red", pgettext("lots", "did not pass")),
            one.found,
            one.checked_on.isoformat(),
            one.checked_by,
        ]
        rows.append(Row(tuple([*cells, one.recorded_by] if by_office else cells)))
    empty = Empty(_("No check is recorded yet"), _("A quick test of residues takes ten minutes before the sale."))
    return Table(tuple(heads), tuple(rows), pgettext("lots", "Checks"), empty=empty, id="checks")


def _inputs(inputs: tuple[InputRow, ...], *, by_office: bool) -> Table:
    """The batches; how many pieces a household got is nobody else's business."""
    heads = [
        Column("name", pgettext("lots", "Batch"), names_row=True),
        Column("made", pgettext("lots", "Made on"), "date"),
    ]
    if by_office:
        heads.append(Column("pieces", pgettext("lots", "Pieces"), "number"))
    rows = []
    for one in inputs:
        cells: list[Cell] = [one.name, one.made_on.isoformat()]
        rows.append(Row(tuple([*cells, f"{one.pieces:,} {one.measure}"] if by_office else cells)))
    return Table(tuple(heads), tuple(rows), _("What it grew from"), id="inputs")


def lot_page(told: LotTrace) -> Page:
    """A delivery whole, for the village."""
    key = {"key": told.key}
    acts = [Action(pgettext("lots", "Labels"), reverse("industry_lots_label", kwargs=key), icon="print")]
    if told.may_run:
        acts.append(Action(_("Record a check"), reverse("industry_lots_check", kwargs=key), "primary", "plus"))
    badge = Badge(_("not checked"), "plain", "info")
    if told.has_failed:
        badge = Badge(pgettext("lots", "did not pass"), "seal", "warn")
    elif told.has_passed:
        badge = Badge(pgettext("lots", "passed"), "pine", "check")
    facts = _facts(told)
    if told.family:
        note = _("agreed to be named in public") if told.may_name else _("not named in public")
        facts.append(Fact(_("Household of"), Link(told.family, note=note)))
    public = reverse("industry_lots_trace", kwargs={"code": told.code})
    facts.append(Fact(_("Public page"), Link(told.code, public)))
    sections = [Section(pgettext("lots", "Checks"), table=_checks(told.checks, by_office=True))]
    if told.inputs:
        sections.append(Section(_("What it grew from"), table=_inputs(told.inputs, by_office=True)))
    sections.append(Section(pgettext("lots", "Sold"), table=_sales(told)))
    return Page(
        head=PageHead(
            f"{told.product} {told.grade} · {told.code}",
            f"{told.project_name} · {told.season_name}",
            tuple(acts),
            badge=badge,
            back=Link(_("Deliveries and sales"), sales_href(told.season)),
        ),
        sections=tuple(sections),
        aside=(Section(_("The delivery"), facts=tuple(facts)),),
    )


def _sales(told: LotTrace) -> Table:
    heads = (
        Column("day", pgettext("industry", "Sold on"), "date", names_row=True),
        Column("buyer", pgettext("industry", "Buyer")),
        Column("kg", pgettext("industry", "Weight"), "number", _("kg")),
        Column("paper", pgettext("industry", "Paper")),
    )
    rows = tuple(
        Row((Link(one.sold_on.isoformat(), sale_href(one.key)), one.buyer, wording.kg(one.grams), one.paper))
        for one in told.sales
    )
    empty = Empty(_("Not sold yet"), _("The sale that takes it stands here."))
    return Table(heads, rows, pgettext("lots", "Sold"), empty=empty, id="sold")


@dataclass(frozen=True, slots=True)
class LabelPage:
    """Labels for crates, several on a sheet."""

    title: str
    product: str
    weighed: str
    owner: str
    code: str
    address: str
    copies: range


def label_page(told: LotTrace, site: str, copies: int) -> LabelPage:
    """Build a sheet of labels."""
    return LabelPage(
        title=pgettext("lots", "Labels"),
        product=f"{told.product} {told.grade}",
        weighed=_("Weighed on %(day)s") % {"day": told.weighed_on.isoformat()},
        owner=f"{told.village} · {told.owner}",
        code=told.code,
        address=site + reverse("industry_lots_trace", kwargs={"code": told.code}),
        copies=range(max(1, min(copies, _MOST_LABELS))),
    )
