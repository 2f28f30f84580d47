"""Pages of the advance book and the acts on it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.base.ledger.queries import books
from shihu.base.ledger.types import EntityKind
from shihu.kernel.money import yuan
from shihu.kernel.places import Level
from shihu.kernel.presentation import Link
from shihu.services.industry import policies, queries
from shihu.services.industry.types import BackAct, BatchAct, BatchRow, CostAct, LetAct, RepayAct, SupplyAct
from shihu.services.industry.web.forms.advances import BackForm, BatchForm, CostForm, LetForm, RepayForm, SupplyForm
from shihu.services.industry.web.pages import advances as pages
from shihu.services.industry.web.pages.links import household_href, season_href
from shihu.services.industry.web.views.acts import answer, done, posted
from shihu.services.industry.web.views.projects import season_told, workbook


@require_GET
def book(request: ActedRequest, season: UUID) -> HttpResponse:
    """A season's advance book."""
    told, row = season_told(request, season)
    actor, on = request.actor, timezone.localdate(request.now)
    sees = policies.SEE_PROJECTS.allows(actor, told.row.place)
    page = pages.book_page(
        row,
        told,
        queries.standings(season, actor=actor, on=on),
        money=queries.season_money(season, actor=actor, on=on) if sees else None,
        batches=queries.batches(season, actor=actor) if sees else (),
        asked_acts=queries.asked_acts(told.row.key, actor=actor, season=season, waiting=True) if sees else (),
        asked=request.GET.dict(),
        may_export=policies.EXPORT_PROJECTS.allows(actor, told.row.place),
    )
    return render(request, "industry/page.html", {"page": page})


@require_GET
def export(request: ActedRequest, season: UUID) -> HttpResponse:
    """The advance book as a spreadsheet."""
    told, row = season_told(request, season)
    policies.EXPORT_PROJECTS.require(request.actor, told.row.place, seen=True)
    rows = queries.standings(season, actor=request.actor, on=timezone.localdate(request.now))
    title = f"{told.row.name} {row.name}"
    return workbook([pages.sheet(pages.narrowed(rows, request.GET.dict()), title)], f"advances-{row.since:%Y}")


@require_GET
def household(request: ActedRequest, season: UUID, code: str) -> HttpResponse:
    """One household in a season."""
    told, row = season_told(request, season)
    actor, on = request.actor, timezone.localdate(request.now)
    page = pages.household_page(
        row,
        told,
        queries.standing(season, code, actor=actor, on=on),
        queries.advance_lines(season, code, actor=actor),
        queries.slips_of(season, code, actor=actor),
        is_own=not policies.SEE_PROJECTS.allows(actor, told.row.place),
    )
    return render(request, "industry/page.html", {"page": page})


@require_http_methods(["GET", "POST"])
def cost(request: ActedRequest, season: UUID) -> HttpResponse:
    """Book a cost of making inputs."""
    told, row = season_told(request, season, runs=True)
    form = CostForm(posted(request), today=timezone.localdate(request.now))

    def run() -> str:
        told = _("Booked. It waits as cost until a batch is made of it.")
        return done(request, CostAct(season, form.new()), season_href(season), told)

    lead = f"{told.row.name} · {row.name}"
    return answer(request, form, run, title=_("Book a cost"), lead=lead, back=_back(season))


@require_http_methods(["GET", "POST"])
def batch(request: ActedRequest, season: UUID) -> HttpResponse:
    """Take a finished batch into stock."""
    told, row = season_told(request, season, runs=True)
    form = BatchForm(posted(request), today=timezone.localdate(request.now))

    def run() -> str:
        return done(request, BatchAct(season, form.new()), season_href(season))

    why = _("A piece costs what the batch cost over its pieces, in whole fen. What does not divide is the owner's.")
    lead = f"{told.row.name} · {row.name}"
    return answer(request, form, run, title=_("New batch"), lead=lead, back=_back(season), why=(why,))


@require_http_methods(["GET", "POST"])
def supply(request: ActedRequest, season: UUID) -> HttpResponse:
    """Supply pieces on credit."""
    told, row = season_told(request, season, runs=True)
    today = timezone.localdate(request.now)
    people = [one for one in told.participants if one.until is None]
    batches = queries.batches(season, actor=request.actor)
    form = SupplyForm(posted(request), today=today, people=people, batches=_choices(batches))

    def run() -> str:
        given = form.cleaned_data
        act = SupplyAct(
            UUID(given["batch"]), tuple(form.supplied()), day=given["day"], paper=given["paper"], key=given["key"]
        )
        told = _("Supplied on credit, at cost. It is paid off when the produce is sold.")
        return done(request, act, season_href(season), told)

    lead = f"{told.row.name} · {row.name}"
    return answer(
        request,
        form,
        run,
        title=_("Supply on credit"),
        lead=lead,
        back=_back(season),
        lines_words=_("Household by household, where it is not the same for all"),
    )


@require_http_methods(["GET", "POST"])
def let(request: ActedRequest, season: UUID) -> HttpResponse:
    """Let sheds for the season."""
    told, row = season_told(request, season, runs=True)
    today = timezone.localdate(request.now)
    people = [one for one in told.participants if one.until is None]
    found, _year = books(told.row.place[: Level.VILLAGE], actor=request.actor, on=today)
    lessors = [(str(b.entity.key), b.entity.name) for b in found if b.entity.kind == EntityKind.COLLECTIVE]
    form = LetForm(posted(request), today=today, people=people, lessors=lessors)

    def run() -> str:
        given = form.cleaned_data
        act = LetAct(
            season,
            tuple(form.lets()),
            UUID(given["lessor"]) if given["lessor"] else None,
            day=given["day"],
            paper=given["paper"],
            key=given["key"],
        )
        return done(request, act, season_href(season))

    lead = f"{told.row.name} · {row.name}"
    return answer(
        request,
        form,
        run,
        title=_("Let sheds"),
        lead=lead,
        back=_back(season),
        lines_words=_("Household by household, where it is not the same for all"),
    )


@require_http_methods(["GET", "POST"])
def back(request: ActedRequest, season: UUID, code: str) -> HttpResponse:
    """Take pieces back from a household."""
    told, _row = season_told(request, season, runs=True)
    on = timezone.localdate(request.now)
    mine = queries.standing(season, code, actor=request.actor, on=on)
    form = BackForm(posted(request), today=on, batches=_choices(queries.batches(season, actor=request.actor)))

    def run() -> str:
        given = form.cleaned_data
        act = BackAct(
            UUID(given["batch"]),
            mine.household,
            given["pieces"],
            given["is_broken"],
            day=given["day"],
            paper=given["paper"],
            key=given["key"],
        )
        return done(request, act, household_href(season, code))

    where = Link(mine.householder, household_href(season, code))
    lead = f"{mine.householder} · {told.row.name}"
    return answer(request, form, run, title=_("Take pieces back"), lead=lead, back=where)


@require_http_methods(["GET", "POST"])
def repay(request: ActedRequest, season: UUID, code: str) -> HttpResponse:
    """Take money that a household pays on a debt."""
    told, _row = season_told(request, season, runs=True)
    on = timezone.localdate(request.now)
    mine = queries.standing(season, code, actor=request.actor, on=on)
    form = RepayForm(posted(request), today=on)

    def run() -> str:
        given = form.cleaned_data
        act = RepayAct(
            season,
            mine.household,
            given["thing"],
            given["amount"] or 0,
            given["paid_into"],
            day=given["day"],
            paper=given["paper"],
            key=given["key"],
        )
        return done(request, act, household_href(season, code))

    why = _("Owed for inputs: %(inputs)s yuan; for sheds: %(rent)s yuan.")
    told_why = why % {"inputs": yuan(mine.owes), "rent": yuan(mine.owes_rental)}
    where = Link(mine.householder, household_href(season, code))
    lead = f"{mine.householder} · {told.row.name}"
    return answer(request, form, run, title=_("Book a payment"), lead=lead, back=where, why=(told_why,))


def _choices(batches: list[BatchRow]) -> list[tuple[str, str]]:
    label = pgettext("industry", "%(name)s, %(price)s yuan each, %(left)s left")
    return [
        (str(one.key), label % {"name": one.name, "price": yuan(one.price), "left": f"{one.left:,}"}) for one in batches
    ]


def _back(season: UUID) -> Link:
    return Link(_("Advance book"), season_href(season))
