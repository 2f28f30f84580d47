"""A household's year as a page: what came in and what was kept back, month by month."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.money import yuan
from shihu.kernel.places import Level
from shihu.kernel.presentation import Action, Column, Empty, Link, PageHead, Piles, Row, Stat, Tab, Table
from shihu.services.industry.queries.year_panel import CAME, KEPT, year_picture
from shihu.services.industry.types import HouseholdYear
from shihu.services.industry.web import wording
from shihu.services.industry.web.pages.links import year_tabs


@dataclass(frozen=True, slots=True)
class YearPage:
    """A household's year."""

    head: PageHead
    years: tuple[Tab, ...]
    stats: tuple[Stat, ...]
    picture: Piles
    sentences: tuple[str, ...]
    definitions: tuple[str, ...]
    table: Table


def year_page(told: HouseholdYear, *, today: date) -> YearPage:
    """A household's year as one picture with its table."""
    left = told.in_all - told.kept_in_all
    address = reverse("industry_pictures_year", kwargs={"code": told.code})
    place = reverse("industry_pictures_place", kwargs={"place": told.place[: Level.VILLAGE]})
    who = _("Our year %(year)s") if told.is_own else _("%(name)s: the year %(year)s")
    back = None if told.is_own else Link(told.householder, reverse("desk_household", kwargs={"code": told.code}))
    return YearPage(
        head=PageHead(
            who % {"name": told.householder, "year": told.year},
            _("What came in and what was kept back, month by month, up to %(day)s.") % {"day": wording.day(told.last)},
            (Action(pgettext("industry", "Unit beside unit"), place, icon="chart"),),
            back=back,
        ),
        years=year_tabs(address, told.year, today),
        stats=(
            Stat(pgettext("income", "Came in"), yuan(told.in_all), _("yuan")),
            Stat(pgettext("income", "Kept back"), yuan(told.kept_in_all), _("yuan"), tone="ochre"),
            Stat(_("Left for the household"), yuan(left), _("yuan"), tone="pine"),
            Stat(_("Paid out so far"), yuan(sum(told.paid_out)), _("yuan")),
        ),
        picture=year_picture(told),
        sentences=_year_told(told, left),
        definitions=(
            _("Came in: what the own goods brought, before anything was kept back; wages, dividends and awards."),
            _("Kept back: what slips of sales kept for inputs and sheds, the agreed fund and the fee."),
            _("What is received on credit is no income, and what is paid of it in money was kept back by nobody."),
            _("A sale that was taken back counts for nothing."),
        ),
        table=_year_table(told),
    )


def _year_told(told: HouseholdYear, left: int) -> tuple[str, ...]:
    said = [
        _("Of %(came)s yuan that came in, %(kept)s were kept back: %(left)s are the household's.")
        % {"came": yuan(told.in_all), "kept": yuan(told.kept_in_all), "left": yuan(left)}
    ]
    if any(told.taken):
        said.append(_("On credit it took for %(taken)s yuan this year.") % {"taken": yuan(sum(told.taken))})
    if any(told.repaid):
        said.append(_("Beside what sales paid off it paid %(repaid)s yuan.") % {"repaid": yuan(sum(told.repaid))})
    if told.owes > 0:
        said.append(_("Still owed for inputs and sheds: %(owes)s yuan.") % {"owes": yuan(told.owes)})
    if told.waiting > 0:
        said.append(_("Still waiting to be paid out: %(waiting)s yuan.") % {"waiting": yuan(told.waiting)})
    return tuple(said)


def _year_table(told: HouseholdYear) -> Table:
    came = [(str(name), told.came[kind]) for kind, (name, _colour) in CAME.items() if any(told.came[kind])]
    kept = [(str(name), told.kept[kind]) for kind, (name, _colour) in KEPT.items() if any(told.kept[kind])]
    unit = _("yuan")
    heads = (
        Column("month", pgettext("income", "Month"), names_row=True),
        *(Column(f"in{at}", name, "number", unit) for at, (name, _months) in enumerate(came)),
        *(Column(f"back{at}", f"− {name}", "number", unit) for at, (name, _months) in enumerate(kept)),
        Column("taken", _("Taken on credit"), "number", unit),
        Column("repaid", _("Repaid in money"), "number", unit),
        Column("out", pgettext("income", "Paid out"), "number", unit),
    )
    months = [*(m for _n, m in came), *(m for _n, m in kept), told.taken, told.repaid, told.paid_out]
    rows = [
        Row((_month(told.year, at), *(yuan(month[at]) if month[at] else "—" for month in months)))
        for at in range(12)
        if any(month[at] for month in months)
    ]
    if rows:
        rows.append(Row((pgettext("income", "Together"), *(yuan(sum(month)) for month in months))))
    empty = Empty(_("Nothing moved this year"), _("After a sale, a wage, a dividend or an award it stands here."))
    return Table(heads, tuple(rows), _("Month by month"), layout="scroll", empty=empty, id="months")


def _month(year: int, at: int) -> str:
    return f"{year}-{at + 1:02d}"
