"""Applications at the desk: entering, lists, checks on the spot, objections."""

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET, require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.base.registry.queries import household_meant, households
from shihu.base.registry.types import HouseholdFilter
from shihu.base.sheets.queries import render_workbook
from shihu.base.sheets.types import SheetTable
from shihu.kernel.presentation import Column, Row, Table
from shihu.kernel.refusals import NotAllowed, Refusal
from shihu.services.industry import commands, policies, queries
from shihu.services.industry.errors.awards import ListHasFaults
from shihu.services.industry.types.awards import ApplicationFilter, CheckedCount, ListFault, NewApplication
from shihu.services.industry.web import award_sheets as sheets
from shihu.services.industry.web.award_forms import AnswerForm, CheckForm, EntryForm, LoadForm, WordsForm, new_key
from shihu.services.industry.web.pages.awards import funds as pages
from shihu.services.industry.web.pages.awards import own, words

WAITING = ApplicationFilter(state="waiting")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx(table: SheetTable, name: str) -> HttpResponse:
    """A workbook to save."""
    response = HttpResponse(render_workbook([table]), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return response


def faults_table(faults: list[ListFault]) -> Table:
    """What is wrong with a list, line by line."""
    return Table(
        columns=(
            Column("row", pgettext("award", "Line"), "number"),
            Column("subject", pgettext("award", "Household"), names_row=True),
            Column("wrong", pgettext("award", "What is wrong")),
        ),
        rows=tuple(Row((one.row, one.subject, words.fault(one))) for one in faults),
        caption=_("Lines to mend"),
        id="faults",
    )


@require_http_methods(["GET", "POST"])
def enter(request: ActedRequest, key: UUID) -> HttpResponse:
    """Enter an application for somebody who asks and signs: the cadre for the village, a head for the own unit."""
    today = timezone.localdate(request.now)
    detail = queries.award_fund_public(key, actor=request.actor, on=today)
    keeps = policies.KEEP_AWARDS.allows(request.actor, detail.row.village)
    mates = () if keeps else queries.mates_of(actor=request.actor)
    if not keeps and not mates:
        raise NotAllowed
    names = words.kind_names()
    form = EntryForm(
        request.POST if request.method == "POST" else None,
        kinds=[(item.kind, names[item.kind]) for item in detail.rule.rule.items],
        mates=mates,
        initial={"key": new_key()},
    )
    back = pages.fund_address(key) if policies.SEE_AWARDS.allows(request.actor, detail.row.village) else ""
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            code = told["household"]
            if keeps:
                code, _version = household_meant(code, near=detail.row.village, actor=request.actor, where="household")
            new = NewApplication(code, told["kind"], told["quantity"], told["signer"])
            commands.apply_for_award(actor=request.actor, now=request.now, fund=key, new=new, key=told["key"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The application is entered. A second person counts on the spot."))
            return redirect("industry_awards_enter", key=key)
    request.place = detail.row.village if keeps else ""
    context = {"form": form, "title": detail.row.title, "back": back}
    return render(request, "industry/awards/enter.html", context, status=422 if form.errors else 200)


def _load_form(request: ActedRequest) -> LoadForm:
    if request.method == "POST":
        return LoadForm(request.POST, request.FILES)
    return LoadForm(initial={"key": new_key()})


@require_http_methods(["GET", "POST"])
def paper_list(request: ActedRequest, key: UUID) -> HttpResponse:
    """Load a filled list of applications."""
    detail = queries.award_fund(key, actor=request.actor, on=timezone.localdate(request.now))
    policies.KEEP_AWARDS.require(request.actor, detail.row.village, seen=True)
    form = _load_form(request)
    faults: list[ListFault] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows = sheets.applied_in(file.read(), file.name)
            count = commands.enter_award_applications(
                actor=request.actor, now=request.now, fund=key, rows=rows, key=form.cleaned_data["key"]
            )
        except ListHasFaults as refusal:
            faults = list(refusal.faults)
            form.refuse(refusal)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            said = ngettext("%(count)s application is entered.", "%(count)s applications are entered.", count)
            messages.success(request, said % {"count": count})
            return redirect("industry_awards_fund", key=key)
    context = {
        "form": form,
        "title": _("Enter a paper list"),
        "lead": _(
            "Take the sheet along, let whoever applies sign, then load it here. One fault, and nothing is entered."
        ),
        "sheet": "industry_awards_list_sheet",
        "fund": key,
        "faults": faults_table(faults) if faults else None,
    }
    request.place = detail.row.village
    return render(request, "industry/awards/load.html", context, status=422 if form.errors else 200)


@require_GET
def list_sheet(request: ActedRequest, key: UUID) -> HttpResponse:
    """The list to be filled at the doors."""
    today = timezone.localdate(request.now)
    detail = queries.award_fund(key, actor=request.actor, on=today)
    policies.KEEP_AWARDS.require(request.actor, detail.row.village, seen=True)
    found = households(
        actor=request.actor, on=today, filters=HouseholdFilter(place=detail.row.village), sort="hamlet", limit=None
    )
    return xlsx(sheets.blank_list(detail.row.title, detail.rule, found.rows), f"{detail.row.title}-申报表")


@require_http_methods(["GET", "POST"])
def checks(request: ActedRequest, key: UUID) -> HttpResponse:
    """Load a filled list of checks."""
    detail = queries.award_fund(key, actor=request.actor, on=timezone.localdate(request.now))
    policies.CHECK_AWARDS.require(request.actor, detail.row.village, seen=True)
    form = _load_form(request)
    faults: list[ListFault] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        waiting, _total = queries.applications(key, actor=request.actor, limit=None, filters=WAITING)
        try:
            rows = sheets.checked_in(file.read(), file.name, waiting)
            count = commands.enter_award_checks(actor=request.actor, now=request.now, fund=key, rows=rows)
        except ListHasFaults as refusal:
            faults = list(refusal.faults)
            form.refuse(refusal)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            said = ngettext("%(count)s count is put down.", "%(count)s counts are put down.", count)
            messages.success(request, said % {"count": count})
            return redirect("industry_awards_fund", key=key)
    context = {
        "form": form,
        "title": _("Checks as a list"),
        "lead": _(
            "Take the sheet along, count in each courtyard, then load it here. One fault, and nothing is put down."
        ),
        "sheet": "industry_awards_checks_sheet",
        "fund": key,
        "faults": faults_table(faults) if faults else None,
    }
    request.place = detail.row.village
    return render(request, "industry/awards/load.html", context, status=422 if form.errors else 200)


@require_GET
def checks_sheet(request: ActedRequest, key: UUID) -> HttpResponse:
    """The applications that wait, to be taken along."""
    detail = queries.award_fund(key, actor=request.actor, on=timezone.localdate(request.now))
    policies.CHECK_AWARDS.require(request.actor, detail.row.village, seen=True)
    waiting, _total = queries.applications(key, actor=request.actor, limit=None, filters=WAITING)
    return xlsx(sheets.check_list(detail.row.title, waiting), f"{detail.row.title}-核查表")


@require_GET
def export(request: ActedRequest, key: UUID) -> HttpResponse:
    """Every application that passes the filters."""
    detail = queries.award_fund(key, actor=request.actor, on=timezone.localdate(request.now))
    policies.EXPORT_AWARDS.require(request.actor, detail.row.village, seen=True)
    asked = ApplicationFilter(**{name: request.GET.get(name, "") for name in ("state", "kind", "hamlet", "text")})
    rows, _total = queries.applications(key, actor=request.actor, limit=None, filters=asked)
    return xlsx(sheets.applications_sheet(detail.row.title, rows), f"{detail.row.title}-申报")


@require_http_methods(["GET", "POST"])
def application(request: ActedRequest, key: UUID) -> HttpResponse:
    """One application; a second person puts down the count here."""
    row = queries.application(key, actor=request.actor)
    detail = queries.award_fund_public(row.fund, actor=request.actor, on=timezone.localdate(request.now))
    form = CheckForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        refused = request.POST.get("step") == "refuse"
        try:
            commands.check_application(actor=request.actor, now=request.now, found=form.found(key, refused=refused))
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _("The count is put down."))
            return redirect("industry_awards_application", key=key)
    keeps = policies.KEEP_AWARDS.allows(request.actor, row.hamlet)
    page = own.application_page(row, detail.rule, may_keep=keeps)
    request.place = row.hamlet
    context = {"page": page, "form": form, "row": row}
    return render(request, "industry/awards/application.html", context, status=422 if form.errors else 200)


@require_http_methods(["POST"])
def withdraw(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Take an application back."""
    row = queries.application(key, actor=request.actor)
    commands.withdraw_application(actor=request.actor, now=request.now, key=key)
    messages.success(request, _("The application is taken back."))
    return redirect("industry_awards_mine") if row.is_own else redirect("industry_awards_fund", key=row.fund)


@require_http_methods(["GET", "POST"])
def object_(request: ActedRequest, key: UUID) -> HttpResponse:
    """Object to what was counted, refused or given."""
    row = queries.application(key, actor=request.actor)
    form = WordsForm(request.POST if request.method == "POST" else None)
    if not row.is_own:
        policies.KEEP_AWARDS.require(request.actor, row.hamlet, seen=True)
    if request.method == "POST" and form.is_valid():
        try:
            commands.object_to_award(
                actor=request.actor, now=request.now, application=key, words=form.cleaned_data["words"]
            )
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _("The objection is put down. Somebody who did not count looks again."))
            return redirect("industry_awards_mine") if row.is_own else redirect("industry_awards_application", key=key)
    request.place = row.hamlet
    context = {"form": form, "row": row, "kind": words.kind_names().get(row.kind, row.kind)}
    return render(request, "industry/awards/object.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def objection(request: ActedRequest, key: UUID) -> HttpResponse:
    """One objection; somebody who did not count answers it."""
    today = timezone.localdate(request.now)
    one, of = queries.award_objection(key, actor=request.actor)
    detail = queries.award_fund(of.fund, actor=request.actor, on=today)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        counted = form.cleaned_data["counted"]
        upheld = request.POST.get("step") == "uphold"
        found = CheckedCount(of.key, counted) if upheld and counted is not None else None
        try:
            commands.answer_award_objection(
                actor=request.actor,
                now=request.now,
                key=key,
                upheld=upheld,
                answer=form.cleaned_data["answer"],
                found=found,
            )
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _("The objection is answered; the household reads it."))
            return redirect("industry_awards_objection", key=key)
    request.place = of.hamlet
    page = own.objection_page(one, of, detail.rule)
    return render(
        request, "industry/awards/objection.html", {"page": page, "form": form}, status=422 if form.errors else 200
    )
