"""Pages of the rules of appraisal and of the ranking published by them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from shihu.kernel.presentation import Action, Badge, Column, Empty, Fact, Link, PageHead, Row, Tab, Table
from shihu.services.units.queries.drawing import Names
from shihu.services.units.types import Fields, RuleRow, VillageMonth
from shihu.services.units.web.pages import wording
from shihu.services.units.web.pages.appraisals import month_key
from shihu.services.units.web.pages.ways import ways


@dataclass(frozen=True, slots=True)
class RankingPage:
    """The published ranking, for the wall and the phone."""

    title: str
    lead: str
    rows: tuple[tuple[int, str, str], ...]  # rank, unit, total
    foot: str
    day: date


def ranking_page(told: VillageMonth, place: str, *, names: Names) -> RankingPage:
    """Build the ranking: units only, equal totals on one rank."""
    return RankingPage(
        title=_("Appraisal of the units of %(place)s, %(month)s")
        % {"place": place, "month": wording.month_text(told.month)},
        lead=_("By version %(version)s of the rules, published by %(who)s.")
        % {"version": told.rule_version, "who": told.published_by},
        rows=tuple(
            (r.rank, wording.unit_label(r.name, r.hamlet, r.ordinal, names), wording.points(r.total))
            for r in told.ranking
        ),
        foot=_("Equal totals share a rank. A unit may object until %(until)s.") % {"until": told.object_until},
        day=told.published_on,
    )


@dataclass(frozen=True, slots=True)
class RulesPage:
    """The versions of a township's rules."""

    head: PageHead
    tabs: tuple[Tab, ...]
    table: Table


def rules_page(place: str, versions: Sequence[RuleRow], *, keeps: bool, sees: bool) -> RulesPage:
    """Build the list."""
    columns = (
        Column("title", _("Rules"), names_row=True),
        Column("version", _("Version"), "number"),
        Column("from", _("Valid from"), "date"),
        Column("items", _("Items"), "number"),
        Column("own", _("Asked of a unit"), "number", unit=_("fields a month")),
        Column("township", _("Asked of the scorer"), "number", unit=_("fields a unit")),
        Column("state", _("State")),
    )
    rows = tuple(
        Row(
            (
                Link(r.title, reverse("units_rule", kwargs={"key": r.key})),
                r.version,
                month_key(r.valid_from),
                len(r.items),
                len(r.asked("unit")),
                len(r.asked("township")),
                _rule_badge(r),
            )
        )
        for r in versions
    )
    acts: tuple[Action, ...] = ()
    if keeps:
        acts = (Action(_("New version of the rules"), f"{reverse('units_rule_new')}?place={place}", "primary"),)
    empty = Empty(_("No rules are published yet"), _("Rules come first: nobody is scored by what was not told before."))
    return RulesPage(
        head=PageHead(
            _("Rules of appraisal"),
            _("A month is appraised by the rules that were published before it began; every score remembers them."),
            acts,
        ),
        tabs=ways(place, "appraisals") if sees else (),
        table=Table(columns, rows, _("Versions of the rules"), empty=empty, id="rules"),
    )


def _rule_badge(rule: RuleRow) -> Badge:
    return Badge(_("Published"), "pine", "check") if rule.is_published else Badge(_("Draft"), "ochre", "edit")


@dataclass(frozen=True, slots=True)
class RulePage:
    """One version of the rules."""

    head: PageHead
    facts: tuple[Fact, ...]
    items: Table
    bars: tuple[tuple[str, float], ...]
    publish_href: str


def rule_page(rule: RuleRow, asked: Fields, *, keeps: bool) -> RulePage:
    """Build the page: items with their weights, and the work that they ask of people."""
    columns = (
        Column("words", _("Item"), names_row=True),
        Column("linkage", _("Linkage")),
        Column("maximum", _("Maximum"), "number"),
        Column("weight", _("Counts for"), "number", unit="%"),
        Column("who", _("Who scores")),
        Column("how", _("How")),
    )
    rows = tuple(
        Row(
            (
                i.words,
                _(wording.LINKAGES[i.linkage]),
                wording.points(i.maximum),
                wording.points(i.weight),
                _(wording.SCORERS[i.who]),
                _(wording.HOWS[i.how]),
            )
        )
        for i in rule.items
    )
    weights: dict[str, int] = {}
    for item in rule.items:
        weights[item.linkage] = weights.get(item.linkage, 0) + item.weight
    acts: tuple[Action, ...] = ()
    if keeps:
        words = _("New version of the rules") if rule.is_published else _("Go on writing")
        acts = (Action(words, f"{reverse('units_rule_new')}?place={rule.place}"),)
    return RulePage(
        head=PageHead(
            _("%(title)s, version %(version)s") % {"title": rule.title, "version": rule.version},
            _("Valid from %(month)s.") % {"month": wording.month_text(rule.valid_from)},
            acts,
            _rule_badge(rule),
            Link(_("Rules of appraisal"), f"{reverse('units_rules')}?place={rule.place}"),
        ),
        facts=(
            Fact(_("Asked of a unit each month"), _("%(count)s fields") % {"count": asked.unit}),
            Fact(_("Asked of the scorer for each unit"), _("%(count)s fields") % {"count": asked.township}),
            Fact(
                _("Asked of everybody together each month"),
                _("%(count)s fields for %(units)s units") % {"count": f"{asked.monthly:,}", "units": asked.units},
            ),
            Fact(_("Photographs asked for"), _("none")),
            Fact(_("Talked over above a difference of"), wording.points(rule.threshold)),
            Fact(_("Days for objections"), str(rule.objection_days)),
        ),
        items=Table(columns, rows, _("Items"), id="items"),
        bars=tuple((_(wording.LINKAGES[key]), value / 100) for key, value in weights.items()),
        publish_href=reverse("units_rule_publish", kwargs={"key": rule.key}) if keeps and not rule.is_published else "",
    )
