"""Pages of look-ins: who is visited how often, by whom, and each visit."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.evidence.queries import files_of
from shihu.base.evidence.types import Subject
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import NotAllowed
from shihu.services.linkages import policies
from shihu.services.linkages.commands import care as care_commands
from shihu.services.linkages.commands import safety as commands
from shihu.services.linkages.queries import safety as queries
from shihu.services.linkages.types.safety import LookInRow, NewCarePlan
from shihu.services.linkages.web.pages import care as pages
from shihu.services.linkages.web.pages.civility.ways import address
from shihu.services.linkages.web.safety_forms import CareForm, EndCareForm, LookInForm
from shihu.services.linkages.web.views.civility.asking import asked_place, form_page, tried


@require_GET
def visits(request: ActedRequest) -> HttpResponse:
    """Who needs a look-in, and who is due."""
    place, today = asked_place(request, policies.SEE_SAFETY), timezone.localdate(request.now)
    rows = queries.look_ins(place, actor=request.actor, on=today)
    page = pages.visits_page(place, rows, given=request.GET.dict(), today=today)
    return render(request, "linkages/civility/page.html", {"page": page})


@require_http_methods(["GET", "POST"])
def look_in(request: ActedRequest, person: UUID) -> HttpResponse:
    """A visit, in one line; the plan and what was written before stand below."""
    today = timezone.localdate(request.now)
    row = queries.someone_to_visit(person, actor=request.actor, on=today)
    has_promise = row.plan is not None and bool(row.plan.promise)
    form = LookInForm(request.POST if request.method == "POST" else None, has_promise=has_promise)
    if request.method == "POST" and tried(
        form,
        lambda: commands.look_in(actor=request.actor, now=request.now, person=person, **form.cleaned_data),
    ):
        messages.success(request, _("Written down. The next visit follows by itself."))
        return redirect(_back(request, row))
    return _page(request, row, form)


@require_http_methods(["GET", "POST"])
def plan(request: ActedRequest, person: UUID) -> HttpResponse:
    """Set who visits somebody how often."""
    row = _planned(request, person)
    old = row.plan
    initial = {"need": "", "every": row.every} if old is None else pages.initial(old)
    form = CareForm(request.POST if request.method == "POST" else None, initial=initial)

    def run() -> str:
        care_commands.plan_care(
            actor=request.actor, now=request.now, person=person, new=NewCarePlan(**form.cleaned_data)
        )
        messages.success(request, _("The visit plan holds from today."))
        return reverse("linkages_safety_look_in", kwargs={"person": person})

    head = PageHead(
        _("Visit plan for %(name)s") % {"name": row.name},
        _("By the rule: every %(days)s days. It is for those who visit and hangs nowhere.") % {"days": row.every},
        back=Link(row.name, reverse("linkages_safety_look_in", kwargs={"person": person})),
    )
    request.place = row.hamlet
    return form_page(request, form, head, pgettext("linkages", "Keep the plan"), run)


@require_POST
def end_plan(request: ActedRequest, person: UUID) -> HttpResponse:
    """End the plan; the rule goes on."""
    row = _planned(request, person)
    form = EndCareForm(request.POST)
    done = tried(
        form,
        lambda: care_commands.end_care(actor=request.actor, now=request.now, person=person, **form.cleaned_data),
    )
    if done:
        return redirect("linkages_safety_look_in", person=person)
    asked = LookInForm(has_promise=row.plan is not None and bool(row.plan.promise))
    return _page(request, row, asked, ending=form)


def _planned(request: ActedRequest, person: UUID) -> LookInRow:
    row = queries.someone_to_visit(person, actor=request.actor, on=timezone.localdate(request.now))
    if not queries.may_plan(row, actor=request.actor):
        raise NotAllowed
    return row


def _back(request: ActedRequest, row: LookInRow) -> str:
    """The list of look-ins for who has one; the inbox for a visitor."""
    listed = queries.may_plan(row, actor=request.actor) or policies.SEE_SAFETY.allows(request.actor, row.hamlet)
    return address("linkages_safety_visits", row.hamlet) if listed else reverse("desk_inbox")


def _page(
    request: ActedRequest, row: LookInRow, form: LookInForm, *, ending: EndCareForm | None = None
) -> HttpResponse:
    today = timezone.localdate(request.now)
    plans = queries.may_plan(row, actor=request.actor)
    told = queries.visits(row.person, actor=request.actor, on=today)
    # A photograph only of what is wrong: the newest visit that found something takes one.
    wrong = next((one for one in told if one.key is not None), None)
    asks = wrong is not None and wrong.found != "well"
    context = {
        "page": pages.look_in_page(row, told, back=_back(request, row), plans=plans, today=today, ending=ending),
        "form": form,
        "person": row.person,
        "asks_photo": asks,
        "files": files_of(Subject("look_in", str(wrong.key), row.hamlet), actor=request.actor)
        if wrong is not None and asks
        else None,
    }
    request.place = row.hamlet
    faulty = bool(form.errors) or ending is not None
    return render(request, "linkages/safety/look_in.html", context, status=422 if faulty else 200)
