"""Pages of sanitation: areas, turns, the month, the sheets."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.registry.queries import formation_households
from shihu.kernel.actors import SYSTEM
from shihu.kernel.places import Level
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import NotAllowed, Refusal
from shihu.services.linkages import commands, policies
from shihu.services.linkages.queries import sanitation as reading
from shihu.services.linkages.queries.sanitation import UnitSanitation
from shihu.services.linkages.rules.sanitation.rota import monday
from shihu.services.linkages.types import Turn
from shihu.services.linkages.web.pages import sanitation as pages
from shihu.services.linkages.web.pages import sanitation_month as months
from shihu.services.linkages.web.pages import sanitation_unit as unit_pages
from shihu.services.linkages.web.pages.duty_parts import label, place_label
from shihu.services.linkages.web.sanitation_forms import AreaForm, ExcuseForm, SheetForm, SwapForm
from shihu.services.linkages.web.views import duty_ground as ground


@require_GET
def village(request: ActedRequest) -> HttpResponse:
    """The areas of a village and the rounds through them; of one hamlet with its map."""
    code, on = ground.village_asked(request), ground.today(request)
    hamlets = reading.village_areas(code[: Level.VILLAGE], actor=request.actor, on=on)
    rounds = reading.rounds(code, actor=request.actor)
    ranks, _rounds, _units = reading.month(code[: Level.VILLAGE], on.replace(day=1), actor=request.actor)
    shown = next((told for told in hamlets if told.hamlet == code), hamlets[0] if hamlets else None)
    page = pages.village_page(
        code,
        hamlets,
        rounds,
        ranks,
        shown=shown,
        names=ground.names_of(code, *(told.hamlet for told in hamlets)),
        may_inspect=policies.INSPECT.allows(request.actor, code),
        may_keep=policies.KEEP_DUTIES.allows(request.actor, code),
    )
    return render(request, "linkages/duties/page.html", {"page": page})


@require_GET
def unit(request: ActedRequest, key: UUID) -> HttpResponse:
    """One unit: its area, whose week it is, what rounds found."""
    on = ground.today(request)
    told = reading.unit_sanitation(key, actor=request.actor, on=on)
    return _unit_page(request, told)


@require_http_methods(["GET", "POST"])
def area(request: ActedRequest, key: UUID) -> HttpResponse:
    """Draw a unit's area: tapped on the map, or from door to door."""
    on = ground.today(request)
    told = reading.unit_sanitation(key, actor=request.actor, on=on, rounds=1)
    row = told.opened.unit
    if not told.opened.keeps:
        raise NotAllowed
    (there,) = reading.areas_at(row.hamlet, on=on)
    streets = _streets(row.hamlet, request)
    initial = {"words": told.area.words if told.area else ""}
    form = AreaForm(request.POST if request.method == "POST" else None, streets=streets, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if given["shape"] == "doors":
                commands.choose_doors(
                    actor=request.actor,
                    now=request.now,
                    unit=key,
                    words=given["words"],
                    street=given["street"],
                    first=given["first"],
                    last=given["last"],
                )
            else:
                commands.draw_area(
                    actor=request.actor,
                    now=request.now,
                    unit=key,
                    words=given["words"],
                    shape=given["shape"],
                    corners=given["corners"],
                )
        except Refusal as refusal:
            ground.shown(refusal, form)
        else:
            messages.success(request, _("The area is kept. Compare it with the neighbours' on the map."))
            return redirect(f"{reverse('linkages_sanitation_village')}?place={row.hamlet}")
    request.place = row.hamlet
    names = ground.names_of(row.hamlet)
    head = PageHead(
        _("Draw the duty area of %(unit)s") % {"unit": label(row, names)},
        _("Along lanes, around a piece of ground, or from door to door of a street."),
        back=Link(label(row, names), pages.unit_href(key)),
    )
    context = {
        "head": head,
        "form": form,
        "map": pages.map_of(there, names, selected=row.key),
        "back": pages.unit_href(key),
    }
    return render(request, "linkages/sanitation/area.html", context, status=422 if form.errors else 200)


@require_POST
def excuse(request: ActedRequest, key: UUID) -> HttpResponse:
    """Take a household out of the turns."""
    told = reading.unit_sanitation(key, actor=request.actor, on=ground.today(request))
    if not told.opened.runs:
        raise NotAllowed
    form = ExcuseForm(request.POST, homes=list(told.opened.homes.items()))
    if form.is_valid():
        try:
            commands.excuse(
                actor=request.actor,
                now=request.now,
                unit=key,
                household=form.cleaned_data["household"],
                reason=form.cleaned_data["reason"],
            )
        except Refusal as refusal:
            ground.shown(refusal, form)
        else:
            messages.success(request, _("From next week its neighbours take its turns."))
            return redirect(pages.unit_href(key))
    return _unit_page(request, told, excuse_form=form)


@require_POST
def excuse_end(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Let a household take turns again."""
    unit_ = commands.end_excuse(actor=request.actor, now=request.now, key=key)
    messages.success(request, _("From next week it takes turns again."))
    return redirect(pages.unit_href(unit_))


@require_POST
def swap(request: ActedRequest, key: UUID) -> HttpResponse:
    """Ask to change weeks; the head notes what two agreed on by word."""
    told = reading.unit_sanitation(key, actor=request.actor, on=ground.today(request))
    form = _swap_form(told, request)
    if form is None:
        raise NotAllowed
    if form.is_valid():
        week, other_week = form.weeks()
        own = told.opened.own.household if told.opened.own else None
        whose = {turn.week: turn.household for turn in told.rota.turns} if told.rota else {}
        try:
            commands.ask_swap(
                actor=request.actor,
                now=request.now,
                unit=key,
                week=week,
                other_week=other_week,
                by_paper=told.opened.runs and whose.get(week) != own,
            )
        except Refusal as refusal:
            ground.shown(refusal, form)
        else:
            messages.success(request, _("Noted. The plan below shows it."))
            return redirect(pages.unit_href(key))
    return _unit_page(request, told, swap_form=form)


@require_POST
def swap_answer(request: ActedRequest, key: UUID) -> HttpResponseRedirect:
    """Agree to a swap, or decline it."""
    agrees = request.POST.get("agrees") == "yes"
    commands.answer_swap(actor=request.actor, now=request.now, key=key, agrees=agrees)
    messages.success(request, _("The weeks are swapped.") if agrees else _("The plan stays as it was."))
    return redirect("linkages_own")


@require_GET
def month(request: ActedRequest) -> HttpResponse:
    """A village's month: mean, rank, flag."""
    code, first = ground.village_asked(request), ground.month_asked(request)
    told = reading.month(code, first, actor=request.actor)
    page = months.month_page(
        code,
        first,
        told,
        names=ground.names_of(code, *(row.hamlet for row in told[2].values())),
        before=ground.month_before(first),
        after=ground.month_after(first),
        may_export=policies.EXPORT_DUTIES.allows(request.actor, code),
    )
    return render(request, "linkages/duties/page.html", {"page": page})


@require_GET
def export(request: ActedRequest) -> HttpResponse:
    """The month as a workbook."""
    code, first = ground.village_asked(request), ground.month_asked(request)
    policies.EXPORT_DUTIES.require(request.actor, code, seen=True)
    ranks, _rounds, units = reading.month(code, first, actor=request.actor)
    names = ground.names_of(code, *(row.hamlet for row in units.values()))
    sheet = months.month_sheet(ranks, units, names, first)
    return ground.saved(sheet, f"{place_label(code, names)}-{sheet.name}")


@require_http_methods(["GET", "POST"])
def sheets(request: ActedRequest) -> HttpResponse:
    """The score sheets; the officer writes the next."""
    code = ground.village_asked(request)
    told = reading.sheets(code, actor=request.actor)
    may = policies.KEEP_SHEETS.allows(request.actor, code[: Level.TOWNSHIP])
    if request.method == "POST" and not may:
        raise NotAllowed
    form = None
    if may:
        form = SheetForm(request.POST if request.method == "POST" else None, items=told[0].items if told else ())
    if request.method == "POST" and form is not None and form.is_valid():
        given = form.cleaned_data
        try:
            commands.write_sheet(
                actor=request.actor,
                now=request.now,
                place=code[: Level.TOWNSHIP],
                items=form.items(),
                valid_from=given["valid_from"],
                objection_days=given["objection_days"],
                recheck_percent=given["recheck_percent"],
                award_least=given["award_least"] * 100,
            )
        except Refusal as refusal:
            ground.shown(refusal, form)
        else:
            messages.success(request, _("The sheet is written."))
            return redirect(f"{reverse('linkages_sanitation_sheets')}?place={code}")
    page = months.sheets_page(code, told, form=form)
    status = 422 if form is not None and form.errors else 200
    return render(request, "linkages/duties/page.html", {"page": page}, status=status)


def _unit_page(
    request: ActedRequest,
    told: UnitSanitation,
    *,
    excuse_form: ExcuseForm | None = None,
    swap_form: SwapForm | None = None,
) -> HttpResponse:
    on, row = ground.today(request), told.opened.unit
    names = ground.names_of(row.hamlet)
    there = reading.areas_at(row.hamlet, on=on)
    homes = list(told.opened.homes.items())
    page = unit_pages.unit_page(
        told,
        names=names,
        on=on,
        map_=pages.map_of(there[0], names, selected=row.key) if there and told.area else None,
        excuse=excuse_form or (ExcuseForm(homes=homes) if told.opened.runs else None),
        swap=swap_form or _swap_form(told, request, is_fresh=True),
    )
    request.place = row.hamlet
    wrong = (excuse_form is not None and excuse_form.errors) or (swap_form is not None and swap_form.errors)
    return render(request, "linkages/duties/page.html", {"page": page}, status=422 if wrong else 200)


def _swap_form(told: UnitSanitation, request: ActedRequest, *, is_fresh: bool = False) -> SwapForm | None:
    """The weeks that may be swapped: a member's own for others', for the head any for any."""
    if told.rota is None or (told.opened.own is None and not told.opened.runs):
        return None
    this = monday(ground.today(request))
    ahead = [turn for turn in told.rota.turns if turn.week >= this and turn.household and not turn.instead_of]
    own = told.opened.own.household if told.opened.own else None
    runs = told.opened.runs

    def words(turn: Turn) -> str:
        return f"{turn.week} · {told.names.get(turn.household, '') if turn.household else ''}"

    mine = [(turn.week, words(turn)) for turn in ahead if runs or turn.household == own]
    others = [(turn.week, words(turn)) for turn in ahead if runs or turn.household != own]
    if not mine or not others:
        return None
    return SwapForm(None if is_fresh else request.POST, mine=mine, others=others)


def _streets(hamlet: str, request: ActedRequest) -> list[tuple[str, str]]:
    """Streets of a hamlet with the house numbers that the roster knows."""
    numbers: dict[str, list[int]] = {}
    for home in formation_households(place=hamlet, actor=SYSTEM, on=ground.today(request)):
        if home.street and home.street_order is not None:
            numbers.setdefault(home.street, []).append(home.street_order)
    return [(name, f"{name} {min(found)}–{max(found)}") for name, found in sorted(numbers.items())]
