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
    period: str = ""
    answer: str = ""  # absolute address of the own household's page


def page(
    detail: FormationDetail,
    *,
    names: Names,
    hamlet: str,
    today: date,
    notice: tuple[date, date, str] | None = None,
    answer: str = "",
) -> NoticePage:
    """Build the notice of one hamlet, or of all; ``notice`` is first day, last day and end of a proposal's notice."""
    is_open = notice is not None and not notice[2]
    units = [unit for unit in detail.units if not hamlet or unit.hamlet == hamlet]
    zh, en = names.get(hamlet, (detail.row.place_name, detail.row.place_name_en))
    place = en if words.is_english() and en else zh
    households = sum(unit.size for unit in units)
    return NoticePage(
        title=_("Ten-household units of %(place)s") % {"place": place},
        lead=_("%(households)s households in %(units)s units.") % {"households": households, "units": len(units)},
        is_draft=detail.row.state == "draft",
        period=_period(notice) if notice is not None and is_open else "",
        answer=answer if is_open else "",
        units=tuple(
            NoticeUnit(
                drawing.label_of(unit, names),
                _("%(count)s households") % {"count": unit.size},
                tuple((seat.householder, seat.can_lead) for seat in unit.seats),
            )
            for unit in units
        ),
        day=_day(detail, notice, today),
    )


def _period(notice: tuple[date, date, str]) -> str:
    starts, ends, _end = notice
    told = {"starts": starts.isoformat(), "ends": ends.isoformat()}
    return _("Public notice from %(starts)s to %(ends)s.") % told


def _day(detail: FormationDetail, notice: tuple[date, date, str] | None, today: date) -> date:
    if detail.row.adopted_at:
        return localdate(detail.row.adopted_at)
    return notice[0] if notice is not None else today
