"""A delivery by its code for anybody; its checks, its label, and who agreed to be named, for the village."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.base.evidence.queries import files_of
from shihu.base.evidence.types import Subject
from shihu.kernel.presentation import Link
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.industry import commands, policies, queries
from shihu.services.industry.web.pages import tracing as pages
from shihu.services.industry.web.pages.links import project_href
from shihu.services.industry.web.tracing_forms import CheckForm, NamingForm
from shihu.services.industry.web.views.acts import answer, posted


@require_GET
def trace(request: ActedRequest, code: str) -> HttpResponse:
    """What anybody learns who scans the code on a crate; nobody signs in for it."""
    try:
        told = queries.traced(code)
    except NotFound:
        # Said here, because a visitor who finds nothing would be led to the door, and no door helps with a wrong code.
        return render(request, "industry/lots/untraced.html", status=404)
    return render(request, "industry/lots/trace.html", {"page": pages.trace_page(told)})


@require_GET
def lot(request: ActedRequest, key: UUID) -> HttpResponse:
    """A delivery whole."""
    told = queries.lot(key, actor=request.actor)
    request.place = told.place
    files = files_of(Subject("industry.lot", str(key), told.place), actor=request.actor)
    return render(request, "industry/lots/lot.html", {"page": pages.lot_page(told), "files": files})


@require_http_methods(["GET", "POST"])
def check(request: ActedRequest, key: UUID) -> HttpResponse:
    """Record how a delivery was found."""
    told = queries.lot(key, actor=request.actor)
    request.place = told.place
    if not told.may_run:
        raise NotAllowed
    form = CheckForm(posted(request), today=timezone.localdate(request.now))
    back = reverse("industry_lots_lot", kwargs={"key": key})

    def act() -> str:
        commands.check_lot(actor=request.actor, now=request.now, lot=key, new=form.new())
        messages.success(request, _("Recorded. It stands on the public page of the code."))
        return back

    lead = f"{told.product} {told.grade} · {told.code}"
    return answer(request, form, act, title=_("Record a check"), lead=lead, back=Link(told.code, back))


@require_GET
def label(request: ActedRequest, key: UUID) -> HttpResponse:
    """Labels for crates, to print and cut."""
    told = queries.lot(key, actor=request.actor)
    request.place = told.place
    copies = request.GET.get("copies", "")
    page = pages.label_page(
        told,
        request.build_absolute_uri("/")[:-1],
        int(copies) if copies.isascii() and copies.isdigit() and len(copies) < 4 else 8,
    )
    return render(request, "industry/lots/label.html", {"page": page})


@require_http_methods(["GET", "POST"])
def naming(request: ActedRequest, key: UUID) -> HttpResponse:
    """Record that a household agrees to be named in public, or takes it back."""
    told = queries.project(key, actor=request.actor, on=timezone.localdate(request.now))
    policies.RUN_PROJECTS.require(request.actor, told.row.place, seen=True)
    request.place = told.row.place
    people = [one for one in told.participants if one.until is None]
    named = queries.naming(key, actor=request.actor)
    form = NamingForm(posted(request), people=people, named=named)

    def act() -> str:
        given = form.cleaned_data
        commands.agree_naming(
            actor=request.actor,
            now=request.now,
            project=key,
            code=given["code"],
            paper=given["paper"],
            agrees=given["answer"] == "yes",
        )
        return project_href(key)

    why = (
        pgettext("lots", "Without this the public page of a code names the village and the owner, never a family."),
        _("%(count)s of %(all)s households agreed so far.") % {"count": len(named), "all": len(people)},
    )
    back = Link(told.row.name, project_href(key))
    return answer(request, form, act, title=_("Named in public"), lead=told.row.name, back=back, why=why)
