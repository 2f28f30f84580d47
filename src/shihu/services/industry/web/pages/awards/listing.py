"""The list of award funds of a place."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.money import yuan
from shihu.kernel.places import Level
from shihu.kernel.presentation import (
    Action,
    Column,
    Empty,
    Link,
    PageHead,
    Row,
    Stat,
    Table,
)
from shihu.services.industry.types.awards import (
    FundRow,
)
from shihu.services.industry.web.pages.awards.funds import budget_bar, fund_address


@dataclass(frozen=True, slots=True)
class FundsPage:
    """The funds of a place."""

    head: PageHead
    stats: tuple[Stat, ...]
    table: Table


def funds_page(place: str, title: str, rows: Sequence[FundRow], *, may_keep: bool, language: str) -> FundsPage:
    """Build the list; ``title`` is the place's name."""
    is_village = len(place) == Level.VILLAGE
    acts = []
    if len(place) >= Level.VILLAGE:
        acts.append(Action(_("Rules of awards"), f"{reverse('industry_awards_rules')}?place={place}", icon="book"))
    if may_keep and is_village:
        acts.append(
            Action(_("Open a fund"), f"{reverse('industry_awards_open')}?place={place}", kind="primary", icon="plus")
        )
    sums = [row.sums for row in rows]
    waiting = sum(row.waiting for row in rows)
    unit = _("yuan")
    first = _("Choose a village above: its rules come first, then the fund.")
    if is_village:
        first = _("First write down the rules, let the village meeting approve them, then open a fund on them.")
    return FundsPage(
        head=PageHead(
            _("Award funds of %(place)s") % {"place": title},
            _("Money that a village sets aside from its collective income for what courtyards keep or plant."),
            tuple(acts),
        ),
        stats=(
            Stat(_("Set aside for awards"), yuan(sum(s.budget for s in sums)), unit),
            Stat(pgettext("award", "Awarded"), yuan(sum(s.awarded for s in sums)), unit),
            Stat(pgettext("award", "Paid"), yuan(sum(s.paid for s in sums)), unit),
            Stat(_("Applications to check"), str(waiting), tone="ochre" if waiting else "plain"),
        )
        if rows
        else (),
        table=Table(
            columns=(
                Column("title", pgettext("award", "Fund"), names_row=True),
                Column("village", pgettext("industry", "Village")),
                Column("period", pgettext("award", "Applications")),
                Column("households", pgettext("award", "Households"), "number", unit=pgettext("industry", "hh")),
                Column("waiting", pgettext("award", "To check"), "number"),
                Column("budget", pgettext("award", "Set aside"), "number", unit=unit),
                Column("paid", pgettext("award", "Paid"), "number", unit=unit),
                Column("bar", _("Where it stands"), "picture"),
            ),
            rows=tuple(
                Row(
                    (
                        Link(row.title, fund_address(row.key)),
                        row.name(language),
                        f"{row.first.isoformat()} – {row.last.isoformat()}",
                        row.households,
                        row.waiting,
                        yuan(row.sums.budget),
                        yuan(row.sums.paid),
                        budget_bar(row.sums),
                    )
                )
                for row in rows
            ),
            caption=pgettext("award", "Award funds"),
            empty=Empty(_("No award fund here yet"), first, tuple(acts)),
        ),
    )
