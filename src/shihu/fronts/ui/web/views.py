"""The switches of the frame, and the style page."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.places import queries as places
from shihu.fronts.ui.web import context, samples
from shihu.kernel.actors import Role
from shihu.kernel.places import Level, level_of, parent_of
from shihu.kernel.presentation import Crumb

_YEAR = 365 * 24 * 3600


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark on this device; anything else follows the device again."""
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    answer = redirect(back if safe else "/")
    asked = request.POST.get("theme", "")
    if asked in context.THEMES:
        answer.set_cookie("theme", asked, max_age=_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    else:
        answer.delete_cookie("theme")
    return answer


@require_GET
@login_required
def below(request: ActedRequest) -> HttpResponse:
    """The places under and beside one, for the menu of the path."""
    shell = context.Shell(request)
    stays = request.GET.get("stay", "")
    own, level = shell.place, None
    if own:
        places.place(own, actor=request.actor)  # refused like the place's own page
        level = next((step for step in Level if step > level_of(own)), None)
    inside = places.under(own, level, actor=request.actor) if level else []
    above = parent_of(own) if own else None
    beside = places.under(above, level_of(own), actor=request.actor) if above and not inside else []
    steps = [
        Crumb(p.label(shell.language), context.place_address(p.code, stays), p.code == own) for p in inside or beside
    ]
    over = [crumb for crumb in shell.path(own, stays) if crumb.href and not crumb.is_current] if own else []
    return render(request, "ui/parts/below.html", {"above": over, "steps": steps})


@require_GET
def style(request: ActedRequest) -> HttpResponse:
    """Every token and component in every state: for administrators, and for anyone in the demonstration."""
    is_open = settings.MODE != "real" or request.actor.scopes({Role.ADMINISTRATOR})
    if not is_open:
        raise Http404
    return render(request, "ui/style.html", {"page": samples.page(request.GET)})
