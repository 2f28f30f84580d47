"""Where things of a project have their pages."""

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shihu.kernel.presentation import Tab


def project_href(key: UUID) -> str:
    return reverse("industry_projects_project", kwargs={"key": key})


def season_href(key: UUID) -> str:
    return reverse("industry_advances_book", kwargs={"season": key})


def household_href(season: UUID, code: str) -> str:
    return reverse("industry_advances_household", kwargs={"season": season, "code": code})


def sales_href(season: UUID) -> str:
    return reverse("industry_sales_season", kwargs={"season": season})


def sale_href(key: UUID) -> str:
    return reverse("industry_sales_sale", kwargs={"key": key})


def slip_href(sale: UUID, code: str) -> str:
    return reverse("industry_sales_slip", kwargs={"key": sale, "code": code})


def payouts_href(season: UUID) -> str:
    return reverse("industry_sales_payouts", kwargs={"season": season})


def labour_href(season: UUID) -> str:
    return reverse("industry_labour_season", kwargs={"season": season})


def workday_href(key: UUID) -> str:
    return reverse("industry_labour_day", kwargs={"key": key})


def lot_href(key: UUID) -> str:
    return reverse("industry_lots_lot", kwargs={"key": key})


def asked_href(key: UUID) -> str:
    return reverse("industry_asked_act", kwargs={"key": key})


def entry_href(book: UUID, entry: UUID) -> str:
    return reverse("ledger_entry", kwargs={"key": book, "entry": entry})


def season_tabs(season: UUID, current: str) -> tuple[Tab, ...]:
    """The views of a season."""
    return (
        Tab(_("Advance book"), season_href(season), current == "book"),
        Tab(_("Deliveries and sales"), sales_href(season), current == "sales"),
        Tab(_("Payments to households"), payouts_href(season), current == "payouts"),
        Tab(_("Work and wages"), labour_href(season), current == "labour"),
    )


def year_tabs(address: str, year: int, today: date) -> tuple[Tab, ...]:
    """This year and the two before it."""
    return tuple(Tab(str(one), f"{address}?year={one}", one == year) for one in range(today.year - 2, today.year + 1))
