"""What each figure is to reach: the list with every decision behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.presentation import Action, Badge, Column, Link, PageHead, Row, Table
from shihu.services.linkages.types.goals import FigureTarget, SetTarget
from shihu.services.linkages.web.pages.goals import wording


@dataclass(frozen=True, slots=True)
class TargetsPage:
    """The targets of a township."""

    head: PageHead
    table: Table


def targets_page(place: str, name: str, told: Sequence[FigureTarget], *, may_set: bool, today: date) -> TargetsPage:
    """Build the list: the target in force, the paper behind it, what comes, and what was."""
    columns = (
        Column("name", _("Figure"), names_row=True),
        Column("words", _("How it is counted")),
        Column("target", pgettext("linkages", "Target")),
        Column("since", pgettext("linkages", "Since")),
        Column("paper", pgettext("linkages", "By which paper")),
        Column("others", _("To come and before")),
        *((Column("act", "", "action"),) if may_set else ()),
    )
    rows = []
    for one in told:
        cells: list[str | Link | Badge | Action] = [
            _(one.indicator.name),
            _(one.indicator.words),
            wording.target_words(one.target, one.indicator.unit),
            one.in_force.since.isoformat() if one.in_force else "—",
            Link(one.in_force.paper, note=one.in_force.set_by) if one.in_force else _("none: the platform's own"),
            _others(one, today),
        ]
        if may_set:
            href = reverse("linkages_goals_target", kwargs={"figure": one.indicator.code})
            cells.append(Action(pgettext("linkages", "Set it"), f"{href}?place={place}"))
        rows.append(Row(tuple(cells), one.indicator.code))
    lead = _(
        "A figure is good enough when it meets the target in force on its day. The township sets targets by a paper, "
        "from today or later; what was judged by an older one stays judged by it."
    )
    back = Link(_("The eight goals"), f"{reverse('linkages_goals')}?place={place}")
    return TargetsPage(
        PageHead(_("Targets of %(place)s") % {"place": name}, lead, back=back),
        Table(columns, tuple(rows), pgettext("linkages", "Targets"), id="targets"),
    )


def _others(one: FigureTarget, today: date) -> str:
    told = [_other(row, one, today) for row in one.history if row is not one.in_force]
    if one.in_force is not None:
        own = wording.target_words(one.indicator.target, one.indicator.unit)
        told.append(_("at first: %(target)s") % {"target": own})
    return "；".join(told) or "—"


def _other(row: SetTarget, one: FigureTarget, today: date) -> str:
    words = {"target": wording.target_words(row.target, one.indicator.unit), "day": row.since.isoformat()}
    return (_("from %(day)s: %(target)s") if row.since > today else _("since %(day)s: %(target)s")) % words
