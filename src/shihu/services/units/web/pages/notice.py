"""The public notice of a formation's units: names and heads, nothing about anybody's wealth, wishes or refusals."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shihu.services.units.queries import drawing, words
from shihu.services.units.queries.drawing import Names
from shihu.services.units.types import FormationDetail


@dataclass(frozen=True, slots=True)
class NoticeUnit:
    """One unit of the notice."""

    name: str
    count: str
    members: tuple[tuple[str, bool], ...]  # (householder, able to lead)


@dataclass(frozen=True, slots=True)
class NoticePage:
    """Everything that the print shows."""

    title: str
    lead: str
    is_draft: bool
    units: tuple[NoticeUnit, ...]
    day: date


def page(detail: FormationDetail, *, names: Names, hamlet: str, today: date) -> NoticePage:
    """Build the notice of one hamlet, or of all."""
    units = [unit for unit in detail.units if not hamlet or unit.hamlet == hamlet]
    zh, en = names.get(hamlet, (detail.row.place_name, detail.row.place_name_en))
    place = en if words.is_english() and en else zh
    households = sum(unit.size for unit in units)
    return NoticePage(
        title=_("Ten-household units of %(place)s") % {"place": place},
        lead=_("%(households)s households in %(units)s units.") % {"households": households, "units": len(units)},
        is_draft=detail.row.state == "draft",
        units=tuple(
            NoticeUnit(
                drawing.label_of(unit, names),
                _("%(count)s households") % {"count": unit.size},
                tuple((seat.householder, seat.can_lead) for seat in unit.seats),
            )
            for unit in units
        ),
        day=localdate(detail.row.adopted_at) if detail.row.adopted_at else today,
    )
