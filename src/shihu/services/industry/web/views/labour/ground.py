"""What a register stands on: workers, rates, the floor of the law, foremen."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.places.queries import place as place_of
from shihu.kernel.money import yuan
from shihu.kernel.presentation import Link
from shihu.kernel.refusals import NotAllowed
from shihu.services.industry import commands, policies, queries
from shihu.services.industry.types import ProjectDetail
from shihu.services.industry.web.labour_forms import FloorForm, ForemanForm, RateForm, WorkerForm
from shihu.services.industry.web.labour_words import rate_words
from shihu.services.industry.web.pages.links import labour_href, project_href
from shihu.services.industry.web.views.acts import answer, posted
from shihu.services.industry.web.views.labour.days import today


@require_http_methods(["GET", "POST"])
def worker(request: ActedRequest, season: UUID) -> HttpResponse:
    """Add somebody to the crew; the form comes back to the sheet."""
    told = queries.labour_season(season, actor=request.actor, on=today(request))
    request.place = told.place
    if not told.may_keep:
        raise NotAllowed
    form = WorkerForm(posted(request))
    entry = reverse("industry_labour_enter", kwargs={"season": season})

    def act() -> str:
        commands.add_worker(actor=request.actor, now=request.now, season=season, new=form.new())
        messages.success(request, _("Added: they stand in the list of the next sheet."))
        return entry

    lead = f"{told.project_name} · {told.season_name}"
    return answer(request, form, act, title=_("Add somebody"), lead=lead, back=Link(_("Enter a day"), entry))


@require_http_methods(["GET", "POST"])
def rate(request: ActedRequest, key: UUID) -> HttpResponse:
    """Record a rate that was agreed; the old ones stand above the form."""
    told = _run(request, key)
    form = RateForm(posted(request), today=today(request))

    def act() -> str:
        commands.agree_rate(actor=request.actor, now=request.now, project=key, new=form.new())
        return _home(told)

    floor = queries.floor_on(told.row.place, today(request))
    why = [rate_words(one) for one in queries.rates_on(key, today(request)).values()]
    if floor is not None:
        words = _("The law's floor here: %(full)s yuan an hour of full days, %(short)s by the hour (%(source)s).")
        why.append(words % {"full": yuan(floor.full), "short": yuan(floor.short), "source": floor.source})
    back = Link(told.row.name, _home(told))
    return answer(request, form, act, title=_("Agree on a rate"), lead=told.row.name, back=back, why=tuple(why))


@require_http_methods(["GET", "POST"])
def foreman(request: ActedRequest, key: UUID) -> HttpResponse:
    """Name a foreman among the workers of the roster."""
    told = _run(request, key)
    people = [(str(one.person), f"{one.name} {one.code[-4:]}") for one in queries.workers_in_roster(told.row.book)]
    form = ForemanForm(posted(request), people=people, today=today(request))

    def act() -> str:
        person = UUID(form.cleaned_data["person"])
        since = form.cleaned_data["since"]
        commands.name_foreman(actor=request.actor, now=request.now, project=key, person=person, since=since)
        return _home(told)

    why = (
        _(
            "A foreman enters and confirms days on the spot. What they confirm is booked in your name, up to the "
            "amount that one person may book; above it a second person looks. They see no payments and pay nobody."
        ),
    )
    back = Link(told.row.name, _home(told))
    return answer(request, form, act, title=_("Name a foreman"), lead=told.row.name, back=back, why=why)


@require_POST
def foreman_end(request: ActedRequest, key: UUID, number: int) -> HttpResponseRedirect:
    """End a foreman's charge."""
    told = _run(request, key)
    commands.dismiss_foreman(actor=request.actor, now=request.now, project=key, foreman=number)
    return redirect(_home(told))


@require_http_methods(["GET", "POST"])
def floor(request: ActedRequest) -> HttpResponse:
    """Record the law's floor of a place."""
    code = request.GET.get("place", "") or next(iter(policies.SET_FLOORS.scopes(request.actor)), "")
    policies.SET_FLOORS.require(request.actor, code, seen=policies.SEE_PROJECTS.allows(request.actor, code))
    where = place_of(code, actor=request.actor)
    request.place = code
    form = FloorForm(posted(request))

    def act() -> str:
        commands.set_wage_floor(actor=request.actor, now=request.now, new=form.new(code))
        messages.success(request, _("Recorded. Rates that are agreed from then on are held against it."))
        return f"{reverse('industry_projects_list')}?place={code}"

    known = queries.floor_on(code, today(request))
    why: tuple[str, ...] = ()
    if known is not None:
        words = _("Since %(since)s: %(full)s yuan an hour of full days, %(short)s by the hour (%(source)s).")
        values = {"since": known.since.isoformat(), "full": yuan(known.full), "short": yuan(known.short)}
        why = (words % (values | {"source": known.source}),)
    back = Link(_("Projects"), f"{reverse('industry_projects_list')}?place={code}")
    return answer(request, form, act, title=_("The law's floor of wages"), lead=where.name, back=back, why=why)


def _run(request: ActedRequest, key: UUID) -> ProjectDetail:
    told = queries.project(key, actor=request.actor, on=today(request))
    policies.RUN_PROJECTS.require(request.actor, told.row.place, seen=True)
    request.place = told.row.place
    return told


def _home(told: ProjectDetail) -> str:
    """The register of the running season, or the project where none runs."""
    return labour_href(told.row.season.key) if told.row.season else project_href(told.row.key)
