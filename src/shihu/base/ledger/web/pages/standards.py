"""The rules on a second person, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from shihu.base.ledger.types import ApprovalRuleRow
from shihu.base.ledger.web import words
from shihu.base.places.types import PlaceRow
from shihu.kernel.money import yuan
from shihu.kernel.presentation import Badge, Cell, Column, Empty, Link, PageHead, Row, Table


@dataclass(frozen=True, slots=True)
class RulesPage:
    """The rules that hold in a place, and those that ended."""

    head: PageHead
    table: Table
    may_set: bool


def rules_page(
    rows: Sequence[ApprovalRuleRow], *, place: PlaceRow, names: Mapping[str, PlaceRow], today: date, may_set: bool
) -> RulesPage:
    """Return the page; of several rules that hold, the one of the nearest place counts."""
    return RulesPage(
        head=PageHead(
            _("Second person in %(place)s") % {"place": place.label(words.language())},
            _("An entry above the amount waits until somebody else has looked at it. The nearest place's rule counts."),
            back=Link(_("Money and books"), f"{reverse('ledger_books')}?place={place.code}"),
        ),
        table=Table(
            columns=(
                Column("kind", _("Kind of books"), names_row=True),
                Column("place", _("Place")),
                Column("above", _("Above how much (yuan)"), "number"),
                Column("since", _("From which day on"), "date"),
                Column("until", _("Until which day"), "date"),
            ),
            rows=tuple(Row(_cells(row, names, today)) for row in rows),
            caption=_("Rules on a second person"),
            empty=Empty(_("No rule yet"), _("Without a rule one person books any amount. Set one below.")),
        ),
        may_set=may_set,
    )


def _cells(row: ApprovalRuleRow, names: Mapping[str, PlaceRow], today: date) -> tuple[Cell, ...]:
    where = names[row.place].label(words.language()) if row.place in names else _("Everywhere")
    holds = row.since <= today and (row.until is None or row.until >= today)
    kind: Cell = _(words.KINDS[row.kind])
    if holds:
        kind = (_(words.KINDS[row.kind]), Badge(_("In force today"), "pine", "check"))
    return (kind, where, yuan(row.above), row.since.isoformat(), row.until.isoformat() if row.until else None)
