"""Pages of village rules."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import NotAllowed
from shihu.services.linkages import policies
from shihu.services.linkages.commands import civility as commands
from shihu.services.linkages.queries import civility as queries
from shihu.services.linkages.types.civility import RulesDetail
from shihu.services.linkages.web.civility_forms import (
    DiscussionForm,
    FileForm,
    ReasonForm,
    Refused,
    RulesForm,
    SuggestionAnswerForm,
    SuggestionForm,
    VoteForm,
)
from shihu.services.linkages.web.pages.civility import village_rules as pages
from shihu.services.linkages.web.pages.civility import wording
from shihu.services.linkages.web.pages.civility.ways import address
from shihu.services.linkages.web.views.civility.asking import asked_place, form_page, tried


@require_GET
def rules(request: ActedRequest) -> HttpResponse:
    """The rules in force, and every version."""
    village = queries.village_of(asked_place(request, policies.SEE_CIVILITY))
    page = pages.list_page(
        village,
        queries.village_rules(village, actor=request.actor),
        today=timezone.localdate(request.now),
        may_keep=policies.KEEP_CIVILITY.allows(request.actor, village),
    )
    return render(request, "linkages/civility/page.html", {"page": page})


@require_http_methods(["GET", "POST"])
def rules_new(request: ActedRequest) -> HttpResponse:
    """Write the draft, beginning with the words of the newest version."""
    village = queries.village_of(asked_place(request, policies.SEE_CIVILITY))
    newest = next(iter(queries.village_rules(village, actor=request.actor)), None)
    if not policies.KEEP_CIVILITY.allows(request.actor, village):
        raise NotAllowed
    form = RulesForm(
        request.POST if request.method == "POST" else None,
        clauses=newest.clauses if newest else (),
        ceilings=newest.ceilings if newest else {},
        initial={"title": newest.title if newest else pgettext("linkages", "Village rules")},
    )

    def run() -> str:
        key = commands.draft_village_rules(
            actor=request.actor,
            now=request.now,
            village=village,
            title=form.cleaned_data["title"],
            clauses=form.clauses(),
            ceilings=form.ceilings(),
        )
        return reverse("linkages_civility_rules_version", kwargs={"key": key})

    head = PageHead(
        _("Write village rules"),
        _("Empty rows are left out. A number left empty sets no measure."),
        back=Link(pgettext("linkages", "Village rules"), address("linkages_civility_rules", village)),
    )
    hint = _(
        "Village rules say what people shall do. They have no power to fine, to take anything, or to cut anybody's "
        "entitlements: such words are refused."
    )
    return form_page(request, form, head, pgettext("linkages", "Keep the draft"), run, hints=(hint,))


@require_GET
def version(request: ActedRequest, key: UUID) -> HttpResponse:
    """One version: its clauses, or what changed; suggestions; the vote."""
    return _version(request, key, {})


@require_GET
def rules_print(request: ActedRequest, key: UUID) -> HttpResponse:
    """The rules for the wall."""
    told = queries.rules_version(key, actor=request.actor, on=timezone.localdate(request.now))
    context = {
        "row": told.row,
        "village": wording.place_name(told.row.village),
        "vote": pages.vote_words(told.row),
        "ceilings": pages.ceilings_block(told.row).facts,
    }
    return render(request, "linkages/civility/rules_print.html", context)


@require_POST
def discuss(request: ActedRequest, key: UUID) -> HttpResponse:
    """Lay the draft open."""
    _kept(request, key)
    form = DiscussionForm(request.POST)
    return _done(
        request,
        key,
        "discuss",
        form,
        lambda: commands.open_discussion(
            actor=request.actor, now=request.now, key=key, until=form.cleaned_data["until"]
        ),
    )


@require_POST
def suggest(request: ActedRequest, key: UUID) -> HttpResponse:
    """Suggest something to a draft."""
    told = queries.rules_version(key, actor=request.actor, on=timezone.localdate(request.now))
    form = SuggestionForm(request.POST, clauses=told.row.clauses)
    return _done(
        request,
        key,
        "suggest",
        form,
        lambda: commands.suggest_to_rules(
            actor=request.actor,
            now=request.now,
            key=key,
            words=form.cleaned_data["words"],
            clause=form.cleaned_data["clause"],
        ),
    )


@require_POST
def answer(request: ActedRequest, key: UUID) -> HttpResponse:
    """Answer a suggestion."""
    of = queries.suggestion_rules(key, actor=request.actor, on=timezone.localdate(request.now))
    _kept(request, of)
    form = SuggestionAnswerForm(request.POST)
    return _done(
        request,
        of,
        str(key),
        form,
        lambda: commands.answer_suggestion(
            actor=request.actor,
            now=request.now,
            suggestion=key,
            takes=form.cleaned_data["takes"] == "yes",
            answer=form.cleaned_data["answer"],
        ),
    )


@require_POST
def vote(request: ActedRequest, key: UUID) -> HttpResponse:
    """Enter the vote."""
    _kept(request, key)
    form = VoteForm(request.POST)
    return _done(
        request,
        key,
        "vote",
        form,
        lambda: commands.enter_rules_vote(actor=request.actor, now=request.now, key=key, **form.cleaned_data),
    )


@require_POST
def file(request: ActedRequest, key: UUID) -> HttpResponse:
    """Take passed rules into the township's record."""
    _filed(request, key)
    form = FileForm(request.POST)
    return _done(
        request,
        key,
        "file",
        form,
        lambda: commands.file_village_rules(actor=request.actor, now=request.now, key=key, **form.cleaned_data),
    )


@require_POST
def return_(request: ActedRequest, key: UUID) -> HttpResponse:
    """Return passed rules with the reason."""
    _filed(request, key)
    form = ReasonForm(request.POST)
    return _done(
        request,
        key,
        "return",
        form,
        lambda: commands.return_village_rules(
            actor=request.actor, now=request.now, key=key, why=form.cleaned_data["why"]
        ),
    )


def _done(request: ActedRequest, key: UUID, name: str, form: Refused, run: Callable[[], object]) -> HttpResponse:
    if not tried(form, run):
        return _version(request, key, {name: form})
    messages.success(request, pgettext("linkages", "Written down."))
    return redirect("linkages_civility_rules_version", key=key)


def _kept(request: ActedRequest, key: UUID) -> RulesDetail:
    told = queries.rules_version(key, actor=request.actor, on=timezone.localdate(request.now))
    if not told.may_keep:
        raise NotAllowed
    return told


def _filed(request: ActedRequest, key: UUID) -> None:
    if not queries.rules_version(key, actor=request.actor, on=timezone.localdate(request.now)).may_file:
        raise NotAllowed


def _version(request: ActedRequest, key: UUID, given: dict[str, forms.Form]) -> HttpResponse:
    today = timezone.localdate(request.now)
    told = queries.rules_version(key, actor=request.actor, on=today)
    request.place = told.row.village
    changes = request.GET.get("changes") == "yes"
    page = pages.version_page(told, today=today, shows_changes=changes, given=given)
    return render(request, "linkages/civility/page.html", {"page": page}, status=422 if given else 200)
