"""Rule books: read, compare, draft, vote."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.kernel.presentation import PageHead
from shihu.services.linkages import policies
from shihu.services.linkages.commands import points as commands
from shihu.services.linkages.queries import points as queries
from shihu.services.linkages.types.points import Vote
from shihu.services.linkages.web.pages.points import books as pages
from shihu.services.linkages.web.pages.points.desk import FormPage
from shihu.services.linkages.web.points_forms import RuleBookForm, VoteForm
from shihu.services.linkages.web.views.points import parts


@require_GET
def books(request: ActedRequest) -> HttpResponse:
    """The versions of a village's rule book."""
    village, today = parts.asked_village(request), parts.today_of(request)
    page = pages.books_page(
        village,
        queries.rule_books(village, actor=request.actor, on=today),
        keeps=policies.KEEP_POINT_RULES.allows(request.actor, village),
        is_member=parts.is_member(request, village),
        current=queries.book_in_force(village, on=today),
    )
    return render(request, "linkages/points/list.html", {"page": page})


@require_GET
def book(request: ActedRequest, key: UUID) -> HttpResponse:
    """One version, beside another one if the address asks."""
    today = parts.today_of(request)
    told = queries.rule_book(key, actor=request.actor, on=today)
    beside = request.GET.get("with", "")
    page = pages.book_page(
        told,
        queries.rule_books(told.village, actor=request.actor, on=today),
        current=queries.book_in_force(told.village, on=today),
        keeps=policies.KEEP_POINT_RULES.allows(request.actor, told.village),
        beside=int(beside) if beside.isascii() and beside.isdigit() and len(beside) < 6 else None,
    )
    request.place = told.village
    return render(request, "linkages/points/book.html", {"page": page})


@require_http_methods(["GET", "POST"])
def draft(request: ActedRequest) -> HttpResponse:
    """Write the next version, beginning with the newest."""
    village, today = parts.asked_village(request), parts.today_of(request)
    told = queries.rule_books(village, actor=request.actor, on=today)
    policies.KEEP_POINT_RULES.require(request.actor, village, seen=True)
    form = RuleBookForm(request.POST if request.method == "POST" else None, book=told[0] if told else None)
    made: list[UUID] = []

    def act() -> None:
        made.append(
            commands.draft_rule_book(
                actor=request.actor,
                now=request.now,
                village=village,
                title=form.cleaned_data["title"],
                items=form.items(),
                settings=form.settings(),
            )
        )

    if request.method == "POST" and parts.done(form, act):
        messages.success(request, _("The draft is kept. It holds once the village has voted."))
        return redirect("linkages_points_book", key=made[0])
    context = {"form": form, "place": village, "back": f"{reverse('linkages_points_rules')}?place={village}"}
    return render(request, "linkages/points/draft.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def vote(request: ActedRequest, key: UUID) -> HttpResponse:
    """Enter the vote that adopts a draft."""
    today = parts.today_of(request)
    told = queries.rule_book(key, actor=request.actor, on=today)
    policies.KEEP_POINT_RULES.require(request.actor, told.village, seen=True)
    request.place = told.village
    form = VoteForm(request.POST if request.method == "POST" else None, initial={"on": today, "valid_from": today})

    def act() -> None:
        given = form.cleaned_data
        commands.approve_rule_book(
            actor=request.actor,
            now=request.now,
            key=key,
            vote=Vote(given["on"], given["paper"], given["present"], given["in_favour"]),
            valid_from=given["valid_from"],
        )

    here = reverse("linkages_points_book", kwargs={"key": key})
    if request.method == "POST" and parts.done(form, act):
        messages.success(request, _("The rule book is adopted. From now on nobody changes it."))
        return redirect(here)
    page = FormPage(
        PageHead(_("Enter the vote on version %(version)s") % {"version": told.version}),
        button=_("Adopt the rule book"),
        back=here,
        said=_("More than half of those present must be in favour. What was given before keeps its version."),
    )
    return parts.form_page(request, form, page)
