"""Pages of projects: each calls one query or command and renders."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.base.ledger.queries import books
from shihu.base.places.queries import names, place, under
from shihu.base.sheets.queries import render_workbook
from shihu.base.sheets.types import SheetTable
from shihu.base.vocabularies.queries import terms
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.kernel.presentation import Link
from shihu.services.industry import commands, policies, queries
from shihu.services.industry.types import ProjectDetail, ProjectRow, SeasonRow, Standing, WindAct
from shihu.services.industry.web.forms.advances import RuleForm
from shihu.services.industry.web.forms.projects import (
    BudgetForm,
    EnrolForm,
    ProjectForm,
    SeasonForm,
    SiteForm,
    WhyForm,
    WindUpForm,
)
from shihu.services.industry.web.pages import projects as pages
from shihu.services.industry.web.pages.links import asked_href, project_href, season_href
from shihu.services.industry.web.views.acts import answer, posted
from shihu.services.industry.web.wording import wound_up_told

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(tables: list[SheetTable], name: str) -> HttpResponse:
    """Answer with a spreadsheet."""
    response = HttpResponse(render_workbook(tables), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def home(actor: Actor) -> str:
    """The outermost place whose projects the actor sees."""
    return next(iter(policies.SEE_PROJECTS.scopes(actor)), "")


@require_GET
def projects(request: ActedRequest) -> HttpResponse:
    """The projects of a place; a member is led to the own ones."""
    actor = request.actor
    if actor.is_known and not policies.SEE_PROJECTS.scopes(actor):
        return redirect("industry_projects_own")
    code = request.GET.get("place", "") or home(actor)
    where = place(code, actor=actor)
    rows = queries.projects(code, actor=actor, on=timezone.localdate(request.now))
    page = pages.list_page(
        rows,
        request.GET.dict(),
        place=code,
        title=_place_name(where.name, where.name_en),
        may_open=policies.RUN_PROJECTS.allows(actor, code),
        may_export=policies.EXPORT_PROJECTS.allows(actor, code),
    )
    return render(request, "industry/page.html", {"page": page})


@require_GET
def export(request: ActedRequest) -> HttpResponse:
    """The list as a spreadsheet."""
    code = request.GET.get("place", "") or home(request.actor)
    policies.EXPORT_PROJECTS.require(request.actor, code)
    rows = queries.projects(code, actor=request.actor, on=timezone.localdate(request.now))
    return workbook([pages.sheet(pages.narrowed(rows, request.GET.dict()))], f"projects-{code}")


@login_required
@require_GET
def own(request: ActedRequest) -> HttpResponse:
    """The projects of the own household."""
    on = timezone.localdate(request.now)
    rows = queries.own_projects(actor=request.actor, on=on)
    told: list[tuple[ProjectRow, Standing | None]] = []
    for row in rows:
        if row.season is None:
            continue
        mine = queries.standings(row.season.key, actor=request.actor, on=on)
        told.append((row, mine[0] if len(mine) == 1 else None))
    page = pages.own_page(told, [row for row in rows if row.season is None])
    return render(request, "industry/page.html", {"page": page})


@require_http_methods(["GET", "POST"])
def new(request: ActedRequest) -> HttpResponse:
    """Open a project."""
    actor, today = request.actor, timezone.localdate(request.now)
    code = request.GET.get("place", "") or home(actor)
    policies.RUN_PROJECTS.require(actor, code, seen=policies.SEE_PROJECTS.allows(actor, code))
    found, _year = books(code, actor=actor, on=today)
    owners = [row.entity for row in found if row.entity.kind.value in {"cooperative", "collective", "unit"}]
    language = get_language() or ""
    kinds = [(t.key, t.name_en if language.startswith("en") else t.name_zh) for t in terms("industry", on=today)]
    form = ProjectForm(posted(request), books=owners, kinds=kinds, today=today)

    def act() -> str:
        return project_href(commands.open_project(actor=actor, now=request.now, new=form.new()))

    lead = _("A project is kept in the books of a cooperative, the village collective or a unit.")
    back = Link(_("Projects"), f"{reverse('industry_projects_list')}?place={code}")
    return answer(request, form, act, title=pgettext("industry", "New project"), lead=lead, back=back)


@require_GET
def project(request: ActedRequest, key: UUID) -> HttpResponse:
    """One project whole."""
    told = _told(request, key)
    hamlets = _hamlets(told)
    page = pages.project_page(
        told,
        queries.sharing_rules(key, actor=request.actor),
        hamlets,
        today=timezone.localdate(request.now),
        asked=request.GET.dict(),
    )
    request.place = told.row.place
    return render(request, "industry/page.html", {"page": page})


@require_http_methods(["GET", "POST"])
def enrol(request: ActedRequest, key: UUID) -> HttpResponse:
    """Let households take part."""
    told = _run(request, key)
    form = EnrolForm(posted(request), initial={"since": timezone.localdate(request.now)})

    def act() -> str:
        count = commands.enrol(
            actor=request.actor,
            now=request.now,
            project=key,
            codes=form.listed(),
            since=form.cleaned_data["since"],
        )
        done = ngettext("%(count)s household takes part.", "%(count)s households take part.", count)
        messages.success(request, done % {"count": count})
        return project_href(key)

    return answer(
        request, form, act, title=pgettext("industry", "Enrol households"), lead=told.row.name, back=_back(told)
    )


@require_http_methods(["GET", "POST"])
def site(request: ActedRequest, key: UUID) -> HttpResponse:
    """Add a site."""
    told = _run(request, key)
    found = under(told.row.place[: Level.VILLAGE], Level.HAMLET, actor=request.actor)
    hamlets = [(row.code, _place_name(row.name, row.name_en)) for row in found]
    form = SiteForm(posted(request), hamlets=hamlets, today=timezone.localdate(request.now))

    def act() -> str:
        commands.keep_site(actor=request.actor, now=request.now, project=key, new=form.new())
        return project_href(key)

    return answer(request, form, act, title=pgettext("industry", "Add a site"), lead=told.row.name, back=_back(told))


@require_http_methods(["GET", "POST"])
def season(request: ActedRequest, key: UUID) -> HttpResponse:
    """Open a season with its budget."""
    told = _run(request, key)
    form = SeasonForm(posted(request))

    def act() -> str:
        given = form.cleaned_data
        made = commands.open_season(
            actor=request.actor,
            now=request.now,
            project=key,
            name=given["name"],
            since=given["since"],
            due=given["due"],
            budget=form.lines(),
        )
        return season_href(made)

    return answer(
        request,
        form,
        act,
        title=pgettext("industry", "New season"),
        lead=told.row.name,
        back=_back(told),
        row_words=_("Budget"),
        adds_lines=True,
    )


@require_http_methods(["GET", "POST"])
def budget(request: ActedRequest, season: UUID) -> HttpResponse:
    """Write the budget of a season anew."""
    told, row = season_told(request, season, runs=True)
    form = BudgetForm(posted(request), lines=row.budget)

    def act() -> str:
        commands.set_budget(actor=request.actor, now=request.now, season=season, budget=form.lines())
        return season_href(season)

    return answer(
        request,
        form,
        act,
        title=_("Budget"),
        lead=f"{told.row.name} · {row.name}",
        back=Link(_("Advance book"), season_href(season)),
        row_words=_("Lines of the budget"),
        adds_lines=True,
    )


@require_http_methods(["GET", "POST"])
def rule(request: ActedRequest, key: UUID) -> HttpResponse:
    """Record a rule that the members voted."""
    told = _run(request, key)
    newest = next(iter(queries.sharing_rules(key, actor=request.actor)), None)
    initial = {"since": timezone.localdate(request.now)}
    form = RuleForm(posted(request), steps=newest.steps if newest else (), initial=initial)

    def act() -> str:
        commands.keep_sharing_rule(actor=request.actor, now=request.now, project=key, new=form.new())
        messages.success(request, _("The rule is recorded. Slips of sales from its day on follow it."))
        return project_href(key)

    return answer(
        request,
        form,
        act,
        title=_("Record a rule"),
        lead=told.row.name,
        back=_back(told),
        why=(
            _("First the floor: what a household keeps of every sale whatever it owes."),
            _("Then the steps in order, each with a cap. What they leave is the household's, too."),
        ),
        row_words=_("Steps"),
    )


@require_http_methods(["GET", "POST"])
def close(request: ActedRequest, key: UUID) -> HttpResponse:
    """Close a project."""
    told = _run(request, key)
    form = WhyForm(posted(request))

    def act() -> str:
        commands.close_project(actor=request.actor, now=request.now, project=key, why=form.cleaned_data["reason"])
        return project_href(key)

    return answer(
        request, form, act, title=pgettext("industry", "Close the project"), lead=told.row.name, back=_back(told)
    )


@require_http_methods(["GET", "POST"])
def wind_up(request: ActedRequest, key: UUID) -> HttpResponse:
    """Settle the project of a dissolved unit."""
    told = _run(request, key)
    form = WindUpForm(posted(request))

    def act() -> str:
        given = form.cleaned_data
        done = commands.do_or_ask(actor=request.actor, now=request.now, act=WindAct(key, given["paper"], given["key"]))
        if done.asked:
            return asked_href(done.asked)
        if done.wound_up:
            messages.success(request, wound_up_told(done.wound_up))
        return project_href(key)

    why = _(
        "The unit is dissolved: proceeds that stand pay what is owed, every part ends, the rest is paid out or paid."
    )
    title = _("Wind up the project")
    return answer(request, form, act, title=title, lead=told.row.name, back=_back(told), why=(why,))


@require_http_methods(["GET", "POST"])
def close_season(request: ActedRequest, season: UUID) -> HttpResponse | HttpResponseRedirect:
    """Close a season."""
    told, row = season_told(request, season, runs=True)
    form = WhyForm(posted(request))

    def act() -> str:
        commands.close_season(actor=request.actor, now=request.now, season=season)
        return season_href(season)

    why = _("After that nothing is delivered, supplied or sold in it. Debts are still paid and proceeds paid out.")
    back = Link(_("Advance book"), season_href(season))
    lead = f"{told.row.name} · {row.name}"
    return answer(request, form, act, title=_("Close the season"), lead=lead, back=back, why=(why,))


def _told(request: ActedRequest, key: UUID) -> ProjectDetail:
    return queries.project(key, actor=request.actor, on=timezone.localdate(request.now))


def _run(request: ActedRequest, key: UUID) -> ProjectDetail:
    told = _told(request, key)
    policies.RUN_PROJECTS.require(request.actor, told.row.place, seen=True)
    request.place = told.row.place
    return told


def season_told(request: ActedRequest, season: UUID, *, runs: bool = False) -> tuple[ProjectDetail, SeasonRow]:
    """Return the project of a season and the season's row."""
    project_key = queries.project_of_season(season, actor=request.actor)
    told = _run(request, project_key) if runs else _told(request, project_key)
    row = next(one for one in told.seasons if one.key == season)
    request.place = told.row.place
    return told, row


def _back(told: ProjectDetail) -> Link:
    return Link(told.row.name, project_href(told.row.key))


def _hamlets(told: ProjectDetail) -> dict[str, str]:
    codes = {one.hamlet for one in told.participants} | {one.hamlet for one in told.sites}
    return {code: _place_name(row.name, row.name_en) for code, row in names(codes).items()}


def _place_name(name: str, name_en: str) -> str:
    return name_en if (get_language() or "").startswith("en") and name_en else name
