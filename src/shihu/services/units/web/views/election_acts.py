"""The acts of those who run an election: for each its title, its verb, its fields and its command."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shihu.base.accounts.types import ActedRequest
from shihu.base.registry.types import HouseholdPerson
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import N_, NotAllowed, NotFound, Refusal
from shihu.services.units import commands, queries
from shihu.services.units.queries import head_words as words
from shihu.services.units.types import ElectionDetail, Stage
from shihu.services.units.web import election_forms as fields
from shihu.services.units.web.pages.heads import elections
from shihu.services.units.web.views.answers import beside, form_page

Given = dict[str, Any]
Fields = dict[str, forms.Field]
Build = Callable[[ElectionDetail, ActedRequest], Fields]
Do = Callable[[ElectionDetail, ActedRequest, Given], str]


def _by(request: ActedRequest) -> dict[str, Any]:
    return {"actor": request.actor, "now": request.now}


def _nothing(_detail: ElectionDetail, _request: ActedRequest) -> Fields:
    return {}


def _people(detail: ElectionDetail, request: ActedRequest, *, outside: bool = True) -> list[HouseholdPerson]:
    """The unit's people of age; ``outside`` leaves out the candidates' households."""
    today = timezone.localdate(request.now)
    told = queries.who_may_stand(detail.row.key, actor=request.actor, on=today)
    concerned = {c.household for c in detail.candidates if not c.has_withdrawn} if outside else set()
    return [p for p, _wrong in told if p.household not in concerned]


def _nominate_fields(detail: ElectionDetail, request: ActedRequest) -> Fields:
    today = timezone.localdate(request.now)
    nominated = {c.person for c in detail.candidates}
    told = queries.who_may_stand(detail.row.key, actor=request.actor, on=today)
    able = [p for p, wrong in told if not wrong and p.person not in nominated]
    return {
        "person": forms.ChoiceField(
            label=_("Whom"),
            choices=fields.person_choices(able),
            help_text=_("Listed is who may stand, Party members first: the page's rule is advice, never a bar."),
        ),
        "grounds": fields.text(
            _("Grounds"), help_text=_("What this person has done for neighbours; no more than that.")
        ),
    }


def _nominate(detail: ElectionDetail, request: ActedRequest, given: Given) -> str:
    commands.nominate(**_by(request), election=detail.row.key, person=UUID(given["person"]), grounds=given["grounds"])
    return _("Nominated. Another household must second it.")


def _second_fields(detail: ElectionDetail, request: ActedRequest) -> Fields:
    candidate = next((c for c in detail.candidates if str(c.key) == request.GET.get("candidate", "")), None)
    homes = dict.fromkeys(
        (str(p.household), p.name)
        for p in _people(detail, request, outside=False)
        if p.is_householder and (candidate is None or p.household != candidate.household)
    )
    return {"household": forms.ChoiceField(label=_("Household that seconds"), choices=list(homes))}


def _second(_detail: ElectionDetail, request: ActedRequest, given: Given) -> str:
    candidate = UUID(request.GET.get("candidate", ""))
    commands.second(**_by(request), candidate=candidate, household=UUID(given["household"]))
    return _("Seconded.")


def _candidate_field(_detail: ElectionDetail, _request: ActedRequest) -> Fields:
    return {"candidate": forms.UUIDField(widget=forms.HiddenInput)}


def _consent(_detail: ElectionDetail, request: ActedRequest, given: Given) -> str:
    commands.consent(**_by(request), candidate=given["candidate"])
    return _("The consent is noted.")


def _withdraw(_detail: ElectionDetail, request: ActedRequest, given: Given) -> str:
    commands.withdraw(**_by(request), candidate=given["candidate"])
    return _("The nomination is withdrawn.")


def _begin_fields(detail: ElectionDetail, request: ActedRequest) -> Fields:
    return fields.beginning(detail, _people(detail, request))


def _begin(detail: ElectionDetail, request: ActedRequest, given: Given) -> str:
    tellers = [UUID(given[name]) for name in ("teller1", "teller2") if given.get(name)]
    commands.begin_voting(**_by(request), election=detail.row.key, tellers=tellers, minutes=given.get("minutes", ""))
    return _("The ballot and the roll stand. The vote begins.")


def _papers_fields(detail: ElectionDetail, _request: ActedRequest) -> Fields:
    return fields.papers(detail)


def _papers(detail: ElectionDetail, request: ActedRequest, given: Given) -> str:
    homes = [UUID(key) for key in given["households"]]
    count = commands.hand_out_papers(**_by(request), election=detail.row.key, households=homes)
    return _("%(count)s households have a paper.") % {"count": count}


def _close(detail: ElectionDetail, request: ActedRequest, _given: Given) -> str:
    stage = commands.close_voting(**_by(request), election=detail.row.key)
    return _("The vote is over: the papers are counted next.") if stage == Stage.COUNTING else _("The vote is over.")


def _count_fields(detail: ElectionDetail, _request: ActedRequest) -> Fields:
    return fields.counting(detail, detail.own_person)


def _count(detail: ElectionDetail, request: ActedRequest, given: Given) -> str:
    became = commands.enter_count(
        **_by(request), election=detail.row.key, teller=UUID(given["teller"]), count=fields.count_of(given)
    )
    return {
        commands.Counted.FIRST: _("The first count is in. The other teller's decides."),
        commands.Counted.AGREED: _("Both tellers counted the same: the result stands."),
        commands.Counted.DIFFERS: _(
            "The two counts differ, so that neither stands. Count together and enter both again."
        ),
    }[became]


def _run_off_fields(_detail: ElectionDetail, request: ActedRequest) -> Fields:
    today = timezone.localdate(request.now)
    return {
        "vote_from": fields.day(_("First day of voting"), today + timedelta(days=1)),
        "vote_until": fields.day(_("Last day of voting"), today + timedelta(days=2)),
    }


def _run_off(detail: ElectionDetail, request: ActedRequest, given: Given) -> str:
    commands.open_run_off(
        **_by(request), election=detail.row.key, vote_from=given["vote_from"], vote_until=given["vote_until"]
    )
    return _("The run-off is open; it stands in the list of elections.")


def _lot_fields(detail: ElectionDetail, request: ActedRequest) -> Fields:
    names = {str(c.key): c.name for c in detail.candidates}
    return {
        "drawn": forms.ChoiceField(
            label=_("On whom the lot fell"),
            choices=[(key, names[key]) for key in detail.tied],
            widget=forms.RadioSelect,
        ),
        **fields.two_people(_people(detail, request), _("First witness")),
    }


def _lot(detail: ElectionDetail, request: ActedRequest, given: Given) -> str:
    commands.draw_lot(
        **_by(request),
        election=detail.row.key,
        drawn=[given["drawn"]],
        witnesses=[UUID(given["witness1"]), UUID(given["witness2"])],
    )
    return _("The lot is recorded.")


def _post_fields(detail: ElectionDetail, request: ActedRequest) -> Fields:
    days = detail.rules.objection_days
    first = timezone.localdate(request.now) + timedelta(days=days + 1)
    help_text = _("The result hangs out for %(days)s days before.") % {"days": days}
    return {"office_from": fields.day(_("In effect from"), first, help_text)}


def _post(detail: ElectionDetail, request: ActedRequest, given: Given) -> str:
    commands.post_result(**_by(request), election=detail.row.key, office_from=given["office_from"])
    return _("Posted. Print the notice and hang it out today.")


def _off_fields(_detail: ElectionDetail, _request: ActedRequest) -> Fields:
    return {"reason": fields.text(_("Why is it called off"))}


def _off(detail: ElectionDetail, request: ActedRequest, given: Given) -> str:
    commands.call_off(**_by(request), election=detail.row.key, reason=given["reason"])
    return _("The election is called off.")


def _office(detail: ElectionDetail, request: ActedRequest, _given: Given) -> str:
    done = commands.take_office(**_by(request), election=detail.row.key)
    said = _("The result is in effect.")
    if done.without_account:
        more = _("%(names)s has no account linked yet: open one, so that the head can work on the phone.")
        said += " " + more % {"names": "、".join(done.without_account)}
    if done.hand_over is not None:
        said += " " + _("The hand-over list is open.")
    return said


def _answer_fields(_detail: ElectionDetail, _request: ActedRequest) -> Fields:
    return {"answer": fields.text(_("Answer to the objection"), most=500)}


def _answer(_detail: ElectionDetail, request: ActedRequest, given: Given) -> str:
    objection = UUID(request.GET.get("objection", ""))
    commands.answer_objection(**_by(request), objection=objection, answer=given["answer"])
    return _("The objection is answered.")


ACTS: dict[str, tuple[str, str, Build, Do]] = {
    "nominate": (N_("Nominate somebody"), N_("Nominate"), _nominate_fields, _nominate),
    "second": (N_("Second for a household"), N_("Second this nomination"), _second_fields, _second),
    "consent": (N_("Consent is in writing"), N_("Note the consent"), _candidate_field, _consent),
    "withdraw": (N_("Withdraw a nomination"), N_("Withdraw"), _candidate_field, _withdraw),
    "begin": (N_("Begin the vote"), N_("Begin the vote"), _begin_fields, _begin),
    "papers": (N_("Hand out papers"), N_("These have a paper"), _papers_fields, _papers),
    "close": (N_("End the vote"), N_("End the vote"), _nothing, _close),
    "count": (N_("Enter a teller's count"), N_("Enter a count"), _count_fields, _count),
    "run-off": (N_("Open the run-off"), N_("Open the run-off"), _run_off_fields, _run_off),
    "lot": (N_("Record the lot"), N_("Record the lot"), _lot_fields, _lot),
    "post": (N_("Post the result"), N_("Post the result"), _post_fields, _post),
    "call-off": (N_("Call off"), N_("Call off"), _off_fields, _off),
    "take-office": (N_("Let it take effect"), N_("Let it take effect"), _nothing, _office),
    "answer": (N_("Answer an objection"), N_("Answer"), _answer_fields, _answer),
}


@require_http_methods(["GET", "POST"])
def act_(request: ActedRequest, key: UUID, act: str) -> HttpResponse:
    """One act on an election: its form, then the command."""
    today = timezone.localdate(request.now)
    detail = queries.election(key, actor=request.actor, on=today)
    known = ACTS.get(act)
    if known is None:
        raise NotFound
    title, verb, build, do = known
    if not detail.may_run and not (act == "count" and _is_teller(detail)):
        raise NotAllowed
    form = fields.made(build(detail, request), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            said = do(detail, request, form.cleaned_data)
        except Refusal as refusal:
            beside(form, refusal)
        else:
            if said:
                messages.success(request, said)
            return redirect("units_election" if detail.may_run else "units_ballot", key=key)
    request.place = detail.row.hamlet
    names = queries.hamlet_names({detail.row.hamlet})
    name = words.title(detail.row, elections.unit_name(detail.row, names))
    back = reverse("units_election" if detail.may_run else "units_ballot", kwargs={"key": key})
    return form_page(request, form, PageHead(_(title), name, back=Link(name, back)), _(verb), back)


def _is_teller(detail: ElectionDetail) -> bool:
    return any(t.person == detail.own_person for t in detail.tellers)
