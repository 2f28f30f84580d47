"""The prize fund: shop, catalogue, goods received, counter."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.registry.queries import household_meant
from shihu.kernel.presentation import PageHead
from shihu.kernel.refusals import NotAllowed, Refusal
from shihu.services.linkages import policies
from shihu.services.linkages.commands import points as commands
from shihu.services.linkages.queries import points as queries
from shihu.services.linkages.web.pages.points import shop as pages
from shihu.services.linkages.web.pages.points import words
from shihu.services.linkages.web.pages.points.desk import FormPage
from shihu.services.linkages.web.points_forms import (
    CodeForm,
    CounterForm,
    PrizeForm,
    ReceiptForm,
    WordsForm,
    WriteOffForm,
)
from shihu.services.linkages.web.views.points import parts


def _shop_address(village: str) -> str:
    return f"{reverse('linkages_points_shop')}?place={village}"


@require_GET
def shop(request: ActedRequest) -> HttpResponse:
    """What points buy, and how far the stock covers them."""
    village = parts.asked_village(request)
    told = queries.shop(village, actor=request.actor, on=parts.today_of(request))
    return render(request, "linkages/points/shop.html", {"page": pages.shop_page(told, once=uuid4())})


@require_http_methods(["GET", "POST"])
def prize_new(request: ActedRequest) -> HttpResponse:
    """Add a prize to the catalogue."""
    village = parts.asked_village(request)
    policies.KEEP_PRIZES.require(request.actor, village, seen=policies.SEE_POINTS.allows(request.actor, village))
    form = PrizeForm(request.POST if request.method == "POST" else None)
    made: list[UUID] = []

    def act() -> None:
        made.append(commands.keep_prize(actor=request.actor, now=request.now, village=village, **form.cleaned_data))

    if request.method == "POST" and parts.done(form, act):
        messages.success(request, _("The prize stands in the catalogue. Enter the goods that came in."))
        return redirect("linkages_points_prize", key=made[0])
    page = FormPage(
        PageHead(_("Add a prize")),
        button=pgettext("linkages", "Keep"),
        back=_shop_address(village),
        said=_("Goods or services, never money or shares."),
    )
    return parts.form_page(request, form, page)


@require_http_methods(["GET", "POST"])
def prize(request: ActedRequest, key: UUID) -> HttpResponse:
    """One prize: its price, goods that came in, goods that spoilt."""
    row = queries.prize(key, actor=request.actor, on=parts.today_of(request))
    policies.KEEP_PRIZES.require(request.actor, row.village, seen=True)
    request.place = row.village
    kept = {"name": row.name, "measure": row.measure, "price": row.price, "is_offered": row.is_offered}
    what = request.POST.get("act", "")
    spoilt = WriteOffForm(request.POST if what == "write_off" else None, prefix="off", initial={"key": uuid4()})
    forms = {
        "receive": ReceiptForm(
            request.POST if what == "receive" else None,
            prefix="in",
            initial={"key": uuid4(), "day": parts.today_of(request)},
        ),
        "keep": PrizeForm(request.POST if what == "keep" else None, prefix="kept", initial=kept),
        "write_off": spoilt,
    }
    form = forms.get(what)

    def act() -> None:
        if form is None:
            return
        told = form.cleaned_data
        if isinstance(form, ReceiptForm):
            commands.receive_prize(
                actor=request.actor,
                now=request.now,
                key=told["key"],
                prize=key,
                quantity=told["quantity"],
                value=form.value_in_fen(),
                donor=told["donor"],
                paper=told["paper"],
                day=told["day"],
            )
        elif isinstance(form, PrizeForm):
            commands.keep_prize(actor=request.actor, now=request.now, village=row.village, prize=key, **told)
        else:
            commands.write_off_prize(
                actor=request.actor,
                now=request.now,
                key=told["key"],
                prize=key,
                quantity=told["quantity"],
                paper=told["paper"],
            )

    if form is not None and parts.done(form, act):
        messages.success(request, pgettext("linkages", "Kept."))
        return redirect("linkages_points_prize", key=key)
    context = {
        "head": PageHead(
            row.name,
            _("%(points)s points a %(measure)s") % {"points": row.price, "measure": row.measure},
            back=words.back("linkages_points_shop", _("Prizes for points"), row.village),
        ),
        "facts": pages.prize_facts(row),
        **forms,
    }
    return render(request, "linkages/points/prize.html", context, status=422 if form and form.errors else 200)


@require_POST
def reserve(request: ActedRequest, key: UUID) -> HttpResponse:
    """Reserve a prize for one's own household."""
    row = queries.prize(key, actor=request.actor, on=parts.today_of(request))
    try:
        client = UUID(request.POST.get("key", ""))
    except ValueError:
        client = uuid4()
    try:
        commands.reserve_prize(actor=request.actor, now=request.now, key=client, prize=key)
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        messages.error(request, words.refusal(refusal))
        return redirect(_shop_address(row.village))
    messages.success(request, _("Reserved. Show the code at the counter."))
    return redirect(f"{reverse('linkages_points_own')}#redemptions")


@require_http_methods(["GET", "POST"])
def counter(request: ActedRequest) -> HttpResponse:
    """Hand prizes out: by code, or to a household that stands there."""
    village, today = parts.asked_village(request), parts.today_of(request)
    policies.HAND_OUT_PRIZES.require(request.actor, village, seen=policies.SEE_POINTS.allows(request.actor, village))
    told = queries.shop(village, actor=request.actor, on=today)
    is_code = request.POST.get("act") == "code"
    by_code = CodeForm(request.POST if is_code else None)
    form = CounterForm(
        request.POST if request.method == "POST" and not is_code else None,
        prizes=told.prizes,
        initial={"key": uuid4()},
    )

    def hand_over() -> None:
        commands.hand_over(actor=request.actor, now=request.now, village=village, code=by_code.cleaned_data["code"])

    def redeem() -> None:
        given = form.cleaned_data
        code, _version = household_meant(given["household"], near=village, actor=request.actor, where="household")
        commands.redeem_at_counter(
            actor=request.actor,
            now=request.now,
            key=given["key"],
            household=code,
            prize=given["prize"],
            quantity=given["quantity"],
            consent=given["consent"],
        )

    if request.method == "POST" and parts.done(by_code if is_code else form, hand_over if is_code else redeem):
        messages.success(request, _("Handed out. Points and stock are written down."))
        return redirect(f"{reverse('linkages_points_counter')}?place={village}")
    context = {"page": pages.counter_page(told), "form": form, "by_code": by_code, "place": village}
    return render(
        request, "linkages/points/counter.html", context, status=422 if form.errors or by_code.errors else 200
    )


@require_http_methods(["GET", "POST"])
def undo(request: ActedRequest, key: UUID) -> HttpResponse:
    """Call off a reservation, or take goods back."""
    row, village = queries.redemption(key, actor=request.actor, on=parts.today_of(request))
    hands_out = policies.HAND_OUT_PRIZES.allows(request.actor, village)
    if not hands_out and policies.SEE_POINTS.allows(request.actor, village):
        raise NotAllowed
    request.place = village
    form = WordsForm(request.POST if request.method == "POST" else None, label=_("Reason"))
    form.fields["reason"].required = hands_out
    here = _shop_address(village) if hands_out else reverse("linkages_points_own")

    def act() -> None:
        commands.undo_redemption(actor=request.actor, now=request.now, redemption=key, reason=form.said())

    if request.method == "POST" and parts.done(form, act):
        messages.success(request, _("Points and goods are back where they were."))
        return redirect(here)
    page = FormPage(
        PageHead(_("Give back: %(prize)s × %(quantity)s") % {"prize": row.prize, "quantity": row.quantity}),
        button=pgettext("linkages", "Give back"),
        back=here,
        said=_("%(points)s points return to the household of %(name)s, the goods to the shelf.")
        % {"points": row.points, "name": row.name},
        is_danger=True,
    )
    return parts.form_page(request, form, page)
