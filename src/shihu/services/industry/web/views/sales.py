"""Pages of deliveries, sales, slips and payments."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.registry.commands import take_accounts
from shihu.base.registry.queries import enterprises
from shihu.base.registry.queries import payees as payees_of
from shihu.kernel.actors import SYSTEM
from shihu.kernel.places import Level
from shihu.kernel.presentation import Link
from shihu.kernel.refusals import Refusal
from shihu.services.industry import commands, policies, queries
from shihu.services.industry.types import Reckoned
from shihu.services.industry.web.forms.sales import PayForm, SaleForm, WeighForm
from shihu.services.industry.web.pages import payouts as lists
from shihu.services.industry.web.pages import sales as pages
from shihu.services.industry.web.pages import slips
from shihu.services.industry.web.pages.links import payouts_href, sale_href, sales_href
from shihu.services.industry.web.views.acts import answer, posted
from shihu.services.industry.web.views.projects import season_told, workbook


@require_GET
def season(request: ActedRequest, season: UUID) -> HttpResponse:
    """What was delivered and sold in a season."""
    told, row = season_told(request, season)
    page = pages.season_page(
        row,
        told,
        queries.lots(season, actor=request.actor),
        queries.sales(season, actor=request.actor),
        asked=request.GET.dict(),
        may_export=policies.EXPORT_PROJECTS.allows(request.actor, told.row.place),
    )
    return render(request, "industry/page.html", {"page": page})


@require_GET
def export(request: ActedRequest, season: UUID) -> HttpResponse:
    """Deliveries as a spreadsheet."""
    told, row = season_told(request, season)
    policies.EXPORT_PROJECTS.require(request.actor, told.row.place, seen=True)
    rows = pages.narrowed(queries.lots(season, actor=request.actor), request.GET.dict())
    return workbook([pages.lots_sheet(rows, f"{told.row.name} {row.name}")], f"deliveries-{row.since:%Y}")


@require_http_methods(["GET", "POST"])
def weigh(request: ActedRequest, season: UUID) -> HttpResponse:
    """Weigh one delivery in; the form comes back for the next one."""
    told, row = season_told(request, season, runs=True)
    people = [one for one in told.participants if one.until is None]
    last = next(iter(queries.lots(season, actor=request.actor)), None)
    initial = {"product": last.product, "grade": last.grade} if last else {}
    form = WeighForm(posted(request), people=people, today=timezone.localdate(request.now), initial=initial)

    def act() -> str:
        new = form.new()
        commands.weigh(actor=request.actor, now=request.now, season=season, lots=[new])
        told_kg = _("Weighed in: %(kg)s kg of %(grade)s.") % {"kg": new.kilograms, "grade": new.grade}
        messages.success(request, told_kg)
        return request.path

    back = Link(_("Deliveries and sales"), sales_href(season))
    lead = f"{told.row.name} · {row.name}"
    return answer(request, form, act, title=_("Weigh in"), lead=lead, back=back)


@require_http_methods(["GET", "POST"])
def sell(request: ActedRequest, season: UUID) -> HttpResponse:
    """Sell deliveries: the form, what it would give, then the booking."""
    told, row = season_told(request, season, runs=True)
    actor, today = request.actor, timezone.localdate(request.now)
    found, _total = enterprises(actor=SYSTEM, place=told.row.place[: Level.TOWNSHIP], kind="", limit=None)
    form = SaleForm(
        posted(request),
        today=today,
        lots=queries.lots(season, actor=actor),
        enterprises=[(str(one.key), one.name) for one in found],
    )
    step, given = request.POST.get("step", ""), None
    if request.method == "POST" and step != "back" and form.is_valid():
        try:
            new = form.new()
            if step == "do":
                done = commands.sell(actor=actor, now=request.now, season=season, new=new)
                messages.success(
                    request, _("The sale waits for a second person.") if done.waits else _("The sale is booked.")
                )
                return redirect(sale_href(done.sale))
            given = queries.preview_sale(season, new, actor=actor, today=today)
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
    page = pages.sell_page(row, told, form, given, _carried(request, given))
    wrong = form.is_bound and form.errors and step != "back"
    return render(request, "industry/sales/sell.html", {"page": page}, status=422 if wrong else 200)


def _carried(request: ActedRequest, given: Reckoned | None) -> list[tuple[str, str]]:
    """What was written in the form, to be sent again when the preview is confirmed."""
    if given is None:
        return []
    return [(name, str(value)) for name, value in request.POST.items() if name not in {"step", "csrfmiddlewaretoken"}]


@require_GET
def sale(request: ActedRequest, key: UUID) -> HttpResponse:
    """One sale whole."""
    told = queries.sale(key, actor=request.actor, today=timezone.localdate(request.now))
    project, row = season_told(request, told.row.season)
    sees = policies.SEE_PROJECTS.allows(request.actor, project.row.place)
    found = pages.sale_page(
        told, row, project.row.book, sees=sees, receipts=queries.sale_receipts(key, actor=request.actor)
    )
    return render(request, "industry/sales/sale.html", {"page": found.page, "sale": found})


@require_POST
def approve(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Be the second person for a sale, or for taking one back."""
    commands.approve_sale(actor=request.actor, now=request.now, sale=key)
    messages.success(request, _("Booked with both names."))
    return redirect(sale_href(key))


@require_POST
def turn_down(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Turn down what waits."""
    commands.turn_down_sale(actor=request.actor, now=request.now, sale=key, reason=request.POST.get("reason", ""))
    return redirect(sale_href(key))


@require_POST
def undo(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Take a sale back."""
    done = commands.reverse_sale(actor=request.actor, now=request.now, sale=key, reason=request.POST.get("reason", ""))
    words = _("The sale is taken back.") if done else _("Taking it back waits for a second person.")
    messages.success(request, words)
    return redirect(sale_href(key))


@require_GET
def slip(request: ActedRequest, key: UUID, code: str) -> HttpResponse:
    """One household's slip."""
    told = queries.slip(key, code, actor=request.actor)
    request.place = told.place
    is_own = not policies.SEE_PROJECTS.allows(request.actor, told.place)
    return render(request, "industry/sales/slip.html", {"page": slips.slip_page(told, is_own=is_own)})


@require_GET
def payouts(request: ActedRequest, season: UUID) -> HttpResponse:
    """Payments of a season."""
    told, row = season_told(request, season)
    today = timezone.localdate(request.now)
    sees = policies.SEE_PROJECTS.allows(request.actor, told.row.place)
    page = lists.payouts_page(
        row,
        told,
        queries.payouts(season, actor=request.actor),
        queries.standings(season, actor=request.actor, on=today),
        queries.payables(season, actor=request.actor, on=today) if sees else (),
    )
    return render(request, "industry/page.html", {"page": page})


@require_http_methods(["GET", "POST"])
def pay(request: ActedRequest, season: UUID) -> HttpResponse:
    """Pay everybody what waits."""
    told, row = season_told(request, season, runs=True)
    today = timezone.localdate(request.now)
    waits = queries.payables(season, actor=request.actor, on=today)
    form = PayForm(posted(request), today=today)

    def act() -> str:
        given = form.cleaned_data
        commands.pay_proceeds(
            actor=request.actor,
            now=request.now,
            season=season,
            day=given["day"],
            paper=given["paper"],
            key=given["key"],
            ahead=given["ahead"],
        )
        return payouts_href(season)

    back = Link(_("Payments to households"), payouts_href(season))
    lead = f"{told.row.name} · {row.name}"
    return answer(request, form, act, title=_("Pay what waits"), lead=lead, back=back, why=lists.pay_told(waits))


@require_GET
def payout(request: ActedRequest, key: UUID) -> HttpResponse:
    """One payment with its list."""
    row = queries.payout(key, actor=request.actor)
    told, season_row = season_told(request, row.season)
    payees = payees_of([code for code, _name, _amount in row.lines], on=timezone.localdate(request.now))
    found = lists.payout_page(row, told, season_row, payees)
    return render(request, "industry/sales/sale.html", {"page": found.page, "sale": found})


@require_GET
def bank_list(request: ActedRequest, key: UUID) -> HttpResponse:
    """The list for the bank as a spreadsheet."""
    row = queries.payout(key, actor=request.actor)
    told, season_row = season_told(request, row.season, runs=True)
    title = f"{told.row.name} {season_row.name} {pgettext('industry', 'proceeds')}"
    payees, _people = take_accounts(
        actor=request.actor,
        now=request.now,
        place=told.row.place,
        paper=f"{title} {row.paper}",
        on=timezone.localdate(request.now),
        households=[code for code, _name, _amount in row.lines],
    )
    return workbook([lists.bank_sheet(row, title, payees)], f"bank-{row.day:%Y%m%d}")


@require_POST
def payout_approve(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Be the second person for a payment."""
    commands.approve_payout(actor=request.actor, now=request.now, payout=key)
    messages.success(request, _("Booked with both names."))
    return redirect("industry_sales_payout", key=key)


@require_POST
def payout_turn_down(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Turn a payment down."""
    commands.turn_down_payout(actor=request.actor, now=request.now, payout=key, reason=request.POST.get("reason", ""))
    return redirect("industry_sales_payout", key=key)
