"""A form that does one act: shown, refused beside its field, done once."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shihu.base.accounts.types import ActedRequest
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import Refusal
from shihu.services.industry import commands
from shihu.services.industry.types import Act
from shihu.services.industry.web.fields import ActForm
from shihu.services.industry.web.pages.links import asked_href
from shihu.services.industry.web.pages.parts import FormPage


def answer(
    request: ActedRequest,
    form: ActForm,
    act: Callable[[], str],
    *,
    title: str,
    lead: str = "",
    back: Link,
    why: tuple[str, ...] = (),
    row_words: str = "",
    lines_words: str = "",
    adds_lines: bool = False,
) -> HttpResponse:
    """Show the form; on a valid post do the act and go to the address that it returns."""
    if request.method == "POST" and "more" not in request.POST and form.is_valid():
        try:
            return redirect(act())
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
    page = FormPage(
        PageHead(title, lead, back=back),
        form,
        back.href,
        why,
        row_words=row_words,
        lines_words=lines_words,
        adds_lines=adds_lines,
    )
    wrong = form.is_bound and form.errors and "more" not in request.POST
    return render(request, "industry/form.html", {"page": page}, status=422 if wrong else 200)


def done(request: ActedRequest, act: Act, then: str, told: str = "") -> str:
    """Do an act; return where to go: ``then``, or the page of what waits for a second person."""
    result = commands.do_or_ask(actor=request.actor, now=request.now, act=act)
    if result.asked:
        messages.success(request, _("Kept as you wrote it. It is booked once somebody else has looked and agreed."))
        return asked_href(result.asked)
    if told:
        messages.success(request, told)
    return then


def posted(request: ActedRequest) -> QueryDict | None:
    """What was posted, even where that is nothing; None where the form is only asked for."""
    return request.POST if request.method == "POST" else None
