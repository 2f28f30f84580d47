"""Pages of a village's rules of awards, and the poster."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.money import yuan
from shihu.kernel.presentation import (
    Action,
    Badge,
    Column,
    Empty,
    Fact,
    Link,
    PageHead,
    Row,
    Table,
)
from shihu.services.industry.types.awards import AwardMode, AwardRuleRow, FundDetail
from shihu.services.industry.web.pages.awards import words


@dataclass(frozen=True, slots=True)
class RulesPage:
    """The versions of a village's rules."""

    head: PageHead
    table: Table


def _state(row: AwardRuleRow) -> Badge:
    if row.approved_on is None:
        return Badge(pgettext("award", "Draft"), "ochre", "edit")
    return Badge(pgettext("award", "Approved"), "pine", "check")


def rules_page(place: str, title: str, rows: Sequence[AwardRuleRow], *, may_keep: bool) -> RulesPage:
    """Build the list of versions."""
    acts: tuple[Action, ...] = ()
    if may_keep:
        href = f"{reverse('industry_awards_rule_new')}?place={place}"
        acts = (Action(_("Draft a new version"), href, kind="primary", icon="plus"),)
    return RulesPage(
        head=PageHead(
            _("Rules of awards in %(place)s") % {"place": title},
            _("What each kind brings. A version is approved by the village meeting and then never changed."),
            acts,
            back=Link(pgettext("award", "Award funds"), f"{reverse('industry_awards')}?place={place}"),
        ),
        table=Table(
            columns=(
                Column("title", _("Name of the rules"), names_row=True),
                Column("version", pgettext("award", "Version"), "number"),
                Column("state", pgettext("award", "State")),
                Column("kinds", pgettext("award", "Kinds"), "number"),
                Column("approved", _("Approved by the meeting of"), "date"),
                Column("minutes", pgettext("award", "Minutes")),
            ),
            rows=tuple(
                Row(
                    (
                        Link(row.rule.title, reverse("industry_awards_rule", kwargs={"key": row.key})),
                        row.version,
                        _state(row),
                        len(row.rule.items),
                        row.approved_on.isoformat() if row.approved_on else None,
                        row.minutes,
                    )
                )
                for row in rows
            ),
            caption=_("Rules of awards"),
            empty=Empty(
                _("No rules yet"),
                _("Write down what each kind brings, from how many on, and the most that a household gets."),
                acts,
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class RulePage:
    """One version."""

    head: PageHead
    table: Table
    facts: tuple[Fact, ...]
    approve_href: str
    why_not: str


def items_table(row: AwardRuleRow) -> Table:
    """What each kind brings."""
    names = words.kind_names()
    return Table(
        columns=(
            Column("kind", pgettext("industry", "What they keep"), names_row=True),
            Column("brings", _("What it brings")),
            Column("evidence", _("What the checker looks at")),
        ),
        rows=tuple(
            Row((names.get(item.kind, item.kind), words.brings(item, row.rule.mode), item.evidence))
            for item in row.rule.items
        ),
        caption=_("What each kind brings"),
    )


def rule_page(row: AwardRuleRow, *, keeps: bool) -> RulePage:
    """Build the page."""
    rule = row.rule
    values = words.rule_values(rule)
    facts = [
        Fact(
            _("What a head brings"),
            _("Yuan: what is left stays in the fund")
            if rule.mode == AwardMode.YUAN
            else _("Points: the whole fund is split by them"),
        ),
        Fact(
            pgettext("award", "At most a household"),
            _("%(cap)s yuan") % values if rule.household_cap else pgettext("award", "no cap"),
        ),
    ]
    if rule.bonus and keeps:
        facts.append(Fact(_("Addition for registered households"), _("%(bonus)s per cent") % values))
    facts.append(Fact(pgettext("award", "Drafted by"), row.drafted_by))
    if row.approved_on:
        facts += [
            Fact(_("Approved by the meeting of"), row.approved_on.isoformat()),
            Fact(pgettext("award", "Minutes"), row.minutes),
            Fact(pgettext("award", "Entered by"), row.approved_by),
        ]
    why_not = ""
    if keeps and row.approved_on is None and not row.may_approve:
        why_not = _("You drafted this version: somebody else enters the meeting's approval.")
    return RulePage(
        head=PageHead(
            _("%(title)s, version %(version)s") % {"title": rule.title, "version": row.version},
            _("If the claims together are more than the fund, all are scaled down alike, to the fen."),
            badge=_state(row),
            back=Link(_("Rules of awards"), f"{reverse('industry_awards_rules')}?place={row.village}"),
        ),
        table=items_table(row),
        facts=tuple(facts),
        approve_href=reverse("industry_awards_rule_approve", kwargs={"key": row.key}) if row.may_approve else "",
        why_not=why_not,
    )


@dataclass(frozen=True, slots=True)
class PosterPage:
    """The poster for the wall: what brings what, until when, how."""

    title: str
    lead: str
    amount: str
    rows: tuple[tuple[str, str, str], ...]
    cap: str
    steps: tuple[str, ...]
    address: str


def poster_page(detail: FundDetail, village: str, address: str) -> PosterPage:
    """Build the poster; an example for each kind says what twice the minimum brings."""
    rule = detail.rule.rule
    names = words.kind_names()
    rows = []
    for item in rule.items:
        many = item.least * 2
        given = min(many * item.per, item.cap) if item.cap else many * item.per
        example = ""
        if rule.mode == AwardMode.YUAN:
            given = min(given, rule.household_cap) if rule.household_cap else given
            values = {"many": words.counted(many, item.measure), "given": yuan(given)}
            example = _("%(many)s bring %(given)s yuan") % values
        rows.append((names.get(item.kind, item.kind), words.brings(item, rule.mode), example))
    fund = detail.row
    values = {"first": words.day(fund.first), "last": words.day(fund.last), "village": village}
    return PosterPage(
        title=fund.title,
        lead=_("%(village)s: applications from %(first)s to %(last)s") % values,
        amount=yuan(fund.sums.budget),
        rows=tuple(rows),
        cap=_("At most %(cap)s yuan a household.") % words.rule_values(rule) if rule.household_cap else "",
        steps=(
            _("Apply on the phone, or tell the cadre or your unit's head and sign."),
            _("Somebody who is no kin of yours comes and counts."),
            _("The list hangs here for %(days)s days for objections.") % {"days": detail.objection_days},
            _("A second person approves, the money goes to your account, and you get a slip."),
        ),
        address=address,
    )
