"""Pages of income in pictures: a household's year, unit against unit, who gained how much."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from shihu.base.accounts.types import ActedRequest
from shihu.base.places.queries import names
from shihu.base.places.queries import place as place_of
from shihu.kernel.actors import SYSTEM
from shihu.services.industry import policies, queries
from shihu.services.industry.web.pages import household_year
from shihu.services.industry.web.pages import pictures as pages
from shihu.services.industry.web.views.projects import workbook
from shihu.services.industry.web.wording import is_english


@login_required
@require_GET
def own(request: ActedRequest) -> HttpResponseRedirect:
    """Lead to the own household's year."""
    code = queries.own_code(actor=request.actor, on=timezone.localdate(request.now))
    return redirect("industry_pictures_year", code=code)


@require_GET
def year(request: ActedRequest, code: str) -> HttpResponse:
    """A household's year."""
    on = timezone.localdate(request.now)
    told = queries.household_year(code, _year(request), actor=request.actor, on=on)
    if not told.is_own:
        request.place = told.place
    return render(request, "industry/pictures/year.html", {"page": household_year.year_page(told, today=on)})


@require_GET
def place(request: ActedRequest, place: str) -> HttpResponse:
    """Units side by side and the gains of households."""
    on = timezone.localdate(request.now)
    told = queries.place_year(place, _year(request), actor=request.actor, on=on)
    where = place_of(place, actor=SYSTEM)
    if told.sees:
        request.place = place
    page = pages.place_page(
        told,
        where.name_en if is_english() and where.name_en else where.name,
        hamlets=_hamlets({unit.hamlet for unit in told.units}),
        asked=request.GET.dict(),
        today=on,
        may_export=policies.EXPORT_PROJECTS.allows(request.actor, place),
    )
    return render(request, "industry/pictures/place.html", {"page": page})


@require_GET
def export(request: ActedRequest, place: str) -> HttpResponse:
    """The same as a spreadsheet."""
    on = timezone.localdate(request.now)
    told = queries.place_year(place, _year(request), actor=request.actor, on=on)
    policies.EXPORT_PROJECTS.require(request.actor, place, seen=True)
    hamlets = _hamlets({unit.hamlet for unit in told.units})
    return workbook(pages.sheets(told, hamlets), f"income-{place}-{told.year}")


def _year(request: ActedRequest) -> int:
    today = timezone.localdate(request.now).year
    given = request.GET.get("year", "")
    return min(today, max(2000, int(given))) if given.isdecimal() and len(given) == 4 else today


def _hamlets(codes: set[str]) -> dict[str, str]:
    english = is_english()
    return {code: row.name_en if english and row.name_en else row.name for code, row in names(codes).items()}
