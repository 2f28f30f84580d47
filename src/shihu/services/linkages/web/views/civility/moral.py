"""Pages of moral models: each calls one query or command and renders."""

from datetime import timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.commands import civility as commands
from shihu.services.linkages.queries import civility as queries
from shihu.services.linkages.queries.civility.naming import villagers_named
from shihu.services.linkages.types.civility import NominationRow, RoundDetail
from shihu.services.linkages.web.civility_forms import (
    AnswerForm,
    ConsentForm,
    NominateForm,
    PanelForm,
    RoundForm,
    VotesForm,
    WordsForm,
)
from shihu.services.linkages.web.pages.civility import moral as pages
from shihu.services.linkages.web.pages.civility import nominations, wording
from shihu.services.linkages.web.pages.civility.ways import address
from shihu.services.linkages.web.views.civility.asking import asked_place, form_page, tried, workbook


@require_GET
def roll(request: ActedRequest) -> HttpResponse:
    """The honour roll of a village, and its rounds."""
    village = queries.village_of(asked_place(request, policies.SEE_CIVILITY))
    today = timezone.localdate(request.now)
    page = pages.roll_page(
        village,
        queries.honour_roll(village, actor=request.actor),
        queries.model_rounds(village, actor=request.actor),
        queries.moral_models(village, actor=request.actor, on=today),
        given=request.GET.dict(),
        may_keep=policies.KEEP_CIVILITY.allows(request.actor, village),
    )
    return render(request, "linkages/civility/page.html", {"page": page})


@require_GET
def roll_export(request: ActedRequest) -> HttpResponse:
    """The honour roll as a workbook: the rows that the filters leave."""
    village = queries.village_of(asked_place(request, policies.SEE_CIVILITY))
    rows = pages.shown_on_roll(queries.honour_roll(village, actor=request.actor), request.GET.dict())
    return workbook(pages.roll_sheet(rows), f"{wording.place_name(village)}-{_('Honour roll')}")


@require_http_methods(["GET", "POST"])
def round_open(request: ActedRequest) -> HttpResponse:
    """Open a round."""
    village = queries.village_of(asked_place(request, policies.SEE_CIVILITY))
    queries.model_rounds(village, actor=request.actor)
    if not policies.KEEP_CIVILITY.allows(request.actor, village):
        raise NotAllowed
    today = timezone.localdate(request.now)
    title = _("Moral models of %(place)s %(year)s") % {"place": wording.place_name(village), "year": today.year}
    initial = {"title": title, "year": today.year, "nominate_until": today + timedelta(days=14)}
    form = RoundForm(request.POST if request.method == "POST" else None, initial=initial)

    def run() -> str:
        given = form.cleaned_data
        key = commands.open_model_round(
            actor=request.actor,
            now=request.now,
            village=village,
            year=given["year"],
            title=given["title"],
            nominate_until=given["nominate_until"],
            notice_days=given["notice_days"],
        )
        return reverse("linkages_civility_round", kwargs={"key": key})

    head = PageHead(
        pgettext("linkages", "Open a round"),
        _("Nominations, the own word of each nominee, a panel without kin, the notice, the honour roll."),
        back=Link(pgettext("linkages", "Moral models"), address("linkages_civility_roll", village)),
    )
    return form_page(request, form, head, pgettext("linkages", "Open the round"), run)


@require_GET
def round_(request: ActedRequest, key: UUID) -> HttpResponse:
    """A round, with what comes next."""
    told = queries.model_round(key, actor=request.actor)
    request.place = told.row.village
    page = pages.round_page(told, today=timezone.localdate(request.now))
    return render(request, "linkages/civility/page.html", {"page": page})


@require_http_methods(["GET", "POST"])
def nominate(request: ActedRequest, key: UUID) -> HttpResponse:
    """Nominate somebody."""
    told = queries.model_round(key, actor=request.actor)
    if not told.may_nominate:
        raise NotAllowed
    today = timezone.localdate(request.now)
    words = wording.categories()
    from_today = [(term, words[term]) for term in queries.categories_on(today)]
    form = NominateForm(
        request.POST if request.method == "POST" else None, categories=from_today, by_unit=told.may_keep
    )

    def run() -> str:
        given = form.cleaned_data
        (person,) = villagers_named([given["person"]], village=told.row.village, on=today, where="person")
        commands.nominate_model(
            actor=request.actor,
            now=request.now,
            round=key,
            person=person,
            term=given["term"],
            deed=given["deed"],
            by_unit_of=given.get("by_unit_of", ""),
        )
        messages.success(request, _("Nominated. The next word is the nominee's own."))
        return reverse("linkages_civility_round", kwargs={"key": key})

    head = PageHead(
        pgettext("linkages", "Nominate somebody"),
        told.row.title,
        back=Link(told.row.title, reverse("linkages_civility_round", kwargs={"key": key})),
    )
    return form_page(request, form, head, pgettext("linkages", "Nominate"), run)


@require_http_methods(["GET", "POST"])
def panel(request: ActedRequest, key: UUID) -> HttpResponse:
    """Name the panel."""
    told = _kept(request, key)
    form = PanelForm(request.POST if request.method == "POST" else None)

    def run() -> str:
        today = timezone.localdate(request.now)
        persons = villagers_named(form.names(), village=told.row.village, on=today, where="panel")
        commands.name_panel(actor=request.actor, now=request.now, key=key, persons=persons)
        return reverse("linkages_civility_round", kwargs={"key": key})

    agreed = sum(row.state == "consented" for row in told.nominations)
    hint = ngettext(
        "%(count)s nominee has agreed to stand; who has not agreed by now drops out.",
        "%(count)s nominees have agreed to stand; who has not agreed by now drops out.",
        agreed,
    ) % {"count": agreed}
    head = PageHead(
        pgettext("linkages", "Name the panel"),
        told.row.title,
        back=Link(told.row.title, reverse("linkages_civility_round", kwargs={"key": key})),
    )
    return form_page(request, form, head, _("End nominations, name the panel"), run, hints=(hint,))


@require_http_methods(["GET", "POST"])
def review(request: ActedRequest, key: UUID) -> HttpResponse:
    """Enter the panel's votes."""
    told = _kept(request, key)
    standing = [row for row in told.nominations if row.state == "consented"]
    words = wording.categories()
    labels = [(str(row.key), f"{row.name} · {words.get(row.term, '')} · {row.deed[:40]}") for row in standing]
    form = VotesForm(request.POST if request.method == "POST" else None, standing=labels, panel=len(told.panel))

    def run() -> str:
        votes = {row.key: form.cleaned_data[f"votes-{row.key}"] for row in standing}
        count = commands.enter_review(actor=request.actor, now=request.now, key=key, votes=votes)
        messages.success(
            request,
            ngettext("%(count)s name hangs out now.", "%(count)s names hang out now.", count) % {"count": count},
        )
        return reverse("linkages_civility_round", kwargs={"key": key})

    head = PageHead(
        pgettext("linkages", "Enter the votes"),
        _("How many of the panel of %(panel)s said yes: more than half of all is needed.") % {"panel": len(told.panel)},
        back=Link(told.row.title, reverse("linkages_civility_round", kwargs={"key": key})),
    )
    return form_page(request, form, head, _("Enter, and hang the notice"), run)


@require_POST
def close(request: ActedRequest, key: UUID) -> HttpResponse:
    """Close a round after its notice."""
    queries.model_round(key, actor=request.actor)
    count = commands.close_round(actor=request.actor, now=request.now, key=key)
    messages.success(
        request,
        ngettext("%(count)s moral model stands on the roll.", "%(count)s moral models stand on the roll.", count)
        % {"count": count},
    )
    return redirect("linkages_civility_round", key=key)


@require_GET
def nomination(request: ActedRequest, key: UUID) -> HttpResponse:
    """One nomination: the deed, the own word, objections."""
    return _nomination(request, key, {})


@require_POST
def consent(request: ActedRequest, key: UUID) -> HttpResponse:
    """The nominee's own word, or a sheet that they signed."""
    told = queries.nomination(key, actor=request.actor)
    if not told.is_mine and not told.may_keep:
        raise NotAllowed
    agrees = request.POST.get("agrees", "yes") == "yes"
    form = ConsentForm(request.POST)
    if told.is_mine:
        commands.consent_to_model(actor=request.actor, now=request.now, nomination=key, agrees=agrees)
        messages.success(request, _("Your word is written down."))
        return redirect("linkages_civility_nomination", key=key)

    def run() -> None:
        commands.consent_to_model(
            actor=request.actor,
            now=request.now,
            nomination=key,
            agrees=agrees,
            sheet=form.cleaned_data["sheet"],
        )

    if not tried(form, run):
        return _nomination(request, key, {"consent": form})
    return redirect("linkages_civility_nomination", key=key)


@require_POST
def object_(request: ActedRequest, key: UUID) -> HttpResponse:
    """Object to somebody under notice."""
    queries.nomination(key, actor=request.actor)
    form = WordsForm(request.POST)
    done = tried(
        form,
        lambda: commands.object_to_model(
            actor=request.actor, now=request.now, nomination=key, words=form.cleaned_data["words"]
        ),
    )
    if not done:
        return _nomination(request, key, {"words": form})
    messages.success(request, _("Your objection was handed in. You find the answer on this page."))
    return redirect("linkages_civility_nomination", key=key)


@require_POST
def answer(request: ActedRequest, key: UUID) -> HttpResponse:
    """Answer an objection."""
    of = queries.objection_place(key, actor=request.actor)
    if not queries.nomination(of, actor=request.actor).may_keep:
        raise NotAllowed
    form = AnswerForm(request.POST)
    done = tried(
        form,
        lambda: commands.answer_model_objection(
            actor=request.actor,
            now=request.now,
            objection=key,
            upholds=form.cleaned_data["upholds"] == "yes",
            answer=form.cleaned_data["answer"],
        ),
    )
    if not done:
        return _nomination(request, of, {str(key): form})
    return redirect("linkages_civility_nomination", key=of)


@require_GET
def certificate(request: ActedRequest, key: UUID) -> HttpResponse:
    """The certificate of a moral model, for the seal."""
    told = queries.nomination(key, actor=request.actor)
    if told.row.state != "chosen":
        raise NotFound
    context = {
        "row": told.row,
        "village": wording.place_name(told.row.village),
        "hamlet": wording.place_name(told.row.hamlet),
        "category": wording.categories().get(told.row.term, ""),
    }
    return render(request, "linkages/civility/certificate.html", context)


@require_GET
def notice(request: ActedRequest, key: UUID) -> HttpResponse:
    """The public notice: names, deeds, until when to object."""
    told = queries.model_round(key, actor=request.actor)
    if told.row.stage != "notice":
        raise NotFound
    shown = [row for row in told.nominations if row.state == "on_notice"]
    return render(request, "linkages/civility/notice.html", _listed(told, shown))


@require_GET
def poster(request: ActedRequest, key: UUID) -> HttpResponse:
    """The honour roll for the wall."""
    told = queries.model_round(key, actor=request.actor)
    if told.row.stage != "closed":
        raise NotFound
    shown = [row for row in told.nominations if row.state == "chosen"]
    return render(request, "linkages/civility/poster.html", _listed(told, shown))


def _listed(told: RoundDetail, shown: list[NominationRow]) -> dict[str, object]:
    words = wording.categories()
    hamlets = wording.place_names({row.hamlet for row in shown})
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for row in shown:
        groups.setdefault(words.get(row.term, row.term), []).append((row.name, hamlets.get(row.hamlet, ""), row.deed))
    return {
        "row": told.row,
        "village": wording.place_name(told.row.village),
        "groups": list(groups.items()),
        "count": len(shown),
        "hamlets": len(hamlets),
    }


def _kept(request: ActedRequest, key: UUID) -> RoundDetail:
    told = queries.model_round(key, actor=request.actor)
    if not told.may_keep:
        raise NotAllowed
    return told


def _nomination(request: ActedRequest, key: UUID, given: dict[str, forms.Form]) -> HttpResponse:
    told = queries.nomination(key, actor=request.actor)
    request.place = told.row.hamlet
    page = nominations.nomination_page(told, given=given)
    return render(request, "linkages/civility/page.html", {"page": page}, status=422 if given else 200)
