"""Watching and stopping a job."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.jobs import commands, queries
from shihu.base.jobs.web.pages import JobPage


@require_GET
def watch(request: ActedRequest, key: UUID) -> HttpResponse:
    """The progress of one job; as a fragment for htmx. When it is over, htmx is told to go back to ``next``."""
    page = JobPage.of(queries.job(key, actor=request.actor), _next(request))
    if request.htmx:
        if page.is_done:
            response = HttpResponse()
            response["HX-Redirect"] = page.next
            return response
        return render(request, "jobs/progress.html", {"page": page})
    if page.is_done:
        return redirect(page.next)
    return render(request, "jobs/job.html", {"page": page})


@require_POST
def stop(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Ask the job to stop and show it."""
    commands.ask_to_stop(actor=request.actor, key=key)
    return redirect("jobs_job", key=key)


def _next(request: ActedRequest) -> str:
    given = request.GET.get("next", "/")
    return given if url_has_allowed_host_and_scheme(given, {request.get_host()}) else "/"
