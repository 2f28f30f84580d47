"""Pages of integrity: each calls one query or command and renders."""

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
from shihu.base.registry.queries import own_household
from shihu.kernel.presentation import Link, PageHead, asked_page
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.commands import integrity as commands
from shihu.services.linkages.queries import integrity as queries
from shihu.services.linkages.types.integrity import BANK, HouseholdIntegrity
from shihu.services.linkages.web.civility_forms import AnswerForm, WordsForm
from shihu.services.linkages.web.integrity_forms import ConsentSheetForm, NoteForm, RuleForm
from shihu.services.linkages.web.pages import integrity as pages
from shihu.services.linkages.web.pages import integrity_household as household_pages
from shihu.services.linkages.web.pages.civility import wording
from shihu.services.linkages.web.views.civility.asking import asked_place, form_page, tried, workbook
from shihu.services.units.queries import concerns, township_of


@require_GET
def households(request: ActedRequest) -> HttpResponse:
    """The households of a place; a member is led to the own record."""
    if not policies.SEE_INTEGRITY.scopes(request.actor):
        mine = own_household(actor=request.actor, on=timezone.localdate(request.now))
        if mine is None:
            raise NotFound
        return redirect("linkages_integrity_household", code=mine.code)
    place, today = asked_place(request, policies.SEE_INTEGRITY), timezone.localdate(request.now)
    rows = queries.integrity_list(place, actor=request.actor, on=today, bank=BANK)
    given = request.GET.dict()
    page = pages.list_page(
        place,
        rows,
        given=given,
        pager=asked_page(request.GET, len(pages.narrowed(rows, given)), pages.PAGE_SIZE),
        may_rule=policies.KEEP_INTEGRITY_RULES.allows(request.actor, place),
    )
    return render(request, "linkages/civility/page.html", {"page": page})


@require_GET
def export(request: ActedRequest) -> HttpResponse:
    """The list as a workbook: the rows that the filters leave."""
    place, today = asked_place(request, policies.SEE_INTEGRITY), timezone.localdate(request.now)
    rows = queries.integrity_list(place, actor=request.actor, on=today, bank=BANK)
    return workbook(
        pages.sheet(pages.narrowed(rows, request.GET.dict())), f"{wording.place_name(place)}-{_('Integrity')}"
    )


@require_GET
def household(request: ActedRequest, code: str) -> HttpResponse:
    """A household's record."""
    return _household(request, code, {})


@require_http_methods(["GET", "POST"])
def note(request: ActedRequest, code: str) -> HttpResponse:
    """Note a fact from a signed paper."""
    told = _told(request, code)
    if not told.may_note:
        raise NotAllowed
    today = timezone.localdate(request.now)
    form = NoteForm(
        request.POST if request.method == "POST" else None,
        kinds=told.rule.kinds if told.rule else (),
        initial={"day": today},
    )
    back = reverse("linkages_integrity_household", kwargs={"code": code})

    def run() -> str:
        given = form.cleaned_data
        commands.note_fact(
            actor=request.actor,
            now=request.now,
            household=told.household,
            kind=given["kind"],
            words=given["words"],
            source=commands.NOTE,
            source_key=given["paper"],
            day=given["day"],
        )
        messages.success(request, _("Noted. The household sees it and may object."))
        return back

    head = PageHead(
        _("Note a fact from a signed paper"),
        _("Household of %(name)s") % {"name": told.householder},
        back=Link(told.householder, back),
    )
    return form_page(request, form, head, pgettext("linkages", "Note it"), run)


@require_POST
def object_(request: ActedRequest, key: UUID) -> HttpResponse:
    """Object to a fact."""
    today = timezone.localdate(request.now)
    code = queries.fact_household(key, actor=request.actor, on=today)
    told = _told(request, code)
    if not told.is_own and not told.may_note:
        raise NotAllowed
    form = WordsForm(request.POST)
    done = tried(
        form,
        lambda: commands.object_to_fact(
            actor=request.actor, now=request.now, fact=key, words=form.cleaned_data["words"]
        ),
    )
    return redirect("linkages_integrity_household", code=code) if done else _household(request, code, {str(key): form})


@require_POST
def answer(request: ActedRequest, key: UUID) -> HttpResponse:
    """Answer an objection."""
    code = queries.objection_household(key, actor=request.actor, on=timezone.localdate(request.now))
    if not _told(request, code).may_answer:
        raise NotAllowed
    form = AnswerForm(request.POST)
    done = tried(
        form,
        lambda: commands.answer_fact_objection(
            actor=request.actor,
            now=request.now,
            objection=key,
            upholds=form.cleaned_data["upholds"] == "yes",
            answer=form.cleaned_data["answer"],
        ),
    )
    return redirect("linkages_integrity_household", code=code) if done else _household(request, code, {str(key): form})


@require_POST
def consent(request: ActedRequest, code: str) -> HttpResponse:
    """An adult lets the bank read the record: on the own phone, or signed on a sheet."""
    told = _told(request, code)
    me = next((one for one in told.adults if one.is_me), None)
    if me is not None and request.POST.get("person") == str(me.person):
        commands.consent_to_bank(
            actor=request.actor, now=request.now, household=told.household, person=me.person, bank=BANK
        )
        return redirect("linkages_integrity_household", code=code)
    if not told.may_note:
        raise NotAllowed
    waiting = [(str(one.person), one.name) for one in told.adults if one.consented_on is None]
    form = ConsentSheetForm(request.POST, adults=waiting)
    done = tried(
        form,
        lambda: commands.consent_to_bank(
            actor=request.actor,
            now=request.now,
            household=told.household,
            person=UUID(form.cleaned_data["person"]),
            bank=BANK,
            sheet=form.cleaned_data["sheet"],
        ),
    )
    return redirect("linkages_integrity_household", code=code) if done else _household(request, code, {"sheet": form})


@require_POST
def consent_back(request: ActedRequest, code: str) -> HttpResponse:
    """An adult takes the word back."""
    told = _told(request, code)
    person = next((one for one in told.adults if str(one.person) == request.POST.get("person", "")), None)
    if person is None or (not person.is_me and not told.may_note):
        raise NotAllowed
    commands.take_bank_consent_back(actor=request.actor, now=request.now, person=person.person, bank=BANK)
    return redirect("linkages_integrity_household", code=code)


@require_GET
def rules(request: ActedRequest) -> HttpResponse:
    """What counts, how much, how long."""
    place = asked_place(request, policies.SEE_INTEGRITY)
    township = township_of(place)
    page = pages.rules_page(
        township,
        queries.integrity_rules(township, actor=request.actor),
        today=timezone.localdate(request.now),
        may_rule=policies.KEEP_INTEGRITY_RULES.allows(request.actor, township),
    )
    return render(request, "linkages/civility/page.html", {"page": page})


@require_http_methods(["GET", "POST"])
def rule_new(request: ActedRequest) -> HttpResponse:
    """Write and publish the next rule."""
    township = township_of(asked_place(request, policies.SEE_INTEGRITY))
    seen = concerns(township, actor=request.actor)
    policies.KEEP_INTEGRITY_RULES.require(request.actor, township, seen=seen)
    before = next(iter(queries.integrity_rules(township, actor=request.actor)), None)
    initial = {"title": before.title, "base": before.base} if before else {"base": 75}
    form = RuleForm(request.POST if request.method == "POST" else None, before=before, initial=initial)
    back = f"{reverse('linkages_integrity_rules')}?place={township}"

    def run() -> str:
        commands.publish_integrity_rule(
            actor=request.actor,
            now=request.now,
            place=township,
            title=form.cleaned_data["title"],
            base=form.cleaned_data["base"],
            kinds=form.kinds(),
            grades=form.grades(),
            valid_from=form.cleaned_data["valid_from"],
        )
        return back

    head = PageHead(
        _("Write the next rule"),
        _("Published it is never changed; what is noted keeps the months it was noted with."),
        back=Link(pgettext("linkages", "What counts"), back),
    )
    return form_page(request, form, head, pgettext("linkages", "Publish the rule"), run)


def _told(request: ActedRequest, code: str) -> HouseholdIntegrity:
    return queries.household_integrity(code, actor=request.actor, on=timezone.localdate(request.now))


def _household(request: ActedRequest, code: str, given: dict[str, forms.Form]) -> HttpResponse:
    told = _told(request, code)
    request.place = told.hamlet
    page = household_pages.household_page(told, today=timezone.localdate(request.now), given=given)
    return render(request, "linkages/civility/page.html", {"page": page}, status=422 if given else 200)
