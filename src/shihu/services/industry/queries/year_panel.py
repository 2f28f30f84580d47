"""A household's year as one picture, for its own page and for the panel on the household's page."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from shihu.kernel.actors import Actor
from shihu.kernel.money import yuan
from shihu.kernel.presentation import Pile, Piles
from shihu.kernel.refusals import NotFound
from shihu.services.industry.queries.pictures import household_year
from shihu.services.industry.types import Came, HouseholdYear, Kept

CAME = {
    Came.SALES: (pgettext_lazy("income", "Sales"), 1),
    Came.WAGES: (pgettext_lazy("income", "Wages"), 3),
    Came.DIVIDENDS: (pgettext_lazy("income", "Dividends"), 4),
    Came.AWARDS: (pgettext_lazy("income", "Awards"), 6),
    Came.OTHER: (pgettext_lazy("income", "Other"), 5),
}
KEPT = {
    Kept.ADVANCE: (pgettext_lazy("income", "Inputs on credit"), 2),
    Kept.RENTAL: (pgettext_lazy("income", "Shed rent"), 6),
    Kept.FUND: (pgettext_lazy("income", "Agreed fund"), 4),
    Kept.FEE: (pgettext_lazy("income", "Service fee"), 5),
}


@dataclass(frozen=True, slots=True)
class YearPanel:
    """The picture of this year and where the whole stands."""

    picture: Piles
    href: str


def household_year_panel(code: str, *, actor: Actor, on: date) -> YearPanel | None:
    """Return the picture of a household's year; None where nothing came in or where it is not the actor's to see."""
    try:
        told = household_year(code, on.year, actor=actor, on=on)
    except NotFound:
        return None
    if not told.in_all:
        return None
    return YearPanel(year_picture(told), reverse("industry_pictures_year", kwargs={"code": code}))


def year_picture(told: HouseholdYear) -> Piles:
    """Draw a year: what came in above the line, what was kept back below it."""
    left = told.in_all - told.kept_in_all
    title = (
        _("%(came)s yuan came in, %(left)s of them for the household")
        if told.in_all
        else _("Nothing came in yet this year")
    )
    return Piles(
        title % {"came": yuan(told.in_all), "left": yuan(left)} if told.in_all else title,
        tuple(pgettext("month in a picture", "%(number)s") % {"number": number} for number in range(1, 13)),
        tuple(
            Pile(str(name), tuple(max(0, value) for value in told.came[kind]), colour)
            for kind, (name, colour) in CAME.items()
            if any(told.came[kind])
        ),
        tuple(
            Pile(str(name), told.kept[kind], colour) for kind, (name, colour) in KEPT.items() if any(told.kept[kind])
        ),
        lead=_("Above the line what came in, below it what was kept back, in yuan by month."),
        unit=_("yuan"),
        scale=100,
        above_word=pgettext("income", "in"),
        below_word=pgettext("income", "back"),
    )
