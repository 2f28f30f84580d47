"""Pages of what buyers owe and pay."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.base.places.queries import place as place_of
from shihu.kernel.money import decimal, yuan
from shihu.kernel.presentation import Link
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies, queries
from shihu.services.industry.types import ReceiveAct, UndoReceiptAct
from shihu.services.industry.web.forms.sales import ReceiveForm, UndoReceiptForm
from shihu.services.industry.web.pages import receivables as pages
from shihu.services.industry.web.pages.links import sale_href
from shihu.services.industry.web.views.acts import answer, done, posted
from shihu.services.industry.web.views.projects import home, season_told, workbook
from shihu.services.industry.web.wording import is_english


@require_GET
def receivables(request: ActedRequest) -> HttpResponse:
    """Who owes the producers of a place."""
    actor, code = request.actor, request.GET.get("place", "") or home(request.actor)
    rows = queries.receivables(code, actor=actor, on=timezone.localdate(request.now))
    where = place_of(code, actor=actor)
    page = pages.list_page(
        rows,
        request.GET.dict(),
        place=code,
        title=where.name_en if is_english() and where.name_en else where.name,
        may_export=policies.EXPORT_PROJECTS.allows(actor, code),
    )
    return render(request, "industry/page.html", {"page": page})


@require_GET
def export(request: ActedRequest) -> HttpResponse:
    """The list as a spreadsheet."""
    code = request.GET.get("place", "") or home(request.actor)
    policies.EXPORT_PROJECTS.require(request.actor, code)
    rows = queries.receivables(code, actor=request.actor, on=timezone.localdate(request.now))
    return workbook([pages.sheet(pages.narrowed(rows, request.GET.dict()))], f"receivables-{code}")


@require_http_methods(["GET", "POST"])
def receive(request: ActedRequest, key: UUID) -> HttpResponse:
    """Record what a buyer pays."""
    today = timezone.localdate(request.now)
    told = queries.sale(key, actor=request.actor, today=today)
    season_told(request, told.row.season, runs=True)
    owed = queries.sale_receipts(key, actor=request.actor)
    left = owed.left if owed else 0
    form = ReceiveForm(posted(request), today=today, initial={"amount": decimal(left)})

    def run() -> str:
        given = form.cleaned_data
        act = ReceiveAct(
            key, given["amount"] or 0, given["paid_into"], day=given["day"], paper=given["paper"], key=given["key"]
        )
        return done(request, act, sale_href(key), _("Booked. Less is owed, and more can be paid to households."))

    why = _("The buyer owes %(left)s yuan on this sale.") % {"left": yuan(left)}
    back = Link(told.row.buyer, sale_href(key))
    title = _("Record what the buyer pays")
    return answer(request, form, run, title=title, lead=told.row.buyer, back=back, why=(why,))


@require_http_methods(["GET", "POST"])
def undo(request: ActedRequest, key: UUID) -> HttpResponse:
    """Take a buyer's payment back."""
    sale, row = queries.sale_of_receipt(key, actor=request.actor)
    told = queries.sale(sale, actor=request.actor, today=timezone.localdate(request.now))
    season_told(request, told.row.season, runs=True)
    if row.reversed_on:
        raise NotFound
    form = UndoReceiptForm(posted(request))

    def run() -> str:
        given = form.cleaned_data
        act = UndoReceiptAct(key, given["reason"], given["key"])
        return done(request, act, sale_href(sale), _("The payment is taken back; it is owed again."))

    why = _("%(yuan)s yuan of %(day)s (%(paper)s): the entry is reversed, and the buyer owes it again.")
    told_why = why % {"yuan": yuan(row.amount), "day": row.day.isoformat(), "paper": row.paper}
    back = Link(told.row.buyer, sale_href(sale))
    title = _("Take the payment back")
    return answer(request, form, run, title=title, lead=told.row.buyer, back=back, why=(told_why,))
