"""One household in a book: its page, the simulator, certificates, freezing, inheritance."""

from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.papers.queries import shown
from shihu.kernel.money import decimal
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.industry import commands, queries
from shihu.services.industry.types import HolderRow, ShareBookDetail
from shihu.services.industry.web.pages.shares import household as pages
from shihu.services.industry.web.pages.shares import simulator as simulated
from shihu.services.industry.web.pages.shares.books import address
from shihu.services.industry.web.share_forms import HeirsForm, PaperForm, SimulatorForm
from shihu.services.industry.web.views.shares.asking import form_page, today


def holder_of(request: ActedRequest, key: UUID, code: str) -> tuple[ShareBookDetail, HolderRow]:
    """The book and the household's place in it."""
    detail, row = queries.holder(key, code, actor=request.actor, on=today(request))
    if detail.sees:
        request.place = detail.row.place
    return detail, row


def kept_by(request: ActedRequest, key: UUID, code: str) -> tuple[ShareBookDetail, HolderRow]:
    """The same, for those who keep the book."""
    detail, row = holder_of(request, key, code)
    if not detail.row.may_keep:
        raise NotAllowed
    return detail, row


@require_GET
def household(request: ActedRequest, key: UUID, code: str) -> HttpResponse:
    """What a household holds, and how it came."""
    detail, row = holder_of(request, key, code)
    if row.household is None:
        raise NotFound
    given = [one for one in queries.contributions(key, actor=request.actor, on=today(request)) if one.code == code]
    entries = queries.entries(key, actor=request.actor, household=row.household)
    certificates = queries.certificates(key, row.household, actor=request.actor)
    page = pages.household_page(detail, row, given, entries, certificates)
    return render(request, "industry/shares/household.html", {"page": page})


@require_GET
def simulator(request: ActedRequest, key: UUID, code: str) -> HttpResponse:
    """What would I get. Nothing is written: the question stands in the address."""
    setting = queries.simulator_setting(key, code, actor=request.actor, on=today(request))
    known = setting.surplus or simulated.ASSUMED
    form = SimulatorForm(request.GET or None, terms=setting.terms, initial={"surplus": decimal(known)})
    asked = simulated.Asked(surplus=known, terms=setting.terms)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        asked = simulated.Asked(
            mu=told["mu"] or Decimal(0),
            years=told["years"] or 5,
            money=max(0, told["money"]),
            days=told["days"] or Decimal(0),
            traded=form.more(),
            surplus=max(0, told["surplus"]) if request.GET.get("surplus") else known,
            terms=form.tried(),
        )
    page = simulated.simulator_page(setting, asked)
    context = {"page": page, "form": form, "is_asked": form.is_bound}
    wrong = form.errors or page.refused
    return render(request, "industry/shares/simulator.html", context, status=422 if wrong else 200)


@require_POST
def certify(request: ActedRequest, key: UUID, code: str) -> HttpResponseRedirect:
    """Issue a certificate."""
    holder_of(request, key, code)
    made = commands.issue_certificate(actor=request.actor, now=request.now, book=key, code=code)
    return redirect("industry_shares_certificate", key=made)


@require_GET
def certificate(request: ActedRequest, key: UUID) -> HttpResponse:
    """A certificate on A4."""
    told = queries.certificate(key, actor=request.actor)
    page = pages.certificate_page(told, request.build_absolute_uri("/")[:-1])
    return render(request, "industry/shares/certificate.html", {"page": page})


@require_GET
def certificate_file(request: ActedRequest, key: UUID) -> HttpResponse:
    """The same as a PDF, in Chinese: it is the paper that is signed and sealed."""
    told = queries.certificate(key, actor=request.actor)
    with translation.override("zh-hans"):
        page = pages.certificate_page(told, request.build_absolute_uri("/")[:-1])
        from shihu.services.industry.web.pages.shares.certificate_pdf import certificate_pdf

        return shown(certificate_pdf(page), f"{page.title}-{page.number}.pdf")


@require_GET
def verify(request: ActedRequest, number: str, code: str) -> HttpResponse:
    """What anybody learns who scans a certificate's code; nobody signs in for it."""
    try:
        told = queries.verified(number, code)
    except NotFound:
        # Said here, because a visitor who finds nothing would be led to the door, and no door helps with a false paper.
        return render(request, "industry/shares/unverified.html", status=404)
    return render(request, "industry/shares/verify.html", {"page": pages.verify_page(told)})


@require_http_methods(["GET", "POST"])
def freeze(request: ActedRequest, key: UUID, code: str) -> HttpResponse:
    """Freeze, or lift the freeze."""
    _detail, row = kept_by(request, key, code)
    form = PaperForm(request.POST if request.method == "POST" else None)

    def do() -> HttpResponse:
        act = commands.unfreeze_shares if row.holding.frozen else commands.freeze_shares
        told = form.cleaned_data
        act(actor=request.actor, now=request.now, book=key, code=code, why=told["why"], paper=told["paper"])
        return redirect("industry_shares_household", key=key, code=code)

    if row.holding.frozen:
        title = _("Lift the freeze on the shares of %(name)s") % {"name": row.name}
        lead = _("By the paper that ends it: the court's, or the settlement of the dispute.")
    else:
        title = _("Freeze the shares of %(name)s") % {"name": row.name}
        lead = _("By a court's paper or a recorded dispute. Nothing is transferred, given back or paid out meanwhile.")
    head = PageHead(title, lead, back=Link(row.name, address("household", key, code=code)))
    return form_page(request, form, head, _("Lift it") if row.holding.frozen else _("Freeze"), do)


@require_http_methods(["GET", "POST"])
def inherit(request: ActedRequest, key: UUID, code: str) -> HttpResponse:
    """Hand the shares of a dead member's household to the heirs."""
    _detail, row = kept_by(request, key, code)
    form = HeirsForm(request.POST if request.method == "POST" else None)

    def do() -> HttpResponse:
        done = commands.inherit_shares(
            actor=request.actor,
            now=request.now,
            book=key,
            code=code,
            heirs=form.heirs(),
            paper=form.cleaned_data["paper"],
        )
        messages.success(request, _("The heirs hold the shares.") if done else waits())
        return redirect("industry_shares_book", key=key)

    head = PageHead(
        _("Inheritance of the shares of %(name)s") % {"name": row.name},
        _("When a member of the household has died by the registry and the heirs agreed on paper. Equal: 1 and 1."),
        back=Link(row.name, address("household", key, code=code)),
    )
    return form_page(request, form, head, _("Write it into the register"), do)


def waits() -> str:
    """Said where the ledger asks for a second person."""
    return _("The ledger's entry waits for a second person. When it is approved, do this once more to finish it.")
