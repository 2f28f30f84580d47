"""The overview, recording points, lapsing points, taking an entry back."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.registry.queries import household_meant, own_household
from shihu.kernel.actors import SYSTEM
from shihu.kernel.places import Level
from shihu.kernel.presentation import PageHead
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.commands import points as commands
from shihu.services.linkages.queries import points as queries
from shihu.services.linkages.types.points import AwardedPoints
from shihu.services.linkages.web.pages.points import desk as pages
from shihu.services.linkages.web.pages.points import words
from shihu.services.linkages.web.points_forms import AwardForm, WordsForm
from shihu.services.linkages.web.views.points import parts
from shihu.services.units.queries import codes_in_force, unit_labels


@require_GET
def home(request: ActedRequest) -> HttpResponse:
    """A village's points today; the villages of a township; a villager's own points."""
    place, today = parts.asked_place(request), parts.today_of(request)
    if not place or not policies.SEE_POINTS.allows(request.actor, place):
        if not request.GET.get("place") and own_household(actor=request.actor, on=today):
            return redirect("linkages_points_own")
        raise NotFound
    request.place = place
    if len(place) < Level.VILLAGE:
        villages = queries.villages_with_points(place, actor=request.actor)
        told = [queries.overview(village, actor=request.actor, on=today) for village in villages]
        return render(request, "linkages/points/villages.html", {"page": pages.villages_page(place, told)})
    page = pages.desk_page(queries.overview(place, actor=request.actor, on=today))
    return render(request, "linkages/points/desk.html", {"page": page, "place": place})


@require_http_methods(["GET", "POST"])
def award(request: ActedRequest) -> HttpResponse:
    """Record points that the village saw itself."""
    village, today = parts.asked_village(request), parts.today_of(request)
    policies.REVIEW_POINTS.require(request.actor, village, seen=policies.SEE_POINTS.allows(request.actor, village))
    book = queries.require_book(village, on=today)
    units = unit_labels(set(codes_in_force(village, actor=SYSTEM).values()))
    form = AwardForm(
        request.POST if request.method == "POST" else None,
        items=book.items,
        units=sorted(units.items(), key=lambda pair: pair[1]),
        initial={"key": uuid4(), "day": today},
    )
    answers: list[AwardedPoints] = []

    def act() -> None:
        told = form.cleaned_data
        code = ""
        if told["household"]:
            code, _version = household_meant(told["household"], near=village, actor=request.actor, where="household")
        answers.append(
            commands.award_points(
                actor=request.actor,
                now=request.now,
                village=village,
                item_code=told["item"],
                household=code,
                unit=UUID(told["unit"]) if told["unit"] else None,
                day=told["day"],
                source="village",
                source_key=str(told["key"]),
                times=told["times"],
                note=told["note"],
            )
        )

    if request.method == "POST" and parts.done(form, act):
        messages.success(request, _("%(points)s points are recorded.") % {"points": f"{answers[0].points:+d}"})
        if answers[0].is_uncovered:
            messages.warning(request, _("The prize stock no longer covers all points. Fill it up."))
        return redirect(f"{reverse('linkages_points')}?place={village}")
    page = pages.FormPage(
        PageHead(_("Record points"), _("For what the village saw itself: no household need claim it.")),
        button=pgettext("linkages", "Record"),
        back=f"{reverse('linkages_points')}?place={village}",
        said=_("A deduction needs the clause of the village rules that the item names. The household reads this."),
    )
    return parts.form_page(request, form, page)


@require_POST
def lapse(request: ActedRequest) -> HttpResponse:
    """Tell households whose points will lapse, or take what was told long enough ago."""
    village = parts.asked_village(request)
    if request.POST.get("act") == "tell":
        count = commands.tell_of_lapsing(actor=request.actor, now=request.now, village=village)
        told = ngettext("%(count)s household is told.", "%(count)s households are told.", count) % {"count": count}
    else:
        count = commands.let_lapse(actor=request.actor, now=request.now, village=village)
        told = ngettext("%(count)s point has lapsed.", "%(count)s points have lapsed.", count) % {"count": count}
    messages.success(request, told)
    return redirect(f"{reverse('linkages_points')}?place={village}")


@require_http_methods(["GET", "POST"])
def reverse_entry(request: ActedRequest, key: UUID) -> HttpResponse:
    """Take back one entry, with a reason."""
    entry, account = queries.entry(key, actor=request.actor, on=parts.today_of(request))
    policies.REVERSE_POINTS.require(request.actor, account.hamlet, seen=True)
    form = WordsForm(request.POST if request.method == "POST" else None, label=_("Reason (the household reads it)"))
    here = reverse("linkages_points_account", kwargs={"key": account.key})
    request.place = account.hamlet

    def act() -> None:
        commands.reverse_points(actor=request.actor, now=request.now, entry=key, reason=form.said())

    if request.method == "POST" and parts.done(form, act):
        messages.success(request, _("The entry is taken back. Both stay to be seen."))
        return redirect(here)
    page = pages.FormPage(
        PageHead(_("Take back entry %(number)s of %(name)s") % {"number": entry.number, "name": account.name}),
        button=pgettext("linkages", "Take back"),
        back=here,
        said=f"{entry.day.isoformat()} · {entry.points:+d} · {words.entry_words(entry)}",
        is_danger=True,
    )
    return parts.form_page(request, form, page)
