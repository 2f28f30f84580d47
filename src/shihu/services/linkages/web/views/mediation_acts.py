"""What can be done with a dispute: one form each, one command each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.base.cases.queries.words import WHY
from shihu.base.cases.types import Standing
from shihu.kernel.refusals import N_, NotAllowed, NotFound, Refusal
from shihu.services.linkages.commands import mediation as commands
from shihu.services.linkages.queries import mediation as queries
from shihu.services.linkages.rules.mediation import AGREED
from shihu.services.linkages.types.mediation import DisputeDetail
from shihu.services.linkages.web.mediation import forms
from shihu.services.linkages.web.mediation.forms import Refusing
from shihu.services.linkages.web.views.mediation import told_of


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a form is made from."""

    told: DisputeDetail
    today: date
    data: QueryDict | None

    @property
    def visit(self) -> date:
        """The day that the rules propose for a return visit."""
        days = next((days for key, _name, days in self.told.case.outcomes if key == AGREED), None)
        return self.today + timedelta(days=days or 30)


@dataclass(frozen=True, slots=True)
class _Act:
    """An act: its words, who may, its form, its command."""

    title: str
    lead: str
    button: str
    may: Callable[[Standing], bool]
    form: Callable[[_Asked], Refusing]
    do: Callable[..., Any]
    done: str = N_("It is written down.")


def _acts(standing: Standing) -> bool:
    return standing.may_act


def _asks(standing: Standing) -> bool:
    return standing.may_ask


def _says(standing: Standing) -> bool:
    return standing.is_party or standing.is_holder or standing.keeps


def _reason(asked: _Asked) -> Refusing:
    return forms.ReasonForm(asked.data)


def _hearing(asked: _Asked) -> Refusing:
    pool = queries.panel_pool(asked.told.case.row.key, asked.told.case.row.place, on=asked.today)
    return forms.HearingForm(asked.data, pool=pool, initial={"held_on": asked.today})


def _agree(asked: _Asked) -> Refusing:
    newest = asked.told.agreement
    first = {"facts": asked.told.facts}
    if newest is not None:
        first = {"facts": newest.facts, "terms": newest.terms, "performance": newest.performance}
    return forms.AgreementForm(asked.data, initial=first)


def _sign(asked: _Asked) -> Refusing:
    newest = asked.told.agreement
    if newest is None or newest.is_oral:
        raise NotFound
    first = {"visit_due": asked.visit}
    return forms.SignForm(asked.data, signers=newest.signers, sealed_on=newest.sealed_on, initial=first)


def _end(asked: _Asked) -> Refusing:
    outcomes = [(key, _(name)) for key, name, _days in asked.told.case.outcomes if key != AGREED]
    return forms.EndForm(asked.data, outcomes=outcomes, initial={"visit_due": asked.visit})


def _court(asked: _Asked) -> Refusing:
    return forms.CourtForm(asked.data, initial={"applied_on": asked.today})


def _decided(asked: _Asked) -> Refusing:
    return forms.DecidedForm(asked.data, initial={"decided_on": asked.today})


def _kept(asked: _Asked) -> Refusing:
    return forms.KeptForm(asked.data, initial={"on": asked.today})


def _do_hearing(*, form: forms.HearingForm, **told: Any) -> None:
    commands.hold_hearing(**told, new=form.hearing())


def _do_agree(*, form: forms.AgreementForm, **told: Any) -> None:
    commands.draft_agreement(**told, new=form.agreement())


def _do_sign(*, form: forms.SignForm, **told: Any) -> None:
    given = form.cleaned_data
    commands.sign_agreement(**told, signed=form.signed(), sealed_on=given["sealed_on"], visit_due=given["visit_due"])


def _plainly(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command that takes the form's fields as they are."""

    def do(*, form: Refusing, **told: Any) -> None:
        command(**told, **form.cleaned_data)

    return do


ACTS = {
    "up": _Act(
        N_("Ask the next level"),
        N_("The dispute goes to the level above, whose own time begins."),
        N_("Take it up"),
        _asks,
        _reason,
        _plainly(commands.ask_up),
    ),
    "aside": _Act(
        N_("Somebody has a stake in it"),
        N_("Whoever handles it now stands aside for good; the next who has no stake takes it."),
        N_("Find somebody else"),
        _says,
        _reason,
        _plainly(commands.stand_aside),
    ),
    "hearing": _Act(
        N_("Write down a hearing"),
        N_("An odd panel, none of them close to a party; both sides are heard."),
        N_("Write it down"),
        _acts,
        _hearing,
        _do_hearing,
    ),
    "agree": _Act(
        N_("Write the agreement"),
        N_("Each version is kept; everybody signs the newest."),
        N_("Keep this version"),
        _acts,
        _agree,
        _do_agree,
        N_("Kept. Print it, have it signed and sealed, then enter the days."),
    ),
    "sign": _Act(
        N_("Enter signatures"),
        N_("Leave empty who has not signed yet. With the last signature and the seal it binds."),
        N_("Enter the days"),
        _acts,
        _sign,
        _do_sign,
    ),
    "end": _Act(
        N_("End it otherwise"),
        N_("A written agreement ends the dispute by itself; here stands every other way."),
        N_("End the dispute"),
        _acts,
        _end,
        _plainly(commands.end_dispute),
    ),
    "court": _Act(
        N_("Enter the application to the court"),
        N_("Both sides together, within thirty days of the agreement taking effect."),
        N_("Write it down"),
        _acts,
        _court,
        _plainly(commands.apply_for_confirmation),
    ),
    "decided": _Act(
        N_("Enter what the court said"),
        N_("A confirmed agreement can be enforced by the court."),
        N_("Write it down"),
        _acts,
        _decided,
        _plainly(commands.enter_confirmation),
    ),
    "kept": _Act(
        N_("Enter how it is kept"),
        N_("What was paid, moved, built or done since the agreement."),
        N_("Write it down"),
        _acts,
        _kept,
        _plainly(commands.record_performance),
    ),
    "reopen": _Act(
        N_("Reopen it"),
        N_("The same level takes it up again, with its whole time."),
        N_("Reopen the dispute"),
        _asks,
        _reason,
        _plainly(commands.reopen_dispute),
    ),
    "appeal": _Act(
        N_("Have it heard by others"),
        N_("A new case, linked to this one; nobody who handled this one handles it."),
        N_("Have it heard"),
        lambda standing: standing.is_party or standing.keeps,
        _reason,
        _plainly(commands.appeal_dispute),
    ),
}


@require_http_methods(["GET", "POST"])
def act(request: ActedRequest, key: UUID, act: str) -> HttpResponse:
    """Show the form of an act, or do it."""
    chosen = ACTS.get(act)
    if chosen is None:
        raise NotFound
    told = told_of(request, key)
    if not chosen.may(told.case.standing):
        raise NotAllowed
    asked = _Asked(told, timezone.localdate(request.now), request.POST if request.method == "POST" else None)
    form = chosen.form(asked)
    if request.method == "POST" and form.is_valid():
        try:
            chosen.do(form=form, actor=request.actor, now=request.now, key=key)
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _(chosen.done))
            return redirect("linkages_dispute", key=key)
    context = {
        "form": form,
        "key": key,
        "title": _(chosen.title),
        "lead": _(chosen.lead),
        "button": _(chosen.button),
        "about": told.case.row.title,
        "barred": _barred(asked) if act == "hearing" else (),
    }
    return render(request, "linkages/mediation/act.html", context, status=422 if form.errors else 200)


def _barred(asked: _Asked) -> tuple[str, ...]:
    """Who stands on the panel's list and may not sit on this case, and why."""
    row = asked.told.case.row
    pool = queries.panel_pool(row.key, row.place, on=asked.today)
    return tuple(_(WHY.get(one.bar, "%(name)s")) % {"name": one.name} for one in pool if one.bar)
