"""The six linkages of a village, and a household's own duties."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from shihu.base.accounts.types import ActedRequest
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.queries import meetings, sanitation, welfare
from shihu.services.linkages.queries.duties import meetings_due, sanitation_due, welfare_due
from shihu.services.linkages.queries.duty_units import own_unit, require_village
from shihu.services.linkages.web.pages import our_duties, overview
from shihu.services.linkages.web.views import duty_ground as ground
from shihu.services.units.queries import places_units


@require_GET
def village(request: ActedRequest, code: str) -> HttpResponse:
    """The six linkages of a village; of a township, which village."""
    policies.SEE_DUTIES.require(request.actor, code)
    request.place = code
    if len(code) < Level.VILLAGE:
        villages = places_units(code, actor=request.actor)
        page = overview.choose_page(code, villages, names=ground.names_of(code))
        return render(request, "linkages/duties/page.html", {"page": page})
    place = require_village(code, actor=request.actor)
    shown = overview.overview_page(place, request.actor, ground.today(request), names=ground.names_of(place))
    return render(request, "linkages/duties/overview.html", {"page": shown})


@require_GET
def own(request: ActedRequest) -> HttpResponse:
    """Our duties: the unit of the own household."""
    on = ground.today(request)
    mine = own_unit(actor=request.actor, on=on)
    if mine is None:
        raise NotFound
    key = mine.unit.key
    told = sanitation.unit_sanitation(key, actor=request.actor, on=on, rounds=3)
    _found, listed = meetings.meetings_of(key, actor=request.actor, on=on, limit=4)
    due = [item for ask in (sanitation_due, welfare_due, meetings_due) for item in ask(actor=request.actor, on=on)]
    page = our_duties.page(
        told,
        welfare.works_of_unit(key, actor=request.actor, on=on),
        listed,
        due,
        names=ground.names_of(mine.unit.hamlet),
        on=on,
        reached_by=meetings.who_reaches_us(actor=request.actor, on=on),
        reaches=meetings.whom_we_reach(actor=request.actor, on=on),
    )
    request.place = mine.unit.hamlet
    return render(request, "linkages/duties/page.html", {"page": page})
